//! The report that an adviser hands over.

mod contents;
mod first_page;
mod json;
mod parts;
mod pictures;
mod plain;
mod series;
mod words;

pub use contents::client_report;
pub use json::client_report_json;
pub(super) use plain::{assumption, not_counted};
