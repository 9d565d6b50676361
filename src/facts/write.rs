//! A profile as the file that it can be read from again.
//!
//! Only what differs from the default is written, so that a small business makes a small file.

use super::{
    Assessed, CompanyFacts, Conversion, Electricity, EntitlementClaim, GeneralVat, Land, Loan, Method, Months, Person, Profile, Property,
    PropertyBase, Rented, Sale, Scale, SocialInsurance, SubsidyClaim, UnknownFact,
};
use crate::base::error::At;
use crate::base::names::{Invoice, Prices};
use crate::base::words::Vocabulary;
use crate::{Money, Period, Rate};
use std::fmt::{Display, Write};

impl Profile {
    /// The profile as TOML: what [`Profile::parse`] reads back as the same facts.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let profile = huiqi::Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", &pack)?;
    /// let again = huiqi::Profile::parse(&profile.to_toml(), "again.toml", &pack)?;
    /// assert_eq!(again.without_places(), profile.without_places());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    pub fn to_toml(&self) -> String {
        let mut file = File { text: String::new(), dated: self.dated.then_some(self.year), unknown: &self.unknown };
        file.profile(self);
        file.text
    }

    /// The facts alone, without the file that they were read from: problems with them then show no line.
    pub fn without_places(mut self) -> Profile {
        self.source = None;
        self.sales.iter_mut().for_each(|sale| sale.at = At::default());
        self.contracts.iter_mut().for_each(|contract| contract.at = At::default());
        self.properties.iter_mut().for_each(|property| property.at = At::default());
        self.lands.iter_mut().for_each(|land| land.at = At::default());
        self.resources.iter_mut().for_each(|sold| (sold.at, sold.mineral_at) = (At::default(), At::default()));
        self.farmlands.iter_mut().for_each(|land| land.at = At::default());
        self.rented.iter_mut().for_each(|rented| rented.at = At::default());
        self
    }
}

/// The file as it grows.
struct File<'p> {
    text: String,
    /// The year to write periods with, where the profile does.
    dated: Option<i32>,
    unknown: &'p [UnknownFact],
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list<T>(items: &[T], shown: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", "))
}

