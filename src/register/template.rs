//! A register to start from: a header and two rows.

use super::columns;
use super::columns::{Single, find};
use crate::base::names::{Filing, Landlord, Locality, SaleKind, VatStatus};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::law::Pack;

/// A CSV template: a shop and a workshop in two counties of the pack's example city, in the language's own names.
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
        (Single::Key.key(), pair(&format!("92{here}MA0000001X"), &format!("92{there}MA0000002Y"))),
        (Single::Name.key(), pair(shop, workshop)),
        (Single::Year.key(), both("2024")),
        (Single::Place.key(), [here.to_string(), there.to_string()]),
        (Single::Locality.key(), [word(Locality::City, lang), word(Locality::CountyTown, lang)]),
        (Single::Industry.key(), pair("H6210", "C3311")),
        (Single::VatStatus.key(), both(&word(VatStatus::SmallScale, lang))),
        (Single::Filing.key(), both(&word(Filing::Quarterly, lang))),
        (Single::SaleKind.key(), [word(SaleKind::Services, lang), word(SaleKind::Goods, lang)]),
        ("sales_q1", pair("280000", "420000")),
        ("sales_q2", pair("310000", "510000.50")),
        ("sales_q3", pair("26万元", "480000")),
        ("sales_q4", pair("300000", "390000")),
        ("sales_special_q1", pair("", "60000")),
        (Single::Goods.key(), pair("420000", "910000")),
        (Single::Wages.key(), pair("160000", "300000")),
        (Single::OtherCosts.key(), pair("50000", "45000")),
        (Single::Rent.key(), pair("4000", "")),
        (Single::Landlord.key(), [word(Landlord::State, lang), String::new()]),
        (Single::Staff.key(), pair("4", "9")),
        (Single::Assets.key(), pair("230000", "800000")),
        (Single::Restricted.key(), both(no)),
        (Single::Income.key(), both("0")),
        (Single::Deductions.key(), pair("24000", "0")),
    ];
    let named = |key: &str| find(key).and_then(|at| columns::all().get(at)).map(|column| column.name(lang)).unwrap_or_default();
    let mut out = cells.iter().map(|(key, _)| named(key)).collect::<Vec<_>>().join(",") + "\r\n";
    for row in 0..2 {
        let row: Vec<&str> = cells.iter().map(|(_, pair)| pair.get(row).map(String::as_str).unwrap_or_default()).collect();
        out += &(row.join(",") + "\r\n");
    }
    out
}
