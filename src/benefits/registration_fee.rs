//! Fees for registering real estate (不动产登记费).

use super::Year;
use super::size::{Size, counted_small};
use crate::Money;
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, Form};
use crate::base::slot::Subject;
use crate::facts::Profile;
use crate::law::parameter::{amount, parameters};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};

parameters! {
    pub(crate) struct RegistrationFee en "Fees for registering real estate, waived for small businesses" zh "不动产登记费" {
        residential: Money = amount(), en "the fee of a dwelling" zh "住宅类收费标准";
        other: Money = amount(), en "the fee of other premises" zh "非住宅类收费标准";
        extra_certificate: Money = amount(), en "the fee of each further certificate" zh "每增加一本证书的工本费";
        counted_small: Vec<Form> = counted_small(), en "the forms that count as small whatever their size" zh "不论规模均视为小微的组织形式";
    }
}

impl Rule for RegistrationFee {
    const DECIDES: &'static Subject = &Subject::annual("registration-fee", "registration fees", "不动产登记费");
}

/// The fees of the year.
#[derive(Clone, Debug)]
pub(crate) struct RegistrationRules {
    fee: Option<RuleInForce<RegistrationFee>>,
}

impl super::Benefit for RegistrationRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<RegistrationFee>()];

    fn resolve(year: &Year<'_>) -> Self {
        RegistrationRules { fee: year.first.find() }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        !profile.registrations.is_empty()
    }
}

/// The fee and what is waived of it: a cost that only a medium or large enterprise bears.
pub(crate) fn assess<T: Trace>(rules: &RegistrationRules, profile: &Profile, size: Size, trace: &mut T) -> Money {
    let Some(RuleInForce { measure, rule, .. }) = &rules.fee else { return Money::ZERO };
    let fee: Money = profile
        .registrations
        .iter()
        .map(|unit| {
            let base = if unit.residential { rule.residential } else { rule.other };
            base + rule.extra_certificate.times_whole(i64::from(unit.extra_certificates))
        })
        .sum();
    if fee == Money::ZERO {
        return Money::ZERO;
    }
    if !size.is_small(&rule.counted_small) {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::NotSmall });
        return fee;
    }
    trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount: fee, due: None, worth: None });
    Money::ZERO
}
