//! Facts against the rules in force: what the form needs is there, what is claimed was possible.

use crate::assess::{Rules, Told};
use crate::base::dates::Period;
use crate::base::error::{At, Error, Problem};
use crate::base::names::{Filing, Form, Line};
use crate::base::slot::{Part, Slot};
use crate::benefits::rent;
use crate::facts::problem::FactProblem;
use crate::facts::{Method, Profile, Sale};
use crate::law::Rule;
use crate::law::problem::LawProblem;
use crate::taxes::amounts::Amounts;
use crate::taxes::deed_tax::DeedTax;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::levy::LevyPayer;
use crate::taxes::problem::RuleProblem;
use crate::taxes::reduce_payable::ReliefEligibility;
use crate::taxes::reduce_payable::{ReducePayable, Undecided};
use crate::taxes::surcharges::SURCHARGES;
use crate::taxes::{self, Cuts, deed_tax};
use crate::{Money, Month, Quarter};

/// What is found in the facts whatever the form.
pub(super) struct InAnyForm {
    /// What is wrong; an empty list costs nothing.
    problems: Vec<Problem>,
    /// Whether any line of sales states its levy rate.
    levy_rates: bool,
    /// What rules are gone through.
    pub(super) told: Told,
}

/// What a program made is held to the limits of what is read; what was read is within them.
pub(super) fn figures(profile: &Profile) -> Result<(), Error> {
    if profile.origin.checked { Ok(()) } else { profile.hold_figures_to_limits() }
}

/// Looks at the facts whatever the form.
pub(super) fn in_any_form(rules: &Rules, profile: &Profile) -> Result<InAnyForm, Error> {
    figures(profile)?;
    let (mut problems, told) = (Vec::new(), Told::of(profile));
    let mut report = |problem: Problem| problems.push(problem);
    for fact in &profile.unknown {
        report(Problem::at(RuleProblem::StillUnknown { key: fact.key() }, At::default()));
    }
    check_periods(rules, profile, &mut report);
    let in_sales = InSales::of(profile);
    check_told_once(profile, in_sales, &mut report);
    taxes::check(&rules.taxes, profile, told.on_facts, &mut report)?;
    for rented in profile.rented.iter().filter(|rented| rented.agreed_cut > Money::ZERO) {
        if rent::is_waived(&rules.benefits.rent, rented) {
            report(Problem::at(RuleProblem::AgreedWhereWaived { landlord: rented.landlord }, rented.at));
        }
    }
    Ok(InAnyForm { problems, levy_rates: in_sales.levy_rate, told })
}

/// What any line of sales has, found in one look at all.
#[derive(Clone, Copy, Default)]
struct InSales {
    month: bool,
    quarter: bool,
    levy_rate: bool,
}

impl InSales {
    fn of(profile: &Profile) -> InSales {
        let mut found = InSales::default();
        for sale in &profile.sales {
            found.month |= matches!(sale.period, Period::Month(_));
            found.quarter |= matches!(sale.period, Period::Quarter(_));
            found.levy_rate |= sale.levy_rate.is_some();
        }
        found
    }
}

/// What is wrong with the facts in a form, together with what is wrong in any.
pub(super) fn in_form(rules: &Rules, profile: &Profile, form: Form, standing: GeneralStatusSince, in_any: &InAnyForm) -> Result<(), Error> {
    let mut problems = Vec::new();
    let mut report = |problem: Problem| problems.push(problem);
    if in_any.levy_rates || standing.ever_general() {
        check_sales(rules, profile, form, standing, &mut report);
    }
    check_standing(profile, standing, &mut report);
    check_form(rules, profile, form, standing, &mut report);
    if form != profile.form && deed_tax::lacks_rate(&rules.taxes, profile, form) {
        return Err(taxes::no_local_rule::<DeedTax>(&rules.taxes, profile));
    }
    if problems.is_empty() && in_any.problems.is_empty() {
        return Ok(());
    }
    let error = Error::profile(in_any.problems.iter().cloned().chain(problems).collect());
    Err(match &profile.origin.source {
        Some(source) => error.in_source(source),
        None => error,
    })
}

/// The levy rates told, and what sales as a general taxpayer need. Never inlined: most sales have neither.
#[inline(never)]
fn check_sales(rules: &Rules, profile: &Profile, form: Form, standing: GeneralStatusSince, report: &mut impl FnMut(Problem)) {
    for sale in &profile.sales {
        let vat = &rules.month(sale.period.first_month()).vat;
        if let Some(found) = sale.levy_rate {
            let (statutory, reduced) = vat.levy_rates(sale, LevyPayer::of(profile, form));
            if found != statutory && found != reduced {
                report(Problem::at(RuleProblem::LevyRateNotAvailable { found, statutory, reduced }, sale.at));
            }
        }
        if standing.is_general(sale.period.first_month()) {
            match sale.method {
                Method::Levy => report(Problem::at(FactProblem::RateNeeded, sale.at)),
                Method::General(found) if !vat.rates.rule.rates.contains(&found) => {
                    report(Problem::at(RuleProblem::NoSuchVatRate { found, rates: vat.rates.rule.rates.clone() }, sale.at));
                }
                Method::Simple if vat.general_difference[sale.kind].is_some() => {
                    report(Problem::at(RuleProblem::NoSimpleMethod { kind: sale.kind }, sale.at));
                }
                Method::General(_) | Method::Simple => {}
            }
        }
    }
}

