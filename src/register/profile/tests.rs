//! Each column that says one fact, against the profile that says the same.
#![allow(clippy::unwrap_used)]

use crate::facts::Fact;
use crate::facts::fact::Kind;
use crate::register::{Batch, Header, Options, read_csv};
use crate::{Form, Lang, Pack, Profile, amounts};
use std::collections::BTreeMap;

/// A fact with a column: the key of its table, whether that is a list of lines, its own key, and its kind.
struct Told {
    column: &'static str,
    table: String,
    is_line: bool,
    key: &'static str,
    kind: Kind,
}

fn with_columns(facts: &'static [Fact], table: &str, is_line: bool, found: &mut Vec<Told>) {
    for fact in facts {
        if let Some(column) = fact.register_column(Lang::En) {
            found.push(Told { column, table: table.to_string(), is_line, key: fact.key, kind: fact.kind });
        }
        let below = if table.is_empty() { fact.key.to_string() } else { format!("{table}.{}", fact.key) };
        match fact.kind {
            Kind::Flat(inner, _) => with_columns(inner, table, is_line, found),
            // The columns of a person are the owner's.
            Kind::Tables(_) if fact.key == "partners" => {}
            Kind::Table(inner) => with_columns(inner, &below, is_line, found),
            Kind::Tables(inner) => with_columns(inner, &below, true, found),
            _ => {}
        }
    }
}

/// Values that a fact may have, as a cell and as a profile say them.
fn values(pack: &Pack, kind: Kind) -> Vec<(String, String)> {
    let text = |written: &str| vec![(written.to_string(), format!("{written:?}"))];
    match kind {
        Kind::Amount => text("1234.56"),
        Kind::Rate => text("3%"),
        Kind::Share => text("40%"),
        Kind::Area => text("120.5"),
        Kind::Month => text("04"),
        Kind::Date => vec![("2023-05-06".to_string(), "2023-05-06".to_string()), ("2022/11/3".to_string(), "2022-11-03".to_string())],
        Kind::Place => text(&pack.example_counties().last().unwrap().to_string()),
        Kind::Industry => text("C3311"),
        Kind::Count(..) => vec![("7".to_string(), "7".to_string())],
        Kind::TaxYear => vec![("2022".to_string(), "2022".to_string())],
        Kind::Truth => vec![("yes".to_string(), "true".to_string()), ("no".to_string(), "false".to_string())],
        Kind::Word(words) => words().into_iter().map(|word| (word[0].clone(), format!("{:?}", word[0]))).collect(),
        _ => Vec::new(),
    }
}

/// Cells by the names of their columns.
type Cells = BTreeMap<&'static str, String>;

fn of_row(pack: &Pack, cells: &Cells) -> Profile {
    let names: Vec<String> = cells.keys().map(|name| name.to_string()).collect();
    let header = Header::read(&names, false).unwrap();
    let line = cells.values().map(String::as_str).collect::<Vec<_>>().join(",");
    let batch = read_csv(&header, line.as_bytes(), b',', Lang::En).unwrap().batch;
    let question = Batch::new(pack, Options::default());
    question.worker().facts(&header, &batch, 0, "x").unwrap_or_else(|error| panic!("{cells:?}: {error:?}")).0
}

