//! The first page of a report: short on a phone, a sheet of its own on paper, and in words that ask for no file.

use crate::report::{browser, measured, on_path};
use crate::run::{EXAMPLES, huiqi, stdout};
use std::path::Path;

const LANGS: [&str; 2] = ["zh", "en"];

fn example(name: &str) -> String {
    format!("examples/{name}.toml")
}

/// A shop that sells for 8,000 a month and has nothing to pay.
fn tea_shop(folder: &Path) -> String {
    let shop = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/over-the-threshold.toml")).expect("readable");
    let shop = ["30.29万元", "30.31万元", "29.6万元", "28.9万元"].iter().fold(shop, |text, sales| text.replace(sales, "2.4万元"));
    let shop =
        shop.replace("goods = \"83万元\"", "goods = \"4万元\"").replace("\"7.2万元\"", "0").replace("other = \"2.4万元\"", "other = 2000");
    let profile = folder.join("tea.toml");
    std::fs::write(&profile, shop).expect("writable");
    profile.to_str().expect("UTF-8").to_string()
}

/// The text of each page of the report on paper.
fn printed(profile: &str, lang: &str, folder: &Path) -> Vec<String> {
    let pdf = folder.join("report.pdf");
    let pdf = pdf.to_str().expect("UTF-8");
    // The browser is found on the path and keeps its settings where its home is.
    let mut command = huiqi(&["report", profile, "--lang", lang, "-o", pdf]);
    command.env("HUIQI_BROWSER", browser()).env("HOME", folder).env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.assert().success();
    let output = std::process::Command::new(on_path(&["pdftotext"])).args(["-layout", pdf, "-"]).output().expect("runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_string).collect()
}

#[test]
fn it_is_short_on_a_phone() {
    let reports: Vec<String> = LANGS.iter().map(|lang| stdout(&["report", &example("noodle-shop"), "--lang", lang])).collect();
    for (lang, found) in LANGS.iter().zip(measured(&reports, &[360])) {
        let height = found["height"].as_u64().expect("measured");
        assert!(height < 4 * 740, "{lang}: {height} pixels");
    }
}

/// One sentence, one figure in whole yuan, the choices, how the forms differ, the days: on a sheet of their own.
#[test]
fn the_first_page_is_a_sheet_of_its_own() {
    for (lang, wanted, later) in [
        ("en", ["27,001 yuan", "with the wage (0.00)", "-74,212.20", "2022-04-15, 07-15, 10-15; 2023-01-15", "2023-03-31"], "Each form"),
        ("zh", ["27,001 元", "所填工资 0.00 元", "-74,212.20", "2022-04-15、07-15、10-15；2023-01-15", "2023-03-31"], "各组织形式"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let pages = printed(&example("noodle-shop"), lang, folder.path());
        let first = pages.first().expect("a page");
        for words in wanted {
            assert!(first.contains(words), "{lang}: {words} is not on the first page: {first}");
        }
        let heading = |page: &String| page.lines().any(|line| line.trim() == later);
        assert!(!heading(first) && pages.get(1).is_some_and(heading), "{lang}: {pages:?}");
    }
}

/// The figure is that of the sentence before it, and never another's.
#[test]
fn the_figure_is_that_of_the_sentence() {
    for name in EXAMPLES {
        let compared: serde_json::Value = serde_json::from_str(&stdout(&["compare", &example(name), "--format", "json"])).expect("JSON");
        let more: rust_decimal::Decimal = compared["verdict"][0]["more"].as_str().unwrap_or("0").parse().expect("an amount");
        let whole = more.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let page = stdout(&["report", &example(name), "--lang", "en", "--format", "markdown"]);
        let figure = page.lines().find(|line| line.starts_with("**") && line.contains(" yuan** ")).expect("a figure");
        let digits: String = figure.split(" yuan").next().expect("a figure").chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits, whole.to_string(), "{name}: {figure}");
    }
}

/// A form that is better only while money stays in it is not filed for; one that is better is.
#[test]
fn the_days_are_those_of_the_form_to_take() {
    let folder = tempfile::tempdir().expect("a folder");
    let sole = folder.path().join("sole.toml");
    let shop = std::fs::read_to_string(example("noodle-shop")).expect("readable");
    std::fs::write(&sole, shop.replace("\"individual-business\"", "\"sole-proprietorship\"")).expect("writable");
    for (profile, to, takes) in [
        (example("noodle-shop"), "one-person-company", "an individual business"),
        (sole.display().to_string(), "individual-business", "an individual business"),
        (example("noodle-shop"), "sole-proprietorship", "an individual business"),
    ] {
        let page = stdout(&["report", &profile, "--to", to, "--lang", "en", "--format", "markdown"]);
        let heading = page.lines().find_map(|line| line.strip_prefix("### To file and pay, as "));
        assert_eq!(heading, Some(takes), "{profile} {to}");
    }
}

#[test]
fn a_business_with_nothing_to_pay_gets_two_pages() {
    for (lang, says) in [("en", "no tax or fee is payable"), ("zh", "没有应缴的税费")] {
        let folder = tempfile::tempdir().expect("a folder");
        let tea = tea_shop(folder.path());
        let pages = printed(&tea, lang, folder.path());
        assert_eq!(pages.len(), 2, "{lang}: {pages:?}");
        assert!(pages.concat().contains(says), "{lang}: {pages:?}");
        assert!(!stdout(&["report", &tea, "--lang", lang]).contains("<svg"), "a picture without a line");
    }
}

/// Who reads a report writes no profile.
#[test]
fn no_key_of_a_profile_is_shown() {
    for name in EXAMPLES {
        for lang in LANGS {
            let html = stdout(&["report", &example(name), "--lang", lang]);
            let body = html.split("<body>").nth(1).expect("a body");
            let shown: String = body.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| format!("{text} "))).collect();
            let is_key = |word: &&str| word.contains('_') || word.contains("[[") || word.starts_with("company.r");
            let keys: Vec<&str> = shown.split_whitespace().filter(is_key).collect();
            assert!(keys.is_empty(), "{name} {lang}: {keys:?}");
        }
    }
}

/// What a customer pays is an amount, not something payable.
#[test]
fn figures_on_a_phone_are_called_what_they_are() {
    let html = stdout(&["assess", &example("noodle-shop"), "--lang", "en", "--format", "html"]);
    let row = |name: &str| html.split("<tr").find(|row| row.contains(&format!(">{name}<"))).map(str::to_string).expect("a row");
    assert!(row("Receipts").contains("data-head=\"amount\"") && !row("Receipts").contains("data-head=\"payable\">1"));
    assert!(row("Value-added tax").contains("data-head=\"payable\""));
    let report = stdout(&["report", &example("noodle-shop"), "--lang", "en"]);
    let change = report.split("id=\"before-after\"").nth(1).expect("a section");
    let receipts = change.split("<tr").find(|row| row.contains(">Receipts<")).expect("a row");
    assert!(receipts.contains("data-head=\"now\"") && !receipts.contains("payable"), "{receipts}");
}
