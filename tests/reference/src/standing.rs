//! 一般纳税人: from which month general status runs.

use crate::facts::{Facts, Kind, Method, Sale, When};
use crate::sums::yuan;
use crate::vat::{Period, periods};
use crate::vat_small::{falls_in, net_price};
use rust_decimal::Decimal;

/// The first month of general status, if any.
pub(crate) fn general_from(f: &Facts) -> Option<u32> {
    if f.general {
        return Some(1);
    }
    let from = if f.year >= 2026 {
        f.general_from.into_iter().chain(crossing(f)).min()?
    } else {
        // 令第43号 art. 9: from the month of registration or the next, as chosen: what is told stands.
        f.general_from.or_else(|| crossing(f))?
    };
    // Without the rates of what is sold from then on nothing can be computed: it is assessed as small-scale.
    let unsaid = |sale: &Sale| sale.when.last() >= from && sale.method == Method::Levy;
    (!f.sales.iter().any(unsaid)).then_some(from)
}

/// Whether a sale counts: 国家税务总局公告2026年第2号 (and 令第43号 before): not occasional transfers of real estate and land-use rights.
fn counts(sale: &Sale) -> bool {
    let transfer = matches!(sale.kind, Kind::RealEstateSale | Kind::LandUseRight);
    !(transfer && sale.occasional != Some(false))
}

/// What is tested together: to 2025 goods (with processing) and everything else each by itself (国家税务总局公告2018年第6号 art. 7), from
/// 2026 all together.
fn tests(year: i32) -> Vec<fn(Kind) -> bool> {
    if year >= 2026 { vec![|_| true] } else { vec![|kind| kind == Kind::Goods, |kind| kind != Kind::Goods] }
}

/// Sales of more than 5,000,000 in twelve months or four quarters (财税〔2018〕33号; 增值税法 art. 9): from the next period (令第43号), from
/// 2026 from the first day of the very month (国家税务总局公告2026年第2号 and its interpretation).
fn crossing(f: &Facts) -> Option<u32> {
    let all = periods(f.monthly);
    let sold = |is_then: &dyn Fn(&Sale) -> bool, of: fn(Kind) -> bool| -> Decimal {
        f.sales.iter().filter(|sale| is_then(sale) && counts(sale) && of(sale.kind)).map(|sale| net_price(f, sale)).sum()
    };
    let this_year = |period: Period, of: fn(Kind) -> bool| sold(&|sale| falls_in(sale.when, period), of);
    let last_year = |period: When, of: fn(Kind) -> bool| -> Decimal {
        f.earlier.iter().filter(|(when, kind, _)| falls_in(*when, period) && of(*kind)).map(|(_, _, net)| *net).sum()
    };
    let over = |sales: Decimal| sales > yuan(5_000_000);
    if tests(f.year - 1).into_iter().any(|of| over(all.iter().map(|period| last_year(*period, of)).sum())) {
        return Some(1);
    }
    for (index, period) in all.iter().enumerate() {
        for of in tests(f.year) {
            let before: Decimal = all[..index].iter().map(|p| this_year(*p, of)).sum::<Decimal>()
                + all[index + 1..].iter().map(|p| last_year(*p, of)).sum::<Decimal>();
            if !over(before + this_year(*period, of)) {
                continue;
            }
            if f.year < 2026 {
                return Some(period.last() + 1).filter(|month| *month <= 12);
            }
            let mut so_far = before;
            let passed = (period.first()..=period.last()).find(|month| {
                so_far += sold(&|sale| sale.when.first() == *month, of);
                over(so_far)
            });
            return passed.or(Some(period.first()));
        }
    }
    None
}
