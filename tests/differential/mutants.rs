//! That the comparison is alive: each figure of the tax policies, nudged by its least unit, must make the engine differ.

use crate::draw::{aim_at, business, fen, yuan};
use crate::edges::{FORMS, KINDS, large_equipment, sale, shop};
use crate::unread::unread_files;
use crate::{difference, in_threads, pack, write};
use huiqi::{Date, Form, Pack, Profile, Vocabulary};
use huiqi_reference::{Class, Decimal, Employment, Equipment, Facts, Kind, Limited, Sale, Status, Supply, Vehicle, VehicleKind, When};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

/// Documents whose measures decide no line of an assessment, or only which facts are refused: tested elsewhere.
const BESIDE: [&str; 18] = [
    "miit-2011-300",
    "qujing-2022-88",
    "mof-2020-21",
    "sta-mof-20",
    "yunnan-hr-",
    "yunnan-social-insurance",
    "mof-sta-2022-14",
    "mohrss-",
    "ndrc-2016-2559",
    "council-land-use-regulation",
    "npc-resource-law",
    "lists",
    // What the second implementation does not know: what stands beside the taxes.
    "npc-union-law",
    "acftu-2022-47",
    "mof-2023-75",
    "mof-2025-81",
    "mof-2026-",
    "mof-sta-2025-7",
];

/// Keys that only bound what a province may decide or a profile may say.
const BOUNDS: [&str; 5] = ["deduction_least", "deduction_most", "ceiling", "least", "most"];

/// Figures that no business here shows: what goes by the wages of employees, who have no wages here; a loss of 2020 in its ninth
/// year, which no covered year is; a refund of credit, which is beside the taxes; farmland by counties, of which one is
/// known here; the three years of families' and officers' services, which `tests/law/personal_reduction.rs` holds on both sides; how
/// long a choice of the simple method binds, which moves no money.
const UNSEEN: [(&str, &str); 9] = [
    ("sta-order-35", "of_wages"),
    ("sta-order-35", "welfare_of_wages"),
    ("sta-order-35", "union_of_wages"),
    ("mof-sta-2020-8", "years"),
    ("mof-sta-gac-2019-39", "share"),
    ("yunnan-farmland-decision", "amount"),
    ("mof-sta-2016-36", "years"),
    ("mof-sta-2016-36", "months"),
    ("mof-sta-2026-10", "years"),
];

fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files);
        } else {
            files.push((entry.display().to_string(), std::fs::read_to_string(&entry).expect("readable")));
        }
    }
}

/// `written` nudged: an amount by a fen (the end of a bracket or of a slice, where the tax is continuous, by ten yuan), a rate by a
/// hundredth of its
/// unit, a count by one, a bound turned round.
fn nudge(written: &str, continuous: bool, down: bool) -> Option<String> {
    match written {
        "not-more-than" => return Some("less-than".into()),
        "less-than" => return Some("not-more-than".into()),
        _ => {}
    }
    let split = written.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = written.split_at(split);
    let number: rust_decimal::Decimal = number.parse().ok()?;
    let least = match unit {
        "万元" if continuous => rust_decimal::Decimal::new(1, 3),
        "元" if continuous => rust_decimal::Decimal::TEN,
        "万元" => rust_decimal::Decimal::new(1, 6),
        "亿元" => rust_decimal::Decimal::new(1, 10),
        "元" | "%" | "‰" => rust_decimal::Decimal::new(1, 2),
        "人" | "年" | "个月" => rust_decimal::Decimal::ONE,
        _ => return None,
    };
    // All of a tax is nudged down: no more can be taken.
    let nudged = if written == "100%" && down { number - least } else { number + least };
    Some(format!("{nudged}{unit}"))
}

/// Each nudge as (file, line, before, after).
fn nudges(files: &[(String, String)]) -> Vec<(usize, usize, String, String)> {
    let mut found = Vec::new();
    for (file, (name, text)) in files.iter().enumerate() {
        // It knows the law of no other province.
        let elsewhere = name.contains("/cn-") && !name.contains("/cn-53");
        if elsewhere || BESIDE.iter().any(|beside| name.contains(beside)) {
            continue;
        }
        let mut parameters = false;
        for (line, content) in text.lines().enumerate() {
            parameters = (parameters || content.starts_with("[measure.parameters]")) && !content.starts_with("[[");
            for (position, written) in content.split('"').enumerate().filter(|(position, _)| parameters && position % 2 == 1) {
                let continuous = content.contains("quick_deduction") || content.starts_with("income_up_to");
                // The slice that ends where the small low-profit test does: beyond it nothing is left to see.
                // The deduction of a month shows in a part of a year only, which is not assessed here.
                let named = |(document, key): &(&str, &str)| files[file].0.contains(document) && content.starts_with(&format!("{key} ="));
                // What stands in for the rate of unemployment insurance is shared otherwise than Yunnan's, the only one that it knows.
                let rates = ["standard = \"3%\"", "employer = \"0.5%\"", "employee = \"0.5%\""];
                let unseen = ["up_to = \"300万元\"", "month = \"5000元\""].iter().chain(&rates).any(|unseen| *unseen == content)
                    || UNSEEN.iter().any(named)
                    || BOUNDS.iter().any(|key| content.starts_with(&format!("{key} =")));
                if let Some(nudged) = nudge(written, continuous, content.starts_with("share =")).filter(|_| !unseen) {
                    let mut pieces: Vec<&str> = content.split('"').collect();
                    pieces[position] = &nudged;
                    found.push((file, line, content.to_string(), pieces.join("\"")));
                }
            }
        }
    }
    found
}

