//! The figure register: every parameter and date of the pack, transcribed a second time from the documents, in another
//! notation (plain yuan, decimal rates), and how it is compared with policy files.

use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;
use toml::{Table, Value};

/// document, issued on, place: measure, from, to, "key=value …" (`^` carries on another measure)
const REGISTER: &str = include_str!("../register.txt");

pub type Figures = BTreeMap<String, (String, BTreeMap<String, String>)>;

/// The register: measure → ("issued place from to", parameters).
pub fn register() -> Figures {
    let mut figures = Figures::new();
    let (mut document, mut issued) = ("", String::new());
    for line in REGISTER.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if !line.starts_with(' ') {
            (document, issued) = (words[0], format!("{} {}", words[1], words.get(2).unwrap_or(&"CN")));
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
        other => drop(into.insert(prefix.to_string(), other.to_string())),
    }
}

/// The measures of policy files, in the same shape. `None` where a file is not TOML or a date or id is missing: loading
/// refuses such a file.
pub fn figures(files: &[(String, String)]) -> Option<Figures> {
    let mut figures = Figures::new();
    for (_, text) in files.iter().filter(|(name, _)| !name.contains("lists")) {
        let file: Table = text.parse().ok()?;
        let document = file.get("document")?;
        for measure in file.get("measure")?.as_array()? {
            let date = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
            let valid = measure.get("valid")?;
            let (issued, place) = (document.get("issued_on")?, document.get("jurisdiction")?.as_str()?);
            let dates = format!("{issued} {place} {} {}", date(valid.get("from")?), date(valid.get("to")?));
            let mut values = BTreeMap::new();
            if let Some(place) = measure.get("jurisdiction").and_then(Value::as_str) {
                values.insert("at".to_string(), canonical(place));
            }
            if let Some(parameters) = measure.get("parameters") {
                flatten("", parameters, &mut values);
            }
            let id = format!("{}#{}", document.get("id")?.as_str()?, measure.get("id")?.as_str()?);
            figures.insert(id, (dates, values));
        }
    }
    Some(figures)
}

/// The policy files, by name.
pub fn files() -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
        for path in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            if path.is_dir() {
                collect(&path, found);
            } else {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).expect("readable")));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join("policies"), &mut found);
    found.iter_mut().for_each(|(name, _)| *name = name[root.display().to_string().len() + 1..].replace('\\', "/"));
    found.sort();
    found
}

/// Where the two differ, in words.
pub fn differences(register: &Figures, pack: &Figures) -> Vec<String> {
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
