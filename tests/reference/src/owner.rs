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

/// 按月换算后的综合所得税率表.
const MONTHLY: Brackets = &[
    (3_000, 3, 0),
    (12_000, 10, 210),
    (25_000, 20, 1_410),
    (35_000, 25, 2_660),
    (55_000, 30, 4_410),
    (80_000, 35, 7_160),
    (0, 45, 15_160),
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
    // 财税〔2018〕164号 art. 1, prolonged by 公告2021年第42号 and 2023年第30号: a year-end bonus apart, where that is less.
    let bonus = f.bonus.min(wage);
    let (_, rate, quick) =
        MONTHLY.iter().find(|(up_to, ..)| *up_to == 0 || fen(bonus / yuan(12)) <= yuan(*up_to)).expect("an open bracket");
    let apart = fen(bonus * pct(*rate)) - yuan(*quick);
    let known = match f.year {
        ..=2021 => true,
        2022 | 2023 => f.knows((2021, 12, 31)),
        _ => f.knows((2023, 8, 18)),
    };
    let all = f.owner.income + wage;
    let is_apart = known && bonus > Decimal::ZERO && apart + tax(all - bonus) < tax(all);
    let (wage, apart) = if is_apart { (wage - bonus, apart) } else { (wage, Decimal::ZERO) };
    let more = match f.others.is_empty() {
        true => tax(f.owner.income + wage) - tax(f.owner.income),
        false => crate::iit::wage_beside_others(f, wage),
    };
    into.add(Line::IitWage, apart + more, Decimal::ZERO);
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
