//! What a company may deduct beyond its costs: the R&D super-deduction (研发费用加计扣除) and equipment expensed at once
//! (设备器具一次性扣除), with the minimum lives (最低折旧年限) that the latter is measured by.

use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::{EquipmentClass, Line, Researcher};
use crate::base::slot::{Part, Subject};
use crate::base::source::Section;
use crate::base::words::Table;
use crate::facts::{Equipment, Industry, Profile, Scale};
use crate::law::parameter::{
    all, amount, by_word, count, industries, industries_or_none, months, optional, or, parameters, rate, tables, word,
};
use crate::law::problem::LawProblem;
use crate::law::{Day, Kind, Resolve, Rule, RuleInForce};
use crate::taxes::trace::{Basis, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Month, Quarter, Rate};

parameters! {
    pub(crate) struct RdSuperDeduction en "R&D spend counts for more, but not in the listed industries" zh "研发费用加计扣除" {
        ratio: Rate = rate(), en "what is deducted beyond the spend" zh "加计比例";
        last_quarter: Option<Rate> = optional(rate()), en "the ratio of the last quarter, where it rose for that" zh "第四季度的加计比例（如有提高）";
        who: Researcher = word(all()), en "whose spend" zh "适用主体";
        only: Vec<String> = or(Vec::new(), industries()), en "the industries it is for; all, where left out" zh "适用行业；不填为全部";
        excluded: Vec<String> = industries_or_none(), en "the industries it is not for" zh "不适用的行业（负面清单）";
    }
}

impl Rule for RdSuperDeduction {
    const DECIDES: &'static Subject = &Subject::annual("rd-super-deduction", "R&D super-deduction", "研发费用加计扣除");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.who)]
    }
}

impl RdSuperDeduction {
    pub(crate) fn excludes(&self, industry: &Industry) -> bool {
        self.excluded.iter().any(|code| industry.is_in(code))
    }

    fn of_year(&self) -> Rate {
        let last = self.last_quarter.unwrap_or(self.ratio);
        Rate::from_millionths(self.ratio.plus(self.ratio).plus(self.ratio).plus(last).millionths() / 4)
    }
}

parameters! {
    pub(crate) struct ResearchAtPrepayment
        en "The R&D super-deduction may be taken at some prepayments, of what was spent in the year until then"
        zh "预缴时可享受研发费用加计扣除"
    {
        filed_in: Vec<Month> = months(), en "the months in which those prepayments are filed" zh "可享受的预缴申报月份";
    }
}

impl Rule for ResearchAtPrepayment {
    const DECIDES: &'static Subject = &Subject::annual("research-at-prepayment", "R&D at prepayment", "预缴享受研发费用加计扣除");
}

impl ResearchAtPrepayment {
    /// Whether it may be taken when a quarter is prepaid, in the month after it.
    fn admits(&self, quarter: Quarter) -> bool {
        quarter.months().last().is_some_and(|last| self.filed_in.iter().any(|month| month.number() == last.number().saturating_add(1)))
    }

    /// The last quarter, up to this one, at whose prepayment it may be taken. What was taken then is not paid back in advance.
    pub(crate) fn last_until(&self, quarter: Quarter) -> Option<Quarter> {
        Quarter::all().filter(|one| *one <= quarter && self.admits(*one)).last()
    }
}

parameters! {
    pub(crate) struct MinimumLife en "Shortest lives over which fixed assets may be depreciated" zh "最低折旧年限" {
        years: Table<EquipmentClass, u32, 4> = by_word(count(100, &["年"])), en "the years by kind of equipment" zh "各类设备的年限";
    }
}

impl Rule for MinimumLife {
    const DECIDES: &'static Subject = &Subject::annual("minimum-life", "minimum lives of assets", "最低折旧年限");
}

parameters! {
    struct SizeTest en "Who is small enough in some industries: any one of the limits suffices" zh "某些行业的中小微标准，其一即可" {
        sections: Vec<String> = industries_or_none(), en "the industries; all others, where empty" zh "行业；留空为其余行业";
        staff: Option<u32> = optional(count(1_000_000, &["人"])), en "the most staff" zh "从业人员上限";
        revenue: Option<Money> = optional(amount()), en "the most revenue of a year" zh "营业收入上限";
        assets: Option<Money> = optional(amount()), en "the most total assets" zh "资产总额上限";
    }
}

