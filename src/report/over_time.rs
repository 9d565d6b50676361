//! Years side by side, and what changed in the law between two days.

use super::document::{Block, Cell, Document, Records, Row, Table, Weight};
use super::json::{Header, header_of, pretty};
use super::labels::Label;
use crate::answers::compare::Comparison;
use crate::assess::Assessment;
use crate::base::names::{Form, Line};
use crate::base::words::{Bilingual, Lang, Say, Vocabulary};
use crate::facts::Profile;
use crate::law::{Changes, Pack};
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::MeasureIx;
use crate::{Date, Money};
use serde::Serialize;

type Years = [(i32, Comparison)];
type Effect = [(i32, Assessment)];

/// Two tables, burden and what the owner keeps: a row a year, a column a form.
fn tables(table: &Years, lang: Lang) -> Vec<Table> {
    let Some((_, first)) = table.first() else { return Vec::new() };
    let forms: Vec<Form> = std::iter::once(first.before.form).chain(first.after.iter().map(|after| after.form)).collect();
    let of = |label: Label, amount: fn(&Amounts) -> Money| {
        let cell = |comparison: &Comparison, form: Form| -> Cell {
            let side = std::iter::once(&comparison.before).chain(&comparison.after).find(|side| side.form == form);
            side.map(|side| amount(&side.amounts)).into()
        };
        let row = |(year, comparison): &(i32, Comparison)| -> Row {
            std::iter::once((*year).into()).chain(forms.iter().map(|form| cell(comparison, *form))).collect::<Vec<_>>().into()
        };
        let head = std::iter::once(Label::Year.say(lang)).chain(forms.iter().map(|form| form.say(lang)));
        Table::figures(head, 1, table.iter().map(row).collect()).with_caption(label.say(lang))
    };
    vec![of(Label::Total, Amounts::total), of(Label::NetToOwner, Amounts::net_to_owner)]
}

/// What changes from each year to the next.
fn changes_between(pack: &Pack, profile: &Profile, table: &Years) -> Vec<(i32, Changes)> {
    let years: Vec<i32> = table.iter().map(|(year, _)| *year).collect();
    years.iter().zip(years.iter().skip(1)).map(|(from, to)| (*to, pack.changes_between_years(*from, *to, profile.place))).collect()
}

fn item(pack: &Pack, index: MeasureIx, lang: Lang) -> String {
    let measure = pack.measure(index);
    format!("{} ({} {}, {})", measure.title.say(lang), pack.document_of(measure).number, measure.article, measure.valid)
}

/// Each change in words: what ended with what took its place, then what is new.
pub(super) fn change_items(pack: &Pack, changes: &Changes, lang: Lang) -> Vec<String> {
    let succeeded: Vec<(MeasureIx, Option<MeasureIx>)> =
        changes.ended.iter().map(|ended| (*ended, pack.successor(*ended, changes))).collect();
    let ended = succeeded.iter().map(|(ended, successor)| match successor {
        Some(begun) => Label::Replaced { old: item(pack, *ended, lang), new: item(pack, *begun, lang) },
        None => Label::Ended { what: item(pack, *ended, lang) },
    });
    let taken: Vec<MeasureIx> = succeeded.iter().filter_map(|(_, begun)| *begun).collect();
    let begun = changes.begun.iter().filter(|begun| !taken.contains(begun)).map(|begun| Label::Begun { what: item(pack, *begun, lang) });
    ended.chain(begun).map(|label| label.say(lang)).collect()
}

