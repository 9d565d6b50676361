//! What the report says, section by section, in the reader's language: HTML and Markdown only lay it out.

use super::words::Word;
use crate::answers::agenda::Agenda;
use crate::answers::compare::{BreakEven, Difference};
use crate::answers::handout::{CurveMark, Handout, MarkKind};
use crate::assess::Assessment;
use crate::base::names::{Confidence, Form};
use crate::base::words::Say;
use crate::law::Changes;
use crate::report::Context;
use crate::report::agenda::agenda_rows;
use crate::report::labels::Label;
use crate::report::over_time::change_items;
use crate::report::shared::{RowName, beside_bare, granted, money_rows, pays, refused, signed, skipped, verdict};
use crate::report::text::gathered;
use crate::taxes::trace::MeasureIx;
use crate::{Money, VatStatus};

/// A table: the first column names the row, the others hold amounts.
pub(super) struct Grid {
    pub(super) caption: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) name: String,
    /// Numbers in the legal basis.
    pub(super) basis: Vec<usize>,
    pub(super) cells: Vec<String>,
    pub(super) strong: bool,
}

/// Something to do.
pub(super) struct ToDo {
    pub(super) what: String,
    pub(super) how: String,
    pub(super) basis: usize,
}

pub(super) struct Contents {
    pub(super) title: String,
    pub(super) facts: Vec<(String, String)>,
    /// The first is the answer; the others are for the other forms.
    pub(super) verdicts: Vec<String>,
    pub(super) forms: Grid,
    pub(super) skipped: Vec<String>,
    pub(super) change: Grid,
    pub(super) money: Grid,
    pub(super) curve: Grid,
    pub(super) marks: Vec<String>,
    pub(super) years: Vec<Grid>,
    pub(super) left_out: Vec<String>,
    pub(super) changes: Vec<(String, Vec<String>)>,
    pub(super) granted: Vec<String>,
    pub(super) beside: Vec<String>,
    pub(super) refused: Vec<String>,
    pub(super) steps: Vec<ToDo>,
    /// What to file and by when, by form.
    pub(super) agendas: Vec<Grid>,
    pub(super) agenda_notes: Vec<String>,
    pub(super) assumed: Vec<String>,
    pub(super) basis: Vec<(String, String)>,
    pub(super) made_with: String,
}

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

/// Forms whose figures are the same are one series: their names, and the column of the first.
pub(super) fn series(context: &Context<'_>, forms: &[Form], column: impl Fn(usize) -> Vec<Money>) -> Vec<(String, Vec<Money>)> {
    let mut found: Vec<(Vec<Form>, Vec<Money>)> = Vec::new();
    for (i, form) in forms.iter().enumerate() {
        let values = column(i);
        match found.iter_mut().find(|(_, known)| *known == values) {
            Some((same, _)) => same.push(*form),
            None => found.push((vec![*form], values)),
        }
    }
    found.into_iter().map(|(forms, values)| (forms.say(context.lang), values)).collect()
}

/// The curves of a handout.
pub(super) fn curves(context: &Context<'_>, handout: &Handout) -> Vec<(String, Vec<Money>)> {
    let curve = &handout.curve;
    let column = |i: usize| curve.points.iter().map(|point| point.net.get(i).copied().unwrap_or_default()).collect();
    series(context, &curve.forms, column)
}

/// A figure of each year, by form.
pub(super) fn by_year(context: &Context<'_>, handout: &Handout, of: fn(&Assessment) -> Money) -> Vec<(String, Vec<Money>)> {
    let forms: Vec<Form> = sides(handout).iter().map(|side| side.form).collect();
    let figure = |comparison: &crate::Comparison, form: Form| {
        std::iter::once(&comparison.before).chain(&comparison.after).find(|side| side.form == form).map(of).unwrap_or_default()
    };
    let column = |i: usize| match forms.get(i) {
        Some(form) => handout.years.iter().map(|(_, comparison)| figure(comparison, *form)).collect(),
        None => Vec::new(),
    };
    series(context, &forms, column)
}

pub(super) fn sides(handout: &Handout) -> Vec<&Assessment> {
    std::iter::once(&handout.comparison.before).chain(&handout.comparison.after).collect()
}

