//! The profile file: TOML in, facts or every problem out.

use super::{
    CompanyFacts, Contract, Conversion, Costs, Farmland, GeneralVat, Industry, Input, Land, Loss, Method, Months, Person, Profile,
    Property, PropertyBase, QuarterEnds, RentCut, Rented, Resource, Sale, Scale,
};
use crate::calendar::COVERED_YEARS;
use crate::error::{At, Error, Problem, Source};
use crate::message::{Expected, Message};
use crate::names::{Invoice, Prices, VatStatus};
use crate::policy::Pack;
use crate::source::{Parsed, Reading, Section, Value, amount, area, count, list, rate, read_file, text, truth, word};
use crate::{Money, Month, Period, Quarter, Rate};
use std::path::Path;

impl Profile {
    /// Reads a profile from TOML; `name` is what problems call the file.
    ///
    /// # Errors
    /// Every missing, contradictory or impossible fact, with its line and column.
    pub fn parse(toml: &str, name: &str, pack: &Pack) -> Result<Profile, Error> {
        let source = Source::new(name, toml);
        let (profile, problems) = Reading::run(&source, |root| read(root, pack));
        let mut profile = profile.ok_or_else(|| Error::profile(problems))?;
        profile.source = Some(source);
        Ok(profile)
    }

    /// Reads a profile from a file. This opens the file.
    ///
    /// # Errors
    /// As [`Profile::parse`], and when the file cannot be read as UTF-8 text.
    pub fn load(path: &Path, pack: &Pack) -> Result<Profile, Error> {
        let name = path.display().to_string();
        let toml = read_file(path).map_err(|problem| Error::profile(vec![problem]))?;
        Profile::parse(&toml, &name, pack)
    }

    /// The GB/T 2260 code of a place given by code or name.
    ///
    /// # Errors
    /// When the pack does not know it.
    pub fn place_code(written: &str, pack: &Pack) -> Result<u32, Error> {
        pack.classes().place(written).map_err(|message| Error::profile(vec![Problem::new(message)]))
    }

    /// The same facts as if they were of another year: what if the law of `year` applied?
    ///
    /// # Errors
    /// When the profile writes its periods with their year (`2022-Q1` rather than `Q1`).
    pub fn in_year(mut self, year: i32) -> Result<Profile, Error> {
        if self.dated && year != self.year {
            let problem = Problem::new(Message::ProfileIsDated { year: self.year, asked: year });
            return Err(Error::profile(vec![match &self.source {
                Some(source) => problem.in_source(source),
                None => problem,
            }]));
        }
        self.year = year;
        Ok(self)
    }
}

/// Reads `Q1`, `03`, `3`, `2022-Q1`, `2022-03`, and notes whether the year was written.
struct PeriodReader<'d> {
    year: i32,
    dated: &'d std::cell::Cell<bool>,
}

impl PeriodReader<'_> {
    fn period(&self, value: &Value<'_>) -> Parsed<Period> {
        let written = text(value)
            .or_else(|wrong| count(12, &[])(value).map(|n| n.to_string()).map_err(|_| wrong))
            .map_err(|_| value.wrong(Expected::Period))?;
        let upper = written.trim().to_uppercase();
        let (year, rest) = match upper.split_once('-') {
            Some((year, rest)) => (Some(year.parse::<i32>().map_err(|_| value.wrong(Expected::Period))?), rest.to_string()),
            None => (None, upper),
        };
        if let Some(year) = year {
            self.dated.set(true);
            if year != self.year {
                return Err(Message::PeriodOfAnotherYear { found: written, year: self.year }.into());
            }
        }
        let period = match rest.strip_prefix('Q') {
            Some(quarter) => quarter.parse().ok().and_then(Quarter::from_number).map(Period::Quarter),
            None => rest.parse().ok().and_then(Month::from_number).map(Period::Month),
        };
        period.ok_or_else(|| value.wrong(Expected::Period))
    }

    fn month(&self, value: &Value<'_>) -> Parsed<Month> {
        match self.period(value)? {
            Period::Month(month) => Ok(month),
            _ => Err(Message::MonthExpected.into()),
        }
    }

    /// `from` and `to` of a table: the whole year unless said otherwise.
    fn months(&self, section: &Section<'_>) -> Option<Months> {
        let from = section.or("from", Month::from_number(1)?, |v| self.month(v));
        let to = section.or("to", Month::from_number(12)?, |v| self.month(v));
        let months = Months { from: from?, to: to? };
        if months.from > months.to {
            section.report_at(Message::MonthsBackwards { from: months.from.number(), to: months.to.number() }, section.at("to"));
            return None;
        }
        Some(months)
    }
}

