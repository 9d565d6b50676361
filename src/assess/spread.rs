//! What a total of the year that was spread evenly leaves open: a period may have sold more or less than its even part.

use crate::Money;
use crate::assess::Rules;
use crate::base::dates::Period;
use crate::base::names::Filing;
use crate::facts::Profile;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::reasons::Assumption;
use crate::taxes::trace::Trace;

/// The net sales of the periods of the year, where any of them were spread.
pub(super) struct Spread<'p> {
    profile: &'p Profile,
    periods: Vec<(Period, Money)>,
}

impl<'p> Spread<'p> {
    /// Nothing, where everything was told by period.
    pub(super) fn of(profile: &'p Profile) -> Option<Spread<'p>> {
        let any = profile.sales.iter().any(|sale| sale.spread) || profile.general.inputs.iter().any(|input| input.spread);
        any.then(|| Spread { profile, periods: Vec::new() })
    }

    /// Notes the net sales of a period.
    pub(super) fn note(&mut self, period: Period, sales: Money) {
        self.periods.push((period, sales));
    }

    /// Says what was spread, and where a threshold lies between that and what may be.
    pub(super) fn tell<T: Trace>(&self, rules: &Rules, standing: GeneralStatusSince, filing: Filing, trace: &mut T) {
        let profile = self.profile;
        let input: Money = profile.general.inputs.iter().filter(|input| input.spread).map(|input| input.tax).sum();
        if input > Money::ZERO {
            trace.assume(|| Assumption::InputSpreadEvenly { total: input });
        }
        let spread = || profile.sales.iter().filter(|sale| sale.spread);
        let total: Money = spread().map(|sale| sale.amount).sum();
        if total == Money::ZERO {
            return;
        }
        let mut months: Vec<_> = spread().map(|sale| sale.period).collect();
        months.dedup();
        trace.assume(|| Assumption::SpreadEvenly { total, months: months.len() });
        let sold = || self.periods.iter().filter(|(_, sales)| *sales > Money::ZERO);
        let all: Money = sold().map(|(_, sales)| *sales).sum();
        let (mut under, mut over) = (None, None);
        for (period, sales) in sold() {
            // Only what a small-scale taxpayer sells is under the threshold.
            let month = period.first_month();
            let Some(rule) = rules.month(month).vat.exempt_below.as_ref().filter(|_| !standing.is_general(month)) else { continue };
            let (limit, bound) = (rule.rule.limit(filing), rule.rule.bound);
            if !bound.admits(*sales, limit) {
                let one = (*sales, limit);
                over = Some(over.map_or(one, |least: (Money, Money)| least.min(one)));
            } else if !bound.admits(all, limit) {
                under = under.max(Some((*sales, limit)));
            }
        }
        // The largest that is exempt, and the smallest that is not.
        if let Some((even, threshold)) = under {
            trace.assume(|| Assumption::SpreadUnderThreshold { even, threshold, all });
        }
        if let Some((even, threshold)) = over {
            trace.assume(|| Assumption::SpreadOverThreshold { even, threshold });
        }
    }
}
