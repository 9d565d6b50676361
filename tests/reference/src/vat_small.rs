//! 增值税 of small-scale taxpayers: levy rates, reductions, exemptions, the threshold of a period.

use crate::facts::{Facts, Form, Kind, Sale, Status, Supply, When};
use crate::sums::{d, fen, pct, yuan};
use crate::vat::{Period, PeriodVat, add_up};
use rust_decimal::Decimal;

const ISSUED_2022_15: (i32, u32, u32) = (2022, 3, 24);
const ISSUED_2023_1: (i32, u32, u32) = (2023, 1, 9);
const ISSUED_2023_19: (i32, u32, u32) = (2023, 8, 1);
const ISSUED_2026_10: (i32, u32, u32) = (2026, 1, 30);

/// The statutory levy: 增值税暂行条例 art. 12 3%; 财税〔2016〕36号 附件2 5% on real estate, land, labour dispatch by
/// difference; 增值税法 art. 11 3% on everything from 2026-01-01.
pub(crate) fn statutory(year: i32, kind: Kind) -> Decimal {
    match kind {
        Kind::Goods | Kind::Services => pct(3),
        _ if year >= 2026 => pct(3),
        _ => pct(5),
    }
}

/// 3% reduced to 1%, if at all.
fn one_percent(f: &Facts, kind: Kind, month: u32) -> bool {
    let at_three = matches!(kind, Kind::Goods | Kind::Services);
    match (f.year, month) {
        // 公告2020年第13号 from 2020-03-01; 2020年第24号 to 2020-12-31; 2021年第7号 to 2021-12-31.
        (2020, 3..) | (2021, _) => at_three,
        // 公告2022年第15号 art. 2: to 2022-03-31.
        (2022, ..=3) => at_three && f.knows(ISSUED_2022_15),
        // 公告2023年第1号 art. 2.
        (2023, _) => at_three && f.knows(ISSUED_2023_1),
        // 公告2023年第19号 art. 2, stopped from 2026-01-01 by 公告2026年第10号 art. 6.
        (2024 | 2025, _) => at_three && f.knows(ISSUED_2023_19),
        // 公告2026年第10号 art. 3(三)6: everything but real estate sold or let and land-use rights.
        (2026.., _) if f.knows(ISSUED_2026_10) => at_three || kind == Kind::LabourDispatch,
        (2026.., _) => at_three && f.knows(ISSUED_2023_19),
        _ => false,
    }
}

/// 公告2022年第15号 art. 1: sales at 3% exempt whatever their size, 2022-04-01 – 2022-12-31.
fn all_exempt(f: &Facts, kind: Kind, month: u32) -> bool {
    f.year == 2022 && month >= 4 && statutory(2022, kind) == pct(3) && f.knows(ISSUED_2022_15)
}

/// What is exempt by its nature in a month. The rest is exempt in every year: vegetables 财税〔2011〕137号, meat and eggs 〔2012〕75号
/// (both kept by 公告2026年第10号 art. 2(二)26), inputs of farming 财税〔2001〕113号 and feed 121号, then 2026年第10号 art. 2(二)1, own farm
/// products 增值税暂行条例 art. 15(一), services 财税〔2016〕36号 附件3 art. 1, then 增值税法 art. 24.
pub fn exempt_then(supply: Supply, year: i32, month: u32) -> bool {
    match supply {
        // 公告2020年第8号 art. 5 with 2020年第28号, 2021年第7号 art. 3 to 2021-03-31; 公告2022年第11号 art. 3 for 2022.
        Supply::PublicTransport => matches!((year, month), (2020, _) | (2021, ..=3) | (2022, _)),
        Supply::LivingServices => matches!((year, month), (2020, _) | (2021, ..=3)),
        // 公告2022年第18号 from 2022-05-01.
        Supply::ExpressDelivery => matches!((year, month), (2020, _) | (2021, ..=3) | (2022, 5..)),
        _ => true,
    }
}