impl File<'_> {
    fn line(&mut self, key: &str, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{key} = {value}");
    }

    /// The value of a fact, or that it is unknown.
    fn or_unknown(&self, fact: UnknownFact, value: String) -> String {
        if self.unknown.contains(&fact) { quoted("unknown") } else { value }
    }

    /// A fact that may be told, unknown, or neither.
    fn may_be_told(&mut self, key: &str, fact: UnknownFact, truth: Option<bool>) {
        if truth.is_some() || self.unknown.contains(&fact) {
            self.line(key, self.or_unknown(fact, truth.unwrap_or_default().to_string()));
        }
    }

    fn table(&mut self, head: &str) {
        let _ = writeln!(self.text, "\n{head}");
    }

    fn word(&mut self, key: &str, word: impl Vocabulary) {
        self.line(key, quoted(word.key()));
    }

    fn name(&mut self, key: &str, text: Option<&String>) {
        text.iter().for_each(|text| self.line(key, quoted(text)));
    }

    fn money(&mut self, key: &str, amount: Money) {
        if amount != Money::ZERO {
            self.line(key, amount.plain());
        }
    }

    fn rate(&mut self, key: &str, rate: Rate) {
        self.line(key, quoted(&rate.to_string()));
    }

    fn count(&mut self, key: &str, count: u32) {
        if count != 0 {
            self.line(key, count);
        }
    }

    fn truth(&mut self, key: &str, truth: bool) {
        if truth {
            self.line(key, truth);
        }
    }

    fn told(&mut self, key: &str, truth: Option<bool>) {
        truth.iter().for_each(|truth| self.line(key, truth));
    }

    /// A period of the profile's year, or of one `back`.
    fn period(&mut self, key: &str, period: Period, back: i32) {
        let year = self.dated.map_or(String::new(), |year| format!("{}-", year.saturating_sub(back)));
        self.line(key, quoted(&format!("{year}{period}")));
    }

    fn months(&mut self, months: Months) {
        for (key, month, default) in [("from", months.from, 1), ("to", months.to, 12)] {
            if self.dated.is_some() || month.number() != default {
                self.period(key, Period::Month(month), 0);
            }
        }
    }

    fn profile(&mut self, profile: &Profile) {
        self.line("name", quoted(&profile.name));
        self.line("year", profile.year);
        self.line("place", quoted(&format!("{:06}", profile.place)));
        self.word("locality", profile.locality);
        self.line("industry", quoted(&profile.industry.code));
        self.word("form", profile.form);
        self.may_be_told("movables_as_individual", UnknownFact::MovablesAsIndividual, profile.movables_as_individual);
        profile.interest_rate.iter().for_each(|rate| self.rate("interest_rate", *rate));

        self.table("[vat]");
        self.word("status", profile.vat_status);
        self.word("filing", profile.filing);
        self.general(&profile.general);
        profile.sales.iter().for_each(|sale| self.sale(sale));
        self.amounts("[[earlier_sales]]", &profile.earlier_sales, 1);
        self.amounts("[[consumption_tax]]", &profile.consumption_tax, 0);
        for input in &profile.general.inputs {
            self.table("[[inputs]]");
            self.period("period", input.period, 0);
            self.line("tax", input.tax.plain());
            self.money("transferred_out", input.transferred_out);
        }

        self.table("[costs]");
        let costs = &profile.costs;
        self.money("goods", costs.goods);
        self.money("wages", costs.wages);
        self.money("employer_insurance", costs.employer_insurance);
        self.line("other", costs.other.plain());

        self.table("[owner]");
        let income = self.or_unknown(UnknownFact::ComprehensiveIncome, profile.owner.comprehensive_income.plain());
        self.person(&profile.owner, income);
        for (share, person) in &profile.partners {
            self.table("[[partners]]");
            self.rate("share", *share);
            self.person(person, person.comprehensive_income.plain());
        }
        self.things(profile);
        self.scale(&profile.scale);
        for loss in &profile.losses {
            self.table("[[losses]]");
            self.line("year", loss.year);
            self.line("amount", loss.amount.plain());
        }
        self.company(&profile.company);
        for bought in &profile.equipment {
            self.table("[[equipment]]");
            self.word("class", bought.class);
            self.line("price", bought.price.plain());
            self.line("life", bought.life);
            self.money("in_costs", bought.in_costs);
        }
        self.prepayment(profile);
        profile.assessed.iter().for_each(|assessed| self.assessed(assessed));
        self.beside(profile);
        self.conversion(&profile.conversion);
    }

    fn general(&mut self, general: &GeneralVat) {
        general.from.iter().for_each(|from| self.period("general_from", Period::Month(*from), 0));
        self.money("opening_credit", general.opening_credit);
        self.money("opening_addition", general.opening_addition);
        if let Some((addition, share)) = general.addition {
            self.word("addition", addition);
            self.rate("addition_share", share);
        }
        if let Some(refund) = general.refund {
            let (rating, composition) = (quoted(refund.rating.key()), quoted(&refund.composition.to_string()));
            self.line("refund", format!("{{ rating = {rating}, composition = {composition} }}"));
        }
    }

    fn sale(&mut self, sale: &Sale) {
        self.table("[[sales]]");
        self.period("period", sale.period, 0);
        self.word("kind", sale.kind);
        self.line("amount", sale.amount.plain());
        if sale.prices != Prices::Inclusive {
            self.word("prices", sale.prices);
        }
        if sale.invoice != Invoice::Ordinary {
            self.word("invoice", sale.invoice);
        }
        sale.levy_rate.iter().for_each(|rate| self.rate("levy_rate", *rate));
        self.truth("waive_exemption", sale.waives_exemption);
        self.told("occasional", sale.occasional);
        match sale.method {
            Method::Levy => {}
            Method::General(rate) => self.rate("rate", rate),
            Method::Simple => self.truth("simple", true),
        }
        sale.exempt.iter().for_each(|service| self.word("exempt", *service));
        self.money("deduct", sale.deduct);
    }

    fn amounts(&mut self, head: &str, lines: &[(Period, Money)], back: i32) {
        for (period, amount) in lines {
            self.table(head);
            self.period("period", *period, back);
            self.line("amount", amount.plain());
        }
    }

    fn person(&mut self, person: &Person, income: String) {
        self.line("comprehensive_income", income);
        self.money("deductions", person.deductions);
        self.money("other_relief", person.other_relief);
    }

    /// Documents, premises, land and minerals.
    fn things(&mut self, profile: &Profile) {
        for contract in &profile.contracts {
            self.table("[[contracts]]");
            self.period("month", Period::Month(contract.month), 0);
            self.word("kind", contract.kind);
            self.line("amount", contract.amount.plain());
            self.money("vat_stated", contract.vat_stated);
        }
        profile.properties.iter().for_each(|property| self.property(property));
        profile.lands.iter().for_each(|land| self.land(land, &profile.properties));
        for sold in &profile.resources {
            self.table("[[resource]]");
            self.period("period", sold.period, 0);
            self.line("mineral", quoted(&sold.mineral));
            self.line("amount", sold.amount.plain());
            self.rate("rate", sold.rate);
        }
        for land in &profile.farmlands {
            self.table("[[farmland]]");
            self.period("month", Period::Month(land.month), 0);
            self.line("area", Money::from_fen(land.area).plain());
            land.unit_amount.iter().for_each(|unit| self.line("unit_amount", unit.plain()));
            self.truth("basic", land.basic);
        }
        profile.rented.iter().for_each(|rented| self.rented(rented));
    }

    fn property(&mut self, property: &Property) {
        self.table("[[property]]");
        self.name("name", property.name.as_ref());
        match property.base {
            PropertyBase::Value(value) => self.line("original_value", value.plain()),
            PropertyBase::Rent(rent) => self.line("annual_rent", rent.plain()),
        }
        self.truth("housing", property.housing);
        self.months(property.months);
        if let Some(cut) = property.rent_cut {
            let (amount, monthly, tenant) = (cut.amount.plain(), cut.monthly_rent.plain(), cut.tenant_qualifies);
            self.line("rent_cut", format!("{{ amount = {amount}, monthly_rent = {monthly}, tenant_qualifies = {tenant} }}"));
        }
    }

    fn land(&mut self, land: &Land, properties: &[Property]) {
        self.table("[[land]]");
        self.line("area", Money::from_fen(land.area).plain());
        self.line("unit_amount", land.unit_amount.plain());
        self.months(land.months);
        let premises = land.let_with.and_then(|index| properties.get(index));
        self.name("let_with", premises.and_then(|property| property.name.as_ref()));
    }

    fn rented(&mut self, rented: &Rented) {
        self.table("[[rented]]");
        self.word("landlord", rented.landlord);
        self.line("monthly_rent", rented.monthly_rent.plain());
        self.months(rented.months);
        self.truth("sublet", rented.sublet);
        self.truth("listed", rented.listed);
        self.name("premises", rented.premises.as_ref());
        self.count("waived_to_others", rented.waived_to_others);
        self.money("agreed_cut", rented.agreed_cut);
    }

    fn scale(&mut self, scale: &Scale) {
        let open =
            [UnknownFact::SizeClass, UnknownFact::RestrictedIndustry, UnknownFact::SettledSmallToJune, UnknownFact::SettledSmallFromJuly];
        if *scale == Scale::default() && !open.iter().any(|fact| self.unknown.contains(fact)) {
            return;
        }
        self.table("[scale]");
        match scale.class {
            Some(class) => self.word("class", class),
            None if self.unknown.contains(&UnknownFact::SizeClass) => self.line("class", quoted("unknown")),
            None => {}
        }
        self.may_be_told("restricted_industry", UnknownFact::RestrictedIndustry, scale.restricted_industry);
        let settled = |half: fn([bool; 2]) -> bool| scale.settled_small.map(half);
        self.may_be_told("settled_small_to_june", UnknownFact::SettledSmallToJune, settled(|[to_june, _]| to_june));
        self.may_be_told("settled_small_from_july", UnknownFact::SettledSmallFromJuly, settled(|[_, from_july]| from_july));
        if let Some(first) = scale.first_settlement {
            self.line("first_settlement", format!("{{ on = {}, small = {} }}", first.on, first.small));
        }
        for ends in &scale.quarters {
            let (staff, assets) = (ends.staff, ends.assets);
            let staff = self.or_unknown(UnknownFact::Staff(ends.quarter), format!("[{}, {}]", staff.0, staff.1));
            let assets = self.or_unknown(UnknownFact::Assets(ends.quarter), format!("[{}, {}]", assets.0.plain(), assets.1.plain()));
            self.line(&format!("Q{}", ends.quarter.number()), format!("{{ staff = {staff}, assets = {assets} }}"));
        }
    }

    fn company(&mut self, company: &CompanyFacts) {
        if *company == CompanyFacts::default() && !self.unknown.contains(&UnknownFact::HighTech) {
            return;
        }
        self.table("[company]");
        self.money("owner_wage", company.owner_wage);
        self.rate("share_distributed", company.share_distributed);
        self.may_be_told("high_tech", UnknownFact::HighTech, company.high_tech);
        self.truth("technology_sme", company.technology_sme);
        self.money("rd_spend", company.rd_spend);
    }

    fn prepayment(&mut self, profile: &Profile) {
        let known = &profile.prepayment;
        if known.profits.is_none() && known.paid.is_none() {
            return;
        }
        self.table("[prepayment]");
        known.profits.iter().for_each(|profits| self.line("profits", list(profits, |profit| profit.plain())));
        known.paid.iter().for_each(|paid| self.line("paid", paid.plain()));
    }

    fn assessed(&mut self, assessed: &Assessed) {
        self.table("[assessed]");
        self.line("forms", list(&assessed.forms, |form| quoted(form.key())));
        self.word("by", assessed.by);
        self.rate("rate", assessed.rate);
    }

    /// What stands beside the taxes.
    fn beside(&mut self, profile: &Profile) {
        profile.social_insurance.iter().for_each(|insurance| self.social_insurance(insurance));
        for registration in &profile.registrations {
            self.table("[[registration]]");
            self.line("residential", registration.residential);
            self.count("extra_certificates", registration.extra_certificates);
        }
        profile.subsidies.iter().for_each(|claim| self.subsidy(claim));
        profile.loan.iter().for_each(|loan| self.loan(loan));
        profile.entitlements.iter().for_each(|claim| self.entitlement(claim));
        profile.electricity.iter().for_each(|electricity| self.electricity(electricity));
    }

    fn social_insurance(&mut self, insurance: &SocialInsurance) {
        self.table("[social_insurance]");
        self.line("insured_as_unit", insurance.insured_as_unit);
        self.truth("hardship", insurance.hardship);
        self.money("pension", insurance.pension);
        self.money("unemployment", insurance.unemployment);
        self.money("injury", insurance.injury);
        // Who states the premiums states what the refund is tested on; without them nothing is.
        self.line("premiums_last_year", insurance.premiums_last_year.plain());
        self.line("months_paid", insurance.months_paid);
        self.line("insured", insurance.insured);
        self.rate("laid_off", insurance.laid_off);
        self.money("payroll", insurance.payroll);
    }

    fn subsidy(&mut self, claim: &SubsidyClaim) {
        self.table("[[subsidies]]");
        self.word("subsidy", claim.subsidy);
        self.line("rate", claim.rate.plain());
        self.line("count", claim.count);
        claim.group.iter().for_each(|group| self.word("group", *group));
        claim.years_since.iter().for_each(|years| self.line("years_since", years));
    }

    fn loan(&mut self, loan: &Loan) {
        self.table("[loan]");
        self.word("borrower", loan.borrower);
        self.line("principal", loan.principal.plain());
        self.rate("rate", loan.rate);
        self.rate("lpr", loan.lpr);
        self.line("months", loan.months);
        self.count("new_hires", loan.new_hires);
        self.count("staff", loan.staff);
    }

    fn entitlement(&mut self, claim: &EntitlementClaim) {
        self.table("[[entitlements]]");
        self.word("entitled", claim.entitled);
        self.money("amount", claim.amount);
        self.count("length", claim.length);
    }

    fn electricity(&mut self, electricity: &Electricity) {
        self.table("[electricity]");
        self.line("arrears", electricity.arrears.plain());
        self.line("days", electricity.days);
        self.line("months_to_clear", electricity.months_to_clear);
        self.truth("residential", electricity.residential);
    }

    fn conversion(&mut self, conversion: &Conversion) {
        // A file says no month: a conversion inside the year is asked for, not stated.
        if *conversion == (Conversion { month: conversion.month, ..Conversion::default() }) {
            return;
        }
        self.table("[conversion]");
        self.money("paid_in_capital", conversion.paid_in_capital);
        self.money("bookkeeping", conversion.bookkeeping);
        self.money("social_insurance", conversion.social_insurance);
        self.money("other_costs", conversion.other_costs);
        self.money("one_off", conversion.one_off);
        self.money("grants", conversion.grants);
        self.truth("volunteers", conversion.volunteers);
        self.money("property_moved", conversion.property_moved);
        self.rate("investor_share", conversion.investor_share);
    }
}
