//! What the report says, section by section, in the reader's language.

use super::first_page::{first_page, is_free};
use super::pictures;
use super::plain;
use super::series::{by_year, curves, sides};
use super::words::Word;
use crate::answers::client_report::{ClientReport, CurveMark, MarkKind};
use crate::answers::compare::{BreakEven, Difference};
use crate::answers::filing_calendar::{Entry, EntryKind, FilingCalendar};
use crate::assess::Assessment;
use crate::base::names::Confidence;
use crate::base::words::Say;
use crate::law::Changes;
use crate::report::Context;
use crate::report::comparison::forms as forms_table;
use crate::report::document::{Block, Cell, Document, Item, Marks, Row, Section, Span, Table, Weight, Words};
use crate::report::filing_calendar::calendar_rows;
use crate::report::grounds::{beside_bare, gathered, granted, refused};
use crate::report::labels::{Label, One};
use crate::report::over_time::change_items;
use crate::report::shared::{RowName, money_rows, weight};
use crate::report::verdict::verdicts;
use crate::taxes::trace::MeasureIx;
use crate::{Money, VatStatus};

/// The measures cited, numbered as they are first named.
#[derive(Default)]
struct Basis(Vec<MeasureIx>);

impl Basis {
    fn number(&mut self, index: MeasureIx) -> usize {
        let found = self.0.iter().position(|known| *known == index);
        found.unwrap_or_else(|| {
            self.0.push(index);
            self.0.len() - 1
        }) + 1
    }
}

/// A column of amounts for each series, a row for each name.
fn amounts(caption: String, first: Word, columns: &[(String, Vec<Money>)], names: Vec<String>, context: &Context<'_>) -> Block {
    let head = std::iter::once(first.say(context.lang)).chain(columns.iter().map(|(name, _)| name.clone()));
    let row = |(i, name): (usize, String)| -> Row {
        let cells = columns.iter().map(|(_, values)| values.get(i).copied().into());
        std::iter::once(name.into()).chain(cells).collect::<Vec<_>>().into()
    };
    Block::Table(Table::figures(head, 1, names.into_iter().enumerate().map(row).collect()).with_caption(caption))
}

fn section(id: &'static str, title: String, blocks: Vec<Block>) -> Block {
    Block::Section(Section { id: Some(id), title, blocks })
}

/// What is folded until somebody asks for it.
fn details(id: &'static str, title: String, blocks: Vec<Block>) -> Block {
    Block::Details(Section { id: Some(id), title, blocks })
}

/// Items, or a dash where there are none.
fn items(items: Vec<String>) -> Block {
    if items.is_empty() { Block::plain("—".to_string()) } else { Block::bullets(items) }
}

