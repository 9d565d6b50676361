//! Farmland occupation tax (耕地占用税): once, per square metre, half as much again on basic farmland.

use super::land_use::square_metres;
use super::reduce_payable::{ReducePayable, reduce};
use super::{OnFacts, OwnLine, Report, Rules, Taxpayer, not_covered};
use crate::base::calendar::Period;
use crate::base::error::Error;
use crate::base::message::Message;
use crate::base::money::{Money, Rate, Ratio};
use crate::base::names::Line;
use crate::base::slot::Subject;
use crate::base::source::{Section, amount, rate};
use crate::facts::{Farmland, Profile};
use crate::law::{Day, Fault, In, Kind, Mechanism, NamesDelegation, NoRules, Resolve, Rule};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};

/// Range of the amount per square metre, and what basic farmland bears of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FarmlandOccupation {
    least: Money,
    most: Money,
    basic_farmland: Rate,
}

impl Rule for FarmlandOccupation {
    const DECIDES: &'static Subject = &Subject::monthly("farmland-occupation", "farmland occupation tax", "耕地占用税");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (least, most) = (parameters.required("least", amount), parameters.required("most", amount));
        let basic_farmland = parameters.required("basic_farmland", rate);
        if least > most {
            parameters.report_at(Message::RangeBackwards, parameters.at("least"));
        }
        Some(FarmlandOccupation { least: least?, most: most?, basic_farmland: basic_farmland? })
    }
}

/// The amount that the province set for a place (适用税额).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FarmlandAmount {
    amount: Money,
}

impl Rule for FarmlandAmount {
    const NAMES_DELEGATION: NamesDelegation = NamesDelegation::Always;
    const DECIDES: &'static Subject = &Subject::monthly("farmland-amount", "local farmland amounts", "耕地占用税适用税额");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(FarmlandAmount { amount: parameters.required("amount", amount)? })
    }

    fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>> {
        let left = delegation.rule::<FarmlandOccupation>()?;
        let (found, least, most) = (self.amount, left.least, left.most);
        let within = (least..=most).contains(&found);
        Some(if within { Vec::new() } else { vec![("amount", Message::AmountPastCeiling { found, least, most })] })
    }
}

/// The amount per square metre: the province's where the pack knows it, else the profile's, within the law's range.
fn unit_amount(law: &FarmlandOccupation, local: Option<&In<FarmlandAmount>>, land: &Farmland) -> Result<Money, Message> {
    let unit = match (local, land.unit_amount) {
        (Some(local), None) => return Ok(local.rule.amount),
        (_, Some(unit)) => unit,
        (None, None) => return Err(Message::UnitAmountNeeded),
    };
    if unit < law.least || unit > law.most {
        return Err(Message::AmountOutsideRange { found: unit, least: law.least, most: law.most });
    }
    Ok(unit)
}

/// Farmland occupation tax of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    law: Option<In<FarmlandOccupation>>,
    amount: Option<In<FarmlandAmount>>,
    reduce: Option<In<ReducePayable>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { law: day.find(), amount: day.find(), reduce: day.of_line(Line::FarmlandOccupation) })
    }
}

/// Farmland occupation tax.
pub(crate) struct OfFarmland;

impl super::Tax for OfFarmland {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::FarmlandOccupation)];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<FarmlandOccupation>(), Kind::of::<FarmlandAmount>()];

    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        for land in &profile.farmlands {
            let month = &rules.month(land.month).farmland;
            let law = month.law.as_ref().ok_or_else(|| not_covered(rules, Line::FarmlandOccupation, Period::Month(land.month)))?;
            if let Err(message) = unit_amount(&law.rule, month.amount.as_ref(), land) {
                report(message, land.at);
            }
        }
        Ok(())
    }
}

impl OnFacts for OfFarmland {
    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for land in &payer.profile.farmlands {
            assess(payer, land, lines, trace);
        }
    }
}

/// Assesses one occupation.
fn assess<T: Trace>(payer: &Taxpayer<'_>, land: &Farmland, lines: &mut Lines, trace: &mut T) {
    let (line, period) = (Line::FarmlandOccupation, Period::Month(land.month));
    let rules = &payer.rules.month(land.month).farmland;
    let Some(law) = &rules.law else { return };
    let local = rules.amount.as_ref();
    let Ok(unit) = unit_amount(&law.rule, local, land) else { return };
    let factor = if land.basic { law.rule.basic_farmland } else { Rate::ONE };
    let due = Ratio::from(unit).times_whole(land.area).divided_by(100).times(factor).round_half_up();
    let mut tax = Tax { due, relief: Money::ZERO };
    let measure = local.filter(|_| land.unit_amount.is_none()).map_or(law.measure, |local| local.measure);
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        basis: Basis::Law(measure),
        result: tax.due,
        formula: Formula::PerAreaOnce { area: square_metres(land.area), unit, factor },
    });
    reduce(&rules.reduce, line, period, payer.ground, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}