const BRACKETS: [i64; 11] = [30_000, 36_000, 90_000, 144_000, 300_000, 420_000, 500_000, 660_000, 960_000, 1_000_000, 2_000_000];

/// Generated businesses, and for each year its thresholds and limits exactly.
fn pool() -> Vec<Facts> {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let mut pool: Vec<Facts> = (0..6_000).map(|_| business().new_tree(&mut runner).expect("a business").current()).collect();
    for year in 2019..=2027 {
        for limit in [100_000, 150_000] {
            for (off, special) in (0..=1).flat_map(|off| [(off, true), (off, false)]) {
                let at = |month, amount| Sale { special, ..sale(When::Month(month), Kind::Goods, amount) };
                let months = (1..=12).map(|month| at(month, yuan(limit) + fen(off))).collect();
                let quarters = (1..=4).map(|quarter| at(quarter * 3, yuan(limit * 3) + fen(off))).collect();
                pool.push(shop(year, FORMS[0], true, months));
                pool.push(shop(year, FORMS[0], false, quarters));
            }
        }
        let housing =
            Sale { exempt: Some(Supply::HeldHousing), held_years: 2, ..sale(When::Month(3), Kind::RealEstateSale, yuan(900_000)) };
        pool.push(shop(year, FORMS[0], true, vec![housing]));
        for kind in KINDS {
            pool.push(shop(year, FORMS[0], true, (1..=12).map(|month| sale(When::Month(month), kind, yuan(900_000))).collect()));
        }
    }
    pool.extend(large_equipment());
    // A county whose law was not read: what stands in for it is the same as in Yunnan.
    let elsewhere = |facts: Facts| Facts { place: 510_104, ..facts };
    let alike: Vec<Facts> = pool.iter().take(2_000).cloned().map(elsewhere).filter(|facts| crate::compare(facts).is_ok()).collect();
    pool.extend(alike);
    for year in 2019..=2027 {
        // An investor who keeps just over three quarters, and a machine of the highest price that is deducted at once.
        let sales = || vec![sale(When::Month(3), Kind::Goods, yuan(4_000_000))];
        let investor_share = Decimal::new(750_001, 6);
        pool.push(Facts { as_form: FORMS[4], moved: yuan(1_000_000), investor_share, ..shop(year, FORMS[0], false, sales()) });
        let machine = Equipment { class: Class::Machine, price: yuan(5_000_000), life: 10, month: None, in_costs: Decimal::ZERO };
        let much = vec![sale(When::Month(3), Kind::Goods, yuan(9_000_000))];
        pool.push(Facts { equipment: vec![machine], ..shop(year, FORMS[4], false, much) });
    }
    // The limit of the small low-profit test, costs with a limit, receipts of advertising, equipment deducted twice.
    for year in 2019..=2027 {
        let sales = || (1..=4).map(|quarter| sale(When::Month(quarter * 3), Kind::Goods, yuan(1_200_000))).collect::<Vec<_>>();
        for off in 0..=1 {
            let mut company = shop(year, FORMS[4], false, sales());
            aim_at(&mut company, yuan(3_000_000) + fen(off));
            pool.push(company);
            for (monthly, most) in [(true, 20_000), (false, 60_000)] {
                let received = yuan(most) + fen(off);
                let sold = vec![sale(When::Month(3), Kind::Services, received)];
                let cultural = vec![(When::Month(3), true, received, Decimal::ZERO)];
                pool.push(Facts { cultural, ..shop(year, FORMS[1], monthly, sold) });
            }
        }
        let box_office = [1, 9, 12].map(|month| (When::Month(month), yuan(20_000))).to_vec();
        pool.push(Facts { box_office, ..shop(year, FORMS[4], false, sales()) });
        // On both sides of the most that is spared of a passenger car, in each kind of vehicle.
        let bought = |month, kind, price, new_energy| Vehicle { month, kind, price: yuan(price), new_energy, displacement: None };
        let vehicles = vec![
            bought(1, VehicleKind::PassengerCar, 300_000, true),
            bought(6, VehicleKind::PassengerCar, 300_001, true),
            bought(7, VehicleKind::Other, 400_000, true),
            bought(6, VehicleKind::Trailer, 100_000, false),
            bought(7, VehicleKind::Trailer, 100_000, false),
            bought(12, VehicleKind::Other, 100_000, false),
            Vehicle { displacement: Some(2_000), ..bought(6, VehicleKind::PassengerCar, 300_000, false) },
            Vehicle { displacement: Some(2_001), ..bought(12, VehicleKind::PassengerCar, 300_000, false) },
            Vehicle { displacement: Some(2_000), price: yuan(300_000) + fen(1), ..bought(12, VehicleKind::PassengerCar, 0, false) },
        ];
        pool.push(Facts { vehicles, ..shop(year, FORMS[4], false, sales()) });
        // One more than the few staff that nothing is paid for.
        let employment = Employment { staff: 31 * 12, months: 12, wage: yuan(50_000), ..Employment::default() };
        pool.push(Facts { employment, ..shop(year, FORMS[4], false, sales()) });
        // More advertising than any limit, of a company in general and of one that makes cosmetics.
        for industry in ["I6510", "C2682"] {
            let limited = Limited { advertising: yuan(2_000_000), ..Limited::default() };
            pool.push(Facts { industry, limited, costs: yuan(2_000_000), ..shop(year, FORMS[4], false, sales()) });
        }
        let limited = Limited { welfare: yuan(90_000), union_dues: yuan(90_000), ..Limited::default() };
        let mut company = shop(year, FORMS[4], false, sales());
        aim_at(&mut company, yuan(900_000));
        pool.push(Facts { wage: yuan(500_000), limited, ..company });
        let twice = Equipment { class: Class::Machine, price: yuan(600_000), life: 10, month: Some(11), in_costs: Decimal::ZERO };
        pool.push(Facts { high_tech: true, equipment: vec![twice], ..shop(year, FORMS[4], false, sales()) });
    }
    // What the owner is: all of a small tax is taken off.
    for status in [Status::Disabled, Status::SoldierFamily, Status::DischargedOfficer] {
        let mut business = shop(2024, FORMS[0], false, vec![sale(When::Month(3), Kind::Goods, yuan(140_000))]);
        business.owner.status = Some((status, None, None));
        // In July the three years are over.
        let mut registered = business.clone();
        registered.owner.registered = Some((2021, 7));
        pool.extend([business, registered]);
    }
    // Just over each bracket, and over the cap of the halving as it was known before 2023-08-02.
    for over in BRACKETS {
        let sales = || (1..=4).map(|quarter| sale(When::Month(quarter * 3), Kind::Goods, yuan(1_200_000))).collect();
        for known_on in [None, Some((2023, 8, 1))] {
            let mut business = Facts { known_on, ..shop(2023, FORMS[0], false, sales()) };
            aim_at(&mut business, yuan(over + 7));
            pool.push(business);
        }
        pool.push(Facts { wage: yuan(over + 60_007), ..shop(2023, FORMS[4], false, sales()) });
    }
    pool
}