fn read(root: &Section<'_>, pack: &Pack) -> Option<Profile> {
    let name = root.required("name", text);
    let year = root.required("year", covered_year);
    let dated = std::cell::Cell::new(false);
    let when = PeriodReader { year: year.unwrap_or_default(), dated: &dated };

    let place = root.required("place", |value| place(value, pack));
    let locality = root.required("locality", word);
    let industry = root.required("industry", |value| industry(value, pack));
    let form = root.required("form", word);

    let (mut status, mut filing, mut prices) = (None, None, Prices::Inclusive);
    let mut general = Some(GeneralVat::default());
    let inputs = inputs(root, &when);
    if let Some(vat) = root.required_section("vat") {
        status = vat.required("status", word::<VatStatus>);
        filing = vat.required("filing", word);
        prices = vat.or("prices", Prices::Inclusive, word).unwrap_or(prices);
        general = general_vat(root, &vat, inputs.clone().unwrap_or_default(), status);
        vat.finish();
    }

    let sales: Vec<_> = root.sections("sales").iter().map(|section| sale(section, &when, prices, status)).collect();
    if sales.is_empty() {
        root.report(Message::Missing { key: "[[sales]]".to_string() });
    }
    let consumption_tax: Vec<_> = root
        .sections("consumption_tax")
        .iter()
        .map(|section| {
            let (period, paid) = (section.required("period", |v| when.period(v)), section.required("amount", amount));
            section.finish();
            Some((period?, paid?))
        })
        .collect();

    let costs = root.required_section("costs").and_then(|section| costs(&section));
    let movables_as_individual = root.optional("movables_as_individual", truth);
    let contracts: Vec<_> = root.sections("contracts").iter().map(|section| contract(section, &when)).collect();
    let properties: Vec<_> = root.sections("property").iter().map(|section| property(section, &when)).collect();
    let named: Vec<String> = root.sections("property").iter().filter_map(Section::name_written).collect();
    // Sorted before the land is tied to them, so that the order of the file shows nowhere.
    let properties = sorted(properties, |p: &Property| (p.months, p.housing, p.name.clone(), base_key(&p.base)));
    let names: Vec<Option<String>> = properties.iter().map(|p: &Option<Property>| p.as_ref().and_then(|p| p.name.clone())).collect();
    let lands: Vec<_> = root.sections("land").iter().map(|section| land(section, &when, &names, &named)).collect();
    let resources: Vec<_> = root.sections("resource").iter().map(|section| resource(section, &when)).collect();
    let farmlands: Vec<_> = root.sections("farmland").iter().map(|section| farmland(section, &when)).collect();
    let rented: Vec<_> = root.sections("rented").iter().map(|section| rented_premises(section, &when)).collect();
    let scale = root.section("scale").map_or(Some(Scale::default()), |section| scale(&section));
    let owner = root.required_section("owner").and_then(|section| {
        let person = person(&section);
        section.finish();
        person
    });
    let partners = partners(root);
    let losses = losses(root, year);
    let company = root.section("company").map_or(Some(CompanyFacts::default()), |section| company(&section));
    let conversion = root.section("conversion").map_or(Some(Conversion::default()), |section| conversion(&section));

    Some(Profile {
        name: name?,
        year: year?,
        dated: dated.get(),
        place: place?,
        locality: locality?,
        industry: industry?,
        form: form?,
        vat_status: status?,
        filing: filing?,
        general: inputs.and(general)?,
        sales: whole(sorted(sales, |s: &Sale| {
            ((s.period, s.kind, s.invoice, s.prices, s.amount), (s.deduct, s.levy_rate, s.waives_exemption, s.method, s.exempt))
        }))?,
        consumption_tax: whole(sorted(consumption_tax, |paid| *paid))?,
        costs: costs?,
        contracts: whole(sorted(contracts, |c: &Contract| (c.month, c.kind, c.amount, c.vat_stated)))?,
        movables_as_individual,
        properties: whole(properties)?,
        lands: whole(sorted(lands, |l: &Land| (l.months, l.unit_amount, l.area, l.let_with)))?,
        resources: whole(sorted(resources, |r: &Resource| (r.period, r.mineral.clone(), r.amount, r.rate)))?,
        farmlands: whole(sorted(farmlands, |f: &Farmland| (f.month, f.area, f.unit_amount, f.basic)))?,
        rented: whole(sorted(rented, |r: &Rented| (r.landlord, r.months, r.monthly_rent, r.agreed_cut, r.sublet, r.listed)))?,
        scale: scale?,
        owner: owner?,
        partners: partners?,
        losses: losses?,
        company: company?,
        conversion: conversion?,
        source: None,
    })
}

