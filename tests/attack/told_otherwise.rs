//! Changes that must not matter: the same facts in another order, spacing, spelling, syntax or encoding give the same answer to the byte;
//! and each column of a register means what a profile means by the same fact.

use crate::processes::{Draws, goes_on};
use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray};
use huiqi::register::{Batch, Header, Options, columns};
use huiqi::{Form, Lang, Pack, Profile, Vocabulary, report};
use std::fmt::Write;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use toml::{Table, Value};

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::embedded().unwrap())
}

/// All examples, what people wrote, and each row of the notice as it is granted.
fn profiles() -> Vec<(String, Table)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = ["examples", "tests/people"]
        .iter()
        .flat_map(|folder| root.join(folder).read_dir().unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.extend(root.join("tests/rows").read_dir().unwrap().map(|folder| folder.unwrap().path().join("granted.toml")));
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml") && path.exists());
    files.sort();
    let read = |path: &std::path::PathBuf| (path.display().to_string(), std::fs::read_to_string(path).unwrap().parse::<Table>().unwrap());
    files.iter().map(read).collect()
}

/// What is answered about a profile; of facts that are unknown, the ranges.
fn answered(profile: &Profile) -> String {
    let rules = pack().rules(profile.year, profile.place, None).unwrap();
    let context = report::Context { pack: pack(), rules: &rules, profile, lang: Lang::En };
    if profile.unknown.is_empty() {
        match huiqi::compare(&rules, profile, &[]) {
            Ok(comparison) => report::comparison_json(&context, &comparison),
            Err(error) => error.problems().iter().map(|problem| problem.text(Lang::En)).collect(),
        }
    } else {
        report::ranges_json(&context, &huiqi::ranges(&rules, profile, &[], true).unwrap())
    }
}

/// The items in any order.
fn shuffled<T>(mut items: Vec<T>, draws: &mut Draws) -> Vec<T> {
    (1..items.len()).rev().for_each(|at| items.swap(at, draws.below(at + 1)));
    items
}

/// An amount in ten thousands of yuan as it may be written too.
fn amount(text: &str, draws: &mut Draws) -> Option<String> {
    let thousands = text.strip_suffix("万元")?.parse::<rust_decimal::Decimal>().ok()?;
    let yuan = (thousands * rust_decimal::Decimal::from(10_000)).normalize();
    let money = huiqi::Money::parse(&yuan.to_string())?;
    Some(match draws.below(6) {
        0 => yuan.to_string(),
        1 => format!("\"{yuan}\""),
        2 => format!("\"{money}\""),
        3 => format!("\"{yuan}元\""),
        4 => format!("\"￥{money}\""),
        _ => format!("\" {}万 \"", thousands.normalize()),
    })
}

fn scalar(value: &Value, json: bool, draws: &mut Draws) -> String {
    match value {
        Value::String(text) => amount(text, draws).unwrap_or_else(|| serde_json::to_string(text).unwrap()),
        Value::Datetime(day) if json => format!("\"{day}\""),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, json, draws)).collect();
            format!("[{}]", items.join([",", ", ", " , "][draws.below(3)]))
        }
        other => other.to_string(),
    }
}

fn inline(value: &Value, json: bool, draws: &mut Draws) -> String {
    let Value::Table(table) = value else { return scalar(value, json, draws) };
    let pairs = shuffled(table.iter().collect(), draws);
    let quote = if json { "\"" } else { "" };
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{quote}{key}{quote}{}{}", if json { ":" } else { " = " }, inline(value, json, draws)))
        .collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A value whose lists of tables stand in another order: no line of them is before another.
fn reordered(value: Value, draws: &mut Draws) -> Value {
    match value {
        Value::Table(table) => Value::Table(table.into_iter().map(|(key, value)| (key, reordered(value, draws))).collect()),
        Value::Array(items) if items.iter().all(Value::is_table) => Value::Array(shuffled(items, draws)),
        other => other,
    }
}

/// The profile as TOML, in any order and spacing.
fn in_toml(table: &Table, draws: &mut Draws) -> String {
    let (tables, keys): (Vec<_>, Vec<_>) = table.iter().partition(|(_, value)| {
        value.is_table() || value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_table))
    });
    let mut blocks = Vec::new();
    let mut top = String::new();
    let line = |out: &mut String, key: &str, value: &Value, draws: &mut Draws| {
        let (before, between) = (["", "  ", "\t"][draws.below(3)], [" = ", "=", "  =\t"][draws.below(3)]);
        let behind = ["", "  ", " # x", "\n", "\n# \"x\" = 1"][draws.below(5)];
        writeln!(out, "{before}{key}{between}{}{behind}", inline(value, false, draws)).unwrap();
    };
    shuffled(keys, draws).into_iter().for_each(|(key, value)| line(&mut top, key, value, draws));
    for (key, value) in tables {
        let (all, head) = match value {
            Value::Array(items) => (items.iter().collect(), format!("[[{key}]]\n")),
            table => (vec![table], format!("[ {key} ]\n")),
        };
        if draws.below(5) == 0 {
            line(&mut top, key, value, draws);
            continue;
        }
        for one in all {
            let mut block = head.clone();
            shuffled(one.as_table().unwrap().iter().collect(), draws)
                .into_iter()
                .for_each(|(key, value)| line(&mut block, key, value, draws));
            blocks.push(block);
        }
    }
    let text = top + &shuffled(blocks, draws).concat();
    let text = if draws.below(3) == 0 { text.replace('\n', "\r\n") } else { text };
    if draws.below(4) == 0 { format!("\u{feff}{text}") } else { text }
}