/// What the amounts would be needs a decision of the province that the pack does not hold: never taken as none.
pub(super) fn local(rules: &Rules, profile: &Profile, eligibility: &ReliefEligibility, amounts: &Amounts) -> Result<(), Error> {
    let matters = |left: &&Undecided| amounts.lines[left.line].payable() > Money::ZERO && eligibility.is_any(left.who);
    match rules.taxes.undecided.iter().find(matters) {
        None => Ok(()),
        Some(left) => {
            let what = Slot { subject: ReducePayable::DECIDES, part: Part::Line(left.line) };
            Err(Error::outside(LawProblem::NoLocalRule { what, division: profile.place, day: left.day }))
        }
    }
}

/// A quarter in which general status begins is given by month: each standing has its months of it.
fn check_standing(profile: &Profile, standing: GeneralStatusSince, report: &mut impl FnMut(Problem)) {
    let Some(quarter) = standing.cut_quarter(profile.filing) else { return };
    let (whole, from) = (Period::Quarter(quarter), standing.from().map_or(0, Month::number));
    let sales = profile.sales.iter().map(|sale| (sale.period, sale.at));
    let inputs = profile.general.inputs.iter().map(|input| (input.period, At::default()));
    let consumption = profile.consumption_tax.iter().map(|(period, _)| (*period, At::default()));
    for (_, at) in sales.chain(inputs).chain(consumption).filter(|(period, _)| *period == whole) {
        report(Problem::at(RuleProblem::QuarterCutByStatus { quarter: quarter.number(), month: from }, at));
    }
}

/// What a form cannot be assessed without.
fn check_form(rules: &Rules, profile: &Profile, form: Form, standing: GeneralStatusSince, report: &mut impl FnMut(Problem)) {
    if form.is_company() {
        let mut needed = |key: &'static str, missing: bool| {
            if missing {
                report(Problem::at(RuleProblem::NeededFor { key, form }, At::default()));
            }
        };
        needed("scale.Q1 … scale.Q4", profile.scale.quarters.is_empty());
        needed("scale.restricted_industry", profile.scale.restricted_industry.is_none());
        check_scale(profile, report);
        if standing.ever_general() {
            check_general_company(profile, form, standing, report);
        }
    } else if form == Form::Partnership && profile.partners.is_empty() {
        report(Problem::new(RuleProblem::NeededFor { key: "[[partners]]", form }));
    }
    if !profile.rented.is_empty() && rent::needs_class(&rules.benefits.rent, profile, form) {
        report(Problem::at(RuleProblem::NeededFor { key: "scale.class", form }, At::default()));
    }
}

/// What a company that is a general taxpayer is not assessed without.
#[cold]
fn check_general_company(profile: &Profile, form: Form, standing: GeneralStatusSince, report: &mut impl FnMut(Problem)) {
    let mut needed = |key: &'static str, missing: bool| {
        if missing {
            report(Problem::new(RuleProblem::NeededFor { key, form }));
        }
    };
    let (settled, first) = (profile.scale.settled_small.is_some(), profile.scale.first_settlement.is_some());
    // The months to date of a prepayment end before general status may begin.
    let runs = profile.scale.quarters.iter().any(|ends| ends.quarter.months().any(|month| standing.is_general(month)));
    needed("scale.settled_small_to_june", form == profile.form && runs && !settled && !first);
    // Before its first settlement a general-taxpayer company is judged by its figures at the end of each month.
    let as_new = form != profile.form || first;
    let unknown = |sale: &Sale| {
        let month = sale.period.first_month();
        standing.is_general(month) && !profile.scale.quarters.iter().any(|ends| ends.quarter == month.quarter())
    };
    needed("scale.Q1 … scale.Q4", as_new && !profile.scale.quarters.is_empty() && profile.sales.iter().any(unknown));
}

