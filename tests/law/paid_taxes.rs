//! Taxes that are given and not computed, and land appreciation tax of a conversion.

use crate::common::{Case, pack, yuan};
use huiqi::{Form, Line, Money, Month, Vocabulary};

const GIVEN: [(&str, Line); 4] = [
    ("vehicle-vessel", Line::VehicleVessel),
    ("environmental", Line::Environmental),
    ("tobacco-leaf", Line::TobaccoLeaf),
    ("land-appreciation", Line::LandAppreciation),
];

/// Each stands in the burden, and lowers the profit (令35号 art. 12, 企业所得税法实施条例 art. 31).
#[test]
fn a_cost_and_a_part_of_the_burden() {
    for form in Form::ALL.iter().copied().filter(|form| *form != Form::Partnership) {
        let case = Case::new(2024).form(form).net().sale("Q1", "goods", "250000", "");
        let without = case.amounts();
        for (tax, line) in GIVEN {
            let with = case.clone().with("paid_taxes", &format!("period = \"Q1\"; tax = \"{tax}\"; amount = 1000")).amounts();
            assert_eq!((with.lines[line].payable(), without.profit - with.profit), (yuan("1000"), yuan("1000")), "{form:?} {tax}");
        }
    }
}

fn moved(year: i32, form: Form, to: Form) -> (Money, Money) {
    let mut case = Case::new(year).form(form).net().sale("Q4", "goods", "250000", "");
    case.tables += "[conversion]\nproperty_moved = 1000000\nland_appreciation = 40000\n";
    let profile = case.profile();
    let rules = pack().rules(year, profile.place, None).expect("covered");
    let amounts = huiqi::amounts(&rules, &profile, to).expect("assessed");
    (amounts.lines[Line::LandAppreciation].due, amounts.lines[Line::LandAppreciation].payable())
}

/// An enterprise that is no company becomes one without land appreciation tax; an individual business is no enterprise.
#[test]
fn restructuring() {
    for year in [2019, 2020, 2021, 2023, 2024, 2027] {
        assert_eq!(moved(year, Form::SoleProprietorship, Form::OnePersonCompany), (yuan("40000"), Money::ZERO), "{year}");
        assert_eq!(moved(year, Form::IndividualBusiness, Form::OnePersonCompany), (yuan("40000"), yuan("40000")), "{year}");
    }
    assert_eq!(moved(2024, Form::IndividualBusiness, Form::SoleProprietorship).1, yuan("40000"));
    assert_eq!(moved(2024, Form::SoleProprietorship, Form::SoleProprietorship).0, Money::ZERO, "nothing moves");
}

/// It is the tax of who gives the land up: the income of the new enterprise is as without it.
#[test]
fn the_new_enterprise_deducts_none_of_it() {
    let case = Case::new(2024).net().sale("Q1", "goods", "250000", "");
    let (mut with, without) = (case.clone(), case.profile());
    with.tables += "[conversion]\nland_appreciation = 40000\n";
    let (rules, with) = (pack().rules(2024, without.place, None).expect("covered"), with.profile());
    let of = |profile| huiqi::amounts(&rules, profile, Form::Company).expect("assessed");
    let (with_it, without_it) = (of(&with), of(&without));
    assert_eq!((with_it.profit, with_it.total() - without_it.total()), (without_it.profit, yuan("40000")));
    // A conversion inside the year moves it once.
    let july = Month::from_number(7).expect("July");
    let mut case = Case::new(2024).monthly().sale("02", "goods", "1000", "").sale("08", "goods", "1000", "");
    case.tables += "[conversion]\nland_appreciation = 40000\n";
    let comparison = huiqi::compare_converting(&rules, &case.profile(), july, &[Form::Company]).expect("compared");
    assert_eq!(comparison.chosen().amounts.lines[Line::LandAppreciation].due, yuan("40000"));
}
