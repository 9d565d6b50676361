//! Bad profiles and bad packs: each gives one clear message, at its place, with the right exit code, and no output.

use crate::common::unread::unread;
use jsonschema::Validator;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// A profile that is right. Each bad one is this with one thing replaced.
const SHOP: &str = r#"name = "老街面馆"
year = 2022
place = "麒麟区"
locality = "city"
industry = "H6210"
form = "individual-business"

[vat]
status = "small-scale"
filing = "quarter"

[[sales]]
period = "Q1"
kind = "services"
amount = "46.8万元"

[costs]
goods = "12万元"

[owner]
comprehensive_income = 0

[scale]
restricted_industry = false
Q1 = { staff = [6, 6], assets = ["26万元", "27万元"] }
"#;

/// (name, what is replaced, by what, exit code)
const PROFILES: &[(&str, &str, &str, i32)] = &[
    ("unknown-key", "[costs]\ngoods", "[costs]\ngodos", 3),
    ("unknown-key-without-likeness", "locality = \"city\"", "locality = \"city\"\nzodiac = \"ox\"", 3),
    ("misspelt-word", "\"individual-business\"", "\"indivdual-business\"", 3),
    ("missing-key", "locality = \"city\"\n", "", 3),
    ("missing-table", "[costs]\ngoods = \"12万元\"\n", "", 3),
    ("missing-sales", "[[sales]]\nperiod = \"Q1\"\nkind = \"services\"\namount = \"46.8万元\"\n", "", 3),
    ("negative-amount", "\"12万元\"", "-120000", 3),
    ("part-of-a-fen", "\"12万元\"", "120000.005", 3),
    ("amount-too-large", "\"12万元\"", "\"100.0001亿元\"", 3),
    ("amount-as-words", "\"12万元\"", "\"十二万元\"", 3),
    ("amount-as-list", "\"12万元\"", "[12]", 3),
    ("rate-as-number", "amount = \"46.8万元\"", "amount = \"46.8万元\"\nlevy_rate = 0.03", 3),
    ("period-of-another-year", "\"Q1\"", "\"2021-Q1\"", 3),
    ("no-such-period", "\"Q1\"", "\"Q5\"", 3),
    ("company-without-a-quarter-that-sold", "period = \"Q1\"", "period = \"Q2\"", 3),
    ("month-needed", "[costs]", "[[contracts]]\nmonth = \"Q1\"\nkind = \"lease\"\namount = 1\n[costs]", 3),
    ("months-backwards", "[costs]", "[[rented]]\nlandlord = \"state\"\nmonthly_rent = 1\nfrom = \"07\"\nto = \"06\"\n[costs]", 3),
    ("two-bases-of-property", "[costs]", "[[property]]\noriginal_value = 1\nannual_rent = 1\n[costs]", 3),
    ("no-base-of-property", "[costs]", "[[property]]\nhousing = true\n[costs]", 3),
    (
        "land-let-with-a-broken-property",
        "[costs]",
        "[[property]]\nname = \"铺面\"\noriginal_value = 1\nannual_rent = 1\n[[land]]\narea = 1\nunit_amount = 10\n\
         let_with = \"铺面\"\n[costs]",
        3,
    ),
    ("land-let-with-nothing", "[costs]", "[[land]]\narea = 1\nunit_amount = 10\nlet_with = \"铺面\"\n[costs]", 3),
    ("three-figures-for-a-quarter", "staff = [6, 6]", "staff = [6, 6, 7]", 3),
    (
        "shares-of-90",
        "[costs]",
        "[[partners]]\nshare = \"40%\"\ncomprehensive_income = 0\n[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n[costs]",
        3,
    ),
    ("one-partner", "[costs]", "[[partners]]\nshare = \"100%\"\ncomprehensive_income = 0\n[costs]", 3),
    ("loss-of-the-same-year", "[costs]", "[[losses]]\nyear = 2022\namount = 1\n[costs]", 3),
    ("unknown-place", "\"麒麟区\"", "\"麒麒区\"", 3),
    ("place-elsewhere", "\"麒麟区\"", "310100", 3),
    ("industry-of-another-section", "\"H6210\"", "\"C6210\"", 3),
    ("no-such-industry", "\"H6210\"", "\"noodelz\"", 3),
    ("year-not-covered", "year = 2022", "year = 2018", 3),
    ("general-taxpayer", "\"small-scale\"", "\"general\"", 3),
    ("general-from-for-a-general-taxpayer", "status = \"small-scale\"", "status = \"general\"\ngeneral_from = \"07\"", 3),
    ("general-from-inside-a-quarter", "filing = \"quarter\"", "filing = \"quarter\"\ngeneral_from = \"02\"", 3),
    ("general-without-a-rate", "filing = \"quarter\"", "filing = \"quarter\"\ngeneral_from = \"01\"", 3),
    ("earlier-sales-of-the-year-itself", "[costs]", "[[earlier_sales]]\nperiod = \"2022-Q4\"\namount = 1\n[costs]", 3),
    ("three-profits", "[owner]", "[prepayment]\nprofits = [1, 2, 3]\n[owner]", 3),
    (
        "first-and-earlier-settlement",
        "restricted_industry = false",
        "restricted_industry = false\nsettled_small_to_june = true\nsettled_small_from_july = true\n\
            first_settlement = { on = 2022-04-20, small = true }",
        3,
    ),
    (
        "settled-on-no-day",
        "restricted_industry = false",
        "restricted_industry = false\nfirst_settlement = { on = \"April\", small = true }",
        3,
    ),
    ("waived-more-than-a-year", "[costs]", "[[rented]]\nlandlord = \"state\"\nmonthly_rent = 1\nwaived_to_others = 13\n[costs]", 3),
    ("deduct-over-price", "amount = \"46.8万元\"", "amount = \"46.8万元\"\ndeduct = \"50万元\"", 3),
    ("agreed-cut-where-rent-is-waived", "[costs]", "[[rented]]\nlandlord = \"state\"\nmonthly_rent = 1000\nagreed_cut = 100\n[costs]", 3),
    (
        "let-cut-over-rent",
        "[costs]",
        "[[property]]\nannual_rent = 12000\nrent_cut = { amount = 12000.01, monthly_rent = 1000, tenant_qualifies = true }\n[costs]",
        3,
    ),
    ("cut-over-rent", "[costs]", "[[rented]]\nlandlord = \"other\"\nmonthly_rent = 1000\nagreed_cut = 12000.01\n[costs]", 3),
    ("broken-toml", "[costs]", "[costs", 3),
    ("file-of-another-kind", SHOP, "[document]\nid = \"x\"\n", 3),
    ("monthly-filer-with-quarters", "filing = \"quarter\"", "filing = \"month\"", 3),
    ("quarter-cut-by-a-change", "year = 2022", "year = 2020", 3),
    ("levy-rate-of-another-time", "period = \"Q1\"", "period = \"Q2\"\nlevy_rate = \"1%\"", 3),
    ("land-amount-out-of-range", "[costs]", "[[land]]\narea = 1\nunit_amount = 31\n[costs]", 3),
    ("unknown-mineral", "[costs]", "[[resource]]\nperiod = \"Q1\"\nmineral = \"noodles\"\namount = 1\nrate = \"5%\"\n[costs]", 3),
    ("resource-rate-out-of-range", "[costs]", "[[resource]]\nperiod = \"Q1\"\nmineral = \"coal\"\namount = 1\nrate = \"11%\"\n[costs]", 3),
    ("farmland-amount-unknown", "place = \"麒麟区\"", "place = \"宣威市\"\nfarmland = [{ month = \"01\", area = 100 }]", 3),
    (
        "company-without-scale",
        "[scale]\nrestricted_industry = false\nQ1 = { staff = [6, 6], assets = [\"26万元\", \"27万元\"] }\n",
        "[[losses]]\nyear = 2021\namount = 1\n[conversion]\n",
        3,
    ),
    ("tax-before-it-is-covered", "year = 2022", "year = 2019\nfarmland = [{ month = \"01\", area = 100 }]", 5),
];

