//! `huiqi calendar`: which days stand in it, whence, and that calendar programs can read it.

use crate::run::{huiqi, stable, stdout};
use serde_json::Value;

fn entries(args: &[&str]) -> Vec<Value> {
    let json = stdout(&[&["calendar"], args, &["--format", "json", "--lang", "en"]].concat());
    serde_json::from_str::<Value>(&json).expect("JSON")["entries"].as_array().expect("a list").clone()
}

fn find<'e>(entries: &'e [Value], id: &str) -> &'e Value {
    entries.iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id} in {entries:#?}"))
}

/// A profile with these sales by quarter and other lines.
fn shop(folder: &std::path::Path, year: i32, sales: [&str; 4], more: &str) -> String {
    let lines: String = (1..)
        .zip(sales)
        .map(|(quarter, amount)| format!("[[sales]]\nperiod = \"Q{quarter}\"\nkind = \"goods\"\nprices = \"net\"\namount = \"{amount}\"\n"))
        .collect();
    let toml = format!(
        "name = \"shop, with; signs\"\nyear = {year}\nplace = \"麒麟区\"\nlocality = \"city\"\nindustry = \"F5213\"\nform = \
         \"individual-business\"\n\
         [vat]\nstatus = \"small-scale\"\nfiling = \"quarter\"\n{lines}[costs]\ngoods = \"10万元\"\n[owner]\ncomprehensive_income = 0\n{more}"
    );
    let path = folder.join("shop.toml");
    std::fs::write(&path, toml).expect("writable");
    path.to_str().expect("UTF-8").to_string()
}

#[test]
fn the_calendar_of_an_example() {
    for lang in ["zh", "en"] {
        let of = |args: &[&str]| stable(&stdout(&[&["calendar"], args, &["--lang", lang]].concat()));
        insta::assert_snapshot!(format!("calendar-{lang}"), of(&["examples/over-the-threshold.toml"]));
    }
    let converting = ["calendar", "examples/noodle-shop.toml", "--to", "company", "--convert-on", "2022-07-01", "--lang", "en"];
    insta::assert_snapshot!("calendar-converting", stable(&stdout(&converting)));
    for format in ["csv", "markdown"] {
        let args = ["calendar", "examples/over-the-threshold.toml", "--lang", "en", "--format", format];
        insta::assert_snapshot!(format!("calendar-{format}"), stable(&stdout(&args)));
    }
}

#[test]
fn every_day_names_its_measure() {
    for example in ["noodle-shop", "over-the-threshold", "machine-workshop", "hardware-retailer", "bus-operator", "landlord", "wholesaler"]
    {
        let found = entries(&[&format!("examples/{example}.toml")]);
        assert!(found.len() >= 9, "{example}: four returns, four prepayments and the settlement at least");
        for entry in &found {
            let cited = entry["citations"].as_array().expect("a list");
            assert!(
                !cited.is_empty() && cited.iter().all(|citation| !citation["article"].as_str().unwrap_or_default().is_empty()),
                "{entry}"
            );
        }
        let days: Vec<&str> = found.iter().filter_map(|entry| entry["to"].as_str()).collect();
        assert!(days.is_sorted(), "{days:?}");
    }
}

#[test]
fn a_threshold_is_watched_where_it_decides() {
    let folder = tempfile::tempdir().expect("a folder");
    // 2025: 300,000 a quarter. At it, a fen past it, far below it, far past it.
    let found = entries(&[&shop(folder.path(), 2025, ["300000", "300000.01", "200000", "500000"], "")]);
    assert_eq!(
        find(&found, "threshold-Q1")["what"]["text"]["en"],
        "sales of Q1 are 300,000.00; 0.00 more loses the exemption: they must be not more than 300,000.00"
    );
    assert_eq!(
        find(&found, "threshold-Q2")["what"]["text"]["en"],
        "sales of Q2 are 300,000.01, 0.01 past the threshold: for the exemption they must be not more than 300,000.00"
    );
    assert!(!found.iter().any(|entry| entry["id"] == "threshold-Q3" || entry["id"] == "threshold-Q4"));
    // 2022 from April: all sales at 3% were exempt, and the threshold decided nothing.
    let found = entries(&["examples/noodle-shop.toml"]);
    assert!(found.iter().any(|entry| entry["id"] == "threshold-Q1"));
    assert!(!found.iter().any(|entry| entry["id"] == "threshold-Q2" || entry["id"] == "threshold-Q3"));
}