/// The report: the answer, how it comes about, the years ahead, what to do, and what it rests on.
///
/// ```
/// use huiqi::{report, ClientReport, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = ClientReport::new(&pack, &rules, &shop, &[Form::OnePersonCompany], None)?;
/// let page = report::client_report(&context, &found).html();
/// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<svg"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn client_report(context: &Context<'_>, client_report: &ClientReport) -> Document {
    let lang = context.lang;
    let say = |word: Word| word.say(lang);
    let label = |label: Label| label.say(lang);
    let comparison = &client_report.comparison;
    let (before, chosen) = (&comparison.before, comparison.chosen());
    let both = [before, chosen];
    let mut basis = Basis::default();
    let gathered = |texts: &dyn Fn(&Assessment) -> Vec<String>| gathered(context, &both, texts);
    let change_title = Word::BeforeAfter { before: context.name(before).say(lang), after: context.name(chosen).say(lang) };
    let mut document = Document::new(lang, Word::Title { year: context.rules.year }.say(lang));
    document.leads.push(context.subject().say(lang));
    document.leads.extend(client_report.converts_on.map(|day| format!("{}{}{day}", say(Word::ConvertsOn), lang.colon())));
    document.push([section("answer", say(Word::Verdict), first_page(context, client_report))]);
    let not_counted = gathered(&|side| side.record.not_counted.iter().map(|what| plain::not_counted(context, what)).collect());
    if !not_counted.is_empty() {
        document.push([section("not-counted", label(Label::NotCounted), vec![Block::bullets(not_counted)])]);
    }
    document.push([details("forms", say(Word::AllFormsHead), each_form(context, client_report))]);
    // A business that has nothing to pay learns nothing from bars and curves: what it has, and what it could lose, is enough.
    let free = is_free(client_report);
    if !free {
        let change = Block::Table(change(context, before, chosen, &mut basis));
        document.push([details("before-after", say(change_title), vec![Block::note(say(Word::RefsNote)), change])]);
        let forms = pictures::money(context, client_report).into_iter().chain(forms_table(context, &sides(client_report)));
        document.push([details("money", say(Word::Where), forms.collect())]);
        if !client_report.curve.points.is_empty() {
            document.push([details("profit", say(Word::Profit), profit(context, client_report))]);
        }
        document.push([details("years", say(Word::Years), years(context, client_report))]);
    }
    let beside = Block::list(label(Label::BesideTaxes), gathered(&|side| beside_bare(context, side)));
    let granted = items(gathered(&|side| granted(context, side)));
    document.push([details("reliefs", label(Label::Reliefs), std::iter::once(granted).chain(beside).collect())]);
    let refused = gathered(&|side| refused(context, side));
    if !refused.is_empty() {
        document.push([details("refused", label(Label::NotGranted), vec![Block::bullets(refused)])]);
    }
    let steps = if free { watched(context, client_report) } else { steps(context, client_report, &both, &mut basis) };
    if !steps.is_empty() {
        document.push([details("steps", say(Word::Steps), steps)]);
    }
    let assumed = gathered(&|side| context.assumptions(side).iter().map(|assumed| plain::assumption(context, assumed)).collect());
    let sure = basis.0.iter().filter(|index| context.pack.measure(**index).confidence == Confidence::Text).count();
    let confidence = Word::ConfidenceOf { read: sure, others: basis.0.len() - sure }.say(lang);
    let assumed = (!free).then_some(confidence).into_iter().chain(assumed);
    document.push([details("assumptions", say(Word::Assumed), vec![Block::bullets(assumed)])]);
    if !free {
        let cited = basis.0.iter().map(|index| basis_item(context, *index)).collect();
        document.push([details("basis", say(Word::Basis), vec![Block::List(Marks::Basis, cited)])]);
        document.push([details("about", say(Word::About), vec![Block::Facts(facts(context, client_report))])]);
    }
    let made_with = Word::MadeWith { version: env!("CARGO_PKG_VERSION").to_string(), hash: context.pack.hash().to_string() };
    document.footer = vec![say(made_with), say(Word::Disclaimer)];
    document
}

/// What each form comes to, and what was not compared.
fn each_form(context: &Context<'_>, client_report: &ClientReport) -> Vec<Block> {
    let (lang, comparison) = (context.lang, &client_report.comparison);
    // Where nothing is payable as it is, the table says it all.
    let verdicts = if is_free(client_report) { Vec::new() } else { verdicts(context, comparison) };
    let left_out = Block::list(Label::NotCompared.say(lang), plain::skipped(context, comparison));
    std::iter::once(Block::Table(all_forms(context, client_report))).chain(verdicts).chain(left_out).collect()
}

fn profit(context: &Context<'_>, client_report: &ClientReport) -> Vec<Block> {
    let marks: Vec<String> = mark_words(context, client_report);
    let [net, gain] = pictures::profit(context, client_report, &marks);
    let marks = Block::List(Marks::Numbers, marks.into_iter().map(Into::into).collect());
    let marks = Block::section(Word::Marks.say(context.lang), vec![marks]);
    vec![Block::note(Word::ProfitNote.say(context.lang)), net, gain, curve_table(context, client_report), marks]
}

