//! The lower rate of unemployment insurance (失业保险费率): what it saves against the rate of the regulation.

use super::Year;
use crate::base::dates::Period;
use crate::base::names::{AfterEnd, BenefitKind};
use crate::base::slot::Subject;
use crate::facts::Profile;
use crate::law::parameter::{all, parameters, rate, word};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Assumption, Benefit, Trace};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct UnemploymentRate en "The lower rate of unemployment insurance" zh "阶段性降低失业保险费率" {
        standard: Rate = rate(), en "the rate of the regulation" zh "条例规定的费率";
        employer: Rate = rate(), en "the employer's rate" zh "单位费率";
        employee: Rate = rate(), en "the employee's rate" zh "个人费率";
        after_end: AfterEnd = word(all()), en "what is known of the time after it" zh "期满之后";
    }
}

impl Rule for UnemploymentRate {
    const DECIDES: &'static Subject = &Subject::monthly("unemployment-rate", "the rate of unemployment insurance", "失业保险费率");
}

/// The rate of the year.
#[derive(Clone, Debug)]
pub(crate) struct UnemploymentRules {
    rate: Option<RuleInForce<UnemploymentRate>>,
    /// None is in force, and whether it was prolonged is not known.
    not_known: bool,
}

impl super::Benefit for UnemploymentRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<UnemploymentRate>()];

    fn resolve(year: &Year<'_>) -> Self {
        let not_known = year.first.ended::<UnemploymentRate>().is_some_and(|last| last.after_end == AfterEnd::NotKnown);
        UnemploymentRules { rate: year.first.find(), not_known }
    }

    /// It moves no money of the year: what it comes to is only told.
    #[inline]
    fn moves_money(_: &Profile) -> bool {
        false
    }
}

impl UnemploymentRules {
    /// The employer's and the employee's rate; none where they are not known, which is said.
    pub(crate) fn rates<T: Trace>(&self, year: i32, trace: &mut T) -> (Rate, Rate) {
        match &self.rate {
            Some(rate) => {
                rate.standing_in().into_iter().for_each(|measure| trace.relies_on(measure));
                (rate.rule.employer, rate.rule.employee)
            }
            None => {
                trace.assume(|| Assumption::UnemploymentRateNotKnown { year });
                (Rate::ZERO, Rate::ZERO)
            }
        }
    }
}

/// What the lower rate saves on the payroll, both shares together; the costs hold the premiums as paid.
pub(crate) fn assess<T: Trace>(rules: &UnemploymentRules, profile: &Profile, trace: &mut T) {
    let Some(facts) = &profile.social_insurance else { return };
    let Some(RuleInForce { measure, rule, .. }) = &rules.rate else {
        if rules.not_known && facts.payroll > Money::ZERO {
            trace.assume(|| Assumption::UnemploymentRateNotKnown { year: profile.year });
        }
        return;
    };
    let amount = facts.payroll.times(rule.standard.minus(rule.employer).minus(rule.employee));
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
}
