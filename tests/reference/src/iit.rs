//! 个人所得税（经营所得） of individual businesses, sole proprietorships and partners.

use crate::facts::{Facts, Form, Person};
use crate::sums::{Brackets, by_brackets, fen, floor0, yuan};
use crate::{Line, Outcome};
use rust_decimal::Decimal;

/// 个人所得税法 税率表二.
const BUSINESS: Brackets = &[(30_000, 5, 0), (90_000, 10, 1_500), (300_000, 20, 10_500), (500_000, 30, 40_500), (0, 35, 65_500)];

/// 个人所得税法 art. 6(一): the basic deduction, given to business income only where there is no comprehensive income (实施条例 art. 15).
const BASIC: i64 = 60_000;

/// Income up to this is halved: 公告2021年第12号 art. 2; 公告2023年第6号 art. 2; 公告2023年第12号 art. 1 of 2023-08-02, back to 2023-01-01.
fn cap(f: &Facts) -> Option<Decimal> {
    match f.year {
        2021 | 2022 => Some(yuan(1_000_000)),
        2023.. if f.knows((2023, 8, 2)) => Some(yuan(2_000_000)),
        2023 | 2024 => Some(yuan(1_000_000)),
        _ => None,
    }
}

/// The business-income tax on `income`, a yuan of which is one person's.
fn person(f: &Facts, income: Decimal, who: &Person, deductions: bool, into: &mut Outcome) {
    let personal = if deductions && who.income == Decimal::ZERO { yuan(BASIC) + who.deductions } else { Decimal::ZERO };
    let taxable = floor0(income - personal);
    let due = fen(by_brackets(BUSINESS, taxable));
    let other = who.other_relief.min(due);
    let mut relief = other;
    if let Some(cap) = cap(f).filter(|_| f.as_form == Form::Individual && taxable > Decimal::ZERO) {
        // 国家税务总局公告2023年第12号 art. 3 (2021年第8号 art. 2(三)): (tax of the slice − other reliefs × slice ÷ income) × 50%.
        let slice = taxable.min(cap);
        let half = fen((by_brackets(BUSINESS, slice) - other * slice / taxable) / yuan(2));
        relief += floor0(half).min(due - other);
    }
    into.add(Line::IitBusiness, due, relief);
}

/// `assessed`: the taxable income where collection is assessed.
pub(crate) fn year(f: &Facts, profit: Decimal, assessed: Option<Decimal>, into: &mut Outcome) {
    let income = match assessed {
        Some(income) => income,
        None => profit - losses(f, profit),
    };
    let by_books = assessed.is_none();
    if f.as_form == Form::Partnership {
        // 先分后税: each partner's share.
        for (share, who) in &f.partners {
            person(f, fen(floor0(income) * share), who, by_books, into);
        }
    } else {
        person(f, income, &f.owner, by_books, into);
    }
}

/// Losses of the five years before (计税办法 art. 17; 企业所得税法 art. 18); a new taxpayer has none.
pub(crate) fn open_losses(f: &Facts) -> Decimal {
    if f.converts() {
        return Decimal::ZERO;
    }
    f.losses.iter().filter(|(made, _)| f.year - made <= 5).map(|(_, amount)| *amount).sum()
}

/// As many of them as there is profit for.
pub(crate) fn losses(f: &Facts, profit: Decimal) -> Decimal {
    open_losses(f).min(floor0(profit))
}
