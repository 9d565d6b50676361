//! From a call to an answer: words in Markdown for the assistant, figures beside them for a program; or what to ask the user next.

use crate::facts;
use crate::tools::{FACTS, MOST_WORDS, QUESTIONS};
use huiqi::{Error, Facts, Lang, Pack, Profile, Question, Say, report};
use rmcp::model::{CallToolResult, ContentBlock, JsonObject};
use serde_json::{Map, Value, json};

/// What a program gets of an answer beside its records.
const HEADER: [&str; 8] = ["answer", "version", "pack", "name", "place", "year", "verdict", "questions"];

fn lang_of(arguments: &mut JsonObject) -> Lang {
    match arguments.remove("lang") {
        Some(lang) if lang == "en" => Lang::En,
        _ => Lang::Zh,
    }
}

fn said(text: String, structured: Value) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
    result.structured_content = Some(structured);
    result
}

fn refused(text: String) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(text)])
}

/// Answers a call; nothing where there is no such tool.
pub(crate) fn call(pack: &Pack, name: &str, mut arguments: JsonObject) -> Option<CallToolResult> {
    let lang = lang_of(&mut arguments);
    let question = QUESTIONS.iter().find(|(tool, ..)| *tool == name);
    Some(match (name, question) {
        (_, Some((_, kind, _))) => ask(pack, kind, arguments, lang).unwrap_or_else(|error| next(&error, lang)),
        ("find_place" | "find_trade", _) => find(pack, name, &arguments, lang),
        _ if name == FACTS.0 => described(&arguments),
        _ => return None,
    })
}

/// What stands beside the facts is of the question.
fn ask(pack: &Pack, kind: &str, mut arguments: JsonObject, lang: Lang) -> Result<CallToolResult, Error> {
    let given = arguments.remove("profile").unwrap_or_default();
    let is_full = arguments.remove("full").is_some_and(|full| full == true);
    let mut question = Map::from_iter([("profile".to_string(), json!({}))]);
    question.extend(["year", "known_on"].into_iter().filter_map(|key| Some((key.to_string(), arguments.remove(key)?))));
    question.insert("ask".to_string(), json!({ kind: arguments }));
    let mut question = Question::from_json(&Value::Object(question).to_string(), "arguments")?;
    // As the command does: what is usual need not be told, and the answer names it.
    let text = given.as_str().map_or_else(|| given.to_string(), str::to_string);
    question.profile = Facts::Known(Box::new(Profile::filled_in(&text, "profile", pack)?));
    let answer = huiqi::ask(pack, &question)?;
    let document = report::answer(&answer, lang);
    let document = if is_full { document } else { document.in_brief() };
    let whole: Value = serde_json::from_str(&report::answer_json(&answer)).unwrap_or_default();
    let header = HEADER.into_iter().filter_map(|key| Some((key.to_string(), whole.get(key)?.clone())));
    let mut structured: Map<String, Value> = header.collect();
    structured.insert("records".to_string(), serde_json::from_str(&document.records_json()).unwrap_or_default());
    Ok(said(document.markdown(), Value::Object(structured)))
}

fn find(pack: &Pack, name: &str, arguments: &JsonObject, lang: Lang) -> CallToolResult {
    let words = arguments.get("words").and_then(Value::as_str).unwrap_or_default();
    if words.is_empty() || words.chars().count() > MOST_WORDS {
        return refused(format!("`words` is a text of 1 to {MOST_WORDS} characters: ask the user what it is called."));
    }
    let (document, json) = if name == "find_place" {
        let found = pack.classes().find_places(words);
        (report::places(words, &found, lang), report::places_json(words, &found))
    } else {
        let found = pack.classes().find_trades(words);
        (report::trades(words, &found, lang), report::trades_json(words, &found))
    };
    said(document.markdown(), serde_json::from_str(&json).unwrap_or_default())
}

fn described(arguments: &JsonObject) -> CallToolResult {
    let Some(name) = arguments.get("of").and_then(Value::as_str) else {
        let all = facts::all();
        let lines: String = all.iter().map(|(name, meaning)| format!("- `{name}`: {meaning}\n")).collect();
        return said(lines, json!({ "facts": all.into_iter().collect::<std::collections::BTreeMap<_, _>>() }));
    };
    match facts::one(name) {
        Some(schema) => said(format!("`{name}`: {schema:#}"), json!({ "facts": { name: schema } })),
        None => refused(format!("There is no fact `{name}`: call `facts` without `of` for their names.")),
    }
}

/// What is wrong, and what to do about it: ask the user, correct the call, or say that it is not covered.
fn next(error: &Error, lang: Lang) -> CallToolResult {
    let structured: Value = serde_json::from_str(&report::error_json(error)).unwrap_or_default();
    let problems: String = error.problems().iter().map(|problem| problem_line(problem, lang)).collect();
    let advice = match (lang, error.is_question(), error.is_profile()) {
        (Lang::Zh, true, _) => "请改正本次调用的参数后再调用：",
        (Lang::En, true, _) => "Correct the arguments of this call and call again:",
        (Lang::Zh, _, true) => "请向用户询问或核实以下事实，补入 `profile` 后再调用；不要自行假设：",
        (Lang::En, _, true) => {
            "Ask the user for these facts, or to check them, put them into `profile` and call again; do not assume them:"
        }
        (Lang::Zh, ..) => "超出本程序的范围，请如实告知用户：",
        (Lang::En, ..) => "This is not covered; tell the user so:",
    };
    let mut result = refused(format!("{advice}\n\n{problems}"));
    result.structured_content = Some(structured);
    result
}

/// A problem with the meaning of its fact.
fn problem_line(problem: &huiqi::Problem, lang: Lang) -> String {
    let said = problem.say(lang);
    // Some name the fact that they want, others have it as their place.
    let key = problem.fields().get("key").and_then(Value::as_str).map(str::to_string);
    let Some(path) = problem.path().map(str::to_string).or(key) else { return format!("- {said}\n") };
    let meaning = facts::meaning(path.trim_matches(['[', ']'])).and_then(|meaning| match lang {
        Lang::En => meaning.split_once(" / ").map(|(english, _)| english),
        Lang::Zh => meaning.split_once(" / ").map(|(_, chinese)| chinese),
    });
    // What is missing says its meaning itself.
    let meaning = meaning.filter(|meaning| !said.contains(meaning));
    let meaning = meaning.map(|meaning| if lang == Lang::Zh { format!("（{meaning}）") } else { format!(" ({meaning})") });
    format!("- `{path}`{}: {said}\n", meaning.unwrap_or_default())
}
