//! Many businesses in one request: the same question of each, its figures as rows. What is wrong with one is said in its place. As JSON,
//! or as a register in CSV, which asks for the present form beside others.

use crate::Service;
use crate::answering::{Wanted, lang_of, read};
use crate::csv::csv_of;
use crate::limits::Work;
use crate::problem::{Problem, with_pointer};
use crate::register::{Asked, assessed};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use huiqi::register::Encoded;
use huiqi::{Lang, Question, report};
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
fn batch_of(text: &str, lang: Lang) -> Result<Batch, Problem> {
    let wrong = |code: &str, pointer: String, zh: String, en: String| {
        let problem = json!({ "code": code, "pointer": pointer, "text": { "zh": zh, "en": en } });
        Problem::told(StatusCode::BAD_REQUEST, problem, lang)
    };
    let shape = || {
        let example = r#"{"profiles": [{…}, {…}], "ask": {"assess": {}}}"#;
        wrong("not-a-batch", String::new(), format!("请求应为 {example}"), format!("a request is {example}"))
    };
    let Ok(Value::Object(mut question)) = serde_json::from_str(text) else { return Err(shape()) };
    let Some(Value::Array(profiles)) = question.remove("profiles") else { return Err(shape()) };
    let asked = question.get("ask").and_then(Value::as_object).filter(|asked| !asked.is_empty() && asked.values().all(Value::is_object));
    let asked = asked.ok_or_else(shape)?;
    if question.contains_key("profile") {
        return Err(shape());
    }
    if let Some(kind) = asked.keys().find(|kind| !KINDS.contains(&kind.as_str())) {
        let kinds = KINDS.join(", ");
        let (zh, en) = (format!("`{kind}` 不能成批提问；可用：{kinds}"), format!("`{kind}` cannot be asked of many: {kinds} can"));
        return Err(wrong("not-of-many", format!("/ask/{kind}"), zh, en));
    }
    if let Some(index) = profiles.iter().position(|facts| !facts.is_object() && !facts.is_string()) {
        let (zh, en) = ("应为事实对象，或资料文件的文字", "facts are an object, or the text of a profile file");
        return Err(wrong("not-facts", format!("/profiles/{index}"), zh.to_string(), en.to_string()));
    }
    if profiles.len() > MOST_ROWS {
        let (zh, en) = (format!("每次最多 {MOST_ROWS} 户"), format!("at most {MOST_ROWS} businesses in a request"));
        let problem = json!({ "code": "too-many", "pointer": "/profiles", "text": { "zh": zh, "en": en } });
        return Err(Problem::told(StatusCode::PAYLOAD_TOO_LARGE, problem, lang));
    }
    Ok(Batch { profiles, question })
}

/// The row of one business: its records, or its error.
fn row(service: &Service, question: &str, index: usize, lang: Lang) -> Result<Value, Problem> {
    let answered = Question::from_json(question, "request").and_then(|question| {
        let answer = service.ask(&question)?;
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

/// The rows of a batch in JSON, in their order.
fn rows(service: &Service, Batch { profiles, mut question }: Batch, lang: Lang) -> Result<Vec<Value>, Problem> {
    let of_one = |(index, profile)| {
        question.insert("profile".to_string(), profile);
        row(service, &json!(question).to_string(), index, lang)
    };
    profiles.into_iter().enumerate().map(of_one).collect()
}

/// Answers, a row a business, in their order: in CSV where that is asked for, or where CSV came and nothing else is asked for.
pub(crate) async fn answer(
    service: Arc<Service>,
    wanted: Wanted,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, Problem> {
    let lang = lang_of(&wanted, &headers);
    let named = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_register = named(header::CONTENT_TYPE).starts_with("text/csv");
    let is_csv = match wanted.format.as_str() {
        "csv" => true,
        "json" => false,
        "" if named(header::ACCEPT).contains("text/csv") => true,
        "" => is_register && !named(header::ACCEPT).contains("application/json"),
        _ => return Err(Problem::plain(StatusCode::NOT_ACCEPTABLE)),
    };
    let text = read(body).await?;
    let of = service.clone();
    let answered = if is_register {
        let options = asked.options(&of.pack, lang)?;
        let shape = if is_csv { Encoded::Csv } else { Encoded::JsonLines };
        service.limits.run(Work::Long, move || assessed(&of.pack, &text, options, shape)).await??
    } else {
        asked.none(lang)?;
        let batch = batch_of(&text, lang)?;
        let work = move || {
            let rows = rows(&of, batch, lang)?;
            Ok(if is_csv { csv_of(&rows, lang) } else { json!({ "rows": rows }).to_string() })
        };
        service.limits.run(Work::Long, work).await??
    };
    let mut response = Response::new(Body::from(answered));
    let types = if is_csv { "text/csv; charset=utf-8" } else { "application/json" };
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(types));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
