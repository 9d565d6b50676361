//! What the instruments print is held against the parameters: whoever changes a digit of a policy file is told so by loading
//! it, without the tests of this project.

use crate::common::cases::on_every_core;
use crate::common::mutation::{Kind, Mutant, mutants};
use crate::common::pack;
use crate::common::register::files;
use huiqi::{Confidence, Pack, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};

/// Digits of every parameter and date, to both of their neighbours: at least nine in ten are refused, but of what is from memory:
/// nothing is printed there. Every eighth change is tried in an ordinary run, `HUIQI_ALL=1` tries all.
#[test]
fn a_changed_digit_does_not_load() {
    let files = files();
    let policies = files.iter().enumerate().filter(|(_, (name, _))| !name.contains("lists/"));
    let of_figures = |mutant: &Mutant| matches!(mutant.kind, Kind::Digit | Kind::Date);
    let mutants: Vec<Mutant> = policies.flat_map(|(index, (_, text))| mutants(index, text)).filter(of_figures).collect();
    assert!(mutants.len() > 4000, "{}", mutants.len());
    let sample = if std::env::var_os("HUIQI_ALL").is_some() { 1 } else { 8 };
    let mutants: Vec<Mutant> = mutants.into_iter().step_by(sample).collect();
    let loads = on_every_core(&mutants, |mutant| {
        let mut changed = files.clone();
        changed[mutant.file].1 = mutant.applied(&changed[mutant.file].1);
        Pack::from_files(changed).is_ok()
    });
    let mut survivors: BTreeMap<&str, usize> = BTreeMap::new();
    for (mutant, _) in mutants.iter().zip(&loads).filter(|(_, loads)| **loads) {
        *survivors.entry(mutant.parameter()).or_default() += 1;
    }
    println!("{} of {} changed digits load:", survivors.values().sum::<usize>(), mutants.len());
    survivors.iter().for_each(|(parameter, count)| println!("  {parameter}: {count}"));
    let remembered: Vec<String> =
        pack().measures().iter().filter(|one| one.confidence == Confidence::Memory).map(|one| one.id.clone()).collect();
    let documents = pack().documents().iter().filter(|one| one.confidence == Confidence::Memory).map(|one| one.id.clone());
    let remembered: BTreeSet<String> = remembered.into_iter().chain(documents).collect();
    let of_text = |name: &str| !name.split(' ').next().is_some_and(|id| remembered.contains(id));
    let tried = mutants.iter().filter(|mutant| of_text(mutant.parameter())).count();
    let count: usize = survivors.iter().filter(|(name, _)| of_text(name)).map(|(_, count)| count).sum();
    assert!(tried > 600 && count * 10 <= tried, "{count} of {tried} load");
}

/// What was read in a text is printed, what was not read is not; a measure is known when all that it needs is issued.
#[test]
fn the_confidence_says_whether_a_text_was_read() {
    for measure in pack().measures() {
        let read = matches!(measure.confidence.key(), "text" | "secondary");
        assert!(read || measure.printed.is_empty(), "{}", measure.id);
        assert_eq!(measure.authority[0].document, Some(measure.document), "{}", measure.id);
        assert!(measure.known_from() >= pack().document_of(measure).issued_on, "{}", measure.id);
        assert!(!measure.article.is_empty(), "{}", measure.id);
    }
    let named = |id: &str| pack().measures().iter().find(|measure| measure.id == id).expect("there");
    let deferral = named("sta-mof-2022-2#tax-deferral");
    assert_eq!(deferral.known_from().to_string(), "2022-09-14", "the due months are those of the second instrument");
    assert_eq!(deferral.article, "第二条；国家税务总局 财政部公告2022年第17号第一条、第二条");
    let transport = named("mof-sta-2020-8#public-transport");
    assert_eq!(transport.known_from().to_string(), "2020-02-06", "what only prolongs it is not needed");
}
