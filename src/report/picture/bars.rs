//! Bars under one another, each with its name and its figure in words: there is no key to look up, and a name wraps where there is
//! little room. They need the style sheet of a page.

use super::drawing::{fen, percent, share};
use crate::Money;
use crate::report::render::markup::Markup;
use std::fmt::Display;

/// Bars on one scale, in groups.
#[derive(Clone, Debug)]
pub(crate) struct Bars {
    pub(crate) title: String,
    /// Each with what it is of; one without a name where there is one alone.
    pub(crate) groups: Vec<(Option<String>, Vec<Bar>)>,
    /// Whether the figures are changes, and so have signs.
    pub(crate) signed: bool,
}

/// A bar: its name and its figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) amount: Money,
}

impl Bars {
    /// Into a page: the caption, then a list a group.
    pub(crate) fn draw(&self, out: &mut Markup) {
        out.words("figcaption", &[], &self.title);
        let amounts = || self.groups.iter().flat_map(|(_, bars)| bars).map(|bar| fen(bar.amount)).chain([0]);
        let (low, high) = (amounts().min().unwrap_or(0), amounts().max().unwrap_or(0));
        let at = |value: i128| share(value - low, high - low);
        for (name, bars) in &self.groups {
            if let Some(name) = name {
                out.words("p", &[("class", &"bars-of")], name);
            }
            out.element("ul", &[("class", &"bars")], |out| {
                for bar in bars {
                    let (from, to) = (at(fen(bar.amount).min(0)), at(fen(bar.amount).max(0)));
                    // Where all are less, the bars begin at the left all the same.
                    self.bar(out, bar, if high == 0 { (10_000 - to, 10_000 - from) } else { (from, to) });
                }
            });
        }
    }

    fn bar(&self, out: &mut Markup, bar: &Bar, (from, to): (i128, i128)) {
        let figure: &dyn Display = if self.signed { &bar.amount.signed() } else { &bar.amount };
        let class = if bar.amount < Money::ZERO { "less" } else { "" };
        let place = format!("margin-left:{};width:{}", percent(from), percent(to - from));
        out.element("li", &[], |out| {
            out.words("span", &[("class", &"bar-name")], &bar.name);
            out.words("span", &[("class", &"bar-sum")], figure);
            out.element("span", &[("class", &"bar-track")], |out| out.element("i", &[("class", &class), ("style", &place)], |_| {}));
        });
    }
}
