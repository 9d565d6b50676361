//! Conversion inside a year: the present form settles for its months, the new one for the rest.
//!
//! Each is a taxpayer of its own with its own thresholds and brackets; the basic deduction is given once, by months. Facts
//! of the year are split by months; facts of a month go where their month lies.

use crate::amounts::{Amounts, Lines};
use crate::assess::{Assessment, assess};
use crate::compare::Comparison;
use crate::error::{Error, Problem};
use crate::facts::{Months, Profile};
use crate::message::Message;
use crate::names::Form;
use crate::policy::Rules;
use crate::rules::business_income::BasicDeduction;
use crate::trace::Assumption;
use crate::{Money, Month, Period};
use std::sync::Arc;

/// Compares the whole year in the present form with converting on the first day of `month`, into each form of `to`.
///
/// # Errors
/// As [`crate::compare`], and when a quarter that is not split by month lies on both sides.
pub fn compare_converting(rules: &Rules, profile: &Profile, month: Month, to: &[Form]) -> Result<Comparison, Error> {
    let before = assess(rules, profile, profile.form)?;
    let (old, new) = (part(profile, month, Side::Old)?, part(profile, month, Side::New)?);
    let first = months_before(month);
    let settled = match first {
        0 => None,
        months => Some(assess(&shortened(rules, profile, months), &old, profile.form)?),
    };
    let after = to.iter().map(|form| {
        let rest = assess(&shortened(rules, profile, 12 - first), &new, *form)?;
        Ok(joined(settled.as_ref(), rest, rules.year, month))
    });
    Ok(Comparison { before, after: after.collect::<Result<_, Error>>()?, break_even: Vec::new(), skipped: Vec::new() })
}

/// The rules and facts of the months before `month`, if there are any, and of those from it on.
#[allow(clippy::type_complexity)] // two pairs
pub(crate) fn both_parts(rules: &Rules, profile: &Profile, month: Month) -> Result<(Option<(Rules, Profile)>, (Rules, Profile)), Error> {
    let before = months_before(month);
    let new = (shortened(rules, profile, 12 - before), part(profile, month, Side::New)?);
    let old = if before > 0 { Some(months_until(rules, profile, month)?) } else { None };
    Ok((old, new))
}

/// The rules and facts of the months before `month`, as if the year ended there.
pub(crate) fn months_until(rules: &Rules, profile: &Profile, month: Month) -> Result<(Rules, Profile), Error> {
    Ok((shortened(rules, profile, months_before(month)), part(profile, month, Side::Old)?))
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Old,
    New,
}

fn months_before(month: Month) -> i64 {
    i64::from(month.number()) - 1
}

/// The rules with the basic deduction for some months of the year. A person with comprehensive income uses it there, in
/// full.
fn shortened(rules: &Rules, profile: &Profile, months: i64) -> Rules {
    let mut rules = rules.clone();
    if profile.owner.comprehensive_income == Money::ZERO {
        let year = rules.annual.basic_deduction.rule.year.part(months, 12);
        rules.annual.basic_deduction.rule = Arc::new(BasicDeduction { year });
    }
    rules
}

/// The facts of one side of the conversion.
fn part(profile: &Profile, month: Month, side: Side) -> Result<Profile, Error> {
    let is_old = |at: Month| at < month;
    let here = |at: Month| is_old(at) == (side == Side::Old);
    let mut problems = Vec::new();
    let mut in_period = |period: Period, at| {
        let cut = period.months().any(is_old) && !period.months().all(is_old);
        if let (true, Period::Quarter(quarter)) = (cut, period) {
            let message = Message::QuarterCutByConversion { quarter: quarter.number(), month: month.number() };
            problems.push(Problem::at(message, at));
        }
        here(period.first_month())
    };
    let nowhere = Default::default();
    let mut part = profile.clone();
    part.sales.retain(|sale| in_period(sale.period, sale.at));
    part.general.inputs.retain(|input| in_period(input.period, nowhere));
    part.consumption_tax.retain(|(period, _)| in_period(*period, nowhere));
    part.resources.retain(|sold| in_period(sold.period, sold.at));
    if !problems.is_empty() {
        let error = Error::profile(problems);
        return Err(profile.source.iter().fold(error, |error, source| error.in_source(source)));
    }
    // Registered before the conversion is the present taxpayer's standing; after it, the new one's.
    part.general.from = part.general.from.filter(|from| here(*from));
    part.contracts.retain(|contract| here(contract.month));
    part.farmlands.retain(|land| here(land.month));
    let within = |months: Months| match side {
        Side::Old => Month::from_number(month.number() - 1).map(|last| Months { from: months.from, to: months.to.min(last) }),
        Side::New => Some(Months { from: months.from.max(month), to: months.to }),
    };
    let shortened = |months: &mut Months| {
        let Some(kept) = within(*months).filter(|kept| kept.from <= kept.to) else { return false };
        *months = kept;
        true
    };
    part.rented.retain_mut(|rented| shortened(&mut rented.months));
    // Land refers to premises by their place in the list: those outside the months stay with none taxed.
    part.lands.retain_mut(|land| shortened(&mut land.months));
    let kept: Vec<bool> = part.properties.iter_mut().map(|property| shortened(&mut property.months)).collect();
    let place = |old: usize| kept.get(old).copied().unwrap_or(false).then(|| kept.iter().take(old).filter(|kept| **kept).count());
    for land in &mut part.lands {
        land.let_with = land.let_with.and_then(place);
    }
    let mut keep = kept.iter();
    part.properties.retain(|_| keep.next().copied().unwrap_or(false));
    split_amounts(&mut part, profile, month, side);
    part.scale.quarters.retain(|ends| Period::Quarter(ends.quarter).months().any(here));
    Ok(part)
}