/// (name, file below policies/, what is replaced, by what); all end with 4.
const PACKS: &[(&str, &str, &str, &str)] = &[
    ("unknown-key", "cn/2022/mof-sta-2022-15.toml", "levy_rate = \"3%\"", "levy_rate = \"3%\"\nlevy_rat = \"3%\""),
    ("misspelt-mechanism", "cn/2022/mof-sta-2022-15.toml", "\"exempt-levy-sales\"", "\"exempt-levy-sale\""),
    ("misspelt-kind", "cn/2020/mof-sta-2020-13.toml", "\"services\"]", "\"service\"]"),
    ("bad-date", "cn/2022/mof-sta-2022-15.toml", "from = 2022-04-01", "from = \"2022-04-01\""),
    ("no-such-date", "cn/2022/mof-sta-2022-15.toml", "from = 2022-04-01", "from = 2022-04-31"),
    ("open-end-left-out", "cn/2016/mof-sta-2016-12.toml", ", to = \"open\"", ""),
    ("ends-before-it-begins", "cn/2022/mof-sta-2022-15.toml", "to = 2022-12-31", "to = 2021-12-31"),
    ("begins-inside-a-month", "cn/2022/mof-sta-2022-15.toml", "from = 2022-04-01", "from = 2022-04-02"),
    ("annual-rule-inside-a-year", "cn/2023/mof-sta-2023-6.toml", "from = 2023-01-01", "from = 2023-04-01"),
    ("prolonged-from-inside-a-month", "cn/2020/mof-sta-2020-24.toml", "from = 2020-06-01", "from = 2020-06-15"),
    ("prolonged-from-inside-a-year", "cn/2022/mof-sta-2022-13.toml", "to = 2024-12-31 }\nextends", "to = 2024-06-30 }\nextends"),
    ("gap-in-the-levy", "cn/2024/npc-vat-law.toml", "from = 2026-01-01", "from = 2026-02-01"),
    ("gap-in-stamp-duty", "cn/2021/npc-stamp-law.toml", "from = 2022-07-01", "from = 2022-08-01"),
    ("gap-at-the-end", "cn/2018/npc-iit-law.toml", "to = \"open\"", "to = 2026-12-31"),
    ("overlap-without-relation", "cn/2021/mof-sta-2021-11.toml", "supersedes = [\"mof-sta-2019-13#vat-exemption\"]\n", ""),
    ("relation-to-nowhere", "cn/2021/mof-sta-2021-11.toml", "mof-sta-2019-13#vat-exemption", "sta-1999-1#nothing-of-the-kind"),
    ("relation-misspelt", "cn/2021/mof-sta-2021-11.toml", "mof-sta-2019-13#vat-exemption", "mof-sta-2019-13#vat-exemptions"),
    (
        "supersedes-something-else",
        "cn/2021/mof-sta-2021-11.toml",
        "mof-sta-2019-13#vat-exemption\"",
        "mof-sta-2019-13#vat-exemption\", \"npc-cit-law#rate\"",
    ),
    ("supersedes-what-came-later", "cn/2023/mof-sta-2023-12.toml", "issued_on = 2023-08-02", "issued_on = 2023-03-01"),
    ("province-above-its-ceiling", "cn-53/2022/yunnan-mof-sta-2022-4.toml", "reduction = \"50%\"", "reduction = \"60%\""),
    ("province-beyond-its-range", "cn-53/1986/yunnan-property-rules.toml", "deduction = \"30%\"", "deduction = \"35%\""),
    ("decision-without-delegation", "cn-53/2022/yunnan-mof-sta-2022-4.toml", "decides = \"mof-sta-2022-10#delegated-halving\"\n", ""),
    (
        "decision-for-more-than-delegated",
        "cn-53/2019/yunnan-mof-sta-2019-11.toml",
        "who = [\"small-scale\"]",
        "who = [\"small-scale\", \"individual-business\"]",
    ),
    ("decision-for-longer-than-delegated", "cn-53/2019/yunnan-mof-sta-2019-11.toml", "to = 2021-12-31", "to = 2022-12-31"),
    ("decides-what-is-no-delegation", "cn-53/1986/yunnan-property-rules.toml", "council-property-regulation#rates", "npc-cit-law#rate"),
    ("quick-deduction-off", "cn/2018/npc-iit-law.toml", "\"10500元\"", "\"10050元\""),
    ("last-bracket-closed", "cn/2018/npc-iit-law.toml", "{ up_to = \"open\", rate = \"35%\"", "{ up_to = \"100万元\", rate = \"35%\""),
    ("replaces-another-rate", "cn/2020/mof-sta-2020-13.toml", "from = \"3%\"", "from = \"4%\""),
    ("rate-as-float", "cn/2007/npc-cit-law.toml", "rate = \"25%\"", "rate = 0.25"),
    ("measure-twice", "cn/2007/npc-cit-law.toml", "id = \"small-low-profit-rate\"", "id = \"rate\""),
    ("document-twice", "cn/2007/npc-cit-law.toml", "id = \"npc-cit-law\"", "id = \"npc-iit-law\""),
    ("relief-before-not-named", "cn/2023/mof-sta-2023-12.toml", "\"mof-sta-2016-12#fee-exemption\", ", ""),
    (
        "relief-before-pointless",
        "cn/2023/mof-sta-2023-12.toml",
        "\"mof-sta-2016-12#fee-exemption\", ",
        "\"mof-sta-2016-12#fee-exemption\", \"yunnan-landlord-2022#let-property\", ",
    ),
    (
        "extends-in-a-circle",
        "cn/2020/mof-sta-2020-24.toml",
        "mof-sta-2020-13#levy-rate-one-percent",
        "mof-sta-2021-7#levy-rate-one-percent",
    ),
    ("extends-and-mechanism", "cn/2020/mof-sta-2020-24.toml", "extends =", "mechanism = \"cit-rate\"\nextends ="),
    ("range-backwards", "cn/2018/npc-farmland-law.toml", "least = \"5元\"", "least = \"55元\""),
    ("rate-and-rates", "cn/1986/council-education-surcharge.toml", "rate = \"3%\"", "rate = \"3%\"\nrates = { city = \"3%\" }"),
    ("rate-of-a-kind-missing", "cn/2024/npc-vat-law.toml", "housing-lease = \"3%\"\n", ""),
    ("bad-jurisdiction", "cn-53/2022/yunnan-mof-sta-2022-4.toml", "jurisdiction = \"53\"", "jurisdiction = \"云南\""),
    ("signed-jurisdiction", "cn-53/2022/yunnan-mof-sta-2022-4.toml", "jurisdiction = \"53\"", "jurisdiction = \"+3\""),
    ("no-measures", "cn/2016/mof-sta-2016-12.toml", "[[measure]]", "[[measures]]"),
    ("broken-toml", "cn/2007/npc-cit-law.toml", "[document]", "[document"),
    ("no-places", "lists/gbt2260.toml", "[divisions]", "[division_list]"),
];

