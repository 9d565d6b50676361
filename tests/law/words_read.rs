//! Every word that a mechanism declares is read, and no other is taken.
//!
//! Each word is written alone where the pack's measures of the mechanism write theirs. It is read if the measure then decides
//! something in some case, or what comes out differs from what comes out with another word, or the pack is refused because
//! the measure now decides something else.

use crate::common::cases::{Case, Resolved, cases, on_every_core, read};
use crate::common::edges::edges;
use crate::common::register::files;
use crate::common::{self, pack};
use huiqi::{Error, Form, Lang, Line, Pack, SaleKind, StartUpGroup, TaxRating, Vocabulary};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The policy files as if no text had been read: what is printed would refuse a word before anything reads it.
fn unprinted() -> Vec<(String, String)> {
    let mut files = files();
    for (_, text) in &mut files {
        let mut printed = false;
        let kept = text.split_inclusive('\n').filter(|line| {
            if line.starts_with('[') {
                printed = line.starts_with("[measure.printed");
            }
            !printed && !line.starts_with("printed = ")
        });
        *text = kept.collect::<String>().replace("confidence = \"text\"", "confidence = \"memory\"");
        *text = text.replace("confidence = \"secondary\"", "confidence = \"memory\"");
    }
    files
}

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

/// Where a measure writes a parameter.
struct Place {
    file: usize,
    /// The bytes of the value.
    value: Range<usize>,
    /// The measure's full id.
    id: String,
}

/// Where the measures of a mechanism write a parameter.
fn places(files: &[(String, String)], mechanism: &str, key: &str) -> Vec<Place> {
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
            let id = format!("{}#{id}", document["document"]["id"].as_str().unwrap());
            found.push(Place { file, value: value..end, id });
        }
    }
    found
}

/// The pack with a value written at a place; or why it is refused.
fn with(files: &[(String, String)], place: &Place, value: &str) -> Result<Pack, String> {
    let mut files = files.to_vec();
    files[place.file].1.replace_range(place.value.clone(), value);
    let said = |error: Error| error.problems().iter().map(|problem| problem.text(Lang::En)).collect::<Vec<_>>().join("; ");
    Pack::from_files(files).map_err(said)
}

/// What comes out of the cases under a pack, worked out when it is first asked for.
struct Outcomes<'p> {
    resolved: Resolved<'p>,
    known: BTreeMap<usize, String>,
}

impl<'p> Outcomes<'p> {
    fn of(pack: &'p Pack) -> Outcomes<'p> {
        Outcomes { resolved: Resolved::new(pack), known: BTreeMap::new() }
    }

    fn at(&mut self, index: usize, all: &[Case]) -> &str {
        self.known.entry(index).or_insert_with(|| self.resolved.outcome(&all[index]))
    }

    fn differs(&mut self, other: &mut Outcomes<'_>, order: &[usize], all: &[Case]) -> bool {
        order.iter().any(|index| self.at(*index, all) != other.at(*index, all))
    }

    /// Whether the measure decides something in some case.
    fn decides(&mut self, id: &str, order: &[usize], all: &[Case]) -> bool {
        // In a step, among what is refused, or of a benefit.
        let (step, benefit) = (format!("\"{id}\""), format!(" {id} ("));
        order.iter().any(|index| {
            let outcome = self.at(*index, all);
            outcome.contains(&step) || outcome.contains(&benefit)
        })
    }
}

/// The words of a parameter that nothing reads.
fn unread(words: &Words, files: &[(String, String)], all: &[Case], usual: &[String]) -> Vec<String> {
    let written = |word: &str| if words.listed { format!("[\"{word}\"]") } else { format!("\"{word}\"") };
    let places = places(files, &words.mechanism, &words.key);
    assert!(!places.is_empty(), "{} {}", words.mechanism, words.key);
    let mut left: BTreeSet<&str> = words.words.iter().map(String::as_str).collect();
    for place in &places {
        if left.is_empty() {
            break;
        }
        // Where the measure is named usually, it is likely to matter.
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|index| !usual[*index].contains(&place.id));
        let none = words.may_be_empty.then(|| with(files, place, "[]").expect("may be empty"));
        let packs: Vec<(&str, Result<Pack, String>)> =
            words.words.iter().map(|word| (word.as_str(), with(files, place, &written(word)))).collect();
        let mut outcomes: BTreeMap<&str, Outcomes<'_>> =
            packs.iter().filter_map(|(word, pack)| Some((*word, Outcomes::of(pack.as_ref().ok()?)))).collect();
        let mut without = none.as_ref().map(Outcomes::of);
        for (word, pack) in &packs {
            // In the list as it is written, the word is left out or added.
            let toggled = || {
                if !words.listed {
                    return false;
                }
                let quoted = format!("\"{word}\"");
                let list = &files[place.file].1[place.value.clone()];
                let others: Vec<&str> = list.trim_matches(['[', ']']).split(", ").filter(|item| *item != quoted).collect();
                let added = if list.contains(&quoted) { Vec::new() } else { vec![quoted.as_str()] };
                let other = with(files, place, &format!("[{}]", [others, added].concat().join(", ")));
                match other {
                    Ok(pack) => {
                        let mut other = Outcomes::of(&pack);
                        order.iter().any(|index| other.at(*index, all) != usual[*index])
                    }
                    // The measure comes after a relief of that tax, or took the place of a rule on it, and no longer has it.
                    Err(why) => why.contains("is not a relief taken before this one") || why.contains("nothing decides"),
                }
            };
            let reads = match pack {
                // Another slot is decided now: the one before is not, a second rule decides it, or nobody left it to a province.
                Err(why) => ["no base rule for", "goes beyond the delegation", "does not leave this to a province", "two rules for"]
                    .iter()
                    .any(|said| why.contains(said)),
                Ok(_) => {
                    let mut own = outcomes.remove(word).expect("a pack");
                    let reads = match &mut without {
                        Some(without) => own.differs(without, &order, all),
                        None => {
                            own.decides(&place.id, &order, all)
                                && (words.listed || outcomes.values_mut().all(|other| own.differs(other, &order, all)))
                        }
                    };
                    outcomes.insert(word, own);
                    reads
                }
            };
            if reads || left.contains(word) && toggled() {
                left.remove(word);
            }
        }
    }
    left.into_iter().map(|word| format!("{} {} {word}", words.mechanism, words.key)).collect()
}

