//! Properties of the program, on generated businesses of every year and form. Those of the law are in `huiqi::check`
//! and are tried in tests/command/verify.rs.

use crate::common::strategy::{business, form};
use crate::common::{Case, pack, yuan};
use huiqi::report::{Context, comparison_json};
use huiqi::{Form, Lang, Line, Money, Pack, Profile, Vocabulary};
use proptest::prelude::*;

fn json(case: &Case) -> String {
    let profile = case.profile();
    let rules = pack().rules(profile.year, profile.place, None).expect("covered");
    let comparison = huiqi::compare(&rules, &profile, &[]).expect("assessable");
    comparison_json(&Context { pack: pack(), rules: &rules, profile: &profile, lang: Lang::En }, &comparison)
}

fn policy_files() -> Vec<(String, String)> {
    fn collect(folder: &std::path::Path, files: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            if entry.is_dir() {
                collect(&entry, files);
            } else {
                files.push((entry.display().to_string(), std::fs::read_to_string(&entry).expect("readable")));
            }
        }
    }
    let mut files = Vec::new();
    collect(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/policies")), &mut files);
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Neither the order of the lines of a profile nor how often one asks changes a byte.
    #[test]
    fn the_order_of_lines_changes_no_byte(case in business(), seed in any::<u64>()) {
        let mut shuffled = case.clone();
        let mut tables: Vec<&str> = case.tables.split("\n[").collect();
        let head = tables.remove(0);
        let mut order: Vec<(u64, &str)> = tables.iter().enumerate().map(|(i, t)| (seed.wrapping_mul(i as u64 + 1).rotate_left(17) ^ seed,
            *t)).collect();
        order.sort();
        shuffled.tables = order.iter().fold(head.to_string(), |all, (_, table)| all + "\n[" + table) + "\n";
        prop_assert_eq!(json(&case), json(&case));
        prop_assert_eq!(json(&case), json(&shuffled));
    }
}

/// The files of a pack may come in any order, under any names.
#[test]
fn the_order_of_files_changes_nothing() {
    let mut files = policy_files();
    let hash = Pack::from_files(files.clone()).expect("sound").hash().to_string();
    assert_eq!(hash, pack().hash());
    for turn in 0..5 {
        files.reverse();
        files.rotate_left(turn * 3 + 1);
        let renamed: Vec<_> = files
            .iter()
            .enumerate()
            .map(|(i, (name, text))| {
                let file = name.rsplit('/').next().unwrap_or_default();
                (if name.contains("lists") { format!("lists/{file}") } else { format!("{:03}.toml", 997 * (i + 1) % 1000) }, text.clone())
            })
            .collect();
        let shuffled = Pack::from_files(renamed).expect("sound");
        assert_eq!(shuffled.hash(), hash);
        let ids = |pack: &Pack| pack.measures().iter().map(|measure| measure.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&shuffled), ids(pack()));
    }
}

/// 2023 as it was known on three days: no halving of that year's business-income tax, then up to 1,000,000 (公告2023-6),
/// then up to 2,000,000 (公告2023-12, reaching back).
#[test]
fn what_was_known_decides() {
    let shop = Case::new(2023).net().sale("Q2", "goods", "1000万元", "").with_profit("3000000");
    let iit = |day: &str| shop.clone().known_on(day).assess();
    let relief = |day: &str| iit(day).amounts.lines[Line::IitBusiness].relief;
    assert_eq!(relief("2023-02-15"), Money::ZERO);
    assert_eq!(relief("2023-05-01"), yuan("142250")); // half of 284,500
    assert_eq!(relief("2023-09-01"), yuan("317250")); // half of 634,500
    // The day of publication counts, the day before does not.
    assert_eq!([relief("2023-03-25"), relief("2023-03-26")], [Money::ZERO, yuan("142250")]);
    assert_eq!([relief("2023-08-01"), relief("2023-08-02")], [yuan("142250"), yuan("317250")]);
    let cites = |day: &str, document: &str| {
        iit(day).citations(Line::IitBusiness).into_iter().any(|index| pack().measure(index).id.starts_with(document))
    };
    assert!(cites("2023-05-01", "mof-sta-2023-6#") && !cites("2023-05-01", "mof-sta-2023-12#"));
    assert!(cites("2023-09-01", "mof-sta-2023-12#") && !cites("2023-09-01", "mof-sta-2023-6#"));
    // The six taxes: Yunnan's own decision until the national halving was published.
    let stamp = |day: &str| {
        let case = shop.clone().contract("03", "lease", "10000", "0").known_on(day).assess();
        case.citations(Line::Stamp).into_iter().map(|index| pack().measure(index).id.clone()).collect::<Vec<_>>()
    };
    assert!(stamp("2023-05-01").contains(&"yunnan-mof-sta-2022-4#halving".to_string()));
    assert!(stamp("2023-09-01").contains(&"mof-sta-2023-12#halving".to_string()));
}

