//! The profile file: TOML in, facts or every problem out.

mod beside;
mod lines;
mod periods;

use lines::{contract, costs, farmland, general_vat, inputs, land, property, rented_premises, resource, sale};
pub(crate) use periods::PeriodReader;

use super::{
    Assessed, CompanyFacts, Contract, Conversion, Equipment, Farmland, FirstSettlement, GeneralVat, Industry, Land, Loss, MOST_STAFF,
    Method, Person, Prepayment, Profile, Property, QuarterEnds, Rented, Resource, Sale, Scale, UnknownFact,
};
use crate::base::error::{At, Error, Problem, Source};
use crate::base::message::Message;
use crate::base::names::{Filing, Prices, VatStatus};
use crate::base::source::{
    Parsed, Reading, Section, Value, amount, count, date, list, rate, read_file, signed_amount, text, truth, word, year_within,
};
use crate::facts::problem::FactProblem;
use crate::law::Pack;
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

    /// The same facts under another VAT standing.
    ///
    /// # Errors
    /// When it is to be general and a line of sales says neither its rate nor the simple method.
    pub fn with_vat_status(mut self, status: VatStatus) -> Result<Profile, Error> {
        if status == VatStatus::General {
            let unsaid = self.sales.iter().filter(|sale| sale.method == Method::Levy);
            let problems: Vec<Problem> = unsaid.map(|sale| Problem::at(FactProblem::RateNeeded, sale.at)).collect();
            if !problems.is_empty() {
                let error = Error::profile(problems);
                return Err(self.source.iter().fold(error, |error, source| error.in_source(source)));
            }
        }
        if status != self.vat_status {
            self.general.from = None;
        }
        self.vat_status = status;
        Ok(self)
    }

    /// The same facts as if they were of another year: what if the law of `year` applied?
    ///
    /// # Errors
    /// When the profile writes its periods with their year (`2022-Q1` rather than `Q1`).
    pub fn in_year(mut self, year: i32) -> Result<Profile, Error> {
        if self.dated && year != self.year {
            let problem = Problem::new(FactProblem::ProfileIsDated { year: self.year, asked: year });
            return Err(Error::profile(vec![match &self.source {
                Some(source) => problem.in_source(source),
                None => problem,
            }]));
        }
        self.year = year;
        Ok(self)
    }
}

