//! The lines of a profile: sales and input tax, costs, contracts, property, land, minerals, farmland, rent.

use super::periods::PeriodReader;
use super::{sorted, whole};
use crate::Money;
use crate::base::message::Message;
use crate::base::names::{Invoice, Prices, VatStatus};
use crate::base::source::{Parsed, Section, Value, amount, area, count, rate, text, truth, word};
use crate::facts::problem::FactProblem;
use crate::facts::{
    Contract, Costs, Farmland, GeneralVat, Input, Land, Method, Months, Property, PropertyBase, RefundClaim, RentCut, Rented, Resource,
    Sale,
};

pub(super) fn inputs(root: &Section<'_>, when: &PeriodReader<'_>) -> Option<Vec<Input>> {
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
pub(super) fn general_vat(vat: &Section<'_>, when: &PeriodReader<'_>, inputs: Vec<Input>, status: Option<VatStatus>) -> Option<GeneralVat> {
    let from = vat.optional("general_from", |value| when.month(value));
    if status == Some(VatStatus::General) && vat.has("general_from") {
        vat.report_at(FactProblem::OnlyForSmallScale { key: "general_from" }, vat.at("general_from"));
    }
    let (credit, addition) = (vat.or("opening_credit", Money::ZERO, amount), vat.or("opening_addition", Money::ZERO, amount));
    let class = vat.optional("addition", word);
    let share = vat.optional("addition_share", rate);
    if vat.has("addition") != vat.has("addition_share") {
        vat.report(Message::BothOrNeither { one: "addition", other: "addition_share" });
    }
    let refund = match vat.section("refund") {
        Some(section) => {
            let (rating, composition) = (section.required("rating", word), section.required("composition", rate));
            section.finish();
            rating.zip(composition).map(|(rating, composition)| Some(RefundClaim { rating, composition }))
        }
        None => Some(None),
    };
    if status == Some(VatStatus::SmallScale) {
        for key in ["opening_credit", "opening_addition", "refund"].into_iter().filter(|key| vat.has(key)) {
            vat.report_at(FactProblem::OnlyForGeneral { key }, vat.at(key));
        }
    }
    let addition_claimed = class.zip(share);
    Some(GeneralVat { from, opening_credit: credit?, opening_addition: addition?, addition: addition_claimed, inputs, refund: refund? })
}

/// A general taxpayer's lines say which rate, or the simple method; a small-scale taxpayer's may, for when it becomes one.
fn method(section: &Section<'_>, status: Option<VatStatus>) -> Option<Method> {
    let output = section.optional("rate", rate);
    let simple = section.or("simple", false, truth);
    match (output, simple?) {
        (Some(output), false) => Some(Method::General(output)),
        (None, true) => Some(Method::Simple),
        (None, false) if status? == VatStatus::SmallScale => Some(Method::Levy),
        _ => {
            section.report(Message::OneOf { one: "rate", other: "simple = true" });
            None
        }
    }
}

pub(super) fn sale(section: &Section<'_>, when: &PeriodReader<'_>, default: Prices, status: Option<VatStatus>) -> Option<Sale> {
    let period = section.required("period", |v| when.period(v));
    let kind = section.required("kind", word);
    let price = section.required("amount", amount);
    let prices = section.or("prices", default, word);
    let invoice = section.or("invoice", Invoice::Ordinary, word);
    let levy_rate = section.optional("levy_rate", rate);
    let waives_exemption = section.or("waive_exemption", false, truth);
    let deduct = section.or("deduct", Money::ZERO, amount);
    let exempt = section.optional("exempt", word);
    let occasional = section.optional("occasional", truth);
    let method = method(section, status);
    section.finish();
    if let (Some(price), Some(deduct)) = (price, deduct)
        && deduct > price
    {
        section.report_at(FactProblem::MoreThan { what: "deduct", found: deduct, limit_of: "amount", limit: price }, section.at("deduct"));
    }
    Some(Sale {
        period: period?,
        kind: kind?,
        amount: price?,
        prices: prices?,
        invoice: invoice?,
        levy_rate,
        waives_exemption: waives_exemption?,
        occasional,
        method: method?,
        exempt,
        deduct: deduct?,
        at: section.at(if section.has("levy_rate") { "levy_rate" } else { "rate" }),
    })
}

pub(super) fn costs(section: &Section<'_>) -> Option<Costs> {
    if section.keys().is_empty() {
        section.report(Message::Missing { key: "costs.goods, costs.wages, costs.employer_insurance, costs.other".to_string() });
    }
    let read = |key: &str| section.or(key, Money::ZERO, amount);
    let (goods, wages, insurance, other) = (read("goods"), read("wages"), read("employer_insurance"), read("other"));
    section.finish();
    Some(Costs { goods: goods?, wages: wages?, employer_insurance: insurance?, other: other? })
}

pub(super) fn contract(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Contract> {
    let month = section.required("month", |v| when.month(v));
    let kind = section.required("kind", word);
    let stated = section.required("amount", amount);
    let vat_stated = section.or("vat_stated", Money::ZERO, amount);
    section.finish();
    if let (Some(stated), Some(vat)) = (stated, vat_stated)
        && vat > stated
    {
        section.report_at(
            FactProblem::MoreThan { what: "vat_stated", found: vat, limit_of: "amount", limit: stated },
            section.at("vat_stated"),
        );
    }
    Some(Contract { month: month?, kind: kind?, amount: stated?, vat_stated: vat_stated?, at: section.at("kind") })
}

pub(super) fn property(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Property> {
    let name = section.optional("name", text);
    let value = section.optional("original_value", amount);
    let rent = section.optional("annual_rent", amount);
    let housing = section.or("housing", false, truth);
    let months = when.months(section);
    let cut = section.section("rent_cut").map(|section| rent_cut(&section, months));
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

fn rent_cut(section: &Section<'_>, months: Option<Months>) -> Option<RentCut> {
    let cut = section.required("amount", amount);
    let monthly = section.required("monthly_rent", positive);
    let tenant = section.required("tenant_qualifies", truth);
    section.finish();
    if let (Some(cut), Some(monthly), Some(months)) = (cut, monthly, months) {
        not_past_rent(section, "amount", cut, monthly, months);
    }
    Some(RentCut { amount: cut?, monthly_rent: monthly?, tenant_qualifies: tenant?, months_before: 0 })
}

/// No more rent can be forgiven than there is.
fn not_past_rent(section: &Section<'_>, key: &'static str, cut: Money, monthly: Money, months: Months) {
    let limit = monthly.times_whole(months.count());
    if cut > limit {
        section.report_at(FactProblem::MoreThan { what: key, found: cut, limit_of: "monthly_rent × months", limit }, section.at(key));
    }
}

fn positive(value: &Value<'_>) -> Parsed<Money> {
    let read = amount(value)?;
    if read > Money::ZERO { Ok(read) } else { Err(Message::MustBePositive.into()) }
}

pub(super) fn land(section: &Section<'_>, when: &PeriodReader<'_>, properties: &[Option<String>], named: &[String]) -> Option<Land> {
    let size = section.required("area", area);
    let unit = section.required("unit_amount", amount);
    let months = when.months(section);
    let let_with = section.optional("let_with", |value| {
        let written = text(value)?;
        let found = properties.iter().position(|name| name.as_deref() == Some(&written));
        if found.is_none() && named.contains(&written) {
            return Ok(0); // that property could not be read, which is reported where it stands
        }
        Ok(found.ok_or(FactProblem::NoSuchProperty { found: written })?)
    });
    section.finish();
    Some(Land { area: size?, unit_amount: unit?, months: months?, let_with, at: section.at("unit_amount") })
}

pub(super) fn resource(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Resource> {
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

pub(super) fn farmland(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Farmland> {
    let month = section.required("month", |v| when.month(v));
    let size = section.required("area", area);
    let unit_amount = section.optional("unit_amount", amount);
    let basic = section.or("basic", false, truth);
    section.finish();
    Some(Farmland { month: month?, area: size?, unit_amount, basic: basic?, at: section.at("unit_amount") })
}

pub(super) fn rented_premises(section: &Section<'_>, when: &PeriodReader<'_>) -> Option<Rented> {
    let landlord = section.required("landlord", word);
    let monthly_rent = section.required("monthly_rent", amount);
    let months = when.months(section);
    let sublet = section.or("sublet", false, truth);
    let listed = section.or("listed", false, truth);
    let premises = section.optional("premises", text);
    let waived_to_others = section.or("waived_to_others", 0, count(12, &["个月"]));
    let agreed_cut = section.or("agreed_cut", Money::ZERO, amount);
    section.finish();
    if let (Some(rent), Some(months), Some(cut)) = (monthly_rent, months, agreed_cut) {
        not_past_rent(section, "agreed_cut", cut, rent, months);
    }
    Some(Rented {
        landlord: landlord?,
        monthly_rent: monthly_rent?,
        months: months?,
        sublet: sublet?,
        listed: listed?,
        premises,
        waived_to_others: waived_to_others?,
        agreed_cut: agreed_cut?,
        months_before: 0,
        at: section.at,
    })
}
