//! What a draft costs: `huiqi policies impact` and the library behind it, for a business and over a register.

use crate::businesses::huiqi;
use huiqi::register::{BothLaws, Header, Options, Synthesis};
use huiqi::{Ask, ChangeKind, Form, Impact, Lang, LawVersion, Line, Money, Pack, Profile, Question, RegisterImpact, Revenue, report};
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

const DRAFT: &str = include_str!("../impact/draft.toml");
const THRESHOLD: &str = include_str!("../../policies/cn/2026/mof-sta-2026-10.toml");

fn law() -> LawVersion {
    static LAW: OnceLock<LawVersion> = OnceLock::new();
    LAW.get_or_init(|| LawVersion::of(Pack::embedded().unwrap())).clone()
}

/// The law with a policy file laid over it.
fn with(text: &str) -> LawVersion {
    let pack = law().pack.overlaid(vec![("draft.toml".to_string(), text.to_string())]);
    LawVersion { pack: Arc::new(pack.unwrap_or_else(|error| panic!("{error}"))), ..law() }
}

/// The threshold half as high again, in the document that holds it.
fn raised() -> LawVersion {
    with(&THRESHOLD.replace("10万元", "15万元").replace("30万元", "45万元"))
}

fn between(before: &LawVersion, after: &LawVersion) -> Impact {
    Impact::between(before.clone(), after.clone(), law().pack.example_place()).unwrap()
}

/// A made-up register of the year under two laws.
fn over(before: &LawVersion, after: &LawVersion, year: i32, rows: usize) -> RegisterImpact {
    let batch = Synthesis::new(&law().pack, 3, year).unwrap().rows(0, rows).unwrap();
    let header = Header::of_schema(&batch.schema(), false).unwrap();
    let laws = BothLaws::new(before, after, Lang::En);
    let mut found = laws.nothing();
    let errors = laws.worker().add(&header, &batch, &mut found);
    assert!(errors.is_empty(), "{:?}", errors.first());
    found
}

/// All that a register is divided by.
fn groups(found: &RegisterImpact) -> Vec<(&'static str, Vec<Revenue>)> {
    vec![
        ("place", found.places.values().copied().collect()),
        ("sector", found.sectors.values().copied().collect()),
        ("size", found.sizes.values().copied().collect()),
        ("decile", found.deciles().iter().map(|decile| decile.revenue).collect()),
    ]
}

#[test]
fn a_draft_that_says_the_same_changes_no_yuan() {
    // Another comment and another way to write the same amount.
    let same = with(&format!("# the same\n{}", THRESHOLD.replace("quarter = \"30万元\"", "quarter = \"300000元\"")));
    assert_eq!(between(&law(), &same).measures, []);
    let found = over(&law(), &same, 2026, 300);
    assert!(found.all.businesses == 300 && found.all.before == found.all.after);
    assert_eq!((found.all.gain, found.all.gained, found.all.lose, found.all.lost), (0, 0, 0, 0));
    assert!(found.by_measure().iter().all(|measure| measure.before == measure.after && measure.businesses == 0));
}

#[test]
fn the_sums_of_the_groups_are_those_of_all() {
    let found = over(&law(), &raised(), 2026, 400);
    assert!(found.all.after < found.all.before && found.all.gain > 10, "{:?}", found.all);
    for (of, groups) in groups(&found) {
        assert!(groups.len() > 1, "{of}");
        let sum = |part: fn(&Revenue) -> i128| groups.iter().map(part).sum::<i128>();
        assert_eq!((sum(|r| r.before), sum(|r| r.after)), (found.all.before, found.all.after), "{of}");
        assert_eq!((sum(|r| r.gained), sum(|r| r.lost)), (found.all.gained, found.all.lost), "{of}");
        assert_eq!(sum(|r| i128::from(r.gain) << 64 | i128::from(r.lose) << 32 | i128::from(r.businesses)), {
            i128::from(found.all.gain) << 64 | i128::from(found.all.lose) << 32 | i128::from(found.all.businesses)
        });
    }
    let by_measure = found.by_measure();
    for (line, revenue) in found.lines.iter() {
        let of_line = || by_measure.iter().filter(|measure| measure.line == line);
        let sums = (of_line().map(|measure| measure.before).sum::<i128>(), of_line().map(|measure| measure.after).sum::<i128>());
        assert_eq!(sums, (revenue.before, revenue.after), "{line:?}");
    }
    let lines = |part: fn(&Revenue) -> i128| found.lines.iter().map(|(_, revenue)| part(revenue)).sum::<i128>();
    assert_eq!((lines(|r| r.before), lines(|r| r.after)), (found.all.before, found.all.after));
    // No grant and no rent hangs on this draft: what owners keep more is what is paid less.
    assert_eq!(found.all.gained - found.all.lost, found.all.before - found.all.after);
}

