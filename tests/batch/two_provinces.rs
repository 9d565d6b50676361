//! A pack of two other provinces: the national files with those of `tests/two-provinces` and without any of Yunnan. Nothing in
//! the program, and nothing in a national file, needs the provinces that the embedded pack has.

use huiqi::register::Synthesis;
use huiqi::{Error, Form, Lang, Line, Pack, Profile};
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const NOODLES: &str = include_str!("../../examples/noodle-shop.toml");

/// The files of such a pack, by their names.
fn files() -> Vec<(String, String)> {
    fn collect(folder: &Path, root: &Path, found: &mut Vec<(String, String)>) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                collect(&path, root, found);
            } else {
                found.push((path.strip_prefix(root).unwrap().display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (nation, own) = (here.join("policies"), here.join("tests/two-provinces"));
    let mut found = Vec::new();
    collect(&nation.join("cn"), &nation, &mut found);
    collect(&own, &own, &mut found);
    for list in ["lists/gbt4754.toml", "lists/services.toml"] {
        found.push((list.to_string(), std::fs::read_to_string(nation.join(list)).unwrap()));
    }
    found
}

fn without(name: &str) -> Pack {
    let kept: Vec<_> = files().into_iter().filter(|(file, _)| !file.ends_with(name)).collect();
    assert_eq!(kept.len() + 1, files().len(), "{name}");
    Pack::from_files(kept).unwrap()
}

fn two_provinces() -> Pack {
    Pack::from_files(files()).unwrap_or_else(|error| panic!("{error}"))
}

/// The noodle shop somewhere else, with more tables.
fn shop(place: &str, year: i32, more: &str, pack: &Pack) -> Profile {
    let toml = NOODLES.replace("麒麟区", place).replace("year = 2022", &format!("year = {year}")) + more;
    Profile::parse(&toml, "shop.toml", pack).unwrap_or_else(|error| panic!("{error}"))
}

fn assess(profile: &Profile, form: Form, pack: &Pack) -> Result<huiqi::Assessment, Error> {
    huiqi::assess(&pack.rules(profile.year, profile.place, None)?, profile, form)
}

fn said(error: &Error, lang: Lang) -> String {
    error.problems().iter().map(|problem| problem.text(lang)).collect()
}

#[test]
fn it_loads_and_has_years_of_its_own() {
    let pack = two_provinces();
    assert!(pack.documents().iter().all(|document| !document.id.contains("yunnan") && !document.id.contains("qujing")));
    assert_eq!((pack.years(), pack.example_place()), (2020..=2026, 440_106));
    for year in [2019, 2027] {
        let profile = NOODLES.replace("麒麟区", "天河区").replace("year = 2022", &format!("year = {year}"));
        assert!(said(&Profile::parse(&profile, "shop.toml", &pack).unwrap_err(), Lang::En).contains("2020 to 2026"));
        assert!(said(&pack.rules(year, 440_106, None).unwrap_err(), Lang::En).contains("2020 to 2026"));
    }
    // Yunnan's places are none of this pack's.
    assert!(Profile::parse(NOODLES, "shop.toml", &pack).is_err());
}

#[test]
fn every_year_and_form_is_assessed() {
    let pack = two_provinces();
    for (place, year) in ["天河区", "东莞市", "岳麓区", "浏阳市"].iter().flat_map(|place| pack.years().map(move |year| (place, year)))
    {
        let profile = shop(place, 2022, "", &pack).in_year(year).unwrap();
        for form in [Form::IndividualBusiness, Form::SoleProprietorship, Form::Company] {
            // In 2020 a rule changes inside the first quarter: its sales would have to be told by month.
            match assess(&profile, form, &pack) {
                Ok(assessment) => assert!(!assessment.record.steps.is_empty(), "{place} {year}"),
                Err(error) => assert!(year == 2020 && said(&error, Lang::En).contains("by month"), "{place} {year}: {error}"),
            }
        }
    }
}

#[test]
fn each_province_has_its_own_law() {
    let pack = two_provinces();
    let premises = "[[property]]\noriginal_value = 1000000\n";
    let due =
        |place: &str| assess(&shop(place, 2024, premises, &pack), Form::IndividualBusiness, &pack).unwrap().amounts.lines[Line::Property];
    // 1.2% of 70% in Guangdong, of 80% in Hunan; half of either (公告2023-12).
    assert_eq!((due("天河区").due.plain(), due("天河区").relief.plain()), ("8400.00".to_string(), "4200.00".to_string()));
    assert_eq!((due("岳麓区").due.plain(), due("岳麓区").relief.plain()), ("9600.00".to_string(), "4800.00".to_string()));
}

/// What only local law decides is missed where a profile needs it, and there only.
#[test]
fn absent_local_law_is_refused_where_it_matters() {
    let pack = without("hunan-2003-14.toml");
    let premises = "[[property]]\noriginal_value = 1000000\n";
    assert!(assess(&shop("岳麓区", 2024, "", &pack), Form::Company, &pack).is_ok());
    assert!(assess(&shop("天河区", 2024, premises, &pack), Form::Company, &pack).is_ok());
    assert!(assess(&shop("岳麓区", 2024, "[[property]]\nannual_rent = 100000\n", &pack), Form::Company, &pack).is_ok());
    let error = assess(&shop("岳麓区", 2024, premises, &pack), Form::Company, &pack).unwrap_err();
    for lang in [Lang::En, Lang::Zh] {
        assert!(said(&error, lang).contains("`property.deduction`"), "{}", said(&error, lang));
    }

    // Hunan was free to reduce six taxes and two fees in 2022; where neither its decision nor one that stands in for it is there,
    // that is refused. From 2023 the nation reduces them.
    let mut files = files();
    files.retain(|(name, _)| !name.ends_with("hunan-halving-2022.toml"));
    let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with("mof-sta-2022-10.toml")).unwrap();
    *text = text.replace("stands_in = true\n", "stands_in = true\nnot_in = [\"43\"]\n");
    let pack = Pack::from_files(files).unwrap();
    let error = assess(&shop("岳麓区", 2022, "", &pack), Form::IndividualBusiness, &pack).unwrap_err();
    let said = said(&error, Lang::En);
    assert!(said.contains("reduction of") && said.contains("430104") && said.contains("2022-01-01"), "{said}");
    assert!(assess(&shop("岳麓区", 2023, "", &pack), Form::IndividualBusiness, &pack).is_ok());
    assert!(assess(&shop("天河区", 2022, "", &pack), Form::IndividualBusiness, &pack).is_ok());
    // Who is none of those it may be reduced for needs no decision.
    let general = shop("岳麓区", 2022, "", &pack);
    assert!(assess(&general, Form::SoleProprietorship, &pack).is_err(), "a small-scale taxpayer is one");
    // As the pack is, what stands in for the decision halves them.
    let pack = without("hunan-halving-2022.toml");
    assert!(assess(&shop("岳麓区", 2022, "", &pack), Form::IndividualBusiness, &pack).is_ok());
}

/// Local law that is there on some days is there on all.
#[test]
fn a_local_rule_has_no_gap() {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with("hunan-2003-14.toml")).unwrap();
    *text = text.replace("to = \"open\"", "to = 2024-12-31");
    let said = said(&Pack::from_files(files).unwrap_err(), Lang::En);
    assert!(said.contains("the deduction from original value from 2025-01-01 to 2026-12-31"), "{said}");
}

