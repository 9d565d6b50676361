//! Deed tax (契税) of the conversion itself.

use super::OwnLine;
use crate::base::calendar::Period;
use crate::base::error::Error;
use crate::base::names::{BenefitKind, Form};
use crate::base::slot::Subject;
use crate::base::source::{Section, list, rate, word};
use crate::facts::Profile;
use crate::law::{Day, In, Kind, NoRules, Resolve, Rule};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

/// Deed tax (契税) on what moves into the new enterprise, and who is spared it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeedTax {
    rate: Rate,
}

impl Rule for DeedTax {
    const DECIDES: &'static Subject = &Subject::annual("deed-tax", "deed tax", "契税");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(DeedTax { rate: parameters.required("rate", rate)? })
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
    const DECIDES: &'static Subject = &Subject::annual("deed-tax-exemption", "deed tax exemption", "契税免征");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(DeedTaxExemption { spared: Spared::read(parameters)? })
    }
}

/// Stamp duty on the deeds that move land and houses is spared (产权转移书据免征印花税).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ConversionDeedExemption {
    spared: Spared,
}

impl Rule for ConversionDeedExemption {
    const DECIDES: &'static Subject =
        &Subject::monthly("conversion-deed-exemption", "stamp duty on deeds of a conversion", "转企产权转移书据免征印花税");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(ConversionDeedExemption { spared: Spared::read(parameters)? })
    }
}

impl ConversionDeedExemption {
    pub(crate) fn refuses(&self, form: Form, share: Rate) -> Option<Reason> {
        self.spared.refuses(form, share)
    }
}

/// Deed tax of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    law: Option<In<DeedTax>>,
    exemption: Option<In<DeedTaxExemption>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { law: day.find(), exemption: day.find() })
    }
}

/// Deed tax of a conversion: it is paid once and stands beside the lines of the year.
pub(crate) struct OfConversion;

impl super::Tax for OfConversion {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<DeedTax>(), Kind::of::<DeedTaxExemption>()];
}

/// Deed tax of the conversion: what is payable after the exemption.
pub(crate) fn assess<T: Trace>(rules: &YearRules, profile: &Profile, form: Form, trace: &mut T) -> Money {
    let Some(law) = &rules.law else { return Money::ZERO };
    let due = profile.conversion.property_moved.times(law.rule.rate);
    if due == Money::ZERO {
        return Money::ZERO;
    }
    if let Some(In { measure, rule }) = &rules.exemption {
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
