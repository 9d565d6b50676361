//! Several business incomes of one person in a year (两处以上取得经营所得) are taxed together at settlement: one table of brackets, one set
//! of deductions, one cap of the reduction, which is only for the part of individual businesses.
//!
//! What a business bears is what the tax on all of them is more than the tax on the others alone.

use super::business_income::OfPerson;
use super::owner::{self, BasicDeduction};
use crate::base::dates::Period;
use crate::base::names::{Form, Line};
use crate::facts::{OtherBusiness, Person, SettledPart};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

/// Which of the partners owns the other businesses: the one who has the owner's facts, or else the largest share.
pub(crate) fn partner_who_owns(owner: &Person, partners: &[(Rate, Person)]) -> Option<usize> {
    let same = |who: &Person| (who.comprehensive_income, who.deductions) == (owner.comprehensive_income, owner.deductions);
    partners.iter().enumerate().max_by_key(|(_, (share, who))| (same(who), *share)).map(|(at, _)| at)
}

/// Business incomes of one person, none of them below nought: a loss of one business is not taken off the income of another.
#[derive(Clone, Copy, Default)]
struct Incomes {
    /// Of individual businesses.
    individual: Money,
    /// Of sole proprietorships and partnerships.
    enterprises: Money,
    /// What of both is assessed: nothing is deducted from it.
    assessed: Money,
}

impl Incomes {
    fn add(&mut self, form: Form, assessed: bool, income: Money) {
        let income = income.at_least_zero();
        *(if form == Form::IndividualBusiness { &mut self.individual } else { &mut self.enterprises }) += income;
        if assessed {
            self.assessed += income;
        }
    }

    fn all(&self) -> Money {
        self.individual + self.enterprises
    }
}

/// The deductions of a person.
#[derive(Clone, Copy, Default)]
struct Deductions {
    all: Money,
    /// What of them belongs to the months of individual businesses.
    of_individual: Money,
}

/// The tax on business incomes.
#[derive(Clone, Copy, Default)]
struct OnBusiness {
    deduction: Money,
    taxable: Money,
    /// What of that is individual businesses'.
    individual: Money,
    tax: Tax,
}

/// A person's two taxes, the deductions taken off one income or the other.
#[derive(Clone, Copy, Default)]
struct Both {
    business: OnBusiness,
    comprehensive: Money,
    /// What both would come to the other way, where there are two.
    otherwise: Option<Money>,
    off_business: bool,
}

impl Both {
    fn payable(&self) -> Money {
        self.business.tax.payable() + self.comprehensive
    }
}

