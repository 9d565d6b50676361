//! Prepayments and settlement.

use super::Context;
use super::document::{Block, Cell, Document, Records, Row, Table, Weight};
use super::json::{Header, header, pretty};
use super::labels::Label;
use crate::answers::prepay::{PrepaymentNote, Prepayments};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::law::Citation;
use crate::{Date, Money};
use serde::Serialize;

fn table(found: &Prepayments, lang: Lang) -> Table {
    let head =
        [Label::Period, Label::PayBy, Label::ProfitToDate, Label::TaxableToDate, Label::SmallToDate, Label::TaxToDate, Label::Prepay];
    let yes = |small: bool| if small { Label::Yes } else { Label::No }.say(lang);
    let quarters = found.installments.iter().map(|of| {
        let cells = vec![
            format!("Q{}", of.quarter.number()).into(),
            of.due_by.into(),
            of.profit.into(),
            of.taxable.into(),
            of.small_low_profit.map(yes).into(),
            of.tax.into(),
            of.payable.into(),
        ];
        cells.into()
    });
    let settled = [Label::Settlement.say(lang).into(), found.settle_by.into(), Cell::Empty, Cell::Empty, Cell::Empty];
    let settled = settled.into_iter().chain([found.settled.into(), found.balance.into()]).collect::<Vec<_>>();
    let settlement = Row { weight: Weight::Sum, ..settled.into() };
    Table::figures(head.map(|label| label.say(lang)), 2, quarters.chain([settlement]).collect())
}

/// The sentence on the balance.
fn balance(found: &Prepayments, lang: Lang) -> String {
    let (amount, day) = (found.balance, found.settle_by);
    match amount < Money::ZERO {
        true => Label::Refunded { amount: -amount, paid: found.paid, day },
        false => Label::BalanceDue { amount, paid: found.paid, day },
    }
    .say(lang)
}

fn notes(context: &Context<'_>, found: &Prepayments) -> Vec<String> {
    found.notes.iter().map(|note| note.say(context.lang)).collect()
}

/// Each quarter's prepayment and the settlement of the year.
///
/// ```
/// use huiqi::{report, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::prepayments(&rules, &shop, Form::IndividualBusiness)?;
/// let records = report::prepayments(&context, &found).csv();
/// assert!(records.lines().nth(1).unwrap().starts_with("Q1,2022-04-15,")); // by when the first quarter is prepaid
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn prepayments(context: &Context<'_>, found: &Prepayments) -> Document {
    let lang = context.lang;
    let mut document = context.page();
    document.leads.push(format!("{} · {} ({})", found.form.say(lang), found.line.say(lang), context.citation(found.measure)));
    document.push([Block::Table(table(found, lang)), Block::verdict(balance(found, lang)), Block::bullets(notes(context, found))]);
    document.records = Some(records(found));
    document
}

/// A record a quarter, then the settlement.
fn records(found: &Prepayments) -> Records {
    let mut out = Records::new(&["period", "due_by", "profit", "taxable", "small_low_profit", "tax", "payable"]);
    for of in &found.installments {
        out.push(vec![
            format!("Q{}", of.quarter.number()).into(),
            of.due_by.into(),
            of.profit.into(),
            of.taxable.into(),
            of.small_low_profit.into(),
            of.tax.into(),
            of.payable.into(),
        ]);
    }
    let settled = ["settlement".into(), found.settle_by.into(), Cell::Empty, Cell::Empty, Cell::Empty];
    out.push(settled.into_iter().chain([found.settled.into(), found.balance.into()]).collect());
    out
}

#[derive(Serialize)]
struct InstallmentOut {
    quarter: u32,
    due_by: Date,
    profit: Money,
    taxable: Money,
    small_low_profit: Option<bool>,
    tax: Money,
    payable: Money,
}

#[derive(Serialize)]
struct PrepaymentsOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    form: &'static str,
    line: &'static str,
    citation: Citation,
    installments: Vec<InstallmentOut>,
    paid: Money,
    settled: Money,
    balance: Money,
    settle_by: Date,
    notes: &'a [PrepaymentNote],
}

/// As JSON.
///
/// ```
/// use huiqi::{report, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::prepayments(&rules, &shop, Form::IndividualBusiness)?;
/// let json: serde_json::Value = serde_json::from_str(&report::prepayments_json(&context, &found)).unwrap();
/// assert_eq!(json["balance"], found.balance.plain());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn prepayments_json(context: &Context<'_>, found: &Prepayments) -> String {
    pretty(&PrepaymentsOut {
        header: header(context, "prepayments"),
        form: found.form.key(),
        line: found.line.key(),
        citation: context.pack.cite(found.measure),
        installments: found
            .installments
            .iter()
            .map(|of| InstallmentOut {
                quarter: of.quarter.number(),
                due_by: of.due_by,
                profit: of.profit,
                taxable: of.taxable,
                small_low_profit: of.small_low_profit,
                tax: of.tax,
                payable: of.payable,
            })
            .collect(),
        paid: found.paid,
        settled: found.settled,
        balance: found.balance,
        settle_by: found.settle_by,
        notes: &found.notes,
    })
}
