//! Conversion inside a year: the present form settles for its months, the new one for the rest.
//!
//! Each is a taxpayer of its own with its own thresholds and brackets; the basic deduction is given once, by months. Facts
//! of the year are split by months; facts of a month go where their month lies: each fact as its declaration says.

use crate::assess::Rules;
use crate::assess::{Assessment, assess, settled_part};
use crate::base::error::{At, Error, Problem};
use crate::base::names::{Form, Line};
use crate::facts::{Divide, Division, Months, Part, Profile, PropertyBase, Rented};
use crate::taxes;
use crate::taxes::amounts::{Amounts, Lines};
use crate::taxes::merged_income::{level, partner_who_owns};
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::Assumption;
use crate::{Money, Month, Period};
use std::sync::Arc;

/// The year of a conversion on the first day of `month`, into each form of `to`: both parts joined.
pub(crate) fn converted(rules: &Rules, profile: &Profile, month: Month, to: &[Form]) -> Result<Vec<Assessment>, Error> {
    let (old, new) = (part(rules, profile, month, Side::Old)?, part(rules, profile, month, Side::New)?);
    let old_rules = shortened(rules, profile, month, Side::Old);
    let settled = match months_before(month) {
        0 => None,
        _ => Some(assess(&old_rules, &old, profile.form)?),
    };
    let after = to.iter().map(|form| {
        let mut new = new.clone();
        let first = settled.as_ref().and_then(|settled| settled_part(&old_rules, &old, &settled.amounts, *form));
        new.other_businesses.extend(first);
        let rest = assess(&shortened(rules, profile, month, Side::New), &new, *form)?;
        let mut whole = joined(settled.as_ref(), rest, rules.year, month);
        // Each part has the facts of its months only.
        whole.record.not_counted = taxes::not_counted(&rules.taxes, profile, *form);
        Ok(whole)
    });
    after.collect()
}

/// The rules and facts of the months before `month`, if there are any, and of those from it on.
#[allow(clippy::type_complexity)] // two pairs
pub(crate) fn both_parts(rules: &Rules, profile: &Profile, month: Month) -> Result<(Option<(Rules, Profile)>, (Rules, Profile)), Error> {
    let before = months_before(month);
    let new = (shortened(rules, profile, month, Side::New), part(rules, profile, month, Side::New)?);
    let old = if before > 0 { Some(months_until(rules, profile, month)?) } else { None };
    Ok((old, new))
}

/// The rules and facts of the months before `month`, as if the year ended there.
pub(crate) fn months_until(rules: &Rules, profile: &Profile, month: Month) -> Result<(Rules, Profile), Error> {
    Ok((shortened(rules, profile, month, Side::Old), part(rules, profile, month, Side::Old)?))
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Old,
    New,
}

fn months_before(month: Month) -> i64 {
    i64::from(month.number()).saturating_sub(1)
}

/// The rules with the basic deduction for the months of operation on one side. A person with comprehensive income uses it there, in
/// full: what is prepaid, and a year of two taxpayers, elects nothing.
fn shortened(rules: &Rules, profile: &Profile, month: Month, side: Side) -> Rules {
    let mut rules = rules.clone();
    let before = months_in(profile.operation, month);
    let (months, cut) = match side {
        Side::Old => (before, true),
        Side::New => (profile.operation.count().saturating_sub(before), months_before(month) > 0),
    };
    let deduction = Arc::new(rules.taxes.annual.business_income.basic_deduction.rule.of_months(months));
    if profile.owner.comprehensive_income == Money::ZERO {
        rules.taxes.annual.owner.basic_deduction.rule = Arc::clone(&deduction);
    }
    rules.taxes.annual.business_income.basic_deduction.rule = deduction;
    rules.taxes.annual.business_income.cut = cut;
    rules
}