parameters! {
    pub(crate) struct ExpenseEquipment en "Equipment bought in the year is deducted at once, in whole or in part" zh "设备、器具一次性扣除" {
        unit_over: Money = or(Money::ZERO, amount()), en "the unit value that a piece must exceed" zh "单位价值超过";
        unit_up_to: Option<Money> = optional(amount()), en "the highest unit value, itself included" zh "单位价值不超过";
        shares: Table<EquipmentClass, Rate, 4> = by_word(rate()), en "the share deducted at once, by kind of equipment" zh "各类设备一次性扣除的比例";
        sizes: Vec<SizeTest> = or(Vec::new(), tables::<SizeTest>()),
            en "who is small enough, by industry; everybody, where left out" zh "按行业的规模标准；不填为不限";
    }
    then ExpenseEquipment::values_rise
}

impl ExpenseEquipment {
    fn values_rise(self, section: &Section<'_>) -> Option<Self> {
        if let Some(upper) = self.unit_up_to.filter(|most| *most <= self.unit_over) {
            section.report_at(LawProblem::UpperBelowLower { lower: self.unit_over, upper }, section.at("unit_up_to"));
        }
        Some(self)
    }
}

impl Rule for ExpenseEquipment {
    const DECIDES: &'static Subject = &Subject::annual("expense-equipment", "equipment deducted at once", "设备器具一次性扣除");

    fn parts(&self) -> Vec<Part> {
        vec![Part::Over(self.unit_over)]
    }
}

impl ExpenseEquipment {
    fn is_for(&self, price: Money) -> bool {
        price > self.unit_over && self.unit_up_to.is_none_or(|most| price <= most)
    }

    /// Any one of the limits of the industry suffices.
    fn admits(&self, industry: &Industry, scale: &Scale, revenue: Money) -> bool {
        let size = self
            .sizes
            .iter()
            .find(|size| size.sections.iter().any(|code| industry.is_in(code)))
            .or_else(|| self.sizes.iter().find(|size| size.sections.is_empty()));
        let Some(size) = size else { return true };
        let ends = scale.quarters.last();
        size.revenue.is_some_and(|most| revenue <= most)
            || ends.is_some_and(|ends| {
                size.staff.is_some_and(|most| ends.staff.1 <= most) || size.assets.is_some_and(|most| ends.assets.1 <= most)
            })
    }
}

parameters! {
    pub(crate) struct DoubleEquipment
        en "Equipment that a high and new technology enterprise bought in some months is deducted at once, and a share of it once more"
        zh "高新技术企业购置设备器具一次性扣除并加计扣除"
    {
        bought_in: Vec<Month> = months(), en "the months" zh "购置月份";
        extra: Rate = rate(), en "what is deducted beyond the price" zh "加计比例";
    }
}

impl Rule for DoubleEquipment {
    const DECIDES: &'static Subject = &Subject::annual("double-equipment", "equipment deducted twice", "设备器具加计扣除");
}

/// The deductions of the year beyond the costs.
#[derive(Clone, Debug)]
pub(crate) struct ExtraDeductions {
    pub(crate) research: Table<Researcher, Option<RuleInForce<RdSuperDeduction>>, 3>,
    pub(crate) at_prepayment: Option<RuleInForce<ResearchAtPrepayment>>,
    minimum_life: Option<RuleInForce<MinimumLife>>,
    double: Option<RuleInForce<DoubleEquipment>>,
    /// By unit value.
    equipment: Vec<RuleInForce<ExpenseEquipment>>,
}

impl Resolve for ExtraDeductions {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(ExtraDeductions {
            research: day.table(),
            at_prepayment: day.find(),
            double: day.find(),
            minimum_life: day.find(),
            equipment: day.all(),
        })
    }
}

impl ExtraDeductions {
    /// Before the last quarter, a ratio that rises for it has not risen.
    pub(crate) fn before_last_quarter(&mut self) {
        self.research = Table::from_fn(|kind| {
            self.research[kind].as_ref().map(|found| {
                let rule = &found.rule;
                found.with_rule(RdSuperDeduction {
                    ratio: rule.ratio,
                    last_quarter: None,
                    who: rule.who,
                    only: rule.only.clone(),
                    excluded: rule.excluded.clone(),
                })
            })
        });
    }
}

