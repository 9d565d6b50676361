//! Many businesses in one request: the same question of each, its figures as rows. What is wrong with one is said in its place.

use crate::Service;
use crate::answering::{Wanted, lang_of, read};
use crate::limits::Work;
use crate::problem::{Problem, with_pointer};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use huiqi::{Lang, Pack, Question, report};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// The most businesses of a request.
pub(crate) const MOST_ROWS: usize = 1_000;

/// What can be asked of many: what is worked on for a moment only.
pub(crate) const KINDS: [&str; 6] = ["assess", "calendar", "classify", "compare", "explain", "prepay"];

/// A question without its facts, and the facts of each business.
struct Batch {
    profiles: Vec<Value>,
    question: Map<String, Value>,
}

/// A request as a batch, or what is wrong with it.
fn batch_of(text: &str) -> Result<Batch, Problem> {
    let wrong = || Problem::plain(StatusCode::BAD_REQUEST);
    let Ok(Value::Object(mut question)) = serde_json::from_str(text) else { return Err(wrong()) };
    let Some(Value::Array(profiles)) = question.remove("profiles") else { return Err(wrong()) };
    let asked = question.get("ask").and_then(Value::as_object).ok_or_else(wrong)?;
    if question.contains_key("profile") || asked.is_empty() || !asked.keys().all(|kind| KINDS.contains(&kind.as_str())) {
        return Err(wrong());
    }
    if profiles.len() > MOST_ROWS { Err(Problem::plain(StatusCode::PAYLOAD_TOO_LARGE)) } else { Ok(Batch { profiles, question }) }
}

/// The row of one business: its records, or its error.
fn row(pack: &Pack, question: &str, index: usize, lang: Lang) -> Result<Value, Problem> {
    let answered = Question::from_json(question, "request").and_then(|question| {
        let answer = huiqi::ask(pack, &question)?;
        Ok(report::answer(&answer, lang).records_json())
    });
    match answered {
        Ok(records) => Ok(json!({ "records": serde_json::from_str::<Value>(&records).unwrap_or_default() })),
        // What is wrong with the question is wrong for all.
        Err(error) if error.is_question() => Err(Problem::of(&error, lang)),
        Err(error) => {
            let mut told: Value = serde_json::from_str(&report::error_json(&error)).unwrap_or_default();
            if let Some(problems) = told.get_mut("problems").and_then(Value::as_array_mut) {
                let root = format!("/profiles/{index}");
                *problems = problems.drain(..).map(|problem| with_pointer(problem, &root)).collect();
            }
            Ok(told)
        }
    }
}

/// Answers, a row a business, in their order.
pub(crate) async fn answer(service: Arc<Service>, wanted: Wanted, headers: HeaderMap, body: Body) -> Result<Response<Body>, Problem> {
    let Batch { profiles, mut question } = batch_of(&read(body).await?)?;
    let lang = lang_of(&wanted, &headers);
    let asked = service.clone();
    let rows = service.limits.run(Work::Long, move || {
        let mut rows = Vec::with_capacity(profiles.len());
        for (index, profile) in profiles.into_iter().enumerate() {
            question.insert("profile".to_string(), profile);
            rows.push(row(&asked.pack, &json!(question).to_string(), index, lang)?);
        }
        Ok(rows)
    });
    let mut response = Response::new(Body::from(json!({ "rows": rows.await?? }).to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
