//! Facts that are not known: the range of the answer, what to ask, and that nothing unknown is taken to be zero.

use crate::common::pack;
use assert_cmd::Command;
use huiqi::{Form, Profile, Ranges, UnknownFact};
use serde_json::Value;

fn example() -> String {
    std::fs::read_to_string(format!("{}/examples/noodle-shop.toml", env!("CARGO_MANIFEST_DIR"))).expect("readable")
}

/// The example with some of its facts written anew.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(example(), |toml, (from, to)| {
        assert!(toml.contains(from), "{from}");
        toml.replacen(from, to, 1)
    })
}

const STAFF: (&str, &str) = ("Q3 = { staff = [7, 7],", "Q3 = { staff = \"unknown\",");
const RESTRICTED: (&str, &str) = ("restricted_industry = false", "restricted_industry = \"unknown\"");
const INCOME: (&str, &str) = ("[owner]\ncomprehensive_income = 0", "[owner]\ncomprehensive_income = \"unknown\"");
/// So much profit that failing the small low-profit test costs a company dearly.
const PROFIT: (&str, &str) = ("goods = \"86万元\"", "goods = \"26万元\"");

fn asked(toml: &str, missing: bool) -> Ranges {
    let profile = Profile::parse(toml, "shop.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
    let rules = pack().rules(profile.year, profile.place, None).expect("covered");
    huiqi::ranges(&rules, &profile, &[Form::OnePersonCompany], missing).unwrap_or_else(|error| panic!("{error}"))
}

/// The change of what the owner keeps when everything is told, with these staff in the third quarter if they were other. (A file that
/// says so is refused: they do not meet what the quarters beside it tell.)
fn told(toml: &str, staff: Option<(u32, u32)>) -> huiqi::Money {
    let mut profile = Profile::parse(toml, "shop.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
    staff.into_iter().for_each(|staff| profile.scale.quarters[2].staff = staff);
    let rules = pack().rules(profile.year, profile.place, None).expect("covered");
    let found = huiqi::compare(&rules, &profile, &[Form::OnePersonCompany]).unwrap_or_else(|error| panic!("{error}"));
    huiqi::Difference::between(&found.before, found.chosen()).net_to_owner()
}

fn facts(ranges: &Ranges, matter: bool) -> Vec<String> {
    ranges.questions.iter().filter(|question| question.matters == matter).map(|question| question.fact.key()).collect()
}

#[test]
fn staff_of_one_quarter_decides_the_small_low_profit_test_and_nothing_else_matters() {
    let found = asked(&with(&[STAFF, ("class = \"micro\"", "class = \"unknown\"")]), false);
    assert_eq!(facts(&found, true), ["scale.class", "scale.Q3.staff"], "the class decides the rent waiver of a company");
    let found = asked(&with(&[STAFF, PROFIT]), false);
    assert_eq!(facts(&found, true), ["scale.Q3.staff"]);
    assert_eq!(found.decisions[0].fixes_amount, [found.questions[0].fact]);
    // 300 on average over eight ends is 2,400; the other quarters hold 38.
    assert_eq!(huiqi::Say::say(&found.questions[0].asks, huiqi::Lang::En), "staff of Q3: are opening and close together more than 2362?");
}

/// Each end of the range is what the comparison says once the facts are told, and at the turning point one person decides.
#[test]
fn the_ends_of_the_range_are_reached() {
    let found = asked(&with(&[STAFF, PROFIT]), false);
    let between = found.decisions[0].net_to_owner;
    let of = |opening: u32| told(&with(&[PROFIT]), Some((opening, 2362)));
    assert_eq!(of(0), between.most);
    assert_eq!(of(1), between.least);
    assert!(between.least < between.most);
}

/// Told facts, whatever they are, lie within the range.
#[test]
fn every_telling_lies_within() {
    let open = asked(&with(&[STAFF, RESTRICTED, INCOME, PROFIT]), false);
    let between = open.decisions[0].net_to_owner;
    assert_eq!(open.combinations, 3 * 2 * 3);
    let usual = &open.usual;
    let net = |side: &huiqi::Assessment| side.amounts.net_to_owner();
    let gain = usual.after.first().map(|side| net(side) - net(&usual.before)).expect("a company");
    assert!(between.least <= gain && gain <= between.most, "the usual answers: {gain}");
    for staff in [(0, 0), (7, 7), (1181, 1181), (1182, 1181), (9000, 20)] {
        for restricted in ["true", "false"] {
            for income in ["0", "0.01", "60000", "9600000"] {
                let toml = with(&[
                    (RESTRICTED.0, &format!("restricted_industry = {restricted}")),
                    (INCOME.0, &format!("[owner]\ncomprehensive_income = {income}")),
                    PROFIT,
                ]);
                let net = told(&toml, Some(staff));
                assert!(between.least <= net && net <= between.most, "{staff:?} {restricted} {income}: {net}");
            }
        }
    }
}

/// Asking the smallest set settles the amount: any two tellings that agree on it give the same.
#[test]
fn the_smallest_set_settles() {
    let open = asked(&with(&[STAFF, RESTRICTED, PROFIT]), false);
    assert_eq!(open.decisions[0].fixes_amount, [UnknownFact::RestrictedIndustry, open.questions[1].fact]);
    assert!(open.decisions[0].decides_verdict.is_empty(), "it never pays here");
    // Once it is in a restricted industry the staff no longer matters.
    let told = asked(&with(&[STAFF, (RESTRICTED.0, "restricted_industry = true"), PROFIT]), false);
    assert!(told.decisions[0].fixes_amount.is_empty() && !told.questions[0].matters);
}

#[test]
fn the_verdict_can_depend() {
    // A subsidy for converting that is more than it costs as long as the company is small and low-profit.
    let subsidy = ("bookkeeping = 4800", "bookkeeping = 4800\ngrants = \"30万元\"");
    let toml = with(&[STAFF, RESTRICTED, PROFIT, subsidy]);
    let between = asked(&toml, false).decisions[0].net_to_owner;
    let middle = huiqi::Money::from_fen(between.least.fen() + (between.most.fen() - between.least.fen()) / 2);
    let grants = huiqi::Money::from_fen(30_000_000 - middle.fen());
    let even = with(&[STAFF, RESTRICTED, PROFIT, ("bookkeeping = 4800", &format!("bookkeeping = 4800\ngrants = \"{}\"", grants.plain()))]);
    let decision = asked(&even, false).decisions[0].clone();
    assert!(decision.net_to_owner.least < huiqi::Money::ZERO && decision.net_to_owner.most > huiqi::Money::ZERO);
    assert_eq!(decision.decides_verdict, decision.fixes_amount);
}

#[test]
fn missing_facts_count_as_unknown_only_when_asked() {
    let start = example().find("[scale]").expect("there");
    let end = example().find("[owner]").expect("there");
    let bare = example()[..start].to_string() + &example()[end..];
    let profile = Profile::parse(&bare, "shop.toml", pack()).expect("read");
    let rules = pack().rules(profile.year, profile.place, None).expect("covered");
    assert!(huiqi::compare(&rules, &profile, &[Form::OnePersonCompany]).is_err());
    assert!(huiqi::ranges(&rules, &profile, &[Form::OnePersonCompany], false).is_err());
    let found = asked(&bare, true);
    let keys: Vec<String> = found.questions.iter().map(|question| question.fact.key()).collect();
    let expected = ["movables_as_individual", "scale.restricted_industry", "scale.class", "scale.Q1…Q4.staff", "scale.Q1…Q4.assets"];
    assert_eq!(keys, expected);
    let known = told(&example(), None);
    assert!(found.decisions[0].net_to_owner.least <= known && known <= found.decisions[0].net_to_owner.most);
}

fn huiqi(args: &[&str], toml: &str) -> (i32, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("shop.toml"), toml).expect("writable");
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi")).current_dir(folder.path()).env_clear().args(args).output().expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or_default(), text(output.stdout), text(output.stderr))
}

fn stable(text: &str) -> String {
    let hash = pack().hash();
    text.replace(hash, "PACK").replace(&hash[..12], "PACK").replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn the_command_in_both_languages_and_formats() {
    let toml = with(&[STAFF, RESTRICTED, PROFIT]);
    for lang in ["zh", "en"] {
        let (code, out, _) = huiqi(&["compare", "shop.toml", "--lang", lang], &toml);
        assert_eq!(code, 0);
        insta::assert_snapshot!(format!("unknown-{lang}"), stable(&out));
    }
    let (_, json, _) = huiqi(&["compare", "shop.toml", "--format", "json", "--lang", "en"], &toml);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["combinations"], 6);
    assert_eq!(json["questions"][0]["key"], "scale.restricted_industry");
    let (_, csv, _) = huiqi(&["compare", "shop.toml", "--format", "csv"], &toml);
    assert!(csv.starts_with("form,") && csv.lines().count() == 6, "{csv}");
}

/// A report on facts that are not all known is the range and what to ask, as `compare` answers; in each format.
#[test]
fn a_report_of_unknown_facts_is_their_range() {
    let toml = with(&[STAFF, RESTRICTED, PROFIT]);
    let (code, html, _) = huiqi(&["report", "shop.toml", "--lang", "en"], &toml);
    assert!(code == 0 && html.starts_with("<!DOCTYPE html>") && html.contains("scale.Q3.staff"), "{html}");
    let json = |command: &str| huiqi(&[command, "shop.toml", "--format", "json"], &toml).1;
    assert_eq!(json("report"), json("compare"));
}

#[test]
fn unknown_never_passes_for_a_fact() {
    let toml = with(&[STAFF]);
    for args in [
        &["assess", "shop.toml"][..],
        &["explain", "shop.toml", "--line", "vat"],
        &["prepay", "shop.toml"],
        &["classify", "shop.toml"],
        &["calendar", "shop.toml"],
        &["report", "shop.toml", "--to", "company", "--convert-on", "2022-07-01"],
        &["compare", "shop.toml", "--years", "2022..2023"],
        &["compare", "shop.toml", "--to", "company", "--convert-on", "2022-07-01"],
    ] {
        let (code, out, err) = huiqi(&[args, &["--lang", "en"]].concat(), &toml);
        assert_eq!((code, out.as_str()), (3, ""), "{args:?}");
        assert!(err.contains("`scale.Q3.staff` is unknown"), "{args:?}: {err}");
    }
    let partner = with(&[("comprehensive_income = 0\n\n[conversion]", "comprehensive_income = \"unknown\"\n\n[conversion]")]);
    assert_eq!(huiqi(&["compare", "shop.toml"], &partner).0, 3);
    let many = with(&[
        ("Q1 = { staff = [6, 6], assets = [\"26万元\", \"27万元\"] }", "Q1 = { staff = \"unknown\", assets = \"unknown\" }"),
        ("Q2 = { staff = [6, 7], assets = [\"27万元\", \"28万元\"] }", "Q2 = { staff = \"unknown\", assets = \"unknown\" }"),
        ("Q3 = { staff = [7, 7], assets = [\"28万元\", \"30万元\"] }", "Q3 = { staff = \"unknown\", assets = \"unknown\" }"),
        ("Q4 = { staff = [7, 6], assets = [\"30万元\", \"29万元\"] }", "Q4 = { staff = \"unknown\", assets = \"unknown\" }"),
    ]);
    // Too many combinations to try: the quarters are asked about as one year.
    let (code, out, err) = huiqi(&["compare", "shop.toml", "--lang", "en"], &many);
    assert!(code == 0 && out.contains("scale.Q1…Q4.staff") && out.contains("(scale.Q1…Q4.assets)"), "{out}{err}");
}
