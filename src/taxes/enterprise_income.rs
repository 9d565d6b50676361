//! Enterprise income tax (企业所得税) and the small low-profit enterprise (小型微利企业).
//!
//! A small low-profit enterprise passes three tests, each "not more than" (不超过), and is in no restricted industry.
//! It includes slices of its income at reduced shares and pays the small rate on what is included.

use super::OwnLine;
use super::business_income::{AssessedIncome, DeductibleTaxes};
use super::extra_deductions::ExtraDeductions;
use super::filing::IncomePrepayment;
use super::limited_costs::Limits;
use super::losses::{LongerLosses, LossYears};
use super::small_status::SmallStatus;
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::money::Ratio;
use crate::base::names::Line;
use crate::base::slot::{Part, Subject, Turn};
use crate::base::source::Section;
use crate::facts::{CompanyFacts, Scale};
use crate::law::parameter::{amount, count, parameters, rate};
use crate::law::problem::LawProblem;
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct CitRate en "The rate of enterprise income tax" zh "企业所得税税率" {
        rate: Rate = rate(), en "the rate" zh "税率";
    }
}

impl Rule for CitRate {
    const DECIDES: &'static Subject = &Subject::annual("cit-rate", "the enterprise income tax rate", "企业所得税税率").always();
}

parameters! {
    pub(crate) struct SmallLowProfitRate en "The rate of a small low-profit enterprise" zh "小型微利企业税率" {
        rate: Rate = rate(), en "the rate" zh "税率";
    }
}

impl Rule for SmallLowProfitRate {
    const DECIDES: &'static Subject = &Subject::annual("small-low-profit-rate", "the small low-profit rate", "小型微利企业税率").always();
}

parameters! {
    pub(crate) struct HighTechRate en "The rate of a recognised high and new technology enterprise" zh "高新技术企业税率" {
        rate: Rate = rate(), en "the rate" zh "税率";
    }
}

parameters! {
    pub(crate) struct WesternRate en "The rate of an encouraged enterprise in the west" zh "西部地区鼓励类产业企业税率" {
        rate: Rate = rate(), en "the rate" zh "税率";
        least: Rate = rate(), en "the least share of revenue from encouraged industries" zh "鼓励类产业主营业务收入占比下限";
    }
}

impl Rule for WesternRate {
    const DECIDES: &'static Subject =
        &Subject::annual("western-rate", "the rate of western development", "西部大开发税率").relieves(Line::Cit, Turn::Any);
}

impl Rule for HighTechRate {
    const DECIDES: &'static Subject =
        &Subject::annual("high-tech-rate", "the high and new technology rate", "高新技术企业税率").relieves(Line::Cit, Turn::Any);
}

parameters! {
    pub(crate) struct SmallLowProfitTest en "The limits of a small low-profit enterprise, each itself included" zh "小型微利企业条件" {
        pub(crate) income: Money = amount(), en "taxable income" zh "应纳税所得额";
        pub(crate) staff: u32 = count(1_000_000, &["人"]), en "average staff" zh "从业人数";
        pub(crate) assets: Money = amount(), en "average assets" zh "资产总额";
    }
}

impl Rule for SmallLowProfitTest {
    const DECIDES: &'static Subject = &Subject::annual("small-low-profit-test", "the small low-profit test", "小型微利企业条件").always();
}

parameters! {
    pub(crate) struct IncludeIncome
        en "A slice of a small low-profit enterprise's income is included only in part"
        zh "小型微利企业所得减按比例计入应纳税所得额"
    {
        pub(crate) over: Money = amount(), en "where the slice begins" zh "超过";
        pub(crate) up_to: Money = amount(), en "where it ends, itself included" zh "不超过";
        included: Rate = rate(), en "the share included" zh "计入比例";
    }
    then IncludeIncome::checked_slice
}

impl IncludeIncome {
    fn checked_slice(self, section: &Section<'_>) -> Option<Self> {
        if self.up_to <= self.over {
            section.report_at(LawProblem::UpperBelowLower { lower: self.over, upper: self.up_to }, section.at("up_to"));
        }
        Some(self)
    }
}

impl Rule for IncludeIncome {
    const DECIDES: &'static Subject =
        &Subject::annual("include-income", "inclusion of income", "减按计入应纳税所得额").relieves(Line::Cit, Turn::Any);

    fn parts(&self) -> Vec<Part> {
        vec![Part::Over(self.over)]
    }

    fn collides(&self, other: &Self) -> bool {
        self.over < other.up_to && other.over < self.up_to
    }
}