fn grid(caption: String, first: Word, columns: &[(String, Vec<Money>)], names: Vec<String>, context: &Context<'_>) -> Grid {
    let head = std::iter::once(first.say(context.lang)).chain(columns.iter().map(|(name, _)| name.clone())).collect();
    let row = |(i, name): (usize, String)| Row {
        name,
        basis: Vec::new(),
        cells: columns.iter().map(|(_, values)| values.get(i).map(ToString::to_string).unwrap_or_default()).collect(),
        strong: false,
    };
    Grid { caption, head, rows: names.into_iter().enumerate().map(row).collect() }
}

impl Contents {
    pub(super) fn of(context: &Context<'_>, handout: &Handout) -> Contents {
        let lang = context.lang;
        let comparison = &handout.comparison;
        let (before, chosen) = (&comparison.before, comparison.chosen());
        let both = [before, chosen];
        let mut basis = Basis::default();
        let change = change(context, before, chosen, &mut basis);
        let verdicts =
            comparison.after.iter().enumerate().map(|(i, after)| {
                verdict(context, &Difference::between(before, after), context.name(after)) + &pays(context, comparison, i)
            });
        let items = |texts: &dyn Fn(&Assessment) -> Vec<String>| -> Vec<String> {
            let whose = |(text, forms): (String, Vec<_>)| match forms.len() {
                2 => text,
                _ => text + &Label::Forms { forms }.say(lang),
            };
            gathered(context, &both, texts).into_iter().map(whose).collect()
        };
        let steps = steps(context, &both, &mut basis);
        let assumed = items(&|side| context.assumptions(side).iter().map(|assumed| assumed.say(lang)).collect());
        let confident = basis.0.iter().filter(|index| context.pack.measure(**index).confidence == Confidence::Text).count();
        let confidence = Word::ConfidenceOf { read: confident, others: basis.0.len() - confident }.say(lang);
        Contents {
            title: Word::Title { year: context.rules.year }.say(lang),
            facts: facts(context, handout),
            verdicts: verdicts.collect(),
            forms: forms(context, handout),
            skipped: skipped(context, comparison),
            change,
            money: money(context, handout),
            curve: curve_table(context, handout),
            marks: handout.curve.marks.iter().map(|mark| mark_words(context, mark)).collect(),
            years: years(context, handout),
            left_out: handout.years_left_out.iter().map(|(year, error)| left_out(context, *year, error)).collect(),
            changes: changes(context, handout),
            granted: items(&|side| granted(context, side)),
            beside: items(&|side| beside_bare(context, side)),
            refused: items(&|side| refused(context, side)),
            steps,
            agendas: handout.agendas.iter().map(|agenda| agenda_grid(context, agenda)).collect(),
            agenda_notes: agenda_notes(context, handout),
            assumed: std::iter::once(confidence).chain(assumed).collect(),
            basis: basis.0.iter().map(|index| basis_words(context, *index)).collect(),
            made_with: Word::MadeWith { version: env!("CARGO_PKG_VERSION").to_string(), hash: context.pack.hash().to_string() }.say(lang),
        }
    }
}

fn facts(context: &Context<'_>, handout: &Handout) -> Vec<(String, String)> {
    let (lang, profile) = (context.lang, context.profile);
    let known = match context.rules.known_on {
        Some(day) => Label::KnownOn { day },
        None => Label::KnownAll,
    };
    let status: VatStatus = profile.vat_status;
    let converts = handout.converts_on.map(|day| (Word::ConvertsOn, day.to_string()));
    let facts = [
        (Word::Business, profile.name.clone()),
        (Word::Place, context.place_name()),
        (Word::Industry, profile.industry.code.clone()),
        (Word::TaxYear, context.rules.year.to_string()),
        (Word::PresentForm, profile.form.say(lang)),
        (Word::VatStatus, status.say(lang)),
        (Word::LawAs, known.say(lang)),
    ];
    facts.into_iter().chain(converts).map(|(word, value)| (word.say(lang), value)).collect()
}

