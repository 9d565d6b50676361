//! The taxes: one room each. A room owns its lines, the mechanisms with their parameters and slots, what is resolved of them
//! for a month or a year, what it checks of the facts, and its computation.
//!
//! The list below is the only one: from it come the rules of a month and of a year, the lines in their order, the
//! mechanisms that policy files may name, and the order in which the taxes are computed.

pub(crate) mod amounts;
pub(crate) mod brackets;
pub(crate) mod business_income;
pub(crate) mod consumption;
pub(crate) mod cultural_fee;
pub(crate) mod deed_tax;
pub(crate) mod disabled_fund;
pub(crate) mod enterprise_income;
pub(crate) mod extra_deductions;
pub(crate) mod farm_income;
pub(crate) mod farmland;
pub(crate) mod filing;
pub(crate) mod film_fund;
pub(crate) mod fixed_amount;
pub(crate) mod land_use;
pub(crate) mod limited_costs;
pub(crate) mod losses;
pub(crate) mod merged_income;
pub(crate) mod not_counted;
mod own_line;
pub(crate) mod owner;
pub(crate) mod paid_taxes;
pub(crate) mod personal_reduction;
pub(crate) mod problem;
pub(crate) mod property;
pub(crate) mod reasons;
pub(crate) mod reduce_payable;
pub(crate) mod resource;
pub(crate) mod set_off;
pub(crate) mod small_status;
pub(crate) mod stamp;
pub(crate) mod steps;
pub(crate) mod surcharges;
pub(crate) mod taxpayer;
pub mod trace;
pub(crate) mod vat;
pub(crate) mod vehicle_purchase;
pub(crate) mod water_fund;

use crate::base::dates::Period;
use crate::base::error::{Error, Problem};
use crate::base::names::{BySaleKind, Form, Line, SaleKind};
use crate::base::slot::{Part, Slot};
use crate::base::words::{Table, Vocabulary};
use crate::facts::Profile;
use crate::law::problem::LawProblem;
use crate::law::{Day, Instruments, Kind, MeasureIx, Pack, Resolve, Rule, RuleInForce, said};
use crate::taxes::amounts::Lines;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::reduce_payable::{GroupSets, Undecided};
use crate::taxes::surcharges::SURCHARGES;
use crate::taxes::trace::Trace;
use crate::{Date, Money, Month, Quarter};
pub(crate) use own_line::OwnLine;
pub(crate) use taxpayer::{OnFacts, Taxpayer};
pub(crate) use vat::{difference, exempt_supplies, general_status, general_vat, levy, returns, simple_method, small_scale_vat, used_goods};

/// Takes what is wrong with the facts, with its place.
pub(crate) type Report<'r> = &'r mut dyn FnMut(Problem);

/// The declaration that every tax makes.
pub(crate) trait Tax {
    /// Its rules that may change from month to month.
    type Month: Resolve;
    /// Its rules for the whole year.
    type Year: Resolve;
    /// Its lines in the result.
    const LINES: &'static [OwnLine];
    /// The mechanisms that policy files may name for it.
    const MECHANISMS: &'static [Kind];

