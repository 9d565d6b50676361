//! Land and houses that move into the new enterprise: 契税, and the stamp on the deed.

use crate::facts::{Facts, Form};
use crate::sums::{fen, pct};
use rust_decimal::Decimal;

/// Between a person and that person's sole proprietorship or one-person company, or a company in which the investor keeps more than
/// 75%: no deed tax (财税〔2018〕17号 to 2020, 公告2021年第17号, 公告2023年第49号 to 2027), no stamp duty from 2024-10-01 (公告2024年第14号).
pub(crate) fn spared(f: &Facts) -> bool {
    match f.as_form {
        Form::Sole | Form::OnePerson => true,
        Form::Company => f.investor_share > pct(75),
        Form::Partnership | Form::Individual => false,
    }
}

/// 契税: Yunnan's 3%.
pub(crate) fn deed_tax(f: &Facts) -> Decimal {
    if !f.converts() || spared(f) { Decimal::ZERO } else { fen(f.moved * pct(3)) }
}
