//! The same bytes come out of the same facts with any number of threads and order of files. One digest stands for all of it;
//! run with and without `--release`, it must be the recorded one. The command is held to it in `tests/command/same_bytes.rs`.

use crate::common::cases::{Resolved, cases, examples, in_force, on_every_core};
use crate::common::compared::{comparison, stable};
use crate::common::{pack, register};
use huiqi::report::{Context, assessment_json};
use huiqi::{Form, Lang, Pack, Profile, Vocabulary};
use sha2::{Digest, Sha256};
use std::path::Path;

fn digest(texts: &[String]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_be_bytes());
        hasher.update(text);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One example in one year, compared, and assessed in each form.
fn texts(pack: &Pack, example: &(String, String), year: i32) -> Vec<String> {
    let Some(compared) = comparison(pack, example, year) else { return Vec::new() };
    let profile = Profile::parse(&example.1, &example.0, pack).and_then(|read| read.in_year(year)).expect("an example");
    let rules = pack.rules(year, profile.place, None).expect("covered");
    let context = Context { pack, rules: &rules, profile: &profile, lang: Lang::En };
    let assessed = Form::ALL.iter().map(|form| match huiqi::assess(&rules, &profile, *form) {
        Ok(assessment) => stable(&assessment_json(&context, &assessment), pack),
        Err(error) => error.to_string(),
    });
    std::iter::once(compared).chain(assessed).collect()
}

/// A line a part, the last of them over all.
fn digests(pack: &Pack) -> String {
    let mut parts: Vec<(String, String)> = Vec::new();
    for example in examples() {
        let years: Vec<i32> = pack.years().collect();
        let all: Vec<String> = on_every_core(&years, |year| texts(pack, &example, *year)).into_iter().flatten().collect();
        parts.push((digest(&all), example.0.clone()));
    }
    let mut resolved = Resolved::new(pack);
    let rows: Vec<String> =
        cases(pack).iter().filter(|case| case.name.starts_with("tests/rows")).map(|case| resolved.outcome(case)).collect();
    parts.push((digest(&rows), "tests/rows".to_string()));
    parts.push((digest(&[in_force(pack)]), "measures in force".to_string()));
    let all: Vec<String> = parts.iter().map(|(digest, _)| digest.clone()).collect();
    parts.push((digest(&all), "all".to_string()));
    parts.iter().map(|(digest, name)| format!("{digest}  {name}\n")).collect()
}

#[test]
fn the_digest_is_the_recorded_one() {
    let found = digests(pack());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/digest.txt");
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&path, &found).expect("writable");
    }
    let recorded = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, recorded, "results changed: HUIQI_WRITE=1 cargo test --test law same_bytes::, once you know why");
}

/// Files in another order, under other names, make the same pack and the same results.
#[test]
fn the_order_and_names_of_files_show_nowhere() {
    let mut files = register::files();
    files.reverse();
    for (i, (name, _)) in files.iter_mut().enumerate() {
        let folder = if name.contains("/lists/") { name.clone() } else { format!("{}.toml", 1000 - i) };
        *name = folder;
    }
    let other = Pack::from_files(files).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(other.hash(), pack().hash());
    let example = &examples()[0];
    assert_eq!(texts(&other, example, 2024), texts(pack(), example, 2024));
}