/// The facts of one side of the conversion.
fn part(rules: &Rules, profile: &Profile, month: Month, side: Side) -> Result<Profile, Error> {
    let mut part = profile.clone();
    let mut divider = Divider { month, side, has_income: false, problems: Vec::new() };
    Profile::divide(&mut part, &mut divider);
    if !divider.problems.is_empty() {
        let error = Error::profile(divider.problems);
        return Err(profile.origin.source.iter().fold(error, |error, source| error.in_source(source)));
    }
    if !profile.other_businesses.is_empty() {
        // Another business has all the months of the year: who owns it takes the deductions of the year once.
        part.owner.deductions = profile.owner.deductions;
        let owner =
            partner_who_owns(&profile.owner, &profile.partners).and_then(|at| profile.partners.get(at).zip(part.partners.get_mut(at)));
        if let Some(((_, whole), (_, partner))) = owner {
            partner.deductions = whole.deductions;
        }
    }
    part.conversion.month = month;
    // The rules of either side have their months of operation already.
    part.operation = Months { from: Month::JANUARY, to: Month::DECEMBER };
    divide_premises(profile, &mut part, month, side);
    divide_employment(profile, &mut part, month, side);
    divide_fixed_amount(profile, &mut part, month, side);
    if side == Side::New && months_before(month) > 0 {
        let only_converted = |subsidy| rules.benefits.local_subsidy.of[subsidy].as_ref().is_some_and(|local| local.rule.after_conversion);
        part.subsidies.retain(|claim| only_converted(claim.subsidy));
    }
    Ok(part)
}

/// Divides each fact as it is declared.
struct Divider {
    month: Month,
    side: Side,
    /// Whether the person whose facts are divided has comprehensive income.
    has_income: bool,
    problems: Vec<Problem>,
}

impl Divider {
    fn is_old(&self, at: Month) -> bool {
        at < self.month
    }

    fn is_here(&self, at: Month) -> bool {
        self.is_old(at) == (self.side == Side::Old)
    }

    /// Whether what is the one taxpayer's or the other's, whole, is on this side.
    fn has(&self, how: Division) -> bool {
        match how {
            Division::CarriedIn => self.side == Side::Old,
            Division::AskedOnce => self.side == Side::Old || months_before(self.month) == 0,
            Division::Kept => self.side == Side::New,
            _ => true,
        }
    }
}

impl Divide for Divider {
    fn amount(&mut self, how: Division, amount: &mut Money) {
        let by_month = match how {
            Division::Income => {
                self.has_income = *amount != Money::ZERO;
                false
            }
            Division::ByMonth => true,
            Division::ByMonthUnlessIncome => !self.has_income,
            _ => false,
        };
        if by_month {
            let year = Months { from: Month::JANUARY, to: Month::DECEMBER };
            *amount = share(*amount, year, self.month, self.side);
        } else if !self.has(how) {
            *amount = Money::ZERO;
        }
    }

    fn lines<T>(&mut self, how: Division, lines: &mut Vec<T>, when: fn(&T) -> Option<(Period, At)>) {
        if how == Division::InItsTime {
            lines.retain(|line| {
                let Some((period, at)) = when(line) else { return true };
                let is_cut = period.months().any(|at| self.is_old(at)) && !period.months().all(|at| self.is_old(at));
                if let (true, Period::Quarter(quarter)) = (is_cut, period) {
                    let message = RuleProblem::QuarterCutByConversion { quarter: quarter.number(), month: self.month.number() };
                    self.problems.push(Problem::at(message, at));
                }
                self.is_here(period.first_month())
            });
        } else if !self.has(how) {
            lines.clear();
        }
    }

    fn option<T>(&mut self, how: Division, told: &mut Option<T>, when: fn(&T) -> Option<Period>) {
        let of_time = |told: &T| how != Division::InItsTime || when(told).is_none_or(|period| self.is_here(period.first_month()));
        *told = told.take().filter(|told| self.has(how) && of_time(told));
    }

    fn has_months_of(&self, period: Period) -> bool {
        period.months().any(|at| self.is_here(at))
    }
}

/// Shortens some months to those of one side; false where there are none.
fn shortened_to(months: &mut Months, month: Month, side: Side) -> bool {
    let within = match side {
        Side::Old => Month::from_number(month.number().saturating_sub(1)).map(|last| Months { from: months.from, to: months.to.min(last) }),
        Side::New => Some(Months { from: months.from.max(month), to: months.to }),
    };
    let Some(kept) = within.filter(|kept| kept.from <= kept.to) else { return false };
    *months = kept;
    true
}