#[test]
fn there_is_the_negative_of_back() {
    let (law, raised) = (law(), raised());
    let (there, back) = (over(&law, &raised, 2026, 300), over(&raised, &law, 2026, 300));
    let turned = |r: &Revenue| (r.businesses, r.after, r.before, r.lose, r.lost, r.gain, r.gained);
    let plain = |r: &Revenue| (r.businesses, r.before, r.after, r.gain, r.gained, r.lose, r.lost);
    for ((of, one), (_, other)) in groups(&there).iter().zip(groups(&back)) {
        assert_eq!(one.iter().map(plain).collect::<Vec<_>>(), other.iter().map(turned).collect::<Vec<_>>(), "{of}");
    }
    let measures = |found: &RegisterImpact| found.by_measure();
    for (one, other) in measures(&there).iter().zip(measures(&back)) {
        assert_eq!((&one.measure, one.before, one.after), (&other.measure, other.after, other.before));
    }
    let kinds = |impact: Impact| impact.measures.into_iter().map(|change| (change.id, change.kind)).collect::<Vec<_>>();
    let added = kinds(between(&law, &with(DRAFT)));
    let removed = kinds(between(&with(DRAFT), &law));
    let id = |id: &str| id.to_string();
    assert_eq!(
        added,
        [(id("draft-2026-threshold#vat-threshold"), ChangeKind::Added), (id("mof-sta-2026-10#vat-threshold"), ChangeKind::OnFewerDays),]
    );
    assert_eq!(
        removed,
        [(id("draft-2026-threshold#vat-threshold"), ChangeKind::Removed), (id("mof-sta-2026-10#vat-threshold"), ChangeKind::OnMoreDays),]
    );
}

#[test]
fn the_register_is_the_sum_of_its_businesses() {
    let (law, raised) = (law(), raised());
    let rows = 120;
    let whole = over(&law, &raised, 2026, rows);
    let batch = Synthesis::new(&law.pack, 3, 2026).unwrap().rows(0, rows).unwrap();
    let header = Header::of_schema(&batch.schema(), false).unwrap();
    let pack = law.pack.clone();
    let impact = between(&law, &raised);
    let register = huiqi::register::Batch::new(pack, Options::default());
    let mut worker = register.worker();
    let (mut sums, mut of_vat, mut gain, mut moved) = ((0, 0), (0, 0), 0, 0);
    for row in 0..rows {
        let (profile, _) = worker.facts(&header, &batch, row, "row").unwrap();
        // Named, so that no other form is assessed.
        let business = impact.clone().on_business(&profile, &[profile.form]).unwrap().business.unwrap();
        let [present] = business.forms.as_slice() else { panic!("{} forms", business.forms.len()) };
        let fen = |amount: Money| i128::from(amount.fen());
        let [then, now] = [&present.before.amounts, &present.after.amounts];
        sums = (sums.0 + fen(then.total()), sums.1 + fen(now.total()));
        of_vat = (of_vat.0 + fen(then.lines[Line::Vat].payable()), of_vat.1 + fen(now.lines[Line::Vat].payable()));
        gain += u64::from(now.net_to_owner() > then.net_to_owner());
        for line in [Line::Vat, Line::IitBusiness, Line::UrbanMaintenance] {
            let by_measure: Money = present.moved.iter().filter(|of| of.line == line).map(|of| of.after - of.before).sum();
            assert_eq!(by_measure, present.change(line), "what moves a line adds up to its change");
        }
        moved += present.moved.iter().filter(|of| of.line == Line::Vat).count() as u64;
    }
    assert_eq!((whole.all.before, whole.all.after), sums);
    assert_eq!((whole.lines[Line::Vat].before, whole.lines[Line::Vat].after), of_vat);
    assert_eq!(whole.all.gain, gain);
    let by_measure = whole.by_measure();
    assert_eq!(by_measure.iter().filter(|measure| measure.line == Line::Vat).map(|measure| measure.businesses).sum::<u64>(), moved);
}

