//! `huiqi ask` without a question, as a person at a terminal uses it: answers are piped in, the profile is saved and the forms are
//! compared.

use crate::common::pack;
use crate::run::huiqi;
use assert_cmd::Command;
use huiqi::{Form, Money, Profile, SaleKind, VatStatus};
use std::path::PathBuf;
use tempfile::TempDir;

struct Told {
    code: i32,
    /// The answer.
    out: String,
    /// The questions.
    asked: String,
    profile: Option<Profile>,
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("shop.toml")
}

/// Answers one a line; the last is the file to save in unless `-o` says it.
fn told(answers: &[&str], lang: &str) -> Told {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder);
    let mut command = huiqi(&["ask", "-o", path.to_str().expect("text"), "--lang", lang]);
    end(command.write_stdin(answers.join("\n") + "\n"), &path)
}

fn end(command: &mut Command, path: &std::path::Path) -> Told {
    let output = command.output().expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let profile = path.exists().then(|| Profile::load(path, pack()).unwrap_or_else(|error| panic!("{error}")));
    Told { code: output.status.code().expect("a code"), out: text(output.stdout), asked: text(output.stderr), profile }
}

/// How many questions were asked.
fn questions(told: &Told) -> usize {
    told.asked.lines().filter(|line| line.split_once(". ").is_some_and(|(number, _)| number.parse::<usize>().is_ok())).count()
}

fn yuan(text: &str) -> Money {
    Money::parse(text).expect("an amount")
}

/// A tea shop in Kunming with 8,000 a month and no staff: no VAT, so that neither standing nor locality is asked about.
#[test]
fn a_tea_shop() {
    let told = told(&["昆明", "奶茶", "2025", "1", "每月8000", "5万", "0", "0", "否", "3万"], "zh");
    assert_eq!(told.code, 0, "{}", told.asked);
    assert_eq!(questions(&told), 10, "{}", told.asked);
    let profile = told.profile.expect("saved");
    assert_eq!((profile.place, profile.industry.code.as_str(), profile.form), (530_100, "H6239", Form::IndividualBusiness));
    assert_eq!(profile.sales.iter().map(|sale| sale.amount).sum::<Money>(), yuan("96000"));
    assert!(profile.unknown.is_empty(), "{:?}", profile.unknown);
    assert!(!told.asked.contains("一般纳税人") && told.out.contains("个体工商户"), "{}", told.out);
}

/// A hardware wholesaler, general taxpayer: rate, input tax and locality are asked about.
#[test]
fn a_hardware_wholesaler() {
    let answers = ["麒麟区", "五金批发", "2025", "1", "680万", "450万", "4", "20万", "2", "13", "52万", "1"];
    let told = told(&[&answers[..], &["否", "120万", "0"]].concat(), "zh");
    assert_eq!(told.code, 0, "{}", told.asked);
    let profile = told.profile.expect("saved");
    assert_eq!((profile.vat_status, profile.sales[0].kind), (VatStatus::General, SaleKind::Goods));
    assert_eq!(profile.general.inputs.iter().map(|input| input.tax).sum::<Money>(), yuan("52万"));
    assert_eq!((profile.owner.comprehensive_income, profile.scale.quarters[0].assets.0), (Money::ZERO, yuan("120万")));
    assert!(profile.unknown.is_empty() && told.out.contains("增值税"), "{}", told.out);
}

/// In English, with an answer that is not known: it is saved as unknown, and the answer is a range.
#[test]
fn a_hairdresser_with_two_employees() {
    let answers = ["kunming", "hairdresser", "2025", "individual business", "30万", "10万", "2", "10万", "", "", ""];
    let told = told(&answers, "en");
    assert_eq!(told.code, 0, "{}", told.asked);
    let profile = told.profile.expect("saved");
    assert_eq!((profile.industry.code.as_str(), profile.costs.wages), ("O8040", yuan("10万")));
    assert!(!profile.unknown.is_empty());
    assert!(told.out.contains("whatever the answers") || told.out.contains("Questions"), "{}", told.out);
    assert!(!told.asked.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{}", told.asked);
}

/// What is no answer is asked for again, with what is wrong; a word of several trades with their codes.
#[test]
fn what_is_no_answer_is_asked_again() {
    let wrong = ["", "亚特兰蒂斯", "昆明", "五金", "F5281", "1999", "二零", "2025", "9", "个体户", "-5", "0", "很多", "20万"];
    let told = told(&[&wrong[..], &["8万", "x", "0", "也许", "否", "0", "3万", "3万", "3万"]].concat(), "zh");
    assert_eq!(told.code, 0, "{}", told.asked);
    for said in [
        "请回答",
        "没有与“亚特兰蒂斯”相近的地区",
        "F5174 五金产品批发",
        "之间的年份",
        "请写序号或名称",
        "请写金额",
        "销售额须大于零",
        "的整数",
        "请答“是”或“否”",
    ] {
        assert!(told.asked.contains(said), "{said}: {}", told.asked);
    }
    assert_eq!(told.profile.expect("saved").industry.code, "F5281");
}

#[test]
fn the_end_of_the_input_is_an_error_and_nothing_is_saved() {
    for (lang, said) in [("zh", "输入已结束"), ("en", "the input ended")] {
        let told = told(&["昆明", "奶茶"], lang);
        assert_eq!(told.code, 3);
        assert!(told.asked.contains(said) && told.out.is_empty() && told.profile.is_none(), "{}", told.asked);
    }
}

/// Without `-o` the file is asked for; one that is there is never replaced.
#[test]
fn the_file_is_asked_for_and_never_replaced() {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder);
    std::fs::write(&path, "mine").expect("written");
    let other = folder.path().join("other.toml");
    let answers =
        ["昆明", "奶茶", "2025", "1", "9.6万", "5万", "0", "0", "否", "3万", path.to_str().expect("text"), other.to_str().expect("text")];
    let told = end(huiqi(&["ask", "--format", "json"]).write_stdin(answers.join("\n") + "\n"), &other);
    assert_eq!(told.code, 0, "{}", told.asked);
    assert!(told.asked.contains("已存在") && told.profile.is_some(), "{}", told.asked);
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "mine");
    let json: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!(json["answer"], "comparison");
    huiqi(&["ask", "-o", path.to_str().expect("text")]).write_stdin("").assert().code(2);
}
