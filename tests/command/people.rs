//! Five people, and what they know: where, which trade, which year, what was sold and spent in it, which form. Each gets an answer at
//! the first try, in words (`huiqi ask`) and from the shortest profile that a person would write.

use crate::run::huiqi;
use tempfile::TempDir;

/// What is answered: the exit code is 0.
fn asked(answers: &[&str]) -> (String, String) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("shop.toml");
    let mut command = huiqi(&["ask", "-o", path.to_str().expect("text"), "--lang", "zh"]);
    let output = command.write_stdin(answers.join("\n") + "\n").output().expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let questions = text(output.stderr);
    assert_eq!(output.status.code(), Some(0), "{questions}");
    // Saved, it is compared to the same answer.
    let again = huiqi(&["compare", path.to_str().expect("text"), "--lang", "zh", "--strict"]).output().expect("runs");
    let answer = text(output.stdout);
    assert_eq!(text(again.stdout), answer);
    let saved = std::fs::read_to_string(&path).expect("saved");
    (one_line(&answer), saved)
}

/// What a profile as short as a person writes it is answered.
fn compared(name: &str) -> String {
    let path = format!("tests/people/{name}.toml");
    let compare = |arguments: &[&str]| huiqi(&[&["compare", &path, "--lang", "zh"], arguments].concat()).output().expect("runs");
    let output = compare(&[]);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{name}");
    // A report is made of it too; and a program that wants every fact told is told what is not.
    let report = huiqi(&["report", &path, "--lang", "zh"]).output().expect("runs");
    assert!(report.status.success() && report.stdout.starts_with(b"<!DOCTYPE html>"), "{name}");
    let strict = compare(&["--strict"]);
    assert_eq!(strict.status.code(), Some(3), "{name}");
    assert!(String::from_utf8_lossy(&strict.stderr).contains("缺少 `owner`：投资者"), "{name}");
    let answer = one_line(&String::from_utf8(output.stdout).expect("UTF-8"));
    // The best advice that the facts allow comes first, with what it rests on; companies are compared though nobody told their staff.
    let (advice, rest) = (answer.find("如通常情形（"), answer.find("转为个人独资企业"));
    assert!(advice.is_some() && advice < rest, "{answer}");
    assert!(answer.contains("转为一人有限公司、有限公司（投资者工资 0.00 元、利润分配 100%）："), "{answer}");
    answer
}

/// Without the breaks of lines, so that a sentence is found wherever it is broken.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim_start).collect()
}

#[test]
fn a_tea_shop_in_kunming_with_8000_a_month() {
    let (answer, _) = asked(&["昆明", "奶茶", "2025", "1", "每月8000", "5万", "0", "0", "否", "3万"]);
    assert!(answer.contains("维持现状与其余中最好的个人独资企业，投资者所得相同。"), "{answer}");
    let answer = compared("tea-shop");
    assert!(answer.contains("转为个人独资企业：投资者所得变动在 -1,550.00 至 0.00 元之间；是多是少取决于 综合所得。"), "{answer}");
    assert!(answer.contains("最该先问：投资者是否另有综合所得，金额多少？"), "{answer}");
    for taken in ["位于市区", "增值税小规模纳税人", "按季申报", "销售的是服务"] {
        assert!(answer.contains(&format!("未填写，按通常情形：{taken}")) || answer.contains(taken), "{taken}: {answer}");
    }
}

#[test]
fn a_hardware_wholesaler_who_is_a_general_taxpayer() {
    let answers = ["昆明", "五金批发", "2025", "1", "680万", "450万", "4", "20万", "2", "13", "52万", "1", "否", "120万", "0"];
    let (answer, saved) = asked(&answers);
    assert!(answer.contains("全部取出时，维持现状最好。"), "{answer}");
    assert!(saved.contains("status = \"general\"\nfiling = \"month\""), "{saved}");
    let answer = compared("hardware-wholesaler");
    assert!(answer.contains("转为个人独资企业：无论答案如何，投资者少得 285,823.08 至 296,323.08 元。"), "{answer}");
}