/// Enterprise income tax of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    rate: RuleInForce<CitRate>,
    pub(crate) small_low_profit_rate: RuleInForce<SmallLowProfitRate>,
    /// None where its limits for the year were not yet known.
    pub(crate) small_low_profit_test: Option<RuleInForce<SmallLowProfitTest>>,
    /// None where no reduction is open to small low-profit enterprises.
    pub(crate) small_status: Option<RuleInForce<SmallStatus>>,
    /// In the order of the slices.
    pub(crate) include_income: Vec<RuleInForce<IncludeIncome>>,
    high_tech_rate: Option<RuleInForce<HighTechRate>>,
    western_rate: Option<RuleInForce<WesternRate>>,
    pub(crate) prepayment: RuleInForce<IncomePrepayment>,
    pub(crate) loss_years: RuleInForce<LossYears>,
    pub(crate) longer_losses: LongerLosses,
    pub(crate) deductible: RuleInForce<DeductibleTaxes>,
    pub(crate) assessed: RuleInForce<AssessedIncome>,
    pub(crate) limits: Limits,
    pub(crate) extra: ExtraDeductions,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        let mut include_income: Vec<RuleInForce<IncludeIncome>> = day.all();
        include_income.sort_by_key(|slice| slice.rule.over);
        Ok(YearRules {
            rate: day.always()?,
            small_low_profit_rate: day.always()?,
            small_low_profit_test: day.find(),
            small_status: day.find(),
            include_income,
            high_tech_rate: day.find(),
            western_rate: day.find(),
            prepayment: day.always_of_line(Line::Cit)?,
            loss_years: day.always_of_line(Line::Cit)?,
            longer_losses: LongerLosses::resolve(day),
            deductible: day.always_of_line(Line::Cit)?,
            assessed: day.always_of_line(Line::Cit)?,
            limits: Limits::resolve(day, Line::Cit),
            extra: ExtraDeductions::resolve(day)?,
        })
    }
}

/// Enterprise income tax.
pub(crate) struct EnterpriseIncome;

impl super::Tax for EnterpriseIncome {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::Cit).by_year().never_deducted()];
    const MECHANISMS: &'static [Kind] = &[
        Kind::of::<CitRate>(),
        Kind::of::<SmallLowProfitRate>(),
        Kind::of::<SmallLowProfitTest>(),
        Kind::of::<IncludeIncome>(),
        Kind::of::<HighTechRate>(),
        Kind::of::<WesternRate>(),
    ];
}

impl SmallLowProfitTest {
    /// All conditions, each traced, so that a refusal names every one that failed.
    fn passes<T: Trace>(&self, test: &RuleInForce<SmallLowProfitTest>, taxable: Money, scale: &Scale, trace: &mut T) -> bool {
        let ends = u32::try_from(scale.quarters.len()).unwrap_or(u32::MAX).saturating_mul(2);
        let (mut staff, mut assets) = (0_u32, Money::ZERO);
        for quarter in &scale.quarters {
            staff = staff.saturating_add(quarter.staff.0).saturating_add(quarter.staff.1);
            assets += quarter.assets.0 + quarter.assets.1;
        }
        let mut failed = |reason: Reason| trace.refuse(|| Refusal { line: Some(Line::Cit), measure: test.measure, reason });
        let mut passes = true;
        if taxable > self.income {
            passes = false;
            failed(Reason::IncomeOver { income: taxable, limit: self.income });
        }
        // The average of (opening + close) ÷ 2 over the quarters it ran, compared without dividing.
        if u64::from(staff) > u64::from(self.staff).saturating_mul(u64::from(ends)) {
            passes = false;
            failed(Reason::StaffOver { twice_sum: staff, ends, limit: self.staff });
        }
        if assets > self.assets.times_whole(i64::from(ends)) {
            passes = false;
            failed(Reason::AssetsOver { average: assets.part(1, i64::from(ends.max(1))), limit: self.assets });
        }
        if scale.restricted_industry == Some(true) {
            passes = false;
            failed(Reason::RestrictedIndustry);
        }
        passes
    }
}

