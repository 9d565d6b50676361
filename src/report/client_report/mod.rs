//! The report that an adviser hands over.

mod contents;
mod json;
mod parts;
mod pictures;
mod series;
mod words;

pub use contents::client_report;
pub use json::client_report_json;