    /// Looks whether the facts were possible, whatever the form.
    ///
    /// # Errors
    /// When the pack does not cover the tax at the time of a fact.
    #[inline]
    fn check(_rules: &Rules, _profile: &Profile, _report: Report<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Says what is left out because the facts for it are not given.
    fn not_counted(_rules: &Rules, _profile: &Profile, _form: Form, _say: &mut dyn FnMut(NotCounted)) {}
}

macro_rules! taxes {
    (
        on_sales: $($sold:ident $Sold:ident),*;
        on_facts: $($fact:ident $Fact:ident),*;
        on_income: $($income:ident $Income:ident),*;
    ) => {
        /// The rules that may change from month to month, tax by tax.
        #[derive(Clone, Debug)]
        #[allow(dead_code)] // nothing is read where a tax has no rules of a month
        pub(crate) struct MonthRules {
            $(pub(crate) $sold: <$sold::$Sold as Tax>::Month,)*
            $(pub(crate) $fact: <$fact::$Fact as Tax>::Month,)*
            $(pub(crate) $income: <$income::$Income as Tax>::Month,)*
        }

        impl Resolve for MonthRules {
            fn resolve(day: &Day<'_>) -> Result<Self, Error> {
                Ok(MonthRules {
                    $($sold: Resolve::resolve(day)?,)* $($fact: Resolve::resolve(day)?,)* $($income: Resolve::resolve(day)?,)*
                })
            }
        }

        /// The rules of the whole year, tax by tax.
        #[derive(Clone, Debug)]
        #[allow(dead_code)] // nothing is read where a tax has no rules of the year
        pub(crate) struct YearRules {
            $(pub(crate) $sold: <$sold::$Sold as Tax>::Year,)*
            $(pub(crate) $fact: <$fact::$Fact as Tax>::Year,)*
            $(pub(crate) $income: <$income::$Income as Tax>::Year,)*
        }

        impl Resolve for YearRules {
            fn resolve(day: &Day<'_>) -> Result<Self, Error> {
                Ok(YearRules {
                    $($sold: Resolve::resolve(day)?,)* $($fact: Resolve::resolve(day)?,)* $($income: Resolve::resolve(day)?,)*
                })
            }
        }

        const OWN_LINES: &[&[OwnLine]] = &[
            $($sold::$Sold::LINES,)* $($fact::$Fact::LINES,)* $($income::$Income::LINES,)*
        ];

        /// The mechanisms that policy files may name, room by room.
        pub(crate) const MECHANISMS: &[&[Kind]] = &[
            filing::MECHANISMS,
            reduce_payable::MECHANISMS,
            small_status::MECHANISMS,
            extra_deductions::MECHANISMS,
            limited_costs::MECHANISMS,
            $($sold::$Sold::MECHANISMS,)* $($fact::$Fact::MECHANISMS,)* $($income::$Income::MECHANISMS,)*
        ];

        /// Looks whether the facts were possible, tax by tax; `on_facts`: whether [`is_any_on_facts`].
        ///
        /// # Errors
        /// When the pack does not cover a tax at the time of a fact.
        pub(crate) fn check(rules: &Rules, profile: &Profile, on_facts: bool, report: Report<'_>) -> Result<(), Error> {
            $($sold::$Sold::check(rules, profile, report)?;)*
            if on_facts {
                $($fact::$Fact::check(rules, profile, report)?;)*
            }
            $($income::$Income::check(rules, profile, report)?;)*
            Ok(())
        }

        /// What each tax leaves out because the facts for it are not given.
        pub(crate) fn not_counted(rules: &Rules, profile: &Profile, form: Form) -> Vec<NotCounted> {
            let mut found = Vec::new();
            let mut say = |what| found.push(what);
            $($sold::$Sold::not_counted(rules, profile, form, &mut say);)*
            $($fact::$Fact::not_counted(rules, profile, form, &mut say);)*
            $($income::$Income::not_counted(rules, profile, form, &mut say);)*
            found
        }

        /// Whether a profile tells anything that a tax follows from before any income is known.
        pub(crate) fn is_any_on_facts(profile: &Profile) -> bool {
            $($fact::$Fact::is_told(profile))||*
        }

        /// The taxes that follow from facts alone, in their order.
        pub(crate) fn on_facts<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
            $(if $fact::$Fact::is_told(payer.profile) { $fact::$Fact::assess(payer, lines, trace); })*
        }

        /// How many lines the taxes on sales have: the first of all.
        pub(crate) const LINES_ON_SALES: usize = 0 $(+ $sold::$Sold::LINES.len())*;
    };
}

// The order of the law: each stage starts from the one before. Those on sales go period by period (VAT, then what is levied
// on it), those on income start from the profit after the taxes that are deductible.
taxes! {
    on_sales: vat Vat, set_off EmploymentSetOff, surcharges Surcharges;
    on_facts: cultural_fee CulturalFee, film_fund FilmFund, water_fund WaterFund, consumption ConsumptionTax, stamp Stamp,
        property PropertyTaxes, land_use LandUse, resource ResourceTaxes, farmland FarmlandTaxes, vehicle_purchase VehiclePurchaseTax,
        paid_taxes PaidTaxes, disabled_fund DisabledFund;
    on_income: personal_reduction PersonalReductions, fixed_amount FixedAmounts, business_income BusinessIncome,
        enterprise_income EnterpriseIncome, owner Owner, deed_tax ConversionTaxes;
}

/// All lines in their order, with what their taxes say of them.
pub(crate) const LINES: [OwnLine; Line::ALL.len()] = in_order();

