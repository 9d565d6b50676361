//! What the instruments print is held against the parameters: whoever changes a digit of a policy file is told so by loading
//! it, without the tests of this project.

use crate::common::cases::on_every_core;
use crate::common::mutation::{Kind, Mutant, mutants};
use crate::common::pack;
use crate::common::register::files;
use huiqi::{Confidence, Lang, Pack, Vocabulary};
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

/// A circular of 2009 on 2010 that puts taxes off, read in its text: what is said of it once `changes` were made.
fn told(changes: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let mut text = include_str!("printed/deferral.toml").to_string();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    let problems = pack().overlaid(vec![("new.toml".to_string(), text)]).err().map(|error| error.problems().to_vec());
    problems.into_iter().flatten().map(|problem| (problem.code(), problem.text(Lang::En))).collect()
}

fn codes(changes: &[(&str, &str)]) -> Vec<&'static str> {
    told(changes).into_iter().map(|(code, _)| code).collect()
}

/// Amounts may be printed with commas and spaces, and figures may follow from others; a note in brackets is no figure.
#[test]
fn figures_are_compared_whatever_their_notation() {
    assert_eq!(told(&[]), []);
    let amount = "small_below = \"第二条：2000万元\"";
    for same in ["2,000万元", "2 000 万元", "二千万元", "20,000,000元"] {
        assert_eq!(told(&[(amount, &format!("small_below = \"第二条：{same}\""))]), [], "{same}");
    }
    assert_eq!(codes(&[(amount, "small_below = \"第二条：200,0元\"")]), ["printed-differs"]);
    let share = "medium_share = \"第一条：50%\"";
    for same in ["20% + 30%", "80% − 30%", "100%（第一条−附件）× 减半"] {
        assert_eq!(told(&[(share, &format!("medium_share = \"= {same}\""))]), [], "{same}");
    }
    assert_eq!(codes(&[(share, "medium_share = \"= 20% + 40%\"")]), ["printed-differs"]);
    assert_eq!(codes(&[(share, "medium_share = \"= 20% + 30元\"")]), ["not-derived"]);
}

/// Days are printed as a year, as a span of two days, or one by one; what is no day is none of them.
#[test]
fn days_are_compared_with_what_is_printed() {
    let (span, valid) = ("valid = \"第三条：2010年1月1日至2010年12月31日\"", |says: &str| format!("valid = \"第三条：{says}\""));
    assert_eq!(told(&[(span, &valid("2010年"))]), []);
    assert_eq!(told(&[(span, "valid = { from = \"第三条：2010年1月1日\", to = \"第三条：2010年底\" }")]), []);
    assert_eq!(codes(&[(span, &valid("2011年"))]), ["printed-differs"; 2]);
    // Of an end alone the beginning is not known: it is not the day of issue.
    assert_eq!(codes(&[(span, &valid("2010年12月31日"))]), ["begins-unprinted"]);
    for no_day in ["自2010年1月1日起三年", "三年至2010年12月31日", "三年"] {
        assert!(codes(&[(span, &valid(no_day))]).contains(&"printed-without-figure"), "{no_day}");
    }
    // The day of issue is printed too.
    assert_eq!(codes(&[("printed = \"2009年12月1日\"\n", "")]), ["unprinted"]);
    assert_eq!(codes(&[("printed = \"2009年12月1日\"", "printed = \"2009年12月2日\"")]), ["printed-differs"]);
}

/// A key under `printed` that is none of the parameter's is told with those that are; what a table is called is words for people.
#[test]
fn what_is_printed_stands_under_the_keys_of_the_parameter() {
    let told = told(&[("due = \"第一条：2010年8月\"", "due = \"第一条：2010年8月\", until = \"第一条：2010年8月\"")]);
    assert!(matches!(told.as_slice(), [("unknown-key", said)] if said.contains("`until`; known here: due, period")), "{told:?}");
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with("miit-2011-300.toml")).expect("the size classes");
    assert!(text.contains("zh = \"工业\""));
    *text = text.replacen("zh = \"工业\"", "zh = \"工业（999人以上）\"", 1);
    assert!(Pack::from_files(files).is_ok());
}

/// `5月至12月` is each month between, as a list of months has them.
#[test]
fn a_span_of_months_is_each_of_them() {
    let of = |printed: &str| {
        let text = include_str!("printed/deferral.toml");
        let before = &text[..text.find("mechanism = ").expect("a mechanism")];
        let text = format!(
            "{before}mechanism = \"insurance-deferral\"\n[measure.parameters]\nwho = \"any-business\"\npension = []\n\
             unemployment_and_injury = [\"05\", \"06\", \"07\"]\ndue = \"2010-12\"\n[measure.printed]\nvalid = \"第三条：2010年\"\n\
             unemployment_and_injury = \"第一条：{printed}\"\ndue = \"第一条：2010年12月\"\n"
        );
        let made = pack().overlaid(vec![("new.toml".to_string(), text)]);
        made.err().map(|error| error.problems().iter().map(|problem| problem.code()).collect::<Vec<_>>()).unwrap_or_default()
    };
    for same in ["5月至7月", "2010年5月至7月", "2010年5月至2010年7月", "5月、6月、7月"] {
        assert_eq!(of(same), [""; 0], "{same}");
    }
    for other in ["5月至8月", "6月至7月"] {
        assert!(of(other).contains(&"printed-differs") || of(other).contains(&"printed-only"), "{other}");
    }
}

/// Industries are sections, A to T, or the first digits of a code, four at most.
#[test]
fn industries_are_sections_or_the_first_digits_of_codes() {
    for industries in ["[\"T\"]", "[\"6\"]", "[\"62\", \"7291\"]"] {
        assert_eq!(told(&[("codes = [\"C\"]", &format!("codes = {industries}"))]), [], "{industries}");
    }
    for wrong in ["U", "c", "72911", "ab", "CD"] {
        assert_eq!(codes(&[("codes = [\"C\"]", &format!("codes = [\"{wrong}\"]"))]), ["wrong-value"], "{wrong}");
    }
}

/// A measure decides only what another leaves to a province: one that puts taxes off is left by none.
#[test]
fn only_what_is_left_to_a_province_is_decided() {
    let found = codes(&[("mechanism = ", "decides = \"mof-sta-2022-10#delegated-halving\"\nmechanism = ")]);
    assert_eq!(found, ["decides-wrong-kind", "days-not-delegated"]);
}
