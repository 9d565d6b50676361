//! Urban land-use tax (城镇土地使用税): the local unit amount is given; the law only sets its range.

use super::property::{cut_of, exempt_let};
use super::reduce_payable::{Ground, reduce_in};
use super::{Rule, Slot};
use crate::base::calendar::Period;
use crate::law::problem::LawProblem;
use crate::base::money::Ratio;
use crate::base::names::{ByLocality, Line, Locality};
use crate::base::source::{Section, amount, rate};
use crate::base::words::Vocabulary;
use crate::facts::{Land, Property};
use crate::law::YearRules;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Formula, Step, Trace, What};
use crate::{Money, Rate};

/// Range of the yearly amount per square metre.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LandUseAmount {
    ranges: ByLocality<(Money, Money)>,
    poor_area_cut: Rate,
}

impl Rule for LandUseAmount {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let ranges = parameters.required_section("ranges").and_then(|ranges| {
            let read: Vec<_> = Locality::ALL
                .iter()
                .map(|locality| {
                    let range = ranges.required_section(locality.key())?;
                    let (least, most) = (range.required("least", amount), range.required("most", amount));
                    range.finish();
                    if least > most {
                        range.report(LawProblem::RangeBackwards);
                    }
                    Some((least?, most?))
                })
                .collect();
            ranges.finish();
            let read: Option<Vec<_>> = read.into_iter().collect();
            let read = read?;
            Some(ByLocality::from_fn(|locality| read.get(locality.index()).copied().unwrap_or_default()))
        });
        let poor_area_cut = parameters.required("poor_area_cut", rate);
        Some(LandUseAmount { ranges: ranges?, poor_area_cut: poor_area_cut? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::LandUseAmount]
    }
}

impl LandUseAmount {
    /// The least (after the cut that poor areas may be given) and the most a square metre may bear.
    pub(crate) fn range(&self, locality: Locality) -> (Money, Money) {
        let (least, most) = self.ranges[locality];
        (least.times(self.poor_area_cut.complement()), most)
    }
}

/// An area in hundredths of a square metre, as people write it.
pub(crate) fn square_metres(area: i64) -> String {
    Money::from_fen(area).to_decimal().normalize().to_string()
}

/// Assesses one piece of land for the year.
pub(crate) fn assess<T: Trace>(rules: &YearRules, land: &Land, properties: &[Property], ground: &Ground, lines: &mut Lines, trace: &mut T) {
    let (line, period, months) = (Line::UrbanLandUse, Period::Year, land.months.count());
    let year = Ratio::from(land.unit_amount).times_whole(land.area);
    let mut tax = Tax { due: year.times_whole(months).divided_by(100 * 12).round_half_up(), relief: Money::ZERO };
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        measure: Some(rules.land_use.measure),
        result: tax.due,
        formula: Formula::PerArea { area: square_metres(land.area), unit: land.unit_amount, months },
    });
    exempt_let(rules, line, cut_of(properties, land.let_with), months, &mut tax, trace);
    reduce_in(&rules.reduce[line], line, period, land.months.set(), ground, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}