/// Lines in an order of their own: the order they were written in shows nowhere in a result.
fn sorted<T, K: Ord>(mut lines: Vec<Option<T>>, key: impl Fn(&T) -> K) -> Vec<Option<T>> {
    lines.sort_by_key(|line| line.as_ref().map(&key));
    lines
}

fn base_key(base: &PropertyBase) -> (u8, Money) {
    match base {
        PropertyBase::Value(value) => (0, *value),
        PropertyBase::Rent(rent) => (1, *rent),
    }
}

/// All of them, or none when one could not be read.
fn whole<T>(parts: Vec<Option<T>>) -> Option<Vec<T>> {
    parts.into_iter().collect()
}

fn covered_year(value: &Value<'_>) -> Parsed<i32> {
    let (first, last) = (*COVERED_YEARS.start(), *COVERED_YEARS.end());
    count(9999, &["年"])(value)
        .ok()
        .and_then(|year| i32::try_from(year).ok())
        .filter(|year| COVERED_YEARS.contains(year))
        .ok_or_else(|| value.wrong(Expected::Year { first, last }))
}

fn place(value: &Value<'_>, pack: &Pack) -> Parsed<u32> {
    let written = text(value).or_else(|wrong| count(999_999, &[])(value).map(|n| n.to_string()).map_err(|_| wrong))?;
    Ok(pack.classes().place(&written)?)
}

fn industry(value: &Value<'_>, pack: &Pack) -> Parsed<Industry> {
    Ok(pack.classes().industry(&text(value)?)?)
}

fn inputs(root: &Section<'_>, when: &PeriodReader<'_>) -> Option<Vec<Input>> {
    let inputs: Vec<_> = root
        .sections("inputs")
        .iter()
        .map(|section| {
            let period = section.required("period", |v| when.period(v));
            let tax = section.required("tax", amount);
            let transferred_out = section.or("transferred_out", Money::ZERO, amount);
            section.finish();
            Some(Input { period: period?, tax: tax?, transferred_out: transferred_out? })
        })
        .collect();
    whole(sorted(inputs, |input| *input))
}

/// What only a general taxpayer gives, refused to others.
fn general_vat(root: &Section<'_>, vat: &Section<'_>, inputs: Vec<Input>, status: Option<VatStatus>) -> Option<GeneralVat> {
    let (credit, addition) = (vat.or("opening_credit", Money::ZERO, amount), vat.or("opening_addition", Money::ZERO, amount));
    let class = vat.optional("addition", word);
    let share = vat.optional("addition_share", rate);
    if vat.has("addition") != vat.has("addition_share") {
        vat.report(Message::BothOrNeither { one: "addition", other: "addition_share" });
    }
    if status == Some(VatStatus::SmallScale) {
        for key in ["opening_credit", "opening_addition", "addition", "addition_share"].into_iter().filter(|key| vat.has(key)) {
            vat.report_at(Message::OnlyForGeneral { key }, vat.at(key));
        }
        if let Some(key) = ["inputs"].into_iter().find(|key| root.has(key)) {
            root.report_at(Message::OnlyForGeneral { key }, root.at(key));
        }
    }
    let addition_claimed = class.zip(share);
    Some(GeneralVat { opening_credit: credit?, opening_addition: addition?, addition: addition_claimed, inputs })
}

