//! What is made from the table of facts: the JSON Schema, the template and the reference page. A test holds each fresh.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::fact::Kind;
use super::fact::{Fact, Need};
use super::write;
use crate::Lang;
use crate::base::dates::YEARS;
use crate::base::money::MAX_LINES;
use crate::base::source::UNKNOWN;
use serde_json::{Map, Value, json};
use std::path::Path;

/// The keys of a table, those of several keys that are one fact among them.
fn keys(facts: &'static [Fact]) -> Vec<&'static Fact> {
    facts
        .iter()
        .flat_map(|fact| match fact.kind {
            Kind::Flat(inner, _) => keys(inner),
            _ => vec![fact],
        })
        .collect()
}

/// A schema for the value of a fact.
fn value(kind: &Kind) -> Value {
    match *kind {
        Kind::Text | Kind::Industry => json!({ "type": "string", "minLength": 1, "maxLength": 4096 }),
        Kind::Amount | Kind::PositiveAmount => json!({ "$ref": "#/$defs/amount" }),
        Kind::SignedAmount => json!({ "$ref": "#/$defs/signed_amount" }),
        Kind::Rate | Kind::Share => json!({ "$ref": "#/$defs/rate" }),
        Kind::Area => json!({ "anyOf": [{ "type": "number", "minimum": 0, "maximum": 100_000_000 }, { "type": "string" }] }),
        Kind::Count(most, ..) => count(0, most),
        Kind::TaxYear => count(*YEARS.start(), *YEARS.end()),
        Kind::EarlierYear => count(0, 9999),
        Kind::Month => json!({ "$ref": "#/$defs/month" }),
        Kind::Period => json!({ "$ref": "#/$defs/period" }),
        Kind::PeriodOrYear => json!({ "anyOf": [{ "$ref": "#/$defs/period" }, { "enum": ["year", "全年"] }] }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Truth => json!({ "enum": [true, false, "是", "否"] }),
        Kind::Word(words) => {
            let keys: Vec<String> = words().into_iter().map(|word| word[0].clone()).collect();
            let mut names: Vec<String> = words().into_iter().flatten().filter(|name| !keys.contains(name)).collect();
            let mut seen = std::collections::HashSet::new();
            names.retain(|name| seen.insert(name.clone()));
            json!({ "anyOf": [{ "enum": keys }, { "enum": names }] })
        }
        Kind::Place => json!({ "anyOf": [{ "type": "string", "minLength": 1 }, { "type": "integer", "minimum": 0, "maximum": 999_999 }] }),
        Kind::List(item, Some(count)) => json!({ "type": "array", "items": value(item), "minItems": count, "maxItems": count }),
        Kind::List(item, None) => json!({ "type": "array", "items": value(item) }),
        Kind::Flat(..) => json!({}),
        Kind::Table(facts) => json!({ "$ref": format!("#/$defs/{}", name_of(facts)) }),
        Kind::Tables(facts) => {
            json!({ "type": "array", "items": { "$ref": format!("#/$defs/{}", name_of(facts)) }, "maxItems": MAX_LINES })
        }
    }
}

fn count(least: impl Into<Value>, most: impl Into<Value>) -> Value {
    let number = json!({ "type": "integer", "minimum": least.into(), "maximum": most.into() });
    json!({ "anyOf": [number, { "type": "string", "pattern": "^\\s*[0-9]+" }] })
}

fn told(fact: &Fact) -> Value {
    let mut schema = value(&fact.kind);
    if fact.unknown {
        schema = json!({ "anyOf": [schema, { "enum": UNKNOWN }] });
    }
    let object = schema.as_object_mut().expect("an object");
    object.insert("description".to_string(), json!(format!("{} / {}", fact.en, fact.zh)));
    if let Need::Default(default) = fact.need {
        let written = write::in_json(&default());
        object.insert("default".to_string(), serde_json::from_str(&written).expect("JSON"));
    }
    schema
}

/// Every table below `facts` by the path of the first key that holds it: `sales`, `property.rent_cut`.
fn tables(facts: &'static [Fact], path: &str, found: &mut Vec<(String, &'static [Fact])>) {
    for fact in keys(facts) {
        if let Kind::Table(inner) | Kind::Tables(inner) = fact.kind
            && !found.iter().any(|(_, known)| std::ptr::eq(*known, inner))
        {
            let name = format!("{path}{}", fact.key);
            found.push((name.clone(), inner));
            tables(inner, &format!("{name}."), found);
        }
    }
}

fn all_tables() -> Vec<(String, &'static [Fact])> {
    let mut found = Vec::new();
    tables(Fact::all(), "", &mut found);
    found
}

fn name_of(facts: &'static [Fact]) -> String {
    all_tables().into_iter().find(|(_, known)| std::ptr::eq(*known, facts)).map(|(name, _)| name).expect("a table of the profile")
}

/// A table: each key in English or in Chinese, no other, and what must be told.
fn table(facts: &'static [Fact], at: &str) -> Value {
    let mut properties = Map::new();
    for fact in keys(facts) {
        properties.insert(fact.key.to_string(), told(fact));
        properties.insert(fact.zh_key.to_string(), json!({ "$ref": format!("{at}/properties/{}", fact.key) }));
    }
    let has = |fact: &Fact| json!({ "anyOf": [{ "required": [fact.key] }, { "required": [fact.zh_key] }] });
    let mut needed: Vec<Value> = keys(facts).into_iter().filter(|fact| fact.is_required()).map(has).collect();
    for fact in facts {
        if fact.is_one_of() {
            needed.push(json!({ "oneOf": keys(fact.facts()).into_iter().map(has).collect::<Vec<_>>() }));
        }
    }
    let mut schema = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !needed.is_empty() {
        schema["allOf"] = Value::from(needed);
    }
    schema
}

fn schema() -> String {
    let amount = |sign: &str| {
        let number = if sign.is_empty() { json!({ "type": "number", "minimum": 0 }) } else { json!({ "type": "number" }) };
        let pattern = format!("^{sign}[0-9][0-9,，]*(\\.[0-9]+)?\\s*[万亿]?元?$");
        json!({ "description": "yuan 元: 120000, \"12万元\", \"1,200.50\"", "anyOf": [number, { "type": "string", "pattern": pattern }] })
    };
    let year = "^(\\d{4}[-年])?";
    let month = "(0?[1-9]|1[0-2]|[1-9]月份?|1[0-2]月份?|[一二三四五六七八九十]月份?|十[一二]月份?)";
    let number = json!({ "type": "integer", "minimum": 1, "maximum": 12 });
    let mut whole = table(Fact::all(), "#");
    let mut head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://huiqi.example/schema/profile-1.json",
        "title": "huiqi profile",
        "description": "One business in one year, in TOML or JSON; amounts are yuan. 一个经营主体一个年度的事实，金额单位为元。",
        "$defs": {
            "amount": amount(""),
            "signed_amount": amount("-?"),
            "rate": { "description": "\"3%\", \"0.3‰\"", "type": "string", "pattern": "^\\s*[0-9.]+\\s*[%‰]\\s*$" },
            "month": {
                "description": "\"03\", \"2024-03\", \"3月\"",
                "anyOf": [number, { "type": "string", "pattern": format!("{year}{month}$") }]
            },
            "period": {
                "description": "\"03\", \"Q1\", \"2024-03\", \"2024-Q1\", \"3月\", \"一季度\"",
                "anyOf": [number, { "type": "string", "pattern": format!("{year}({month}|[Qq][1-4]|第?[1-4一二三四]季度?)$") }]
            }
        }
    });
    for (name, facts) in all_tables() {
        head["$defs"][&name] = table(facts, &format!("#/$defs/{name}"));
    }
    whole.as_object_mut().expect("an object").extend(head.as_object().expect("an object").clone());
    serde_json::to_string_pretty(&whole).expect("JSON") + "\n"
}