fn facts(context: &Context<'_>, client_report: &ClientReport) -> Vec<(String, Words)> {
    let (lang, profile) = (context.lang, context.profile);
    let known = match context.rules.known_on {
        Some(day) => Label::KnownOn { day },
        None => Label::KnownAll,
    };
    let status: VatStatus = profile.vat_status;
    let converts = client_report.converts_on.map(|day| (Word::ConvertsOn, day.to_string()));
    let facts = [
        (Word::Business, profile.name.clone()),
        (Word::Place, context.place_name()),
        (Word::Industry, profile.industry.code.clone()),
        (Word::TaxYear, context.rules.year.to_string()),
        (Word::PresentForm, profile.form.say(lang)),
        (Word::VatStatus, status.say(lang)),
        (Word::LawAs, known.say(lang)),
    ];
    facts.into_iter().chain(converts).map(|(word, value)| (word.say(lang), value.into())).collect()
}

/// Each form's burden and what it leaves, the change, and from when it pays.
fn all_forms(context: &Context<'_>, client_report: &ClientReport) -> Table {
    let lang = context.lang;
    let comparison = &client_report.comparison;
    let before = &comparison.before;
    // When converting begins to pay is asked of whole years only.
    let asked = !comparison.break_even.is_empty();
    let changes = [Word::BurdenChange, Word::NetChange].into_iter().chain(asked.then_some(Word::PaysFrom));
    let head = [Label::Form, Label::Total, Label::NetToOwner].map(|label| label.say(lang)).into_iter();
    let head: Vec<String> = head.chain(changes.map(|word| word.say(lang))).collect();
    let row = |name: String, side: &Assessment, change: [Cell; 3], weight: Weight| {
        let sums = [name.into(), side.amounts.total().into(), side.amounts.net_to_owner().into()];
        Row { weight, ..sums.into_iter().chain(change).take(head.len()).collect::<Vec<_>>().into() }
    };
    let now = Word::Now { form: context.name(before).say(lang) }.say(lang);
    let mut rows = vec![row(now, before, [Cell::Empty, Cell::Empty, Cell::Empty], Weight::Plain)];
    for (i, after) in comparison.after.iter().enumerate() {
        let difference = Difference::between(before, after);
        let pays = match comparison.break_even.get(i) {
            Some(BreakEven::Now) => Word::PaysNow.say(lang).into(),
            Some(BreakEven::From(profit)) => Cell::Amount(*profit),
            Some(BreakEven::Never) => Word::PaysNever.say(lang).into(),
            None => Cell::Empty,
        };
        let change = [Cell::Change(difference.total()), Cell::Change(difference.net_to_owner()), pays];
        rows.push(row(context.name(after).say(lang), after, change, if i == 0 { Weight::Strong } else { Weight::Plain }));
    }
    Table::figures(head.clone(), 1, rows).with_caption(Word::Forms.say(lang))
}

/// Each line before and after, its reliefs and where they stand in the law.
fn change(context: &Context<'_>, before: &Assessment, after: &Assessment, basis: &mut Basis) -> Table {
    let lang = context.lang;
    let words = [Word::ReliefNow, Word::PayableNow, Word::ReliefThen, Word::PayableThen, Word::Change];
    let head = std::iter::once(Label::LineHead.say(lang)).chain(words.map(|word| word.say(lang)));
    // What is no tax has no relief and is not payable.
    let amounts_only = [Word::ReliefNow, Word::AmountNow, Word::ReliefThen, Word::AmountThen, Word::Change].map(|word| word.say(lang));
    let amounts_only: Vec<String> = std::iter::once(String::new()).chain(amounts_only).collect();
    let rows = money_rows(&[before, after]).into_iter().map(|(row, amounts)| {
        let line = match row {
            RowName::Tax(line) => Some(line),
            RowName::Figure(_) => None,
        };
        let relief = |side: &Assessment| -> Cell { line.map(|line| side.amounts.lines[line].relief).into() };
        let mut cited: Vec<MeasureIx> =
            line.into_iter().flat_map(|line| [before.citations(line), after.citations(line)].concat()).collect();
        cited.sort();
        cited.dedup();
        let [now, then] = [0, 1].map(|i| amounts.get(i).copied().unwrap_or_default());
        let cells = vec![row.say(lang).into(), relief(before), now.into(), relief(after), then.into(), Cell::Change(then - now)];
        let refs = cited.into_iter().map(|index| basis.number(index)).collect();
        Row { weight: weight(&row), refs, heads: if line.is_some() { Vec::new() } else { amounts_only.clone() }, ..cells.into() }
    });
    Table::figures(head, 1, rows.collect())
}

