//! Consumption tax (消费税): not computed, the amounts paid are given. It is levied on beside VAT, deducted from income, and a part of
//! the burden.

use super::{OnFacts, OwnLine, Taxpayer};
use crate::Money;
use crate::base::names::Line;
use crate::facts::Profile;
use crate::law::{Kind, NoRules};
use crate::taxes::amounts::Lines;
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};

/// Consumption tax.
pub(crate) struct ConsumptionTax;

impl super::Tax for ConsumptionTax {
    type Month = NoRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::Consumption)];
    const MECHANISMS: &'static [Kind] = &[];
}

impl OnFacts for ConsumptionTax {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.consumption_tax.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for (period, paid) in payer.profile.consumption_tax.iter().copied() {
            trace.step(|| Step {
                line: Line::Consumption,
                period,
                what: What::Due,
                basis: Basis::Given,
                result: paid,
                formula: Formula::Given,
            });
            lines[Line::Consumption].add(paid, Money::ZERO);
        }
    }
}
