//! The lower rate of unemployment insurance (失业保险费率): what it saves against the rate of the regulation.

use super::Year;
use crate::base::dates::Period;
use crate::base::names::BenefitKind;
use crate::base::slot::Subject;
use crate::facts::Profile;
use crate::law::parameter::{parameters, rate};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Trace};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct UnemploymentRate en "The lower rate of unemployment insurance" zh "阶段性降低失业保险费率" {
        standard: Rate = rate(), en "the rate of the regulation" zh "条例规定的费率";
        employer: Rate = rate(), en "the employer's rate" zh "单位费率";
        employee: Rate = rate(), en "the employee's rate" zh "个人费率";
    }
}

impl Rule for UnemploymentRate {
    const DECIDES: &'static Subject = &Subject::monthly("unemployment-rate", "the rate of unemployment insurance", "失业保险费率");
}

/// The rate of the year.
#[derive(Clone, Debug)]
pub(crate) struct UnemploymentRules {
    rate: Option<RuleInForce<UnemploymentRate>>,
}

impl super::Benefit for UnemploymentRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<UnemploymentRate>()];

    fn resolve(year: &Year<'_>) -> Self {
        UnemploymentRules { rate: year.first.find() }
    }
}

/// What the lower rate saves on the payroll, both shares together; the costs hold the premiums as paid.
pub(crate) fn assess<T: Trace>(rules: &UnemploymentRules, profile: &Profile, trace: &mut T) {
    let (Some(RuleInForce { measure, rule }), Some(facts)) = (&rules.rate, &profile.social_insurance) else { return };
    let amount = facts.payroll.times(rule.standard.minus(rule.employer).minus(rule.employee));
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
}
