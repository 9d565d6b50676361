//! Resource tax (资源税), by value: the province's rate is given; the law only sets its range.

use super::reduce_payable::{Ground, reduce};
use super::{In, Rule, Slot};
use crate::law::problem::LawProblem;
use crate::taxes::problem::RuleProblem;
use crate::base::money::{Money, Rate};
use crate::base::names::Line;
use crate::base::source::{Section, rate};
use crate::facts::Resource;
use crate::law::MonthRules;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Formula, Step, Trace, What};

/// Range of the rate for each mineral.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResourceTax {
    minerals: Vec<(String, Rate, Rate)>,
}

impl Rule for ResourceTax {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let table = parameters.required_section("minerals")?;
        let minerals: Vec<_> = table
            .keys()
            .into_iter()
            .map(|(key, _)| {
                let range = table.section(&key)?;
                let (least, most) = (range.required("least", rate), range.required("most", rate));
                range.finish();
                if least > most {
                    range.report(LawProblem::RangeBackwards);
                }
                Some((key, least?, most?))
            })
            .collect();
        table.finish();
        let mut minerals: Vec<_> = minerals.into_iter().collect::<Option<_>>()?;
        minerals.sort();
        Some(ResourceTax { minerals })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::ResourceTax]
    }
}

impl ResourceTax {
    pub(crate) fn range(&self, mineral: &str) -> Result<(Rate, Rate), RuleProblem> {
        self.minerals.iter().find(|(name, _, _)| name == mineral).map(|(_, least, most)| (*least, *most)).ok_or_else(|| {
            RuleProblem::UnknownMineral { found: mineral.to_string(), known: self.minerals.iter().map(|(name, _, _)| name.clone()).collect() }
        })
    }
}

/// Assesses one mineral's sales of a period.
pub(crate) fn assess<T: Trace>(
    law: &In<ResourceTax>,
    rules: &MonthRules,
    resource: &Resource,
    ground: &Ground,
    lines: &mut Lines,
    trace: &mut T,
) {
    let (line, period) = (Line::Resource, resource.period);
    let mut tax = Tax { due: resource.amount.times(resource.rate), relief: Money::ZERO };
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        measure: Some(law.measure),
        result: tax.due,
        formula: Formula::Product { base: resource.amount, rate: resource.rate },
    });
    reduce(&rules.reduce[line], line, period, ground, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}
