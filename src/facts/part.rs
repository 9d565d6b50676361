//! Facts that stand together in a table of a file.

use super::context::{Context, Writing};
use super::fact::{Fact, Kind};
use super::{Divide, Division};
use crate::Period;
use crate::base::error::At;
use crate::base::source::Section;
use crate::base::tree::Fields;

/// What a key is called in Chinese, among these facts.
fn chinese(facts: &'static [Fact], key: &str) -> Option<&'static str> {
    facts.iter().find_map(|fact| match fact.kind {
        Kind::Flat(inner, _) => chinese(inner, key),
        _ => (fact.key == key).then_some(fact.zh_key),
    })
}

/// Facts that stand together in a table of the file.
pub(crate) trait Part {
    /// What the profile holds of them.
    type Told;
    const FACTS: &'static [Fact];
    /// Whether exactly one of them is told.
    const ONE_OF: bool = false;
    /// When nothing is told.
    fn blank() -> Self::Told;
    /// Reads what is told; what is wrong is reported, and blank in the result.
    fn read(section: &Section<'_>, context: &Context<'_>) -> Self::Told;
    fn write(told: &Self::Told, out: &mut Fields<'static>, writing: &Writing<'_>);
    /// Takes what a row of a register says.
    #[cfg(feature = "register")]
    fn fill(_: &mut Self::Told, _: &impl super::cells::Cells) {}
    /// Draws each of them; says whether all that must be told is.
    #[cfg(feature = "strategies")]
    fn draw(_: &mut Self::Told, _: &mut super::draw::Draws<'_>) -> bool {
        true
    }
    /// Divides it for a conversion inside the year.
    fn divide(_: &mut Self::Told, _: &mut impl Divide) {}
    /// The time that a line is of, and its place in the file.
    fn when(_: &Self::Told) -> Option<(Period, At)> {
        None
    }
    /// Lines get an order of their own: the one of the file shows nowhere in a result.
    fn sort(_: &mut [Self::Told]) {}
    /// What later facts need to know of all lines.
    fn after(_: &[Self::Told], _: &Context<'_>) {}
}

/// How a conversion inside the year divides the fact of this key.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // while compiling
pub(crate) const fn division_of(facts: &'static [Fact], key: &str) -> Division {
    let mut at = 0;
    while at < facts.len() {
        if is_same(facts[at].key, key)
            && let Some(how) = facts[at].divided
        {
            return how;
        }
        at += 1;
    }
    Division::Whole
}

/// Whether two texts are equal, while compiling.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
pub(crate) const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

fn in_chinese<P: Part>(key: &str) -> Option<&'static str> {
    chinese(P::FACTS, key)
}

/// Lets the keys of a table stand in Chinese too.
pub(crate) fn name<P: Part>(section: &Section<'_>) {
    section.name_in_chinese(in_chinese::<P>);
}

/// A whole table: no other key may stand in it.
pub(crate) fn within<P: Part>(section: &Section<'_>, context: &Context<'_>) -> P::Told {
    name::<P>(section);
    let told = P::read(section, context);
    section.finish();
    told
}

pub(super) fn written<P: Part>(told: &P::Told, writing: &Writing<'_>) -> Fields<'static> {
    let mut out = Fields::default();
    P::write(told, &mut out, writing);
    out
}

/// An optional fact, an optional table, and lines, by what is in them.
pub(crate) trait Holds {
    type Inner;
}

impl<T> Holds for Option<T> {
    type Inner = T;
}

impl<T> Holds for Vec<T> {
    type Inner = T;
}