/// A small-scale taxpayer's lines bear their levy; a general taxpayer's say which rate, or the simple method.
fn method(section: &Section<'_>, status: Option<VatStatus>) -> Option<Method> {
    let output = section.optional("rate", rate);
    let simple = section.or("simple", false, truth);
    match status? {
        VatStatus::SmallScale => {
            for key in ["rate", "simple"].into_iter().filter(|key| section.has(key)) {
                section.report_at(Message::OnlyForGeneral { key }, section.at(key));
            }
            Some(Method::Levy)
        }
        VatStatus::General => match (output, simple?) {
            (Some(output), false) => Some(Method::General(output)),
            (None, true) => Some(Method::Simple),
            _ => {
                section.report(Message::OneOf { one: "rate", other: "simple = true" });
                None
            }
        },
    }
}

fn sale(section: &Section<'_>, when: &PeriodReader<'_>, default: Prices, status: Option<VatStatus>) -> Option<Sale> {
    let period = section.required("period", |v| when.period(v));
    let kind = section.required("kind", word);
    let price = section.required("amount", amount);
    let prices = section.or("prices", default, word);
    let invoice = section.or("invoice", Invoice::Ordinary, word);
    let levy_rate = section.optional("levy_rate", rate);
    let waives_exemption = section.or("waive_exemption", false, truth);
    let deduct = section.or("deduct", Money::ZERO, amount);
    let exempt = section.optional("exempt", word);
    let method = method(section, status);
    section.finish();
    if let (Some(price), Some(deduct)) = (price, deduct)
        && deduct > price
    {
        section.report_at(Message::MoreThan { what: "deduct", found: deduct, limit_of: "amount", limit: price }, section.at("deduct"));
    }
    Some(Sale {
        period: period?,
        kind: kind?,
        amount: price?,
        prices: prices?,
        invoice: invoice?,
        levy_rate,
        waives_exemption: waives_exemption?,
        method: method?,
        exempt,
        deduct: deduct?,
        at: section.at(if section.has("levy_rate") { "levy_rate" } else { "rate" }),
    })
}

fn costs(section: &Section<'_>) -> Option<Costs> {
    if section.keys().is_empty() {
        section.report(Message::Missing { key: "costs.goods, costs.wages, costs.employer_insurance, costs.other".to_string() });
    }
    let read = |key: &str| section.or(key, Money::ZERO, amount);
    let (goods, wages, insurance, other) = (read("goods"), read("wages"), read("employer_insurance"), read("other"));
    section.finish();
    Some(Costs { goods: goods?, wages: wages?, employer_insurance: insurance?, other: other? })
}

