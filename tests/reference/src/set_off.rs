//! 自主就业退役士兵、重点群体: what is set off VAT, surcharges and income tax, one after the other.

use crate::facts::{Employed, Facts, Form};
use crate::sums::{fen, pct, yuan};
use rust_decimal::Decimal;

/// The base of a year: an individual business's own limit. 公告2023年第14号 art. 1, 第15号 art. 1, back to 2023-01-01; before them 财税
/// 〔2019〕21号, 22号, which were prolonged by 公告2022年第4号 (to 2023) and 2021年第18号 (to 2025).
fn own_limit(f: &Facts, veteran: bool) -> Option<Decimal> {
    let prolonged = if veteran { (f.year <= 2023, (2022, 1, 29)) } else { (f.year <= 2025, (2021, 5, 6)) };
    match f.year {
        2023.. if f.knows((2023, 8, 2)) => Some(yuan(20_000)),
        2022.. => (prolonged.0 && f.knows(prolonged.1)).then(|| yuan(12_000)),
        _ => f.knows((2019, 2, 2)).then(|| yuan(12_000)),
    }
}

/// How many of the months worked in the year lie in the 36 from the first.
fn months(f: &Facts, of: &Employed, within: (u32, u32)) -> Decimal {
    let begun = of.since.0 * 12 + of.since.1 as i32;
    let counted = (of.months.0.max(within.0)..=of.months.1.min(within.1)).map(|month| f.year * 12 + month as i32);
    Decimal::from(counted.filter(|month| (begun..begun + 36).contains(month)).count() as u64)
}

/// All that may be set off in the year. What the province set is taken to be the most it may: 20% more, for hires 50% (veterans) or 30%.
pub(crate) fn limit(f: &Facts) -> Decimal {
    let mut limit = Decimal::ZERO;
    if f.as_form == Form::Individual {
        if let Some((of, base)) = f.self_employed.as_ref().and_then(|of| Some((of, own_limit(f, of.veteran)?))) {
            limit += fen(of.amount.unwrap_or(base * pct(120)) * months(f, of, f.operation) / yuan(12));
        }
    } else {
        for of in f.hires.iter().filter(|of| own_limit(f, of.veteran).is_some()) {
            let each = of.amount.unwrap_or(yuan(6_000) * pct(if of.veteran { 150 } else { 130 }));
            limit += fen(each * Decimal::from(of.count) * months(f, of, (1, 12)) / yuan(12));
        }
    }
    limit
}
