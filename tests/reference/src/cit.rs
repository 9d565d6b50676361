//! 企业所得税: small low-profit enterprises, high and new technology, R&D, equipment.

use crate::facts::{Class, Facts};
use crate::sums::{d, fen, floor0, pct, yuan};
use crate::{Line, Outcome};
use rust_decimal::Decimal;

/// Tax per yuan of the two slices (to 1,000,000, to 3,000,000) of a small low-profit enterprise, in thousandths.
fn slices(year: i32) -> (i64, i64) {
    match year {
        // 财税〔2019〕13号 art. 2: 25% × 20% and 50% × 20%.
        2019 | 2020 => (50, 100),
        // 公告2021年第12号 art. 1: 12.5% × 20%.
        2021 => (25, 100),
        // 公告2022年第13号 art. 1: 25% × 20% above 1,000,000.
        2022 => (25, 50),
        // 公告2023年第6号 art. 1; 公告2023年第12号 art. 3 to 2027.
        _ => (50, 50),
    }
}

/// Income, average staff and average assets each within its limit, and no restricted industry.
fn small_low_profit(f: &Facts, taxable: Decimal) -> bool {
    let twice = Decimal::from(2 * f.ends.len() as u64);
    let staff: Decimal = f.ends.iter().map(|e| Decimal::from(e.staff.0) + Decimal::from(e.staff.1)).sum();
    let assets: Decimal = f.ends.iter().map(|e| e.assets.0 + e.assets.1).sum();
    !f.restricted && taxable <= yuan(3_000_000) && staff <= yuan(300) * twice && assets <= yuan(50_000_000) * twice
}

/// The share of R&D spend that is deducted a second time.
fn research_ratio(f: &Facts) -> Decimal {
    // 财税〔2015〕119号 negative list: tobacco, trade, lodging and catering, real estate, leasing and business services, entertainment.
    if ["C16", "F", "H", "K", "L", "R90"].iter().any(|code| f.is_in(code)) {
        return Decimal::ZERO;
    }
    let full = f.year >= 2023 // 公告2023年第7号
        || (f.year >= 2021 && f.is_in("C")) // 公告2021年第13号
        || (f.year >= 2022 && f.technology_sme); // 公告2022年第16号
    match f.year {
        _ if full => Decimal::ONE,
        // 公告2022年第28号: 75% for three quarters, 100% for the last, by their share of the year.
        2022 => (pct(75) * yuan(3) + Decimal::ONE) / yuan(4),
        // 财税〔2018〕99号, prolonged by 公告2021年第6号.
        _ => pct(75),
    }
}

/// What equipment takes off beside the depreciation in the costs.
fn equipment(f: &Facts, revenue: Decimal) -> Decimal {
    let mut off = Decimal::ZERO;
    for item in &f.equipment {
        // 企业所得税法实施条例 art. 60: minimum lives.
        let (least, share) = match item.class {
            Class::Electronic => (3, Decimal::ONE),
            Class::Vehicle => (4, pct(50)),
            Class::Tools => (5, pct(50)),
            Class::Machine => (10, pct(50)),
        };
        // 公告2022年第28号 art. 1: high-tech enterprises, fourth quarter of 2022: at once, and once more.
        if f.year == 2022 && f.high_tech && item.life >= least && item.month.is_some_and(|month| month >= 10) {
            off += floor0(item.price * yuan(2) - item.in_costs);
            continue;
        }
        let share = if item.price <= yuan(5_000_000) {
            // 财税〔2018〕54号, 公告2021年第6号, 公告2023年第37号.
            Decimal::ONE
        } else if f.year == 2022 && within_2022_12(f, revenue) {
            // 公告2022年第12号.
            share
        } else {
            continue;
        };
        if item.life >= least {
            off += floor0(fen(item.price * share) - item.in_costs);
        }
    }
    off
}

/// 公告2022年第12号 art. 2: its own size test, any one figure sufficing.
fn within_2022_12(f: &Facts, revenue: Decimal) -> bool {
    let staff = f.ends.iter().map(|e| e.staff.0.max(e.staff.1)).max().unwrap_or(0);
    let assets = f.ends.iter().map(|e| e.assets.0.max(e.assets.1)).max().unwrap_or(Decimal::ZERO);
    if ["I", "E", "L"].iter().any(|code| f.is_in(code)) {
        staff <= 2_000 || revenue <= yuan(1_000_000_000) || assets <= yuan(1_200_000_000)
    } else if f.is_in("K") {
        revenue <= yuan(2_000_000_000) || assets <= yuan(100_000_000)
    } else {
        staff <= 1_000 || revenue <= yuan(400_000_000)
    }
}

/// `assessed`: the taxable income where collection is assessed.
pub(crate) fn year(f: &Facts, profit: Decimal, revenue: Decimal, assessed: Option<Decimal>, into: &mut Outcome) {
    let taxable = floor0(assessed.map(|income| income - crate::iit::farm(f, income)).unwrap_or_else(|| {
        let paid = profit + crate::fees::added_back(f, revenue) - f.wage;
        let before = paid - crate::iit::farm(f, paid) - fen(f.research * research_ratio(f)) - equipment(f, revenue);
        before - crate::iit::losses(f, before)
    }));
    // 企业所得税法 art. 4.
    let due = fen(taxable * pct(25));
    let mut relief = Decimal::ZERO;
    if small_low_profit(f, taxable) {
        let (low, high) = slices(f.year);
        let million = yuan(1_000_000);
        let tax = taxable.min(million) * d(low, 3) + floor0(taxable - million) * d(high, 3);
        relief = fen(taxable * pct(25) - tax);
    }
    if f.high_tech {
        // art. 28: 15%, where that is better.
        relief = relief.max(fen(taxable * pct(10)));
    }
    // 公告2020年第23号 art. 1, from 2021, in Yunnan: 15% with 60% of the revenue.
    if f.year >= 2021 && f.western.is_some_and(|share| share >= pct(60)) {
        relief = relief.max(fen(taxable * pct(10)));
    }
    into.add(Line::Cit, due, relief);
}