#[test]
fn a_draft_takes_the_place_of_a_measure_from_its_day_on() {
    let impact = between(&law(), &with(DRAFT));
    let [added, lost] = impact.measures.as_slice() else { panic!("{:?}", impact.measures) };
    let days = |found: &[huiqi::Validity]| found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    assert_eq!(
        (days(&added.in_force_before), days(&added.in_force_after)),
        (String::new(), days(&lost.in_force_before).replace("2026-01-01", "2026-04-01"))
    );
    assert_eq!(lost.in_force_after[0].to.unwrap().to_string(), "2026-03-31");
    assert_eq!(lost.superseded_by.as_deref(), Some("draft-2026-threshold#vat-threshold"));
    // Law of another province is looked at there.
    let elsewhere = with(&DRAFT.replace("jurisdiction = \"CN\"", "jurisdiction = \"43\""));
    let impact = between(&law(), &elsewhere);
    assert!(impact.measures.iter().all(|change| change.place / 10_000 == 43), "{:?}", impact.measures);
}

#[test]
fn years_and_days_of_publishing_are_laws_too() {
    let year = |year| LawVersion { year: Some(year), ..law() };
    let found = over(&year(2022), &year(2023), 2022, 200);
    assert!(found.lines[Line::Vat].after > found.lines[Line::Vat].before, "the exemption of 2022 ended");
    // The facts are of the year that is asked, whichever they were.
    let same = over(&year(2023), &year(2023), 2022, 200);
    assert_eq!((same.all.before, same.all.after), (found.all.after, found.all.after));
    let known = |day: &str| LawVersion { known_on: Some(day.parse().unwrap()), ..law() };
    // 公告2023年第12号 of 2 August raised what is halved from 1,000,000 to 2,000,000, from January on.
    let impact = between(&known("2023-08-01"), &known("2023-08-02"));
    let begun: Vec<&str> = impact.measures.iter().map(|change| change.id.as_str()).collect();
    assert!(begun.contains(&"mof-sta-2023-12#business-iit-halving"), "{begun:?}");
    let found = over(&known("2023-08-01"), &known("2023-08-02"), 2023, 300);
    assert!(found.lines[Line::IitBusiness].after < found.lines[Line::IitBusiness].before && found.all.lose == 0);
}

fn register_of(folder: &Path, rows: &str, ending: &str) -> String {
    let name = format!("register.{ending}");
    let made = huiqi(folder, &["synth", rows, "--year", "2026", "-o", &name]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    name
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("draft.toml"), DRAFT).unwrap();
    folder
}