fn contract(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Contract> {
    let month = section.required("month", |v| when.month(v));
    let kind = section.required("kind", word);
    let stated = section.required("amount", amount);
    let vat_stated = section.or("vat_stated", Money::ZERO, amount);
    section.finish();
    if let (Some(stated), Some(vat)) = (stated, vat_stated)
        && vat > stated
    {
        section
            .report_at(Message::MoreThan { what: "vat_stated", found: vat, limit_of: "amount", limit: stated }, section.at("vat_stated"));
    }
    Some(Contract { month: month?, kind: kind?, amount: stated?, vat_stated: vat_stated?, at: section.at("kind") })
}

fn property(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Property> {
    let name = section.optional("name", text);
    let value = section.optional("original_value", amount);
    let rent = section.optional("annual_rent", amount);
    let housing = section.or("housing", false, truth);
    let months = when.months(section);
    let cut = section.section("rent_cut").map(|section| rent_cut(&section));
    section.finish();
    let base = match (section.has("original_value"), section.has("annual_rent")) {
        (true, false) => value.map(PropertyBase::Value),
        (false, true) => rent.map(PropertyBase::Rent),
        (true, true) => {
            section.report_at(Message::EitherNotBoth { one: "original_value", other: "annual_rent" }, section.at("annual_rent"));
            None
        }
        (false, false) => {
            section.report(Message::Missing { key: "property.original_value / property.annual_rent".to_string() });
            None
        }
    };
    let rent_cut = match cut {
        None => None,
        Some(cut) => Some(cut?),
    };
    Some(Property { name, base: base?, housing: housing?, months: months?, rent_cut, at: section.at })
}

fn rent_cut(section: &Section<'_>) -> Option<RentCut> {
    let cut = section.required("amount", amount);
    let monthly = section.required("monthly_rent", positive);
    let tenant = section.required("tenant_qualifies", truth);
    section.finish();
    Some(RentCut { amount: cut?, monthly_rent: monthly?, tenant_qualifies: tenant? })
}

fn positive(value: &Value<'_>) -> Parsed<Money> {
    let read = amount(value)?;
    if read > Money::ZERO { Ok(read) } else { Err(Message::MustBePositive.into()) }
}

fn land(section: &Section<'_>, when: &PeriodReader<'_>, properties: &[Option<String>], named: &[String]) -> Option<Land> {
    let size = section.required("area", area);
    let unit = section.required("unit_amount", amount);
    let months = when.months(section);
    let let_with = section.optional("let_with", |value| {
        let written = text(value)?;
        let found = properties.iter().position(|name| name.as_deref() == Some(&written));
        if found.is_none() && named.contains(&written) {
            return Ok(0); // that property could not be read, which is reported where it stands
        }
        Ok(found.ok_or(Message::NoSuchProperty { found: written })?)
    });
    section.finish();
    Some(Land { area: size?, unit_amount: unit?, months: months?, let_with, at: section.at("unit_amount") })
}

fn resource(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Resource> {
    let period = section.required("period", |v| when.period(v));
    let mineral = section.required("mineral", text);
    let sold = section.required("amount", amount);
    let set = section.required("rate", rate);
    section.finish();
    Some(Resource {
        period: period?,
        mineral: mineral?,
        amount: sold?,
        rate: set?,
        mineral_at: section.at("mineral"),
        at: section.at("rate"),
    })
}

fn farmland(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Farmland> {
    let month = section.required("month", |v| when.month(v));
    let size = section.required("area", area);
    let unit_amount = section.optional("unit_amount", amount);
    let basic = section.or("basic", false, truth);
    section.finish();
    Some(Farmland { month: month?, area: size?, unit_amount, basic: basic?, at: section.at("unit_amount") })
}

fn rented_premises(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Rented> {
    let landlord = section.required("landlord", word);
    let monthly_rent = section.required("monthly_rent", amount);
    let months = when.months(section);
    let sublet = section.or("sublet", false, truth);
    let listed = section.or("listed", false, truth);
    let agreed_cut = section.or("agreed_cut", Money::ZERO, amount);
    section.finish();
    if let (Some(rent), Some(months), Some(cut)) = (monthly_rent, months, agreed_cut) {
        let year = Money::from_fen(rent.fen() * months.count());
        if cut > year {
            section.report_at(
                Message::MoreThan { what: "agreed_cut", found: cut, limit_of: "monthly_rent × months", limit: year },
                section.at("agreed_cut"),
            );
        }
    }
    Some(Rented {
        landlord: landlord?,
        monthly_rent: monthly_rent?,
        months: months?,
        sublet: sublet?,
        listed: listed?,
        agreed_cut: agreed_cut?,
        at: section.at,
    })
}

fn scale(section: &Section<'_>) -> Option<Scale> {
    let class = section.optional("class", word);
    let restricted_industry = section.optional("restricted_industry", truth);
    let to_june = section.optional("settled_small_to_june", truth);
    let from_july = section.optional("settled_small_from_july", truth);
    if to_june.is_some() != from_july.is_some() {
        section.report(Message::BothOrNeither { one: "settled_small_to_june", other: "settled_small_from_july" });
    }
    let quarters: Vec<_> = ["Q1", "Q2", "Q3", "Q4"]
        .iter()
        .zip(Quarter::all())
        .filter_map(|(key, number)| section.section(key).map(|quarter| (number, quarter)))
        .map(|(number, quarter)| {
            let staff = quarter.required("staff", list(count(10_000_000, &["人"])));
            let assets = quarter.required("assets", list(amount));
            quarter.finish();
            match (staff.as_deref(), assets.as_deref()) {
                (Some(&[s0, s1]), Some(&[a0, a1])) => Some(QuarterEnds { quarter: number, staff: (s0, s1), assets: (a0, a1) }),
                (Some(_), Some(_)) => {
                    quarter.report(Message::OpeningAndClose);
                    None
                }
                _ => None,
            }
        })
        .collect();
    section.finish();
    let settled_small = to_june.zip(from_july).map(|(to_june, from_july)| [to_june, from_july]);
    Some(Scale { quarters: whole(quarters)?, restricted_industry, settled_small, class })
}

fn person(section: &Section<'_>) -> Option<Person> {
    let income = section.required("comprehensive_income", amount);
    let deductions = section.or("deductions", Money::ZERO, amount);
    let other_relief = section.or("other_relief", Money::ZERO, amount);
    Some(Person { comprehensive_income: income?, deductions: deductions?, other_relief: other_relief? })
}

fn partners(root: &Section<'_>) -> Option<Vec<(Rate, Person)>> {
    let sections = root.sections("partners");
    let partners: Vec<_> = sections
        .iter()
        .map(|section| {
            let share = section.required("share", rate);
            let person = person(section);
            section.finish();
            Some((share?, person?))
        })
        .collect();
    let mut partners = whole(partners)?;
    partners.sort_by_key(|(share, person)| (*share, person.comprehensive_income, person.deductions, person.other_relief));
    let total: i64 = partners.iter().map(|(share, _)| share.millionths()).sum();
    if let Some(last) = sections.last() {
        if total != Rate::ONE.millionths() {
            last.report_at(Message::SharesAddUpTo { total: Rate::from_millionths(total) }, last.at("share"));
        } else if sections.len() < 2 {
            last.report(Message::TwoPartnersAtLeast);
        }
    }
    Some(partners)
}

fn losses(root: &Section<'_>, year: Option<i32>) -> Option<Vec<Loss>> {
    let mut places: Vec<(i32, At)> = Vec::new();
    let losses: Vec<_> = root
        .sections("losses")
        .iter()
        .map(|section| {
            let made_in = section.required("year", count(9999, &["年"])).and_then(|year| i32::try_from(year).ok());
            let left = section.required("amount", amount);
            section.finish();
            if let (Some(made_in), Some(year)) = (made_in, year)
                && made_in >= year
            {
                section.report_at(Message::LossNotEarlier { found: made_in, year }, section.at("year"));
            }
            if let Some(made_in) = made_in {
                if places.iter().any(|(other, _)| *other == made_in) {
                    section.report_at(Message::LossTwice { year: made_in }, section.at("year"));
                }
                places.push((made_in, section.at("year")));
            }
            Some(Loss { year: made_in?, amount: left? })
        })
        .collect();
    let mut losses = whole(losses)?;
    losses.sort_by_key(|loss| loss.year);
    Some(losses)
}

fn company(section: &Section<'_>) -> Option<CompanyFacts> {
    let wage = section.or("owner_wage", Money::ZERO, amount);
    let share = section.or("share_distributed", Rate::ONE, rate);
    section.finish();
    if let Some(share) = share
        && share > Rate::ONE
    {
        section.report_at(Message::ShareOverAll { found: share }, section.at("share_distributed"));
    }
    Some(CompanyFacts { owner_wage: wage?, share_distributed: share? })
}

fn conversion(section: &Section<'_>) -> Option<Conversion> {
    let read = |key: &str| section.or(key, Money::ZERO, amount);
    let capital = read("paid_in_capital");
    let (bookkeeping, insurance, other) = (read("bookkeeping"), read("social_insurance"), read("other_costs"));
    let (one_off, grants) = (read("one_off"), read("grants"));
    section.finish();
    Some(Conversion {
        paid_in_capital: capital?,
        bookkeeping: bookkeeping?,
        social_insurance: insurance?,
        other_costs: other?,
        one_off: one_off?,
        grants: grants?,
    })
}