/// Figures, bounds and days that are not as printed, and authorities that are none; in the files as they are.
const PRINTED: &[(&str, &str, &str, &str)] = &[
    ("figure-not-as-printed", "cn/2023/mof-sta-2023-12.toml", "\"200万元\"", "\"210万元\""),
    ("rate-not-as-printed", "cn/2021/npc-stamp-law.toml", "capital = \"0.25‰\"", "capital = \"0.5‰\""),
    ("quotes-of-a-keyboard", "cn/2026/mof-sta-2026-10.toml", "bound = \"less-than\"", "bound = “less-than”"),
    ("figure-not-as-derived", "cn/2021/mof-sta-2021-12.toml", "included = \"12.5%\"", "included = \"25%\""),
    ("bound-not-as-printed", "cn/2026/mof-sta-2026-10.toml", "bound = \"less-than\"", "bound = \"not-more-than\""),
    ("end-not-as-printed", "cn/2023/mof-sta-2023-37.toml", "to = 2027-12-31", "to = 2028-12-31"),
    ("beginning-not-printed", "cn/2021/mof-sta-2021-6.toml", "from = 2021-01-01", "from = 2022-01-01"),
    ("end-not-printed", "cn/2017/council-vat-regulation.toml", "to = 2025-12-31", "to = 2026-12-31"),
    ("issued-not-as-printed", "cn/2023/mof-sta-2023-12.toml", "issued_on = 2023-08-02\nprinted", "issued_on = 2023-08-03\nprinted"),
    ("figure-not-printed", "cn/2023/mof-sta-2023-12.toml", "income_up_to = \"第一条：不超过200万元\"\n", ""),
    ("zero-is-a-limit-now", "cn/2023/mof-sta-2023-12.toml", "over = \"0元\"", "over = \"1元\""),
    ("printed-without-parameter", "cn/2023/mof-sta-2023-12.toml", "不超过200万元\"", "不超过200万元，300人\""),
    ("printed-without-place", "cn/2023/mof-sta-2023-12.toml", "第一条：不超过200万元", "不超过200万元"),
    ("printed-without-figure", "cn/2023/mof-sta-2023-12.toml", "第一条：不超过200万元", "第一条：若干"),
    ("printed-elsewhere", "cn/2023/mof-sta-2023-12.toml", "第一条：不超过200万元", "财税〔2019〕13号第一条：不超过200万元"),
    ("printed-but-unread", "cn/2023/mof-sta-2023-12.toml", "confidence = \"text\"", "confidence = \"memory\""),
    ("not-to-be-computed", "cn/2021/mof-sta-2021-12.toml", "= 25%（财税〔2019〕13号第二条）× 减半（第一条）", "= 25% ÷ 2"),
    ("part-of-a-table-unprinted", "cn/2021/npc-stamp-law.toml", "loan = \"税目税率表：借款合同 万分之零点五\"\n", ""),
    ("authority-missing", "cn/2016/mof-sta-2016-12.toml", "authority = [{ article = \"第一条\" }]\n", ""),
    (
        "authority-not-own",
        "cn/2016/mof-sta-2016-12.toml",
        "[{ article = \"第一条\" }]",
        "[{ document = \"npc-cit-law\", article = \"第一条\" }]",
    ),
    ("authority-to-nowhere", "cn/2021/mof-sta-2021-12.toml", "{ document = \"mof-sta-2019-13\"", "{ document = \"mof-sta-2019-31\""),
    ("authority-is-a-file", "cn/2021/mof-sta-2021-12.toml", "number = \"国家税务总局公告2021年第8号\"", "number = \"财税〔2019〕13号\""),
    ("authority-without-day", "cn/2021/mof-sta-2021-12.toml", ", issued_on = 2021-04-07 }", " }"),
    ("authority-told-twice", "cn/2023/mof-sta-2023-19.toml", "issued_on = 2023-01-09", "issued_on = 2023-01-10"),
];

fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi")).current_dir(folder).env_clear().args(args).output().expect("runs");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.stdout.is_empty(), "{args:?} wrote to stdout");
    assert!(!stderr.contains("panicked"), "{stderr}");
    (output.status.code().unwrap_or(-1), stderr)
}

/// The same in JSON: with the same code, and what `huiqi schema error` says.
fn hold_as_json(folder: &Path, args: &[&str], code: i32) {
    static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
        let output = Command::new(env!("CARGO_BIN_EXE_huiqi")).args(["schema", "error"]).output().expect("runs");
        jsonschema::validator_for(&serde_json::from_slice(&output.stdout).expect("JSON")).expect("a schema")
    });
    let (found, said) = run(folder, &[args, &["--format", "json"]].concat());
    assert_eq!(found, code, "{args:?}: {said}");
    let error = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{args:?}: no JSON: {said}"));
    if let Err(wrong) = SCHEMA.validate(&error) {
        panic!("{args:?}: {wrong}\n{said}");
    }
}

fn replaced(text: &str, from: &str, to: &str, name: &str) -> String {
    assert!(text.contains(from), "{name}: nothing to replace");
    text.replacen(from, to, 1)
}

#[test]
fn bad_profiles() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("shop.toml"), SHOP).expect("writable");
    for (name, from, to, code) in PROFILES {
        let mut text = replaced(SHOP, from, to, name);
        // Facts that are only tested for a company: ask for one.
        let company = name.starts_with("company-without");
        if *name == "farmland-amount-unknown" || *name == "tax-before-it-is-covered" {
            text = text.replace("[[sales]]\nperiod = \"Q1\"", "[[sales]]\nperiod = \"Q2\"");
        }
        std::fs::write(folder.path().join("shop.toml"), text).expect("writable");
        let args: &[&str] = if company {
            &["compare", "shop.toml", "--lang", "en", "--strict", "--to", "company"]
        } else {
            &["compare", "shop.toml", "--lang", "en", "--strict"]
        };
        let (got, stderr) = run(folder.path(), args);
        assert_eq!(got, *code, "{name}: {stderr}");
        insta::assert_snapshot!(format!("profile-{name}"), stderr);
        // Every message exists in Chinese too, and names the same place.
        let zh: Vec<&str> = args.iter().map(|arg| if *arg == "en" { "zh" } else { arg }).collect();
        let (_, chinese) = run(folder.path(), &zh);
        let places = |text: &str| text.lines().filter(|line| line.contains("-->")).map(str::to_string).collect::<Vec<_>>();
        assert_eq!(places(&chinese), places(&stderr), "{name}");
        hold_as_json(folder.path(), args, *code);
    }
}

