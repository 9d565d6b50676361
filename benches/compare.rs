//! One business compared, with and without its trace, and the pack loaded; beside that, in the same run, its files parsed as TOML alone.
//! The same year by hand stands in `kernel.rs`.
//!
//! `cargo bench --bench compare`

use divan::{Bencher, black_box};
use huiqi::{Form, Pack, Profile, Rules};
use std::path::Path;
use toml::de::DeTable;

fn main() {
    divan::main();
}

fn case() -> (Rules, Profile) {
    let pack = Pack::embedded().unwrap_or_else(|error| unreachable!("{error}"));
    let profile = Profile::parse(include_str!("../examples/noodle-shop.toml"), "noodle-shop.toml", &pack);
    let profile = profile.unwrap_or_else(|error| unreachable!("{error}"));
    let rules = pack.rules(profile.year, profile.place, None).unwrap_or_else(|error| unreachable!("{error}"));
    (rules, profile)
}

/// All five forms with full trace: aim 30 µs.
#[divan::bench]
fn compare_all_forms_with_trace(bencher: Bencher<'_, '_>) {
    let (rules, profile) = case();
    bencher.bench(|| huiqi::compare(&rules, black_box(&profile), &[]));
}

/// Before and after, with full trace: aim 30 µs.
#[divan::bench]
fn compare_one_form_with_trace(bencher: Bencher<'_, '_>) {
    let (rules, profile) = case();
    bencher.bench(|| huiqi::compare(&rules, black_box(&profile), &[Form::OnePersonCompany]));
}

/// Before and after, figures only: aim 2 µs.
#[divan::bench]
fn compare_one_form_without_trace(bencher: Bencher<'_, '_>) {
    let (rules, profile) = case();
    bencher.bench(|| {
        let mut nets = [None; 2];
        let mut free = nets.iter_mut();
        huiqi::amounts_in_forms(&rules, black_box(&profile), &[Form::IndividualBusiness, Form::OnePersonCompany], &mut |_, amounts| {
            if let Some(net) = free.next() {
                *net = amounts.ok().map(|amounts| amounts.net_to_owner());
            }
        });
        nets
    });
}

/// Loading the embedded pack: aim 5 ms.
#[divan::bench]
fn load_the_pack() -> bool {
    Pack::embedded().is_ok()
}

/// What the build script does once: the same files parsed as TOML, and nothing more.
#[divan::bench]
fn parse_its_files(bencher: Bencher<'_, '_>) {
    let mut files = Vec::new();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
    collect(root.as_ref(), &mut files).unwrap_or_else(|error| unreachable!("{error}"));
    assert!(files.len() > 100);
    bencher.bench(|| files.iter().filter(|text| DeTable::parse(black_box(text)).is_ok()).count());
}

fn collect(folder: &Path, files: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(std::fs::read_to_string(path)?) }
    }
    Ok(())
}

/// Loading and checking the same files as those of a user: `--pack`.
#[divan::bench]
fn load_and_check_a_folder() -> bool {
    Pack::load(concat!(env!("CARGO_MANIFEST_DIR"), "/policies").as_ref()).is_ok()
}

/// Resolving the rules in force, once for a year and place.
#[divan::bench]
fn resolve_the_rules(bencher: Bencher<'_, '_>) {
    let pack = Pack::embedded().unwrap_or_else(|error| unreachable!("{error}"));
    bencher.bench(|| pack.rules(black_box(2022), 530_302, None));
}

/// Reading a profile.
#[divan::bench]
fn read_a_profile(bencher: Bencher<'_, '_>) {
    let pack = Pack::embedded().unwrap_or_else(|error| unreachable!("{error}"));
    bencher.bench(|| Profile::parse(black_box(include_str!("../examples/noodle-shop.toml")), "noodle-shop.toml", &pack));
}
