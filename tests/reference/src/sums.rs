//! Decimals, the one rounding, and bracket tables.

use rust_decimal::{Decimal, RoundingStrategy};

/// `digits` × 10^-`scale`.
pub(crate) fn d(digits: i64, scale: u32) -> Decimal {
    Decimal::new(digits, scale)
}

/// Whole yuan.
pub(crate) fn yuan(yuan: i64) -> Decimal {
    Decimal::new(yuan, 0)
}

/// Per cent.
pub(crate) fn pct(percent: i64) -> Decimal {
    Decimal::new(percent, 2)
}

/// 四舍五入 to the fen.
pub(crate) fn fen(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Not less than nothing.
pub(crate) fn floor0(amount: Decimal) -> Decimal {
    amount.max(Decimal::ZERO)
}

/// A bracket table as the laws print it: up to (0: without end), rate in per cent, quick deduction.
pub(crate) type Brackets = &'static [(i64, i64, i64)];

/// Tax by a bracket table, unrounded.
pub(crate) fn by_brackets(table: Brackets, taxable: Decimal) -> Decimal {
    for &(up_to, rate, quick) in table {
        if up_to == 0 || taxable <= yuan(up_to) {
            return taxable * pct(rate) - yuan(quick);
        }
    }
    unreachable!("the last bracket has no end")
}
