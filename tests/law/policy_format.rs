//! What each mechanism declares of itself: the reference page is fresh, the schema accepts what the loader accepts and refuses
//! a wrong word or parameter, and a word that a mechanism does not read is refused with the words it reads.

use crate::common::register::files;
use huiqi::{Error, Lang, Pack};
use serde_json::Value;
use std::path::Path;

/// As a TOML editor hands a file to a schema: dates are texts.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.iter().map(json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn schema() -> Value {
    serde_json::from_str(&huiqi::policy_schema()).unwrap()
}

fn accepts(validator: &jsonschema::Validator, text: &str) -> bool {
    toml::from_str::<toml::Value>(text).is_ok_and(|file| validator.is_valid(&json(&file)))
}

/// The problems in English, one a line.
fn said(error: &Error) -> String {
    error.problems().iter().map(|problem| problem.text(Lang::En) + "\n").collect()
}

fn policies() -> Vec<(String, String)> {
    files().into_iter().filter(|(name, _)| !name.contains("lists/")).collect()
}

/// A pack is what its documents say: the same files are the same pack, and a changed code or title makes another.
#[test]
fn packs_are_equal_where_their_documents_are() {
    let changed = |file: &str, old: &str, new: &str| {
        let mut files = files();
        let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with(file)).unwrap();
        assert!(text.contains(old));
        *text = text.replacen(old, new, 1);
        Pack::from_files(files).unwrap()
    };
    let of = |old: &str, new: &str| changed("yunnan-hr-2022-25.toml", old, new);
    let as_it_is = of("codes = ", "codes = ");
    assert!(as_it_is == Pack::from_files(files()).unwrap());
    for (old, new) in [("\"7291\"", "\"7290\""), ("Yunnan circular", "A circular")] {
        assert!(as_it_is != of(old, new), "{new}");
    }
    // The measures themselves are other ones where a parameter is, and the same where only the title of their document is.
    let measures_differ = |old: &str, new: &str| as_it_is.measures() != of(old, new).measures();
    assert_eq!([measures_differ("\"7291\"", "\"7290\""), measures_differ("Yunnan circular", "Hainan circular")], [true, false]);
    // So are the lists where a code of invoices sold something else.
    assert!(as_it_is.classes() != changed("lists/invoice-codes.toml", "sold = \"goods\"", "sold = \"services\"").classes());
}

/// The years that a pack covers go forward, and its place is one of its list.
#[test]
fn what_a_pack_covers_is_checked() {
    let codes = |old: &str, new: &str| -> Vec<&'static str> {
        let mut files = files();
        let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with("lists/covered.toml")).expect("what is covered");
        assert!(text.contains(old), "{old}");
        *text = text.replacen(old, new, 1);
        let refused = Pack::from_files(files).err();
        refused.map(|error| error.problems().iter().map(|problem| problem.code()).collect()).unwrap_or_default()
    };
    assert_eq!(codes("first = 2019", "first = 2028"), ["years-backwards", "classes-missing"]);
    assert_eq!(codes("first = 2019", "first = 2027"), [""; 0], "one year is enough");
    assert_eq!(codes("530302", "530399"), ["unknown-place"]);
}

#[test]
fn the_reference_page_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/policy-format.md");
    let written = std::fs::read_to_string(&path).unwrap();
    let mark = "<!-- the keys and mechanisms, made by HUIQI_WRITE=1 cargo test --test law policy_format:: -->\n";
    let before = written.split(mark).next().unwrap();
    let fresh = format!("{before}{mark}\n{}", huiqi::policy_reference());
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
        return;
    }
    assert!(written == fresh, "docs/policy-format.md is stale: HUIQI_WRITE=1 cargo test --test law policy_format::");
}

