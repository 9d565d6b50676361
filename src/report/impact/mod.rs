//! What a change of the law costs: measure by measure, in yuan for a business, and over a register.

mod json;
#[cfg(feature = "register")]
mod register;
mod words;

pub use json::impact_json;

use super::document::{Block, Cell, Document, Item, Records, Row, Section, Table, Weight, Words};
use super::labels::Label;
use crate::Money;
use crate::answers::impact::{BusinessImpact, FormImpact, Impact, LawVersion, MeasureChange, Moved};
use crate::base::dates::Validity;
use crate::base::names::Line;
use crate::base::words::{Lang, Say, Vocabulary};
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use std::cmp::Ordering;
use words::Word;

/// What a change of the law costs, as far as it was asked for.
///
/// ```
/// use huiqi::{Impact, Lang, LawVersion, Pack, Profile, report};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let law = |year| LawVersion { year: Some(year), ..LawVersion::of(pack.clone()) };
/// let impact = Impact::between(law(2022), law(2023), shop.place)?.on_business(&shop, &[])?;
/// let page = report::impact(&impact, Lang::En);
/// assert!(page.csv().contains("form,individual-business,"));
/// assert!(page.markdown().starts_with("# What a change of the law costs"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn impact(impact: &Impact, lang: Lang) -> Document {
    let mut document = Document::new(lang, Word::Title.say(lang));
    let (before, after) = (law(&impact.before, lang), law(&impact.after, lang));
    document.leads = vec![Word::Before { law: before }.say(lang), Word::After { law: after }.say(lang)];
    let business = impact.business.as_ref();
    document.push(business.map(|business| Block::verdict(verdict(business, lang))));
    #[cfg(feature = "register")]
    document.push(impact.register.iter().flat_map(|register| register::verdict(register, lang)));
    document.push([measures(impact, lang)]);
    document.push(business.into_iter().flat_map(|business| of_business(impact, business, lang)));
    #[cfg_attr(not(feature = "register"), expect(unused_mut, reason = "only a register adds to them"))]
    let mut records = records(impact, lang);
    #[cfg(feature = "register")]
    if let Some(found) = &impact.register {
        document.push([register::section(impact, found, lang)]);
        register::records(impact, found, &mut records, lang);
    }
    document.records = Some(records.0);
    document
}

/// A law in words: its pack, and of it the year, the day and the drafts.
fn law(law: &LawVersion, lang: Lang) -> String {
    let short: String = law.pack.hash().chars().take(12).collect();
    let mut said = Word::Pack { hash: if law.pack.is_embedded() { short } else { Label::OwnPack { hash: short }.say(lang) } }.say(lang);
    let drafts: Vec<String> = drafts(law).map(|document| document.number.clone()).collect();
    if !drafts.is_empty() {
        said += &Word::WithDrafts { drafts }.say(lang);
    }
    said += &law.year.map(|year| Word::OfYear { year }.say(lang)).unwrap_or_default();
    said + &law.known_on.map(|day| Word::PublishedBy { day }.say(lang)).unwrap_or_default()
}

/// The documents that were laid over a pack.
fn drafts(law: &LawVersion) -> impl Iterator<Item = &crate::law::Document> {
    law.pack.documents().iter().filter(|document| document.overlay)
}

fn place_name(impact: &Impact, place: u32, lang: Lang) -> String {
    let named = |law: &LawVersion| law.pack.classes().place_name(place).map(|name| name.say(lang));
    named(&impact.before).or_else(|| named(&impact.after)).unwrap_or_else(|| format!("{place:06}"))
}

/// A measure with its document and article.
fn titled(pack: &Pack, index: MeasureIx, lang: Lang) -> String {
    format!("{} ({})", pack.measure(index).title.say(lang), pack.cite(index).say(lang))
}

/// A measure's title with the number of its document: shorter, for the cell of a table.
fn in_cell(impact: &Impact, id: &str, lang: Lang) -> String {
    let of = |law: &LawVersion| {
        let measure = law.pack.measures().iter().find(|measure| measure.id == id)?;
        Some(format!("{} ({})", measure.title.say(lang), law.pack.document_of(measure).marked(lang)))
    };
    of(&impact.after).or_else(|| of(&impact.before)).unwrap_or_else(|| id.to_string())
}

