//! Enterprise income tax (企业所得税) and the small low-profit enterprise (小型微利企业).
//!
//! A small low-profit enterprise passes three tests, each "not more than" (不超过), and is in no restricted industry.
//! It includes slices of its income at reduced shares and pays the small rate on what is included.

use super::{In, Rule, Slot};
use crate::base::calendar::Period;
use crate::law::problem::LawProblem;
use crate::base::money::Ratio;
use crate::base::names::Line;
use crate::base::source::{Section, amount, count, rate};
use crate::facts::Scale;
use crate::law::YearRules;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Quarter, Rate};

/// The general rate (法定税率).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CitRate {
    rate: Rate,
}

impl Rule for CitRate {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(CitRate { rate: parameters.required("rate", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::CitRate]
    }
}

/// The rate of a small low-profit enterprise.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SmallLowProfitRate {
    rate: Rate,
}

impl Rule for SmallLowProfitRate {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(SmallLowProfitRate { rate: parameters.required("rate", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::SmallLowProfitRate]
    }
}

/// The rate of a recognised high and new technology enterprise (高新技术企业).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HighTechRate {
    rate: Rate,
}

impl Rule for HighTechRate {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(HighTechRate { rate: parameters.required("rate", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::HighTechRate]
    }
}

/// The three limits: taxable income, average staff, average assets.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SmallLowProfitTest {
    pub(crate) income: Money,
    pub(crate) staff: u32,
    pub(crate) assets: Money,
}

impl Rule for SmallLowProfitTest {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (income, assets) = (parameters.required("income", amount), parameters.required("assets", amount));
        let staff = parameters.required("staff", count(1_000_000, &["人"]));
        Some(SmallLowProfitTest { income: income?, staff: staff?, assets: assets? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::SmallLowProfitTest]
    }
}

/// A slice of income that is included only in part (减按……计入应纳税所得额).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IncludeIncome {
    pub(crate) over: Money,
    pub(crate) up_to: Money,
    included: Rate,
}

impl Rule for IncludeIncome {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (over, up_to) = (parameters.required("over", amount), parameters.required("up_to", amount));
        let included = parameters.required("included", rate);
        if let (Some(over), Some(up_to)) = (over, up_to)
            && up_to <= over
        {
            parameters.report_at(LawProblem::UpperBelowLower { lower: over, upper: up_to }, parameters.at("up_to"));
        }
        Some(IncludeIncome { over: over?, up_to: up_to?, included: included? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::IncludeIncome(self.over)]
    }
}

impl SmallLowProfitTest {
    /// What a new enterprise is tested on before its first settlement: staff and assets at a month's end, not income.
    pub(crate) fn admits_new(&self, scale: &Scale, quarter: Quarter) -> bool {
        let ends = scale.quarters.iter().find(|ends| ends.quarter == quarter);
        scale.restricted_industry != Some(true) && ends.is_some_and(|ends| ends.staff.1 <= self.staff && ends.assets.1 <= self.assets)
    }

    /// All conditions, each traced, so that a refusal names every one that failed.
    fn passes<T: Trace>(&self, test: &In<SmallLowProfitTest>, taxable: Money, scale: &Scale, trace: &mut T) -> bool {
        let ends = u32::try_from(scale.quarters.len()).unwrap_or(u32::MAX).saturating_mul(2);
        let staff: u32 = scale.quarters.iter().map(|quarter| quarter.staff.0.saturating_add(quarter.staff.1)).fold(0, u32::saturating_add);
        let assets: Money = scale.quarters.iter().map(|quarter| quarter.assets.0 + quarter.assets.1).sum();
        let mut failed = |reason: Reason| trace.refuse(|| Refusal { line: Some(Line::Cit), measure: test.measure, reason });
        let mut passes = true;
        if taxable > self.income {
            passes = false;
            failed(Reason::IncomeOver { income: taxable, limit: self.income });
        }
        // The average of (opening + close) ÷ 2 over the quarters it ran, compared without dividing.
        if u64::from(staff) > u64::from(self.staff).saturating_mul(u64::from(ends)) {
            passes = false;
            failed(Reason::StaffOver { twice_sum: staff, ends, limit: self.staff });
        }
        if assets > self.assets.times_whole(i64::from(ends)) {
            passes = false;
            failed(Reason::AssetsOver { average: assets.part(1, i64::from(ends.max(1))), limit: self.assets });
        }
        if scale.restricted_industry == Some(true) {
            passes = false;
            failed(Reason::RestrictedIndustry);
        }
        passes
    }
}

