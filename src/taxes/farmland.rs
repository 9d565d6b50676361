//! Farmland occupation tax (耕地占用税): once, per square metre, half as much again on basic farmland.

use super::land_use::square_metres;
use super::reduce_payable::{Ground, reduce};
use super::{In, Rule, Slot};
use crate::base::calendar::Period;
use crate::law::problem::LawProblem;
use crate::taxes::problem::RuleProblem;
use crate::base::money::{Money, Rate, Ratio};
use crate::base::names::Line;
use crate::base::source::{Section, amount, rate};
use crate::facts::Farmland;
use crate::law::MonthRules;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Formula, Step, Trace, What};

/// Range of the amount per square metre, and what basic farmland bears of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FarmlandOccupation {
    pub(crate) least: Money,
    pub(crate) most: Money,
    basic_farmland: Rate,
}

impl Rule for FarmlandOccupation {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (least, most) = (parameters.required("least", amount), parameters.required("most", amount));
        let basic_farmland = parameters.required("basic_farmland", rate);
        if least > most {
            parameters.report_at(LawProblem::RangeBackwards, parameters.at("least"));
        }
        Some(FarmlandOccupation { least: least?, most: most?, basic_farmland: basic_farmland? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::FarmlandOccupation]
    }
}

/// The amount that the province set for a place (适用税额).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FarmlandAmount {
    pub(crate) amount: Money,
}

impl Rule for FarmlandAmount {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(FarmlandAmount { amount: parameters.required("amount", amount)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::FarmlandAmount]
    }
}

/// The amount per square metre: the province's where the pack knows it, else the profile's, within the law's range.
pub(crate) fn unit_amount(law: &FarmlandOccupation, local: Option<&In<FarmlandAmount>>, land: &Farmland) -> Result<Money, RuleProblem> {
    let unit = match (local, land.unit_amount) {
        (Some(local), None) => return Ok(local.rule.amount),
        (_, Some(unit)) => unit,
        (None, None) => return Err(RuleProblem::UnitAmountNeeded),
    };
    if unit < law.least || unit > law.most {
        return Err(RuleProblem::AmountOutsideRange { found: unit, least: law.least, most: law.most });
    }
    Ok(unit)
}

/// Assesses one occupation.
pub(crate) fn assess<T: Trace>(
    law: &In<FarmlandOccupation>,
    rules: &MonthRules,
    land: &Farmland,
    ground: &Ground,
    lines: &mut Lines,
    trace: &mut T,
) {
    let (line, period) = (Line::FarmlandOccupation, Period::Month(land.month));
    let local = rules.farmland_amount.as_ref();
    let Ok(unit) = unit_amount(&law.rule, local, land) else { return };
    let factor = if land.basic { law.rule.basic_farmland } else { Rate::ONE };
    let due = Ratio::from(unit).times_whole(land.area).divided_by(100).times(factor).round_half_up();
    let mut tax = Tax { due, relief: Money::ZERO };
    let measure = local.filter(|_| land.unit_amount.is_none()).map_or(law.measure, |local| local.measure);
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        measure: Some(measure),
        result: tax.due,
        formula: Formula::PerAreaOnce { area: square_metres(land.area), unit, factor },
    });
    reduce(&rules.reduce[line], line, period, ground, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}