/// The mechanisms of these deductions.
pub(crate) const MECHANISMS: &[Kind] = &[
    Kind::of::<DoubleEquipment>(),
    Kind::of::<RdSuperDeduction>(),
    Kind::of::<ResearchAtPrepayment>(),
    Kind::of::<MinimumLife>(),
    Kind::of::<ExpenseEquipment>(),
];

/// All deductions of a company beyond its costs.
pub(crate) fn assess<T: Trace>(rules: &ExtraDeductions, profile: &Profile, revenue: Money, trace: &mut T) -> Money {
    let equipment: Money = profile.equipment.iter().map(|bought| equipment(rules, bought, profile, revenue, trace)).sum();
    research(rules, profile, trace) + equipment
}

fn research<T: Trace>(rules: &ExtraDeductions, profile: &Profile, trace: &mut T) -> Money {
    let (line, spend) = (Line::Cit, profile.company.rd_spend);
    if spend == Money::ZERO {
        return Money::ZERO;
    }
    // The best of the deductions that this kind of enterprise may use.
    let kinds = [Researcher::General, Researcher::Manufacturing, Researcher::TechnologySme];
    let open = kinds
        .into_iter()
        .filter(|kind| *kind != Researcher::TechnologySme || profile.company.technology_sme)
        .filter_map(|kind| rules.research[kind].as_ref())
        .filter(|rule| rule.rule.only.is_empty() || rule.rule.only.iter().any(|code| profile.industry.is_in(code)));
    let Some(best) = open.max_by_key(|rule| rule.rule.of_year()) else { return Money::ZERO };
    let measure = best.measure;
    if best.rule.excludes(&profile.industry) {
        trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::IndustryExcluded });
        return Money::ZERO;
    }
    let extra = spend.times(best.rule.of_year());
    trace.step(|| Step {
        line,
        period: Period::Year,
        what: What::ResearchDeduction,
        basis: Basis::Law(measure),
        result: extra,
        formula: Formula::Product { base: spend, rate: best.rule.of_year() },
    });
    extra
}

fn equipment<T: Trace>(rules: &ExtraDeductions, bought: &Equipment, profile: &Profile, revenue: Money, trace: &mut T) -> Money {
    let line = Line::Cit;
    if let Some(lives) = &rules.minimum_life {
        let least = lives.rule.years[bought.class];
        if bought.life < least {
            trace.refuse(|| Refusal {
                line: Some(line),
                measure: lives.measure,
                reason: Reason::LifeTooShort { life: bought.life, least },
            });
            return Money::ZERO;
        }
        let depreciation = bought.price.part(1, i64::from(bought.life.max(1)));
        trace.step(|| Step {
            line,
            period: Period::Year,
            what: What::Depreciation,
            basis: Basis::Law(lives.measure),
            result: depreciation,
            formula: Formula::OverYears { price: bought.price, years: bought.life },
        });
    }
    let in_months = |rule: &DoubleEquipment| bought.month.is_some_and(|month| rule.bought_in.contains(&month));
    if let Some(RuleInForce { measure, rule, .. }) = rules.double.as_ref().filter(|double| in_months(&double.rule)) {
        if profile.company.high_tech == Some(true) {
            let share = Rate::ONE.plus(rule.extra);
            let extra = (bought.price.times(share) - bought.in_costs).at_least_zero();
            let formula = Formula::AtOnce { price: bought.price, share, in_costs: bought.in_costs };
            let what = What::ExpensedAtOnce;
            trace.step(|| Step { line, period: Period::Year, what, basis: Basis::Law(*measure), result: extra, formula });
            return extra;
        }
        trace.refuse(|| Refusal { line: Some(line), measure: *measure, reason: Reason::NotRecognised });
    }
    let Some(relief) = rules.equipment.iter().find(|relief| relief.rule.is_for(bought.price)) else { return Money::ZERO };
    let measure = relief.measure;
    if !relief.rule.admits(&profile.industry, &profile.scale, revenue) {
        trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::NotSmall });
        return Money::ZERO;
    }
    let share = relief.rule.shares[bought.class];
    let at_once = bought.price.times(share);
    let extra = (at_once - bought.in_costs).at_least_zero();
    trace.step(|| Step {
        line,
        period: Period::Year,
        what: What::ExpensedAtOnce,
        basis: Basis::Law(measure),
        result: extra,
        formula: Formula::AtOnce { price: bought.price, share, in_costs: bought.in_costs },
    });
    extra
}