/// Some of the points: all of them stand in the JSON.
fn curve_table(context: &Context<'_>, client_report: &ClientReport) -> Block {
    let curve = &client_report.curve;
    let marked = |profit: Money| curve.marks.iter().any(|mark| mark.profit == profit);
    let shown: Vec<bool> = curve.points.iter().map(|point| !point.breaks || marked(point.profit)).collect();
    let only = |values: Vec<Money>| values.into_iter().zip(&shown).filter_map(|(value, shown)| shown.then_some(value)).collect();
    let columns: Vec<(String, Vec<Money>)> =
        curves(context, client_report).into_iter().map(|(name, values)| (name, only(values))).collect();
    let names = only(curve.points.iter().map(|point| point.profit).collect()).iter().map(ToString::to_string).collect();
    amounts(Word::NetChart.say(context.lang), Word::ProfitHead, &columns, names, context)
}

fn mark_words(context: &Context<'_>, client_report: &ClientReport) -> Vec<String> {
    let words = |mark: &CurveMark| {
        let forms = mark.forms.say(context.lang);
        let to = mark.forms.iter().copied().map(One).collect::<Vec<_>>().say(context.lang);
        let (profit, until, net, drop) = (mark.profit, mark.until, mark.net, mark.drop);
        match mark.kind {
            MarkKind::Now => Word::MarkNow { profit, net },
            MarkKind::BreakEven => Word::MarkBreakEven { forms: to, profit, net },
            MarkKind::Ceases => Word::MarkCeases { forms: to, profit, net },
            MarkKind::Cliff => Word::MarkCliff { forms, profit, until, drop },
        }
        .say(context.lang)
    };
    client_report.curve.marks.iter().map(words).collect()
}

fn years(context: &Context<'_>, client_report: &ClientReport) -> Vec<Block> {
    let lang = context.lang;
    let names = || client_report.years.iter().map(|(year, _)| year.to_string()).collect();
    let table = |caption: Word, of: fn(&Assessment) -> Money| {
        amounts(caption.say(lang), Word::TaxYear, &by_year(context, client_report, of), names(), context)
    };
    let mut blocks = vec![Block::note(Word::YearsNote.say(lang))];
    blocks.extend(pictures::years(context, client_report));
    blocks.extend([table(Word::YearsChart, |side| side.amounts.total()), table(Word::YearsNet, |side| side.amounts.net_to_owner())]);
    blocks.extend(client_report.years_left_out.iter().map(|(year, error)| Block::plain(left_out(context, *year, error))));
    let changes = changes(context, client_report);
    if changes.is_empty() {
        blocks.push(Block::plain(Word::NoChanges.say(lang)));
    }
    blocks.extend(changes.into_iter().filter_map(|(title, items)| Block::list(title, items)));
    blocks
}

fn left_out(context: &Context<'_>, year: i32, error: &crate::Error) -> String {
    let why: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
    Word::YearLeftOut { year, why: why.join("; ") }.say(context.lang)
}

/// What ends or begins from year to year among the measures that this business uses.
fn changes(context: &Context<'_>, client_report: &ClientReport) -> Vec<(String, Vec<String>)> {
    let used = |comparison: &crate::Comparison| -> Vec<MeasureIx> {
        let of = |side: &Assessment| {
            let steps = side.record.steps.iter().filter_map(|step| step.measure());
            steps.chain(side.record.benefits.iter().map(|benefit| benefit.measure)).collect::<Vec<_>>()
        };
        std::iter::once(&comparison.before).chain(&comparison.after).flat_map(of).collect()
    };
    let pairs = client_report.years.iter().zip(client_report.years.iter().skip(1));
    pairs
        .map(|((from, earlier), (to, later))| {
            let last = |year: i32| crate::Date::from_ymd_opt(year, 12, 31).unwrap_or_default();
            let all = context.pack.changes(last(*from), last(*to), context.profile.place);
            let (used_before, used_then) = (used(earlier), used(later));
            let ended: Vec<MeasureIx> = all.ended.iter().copied().filter(|index| used_before.contains(index)).collect();
            let successors: Vec<MeasureIx> = ended.iter().filter_map(|index| context.pack.successor(*index, &all)).collect();
            let begun = all.begun.iter().copied().filter(|index| used_then.contains(index) || successors.contains(index)).collect();
            let items = change_items(context.pack, &Changes { ended, begun }, context.lang);
            (Word::Changes { year: *to }.say(context.lang), items)
        })
        .filter(|(_, items)| !items.is_empty())
        .collect()
}

