//! What a company may deduct beyond its costs: the R&D super-deduction (研发费用加计扣除) and equipment expensed at once
//! (设备器具一次性扣除), with the minimum lives (最低折旧年限) that the latter is measured by.

use super::{Rule, Slot};
use crate::base::calendar::Period;
use crate::law::problem::LawProblem;
use crate::base::names::{EquipmentClass, Line, Researcher};
use crate::base::source::{Section, amount, count, list, rate, text, word};
use crate::base::words::Table;
use crate::facts::{Equipment, Industry, Profile, Scale};
use crate::law::YearRules;
use crate::taxes::trace::{Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

/// R&D spend counts for more, but not in the listed industries (负面清单).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RdSuperDeduction {
    ratio: Rate,
    /// Where the ratio rose for the last quarter of the year: that quarter's share of the year at this ratio.
    last_quarter: Option<Rate>,
    who: Researcher,
    /// Sections or divisions that it is for; all, when empty.
    only: Vec<String>,
    excluded: Vec<String>,
}

impl Rule for RdSuperDeduction {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (ratio, last_quarter) = (parameters.required("ratio", rate), parameters.optional("last_quarter", rate));
        let who = parameters.required("who", word);
        let (only, excluded) = (parameters.or("only", Vec::new(), list(text)), parameters.required("excluded", list(text)));
        Some(RdSuperDeduction { ratio: ratio?, last_quarter, who: who?, only: only?, excluded: excluded? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::RdSuperDeduction(self.who)]
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

/// Shortest lives over which fixed assets may be depreciated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MinimumLife {
    years: Table<EquipmentClass, u32, 4>,
}

impl Rule for MinimumLife {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(MinimumLife { years: parameters.whole_table("years", count(100, &["年"]))? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::MinimumLife]
    }
}

/// Who is small enough for an equipment relief: any one of the limits suffices.
#[derive(Clone, Debug, PartialEq)]
struct SizeTest {
    sections: Vec<String>,
    staff: Option<u32>,
    revenue: Option<Money>,
    assets: Option<Money>,
}

/// Equipment bought in the year is deducted at once, in whole or in part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExpenseEquipment {
    unit_over: Money,
    unit_up_to: Option<Money>,
    shares: Table<EquipmentClass, Rate, 4>,
    /// By industry; the last, without sections, is for all others. None at all: everybody.
    sizes: Vec<SizeTest>,
}

impl Rule for ExpenseEquipment {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let over = parameters.or("unit_over", Money::ZERO, amount);
        let up_to = parameters.optional("unit_up_to", amount);
        let shares = parameters.whole_table("shares", rate);
        let sizes: Vec<_> = parameters
            .sections("sizes")
            .iter()
            .map(|section| {
                let sections = section.required("sections", list(text));
                let staff = section.optional("staff", count(1_000_000, &["人"]));
                let (revenue, assets) = (section.optional("revenue", amount), section.optional("assets", amount));
                section.finish();
                Some(SizeTest { sections: sections?, staff, revenue, assets })
            })
            .collect();
        if let (Some(over), Some(up_to)) = (over, up_to)
            && up_to <= over
        {
            parameters.report_at(LawProblem::UpperBelowLower { lower: over, upper: up_to }, parameters.at("unit_up_to"));
        }
        let sizes: Option<Vec<_>> = sizes.into_iter().collect();
        Some(ExpenseEquipment { unit_over: over?, unit_up_to: up_to, shares: shares?, sizes: sizes? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::ExpenseEquipment(self.unit_over)]
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

/// All deductions of a company beyond its costs.
pub(crate) fn assess<T: Trace>(rules: &YearRules, profile: &Profile, revenue: Money, trace: &mut T) -> Money {
    let equipment: Money = profile.equipment.iter().map(|bought| equipment(rules, bought, profile, revenue, trace)).sum();
    research(rules, profile, trace) + equipment
}

fn research<T: Trace>(rules: &YearRules, profile: &Profile, trace: &mut T) -> Money {
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
        measure: Some(measure),
        result: extra,
        formula: Formula::Product { base: spend, rate: best.rule.of_year() },
    });
    extra
}

fn equipment<T: Trace>(rules: &YearRules, bought: &Equipment, profile: &Profile, revenue: Money, trace: &mut T) -> Money {
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
            measure: Some(lives.measure),
            result: depreciation,
            formula: Formula::OverYears { price: bought.price, years: bought.life },
        });
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
        measure: Some(measure),
        result: extra,
        formula: Formula::AtOnce { price: bought.price, share, in_costs: bought.in_costs },
    });
    extra
}
