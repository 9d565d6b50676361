//! The schema of a profile as an assistant needs it: English keys and codes, one way to write each fact. The whole schema, with every word
//! that a person may write instead, is a resource.

use serde_json::{Map, Value, json};
use std::sync::OnceLock;

/// What most questions need; every other fact is described by the tool `facts`.
const USUAL: [&str; 17] = [
    "place",
    "industry",
    "year",
    "form",
    "name",
    "locality",
    "vat.status",
    "vat.filing",
    "sales.period",
    "sales.kind",
    "sales.amount",
    "costs.goods",
    "costs.wages",
    "costs.other",
    "owner.comprehensive_income",
    "company.owner_wage",
    "company.share_distributed",
];

fn whole() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    // Valid: the library's tests read it.
    SCHEMA.get_or_init(|| serde_json::from_str(huiqi::PROFILE_SCHEMA).unwrap_or_default())
}

/// A part of the schema under what it refers to.
fn resolved(part: &Value) -> &Value {
    let found = part.get("$ref").and_then(Value::as_str).and_then(|to| whole().pointer(to.trim_start_matches('#')));
    found.map_or(part, resolved)
}

/// The English half of a description.
fn in_english(description: &str) -> &str {
    description.split_once(" / ").map_or(description, |(english, _)| english)
}

/// The codes of a part that is written as one of some.
fn codes(part: &Value) -> Option<Vec<Value>> {
    let codes = |part: &Value| part.get("enum").and_then(Value::as_array).cloned();
    let Some(ways) = part.get("anyOf").and_then(Value::as_array) else { return codes(part) };
    let mut found = ways.first().and_then(|way| self::codes(resolved(way)))?;
    // Beside the codes: that it is not known.
    found.extend(ways.iter().skip(1).filter_map(codes).flatten().filter(|word| word == "unknown"));
    Some(found)
}

/// The fields that must be given: each is asked for under its English name or its Chinese one.
fn required(part: &Value) -> Vec<Value> {
    let asked = part.get("allOf").and_then(Value::as_array).into_iter().flatten();
    asked.filter_map(|one| one.pointer("/anyOf/0/required/0").cloned()).collect()
}

/// A part of the schema with nothing that it refers to, for one reader. Its own words go before those of what it refers to.
fn plain(part: &Value, is_wanted: &dyn Fn(&str) -> bool) -> Value {
    let of = resolved(part);
    let mut out = Map::new();
    if let Some(description) = part.get("description").or_else(|| of.get("description")).and_then(Value::as_str) {
        out.insert("description".to_string(), in_english(description).into());
    }
    if let Some(default) = part.get("default") {
        out.insert("default".to_string(), default.clone());
    }
    if let Some(fields) = of.get("properties").and_then(Value::as_object) {
        let is_english = |name: &str| name.is_ascii() && is_wanted(name);
        let fields = fields.iter().filter(|(name, _)| is_english(name)).map(|(name, field)| (name.clone(), plain(field, &|_| true)));
        out.extend([("type".to_string(), "object".into()), ("properties".to_string(), Value::Object(fields.collect()))]);
        out.insert("required".to_string(), required(of).into());
    } else if let Some(items) = of.get("items") {
        out.extend([("type".to_string(), "array".into()), ("items".to_string(), plain(items, is_wanted))]);
    } else if let Some(codes) = codes(of) {
        out.insert("enum".to_string(), codes.into());
    }
    Value::Object(out)
}

/// The schema of the facts that most questions need.
pub(crate) fn usual() -> Value {
    let mut facts = Map::new();
    for name in USUAL {
        let (fact, _) = name.split_once('.').unwrap_or((name, ""));
        let is_wanted = |field: &str| USUAL.contains(&format!("{fact}.{field}").as_str());
        if let Some(part) = of(fact) {
            facts.entry(fact).or_insert_with(|| plain(part, &is_wanted));
        }
    }
    json!({
        "type": "object",
        "description": "The facts of the business. Amounts are yuan: \"240万元\" or 2400000.00. Facts that stand not here: tool `facts`.",
        "required": ["place", "industry", "year", "form"],
        "properties": facts,
    })
}

fn of(name: &str) -> Option<&'static Value> {
    whole().get("properties")?.get(name)
}

/// The names of all facts, with what each means.
pub(crate) fn all() -> Vec<(&'static str, &'static str)> {
    let properties = whole().get("properties").and_then(Value::as_object).into_iter().flatten();
    let described = properties.map(|(name, part)| (name.as_str(), part.get("description").and_then(Value::as_str).unwrap_or_default()));
    described.filter(|(name, _)| name.is_ascii()).collect()
}

/// The schema of one fact.
pub(crate) fn one(name: &str) -> Option<Value> {
    Some(plain(of(name)?, &|_| true))
}

/// What a fact means, by its path in a profile: `sales[1].amount`.
pub(crate) fn meaning(path: &str) -> Option<&'static str> {
    let mut at = whole();
    let mut said = None;
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
        let of = resolved(at);
        at = if step.bytes().all(|byte| byte.is_ascii_digit()) { of.get("items")? } else { of.get("properties")?.get(step)? };
        said = at.get("description").and_then(Value::as_str).or(said);
    }
    said
}
