//! The data are held: every digit, word and element of every parameter, every date and every relation of the pack,
//! changed one at a time. Each change must be noticed: by the second transcription (`tests/register.txt`), by the
//! checks that a pack must pass, or by the cases (examples and rows of the notice).
//!
//! `HUIQI_ALL=1 cargo test --test law data_mutants::` asks all three about each mutant and writes down who notices what.

use crate::common::cases::{Case, Resolved, cases, in_force, on_every_core};
use crate::common::mutation::{Kind, Mutant, mutants};
use crate::common::pack;
use crate::common::register::{Figures, differences, figures, files, register};
use huiqi::Pack;
use std::collections::BTreeMap;

/// Who notices a mutant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Noticed {
    register: bool,
    load: bool,
    cases: bool,
}

/// What mutants are held against.
struct Held {
    files: Vec<(String, String)>,
    /// The part of the register that each file must agree with.
    register: Vec<Figures>,
    cases: Vec<Case>,
    outcomes: Vec<String>,
    in_force: String,
}

impl Held {
    fn new() -> Held {
        let (files, all) = (files(), register());
        let part = |file: &(String, String)| {
            let ids = figures(std::slice::from_ref(file)).expect("a policy file");
            all.iter().filter(|(id, _)| ids.contains_key(*id)).map(|(id, figure)| (id.clone(), figure.clone())).collect()
        };
        let register = files.iter().map(part).collect();
        let cases = cases(pack());
        let mut resolved = Resolved::new(pack());
        let outcomes = cases.iter().map(|case| resolved.outcome(case)).collect();
        Held { files, register, cases, outcomes, in_force: in_force(pack()) }
    }

    fn policies(&self) -> impl Iterator<Item = (usize, &str)> {
        let files = self.files.iter().enumerate().filter(|(_, (name, _))| !name.contains("/lists/"));
        files.map(|(index, (_, text))| (index, text.as_str()))
    }

    fn mutants(&self) -> Vec<Mutant> {
        self.policies().flat_map(|(index, text)| mutants(index, text)).collect()
    }

    /// Asks the register, then the checks, then the cases; all three only if `all`.
    fn ask(&self, mutant: &Mutant, all: bool) -> Noticed {
        let mut noticed = Noticed::default();
        let (name, text) = &self.files[mutant.file];
        let mutated = (name.clone(), mutant.applied(text));
        let read = figures(std::slice::from_ref(&mutated));
        noticed.register = read.is_some_and(|read| !differences(&self.register[mutant.file], &read).is_empty());
        if noticed.register && !all {
            return noticed;
        }
        let mut files = self.files.clone();
        files[mutant.file] = mutated;
        let Ok(pack) = Pack::from_files(files) else {
            noticed.load = true;
            return noticed;
        };
        let mut resolved = Resolved::new(&pack);
        noticed.cases = in_force(&pack) != self.in_force
            || self.cases.iter().zip(&self.outcomes).any(|(case, outcome)| resolved.outcome(case) != *outcome);
        noticed
    }
}

/// The canary: what changes nothing must survive, and what each of the three is there for must be noticed by it.
#[test]
fn the_gate_is_alive() {
    let held = Held::new();
    let change = |file: &str, from: &str, to: &str| {
        let file = held.files.iter().position(|(name, _)| name.ends_with(file)).expect("a file");
        let at = held.files[file].1.find(from).unwrap_or_else(|| panic!("{from}"));
        held.ask(&Mutant { file, kind: Kind::Digit, name: String::new(), at: at..at + from.len(), with: to.to_string() }, true)
    };
    assert_eq!(change("mof-sta-2023-12.toml", "2026-11-24", "2026-11-25"), Noticed::default(), "the day of checking is no law");
    assert_eq!(change("mof-sta-2023-12.toml", "[[measure]]", "# nothing\n[[measure]]"), Noticed::default());
    let rate = change("mof-sta-2023-12.toml", "reduction = \"50%\"", "reduction = \"51%\"");
    assert_eq!(rate, Noticed { register: true, load: true, cases: false });
    let word = change("mof-sta-2023-12.toml", "\"small-scale\", \"small-low-profit\"", "\"small-scale\"");
    assert_eq!(word, Noticed { register: true, load: false, cases: true });
    let gap = change("council-vat-regulation.toml", "2025-12-31", "2025-11-30");
    assert_eq!(gap, Noticed { register: true, load: true, cases: false });
    let relation = change("mof-sta-2023-12.toml", "supersedes = [\"mof-sta-2022-10#delegated-halving\"]\n", "");
    assert_eq!(relation, Noticed { register: false, load: true, cases: false }, "what provinces decided stands beside it");
}

