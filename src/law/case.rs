//! Published cases (公布的例子): what somebody published as the answer under a document, so that the pack can be held to it.

use crate::base::dates::{Period, YEARS};
use crate::base::error::At;
use crate::base::message::Message;
use crate::base::names::{ByLine, ContractKind, Filing, Form, Invoice, Locality, SaleKind};
use crate::base::periods::{month_of, period_of};
use crate::base::source::{Parsed, Section, Value, amount, count, text, word, year_within};
use crate::base::words::Vocabulary;
use crate::law::problem::LawProblem;
use crate::{Money, Month};

/// One published case: a few facts, the amounts that are right for them, and who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Stable within its document.
    pub id: String,
    /// Who published the answer, and where.
    pub source: String,
    /// The year it is of.
    pub year: i32,
    /// The form it is about.
    pub form: Form,
    /// What is payable of each line that the case speaks of.
    pub expect: ByLine<Option<Money>>,
    pub(crate) locality: Locality,
    pub(crate) filing: Filing,
    /// Net of VAT.
    pub(crate) sales: Vec<(Period, SaleKind, Invoice, Money)>,
    /// Income of the year before losses, without personal deductions.
    pub(crate) income: Option<Money>,
    pub(crate) other_relief: Money,
    pub(crate) losses: Vec<(i32, Money)>,
    /// VAT and consumption tax paid in the first quarter, where the case starts from there.
    pub(crate) paid: Money,
    pub(crate) contracts: Vec<(Month, ContractKind, Money)>,
    pub(crate) at: At,
}

/// Reads `[[case]]`. It may be of a year that the pack does not cover: then it says nothing about the pack.
pub(super) fn read(section: &Section<'_>) -> Option<Case> {
    let (id, source) = (section.required("id", id), section.required("source", text));
    let year = section.required("year", year_within(&YEARS));
    let form = section.or("form", Form::IndividualBusiness, word);
    let (locality, filing) = (section.or("locality", Locality::City, word), section.or("filing", Filing::Quarterly, word));
    let of = year.unwrap_or_default();
    let sales: Option<Vec<_>> = section
        .sections("sales")
        .iter()
        .map(|sold| {
            let (period, kind) = (sold.required("period", |value| period_of(value, of)), sold.or("kind", SaleKind::Goods, word));
            let (invoice, net) = (sold.or("invoice", Invoice::Ordinary, word), sold.required("amount", amount));
            sold.finish();
            Some((period?.0, kind?, invoice?, net?))
        })
        .collect();
    let losses: Option<Vec<_>> = section
        .sections("losses")
        .iter()
        .map(|loss| {
            let (year, left) = (loss.required("year", count(9999, &["年"])), loss.required("amount", amount));
            loss.finish();
            Some((i32::try_from(year?).ok()?, left?))
        })
        .collect();
    let contracts: Option<Vec<_>> = section
        .sections("contracts")
        .iter()
        .map(|contract| {
            let (month, kind) = (contract.required("month", |value| month_of(value, of)), contract.required("kind", word));
            let stated = contract.required("amount", amount);
            contract.finish();
            Some((month?.0, kind?, stated?))
        })
        .collect();
    let income = section.optional("income", amount);
    let (other_relief, paid) = (section.or("other_relief", Money::ZERO, amount), section.or("paid", Money::ZERO, amount));
    let expect: Option<ByLine<Option<Money>>> = section.part_table("expect", amount);
    if expect.is_some_and(|expect| expect.iter().all(|(_, amount)| amount.is_none())) {
        let known: Vec<&'static str> = crate::base::names::Line::ALL.iter().map(|line| line.key()).collect();
        section.report_at(Message::UnknownWord { found: "{}".to_string(), known }, section.at("expect"));
    }
    section.finish();
    Some(Case {
        id: id?,
        source: source?,
        year: year?,
        form: form?,
        expect: expect?,
        locality: locality?,
        filing: filing?,
        sales: sales?,
        income,
        other_relief: other_relief?,
        losses: losses?,
        paid: paid?,
        contracts: contracts?,
        at: section.at("id"),
    })
}

/// An id: lower-case letters, digits and hyphens.
pub(super) fn id(value: &Value<'_>) -> Parsed<String> {
    let id = text(value)?;
    let fits = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits { Ok(id) } else { Err(LawProblem::BadId { id }.into()) }
}