/// The file that says what these cells say, from the table of facts alone but for the sales.
fn of_file(pack: &Pack, told: &[Told], cells: &Cells) -> Profile {
    let (mut root, mut tables) = (String::from("name = \"x\"\n"), BTreeMap::<String, String>::new());
    for fact in told {
        let Some(cell) = cells.get(fact.column) else { continue };
        let value = values(pack, fact.kind).into_iter().find(|(said, _)| said == cell).map_or(format!("{cell:?}"), |(_, written)| written);
        let written = format!("{} = {}\n", fact.key, value.trim_matches(if fact.kind == Kind::TaxYear { '"' } else { ' ' }));
        match (fact.table.as_str(), fact.is_line) {
            ("", _) => root += &written,
            // What is in own use is another property than what is let.
            (table, true) if fact.column == "property_value" => *tables.entry(format!("\n[[{table}]]\n")).or_default() += &written,
            (table, true) => *tables.entry(format!("[[{table}]]\n")).or_default() += &written,
            (table, false) => *tables.entry(format!("[{table}]\n")).or_default() += &written,
        }
    }
    // A row says the kind of a document by the name of its column.
    *tables.entry("[[contracts]]\n".to_string()).or_default() += "month = \"02\"\nkind = \"loan\"\namount = 1000000\n";
    *tables.entry("[[sales]]\n".to_string()).or_default() += "period = \"Q1\"\nkind = \"services\"\namount = 400000\nsimple = true\n";
    if let Some(scale) = tables.get_mut("[scale]\n") {
        (1..=4).for_each(|quarter| *scale += &format!("Q{quarter} = {{ staff = [5, 5], assets = [\"100万\", \"100万\"] }}\n"));
    }
    let text = tables.into_iter().fold(root, |text, (head, keys)| text + &head + &keys);
    Profile::parse(&text, "same.toml", pack).unwrap_or_else(|error| panic!("{}\n{text}", error.problems()[0].text(Lang::En)))
}

#[test]
fn each_column_says_what_its_fact_says() {
    let pack = Pack::embedded().unwrap();
    let mut told = Vec::new();
    with_columns(Fact::all(), "", false, &mut told);
    let here = pack.example_place().to_string();
    let base: Cells = [
        ("key", "x"),
        ("year", "2024"),
        ("place", &here),
        ("locality", "city"),
        ("industry", "H6210"),
        ("form", "individual-business"),
        ("vat_status", "small-scale"),
        ("filing", "quarter"),
        ("sale_kind", "services"),
        ("simple", "yes"),
        ("sales_q1", "400000"),
        ("cost_goods", "100000"),
        ("contract_loan", "1000000"),
        ("contract_month", "2"),
        ("property_rent", "30000"),
        ("land_area", "100"),
        ("land_unit_amount", "9"),
        ("monthly_rent", "5000"),
        ("landlord", "other"),
        ("restricted_industry", "no"),
        ("staff", "5"),
        ("assets", "1000000"),
        ("owner_income", "0"),
        ("self_employed_group", "veteran"),
        ("self_employed_since", "2023-05-06"),
        ("hired_group", "key-group"),
        ("hired_since", "2023-05-06"),
        ("owner_group", "disabled"),
        ("insured_base", "5000"),
    ]
    .into_iter()
    .map(|(name, cell)| (name, cell.to_string()))
    .collect();
    let alone = of_row(&pack, &base);
    assert_eq!(alone.to_toml(), of_file(&pack, &told, &base).to_toml());
    for fact in told.iter().filter(|fact| fact.kind != Kind::Text) {
        let tried = values(&pack, fact.kind);
        assert!(!tried.is_empty(), "{}: no cell can say a fact of this kind", fact.column);
        let mut changes = false;
        for (cell, _) in tried {
            let mut cells = base.clone();
            if fact.column == "opening_credit" {
                cells.insert("vat_status", "general".to_string());
            }
            // Premiums are told or computed.
            if fact.column == "cost_insurance" {
                cells.remove("insured_base");
            }
            cells.insert(fact.column, cell.clone());
            let (row, file) = (of_row(&pack, &cells), of_file(&pack, &told, &cells));
            assert_eq!(row.to_toml(), file.to_toml(), "{} {cell}", fact.column);
            let rules = pack.rules(row.year, row.place, None).unwrap();
            for form in [Form::IndividualBusiness, Form::Company] {
                let found = |profile: &Profile| amounts(&rules, profile, form).map_err(|error| error.problems().len());
                assert_eq!(found(&row), found(&file), "{} {cell} {form:?}", fact.column);
            }
            changes |= row.to_toml() != alone.to_toml();
        }
        assert!(changes, "{}: nothing reads it", fact.column);
    }
}
