//! Individual income tax on business income (经营所得): brackets, deductions, losses, and the halving.

use super::brackets::Brackets;
use super::{In, Rule, Slot};
use crate::base::calendar::Period;
use crate::law::problem::LawProblem;
use crate::base::money::Ratio;
use crate::base::names::{Form, Line, Who};
use crate::base::source::{Section, amount, count, list, rate, word};
use crate::facts::{Loss, Person};
use crate::law::YearRules;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

/// The table on business income of a year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IitBusiness {
    pub(crate) brackets: Brackets,
}

impl Rule for IitBusiness {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(IitBusiness { brackets: Brackets::read(parameters)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::IitBusiness]
    }
}

/// The basic deduction of a person (减除费用), a year.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BasicDeduction {
    pub(crate) year: Money,
}

impl Rule for BasicDeduction {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(BasicDeduction { year: parameters.required("year", amount)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::BasicDeduction]
    }
}

/// For how many years a loss may be carried forward (亏损结转年限).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LossYears {
    tax: Line,
    pub(crate) years: u32,
}

impl Rule for LossYears {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let tax = parameters.required("tax", word);
        if let Some(tax) = tax.filter(|tax| !matches!(tax, Line::IitBusiness | Line::Cit)) {
            parameters.report_at(LawProblem::NotAnFeeOrTax { line: tax }, parameters.at("tax"));
        }
        let years = parameters.required("years", count(20, &["年"]));
        Some(LossYears { tax: tax?, years: years? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::LossYears(self.tax)]
    }
}

/// The tax on the slice of income up to a cap is reduced (不超过……部分，减半征收).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReduceBusinessIit {
    pub(crate) income_up_to: Money,
    pub(crate) reduction: Rate,
    who: Vec<Who>,
}

impl Rule for ReduceBusinessIit {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (cap, reduction) = (parameters.required("income_up_to", amount), parameters.required("reduction", rate));
        let who = parameters.required("who", list(word));
        Some(ReduceBusinessIit { income_up_to: cap?, reduction: reduction?, who: who? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::ReduceBusinessIit]
    }
}

impl ReduceBusinessIit {
    /// 减免税额 = (应纳税所得额不超过限额部分的应纳税额 − 其他政策减免税额 × 该部分 ÷ 应纳税所得额) × 减征比例.
    fn relief(&self, brackets: &Brackets, taxable: Money, other: Money) -> Money {
        let slice = taxable.min(self.income_up_to);
        let other_share = Ratio::from(other).times_whole(slice.fen()).divided_by(taxable.fen().max(1));
        brackets.exactly(slice).minus(other_share).times(self.reduction).round_half_up().at_least_zero()
    }

    fn formula(&self, brackets: &Brackets, taxable: Money, other: Money) -> Formula {
        let slice = taxable.min(self.income_up_to);
        Formula::HalfOfSlice { tax: brackets.tax(slice), other, slice, taxable, reduction: self.reduction }
    }

    fn is_for(&self, form: Form) -> bool {
        self.who.iter().any(|who| matches!(who, Who::IndividualBusiness) && form == Form::IndividualBusiness)
    }
}

/// Uses losses of earlier years against this year's profit, oldest first; what is too old is refused.
pub(crate) fn use_losses<T: Trace>(rule: &In<LossYears>, line: Line, year: i32, profit: Money, losses: &[Loss], trace: &mut T) -> Money {
    let mut left = profit.at_least_zero();
    for loss in losses {
        let years = rule.rule.years;
        if year.saturating_sub(loss.year) > i32::try_from(years).unwrap_or(i32::MAX) {
            trace.refuse(|| Refusal {
                line: Some(line),
                measure: rule.measure,
                reason: Reason::LossTooOld { year: loss.year, amount: loss.amount, years },
            });
            continue;
        }
        left -= loss.amount.min(left);
    }
    let used = profit.at_least_zero() - left;
    if used > Money::ZERO {
        trace.step(|| Step {
            line,
            period: Period::Year,
            what: What::LossUsed,
            measure: Some(rule.measure),
            result: used,
            formula: Formula::Less { from: profit, less: left },
        });
    }
    used
}

/// Assesses one person's business income: `income` after losses, before personal deductions, which assessed collection
/// does not have.
pub(crate) fn assess<T: Trace>(
    rules: &YearRules,
    income: Money,
    assessed: bool,
    person: &Person,
    form: Form,
    lines: &mut Lines,
    trace: &mut T,
) {
    let (line, period) = (Line::IitBusiness, Period::Year);
    let basic = &rules.basic_deduction;
    let deduction = if assessed {
        trace.refuse(|| Refusal { line: Some(line), measure: basic.measure, reason: Reason::AssessedCollection });
        Money::ZERO
    } else if person.comprehensive_income == Money::ZERO {
        let all = basic.rule.year + person.deductions;
        trace.step(|| Step {
            line,
            period,
            what: What::PersonalDeduction,
            measure: Some(basic.measure),
            result: all,
            formula: Formula::Sum { first: basic.rule.year, second: person.deductions },
        });
        all
    } else {
        trace.refuse(|| Refusal {
            line: Some(line),
            measure: basic.measure,
            reason: Reason::HasComprehensiveIncome { income: person.comprehensive_income },
        });
        Money::ZERO
    };
    let taxable = (income - deduction).at_least_zero();
    let table = &rules.iit_business;
    let bracket = table.rule.brackets.of(taxable);
    let mut tax = Tax { due: bracket.tax(taxable), relief: Money::ZERO };
    trace.step(|| Step {
        line,
        period,
        what: What::Taxable,
        measure: None,
        result: taxable,
        formula: Formula::Less { from: income, less: deduction },
    });
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        measure: Some(table.measure),
        result: tax.due,
        formula: Formula::Bracket { base: taxable, rate: bracket.rate, quick: bracket.quick },
    });
    let other = person.other_relief.min(tax.due);
    trace.chose(Some(table.measure), || i64::from(tax.due > person.other_relief));
    if other > Money::ZERO {
        trace.step(|| Step { line, period, what: What::OtherRelief, measure: None, result: other, formula: Formula::Given });
        tax.relief += other;
    }
    if let Some(halving) = &rules.reduce_iit {
        let measure = halving.measure;
        if !halving.rule.is_for(form) {
            trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::NotOfThisForm });
        } else if taxable > Money::ZERO {
            let brackets = &table.rule.brackets;
            let relief = halving.rule.relief(brackets, taxable, other).min(tax.payable());
            trace.step(|| Step {
                line,
                period,
                what: What::BusinessHalved,
                measure: Some(measure),
                result: relief,
                formula: halving.rule.formula(brackets, taxable, other),
            });
            tax.relief += relief;
            let cap = halving.rule.income_up_to;
            if taxable > cap {
                trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::IncomeOverCap { income: taxable, cap } });
            }
        }
    }
    lines[line].add(tax.due, tax.relief);
}
