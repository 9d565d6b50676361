//! Refund of unemployment premiums (稳岗返还), a grant.

use super::Year;
use super::size::{Size, counted_small};
use crate::base::dates::Period;
use crate::base::names::{AfterEnd, BenefitKind, Form};
use crate::base::slot::Subject;
use crate::facts::{Profile, SocialInsurance};
use crate::law::parameter::{all, count, parameters, rate, word};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Assumption, Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct PremiumRefund en "Part of last year's unemployment premiums comes back to who keeps its staff" zh "失业保险稳岗返还" {
        share: Rate = rate(), en "the share that comes back" zh "返还比例";
        share_large: Rate = rate(), en "the share for a large enterprise" zh "大型企业返还比例";
        least_months: u32 = count(120, &["个月"]), en "the least months paid" zh "至少缴费月数";
        layoffs_most: Rate = rate(), en "the highest share of staff laid off" zh "裁员率上限";
        few: u32 = count(10_000, &["人"]), en "up to so many insured, another limit on layoffs holds" zh "参保人数不超过此数的，适用另一上限";
        few_layoffs_most: Rate = rate(), en "that limit" zh "该类单位的裁员率上限";
        after_end: AfterEnd = word(all()), en "what is known of the time after it" zh "期满之后";
        counted_small: Vec<Form> = counted_small(), en "the forms that count as small whatever their size" zh "不论规模均视为小微的组织形式";
    }
}

impl Rule for PremiumRefund {
    const DECIDES: &'static Subject = &Subject::annual("premium-refund", "premium refunds", "稳岗返还");
}

/// The refund of the year.
#[derive(Clone, Debug)]
pub(crate) struct PremiumRefundRules {
    refund: Option<RuleInForce<PremiumRefund>>,
    /// None is in force, and what the rule was is not known: it was prolonged year by year, or its first years were not found.
    not_known: bool,
}

impl super::Benefit for PremiumRefundRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<PremiumRefund>()];

    fn resolve(year: &Year<'_>) -> Self {
        let refund = year.first.find();
        let ended = year.first.ended::<PremiumRefund>().is_some_and(|last| last.after_end == AfterEnd::Ended);
        PremiumRefundRules { not_known: refund.is_none() && !ended, refund }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        profile.social_insurance.is_some()
    }
}

/// The refund, a grant.
pub(crate) fn assess<T: Trace>(rules: &PremiumRefundRules, profile: &Profile, size: Size, trace: &mut T) -> Money {
    let Some(facts) = &profile.social_insurance else { return Money::ZERO };
    let Some(RuleInForce { measure, rule, .. }) = &rules.refund else {
        if rules.not_known && facts.premiums_last_year > Money::ZERO {
            trace.assume(|| Assumption::PremiumRefundNotKnown { year: profile.year });
        }
        return Money::ZERO;
    };
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
    let amount = premiums_last_year.times(if size.is_large(&rule.counted_small) { rule.share_large } else { rule.share });
    trace.benefit(|| Benefit { kind: BenefitKind::Grant, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    amount
}
