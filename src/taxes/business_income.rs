//! Individual income tax on business income (经营所得): brackets, deductions, losses, and the reduction of the tax.

use super::OwnLine;
use super::brackets::{Brackets, brackets};
use super::filing::IncomePrepayment;
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::money::Ratio;
use crate::base::names::{Form, Line, TaxpayerGroup};
use crate::base::slot::{Part, Subject, Turn};
use crate::facts::{Loss, Person};
use crate::law::parameter::{all, amount, count, parameters, rate, word, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};
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
    pub(crate) struct BasicDeduction en "The basic deduction of a person" zh "基本减除费用" {
        pub(crate) year: Money = amount(), en "the deduction of a year" zh "每年减除";
        month: Money = amount(), en "the deduction of each month, where the business ran only a part of the year" zh "经营不足一年的，每月减除";
    }
}

impl BasicDeduction {
    /// The deduction of a business that ran for some months of the year.
    pub(crate) fn of_months(&self, months: i64) -> BasicDeduction {
        let year = if months < 12 { self.month.times_whole(months) } else { self.year };
        BasicDeduction { year, month: self.month }
    }
}

impl Rule for BasicDeduction {
    const DECIDES: &'static Subject = &Subject::annual("basic-deduction", "the basic deduction", "基本减除费用").always();
}

parameters! {
    pub(crate) struct LossYears en "For how many years a loss may be carried forward" zh "亏损结转年限" {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
        pub(crate) years: u32 = count(20, &["年"]), en "the years" zh "年限";
    }
}

impl Rule for LossYears {
    const DECIDES: &'static Subject = &Subject::annual("loss-years", "loss carry-forward", "亏损结转年限")
        .always_for(&[Part::Line(Line::IitBusiness), Part::Line(Line::Cit)]);

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

parameters! {
    pub(crate) struct DeductibleTaxes en "The taxes and fees that are deducted from income" zh "准予扣除的税费" {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
        pub(crate) taxes: Vec<Line> = words(all()), en "what is deducted" zh "扣除的税费";
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
    /// 减免税额 = (应纳税所得额不超过限额部分的应纳税额 − 其他政策减免税额 × 该部分 ÷ 应纳税所得额) × 减征比例.
    fn relief(&self, brackets: &Brackets, taxable: Money, other: Money) -> Money {
        let slice = taxable.min(self.income_up_to);
        let other_share = Ratio::from(other).times_whole(slice.fen()).divided_by(taxable.fen().max(1));
        brackets.exactly(slice).minus(other_share).times(self.reduction).round_half_up().at_least_zero()
    }

    fn formula(&self, brackets: &Brackets, taxable: Money, other: Money) -> Formula {
        let slice = taxable.min(self.income_up_to);
        Formula::ReducedSlice { tax: brackets.tax(slice), other, slice, taxable, reduction: self.reduction }
    }

    fn is_for(&self, form: Form) -> bool {
        self.who.iter().any(|who| matches!(who, TaxpayerGroup::IndividualBusiness) && form == Form::IndividualBusiness)
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
    pub(crate) reduction: Option<RuleInForce<ReduceBusinessIit>>,
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
            reduction: day.find(),
        })
    }
}

/// Individual income tax on business income.
pub(crate) struct BusinessIncome;

impl super::Tax for BusinessIncome {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::IitBusiness).by_year()];
    const MECHANISMS: &'static [Kind] = &[
        Kind::of::<IitBusiness>(),
        Kind::of::<BasicDeduction>(),
        Kind::of::<LossYears>(),
        Kind::of::<DeductibleTaxes>(),
        Kind::of::<AssessedIncome>(),
        Kind::of::<ReduceBusinessIit>(),
    ];
}

/// Uses losses of earlier years against this year's profit, oldest first; what is too old is refused.
pub(crate) fn use_losses<T: Trace>(
    rule: &RuleInForce<LossYears>,
    line: Line,
    year: i32,
    profit: Money,
    losses: &[Loss],
    trace: &mut T,
) -> Money {
    let mut left = profit.at_least_zero();
    for loss in losses {
        let years = rule.rule.years;
        if year.saturating_sub(loss.year) > i32::try_from(years).unwrap_or(i32::MAX) {
            trace.refuse(|| Refusal {
                line: Some(line),
                measure: rule.measure,
                reason: Reason::LossTooOld { year: loss.year, amount: loss.amount, years },
            });
            continue;
        }
        left -= loss.amount.min(left);
    }
    let used = profit.at_least_zero() - left;
    if used > Money::ZERO {
        trace.step(|| Step {
            line,
            period: Period::Year,
            what: What::LossUsed,
            basis: Basis::Law(rule.measure),
            result: used,
            formula: Formula::Less { from: profit, less: left },
        });
    }
    used
}

/// Assesses one person's business income: `income` after losses, before personal deductions, which assessed collection
/// does not have.
pub(crate) fn assess<T: Trace>(
    rules: &YearRules,
    income: Money,
    assessed: bool,
    person: &Person,
    form: Form,
    lines: &mut Lines,
    trace: &mut T,
) {
    let (line, period) = (Line::IitBusiness, Period::Year);
    let basic = &rules.basic_deduction;
    let deduction = if assessed {
        trace.refuse(|| Refusal { line: Some(line), measure: basic.measure, reason: Reason::AssessedCollection });
        Money::ZERO
    } else if person.comprehensive_income == Money::ZERO {
        let all = basic.rule.year + person.deductions;
        trace.step(|| Step {
            line,
            period,
            what: What::PersonalDeduction,
            basis: Basis::Law(basic.measure),
            result: all,
            formula: Formula::Sum { first: basic.rule.year, second: person.deductions },
        });
        all
    } else {
        trace.refuse(|| Refusal {
            line: Some(line),
            measure: basic.measure,
            reason: Reason::HasComprehensiveIncome { income: person.comprehensive_income },
        });
        Money::ZERO
    };
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
    let other = person.other_relief.min(tax.due);
    trace.chose(Some(table.measure), || i64::from(tax.due > person.other_relief));
    if other > Money::ZERO {
        trace.step(|| Step { line, period, what: What::OtherRelief, basis: Basis::Given, result: other, formula: Formula::Given });
        tax.relief += other;
    }
    if let Some(reduction) = &rules.reduction {
        let measure = reduction.measure;
        if !reduction.rule.is_for(form) {
            trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::NotOfThisForm });
        } else if taxable > Money::ZERO {
            let brackets = &table.rule.brackets;
            let relief = reduction.rule.relief(brackets, taxable, other).min(tax.payable());
            trace.step(|| Step {
                line,
                period,
                what: What::BusinessIitReduced,
                basis: Basis::Law(measure),
                result: relief,
                formula: reduction.rule.formula(brackets, taxable, other),
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