/// A measure by its id, in the pack after or else before.
fn titled_id(impact: &Impact, id: &str, lang: Lang) -> String {
    let of = |pack: &Pack| pack.numbered().find(|(_, measure)| measure.id == id).map(|(index, _)| titled(pack, index, lang));
    of(&impact.after.pack).or_else(|| of(&impact.before.pack)).unwrap_or_else(|| id.to_string())
}

fn stretches(found: &[Validity], lang: Lang) -> String {
    if found.is_empty() { Word::OnNoDay.say(lang) } else { found.to_vec().say(lang) }
}

/// Each measure that is another, with its figures and days.
fn measures(impact: &Impact, lang: Lang) -> Block {
    let item = |change: &MeasureChange| -> Item {
        let words = Word::Item { kind: change.kind.say(lang), measure: titled_id(impact, &change.id, lang) }.say(lang);
        let written = |text: &Option<String>| text.clone().unwrap_or_else(|| Word::NotWritten.say(lang));
        let figures = change.figures.iter().map(|figure| {
            Word::Figure { name: figure.key.clone(), before: written(&figure.before), after: written(&figure.after) }.say(lang)
        });
        let days = (change.in_force_before != change.in_force_after).then(|| {
            let [before, after] = [&change.in_force_before, &change.in_force_after].map(|days| stretches(days, lang));
            Word::InForce { place: place_name(impact, change.place, lang), before, after }.say(lang)
        });
        let by = change.superseded_by.as_ref().map(|by| Word::InItsPlace { measure: titled_id(impact, by, lang) }.say(lang));
        let notes = std::iter::once(Words::code(&change.id)).chain(figures.chain(days).chain(by).map(Words::from));
        Item { words: words.into(), notes: notes.collect() }
    };
    let items: Vec<Item> = impact.measures.iter().map(item).collect();
    let list = if items.is_empty() { Block::plain(Word::NoMeasure.say(lang)) } else { Block::bullets(items) };
    Block::section(Word::Measures.say(lang), vec![list])
}

/// What changes for the business as it is.
fn verdict(business: &BusinessImpact, lang: Lang) -> String {
    let Some(present) = business.forms.first() else { return String::new() };
    let (form, [then, now]) = (present.before.form, sides(present));
    let (kept, change) = (now.net_to_owner() - then.net_to_owner(), now.total() - then.total());
    let net = kept.signed();
    let word = match change.cmp(&Money::ZERO) {
        Ordering::Less => Word::Less { form, less: -change, net },
        Ordering::Equal if kept == Money::ZERO => Word::Unmoved { form },
        Ordering::Equal => Word::Same { form, net },
        Ordering::Greater => Word::More { form, more: change, net },
    };
    word.say(lang)
}

fn sides(form: &FormImpact) -> [&crate::Amounts; 2] {
    [&form.before.amounts, &form.after.amounts]
}

/// A section for each form, the forms in which nothing changes in a line each.
fn of_business(impact: &Impact, business: &BusinessImpact, lang: Lang) -> Vec<Block> {
    let (name, place) = (business.name.clone(), place_name(impact, business.place, lang));
    let title = match business.years {
        (before, after) if before == after => Word::BusinessSame { name, place, year: before },
        (before, after) => Word::Business { name, place, before, after },
    };
    let mut blocks = Vec::new();
    for form in &business.forms {
        if form.before.amounts == form.after.amounts && form.moved.is_empty() {
            blocks.push(Block::plain(Word::Nothing { form: form.before.form, total: form.before.amounts.total() }.say(lang)));
        } else {
            blocks.push(Block::section(form.before.form.say(lang), of_form(impact, form, lang)));
        }
    }
    let left_out = business.skipped.iter().map(|(form, error)| {
        let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(lang)).collect();
        Label::Skipped { form: *form, reasons: reasons.join("; ") }.say(lang)
    });
    let left_out: Vec<String> = left_out.collect();
    let skipped = (!left_out.is_empty())
        .then(|| Block::Details(Section { id: None, title: Word::NotAssessed.say(lang), blocks: vec![Block::bullets(left_out)] }));
    blocks.extend(skipped);
    vec![Block::section(title.say(lang), blocks)]
}