fn read(root: &Section<'_>, pack: &Pack) -> Option<Profile> {
    let name = root.required("name", text);
    let year = root.required("year", year_within(&pack.years()));
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
        general = general_vat(&vat, &when, inputs.clone().unwrap_or_default(), status);
        let from = general.as_ref().and_then(|general| general.from);
        if filing == Some(Filing::Quarterly) && from.is_some_and(|from| from.number() % 3 != 1) {
            vat.report_at(FactProblem::FirstOfAQuarter, vat.at("general_from"));
        }
        vat.finish();
    }

    let sales: Vec<_> = root.sections("sales").iter().map(|section| sale(section, &when, prices, status)).collect();
    if sales.is_empty() {
        root.report(Message::Missing { key: "[[sales]]".to_string() });
    }
    let year_before = PeriodReader { year: when.year.saturating_sub(1), dated: &dated };
    let earlier_sales = amounts_of_periods(root, "earlier_sales", &year_before);
    let consumption_tax = amounts_of_periods(root, "consumption_tax", &when);
    let costs = root.required_section("costs").and_then(|section| costs(&section));
    let unknown = std::cell::RefCell::new(Vec::new());
    let open = Open(&unknown);
    let movables_as_individual = root.open("movables_as_individual", &mut open.fact(UnknownFact::MovablesAsIndividual), truth);
    let contracts: Vec<_> = root.sections("contracts").iter().map(|section| contract(section, &when)).collect();
    let properties: Vec<_> = root.sections("property").iter().map(|section| property(section, &when)).collect();
    let named: Vec<String> = root.sections("property").iter().filter_map(Section::name_written).collect();
    // Sorted before the land is tied to them, so that the order of the file shows nowhere.
    let properties = sorted(properties, Property::place);
    let names: Vec<Option<String>> = properties.iter().map(|p: &Option<Property>| p.as_ref().and_then(|p| p.name.clone())).collect();
    let lands: Vec<_> = root.sections("land").iter().map(|section| land(section, &when, &names, &named)).collect();
    let resources: Vec<_> = root.sections("resource").iter().map(|section| resource(section, &when)).collect();
    let farmlands: Vec<_> = root.sections("farmland").iter().map(|section| farmland(section, &when)).collect();
    let rented: Vec<_> = root.sections("rented").iter().map(|section| rented_premises(section, &when)).collect();
    let scale = root.section("scale").map_or(Some(Scale::default()), |section| scale(&section, &open));
    let owner = root.required_section("owner").and_then(|section| {
        let person = person(&section, &mut open.fact(UnknownFact::ComprehensiveIncome));
        section.finish();
        person
    });
    let partners = partners(root);
    let losses = losses(root, year);
    let company = root.section("company").map_or(Some(CompanyFacts::default()), |section| company(&section, &open));
    let bought: Vec<_> = root.sections("equipment").iter().map(equipment).collect();
    let prepayment = root.section("prepayment").map_or(Some(Prepayment::default()), |section| prepayment(&section));
    let interest_rate = root.optional("interest_rate", rate);
    let assessed = match root.section("assessed") {
        Some(section) => assessed(&section).map(Some),
        None => Some(None),
    };
    let social_insurance = match root.section("social_insurance") {
        Some(section) => beside::social_insurance(&section).map(Some),
        None => Some(None),
    };
    let subsidies: Vec<_> = root.sections("subsidies").iter().map(beside::subsidy).collect();
    let entitlements: Vec<_> = root.sections("entitlements").iter().map(beside::entitlement).collect();
    let loan = root.section("loan").map_or(Some(None), |section| beside::loan(&section).map(Some));
    let electricity = root.section("electricity").map_or(Some(None), |section| beside::electricity(&section).map(Some));
    let registrations: Vec<_> = root.sections("registration").iter().map(beside::registration).collect();
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
        sales: whole(sorted(sales, Sale::place))?,
        earlier_sales: earlier_sales?,
        consumption_tax: consumption_tax?,
        costs: costs?,
        contracts: whole(sorted(contracts, Contract::place))?,
        movables_as_individual,
        properties: whole(properties)?,
        lands: whole(sorted(lands, Land::place))?,
        resources: whole(sorted(resources, |r: &Resource| (r.period, r.mineral.clone(), r.amount, r.rate)))?,
        farmlands: whole(sorted(farmlands, |f: &Farmland| (f.month, f.area, f.unit_amount, f.basic)))?,
        rented: whole(sorted(rented, Rented::place))?,
        scale: scale?,
        owner: owner?,
        partners: partners?,
        losses: losses?,
        company: company?,
        equipment: whole(sorted(bought, |e| *e))?,
        prepayment: prepayment?,
        interest_rate,
        assessed: assessed?,
        subsidies: whole(sorted(subsidies, |s| *s))?,
        loan: loan?,
        entitlements: whole(sorted(entitlements, |e| *e))?,
        electricity: electricity?,
        social_insurance: social_insurance?,
        registrations: whole(sorted(registrations, |r| *r))?,
        conversion: conversion?,
        unknown: unknown.into_inner(),
        source: None,
    })
}

/// Where the reader notes what the profile does not know.
struct Open<'a>(&'a std::cell::RefCell<Vec<UnknownFact>>);

impl Open<'_> {
    fn fact(&self, fact: UnknownFact) -> impl FnMut() {
        move || self.0.borrow_mut().push(fact)
    }
}

/// `[[key]]` tables of a period and an amount.
fn amounts_of_periods(root: &Section<'_>, key: &str, when: &PeriodReader<'_>) -> Option<Vec<(Period, Money)>> {
    let read = |section: &Section<'_>| {
        let (period, paid) = (section.required("period", |v| when.period(v)), section.required("amount", amount));
        section.finish();
        Some((period?, paid?))
    };
    whole(sorted(root.sections(key).iter().map(read).collect(), |line| *line))
}

/// Lines in an order of their own: the order they were written in shows nowhere in a result.
fn sorted<T, K: Ord>(mut lines: Vec<Option<T>>, key: impl Fn(&T) -> K) -> Vec<Option<T>> {
    lines.sort_by_key(|line| line.as_ref().map(&key));
    lines
}

/// All of them, or none when one could not be read.
fn whole<T>(parts: Vec<Option<T>>) -> Option<Vec<T>> {
    parts.into_iter().collect()
}

