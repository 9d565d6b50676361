//! Individual income tax on business income (经营所得): brackets, deductions, losses, and the reduction of the tax.

use super::OwnLine;
use super::brackets::{Brackets, brackets};
use super::farm_income::FarmIncome;
use super::filing::IncomePrepayment;
use super::limited_costs::Limits;
use super::losses::{LossYears, LossYearsOfIndustry, LossYearsRecognised};
use super::owner::{self, BasicDeduction};
use super::personal_reduction::other_reliefs;
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::money::Ratio;
use crate::base::names::{ByForm, ByLine, Form, Line, TaxpayerGroup};
use crate::base::slot::{Part, Subject, Turn};
use crate::facts::Person;
use crate::law::parameter::{all, amount, parameters, rate, word, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Assumption, Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct IitBusiness en "Brackets of individual income tax on business income" zh "经营所得税率表" {
        pub(crate) brackets: Brackets = brackets(), en "the brackets; the last is open" zh "各级距，末级不设上限";
    }
}

impl Rule for IitBusiness {
    const DECIDES: &'static Subject = &Subject::annual("iit-business", "brackets on business income", "经营所得税率表").always();
}

parameters! {
    pub(crate) struct DeductibleTaxes en "The taxes and fees that are deducted from income" zh "准予扣除的税费" {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
        pub(crate) taxes: ByLine<bool> = words(all()).map(DeductibleTaxes::by_line), en "what is deducted" zh "扣除的税费";
    }
}

impl DeductibleTaxes {
    fn by_line(taxes: Vec<Line>) -> ByLine<bool> {
        ByLine::from_fn(|line| taxes.contains(&line))
    }
}

impl Rule for DeductibleTaxes {
    const DECIDES: &'static Subject = &Subject::annual("deductible-taxes", "deductible taxes", "准予扣除的税费")
        .always_for(&[Part::Line(Line::IitBusiness), Part::Line(Line::Cit)]);

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

parameters! {
    pub(crate) struct AssessedIncome
        en "Where collection is assessed, taxable income is a share of income or of cost, and nothing else is taken off it"
        zh "核定应税所得率征收：按收入或成本乘以应税所得率，不再另行扣除"
    {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
    }
}

impl Rule for AssessedIncome {
    const DECIDES: &'static Subject = &Subject::annual("assessed-income", "assessed income", "核定应纳税所得额")
        .always_for(&[Part::Line(Line::IitBusiness), Part::Line(Line::Cit)]);

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

parameters! {
    pub(crate) struct ReduceBusinessIit en "The tax on business income up to a cap is reduced" zh "经营所得限额以内部分减征个人所得税" {
        pub(crate) income_up_to: Money = amount(), en "the cap on income" zh "应纳税所得额限额";
        pub(crate) reduction: Rate = rate(), en "the share of the tax that is not levied" zh "减征比例";
        who: Vec<TaxpayerGroup> = words(&[TaxpayerGroup::IndividualBusiness]), en "whom it is for" zh "适用主体";
    }
}

impl Rule for ReduceBusinessIit {
    const DECIDES: &'static Subject =
        &Subject::annual("reduce-business-iit", "reduction of business-income tax", "经营所得减征").relieves(Line::IitBusiness, Turn::Any);
}

impl ReduceBusinessIit {
    /// 减免税额 = (应纳税所得额不超过限额部分的应纳税额 − 其他政策减免税额 × 该部分 ÷ 应纳税所得额) × 减征比例. `own`: what of the taxable
    /// income it is for.
    pub(crate) fn relief(&self, brackets: &Brackets, own: Money, taxable: Money, other: Money) -> Money {
        let slice = own.min(self.income_up_to);
        let mut tax = brackets.exactly(slice);
        if other != Money::ZERO {
            tax = tax.minus(Ratio::from(other).times_whole(slice.fen()).divided_by(taxable.fen().max(1)));
        }
        tax.times(self.reduction).round_half_up().at_least_zero()
    }

    pub(crate) fn formula(&self, brackets: &Brackets, own: Money, taxable: Money, other: Money) -> Formula {
        let slice = own.min(self.income_up_to);
        Formula::ReducedSlice { tax: brackets.tax(slice), other, slice, taxable, reduction: self.reduction }
    }

