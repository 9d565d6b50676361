//! Years side by side, and what changed in the law between two days.

use super::csv::row;
use super::json::{Header, header_of, pretty};
use super::labels::Label;
use super::markdown::table;
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
fn tables(table: &Years, lang: Lang) -> Vec<(String, Vec<String>, Vec<Vec<String>>)> {
    let Some((_, first)) = table.first() else { return Vec::new() };
    let forms: Vec<Form> = std::iter::once(first.before.form).chain(first.after.iter().map(|after| after.form)).collect();
    let head = || std::iter::once(Label::Year.say(lang)).chain(forms.iter().map(|form| form.say(lang))).collect();
    let rows = |amount: fn(&Amounts) -> Money| -> Vec<Vec<String>> {
        let cell = |comparison: &Comparison, form: Form| {
            let side = std::iter::once(&comparison.before).chain(&comparison.after).find(|side| side.form == form);
            side.map(|side| amount(&side.amounts).to_string()).unwrap_or_default()
        };
        let row = |(year, comparison): &(i32, Comparison)| {
            std::iter::once(year.to_string()).chain(forms.iter().map(|form| cell(comparison, *form))).collect()
        };
        table.iter().map(row).collect()
    };
    vec![(Label::Total.say(lang), head(), rows(Amounts::total)), (Label::NetToOwner.say(lang), head(), rows(Amounts::net_to_owner))]
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

/// Rows of what two days' law makes of one profile: line, before, after.
pub(super) fn effect_rows(effect: &Effect, lang: Lang) -> Vec<Vec<String>> {
    let [(_, before), (_, after)] = effect else { return Vec::new() };
    let lines = Line::ALL.iter().map(|line| (line.say(lang), before.amounts.lines[*line].payable(), after.amounts.lines[*line].payable()));
    let total = (Label::Total.say(lang), before.amounts.total(), after.amounts.total());
    lines
        .chain([total])
        .filter(|(_, before, after)| *before != Money::ZERO || *after != Money::ZERO)
        .map(|(name, before, after)| vec![name, before.to_string(), after.to_string(), super::shared::signed(after - before, true)])
        .collect()
}

fn effect_head(effect: &Effect, lang: Lang) -> Vec<String> {
    std::iter::once(Label::LineHead.say(lang))
        .chain(effect.iter().map(|(year, _)| year.to_string()))
        .chain([Label::Change.say(lang)])
        .collect()
}

#[cfg(feature = "cli")]
mod on_a_terminal {
    use super::*;
    use crate::report::text::{Style, narrow};

    /// Years as a table, and what changed each year under which document.
    pub fn years_text(pack: &Pack, profile: &Profile, table: &Years, lang: Lang, style: Style) -> String {
        let mut out = format!("{}\n\n", style.heading(&profile.name));
        for (title, head, rows) in tables(table, lang) {
            out += &format!("{title}\n{}", style.table(&head.iter().map(|words| narrow(words)).collect::<Vec<_>>(), rows, 1, None));
        }
        for (year, changes) in changes_between(pack, profile, table) {
            out += &format!("\n{}\n", style.heading(&year.to_string()));
            let items = change_items(pack, &changes, lang);
            if items.is_empty() {
                out += &style.item(&Label::NothingChanges.say(lang));
            }
            for text in items {
                out += &style.item(&text);
            }
        }
        out
    }

    /// What changed between two days.
    pub fn changes_text(pack: &Pack, changes: &Changes, effect: &Effect, lang: Lang, style: Style) -> String {
        let mut out = String::new();
        let items = change_items(pack, changes, lang);
        if items.is_empty() {
            out += &style.item(&Label::NothingChanges.say(lang));
        }
        for text in items {
            out += &style.item(&text);
        }
        if !effect.is_empty() {
            out += &format!("\n{}", style.table(&effect_head(effect, lang), effect_rows(effect, lang), 1, Some(&Label::Total.say(lang))));
        }
        out
    }
}
#[cfg(feature = "cli")]
pub use on_a_terminal::{changes_text, years_text};

fn list(items: &[String], lang: Lang) -> String {
    if items.is_empty() {
        return format!("{}\n", Label::NothingChanges.say(lang));
    }
    items.iter().map(|item| format!("- {item}\n")).collect()
}

/// Years as Markdown.
pub fn years_markdown(pack: &Pack, profile: &Profile, table_of: &Years, lang: Lang) -> String {
    let mut out = format!("# {}\n", profile.name);
    for (title, head, rows) in tables(table_of, lang) {
        out += &format!("\n**{title}**\n\n{}", table(&head, &rows, 1));
    }
    for (year, changes) in changes_between(pack, profile, table_of) {
        out += &format!("\n## {year}\n\n{}", list(&change_items(pack, &changes, lang), lang));
    }
    out
}

/// What changed between two days, as Markdown.
pub fn changes_markdown(pack: &Pack, changes: &Changes, effect: &Effect, lang: Lang) -> String {
    let mut out = list(&change_items(pack, changes, lang), lang);
    if !effect.is_empty() {
        out += &format!("\n{}", table(&effect_head(effect, lang), &effect_rows(effect, lang), 1));
    }
    out
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

/// Years as CSV: one line a year and form.
pub fn years_csv(table: &Years) -> String {
    let mut out = row(&["year", "form", "total", "net_to_owner"]);
    for (year, comparison) in table {
        for side in std::iter::once(&comparison.before).chain(&comparison.after) {
            out +=
                &row(&[year.to_string(), side.form.key().to_string(), side.amounts.total().plain(), side.amounts.net_to_owner().plain()]);
        }
    }
    out
}

/// What changed between two days, as CSV.
pub fn changes_csv(pack: &Pack, changes: &Changes, lang: Lang) -> String {
    let mut out = row(&["change", "measure", "title", "successor"]);
    for ended in &changes.ended {
        let successor = pack.successor(*ended, changes).map(|index| pack.measure(index).id.clone()).unwrap_or_default();
        out += &row(&["ended", &pack.measure(*ended).id, &pack.measure(*ended).title.say(lang), &successor]);
    }
    for begun in &changes.begun {
        out += &row(&["begun", &pack.measure(*begun).id, &pack.measure(*begun).title.say(lang), ""]);
    }
    out
}
