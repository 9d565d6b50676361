//! From a request to a question, from an answer to a response.

use crate::Service;
use crate::limits::{MOST_BYTES, SENDING, Work};
use crate::problem::Problem;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use huiqi::{Lang, Question, report};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::time::timeout;

/// The questions that have a route of their own, by the name of the command that asks them.
pub(crate) const KINDS: [&str; 15] = [
    "advice",
    "assess",
    "breakeven",
    "calendar",
    "classify",
    "cliffs",
    "compare",
    "explain",
    "glance",
    "optimise",
    "outlook",
    "prepay",
    "report",
    "sweep",
    "why",
];

/// The questions that are worked on for long.
const LONG: [&str; 7] = ["advice", "breakeven", "cliffs", "optimise", "outlook", "report", "sweep"];

/// In what form an answer is wanted.
#[derive(Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    pub(crate) format: String,
    lang: Option<Language>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Language {
    Zh,
    En,
}

/// The body of a request, within its limits.
pub(crate) async fn read(body: Body) -> Result<String, Problem> {
    let bytes = timeout(SENDING, to_bytes(body, MOST_BYTES)).await.map_err(|_| Problem::plain(StatusCode::REQUEST_TIMEOUT))?;
    let bytes = bytes.map_err(|_| Problem::plain(StatusCode::PAYLOAD_TOO_LARGE))?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Problem::plain(StatusCode::BAD_REQUEST))
}

/// A request to the route of one kind as a question: what is not of the question stands beside the facts.
fn question_of(kind: &str, text: &str) -> Option<String> {
    let Ok(Value::Object(mut given)) = serde_json::from_str(text) else { return None };
    let mut question = Map::new();
    for key in ["profile", "year", "known_on"] {
        if let Some(value) = given.remove(key) {
            question.insert(key.to_string(), value);
        }
    }
    question.insert("ask".to_string(), json!({ kind: given }));
    Some(Value::Object(question).to_string())
}

/// The name of what a question asks; the rest is passed over.
#[derive(Deserialize)]
struct Kinds {
    ask: BTreeMap<String, IgnoredAny>,
}

/// How much work a question is: by the name of what it asks.
fn work(kind: Option<&str>, question: &str) -> Work {
    let is_long = |kind: &str| LONG.contains(&kind);
    let found = match kind {
        Some(kind) => is_long(kind),
        None => serde_json::from_str(question).is_ok_and(|Kinds { ask }| ask.keys().any(|kind| is_long(kind))),
    };
    if found { Work::Long } else { Work::Short }
}

/// The language of a reader: as asked for, or the first of the two that the browser names.
pub(crate) fn lang_of(wanted: &Wanted, headers: &HeaderMap) -> Lang {
    match wanted.lang {
        Some(Language::Zh) => return Lang::Zh,
        Some(Language::En) => return Lang::En,
        None => {}
    }
    let named = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let found = named.split(',').map(str::trim).find_map(|name| match name.get(..2) {
        Some("en") => Some(Lang::En),
        Some("zh") => Some(Lang::Zh),
        _ => None,
    });
    found.unwrap_or_default()
}

/// Answers; `kind` is that of the route, or none where the body is a whole question.
pub(crate) async fn answer(
    service: Arc<Service>,
    kind: Option<&str>,
    wanted: Wanted,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, Problem> {
    let text = read(body).await?;
    let lang = lang_of(&wanted, &headers);
    // What is no object is left for the library to say.
    let question = kind.and_then(|kind| question_of(kind, &text)).unwrap_or(text);
    let html = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accepted| accepted.starts_with("text/html"));
    let format = if wanted.format.is_empty() && html { "html".to_string() } else { wanted.format };
    let types = match format.as_str() {
        "" | "json" => "application/json",
        "html" => "text/html; charset=utf-8",
        "markdown" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return Err(Problem::plain(StatusCode::NOT_ACCEPTABLE)),
    };
    let work = work(kind, &question);
    let asked = service.clone();
    let answered = service.limits.run(work, move || {
        let question = Question::from_json(&question, "request")?;
        let answer = asked.ask(&question)?;
        let document = || report::answer(&answer, lang);
        Ok(match format.as_str() {
            "html" => Some(document().html()),
            "markdown" => Some(document().markdown()),
            "csv" => Some(document().csv()),
            "ics" => document().ics(),
            "svg" => document().svg(),
            _ => Some(report::answer_json(&answer)),
        })
    });
    let text = answered.await?.map_err(|error| Problem::of(&error, lang))?;
    let text = text.ok_or_else(|| Problem::plain(StatusCode::NOT_ACCEPTABLE))?;
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(types));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
