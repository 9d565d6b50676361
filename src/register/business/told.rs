//! The sales of a seller's invoices under the law of their year: of which standing it is, and which kind was sold where the code on
//! the invoice leaves two open.

use super::super::invoices::{Seller, Sold};
use crate::assess::Rules;
use crate::base::names::{SaleKind, VatStatus};
use crate::facts::Sale;
use crate::taxes::levy::LevyPayer;
use crate::{Money, Period, Rate};
use std::collections::BTreeMap;

/// Sales by month, kind, invoice and rate.
pub(super) struct Told<'r> {
    rules: &'r Rules,
    pub(super) status: VatStatus,
    /// Net amounts in fen. `or` is left only where nothing tells which of two kinds it is.
    pub(super) sold: BTreeMap<Sold, i64>,
}

impl Seller {
    /// Its sales under the law.
    pub(super) fn told<'r>(&self, rules: &'r Rules) -> Told<'r> {
        let general = self.sold.keys().any(|sold| is_general_rate(rules, sold));
        let status = if general { VatStatus::General } else { VatStatus::SmallScale };
        let mut told = Told { rules, status, sold: BTreeMap::new() };
        for (sold, fen) in &self.sold {
            let sum = told.sold.entry(decided(rules, *sold)).or_default();
            *sum = sum.saturating_add(*fen);
        }
        told
    }
}

/// Whether a rate is one of the general method.
fn is_general_rate(rules: &Rules, sold: &Sold) -> bool {
    sold.rate.is_some_and(|rate| rules.month(sold.month).vat.rates.rule.rates.contains(&rate))
}

/// The levy rates of a kind in a month, statutory and in force, for an individual business.
fn levy_rates(rules: &Rules, sold: &Sold, kind: SaleKind) -> (Rate, Rate) {
    let sale = Sale { period: Period::Month(sold.month), kind, ..Sale::default() };
    rules.month(sold.month).vat.levy_rates(&sale, LevyPayer::IndividualBusiness)
}

/// Of two kinds the one that the rate is of.
fn decided(rules: &Rules, sold: Sold) -> Sold {
    let (Some(or), Some(rate)) = (sold.or, sold.rate) else { return sold };
    let levied = |kind| {
        let (statutory, in_force) = levy_rates(rules, &sold, kind);
        rate == statutory || rate == in_force
    };
    match (levied(sold.kind) || is_general_rate(rules, &sold), levied(or)) {
        (true, false) => Sold { or: None, ..sold },
        (false, true) => Sold { kind: or, or: None, ..sold },
        _ => sold,
    }
}

impl Told<'_> {
    pub(super) fn is_general(&self) -> bool {
        self.status == VatStatus::General
    }

    /// Whether a rate is one of the general method.
    pub(super) fn is_general_rate(&self, sold: &Sold) -> bool {
        is_general_rate(self.rules, sold)
    }

    /// The levy rate in force.
    pub(super) fn levy_in_force(&self, sold: &Sold) -> Rate {
        levy_rates(self.rules, sold, sold.kind).1
    }

    /// All of them.
    pub(super) fn sum(&self) -> Money {
        Money::from_fen(self.sold.values().fold(0, |sum, fen| sum.saturating_add(*fen)))
    }

    /// The kinds that may be others, with their rate and in how many months and invoices they are.
    pub(super) fn doubtful(&self) -> Vec<(SaleKind, SaleKind, Option<Rate>, u64)> {
        let mut found: BTreeMap<(SaleKind, SaleKind, Option<Rate>), u64> = BTreeMap::new();
        for sold in self.sold.keys() {
            if let Some(or) = sold.or {
                *found.entry((sold.kind, or, sold.rate)).or_default() += 1;
            }
        }
        found.into_iter().map(|((kind, or, rate), rows)| (kind, or, rate, rows)).collect()
    }
}
