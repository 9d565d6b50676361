//! The columns of a register that say one fact each: they are declared with the fact.

use super::fact::Fact;
use crate::base::words::Lang;

/// The column of a register that says a fact.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "batch"), allow(dead_code))] // Then nothing shows what it says of empty cells.
pub(crate) struct Column {
    /// Its name in an English header and in a Chinese one.
    pub(crate) key: &'static str,
    pub(crate) zh: &'static str,
    /// What an empty cell means, where an absent fact means something else or nothing.
    pub(crate) empty: Option<&'static str>,
    /// What a register adds to the meaning of the fact, in English and Chinese.
    pub(crate) note: Option<(&'static str, &'static str)>,
}

impl Fact {
    pub(crate) const fn column(mut self, key: &'static str, zh: &'static str) -> Fact {
        self.column = Some(Column { key, zh, empty: None, note: None });
        self
    }

    pub(crate) const fn empty(mut self, means: &'static str) -> Fact {
        if let Some(column) = &mut self.column {
            column.empty = Some(means);
        }
        self
    }

    pub(crate) const fn note(mut self, en: &'static str, zh: &'static str) -> Fact {
        if let Some(column) = &mut self.column {
            column.note = Some((en, zh));
        }
        self
    }

    /// The column of a register that says it, as a header in this language names it; `None` where it has none of its own.
    ///
    /// ```
    /// use huiqi::{Fact, Lang};
    ///
    /// let costs = Fact::all().iter().find(|fact| fact.key == "costs").unwrap();
    /// let goods = costs.facts().iter().find(|fact| fact.key == "goods").unwrap();
    /// assert_eq!(goods.register_column(Lang::Zh), Some("货物成本"));
    /// ```
    pub fn register_column(&self, lang: Lang) -> Option<&'static str> {
        self.column.as_ref().map(|column| match lang {
            Lang::En => column.key,
            Lang::Zh => column.zh,
        })
    }
}
