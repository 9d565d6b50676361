//! The rules of all taxes in one year and place, resolved once: everything that depends on neither the business nor its form.

use super::reduce_payable::GroupSets;
use super::surcharges::SURCHARGES;
use super::{MonthRules, YearRules};
use crate::base::error::Error;
use crate::base::names::{BySaleKind, Line, SaleKind};
use crate::base::words::{Table, Vocabulary};
use crate::law::{Day, MeasureIx, Pack, Resolve, said};
use crate::{Date, Money, Month, Quarter};

/// The rules of the taxes.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) year: i32,
    months: Months,
    cuts: [Cuts; 4],
    /// Whether any quarter is cut.
    pub(crate) any_cut: bool,
    /// Kinds of sale whose levy is another for an individual business in some month.
    pub(crate) levies_that_depend_on_form: Vec<SaleKind>,
    /// Whom reductions of what is levied on VAT are for.
    pub(crate) surcharges_reduced_for: GroupSets,
    /// Sales that no month's small-scale limit is below.
    pub(crate) least_small_scale_limit: Money,
    pub(crate) annual: YearRules,
}

/// Where a rule changes inside a quarter: the first month in which it is another than at the beginning.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cuts {
    /// Of each kind of sale.
    pub(crate) levy: BySaleKind<Option<Month>>,
    pub(crate) threshold: Option<Month>,
    /// In the order of the surcharges.
    surcharges: [Option<Month>; 3],
    pub(crate) resource: Option<Month>,
}

impl Cuts {
    fn any(&self) -> bool {
        let of_levy = self.levy.iter().map(|(_, month)| *month);
        of_levy.chain([self.threshold, self.resource]).chain(self.surcharges).flatten().next().is_some()
    }

    /// Of one of the taxes that are levied on VAT.
    pub(crate) fn surcharge(&self, line: Line) -> Option<Month> {
        SURCHARGES.iter().zip(self.surcharges).find(|(surcharge, _)| **surcharge == line).and_then(|(_, month)| month)
    }
}

/// The rules of each month. Few months of a year differ: those in which the same measures are in force are kept once, so
/// that the rules of many places stay in the cache together.
#[derive(Clone, Debug)]
struct Months {
    different: Vec<MonthRules>,
    /// For each month, its place among the different ones.
    of: [usize; 12],
}

impl Months {
    #[allow(clippy::indexing_slicing)] // twelve by construction, each of them a place among the different ones
    fn get(&self, month: Month) -> &MonthRules {
        &self.different[self.of[month.index()]]
    }

    fn resolve<'p>(on: &dyn Fn(Month) -> Day<'p>) -> Result<Months, Error> {
        let mut months = Months { different: Vec::new(), of: [0; 12] };
        let mut in_force: Vec<Vec<MeasureIx>> = Vec::new();
        for (month, of) in Month::all().zip(&mut months.of) {
            let day = on(month);
            *of = match in_force.iter().position(|known| *known == day.in_force) {
                Some(known) => known,
                None => {
                    months.different.push(MonthRules::resolve(&day)?);
                    in_force.push(day.in_force);
                    in_force.len() - 1
                }
            };
        }
        let first = |rules: &MonthRules, kind| Month::all().find(|first| months.get(*first).vat.is_same_levy(&rules.vat, kind));
        let since: Vec<BySaleKind<Month>> =
            months.different.iter().map(|rules| Table::from_fn(|kind| first(rules, kind).unwrap_or(Month::JANUARY))).collect();
        for (rules, since) in months.different.iter_mut().zip(since) {
            rules.vat.levy_since = since;
        }
        Ok(months)
    }

    /// Finds out once which rules change inside which quarter, so that no profile has to.
    fn cuts(&self) -> [Cuts; 4] {
        let mut cuts = [Cuts::default(); 4];
        for (cuts, quarter) in cuts.iter_mut().zip(Quarter::all()) {
            let mut rules = quarter.months().map(|month| (month, self.get(month)));
            let Some((_, first)) = rules.next() else { continue };
            let others: Vec<(Month, &MonthRules)> = rules.collect();
            let changed = |same: &dyn Fn(&MonthRules) -> bool| others.iter().find(|(_, rules)| !same(rules)).map(|(month, _)| *month);
            let surcharge = |place: usize| {
                let of = |rules: &MonthRules| rules.surcharges.0.get(place).cloned();
                changed(&|rules| of(first).zip(of(rules)).is_none_or(|(first, then)| first.is_same(&then)))
            };
            *cuts = Cuts {
                levy: Table::from_fn(|kind| changed(&|rules| first.vat.is_same_levy(&rules.vat, kind))),
                threshold: changed(&|rules| said(&first.vat.exempt_below) == said(&rules.vat.exempt_below)),
                surcharges: std::array::from_fn(surcharge),
                resource: changed(&|rules| first.resource.is_same(&rules.resource)),
            };
        }
        cuts
    }
}

impl Rules {
    /// Resolves the rules in force in a year and place, among documents published by `known_on` (all, if `None`).
    ///
    /// # Errors
    /// When no base rate was known by then: never the nearest rule.
    pub(crate) fn resolve(pack: &Pack, year: i32, place: u32, known_on: Option<Date>) -> Result<Rules, Error> {
        let on = |month: Month| pack.on(month.first_day(year).unwrap_or_default(), place, known_on);
        let months = Months::resolve(&on)?;
        let annual = YearRules::resolve(&on(Month::JANUARY))?;
        let cuts = months.cuts();
        let different = || months.different.iter();
        let depends = |kind: &SaleKind| different().any(|month| month.vat.depends_on_form(*kind));
        let limits = different().map(|month| month.vat.small_scale_limit.rule.annual_sales);
        Ok(Rules {
            year,
            any_cut: cuts.iter().any(Cuts::any),
            cuts,
            levies_that_depend_on_form: SaleKind::ALL.iter().copied().filter(depends).collect(),
            surcharges_reduced_for: GroupSets::of(
                different().flat_map(|month| month.surcharges.0.iter().filter_map(|of| said(&of.reduce))),
            ),
            least_small_scale_limit: limits.min().unwrap_or_default(),
            annual,
            months,
        })
    }

    /// The rules of a month.
    pub(crate) fn month(&self, month: Month) -> &MonthRules {
        self.months.get(month)
    }

    /// Where rules change inside a quarter.
    #[allow(clippy::indexing_slicing)] // four by construction
    pub(crate) fn cuts(&self, quarter: Quarter) -> &Cuts {
        &self.cuts[quarter.index()]
    }
}
