//! Whom the taxes on facts are assessed on.

use super::Rules;
use crate::Money;
use crate::base::dates::Period;
use crate::facts::Profile;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::reduce_payable::ReliefEligibility;

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