/// 财税〔2016〕36号 附件3 art. 1(三十九)(四十), 公告2026年第10号 art. 2(二)10: three years from the registration, here the 36 months from its own.
fn in_term(f: &Facts, sale: &Sale, supply: Supply) -> bool {
    let of_this = match f.owner.status {
        Some((Status::SoldierFamily, ..)) => supply == Supply::SoldierFamily,
        Some((Status::DischargedOfficer, ..)) => supply == Supply::DischargedOfficer,
        _ => false,
    };
    f.owner.registered.filter(|_| of_this).is_none_or(|(year, month)| {
        let begun = year * 12 + month as i32;
        (begun..begun + 36).contains(&(f.year * 12 + sale.when.first() as i32))
    })
}

/// What a sale is exempt as, in this form and standing.
pub(crate) fn exempt(f: &Facts, sale: &Sale, general: bool) -> Option<Supply> {
    let individual = f.as_form == Form::Individual;
    sale.exempt.filter(|supply| exempt_then(*supply, f.year, sale.when.first())).filter(|supply| match supply {
        // Where the person, and not an enterprise, renders them.
        Supply::DisabledPerson => individual,
        Supply::SoldierFamily | Supply::DischargedOfficer => individual && in_term(f, sale, *supply),
        // 36号 附件3 art. 5 before 2026, then 公告2025年第17号 (no general taxpayers): two years and more.
        Supply::HeldHousing => individual && sale.held_years >= 2 && (f.year < 2026 || !general),
        _ => true,
    })
}

/// The threshold of a filing period: limit, the limit itself is inside, real estate sold may be left out.
fn threshold(f: &Facts, month: u32) -> Option<(Decimal, bool, bool)> {
    let (a_month, inside, strip) = match (f.year, month) {
        // 财税〔2019〕13号 art. 1; 国家税务总局公告2019年第4号.
        (2019 | 2020, _) | (2021, ..=3) => (100_000, true, true),
        // 公告2021年第11号; 国家税务总局公告2021年第5号.
        (2021 | 2022, _) => (150_000, true, true),
        // 公告2023年第1号 art. 1; 国家税务总局公告2023年第1号 art. 1.
        (2023, _) if f.knows(ISSUED_2023_1) => (100_000, true, true),
        // 公告2023年第19号 art. 1.
        (2024 | 2025, _) if f.knows(ISSUED_2023_19) => (100_000, true, true),
        // 增值税法 art. 23 (未达到), 公告2026年第10号 art. 1; the stripping of 国家税务总局公告2023年第1号 is not re-enacted.
        (2026.., _) if f.knows(ISSUED_2026_10) => (100_000, false, false),
        (2026.., _) if f.knows(ISSUED_2023_19) => (100_000, true, true),
        _ => return None,
    };
    Some((yuan(if f.monthly { a_month } else { a_month * 3 }), inside, strip))
}

/// Sales of one kind and treatment, which share a line of the return.
struct Bunch {
    key: (Kind, bool, (bool, bool), Option<Supply>, bool),
    levied: Decimal,
    paid: Decimal,
    /// What customers were asked for, and the part of it that is taxed, in prices that hold the VAT and in prices that do not.
    price: Decimal,
    inclusive: Decimal,
    net: Decimal,
    /// Of the net prices those whose VAT is printed.
    printed: Decimal,
}

impl Bunch {
    /// Net sales (housing and used goods: divided by the statutory rate).
    fn sales(&self) -> Decimal {
        let divisor = if self.key.0 == Kind::HousingLease || self.paid == pct(2) { self.levied } else { self.paid };
        self.net + fen(self.inclusive / (Decimal::ONE + divisor))
    }
}

/// A part of a sale: what it is exempt as, its price, what is deducted from it, and the VAT printed.
type Part<'s> = (&'s Sale, Option<Supply>, Decimal, Decimal, Option<Decimal>);