    pub(crate) fn is_for(&self, form: Form) -> bool {
        self.who.iter().any(|who| matches!(who, TaxpayerGroup::IndividualBusiness) && form == Form::IndividualBusiness)
    }
}

parameters! {
    pub(crate) struct ElectDeductions
        en "A person with comprehensive and business income takes the deductions off either of them"
        zh "同时取得综合所得和经营所得的，减除费用和各项扣除择一申报"
    {
        forms: Vec<Form> = words(&[Form::IndividualBusiness, Form::SoleProprietorship, Form::Partnership]),
            en "the forms whose owners have business income" zh "取得经营所得的组织形式";
    }
}

impl Rule for ElectDeductions {
    const DECIDES: &'static Subject = &Subject::annual("elect-deductions", "where the deductions are taken", "减除费用的择一申报");
}

parameters! {
    pub(crate) struct MergeBusinessIncome
        en "The business incomes of a person in a year are taxed together"
        zh "个人从两处以上取得经营所得的，年度汇总合并计税"
    {
        forms: Vec<Form> = words(&[Form::IndividualBusiness, Form::SoleProprietorship, Form::Partnership]),
            en "the forms whose owners have business income" zh "取得经营所得的组织形式";
    }
}

impl Rule for MergeBusinessIncome {
    const DECIDES: &'static Subject = &Subject::annual("merge-business-income", "the business incomes of one person", "经营所得的年度汇总");
}

impl MergeBusinessIncome {
    pub(crate) fn is_for(&self, form: Form) -> bool {
        self.forms.contains(&form)
    }
}

/// Tax on business income in the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    pub(crate) table: RuleInForce<IitBusiness>,
    pub(crate) basic_deduction: RuleInForce<BasicDeduction>,
    pub(crate) prepayment: RuleInForce<IncomePrepayment>,
    pub(crate) loss_years: RuleInForce<LossYears>,
    pub(crate) deductible: RuleInForce<DeductibleTaxes>,
    pub(crate) assessed: RuleInForce<AssessedIncome>,
    pub(crate) limits: Limits,
    pub(crate) reduction: Option<RuleInForce<ReduceBusinessIit>>,
    /// Of every form.
    pub(crate) farm: ByForm<Option<RuleInForce<FarmIncome>>>,
    /// None where a person with comprehensive income takes the deductions off that.
    pub(crate) election: Option<RuleInForce<ElectDeductions>>,
    pub(crate) merge: Option<RuleInForce<MergeBusinessIncome>>,
    /// Whether the months are a part of the year that a conversion or a prepayment cuts: such a part elects nothing.
    pub(crate) cut: bool,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules {
            table: day.always()?,
            basic_deduction: day.always()?,
            prepayment: day.always_of_line(Line::IitBusiness)?,
            loss_years: day.always_of_line(Line::IitBusiness)?,
            deductible: day.always_of_line(Line::IitBusiness)?,
            assessed: day.always_of_line(Line::IitBusiness)?,
            limits: Limits::resolve(day, Line::IitBusiness),
            reduction: day.find(),
            farm: day.table(),
            election: day.find(),
            merge: day.find(),
            cut: false,
        })
    }
}

/// Individual income tax on business income.
pub(crate) struct BusinessIncome;

impl super::Tax for BusinessIncome {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::IitBusiness).by_year().never_deducted()];
    const MECHANISMS: &'static [Kind] = &[
        Kind::of::<IitBusiness>(),
        Kind::of::<BasicDeduction>(),
        Kind::of::<LossYears>(),
        Kind::of::<DeductibleTaxes>(),
        Kind::of::<AssessedIncome>(),
        Kind::of::<ReduceBusinessIit>(),
        Kind::of::<ElectDeductions>(),
        Kind::of::<LossYearsRecognised>(),
        Kind::of::<LossYearsOfIndustry>(),
        Kind::of::<FarmIncome>(),
        Kind::of::<MergeBusinessIncome>(),
    ];
}

/// A person's business income under the rules of a form.
pub(crate) struct OfPerson<'r> {
    pub(crate) rules: &'r YearRules,
    pub(crate) comprehensive: &'r owner::YearRules,
    pub(crate) form: Form,
    /// Assessed collection, which has no personal deductions.
    pub(crate) assessed: bool,
    /// How many months it was in operation.
    pub(crate) months: i64,
}

