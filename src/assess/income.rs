//! From the profit to what income tax is assessed on, and the income tax of a company.

use super::Run;
use super::persons::{of_person, others};
use super::turnover::Turnover;
use crate::base::dates::Period;
use crate::base::names::{AssessedBy, Form, Line};
use crate::base::words::Vocabulary;
use crate::benefits::rent;
use crate::facts::{Assessed, Farming};
use crate::taxes::set_off::SetOff;
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::taxes::{LINES_ON_SALES, enterprise_income, extra_deductions, farm_income, limited_costs, losses, owner};
use crate::{Money, Month};

impl<T: Trace> Run<'_, T> {
    pub(super) fn profit(&mut self, turnover: &Turnover, costs: Money) -> Money {
        let line = rent::income_line(self.form);
        let (receipts, vat, input) = (turnover.receipts, turnover.in_receipts, turnover.input);
        let revenue = self.amounts.revenue;
        let annual = &self.rules.taxes.annual;
        let deducted = if self.form.is_company() { &annual.enterprise_income.deductible } else { &annual.business_income.deductible };
        let (of_lines, is_deducted) = (self.amounts.lines.values(), deducted.rule.taxes.values());
        let sum_of = |first: usize| {
            let deductible = of_lines.iter().zip(is_deducted).take(first).filter(|(_, is_deducted)| **is_deducted);
            deductible.map(|(tax, _)| tax.payable()).sum::<Money>()
        };
        // Where no tax follows from facts, only the first lines have anything.
        let taxes = if self.told.on_facts { sum_of(Line::ALL.len()) } else { sum_of(LINES_ON_SALES) };
        let costs = costs - input;
        let deductible = costs + taxes;
        let profit = revenue - deductible;
        let mut figure =
            |what, basis, result, formula| self.trace.step(|| Step { line, period: Period::Year, what, basis, result, formula });
        figure(What::Revenue, Basis::Arithmetic, revenue, Formula::Less { from: receipts, less: vat });
        if input != Money::ZERO {
            figure(What::InputInCosts, Basis::Given, input, Formula::Given);
        }
        figure(What::Deductible, Basis::Law(deducted.measure), deductible, Formula::Sum { first: costs, second: taxes });
        figure(What::Profit, Basis::Arithmetic, profit, Formula::Less { from: revenue, less: deductible });
        profit
    }

    /// Taxable income by assessed collection, in the forms that use it: a share of income, or of cost grossed up.
    #[inline]
    pub(super) fn assessed(&mut self, profit: Money) -> Option<Money> {
        let assessed = self.profile.assessed.as_ref()?;
        self.by_rate(assessed, profit)
    }

    #[cold]
    fn by_rate(&mut self, assessed: &Assessed, profit: Money) -> Option<Money> {
        if assessed.by == AssessedBy::Receipts || !assessed.forms.contains(&self.form) {
            return None;
        }
        let (line, rate) = (rent::income_line(self.form), assessed.rate);
        let annual = &self.rules.taxes.annual;
        let rule = if self.form.is_company() { &annual.enterprise_income.assessed } else { &annual.business_income.assessed };
        let cost = self.amounts.revenue - profit;
        let (income, formula) = match assessed.by {
            AssessedBy::Income | AssessedBy::Receipts => {
                (self.amounts.revenue.times(rate), Formula::Product { base: self.amounts.revenue, rate })
            }
            AssessedBy::Cost => {
                let income = cost.part(rate.millionths(), rate.complement().millionths().max(1));
                (income, Formula::OfCost { cost, rate })
            }
        };
        self.trace.step(|| Step {
            line,
            period: Period::Year,
            what: What::AssessedIncome,
            basis: Basis::Law(rule.measure),
            result: income,
            formula,
        });
        Some(income)
    }

    /// What of the costs is not deducted.
    pub(super) fn added_back(&mut self) -> Money {
        match self.told.limited_costs {
            true => limited_costs::of_form(&self.rules.taxes, self.profile, self.form, self.amounts.revenue, self.trace),
            false => Money::ZERO,
        }
    }

    /// What of an income is not taxed because it is from farming.
    #[inline(always)] // few farm: only the question is everywhere
    pub(super) fn farm(&mut self, income: Money) -> Money {
        if self.profile.farming == Farming::default() { Money::ZERO } else { self.of_farming(income) }
    }

    #[cold]
    fn of_farming(&mut self, income: Money) -> Money {
        let rule = self.rules.taxes.annual.business_income.farm[self.form].as_ref();
        farm_income::untaxed(rule, rent::income_line(self.form), &self.profile.farming, income, self.trace)
    }

    /// Losses belong to the taxpayer that made them: a new one starts without.
    #[inline]
    pub(super) fn after_losses(&mut self, profit: Money, converting: bool) -> Money {
        if self.profile.losses.is_empty() { profit } else { self.less_losses(profit, converting) }
    }

    #[cold]
    fn less_losses(&mut self, profit: Money, converting: bool) -> Money {
        let annual = &self.rules.taxes.annual;
        let line = rent::income_line(self.form);
        let rules = match self.form.is_company() {
            true => (&annual.enterprise_income.loss_years, Some(&annual.enterprise_income.longer_losses)),
            false => (&annual.business_income.loss_years, None),
        };
        if converting {
            let amount: Money = self.profile.losses.iter().map(|loss| loss.amount).sum();
            if amount > Money::ZERO {
                self.trace.refuse(|| Refusal { line: Some(line), measure: rules.0.measure, reason: Reason::LossStays { amount } });
            }
            return profit;
        }
        profit - losses::use_losses(rules, line, self.rules.year, profit, self.profile, self.trace)
    }

    pub(super) fn company(&mut self, profit: Money, own_premiums: Money, converting: bool, set_off: &SetOff) {
        let (annual, company) = (&self.rules.taxes.annual, &self.profile.company);
        self.levied_on_receipts(set_off);
        if let Some(reduction) = &annual.business_income.reduction {
            let measure = reduction.measure;
            self.trace.refuse(|| Refusal { line: Some(Line::IitBusiness), measure, reason: Reason::NotOfThisForm });
        }
        let mut by_law = profit;
        let adjusted = match self.assessed(profit) {
            // Of farming apart, nothing else is taken off: losses wait for a year with books.
            Some(income) => income - self.farm(income),
            None => {
                by_law += self.added_back();
                let extra = extra_deductions::assess(&annual.enterprise_income.extra, self.profile, self.amounts.revenue, self.trace);
                let paid = by_law - company.owner_wage;
                let farm = self.farm(paid);
                self.after_losses(paid - farm - extra, converting)
            }
        };
        let taxable = adjusted.at_least_zero();
        self.trace.step(|| Step {
            line: Line::Cit,
            period: Period::Year,
            what: What::Taxable,
            basis: Basis::Arithmetic,
            result: taxable,
            formula: Formula::Less { from: by_law, less: by_law - adjusted },
        });
        let mut cit = enterprise_income::assess(
            &annual.enterprise_income,
            taxable,
            &self.profile.scale,
            company,
            &mut self.amounts.lines,
            self.trace,
        );
        if set_off.is_open() {
            let off = set_off.take_cit(&annual.set_off, cit, self.trace);
            self.amounts.lines[Line::Cit].relief += off;
            cit -= off;
        }
        // What is deducted for tax beyond the costs was never spent: it can be distributed. Earlier losses are made good
        // whether or not tax still counts them.
        let losses: Money = if converting { Money::ZERO } else { self.profile.losses.iter().map(|loss| loss.amount).sum() };
        let after_tax = owner::AfterTax { profit: profit - company.owner_wage - cit, losses };
        // The profit of a year is appropriated once the year has ended.
        let keeps = &self.rules.month(Month::DECEMBER).owner;
        let undistributed = owner::dividend(&annual.owner, keeps, after_tax, company, &mut self.amounts.lines, self.trace);
        (self.amounts.undistributed, self.amounts.tax_when_drawn) = (undistributed.amount, undistributed.tax);
        let mut paid = owner::Wage { amount: company.owner_wage, premiums: own_premiums };
        let (person, lines) = (&self.profile.owner, &mut self.amounts.lines);
        paid.amount -= owner::bonus_apart(&annual.owner, company.owner_bonus, &paid, person, lines, self.trace);
        // The other businesses are persons', of whatever form.
        match others(self.rules, self.profile, Form::SoleProprietorship).filter(|_| company.owner_wage > Money::ZERO) {
            Some((_, others)) => {
                let of = of_person(self.rules, self.profile, Form::SoleProprietorship);
                let person = &annual.personal_reduction.of(person, self.profile, Form::SoleProprietorship);
                of.wage_beside(others, &paid, person, lines, self.trace);
            }
            None => owner::wage(&annual.owner, paid, person, lines, self.trace),
        }
    }
}
