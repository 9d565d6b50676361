//! Text of a medium, by type: what reaches a reader is this program's own words, figures, and other text only by way of what makes it
//! harmless where it is shown. A renderer that would write a name as it stands in a file does not compile.

use crate::Money;
use std::fmt::Display;
use std::marker::PhantomData;
use std::ops::{Add, AddAssign};

/// Where text is shown, and what makes any text harmless there.
pub(super) trait Medium {
    fn harmless(text: &str) -> String;
}

/// A medium whose text may stand in that of another, such as an address in Markdown.
pub(super) trait Within<M>: Medium {}

/// Text of a medium.
pub(super) struct Shown<M>(String, PhantomData<M>);

/// What is made of digits and signs alone.
pub(super) trait Figure: Display {}

impl Figure for Money {}
impl Figure for usize {}
impl Figure for crate::Date {}

impl<M: Medium> Shown<M> {
    pub(super) fn nothing() -> Shown<M> {
        Shown::from("")
    }

    /// Any text, made harmless.
    pub(super) fn of(text: &str) -> Shown<M> {
        Shown(M::harmless(text), PhantomData)
    }

    pub(super) fn figure(figure: impl Figure) -> Shown<M> {
        Shown(figure.to_string(), PhantomData)
    }

    /// An amount with its sign, as a change.
    pub(super) fn change(amount: Money) -> Shown<M> {
        Shown(amount.signed(), PhantomData)
    }

    /// Text of a medium that stands within another.
    pub(super) fn within<N>(self) -> Shown<N>
    where
        M: Within<N>,
    {
        Shown(self.0, PhantomData)
    }

    /// The same laid out otherwise: broken into lines, padded, escaped where it stands.
    pub(super) fn arranged(&self, by: impl FnOnce(&str) -> String) -> Shown<M> {
        Shown(by(&self.0), PhantomData)
    }

    /// Its lines.
    pub(super) fn cut(&self, by: impl FnOnce(&str) -> Vec<String>) -> Vec<Shown<M>> {
        by(&self.0).into_iter().map(|line| Shown(line, PhantomData)).collect()
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, with this between two.
    pub(super) fn joined(all: impl IntoIterator<Item = Shown<M>>, between: &'static str) -> Shown<M> {
        let all: Vec<String> = all.into_iter().map(|one| one.0).collect();
        Shown(all.join(between), PhantomData)
    }

    /// All of it, for who reads it.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// This program's own words.
impl<M> From<&'static str> for Shown<M> {
    fn from(own: &'static str) -> Shown<M> {
        Shown(own.to_string(), PhantomData)
    }
}

impl<M> AddAssign<Shown<M>> for Shown<M> {
    fn add_assign(&mut self, more: Shown<M>) {
        self.0 += &more.0;
    }
}

impl<M> AddAssign<&'static str> for Shown<M> {
    fn add_assign(&mut self, own: &'static str) {
        self.0 += own;
    }
}

impl<M, T> Add<T> for Shown<M>
where
    Shown<M>: AddAssign<T>,
{
    type Output = Shown<M>;
    fn add(mut self, more: T) -> Shown<M> {
        self += more;
        self
    }
}

impl<M: Medium> FromIterator<Shown<M>> for Shown<M> {
    fn from_iter<I: IntoIterator<Item = Shown<M>>>(all: I) -> Shown<M> {
        Shown::joined(all, "")
    }
}
