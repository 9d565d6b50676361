//! Union dues (工会经费): a share of all wages, paid by an enterprise whose staff have a trade union.
//!
//! They are no tax. They are a cost of the year and lower its income: 工会法 lets them be deducted, 企业所得税法实施条例 art. 41
//! up to the same share of the wages.

use super::Year;
use crate::Money;
use crate::Rate;
use crate::base::dates::Period;
use crate::base::names::{AfterEnd, BenefitKind, Form};
use crate::base::slot::Subject;
use crate::benefits::rent::income_line;
use crate::facts::Profile;
use crate::law::parameter::{all, amount, parameters, rate, word, words};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Assumption, Basis, Benefit, Formula, Reason, Refusal, Step, Trace, What};

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

parameters! {
    pub(crate) struct UnionDuesRefund
        en "Small dues that are passed on to the higher union come back to the enterprise's own" zh "小额缴费工会经费全额返还"
    {
        passed_on: Rate = rate(), en "the share of the dues that is passed on" zh "上缴上级工会的比例";
        below: Money = amount(), en "what is passed on in a year comes back where it is less than this" zh "全年上缴额低于此数的返还";
        after_end: AfterEnd = word(all()), en "what is known of the time after it" zh "期满之后";
    }
}

impl Rule for UnionDuesRefund {
    const DECIDES: &'static Subject = &Subject::annual("union-dues-refund", "refunds of small union dues", "小额缴费工会经费返还");
}

/// The dues of the year, and what of them comes back.
#[derive(Clone, Debug)]
pub(crate) struct UnionRules {
    dues: Option<RuleInForce<UnionDues>>,
    refund: Option<RuleInForce<UnionDuesRefund>>,
    /// None is in force, and whether it was prolonged is not known.
    refund_not_known: bool,
}

impl super::Benefit for UnionRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<UnionDues>(), Kind::of::<UnionDuesRefund>()];

    fn resolve(year: &Year<'_>) -> Self {
        let refund_not_known = year.first.ended::<UnionDuesRefund>().is_some_and(|last| last.after_end == AfterEnd::NotKnown);
        UnionRules { dues: year.first.find(), refund: year.first.find(), refund_not_known }
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
    refund(rules, profile, dues, trace);
    dues
}

/// What comes back is the union's and no money of the business: it is told.
fn refund<T: Trace>(rules: &UnionRules, profile: &Profile, dues: Money, trace: &mut T) {
    let Some(RuleInForce { measure, rule, .. }) = &rules.refund else {
        if rules.refund_not_known {
            trace.assume(|| Assumption::UnionRefundNotKnown { year: profile.year });
        }
        return;
    };
    let (kind, amount, limit) = (BenefitKind::Entitlement, dues.times(rule.passed_on), rule.below);
    if amount < limit {
        trace.benefit(|| Benefit { kind, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    } else {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::NotLessThan { amount, limit } });
    }
}
