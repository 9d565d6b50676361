//! One renderer a format. Each turns any document into its format, and writes text through one function that makes it
//! harmless there: nobody else writes bytes.

mod csv;
mod html;
mod ics;
mod markdown;
pub(super) mod markup;
mod text;
mod visible;
mod wrap;

pub(super) use csv::csv;
pub(super) use html::html;
pub(super) use ics::ics;
pub(super) use markdown::markdown;
pub(super) use text::text;
pub use visible::visible;
