//! The JSON Schemas of a question, an answer and an error: their shapes stand in files; which sentences they hold, and with which values,
//! is read from the catalogues.

use super::{optimise, verdict};
use crate::answers::classify::Finding;
use crate::answers::curve::AxisProblem;
use crate::answers::filing_calendar::{CalendarEvent, FilingCalendarNote};
use crate::answers::open_facts::{QuestionKind, UsualAnswer};
use crate::answers::prepay::PrepaymentNote;
use crate::answers::question::QuestionProblem;
use crate::answers::ranges::RangesProblem;
use crate::base::message::Message;
use crate::base::names::Line;
use crate::base::words::Field;
use crate::facts::problem::FactProblem;
use crate::law::problem::LawProblem;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Assumption, Formula, Reason};
use serde_json::{Map, Value, json};

/// The shape of an answer, without its sentences.
const ANSWER: &str = include_str!("answer.schema.json");

/// The shape of an error, without its problems.
const ERROR: &str = include_str!("error.schema.json");

/// The shape of a question, without the names of lines.
const QUESTION: &str = include_str!("question.schema.json");

/// The JSON Schema of a question.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&huiqi::report::question_schema()).unwrap();
/// assert_eq!(schema["title"], "A question to huiqi");
/// ```
#[must_use]
pub fn question_schema() -> String {
    with(QUESTION, [("line-name", Line::schema())])
}

/// The JSON Schema of an answer, whatever was asked.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&huiqi::report::answer_schema()).unwrap();
/// assert_eq!(schema["title"], "An answer of huiqi");
/// ```
#[must_use]
pub fn answer_schema() -> String {
    let sentences = [
        ("line-name", Line::schema()),
        ("not-counted", NotCounted::schema()),
        ("assumption", Assumption::schema()),
        ("reason", Reason::schema()),
        ("formula", Formula::schema()),
        ("asks", QuestionKind::schema()),
        ("usual-answer", UsualAnswer::schema()),
        ("prepayment-note", PrepaymentNote::schema()),
        ("calendar-event", CalendarEvent::schema()),
        ("calendar-note", FilingCalendarNote::schema()),
        ("finding", Finding::schema()),
        ("remark", optimise::Words::schema()),
        ("verdict", verdict::Words::schema()),
        ("problem", problem()),
    ];
    with(ANSWER, sentences)
}

/// The JSON Schema of an error: what a command prints to standard error with `--format json`.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&huiqi::report::error_schema()).unwrap();
/// assert!(schema["$defs"]["problem"]["anyOf"].as_array().unwrap().len() > 100);
/// ```
#[must_use]
pub fn error_schema() -> String {
    with(ERROR, [("problem", problem())])
}

/// A schema with more definitions.
fn with<const N: usize>(schema: &str, definitions: [(&str, Value); N]) -> String {
    // The files are valid: the tests read them.
    let mut schema: Value = serde_json::from_str(schema).unwrap_or_default();
    if let Some(known) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        known.extend(definitions.map(|(name, definition)| (name.to_string(), definition)));
    }
    super::json::pretty(&schema)
}

/// Every problem that an error can hold: a sentence, with the fact that it is about and its place where it has them.
fn problem() -> Value {
    let catalogues = [
        Message::schema(),
        LawProblem::schema(),
        FactProblem::schema(),
        RuleProblem::schema(),
        RangesProblem::schema(),
        QuestionProblem::schema(),
        AxisProblem::schema(),
    ];
    let mut found: Vec<Value> = Vec::new();
    for mut message in catalogues.into_iter().flat_map(|mut catalogue| match catalogue.get_mut("anyOf").map(Value::take) {
        Some(Value::Array(messages)) => messages,
        _ => Vec::new(),
    }) {
        if let Some(properties) = message.get_mut("properties").and_then(Value::as_object_mut) {
            properties.extend(place());
        }
        found.push(message);
    }
    json!({ "description": "One thing that is wrong. `code` is its name and never changes.", "anyOf": found })
}

fn place() -> Map<String, Value> {
    let path = json!({ "description": "The fact, such as sales[1].amount, counted from 0.", "type": "string" });
    Map::from_iter([("path".to_string(), path), ("place".to_string(), json!({ "$ref": "#/$defs/place" }))])
}
