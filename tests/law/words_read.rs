//! Every word that a mechanism declares is read, and no other is taken.
//!
//! Each word is written alone where the pack's measures of the mechanism write theirs. It is read if the measure then decides
//! something in some case, or what comes out differs from what comes out with another word, or the pack is refused because
//! the measure now decides something else.

use crate::common::cases::{Case, Resolved, cases, on_every_core};
use crate::common::edges::edges;
use crate::common::pack;
use crate::common::register::files;
use huiqi::{Form, Lang, Line, Pack, SaleKind, Vocabulary};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A parameter that takes words, as declared.
struct Words {
    mechanism: String,
    key: String,
    words: Vec<String>,
    listed: bool,
    may_be_empty: bool,
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect()
}

/// Every parameter that takes words, from the schema.
fn declared() -> Vec<Words> {
    let schema: Value = serde_json::from_str(&huiqi::policy_schema()).unwrap();
    let alternatives = schema.pointer("/properties/measure/items/oneOf").unwrap().as_array().unwrap().clone();
    let mut found = Vec::new();
    for alternative in alternatives {
        let Some(parameters) = alternative.pointer("/properties/parameters/properties").and_then(Value::as_object) else { continue };
        let mechanism = alternative["title"].as_str().unwrap().to_string();
        for (key, shape) in parameters {
            let (of, listed) = if shape["type"] == "array" { (&shape["items"], true) } else { (shape, false) };
            let (words, may_be_empty) = (strings(&of["enum"]), shape["minItems"] == 0);
            if !words.is_empty() {
                found.push(Words { mechanism: mechanism.clone(), key: key.clone(), words, listed, may_be_empty });
            }
        }
    }
    found
}

/// Where the measures of a mechanism write a parameter: file, the bytes of the value, the measure's full id.
fn places(files: &[(String, String)], mechanism: &str, key: &str) -> Vec<(usize, std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    for (file, (name, text)) in files.iter().enumerate().filter(|(_, (name, _))| !name.contains("lists/")) {
        let document: toml::Value = toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut start = 0;
        for part in text.split_inclusive("[[measure]]") {
            let (from, to) = (start, start + part.len());
            start = to;
            let quoted = format!("mechanism = \"{mechanism}\"\n");
            let Some(at) = part.contains(&quoted).then(|| part.find(&format!("\n{key} = "))).flatten() else { continue };
            let value = from + at + key.len() + 4;
            let end = value + text[value..].find('\n').unwrap();
            let id = part.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')).unwrap();
            found.push((file, value..end, format!("{}#{id}", document["document"]["id"].as_str().unwrap())));
        }
    }
    found
}

/// What comes of writing a value.
enum Came {
    Refused(String),
    /// All outcomes, and whether the measure decided something.
    Out(Vec<String>, bool),
}

fn with(files: &[(String, String)], place: &(usize, std::ops::Range<usize>, String), value: &str, all: &[Case]) -> Came {
    let mut files = files.to_vec();
    files[place.0].1.replace_range(place.1.clone(), value);
    let pack = match Pack::from_files(files) {
        Ok(pack) => pack,
        Err(error) => return Came::Refused(error.problems().iter().map(|problem| problem.text(Lang::En)).collect::<Vec<_>>().join("; ")),
    };
    let mut resolved = Resolved::new(&pack);
    let outcomes: Vec<String> = all.iter().map(|case| resolved.outcome(case)).collect();
    let (step, benefit) = (format!("(\"{}\", \"", place.2), format!(" {} (", place.2));
    let decides = outcomes.iter().any(|outcome| outcome.contains(&step) || outcome.contains(&benefit));
    Came::Out(outcomes, decides)
}

/// The words of a parameter that nothing reads.
fn unread(words: &Words, files: &[(String, String)], all: &[Case]) -> Vec<String> {
    let quoted = |some: &[&str]| {
        let some: Vec<String> = some.iter().map(|word| format!("\"{word}\"")).collect();
        if words.listed { format!("[{}]", some.join(", ")) } else { some.concat() }
    };
    let places = places(files, &words.mechanism, &words.key);
    assert!(!places.is_empty(), "{} {}", words.mechanism, words.key);
    let mut left: BTreeSet<&str> = words.words.iter().map(String::as_str).collect();
    for place in &places {
        if left.is_empty() {
            break;
        }
        let none = words.may_be_empty.then(|| with(files, place, "[]", all));
        let alone: BTreeMap<&str, Came> =
            words.words.iter().map(|word| (word.as_str(), with(files, place, &quoted(&[word]), all))).collect();
        left.retain(|word| {
            let reads = match &alone[word] {
                // Another slot is decided now, and the one before is not.
                Came::Refused(why) => why.contains("no base rule for") || why.contains("goes beyond the delegation"),
                Came::Out(_, true) => true,
                Came::Out(outcomes, false) => match &none {
                    Some(Came::Out(without, _)) => without != outcomes,
                    Some(Came::Refused(_)) => false,
                    None if words.listed => false,
                    None => alone.iter().all(|(other, came)| other == word || !matches!(came, Came::Out(same, _) if same == outcomes)),
                },
            };
            !reads
        });
    }
    left.into_iter().map(|word| format!("{} {} {word}", words.mechanism, words.key)).collect()
}

/// Businesses for what neither the notice's rows nor the edges ask about.
#[test]
fn every_declared_word_is_read() {
    let mut all = edges(pack());
    all.extend(cases(pack()));
    let (files, declared) = (files(), declared());
    assert!(declared.len() > 20);
    let only = std::env::var("HUIQI_ONLY").ok();
    let asked: Vec<&Words> = declared.iter().filter(|words| only.as_ref().is_none_or(|name| *name == words.mechanism)).collect();
    let unread: Vec<String> = on_every_core(&asked, |words| unread(words, &files, &all)).concat();
    assert!(unread.is_empty(), "{unread:#?}");
}

/// A word that is known elsewhere is refused with the words that are read.
#[test]
fn a_word_that_is_not_read_is_refused() {
    let files = files();
    let vocabulary: BTreeSet<&str> = Line::ALL
        .iter()
        .map(|line| line.key())
        .chain(Form::ALL.iter().map(|form| form.key()))
        .chain(SaleKind::ALL.iter().map(|kind| kind.key()))
        .chain(["small-scale", "small-low-profit", "entitlement", "deferral", "cost"])
        .collect();
    let mut asked = 0;
    for words in declared() {
        let place = &places(&files, &words.mechanism, &words.key)[0];
        for word in vocabulary.iter().filter(|word| !words.words.iter().any(|taken| taken == *word)) {
            let mut text = files[place.0].1.clone();
            text.replace_range(place.1.clone(), &if words.listed { format!("[\"{word}\"]") } else { format!("\"{word}\"") });
            // One file is enough: what is wrong inside it is told before its relations are looked at.
            let error = Pack::from_files(vec![("x.toml".to_string(), text)]).map(|_| ()).expect_err(word);
            let said: Vec<String> = error.problems().iter().map(|problem| problem.text(Lang::En)).collect();
            let taken = words.words.join(", ");
            assert!(said.iter().any(|said| said.contains(word) && said.contains(&taken)), "{}: {word}: {said:?}", words.mechanism);
            asked += 1;
        }
    }
    assert!(asked > 300, "{asked}");
}
