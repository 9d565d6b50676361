//! Properties of the law, on generated businesses of every year and form.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "common/strategy.rs"]
mod strategy;

use common::{Case, pack, yuan};
use huiqi::report::{Context, comparison_json};
use huiqi::trace::{Formula, What};
use huiqi::{Form, Lang, Line, Money, Pack, Profile, Vocabulary};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use strategy::business;

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

/// The pack without one measure, and without the relations that name it.
fn without(id: &str) -> Pack {
    let files = policy_files().into_iter().map(|(name, text)| {
        if name.contains("classes") {
            return (name, text);
        }
        let mut file: toml::Table = text.parse().expect("TOML");
        let document = file["document"]["id"].as_str().expect("id").to_string();
        if let Some(measures) = file.get_mut("measure").and_then(toml::Value::as_array_mut) {
            measures.retain(|measure| format!("{document}#{}", measure["id"].as_str().unwrap_or_default()) != id);
            for measure in measures.iter_mut().filter_map(toml::Value::as_table_mut) {
                for relation in ["supersedes", "stacks_after"] {
                    if let Some(named) = measure.get_mut(relation).and_then(toml::Value::as_array_mut) {
                        named.retain(|named| named.as_str() != Some(id));
                    }
                }
            }
        }
        (name, file.to_string())
    });
    // A document left without measures is left out.
    let files = files.filter(|(name, text)| name.contains("classes") || text.contains("mechanism") || text.contains("extends")).collect();
    Pack::from_files(files).unwrap_or_else(|error| panic!("without {id}: {error}"))
}

