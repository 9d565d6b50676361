//! 个人所得税（经营所得） of individual businesses, sole proprietorships and partners.

use crate::facts::{Facts, Form, Person};
use crate::owner::comprehensive;
use crate::sums::{Brackets, by_brackets, fen, floor0, yuan};
use crate::{Line, Outcome};
use rust_decimal::Decimal;

/// 个人所得税法 税率表二.
const BUSINESS: Brackets = &[(30_000, 5, 0), (90_000, 10, 1_500), (300_000, 20, 10_500), (500_000, 30, 40_500), (0, 35, 65_500)];

/// 个人所得税法 art. 6(一): the basic deduction; of business income where there is no comprehensive income (实施条例 art. 15).
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

/// Due and relief of the business-income tax on what is taxable.
fn tax(f: &Facts, taxable: Decimal, who: &Person) -> (Decimal, Decimal) {
    let due = fen(by_brackets(BUSINESS, taxable));
    let other = who.other_relief.min(due);
    let mut relief = other;
    if let Some(cap) = cap(f).filter(|_| f.as_form == Form::Individual && taxable > Decimal::ZERO) {
        // 国家税务总局公告2023年第12号 art. 3 (2021年第8号 art. 2(三)): (tax of the slice − other reliefs × slice ÷ income) × 50%.
        let slice = taxable.min(cap);
        let half = fen((by_brackets(BUSINESS, slice) - other * slice / taxable) / yuan(2));
        relief += floor0(half).min(due - other);
    }
    (due, relief)
}

/// The person's taxes on business income of `income`. Who has comprehensive income as well takes the deductions off either: 公告2021年
/// 第2号, 公告2022年第1号, 公告2023年第3号, 公告2024年第2号 for the year before each, 令第57号 art. 10 from then on.
fn person(f: &Facts, income: Decimal, who: &Person, deductions: bool, into: &mut Outcome) {
    // 国家税务总局公告2014年第25号: for the months of operation.
    let months = i64::from(f.operation.1 - f.operation.0 + 1);
    let (here_all, all) = (yuan(BASIC * months / 12) + who.deductions, yuan(BASIC) + who.deductions);
    let (whole, less) = (floor0(income), floor0(income - here_all));
    let published = match f.year {
        2020 => Some((2021, 2, 8)),
        2021 => Some((2022, 2, 8)),
        2022 => Some((2023, 2, 2)),
        2023 => Some((2024, 1, 31)),
        2024.. => Some((2025, 2, 26)),
        _ => None,
    };
    let here = if !deductions {
        false
    } else if who.income == Decimal::ZERO {
        true
    } else if published.is_some_and(|day| f.knows(day)) {
        let payable = |taxable| {
            let (due, relief) = tax(f, taxable, who);
            due - relief
        };
        payable(less) + comprehensive(who.income) < payable(whole) + comprehensive(who.income - all)
    } else {
        false
    };
    let (due, relief) = tax(f, if here { less } else { whole }, who);
    into.add(Line::IitBusiness, due, relief);
    if here {
        into.add(Line::IitWage, comprehensive(who.income) - comprehensive(who.income - all), Decimal::ZERO);
    }
}

/// `assessed`: the taxable income where collection is assessed.
pub(crate) fn year(f: &Facts, profit: Decimal, revenue: Decimal, assessed: Option<Decimal>, into: &mut Outcome) {
    let income = match assessed {
        Some(income) => income - farm(f, income),
        None => {
            let by_law = profit + crate::fees::added_back(f, revenue);
            let taxed = by_law - farm(f, by_law);
            taxed - losses(f, taxed)
        }
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

/// What of an income is from farming and not taxed: all of it in an individual business (财税〔2004〕30号 art. 1), a sole proprietorship or a
/// partnership (财税〔2010〕96号); in an enterprise half of some kinds (企业所得税法 art. 27(1), 实施条例 art. 86).
pub(crate) fn farm(f: &Facts, income: Decimal) -> Decimal {
    let of = |share: Decimal| fen(floor0(income) * share);
    of(f.farming.0) + if f.as_form.is_company() { fen(of(f.farming.1) / yuan(2)) } else { of(f.farming.1) }
}

/// Losses of the five years before (计税办法 art. 17; 企业所得税法 art. 18), as many as there is profit for; a new taxpayer has none.
/// Enterprises: ten years for high-tech enterprises and technology SMEs (财税〔2018〕76号), eight for losses of 2020 in transport, catering,
/// lodging and tourism (公告2020年第8号 art. 4).
pub(crate) fn losses(f: &Facts, profit: Decimal) -> Decimal {
    if f.converts() {
        return Decimal::ZERO;
    }
    let hard_hit = || ["53", "54", "55", "56", "57", "61", "62", "7291", "786"].iter().any(|code| f.is_in(code));
    let years = |made: i32| match f.as_form.is_company() {
        true if f.high_tech || f.technology_sme => 10,
        true if made == 2020 && hard_hit() => 8,
        _ => 5,
    };
    let open: Decimal = f.losses.iter().filter(|(made, _)| f.year - made <= years(*made)).map(|(_, amount)| *amount).sum();
    open.min(floor0(profit))
}
