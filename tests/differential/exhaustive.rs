//! One number decides: taxable income from nothing to 4,000,000, for business income and enterprise income, each version of the law.
//!
//! By default in steps of 99.73 yuan (which meet every fen) and every fen near a line; `HUIQI_STRIDE=100` is every yuan, `=1` every fen.

use crate::edges::{sale, shop};
use crate::{agree_with, in_threads, pack, rules, write};
use huiqi::{Form, Money, Profile, Vocabulary};
use huiqi_reference::{Facts, Form as Legal, Kind, When};

use crate::draw::{fen, yuan};

const LINES: [i64; 8] = [30_000, 60_000, 90_000, 300_000, 500_000, 1_000_000, 2_000_000, 3_000_000];

/// How many incomes there are, and each by its number: 400 million of them would not be kept in a list.
fn incomes() -> (usize, impl Fn(usize) -> i64 + Sync) {
    let stride: usize = std::env::var("HUIQI_STRIDE").map_or(9_973, |asked| asked.parse().expect("HUIQI_STRIDE is a number of fen"));
    let near: Vec<i64> = LINES.into_iter().flat_map(|line| line * 100 - 50..=line * 100 + 50).collect();
    let steps = 400_000_000 / stride + 1;
    (steps + near.len(), move |number| if number < steps { (number * stride) as i64 } else { near[number - steps] })
}

/// Sales of 4,800,000 net under special invoices: the taxes on them do not depend on the costs, which are moved.
fn walk(facts: Facts) {
    let mut facts = facts;
    facts.sales = (1..=4).map(|quarter| sale(When::Month(quarter * 3), Kind::Goods, yuan(1_200_000))).collect();
    let profit = huiqi_reference::assess(&facts).profit;
    let profile = Profile::parse(&write::profile(&facts), "generated.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
    let (form, rules) = (Form::from_key(write::form(facts.as_form)).expect("a form"), rules(&facts).expect("covered"));
    let (count, income) = incomes();
    in_threads(count, 4096, |indices| {
        let (mut facts, mut profile) = (facts.clone(), profile.clone());
        for number in indices {
            facts.costs = profit - fen(income(number));
            profile.costs.other = Money::from_decimal(facts.costs).expect("an amount");
            let amounts = huiqi::amounts(&rules, &profile, form).unwrap_or_else(|error| panic!("{error}"));
            agree_with(&amounts, &facts);
        }
    });
}

#[test]
fn business_income() {
    for year in [2019, 2021, 2023, 2024, 2027] {
        walk(shop(year, Legal::Individual, false, Vec::new()));
    }
    walk(Facts { known_on: Some((2023, 8, 1)), ..shop(2023, Legal::Individual, false, Vec::new()) });
    walk(shop(2024, Legal::Sole, false, Vec::new()));
    let mut relieved = shop(2024, Legal::Individual, false, Vec::new());
    (relieved.owner.income, relieved.owner.other_relief) = (fen(0), yuan(24_000));
    walk(relieved);
}

#[test]
fn enterprise_income() {
    for year in [2019, 2021, 2022, 2023, 2025] {
        walk(shop(year, Legal::OnePerson, false, Vec::new()));
    }
    walk(Facts { high_tech: true, ..shop(2024, Legal::Company, false, Vec::new()) });
    walk(Facts { restricted: true, ..shop(2024, Legal::Company, false, Vec::new()) });
}