fn forms(context: &Context<'_>, handout: &Handout) -> Grid {
    let lang = context.lang;
    let comparison = &handout.comparison;
    let before = &comparison.before;
    // When converting begins to pay is asked of whole years only.
    let asked = !comparison.break_even.is_empty();
    let head = [Word::BurdenChange, Word::NetChange].into_iter().chain(asked.then_some(Word::PaysFrom)).map(|word| word.say(lang));
    let head: Vec<String> = [Label::Form, Label::Total, Label::NetToOwner].map(|label| label.say(lang)).into_iter().chain(head).collect();
    let cells = head.len() - 1;
    let row = |side: &Assessment, change: [String; 3], strong: bool| Row {
        name: context.name(side).say(lang),
        basis: Vec::new(),
        cells: [side.amounts.total().to_string(), side.amounts.net_to_owner().to_string()].into_iter().chain(change).take(cells).collect(),
        strong,
    };
    let nothing = || [String::new(), String::new(), String::new()];
    let mut rows = vec![row(before, nothing(), false)];
    if let Some(first) = rows.first_mut() {
        first.name = Word::Now { form: first.name.clone() }.say(lang);
    }
    for (i, after) in comparison.after.iter().enumerate() {
        let difference = Difference::between(before, after);
        let pays = match comparison.break_even.get(i) {
            Some(BreakEven::Now) => Word::PaysNow.say(lang),
            Some(BreakEven::From(profit)) => profit.to_string(),
            Some(BreakEven::Never) => Word::PaysNever.say(lang),
            None => String::new(),
        };
        rows.push(row(after, [signed(difference.total(), true), signed(difference.net_to_owner(), true), pays], i == 0));
    }
    Grid { caption: Word::Forms.say(lang), head, rows }
}

/// Each line before and after, its reliefs and where they stand in the law.
fn change(context: &Context<'_>, before: &Assessment, after: &Assessment, basis: &mut Basis) -> Grid {
    let lang = context.lang;
    let name = |side: &Assessment| context.name(side).say(lang);
    let words = [Word::ReliefNow, Word::PayableNow, Word::ReliefThen, Word::PayableThen, Word::Change];
    let head = std::iter::once(Label::LineHead.say(lang)).chain(words.map(|word| word.say(lang))).collect();
    let rows = money_rows(&[before, after]).into_iter().map(|(row, amounts)| {
        let line = match row {
            RowName::Tax(line) => Some(line),
            RowName::Figure(_) => None,
        };
        let relief = |side: &Assessment| line.map(|line| side.amounts.lines[line].relief.to_string()).unwrap_or_default();
        let mut cited: Vec<MeasureIx> =
            line.into_iter().flat_map(|line| [before.citations(line), after.citations(line)].concat()).collect();
        cited.sort();
        cited.dedup();
        let [now, then] = [0, 1].map(|i| amounts.get(i).copied().unwrap_or_default());
        Row {
            name: row.say(lang),
            basis: cited.into_iter().map(|index| basis.number(index)).collect(),
            cells: vec![relief(before), now.to_string(), relief(after), then.to_string(), signed(then - now, true)],
            strong: matches!(row, RowName::Figure(Label::Total | Label::NetToOwner)),
        }
    });
    Grid { caption: Word::BeforeAfter { before: name(before), after: name(after) }.say(lang), head, rows: rows.collect() }
}

fn money(context: &Context<'_>, handout: &Handout) -> Grid {
    let lang = context.lang;
    let sides = sides(handout);
    let head = std::iter::once(Label::LineHead.say(lang)).chain(sides.iter().map(|side| context.name(side).say(lang))).collect();
    let row = |(name, amounts): (RowName, Vec<Money>)| Row {
        name: name.say(lang),
        basis: Vec::new(),
        cells: amounts.iter().map(ToString::to_string).collect(),
        strong: matches!(name, RowName::Figure(Label::Total | Label::NetToOwner)),
    };
    Grid { caption: Label::PerForm.say(lang), head, rows: money_rows(&sides).into_iter().map(row).collect() }
}

/// Some of the points: all of them stand in the JSON.
fn curve_table(context: &Context<'_>, handout: &Handout) -> Grid {
    let curve = &handout.curve;
    let marked = |profit: Money| curve.marks.iter().any(|mark| mark.profit == profit);
    let shown: Vec<bool> = curve.points.iter().map(|point| !point.breaks || marked(point.profit)).collect();
    let only = |values: Vec<Money>| values.into_iter().zip(&shown).filter_map(|(value, shown)| shown.then_some(value)).collect();
    let columns: Vec<(String, Vec<Money>)> = curves(context, handout).into_iter().map(|(name, values)| (name, only(values))).collect();
    let names = only(curve.points.iter().map(|point| point.profit).collect()).iter().map(ToString::to_string).collect();
    grid(Word::NetChart.say(context.lang), Word::ProfitHead, &columns, names, context)
}

