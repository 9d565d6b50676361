//! What is said of a fact: its keys, its meaning, its kind, whether it must be told.

use super::column::Column;
use super::division::Division;
use crate::base::tree::Node;

/// One fact, as it is declared.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// Its key in a file; empty for several keys that are one fact.
    pub key: &'static str,
    /// The same key in Chinese: a file may use either.
    pub zh_key: &'static str,
    /// What it means.
    pub en: &'static str,
    /// The meaning in Chinese.
    pub zh: &'static str,
    pub(crate) kind: Kind,
    pub(crate) need: Need,
    /// May be told as unknown.
    pub(crate) unknown: bool,
    /// How a conversion inside the year divides it; amounts and tables say so, what else there is is the same for both.
    pub(crate) divided: Option<Division>,
    /// The column of a register that says it, where one cell does.
    pub(crate) column: Option<Column>,
}

/// Whether a fact must be told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Need {
    Required,
    /// Absent, it says nothing.
    Optional,
    /// Absent, it is this.
    Default(fn() -> Node<'static>),
}

impl Fact {
    pub(crate) const fn new(key: &'static str, zh_key: &'static str, en: &'static str, zh: &'static str, kind: Kind, need: Need) -> Fact {
        Fact { key, zh_key, en, zh, kind, need, unknown: false, divided: None, column: None }
    }

    pub(crate) const fn open(mut self, it_may: bool) -> Fact {
        self.unknown = it_may;
        self
    }

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

    pub(crate) const fn divided(mut self, how: Division) -> Fact {
        self.divided = Some(how);
        self
    }
}

impl PartialEq for Kind {
    /// Whether values are read alike; tables are the same where they are one.
    fn eq(&self, other: &Kind) -> bool {
        match (self, other) {
            (Kind::Count(one, ..), Kind::Count(other, ..)) => one == other,
            (Kind::Word(one), Kind::Word(other)) => std::ptr::fn_addr_eq(*one, *other),
            (Kind::List(one, count), Kind::List(other, many)) => one == other && count == many,
            (
                Kind::Flat(one, _) | Kind::Table(one) | Kind::Tables(one),
                Kind::Flat(other, _) | Kind::Table(other) | Kind::Tables(other),
            ) => std::ptr::eq(*one, *other),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// The words of a closed list: of each its key, its names in English and Chinese, and every other way to write it.
pub(crate) type Words = fn() -> Vec<Vec<String>>;

/// How a fact is written, and within what limits.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Text,
    Amount,
    /// An amount that may be negative.
    SignedAmount,
    PositiveAmount,
    Rate,
    /// A rate of at most the whole.
    Share,
    Area,
    /// A whole number up to a limit, and its unit in English and Chinese.
    Count(u32, &'static str, &'static str),
    /// A covered tax year.
    TaxYear,
    /// Any earlier year.
    EarlierYear,
    Month,
    Period,
    /// A period, or the whole year.
    PeriodOrYear,
    Date,
    Truth,
    /// One of a closed list.
    Word(Words),
    Place,
    Industry,
    /// A list of so many values; of any number.
    List(&'static Kind, Option<usize>),
    /// Keys of the same table; whether exactly one of them is told.
    Flat(&'static [Fact], bool),
    Table(&'static [Fact]),
    Tables(&'static [Fact]),
}
