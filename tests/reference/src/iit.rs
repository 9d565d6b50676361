//! 个人所得税（经营所得） of individual businesses, sole proprietorships and partners.

use crate::facts::{Facts, Form, Person, Status};
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

/// What is taken off for what the person is: 云财税〔2019〕31号, up to 7,000 of the year; 财税〔2000〕84号 and 〔2003〕26号, all of it for three
/// years, in an individual business; or what the province is said to take off.
fn status(f: &Facts, who: &Person, due: Decimal) -> Decimal {
    match who.status {
        None => Decimal::ZERO,
        Some((_, share, most)) if share.is_some() || most.is_some() => {
            let reduced = fen(due * share.unwrap_or(Decimal::ONE));
            most.map_or(reduced, |most| reduced.min(most))
        }
        Some((Status::Disabled | Status::LoneElderly | Status::MartyrFamily, ..)) => due.min(yuan(7_000)),
        Some((Status::SoldierFamily | Status::DischargedOfficer, ..)) if f.as_form == Form::Individual => in_term(f, who, due),
        Some(_) => Decimal::ZERO,
    }
}

/// The tax of those months of operation that lie in the 36 from the registration.
fn in_term(f: &Facts, who: &Person, due: Decimal) -> Decimal {
    let Some((year, month)) = who.registered else { return due };
    let begun = year * 12 + month as i32;
    let months: Vec<i32> = (f.operation.0..=f.operation.1).map(|month| f.year * 12 + month as i32).collect();
    let within = months.iter().filter(|month| (begun..begun + 36).contains(*month)).count();
    fen(due * Decimal::from(within) / Decimal::from(months.len()))
}

/// Due and relief of the business-income tax on what is taxable.
fn tax(f: &Facts, taxable: Decimal, who: &Person, set_off: Decimal) -> (Decimal, Decimal) {
    let due = fen(by_brackets(BUSINESS, taxable));
    let other = (status(f, who, due) + who.other_relief + set_off).min(due);
    let mut relief = other;
    if let Some(cap) = cap(f).filter(|_| f.as_form == Form::Individual && taxable > Decimal::ZERO) {
        // 国家税务总局公告2023年第12号 art. 3 (2021年第8号 art. 2(三)): (tax of the slice − other reliefs × slice ÷ income) × 50%.
        let slice = taxable.min(cap);
        let half = fen((by_brackets(BUSINESS, slice) - other * slice / taxable) / yuan(2));
        relief += floor0(half).min(due - other);
    }
    (due, relief)
}

/// Whether deductions may be taken off either income: 公告2021年第2号, 公告2022年第1号, 公告2023年第3号, 公告2024年第2号 for the year before each,
/// 令第57号 art. 10 from then on.
fn elects(f: &Facts) -> bool {
    let published = match f.year {
        2020 => Some((2021, 2, 8)),
        2021 => Some((2022, 2, 8)),
        2022 => Some((2023, 2, 2)),
        2023 => Some((2024, 1, 31)),
        2024.. => Some((2025, 2, 26)),
        _ => None,
    };
    published.is_some_and(|day| f.knows(day))
}

/// The person's taxes on business income of `income`. Who has comprehensive income as well takes the deductions off either.
fn person(f: &Facts, income: Decimal, who: &Person, deductions: bool, set_off: Decimal, into: &mut Outcome) {
    // 国家税务总局公告2014年第25号: for the months of operation.
    let months = i64::from(f.operation.1 - f.operation.0 + 1);
    let (here_all, all) = (yuan(BASIC * months / 12) + who.deductions, yuan(BASIC) + who.deductions);
    let (whole, less) = (floor0(income), floor0(income - here_all));
    let here = if !deductions {
        false
    } else if who.income == Decimal::ZERO {
        true
    } else if elects(f) {
        let payable = |taxable| {
            let (due, relief) = tax(f, taxable, who, set_off);
            due - relief
        };
        payable(less) + comprehensive(who.income) < payable(whole) + comprehensive(who.income - all)
    } else {
        false
    };
    let (due, relief) = tax(f, if here { less } else { whole }, who, set_off);
    into.add(Line::IitBusiness, due, relief);
    if here {
        into.add(Line::IitWage, comprehensive(who.income) - comprehensive(who.income - all), Decimal::ZERO);
    }
}

/// What a person's two taxes come to with several business incomes: due and relief on them, and the tax on comprehensive income.
type Taxes = (Decimal, Decimal, Decimal);