/// Premises go by their months: of what is not the business's all year, each side has the months that it has of it. The converted
/// business is the same tenant and the same landlord: its months before count toward what a relief gives in a year.
fn divide_premises(profile: &Profile, part: &mut Profile, month: Month, side: Side) {
    let shortened = |months: &mut Months| shortened_to(months, month, side);
    let used: Vec<i64> = profile.rented.iter().map(|rented| rented_before(&profile.rented, rented, month)).collect();
    for (rented, used) in part.rented.iter_mut().zip(used) {
        rented.agreed_cut = share(rented.agreed_cut, rented.months, month, side);
        rented.months_before = if side == Side::New { used } else { 0 };
    }
    part.rented.retain_mut(|rented| shortened(&mut rented.months));
    for property in &mut part.properties {
        if let PropertyBase::Rent(rent) = &mut property.base {
            *rent = share(*rent, property.months, month, side);
        }
        if let (Side::New, Some(cut)) = (side, &mut property.rent_cut) {
            cut.months_before = months_in(property.months, month);
        }
    }
    part.insured.retain_mut(|insured| shortened(&mut insured.months));
    // Land refers to premises by their place in the list: those outside the months stay with none taxed.
    part.lands.retain_mut(|land| shortened(&mut land.months));
    let kept: Vec<bool> = part.properties.iter_mut().map(|property| shortened(&mut property.months)).collect();
    let place = |old: usize| kept.get(old).copied().unwrap_or(false).then(|| kept.iter().take(old).filter(|kept| **kept).count());
    for land in &mut part.lands {
        land.let_with = land.let_with.and_then(place);
    }
    let mut keep = kept.iter();
    part.properties.retain(|_| keep.next().copied().unwrap_or(false));
}

/// A limit of receipts a month is held against the year's, spread over twelve months: each side has its months of it.
fn divide_fixed_amount(profile: &Profile, part: &mut Profile, month: Month, side: Side) {
    let before = months_in(profile.operation, month);
    let months = if side == Side::Old { before } else { profile.operation.count().saturating_sub(before) };
    part.assessed.iter_mut().for_each(|assessed| assessed.free_below = assessed.free_below.part(months, 12));
}

/// What is set off for persons goes by the months of each side.
fn divide_employment(profile: &Profile, part: &mut Profile, month: Month, side: Side) {
    if let Some(told) = &mut part.self_employed {
        told.months = profile.operation;
        part.self_employed = part.self_employed.take_if(|told| shortened_to(&mut told.months, month, side));
    }
    part.hires.retain_mut(|hired| shortened_to(&mut hired.months, month, side));
}

/// How many of some months lie before `month`.
fn months_in(months: Months, month: Month) -> i64 {
    months_before(month).saturating_sub(months_before(months.from)).clamp(0, months.count())
}

/// Months before `month` for which the same tenant rented the premises of a lease itself, under this lease or another.
fn rented_before(all: &[Rented], lease: &Rented, month: Month) -> i64 {
    let same = |other: &&Rented| std::ptr::eq(*other, lease) || lease.premises.is_some() && other.premises == lease.premises;
    all.iter().filter(same).filter(|other| !other.sublet).map(|other| months_in(other.months, month)).sum()
}

/// A side's share of an amount of some months: what the first takes by rounding the second leaves.
fn share(whole: Money, months: Months, month: Month, side: Side) -> Money {
    let first = whole.part(months_in(months, month), months.count());
    match side {
        Side::Old => first,
        Side::New => whole - first,
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
    let mut comprehensive = lines[Line::IitWage].due;
    level(&mut lines[Line::IitBusiness], &mut comprehensive);
    lines[Line::IitWage].due = comprehensive;
    let amounts = Amounts {
        lines,
        receipts: sum(|a| a.receipts),
        revenue: sum(|a| a.revenue),
        costs: sum(|a| a.costs),
        rent_waived: sum(|a| a.rent_waived),
        grants: sum(|a| a.grants),
        deed_tax: sum(|a| a.deed_tax),
        employer_insurance: sum(|a| a.employer_insurance),
        owner_insurance: sum(|a| a.owner_insurance),
        undistributed: sum(|a| a.undistributed),
        tax_when_drawn: sum(|a| a.tax_when_drawn),
        profit: sum(|a| a.profit),
        business_income: sum(|a| a.business_income),
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

#[cfg(all(test, feature = "strategies"))]
mod conserved;
