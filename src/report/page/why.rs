//! One line explained in place: each step with its words, its formula and the text behind it.

use super::words::{Everyday, Word};
use super::{page_out, say, source};
use crate::assess::Assessment;
use crate::base::names::Line;
use crate::base::words::Vocabulary;
use crate::report::Context;
use crate::report::grounds::refusals;
use crate::taxes::trace::Step;
use crate::{Lang, Money, Period};
use serde_json::{Value, json};

/// One line, step by step, for a page. See [`crate::Ask::Why`].
///
/// ```
/// use huiqi::{report, Ask, Line, Pack, Profile, Question};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let answer = huiqi::ask(&pack, &Question::new(shop, Ask::Why { line: Line::Vat, form: None, earned: None }))?;
/// let huiqi::Found::Why(found, line) = &answer.found else { panic!() };
/// let json: serde_json::Value = serde_json::from_str(&report::why_json(&answer.context(huiqi::Lang::Zh), found, *line)).unwrap();
/// assert!(json["steps"].as_array().unwrap().iter().any(|step| step["source"]["citation"]["zh"].is_string()));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn why_json(context: &Context<'_>, assessment: &Assessment, line: Line) -> String {
    let form = Everyday(assessment.form);
    let steps: Vec<Value> = context.steps_of(assessment, line).map(|step| step_out(context, step)).collect();
    let tax = assessment.amounts.lines[line];
    let sums = Word::Sums { due: tax.due, relief: tax.relief, payable: tax.payable() };
    let only = Assessment { record: assessment.record.of_line(line), ..assessment.clone() };
    let of = |lang| refusals(&Context { lang, ..*context }, &only);
    let refused = of(Lang::Zh).into_iter().zip(of(Lang::En));
    let refused =
        refused.map(|((index, _, zh), (_, _, en))| json!({ "reasons": { "zh": zh, "en": en }, "source": source(context, index) }));
    page_out(
        context,
        "why",
        [
            ("line", json!(line.key())),
            ("form", json!(assessment.form.key())),
            ("title", say(&Word::WhyTitle { line, form })),
            ("steps", json!(steps)),
            ("sums", if tax.due > Money::ZERO { say(&sums) } else { say(&Word::NoSteps) }),
            ("refused", json!(refused.collect::<Vec<_>>())),
        ],
    )
}

fn step_out(context: &Context<'_>, step: &Step) -> Value {
    json!({
        "period": (step.period != Period::Year).then(|| say(&step.period)),
        "what": say(&step.what),
        "formula": say(&step.formula),
        "result": step.result.to_string(),
        "source": step.measure().map(|index| source(context, index)),
    })
}