#[test]
fn the_profile_they_are_made_from_is_right() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("shop.toml"), SHOP).expect("writable");
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi"))
        .current_dir(folder.path())
        .args(["compare", "shop.toml", "--strict"])
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn bad_packs() {
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
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("pack");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("policies"), &pack);
    for (name, file, from, to) in PACKS.iter().chain(PRINTED) {
        let path = pack.join(file);
        let right = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        // What is printed would refuse a figure before the rule that is tried here.
        let as_read = PRINTED.iter().any(|(known, ..)| known == name) || file.starts_with("lists/");
        let text = if as_read { right.clone() } else { unread(&right) };
        std::fs::write(&path, replaced(&text, from, to, name)).expect("writable");
        let list = ["policies", "list", "--pack", "pack", "--lang", "en"];
        let (code, stderr) = run(folder.path(), &list);
        assert_eq!(code, 4, "{name}: {stderr}");
        hold_as_json(folder.path(), &list, code);
        insta::assert_snapshot!(format!("pack-{name}"), stderr);
        std::fs::write(&path, right).expect("writable");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_huiqi")).current_dir(folder.path()).args(["policies", "list", "--pack", "pack"]).output();
    assert!(output.expect("runs").status.success(), "the pack they are made from is right");
}

/// What has no end, or may never begin, is refused before it is read; what a shell hands on is read.
#[cfg(unix)]
#[test]
fn devices_and_named_pipes_are_no_files() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe.toml")).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.toml")).unwrap();
    for name in ["pipe.toml", "zero.toml", "/dev/zero"] {
        let (code, said) = run(folder.path(), &["assess", name, "--lang", "en"]);
        assert!(code == 3 && said.contains("it is a device or a pipe"), "{name}: {code} {said}");
        let (code, said) = run(folder.path(), &["policies", "list", "--overlay", name, "--lang", "en"]);
        assert!(code == 4 && said.contains("it is a device or a pipe"), "{name}: {code} {said}");
    }
    std::fs::write(folder.path().join("shop.toml"), SHOP).unwrap();
    let handed_on = "cat shop.toml | \"$HUIQI\" assess /dev/stdin --lang en";
    let mut shell = Command::new("sh");
    shell.current_dir(folder.path()).env("HUIQI", env!("CARGO_BIN_EXE_huiqi")).args(["-c", handed_on]);
    assert!(shell.output().unwrap().status.success());
}

