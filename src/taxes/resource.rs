//! Resource tax (资源税), by value: the province's rate is given; the law only sets its range.

use super::reduce_payable::{ReducePayable, reduce};
use super::{OnFacts, OwnLine, Report, Rules, Taxpayer, not_covered};
use crate::base::error::{Error, Problem};
use crate::base::money::{Money, Rate};
use crate::base::names::{Form, Line};
use crate::base::slot::Subject;
use crate::base::source::Section;
use crate::facts::{Profile, Resource};
use crate::law::parameter::{by_name, parameters, rate, table};
use crate::law::problem::LawProblem;
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce, said};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};

parameters! {
    struct Range en "A range of rates" zh "税率幅度" {
        least: Rate = rate(), en "the least rate" zh "下限";
        most: Rate = rate(), en "the highest rate" zh "上限";
    }
    then Range::rises
}

impl Range {
    fn rises(self, section: &Section<'_>) -> Option<Self> {
        if self.least > self.most {
            section.report(LawProblem::RangeBackwards);
        }
        Some(self)
    }
}

parameters! {
    pub(crate) struct ResourceTax en "Resource tax by value, in the range of each mineral" zh "资源税税率幅度" {
        minerals: Vec<(String, Range)> = by_name(table::<Range>()), en "the range of each mineral" zh "各税目的税率幅度";
    }
}

impl Rule for ResourceTax {
    const DECIDES: &'static Subject = &Subject::monthly("resource-tax", "resource tax", "资源税");
}

impl ResourceTax {
    pub(crate) fn range(&self, mineral: &str) -> Result<(Rate, Rate), RuleProblem> {
        self.minerals.iter().find(|(name, _)| name == mineral).map(|(_, range)| (range.least, range.most)).ok_or_else(|| {
            RuleProblem::UnknownMineral { found: mineral.to_string(), known: self.minerals.iter().map(|(name, _)| name.clone()).collect() }
        })
    }
}

/// Resource tax of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    law: Option<RuleInForce<ResourceTax>>,
    reduce: Option<RuleInForce<ReducePayable>>,
}

impl MonthRules {
    /// Whether sales in two months are taxed alike.
    pub(crate) fn is_same(&self, other: &MonthRules) -> bool {
        said(&self.law) == said(&other.law)
    }
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { law: day.find(), reduce: day.of_line(Line::Resource) })
    }
}

/// Resource tax.
pub(crate) struct ResourceTaxes;

impl super::Tax for ResourceTaxes {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::Resource)];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<ResourceTax>()];

    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        for sold in &profile.resources {
            let month = rules.month(sold.period.first_month());
            let law = month.resource.law.as_ref().ok_or_else(|| not_covered(rules, Line::Resource, sold.period))?;
            match law.rule.range(&sold.mineral) {
                Ok((least, most)) if sold.rate < least || sold.rate > most => {
                    let citation = rules.instruments.cite(law.measure);
                    report(Problem::at(RuleProblem::RateOutsideRange { found: sold.rate, least, most, citation }, sold.at));
                }
                Ok(_) => {}
                Err(message) => report(Problem::at(message, sold.mineral_at)),
            }
        }
        Ok(())
    }

    fn not_counted(_: &Rules, profile: &Profile, _: Form, say: &mut dyn FnMut(NotCounted)) {
        if profile.resources.is_empty() && profile.industry.is_in(MINING) {
            say(NotCounted::Minerals);
        }
    }
}

/// The section of mining in GB/T 4754.
const MINING: &str = "B";

impl OnFacts for ResourceTaxes {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.resources.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for sold in &payer.profile.resources {
            assess(payer, sold, lines, trace);
        }
    }
}

/// Assesses one mineral's sales of a period.
fn assess<T: Trace>(payer: &Taxpayer<'_>, resource: &Resource, lines: &mut Lines, trace: &mut T) {
    let (line, period) = (Line::Resource, resource.period);
    let rules = &payer.rules.month(period.first_month()).resource;
    let Some(law) = &rules.law else { return };
    let mut tax = Tax { due: resource.amount.times(resource.rate), relief: Money::ZERO };
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        basis: Basis::Law(law.measure),
        result: tax.due,
        formula: Formula::Product { base: resource.amount, rate: resource.rate },
    });
    reduce(&rules.reduce, line, period, payer.eligibility, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}
