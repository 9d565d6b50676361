//! What is known while a profile is read or written.

use super::unknown::UnknownFact;
use super::{Industry, Profile};
use crate::base::error::Said;
use crate::base::names::{Filing, Prices, VatStatus};
use crate::base::tree::Node;
use crate::law::FormerPlace;
use crate::{Period, Quarter};
use std::cell::{Cell, RefCell};
use std::ops::RangeInclusive;

/// What a pack knows: the tax years it covers, and the code lists that places and industries are looked up in.
pub(crate) trait Lists {
    /// The tax years that a profile may be of.
    fn years(&self) -> RangeInclusive<i32>;
    /// The GB/T 2260 code of a place given by code or name, and what it was, where that ended.
    fn place_of(&self, written: &str) -> Result<(u32, Option<FormerPlace>), Said>;
    /// The industry of a GB/T 4754 code.
    fn industry_of(&self, written: &str) -> Result<Industry, Said>;
}

/// What is known while a profile is read.
pub(crate) struct Context<'c> {
    pub(crate) lists: &'c dyn Lists,
    pub(crate) year: Cell<i32>,
    /// The place that was written, where its code or name ended.
    pub(crate) former_place: RefCell<Option<FormerPlace>>,
    /// Whether a period was written with its year.
    pub(crate) dated: Cell<bool>,
    pub(crate) vat_status: Cell<Option<VatStatus>>,
    pub(crate) filing: Cell<Filing>,
    pub(crate) prices: Cell<Prices>,
    pub(crate) unknown: RefCell<Vec<UnknownFact>>,
    /// The quarter whose table is read.
    pub(crate) quarter: Cell<Quarter>,
    /// The names of the properties, in their order, for the land that is let with one.
    pub(crate) properties: RefCell<Vec<Option<String>>>,
    /// The years whose losses were told.
    pub(crate) losses: RefCell<Vec<i32>>,
}

impl<'c> Context<'c> {
    pub(crate) fn new(lists: &'c dyn Lists) -> Context<'c> {
        Context {
            lists,
            year: Cell::default(),
            former_place: RefCell::default(),
            dated: Cell::default(),
            vat_status: Cell::default(),
            filing: Cell::new(Filing::Quarterly),
            prices: Cell::new(Prices::Inclusive),
            unknown: RefCell::default(),
            quarter: Cell::new(Quarter::FIRST),
            properties: RefCell::default(),
            losses: RefCell::default(),
        }
    }
}

/// What is known while a profile is written; nothing, where only a default is shown.
#[derive(Default)]
pub(crate) struct Writing<'w> {
    pub(crate) profile: Option<&'w Profile>,
    /// The quarter whose table is written.
    pub(crate) quarter: Option<Quarter>,
}

impl Writing<'_> {
    pub(crate) fn is_unknown(&self, fact: fn(Quarter) -> UnknownFact) -> bool {
        let fact = fact(self.quarter.unwrap_or(Quarter::FIRST));
        self.profile.is_some_and(|profile| profile.unknown.contains(&fact))
    }

    /// A period, with the year where the profile writes it; `back` years before that of the profile.
    pub(super) fn period(&self, period: Period, back: i32) -> Node<'static> {
        let dated = self.profile.filter(|profile| profile.origin.dated);
        let year = dated.map_or(String::new(), |profile| format!("{}-", profile.year.saturating_sub(back)));
        Node::Text(format!("{year}{period}").into())
    }
}
