//! The same facts told in TOML or JSON, in English or Chinese, or by a program: read alike, refused alike.

use crate::common::pack;
use huiqi::{Error, Fact, Form, Lang, Money, Period, Profile, Quarter, Sale, SaleKind};
use serde_json::Value;
use std::path::Path;

fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path());
    let toml = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    toml.map(|path| std::fs::read_to_string(path).expect("readable")).chain([huiqi::PROFILE_TEMPLATE.to_string()]).collect()
}

fn read(toml: &str) -> Profile {
    Profile::parse(toml, "case.toml", pack()).unwrap_or_else(|error| panic!("{error}\n{toml}"))
}

fn read_json(json: &str) -> Profile {
    Profile::from_json(json, "case.json", pack()).unwrap_or_else(|error| panic!("{error}\n{json}"))
}

/// Each key under its name in Chinese, and each word that has one under its name.
fn in_chinese(value: Value, facts: &[Fact]) -> Value {
    match value {
        Value::Object(object) => {
            let renamed = object.into_iter().map(|(key, value)| {
                let fact = *all_keys(facts).iter().find(|fact| fact.key == key).unwrap_or_else(|| panic!("{key}"));
                let words = |lang| fact.unit(lang).split(" | ").map(str::to_string).collect::<Vec<_>>();
                let words: Vec<(String, String)> = words(Lang::En).into_iter().zip(words(Lang::Zh)).collect();
                let value = match value {
                    Value::Bool(truth) => Value::from(if truth { "是" } else { "否" }),
                    Value::String(text) if text == "unknown" => Value::from("未知"),
                    Value::String(text) => {
                        let word = words.iter().find(|(key, _)| *key == text && words.len() > 1).map(|(_, zh)| zh.clone());
                        Value::from(word.unwrap_or_else(|| period(&text, fact.key)))
                    }
                    other => in_chinese(other, fact.facts()),
                };
                (fact.zh_key.to_string(), value)
            });
            Value::Object(renamed.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|item| in_chinese(item, facts)).collect()),
        other => other,
    }
}

fn all_keys(facts: &[Fact]) -> Vec<Fact> {
    facts.iter().flat_map(|fact| if fact.key.is_empty() { all_keys(fact.facts()) } else { vec![*fact] }).collect()
}

fn period(text: &str, key: &str) -> String {
    match (key, text.split_once('Q')) {
        ("period", Some((year, quarter))) => {
            let year = year.strip_suffix('-').map(|year| format!("{year}年第")).unwrap_or_default();
            format!("{year}{}季度", ["一", "二", "三", "四"][quarter.parse::<usize>().expect("a number") - 1])
        }
        ("period" | "month" | "from" | "to", None) if !text.contains('-') => format!("{}月", text.trim_start_matches('0')),
        _ => text.to_string(),
    }
}

#[test]
fn json_tells_what_toml_tells() {
    for toml in examples() {
        let profile = read(&toml);
        let json = profile.to_json();
        let again = read_json(&json);
        assert_eq!(again.clone().without_places(), profile.without_places(), "{json}");
        assert_eq!(again.to_json(), json);
    }
}

#[test]
fn chinese_tells_what_english_tells() {
    for toml in examples() {
        let profile = read(&toml);
        let json: Value = serde_json::from_str(&profile.to_json()).expect("JSON");
        let chinese = in_chinese(json, Fact::all()).to_string();
        assert!(!chinese.contains("\"amount\""), "{chinese}");
        assert_eq!(read_json(&chinese).without_places(), profile.without_places(), "{chinese}");
    }
    // TOML quotes such keys.
    let toml = r#"
"名称" = "面馆"
"年度" = 2023
"行政区划" = "麒麟区"
"所在地类型" = "县城"
"行业代码" = "H6210"
"组织形式" = "个体户"
["增值税"]
"纳税人类别" = "小规模"
"纳税期限" = "按季"
[["销售"]]
"所属期" = "一季度"
"种类" = "服务"
"金额" = "28万元"
["成本费用"]
"货物成本" = 1
["投资者"]
"综合所得" = 0
"#;
    let profile = read(toml);
    assert_eq!((profile.form, profile.sales[0].period), (Form::IndividualBusiness, Period::Quarter(Quarter::FIRST)));
    // Told twice, under both names; and a Chinese key that nobody knows, with what was likely meant.
    let twice = Profile::parse(&toml.replace("\"年度\" = 2023", "\"年度\" = 2023\nyear = 2023"), "t", pack()).unwrap_err();
    assert_eq!((twice.problems()[0].code(), twice.problems()[0].path()), ("told-twice", Some("year")));
    let unknown = Profile::parse(&toml.replace("所在地类型", "所在地类别"), "t", pack()).unwrap_err();
    assert!(unknown.to_string().contains("所在地类型"), "{unknown}");
}

