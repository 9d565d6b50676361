//! `huiqi verify`: the embedded pack passes, wrong ones are caught with a counterexample that the command replays.

use crate::common::pack;
use crate::common::unread::unread;
use huiqi::check::{Property, Verifier};
use huiqi::{Lang, Profile, Vocabulary};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Packs with one thing wrong: (name, file, what is replaced, by what, exit code, what the message must name).
/// Those with 4 do not load; those with 6 load, and a property does not hold.
type Wrong = (&'static str, &'static str, &'static str, &'static str, i32, &'static [&'static str]);

const WRONG: [Wrong; 16] = [
    (
        "housing-rate-above-base",
        "2008/mof-sta-2008-24",
        "rate = \"4%\"",
        "rate = \"14%\"",
        6,
        &["relief-never-raises", "mof-sta-2008-24#housing-rent"],
    ),
    (
        "strict-made-inclusive",
        "2026/mof-sta-2026-10",
        "\"less-than\"",
        "\"not-more-than\"",
        6,
        &["bound-as-worded", "mof-sta-2026-10#vat-threshold", "未达到", "100,000.00"],
    ),
    (
        "inclusive-made-strict",
        "2023/mof-sta-2023-19",
        "\"not-more-than\"",
        "\"less-than\"",
        6,
        &["published-cases", "mof-sta-2023-19#vat-exemption", "153,000.00", "150,000.00"],
    ),
    (
        "begins-a-day-late",
        "2021/mof-sta-2021-11",
        "from = 2021-04-01",
        "from = 2021-04-02",
        4,
        &["mof-sta-2021-11.toml", "must begin on the first"],
    ),
    (
        "relation-lost",
        "2021/mof-sta-2021-11",
        "supersedes = [\"mof-sta-2019-13#vat-exemption\"]\n",
        "",
        4,
        &["mof-sta-2019-13#vat-exemption", "without a relation"],
    ),
    (
        "cap-ten-times",
        "2021/mof-sta-2021-12",
        "income_up_to = \"100万元\"",
        "income_up_to = \"1000万元\"",
        6,
        &["published-cases", "mof-sta-2021-12#business-iit-halving", "457,250.00", "772,250.00"],
    ),
    (
        "halving-of-five-percent",
        "2023/mof-sta-2023-12",
        "\"farmland-occupation\"]\nreduction = \"50%\"",
        "\"farmland-occupation\"]\nreduction = \"5%\"",
        6,
        &["reduction-is-exact", "mof-sta-2023-12#halving"],
    ),
    ("quick-deduction-off", "2018/npc-iit-law", "\"10500元\"", "\"10050元\"", 4, &["npc-iit-law.toml", "does not follow the one before"]),
    ("slices-overlap", "2022/mof-sta-2022-13", "over = \"100万元\"", "over = \"90万元\"", 4, &["mof-sta-2022-13.toml", "two rules for"]),
    (
        "prolonged-past-its-document",
        "2022/mof-sta-2022-15",
        "to = 2022-12-31",
        "to = 2023-12-31",
        6,
        &["published-cases", "mof-sta-2022-15#vat-exemption", "1,200.00"],
    ),
    (
        "loss-years-changed",
        "2007/npc-cit-law",
        "years = \"5年\"",
        "years = \"10年\"",
        6,
        &["published-cases", "npc-cit-law#loss-years", "35,000.00", "45,000.00"],
    ),
    (
        "city-and-town-swapped",
        "2020/npc-urban-maintenance-law",
        "city = \"7%\", county-town = \"5%\"",
        "city = \"5%\", county-town = \"7%\"",
        6,
        &["city-pays-most", "npc-urban-maintenance-law#rate"],
    ),
    (
        "threshold-of-a-quarter-off",
        "2023/mof-sta-2023-19",
        "quarter = \"30万元\"",
        "quarter = \"45万元\"",
        6,
        &["quarter-is-three-months", "mof-sta-2023-19#vat-exemption", "450,000.00"],
    ),
    (
        "threshold-of-the-fees-off",
        "2016/mof-sta-2016-12",
        "quarter = \"30万元\"",
        "quarter = \"25万元\"",
        6,
        &["quarter-is-three-months", "mof-sta-2016-12#fee-exemption", "250,000.00", "300,000.00"],
    ),
    (
        "threshold-of-the-cultural-fee-off",
        "2016/mof-sta-2016-25",
        "quarter = \"6万元\"",
        "quarter = \"5万元\"",
        6,
        &["quarter-is-three-months", "mof-sta-2016-25#small-sales", "50,000.00", "60,000.00"],
    ),
    (
        "income-included-five-times",
        "2023/mof-sta-2023-12",
        "included = \"25%\"",
        "included = \"125%\"",
        6,
        &["published-cases", "mof-sta-2023-12#include-income", "250,000.00", "50,000.00"],
    ),
];

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("writable");
    for entry in std::fs::read_dir(from).expect("readable").map(|entry| entry.expect("readable").path()) {
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            std::fs::copy(&entry, target).expect("copied");
        }
    }
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi")).current_dir(folder).env_clear().args(args).output().expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// The paragraphs of the report on what does not hold.
fn failing(report: &str) -> String {
    report.lines().filter(|line| !line.starts_with("holds ") && !line.starts_with("not tried ")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_embedded_pack_has_every_property() {
    let verifier = Verifier::new(pack(), &[]).expect("sound");
    let without_overlay = Property::ALL.iter().copied().filter(|property| *property != Property::OverlayAddsOnlyItself);
    assert_eq!(verifier.properties(), without_overlay.collect::<Vec<_>>());
    for property in &verifier.properties() {
        let finding = verifier.check(*property, 1000, 11);
        assert!(finding.tried >= 12, "{property:?} was tried on {} cases", finding.tried);
        let said: Vec<_> =
            finding.failures.iter().map(|failure| (huiqi::Say::say(&failure.fault, Lang::En), failure.profile.to_toml())).collect();
        assert!(said.is_empty(), "{property:?}: {said:#?}");
    }
}

/// Each wrong pack is refused or fails; the message names the measure and the figures, and the counterexample replays.
#[test]
fn wrong_packs_are_caught() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&policies(), &folder.path().join("pack"));
    for (name, file, from, to, expected, named) in WRONG {
        let path = folder.path().join(format!("pack/cn/{file}.toml"));
        let right = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        // What is printed would refuse the figure before any property is tried.
        let unread = unread(&right);
        assert!(unread.contains(from), "{name}: nothing to replace");
        std::fs::write(&path, unread.replacen(from, to, 1)).expect("writable");
        let args = ["verify", "--pack", "pack", "--lang", "en", "--cases", "400"];
        let (code, report, problems) = run(folder.path(), &args);
        assert_eq!(code, expected, "{name}: {report}{problems}");
        let said = failing(&report) + &problems;
        for words in named {
            assert!(said.contains(words), "{name} does not say {words}: {said}");
        }
        insta::assert_snapshot!(format!("wrong-{name}"), said);
        assert_eq!(run(folder.path(), &args).1, report, "{name}: the same seed gives the same report");
        for line in report.lines().filter_map(|line| line.trim().strip_prefix("replay: huiqi ")) {
            let (code, _, problems) = run(folder.path(), &line.split(' ').collect::<Vec<_>>());
            assert_eq!(code, 0, "{name}: {line}: {problems}");
        }
        std::fs::write(&path, right).expect("writable");
    }
    let (code, report, problems) = run(folder.path(), &["verify", "--pack", "pack", "--lang", "en", "--cases", "400"]);
    assert_eq!(code, 0, "the pack they are made from is right: {report}{problems}");
}