/// What a file would say of a fact that nobody has told.
fn sample(kind: &Kind) -> String {
    match kind {
        Kind::Text => "\"…\"".to_string(),
        Kind::Amount | Kind::SignedAmount => "0".to_string(),
        Kind::PositiveAmount => "1000".to_string(),
        Kind::Rate | Kind::Share => "\"3%\"".to_string(),
        Kind::Area => "120.5".to_string(),
        Kind::Count(most, ..) => 12.min(*most).to_string(),
        Kind::TaxYear | Kind::EarlierYear => "2023".to_string(),
        Kind::Month => "\"03\"".to_string(),
        Kind::Period | Kind::PeriodOrYear => "\"Q1\"".to_string(),
        Kind::Date => "2022-04-20".to_string(),
        Kind::Truth => "true".to_string(),
        Kind::Word(words) => format!("\"{}\"", words()[0][0]),
        Kind::Place => "\"530302\"".to_string(),
        Kind::Industry => "\"H6210\"".to_string(),
        Kind::List(item, count) => format!("[{}]", vec![sample(item); count.unwrap_or(1)].join(", ")),
        Kind::Table(facts) | Kind::Tables(facts) | Kind::Flat(facts, _) => {
            let fields = keys(facts).into_iter().filter(|fact| fact.is_required());
            format!("{{ {} }}", fields.map(|fact| format!("{} = {}", fact.key, sample(&fact.kind))).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The business that the template tells of: a noodle shop, as tables with the values of some of their keys.
const EXAMPLE: &[(&str, &[(&str, &str)])] = &[
    (
        "",
        &[
            ("name", "\"示例面馆\""),
            ("year", "2024"),
            ("place", "\"530302\""),
            ("locality", "\"city\""),
            ("industry", "\"H6210\""),
            ("form", "\"individual-business\""),
        ],
    ),
    ("vat", &[("status", "\"small-scale\""), ("filing", "\"quarter\""), ("prices", "\"inclusive\"")]),
    ("sales", &[("period", "\"Q1\""), ("kind", "\"services\""), ("amount", "\"28万元\"")]),
    ("sales", &[("period", "\"Q2\""), ("kind", "\"services\""), ("amount", "\"31万元\"")]),
    ("sales", &[("period", "\"Q3\""), ("kind", "\"services\""), ("amount", "\"26万元\"")]),
    ("sales", &[("period", "\"Q4\""), ("kind", "\"services\""), ("amount", "\"30万元\"")]),
    ("costs", &[("goods", "\"42万元\""), ("wages", "\"16万元\""), ("employer_insurance", "0"), ("other", "\"5万元\"")]),
    ("rented", &[("landlord", "\"state\""), ("monthly_rent", "4000")]),
    (
        "scale",
        &[
            ("class", "\"micro\""),
            ("restricted_industry", "false"),
            ("Q1", "{ staff = [3, 3], assets = [\"20万元\", \"21万元\"] }"),
            ("Q2", "{ staff = [3, 4], assets = [\"21万元\", \"22万元\"] }"),
            ("Q3", "{ staff = [4, 4], assets = [\"22万元\", \"22万元\"] }"),
            ("Q4", "{ staff = [4, 4], assets = [\"22万元\", \"23万元\"] }"),
        ],
    ),
    ("owner", &[("comprehensive_income", "0"), ("deductions", "0")]),
    ("company", &[("owner_wage", "0"), ("share_distributed", "\"100%\"")]),
    ("conversion", &[("paid_in_capital", "\"10万元\""), ("bookkeeping", "3600")]),
];

/// A key of the template with its meaning; a comment, where the example does not tell it.
fn template_key(out: &mut String, fact: &Fact, told: Option<&str>, comment: bool) {
    let mut meaning = format!("{} {}", fact.en, fact.zh);
    if let Kind::Word(words) = fact.kind {
        let words: Vec<String> = words().into_iter().map(|word| format!("{} {}", word[0], word[2])).collect();
        meaning = format!("{meaning}: {}", words.join(" | "));
    }
    let mark = if comment || told.is_none() { "# " } else { "" };
    let written = format!("{mark}{} = {}", fact.key, told.map_or_else(|| sample(&fact.kind), str::to_string));
    match format!("{written:<31} # {meaning}") {
        line if line.chars().count() <= 120 => *out += &format!("{line}\n"),
        _ => *out += &format!("{}\n{written}\n", wrapped(&meaning)),
    }
}

/// A comment of several lines, broken at spaces.
fn wrapped(text: &str) -> String {
    let mut lines = vec!["#".to_string()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("a line");
        if last.chars().count() + word.chars().count() > 118 {
            lines.push(format!("# {word}"));
        } else {
            last.push(' ');
            last.push_str(word);
        }
    }
    lines.join("\n")
}

fn template() -> String {
    let mut out = "\
# A business and a year, for huiqi. Lines that begin with # are comments or optional facts.
# 经营主体一个年度的事实。以 # 开头的是注释或可选项。
# Amounts / 金额: 120000, \"12万元\", \"1,200.50\". Rates / 比率: \"3%\", \"0.3‰\". Periods / 所属期: \"03\" or \"3月\", \"Q1\" or \"一季度\".
# What you do not know may be written \"unknown\" where docs/facts.md says so: `huiqi compare` then answers with a range and what to ask.
# 部分事实未知时可填 \"unknown\"（见 docs/facts.md），按区间测算。Keys (in quotes) and words may be Chinese 键（加引号）和取值也可用中文。

"
    .to_string();
    let of = |table: &str| EXAMPLE.iter().filter(|(name, _)| *name == table).map(|(_, keys)| *keys).collect::<Vec<_>>();
    let value = |keys: &[(&str, &'static str)], key: &str| keys.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
    let all = keys(Fact::all());
    let (tables, single): (Vec<&Fact>, Vec<&Fact>) =
        all.into_iter().partition(|fact| matches!(fact.kind, Kind::Table(_) | Kind::Tables(_)));
    let root = of("").remove(0);
    single.iter().for_each(|fact| template_key(&mut out, fact, value(root, fact.key), false));
    for fact in tables {
        let head = if matches!(fact.kind, Kind::Tables(_)) { format!("[[{}]]", fact.key) } else { format!("[{}]", fact.key) };
        out += &format!("\n{}\n", wrapped(&format!("{} {}", fact.en, fact.zh)));
        let lines = of(fact.key);
        if lines.is_empty() {
            out += &format!("# {head}\n");
            keys(fact.facts()).into_iter().for_each(|fact| template_key(&mut out, fact, None, true));
        }
        for (i, line) in lines.into_iter().enumerate() {
            out += &format!("{}{head}\n", if i == 0 { "" } else { "\n" });
            let told = keys(fact.facts()).into_iter().filter(|fact| i == 0 || value(line, fact.key).is_some());
            told.for_each(|fact| match value(line, fact.key) {
                Some(value) if i > 0 => out += &format!("{} = {value}\n", fact.key),
                value => template_key(&mut out, fact, value, false),
            });
        }
    }
    out
}

fn rows(out: &mut String, facts: &'static [Fact], path: &str) {
    for fact in keys(facts).into_iter().filter(|fact| !matches!(fact.kind, Kind::Tables(_))) {
        let cell = |text: String| text.replace('|', "\\|");
        let both = |of: &dyn Fn(Lang) -> String| match (of(Lang::En), of(Lang::Zh)) {
            (en, zh) if en == zh => cell(en),
            (en, zh) => cell(format!("{en}<br>{zh}")),
        };
        let unit =
            both(&|lang| fact.unit(lang) + if fact.unknown { if lang == Lang::En { ", or unknown" } else { "，或未知" } } else { "" });
        let need = match fact.need {
            Need::Required => "required 必填".to_string(),
            Need::Optional => "—".to_string(),
            Need::Default(_) => format!("`{}`", fact.default().unwrap_or_default()),
        };
        if path.is_empty() && matches!(fact.kind, Kind::Table(_)) {
            continue;
        }
        let (key, zh_key) = (format!("{path}{}", fact.key), fact.zh_key);
        *out += &format!("| `{key}` | {zh_key} | {} | {unit} | {need} |\n", both(&|lang| fact.meaning(lang).to_string()));
        if let Kind::Table(inner) = fact.kind {
            rows(out, inner, &format!("{path}{}.", fact.key));
        }
    }
}

fn page() -> String {
    let mut out = "\
# Facts of a business 经营主体的事实

Made from the table of facts in `src/facts` by `HUIQI_WRITE=1 cargo test --lib facts::pages`. A profile tells these facts in TOML or
JSON, its keys and words in English or in Chinese; `huiqi schema profile` is the JSON Schema, `huiqi init` a file to start from. Amounts
are yuan: `120000`, `\"12万元\"`, `\"1,200.50\"`. In JSON `null` says nothing and a day is a string; in TOML a key in Chinese stands in
quotes: `\"金额\" = 120000`.

本页由 `src/facts` 的事实表生成。事实文件可用 TOML 或 JSON，键和取值可用英文或中文（TOML 的中文键须加引号）。金额单位为元。

"
    .to_string();
    let head = "| key | 键 | meaning 含义 | value 取值 | absent 不填 |\n|---|---|---|---|---|\n";
    out += head;
    rows(&mut out, Fact::all(), "");
    for fact in keys(Fact::all()).into_iter().filter(|fact| !fact.facts().is_empty()) {
        let name = if matches!(fact.kind, Kind::Tables(_)) { format!("[[{}]]", fact.key) } else { format!("[{}]", fact.key) };
        let need = if fact.is_required() || fact.key == "sales" { " Required 必填." } else { "" };
        out += &format!("\n## `{name}` {}\n\n{}. {}。{need}\n\n{head}", fact.zh_key, fact.en, fact.zh);
        rows(&mut out, fact.facts(), "");
    }
    out
}

/// Holds a file equal to what is made, or writes it.
fn fresh(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&path, made).expect("writable");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == made, "{file} is stale: HUIQI_WRITE=1 cargo test --lib facts::pages");
}

#[test]
fn the_schema_is_fresh() {
    fresh("docs/profile.schema.json", &schema());
}

#[test]
fn the_template_is_fresh() {
    fresh("docs/template.toml", &template());
}

#[test]
fn the_page_is_fresh() {
    fresh("docs/facts.md", &page());
}

/// In every table a key stands once, in either language, and no name is another key's.
#[test]
fn keys_are_unambiguous() {
    fn walk(facts: &'static [Fact], path: &str) {
        let mut names: Vec<&str> = keys(facts).iter().flat_map(|fact| [fact.key, fact.zh_key]).collect();
        assert!(names.iter().all(|name| !name.is_empty()), "{path}");
        names.sort_unstable();
        names.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1], "{path}"));
        keys(facts).iter().for_each(|fact| walk(fact.facts(), fact.key));
    }
    walk(Fact::all(), "");
}

/// What a conversion inside the year does with each amount and each table is declared; what is inside lines goes with them.
#[test]
fn each_amount_and_each_table_says_how_it_is_divided() {
    fn walk(facts: &'static [Fact], path: &str) {
        for fact in keys(facts) {
            let divisible =
                matches!(fact.kind, Kind::Amount | Kind::SignedAmount | Kind::PositiveAmount | Kind::Table(_) | Kind::Tables(_));
            // A quarter goes where it lies, with all that it says.
            let of_quarter = path == "scale";
            assert!(!divisible || of_quarter || fact.divided.is_some(), "{path}.{}: divided(…) is not said", fact.key);
            // What is divided as a whole takes its own facts along.
            let whole = fact.divided == Some(crate::facts::Division::Whole);
            if let (true, Kind::Table(inner)) = (whole && !["assessed", "refund"].contains(&fact.key), fact.kind) {
                walk(inner, fact.key);
            }
        }
    }
    walk(Fact::all(), "");
}