/// A company with nothing known but the figures: all quarters are asked about as one, and the answers have few combinations.
#[test]
fn a_wholesalers_company_that_knows_little() {
    let answers = ["昆明", "五金批发", "2025", "4", "680万", "450万", "4", "20万", "2", "13", "52万", "1", "", "", "", "", ""];
    let (answer, saved) = asked(&answers);
    assert!(answer.contains("转为个体工商户：无论答案如何，投资者多得"), "{answer}");
    assert_eq!(saved.matches("assets = \"unknown\"").count(), 4, "{saved}");
}

#[test]
fn a_hairdresser_with_two_employees() {
    let (answer, _) = asked(&["昆明", "理发", "2025", "1", "30万", "10万", "2", "10万", "否", "5万", "0"]);
    assert!(answer.contains("维持现状最好"), "{answer}");
    let answer = compared("hairdresser");
    assert!(answer.contains("转为个人独资企业：无论答案如何，投资者少得 1,250.00 至 4,750.00 元。"), "{answer}");
}

#[test]
fn someone_who_sells_in_live_streams() {
    let (answer, _) = asked(&["昆明", "直播带货", "2025", "1", "每月12万", "105万", "0", "1", "1", "否", "5万", "0"]);
    assert!(answer.contains("全部取出时，维持现状最好：比其次的个人独资企业多得 26,983.07 元。"), "{answer}");
    let answer = compared("live-seller");
    assert!(answer.contains("转为个人独资企业：无论答案如何，投资者少得 26,983.07 至 35,983.07 元。"), "{answer}");
}

#[test]
fn a_landlord_with_480_000_of_rent() {
    let (answer, saved) = asked(&["昆明", "出租商铺", "2025", "1", "48万", "2万", "0", "48万", "1", "否", "100万", "0"]);
    assert!(answer.contains("维持现状最好：比其次的个人独资企业多得") && !answer.contains("未填房产"), "{answer}");
    assert!(saved.contains("annual_rent = \"480000.00\""), "{saved}");
    let answer = compared("landlord");
    assert!(answer.contains("转为个人独资企业：无论答案如何，投资者少得 39,750.00 至 48,750.00 元。"), "{answer}");
    // The tax on the premises is the larger part: that it is not counted is said.
    assert!(answer.contains("房产税"), "{answer}");
}

/// Opened in June: amounts of a month are counted for seven months, and only the quarters that it ran are told.
#[test]
fn a_shop_that_opened_in_the_middle_of_the_year() {
    let (_, saved) = asked(&["昆明", "奶茶", "2025年6月开业", "1", "每月8000", "每月3000", "0", "0", "否", "3万", "0"]);
    assert!(saved.contains("[operation]\nfrom = \"06\"") && saved.contains("other = \"21000.00\""), "{saved}");
    assert!(!saved.contains("Q1 =") && saved.contains("Q2 ="), "{saved}");
    let answers = ["昆明", "奶茶", "2025-13", "2018", "2025-06", "1", "每月8000", "2万", "0", "0", "否", "3万", "0"];
    assert!(asked(&answers).1.contains("from = \"06\""));
}

/// Programs are told what was taken, what to ask first, and what is not counted.
#[test]
fn json_says_what_was_taken() {
    let output = huiqi(&["compare", "tests/people/landlord.toml", "--format", "json"]).output().expect("runs");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&json["answer"], &json["ask_first"]), (&"ranges".into(), &"scale.restricted_industry".into()));
    assert_eq!(json["usually"][0]["code"], "other-until-drawn", "{}", json["usually"]);
    let codes: Vec<&str> = json["assumptions"].as_array().expect("a list").iter().filter_map(|item| item["code"].as_str()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "not-told").count(), 4, "{codes:?}");
    assert!(json["not_counted"].as_array().is_some_and(|list| !list.is_empty()));
}