/// Assesses the tax on `taxable` income and returns what is payable.
pub(crate) fn assess<T: Trace>(
    rules: &YearRules,
    taxable: Money,
    scale: &Scale,
    high_tech: Option<bool>,
    lines: &mut Lines,
    trace: &mut T,
) -> Money {
    let (line, period) = (Line::Cit, Period::Year);
    let rate = rules.cit_rate.rule.rate;
    let mut tax = Tax { due: taxable.times(rate), relief: Money::ZERO };
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        measure: Some(rules.cit_rate.measure),
        result: tax.due,
        formula: Formula::Product { base: taxable, rate },
    });
    // The two rates exclude each other; the enterprise takes the better one.
    let small = small_low_profit(rules, taxable, scale, trace);
    let special = rules.high_tech_rate.as_ref().map(|special| (special, taxable.times(rate.minus(special.rule.rate))));
    match (special, small) {
        (Some((special, relief)), small) if high_tech == Some(true) && small.as_ref().is_none_or(|(_, small, _)| relief > *small) => {
            tax.relief = relief;
            let formula = Formula::ReducedBy { base: taxable, from: rate, to: special.rule.rate };
            trace.step(|| Step { line, period, what: What::HighTech, measure: Some(special.measure), result: relief, formula });
        }
        (special, small) => {
            // Who does not speak of recognition does not wonder why the rate is not theirs.
            if let (Some((special, _)), Some(recognised)) = (special, high_tech) {
                let reason = if recognised { Reason::AnotherReliefIsBetter } else { Reason::NotRecognised };
                trace.refuse(|| Refusal { line: Some(line), measure: special.measure, reason });
            }
            if let Some((measure, relief, included)) = small {
                tax.relief = relief;
                let formula = Formula::Effective { due: tax.due, included, rate: rules.small_low_profit_rate.rule.rate };
                trace.step(|| Step { line, period, what: What::SmallLowProfit, measure: Some(measure), result: relief, formula });
            }
        }
    }
    lines[line].add(tax.due, tax.relief);
    tax.payable()
}

/// The relief of a small low-profit enterprise with its measure and the income that is included, if it is one.
fn small_low_profit<T: Trace>(rules: &YearRules, taxable: Money, scale: &Scale, trace: &mut T) -> Option<(MeasureIx, Money, Money)> {
    let test = rules.small_low_profit_test.as_ref()?;
    if taxable == Money::ZERO || !test.rule.passes(test, taxable, scale, trace) {
        return None;
    }
    trace.step(|| Step {
        line: Line::Cit,
        period: Period::Year,
        what: What::SmallLowProfitTest,
        measure: Some(test.measure),
        result: taxable,
        formula: Formula::Given,
    });
    let (small, included) = (&rules.small_low_profit_rate, included(rules, taxable, trace));
    // Twice a rate, as what is included is: quotients of one denominator are subtracted without a product.
    let due = taxable.exactly_times(rules.cit_rate.rule.rate).times(Rate::ONE);
    let relief = due.minus(included.times(small.rule.rate)).round_half_up();
    Some((small.measure, relief, included.round_half_up()))
}

/// What of the income is included: the slices in force at their shares, the rest in full.
fn included<T: Trace>(rules: &YearRules, taxable: Money, trace: &mut T) -> Ratio {
    let mut included = Money::ZERO.exactly_times(Rate::ONE);
    let mut in_slices = Money::ZERO;
    for slice in &rules.include_income {
        let part = (taxable.min(slice.rule.up_to) - slice.rule.over).at_least_zero();
        if part == Money::ZERO {
            continue;
        }
        trace.chose(Some(slice.measure), || i64::from(taxable > slice.rule.up_to));
        in_slices += part;
        let exact = part.exactly_times(slice.rule.included);
        included = included.plus(exact);
        trace.step(|| Step {
            line: Line::Cit,
            period: Period::Year,
            what: What::IncludedSlice,
            measure: Some(slice.measure),
            result: exact.round_half_up(),
            formula: Formula::Included { slice: part, included: slice.rule.included },
        });
    }
    included.plus((taxable - in_slices).exactly_times(Rate::ONE))
}
