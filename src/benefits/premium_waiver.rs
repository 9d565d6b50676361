//! The employer's share of social insurance that was waived (阶段性减免社会保险费): it is never paid.

use super::Year;
use super::size::{Size, counted_small};
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, Form};
use crate::base::slot::Subject;
use crate::facts::Profile;
use crate::law::parameter::{months, parameters, rate};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Month, Rate};

parameters! {
    pub(crate) struct PremiumWaiver en "The employer's share of pension, unemployment and injury insurance is not levied" zh "免征单位社会保险费" {
        months: Vec<Month> = months(), en "the months" zh "免征月份";
        large_months: Vec<Month> = months(), en "the months of a large enterprise" zh "大型企业减征月份";
        large_share: Rate = rate(), en "the share that is not levied of a large enterprise" zh "大型企业减征比例";
        counted_small: Vec<Form> = counted_small(), en "the forms that count as small whatever their size" zh "不论规模均视为小微的组织形式";
    }
}

impl Rule for PremiumWaiver {
    const DECIDES: &'static Subject = &Subject::annual("premium-waiver", "premium waivers", "社保免征");
}

/// The waiver of the year.
#[derive(Clone, Debug)]
pub(crate) struct WaiverRules {
    waiver: Option<RuleInForce<PremiumWaiver>>,
}

impl super::Benefit for WaiverRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<PremiumWaiver>()];

    fn resolve(year: &Year<'_>) -> Self {
        WaiverRules { waiver: year.first.find() }
    }

    /// It moves no money of the year: what it comes to is only told.
    #[inline]
    fn moves_money(_: &Profile) -> bool {
        false
    }
}

/// What is not levied in the year.
pub(crate) fn assess<T: Trace>(rules: &WaiverRules, profile: &Profile, size: Size, trace: &mut T) {
    let (Some(RuleInForce { measure, rule, .. }), Some(facts)) = (&rules.waiver, &profile.social_insurance) else { return };
    if !facts.insured_as_unit {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::NotInsuredAsUnit });
        return;
    }
    let monthly = facts.pension + facts.unemployment + facts.injury;
    let amount = match size.is_large(&rule.counted_small) {
        true => rule.large_months.iter().map(|_| monthly).sum::<Money>().times(rule.large_share),
        false => rule.months.iter().map(|_| monthly).sum(),
    };
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
}
