//! A register to start from: a header and two rows.

use super::alone::Need;
use super::columns::{self, Column, Field, find, shown};
use crate::base::dates::Period;
use crate::base::names::{Filing, Landlord, Locality, SaleKind, VatStatus};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::facts::fact::Kind;
use crate::law::Pack;

/// A column of the template that people fill in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TemplateColumn {
    /// What it says.
    pub column: &'static Column,
    /// What may stand in its cells, where that is a closed list.
    pub choices: Vec<String>,
    /// What an empty cell means, in the template's language; `None` where it means nothing or may not be.
    pub empty: Option<String>,
    /// What stands in the two rows to start from; nothing where the fact is seldom told.
    pub examples: [String; 2],
}

/// The columns to fill in by hand: those of the two rows first, then every other that stands alone, quarters, contracts and
/// losses. Months and further kinds of sales are left to who knows them by name.
///
/// ```
/// use huiqi::Lang;
///
/// let pack = huiqi::Pack::embedded()?;
/// let columns = huiqi::register::template_columns(&pack, Lang::Zh);
/// let filing = columns.iter().find(|template| template.column.key == "filing").unwrap();
/// assert!(filing.choices.contains(&filing.examples[0]));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn template_columns(pack: &Pack, lang: Lang) -> Vec<TemplateColumn> {
    let examples = examples(pack, lang);
    let by_hand = |column: &&Column| match column.field {
        Field::Single(_) | Field::Contract(_) | Field::Loss(_) => true,
        Field::Sales { period, kind: None, .. } | Field::InputTax(period) => matches!(period, Period::Quarter(_)),
        _ => false,
    };
    let told = |key: &str| examples.iter().any(|(known, _)| *known == key);
    let first = examples.iter().filter_map(|(key, pair)| Some((columns::all().get(find(key)?)?, pair.clone())));
    let others = columns::all().iter().filter(by_hand).filter(|column| !told(&column.key)).map(|column| (column, Default::default()));
    let described = |(column, examples): (&'static Column, [String; 2])| TemplateColumn {
        column,
        choices: choices(column.kind, pack, lang),
        empty: if let Need::Default(means) = &column.need { Some(said(means, column.kind, lang)) } else { None },
        examples,
    };
    first.chain(others).map(described).collect()
}

/// What a column means by being empty, in a language: one of its words, or the name of the column that it is taken from.
fn said(means: &str, kind: Kind, lang: Lang) -> String {
    match kind {
        Kind::Truth if lang == Lang::Zh => if means == "yes" { "是" } else { "否" }.to_string(),
        Kind::Word(words) => {
            let at = words().iter().position(|word| word.iter().any(|written| written == means));
            at.and_then(|at| shown(words, lang).into_iter().nth(at)).unwrap_or_else(|| means.to_string())
        }
        _ => find(means).and_then(|at| columns::all().get(at)).map_or_else(|| means.to_string(), |column| column.name(lang).to_string()),
    }
}

/// What may stand in a cell of this kind, where that is a closed list.
fn choices(kind: Kind, pack: &Pack, lang: Lang) -> Vec<String> {
    match (kind, lang) {
        (Kind::Word(words), _) => shown(words, lang),
        (Kind::Truth, Lang::En) => ["yes", "no"].map(String::from).to_vec(),
        (Kind::Truth, Lang::Zh) => ["是", "否"].map(String::from).to_vec(),
        (Kind::TaxYear, _) => pack.years().rev().map(|year| year.to_string()).collect(),
        _ => Vec::new(),
    }
}

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
    let columns: Vec<TemplateColumn> =
        template_columns(pack, lang).into_iter().filter(|column| column.examples.iter().any(|cell| !cell.is_empty())).collect();
    let line = |cell: &dyn Fn(&TemplateColumn) -> String| columns.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    let row = |at: usize| line(&|template| template.examples.get(at).cloned().unwrap_or_default());
    line(&|template| template.column.name(lang).to_string()) + &row(0) + &row(1)
}

/// The two rows, by the keys of their columns.
fn examples(pack: &Pack, lang: Lang) -> Vec<(&'static str, [String; 2])> {
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
    vec![
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
    ]
}
