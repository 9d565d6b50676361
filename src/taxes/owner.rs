//! The owner's side of a company: dividends, and the wage as comprehensive income (综合所得).

use super::OwnLine;
use super::brackets::{Brackets, brackets};
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::Line;
use crate::base::slot::Subject;
use crate::facts::{CompanyFacts, Person};
use crate::law::parameter::{amount, parameters, rate};
use crate::law::{Day, Kind, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::Lines;
use crate::taxes::trace::{Assumption, Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct BasicDeduction en "The basic deduction of a person" zh "基本减除费用" {
        pub(crate) year: Money = amount(), en "the deduction of a year" zh "每年减除";
        pub(crate) month: Money = amount(),
            en "the deduction of each month, where the business ran only a part of the year" zh "经营不足一年的，每月减除";
    }
}

impl BasicDeduction {
    /// The deduction of a business that ran for some months of the year.
    pub(crate) fn of_months(&self, months: i64) -> BasicDeduction {
        let year = if months < 12 { self.month.times_whole(months) } else { self.year };
        BasicDeduction { year, month: self.month }
    }
}

impl Rule for BasicDeduction {
    const DECIDES: &'static Subject = &Subject::annual("basic-deduction", "the basic deduction", "基本减除费用").always();
}

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

parameters! {
    pub(crate) struct StatutoryReserve en "What a company sets aside of its profit before it distributes any" zh "法定盈余公积" {
        share: Rate = rate(), en "the share of profit after tax, earlier losses made good first" zh "占弥补亏损后税后利润的比例";
        until: Rate = rate(), en "the share of registered capital at which no more need be set aside" zh "累计额达到注册资本的此比例可不再提取";
    }
}

impl Rule for StatutoryReserve {
    const DECIDES: &'static Subject = &Subject::monthly("statutory-reserve", "the statutory reserve", "法定盈余公积").always();
}

parameters! {
    pub(crate) struct BonusApart en "A year-end bonus may be taxed apart, by brackets on a twelfth of it" zh "全年一次性奖金单独计税" {
        brackets: Brackets = brackets(), en "the brackets of a month; the last is open" zh "按月换算的综合所得税率表";
    }
}

impl Rule for BonusApart {
    const DECIDES: &'static Subject = &Subject::annual("bonus-apart", "a year-end bonus taxed apart", "全年一次性奖金");
}

/// What binds a company that distributes in a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    pub(crate) reserve: RuleInForce<StatutoryReserve>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { reserve: day.always()? })
    }
}

/// The rules that tax the owner of a company in the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    dividend_rate: RuleInForce<DividendRate>,
    pub(crate) table: RuleInForce<IitComprehensive>,
    bonus: Option<RuleInForce<BonusApart>>,
    /// On comprehensive income: not cut with the year by a conversion, where the owner has such income.
    pub(crate) basic_deduction: RuleInForce<BasicDeduction>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { dividend_rate: day.always()?, table: day.always()?, bonus: day.find(), basic_deduction: day.always()? })
    }
}

/// Individual income tax on dividends and on the owner's wage.
pub(crate) struct Owner;

impl super::Tax for Owner {
    type Month = MonthRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] =
        &[OwnLine::new(Line::IitDividend).by_year().never_deducted(), OwnLine::new(Line::IitWage).by_year().never_deducted()];
    const MECHANISMS: &'static [Kind] =
        &[Kind::of::<DividendRate>(), Kind::of::<IitComprehensive>(), Kind::of::<BonusApart>(), Kind::of::<StatutoryReserve>()];
}

/// What is left of the profit after enterprise income tax.
pub(crate) struct AfterTax {
    /// After the owner's wage and the tax.
    pub(crate) profit: Money,
    /// Losses of earlier years, which are made good before anything is set aside or distributed.
    pub(crate) losses: Money,
}

/// What stays in the company, and the tax it bears when it is drawn.
#[derive(Default)]
pub(crate) struct Undistributed {
    pub(crate) amount: Money,
    pub(crate) tax: Money,
}