/// A sale, or its exempt part and the rest.
pub(crate) fn parts<'s>(sale: &'s Sale, exempt: Option<Supply>, deduct: Decimal) -> Vec<Part<'s>> {
    match sale.exempt_amount.filter(|_| exempt.is_some()) {
        None => vec![(sale, exempt, sale.amount, deduct, sale.printed)],
        Some(part) => vec![(sale, exempt, part, Decimal::ZERO, None), (sale, None, sale.amount - part, deduct, sale.printed)],
    }
}

/// What difference taxation takes off. From 2026 labour dispatch is by difference for a general taxpayer's output tax alone
/// (公告2026年第10号 art. 4(五)).
fn deducted(f: &Facts, sale: &Sale) -> Decimal {
    if f.year >= 2026 && sale.kind == Kind::LabourDispatch { Decimal::ZERO } else { sale.deduct }
}

/// 1.5% on housing: 个体工商户 by 财税〔2016〕36号 附件2 and 公告2026年第10号 art. 3(三)4; housing-rental enterprises by 公告2021年第24号 from
/// 2021-10-01, kept by 公告2026年第10号 art. 3(三)5.
fn lets_housing(f: &Facts, sale: &Sale) -> bool {
    let enterprise = f.housing_rental && (f.year, sale.when.first()) >= (2021, 10);
    sale.kind == Kind::HousingLease && (f.as_form == Form::Individual || enterprise)
}

/// The price of a sale without its VAT, nothing taken off for difference taxation.
pub(crate) fn net_price(f: &Facts, sale: &Sale) -> Decimal {
    let (levied, charged) = rates(f, sale);
    let divisor = if sale.kind == Kind::HousingLease || charged == pct(2) { levied } else { charged };
    if let (Some(printed), false) = (sale.printed, sale.net) {
        return sale.amount - printed;
    }
    if sale.net { sale.amount } else { fen(sale.amount / (Decimal::ONE + divisor)) }
}

/// 3% reduced to 2% for own used fixed assets and second-hand goods: 财税〔2009〕9号 art. 2 with 〔2014〕57号 to 2025, then 公告2026年第10号
/// art. 3(三)1–3. No special invoice.
pub(crate) fn two_percent(f: &Facts, sale: &Sale) -> bool {
    let law = f.year <= 2025 || f.knows(ISSUED_2026_10);
    law && sale.used && sale.exempt.is_none() && !sale.special && !sale.waives_reduction
}

/// The rate on the return, and the rate charged, of one sale.
fn rates(f: &Facts, sale: &Sale) -> (Decimal, Decimal) {
    let month = sale.when.first();
    let statutory = statutory(f.year, sale.kind);
    let charged = if lets_housing(f, sale) {
        d(15, 3)
    } else if two_percent(f, sale) && (sale.chooses_two || !one_percent(f, sale.kind, month)) {
        pct(2)
    } else if one_percent(f, sale.kind, month) && !sale.waives_reduction {
        pct(1)
    } else {
        statutory
    };
    (statutory, charged)
}

