//! The report that an adviser hands over.

mod contents;
mod json;
mod parts;
mod pictures;
mod series;
mod words;

pub use contents::handout;
pub use json::handout_json;