#[test]
fn the_small_scale_limit_and_the_income_limit_are_watched() {
    let folder = tempfile::tempdir().expect("a folder");
    let near = entries(&[&shop(folder.path(), 2025, ["1000000", "1000000", "1000000", "1600000"], "")]);
    let watched = find(&near, "twelve-months");
    assert_eq!((watched["kind"].as_str(), watched["to"].as_str()), (Some("watch"), Some("2025-12-31")));
    assert!(watched["what"]["text"]["en"].as_str().unwrap().contains("400,000.00 below"), "{watched}");
    let over = entries(&[&shop(folder.path(), 2025, ["1000000", "1000000", "3000000.01", "1600000"], "")]);
    assert_eq!(find(&over, "general-status")["kind"], "change");
    assert!(!over.iter().any(|entry| entry["id"] == "twelve-months"));
    let far = entries(&[&shop(folder.path(), 2025, ["100000", "100000", "100000", "100000"], "")]);
    assert!(!far.iter().any(|entry| matches!(entry["id"].as_str(), Some("twelve-months" | "general-status" | "income-limit"))));
    // Income tax is halved up to 2,000,000: 4,600,000 less costs is over it; a business that makes 1,900,000 is near.
    let income = entries(&[&shop(folder.path(), 2025, ["500000", "500000", "560000", "560000"], "")]);
    assert!(find(&income, "income-limit")["what"]["text"]["en"].as_str().unwrap().contains("2,000,000.00"));
}

#[test]
fn what_was_put_off_falls_due_in_its_month() {
    let found = entries(&["tests/rows/T4/granted.toml"]);
    let due: Vec<&Value> = found.iter().filter(|entry| entry["kind"] == "due").collect();
    assert!(!due.is_empty(), "{found:#?}");
    for entry in due {
        let (from, to) = (entry["from"].as_str().unwrap(), entry["to"].as_str().unwrap());
        assert!(from.ends_with("-01") && from[..7] == to[..7], "the pack names a month, not a day: {from} {to}");
    }
}

#[test]
fn a_calendar_program_can_read_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = shop(folder.path(), 2025, ["300000", "300000", "300000", "300000"], "");
    let ics = stdout(&["calendar", &profile, "--format", "ics", "--lang", "zh"]);
    assert_eq!(ics, stdout(&["calendar", &profile, "--format", "ics", "--lang", "zh"]), "the same bytes again");
    assert!(ics.ends_with("END:VCALENDAR\r\n") && !ics.replace("\r\n", "").contains(['\r', '\n']), "CRLF and nothing else");
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "folded");
    let unfolded = ics.replace("\r\n ", "");
    let values = |key: &str| -> Vec<String> { unfolded.lines().filter_map(|line| line.strip_prefix(key)).map(str::to_string).collect() };
    let (uids, stamps) = (values("UID:"), values("DTSTAMP:"));
    assert_eq!((uids.len(), stamps.len()), (unfolded.matches("BEGIN:VEVENT").count(), uids.len()));
    let mut distinct = uids.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), uids.len());
    assert!(values("SUMMARY:").iter().all(|summary| summary.starts_with("shop\\, with\\; signs — ")));
    let days = values("DTSTART;VALUE=DATE:");
    assert!(days.contains(&"20250415".to_string()) && days.iter().all(|day| day.len() == 8));
    assert!(values("DTEND;VALUE=DATE:").contains(&"20250416".to_string()), "the end is not included");
    // Other figures, the same events: a program that imports again replaces them.
    let later = stdout(&["calendar", &shop(folder.path(), 2025, ["290000", "300000", "300000", "300000"], ""), "--format", "ics"])
        .replace("\r\n ", "");
    assert!(uids.iter().all(|uid| later.contains(uid)));
    let file = folder.path().join("shop.ics");
    huiqi(&["calendar", &profile, "-o", file.to_str().unwrap(), "--lang", "zh"]).assert().success();
    assert!(std::fs::read_to_string(&file).expect("readable").starts_with("BEGIN:VCALENDAR\r\n"));
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    huiqi(&["calendar", "examples/noodle-shop.toml", "--to", "individual-business"]).assert().code(2);
    huiqi(&["calendar", "examples/noodle-shop.toml", "--convert-on", "2022-07-01"]).assert().code(2);
    huiqi(&["calendar", "examples/noodle-shop.toml", "--to", "company", "--convert-on", "2022-07-02"]).assert().code(2);
    huiqi(&["calendar", "examples/noodle-shop.toml", "-o", "x.docx"]).assert().code(2);
    huiqi(&["calendar", "examples/noodle-shop.toml", "-o", "/nowhere/x.ics"]).assert().code(1);
}

/// A company that passes the small-scale limit in June and sells nothing from July on: what one command takes, every command takes.
#[test]
fn each_command_takes_the_same_facts() {
    let profile = "tests/command/over-the-limit.toml";
    for command in [&["assess"][..], &["compare"], &["report", "--format", "markdown"], &["calendar"], &["prepay"]] {
        let (name, more) = command.split_first().expect("a name");
        assert!(!stdout(&[&[*name, profile], more].concat()).is_empty());
    }
}