fn place(value: &Value<'_>, pack: &Pack) -> Parsed<u32> {
    let written = text(value).or_else(|wrong| count(999_999, &[])(value).map(|n| n.to_string()).map_err(|_| wrong))?;
    Ok(pack.classes().place(&written)?)
}

fn industry(value: &Value<'_>, pack: &Pack) -> Parsed<Industry> {
    Ok(pack.classes().industry(&text(value)?)?)
}

fn scale(section: &Section<'_>, open: &Open<'_>) -> Option<Scale> {
    let class = section.open("class", &mut open.fact(UnknownFact::SizeClass), word);
    let restricted_industry = section.open("restricted_industry", &mut open.fact(UnknownFact::RestrictedIndustry), truth);
    let mut to_june = section.open("settled_small_to_june", &mut open.fact(UnknownFact::SettledSmallToJune), truth);
    let mut from_july = section.open("settled_small_from_july", &mut open.fact(UnknownFact::SettledSmallFromJuly), truth);
    // What is unknown is given, though it has no answer yet: one is written in for each that is tried.
    for half in [&mut to_june, &mut from_july] {
        let settled = [UnknownFact::SettledSmallToJune, UnknownFact::SettledSmallFromJuly];
        if half.is_none() && open.0.borrow().iter().any(|fact| settled.contains(fact)) {
            *half = Some(false);
        }
    }
    if to_june.is_some() != from_july.is_some() {
        section.report(Message::BothOrNeither { one: "settled_small_to_june", other: "settled_small_from_july" });
    }
    let quarters: Vec<_> = ["Q1", "Q2", "Q3", "Q4"]
        .iter()
        .zip(Quarter::all())
        .filter_map(|(key, number)| section.section(key).map(|quarter| (number, quarter)))
        .map(|(number, quarter)| {
            let (mut no_staff, mut no_assets) = (false, false);
            let staff = quarter.open("staff", &mut || no_staff = true, list(count(MOST_STAFF, &["人"])));
            let assets = quarter.open("assets", &mut || no_assets = true, list(amount));
            let absent = |key: &str| !quarter.has(key);
            for key in ["staff", "assets"].into_iter().filter(|key| absent(key)) {
                quarter.report(Message::Missing { key: format!("scale.Q{}.{key}", number.number()) });
            }
            quarter.finish();
            let open_staff = no_staff.then(|| open.fact(UnknownFact::Staff(number))());
            let open_assets = no_assets.then(|| open.fact(UnknownFact::Assets(number))());
            let staff = staff.or(open_staff.map(|()| vec![0, 0]));
            let assets = assets.or(open_assets.map(|()| vec![Money::ZERO, Money::ZERO]));
            match (staff.as_deref(), assets.as_deref()) {
                (Some(&[s0, s1]), Some(&[a0, a1])) => Some(QuarterEnds { quarter: number, staff: (s0, s1), assets: (a0, a1) }),
                (Some(_), Some(_)) => {
                    quarter.report(FactProblem::OpeningAndClose);
                    None
                }
                _ => None,
            }
        })
        .collect();
    let first_settlement = section.section("first_settlement").map(|first| {
        let (on, small) = (first.required("on", date), first.required("small", truth));
        first.finish();
        Some(FirstSettlement { on: on?, small: small? })
    });
    if to_june.is_some() && first_settlement.is_some() {
        section
            .report_at(Message::EitherNotBoth { one: "settled_small_to_june", other: "first_settlement" }, section.at("first_settlement"));
    }
    let first_settlement = match first_settlement {
        None => None,
        Some(read) => Some(read?),
    };
    section.finish();
    let settled_small = to_june.zip(from_july).map(|(to_june, from_july)| [to_june, from_july]);
    Some(Scale { quarters: whole(quarters)?, restricted_industry, settled_small, first_settlement, class })
}

fn person(section: &Section<'_>, unknown: &mut impl FnMut()) -> Option<Person> {
    const INCOME: &str = "comprehensive_income";
    let mut open = false;
    let income = match section.has(INCOME) {
        true => section.open(INCOME, &mut || open = true, amount),
        false => section.required(INCOME, amount),
    };
    let deductions = section.or("deductions", Money::ZERO, amount);
    let other_relief = section.or("other_relief", Money::ZERO, amount);
    if open {
        unknown();
    }
    let income = income.or(open.then_some(Money::ZERO));
    Some(Person { comprehensive_income: income?, deductions: deductions?, other_relief: other_relief? })
}

