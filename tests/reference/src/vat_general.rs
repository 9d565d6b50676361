//! 增值税 of general taxpayers: output less input, the credit carried, the additional deduction, the simple method.

use crate::facts::{Facts, Kind, Method, Sale, Supply};
use crate::sums::{fen, floor0, pct};
use crate::vat::{Period, PeriodVat, add_up};
use crate::vat_small::{exempt, on_top, parts, statutory, two_percent};
use rust_decimal::Decimal;

/// What is carried from one period to the next.
pub(crate) struct General {
    credit: Decimal,
    addition: Decimal,
}

/// 加计抵减 rate: 公告2019年第39号 art. 7 (2019-04-01, 10%), 2019年第87号 (consumer services 15% from 2019-10-01), 2022年第11号
/// (to 2022-12-31), 2023年第1号 art. 3 (5% and 10% in 2023).
fn addition_rate(year: i32, month: u32, consumer: bool) -> Option<Decimal> {
    match (year, month) {
        (2019, ..=3) => None,
        (2019, ..=9) => Some(pct(10)),
        (2019..=2022, _) => Some(pct(if consumer { 15 } else { 10 })),
        (2023, _) => Some(pct(if consumer { 10 } else { 5 })),
        _ => None,
    }
}

/// The levy of the simple method: 3%, or 5% (财税〔2016〕36号 附件2; from 2026 only real estate of before 2016-05-01, housing too,
/// 公告2026年第10号 art. 3(二)). The 1.5% on housing is for small-scale taxpayers.
fn simple_levy(f: &Facts, kind: Kind) -> Decimal {
    let real_estate = matches!(kind, Kind::RealEstateSale | Kind::RealEstateLease | Kind::HousingLease | Kind::LandUseRight);
    if f.year >= 2026 && real_estate { pct(5) } else { statutory(f.year, kind) }
}

/// Sales of one rate and method, which share a line of the return.
struct Bunch {
    simple: bool,
    rate: Decimal,
    exempt: Option<Supply>,
    /// 3% reduced to 2%.
    two: bool,
    price: Decimal,
    inclusive: Decimal,
    net: Decimal,
    printed: Decimal,
}

impl General {
    pub(crate) fn opening(f: &Facts) -> General {
        General { credit: f.opening_credit, addition: f.opening_addition }
    }

    pub(crate) fn period(&mut self, f: &Facts, period: Period, months: (u32, u32), sales: &[&Sale]) -> PeriodVat {
        let mut bunches: Vec<Bunch> = Vec::new();
        for (sale, exempt, amount, deduct, printed) in sales.iter().flat_map(|sale| parts(sale, exempt(f, sale, true), sale.deduct)) {
            let (simple, rate) = match sale.method {
                Method::Output(rate) => (false, rate),
                _ => (true, simple_levy(f, sale.kind)),
            };
            let two = simple && two_percent(f, sale);
            let position = bunches.iter().position(|b| (b.simple, b.rate, b.exempt, b.two) == (simple, rate, exempt, two));
            let bunch = match position {
                Some(position) => &mut bunches[position],
                None => {
                    let zero = Decimal::ZERO;
                    bunches.push(Bunch { simple, rate, exempt, two, price: zero, inclusive: zero, net: zero, printed: zero });
                    bunches.last_mut().expect("just pushed")
                }
            };
            bunch.price += amount;
            let taxed = amount - deduct;
            match (printed, sale.net) {
                (None, true) => bunch.net += taxed,
                (None, false) => bunch.inclusive += taxed,
                (Some(vat), net) => {
                    let taxed = if net { taxed } else { taxed - vat };
                    (bunch.net, bunch.printed) = (bunch.net + taxed, bunch.printed + taxed);
                    bunch.price += if net { vat } else { Decimal::ZERO };
                }
            }
        }
        let mut vat = PeriodVat { general: true, months, ..PeriodVat::of(period) };
        let mut output = Decimal::ZERO;
        for Bunch { simple, rate, exempt, two, price, inclusive, net: on_net, printed } in bunches {
            let net = on_net + fen(inclusive / (Decimal::ONE + rate));
            let due = fen(net * rate);
            let (relief, paid) = match exempt {
                Some(_) => (due, Decimal::ZERO),
                None if two => (fen(net * (rate - pct(2))), pct(2)),
                None => (Decimal::ZERO, rate),
            };
            vat.sales += net;
            vat.receipts += price + on_top(due - relief, on_net - printed, net, paid);
            if simple || exempt.is_some() {
                add_up(&mut vat, due, relief, Decimal::ZERO);
                vat.inside += due - relief;
            } else {
                output += due;
            }
        }
        let inputs = || f.inputs.iter().filter(|input| months.0 <= input.when.first() && input.when.last() <= months.1);
        let (tax, out) = (inputs().map(|i| i.tax).sum::<Decimal>(), inputs().map(|i| i.out).sum::<Decimal>());
        let before = output - self.credit - tax + out;
        self.credit = floor0(-before);
        let before = floor0(before);
        let used = self.addition(f, period, tax, out, before);
        vat.inside += output;
        vat.added = used;
        vat.input = tax - out;
        add_up(&mut vat, before, used, Decimal::ZERO);
        let over = floor0(-vat.payable());
        vat.no_less_than_nought(f, over, Decimal::ZERO);
        vat
    }

    /// Accrues on the input tax, claws back on what is transferred out, offsets the general method's tax, carries the rest.
    fn addition(&mut self, f: &Facts, period: Period, tax: Decimal, out: Decimal, before: Decimal) -> Decimal {
        if f.advanced_manufacturer {
            // 公告2023年第43号 art. 1, to 2027.
            return if f.year >= 2023 && f.knows((2023, 9, 3)) { self.add(Decimal::new(5, 2), tax, out, before) } else { Decimal::ZERO };
        }
        let Some((consumer, share)) = f.addition else { return Decimal::ZERO };
        let Some(rate) = addition_rate(f.year, period.first(), consumer) else { return Decimal::ZERO };
        if share <= pct(50) {
            return Decimal::ZERO;
        }
        self.add(rate, tax, out, before)
    }

    fn add(&mut self, rate: Decimal, tax: Decimal, out: Decimal, before: Decimal) -> Decimal {
        self.addition += fen(tax * rate) - fen(out * rate);
        let used = floor0(self.addition.min(before));
        self.addition -= used;
        used
    }
}