/// What survives, and why that does no harm. A survivor that is not listed fails the test.
const HARMLESS: [(&str, &str); 0] = [];

const HEAD: &str = "# Changes of the data, one at a time\n\n\
    Made by `HUIQI_WRITE=1 cargo test --test law data_mutants::`. Every digit of every parameter and date goes to both of its\n\
    neighbours, every word to another legal word, every list loses each of its elements, every parameter and relation is\n\
    left out, every place becomes another. A mutant is noticed by the second transcription (`tests/register.txt`), by\n\
    the checks that a pack must pass, or by the cases (rows of the notice, examples in every year and form, measures in\n\
    force by month and place), asked in this order. Not mutated: ids, numbers, titles, articles, addresses, confidence,\n\
    the day of checking, names, the code lists in `policies/lists`.\n\n\
    | what is changed | mutants | noticed by the register | by the checks | by the cases | not noticed |\n\
    |---|---:|---:|---:|---:|---:|\n";

#[test]
fn every_change_of_the_data_is_noticed() {
    let held = Held::new();
    let mutants = held.mutants();
    assert!(mutants.len() > 6000, "{} mutants", mutants.len());
    let all = std::env::var_os("HUIQI_ALL").is_some();
    let noticed = on_every_core(&mutants, |mutant| held.ask(mutant, all));
    let mut counts: BTreeMap<Kind, [usize; 5]> = BTreeMap::new();
    let mut survivors = Vec::new();
    for (mutant, noticed) in mutants.iter().zip(&noticed) {
        let answers = [true, noticed.register, noticed.load, noticed.cases, *noticed == Noticed::default()];
        counts.entry(mutant.kind).or_default().iter_mut().zip(answers).for_each(|(count, answer)| *count += usize::from(answer));
        if answers[4] {
            survivors.push(mutant.name.as_str());
        }
    }
    let total = counts.values().fold([0; 5], |sum, row| std::array::from_fn(|i| sum[i] + row[i]));
    let row = |name: &str, row: &[usize; 5]| format!("| {name} | {} | {} | {} | {} | {} |\n", row[0], row[1], row[2], row[3], row[4]);
    let table: String = counts.iter().map(|(kind, counts)| row(kind.words(), counts)).collect();
    let mut page = format!("{HEAD}{table}{}\n## What survives\n\n", row("all", &total));
    for name in &survivors {
        let reason = HARMLESS.iter().find(|(known, _)| known == name).map(|(_, reason)| *reason);
        assert!(reason.is_some(), "nobody notices {name}");
        page += &format!("- `{name}`: {}\n", reason.unwrap_or_default());
    }
    if survivors.is_empty() {
        page += "Nothing.\n";
    }
    assert!(survivors.len() * 100 <= mutants.len(), "{} of {} survive", survivors.len(), mutants.len());
    if all {
        println!("each mutant shown to all three:\n{table}{}", row("all", &total));
        return;
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mutants.md");
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&path, &page).expect("writable");
    }
    let fresh = std::fs::read_to_string(&path).unwrap_or_default() == page;
    assert!(fresh, "docs/mutants.md is stale: HUIQI_WRITE=1 cargo test --test law data_mutants::");
}
