//! A register to start from: a header and two rows.

use super::columns;
use super::columns::find;
use crate::base::names::{Filing, Landlord, Locality, SaleKind, VatStatus};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::law::Pack;

/// A CSV template: a shop and a workshop in two counties of the pack's example city, in the language's own names.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let template = huiqi::register::template_csv(&pack, huiqi::Lang::En);
/// assert!(template.starts_with("key,name,year,place,locality,") && template.lines().count() == 3);
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn template_csv(pack: &Pack, lang: Lang) -> String {
    fn word<V: Vocabulary + Say>(word: V, lang: Lang) -> String {
        match lang {
            Lang::En => word.key().to_string(),
            Lang::Zh => word.say(lang),
        }
    }
    let (no, shop, workshop) = match lang {
        Lang::En => ("no", "noodle shop", "workshop"),
        Lang::Zh => ("否", "示例面馆", "示例作坊"),
    };
    let both = |text: &str| [text.to_string(), text.to_string()];
    let pair = |one: &str, two: &str| [one.to_string(), two.to_string()];
    let (here, counties) = (pack.example_place(), pack.example_counties());
    let there = counties.last().copied().unwrap_or(here);
    let cells: Vec<(&str, [String; 2])> = vec![
        ("key", pair(&format!("92{here}MA0000001X"), &format!("92{there}MA0000002Y"))),
        ("name", pair(shop, workshop)),
        ("year", both("2024")),
        ("place", [here.to_string(), there.to_string()]),
        ("locality", [word(Locality::City, lang), word(Locality::CountyTown, lang)]),
        ("industry", pair("H6210", "C3311")),
        ("vat_status", both(&word(VatStatus::SmallScale, lang))),
        ("filing", both(&word(Filing::Quarterly, lang))),
        ("sale_kind", [word(SaleKind::Services, lang), word(SaleKind::Goods, lang)]),
        ("sales_q1", pair("280000", "420000")),
        ("sales_q2", pair("310000", "510000.50")),
        ("sales_q3", pair("26万元", "480000")),
        ("sales_q4", pair("300000", "390000")),
        ("sales_special_q1", pair("", "60000")),
        ("cost_goods", pair("420000", "910000")),
        ("cost_wages", pair("160000", "300000")),
        ("cost_other", pair("50000", "45000")),
        ("monthly_rent", pair("4000", "")),
        ("landlord", [word(Landlord::State, lang), String::new()]),
        ("staff", pair("4", "9")),
        ("assets", pair("230000", "800000")),
        ("restricted_industry", both(no)),
        ("owner_income", both("0")),
        ("owner_deductions", pair("24000", "0")),
    ];
    let named = |key: &str| find(key).and_then(|at| columns::all().get(at)).map(|column| column.name(lang)).unwrap_or_default();
    let mut out = cells.iter().map(|(key, _)| named(key)).collect::<Vec<_>>().join(",") + "\r\n";
    for row in 0..2 {
        let row: Vec<&str> = cells.iter().map(|(_, pair)| pair.get(row).map(String::as_str).unwrap_or_default()).collect();
        out += &(row.join(",") + "\r\n");
    }
    out
}
