//! Farmland occupation tax (耕地占用税): once, per square metre, with an addition on basic farmland.

use super::land_use::square_metres;
use super::reduce_payable::{ReducePayable, reduce};
use super::{OnFacts, OwnLine, Report, Rules, Taxpayer, not_covered};
use crate::base::dates::Period;
use crate::base::error::{Error, Problem};
use crate::base::money::{Money, Rate, Ratio};
use crate::base::names::Line;
use crate::base::slot::Subject;
use crate::base::source::Section;
use crate::facts::{Farmland, Profile};
use crate::law::parameter::{amount, parameters, rate};
use crate::law::problem::LawProblem;
use crate::law::{Citation, Day, Fault, Kind, Mechanism, NamesDelegation, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};

parameters! {
    pub(crate) struct FarmlandOccupation en "Range of the farmland occupation tax" zh "耕地占用税税额幅度" {
        pub(crate) least: Money = amount(), en "the least per m²" zh "每平方米下限";
        pub(crate) most: Money = amount(), en "the most per m²" zh "每平方米上限";
        basic_farmland: Rate = rate(), en "what basic farmland bears of the amount" zh "占用基本农田的，按适用税额的";
    }
    then FarmlandOccupation::range_rises
}

impl FarmlandOccupation {
    fn range_rises(self, section: &Section<'_>) -> Option<Self> {
        if self.least > self.most {
            section.report_at(LawProblem::RangeBackwards, section.at("least"));
        }
        Some(self)
    }
}

impl Rule for FarmlandOccupation {
    const DECIDES: &'static Subject = &Subject::monthly("farmland-occupation", "farmland occupation tax", "耕地占用税");
}

parameters! {
    pub(crate) struct FarmlandAmount en "The amount that a province set for a place; it names what it `decides`" zh "耕地占用税适用税额" {
        pub(crate) amount: Money = amount(), en "the amount per m²" zh "每平方米税额";
    }
}

impl Rule for FarmlandAmount {
    const NAMES_DELEGATION: NamesDelegation = NamesDelegation::Always;
    const DECIDES: &'static Subject = &Subject::monthly("farmland-amount", "local farmland amounts", "耕地占用税适用税额");

    fn past(&self, delegation: &Mechanism) -> Option<Vec<Fault>> {
        let left = delegation.rule::<FarmlandOccupation>()?;
        let (found, least, most) = (self.amount, left.least, left.most);
        let within = (least..=most).contains(&found);
        Some(if within { Vec::new() } else { vec![("amount", LawProblem::AmountPastCeiling { found, least, most })] })
    }
}

/// The amount per square metre: the profile's, else the province's where the pack knows it.
fn unit_amount(local: Option<&RuleInForce<FarmlandAmount>>, land: &Farmland) -> Option<Money> {
    land.unit_amount.or(local.map(|local| local.rule.amount))
}

/// What is wrong with the amount per square metre: none is known, or the profile's is outside the law's range.
fn wrong_amount(
    law: &FarmlandOccupation,
    local: Option<&RuleInForce<FarmlandAmount>>,
    land: &Farmland,
    cite: impl FnOnce() -> Citation,
) -> Option<RuleProblem> {
    let (least, most) = (law.least, law.most);
    match land.unit_amount {
        Some(found) if found < least || found > most => Some(RuleProblem::AmountOutsideRange { found, least, most, citation: cite() }),
        None if local.is_none() => Some(RuleProblem::UnitAmountNeeded { least, most, citation: cite() }),
        _ => None,
    }
}

/// Farmland occupation tax of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    law: Option<RuleInForce<FarmlandOccupation>>,
    amount: Option<RuleInForce<FarmlandAmount>>,
    reduce: Option<RuleInForce<ReducePayable>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { law: day.find(), amount: day.find(), reduce: day.of_line(Line::FarmlandOccupation) })
    }
}

/// Farmland occupation tax.
pub(crate) struct FarmlandTaxes;

impl super::Tax for FarmlandTaxes {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::FarmlandOccupation).never_deducted()];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<FarmlandOccupation>(), Kind::of::<FarmlandAmount>()];

    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        for land in &profile.farmlands {
            let month = &rules.month(land.month).farmland;
            let law = month.law.as_ref().ok_or_else(|| not_covered(rules, Line::FarmlandOccupation, Period::Month(land.month)))?;
            if let Some(message) = wrong_amount(&law.rule, month.amount.as_ref(), land, || rules.instruments.cite(law.measure)) {
                report(Problem::at(message, land.at));
            }
        }
        Ok(())
    }
}

impl OnFacts for FarmlandTaxes {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.farmlands.is_empty()
    }

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
    let Some(unit) = unit_amount(local, land) else { return };
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
    reduce(&rules.reduce, line, period, payer.eligibility, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}
