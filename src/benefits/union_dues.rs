//! Union dues (工会经费): a share of all wages, paid by an enterprise whose staff have a trade union.
//!
//! They are no tax. They are a cost of the year and lower its income: 工会法 lets them be deducted, 企业所得税法实施条例 art. 41
//! up to the same share of the wages.

use super::Year;
use crate::Money;
use crate::Rate;
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, Form};
use crate::base::slot::Subject;
use crate::benefits::rent::income_line;
use crate::facts::Profile;
use crate::law::parameter::{parameters, rate, words};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Basis, Benefit, Formula, Step, Trace, What};

parameters! {
    pub(crate) struct UnionDues en "Dues of an enterprise whose staff have a trade union" zh "工会经费" {
        rate: Rate = rate(), en "the share of all wages" zh "占全部职工工资总额的比例";
        forms: Vec<Form> = words(&[Form::SoleProprietorship, Form::Partnership, Form::OnePersonCompany, Form::Company]),
            en "the forms that owe them"
            zh "拨缴的组织形式";
    }
}

impl Rule for UnionDues {
    const DECIDES: &'static Subject = &Subject::annual("union-dues", "union dues", "工会经费");
}

/// The dues of the year.
#[derive(Clone, Debug)]
pub(crate) struct UnionRules {
    dues: Option<RuleInForce<UnionDues>>,
}

impl super::Benefit for UnionRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<UnionDues>()];

    fn resolve(year: &Year<'_>) -> Self {
        UnionRules { dues: year.first.find() }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        profile.scale.trade_union
    }
}

/// The dues, a cost. All wages are those of the employees and, in a company, the owner's too.
pub(crate) fn assess<T: Trace>(rules: &UnionRules, profile: &Profile, form: Form, trace: &mut T) -> Money {
    if !profile.scale.trade_union {
        return Money::ZERO;
    }
    let Some(RuleInForce { measure, rule, .. }) = &rules.dues else { return Money::ZERO };
    let owner = if form.is_company() { profile.company.owner_wage } else { Money::ZERO };
    let wages = profile.costs.wages + owner;
    if !rule.forms.contains(&form) || wages == Money::ZERO {
        return Money::ZERO;
    }
    let (rate, dues) = (rule.rate, wages.times(rule.rate));
    trace.step(|| Step {
        line: income_line(form),
        period: Period::Year,
        what: What::UnionDues,
        basis: Basis::Law(*measure),
        result: dues,
        formula: Formula::Product { base: wages, rate },
    });
    trace.benefit(|| Benefit { kind: BenefitKind::Fee, measure: *measure, period: Period::Year, amount: dues, due: None, worth: None });
    dues
}
