//! The lower rate of unemployment insurance (失业保险费率): what it saves against the rate of the regulation.

use super::Year;
use crate::base::calendar::Period;
use crate::base::names::BenefitKind;
use crate::base::slot::Subject;
use crate::base::source::{Section, rate};
use crate::facts::Profile;
use crate::law::{In, Kind, Rule};
use crate::taxes::trace::{Benefit, Trace};
use crate::{Money, Rate};

/// The rate of the regulation, and the rates in force.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnemploymentRate {
    standard: Rate,
    employer: Rate,
    employee: Rate,
}

impl Rule for UnemploymentRate {
    const DECIDES: &'static Subject = &Subject::monthly("unemployment-rate", "the rate of unemployment insurance", "失业保险费率");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (standard, employer, employee) =
            (parameters.required("standard", rate), parameters.required("employer", rate), parameters.required("employee", rate));
        Some(UnemploymentRate { standard: standard?, employer: employer?, employee: employee? })
    }
}

/// The rate of the year.
#[derive(Clone, Debug)]
pub(crate) struct UnemploymentRules {
    rate: Option<In<UnemploymentRate>>,
}

impl super::Benefit for UnemploymentRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<UnemploymentRate>()];

    fn resolve(year: &Year<'_>) -> Self {
        UnemploymentRules { rate: year.first.find() }
    }
}

/// What the lower rate saves on the payroll, both shares together; the costs hold the premiums as paid.
pub(crate) fn assess<T: Trace>(rules: &UnemploymentRules, profile: &Profile, trace: &mut T) {
    let (Some(In { measure, rule }), Some(facts)) = (&rules.rate, &profile.social_insurance) else { return };
    let amount = facts.payroll.times(rule.standard.minus(rule.employer).minus(rule.employee));
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
}