/// What the owner does for each relief and benefit that says so, and the days of both forms.
fn steps(context: &Context<'_>, client_report: &ClientReport, sides: &[&Assessment], basis: &mut Basis) -> Vec<Block> {
    let mut found: Vec<MeasureIx> = Vec::new();
    for side in sides {
        let reliefs = side.record.steps.iter().filter(|step| step.what.is_relief()).filter_map(|step| step.measure());
        let used = reliefs.chain(side.record.benefits.iter().map(|benefit| benefit.measure));
        for index in used {
            if !found.contains(&index) {
                found.push(index);
            }
        }
    }
    let to_do = |index: MeasureIx| {
        let measure = context.pack.measure(index);
        let how = measure.how.as_ref()?.say(context.lang);
        let what = Words::strong(measure.title.say(context.lang)).then(" ");
        Some(Item::from(what.followed_by(Span::Ref(basis.number(index))).then(format!(" {how}"))))
    };
    let to_do: Vec<Item> = found.into_iter().filter_map(to_do).collect();
    let none = to_do.is_empty();
    let first = if none { Block::plain(Word::StepsNone.say(context.lang)) } else { Block::List(Marks::Numbers, to_do) };
    let days = client_report.calendars.iter().map(|filing_calendar| Block::Table(calendar_table(context, filing_calendar)));
    std::iter::once(first).chain(days).chain([Block::bullets(calendar_notes(context, client_report))]).collect()
}

/// What could end it that nothing is payable: the days that are no returns, which stand on the first page.
fn watched(context: &Context<'_>, client_report: &ClientReport) -> Vec<Block> {
    let Some(calendar) = client_report.calendars.first() else { return Vec::new() };
    let is_return = |entry: &Entry| matches!(entry.kind, EntryKind::File | EntryKind::Settle);
    let entries = calendar.entries.iter().filter(|entry| !is_return(entry)).cloned().collect();
    let calendar = FilingCalendar { entries, ..calendar.clone() };
    let rows = if calendar.entries.is_empty() { None } else { Some(Block::Table(calendar_table(context, &calendar))) };
    rows.into_iter().collect()
}

fn calendar_table(context: &Context<'_>, filing_calendar: &FilingCalendar) -> Table {
    let lang = context.lang;
    let rows = calendar_rows(context, filing_calendar).into_iter().map(|(day, what)| Row::from(vec![day.into(), what.into()]));
    let caption = Word::FilingCalendar { form: filing_calendar.form.say(lang) }.say(lang);
    Table::entries([Word::Day.say(lang), Word::What.say(lang)], rows.collect()).with_caption(caption)
}

/// The notes of all calendars, each once.
fn calendar_notes(context: &Context<'_>, client_report: &ClientReport) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for note in client_report.calendars.iter().flat_map(|filing_calendar| &filing_calendar.notes) {
        let words = plain::calendar_note(context, note);
        if !notes.contains(&words) {
            notes.push(words);
        }
    }
    notes
}

fn basis_item(context: &Context<'_>, index: MeasureIx) -> Item {
    let lang = context.lang;
    let measure = context.pack.measure(index);
    let document = context.pack.document_of(measure);
    let title = measure.title.say(lang);
    let item = Word::BasisItem { document: document.marked(lang), article: measure.article.clone(), title };
    let checked = Word::BasisChecked {
        issued: document.issued_on.to_string(),
        valid: measure.valid.to_string(),
        confidence: measure.confidence.say(lang),
        checked: document.checked_on.to_string(),
    };
    Item { words: item.say(lang).into(), notes: vec![checked.say(lang).into()] }
}
