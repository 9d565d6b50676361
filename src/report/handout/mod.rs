//! The report that an adviser hands over: one document, in HTML, Markdown or JSON.

mod chart;
mod contents;
mod html;
mod json;
mod markdown;
mod parts;
mod words;

pub use html::handout_html;
pub use json::handout_json;
pub use markdown::handout_markdown;
