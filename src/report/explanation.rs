//! How the amount of one line came about, step by step.

use super::Context;
use super::document::{Block, Document, Item, Marks, Records, Span, Tone, Words};
use super::grounds::refused;
use super::labels::Label;
use crate::assess::Assessment;
use crate::base::dates::{Period, YearMonth};
use crate::base::names::Line;
use crate::base::words::{Say, Vocabulary};
use crate::taxes::trace::Step;

/// The steps of one line, each with the article it rests on.
///
/// ```
/// use huiqi::{report, Form, Lang, Line};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
/// let page = report::explanation(&context, &found, Line::Vat).markdown();
/// assert!(page.contains("财政部 税务总局公告2022年第15号"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn explanation(context: &Context<'_>, assessment: &Assessment, line: Line) -> Document {
    let say = |label: Label| label.say(context.lang);
    let mut document = context.page();
    document.leads.push(line.say(context.lang) + &say(Label::Forms { forms: vec![context.name(assessment)] }));
    let steps: Vec<Item> = context.steps_of(assessment, line).map(|step| item(context, step)).collect();
    document.push([if steps.is_empty() { Block::plain(say(Label::NothingHere)) } else { Block::List(Marks::Numbers, steps) }]);
    let tax = assessment.amounts.lines[line];
    let sums = format!("{} {}, {} {}, {} ", say(Label::Due), tax.due, say(Label::Relief), tax.relief, say(Label::Payable));
    document.push([Block::Paragraph(Tone::Plain, Words::from(sums).followed_by(Span::Strong(tax.payable().to_string())))]);
    let only = Assessment { record: assessment.record.of_line(line), ..assessment.clone() };
    document.push(Block::list(say(Label::NotGranted), refused(context, &only)));
    document.records = Some(records(context, assessment, line));
    document
}

fn item(context: &Context<'_>, step: &Step) -> Item {
    // A bare month would read as a number of something.
    let period = match step.period {
        Period::Month(month) => YearMonth { year: context.rules.year, month }.to_string(),
        period => period.to_string(),
    };
    let what = step.what.say(context.lang);
    let what = if period.is_empty() { what } else { format!("{period} {what}") };
    let basis = step.measure().map(|index| format!("{} — {}", context.citation(index), context.measure_title(index)).into());
    let words = format!("{what}: {} = {}", step.formula.say(context.lang), step.result);
    Item { words: words.into(), notes: basis.into_iter().collect() }
}

/// A record a step.
fn records(context: &Context<'_>, assessment: &Assessment, line: Line) -> Records {
    let mut out = Records::new(&["line", "period", "what", "formula", "result", "measure", "citation"]);
    for step in context.steps_of(assessment, line) {
        out.push(vec![
            line.key().into(),
            step.period.to_string().into(),
            step.what.say(context.lang).into(),
            step.formula.say(context.lang).into(),
            step.result.into(),
            step.measure().map(|index| &context.pack.measure(index).id).into(),
            step.measure().map(|index| context.citation(index)).into(),
        ]);
    }
    out
}