/// Every nudge is refused by the pack's own checks or noticed by the comparison with the second implementation.
#[test]
fn every_figure_nudged_makes_a_difference() {
    let mut files = Vec::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/policies")), &mut files);
    // What is printed would refuse every nudge, and nothing would be compared.
    let files = unread_files(files);
    let pool: Vec<(Facts, Profile)> = pool()
        .into_iter()
        .map(|facts| {
            let profile = Profile::parse(&write::profile(&facts), "generated.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
            (facts, profile)
        })
        .collect();
    let nudges = nudges(&files);
    assert!(nudges.len() > 200, "{}", nudges.len());
    let survivors = Mutex::new(Vec::new());
    in_threads(nudges.len(), 1, |range| {
        for (file, line, before, after) in &nudges[range] {
            let mut changed = files.clone();
            let text: Vec<&str> = files[*file].1.lines().enumerate().map(|(at, text)| if at == *line { after } else { text }).collect();
            changed[*file].1 = text.join("\n");
            let Ok(mutant) = Pack::from_files(changed) else { continue };
            let mut rules = HashMap::new();
            let noticed = pool.iter().any(|(facts, profile)| {
                let known_on = facts.known_on.map(|(year, month, day)| Date::from_ymd_opt(year, month, day).expect("a day"));
                let key = (facts.year, facts.place, known_on);
                let rules = rules.entry(key).or_insert_with(|| mutant.rules(facts.year, facts.place, known_on));
                let form = Form::from_key(write::form(facts.as_form)).expect("a form");
                let Ok(rules) = rules else { return true };
                huiqi::amounts(rules, profile, form).map_or(true, |amounts| difference(&amounts, facts).is_err())
            });
            if !noticed {
                survivors.lock().expect("not poisoned").push(format!("{}:{} {before} → {after}", files[*file].0, line + 1));
            }
        }
    });
    let survivors = survivors.into_inner().expect("not poisoned");
    assert!(survivors.is_empty(), "{} of {} nudges went unnoticed:\n{}", survivors.len(), nudges.len(), survivors.join("\n"));
}
