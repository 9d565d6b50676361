//! Deed tax (契税) of the conversion itself.

use super::{In, Rule, Slot};
use crate::calendar::Period;
use crate::facts::Profile;
use crate::names::{BenefitKind, Form};
use crate::policy::YearRules;
use crate::source::{Section, list, rate, word};
use crate::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

/// Deed tax (契税) on what moves into the new enterprise, and who is spared it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeedTax {
    rate: Rate,
}

impl Rule for DeedTax {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(DeedTax { rate: parameters.required("rate", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::DeedTax]
    }
}

/// Moves within one person's hands, and conversions that leave the investor in control, bear no deed tax.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeedTaxExemption {
    /// Enterprises of the same person.
    forms: Vec<Form>,
    /// Companies in which the investor keeps more than this share.
    share_over: Rate,
}

impl Rule for DeedTaxExemption {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (forms, share_over) = (parameters.required("forms", list(word)), parameters.required("share_over", rate));
        Some(DeedTaxExemption { forms: forms?, share_over: share_over? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::DeedTaxExemption]
    }
}

/// Deed tax of the conversion: what is payable after the exemption.
pub(crate) fn assess<T: Trace>(rules: &YearRules, profile: &Profile, form: Form, trace: &mut T) -> Money {
    let Some(law) = &rules.deed_tax else { return Money::ZERO };
    let due = profile.conversion.property_moved.times(law.rule.rate);
    if due == Money::ZERO {
        return Money::ZERO;
    }
    if let Some(In { measure, rule }) = &rules.deed_tax_exemption {
        let share = profile.conversion.investor_share;
        if rule.forms.contains(&form) || form == Form::Company && share > rule.share_over {
            trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount: due, due: None });
            return Money::ZERO;
        }
        let reason =
            if form == Form::Company { Reason::InvestorShareTooSmall { share, over: rule.share_over } } else { Reason::NotOfThisForm };
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
    }
    trace.benefit(|| Benefit { kind: BenefitKind::Cost, measure: law.measure, period: Period::Year, amount: due, due: None });
    due
}