#[allow(clippy::indexing_slicing, clippy::panic, clippy::arithmetic_side_effects)] // while compiling
const fn in_order() -> [OwnLine; Line::ALL.len()] {
    let mut lines = [OwnLine::new(Line::Vat); Line::ALL.len()];
    let (mut next, mut tax) = (0, 0);
    while tax < OWN_LINES.len() {
        let mut own = 0;
        while own < OWN_LINES[tax].len() {
            lines[next] = OWN_LINES[tax][own];
            assert!(lines[next].line as usize == next, "the taxes stand in the order of the lines");
            (next, own) = (next + 1, own + 1);
        }
        tax += 1;
    }
    assert!(next == lines.len(), "every line has its tax");
    lines
}

/// Whether a line goes on the return of VAT.
pub(crate) fn is_filed_with_vat(line: Line) -> bool {
    LINES.iter().any(|own| own.line == line && own.filed_with_vat)
}

fn not_covered(rules: &Rules, line: Line, period: Period) -> Error {
    let month: Month = period.first_month();
    Error::outside(RuleProblem::NotCoveredThen { line, month: month.number(), year: rules.year })
}

/// What is wrong where an amount depends on a rule that only the place can set, and the pack holds none.
pub(crate) fn no_local_rule<R: Rule>(rules: &Rules, profile: &Profile) -> Error {
    let day = Month::JANUARY.first_day(rules.year).unwrap_or_default();
    let what = Slot { subject: R::DECIDES, part: Part::Whole };
    Error::outside(LawProblem::NoLocalRule { what, division: profile.place, day })
}

/// The rules of the taxes.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) year: i32,
    months: Months,
    cuts: [Cuts; 4],
    /// Whether any quarter is cut.
    pub(crate) any_cut: bool,
    /// Kinds of sale whose levy is another for an individual business in some month.
    pub(crate) levies_that_depend_on_form: BySaleKind<bool>,
    /// The taxpayer groups that reductions of the surcharges on VAT are open to.
    pub(crate) surcharges_reduced_for: GroupSets,
    /// When general status began by the rule of the year before, under which its twelve months were tested.
    pub(crate) general_status_before: Option<RuleInForce<general_status::GeneralStatus>>,
    /// Sales that no month's small-scale limit is below.
    pub(crate) least_small_scale_limit: Money,
    /// Reductions that were left to the province, and the pack does not know what it decided.
    pub(crate) undecided: Vec<Undecided>,
    pub(crate) annual: YearRules,
    /// What a refusal cites.
    pub(crate) instruments: Instruments,
}

/// Changes of rules inside a quarter: for each rule, the first month in which it differs from the first month of the quarter.
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
    /// The first day of each of the different ones.
    from: Vec<Date>,
}

impl Months {
    #[allow(clippy::indexing_slicing)] // twelve by construction, each of them a place among the different ones
    fn get(&self, month: Month) -> &MonthRules {
        &self.different[self.of[month.index()]]
    }

    fn resolve<'p>(on: &dyn Fn(Month) -> Day<'p>) -> Result<Months, Error> {
        let mut months = Months { different: Vec::new(), of: [0; 12], from: Vec::new() };
        let mut in_force: Vec<Vec<MeasureIx>> = Vec::new();
        for (month, of) in Month::all().zip(&mut months.of) {
            let day = on(month);
            *of = match in_force.iter().position(|known| *known == day.in_force) {
                Some(known) => known,
                None => {
                    months.different.push(MonthRules::resolve(&day)?);
                    months.from.push(day.day());
                    in_force.push(day.in_force);
                    in_force.len().saturating_sub(1)
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
        let depends = |kind: SaleKind| different().any(|month| month.vat.depends_on_form(kind));
        let limits = different().map(|month| month.vat.small_scale_limit.rule.annual_sales);
        Ok(Rules {
            year,
            any_cut: cuts.iter().any(Cuts::any),
            cuts,
            levies_that_depend_on_form: BySaleKind::from_fn(depends),
            surcharges_reduced_for: GroupSets::of(
                different().flat_map(|month| month.surcharges.0.iter().filter_map(|of| said(&of.reduce))),
            ),
            general_status_before: Month::DECEMBER.first_day(year.saturating_sub(1)).and_then(|day| pack.on(day, place, known_on).find()),
            least_small_scale_limit: limits.min().unwrap_or_default(),
            undecided: months.from.iter().flat_map(|day| Undecided::on(&pack.on(*day, place, known_on), pack, place)).collect(),
            annual,
            months,
            instruments: pack.instruments(),
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