/// 国家税务总局公告2018年第62号 art. 2: business incomes of a year are taxed together; 2023年第12号 art. 2: the reduction on those of individual
/// businesses together. `by_books`: none of `own` is assessed, from which nothing is deducted.
fn together(f: &Facts, own: Option<(Decimal, bool)>, comprehensive_income: Decimal, who: &Person, set_off: Decimal) -> Taxes {
    let of = |individual: bool| -> Decimal {
        f.others.iter().filter(|(form, _)| (*form == Form::Individual) == individual).map(|(_, income)| *income).sum()
    };
    let (mut individual, mut enterprises, mut by_books) = (of(true), of(false), of(true) + of(false));
    if let Some((income, books)) = own {
        let income = floor0(income);
        if f.as_form == Form::Individual {
            individual += income;
        } else {
            enterprises += income;
        }
        if books {
            by_books += income;
        }
    }
    let deductions = yuan(BASIC) + who.deductions;
    let on_business = |deducted: Decimal| -> (Decimal, Decimal) {
        let taxable = individual + enterprises - deducted.min(by_books);
        let due = fen(by_brackets(BUSINESS, taxable));
        let other = (status(f, who, due) + who.other_relief + set_off).min(due);
        // Deductions come off what is not halved first.
        let halved = individual.min(taxable);
        let mut relief = other;
        if let Some(cap) = cap(f).filter(|_| halved > Decimal::ZERO) {
            let slice = halved.min(cap);
            relief += floor0(fen((by_brackets(BUSINESS, slice) - other * slice / taxable) / yuan(2))).min(due - other);
        }
        (due, relief)
    };
    let (whole, less) = (comprehensive(comprehensive_income), comprehensive(comprehensive_income - deductions));
    let (here, there) = (on_business(deductions), on_business(Decimal::ZERO));
    if comprehensive_income == Decimal::ZERO {
        return (here.0, here.1, Decimal::ZERO);
    }
    let is_here = elects(f) && by_books > Decimal::ZERO && here.0 - here.1 + whole < there.0 - there.1 + less;
    if is_here { (here.0, here.1, whole) } else { (there.0, there.1, less) }
}

/// What the business adds to the taxes of an owner of others.
fn beside_others(f: &Facts, income: Decimal, who: &Person, by_books: bool, set_off: Decimal, into: &mut Outcome) {
    let (with, without) =
        (together(f, Some((income, by_books)), who.income, who, set_off), together(f, None, who.income, who, Decimal::ZERO));
    let (mut due, mut relief, mut wage) = (with.0 - without.0, with.1 - without.1, with.2 - without.2);
    if wage < Decimal::ZERO {
        due += wage;
        wage = Decimal::ZERO;
    }
    if relief < Decimal::ZERO {
        due -= relief;
        relief = Decimal::ZERO;
    }
    if due < relief {
        wage += due - relief;
        (due, relief) = (Decimal::ZERO, Decimal::ZERO);
    }
    into.add(Line::IitBusiness, due, relief);
    into.add(Line::IitWage, wage, Decimal::ZERO);
}

/// What a company's wage costs the owner of other businesses.
pub(crate) fn wage_beside_others(f: &Facts, wage: Decimal) -> Decimal {
    let all = |taxes: Taxes| taxes.0 - taxes.1 + taxes.2;
    all(together(f, None, f.owner.income + wage, &f.owner, Decimal::ZERO)) - all(together(f, None, f.owner.income, &f.owner, Decimal::ZERO))
}

/// `assessed`: the taxable income where collection is assessed. `left`: what may still be set off, for an individual business.
pub(crate) fn year(f: &Facts, profit: Decimal, revenue: Decimal, assessed: Option<Decimal>, left: Decimal, into: &mut Outcome) {
    let left = if f.as_form == Form::Individual { left } else { Decimal::ZERO };
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
        let owner = (0..f.partners.len()).filter(|_| !f.others.is_empty()).max_by_key(|at| {
            let (share, who) = f.partners[*at];
            ((who.income, who.deductions) == (f.owner.income, f.owner.deductions), share)
        });
        for (at, (share, who)) in f.partners.iter().enumerate() {
            let part = fen(floor0(income) * share);
            if owner == Some(at) {
                beside_others(f, part, who, by_books, Decimal::ZERO, into);
            } else {
                person(f, part, who, by_books, Decimal::ZERO, into);
            }
        }
    } else if !f.others.is_empty() {
        beside_others(f, income, &f.owner, by_books, left, into);
    } else {
        person(f, income, &f.owner, by_books, left, into);
    }
}

/// 定期定额 (令第16号; the levy rate is the place's): nothing deducted, no brackets, halved like any business income of an individual business.
pub(crate) fn levied(f: &Facts, revenue: Decimal, rate: Decimal, free: Decimal, left: Decimal, into: &mut Outcome) {
    let receipts = revenue - farm(f, revenue);
    let due = fen(floor0(receipts) * rate);
    let months = Decimal::from(f.operation.1 - f.operation.0 + 1);
    let set_off = if f.as_form == Form::Individual { left } else { Decimal::ZERO };
    let others = (status(f, &f.owner, due) + f.owner.other_relief + set_off).min(due);
    let mut relief = if receipts < free * months { due } else { others };
    if f.as_form == Form::Individual && cap(f).is_some() {
        relief += fen((due - relief) / yuan(2));
    }
    into.add(Line::IitBusiness, due, relief);
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