/// An overlay is verified like a pack; what is asked of one measure leaves out the properties of others.
#[test]
fn a_draft_is_verified_by_measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let draft = std::fs::read_to_string(policies().join("cn/2023/mof-sta-2023-12.toml")).expect("readable");
    let wrong = unread(&draft).replacen("\"farmland-occupation\"]\nreduction = \"50%\"", "\"farmland-occupation\"]\nreduction = \"5%\"", 1);
    std::fs::write(folder.path().join("draft.toml"), wrong).expect("writable");
    let args = ["verify", "--overlay", "draft.toml", "--format", "json", "--junit", "junit.xml", "--save", "found", "--measure"];
    let (code, json, problems) = run(folder.path(), &[&args[..], &["mof-sta-2023-12#halving"]].concat());
    assert_eq!(code, 6, "{problems}");
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let properties = report["properties"].as_array().expect("a list");
    let ids: Vec<&str> = properties.iter().filter_map(|property| property["id"].as_str()).collect();
    assert!(ids.contains(&"reduction-is-exact") && !ids.contains(&"brackets-meet"), "{ids:?}");
    let half = properties.iter().find(|property| property["id"] == "reduction-is-exact").expect("there");
    assert_eq!(half["failures"][0]["measures"][0]["id"], "mof-sta-2023-12#halving");
    let saved = std::fs::read_to_string(folder.path().join("found/reduction-is-exact.toml")).expect("written");
    let replayed = Profile::parse(&saved, "reduction-is-exact.toml", pack()).expect("a profile");
    assert!((2023..=2027).contains(&replayed.year), "drawn in the years of the measure");
    let junit = std::fs::read_to_string(folder.path().join("junit.xml")).expect("written");
    assert!(junit.contains("<testcase classname=\"huiqi.verify\" name=\"reduction-is-exact\">\n      <failure message="), "{junit}");

    let (code, _, _) = run(folder.path(), &[&args[..], &["npc-iit-law"]].concat());
    assert_eq!(code, 0, "the halving is none of the income tax law's business");
    let (code, _, problems) = run(folder.path(), &["verify", "--measure", "mof-sta-2023-12#halvin", "--lang", "en"]);
    assert_eq!(code, 2);
    assert!(problems.contains("did you mean `mof-sta-2023-12#halving`"), "{problems}");
}

