//! The facts that a register has columns for, found while compiling: a row is read into a profile without looking for anything.

use super::Profile;
use super::column::Column;
use super::fact::{Fact, Kind, Need};
use super::part::{Part, is_same};

/// A fact with a column, and whether it is one of a line or of an optional table: then a row may leave that out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WithColumn {
    pub(crate) fact: &'static Fact,
    pub(crate) column: &'static Column,
    pub(crate) in_a_part: bool,
}

/// The facts that have a column, in the order of the table. A fact of several tables is in it once.
pub(crate) struct Columns {
    found: [Option<WithColumn>; Columns::MOST],
    count: usize,
}

impl Columns {
    pub(crate) const MOST: usize = 128;
    pub(crate) const ALL: Columns = Columns { found: [None; Columns::MOST], count: 0 }.with(Profile::FACTS, false);

    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // while compiling
    pub(crate) const fn get(&self, at: usize) -> Option<WithColumn> {
        if at < self.count { self.found[at] } else { None }
    }

    /// Where the column of this name is among them.
    #[allow(clippy::arithmetic_side_effects)] // while compiling
    pub(crate) const fn find(&self, key: &str) -> Option<usize> {
        let mut at = 0;
        while let Some(known) = self.get(at) {
            if is_same(known.column.key, key) {
                return Some(at);
            }
            at += 1;
        }
        None
    }

    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // while compiling
    const fn with(mut self, facts: &'static [Fact], in_a_part: bool) -> Columns {
        let mut at = 0;
        while at < facts.len() {
            let fact = &facts[at];
            if let Some(column) = &fact.column
                && self.find(column.key).is_none()
            {
                self.found[self.count] = Some(WithColumn { fact, column, in_a_part });
                self.count += 1;
            }
            self = match fact.kind {
                Kind::Flat(inner, _) => self.with(inner, in_a_part),
                Kind::Table(inner) => self.with(inner, in_a_part || matches!(fact.need, Need::Optional)),
                Kind::Tables(inner) => self.with(inner, true),
                _ => self,
            };
            at += 1;
        }
        self
    }
}

/// Where the column of a fact is among all of them.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // while compiling
pub(crate) const fn column_of(facts: &'static [Fact], key: &str) -> Option<usize> {
    let mut at = 0;
    while at < facts.len() {
        if let Some(column) = &facts[at].column
            && is_same(facts[at].key, key)
        {
            return Columns::ALL.find(column.key);
        }
        at += 1;
    }
    None
}