/// One filing period.
pub(crate) fn period(f: &Facts, period: Period, sales: &[&Sale]) -> PeriodVat {
    let mut bunches: Vec<Bunch> = Vec::new();
    // A line of nothing is no sale.
    let sold = sales.iter().filter(|sale| !sale.amount.is_zero());
    for (sale, supply, amount, deduct, printed) in sold.flat_map(|sale| parts(sale, exempt(f, sale, false), deducted(f, sale))) {
        let month = sale.when.first();
        let (levied, charged) = rates(f, sale);
        let always_taxed = sale.special || sale.waives_exemption;
        let exempt_anyway = supply.is_some() || (all_exempt(f, sale.kind, month) && !always_taxed);
        // Taxed at 3% because the reduction was waived is not the same treatment as taxed at 3% before there was one.
        let waived = sale.waives_reduction && one_percent(f, sale.kind, month);
        let key = (sale.kind, sale.special, (sale.waives_exemption, waived), supply, exempt_anyway);
        let position = bunches.iter().position(|b| b.key == key && b.levied == levied && b.paid == charged);
        let bunch = match position {
            Some(position) => &mut bunches[position],
            None => {
                let zero = Decimal::ZERO;
                bunches.push(Bunch { key, levied, paid: charged, price: zero, inclusive: zero, net: zero, printed: zero });
                bunches.last_mut().expect("just pushed")
            }
        };
        bunch.price += amount;
        let taxed = amount - deduct;
        match (printed, sale.net) {
            (None, true) => bunch.net += taxed,
            (None, false) => bunch.inclusive += taxed,
            (Some(vat), true) => {
                (bunch.net, bunch.printed) = (bunch.net + taxed, bunch.printed + taxed);
                bunch.price += vat;
            }
            (Some(vat), false) => (bunch.net, bunch.printed) = (bunch.net + taxed - vat, bunch.printed + taxed - vat),
        }
    }
    let total: Decimal = bunches.iter().map(Bunch::sales).sum();
    let sold: Decimal = bunches.iter().filter(|b| b.key.0 == Kind::RealEstateSale).map(Bunch::sales).sum();
    let (all, but_real_estate) = match threshold(f, period.first()).filter(|_| total > Decimal::ZERO) {
        None => (false, false),
        Some((limit, inside, strip)) => {
            let within = |sales: Decimal| if inside { sales <= limit } else { sales < limit };
            (within(total), strip && within(total - sold))
        }
    };
    let mut vat = PeriodVat { sales: total, ..PeriodVat::of(period) };
    // 小规模申报表 box 1: all that is taxed, under ordinary and special invoices.
    let mut lines: Vec<(bool, Bunch)> = Vec::new();
    for bunch in bunches {
        let (kind, special, (waived, _), _, exempt_anyway) = bunch.key;
        let below = (all || but_real_estate && kind != Kind::RealEstateSale) && !special && !waived;
        let exempt = below || exempt_anyway;
        let alike = |b: &Bunch| (b.key.0, (b.key.2).1, b.levied, b.paid) == (kind, (bunch.key.2).1, bunch.levied, bunch.paid);
        match lines.iter_mut().find(|(is_exempt, line)| !is_exempt && !exempt && alike(line)) {
            Some((_, line)) => {
                line.price += bunch.price;
                line.inclusive += bunch.inclusive;
                line.net += bunch.net;
                line.printed += bunch.printed;
                // Ordinary invoices among them: it is not certain that the tax was paid.
                if !special && !waived {
                    (line.key.1, (line.key.2).0) = (false, false);
                }
            }
            None => lines.push((exempt, bunch)),
        }
    }
    let (mut certain, mut ordinary) = (Decimal::ZERO, Decimal::ZERO);
    for (exempt, bunch) in &lines {
        let sales = bunch.sales();
        let due = fen(sales * bunch.levied);
        let relief = if *exempt { due } else { fen(sales * (bunch.levied - bunch.paid)) };
        let paid = if *exempt { Decimal::ZERO } else { bunch.paid };
        add_up(&mut vat, due, relief, bunch.price + on_top(due - relief, bunch.net - bunch.printed, sales, paid));
        if !exempt && sales < Decimal::ZERO {
            *(if bunch.key.1 || (bunch.key.2).0 { &mut certain } else { &mut ordinary }) -= fen(sales * bunch.paid);
        }
    }
    vat.inside = vat.payable();
    vat.no_less_than_nought(f, certain, ordinary);
    vat
}

/// The VAT that customers paid beside net prices: the line's, by the share of net prices in its sales; at the rate paid where all that was
/// sold came back.
pub(crate) fn on_top(payable: Decimal, net: Decimal, sales: Decimal, paid: Decimal) -> Decimal {
    if sales == Decimal::ZERO { fen(net * paid) } else { fen(payable * net / sales) }
}

/// The filing period a sale falls in.
pub(crate) fn falls_in(when: When, period: Period) -> bool {
    period.first() <= when.first() && when.last() <= period.last()
}
