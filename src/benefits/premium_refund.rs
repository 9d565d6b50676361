//! Refund of unemployment premiums (稳岗返还), a grant.

use super::Year;
use crate::base::calendar::Period;
use crate::base::names::BenefitKind;
use crate::base::slot::Subject;
use crate::base::source::{Section, count, rate};
use crate::facts::{Profile, SocialInsurance};
use crate::law::{In, Kind, Rule};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

/// Part of last year's unemployment premiums comes back to who keeps its staff (稳岗返还).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PremiumRefund {
    share: Rate,
    share_large: Rate,
    least_months: u32,
    layoffs_most: Rate,
    /// Up to so many insured, another limit on layoffs.
    few: u32,
    few_layoffs_most: Rate,
}

impl Rule for PremiumRefund {
    const DECIDES: &'static Subject = &Subject::annual("premium-refund", "premium refunds", "稳岗返还");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (share, share_large) = (parameters.required("share", rate), parameters.required("share_large", rate));
        let least_months = parameters.required("least_months", count(120, &["个月"]));
        let (most, few_most) = (parameters.required("layoffs_most", rate), parameters.required("few_layoffs_most", rate));
        let few = parameters.required("few", count(10_000, &["人"]));
        Some(PremiumRefund {
            share: share?,
            share_large: share_large?,
            least_months: least_months?,
            layoffs_most: most?,
            few: few?,
            few_layoffs_most: few_most?,
        })
    }
}

/// The refund of the year.
#[derive(Clone, Debug)]
pub(crate) struct PremiumRefundRules {
    refund: Option<In<PremiumRefund>>,
}

impl super::Benefit for PremiumRefundRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<PremiumRefund>()];

    fn resolve(year: &Year<'_>) -> Self {
        PremiumRefundRules { refund: year.first.find() }
    }
}

/// The refund, a grant.
pub(crate) fn assess<T: Trace>(rules: &PremiumRefundRules, profile: &Profile, large: bool, trace: &mut T) -> Money {
    let (Some(In { measure, rule }), Some(facts)) = (&rules.refund, &profile.social_insurance) else { return Money::ZERO };
    let SocialInsurance { premiums_last_year, months_paid, insured, laid_off, insured_as_unit, .. } = *facts;
    if premiums_last_year == Money::ZERO {
        return Money::ZERO;
    }
    let most = if insured <= rule.few { rule.few_layoffs_most } else { rule.layoffs_most };
    let failed = if !insured_as_unit {
        Some(Reason::NotInsuredAsUnit)
    } else if months_paid < rule.least_months {
        Some(Reason::MonthsPaidTooFew { months: months_paid, least: rule.least_months })
    } else if laid_off > most {
        Some(Reason::LaidOffTooMany { share: laid_off, most })
    } else {
        None
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
        return Money::ZERO;
    }
    let amount = premiums_last_year.times(if large { rule.share_large } else { rule.share });
    trace.benefit(|| Benefit { kind: BenefitKind::Grant, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    amount
}