/// The lines that change with the totals, then which measures move them.
fn of_form(impact: &Impact, form: &FormImpact, lang: Lang) -> Vec<Block> {
    let [then, now] = sides(form);
    let row = |name: String, weight: Weight, before: Money, after: Money| -> Row {
        let cells: Vec<Cell> = vec![name.into(), before.into(), after.into(), Cell::Change(after - before)];
        Row { weight, ..cells.into() }
    };
    let changed = Line::ALL.iter().filter(|line| form.change(**line) != Money::ZERO || form.moved.iter().any(|moved| moved.line == **line));
    let lines = changed.map(|line| row(line.say(lang), Weight::Plain, then.lines[*line].payable(), now.lines[*line].payable()));
    let totals = [
        row(Label::Total.say(lang), Weight::Sum, then.total(), now.total()),
        row(Label::NetToOwner.say(lang), Weight::Strong, then.net_to_owner(), now.net_to_owner()),
    ];
    let head = [Word::Line, Word::BeforeHead, Word::AfterHead, Word::Change].map(|word| word.say(lang));
    let mut blocks = vec![Block::Table(Table::figures(head, 1, lines.chain(totals).collect()))];
    let moved = |moved: &Moved| -> Row {
        let measure = moved.measure.as_ref().map_or_else(|| Word::StatedAmount.say(lang), |id| in_cell(impact, id, lang));
        let cells: Vec<Cell> = vec![
            moved.line.say(lang).into(),
            measure.into(),
            moved.before.into(),
            moved.after.into(),
            Cell::Change(moved.after - moved.before),
        ];
        cells.into()
    };
    if !form.moved.is_empty() {
        let head = [Word::Line, Word::Measure, Word::BeforeHead, Word::AfterHead, Word::Change].map(|word| word.say(lang));
        let table = Table::figures(head, 2, form.moved.iter().map(moved).collect());
        blocks.push(Block::Table(table.with_caption(Word::MovedBy.say(lang))));
    }
    blocks
}

/// A record a line: what it is of, its key, and its figures under both laws.
struct ImpactRecords(Records);

impl ImpactRecords {
    const COLUMNS: [&'static str; 12] =
        ["part", "of", "key", "name", "businesses", "before", "after", "change", "gain", "gained", "lose", "lost"];

    fn push(&mut self, part: &str, of: &str, key: &str, name: String, figures: Vec<Cell>) {
        let mut cells: Vec<Cell> = vec![part.into(), of.into(), key.into(), name.into()];
        cells.extend(figures);
        cells.resize(ImpactRecords::COLUMNS.len(), Cell::Empty);
        self.0.push(cells);
    }

    fn amounts(&mut self, part: &str, of: &str, key: &str, name: String, before: Money, after: Money) {
        self.push(part, of, key, name, vec![Cell::Empty, before.into(), after.into(), Cell::Change(after - before)]);
    }
}

fn records(impact: &Impact, lang: Lang) -> ImpactRecords {
    let mut records = ImpactRecords(Records::new(&ImpactRecords::COLUMNS));
    for change in &impact.measures {
        let (kind, name) = (change.kind.key(), titled_id(impact, &change.id, lang));
        let days = [&change.in_force_before, &change.in_force_after].map(|days| Cell::Text(days.to_vec().say(Lang::En)));
        records.push("measure", kind, &change.id, name, std::iter::once(Cell::Empty).chain(days).collect());
        for figure in &change.figures {
            let cells = vec![Cell::Empty, figure.before.as_ref().into(), figure.after.as_ref().into()];
            records.push("figure", &change.id, &figure.key, String::new(), cells);
        }
    }
    for form in impact.business.iter().flat_map(|business| &business.forms) {
        let ([then, now], of) = (sides(form), form.before.form.key());
        for line in Line::ALL {
            let [before, after] = [then, now].map(|amounts| amounts.lines[*line].payable());
            if before != Money::ZERO || after != Money::ZERO {
                records.amounts("form", of, line.key(), line.say(lang), before, after);
            }
        }
        records.amounts("form", of, "total", Label::Total.say(lang), then.total(), now.total());
        records.amounts("form", of, "net_to_owner", Label::NetToOwner.say(lang), then.net_to_owner(), now.net_to_owner());
        for moved in &form.moved {
            let id = moved.measure.as_deref().unwrap_or_default();
            records.amounts("moved", &format!("{of} {}", moved.line.key()), id, titled_id(impact, id, lang), moved.before, moved.after);
        }
    }
    records
}