/// Runs well and says nothing beside its answer.
fn stdout(folder: &Path, args: &[&str]) -> String {
    let output = huiqi(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The names of packs change with every policy file.
fn stable(text: &str) -> String {
    let packs = [law().pack, with(DRAFT).pack];
    packs.iter().fold(text.to_string(), |text, pack| text.replace(pack.hash(), "PACK").replace(&pack.hash()[..12], "PACK"))
}

#[test]
fn the_command_over_a_register_of_2000() {
    let folder = folder();
    let (csv, parquet) = (register_of(folder.path(), "2000", "csv"), register_of(folder.path(), "2000", "parquet"));
    let impact = ["policies", "impact", "draft.toml", "--register"];
    let of = |register: &str, more: &[&str]| stdout(folder.path(), &[&impact[..], &[register], more].concat());
    let json = of(&csv, &["--format", "json"]);
    assert!(json == of(&parquet, &["--format", "json", "--threads", "1"]), "whatever the file and the threads");
    let answer: Value = serde_json::from_str(&json).unwrap();
    let schema: Value = serde_json::from_str(&report::answer_schema()).unwrap();
    let wrong: Vec<String> = jsonschema::validator_for(&schema).unwrap().iter_errors(&answer).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n").chars().take(2000).collect::<String>());
    let register = &answer["register"];
    assert_eq!((&register["rows"], &register["errors"]), (&2000.into(), &0.into()));
    let laws = BothLaws::new(&law(), &with(DRAFT), Lang::En).nothing();
    assert_eq!(laws.all.businesses, 0);
    insta::assert_snapshot!("impact-register-en", stable(&of(&csv, &["--lang", "en"])));
    insta::assert_snapshot!("impact-register-zh", stable(&of(&csv, &["--lang", "zh", "--format", "markdown"])));
    insta::assert_snapshot!("impact-register-csv", of(&csv, &["--lang", "en", "--format", "csv"]));
    // A page with pictures, in a file that is whole.
    assert_eq!(of(&csv, &["-o", "impact.html"]), "");
    let page = std::fs::read_to_string(folder.path().join("impact.html")).unwrap();
    assert!(page.matches("<figure>").count() >= 4 && page.trim_end().ends_with("</html>"), "{}", page.matches("<figure>").count());
}

/// Under two laws a business is what `huiqi ask` answers.
#[test]
fn the_command_for_a_business_is_the_question() {
    let folder = folder();
    let profile = include_str!("../../examples/over-the-threshold.toml");
    std::fs::write(folder.path().join("shop.toml"), profile).unwrap();
    let command = ["policies", "impact", "draft.toml", "--profile", "shop.toml", "--year", "2026"];
    let printed = stdout(folder.path(), &[&command[..], &["--format", "json"]].concat());
    let ask = Ask::Impact { drafts: vec![DRAFT.to_string()], years: None, published: None, to: Vec::new() };
    let mut question = Question::new(Profile::parse(profile, "shop.toml", &law().pack).unwrap(), ask);
    question.year = Some(2026);
    let json = serde_json::to_string(&question).unwrap();
    let answer = huiqi::ask(&law().pack, &Question::from_json(&json, "question.json").unwrap()).map(|answer| report::answer_json(&answer));
    assert!(answer.unwrap() == printed, "{printed}");
    let found: Value = serde_json::from_str(&printed).unwrap();
    let schema: Value = serde_json::from_str(&report::answer_schema()).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&found));
    let schema: Value = serde_json::from_str(&report::question_schema()).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&serde_json::from_str(&json).unwrap()));
    for (lang, format) in [("en", "text"), ("zh", "markdown")] {
        let text = stdout(folder.path(), &[&command[..], &["--to", "company", "--lang", lang, "--format", format]].concat());
        insta::assert_snapshot!(format!("impact-business-{lang}"), stable(&text));
    }
    let none = Ask::Impact { drafts: Vec::new(), years: None, published: None, to: Vec::new() };
    let two = Ask::Impact { drafts: vec![DRAFT.to_string()], years: Some((2025, 2026)), published: None, to: Vec::new() };
    for ask in [none, two] {
        question.ask = ask;
        assert!(huiqi::ask(&law().pack, &question).unwrap_err().is_question());
    }
}

