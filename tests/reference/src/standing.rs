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

/// Sales of more than 5,000,000 in twelve months or four quarters (财税〔2018〕33号; 增值税法 art. 9): from the next period (令第43号), from
/// 2026 from the first day of the very period (国家税务总局公告2026年第2号).
fn crossing(f: &Facts) -> Option<u32> {
    let all = periods(f.monthly);
    let this_year = |period: Period| -> Decimal {
        f.sales.iter().filter(|sale| falls_in(sale.when, period) && counts(sale)).map(|sale| net_price(f, sale)).sum()
    };
    let last_year = |period: When| -> Decimal { f.earlier.iter().filter(|(when, _)| falls_in(*when, period)).map(|(_, net)| *net).sum() };
    let over = |sales: Decimal| sales > yuan(5_000_000);
    if over(all.iter().map(|period| last_year(*period)).sum()) {
        return Some(1);
    }
    for (index, period) in all.iter().enumerate() {
        let seen: Decimal =
            all[..=index].iter().map(|p| this_year(*p)).sum::<Decimal>() + all[index + 1..].iter().map(|p| last_year(*p)).sum::<Decimal>();
        if over(seen) {
            return if f.year >= 2026 { Some(period.first()) } else { Some(period.last() + 1).filter(|month| *month <= 12) };
        }
    }
    None
}