#[test]
fn the_schema_accepts_every_policy_file() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let policies = policies();
    assert!(policies.len() > 50);
    for (name, text) in policies {
        let file = json(&toml::from_str(&text).unwrap());
        let wrong: Vec<String> = validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

/// Every property says what it is, in both languages.
#[test]
fn every_property_of_the_schema_is_described() {
    fn look(schema: &Value, path: &str, bare: &mut Vec<String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (key, property) in properties {
                let description = property.get("description").and_then(Value::as_str).unwrap_or_default();
                let (first, second) = description.split_once('\n').unwrap_or_default();
                if first.is_empty() || second.is_empty() {
                    bare.push(format!("{path}.{key}"));
                }
            }
        }
        match schema {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| look(value, &format!("{path}.{key}"), bare)),
            Value::Array(items) => items.iter().for_each(|value| look(value, path, bare)),
            _ => {}
        }
    }
    let mut bare = Vec::new();
    look(&schema(), "", &mut bare);
    assert!(bare.is_empty(), "{bare:#?}");
}

/// The schema has exactly the keys that the loader knows: an unknown key is answered with those.
#[test]
fn the_schema_has_the_keys_that_the_loader_knows() {
    let schema = schema();
    let (_, text) = policies().into_iter().find(|(name, _)| name.ends_with("cn/2018/npc-iit-law.toml")).unwrap();
    let case = "[[case]]\nzzzzzzzzzzzzzzzz = 1\nid = \"x\"\nsource = \"x\"\nyear = 2022\nexpect = { vat = 1 }\n";
    for (table, pointer, text) in [
        ("document", "/properties/document", text.replacen("[document]", "[document]\nzzzzzzzzzzzzzzzz = 1", 1)),
        ("measure", "/properties/measure/items", text.replacen("[[measure]]", "[[measure]]\nzzzzzzzzzzzzzzzz = 1", 1)),
        ("case", "/properties/case/items", format!("{text}\n{case}")),
    ] {
        let problems = Pack::from_files(vec![("x.toml".to_string(), text)]).map(|_| ()).map_err(|error| said(&error)).unwrap_err();
        let known = problems.split("known here: ").nth(1).and_then(|rest| rest.lines().next()).expect("the keys that are known");
        let known: Vec<&str> = known.split(", ").collect();
        let mut described: Vec<&str> =
            schema.pointer(pointer).unwrap()["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        described.sort_unstable();
        assert_eq!(described, known, "[{table}]");
    }
}

/// (file, what is replaced, by what, what the loader says)
const WRONG: &[(&str, &str, &str, &str)] = &[
    (
        "mof-sta-2023-12.toml",
        "who = [\"individual-business\"]",
        "who = [\"individual-business\", \"small-scale\"]",
        "read are: individual-business",
    ),
    ("mof-sta-2023-12.toml", "reduction = \"50%\"", "reductoin = \"50%\"", "did you mean"),
    ("mof-sta-2023-12.toml", "mechanism = \"reduce-business-iit\"", "mechanism = \"reduce-busines-iit\"", "did you mean"),
];

#[test]
fn a_wrong_word_or_parameter_is_refused_by_the_schema_and_the_loader() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for (file, from, to, answer) in WRONG {
        let mut files = files();
        let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with(file)).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        assert!(accepts(&validator, text), "{file}");
        *text = text.replacen(from, to, 1);
        assert!(!accepts(&validator, text), "the schema takes {to}");
        let problems = Pack::from_files(files).map(|_| ()).map_err(|error| said(&error)).expect_err(to);
        assert!(problems.contains(answer), "{problems}");
    }
}

/// Folders lie in one another sixteen deep at most: a link that leads back up has no end.
#[test]
fn folders_lie_sixteen_deep() {
    let says_deep = |levels: usize| {
        let folder = std::env::temp_dir().join(format!("huiqi-{}-{levels}", std::process::id()));
        std::fs::create_dir_all((0..levels).fold(folder.clone(), |folder, _| folder.join("a"))).unwrap();
        let said = said(&Pack::load(&folder).expect_err("no policies"));
        std::fs::remove_dir_all(&folder).unwrap();
        said.contains("more than 16 deep")
    };
    assert_eq!([says_deep(16), says_deep(17)], [false, true]);
}
