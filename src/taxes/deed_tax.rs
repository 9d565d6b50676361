//! Deed tax (契税) of the conversion itself.

use super::{In, Rule, Slot};
use crate::base::calendar::Period;
use crate::base::names::{BenefitKind, Form};
use crate::base::source::{Section, list, rate, word};
use crate::facts::Profile;
use crate::law::YearRules;
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
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

/// Which conversions are spared: moves within one person's hands, and those that leave the investor in control.
#[derive(Clone, Debug, PartialEq)]
struct Spared {
    /// Enterprises of the same person.
    forms: Vec<Form>,
    /// Companies in which the investor keeps more than this share.
    share_over: Rate,
}

impl Spared {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (forms, share_over) = (parameters.required("forms", list(word)), parameters.required("share_over", rate));
        Some(Spared { forms: forms?, share_over: share_over? })
    }

    /// Why a conversion is not spared; `None` when it is.
    fn refuses(&self, form: Form, share: Rate) -> Option<Reason> {
        if self.forms.contains(&form) || form == Form::Company && share > self.share_over {
            None
        } else if form == Form::Company {
            Some(Reason::InvestorShareTooSmall { share, over: self.share_over })
        } else {
            Some(Reason::NotOfThisForm)
        }
    }
}

/// Deed tax is spared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeedTaxExemption {
    spared: Spared,
}

impl Rule for DeedTaxExemption {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(DeedTaxExemption { spared: Spared::read(parameters)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::DeedTaxExemption]
    }
}

/// Stamp duty on the deeds that move land and houses is spared (产权转移书据免征印花税).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ConversionDeedExemption {
    spared: Spared,
}

impl Rule for ConversionDeedExemption {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(ConversionDeedExemption { spared: Spared::read(parameters)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::ConversionDeedExemption]
    }
}

impl ConversionDeedExemption {
    pub(crate) fn refuses(&self, form: Form, share: Rate) -> Option<Reason> {
        self.spared.refuses(form, share)
    }
}

/// Whether deed tax may be payable on what a conversion moves: nothing spares it.
pub(crate) fn may_be_payable(rules: &YearRules, profile: &Profile, form: Form) -> bool {
    let spared = |In { rule, .. }: &In<DeedTaxExemption>| rule.spared.refuses(form, profile.conversion.investor_share).is_none();
    profile.conversion.property_moved > Money::ZERO && !rules.deed_tax_exemption.as_ref().is_some_and(spared)
}

/// Deed tax of the conversion: what is payable after the exemption.
pub(crate) fn assess<T: Trace>(rules: &YearRules, profile: &Profile, form: Form, trace: &mut T) -> Money {
    let Some(law) = &rules.deed_tax else { return Money::ZERO };
    let due = profile.conversion.property_moved.times(law.rule.rate);
    if due == Money::ZERO {
        return Money::ZERO;
    }
    if let Some(In { measure, rule }) = &rules.deed_tax_exemption {
        match rule.spared.refuses(form, profile.conversion.investor_share) {
            None => {
                let kind = BenefitKind::Relief;
                trace.benefit(|| Benefit { kind, measure: *measure, period: Period::Year, amount: due, due: None, worth: None });
                return Money::ZERO;
            }
            Some(reason) => trace.refuse(|| Refusal { line: None, measure: *measure, reason }),
        }
    }
    trace.benefit(|| Benefit { kind: BenefitKind::Cost, measure: law.measure, period: Period::Year, amount: due, due: None, worth: None });
    due
}
