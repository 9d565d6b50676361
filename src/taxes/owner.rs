//! The owner's side of a company: dividends, and the wage as comprehensive income (综合所得).

use super::OwnLine;
use super::brackets::{Brackets, brackets};
use super::business_income::BasicDeduction;
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::Line;
use crate::base::slot::Subject;
use crate::facts::{CompanyFacts, Person};
use crate::law::parameter::{parameters, rate};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::Lines;
use crate::taxes::trace::{Assumption, Basis, Formula, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct DividendRate en "Rate on interest, dividends and bonuses" zh "利息、股息、红利所得税率" {
        rate: Rate = rate(), en "the rate" zh "税率";
    }
}

impl Rule for DividendRate {
    const DECIDES: &'static Subject = &Subject::annual("dividend-rate", "the dividend rate", "股息红利税率").always();
}

parameters! {
    pub(crate) struct IitComprehensive en "Brackets of individual income tax on comprehensive income" zh "综合所得税率表" {
        brackets: Brackets = brackets(), en "the brackets; the last is open" zh "各级距，末级不设上限";
    }
}

impl Rule for IitComprehensive {
    const DECIDES: &'static Subject = &Subject::annual("iit-comprehensive", "brackets on comprehensive income", "综合所得税率表").always();
}

/// The rules that tax the owner of a company in the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    dividend_rate: RuleInForce<DividendRate>,
    table: RuleInForce<IitComprehensive>,
    /// On comprehensive income: not cut with the year by a conversion, where the owner has such income.
    pub(crate) basic_deduction: RuleInForce<BasicDeduction>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { dividend_rate: day.always()?, table: day.always()?, basic_deduction: day.always()? })
    }
}

/// Individual income tax on dividends and on the owner's wage.
pub(crate) struct Owner;

impl super::Tax for Owner {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::IitDividend).by_year(), OwnLine::new(Line::IitWage).by_year()];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<DividendRate>(), Kind::of::<IitComprehensive>()];
}

/// Tax on what is distributed of `profit` after enterprise income tax.
pub(crate) fn dividend<T: Trace>(rules: &YearRules, profit: Money, company: &CompanyFacts, lines: &mut Lines, trace: &mut T) {
    let (line, period) = (Line::IitDividend, Period::Year);
    let distributed = profit.at_least_zero().times(company.share_distributed);
    if distributed == Money::ZERO {
        return;
    }
    let due = distributed.times(rules.dividend_rate.rule.rate);
    trace.assume(|| Assumption::AllDistributed { share: company.share_distributed });
    trace.assume(|| Assumption::NoReserve);
    trace.step(|| Step {
        line,
        period,
        what: What::Distributed,
        basis: Basis::Arithmetic,
        result: distributed,
        formula: Formula::Share { amount: profit, share: company.share_distributed },
    });
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        basis: Basis::Law(rules.dividend_rate.measure),
        result: due,
        formula: Formula::Product { base: distributed, rate: rules.dividend_rate.rule.rate },
    });
    lines[line].add(due, Money::ZERO);
}

/// The tax on comprehensive income after a deduction.
pub(crate) fn comprehensive_tax(rules: &YearRules, income: Money, deduction: Money) -> Money {
    rules.table.rule.brackets.tax((income - deduction).at_least_zero())
}

/// The taxes on a person's comprehensive income without the deductions and with them.
pub(crate) fn comprehensive_taxes(rules: &YearRules, person: &Person) -> (Money, Money) {
    let tax = |deduction| comprehensive_tax(rules, person.comprehensive_income, deduction);
    (tax(Money::ZERO), tax(rules.basic_deduction.rule.year + person.deductions))
}

/// What the person pays more on comprehensive income because the deductions are taken off business income.
pub(crate) fn without_deductions<T: Trace>(rules: &YearRules, person: &Person, lines: &mut Lines, trace: &mut T) {
    let (without, with) = comprehensive_taxes(rules, person);
    let due = without - with;
    trace.step(|| Step {
        line: Line::IitWage,
        period: Period::Year,
        what: What::Due,
        basis: Basis::Law(rules.table.measure),
        result: due,
        formula: Formula::WithoutDeductions { without, with },
    });
    lines[Line::IitWage].add(due, Money::ZERO);
}

/// What the wage adds to the owner's tax on comprehensive income.
pub(crate) fn wage<T: Trace>(rules: &YearRules, wage: Money, owner: &Person, lines: &mut Lines, trace: &mut T) {
    let (line, period) = (Line::IitWage, Period::Year);
    if wage == Money::ZERO {
        return;
    }
    let table = &rules.table;
    let basic = &rules.basic_deduction;
    let deduction = basic.rule.year + owner.deductions;
    let taxable = |income: Money| (income - deduction).at_least_zero();
    let income = owner.comprehensive_income + wage;
    let with = comprehensive_tax(rules, income, deduction);
    let without = comprehensive_tax(rules, owner.comprehensive_income, deduction);
    for income in [income, owner.comprehensive_income] {
        trace.chose(Some(table.measure), || table.rule.brackets.of(taxable(income)).rate.millionths());
    }
    trace.step(|| Step {
        line,
        period,
        what: What::ComprehensiveTaxable,
        basis: Basis::Law(basic.measure),
        result: taxable(income),
        formula: Formula::Less { from: income, less: deduction },
    });
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        basis: Basis::Law(table.measure),
        result: with - without,
        formula: Formula::WithLess { with, without },
    });
    lines[line].add(with - without, Money::ZERO);
}