impl OfPerson<'_> {
    /// Assesses `income`, which is after losses and before personal deductions, together with the owner's other businesses; `alone` is the
    /// person without what this business sets off.
    #[cold]
    pub(crate) fn assess_with<T: Trace>(
        &self,
        (merge, others): (MeasureIx, &[OtherBusiness]),
        income: Money,
        (person, alone): (&Person, &Person),
        lines: &mut Lines,
        trace: &mut T,
    ) {
        let settled = others.iter().find_map(|other| other.settled);
        // Reliefs of other policies are of the whole year; what is set off belongs to this business.
        let of_year = |person: &Person| {
            let before = settled.map_or(Money::ZERO, |settled| settled.other_relief);
            Person { other_relief: person.other_relief + before, ..*person }
        };
        let (person, alone) = (&of_year(person), &of_year(alone));
        let mut all = incomes(others, |_| true);
        all.add(self.form, self.assessed, income);
        // A loss is no income.
        trace.chose(Some(merge), || i64::from(income > Money::ZERO));
        let elsewhere = incomes(others, |other| other.settled.is_none());
        let with = self.both(&all, self.deductions(others, person), person, trace);
        let without = self.both(&elsewhere, self.of_whole_year(alone), alone, trace);
        let before = settled.unwrap_or_default();
        let mut tax = Tax {
            due: with.business.tax.due - without.business.tax.due - before.due,
            relief: with.business.tax.relief - without.business.tax.relief - before.relief,
        };
        let mut comprehensive = with.comprehensive - without.comprehensive - before.comprehensive;
        if settled.is_none() {
            let is_less = level(&mut tax, &mut comprehensive);
            trace.chose(Some(merge), || i64::from(is_less));
        }
        self.tell(merge, (income, &all), (&with, person), (tax, comprehensive), trace);
        lines[Line::IitBusiness].add(tax.due, tax.relief);
        lines[Line::IitWage].add(comprehensive, Money::ZERO);
    }

    /// What the owner's wage from a company costs beside other businesses: the deductions go where they save most.
    #[cold]
    pub(crate) fn wage_beside<T: Trace>(
        &self,
        others: &[OtherBusiness],
        wage: &owner::Wage,
        person: &Person,
        lines: &mut Lines,
        trace: &mut T,
    ) {
        let (line, incomes) = (Line::IitWage, incomes(others, |_| true));
        let paid = Person { comprehensive_income: person.comprehensive_income + wage.taxed(), ..*person };
        let mut both = |person: &Person| self.both(&incomes, self.of_whole_year(person), person, trace).payable();
        let (with, without) = (both(&paid), both(person));
        // Wherever the deductions go, each way has a bracket of its own.
        for deduction in [Money::ZERO, self.comprehensive.basic_deduction.rule.year + person.deductions] {
            owner::chose_bracket(self.comprehensive, paid.comprehensive_income, deduction, trace);
        }
        trace.step(|| Step {
            line,
            period: Period::Year,
            what: What::Due,
            basis: Basis::Law(self.comprehensive.table.measure),
            result: with - without,
            formula: Formula::WithLess { with, without },
        });
        lines[line].add(with - without, Money::ZERO);
    }

    /// What the owner's other businesses bear of income tax by themselves.
    pub(crate) fn of_others(&self, others: &[OtherBusiness], person: &Person) -> Money {
        let both = self.both(&incomes(others, |_| true), self.of_whole_year(person), person, &mut crate::taxes::trace::Silent);
        both.payable() - owner::comprehensive_taxes(self.comprehensive, person).1
    }

    /// The deductions of the whole year: who has another business in the year has all its months.
    fn of_whole_year(&self, person: &Person) -> Deductions {
        let BasicDeduction { month, .. } = *self.rules.basic_deduction.rule;
        Deductions { all: month.times_whole(12) + person.deductions, of_individual: Money::ZERO }
    }

    /// The deductions off all incomes. Those of another business are taken where they save most (财税〔2000〕91号 art. 13); the two parts
    /// of a converted year have each its own months.
    fn deductions(&self, others: &[OtherBusiness], person: &Person) -> Deductions {
        if others.iter().any(|other| other.settled.is_none()) {
            return self.of_whole_year(person);
        }
        let mut deductions = Deductions::default();
        let before = others.iter().filter_map(|other| Some((other.form, other.settled?.deduction)));
        for (form, deduction) in before.chain([(self.form, self.of_months(person))]) {
            deductions.all += deduction;
            if form == Form::IndividualBusiness {
                deductions.of_individual += deduction;
            }
        }
        // Beside comprehensive income they are told to both parts whole.
        if person.comprehensive_income != Money::ZERO {
            deductions.all += person.deductions;
        }
        deductions
    }

    /// The deductions of the months of this business.
    fn of_months(&self, person: &Person) -> Money {
        let own = if person.comprehensive_income == Money::ZERO { person.deductions } else { Money::ZERO };
        if self.assessed { Money::ZERO } else { self.rules.basic_deduction.rule.of_months(self.months).year + own }
    }

    /// The person's taxes on some business incomes and on the comprehensive income.
    fn both<T: Trace>(&self, incomes: &Incomes, deductions: Deductions, person: &Person, trace: &mut T) -> Both {
        let off_business = self.on_business(incomes, deductions, person);
        if person.comprehensive_income == Money::ZERO {
            self.chose(off_business.taxable, off_business.individual, person, trace);
            return Both { business: off_business, comprehensive: Money::ZERO, otherwise: None, off_business: true };
        }
        let (whole, less) = owner::comprehensive_taxes(self.comprehensive, person);
        let business = self.on_business(incomes, Deductions::default(), person);
        self.chose(business.taxable, business.individual, person, trace);
        let there = Both { business, comprehensive: less, otherwise: None, off_business: false };
        let Some(election) = self.rules.election.as_ref().filter(|_| incomes.all() > incomes.assessed) else { return there };
        self.chose(off_business.taxable, off_business.individual, person, trace);
        let here = Both { business: off_business, comprehensive: whole, otherwise: None, off_business: true };
        let (better, other) = if here.payable() < there.payable() { (here, there) } else { (there, here) };
        trace.chose(Some(election.measure), || i64::from(better.off_business));
        Both { otherwise: Some(other.payable()), ..better }
    }

    fn on_business(&self, incomes: &Incomes, deductions: Deductions, person: &Person) -> OnBusiness {
        let brackets = &self.rules.table.rule.brackets;
        let deduction = deductions.all.min(incomes.all() - incomes.assessed);
        let taxable = incomes.all() - deduction;
        let individual = (incomes.individual - deductions.of_individual).at_least_zero().min(taxable);
        let due = brackets.tax(taxable);
        let other = person.other_relief_of(due);
        let reduced = self.reduced(individual, taxable, other).min(due - other);
        OnBusiness { deduction, taxable, individual, tax: Tax { due, relief: other + reduced } }
    }

    /// The reduction of the tax on the income of individual businesses, by the statutory formula on their income together (国家税务总局公告
    /// 2023年第12号 art. 2); of other reliefs it has its share of all business income.
    fn reduced(&self, individual: Money, taxable: Money, other: Money) -> Money {
        let reduction = self.rules.reduction.as_ref().filter(|it| it.rule.is_for(Form::IndividualBusiness));
        let brackets = &self.rules.table.rule.brackets;
        reduction.map_or(Money::ZERO, |reduction| reduction.rule.relief(brackets, individual, taxable, other))
    }

    fn tell<T: Trace>(
        &self,
        merge: MeasureIx,
        (income, all): (Money, &Incomes),
        (with, person): (&Both, &Person),
        (tax, comprehensive): (Tax, Money),
        trace: &mut T,
    ) {
        let (period, on, table) = (Period::Year, &with.business, &self.rules.table);
        let mut step = |line, what, basis, result, formula| trace.step(|| Step { line, period, what, basis, result, formula });
        let (line, law) = (Line::IitBusiness, Basis::Law(merge));
        let own = income.at_least_zero();
        step(line, What::MergedIncome, law, all.all(), Formula::Sum { first: own, second: all.all() - own });
        if on.deduction > Money::ZERO {
            let basic = Basis::Law(self.rules.basic_deduction.measure);
            let formula =
                Formula::Sum { first: on.deduction - person.deductions.min(on.deduction), second: person.deductions.min(on.deduction) };
            step(line, What::PersonalDeduction, basic, on.deduction, formula);
        }
        step(line, What::Taxable, Basis::Arithmetic, on.taxable, Formula::Less { from: all.all(), less: on.deduction });
        let bracket = table.rule.brackets.of(on.taxable);
        let formula = Formula::Bracket { base: on.taxable, rate: bracket.rate, quick: bracket.quick_deduction };
        step(line, What::MergedDue, Basis::Law(table.measure), on.tax.due, formula);
        let other = person.other_relief_of(on.tax.due);
        if other > Money::ZERO {
            step(line, What::MergedRelief, Basis::Given, other, Formula::Given);
        }
        if let Some(reduction) = self.rules.reduction.as_ref().filter(|_| on.tax.relief > other) {
            let formula = reduction.rule.formula(&table.rule.brackets, on.individual, on.taxable, other);
            step(line, What::MergedRelief, Basis::Law(reduction.measure), on.tax.relief - other, formula);
        }
        step(line, What::Due, law, tax.due, Formula::Less { from: on.tax.due, less: on.tax.due - tax.due });
        if tax.relief != Money::ZERO {
            step(line, What::ReliefOfMerged, law, tax.relief, Formula::Less { from: on.tax.relief, less: on.tax.relief - tax.relief });
        }
        if comprehensive != Money::ZERO {
            let (from, less) = (with.comprehensive, with.comprehensive - comprehensive);
            step(Line::IitWage, What::Due, Basis::Law(self.comprehensive.table.measure), comprehensive, Formula::Less { from, less });
        }
        if let Some(otherwise) = with.otherwise {
            let tax = with.payable();
            trace.assume(|| match with.off_business {
                true => Assumption::DeductedFromBusinessIncome { tax, otherwise },
                false => Assumption::DeductedFromComprehensiveIncome { tax, otherwise },
            });
        }
        if let Some(reduction) = &self.rules.reduction {
            self.tell_reduced(reduction.measure, reduction.rule.income_up_to, on, person, trace);
        }
    }

    fn tell_reduced<T: Trace>(&self, measure: MeasureIx, cap: Money, on: &OnBusiness, person: &Person, trace: &mut T) {
        let refuse = |reason| Refusal { line: Some(Line::IitBusiness), measure, reason };
        if on.individual > cap {
            trace.refuse(|| refuse(Reason::IncomeOverCap { income: on.individual, cap }));
        }
        if on.individual == on.taxable {
            return;
        }
        trace.refuse(|| refuse(Reason::NotOfThisForm));
        if on.individual > Money::ZERO {
            let other = person.other_relief_of(on.tax.due);
            let reduced = on.tax.relief - other;
            let by_share = self.reduced(on.taxable, on.taxable, other).part(on.individual.fen(), on.taxable.fen());
            trace.assume(|| Assumption::ReducedOnOwnIncome { income: on.individual, reduced, by_share });
        }
    }
}