impl OfPerson<'_> {
    /// Assesses `income`, which is after losses and before personal deductions.
    pub(crate) fn assess<T: Trace>(&self, income: Money, person: &Person, lines: &mut Lines, trace: &mut T) {
        let (line, period, rules) = (Line::IitBusiness, Period::Year, self.rules);
        let deduction = self.deduction(income, person, lines, trace);
        let taxable = (income - deduction).at_least_zero();
        let table = &rules.table;
        let bracket = table.rule.brackets.of(taxable);
        let mut tax = Tax { due: bracket.tax(taxable), relief: Money::ZERO };
        trace.step(|| Step {
            line,
            period,
            what: What::Taxable,
            basis: Basis::Arithmetic,
            result: taxable,
            formula: Formula::Less { from: income, less: deduction },
        });
        trace.step(|| Step {
            line,
            period,
            what: What::Due,
            basis: Basis::Law(table.measure),
            result: tax.due,
            formula: Formula::Bracket { base: taxable, rate: bracket.rate, quick: bracket.quick_deduction },
        });
        tax.relief = other_reliefs(person, tax.due, trace);
        let other = tax.relief;
        trace.chose(Some(table.measure), || i64::from(tax.due > other));
        if let Some(reduction) = &rules.reduction {
            let measure = reduction.measure;
            if !reduction.rule.is_for(self.form) {
                trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::NotOfThisForm });
            } else if taxable > Money::ZERO {
                let brackets = &table.rule.brackets;
                let relief = reduction.rule.relief(brackets, taxable, taxable, other).min(tax.payable());
                trace.step(|| Step {
                    line,
                    period,
                    what: What::BusinessIitReduced,
                    basis: Basis::Law(measure),
                    result: relief,
                    formula: reduction.rule.formula(brackets, taxable, taxable, other),
                });
                tax.relief += relief;
                let cap = reduction.rule.income_up_to;
                if taxable > cap {
                    trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::IncomeOverCap { income: taxable, cap } });
                }
            }
        }
        lines[line].add(tax.due, tax.relief);
    }

    /// What the person takes off this income: the basic and the other deductions, where they are not taken elsewhere.
    fn deduction<T: Trace>(&self, income: Money, person: &Person, lines: &mut Lines, trace: &mut T) -> Money {
        let line = Line::IitBusiness;
        let basic = &self.rules.basic_deduction;
        let mut refuse = |reason: Reason| trace.refuse(|| Refusal { line: Some(line), measure: basic.measure, reason });
        if self.assessed {
            refuse(Reason::AssessedCollection);
            return Money::ZERO;
        }
        let basic_here = basic.rule.of_months(self.months).year;
        let all = basic_here + person.deductions;
        if person.comprehensive_income != Money::ZERO {
            match self.rules.election.as_ref().filter(|election| !self.rules.cut && election.rule.forms.contains(&self.form)) {
                None => {
                    refuse(Reason::HasComprehensiveIncome { income: person.comprehensive_income });
                    return Money::ZERO;
                }
                Some(_) if !self.elects(income, all, person, trace) => return Money::ZERO,
                Some(_) => owner::without_deductions(self.comprehensive, person, lines, trace),
            }
        }
        if self.months < 12 {
            trace.step(|| Step {
                line,
                period: Period::Year,
                what: What::BasicOfMonths,
                basis: Basis::Law(basic.measure),
                result: basic_here,
                formula: Formula::TimesMonths { amount: basic.rule.month, months: self.months },
            });
        }
        trace.step(|| Step {
            line,
            period: Period::Year,
            what: What::PersonalDeduction,
            basis: Basis::Law(basic.measure),
            result: all,
            formula: Formula::Sum { first: basic_here, second: person.deductions },
        });
        all
    }

    /// Whether the person, who may take the deductions off either income, `all` of them off this one, takes them off this one: the two
    /// taxes together are least then.
    fn elects<T: Trace>(&self, income: Money, all: Money, person: &Person, trace: &mut T) -> bool {
        let (without, with) = owner::comprehensive_taxes(self.comprehensive, person);
        let here = self.payable(income - all, person) + without;
        let there = self.payable(income, person) + with;
        // While the formulas of both stay, their difference is straight, and turns once at most.
        for taxable in [income - all, income] {
            self.chose(taxable, taxable, person, trace);
        }
        let is_less = here < there;
        trace.assume(|| match is_less {
            true => Assumption::DeductedFromBusinessIncome { tax: here, otherwise: there },
            false => Assumption::DeductedFromComprehensiveIncome { tax: there, otherwise: here },
        });
        is_less
    }

    /// Tells by which formula the tax on `taxable` is computed, of which `individual` is what individual businesses may have reduced.
    pub(super) fn chose<T: Trace>(&self, taxable: Money, individual: Money, person: &Person, trace: &mut T) {
        let table = &self.rules.table;
        for income in [taxable, individual] {
            trace.chose(Some(table.measure), || table.rule.brackets.of(income).rate.millionths());
        }
        let cap = self.rules.reduction.as_ref().map(|reduction| reduction.rule.income_up_to);
        trace.chose(Some(table.measure), || i64::from(cap.is_some_and(|cap| individual > cap)));
        trace.chose(Some(table.measure), || i64::from(taxable == individual));
        trace.chose(Some(table.measure), || {
            let due = table.rule.brackets.tax(taxable.at_least_zero());
            i64::from(due > person.other_relief_of(due))
        });
    }

    /// The tax on `income` after the deductions, less the reliefs.
    fn payable(&self, income: Money, person: &Person) -> Money {
        let (taxable, brackets) = (income.at_least_zero(), &self.rules.table.rule.brackets);
        let due = brackets.tax(taxable);
        let other = person.other_relief_of(due);
        let reduction = self.rules.reduction.as_ref().filter(|reduction| reduction.rule.is_for(self.form) && taxable > Money::ZERO);
        let halved = reduction.map_or(Money::ZERO, |reduction| reduction.rule.relief(brackets, taxable, taxable, other).min(due - other));
        due - other - halved
    }
}
