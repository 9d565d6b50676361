//! Errors as RFC 9457: what is wrong, and a pointer to each fact in the request that it is about.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use huiqi::{Error, Lang, report};
use serde_json::{Value, json};

/// Why there is no answer.
pub(crate) struct Problem {
    status: StatusCode,
    kind: &'static str,
    problems: Vec<Value>,
    again: bool,
    lang: Lang,
}

impl Problem {
    /// Of a status that says everything.
    pub(crate) fn plain(status: StatusCode) -> Problem {
        Problem { status, kind: "http", problems: Vec::new(), again: false, lang: Lang::Zh }
    }

    /// With what is wrong about the request itself.
    pub(crate) fn told(status: StatusCode, problem: Value, lang: Lang) -> Problem {
        Problem::all(status, vec![problem], lang)
    }

    /// With all that is wrong about it.
    pub(crate) fn all(status: StatusCode, problems: Vec<Value>, lang: Lang) -> Problem {
        Problem { kind: "question", problems, lang, ..Problem::plain(status) }
    }

    /// Too much at once: come again.
    pub(crate) fn busy(status: StatusCode) -> Problem {
        Problem { again: true, ..Problem::plain(status) }
    }

    /// What the library says of a question or its facts.
    pub(crate) fn of(error: &Error, lang: Lang) -> Problem {
        let (status, kind) = match () {
            () if error.is_question() => (StatusCode::BAD_REQUEST, "question"),
            () if error.is_profile() => (StatusCode::UNPROCESSABLE_ENTITY, "profile"),
            () if error.is_outside() => (StatusCode::UNPROCESSABLE_ENTITY, "outside"),
            () => (StatusCode::INTERNAL_SERVER_ERROR, "pack"),
        };
        let told: Value = serde_json::from_str(&report::error_json(error)).unwrap_or_default();
        let problems = told.get("problems").and_then(Value::as_array).cloned().unwrap_or_default();
        // A question's paths begin at its root; a profile's at the profile.
        let root = if kind == "question" { "" } else { "/profile" };
        let problems = problems.into_iter().map(|problem| with_pointer(problem, root)).collect();
        Problem { status, kind, problems, again: false, lang }
    }
}

/// A problem with the place in the request of the fact that it is about; `root` is where its path begins.
pub(crate) fn with_pointer(mut problem: Value, root: &str) -> Value {
    let path = problem.get("path").and_then(Value::as_str).map(str::to_string);
    if let (Some(path), Some(problem)) = (path, problem.as_object_mut()) {
        let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty()).map(|step| step.replace('~', "~0").replace('/', "~1"));
        let pointer: String = steps.map(|step| format!("/{step}")).collect();
        problem.insert("pointer".to_string(), format!("{root}{pointer}").into());
    }
    problem
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let key = if self.lang == Lang::En { "en" } else { "zh" };
        let said = self.problems.first().and_then(|problem| problem.get("text")?.get(key)?.as_str()).map(str::to_string);
        let title = self.status.canonical_reason().unwrap_or_default();
        let told = json!({
            "type": format!("urn:huiqi:problem:{}", self.kind), "title": title, "status": self.status.as_u16(),
            "detail": said.unwrap_or_else(|| title.to_string()), "problems": self.problems,
        });
        let mut response = Response::new(Body::from(told.to_string()));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.again {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