fn incomes(others: &[OtherBusiness], which: impl Fn(&OtherBusiness) -> bool) -> Incomes {
    let mut incomes = Incomes::default();
    for other in others.iter().filter(|other| which(other)) {
        incomes.add(other.form, other.settled.is_some_and(|settled| settled.assessed), other.income);
    }
    incomes
}

/// No part of a difference of two taxes stays below nought: the deductions may go from one income to the other with the business.
/// Returns whether less is payable on business income with this business than without it.
pub(crate) fn level(tax: &mut Tax, comprehensive: &mut Money) -> bool {
    let less = (-*comprehensive).at_least_zero();
    *comprehensive += less;
    tax.due -= less;
    let negative = (-tax.relief).at_least_zero();
    tax.relief += negative;
    tax.due += negative;
    let is_less = tax.payable() < Money::ZERO;
    if is_less {
        *comprehensive += tax.payable();
        *tax = Tax::default();
    }
    is_less
}

/// The part of a year before a conversion, as another business of the year after it.
pub(crate) fn settled_part(of: &OfPerson<'_>, income: Money, person: &Person, lines: &Lines) -> OtherBusiness {
    let Tax { due, relief } = lines[Line::IitBusiness];
    let settled = SettledPart {
        deduction: of.of_months(person),
        assessed: of.assessed,
        other_relief: person.other_relief,
        due,
        relief,
        comprehensive: lines[Line::IitWage].due,
    };
    OtherBusiness { form: of.form, income: income.at_least_zero(), paid: None, settled: Some(settled) }
}
