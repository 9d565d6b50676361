//! One assessment: the order of the taxes, for one business in one form and one year.
//!
//! VAT → surcharges → stamp, property, land-use, resource and farmland taxes → income tax → the owner. Each later tax
//! starts from the earlier ones; nothing reaches back.

mod check;

use crate::amounts::{Amounts, Lines};
use crate::calendar::Period;
use crate::error::{At, Error};
use crate::facts::{Contract, Profile, PropertyBase};
use crate::names::{AssessedBy, ContractKind, Form, Line, SizeClass, VatStatus};
use crate::policy::Rules;
use crate::rules::general_status::Standing;
use crate::rules::general_vat::Carried;
use crate::rules::reduce_payable::Ground;
use crate::rules::size::Figures;
use crate::rules::surcharges::{PeriodBase, SURCHARGES};
use crate::rules::{
    business_income, credit_refund, deed_tax, deferral, enterprise_income, entitlement, extra_deductions, farmland, general_status,
    general_vat, land_use, local_subsidy, owner, premium_refund, property, registration_fee, rent, resource, small_scale_vat, stamp,
    start_up_loan, surcharges, unemployment_rate,
};
use crate::trace::{Assumption, Formula, MeasureIx, Reason, Record, Refusal, Silent, Step, Trace, What};
use crate::{Money, Month};

/// An assessment with everything it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The form assessed.
    pub form: Form,
    /// VAT standing at the beginning of the year.
    pub vat_status: VatStatus,
    /// The figures.
    pub amounts: Amounts,
    /// Steps, refusals, assumptions.
    pub record: Record,
}

impl Assessment {
    /// The measures that a line rests on, by their place in the pack.
    pub fn citations(&self, line: Line) -> Vec<MeasureIx> {
        let mut cited: Vec<MeasureIx> = self.record.steps.iter().filter(|step| step.line == line).filter_map(|step| step.measure).collect();
        cited.sort();
        cited.dedup();
        cited
    }
}

/// Assesses a profile in a form, keeping every step.
///
/// # Errors
/// Facts that are missing for the form, impossible under the rules in force, or of a period the pack does not cover.
pub fn assess(rules: &Rules, profile: &Profile, form: Form) -> Result<Assessment, Error> {
    let mut record = Record::default();
    let amounts = assess_with(rules, profile, form, &mut record)?;
    Ok(Assessment { form, vat_status: profile.vat_status, amounts, record })
}

/// Assesses a profile in a form: the figures alone, as fast as possible.
///
/// # Errors
/// As [`assess`].
pub fn amounts(rules: &Rules, profile: &Profile, form: Form) -> Result<Amounts, Error> {
    assess_with(rules, profile, form, &mut Silent)
}

/// Assesses a profile in a form, telling `trace` every step.
///
/// # Errors
/// As [`assess`].
pub fn assess_with<T: Trace>(rules: &Rules, profile: &Profile, form: Form, trace: &mut T) -> Result<Amounts, Error> {
    let standing = general_status::standing(rules, profile, form, trace);
    check::facts(rules, profile, form, standing)?;
    Ok(Run {
        rules,
        profile,
        form,
        ground: ground(rules, profile, form, standing),
        lines: Lines::default(),
        revenue: Money::ZERO,
        vat_in_receipts: Money::ZERO,
        input: Money::ZERO,
        credit: Money::ZERO,
        trace,
    }
    .all())
}

/// On what grounds the six taxes and two fees may be reduced. A company that is a general taxpayer goes by its last
/// settlement; one that has just been made of another form, by its staff and assets.
fn ground(rules: &Rules, profile: &Profile, form: Form, standing: Standing) -> Ground {
    let scale = &profile.scale;
    let as_new =
        |month: Month| rules.annual.small_low_profit_test.as_ref().is_some_and(|test| test.rule.admits_new(scale, month.quarter()));
    let filed_by = |month: Month| rules.month(month).vat.filing.rule.last_day(profile.filing, month, rules.year);
    let mut small_low_profit = [false; 12];
    for (small, month) in small_low_profit.iter_mut().zip(Month::all()) {
        *small = match (scale.settled_small, scale.first_settlement) {
            _ if form != profile.form => as_new(month),
            (Some([to_june, _]), _) if month.number() <= 6 => to_june,
            (Some([_, from_july]), _) => from_july,
            // What was filed before the first settlement stands; its result rules what is filed after it.
            (None, Some(first)) if filed_by(month).is_some_and(|day| day < first.on) => as_new(month),
            (None, Some(first)) => first.small,
            (None, None) => false,
        };
    }
    Ground { standing, form, small_low_profit }
}