/// Assesses the tax on `taxable` income and returns what is payable.
pub(crate) fn assess<T: Trace>(
    rules: &YearRules,
    taxable: Money,
    scale: &Scale,
    company: &CompanyFacts,
    lines: &mut Lines,
    trace: &mut T,
) -> Money {
    let (line, period) = (Line::Cit, Period::Year);
    let (rate, high_tech) = (rules.rate.rule.rate, company.high_tech);
    let mut tax = Tax { due: taxable.times(rate), relief: Money::ZERO };
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        basis: Basis::Law(rules.rate.measure),
        result: tax.due,
        formula: Formula::Product { base: taxable, rate },
    });
    // The two rates exclude each other; the enterprise takes the better one.
    let small = small_low_profit(rules, taxable, scale, trace);
    let special = rules.high_tech_rate.as_ref().map(|special| (special, taxable.times(rate.minus(special.rule.rate))));
    match (special, small) {
        (Some((special, relief)), small) if high_tech == Some(true) && small.as_ref().is_none_or(|(_, small, _)| relief > *small) => {
            tax.relief = relief;
            let formula = Formula::ReducedBy { base: taxable, from: rate, to: special.rule.rate };
            trace.step(|| Step { line, period, what: What::HighTech, basis: Basis::Law(special.measure), result: relief, formula });
        }
        (special, small) => {
            // A refusal is recorded only for a profile that states the recognition.
            if let (Some((special, _)), Some(recognised)) = (special, high_tech) {
                let reason = if recognised { Reason::AnotherReliefIsBetter } else { Reason::NotRecognised };
                trace.refuse(|| Refusal { line: Some(line), measure: special.measure, reason });
            }
            if let Some((measure, relief, included)) = small {
                tax.relief = relief;
                let rate = rules.small_low_profit_rate.rule.rate;
                trace.step(|| {
                    let formula = Formula::Effective { due: tax.due, included: included.round_half_up(), rate };
                    Step { line, period, what: What::SmallLowProfit, basis: Basis::Law(measure), result: relief, formula }
                });
            }
        }
    }
    if let Some(share) = company.western_share {
        tax.relief = tax.relief.max(western(rules, taxable, share, tax.relief, trace));
    }
    lines[line].add(tax.due, tax.relief);
    tax.payable()
}

/// What the rate of an encouraged enterprise in the west takes off, where that is more than another relief of the income does.
#[cold]
fn western<T: Trace>(rules: &YearRules, taxable: Money, share: Rate, other: Money, trace: &mut T) -> Money {
    let (line, period) = (Line::Cit, Period::Year);
    let Some(RuleInForce { measure, rule, .. }) = &rules.western_rate else { return Money::ZERO };
    let rate = rules.rate.rule.rate;
    let relief = taxable.times(rate.minus(rule.rate));
    let failed = if share < rule.least {
        Some(Reason::WesternShareTooSmall { share, least: rule.least })
    } else {
        (relief <= other).then_some(Reason::AnotherReliefIsBetter)
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason });
        return Money::ZERO;
    }
    let (formula, result) = (Formula::ReducedBy { base: taxable, from: rate, to: rule.rate }, relief - other);
    let formula = if other == Money::ZERO { formula } else { Formula::Less { from: relief, less: other } };
    trace.step(|| Step { line, period, what: What::Western, basis: Basis::Law(*measure), result, formula });
    relief
}

/// The relief of a small low-profit enterprise with its measure and the income that is included, if it is one.
fn small_low_profit<T: Trace>(rules: &YearRules, taxable: Money, scale: &Scale, trace: &mut T) -> Option<(MeasureIx, Money, Ratio)> {
    let test = rules.small_low_profit_test.as_ref()?;
    if taxable == Money::ZERO || !test.rule.passes(test, taxable, scale, trace) {
        return None;
    }
    trace.step(|| Step {
        line: Line::Cit,
        period: Period::Year,
        what: What::SmallLowProfitTest,
        basis: Basis::Law(test.measure),
        result: taxable,
        formula: Formula::Given,
    });
    let (small, included) = (&rules.small_low_profit_rate, included(rules, taxable, trace));
    // Twice a rate, as what is included is: quotients of one denominator are subtracted without a product.
    let due = taxable.exactly_times(rules.rate.rule.rate).times(Rate::ONE);
    let relief = due.minus(included.times(small.rule.rate)).round_half_up();
    Some((small.measure, relief, included))
}

/// The income included in the tax base: the slices in force at their shares, the rest in full.
fn included<T: Trace>(rules: &YearRules, taxable: Money, trace: &mut T) -> Ratio {
    let mut included = Money::ZERO.exactly_times(Rate::ONE);
    let mut in_slices = Money::ZERO;
    for slice in &rules.include_income {
        let part = (taxable.min(slice.rule.up_to) - slice.rule.over).at_least_zero();
        if part == Money::ZERO {
            continue;
        }
        trace.chose(Some(slice.measure), || i64::from(taxable > slice.rule.up_to));
        in_slices += part;
        let exact = part.exactly_times(slice.rule.included);
        included = included.plus(exact);
        trace.step(|| Step {
            line: Line::Cit,
            period: Period::Year,
            what: What::IncludedSlice,
            basis: Basis::Law(slice.measure),
            result: exact.round_half_up(),
            formula: Formula::Included { slice: part, included: slice.rule.included },
        });
    }
    included.plus((taxable - in_slices).exactly_times(Rate::ONE))
}
