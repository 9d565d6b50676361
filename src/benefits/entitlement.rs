//! What has no amount of its own: guarantees, toll-free vehicles, rediscounted bills, and charges that are not levied.

use super::Year;
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, Entitled};
use crate::base::slot::{Part, Subject};
use crate::base::words::Table;
use crate::facts::Profile;
use crate::law::parameter::{all, amount, count, optional, parameters, rate, word};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct Entitlement en "What one may be entitled to without an amount of its own" zh "可以享受的事项" {
        entitled: Entitled = word(all()), en "what it is" zh "事项";
        most: Option<Money> = optional(amount()), en "the highest amount" zh "金额上限";
        most_length: Option<u32> = optional(count(10_000, &["厘米"])), en "the greatest length" zh "长度上限";
    }
}

impl Rule for Entitlement {
    const DECIDES: &'static Subject = &Subject::annual("entitlement", "entitlement", "资格");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.entitled)]
    }
}

/// Entitlements of the year.
#[derive(Clone, Debug)]
pub(crate) struct EntitlementRules {
    entitled: Table<Entitled, Option<RuleInForce<Entitlement>>, 3>,
    late_charge: Option<RuleInForce<LateChargeWaiver>>,
}

impl super::Benefit for EntitlementRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<Entitlement>(), Kind::of::<LateChargeWaiver>()];

    fn resolve(year: &Year<'_>) -> Self {
        EntitlementRules { entitled: year.first.table(), late_charge: year.first.find() }
    }

    /// It moves no money of the year: what it comes to is only told.
    #[inline]
    fn moves_money(_: &Profile) -> bool {
        false
    }
}

/// What the profile asks for: entitled, or why not.
pub(crate) fn assess<T: Trace>(rules: &EntitlementRules, profile: &Profile, trace: &mut T) {
    for claim in &profile.entitlements {
        let Some(RuleInForce { measure, rule, .. }) = &rules.entitled[claim.entitled] else { continue };
        let over = rule.most.filter(|most| claim.amount > *most).map(|most| Reason::AmountOver { amount: claim.amount, most });
        let long = rule.most_length.filter(|most| claim.length > *most).map(|most| Reason::TooLong { length: claim.length, most });
        match over.or(long) {
            Some(reason) => trace.refuse(|| Refusal { line: None, measure: *measure, reason }),
            None => trace.benefit(|| Benefit {
                kind: BenefitKind::Entitlement,
                measure: *measure,
                period: Period::Year,
                amount: Money::ZERO,
                due: None,
                worth: None,
            }),
        }
    }
}

parameters! {
    pub(crate) struct LateChargeWaiver en "The late charge on electricity is not levied where arrears are cleared in time" zh "免收电费违约金" {
        residential_a_day: Rate = rate(), en "the charge a day on residential arrears" zh "居民欠费每日比例";
        other_a_day: Rate = rate(), en "the charge a day on other arrears" zh "其他欠费每日比例";
        other_carried_over_a_day: Rate = rate(),
            en "the charge a day on other arrears, once the year in which they arose has ended"
            zh "其他欠费跨年度后每日比例";
        least: Money = amount(), en "the least charge" zh "最低违约金";
        clear_within: u32 = count(60, &["个月"]), en "months in which arrears are to be cleared" zh "结清期限";
        grace: u32 = count(60, &["个月"]), en "months after that in which they may still be cleared" zh "宽限期";
    }
}

impl Rule for LateChargeWaiver {
    const DECIDES: &'static Subject = &Subject::annual("late-charge-waiver", "late charges on electricity", "电费违约金");
}

/// The late charge that is spared.
pub(crate) fn late_charge<T: Trace>(rules: &EntitlementRules, profile: &Profile, trace: &mut T) {
    let (Some(RuleInForce { measure, rule, .. }), Some(bill)) = (&rules.late_charge, &profile.electricity) else { return };
    let within = rule.clear_within.saturating_add(rule.grace);
    if bill.months_to_clear > within {
        let months = bill.months_to_clear;
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::ClearedTooLate { months, within } });
        return;
    }
    let of_days = |days: u32, a_day: Rate| bill.arrears.times_whole(i64::from(days)).exactly_times(a_day);
    let after_the_year = bill.days_after_the_year.min(bill.days);
    let in_the_year = bill.days.saturating_sub(after_the_year);
    let exact = match bill.residential {
        true => of_days(bill.days, rule.residential_a_day),
        false => of_days(in_the_year, rule.other_a_day).plus(of_days(after_the_year, rule.other_carried_over_a_day)),
    };
    let amount = exact.round_half_up().max(rule.least);
    trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount, due: None, worth: None });
}
