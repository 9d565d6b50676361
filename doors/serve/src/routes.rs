//! The routes, and what holds for each of them.

use crate::answering::{KINDS, Wanted, answer};
use crate::limits::Work;
use crate::problem::Problem;
use crate::register::Asked;
use crate::{Service, openapi, page};
use axum::Router;
use axum::body::Body;
use axum::extract::{MatchedPath, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use huiqi::report;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Instant;

type Shared = State<Arc<Service>>;

pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/v1/ask", post(ask))
        .route("/v1/batch", post(batch))
        .route("/v1/policies", get(policies))
        .route("/v1/places", get(places))
        .route("/v1/trades", get(trades))
        .route("/v1/schema/{name}", get(schema))
        .route("/v1/{kind}", post(ask_kind))
        .route("/openapi.json", get(described))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(|State(service): Shared| async move { service.pack.hash().to_string() }))
        .route("/metrics", get(|State(service): Shared| async move { service.metrics.text(service.limits.waiting()) }))
        .fallback(files)
        .layer(from_fn_with_state(service.clone(), around))
        .with_state(service)
}

async fn ask(State(service): Shared, Query(wanted): Query<Wanted>, headers: HeaderMap, body: Body) -> Result<Response<Body>, Problem> {
    answer(service, None, wanted, headers, body).await
}

async fn ask_kind(
    State(service): Shared,
    Path(kind): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, Problem> {
    if !KINDS.contains(&kind.as_str()) {
        return Err(Problem::plain(StatusCode::NOT_FOUND));
    }
    answer(service, Some(&kind), wanted, headers, body).await
}

async fn batch(
    State(service): Shared,
    Query(wanted): Query<Wanted>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response<Body>, Problem> {
    crate::batch::answer(service, wanted, asked, headers, body).await
}

#[derive(Deserialize)]
struct Searched {
    q: String,
}

/// JSON that changes with the pack alone: its tag is the pack's hash.
fn tagged(service: &Service, headers: &HeaderMap, text: impl FnOnce() -> String) -> Response<Body> {
    let tag = format!("\"{}\"", service.pack.hash().get(..16).unwrap_or_default());
    let is_known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).is_some_and(|known| known.contains(&tag));
    let mut response = Response::new(if is_known { Body::empty() } else { Body::from(text()) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

async fn policies(State(service): Shared, headers: HeaderMap) -> Response<Body> {
    tagged(&service, &headers, || report::measures_json(&service.pack, service.pack.measures().iter()))
}

/// A search: of a text that no name is as long as nothing is looked for.
async fn search(
    service: Arc<Service>,
    headers: HeaderMap,
    asked: String,
    find: fn(&Service, &str) -> String,
) -> Result<Response<Body>, Problem> {
    if asked.chars().count() > 200 {
        return Err(Problem::plain(StatusCode::URI_TOO_LONG));
    }
    let searched = service.clone();
    let text = service.limits.run(Work::Short, move || find(&searched, &asked)).await?;
    Ok(tagged(&service, &headers, || text))
}

async fn places(State(service): Shared, Query(Searched { q }): Query<Searched>, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    search(service, headers, q, |service, asked| report::places_json(asked, &service.pack.classes().find_places(asked))).await
}

async fn trades(State(service): Shared, Query(Searched { q }): Query<Searched>, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    search(service, headers, q, |service, asked| report::trades_json(asked, &service.pack.classes().find_trades(asked))).await
}

async fn schema(State(service): Shared, Path(name): Path<String>, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    let schema = match name.as_str() {
        "question" => report::question_schema,
        "answer" => report::answer_schema,
        "error" => report::error_schema,
        "profile" => || huiqi::PROFILE_SCHEMA.to_string(),
        _ => return Err(Problem::plain(StatusCode::NOT_FOUND)),
    };
    Ok(tagged(&service, &headers, schema))
}

async fn described(State(service): Shared, headers: HeaderMap) -> Response<Body> {
    tagged(&service, &headers, || openapi::description().to_string())
}

async fn files(State(service): Shared, request: Request) -> Result<Response<Body>, Problem> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(Problem::plain(StatusCode::NOT_FOUND));
    }
    page::file(service.page.as_ref(), request.uri().path()).await
}

/// A name that only this machine answers to: another site that names itself so in a browser is not let in.
fn is_of_this_machine(name: &str) -> bool {
    let name = name.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit())).map_or(name, |(name, _)| name);
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}

/// Whether a request to this machine alone comes in another's name.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
    !is_of_this_machine(host) || origin.is_some_and(|(_, origin)| origin != host)
}

/// Who is let in, what every response says, what is counted.
async fn around(State(service): Shared, request: Request, next: Next) -> Response<Body> {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_string();
    let is_foreign = service.is_local && is_foreign(request.headers());
    let mut response = if is_foreign { Problem::plain(StatusCode::FORBIDDEN).into_response() } else { next.run(request).await };
    // What the framework refuses itself says so as everything else does.
    let is_bare = response.status().is_client_error()
        && response.headers().get(header::CONTENT_TYPE).is_none_or(|of| of == "text/plain; charset=utf-8");
    if is_bare {
        let allowed = response.headers().get(header::ALLOW).cloned();
        response = Problem::plain(response.status()).into_response();
        if let Some(allowed) = allowed {
            response.headers_mut().insert(header::ALLOW, allowed);
        }
    }
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    service.metrics.count(&route, response.status().as_u16(), begun.elapsed());
    response
}
