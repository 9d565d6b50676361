//! Who pays by a fixed amount (定期定额) bears a levy rate on receipts: 国家税务总局令第16号; the rates are the places'.

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Reason, What};
use huiqi::{Form, Line, Money, Month};

/// 120,000 a month net, at 1%.
fn household(year: i32, more: &str) -> Case {
    let mut case = (1..=12).fold(Case::new(year).net().monthly(), |case, month| case.sale(&format!("{month:02}"), "goods", "120000", ""));
    case.comprehensive_income = Money::ZERO;
    case.tables += &format!("[assessed]\nforms = [\"individual-business\"]\nby = \"levy-rate\"\nrate = \"1%\"\n{more}\n");
    case
}

/// 120,000 a month at 1%: 14,400, of which half; the 60,000 are not deducted, and costs do not count.
#[test]
fn a_levy_rate_on_receipts() {
    let case = household(2024, "");
    assert_eq!((case.due(Line::IitBusiness), case.payable(Line::IitBusiness)), (yuan("14400"), yuan("7200")));
    let mut costly = case.clone();
    costly.other_costs = yuan("3000000");
    assert_eq!(costly.payable(Line::IitBusiness), yuan("7200"));
    // Nothing was halved before 2021.
    assert_eq!(household(2020, "").payable(Line::IitBusiness), yuan("14400"));
    // Other reliefs come first.
    assert_eq!(case.owner("other_relief = 4400").payable(Line::IitBusiness), yuan("5000"));
}

/// Receipts below the monthly limit of the place bear none; at the limit they do.
#[test]
fn below_the_monthly_limit() {
    let of = |limit: &str| household(2024, &format!("free_below = \"{limit}\"")).payable(Line::IitBusiness);
    assert_eq!((of("120000"), of("120000.01")), (yuan("7200"), Money::ZERO));
    let opened = |limit: &str| {
        let mut case = household(2024, &format!("free_below = \"{limit}\""));
        case.tables += "[operation]\nfrom = \"07\"\n";
        case.payable(Line::IitBusiness)
    };
    assert_eq!((opened("240000"), opened("240000.01")), (yuan("7200"), Money::ZERO));
}

/// What is from crops bears no levy either: 30% of 1,440,000.
#[test]
fn farms_bear_it_on_the_rest() {
    let mut case = household(2024, "");
    case.tables += "[farming]\nexempt = \"30%\"\n";
    assert_eq!(case.due(Line::IitBusiness), yuan("10080"));
}

/// A levy that rounds to nothing is neither free nor reduced.
#[test]
fn nothing_of_nothing() {
    let told = |amount: &str, more: &str| {
        let mut case = Case::new(2024).net().monthly().sale("12", "goods", amount, "");
        case.tables += &format!("[assessed]\nforms = [\"individual-business\"]\nby = \"levy-rate\"\nrate = \"1%\"\n{more}");
        let steps = case.assess().record.steps;
        [What::UnderMonthlyLimit, What::BusinessIitReduced].map(|what| steps.iter().any(|step| step.what == what))
    };
    let limit = "free_below = 1000\n";
    assert_eq!([told("0.49", ""), told("0.50", "")], [[false, false], [false, true]]);
    assert_eq!([told("0.49", limit), told("0.50", limit)], [[false, false], [true, false]]);
}

/// A company keeps books: the comparison says that the levy is lost, and a conversion in the year keeps it for the months before.
#[test]
fn lost_on_converting() {
    let case = household(2024, "free_below = \"100000\"");
    let (profile, rules) = (case.profile(), pack().rules(2024, 530_302, None).expect("rules"));
    let company = huiqi::assess(&rules, &profile, Form::OnePersonCompany).expect("assessed");
    assert!(company.amounts.lines[Line::Cit].payable() > yuan("70000"));
    let id = |refusal: &huiqi::trace::Refusal| pack().measure(refusal.measure).id.clone();
    let refused = company.record.refused.iter().find(|refusal| id(refusal) == "sta-order-16#levy-on-receipts").expect("refused");
    assert_eq!(refused.reason, Reason::NotOfThisForm);
    let july = Month::from_number(7).expect("July");
    let within = huiqi::compare_converting(&rules, &profile, july, &[Form::OnePersonCompany]).expect("compared");
    assert_eq!(within.chosen().amounts.lines[Line::IitBusiness].payable(), yuan("3600"));
}

/// A sole proprietorship may pay so and is not halved; a partnership and a company may not.
#[test]
fn only_some_forms() {
    let of = |form: Form, key: &str| {
        let mut case = household(2024, "").form(form);
        case.tables = case.tables.replace("individual-business", key);
        case
    };
    assert_eq!(of(Form::SoleProprietorship, "sole-proprietorship").payable(Line::IitBusiness), yuan("14400"));
    for (form, key) in [(Form::Company, "company"), (Form::Partnership, "partnership")] {
        assert!(of(form, key).try_assess().is_err_and(|error| error.is_profile()));
    }
}