/// What is told for a quarter is not told for a month of it as well: it would count twice.
fn check_told_once(profile: &Profile, in_sales: InSales, report: &mut impl FnMut(Problem)) {
    let is_any = |in_sales: bool, of: fn(Period) -> bool| {
        in_sales
            || profile.general.inputs.iter().any(|input| of(input.period))
            || profile.consumption_tax.iter().any(|(period, _)| of(*period))
            || profile.cultural.iter().any(|receipt| of(receipt.period))
    };
    let is_month = |period| matches!(period, Period::Month(_));
    let is_quarter = |period| matches!(period, Period::Quarter(_));
    if is_any(in_sales.month, is_month) && is_any(in_sales.quarter, is_quarter) {
        told_twice(profile, report);
    }
}

/// Says what is told twice.
#[cold]
fn told_twice(profile: &Profile, report: &mut impl FnMut(Problem)) {
    let inside = |one: Period, other: Period| match (one, other) {
        (Period::Quarter(quarter), Period::Month(month)) if month.quarter() == quarter => Some((quarter.number(), month.number())),
        _ => None,
    };
    // The first of each is enough: the others are like it.
    let alike_of = |sale: &Sale| (sale.kind, sale.invoice, sale.method, sale.used);
    let alike = |sale: &Sale, other: &Sale| alike_of(other) == alike_of(sale);
    let sales = profile.sales.iter().find_map(|sale| {
        let mut others = profile.sales.iter().filter(|other| alike(sale, other));
        others.find_map(|other| Some((inside(sale.period, other.period)?, other.at)))
    });
    let inputs = profile.general.inputs.iter().map(|input| input.period).collect::<Vec<_>>();
    let consumption = profile.consumption_tax.iter().map(|(period, _)| *period).collect::<Vec<_>>();
    let cultural = profile.cultural.iter().map(|receipt| receipt.period).collect::<Vec<_>>();
    let first = |periods: &[Period]| periods.iter().find_map(|one| periods.iter().find_map(|other| inside(*one, *other)));
    let found = [
        ("sales", sales),
        ("inputs", first(&inputs).map(|at| (at, At::default()))),
        ("consumption_tax", first(&consumption).map(|at| (at, At::default()))),
        ("cultural", first(&cultural).map(|at| (at, At::default()))),
    ];
    for (key, ((quarter, month), at)) in found.into_iter().filter_map(|(key, found)| Some((key, found?))) {
        report(Problem::at(RuleProblem::ToldByQuarterAndMonth { key, quarter, month }, at));
    }
}

/// A company's staff and assets are told for every quarter in which it ran.
fn check_scale(profile: &Profile, report: &mut impl FnMut(Problem)) {
    let quarters = &profile.scale.quarters;
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else { return };
    // Mostly all are told: then no sale needs to be looked at.
    if quarters.iter().map(|ends| ends.quarter).eq(Quarter::all()) {
        return;
    }
    let sold =
        |quarter: Quarter| profile.sales.iter().any(|sale| sale.amount > Money::ZERO && sale.period.first_month().quarter() == quarter);
    for quarter in Quarter::all().filter(|quarter| !quarters.iter().any(|ends| ends.quarter == *quarter)) {
        if sold(quarter) || (first.quarter..=last.quarter).contains(&quarter) {
            report(Problem::new(RuleProblem::ScaleMissingInQuarter { quarter: quarter.number() }));
        }
    }
}

/// No rule of a period changes inside it, unless the period is given by month.
fn check_periods(rules: &Rules, profile: &Profile, report: &mut impl FnMut(Problem)) {
    if profile.filing == Filing::Monthly {
        let sales = profile.sales.iter().map(|sale| (sale.period, sale.at));
        let consumption = profile.consumption_tax.iter().map(|(period, _)| *period);
        let others = consumption.chain(profile.cultural.iter().map(|receipt| receipt.period));
        for (period, at) in sales.chain(others.map(|period| (period, At::default()))) {
            if let Period::Quarter(quarter) = period {
                report(Problem::at(RuleProblem::MonthlyFilerNeedsMonths { quarter: quarter.number() }, at));
            }
        }
    }
    if !rules.taxes.any_cut {
        return;
    }
    let mut cut = |period: Period, at: At, line: Line, of: &dyn Fn(&Cuts) -> Option<Month>| {
        let Period::Quarter(quarter) = period else { return };
        if let Some(month) = of(rules.taxes.cuts(quarter)) {
            report(Problem::at(RuleProblem::QuarterCutByChange { quarter: quarter.number(), line, month: month.number() }, at));
        }
    };
    for sale in &profile.sales {
        cut(sale.period, sale.at, Line::Vat, &|cuts| cuts.levy[sale.kind]);
        let filed = profile.filing.period_of(sale.period.first_month());
        cut(filed, sale.at, Line::Vat, &|cuts| cuts.threshold);
        for line in SURCHARGES {
            cut(filed, sale.at, line, &|cuts| cuts.surcharge(line));
        }
    }
    for sold in &profile.resources {
        cut(sold.period, sold.at, Line::Resource, &|cuts| cuts.resource);
    }
}
