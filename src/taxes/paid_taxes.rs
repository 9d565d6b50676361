//! Taxes that are given and not computed: vehicle and vessel tax (车船税), environmental protection tax (环境保护税), tobacco leaf tax
//! (烟叶税), land appreciation tax (土地增值税). They are deducted from income, and a part of the burden.
//!
//! Of land appreciation tax on what moves in a conversion one relief is known: an enterprise that is no company becomes one.

use super::{OnFacts, OwnLine, Rules, Taxpayer};
use crate::Money;
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::{EquipmentClass, Form, Line, PaidTax};
use crate::base::slot::Subject;
use crate::facts::Profile;
use crate::law::parameter::{parameters, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::Lines;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};

parameters! {
    pub(crate) struct LandAppreciationExemption
        en "Land appreciation tax is not levied where an enterprise is turned into a company as a whole"
        zh "企业整体改制暂不征收土地增值税"
    {
        from: Vec<Form> = words(&[Form::SoleProprietorship, Form::Partnership, Form::OnePersonCompany, Form::Company]),
            en "the enterprises that are turned into one"
            zh "改制前的组织形式";
        forms: Vec<Form> = words(&[Form::OnePersonCompany, Form::Company]), en "what they become" zh "改制后的组织形式";
    }
}

impl Rule for LandAppreciationExemption {
    const DECIDES: &'static Subject =
        &Subject::annual("land-appreciation-exemption", "land appreciation tax of a conversion", "改制重组土地增值税");
}

/// The relief of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    exemption: Option<RuleInForce<LandAppreciationExemption>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { exemption: day.find() })
    }
}

/// The taxes that are given.
pub(crate) struct PaidTaxes;

impl super::Tax for PaidTaxes {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[
        OwnLine::new(Line::VehicleVessel),
        OwnLine::new(Line::Environmental),
        OwnLine::new(Line::TobaccoLeaf),
        OwnLine::new(Line::LandAppreciation),
    ];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<LandAppreciationExemption>()];

    fn not_counted(_: &Rules, profile: &Profile, _: Form, say: &mut dyn FnMut(NotCounted)) {
        let bought = profile.equipment.iter().any(|bought| bought.class == EquipmentClass::Vehicle);
        if bought && !profile.paid_taxes.iter().any(|paid| paid.tax == PaidTax::VehicleVessel) {
            say(NotCounted::VehicleTax);
        }
    }
}

fn line_of(tax: PaidTax) -> Line {
    match tax {
        PaidTax::VehicleVessel => Line::VehicleVessel,
        PaidTax::Environmental => Line::Environmental,
        PaidTax::TobaccoLeaf => Line::TobaccoLeaf,
        PaidTax::LandAppreciation => Line::LandAppreciation,
    }
}

fn given(line: Line, period: Period, result: Money) -> Step {
    Step { line, period, what: What::Due, basis: Basis::Given, result, formula: Formula::Given }
}

impl OnFacts for PaidTaxes {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.paid_taxes.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for paid in &payer.profile.paid_taxes {
            let line = line_of(paid.tax);
            trace.step(|| given(line, paid.period, paid.amount));
            lines[line].add(paid.amount, Money::ZERO);
        }
    }
}

/// Land appreciation tax on what moves into the new enterprise: it is the tax of who gives it up, and lowers no income of the new one.
#[cold]
pub(crate) fn on_conversion<T: Trace>(rules: &Rules, profile: &Profile, form: Form, lines: &mut Lines, trace: &mut T) {
    let (line, due, period) = (Line::LandAppreciation, profile.conversion.land_appreciation, Period::Year);
    trace.step(|| given(line, period, due));
    let mut relief = Money::ZERO;
    if let Some(RuleInForce { measure, rule, .. }) = &rules.annual.paid_taxes.exemption {
        if rule.from.contains(&profile.form) && rule.forms.contains(&form) {
            relief = due;
            let (what, formula) = (What::ConversionSpared, Formula::AllOf { amount: due });
            trace.step(|| Step { line, period, what, basis: Basis::Law(*measure), result: relief, formula });
        } else {
            trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::NotOfThisForm });
        }
    }
    lines[line].add(due, relief);
}
