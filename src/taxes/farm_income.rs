//! Income from planting, breeding, raising and fishing (种植业、养殖业、饲养业、捕捞业), which income tax leaves out, in part or whole.

use crate::base::dates::Period;
use crate::base::names::{Form, Line};
use crate::base::slot::{Part, Subject};
use crate::facts::Farming;
use crate::law::parameter::{all, or, parameters, rate, words};
use crate::law::{Rule, RuleInForce};
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct FarmIncome en "Income from farming that is not taxed" zh "农业所得免征、减征" {
        forms: Vec<Form> = words(all()), en "the forms it is for" zh "适用的组织形式";
        reduced: Rate = or(Rate::ONE, rate()),
            en "the share not taxed of income that an enterprise is taxed on by half; all of it where it is not given"
            zh "减半项目所得不征税的比例，不填为全部";
    }
}

impl Rule for FarmIncome {
    const DECIDES: &'static Subject = &Subject::annual("farm-income", "income from farming", "农业所得");

    fn parts(&self) -> Vec<Part> {
        self.forms.iter().map(|form| Part::of(*form)).collect()
    }
}

/// What of the income is not taxed because it is from farming: nothing of a loss.
pub(crate) fn untaxed<T: Trace>(
    rule: Option<&RuleInForce<FarmIncome>>,
    line: Line,
    farming: &Farming,
    income: Money,
    trace: &mut T,
) -> Money {
    let Some(RuleInForce { measure, rule, .. }) = rule.filter(|_| income > Money::ZERO) else {
        return Money::ZERO;
    };
    let (exempt, reduced) = (income.times(farming.exempt), income.times(farming.reduced).times(rule.reduced));
    trace.step(|| Step {
        line,
        period: Period::Year,
        what: What::FarmIncome,
        basis: Basis::Law(*measure),
        result: exempt + reduced,
        formula: Formula::Sum { first: exempt, second: reduced },
    });
    exempt + reduced
}
