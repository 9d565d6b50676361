//! What has no amount of its own: guarantees, toll-free vehicles, rediscounted bills, and charges that are not levied.

use super::Year;
use crate::base::calendar::Period;
use crate::base::names::{BenefitKind, Entitled};
use crate::base::slot::{Part, Subject};
use crate::base::source::{Section, amount, count, rate, word};
use crate::base::words::Table;
use crate::facts::Profile;
use crate::law::{In, Kind, Rule};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

/// Open to who stays within a limit: an amount, or a length.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entitlement {
    entitled: Entitled,
    most: Option<Money>,
    most_length: Option<u32>,
}

impl Rule for Entitlement {
    const DECIDES: &'static Subject = &Subject::annual("entitlement", "entitlement", "资格");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let entitled = parameters.required("entitled", word);
        let (most, most_length) = (parameters.optional("most", amount), parameters.optional("most_length", count(10_000, &["厘米"])));
        Some(Entitlement { entitled: entitled?, most, most_length })
    }
    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.entitled)]
    }
}

/// Entitlements of the year.
#[derive(Clone, Debug)]
pub(crate) struct EntitlementRules {
    entitled: Table<Entitled, Option<In<Entitlement>>, 3>,
    late_charge: Option<In<LateChargeWaiver>>,
}

impl super::Benefit for EntitlementRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<Entitlement>(), Kind::of::<LateChargeWaiver>()];

    fn resolve(year: &Year<'_>) -> Self {
        EntitlementRules { entitled: year.first.table(), late_charge: year.first.find() }
    }
}

/// What the profile asks for: entitled, or why not.
pub(crate) fn assess<T: Trace>(rules: &EntitlementRules, profile: &Profile, trace: &mut T) {
    for claim in &profile.entitlements {
        let Some(In { measure, rule }) = &rules.entitled[claim.entitled] else { continue };
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

/// The late charge on electricity (电费违约金) is not levied where arrears are cleared in time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LateChargeWaiver {
    residential_a_day: Rate,
    other_a_day: Rate,
    least: Money,
    clear_within: u32,
    /// Months after that in which they may still be cleared.
    grace: u32,
}

impl Rule for LateChargeWaiver {
    const DECIDES: &'static Subject = &Subject::annual("late-charge-waiver", "late charges on electricity", "电费违约金");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (residential, other) = (parameters.required("residential_a_day", rate), parameters.required("other_a_day", rate));
        let least = parameters.required("least", amount);
        let (within, grace) =
            (parameters.required("clear_within", count(60, &["个月"])), parameters.required("grace", count(60, &["个月"])));
        Some(LateChargeWaiver { residential_a_day: residential?, other_a_day: other?, least: least?, clear_within: within?, grace: grace? })
    }
}

/// The late charge that is spared.
pub(crate) fn late_charge<T: Trace>(rules: &EntitlementRules, profile: &Profile, trace: &mut T) {
    let (Some(In { measure, rule }), Some(bill)) = (&rules.late_charge, &profile.electricity) else { return };
    let within = rule.clear_within.saturating_add(rule.grace);
    if bill.months_to_clear > within {
        let months = bill.months_to_clear;
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::ClearedTooLate { months, within } });
        return;
    }
    let a_day = if bill.residential { rule.residential_a_day } else { rule.other_a_day };
    let amount = bill.arrears.times_whole(i64::from(bill.days)).times(a_day).max(rule.least);
    trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount, due: None, worth: None });
}
