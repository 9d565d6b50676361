//! A writer of HTML and XML: text goes in as it is and comes out escaped; there is no way to write it otherwise.

use super::shown::{Medium, Shown};
use crate::base::visible::visible;
use std::fmt::Display;

/// The attributes of an element, in order.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

/// HTML or XML that is being written.
pub(crate) struct Markup(Shown<Xml>);

impl Default for Markup {
    fn default() -> Markup {
        Markup(Shown::nothing())
    }
}

impl Markup {
    /// Text of this program, such as a style sheet: as it is.
    pub(crate) fn literal(&mut self, text: &'static str) {
        self.0 += text;
    }

    /// Any text.
    pub(crate) fn text(&mut self, text: impl Display) {
        self.0 += Shown::of(&text.to_string());
    }

    fn start(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.0 += "<";
        self.0 += tag;
        for (name, value) in attributes {
            self.0 += " ";
            self.0 += *name;
            self.0 += "=\"";
            self.0 += Shown::of(&value.to_string());
            self.0 += "\"";
        }
    }

    /// An element with what is in it.
    pub(crate) fn element(&mut self, tag: &'static str, attributes: Attributes<'_>, inside: impl FnOnce(&mut Markup)) {
        self.start(tag, attributes);
        self.0 += ">";
        inside(self);
        self.0 += "</";
        self.0 += tag;
        self.0 += ">";
    }

    /// An element with text alone.
    pub(crate) fn words(&mut self, tag: &'static str, attributes: Attributes<'_>, text: impl Display) {
        self.element(tag, attributes, |inside| inside.text(text));
    }

    /// An element that holds nothing, as XML and SVG write it.
    pub(crate) fn shape(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.0 += "/>";
    }

    /// An element of HTML that has no end.
    pub(crate) fn void(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.start(tag, attributes);
        self.0 += ">";
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.0.finish()
    }
}

/// Text and values of attributes in HTML and XML.
struct Xml;

impl Medium for Xml {
    fn harmless(text: &str) -> String {
        visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    }
}
