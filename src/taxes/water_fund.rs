//! The water conservancy fund (地方水利建设基金) of some provinces, on sales: its rate is given, small sales are free everywhere.

use super::surcharges::ExemptFeesBelow;
use super::{OnFacts, OwnLine, Taxpayer};
use crate::base::error::Error;
use crate::base::names::{Filing, Line};
use crate::facts::Profile;
use crate::law::{Day, Kind, NoRules, Resolve, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

/// What is free of it in a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    exempt: Option<RuleInForce<ExemptFeesBelow>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { exempt: day.of_line(Line::WaterFund) })
    }
}

/// The water conservancy fund.
pub(crate) struct WaterFund;

impl super::Tax for WaterFund {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::WaterFund)];
    const MECHANISMS: &'static [Kind] = &[];
}

impl OnFacts for WaterFund {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        profile.water_fund_rate.is_some()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        if let Some(rate) = payer.profile.water_fund_rate {
            assess(payer, rate, lines, trace);
        }
    }
}

/// Filing period by filing period, on the net sales of each.
#[cold]
fn assess<T: Trace>(payer: &Taxpayer<'_>, rate: Rate, lines: &mut Lines, trace: &mut T) {
    let line = Line::WaterFund;
    for period in payer.profile.filing.periods() {
        let sales = payer.sales_of(period);
        let mut tax = Tax { due: sales.times(rate), relief: Money::ZERO };
        if tax.due == Money::ZERO {
            continue;
        }
        let formula = Formula::Product { base: sales, rate };
        trace.step(|| Step { line, period, what: What::Due, basis: Basis::Given, result: tax.due, formula });
        if let Some(RuleInForce { measure, rule, .. }) = &payer.rules.month(period.first_month()).water_fund.exempt {
            let (bound, measure) = (rule.bound, *measure);
            let limit = match payer.profile.filing {
                Filing::Monthly => rule.month,
                Filing::Quarterly => rule.quarter,
            };
            if bound.admits(sales, limit) {
                tax.relief = tax.due;
                let (what, formula) = (What::FeesExempt, Formula::AllOf { amount: tax.due });
                trace.step(|| Step { line, period, what, basis: Basis::Law(measure), result: tax.due, formula });
            } else {
                trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::SalesOverThreshold { period, sales, bound, limit } });
            }
        }
        lines[line].add(tax.due, tax.relief);
    }
}