fn said(error: &Error) -> Vec<(String, Option<String>)> {
    let mut said: Vec<_> = error.problems().iter().map(|one| (one.text(Lang::En), one.path().map(str::to_string))).collect();
    said.sort();
    said
}

/// JSON, and facts that a program made, are refused as TOML is: the same sentences and paths.
#[test]
fn what_is_wrong_is_wrong_however_it_is_told() {
    let toml = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/noodle-shop.toml")).expect("readable");
    let good: Value = serde_json::from_str(&read(&toml).to_json()).expect("JSON");
    type Spoil = fn(&mut Value);
    let spoilt: [(&str, Spoil, &str); 7] = [
        ("a negative cost", |v| v["costs"]["goods"] = serde_json::json!(-5), "costs.goods"),
        ("a price past the limit", |v| v["sales"][1]["amount"] = serde_json::json!("101亿元"), "sales[1].amount"),
        ("parts of a fen", |v| v["costs"]["goods"] = serde_json::json!(0.001), "costs.goods"),
        ("a misspelt word", |v| v["form"] = serde_json::json!("compny"), "form"),
        ("an unknown key", |v| v["owner"]["incme"] = serde_json::json!(1), "owner.incme"),
        ("three staff", |v| v["scale"]["Q1"]["staff"] = serde_json::json!([1, 2, 3]), "scale.Q1.staff"),
        ("no name", |v| v["name"] = Value::Null, "name"),
    ];
    for (what, spoil, path) in spoilt {
        let mut bad = good.clone();
        spoil(&mut bad);
        let error = Profile::from_json(&bad.to_string(), "case.json", pack()).expect_err(what);
        assert!(error.problems().iter().any(|problem| problem.path() == Some(path)), "{what}: {:?}", said(&error));
        if let Value::Object(object) = &mut bad {
            object.retain(|_, value| !value.is_null());
        }
        let as_toml: toml::Table = toml::Table::try_from(&bad).expect("TOML");
        let from_toml = Profile::parse(&as_toml.to_string(), "case.toml", pack()).expect_err(what);
        assert_eq!(said(&error), said(&from_toml), "{what}");
    }
    let broken = Profile::from_json("{\"name\": 1,}", "case.json", pack()).unwrap_err();
    assert_eq!(broken.problems()[0].place(), Some(("case.json", 1, 12)));
}

fn made() -> Profile {
    let mut shop = Profile { name: "shop".to_string(), year: 2023, ..Profile::default() };
    shop.place = Profile::place_code("麒麟区", pack()).expect("known");
    shop.industry = Profile::industry_of("H6210", pack()).expect("known");
    let (period, amount) = (Period::Quarter(Quarter::FIRST), Money::from_fen(40_400_000));
    shop.sales.push(Sale { period, kind: SaleKind::Services, amount, ..Sale::default() });
    shop
}

#[test]
fn a_program_may_make_facts_within_the_limits() {
    let rules = pack().rules(2023, 530_302, None).expect("covered");
    let amounts = |profile: &Profile| huiqi::amounts(&rules, profile, Form::IndividualBusiness);
    let fine = amounts(&made()).expect("within the limits");
    assert_eq!(amounts(&made().checked(pack()).expect("within the limits")).expect("fine"), fine);
    type Spoil = fn(&mut Profile);
    let spoilt: [(Spoil, &str); 4] = [
        (|shop| shop.sales[0].amount = Money::from_fen(i64::MAX), "sales[0].amount"),
        (|shop| shop.costs.goods = Money::from_fen(-1), "costs.goods"),
        (|shop| shop.sales = vec![shop.sales[0].clone(); huiqi::MAX_LINES + 1], "sales"),
        (|shop| shop.company.share_distributed = huiqi::Rate::from_millionths(1_100_000), "company.share_distributed"),
    ];
    for (spoil, path) in spoilt {
        let mut shop = made();
        spoil(&mut shop);
        let error = amounts(&shop).expect_err(path);
        assert_eq!(error.problems()[0].path(), Some(path), "{error}");
        assert!(error.problems()[0].place().is_none());
        let mut each = 0;
        huiqi::amounts_in_forms(&rules, &shop, &[Form::Company], &mut |_, amounts| each += usize::from(amounts.is_err()));
        assert_eq!((each, said(&shop.checked(pack()).expect_err(path))), (1, said(&error)));
    }
}
