//! The tools: each is a question of the library, or a search. What a question takes is read from the library's schema.

use crate::facts;
use huiqi::report;
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};
use std::sync::Arc;

/// A tool that asks a question: its name, the name of the question, what it is for.
pub(crate) const QUESTIONS: [(&str, &str, &str); 7] = [
    (
        "compare",
        "compare",
        "What an individual business (个体工商户) in China pays in taxes and fees for a year, beside what it would pay as another form; \
         which is best and what decides it. With facts unknown it answers with a range and the questions that would decide it. \
         Begin here.",
    ),
    ("assess", "assess", "What the business pays in one form: every tax and fee, its reliefs, and those it does not get, with why."),
    ("explain", "explain", "How one amount came about, step by step, each with its article of law."),
    (
        "break_even",
        "breakeven",
        "Where one form begins to leave the owner more than another, along an input such as `profit`, `sales` or `wage`.",
    ),
    (
        "cliffs",
        "cliffs",
        "Where a little more of an input costs a lot: the jumps and bends of the burden along `sales`, `profit` and others.",
    ),
    (
        "optimise",
        "optimise",
        "The choices that leave the owner most: form, owner's wage, share distributed, month of converting. Takes seconds.",
    ),
    ("calendar", "calendar", "What to file and pay, and by which day; which thresholds are near."),
];

/// The tools that search, with what is looked for.
pub(crate) const SEARCHES: [(&str, &str); 2] = [
    ("find_place", "The code of a place in China by any of its names, Chinese or English. A profile takes the code as `place`."),
    ("find_trade", "The code of a trade by what people call it, such as 面馆 or tea shop. A profile takes the code as `industry`."),
];

/// The tool that describes the facts of a profile.
pub(crate) const FACTS: (&str, &str) =
    ("facts", "The facts that a profile can hold: all of them in a line each, or one in full with its schema.");

/// What every answer to a question holds for a program, or what is wrong with it.
fn answered() -> Value {
    json!({
        "type": "object",
        "anyOf": [{ "required": ["answer", "pack", "records"] }, { "required": ["error", "problems"] }],
        "properties": {
            "answer": { "type": "string" },
            "pack": { "type": "object", "description": "Which policy files were used." },
            "verdict": { "type": "array", "items": { "type": "object" }, "description": "What is best and what decides it." },
            "questions": { "type": "array", "description": "What to ask the user: answers would narrow the range." },
            "error": { "type": "string" },
            "problems": { "type": "array", "description": "Each with a code, the path of its fact and words." },
            "records": { "type": "array", "items": { "type": "object" }, "description": "The figures, a row an object; amounts are yuan." },
        },
    })
}

fn object(value: Value) -> Arc<JsonObject> {
    Arc::new(if let Value::Object(object) = value { object } else { JsonObject::new() })
}

fn tool(name: &'static str, said: &'static str, takes: Value, gives: Value) -> Tool {
    let annotations = ToolAnnotations::new().read_only(true).idempotent(true).open_world(false);
    Tool::new(name, said, object(takes)).with_raw_output_schema(object(gives)).with_annotations(annotations)
}

/// What a question takes beside the facts, with what its schema refers to.
fn takes(kind: &str) -> Value {
    let schema: Value = serde_json::from_str(&report::question_schema()).unwrap_or_default();
    let all = schema.pointer("/properties/ask/oneOf").and_then(Value::as_array).into_iter().flatten();
    let mut takes = all.filter_map(|of| of.get("properties")?.get(kind)).next().cloned().unwrap_or_default();
    if let Some(required) = takes.get_mut("required").and_then(Value::as_array_mut) {
        required.insert(0, "profile".into());
    }
    if let Some(fields) = takes.get_mut("properties").and_then(Value::as_object_mut) {
        let lines = schema.pointer("/$defs/line-name").cloned().unwrap_or_default();
        fields.entry("line").and_modify(|line| *line = lines);
        let of_question = ["year", "known_on"].into_iter().filter_map(|name| Some((name, schema.get("properties")?.get(name)?.clone())));
        fields.extend(of_question.map(|(name, of)| (name.to_string(), of)));
        fields.insert("profile".to_string(), facts::usual());
        fields.insert("lang".to_string(), language());
        fields.insert("full".to_string(), json!({ "type": "boolean", "description": "With what a short answer says it leaves out." }));
    }
    takes
}

fn language() -> Value {
    json!({ "enum": ["zh", "en"], "default": "zh", "description": "The language of the answer." })
}

/// All tools.
pub(crate) fn all() -> Vec<Tool> {
    let questions = QUESTIONS.map(|(name, kind, said)| tool(name, said, takes(kind), answered()));
    let searches = SEARCHES.map(|(name, said)| {
        let takes = json!({
            "type": "object", "additionalProperties": false, "required": ["words"],
            "properties": { "words": { "type": "string", "maxLength": MOST_WORDS }, "lang": language() },
        });
        let found = if name == "find_place" { "places" } else { "trades" };
        let gives =
            json!({ "type": "object", "required": [found], "properties": { found: { "type": "array", "items": { "type": "object" } } } });
        tool(name, said, takes, gives)
    });
    let takes = json!({
        "type": "object", "additionalProperties": false,
        "properties": { "of": { "type": "string", "description": "The name of one, such as sales." } },
    });
    let (name, said) = FACTS;
    let gives = json!({ "type": "object", "required": ["facts"], "properties": { "facts": { "type": "object" } } });
    questions.into_iter().chain(searches).chain([tool(name, said, takes, gives)]).collect()
}

/// The longest text that is looked for: no name is as long.
pub(crate) const MOST_WORDS: usize = 200;
