//! 增值税 of general taxpayers: output less input, the credit carried, the additional deduction, the simple method.

use crate::facts::{Facts, Form, Kind, Method, Sale};
use crate::sums::{d, fen, floor0, pct};
use crate::vat::{Period, PeriodVat, add_up};
use crate::vat_small::{falls_in, statutory, transport_exempt};
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

/// The levy of the simple method: 3%, or 5% (财税〔2016〕36号 附件2; from 2026 only real estate of before 2016-05-01, 公告2026年第10号
/// art. 3(二)). The charged rate beside it: an individual business's housing 1.5%.
fn simple_rates(f: &Facts, kind: Kind) -> (Decimal, Decimal) {
    let real_estate = matches!(kind, Kind::RealEstateSale | Kind::RealEstateLease | Kind::LandUseRight);
    let levied = if f.year >= 2026 && real_estate { pct(5) } else { statutory(f.year, kind) };
    let charged = if kind == Kind::HousingLease && f.as_form == Form::Individual { d(15, 3) } else { levied };
    (levied, charged)
}

struct Bunch {
    key: (Kind, bool, bool, bool),
    method: Method,
    price: Decimal,
    base: Decimal,
}

impl General {
    pub(crate) fn opening(f: &Facts) -> General {
        General { credit: f.opening_credit, addition: f.opening_addition }
    }

    pub(crate) fn period(&mut self, f: &Facts, period: Period, sales: &[&Sale]) -> PeriodVat {
        let mut bunches: Vec<Bunch> = Vec::new();
        for sale in sales {
            let exempt = sale.transport && transport_exempt(f.year, sale.when.first());
            let key = (sale.kind, sale.special, sale.net, exempt);
            let position = bunches.iter().position(|b| b.key == key && b.method == sale.method);
            let bunch = match position {
                Some(position) => &mut bunches[position],
                None => {
                    bunches.push(Bunch { key, method: sale.method, price: Decimal::ZERO, base: Decimal::ZERO });
                    bunches.last_mut().expect("just pushed")
                }
            };
            bunch.price += sale.amount;
            bunch.base += sale.amount - sale.deduct;
        }
        let mut vat = PeriodVat { general: true, ..PeriodVat::of(period) };
        let mut output = Decimal::ZERO;
        for Bunch { key: (kind, _, is_net, exempt), method, price, base } in bunches {
            let (levied, charged) = match method {
                Method::Output(rate) => (rate, rate),
                _ => simple_rates(f, kind),
            };
            let net = if is_net { base } else { fen(base / (Decimal::ONE + levied)) };
            let due = fen(net * levied);
            let relief = if exempt { due } else { fen(net * (levied - charged)) };
            let on_top = if is_net { due - relief } else { Decimal::ZERO };
            vat.sales += net;
            if matches!(method, Method::Output(_)) && !exempt {
                output += due;
                add_up(&mut vat, Decimal::ZERO, Decimal::ZERO, price + on_top);
            } else {
                add_up(&mut vat, due, relief, price + on_top);
            }
        }
        let inputs = || f.inputs.iter().filter(|input| falls_in(input.when, period));
        let (tax, out) = (inputs().map(|i| i.tax).sum::<Decimal>(), inputs().map(|i| i.out).sum::<Decimal>());
        let before = output - self.credit - tax + out;
        self.credit = floor0(-before);
        let before = floor0(before);
        let used = self.addition(f, period, tax, out, before);
        add_up(&mut vat, before, used, Decimal::ZERO);
        vat
    }

    /// Accrues on the input tax, claws back on what is transferred out, offsets the general method's tax, carries the rest.
    fn addition(&mut self, f: &Facts, period: Period, tax: Decimal, out: Decimal, before: Decimal) -> Decimal {
        let Some((consumer, share)) = f.addition else { return Decimal::ZERO };
        let Some(rate) = addition_rate(f.year, period.first(), consumer) else { return Decimal::ZERO };
        if share <= pct(50) {
            return Decimal::ZERO;
        }
        self.addition += fen(tax * rate) - fen(out * rate);
        let used = floor0(self.addition.min(before));
        self.addition -= used;
        used
    }
}