/// One run through the taxes.
struct Run<'r, T> {
    rules: &'r Rules,
    profile: &'r Profile,
    form: Form,
    ground: Ground,
    lines: Lines,
    /// Receipts less VAT, once they are known.
    revenue: Money,
    /// VAT that customers paid and the taxpayer does not keep.
    vat_in_receipts: Money,
    /// Input tax in the costs that may be credited, and so is no cost.
    input: Money,
    /// VAT credit carried out of the year.
    credit: Money,
    trace: &'r mut T,
}

/// What stands beside the taxes and moves money: grants received, fees and deed tax paid.
struct Beside {
    grants: Money,
    fees: Money,
    deed_tax: Money,
}

impl<T: Trace> Run<'_, T> {
    fn all(mut self) -> Amounts {
        let receipts = self.turnover();
        self.revenue = receipts - self.vat_in_receipts;
        self.other_taxes();
        let (rent, rent_waived) = self.rent();
        let converting = self.form != self.profile.form;
        let conversion = if converting { self.profile.conversion } else { Default::default() };
        if converting {
            self.trace.assume(|| Assumption::ConversionAllYear);
            if conversion.costs() == Money::ZERO {
                self.trace.assume(|| Assumption::NoConversionCosts);
            }
        }
        let beside = self.beside(converting);
        let costs = self.profile.costs.total() + rent - rent_waived + conversion.costs() + beside.fees;
        let profit = self.profit(receipts, costs);
        if self.form.is_company() {
            self.company(profit, converting)
        } else {
            self.persons(profit, converting)
        }
        Amounts {
            lines: self.lines,
            receipts,
            revenue: self.revenue,
            costs,
            rent_waived,
            grants: conversion.grants + beside.grants,
            deed_tax: beside.deed_tax,
            profit,
        }
    }

    /// What stands beside the taxes of the year.
    fn beside(&mut self, converting: bool) -> Beside {
        let (annual, profile) = (&self.rules.annual, self.profile);
        let (small, large) = self.size();
        self.trace.chose(annual.size_classes.as_ref().map(|rule| rule.measure), || i64::from(small) + 2 * i64::from(large));
        deferral::insurance(annual, profile, self.trace);
        unemployment_rate::assess(annual, profile, self.trace);
        entitlement::assess(annual, profile, self.trace);
        entitlement::late_charge(annual, profile, self.trace);
        for december in Month::all().skip(11) {
            credit_refund::assess(&self.rules.month(december).vat, profile, self.credit, small, self.trace);
        }
        let grants = premium_refund::assess(annual, profile, large, self.trace)
            + local_subsidy::assess(annual, profile, converting, self.trace)
            + start_up_loan::assess(annual, profile, self.trace);
        let fees = registration_fee::assess(annual, profile, small, self.trace);
        let deed_tax = if converting { deed_tax::assess(annual, profile, self.form, self.trace) } else { Money::ZERO };
        Beside { grants, fees, deed_tax }
    }

    /// Whether the business counts as small (any individual business does) and whether as large.
    fn size(&self) -> (bool, bool) {
        let by_figures = || {
            let rule = self.rules.annual.size_classes.as_ref()?;
            rule.rule.class(&self.profile.industry, &Figures::of(&self.profile.scale, self.revenue)?)
        };
        let class = self.profile.scale.class.or_else(by_figures);
        let individual = self.form == Form::IndividualBusiness;
        (individual || matches!(class, Some(SizeClass::Micro | SizeClass::Small)), !individual && class == Some(SizeClass::Large))
    }

    /// VAT and what is levied on it, period by period; returns the receipts.
    fn turnover(&mut self) -> Money {
        let profile = self.profile;
        let (mut receipts, mut year_sales) = (Money::ZERO, Money::ZERO);
        let (mut of_periods, mut before) = ([(Period::Year, Money::ZERO); 12], Money::ZERO);
        let mut carried = Carried { credit: profile.general.opening_credit, addition: profile.general.opening_addition };
        for (period, of_period) in profile.filing.periods().zip(&mut of_periods) {
            let vat = match self.ground.standing.is_general(period.first_month()) {
                false => small_scale_vat::assess_period(
                    self.rules,
                    &profile.sales,
                    profile.filing,
                    self.form,
                    period,
                    &mut self.lines,
                    self.trace,
                ),
                true => {
                    let month = self.rules.month(period.first_month());
                    general_vat::assess_period(month, &profile.sales, &profile.general, period, &mut carried, &mut self.lines, self.trace)
                }
            };
            let consumption: Money = profile
                .consumption_tax
                .iter()
                .filter(|(when, _)| period.months().any(|m| m == when.first_month()))
                .map(|(_, paid)| *paid)
                .sum();
            let base = PeriodBase {
                period,
                filing: profile.filing,
                paid: vat.payable + consumption,
                sales: vat.sales,
                locality: profile.locality,
            };
            surcharges::assess_period(self.rules.month(period.first_month()), &base, self.ground, &mut self.lines, self.trace);
            receipts += vat.receipts;
            self.vat_in_receipts += vat.in_receipts;
            self.input += vat.input;
            year_sales += vat.sales;
            let payable = taxes_on_sales(&self.lines);
            *of_period = (period, payable - before);
            before = payable;
        }
        self.credit = carried.credit;
        deferral::taxes(&self.rules.annual, profile, year_sales, &of_periods, self.trace);
        receipts
    }

    fn other_taxes(&mut self) {
        let (profile, rules, annual, ground) = (self.profile, self.rules, &self.rules.annual, self.ground);
        for contract in &profile.contracts {
            stamp::assess(rules.month(contract.month), contract, profile.movables_as_individual, None, ground, &mut self.lines, self.trace);
        }
        if self.form != profile.form {
            self.stamp_of_conversion();
        }
        for owned in &profile.properties {
            property::assess(annual, owned, ground, &mut self.lines, self.trace);
        }
        for land in &profile.lands {
            land_use::assess(annual, land, &profile.properties, ground, &mut self.lines, self.trace);
        }
        for sold in &profile.resources {
            let month = rules.month(sold.period.first_month());
            if let Some(law) = &month.resource {
                resource::assess(law, month, sold, ground, &mut self.lines, self.trace);
            }
        }
        for land in &profile.farmlands {
            let month = rules.month(land.month);
            if let Some(law) = &month.farmland {
                farmland::assess(law, month, land, ground, &mut self.lines, self.trace);
            }
        }
    }

    /// Stamp duty on the new company's capital, and on its copy of the deed that moves land and houses.
    fn stamp_of_conversion(&mut self) {
        let (profile, conversion) = (self.profile, &self.profile.conversion);
        let (month, rules) = (conversion.month, self.rules.month(conversion.month));
        let mut document = |kind: ContractKind, amount: Money, exempt: Option<MeasureIx>, trace: &mut T| {
            if amount > Money::ZERO {
                let document = Contract { month, kind, amount, vat_stated: Money::ZERO, at: At::default() };
                stamp::assess(rules, &document, None, exempt, self.ground, &mut self.lines, trace);
            }
        };
        if self.form.is_company() {
            document(ContractKind::Capital, conversion.paid_in_capital, None, self.trace);
        }
        let mut exempt = None;
        if let Some(spared) = rules.conversion_deeds.as_ref().filter(|_| conversion.property_moved > Money::ZERO) {
            match spared.rule.refuses(self.form, conversion.investor_share) {
                None => exempt = Some(spared.measure),
                Some(reason) => {
                    self.trace.refuse(|| Refusal { line: Some(Line::Stamp), measure: spared.measure, reason });
                }
            }
        }
        document(ContractKind::RealEstateTransfer, conversion.property_moved, exempt, self.trace);
        let owned = profile.properties.iter().any(|owned| matches!(owned.base, PropertyBase::Value(_)));
        if owned && conversion.property_moved == Money::ZERO {
            self.trace.assume(|| Assumption::PropertyStays);
        }
    }

    fn rent(&mut self) -> (Money, Money) {
        let (mut rent, mut waived) = (Money::ZERO, Money::ZERO);
        for rented in &self.profile.rented {
            let (of_lease, off) = rent::assess(&self.rules.annual, rented, self.profile, self.revenue, self.form, self.trace);
            rent += of_lease;
            waived += off;
        }
        (rent, waived)
    }

    fn profit(&mut self, receipts: Money, costs: Money) -> Money {
        const DEDUCTIBLE: [Line; 7] = [
            Line::UrbanMaintenance,
            Line::EducationSurcharge,
            Line::LocalEducationSurcharge,
            Line::Stamp,
            Line::Property,
            Line::UrbanLandUse,
            Line::Resource,
        ];
        let line = rent::income_line(self.form);
        let vat = self.vat_in_receipts;
        let revenue = self.revenue;
        let taxes: Money = DEDUCTIBLE.iter().map(|line| self.lines[*line].payable()).sum();
        let (input, costs) = (self.input, costs - self.input);
        let deductible = costs + taxes;
        let profit = revenue - deductible;
        let mut figure =
            |what, result, formula| self.trace.step(|| Step { line, period: Period::Year, what, measure: None, result, formula });
        figure(What::Revenue, revenue, Formula::Less { from: receipts, less: vat });
        if input != Money::ZERO {
            figure(What::InputInCosts, input, Formula::Given);
        }
        figure(What::Deductible, deductible, Formula::Sum { first: costs, second: taxes });
        figure(What::Profit, profit, Formula::Less { from: revenue, less: deductible });
        profit
    }

    /// Taxable income by assessed collection, in the forms that use it: a share of income, or of cost grossed up.
    fn assessed(&mut self, profit: Money) -> Option<Money> {
        let assessed = self.profile.assessed.as_ref().filter(|assessed| assessed.forms.contains(&self.form))?;
        let (line, rate) = (rent::income_line(self.form), assessed.rate);
        let cost = self.revenue - profit;
        let (income, formula) = match assessed.by {
            AssessedBy::Income => (self.revenue.times(rate), Formula::Product { base: self.revenue, rate }),
            AssessedBy::Cost => {
                let income = cost.part(rate.millionths(), rate.complement().millionths().max(1));
                (income, Formula::OfCost { cost, rate })
            }
        };
        self.trace.step(|| Step { line, period: Period::Year, what: What::AssessedIncome, measure: None, result: income, formula });
        Some(income)
    }

    /// Losses belong to the taxpayer that made them: a new one starts without.
    fn after_losses(&mut self, profit: Money, converting: bool) -> Money {
        let annual = &self.rules.annual;
        let line = rent::income_line(self.form);
        let rule = if self.form.is_company() { &annual.cit_loss_years } else { &annual.iit_loss_years };
        if converting {
            let amount: Money = self.profile.losses.iter().map(|loss| loss.amount).sum();
            if amount > Money::ZERO {
                self.trace.refuse(|| Refusal { line: Some(line), measure: rule.measure, reason: Reason::LossStays { amount } });
            }
            return profit;
        }
        profit - business_income::use_losses(rule, line, self.rules.year, profit, &self.profile.losses, self.trace)
    }

    fn company(&mut self, profit: Money, converting: bool) {
        let (annual, company) = (&self.rules.annual, &self.profile.company);
        if let Some(halving) = &annual.reduce_iit {
            let measure = halving.measure;
            self.trace.refuse(|| Refusal { line: Some(Line::IitBusiness), measure, reason: Reason::NotOfThisForm });
        }
        let before_losses = match self.assessed(profit) {
            Some(income) => income,
            None => profit - company.owner_wage - extra_deductions::assess(annual, self.profile, self.revenue, self.trace),
        };
        let adjusted = self.after_losses(before_losses, converting);
        let taxable = adjusted.at_least_zero();
        self.trace.step(|| Step {
            line: Line::Cit,
            period: Period::Year,
            what: What::Taxable,
            measure: None,
            result: taxable,
            formula: Formula::Less { from: profit, less: profit - adjusted },
        });
        let cit = enterprise_income::assess(annual, taxable, &self.profile.scale, company.high_tech, &mut self.lines, self.trace);
        // What is deducted for tax beyond the costs was never spent: it can be distributed.
        let losses = before_losses - adjusted;
        owner::dividend(annual, profit - company.owner_wage - losses - cit, company, &mut self.lines, self.trace);
        owner::wage(annual, company.owner_wage, &self.profile.owner, &mut self.lines, self.trace);
    }

    fn persons(&mut self, profit: Money, converting: bool) {
        let annual = &self.rules.annual;
        let assessed = self.assessed(profit);
        let income = match assessed {
            Some(income) => income,
            None => self.after_losses(profit, converting),
        };
        let assessed = assessed.is_some();
        if self.form == Form::Partnership {
            self.trace.assume(|| Assumption::OnePartnerInput { partners: self.profile.partners.len() });
            for (share, person) in &self.profile.partners {
                let part = income.times(*share);
                self.trace.step(|| Step {
                    line: Line::IitBusiness,
                    period: Period::Year,
                    what: What::ShareOfProfit,
                    measure: None,
                    result: part,
                    formula: Formula::Share { amount: income, share: *share },
                });
                business_income::assess(annual, part, assessed, person, self.form, &mut self.lines, self.trace);
            }
        } else {
            business_income::assess(annual, income, assessed, &self.profile.owner, self.form, &mut self.lines, self.trace);
        }
    }
}

/// VAT and the three surcharges payable so far.
fn taxes_on_sales(lines: &Lines) -> Money {
    std::iter::once(Line::Vat).chain(SURCHARGES).map(|line| lines[line].payable()).sum()
}
