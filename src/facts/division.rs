//! How a conversion inside the year divides the facts between the present taxpayer and the new one: declared with each fact.

use crate::base::error::At;
use crate::{Money, Period};

/// How a conversion inside the year divides a fact between the two taxpayers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Division {
    /// It is the same for both; each of its own facts says for itself.
    Whole,
    /// An amount of the year: each has its months of it.
    ByMonth,
    /// The same for both. Whether a person has it decides over the facts that go [`Division::ByMonthUnlessIncome`].
    Income,
    /// By months, unless the person has comprehensive income: then it is deducted there, in full.
    ByMonthUnlessIncome,
    /// Of a month or a period: it goes where that lies.
    InItsTime,
    /// Carried into the year: it stays with the present taxpayer.
    CarriedIn,
    /// Asked for once: by the present taxpayer, if there are months for it.
    AskedOnce,
    /// Bought for the business: it stays with the new taxpayer.
    Kept,
    /// A rule divides it: premises by the months of each and subsidies by their policies, where conversions are; what the person is
    /// counts for both, once for the year, where incomes are merged.
    ByRule,
}

/// Divides facts.
pub(crate) trait Divide {
    fn amount(&mut self, how: Division, amount: &mut Money);
    /// The lines of a list; `when`: the time of a line and its place in the file.
    fn lines<T>(&mut self, how: Division, lines: &mut Vec<T>, when: fn(&T) -> Option<(Period, At)>);
    /// What may be told or not.
    fn option<T>(&mut self, how: Division, told: &mut Option<T>, when: fn(&T) -> Option<Period>);
    /// Whether any month of a period is on this side.
    fn has_months_of(&self, period: Period) -> bool;
}