/// Businesses for what neither the notice's rows nor the edges ask about: one over the small-scale limit with each kind of
/// sale, one that asks for a refund of credit with each rating, one of each group that a subsidy is for.
fn more() -> Vec<Case> {
    let mut texts: Vec<String> = Vec::new();
    for kind in SaleKind::ALL {
        texts.push(common::Case::new(2024).sale("Q1", kind.key(), "6000000", "").toml());
        let simple = common::Case::new(2024).general("").net().sale("Q1", kind.key(), "100000", "simple = true");
        texts.push(simple.toml());
    }
    for rating in TaxRating::ALL {
        let refund = format!("refund = {{ rating = \"{}\", composition = \"80%\" }}", rating.key());
        let mut case = common::Case::new(2022).form(Form::Company).general(&refund).net();
        case.settled = Some((true, true));
        let case = case.sale("Q4", "goods", "100000", "rate = \"13%\"").with("inputs", "period = \"Q4\"; tax = 63000");
        texts.push(case.toml());
    }
    for group in StartUpGroup::ALL {
        let claim = format!("subsidy = \"start-up\"; rate = \"100\"; group = \"{}\"; years_since = 1", group.key());
        texts.push(common::Case::new(2022).sale("Q1", "goods", "1000", "").with("subsidies", &claim).toml());
    }
    texts.iter().flat_map(|text| read("more", text, pack(), &[Form::IndividualBusiness, Form::Company])).collect()
}

/// Words that are read, but where another measure of the pack comes first on the same days.
const BEHIND_OTHERS: &[&str] = &[
    "agreed-rent-cut landlord state",         // the waiver of state-owned premises
    "simple-levy-rate kinds labour-dispatch", // has no simple method from 2026
];

/// The only word of a parameter whose measure leaves no step behind: `nationwide` holds what it does.
const WITHOUT_A_STEP: &[&str] = &["not-levied taxes property"];

#[test]
fn every_declared_word_is_read() {
    let mut all = edges(pack());
    all.extend(more());
    all.extend(cases(pack()));
    let (files, declared) = (unprinted(), declared());
    assert!(declared.len() > 20);
    let mut resolved = Resolved::new(pack());
    let usual: Vec<String> = all.iter().map(|case| resolved.outcome(case)).collect();
    let only = std::env::var("HUIQI_ONLY").ok();
    let asked: Vec<&Words> = declared.iter().filter(|words| only.as_ref().is_none_or(|name| *name == words.mechanism)).collect();
    let mut unread: Vec<String> = on_every_core(&asked, |words| unread(words, &files, &all, &usual)).concat();
    unread.retain(|word| !BEHIND_OTHERS.contains(&word.as_str()) && !WITHOUT_A_STEP.contains(&word.as_str()));
    assert!(unread.is_empty(), "{unread:#?}");
}

/// A word that is known elsewhere is refused with the words that are read.
#[test]
fn a_word_that_is_not_read_is_refused() {
    let files = unprinted();
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
            let mut text = files[place.file].1.clone();
            text.replace_range(place.value.clone(), &if words.listed { format!("[\"{word}\"]") } else { format!("\"{word}\"") });
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