/// What two days' law makes of one profile, line by line.
fn effect_table(effect: &Effect, lang: Lang) -> Option<Table> {
    let [(_, before), (_, after)] = effect else { return None };
    let lines = Line::ALL.iter().map(|line| {
        let [then, now] = [before, after].map(|side| side.amounts.lines[*line].payable());
        (line.say(lang), Weight::Plain, then, now)
    });
    let total = (Label::Total.say(lang), Weight::Sum, before.amounts.total(), after.amounts.total());
    let moved = lines.chain([total]).filter(|(_, _, before, after)| *before != Money::ZERO || *after != Money::ZERO);
    let row = |(name, weight, before, after): (String, Weight, Money, Money)| {
        let cells: Vec<Cell> = vec![name.into(), before.into(), after.into(), Cell::Change(after - before)];
        Row { weight, ..cells.into() }
    };
    let years = effect.iter().map(|(year, _)| year.to_string());
    let head = std::iter::once(Label::LineHead.say(lang)).chain(years).chain([Label::Change.say(lang)]);
    Some(Table::figures(head, 1, moved.map(row).collect()))
}

/// What changed, or that nothing did.
fn list(items: Vec<String>, lang: Lang) -> Block {
    Block::bullets(if items.is_empty() { vec![Label::NothingChanges.say(lang)] } else { items })
}

/// Years as tables, and what changed each year under which document.
///
/// ```
/// use huiqi::{report, Form, Lang, Pack, Profile};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", &pack)?;
/// let mut table = Vec::new();
/// for year in [2024, 2025] {
///     let facts = shop.clone().in_year(year)?;
///     let rules = pack.rules(year, facts.place, None)?;
///     table.push((year, huiqi::compare(&rules, &facts, &[Form::OnePersonCompany])?));
/// }
/// let page = report::years(&pack, &shop, &table, Lang::En);
/// assert!(page.csv().starts_with("year,form,total,net_to_owner\r\n2024,individual-business,"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn years(pack: &Pack, profile: &Profile, table: &Years, lang: Lang) -> Document {
    let mut document = Document::new(lang, profile.name.clone());
    document.push(tables(table, lang).into_iter().map(Block::Table));
    for (year, changes) in changes_between(pack, profile, table) {
        document.push([Block::section(year.to_string(), vec![list(change_items(pack, &changes, lang), lang)])]);
    }
    let mut records = Records::new(&["year", "form", "total", "net_to_owner"]);
    for (year, comparison) in table {
        for side in std::iter::once(&comparison.before).chain(&comparison.after) {
            let (total, net) = (side.amounts.total(), side.amounts.net_to_owner());
            records.push(vec![(*year).into(), side.form.key().into(), total.into(), net.into()]);
        }
    }
    document.records = Some(records);
    document
}

/// What changed between two days.
///
/// ```
/// use huiqi::{report, Date, Lang, Pack};
///
/// let pack = Pack::embedded()?;
/// let day = |text: &str| text.parse::<Date>().unwrap();
/// let found = pack.changes(day("2022-03-31"), day("2022-04-01"), 530302);
/// // Without assessments of both years it names what changes, and not by how much.
/// assert!(report::changes(&pack, &found, &[], Lang::En).csv().contains("mof-sta-2022-15#vat-exemption"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn changes(pack: &Pack, changes: &Changes, effect: &Effect, lang: Lang) -> Document {
    let mut document = Document::new(lang, Label::WhatChanges.say(lang));
    document.push([list(change_items(pack, changes, lang), lang)]);
    document.push(effect_table(effect, lang).map(Block::Table));
    let mut records = Records::new(&["change", "measure", "title", "successor"]);
    let named = |change: &str, index: MeasureIx, successor: Option<MeasureIx>| {
        let measure = pack.measure(index);
        let successor = successor.map(|index| &pack.measure(index).id);
        vec![change.into(), (&measure.id).into(), measure.title.say(lang).into(), successor.into()]
    };
    changes.ended.iter().for_each(|ended| records.push(named("ended", *ended, pack.successor(*ended, changes))));
    changes.begun.iter().for_each(|begun| records.push(named("begun", *begun, None)));
    document.records = Some(records);
    document
}

#[derive(Serialize)]
struct YearsOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    years: Vec<YearOut>,
}

#[derive(Serialize)]
struct YearOut {
    year: i32,
    sides: Vec<SideOut>,
    ended: Vec<String>,
    begun: Vec<String>,
}

