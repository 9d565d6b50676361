//! Facts against the rules in force: what the form needs is there, what is claimed was possible.

use crate::calendar::Period;
use crate::error::{At, Error, Problem};
use crate::facts::{Method, Profile, Sale};
use crate::message::Message;
use crate::names::{Filing, Form, Line};
use crate::policy::{MonthRules, Rules};
use crate::rules::general_status::Standing;
use crate::rules::surcharges::SURCHARGES;
use crate::rules::{farmland, rent};

/// Facts against the rules in force: what the form needs is there, what is claimed was possible.
pub(super) fn facts(rules: &Rules, profile: &Profile, form: Form, standing: Standing) -> Result<(), Error> {
    let mut problems = Vec::new();
    let mut report = |message: Message, at: At| problems.push(Problem::at(message, at));
    for fact in &profile.unknown {
        report(Message::StillUnknown { key: fact.key() }, At::default());
    }
    check_periods(rules, profile, &mut report);
    for sale in &profile.sales {
        if let Some(found) = sale.levy_rate {
            let (statutory, reduced) = rules.month(sale.period.first_month()).vat.levy_rates(sale.kind, form);
            if found != statutory && found != reduced {
                report(Message::LevyRateNotAvailable { found, statutory, reduced }, sale.at);
            }
        }
    }
    for sale in &profile.sales {
        let vat = &rules.month(sale.period.first_month()).vat;
        if sale.method == Method::Levy && standing.is_general(sale.period.first_month()) {
            report(Message::RateNeeded, sale.at);
        }
        if let Method::General(found) = sale.method
            && standing.is_general(sale.period.first_month())
            && !vat.rates.rule.rates.contains(&found)
        {
            report(Message::NoSuchVatRate { found, rates: vat.rates.rule.rates.clone() }, sale.at);
        }
        if let Some(service) = sale.exempt.filter(|service| vat.exempt_services(*service).is_none()) {
            report(Message::ServiceNotExemptThen { service }, sale.at);
        }
    }
    for contract in &profile.contracts {
        if !rules.month(contract.month).stamp.rule.taxes(contract.kind) {
            report(Message::NotTaxedKind { kind: contract.kind }, contract.at);
        }
    }
    let (least, most) = rules.annual.land_use.rule.range(profile.locality);
    for land in profile.lands.iter().filter(|land| land.unit_amount < least || land.unit_amount > most) {
        report(Message::AmountOutsideRange { found: land.unit_amount, least, most }, land.at);
    }
    for sold in &profile.resources {
        let law =
            rules.month(sold.period.first_month()).resource.as_ref().ok_or_else(|| not_covered(rules, Line::Resource, sold.period))?;
        match law.rule.range(&sold.mineral) {
            Ok((least, most)) if sold.rate < least || sold.rate > most => {
                report(Message::RateOutsideRange { found: sold.rate, least, most }, sold.at);
            }
            Ok(_) => {}
            Err(message) => report(message, sold.mineral_at),
        }
    }
    for land in &profile.farmlands {
        let month = rules.month(land.month);
        let law = month.farmland.as_ref().ok_or_else(|| not_covered(rules, Line::FarmlandOccupation, Period::Month(land.month)))?;
        if let Err(message) = farmland::unit_amount(&law.rule, month.farmland_amount.as_ref(), land) {
            report(message, land.at);
        }
    }
    check_form(rules, profile, form, standing, &mut report);
    if problems.is_empty() {
        return Ok(());
    }
    let error = Error::profile(problems);
    Err(match &profile.source {
        Some(source) => error.in_source(source),
        None => error,
    })
}

fn not_covered(rules: &Rules, line: Line, period: Period) -> Error {
    Error::outside(Message::NotCoveredThen { line, month: period.first_month().number(), year: rules.year })
}

/// What a form cannot be assessed without.
fn check_form(rules: &Rules, profile: &Profile, form: Form, standing: Standing, report: &mut impl FnMut(Message, At)) {
    let mut needed = |key: &'static str, missing: bool| {
        if missing {
            report(Message::NeededFor { key, form }, At::default());
        }
    };
    needed("scale.Q1 … scale.Q4", form.is_company() && profile.scale.quarters.is_empty());
    needed("scale.restricted_industry", form.is_company() && profile.scale.restricted_industry.is_none());
    let settled = form == profile.form && standing.ever_general() && form.is_company();
    needed("scale.settled_small_to_june", settled && profile.scale.settled_small.is_none() && profile.scale.first_settlement.is_none());
    // Before its first settlement a general-taxpayer company is judged by its figures at the end of each month.
    let as_new = form.is_company() && (form != profile.form || profile.scale.first_settlement.is_some());
    let unknown = |sale: &Sale| {
        let month = sale.period.first_month();
        standing.is_general(month) && !profile.scale.quarters.iter().any(|ends| ends.quarter == month.quarter())
    };
    needed("scale.Q1 … scale.Q4", as_new && !profile.scale.quarters.is_empty() && profile.sales.iter().any(unknown));
    needed("[[partners]]", form == Form::Partnership && profile.partners.is_empty());
    if rent::needs_class(&rules.annual, profile, form) {
        report(Message::NeededFor { key: "scale.class", form }, At::default());
    }
}

/// No rule of a period changes inside it, unless the period is given by month.
fn check_periods(rules: &Rules, profile: &Profile, report: &mut impl FnMut(Message, At)) {
    let given =
        profile.sales.iter().map(|sale| (sale.period, sale.at)).chain(profile.consumption_tax.iter().map(|(p, _)| (*p, At::default())));
    for (period, at) in given {
        if let (Period::Quarter(quarter), Filing::Monthly) = (period, profile.filing) {
            report(Message::MonthlyFilerNeedsMonths { quarter: quarter.number() }, at);
        }
    }
    let mut cut = |period: Period, at: At, line: Line, same: &dyn Fn(&MonthRules, &MonthRules) -> bool| {
        let Period::Quarter(quarter) = period else { return };
        let first = rules.month(period.first_month());
        if let Some(month) = quarter.months().find(|month| !same(first, rules.month(*month))) {
            report(Message::QuarterCutByChange { quarter: quarter.number(), line, month: month.number() }, at);
        }
    };
    for sale in &profile.sales {
        cut(sale.period, sale.at, Line::Vat, &|a, b| a.vat.same_levy(&b.vat));
        let filed = match profile.filing {
            Filing::Monthly => sale.period,
            Filing::Quarterly => Period::Quarter(sale.period.first_month().quarter()),
        };
        cut(filed, sale.at, Line::Vat, &|a, b| rule_of(&a.vat.exempt_below) == rule_of(&b.vat.exempt_below));
        for line in SURCHARGES {
            cut(filed, sale.at, line, &|a, b| a.same_surcharge(b, line));
        }
    }
    for sold in &profile.resources {
        cut(sold.period, sold.at, Line::Resource, &|a, b| rule_of(&a.resource) == rule_of(&b.resource));
    }
}

fn rule_of<R>(rule: &Option<crate::rules::In<R>>) -> Option<&R> {
    rule.as_ref().map(|rule| rule.rule.as_ref())
}

impl MonthRules {
    fn same_surcharge(&self, other: &MonthRules, line: Line) -> bool {
        rule_of(&self.surcharges[line]) == rule_of(&other.surcharges[line])
            && rule_of(&self.exempt_fees[line]) == rule_of(&other.exempt_fees[line])
            && rule_of(&self.reduce[line]) == rule_of(&other.reduce[line])
    }
}