/// What editors leave behind is no law, and a link that leads back up has an end.
#[cfg(unix)]
#[test]
fn folders_of_policy_files() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    let copied = Command::new("cp").arg("-r").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/policies")).arg(&pack).status();
    assert!(copied.unwrap().success());
    std::fs::write(pack.join("cn/.draft.toml"), "no law").unwrap();
    let mut list = Command::new(env!("CARGO_BIN_EXE_huiqi"));
    assert!(list.current_dir(folder.path()).args(["policies", "list", "--pack", "pack"]).output().unwrap().status.success());
    std::os::unix::fs::symlink(&pack, pack.join("cn/again")).unwrap();
    let (code, said) = run(folder.path(), &["policies", "list", "--pack", "pack", "--lang", "en"]);
    assert!(code == 4 && said.contains("folders more than 16 deep"), "{code} {said}");
}

/// Who passes a message on passes the fact at fault on, and no other.
#[test]
fn a_message_shows_the_fact_at_fault_alone() {
    let folder = tempfile::tempdir().unwrap();
    let shop = SHOP.replace("[owner]\ncomprehensive_income = 0\n", "");
    let owners = [
        ("owner = { comprehensive_income = 7654321, deductions = -5, other_relief = 1234567 } # 身份证", " deductions = -5…"),
        ("owner = { comprehensive_income = 7654321, incme = 1234567 }", " incme…"),
        ("losses = [{ year = 2019, amount = 7654321 }, { year = 2020 }, { year = 2021, amount = 1234567 }]", " {…"),
    ];
    for (owner, shown) in owners {
        std::fs::write(folder.path().join("shop.toml"), format!("{owner}\n{shop}")).unwrap();
        let (code, said) = run(folder.path(), &["assess", "shop.toml", "--lang", "en"]);
        assert!(code == 3 && said.contains(shown), "{said}");
        assert!(!["7654321", "1234567", "身份证", "老街"].iter().any(|other| said.contains(other)), "{said}");
    }
}
