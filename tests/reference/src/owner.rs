//! What the owner of a company pays: on the wage, and on what is distributed.

use crate::facts::Facts;
use crate::sums::{Brackets, by_brackets, fen, floor0, pct, yuan};
use crate::{Line, Outcome};
use rust_decimal::Decimal;

/// 个人所得税法 税率表一.
const COMPREHENSIVE: Brackets = &[
    (36_000, 3, 0),
    (144_000, 10, 2_520),
    (300_000, 20, 16_920),
    (420_000, 25, 31_920),
    (660_000, 30, 52_920),
    (960_000, 35, 85_920),
    (0, 45, 181_920),
];

/// 公司法 (2018) art. 166, (2023) art. 210: a tenth of the profit, until it makes up half of the registered capital.
fn reserve(f: &Facts, profit: Decimal) -> Decimal {
    match (f.reserve, f.registered_capital) {
        (Some(told), _) => told.min(profit),
        (None, Some(capital)) => fen(profit * pct(10)).min(floor0(fen(capital * pct(50)) - f.reserve_so_far)),
        (None, None) => Decimal::ZERO,
    }
}

/// Tax on comprehensive income that is left after the deductions.
pub(crate) fn comprehensive(taxable: Decimal) -> Decimal {
    fen(by_brackets(COMPREHENSIVE, floor0(taxable)))
}

/// After the company's own tax is known.
pub(crate) fn year(f: &Facts, profit: Decimal, into: &mut Outcome) {
    let tax = |income: Decimal| comprehensive(income - yuan(60_000) - f.owner.deductions);
    // Premiums that the owner pays come off the wage first.
    let wage = floor0(f.wage - into.owner_insurance);
    let more = match f.others.is_empty() {
        true => tax(f.owner.income + wage) - tax(f.owner.income),
        false => crate::iit::wage_beside_others(f, wage),
    };
    into.add(Line::IitWage, more, Decimal::ZERO);
    // 公司法 (2018) art. 166, (2023) art. 210: earlier losses are made good before anything is distributed.
    let earlier: Decimal = if f.converts() { Decimal::ZERO } else { f.losses.iter().map(|(_, amount)| *amount).sum() };
    let after_tax = floor0(profit - f.wage - into.payable(Line::Cit) - earlier);
    let left = after_tax - reserve(f, after_tax);
    // 个人所得税法 art. 3(三), 6(六): 20%, nothing deducted.
    let distributed = fen(left * f.distributed);
    into.add(Line::IitDividend, fen(distributed * pct(20)), Decimal::ZERO);
    into.undistributed = after_tax - distributed;
    into.tax_when_drawn = fen(into.undistributed * pct(20));
}