#[test]
fn a_form_that_is_named_and_cannot_be_assessed_is_said() {
    let profile = Profile::parse(huiqi::PROFILE_TEMPLATE, "shop.toml", &law().pack).unwrap();
    let all = between(&law(), &raised()).on_business(&profile, &[]).unwrap().business.unwrap();
    let assessed = all.forms.len() + all.skipped.len();
    assert_eq!(assessed, 5, "every form is assessed or left out with its reason");
    if let Some((form, _)) = all.skipped.first() {
        assert!(between(&law(), &raised()).on_business(&profile, &[*form]).is_err());
    }
    assert_eq!(all.forms[0].before.form, Form::IndividualBusiness);
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_printed() {
    let folder = folder();
    let register = register_of(folder.path(), "50", "csv");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("overlap.toml", &DRAFT.replace("supersedes = [\"mof-sta-2026-10#vat-threshold\"]\n", ""));
    write("columns.csv", "key,year,nonsense_sales\n1,2026,5\n");
    let refused = [
        (vec!["draft.toml", "--register", "nowhere.csv"], 1, "nowhere.csv"),
        (vec!["draft.toml", "--register", "register.xml"], 2, "register.xml"),
        (vec![], 2, "DRAFT"),
        (vec!["draft.toml", "--years", "2025..2026"], 2, "--years"),
        (vec!["--published", "2026-07-01..2026-01-01"], 2, "2026-07-01..2026-01-01"),
        (vec!["draft.toml", "-o", "draft.toml"], 2, "draft.toml"),
        (vec!["draft.toml", "-o", "impact.docx"], 2, "impact.docx"),
        (vec!["draft.toml", "--register", "columns.csv"], 3, "nonsense_sales"),
        (vec!["draft.toml", "--profile", "nowhere.toml"], 3, "nowhere.toml"),
        (vec!["overlap.toml", "--register", &register], 4, "without a relation between them"),
        (vec!["nowhere.toml"], 4, "nowhere.toml"),
        (vec!["--years", "2018..2024"], 5, "2018"),
    ];
    for (args, code, said) in refused {
        let output = huiqi(folder.path(), &[&["policies", "impact"][..], &args].concat());
        let complained = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {complained}");
        assert!(output.stdout.is_empty() && complained.contains(said), "{args:?}: {complained}");
    }
}

#[test]
fn bad_rows_are_counted_and_named() {
    let folder = folder();
    let header = "key,year,place,industry,sales_q1,sales_q2,sales_q3,sales_q4,cost_goods\n";
    let good = "2026,麒麟区,H6210,40万,40万,40万,40万,60万\n";
    let mut text = format!("{header}good,{good}bad,{}", good.replace("40万,40万,40万,40万", "40万,forty,40万,40万"));
    for row in 0..30 {
        text += &format!("none-{row},1999,麒麟区,H6210,1,1,1,1,1\n");
    }
    std::fs::write(folder.path().join("register.csv"), text).unwrap();
    let args = ["policies", "impact", "draft.toml", "--register", "register.csv", "--format", "json"];
    let answer: Value = serde_json::from_str(&stdout(folder.path(), &args)).unwrap();
    let register = &answer["register"];
    assert_eq!((&register["rows"], &register["errors"], &register["all"]["businesses"]), (&32.into(), &31.into(), &1.into()));
    assert_eq!(register["noted"], 1, "the locality was taken as usual");
    // Foreign names by a mapping: the same.
    let text = std::fs::read_to_string(folder.path().join("register.csv")).unwrap();
    std::fs::write(folder.path().join("theirs.csv"), text.replacen("key", "户号", 1)).unwrap();
    std::fs::write(folder.path().join("map.toml"), "[columns]\n\"户号\" = \"key\"\n").unwrap();
    let mapped = ["policies", "impact", "draft.toml", "--register", "theirs.csv", "--columns", "map.toml", "--format", "json"];
    let mapped = huiqi(folder.path(), &mapped);
    assert!(String::from_utf8_lossy(&mapped.stderr).contains("户号"), "what a column was read as is said");
    let same: Value = serde_json::from_slice(&mapped.stdout).unwrap();
    assert_eq!((&same["register"]["rows"], &same["register"]["all"]), (&register["rows"], &register["all"]));
    let named = register["wrong"].as_array().unwrap();
    assert_eq!(named.len(), RegisterImpact::NAMED);
    let first = named[0].as_str().unwrap();
    assert!(first.starts_with("register.csv:3, sales_q2: `forty`"), "{first}");
    let text = stdout(folder.path(), &["policies", "impact", "draft.toml", "--register", "register.csv", "--lang", "en"]);
    assert!(text.contains("32 rows: 1 assessed under both laws, 31 in error"), "{text}");
    assert!(text.contains("and 11 more: `huiqi batch` writes them all to a file"), "{text}");
}

/// The first lines of what a command prints, as a block.
fn block(folder: &Path, args: &[&str], lines: usize) -> String {
    let printed = stable(&stdout(folder, args)).replace("PACK", "…");
    let kept: Vec<&str> = printed.lines().take(lines).map(str::trim_end).collect();
    format!("```console\n$ huiqi {}\n{}\n…\n```", args.join(" "), kept.join("\n"))
}

#[test]
fn the_page_is_fresh() {
    let folder = folder();
    std::fs::write(folder.path().join("shop.toml"), include_str!("../../examples/over-the-threshold.toml")).unwrap();
    let register = register_of(folder.path(), "2000", "csv");
    let of_register = ["policies", "impact", "draft.toml", "--register", &register, "--lang", "en"];
    let of_shop = ["policies", "impact", "draft.toml", "--profile", "shop.toml", "--year", "2026", "--to", "company", "--lang", "en"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let frame = std::fs::read_to_string(root.join("tests/impact/page.md")).unwrap();
    let fresh = frame
        .replace("{draft}", DRAFT.trim_end())
        .replace("{register}", &block(folder.path(), &of_register, 70))
        .replace("{business}", &block(folder.path(), &of_shop, 50));
    let page = root.join("docs/impact.md");
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&page, &fresh).unwrap();
    }
    let written = std::fs::read_to_string(&page).unwrap_or_default();
    assert!(written == fresh, "docs/impact.md is stale: HUIQI_WRITE=1 cargo test --all-features --test batch impact::");
}