/// Amounts of the year, by months: what the first part takes by rounding the second leaves.
fn split_amounts(part: &mut Profile, profile: &Profile, month: Month, side: Side) {
    let before = months_before(month);
    let share = |whole: Money| match side {
        Side::Old => whole.part(before, 12),
        Side::New => whole - whole.part(before, 12),
    };
    for cost in [&mut part.costs.goods, &mut part.costs.wages, &mut part.costs.employer_insurance, &mut part.costs.other] {
        *cost = share(*cost);
    }
    if profile.owner.comprehensive_income == Money::ZERO {
        part.owner.deductions = share(part.owner.deductions);
    }
    for base in part.properties.iter_mut().map(|property| &mut property.base) {
        if let crate::facts::PropertyBase::Rent(rent) = base {
            *rent = share(*rent);
        }
    }
    let by_months = |whole: Money| whole.part(12 - before, 12);
    part.company.owner_wage = by_months(part.company.owner_wage);
    part.company.rd_spend = by_months(part.company.rd_spend);
    let conversion = &mut part.conversion;
    conversion.month = month;
    for cost in [&mut conversion.bookkeeping, &mut conversion.social_insurance, &mut conversion.other_costs] {
        *cost = by_months(*cost);
    }
    match side {
        Side::Old => part.equipment.clear(),
        // What the present taxpayer has, and what is asked for once, stays with it.
        Side::New => {
            part.losses.clear();
            part.earlier_sales.clear();
            part.owner.other_relief = Money::ZERO;
            part.general.opening_credit = Money::ZERO;
            part.general.opening_addition = Money::ZERO;
            if before > 0 {
                part.social_insurance = None;
                part.loan = None;
                part.electricity = None;
                part.entitlements.clear();
                part.registrations.clear();
            }
        }
    }
}

/// Both parts as one year.
fn joined(settled: Option<&Assessment>, rest: Assessment, year: i32, month: Month) -> Assessment {
    let Assessment { form, vat_status, amounts, mut record } = rest;
    record.assumed.retain(|assumed| *assumed != Assumption::ConversionAllYear);
    let day = month.first_day(year).unwrap_or_default();
    record.assumed.insert(0, Assumption::ConvertedOn { day });
    let Some(settled) = settled else { return Assessment { form, vat_status, amounts, record } };
    let first = &settled.amounts;
    let mut lines = Lines::default();
    for (line, tax) in first.lines.iter().chain(amounts.lines.iter()) {
        lines[line].add(tax.due, tax.relief);
    }
    let sum = |of: fn(&Amounts) -> Money| of(first) + of(&amounts);
    let amounts = Amounts {
        lines,
        receipts: sum(|a| a.receipts),
        revenue: sum(|a| a.revenue),
        costs: sum(|a| a.costs),
        rent_waived: sum(|a| a.rent_waived),
        grants: sum(|a| a.grants),
        deed_tax: sum(|a| a.deed_tax),
        profit: sum(|a| a.profit),
    };
    let mut whole = settled.record.clone();
    whole.steps.append(&mut record.steps);
    whole.refused.append(&mut record.refused);
    whole.benefits.append(&mut record.benefits);
    for assumed in record.assumed {
        if !whole.assumed.contains(&assumed) {
            whole.assumed.push(assumed);
        }
    }
    Assessment { form, vat_status, amounts, record: whole }
}