/// A file of the text in some encoding; JSON is UTF-8.
fn encoded(text: &str, json: bool, draws: &mut Draws) -> Vec<u8> {
    let bare = text.trim_start_matches('\u{feff}');
    match draws.below(if json { 1 } else { 4 }) {
        1 => encoding_rs::GB18030.encode(bare).0.into_owned(),
        2 => "\u{feff}".encode_utf16().chain(bare.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}

#[test]
fn facts_told_otherwise_give_the_same_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (mut draws, begun, mut done) = (Draws(23), Instant::now(), 0);
    let all: Vec<_> = profiles();
    assert!(all.len() > 45, "{}", all.len());
    let expected: Vec<String> = all.iter().map(|(name, _)| answered(&Profile::load_filled_in(Path::new(name), pack()).unwrap())).collect();
    while goes_on(begun, done, all.len() * 4) {
        let ((name, table), expected) = (&all[done % all.len()], &expected[done % all.len()]);
        let json = draws.below(4) == 0;
        let Value::Table(table) = reordered(Value::Table(table.clone()), &mut draws) else { unreachable!() };
        let text = if json { inline(&Value::Table(table), true, &mut draws) } else { in_toml(&table, &mut draws) };
        let file = folder.path().join(if json { "shop.json" } else { "shop.toml" });
        std::fs::write(&file, encoded(&text, json, &mut draws)).unwrap();
        let told = Profile::load_filled_in(&file, pack()).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        assert!(answered(&told) == *expected, "{name}: another answer\n{text}");
        done += 1;
    }
    println!("{done} tellings");
}

/// Cells that some column takes.
const CELLS: [&str; 14] = ["100", "2", "3", "11", "1", "yes", "no", "50%", "0.6‰", "medical", "state", "micro", "general", "company"];

/// What a row says with one more column is what its facts, written as a profile and read again, say: no column is read otherwise than
/// the fact that it is, and none is passed over.
#[test]
fn each_column_means_what_its_fact_means() {
    const BASE: &str = "year=2023 place=530302 locality=city industry=H6210 vat_status=small-scale filing=quarter sale_kind=services \
        sales_q1=200000 sales_q2=2000000 cost_other=300000 staff=3 assets=100000 restricted_industry=no owner_income=0 partners=2 \
        landlord=state monthly_rent=1000 contract_month=2 land_area=100 land_unit_amount=9 property_rent=1000 size_class=small";
    let options = Options { to: Form::ALL.to_vec(), ..Options::default() };
    let batch = Batch::new(pack(), options.clone());
    let mut worker = batch.worker();
    let base: Vec<(&str, &str)> = BASE.split_whitespace().map(|pair| pair.split_once('=').unwrap()).chain([("key", "x")]).collect();
    let mut read = |cells: &[(&str, &str)]| {
        let columns = cells.iter().map(|(name, text)| (*name, Arc::new(StringArray::from(vec![*text])) as ArrayRef));
        let row = RecordBatch::try_from_iter(columns).unwrap();
        let header = Header::of_schema(&row.schema(), false).ok()?;
        let assessed = worker.assess(&header, &row).unwrap();
        let (profile, rules) = worker.facts(&header, &row, 0, "x").ok()?;
        assessed.errors.is_empty().then_some((assessed.results, profile, rules))
    };
    let (_, usual, _) = read(&base).expect("the base is a row");
    let mut passed_over = Vec::new();
    for column in columns().iter().filter(|column| !["key", "name"].contains(&column.key.as_str())) {
        let mut told = false;
        for cell in CELLS {
            let mut cells: Vec<(&str, &str)> = base.iter().filter(|(name, _)| *name != column.key).copied().collect();
            cells.push((&column.key, cell));
            let Some((results, profile, rules)) = read(&cells) else { continue };
            let text = profile.to_toml();
            told |= text != usual.to_toml();
            let again = Profile::parse(&text, "x.toml", pack()).unwrap_or_else(|error| panic!("{}={cell}: {error}\n{text}", column.key));
            for form in Form::ALL.iter().filter(|form| **form != profile.form) {
                let total = huiqi::amounts(&rules, &again, *form).unwrap_or_else(|error| panic!("{}={cell}: {error}", column.key)).total();
                let name = format!("{}_total", form.key().replace('-', "_"));
                let found = results.column_by_name(&name).unwrap().as_primitive::<arrow_array::types::Decimal128Type>();
                assert_eq!(found.value(0), i128::from(total.fen()), "{}={cell}: {name}", column.key);
            }
        }
        if !told {
            passed_over.push(column.key.as_str());
        }
    }
    let told = columns().len() - passed_over.len();
    println!("{told} columns; a cell alone tells nothing beside the base of {passed_over:?}");
    assert!(told >= 341, "{told}");
}
