//! Prepayments and settlement, as text, Markdown, CSV or JSON.

use super::Context;
use super::csv::row;
use super::json::{CitationOut, Header, cited, header, pretty};
use super::labels::Label;
use super::markdown::table;
use crate::answers::prepay::{PrepaymentNote, Prepayments};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::{Date, Money};
use serde::Serialize;

fn head(lang: Lang) -> Vec<String> {
    [Label::Period, Label::PayBy, Label::ProfitToDate, Label::TaxableToDate, Label::SmallToDate, Label::TaxToDate, Label::Prepay]
        .iter()
        .map(|label| label.say(lang))
        .collect()
}

fn rows(found: &Prepayments, lang: Lang) -> Vec<Vec<String>> {
    let yes = |small: bool| if small { Label::Yes } else { Label::No }.say(lang);
    let quarters = found.installments.iter().map(|of| {
        vec![
            format!("Q{}", of.quarter.number()),
            of.due_by.to_string(),
            of.profit.to_string(),
            of.taxable.to_string(),
            of.small_low_profit.map(yes).unwrap_or_default(),
            of.tax.to_string(),
            of.payable.to_string(),
        ]
    });
    let settlement = vec![
        Label::Settlement.say(lang),
        found.settle_by.to_string(),
        String::new(),
        String::new(),
        String::new(),
        found.settled.to_string(),
        found.balance.to_string(),
    ];
    quarters.chain([settlement]).collect()
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

/// As Markdown.
pub fn prepayments_markdown(context: &Context<'_>, found: &Prepayments) -> String {
    let lang = context.lang;
    let mut out = format!("# {}\n\n", context.subject().say(lang));
    out += &format!("{} · {} ({})\n\n", found.form.say(lang), found.line.say(lang), context.citation(found.measure));
    out += &table(&head(lang), &rows(found, lang), 2);
    out += &format!("\n**{}**\n\n", balance(found, lang));
    for note in notes(context, found) {
        out += &format!("- {note}\n");
    }
    out + &format!("\n{}\n", context.footer().say(lang))
}

/// As CSV: a line a quarter, then the settlement.
pub fn prepayments_csv(found: &Prepayments) -> String {
    let mut out = row(&["period", "due_by", "profit", "taxable", "small_low_profit", "tax", "payable"]);
    for of in &found.installments {
        out += &row(&[
            format!("Q{}", of.quarter.number()),
            of.due_by.to_string(),
            of.profit.plain(),
            of.taxable.plain(),
            of.small_low_profit.map(|small| small.to_string()).unwrap_or_default(),
            of.tax.plain(),
            of.payable.plain(),
        ]);
    }
    let blank = String::new;
    out + &row(&[
        "settlement".to_string(),
        found.settle_by.to_string(),
        blank(),
        blank(),
        blank(),
        found.settled.plain(),
        found.balance.plain(),
    ])
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
    citation: CitationOut,
    installments: Vec<InstallmentOut>,
    paid: Money,
    settled: Money,
    balance: Money,
    settle_by: Date,
    notes: &'a [PrepaymentNote],
}

/// As JSON.
pub fn prepayments_json(context: &Context<'_>, found: &Prepayments) -> String {
    pretty(&PrepaymentsOut {
        header: header(context, "prepayments"),
        form: found.form.key(),
        line: found.line.key(),
        citation: cited(context, found.measure),
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

#[cfg(feature = "cli")]
mod on_a_terminal {
    use super::*;
    use crate::report::text::{Style, narrow};

    /// As text.
    pub fn prepayments_text(context: &Context<'_>, found: &Prepayments, style: Style) -> String {
        let lang = context.lang;
        let tax = format!("{} · {} ({})", found.form.say(lang), found.line.say(lang), context.citation(found.measure));
        let mut out = style.wrapped(&context.subject().say(lang), "", "  ") + &style.wrapped(&tax, "", "  ") + "\n";
        let head: Vec<String> = head(lang).iter().map(|words| narrow(words)).collect();
        out += &style.table(&head, rows(found, lang), 2, Some(&Label::Settlement.say(lang)));
        out += &format!("\n{}\n", style.heading(&balance(found, lang)));
        for note in notes(context, found) {
            out += &style.item(&note);
        }
        out + "\n" + &style.wrapped(&context.footer().say(lang), "", "")
    }
}
#[cfg(feature = "cli")]
pub use on_a_terminal::prepayments_text;