/// What is known never shrinks: each measure in force under an earlier view and not superseded since is in force now.
#[test]
fn knowledge_only_grows() {
    let days = ["2019-06-01", "2021-06-01", "2022-06-01", "2023-06-01", "2024-06-01", "2026-06-01"];
    for day in days.map(|day| day.parse().expect("a day")) {
        let mut before: Vec<String> = Vec::new();
        for known in days.map(|day| day.parse().expect("a day")) {
            let now = pack().in_force(day, 530_302, Some(known));
            let ids: Vec<String> = now.iter().map(|index| pack().measure(*index).id.clone()).collect();
            let superseded: Vec<String> =
                now.iter().flat_map(|index| &pack().measure(*index).replaces).map(|index| pack().measure(*index).id.clone()).collect();
            for id in before {
                assert!(ids.contains(&id) || superseded.contains(&id), "{id} on {day} known {known}");
            }
            before = ids;
        }
    }
}

/// The same form on both sides differs by nothing.
#[test]
fn the_same_form_differs_by_nothing() {
    for form in Form::ALL {
        let mut case = Case::new(2024).form(*form).sale("Q1", "goods", "50万元", "");
        case.tables += &"[[partners]]\nshare = \"50%\"\ncomprehensive_income = 1\n".repeat(2);
        let assessment = case.assess();
        let difference = huiqi::Difference::between(&assessment, &assessment);
        assert_eq!((difference.total(), difference.net_to_owner(), difference.main_line()), (Money::ZERO, Money::ZERO, None));
    }
}

/// Facts may be moved to another year only where they do not carry their year.
#[test]
fn undated_facts_move_to_another_year() {
    let undated = Case::new(2024).sale("Q1", "goods", "30万元", "").profile();
    assert_eq!(undated.in_year(2026).map(|profile| profile.year), Ok(2026));
    let dated = Profile::parse(&Case::new(2024).sale("2024-Q1", "goods", "30万元", "").toml(), "case.toml", pack()).expect("sound");
    assert!(dated.clone().in_year(2026).is_err_and(|error| error.is_profile()));
    assert_eq!(dated.in_year(2024).map(|profile| profile.year), Ok(2024));
}

/// A wage beside other comprehensive income bears what it adds: 60,000 are deducted once.
#[test]
fn a_wage_bears_what_it_adds() {
    let tax = |income: &str, wage: &str| {
        let mut case = Case::new(2024).form(Form::Company).net().sale("Q2", "goods", "1000万元", "").owner("deductions = 14000");
        case.comprehensive_income = yuan(income);
        case.tables += &format!("[company]\nowner_wage = \"{wage}\"\n");
        case.payable(Line::IitWage)
    };
    assert_eq!(tax("0", "110000"), yuan("1080")); // 36,000 × 3%
    assert_eq!(tax("110000", "10000"), yuan("1000")); // the next bracket
    assert_eq!(tax("50000", "24000"), Money::ZERO); // 74,000 − 60,000 − 14,000
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Where converting is said to begin to pay, it does; a fen below, it does not.
    #[test]
    fn it_begins_to_pay_where_it_says(case in business(), to in form()) {
        prop_assume!(to != case.form);
        let profile = case.profile();
        let rules = pack().rules(case.year, profile.place, None).expect("covered");
        let comparison = huiqi::compare(&rules, &profile, &[to]).and_then(|c| c.with_break_even(&rules, &profile)).expect("assessed");
        let pays = |less: Money| {
            let mut cheaper = profile.clone();
            cheaper.costs.other = profile.costs.other - less;
            let net = |form| huiqi::amounts(&rules, &cheaper, form).expect("assessed").net_to_owner();
            net(to) >= net(case.form)
        };
        match comparison.break_even[0] {
            huiqi::BreakEven::Now => prop_assert!(pays(Money::ZERO)),
            huiqi::BreakEven::From(profit) => {
                let less = profit - comparison.before.amounts.profit;
                prop_assert!(!pays(Money::ZERO) && !pays(less - Money::from_fen(1)) && pays(less));
            }
            huiqi::BreakEven::Never => prop_assert!(!pays(Money::ZERO) && !pays(comparison.before.amounts.costs)),
            other => panic!("no test of {other:?}"),
        }
    }
}