/// The documentation's list of properties is made from the code.
#[test]
fn the_list_of_properties_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify.md");
    let written = std::fs::read_to_string(&path).expect("readable");
    let mark = "<!-- the properties, made by HUIQI_WRITE=1 cargo test --test command verify:: -->\n";
    let (before, _) = written.split_once(mark).expect("the mark");
    let list = |lang| huiqi::report::properties(lang).markdown();
    let fresh = format!("{before}{mark}\n{}\n## 中文\n\n{}", list(Lang::En), list(Lang::Zh));
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&path, &fresh).expect("writable");
        return;
    }
    assert!(written == fresh, "docs/verify.md is stale: HUIQI_WRITE=1 cargo test --test command verify::");
}

/// A draft that names only what it takes the place of, and one that repeats a document of the pack with another figure.
#[test]
fn an_overlay_adds_only_itself() {
    let law = unread(&std::fs::read_to_string("policies/cn/2026/mof-sta-2026-10.toml").expect("readable"));
    let draft = law.replace("id = \"mof-sta-2026-10\"", "id = \"draft\"").replace("from = 2026-01-01", "from = 2026-07-01");
    let draft = draft.replace("2026年1月1日至", "2026年7月1日至").replace("mof-sta-2023-19#vat-exemption", "mof-sta-2026-10#vat-threshold");
    let draft = draft.split("\n[[measure]]").take(2).collect::<Vec<_>>().join("\n[[measure]]");
    let wider = law.replace("quarter = \"30万元\"", "quarter = \"45万元\"").replace("第一条：30万元", "第一条：45万元");
    for text in [draft, wider] {
        let over = pack().overlaid(vec![("draft.toml".to_string(), text)]).unwrap_or_else(|error| panic!("{error}"));
        let verifier = Verifier::new(&over, &[]).expect("sound");
        for property in [Property::OverlayAddsOnlyItself, Property::BaseIsDecided] {
            assert!(verifier.properties().contains(&property));
            let finding = verifier.check(property, 1000, 5);
            assert!(finding.tried > 900 && finding.failures.is_empty(), "{finding:#?}");
        }
    }
}