/// Each relief that others do not build on, with the lines it acts on.
fn reliefs() -> &'static BTreeMap<&'static str, (Vec<Line>, Pack)> {
    static RELIEFS: OnceLock<BTreeMap<&'static str, (Vec<Line>, Pack)>> = OnceLock::new();
    let halved = || {
        vec![
            Line::UrbanMaintenance,
            Line::EducationSurcharge,
            Line::LocalEducationSurcharge,
            Line::Stamp,
            Line::Property,
            Line::UrbanLandUse,
            Line::Resource,
            Line::FarmlandOccupation,
        ]
    };
    RELIEFS.get_or_init(|| {
        [
            ("mof-sta-2021-11#vat-exemption", vec![Line::Vat]),
            ("mof-sta-2022-15#vat-exemption", vec![Line::Vat]),
            ("mof-sta-2023-1#vat-exemption", vec![Line::Vat]),
            ("mof-sta-2023-1#levy-rate-one-percent", vec![Line::Vat]),
            ("mof-sta-2023-19#vat-exemption", vec![Line::Vat]),
            ("mof-sta-2026-10#housing-lease", vec![Line::Vat]),
            ("mof-sta-2016-36#housing-lease", vec![Line::Vat]),
            ("mof-sta-2016-12#fee-exemption", vec![Line::EducationSurcharge, Line::LocalEducationSurcharge]),
            ("yunnan-mof-sta-2019-11#halving", halved()),
            ("mof-sta-2023-12#halving", halved()),
            ("mof-sta-2023-12#business-iit-halving", vec![Line::IitBusiness]),
            ("mof-sta-2023-6#business-iit-halving", vec![Line::IitBusiness]),
            ("mof-sta-2021-12#business-iit-halving", vec![Line::IitBusiness]),
            ("mof-sta-2021-12#include-low", vec![Line::Cit]),
            ("mof-sta-2023-12#include-income", vec![Line::Cit]),
            ("mof-sta-2022-13#include-middle", vec![Line::Cit]),
            ("mof-sta-2008-24#housing-rent", vec![Line::Property]),
            ("yunnan-landlord-2022#let-property", vec![Line::Property, Line::UrbanLandUse]),
        ]
        .into_iter()
        .map(|(id, lines)| (id, (lines, without(id))))
        .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Payable is due less relief, and neither it nor any part of it is negative.
    #[test]
    fn payable_is_due_less_relief_and_not_negative(case in business()) {
        let amounts = case.amounts();
        for (line, tax) in amounts.lines.iter() {
            prop_assert!(tax.relief >= Money::ZERO, "{line:?}");
            prop_assert!(tax.payable() >= Money::ZERO, "{line:?} {tax:?}");
            prop_assert_eq!(tax.payable(), tax.due - tax.relief);
        }
    }

    /// Money is conserved: receipts and grants are costs, taxes and what the owner keeps.
    #[test]
    fn money_is_conserved(case in business()) {
        let amounts = case.amounts();
        let total: Money = amounts.lines.iter().map(|(_, tax)| tax.payable()).sum();
        prop_assert_eq!(amounts.total(), total);
        prop_assert_eq!(amounts.receipts + amounts.grants, amounts.costs + amounts.deed_tax + total + amounts.net_to_owner());
    }

    /// Listening changes nothing: with and without a trace the amounts are the same.
    #[test]
    fn a_trace_changes_no_amount(case in business()) {
        let profile = case.profile();
        let rules = pack().rules(case.year, profile.place, None).expect("covered");
        prop_assert_eq!(huiqi::amounts(&rules, &profile, case.form), Ok(case.amounts()));
    }

    /// The steps of a line add up to it: due steps to what is due, relief steps to the relief.
    #[test]
    fn every_amount_is_explained(case in business()) {
        let assessment = case.assess();
        for (line, tax) in assessment.amounts.lines.iter() {
            let sum = |kind: &dyn Fn(What) -> bool| -> Money {
                assessment.record.steps.iter().filter(|step| step.line == line && kind(step.what)).map(|step| step.result).sum()
            };
            prop_assert_eq!(sum(&|what| what == What::Due), tax.due, "{:?}", line);
            prop_assert_eq!(sum(&|what| what.is_relief() && what != What::RentWaived), tax.relief, "{:?}", line);
        }
    }

    /// Output tax under the general method is not paid twice or lost: what is due is output less input, or carried.
    #[test]
    fn general_vat_is_output_less_input(sales in 0i64..100_000_000, input in 0i64..10_000_000, opening in 0i64..1_000_000) {
        let (net, input, opening) = (Money::from_fen(sales), Money::from_fen(input), Money::from_fen(opening));
        let case = Case::new(2024).general(&format!("opening_credit = \"{}\"", opening.plain())).net();
        let case = case.sale("Q1", "goods", &net.plain(), "rate = \"13%\"").with("inputs", &format!("period = \"Q1\"; tax = \"{}\"", input.plain()));
        let assessment = case.assess();
        let carried = assessment.record.steps.iter().rfind(|step| step.what == What::CreditCarried).map_or(Money::ZERO, |step| step.result);
        let output = net.part(13, 100);
        prop_assert_eq!(assessment.amounts.lines[Line::Vat].payable() - carried, output - input - opening);
    }

    /// VAT does not depend on the form, but for housing let by an individual business.
    #[test]
    fn vat_does_not_depend_on_the_form(case in business(), form in strategy::form()) {
        prop_assume!(!case.tables.contains("housing-lease"));
        let other = case.clone().form(form);
        prop_assert_eq!(case.amounts().lines[Line::Vat], other.amounts().lines[Line::Vat]);
        for line in [Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge] {
            prop_assert_eq!(case.amounts().lines[line].due, other.amounts().lines[line].due);
            // A general taxpayer's halving does depend on it.
            if case.vat.contains("small-scale") {
                prop_assert_eq!(case.amounts().lines[line], other.amounts().lines[line]);
            }
        }
    }

    /// 六税两费减半: what is left after other reliefs is halved to the fen.
    #[test]
    fn the_halving_is_exact_and_comes_last(case in business()) {
        for step in case.assess().record.steps {
            if let (What::Halved, Formula::RemainderTimes { due, other, .. }) = (step.what, &step.formula) {
                let left = (*due - *other).fen();
                prop_assert_eq!(step.result.fen(), (left + 1) / 2);
            }
        }
    }

    /// No relief raises the tax it relieves. Prices are net here: dividing a price by 1.01 instead of 1.03 can lift sales
    /// over the threshold, a cliff that the law itself makes.
    #[test]
    fn no_relief_raises_its_tax(case in business(), which in any::<Index>()) {
        let mut case = case;
        case.prices = "net";
        let (id, (lines, poorer)) = which.get(&reliefs().iter().collect::<Vec<_>>()).to_owned();
        let profile = case.profile();
        let with = huiqi::amounts(&pack().rules(case.year, profile.place, None).expect("covered"), &profile, case.form).expect("assessed");
        let without = huiqi::amounts(&poorer.rules(case.year, profile.place, None).expect("covered"), &profile, case.form);
        // Without a reduction its rate can no longer be stated on an invoice, nor may a rule then change inside a quarter.
        let Ok(without) = without else { return Ok(()) };
        for line in lines {
            prop_assert!(with.lines[*line].payable() <= without.lines[*line].payable(), "{} on {:?}: {:?} {:?}", id, line, with.lines[*line], without.lines[*line]);
        }
    }

    /// Neither the order of the lines of a profile nor how often one asks changes a byte.
    #[test]
    fn the_order_of_lines_changes_no_byte(case in business(), seed in any::<u64>()) {
        let mut shuffled = case.clone();
        let mut tables: Vec<&str> = case.tables.split("\n[").collect();
        let head = tables.remove(0);
        let mut order: Vec<(u64, &str)> = tables.iter().enumerate().map(|(i, t)| (seed.wrapping_mul(i as u64 + 1).rotate_left(17) ^ seed, *t)).collect();
        order.sort();
        shuffled.tables = order.iter().fold(head.to_string(), |all, (_, table)| all + "\n[" + table) + "\n";
        prop_assert_eq!(json(&case), json(&case));
        prop_assert_eq!(json(&case), json(&shuffled));
    }

    /// More profit is never less income tax, in any year and form, as long as no test of size is crossed.
    #[test]
    fn more_profit_is_not_less_income_tax(year in 2019i32..=2027, form in strategy::form(), profit in 0i64..290_000_000, more in 1i64..10_000_000) {
        let tax = |profit: i64| {
            let partners = "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 1\n".repeat(2);
            let mut case = Case::new(year).form(form).net().sale("Q2", "goods", "1亿元", "");
            case.tables += &partners;
            let amounts = case.with_profit(&Money::from_fen(profit.min(300_000_000)).plain()).amounts();
            amounts.lines[Line::IitBusiness].payable() + amounts.lines[Line::Cit].payable()
        };
        prop_assert!(tax(profit) <= tax(profit + more.min(300_000_000 - profit)));
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
                (
                    if name.contains("classes") { format!("classes/{file}") } else { format!("{:03}.toml", 997 * (i + 1) % 1000) },
                    text.clone(),
                )
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
                now.iter().flat_map(|index| &pack().measure(*index).supersedes).map(|index| pack().measure(*index).id.clone()).collect();
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// VAT forgiven is income: profit is receipts less the VAT payable, the costs and the taxes that the law lets deduct.
    #[test]
    fn profit_is_receipts_less_vat_costs_and_deductible_taxes(case in business()) {
        let amounts = case.amounts();
        let taxes = [
            Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge, Line::Stamp, Line::Property, Line::UrbanLandUse, Line::Resource,
        ];
        let deducted: Money = taxes.iter().map(|line| amounts.lines[*line].payable()).sum();
        // Input tax not yet credited is no cost.
        let assessment = case.assess();
        let carried = assessment.record.steps.iter().filter(|step| step.what == What::CreditCarried && step.period == last_period(&case));
        let credit: Money = carried.map(|step| step.result).sum();
        let opening = if case.vat.contains("opening_credit = 500") { Money::from_fen(50_000) } else { Money::ZERO };
        prop_assert_eq!(amounts.profit, amounts.receipts - amounts.lines[Line::Vat].payable() - amounts.costs - deducted + credit - opening);
    }

    /// Losses stay with the taxpayer that made them: they change nothing after converting.
    #[test]
    fn losses_do_not_convert(case in business(), to in strategy::form()) {
        prop_assume!(to != case.form);
        let after = |case: &Case| {
            let profile = case.profile();
            huiqi::amounts(&pack().rules(case.year, profile.place, None).expect("covered"), &profile, to).expect("assessed")
        };
        let mut without = case.clone();
        without.tables = case.tables.replace("[[losses]]\n", "[[losses]]\namount = 0\n").lines()
            .scan(false, |in_losses, line| {
                *in_losses = (*in_losses && !line.starts_with('[')) || line.starts_with("[[losses]]");
                Some(if *in_losses && line.starts_with("amount = \"") { String::new() } else { line.to_string() })
            }).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(after(&case), after(&without));
    }
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
    fn it_begins_to_pay_where_it_says(case in business(), to in strategy::form()) {
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
        }
    }
}

/// The last filing period of a case.
fn last_period(case: &Case) -> huiqi::Period {
    let december = huiqi::Month::all().last().expect("twelve");
    if case.filing == "month" { huiqi::Period::Month(december) } else { huiqi::Period::Quarter(december.quarter()) }
}
