//! Keeping the law true: what nobody looked at for long, and the skeleton of a new file.

use crate::run::{huiqi, stdout};
use huiqi::Pack;
use serde_json::Value;

/// What the command says where it refuses, and its code.
fn refused(args: &[&str]) -> (i32, String) {
    let output = huiqi(args).output().expect("runs");
    assert!(output.stdout.is_empty(), "{args:?}");
    (output.status.code().expect("a code"), String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn what_nobody_looked_at_is_listed() {
    let stale = |more: &[&str]| stdout(&[&["policies", "stale"][..], more].concat());
    let ids = |on: &str, days: &str| -> Vec<String> {
        let json: Value = serde_json::from_str(&stale(&["--on", on, "--days", days, "--format", "json"])).expect("JSON");
        let found = json["documents"].as_array().expect("a list");
        found.iter().map(|one| one["id"].as_str().expect("an id").to_string()).collect()
    };
    let pack = Pack::embedded().expect("sound");
    let before = |day: &str| pack.documents().iter().filter(|document| document.checked_on.to_string().as_str() < day).count();
    // Looked at on the very day is not too long ago.
    assert_eq!(ids("2026-11-27", "3").len(), 0);
    assert_eq!(ids("2026-11-28", "3").len(), before("2026-11-25"));
    assert!(before("2026-11-25") > 50 && ids("2026-11-28", "3").contains(&"mof-sta-2023-12".to_string()));
    assert_eq!(ids("2030-01-01", "180").len(), pack.documents().len());
    let text = stale(&["--on", "2026-11-28", "--days", "3", "--lang", "en"]);
    assert!(text.contains("2026-11-25") && text.contains("mof-sta-2023-12") && text.contains("checked_on"), "{text}");
    assert!(stale(&["--on", "2026-11-24", "--lang", "en"]).contains("Every document was looked at"));
    assert!(stale(&["--on", "2026-11-24", "--lang", "zh"]).contains("均在 2026-05-28 或以后核对过"));
    // Without a day it is today's, whatever that is.
    stale(&[]);
    for wrong in [["--days", "-1"], ["--days", "x"], ["--on", "2026-13-01"]] {
        let (code, said) = refused(&[&["policies", "stale", "--lang", "en"][..], &wrong].concat());
        assert!(code == 2 && said.contains(wrong[1]), "{said}");
    }
}

fn new(more: &[&str]) -> String {
    stdout(&[&["policies", "new", "hunan-2026-99", "--on", "2026-11-30"][..], more].concat())
}

/// The skeleton of every mechanism has all keys that are needed and none that is unknown: what is refused is what is blank.
#[test]
fn a_skeleton_asks_for_what_is_needed_and_no_more() {
    let pack = Pack::embedded().expect("sound");
    let reference = huiqi::policy_reference();
    let mechanisms: Vec<&str> = reference.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    assert!(mechanisms.len() > 60, "{}", mechanisms.len());
    let day = "2026-11-30".parse().expect("a day");
    for mechanism in mechanisms {
        let text = huiqi::policy_skeleton("hunan-2026-99", Some(430_000), mechanism, day).expect("a mechanism");
        assert!(text.parse::<toml::Table>().is_ok(), "{mechanism}: {text}");
        let error = pack.overlaid(vec![("new.toml".to_string(), text.clone())]).expect_err("blank");
        for problem in error.problems() {
            let blank = problem
                .place()
                .is_some_and(|(_, line, _)| text.lines().nth(line - 1).is_some_and(|line| line.contains("\"\"") || line.ends_with("{}")));
            let known = !["unknown-key", "missing"].contains(&problem.code());
            assert!(known && (blank || problem.code() == "one-of"), "{mechanism}: {} {problem:?}\n{text}", problem.code());
        }
    }
}

/// Under `printed` stand the figures that are needed, and none that may be left out; a table whose keys are names begins empty.
#[test]
fn a_skeleton_has_a_blank_for_each_figure_that_is_printed() {
    let day = "2026-11-30".parse().expect("a day");
    let of = |mechanism: &str| huiqi::policy_skeleton("new-1", None, mechanism, day).expect("a mechanism");
    let printed = |mechanism: &str| {
        let text = of(mechanism);
        let (_, printed) = text.split_once("[measure.printed]\n").expect("it is printed");
        printed.lines().map(|line| line.strip_suffix(" = \"\"").expect("blank").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(printed("tax-deferral"), ["valid", "small_below", "medium_below", "medium_share"]);
    assert_eq!(printed("disabled-ratio"), ["valid", "ratio"]);
    assert!(of("resource-tax").contains("\nminerals = {}\n"));
}

/// A document is of a country, a province, a city or a county.
#[test]
fn a_skeleton_is_of_a_place_of_any_level() {
    let day = "2026-11-30".parse().expect("a day");
    for (place, jurisdiction) in [(None, "CN"), (Some(530_000), "53"), (Some(530_300), "5303"), (Some(530_302), "530302")] {
        let text = huiqi::policy_skeleton("new-1", place, "property-value-deduction", day).expect("a mechanism");
        assert!(text.contains(&format!("jurisdiction = \"{jurisdiction}\"")), "{place:?}: {text}");
    }
}

/// From the printed page to a file that counts: the blanks of a skeleton are filled in, and a shop in Hunan is assessed under it.
#[test]
fn a_skeleton_filled_in_is_law() {
    let mut text = new(&["--place", "湖南", "--mechanism", "disabled-ratio"]);
    assert!(text.contains("jurisdiction = \"43\"\n") && text.contains("checked_on = 2026-11-30\n"), "{text}");
    for (blank, filled) in [
        ("number = \"\"", "number = \"湘政发〔2026〕99号\""),
        ("title = { zh = \"\", en = \"\" }\n# 发文机关", "title = { zh = \"文件\", en = \"A document\" }\n# 发文机关"),
        ("issuers = [\"\"]", "issuers = [\"湖南省人民政府\"]"),
        ("issued_on = \"\"", "issued_on = 2024-06-01"),
        ("\nprinted = \"\"", "\nprinted = \"2024年6月1日\""),
        ("text_at = \"\"", "text_at = \"unknown\""),
        ("\nconfidence = \"\"", "\nconfidence = \"text\""),
        ("[[measure]]", "[[measure]] #"),
        ("\nid = \"\"", "\nid = \"ratio\""),
        ("authority = [{ article = \"\" }]", "authority = [{ article = \"第一条\" }]"),
        ("title = { zh = \"\", en = \"\" }", "title = { zh = \"比例\", en = \"The share\" }"),
        ("summary = { zh = \"\", en = \"\" }", "summary = { zh = \"比例。\", en = \"The share.\" }"),
        ("valid = { from = \"\", to = \"\" }", "valid = { from = 2019-01-01, to = \"open\" }"),
        ("\nratio = \"\"\n", "\nratio = \"1.7%\"\n"),
        ("\nvalid = \"\"", "\nvalid = \"第一条：2019年1月1日\""),
        ("\nratio = \"\"\n", "\nratio = \"第一条：1.7%\"\n"),
    ] {
        assert!(text.contains(blank), "{blank}: {text}");
        text = text.replacen(blank, filled, 1);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hunan-2026-99.toml");
    std::fs::write(&path, text).expect("writable");
    let overlay = path.to_str().expect("UTF-8");
    let shown = stdout(&["policies", "show", "hunan-2026-99", "--overlay", overlay, "--lang", "en"]);
    assert!(shown.contains("1.7%") && shown.contains("湘政发〔2026〕99号"), "{shown}");
    let covered = stdout(&["policies", "coverage", "--place", "长沙市", "--overlay", overlay, "--format", "csv", "--lang", "en"]);
    assert!(covered.contains("hunan-2026-99#ratio"), "{covered}");
}

#[test]
fn a_skeleton_that_cannot_be_begun_is_refused() {
    let mechanism = ["--mechanism", "disabled-ratio"];
    let told = |id: &str, more: &[&str]| refused(&[&["policies", "new", id, "--lang", "en"][..], more].concat());
    let (code, said) = told("mof-sta-2023-12", &mechanism);
    assert!(code == 2 && said.contains("already"), "{said}");
    let (code, said) = told("Hunan 10", &mechanism);
    assert!(code == 2 && said.contains("small letters"), "{said}");
    let (code, said) = told("hunan-2026-99", &["--mechanism", "disabled-ration"]);
    assert!(code == 2 && said.contains("disabled-ratio"), "{said}");
    let (code, said) = told("hunan-2026-99", &["--mechanism", "disabled-ratio", "--place", "鼓楼区"]);
    assert!(code == 3 && said.contains("320106"), "{said}");
    let (code, said) = told("hunan-2026-99", &[]);
    assert!(code == 2 && said.contains("--mechanism"), "{said}");
    // What is there already stays.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.toml");
    let file = path.to_str().expect("UTF-8");
    let named = stdout(&["policies", "new", "hunan-2026-99", "--mechanism", "disabled-ratio", "-o", file]);
    assert_eq!(named.trim(), file);
    let written = std::fs::read_to_string(&path).expect("written");
    let (code, said) = told("hunan-2026-99", &["--mechanism", "disabled-ratio", "-o", file]);
    assert!(code == 2 && said.contains("there already"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), written);
}
