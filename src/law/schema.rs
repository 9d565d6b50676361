//! The JSON Schema of a policy file, from what is declared: an editor completes and checks a file by it.
//!
//! Draft 7 with everything in place and one alternative a mechanism: editors of TOML follow `oneOf`, but neither `if` nor
//! much of `$ref`. Where two texts of one meaning are needed, they stand on two lines.

use super::format::{self, Declared};
use super::parameter::{Meaning, Parameter, Shape, Word};
use serde_json::{Map, Value, json};

/// The schema as text.
pub(crate) fn schema(mechanisms: &[Declared]) -> String {
    let (document, case) = (object(&format::document(), None), object(&format::case(), None));
    let promise = object(&format::promise(), None);
    let root = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "huiqi policy file",
        "description": "One legal document with its measures.\n一份文件及其措施。",
        "type": "object",
        "additionalProperties": false,
        "required": ["document", "measure"],
        "properties": {
            "document": described(document, &format::DOCUMENT),
            "measure": described(json!({ "type": "array", "minItems": 1, "items": measure(mechanisms) }), &format::MEASURE),
            "promise": described(json!({ "type": "array", "items": promise }), &format::PROMISE),
            "case": described(json!({ "type": "array", "items": case }), &format::CASE),
        },
    });
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

/// A measure has a mechanism with its parameters, or carries another measure on.
fn measure(mechanisms: &[Declared]) -> Value {
    let mut alternatives: Vec<Value> = mechanisms
        .iter()
        .map(|declared| {
            let parameters = described(object(&declared.parameters, declared.either), &declared.meaning);
            let name = described(json!({ "enum": [declared.name] }), &declared.meaning);
            json!({
                "title": declared.name,
                "required": ["mechanism", "parameters"],
                "properties": { "mechanism": name, "parameters": parameters },
            })
        })
        .collect();
    alternatives.push(json!({
        "title": "extends",
        "required": ["extends"],
        "not": { "anyOf": [{ "required": ["mechanism"] }, { "required": ["parameters"] }] },
    }));
    let mut measure = object(&format::measure(), None);
    let names: Vec<Word> = mechanisms
        .iter()
        .map(|declared| Word { key: declared.name, en: declared.meaning.en.into(), zh: declared.meaning.zh.into() })
        .collect();
    let own = [
        ("mechanism", described(words(&names), &format::MECHANISM)),
        ("parameters", described(json!({ "type": "object" }), &format::PARAMETERS)),
    ];
    if let Some(properties) = measure.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(own.map(|(key, schema)| (key.to_string(), schema)));
    }
    put(&mut measure, "oneOf", alternatives.into());
    put(&mut measure, "not", json!({ "required": ["extends", "mechanism"] }));
    measure
}

fn put(schema: &mut Value, key: &str, value: Value) {
    if let Some(fields) = schema.as_object_mut() {
        fields.insert(key.to_string(), value);
    }
}

fn described(mut schema: Value, meaning: &Meaning) -> Value {
    put(&mut schema, "description", format!("{}\n{}", meaning.en, meaning.zh).into());
    schema
}

/// A table with these keys and no others.
fn object(parameters: &[Parameter], either: Option<(&str, &str)>) -> Value {
    let properties: Map<String, Value> =
        parameters.iter().map(|parameter| (parameter.key.to_string(), described(value(&parameter.shape), &parameter.meaning))).collect();
    let needed: Vec<&str> = parameters.iter().filter(|parameter| parameter.needed).map(|parameter| parameter.key).collect();
    let mut schema = json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": needed });
    if let Some((one, other)) = either {
        put(&mut schema, "oneOf", json!([{ "required": [one] }, { "required": [other] }]));
    }
    schema
}

fn words(words: &[Word]) -> Value {
    let keys: Vec<&str> = words.iter().map(|word| word.key).collect();
    let meanings: Vec<String> = words.iter().map(|word| format!("{} / {}", word.en, word.zh)).collect();
    // Editors show the meaning beside each word that they offer.
    json!({ "enum": keys, "x-taplo": { "docs": { "enumValues": meanings } } })
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

/// What a value may be. It accepts whatever the loader accepts; what depends on other values, only the loader refuses.
fn value(shape: &Shape) -> Value {
    const NUMBER: &str = r"^\s*[0-9][0-9,]*(\.[0-9]+)?\s*";
    match shape {
        Shape::Amount => json!({ "type": ["string", "number"], "minimum": 0, "pattern": format!("{NUMBER}[万亿]?元?\\s*$") }),
        Shape::Rate => pattern(&format!("{NUMBER}[%‰]\\s*$")),
        Shape::Count { least, most, units } => {
            let units = units.join("|");
            json!({ "type": ["string", "integer"], "minimum": least, "maximum": most, "pattern": format!(r"^[0-9]+\s*({units})?$") })
        }
        Shape::Truth => json!({ "type": "boolean" }),
        Shape::Text => json!({ "type": "string", "minLength": 1 }),
        Shape::Id => pattern("^[a-z0-9-]+$"),
        Shape::Reference => pattern("^[a-z0-9-]+#[a-z0-9-]+$"),
        Shape::Bilingual => object(&format::bilingual(), None),
        Shape::Industry => pattern("^([A-T]|[0-9]{1,4})$"),
        Shape::Jurisdiction => pattern("^(CN|[0-9]{2}|[0-9]{4}|[0-9]{6})$"),
        // TOML has dates; what hands a file to a schema turns them into texts.
        Shape::Date => pattern(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        Shape::YearMonth => pattern("^[0-9]{4}-[0-9]{1,2}$"),
        Shape::Month => pattern("^(0?[1-9]|1[0-2])$"),
        Shape::Period => pattern("^(Q[1-4]|0?[1-9]|1[0-2])$"),
        Shape::Word(taken) => words(taken),
        Shape::OrOpen(other) => json!({ "anyOf": [{ "enum": ["open"] }, value(other)] }),
        Shape::List { of, may_be_empty } => {
            json!({ "type": "array", "items": value(of), "uniqueItems": true, "minItems": usize::from(!may_be_empty) })
        }
        Shape::ByWord { words, each, whole } => {
            let meaning = |word: &Word| format!("{}\n{}", word.en, word.zh);
            let properties: Map<String, Value> = words
                .iter()
                .map(|word| {
                    let mut schema = value(each);
                    put(&mut schema, "description", meaning(word).into());
                    (word.key.to_string(), schema)
                })
                .collect();
            let needed: Vec<&str> = words.iter().filter(|_| *whole).map(|word| word.key).collect();
            json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": needed })
        }
        Shape::ByName(each) => json!({ "type": "object", "additionalProperties": value(each) }),
        Shape::Literals => json!({ "type": "object", "additionalProperties": { "type": ["string", "array", "object"] } }),
        Shape::Table(parameters) => object(parameters, None),
        Shape::Tables(parameters) => json!({ "type": "array", "minItems": 1, "items": object(parameters, None) }),
    }
}
