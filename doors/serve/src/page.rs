//! The page's files, with the headers that HTML cannot say.

use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use include_dir::{Dir, include_dir};
use std::path::{Component, Path, PathBuf};

/// The page as it was when the service was built.
static INSIDE: Dir<'_> = include_dir!("$OUT_DIR/page");

/// The policy of the page, as it stands in its HTML; that no other page may frame it can only be said here.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn type_of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("csv") => "text/csv; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// A file of the folder, or else of the page inside; nothing above it can be named.
pub(crate) async fn file(folder: Option<&PathBuf>, asked: &str) -> Result<Response<Body>, Problem> {
    let missing = || Problem::plain(StatusCode::NOT_FOUND);
    let name = asked.trim_start_matches('/');
    let name = Path::new(if name.is_empty() { "index.html" } else { name });
    if !name.components().all(|component| matches!(component, Component::Normal(_))) {
        return Err(missing());
    }
    let body = match folder {
        Some(folder) => Body::from(tokio::fs::read(folder.join(name)).await.map_err(|_| missing())?),
        None => Body::from(INSIDE.get_file(name).ok_or_else(missing)?.contents()),
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(type_of(name)));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}