#[test]
fn registers_are_made_of_its_places() {
    let pack = two_provinces();
    let rows = Synthesis::new(&pack, 1, 2024).unwrap().rows(0, 200).unwrap();
    let places = rows.column_by_name("place").unwrap();
    let places = arrow_array::cast::AsArray::as_string::<i32>(places);
    assert!(places.iter().flatten().all(|place| place.starts_with("4401") && place != "440100"));
    let template = huiqi::register::template_csv(&pack, Lang::En);
    assert!(template.contains("440106") && !template.contains("53"), "{template}");
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_huiqi")).current_dir(folder).env_clear().env("LANG", "en").args(args).output().unwrap()
}

fn well(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The whole command on such a pack: assess, compare over years, what is in force, a made-up register and its results.
#[test]
fn the_command_works_on_it() {
    let folder = TempDir::new().unwrap();
    for (name, text) in files() {
        let path = folder.path().join("pack").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::write(folder.path().join("shop.toml"), NOODLES.replace("麒麟区", "天河区")).unwrap();
    let on_pack = |args: &[&str]| well(folder.path(), &[args, &["--pack", "pack"]].concat());
    assert!(on_pack(&["assess", "shop.toml", "--format", "json"]).contains("guangdong-halving-2022#halving"));
    let years = on_pack(&["compare", "shop.toml", "--years", "2021..2026"]);
    assert!((2021..=2026).all(|year| years.contains(&year.to_string())), "{years}");
    let in_force = on_pack(&["policies", "in-force", "2022-05-01"]);
    assert!(in_force.contains("guangdong-halving-2022#halving") && !in_force.contains("hunan"), "{in_force}");
    assert!(on_pack(&["policies", "in-force", "2022-05-01", "--place", "浏阳市"]).contains("hunan-2003-14#value-deduction"));
    let timeline = on_pack(&["policies", "timeline"]);
    assert!(timeline.lines().any(|line| line.trim_start().starts_with("2020")), "{timeline}");
    on_pack(&["synth", "300", "--output", "register.csv"]);
    let output = run(folder.path(), &["batch", "register.csv", "--output", "results.csv", "--pack", "pack"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let results = std::fs::read_to_string(folder.path().join("results.csv")).unwrap();
    assert_eq!(results.lines().count(), 301);
}