fn mark_words(context: &Context<'_>, mark: &CurveMark) -> String {
    let forms = mark.forms.say(context.lang);
    let (profit, until, net, drop) = (mark.profit, mark.until, mark.net, mark.drop);
    match mark.kind {
        MarkKind::Now => Word::MarkNow { profit, net },
        MarkKind::BreakEven => Word::MarkBreakEven { forms, profit, net },
        MarkKind::Ceases => Word::MarkCeases { forms, profit, net },
        MarkKind::Cliff => Word::MarkCliff { forms, profit, until, drop },
    }
    .say(context.lang)
}

fn years(context: &Context<'_>, handout: &Handout) -> Vec<Grid> {
    let names = || handout.years.iter().map(|(year, _)| year.to_string()).collect();
    let table = |caption: Word, of: fn(&Assessment) -> Money| {
        grid(caption.say(context.lang), Word::TaxYear, &by_year(context, handout, of), names(), context)
    };
    vec![table(Word::YearsChart, |side| side.amounts.total()), table(Word::YearsNet, |side| side.amounts.net_to_owner())]
}

fn left_out(context: &Context<'_>, year: i32, error: &crate::Error) -> String {
    let why: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
    Word::YearLeftOut { year, why: why.join("; ") }.say(context.lang)
}

/// What ends or begins from year to year among the measures that this business uses.
fn changes(context: &Context<'_>, handout: &Handout) -> Vec<(String, Vec<String>)> {
    let used = |comparison: &crate::Comparison| -> Vec<MeasureIx> {
        let of = |side: &Assessment| {
            let steps = side.record.steps.iter().filter_map(|step| step.measure());
            steps.chain(side.record.benefits.iter().map(|benefit| benefit.measure)).collect::<Vec<_>>()
        };
        std::iter::once(&comparison.before).chain(&comparison.after).flat_map(of).collect()
    };
    let pairs = handout.years.iter().zip(handout.years.iter().skip(1));
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

/// What the owner does for each relief and benefit that says so.
fn steps(context: &Context<'_>, sides: &[&Assessment], basis: &mut Basis) -> Vec<ToDo> {
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
        Some(ToDo { what: measure.title.say(context.lang), how, basis: basis.number(index) })
    };
    found.into_iter().filter_map(to_do).collect()
}

fn agenda_grid(context: &Context<'_>, agenda: &Agenda) -> Grid {
    let lang = context.lang;
    let row = |(day, what): (String, String)| Row { name: day, basis: Vec::new(), cells: vec![what], strong: false };
    Grid {
        caption: Word::Agenda { form: agenda.form.say(lang) }.say(lang),
        head: vec![Word::Day.say(lang), Word::What.say(lang)],
        rows: agenda_rows(context, agenda).into_iter().map(row).collect(),
    }
}

/// The notes of all agendas, each once.
fn agenda_notes(context: &Context<'_>, handout: &Handout) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for note in handout.agendas.iter().flat_map(|agenda| &agenda.notes) {
        let words = note.say(context.lang);
        if !notes.contains(&words) {
            notes.push(words);
        }
    }
    notes
}

fn basis_words(context: &Context<'_>, index: MeasureIx) -> (String, String) {
    let lang = context.lang;
    let measure = context.pack.measure(index);
    let document = context.pack.document_of(measure);
    let title = measure.title.say(lang);
    let draft = if document.overlay { Label::Draft.say(lang) } else { String::new() };
    let item = Word::BasisItem { document: format!("{draft}{}", document.number), article: measure.article.clone(), title };
    let checked = Word::BasisChecked {
        issued: document.issued_on.to_string(),
        valid: measure.valid.to_string(),
        confidence: measure.confidence.say(lang),
        checked: document.checked_on.to_string(),
    };
    (item.say(lang), checked.say(lang))
}