fn partners(root: &Section<'_>) -> Option<Vec<(Rate, Person)>> {
    let sections = root.sections("partners");
    let partners: Vec<_> = sections
        .iter()
        .map(|section| {
            let share = section.required("share", rate);
            let person = person(section, &mut || section.report_at(FactProblem::PartnerKnown, section.at("comprehensive_income")));
            section.finish();
            Some((share?, person?))
        })
        .collect();
    let mut partners = whole(partners)?;
    partners.sort_by_key(|(share, person)| (*share, person.comprehensive_income, person.deductions, person.other_relief));
    let total: i64 = partners.iter().map(|(share, _)| share.millionths()).sum();
    if let Some(last) = sections.last() {
        if total != Rate::ONE.millionths() {
            last.report_at(FactProblem::SharesAddUpTo { total: Rate::from_millionths(total) }, last.at("share"));
        } else if sections.len() < 2 {
            last.report(FactProblem::TwoPartnersAtLeast);
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
                section.report_at(FactProblem::LossNotEarlier { found: made_in, year }, section.at("year"));
            }
            if let Some(made_in) = made_in {
                if places.iter().any(|(other, _)| *other == made_in) {
                    section.report_at(FactProblem::LossTwice { year: made_in }, section.at("year"));
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

fn company(section: &Section<'_>, open: &Open<'_>) -> Option<CompanyFacts> {
    let wage = section.or("owner_wage", Money::ZERO, amount);
    let share = section.or("share_distributed", Rate::ONE, rate);
    let (high_tech, technology_sme) =
        (section.open("high_tech", &mut open.fact(UnknownFact::HighTech), truth), section.or("technology_sme", false, truth));
    let rd_spend = section.or("rd_spend", Money::ZERO, amount);
    section.finish();
    if let Some(share) = share
        && share > Rate::ONE
    {
        section.report_at(FactProblem::ShareOverAll { found: share }, section.at("share_distributed"));
    }
    Some(CompanyFacts { owner_wage: wage?, share_distributed: share?, high_tech, technology_sme: technology_sme?, rd_spend: rd_spend? })
}

fn equipment(section: &Section<'_>) -> Option<Equipment> {
    let class = section.required("class", word);
    let price = section.required("price", amount);
    let life = section.required("life", count(100, &["年"]));
    let in_costs = section.or("in_costs", Money::ZERO, amount);
    section.finish();
    Some(Equipment { class: class?, price: price?, life: life?, in_costs: in_costs? })
}

fn prepayment(section: &Section<'_>) -> Option<Prepayment> {
    let profits = section.optional("profits", list(signed_amount));
    let paid = section.optional("paid", amount);
    section.finish();
    let profits = match profits.as_deref() {
        Some(&[q1, q2, q3, q4]) => Some([q1, q2, q3, q4]),
        Some(_) => {
            section.report_at(FactProblem::OneForEachQuarter, section.at("profits"));
            return None;
        }
        None if section.has("profits") => return None,
        None => None,
    };
    Some(Prepayment { profits, paid })
}

fn assessed(section: &Section<'_>) -> Option<Assessed> {
    let forms = section.required("forms", list(word));
    let by = section.required("by", word);
    let assessed_rate = section.required("rate", rate);
    section.finish();
    if let Some(found) = assessed_rate
        && (found == Rate::ZERO || found >= Rate::ONE)
    {
        section.report_at(FactProblem::ShareOverAll { found }, section.at("rate"));
    }
    Some(Assessed { forms: forms?, by: by?, rate: assessed_rate? })
}

fn conversion(section: &Section<'_>) -> Option<Conversion> {
    let read = |key: &str| section.or(key, Money::ZERO, amount);
    let capital = read("paid_in_capital");
    let (bookkeeping, insurance, other) = (read("bookkeeping"), read("social_insurance"), read("other_costs"));
    let (one_off, grants) = (read("one_off"), read("grants"));
    let volunteers = section.or("volunteers", false, truth);
    let moved = read("property_moved");
    let investor_share = section.or("investor_share", Rate::ONE, rate);
    section.finish();
    Some(Conversion {
        month: Month::JANUARY,
        paid_in_capital: capital?,
        bookkeeping: bookkeeping?,
        social_insurance: insurance?,
        other_costs: other?,
        one_off: one_off?,
        grants: grants?,
        volunteers: volunteers?,
        property_moved: moved?,
        investor_share: investor_share?,
    })
}