#[derive(Serialize)]
struct SideOut {
    form: &'static str,
    total: Money,
    net_to_owner: Money,
}

#[derive(Serialize)]
struct ChangesOut<'a> {
    ended: Vec<ChangedOut<'a>>,
    begun: Vec<ChangedOut<'a>>,
    effect: Vec<EffectOut>,
}

#[derive(Serialize)]
struct EffectOut {
    line: &'static str,
    before: Money,
    after: Money,
}

#[derive(Serialize)]
struct ChangedOut<'a> {
    measure: &'a str,
    title: &'a Bilingual,
    document: &'a str,
    article: &'a str,
    valid_from: Date,
    valid_to: Option<Date>,
    /// What takes the place of a measure that ended.
    successor: Option<&'a str>,
}

fn changed_out<'a>(pack: &'a Pack, index: MeasureIx, successor: Option<MeasureIx>) -> ChangedOut<'a> {
    let measure = pack.measure(index);
    ChangedOut {
        measure: &measure.id,
        title: &measure.title,
        document: &pack.document_of(measure).number,
        article: &measure.article,
        valid_from: measure.valid.from,
        valid_to: measure.valid.to,
        successor: successor.map(|index| pack.measure(index).id.as_str()),
    }
}

fn ids(pack: &Pack, measures: &[MeasureIx]) -> Vec<String> {
    measures.iter().map(|index| pack.measure(*index).id.clone()).collect()
}

/// Years as JSON.
///
/// ```
/// use huiqi::{report, Form, Pack, Profile};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", &pack)?;
/// let rules = pack.rules(2024, shop.place, None)?;
/// let table = [(2024, huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?)];
/// let json: serde_json::Value = serde_json::from_str(&report::years_json(&pack, &shop, &table)).unwrap();
/// assert_eq!(json["years"][0]["year"], 2024);
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn years_json(pack: &Pack, profile: &Profile, table: &Years) -> String {
    let changes = changes_between(pack, profile, table);
    let years: Vec<YearOut> = table
        .iter()
        .map(|(year, comparison)| {
            let sides = std::iter::once(&comparison.before).chain(&comparison.after);
            let changed = changes.iter().find(|(to, _)| to == year).map(|(_, changes)| changes.clone()).unwrap_or_default();
            YearOut {
                year: *year,
                sides: sides
                    .map(|side| SideOut { form: side.form.key(), total: side.amounts.total(), net_to_owner: side.amounts.net_to_owner() })
                    .collect(),
                ended: ids(pack, &changed.ended),
                begun: ids(pack, &changed.begun),
            }
        })
        .collect();
    pretty(&YearsOut { header: header_of(pack, profile, profile.year, None, "years"), years })
}

/// What changed between two days, as JSON.
///
/// ```
/// use huiqi::{report, Date, Pack};
///
/// let pack = Pack::embedded()?;
/// let day = |text: &str| text.parse::<Date>().unwrap();
/// let found = pack.changes(day("2022-03-31"), day("2022-04-01"), 530302);
/// let json: serde_json::Value = serde_json::from_str(&report::changes_json(&pack, &found, &[])).unwrap();
/// assert_eq!(json["begun"].as_array().unwrap().len(), found.begun.len());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn changes_json(pack: &Pack, changes: &Changes, effect: &Effect) -> String {
    let effect = match effect {
        [(_, before), (_, after)] => Line::ALL
            .iter()
            .map(|line| EffectOut {
                line: line.key(),
                before: before.amounts.lines[*line].payable(),
                after: after.amounts.lines[*line].payable(),
            })
            .collect(),
        _ => Vec::new(),
    };
    pretty(&ChangesOut {
        ended: changes.ended.iter().map(|ended| changed_out(pack, *ended, pack.successor(*ended, changes))).collect(),
        begun: changes.begun.iter().map(|begun| changed_out(pack, *begun, None)).collect(),
        effect,
    })
}
