//! The taxes that follow from facts alone, and whom they are assessed on.

use super::{Rules, Tax};
use crate::Money;
use crate::base::dates::Period;
use crate::facts::Profile;
use crate::taxes::amounts::Lines;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::reduce_payable::ReliefEligibility;
use crate::taxes::trace::Trace;

/// A tax that follows from facts alone, before any income is known.
pub(crate) trait OnFacts: Tax {
    /// Whether a profile tells anything that it follows from; where nothing is told, it is not asked for.
    fn is_told(profile: &Profile) -> bool;

    /// Adds what it comes to.
    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T);
}

/// Who is assessed under which rules.
pub(crate) struct Taxpayer<'r> {
    pub(crate) rules: &'r Rules,
    pub(crate) profile: &'r Profile,
    pub(crate) eligibility: &'r ReliefEligibility,
    pub(crate) standing: GeneralStatusSince,
    /// Net sales of each filing period.
    pub(crate) sales: &'r [(Period, Money)],
}

impl Taxpayer<'_> {
    /// Net sales of a filing period.
    pub(crate) fn sales_of(&self, period: Period) -> Money {
        self.sales.iter().find(|(sold, _)| *sold == period).map_or(Money::ZERO, |(_, sales)| *sales)
    }

    /// Whether it is assessed in another form than its own.
    pub(crate) fn converts(&self) -> bool {
        self.eligibility.form != self.profile.form
    }
}