/// Tax on what is distributed of the profit, after what the company keeps by law.
pub(crate) fn dividend<T: Trace>(
    rules: &YearRules,
    keeps: &MonthRules,
    after_tax: AfterTax,
    company: &CompanyFacts,
    lines: &mut Lines,
    trace: &mut T,
) -> Undistributed {
    let (line, period) = (Line::IitDividend, Period::Year);
    let may_be_kept = (after_tax.profit - after_tax.losses).at_least_zero();
    if after_tax.losses > Money::ZERO && may_be_kept > Money::ZERO {
        trace.step(|| Step {
            line,
            period,
            what: What::LossesMadeGood,
            basis: Basis::Law(keeps.reserve.measure),
            result: may_be_kept,
            formula: Formula::Less { from: after_tax.profit, less: after_tax.losses },
        });
    }
    let reserve = reserve(&keeps.reserve, may_be_kept, company, trace);
    let left = may_be_kept - reserve;
    let distributed = left.times(company.share_distributed);
    let undistributed = undistributed(&rules.dividend_rate, may_be_kept, distributed, trace);
    if distributed == Money::ZERO {
        return undistributed;
    }
    let due = distributed.times(rules.dividend_rate.rule.rate);
    trace.assume(|| Assumption::AllDistributed { share: company.share_distributed });
    if company.reserve.is_none() && company.registered_capital.is_none() {
        trace.assume(|| Assumption::NoReserve);
    }
    trace.step(|| Step {
        line,
        period,
        what: What::Distributed,
        basis: Basis::Arithmetic,
        result: distributed,
        formula: Formula::Share { amount: left, share: company.share_distributed },
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
    undistributed
}

/// What stays in the company: the owner's, though not drawn.
fn undistributed<T: Trace>(rate: &RuleInForce<DividendRate>, profit: Money, distributed: Money, trace: &mut T) -> Undistributed {
    let amount = profit - distributed;
    if amount == Money::ZERO {
        return Undistributed::default();
    }
    let tax = amount.times(rate.rule.rate);
    let mut step = |what, basis, result, formula| {
        trace.step(|| Step { line: Line::IitDividend, period: Period::Year, what, basis, result, formula });
    };
    step(What::Undistributed, Basis::Arithmetic, amount, Formula::Less { from: profit, less: distributed });
    step(What::DueWhenDrawn, Basis::Law(rate.measure), tax, Formula::Product { base: amount, rate: rate.rule.rate });
    Undistributed { amount, tax }
}

/// What is set aside of the profit of the year: as told, or by the law where the registered capital is told.
fn reserve<T: Trace>(rule: &RuleInForce<StatutoryReserve>, profit: Money, company: &CompanyFacts, trace: &mut T) -> Money {
    let (line, period, what) = (Line::IitDividend, Period::Year, What::Reserve);
    if profit == Money::ZERO {
        return Money::ZERO;
    }
    if let Some(told) = company.reserve {
        let result = told.min(profit);
        trace.step(|| Step { line, period, what, basis: Basis::Given, result, formula: Formula::Given });
        return result;
    }
    let Some(capital) = company.registered_capital else { return Money::ZERO };
    let share = profit.times(rule.rule.share);
    let most = (capital.times(rule.rule.until) - company.reserve_so_far).at_least_zero();
    let (result, basis) = (share.min(most), Basis::Law(rule.measure));
    trace.step(|| Step { line, period, what, basis, result, formula: Formula::AtMost { amount: share, most } });
    result
}

/// The tax on comprehensive income after a deduction.
pub(crate) fn comprehensive_tax(rules: &YearRules, income: Money, deduction: Money) -> Money {
    rules.table.rule.brackets.tax((income - deduction).at_least_zero())
}

/// Tells in which bracket the tax on comprehensive income is.
pub(crate) fn chose_bracket<T: Trace>(rules: &YearRules, income: Money, deduction: Money, trace: &mut T) {
    let table = &rules.table;
    trace.chose(Some(table.measure), || table.rule.brackets.of((income - deduction).at_least_zero()).rate.millionths());
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

/// The owner's wage, and the owner's own premiums of social insurance that come off it before tax.
#[derive(Clone, Copy)]
pub(crate) struct Wage {
    pub(crate) amount: Money,
    pub(crate) premiums: Money,
}

impl Wage {
    /// What of it is income.
    pub(crate) fn taxed(&self) -> Money {
        (self.amount - self.premiums).at_least_zero()
    }
}

/// What the wage adds to the owner's tax on comprehensive income.
pub(crate) fn wage<T: Trace>(rules: &YearRules, paid: Wage, owner: &Person, lines: &mut Lines, trace: &mut T) {
    let (line, period) = (Line::IitWage, Period::Year);
    let wage = paid.taxed();
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
        chose_bracket(rules, income, deduction, trace);
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

/// What of the owner's wage is a year-end bonus that is taxed apart, and adds that tax: only where both taxes are less than one on all.
pub(crate) fn bonus_apart<T: Trace>(
    rules: &YearRules,
    bonus: Money,
    paid: &Wage,
    owner: &Person,
    lines: &mut Lines,
    trace: &mut T,
) -> Money {
    if bonus == Money::ZERO { Money::ZERO } else { bonus_of(rules, bonus, paid, owner, lines, trace) }
}

#[cold]
fn bonus_of<T: Trace>(rules: &YearRules, bonus: Money, paid: &Wage, owner: &Person, lines: &mut Lines, trace: &mut T) -> Money {
    let (line, period) = (Line::IitWage, Period::Year);
    let Some(RuleInForce { measure, rule, .. }) = &rules.bonus else { return Money::ZERO };
    let (wage, bonus) = (paid.taxed(), bonus.min(paid.taxed()));
    let bracket = rule.brackets.of(bonus.part(1, 12));
    let due = bonus.times(bracket.rate) - bracket.quick_deduction;
    let income = owner.comprehensive_income + wage;
    let tax = |income: Money| comprehensive_tax(rules, income, rules.basic_deduction.rule.year + owner.deductions);
    let is_less = due + tax(income - bonus) < tax(income);
    trace.chose(Some(*measure), || bracket.rate.millionths().saturating_mul(2).saturating_add(i64::from(is_less)));
    if !is_less {
        trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::BetterWithTheWage });
        return Money::ZERO;
    }
    let formula = Formula::Bracket { base: bonus, rate: bracket.rate, quick: bracket.quick_deduction };
    trace.step(|| Step { line, period, what: What::Due, basis: Basis::Law(*measure), result: due, formula });
    lines[line].add(due, Money::ZERO);
    bonus
}
