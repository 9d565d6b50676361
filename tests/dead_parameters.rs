//! No dead parameter: each parameter of the pack, changed a little, changes what comes out of some case, or no change of it
//! passes the checks. Every sixteenth is asked about in an ordinary run; `HUIQI_ALL=1 cargo test --test dead_parameters`
//! asks about all, and with `HUIQI_WRITE=1` writes down those that no case reaches.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/cases.rs"]
mod cases;
mod common;
#[path = "common/edges.rs"]
mod edges;
#[path = "common/mutation.rs"]
mod mutation;
#[path = "common/register.rs"]
mod register;

use cases::{Case, Resolved, cases, on_every_core};
use common::pack;
use huiqi::Pack;
use mutation::{Kind, Mutant, mutants};
use register::files;
use std::collections::BTreeMap;

/// The parameters whose every small change passes the checks and comes out as before.
fn dead(cases: &[Case], sample: usize, known: &[&str]) -> (usize, Vec<String>) {
    let files = files();
    let mut resolved = Resolved::new(pack());
    let outcomes: Vec<String> = cases.iter().map(|case| resolved.outcome(case)).collect();
    let mut by_parameter: BTreeMap<String, Vec<Mutant>> = BTreeMap::new();
    for (index, (_, text)) in files.iter().enumerate().filter(|(_, (name, _))| !name.contains("/classes/")) {
        for mutant in mutants(index, text) {
            // The end of validity is a word where it is open, but no parameter.
            if matches!(mutant.kind, Kind::Digit | Kind::Word) && mutant.with != "2026-12-31" {
                by_parameter.entry(mutant.parameter().to_string()).or_default().push(mutant);
            }
        }
    }
    // What is known to be unreached is asked about only when all are: each costs as much as all cases.
    let asked = by_parameter.into_iter().step_by(sample).filter(|(name, _)| sample == 1 || !known.contains(&name.as_str()));
    let only = std::env::var("HUIQI_ONLY").ok().map(|path| std::fs::read_to_string(path).expect("readable"));
    let asked = asked.filter(|(name, _)| only.as_ref().is_none_or(|list| list.lines().any(|line| line == name)));
    let parameters: Vec<(String, Vec<Mutant>)> = asked.collect();
    let alive = |(_, mutants): &(String, Vec<Mutant>)| {
        let mut passed = false;
        // The last digits first: a nudge is small.
        let changed = mutants.iter().rev().take(6).any(|mutant| {
            let mut files = files.clone();
            files[mutant.file].1 = mutant.applied(&files[mutant.file].1);
            let Ok(pack) = Pack::from_files(files) else { return false };
            passed = true;
            let mut resolved = Resolved::new(&pack);
            cases.iter().zip(&outcomes).any(|(case, outcome)| resolved.outcome(case) != *outcome)
        });
        changed || !passed
    };
    let answers = on_every_core(&parameters, alive);
    let count = parameters.len();
    (count, parameters.into_iter().zip(answers).filter(|(_, alive)| !alive).map(|((name, _), _)| name).collect())
}

/// Parameters that no case reaches: only the register holds them. The list may shrink, never grow.
const UNREACHED: &str = include_str!("unreached.txt");

#[test]
fn each_parameter_changes_some_case() {
    let mut all = edges::edges(pack());
    all.extend(cases(pack()));
    let known: Vec<&str> = UNREACHED.lines().collect();
    let sample = if std::env::var_os("HUIQI_ALL").is_some() { 1 } else { 16 };
    let (count, dead) = dead(&all, sample, &known);
    assert!(count > 400 / sample || std::env::var_os("HUIQI_ONLY").is_some(), "{count} parameters");
    if std::env::var_os("HUIQI_WRITE").is_some() && sample == 1 {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unreached.txt");
        std::fs::write(path, dead.iter().map(|name| format!("{name}\n")).collect::<String>()).expect("writable");
        return;
    }
    let new: Vec<&String> = dead.iter().filter(|name| !known.contains(&name.as_str())).collect();
    assert!(new.is_empty(), "no case reaches {new:?}");
}
