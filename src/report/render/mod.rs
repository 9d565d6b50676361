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

pub use visible::visible;

use crate::report::document::{Document, Style};

impl Document {
    /// Text for a terminal.
    #[must_use]
    pub fn text(&self, style: Style) -> String {
        text::text(self, style)
    }

    /// Markdown (CommonMark with tables).
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// A page that stands by itself: no script, no network.
    #[must_use]
    pub fn html(&self) -> String {
        html::html(self)
    }

    /// CSV (RFC 4180): the records of the answer, or else its tables under one another.
    #[must_use]
    pub fn csv(&self) -> String {
        csv::csv(self)
    }

    /// iCalendar (RFC 5545), where the answer has days.
    #[must_use]
    pub fn ics(&self) -> Option<String> {
        self.events.as_ref().map(|(seen, events)| ics::ics(self.lang, *seen, events))
    }
}
