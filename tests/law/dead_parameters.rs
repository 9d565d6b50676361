//! No dead parameter: each parameter of the pack, changed a little, changes what comes out of some case or what a province
//! may decide, or no change of it passes the checks. Every sixteenth is asked about in an ordinary run;
//! `HUIQI_ALL=1 cargo test --test law dead_parameters::` asks about all.

use crate::common::cases::{Case, Resolved, cases, on_every_core};
use crate::common::delegations::DECISIONS;
use crate::common::edges::edges;
use crate::common::mutation::{Kind, Mutant, mutants};
use crate::common::pack;
use crate::common::register::files;
use crate::common::unread::unread_files;
use huiqi::Pack;
use std::collections::BTreeMap;

/// The law of provinces in which no case lies.
fn elsewhere(file: &str) -> bool {
    file.contains("cn-") && !["cn-53", "cn-43/", "cn-54/"].iter().any(|here| file.contains(here))
}

/// How many parameters were asked about, and those whose every small change passes the checks and comes out as before.
fn dead(cases: &[Case], sample: usize) -> (usize, Vec<String>) {
    // A figure that is moved would else be refused for what is printed, and nothing would be asked about it.
    let files = unread_files(files());
    let mut resolved = Resolved::new(pack());
    let outcomes: Vec<String> = cases.iter().map(|case| resolved.outcome(case)).collect();
    let mut by_parameter: BTreeMap<String, Vec<Mutant>> = BTreeMap::new();
    for (index, (_, text)) in files.iter().enumerate().filter(|(_, (name, _))| !name.contains("lists/") && !elsewhere(name)) {
        for mutant in mutants(index, text) {
            // The end of validity is a word where it is open, but no parameter. Of months that each come to the same, only the
            // number counts: one is left out.
            let small = match mutant.parameter().ends_with("months") {
                true => matches!(mutant.kind, Kind::Digit | Kind::Dropped),
                false => matches!(mutant.kind, Kind::Digit | Kind::Word),
            };
            if small && mutant.with != "2026-12-31" {
                by_parameter.entry(mutant.parameter().to_string()).or_default().push(mutant);
            }
        }
    }
    // `HUIQI_ONLY` names a file with the parameters to ask about, one a line.
    let only = std::env::var("HUIQI_ONLY").ok().map(|path| std::fs::read_to_string(path).expect("readable"));
    let asked = by_parameter.into_iter().step_by(sample);
    let asked = asked.filter(|(name, _)| only.as_ref().is_none_or(|list| list.lines().any(|line| line == name)));
    let parameters: Vec<(String, Vec<Mutant>)> = asked.collect();
    let alive = |(_, mutants): &(String, Vec<Mutant>)| {
        let mut passed = false;
        // What is left out, then the last digits: a nudge is small.
        let (dropped, nudged): (Vec<&Mutant>, Vec<&Mutant>) = mutants.iter().partition(|mutant| matches!(mutant.kind, Kind::Dropped));
        let changed = dropped.into_iter().chain(nudged.into_iter().rev()).take(6).any(|mutant| {
            let mut files = files.clone();
            files[mutant.file].1 = mutant.applied(&files[mutant.file].1);
            let Ok(pack) = Pack::from_files(files.clone()) else { return false };
            passed = true;
            let mut resolved = Resolved::new(&pack);
            cases.iter().zip(&outcomes).any(|(case, outcome)| resolved.outcome(case) != *outcome)
                || DECISIONS.iter().any(|decision| Pack::from_files(decision.made(&files)).is_ok() != decision.allowed)
        });
        changed || !passed
    };
    let answers = on_every_core(&parameters, alive);
    let count = parameters.len();
    (count, parameters.into_iter().zip(answers).filter(|(_, alive)| !alive).map(|((name, _), _)| name).collect())
}

/// What was left to the province is what the law leaves to it.
#[test]
fn a_province_decides_within_what_was_left_to_it() {
    for decision in &DECISIONS {
        let made = Pack::from_files(decision.made(&unread_files(files())));
        assert_eq!(
            made.is_ok(),
            decision.allowed,
            "{} {}: {:?}",
            decision.file,
            decision.instead,
            made.err().map(|error| error.to_string())
        );
    }
}

#[test]
fn each_parameter_changes_some_case() {
    let mut all = edges(pack());
    all.extend(cases(pack()));
    let sample = if std::env::var_os("HUIQI_ALL").is_some() { 1 } else { 16 };
    let (count, dead) = dead(&all, sample);
    assert!(count > 400 / sample || std::env::var_os("HUIQI_ONLY").is_some(), "{count} parameters");
    assert!(dead.is_empty(), "of {count}, no case reaches {dead:#?}");
}
