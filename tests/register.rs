//! The figure register: every parameter and date of the pack, transcribed a second time from the documents, in another
//! notation (plain yuan, decimal rates), and compared. A digit that changes in the pack fails here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;
use toml::{Table, Value};

/// document, issued on: measure, from, to, "key=value …" (`^` carries on another measure)
const REGISTER: &str = include_str!("register.txt");

type Figures = BTreeMap<String, (String, BTreeMap<String, String>)>;

/// The register: measure → ("issued from to", parameters).
fn register() -> Figures {
    let mut figures = Figures::new();
    let (mut document, mut issued) = ("", "");
    for line in REGISTER.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if !line.starts_with(' ') {
            (document, issued) = (words[0], words[1]);
            continue;
        }
        let values = words[3..].iter().filter(|word| **word != "^").map(|word| {
            let (key, value) = word.split_once('=').unwrap_or_else(|| panic!("register: {line}"));
            (key.to_string(), canonical(value))
        });
        let known = figures.insert(format!("{document}#{}", words[0]), (format!("{issued} {} {}", words[1], words[2]), values.collect()));
        assert!(known.is_none(), "register: {line} twice");
    }
    figures
}

/// A figure without its notation: amounts in yuan, rates as fractions, counts as numbers; words as they are.
fn canonical(text: &str) -> String {
    let number = |digits: &str, power: i64| digits.parse::<Decimal>().ok().map(|n| (n * Decimal::from(power)).normalize().to_string());
    let fraction = |digits: &str, by: i64| digits.parse::<Decimal>().ok().map(|n| (n / Decimal::from(by)).normalize().to_string());
    let bare = ["个月", "厘米", "人", "年", "元", "日", "月", "倍"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let found = bare
        .strip_suffix('亿')
        .and_then(|digits| number(digits, 100_000_000))
        .or_else(|| bare.strip_suffix('万').and_then(|digits| number(digits, 10_000)))
        .or_else(|| bare.strip_suffix('%').and_then(|digits| fraction(digits, 100)))
        .or_else(|| bare.strip_suffix('‰').and_then(|digits| fraction(digits, 1000)))
        .or_else(|| number(bare, 1));
    found.unwrap_or_else(|| text.to_string())
}

fn flatten(prefix: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    let join = |key: &str| if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") };
    match value {
        // Names are words for people, not figures.
        Value::Table(table) => table
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "name" | "items"))
            .for_each(|(key, value)| flatten(&join(key), value, into)),
        Value::Array(list) if list.iter().all(Value::is_str) => {
            into.insert(prefix.to_string(), list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","));
        }
        Value::Array(list) => list.iter().enumerate().for_each(|(i, value)| flatten(&join(&i.to_string()), value, into)),
        Value::String(text) => drop(into.insert(prefix.to_string(), canonical(text))),
        Value::Boolean(truth) => drop(into.insert(prefix.to_string(), if *truth { "yes" } else { "no" }.to_string())),
        other => panic!("{prefix}: {other} is neither text nor a table"),
    }
}

/// The pack's files, in the same shape.
fn pack() -> Figures {
    fn files(folder: &Path, found: &mut Vec<Table>) {
        for path in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "classes") {
                    files(&path, found);
                }
            } else {
                found.push(std::fs::read_to_string(&path).expect("readable").parse().expect("TOML"));
            }
        }
    }
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("policies"), &mut found);
    let mut figures = Figures::new();
    for file in &found {
        let document = &file["document"];
        for measure in file["measure"].as_array().expect("measures") {
            let date = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
            let valid = &measure["valid"];
            let dates = format!("{} {} {}", document["issued_on"], date(&valid["from"]), date(&valid["to"]));
            let mut values = BTreeMap::new();
            if let Some(parameters) = measure.get("parameters") {
                flatten("", parameters, &mut values);
            }
            let id = format!("{}#{}", document["id"].as_str().expect("id"), measure["id"].as_str().expect("id"));
            figures.insert(id, (dates, values));
        }
    }
    figures
}

/// Where the two differ, in words.
fn differences(register: &Figures, pack: &Figures) -> Vec<String> {
    let mut found = Vec::new();
    for id in register.keys().chain(pack.keys().filter(|id| !register.contains_key(*id))) {
        match (register.get(id), pack.get(id)) {
            (Some(_), None) => found.push(format!("{id}: not in the pack")),
            (None, _) => found.push(format!("{id}: not in the register")),
            (Some((dates, values)), Some((pack_dates, pack_values))) => {
                if dates != pack_dates {
                    found.push(format!("{id}: register {dates}, pack {pack_dates}"));
                }
                for key in values.keys().chain(pack_values.keys().filter(|key| !values.contains_key(*key))) {
                    if values.get(key) != pack_values.get(key) {
                        found.push(format!("{id} {key}: register {:?}, pack {:?}", values.get(key), pack_values.get(key)));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn the_pack_and_the_register_hold_the_same_figures() {
    let (register, pack) = (register(), pack());
    assert!(pack.len() > 60, "{} measures", pack.len());
    let found = differences(&register, &pack);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Every single figure, nudged, is noticed: the comparison is alive for each of them.
#[test]
fn each_figure_nudged_is_noticed() {
    let (register, pack) = (register(), pack());
    let mut nudged = 0;
    for (id, (dates, values)) in &pack {
        for key in values.keys() {
            let mut wrong = pack.clone();
            let value = wrong.get_mut(id).and_then(|(_, values)| values.get_mut(key)).expect("there");
            *value = value.parse::<Decimal>().map_or_else(|_| format!("{value}x"), |n| (n + Decimal::new(1, 6)).to_string());
            assert_eq!(differences(&register, &wrong).len(), 1, "{id} {key}");
            nudged += 1;
        }
        for (i, digit) in dates.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let mut wrong = pack.clone();
            let next = if digit == '9' { '0' } else { (digit as u8 + 1) as char };
            wrong.get_mut(id).expect("there").0.replace_range(i..=i, &next.to_string());
            assert_eq!(differences(&register, &wrong).len(), 1, "{id} {dates}");
            nudged += 1;
        }
    }
    assert!(nudged > 1500, "{nudged}");
}
