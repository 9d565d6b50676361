//! What is said of a fact: its keys, its meaning, its kind, whether it must be told.

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
    /// How a conversion inside the year divides it.
    pub(crate) divided: Division,
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

/// How a conversion inside the year divides a fact between the two taxpayers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Division {
    /// It is the same for both, or goes with its period.
    Whole,
    /// An amount of the year: each has its months of it.
    ByMonth,
    /// The same, unless the person has comprehensive income: then it is deducted there, in full.
    ByMonthUnlessIncome,
    /// Carried into the year: it stays with the present taxpayer.
    CarriedIn,
}

impl Fact {
    pub(crate) const fn new(key: &'static str, zh_key: &'static str, en: &'static str, zh: &'static str, kind: Kind, need: Need) -> Fact {
        Fact { key, zh_key, en, zh, kind, need, unknown: false, divided: Division::Whole }
    }

    pub(crate) const fn open(mut self, it_may: bool) -> Fact {
        self.unknown = it_may;
        self
    }

    pub(crate) const fn divided(mut self, how: Division) -> Fact {
        self.divided = how;
        self
    }
}

/// How a fact is written, and within what limits.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Text,
    Amount,
    /// An amount that may be negative.
    SignedAmount,
    PositiveAmount,
    Rate,
    Area,
    /// A whole number up to a limit, and its unit in English and Chinese.
    Count(u32, &'static str, &'static str),
    /// A covered tax year.
    TaxYear,
    /// Any earlier year.
    EarlierYear,
    Month,
    Period,
    Date,
    Truth,
    /// One of a closed list: each word's key, its names in English and Chinese, and every other way to write it.
    Word(fn() -> Vec<Vec<String>>),
    Place,
    Industry,
    /// A list of so many values; of any number.
    List(&'static Kind, Option<usize>),
    /// Keys of the same table; whether exactly one of them is told.
    Flat(&'static [Fact], bool),
    Table(&'static [Fact]),
    Tables(&'static [Fact]),
}
