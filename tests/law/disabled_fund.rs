//! The disabled persons' employment fund: what an enterprise owes whose staff holds too few disabled persons (财税〔2015〕72号 art. 8).

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, What};
use huiqi::{Assessment, Form, Line, Money, NotCounted, Profile, Vocabulary};

/// A shop with this staff last year, whose average wage was 36,292.
fn shop(year: i32, form: Form, fund: &str) -> Case {
    let mut case = Case::new(year).form(form).net().sale("Q4", "goods", "3000000", "");
    case.tables += &format!("[disabled_fund]\n{}\n", fund.replace("; ", "\n"));
    if form == Form::Partnership {
        let partner = "share = \"50%\"; comprehensive_income = 0";
        case = case.with("partners", partner).with("partners", partner);
    }
    case
}

const WAGE: &str = "average_wage = 36292";

/// A return of 2024: 388 staff over twelve months, nobody disabled, an average wage of 36,292.
#[test]
fn a_return_of_2024() {
    let told = format!("staff_months = 388; {WAGE}");
    for form in Form::ALL.iter().copied() {
        let assessment = shop(2024, form, &told).assess();
        let fund = assessment.amounts.lines[Line::DisabledFund];
        if form == Form::IndividualBusiness {
            assert_eq!(fund.due, Money::ZERO, "an individual business is no payer");
            continue;
        }
        assert_eq!((fund.due, fund.payable()), (yuan("17601.62"), yuan("15841.46")), "{form:?}");
        let relief = assessment.record.steps.iter().find(|step| step.what == What::FundReduced).expect("explained");
        assert_eq!(relief.measure().map(|measure| pack().measure(measure).id.as_str()), Some("mof-2023-8#relief"));
        assert!(assessment.record.assumed.contains(&Assumption::WageNotCapped { wage: yuan("36292") }));
    }
}

/// An individual business that becomes a company owes it from then on: the comparison shows it, and it lowers the income.
#[test]
fn a_comparison_shows_it() {
    let profile = shop(2024, Form::IndividualBusiness, &format!("staff_months = 388; {WAGE}")).profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let comparison = huiqi::compare(&rules, &profile, &[Form::OnePersonCompany]).expect("compared");
    let of = |assessment: &Assessment| assessment.amounts.lines[Line::DisabledFund].payable();
    assert_eq!((of(&comparison.before), of(comparison.chosen())), (Money::ZERO, yuan("15841.46")));
    let without = Profile { disabled_fund: Default::default(), ..profile };
    let other = huiqi::assess(&rules, &without, Form::OnePersonCompany).expect("assessed");
    assert_eq!(other.amounts.profit - comparison.chosen().amounts.profit, yuan("15841.46"));
}

fn payable(year: i32, fund: &str) -> Money {
    shop(year, Form::Company, fund).payable(Line::DisabledFund)
}

/// Thirty staff on average are free from 2020 to 2027; one month of one person more is not.
#[test]
fn few_staff_are_free() {
    for (year, free) in [(2019, false), (2020, true), (2022, true), (2023, true), (2027, true)] {
        // 30 × 1.5% × 36,292
        let expected = if free { Money::ZERO } else { yuan("16331.40") };
        assert_eq!(payable(year, &format!("staff_months = 360; {WAGE}")), expected, "{year}");
        assert!(payable(year, &format!("staff_months = 361; {WAGE}")) > Money::ZERO, "{year}");
    }
    // Six months of thirty staff are an average of thirty.
    assert_eq!(payable(2024, &format!("staff_months = 180; months = 6; {WAGE}")), Money::ZERO);
    assert!(payable(2024, &format!("staff_months = 181; months = 6; {WAGE}")) > Money::ZERO);
}

/// A hundred staff: with one disabled person half of what is due is paid, with less than one nine tenths, with one and a half nothing.
#[test]
fn by_the_share_employed() {
    let of = |disabled: u32, year: i32| {
        let fund = shop(year, Form::Company, &format!("staff_months = 1200; disabled_months = {disabled}; {WAGE}")).amounts();
        (fund.lines[Line::DisabledFund].due, fund.lines[Line::DisabledFund].payable())
    };
    // Half a person is missing; seven twelfths are.
    assert_eq!(of(12, 2024), (yuan("18146"), yuan("9073")));
    assert_eq!(of(11, 2024), (yuan("21170.33"), yuan("19053.30")));
    assert_eq!(of(12, 2019), (yuan("18146"), yuan("18146")));
    for year in [2020, 2022, 2023, 2027] {
        assert_eq!((of(12, year).1, of(11, year).1), (yuan("9073"), yuan("19053.30")), "{year}");
    }
    assert_eq!(of(17, 2024), (yuan("3024.33"), yuan("1512.16")));
    assert_eq!(of(18, 2024).0, Money::ZERO);
    assert_eq!(of(1200, 2024).0, Money::ZERO);
}

/// The wage counts up to twice the average of the place.
#[test]
fn the_wage_is_capped() {
    let of = |local: &str| payable(2019, &format!("staff_months = 1200; {WAGE}; local_average_wage = \"{local}\""));
    assert_eq!([of("18146"), of("18145.99"), of("10000")], [yuan("54438"), yuan("54437.97"), yuan("30000")]);
}

/// Yunnan asks for 1.5%; a place whose ratio the pack does not know needs it told.
#[test]
fn the_ratio_is_the_provinces_or_told() {
    let mut beijing = shop(2024, Form::Company, &format!("staff_months = 1200; {WAGE}"));
    beijing.place = "110105".into();
    let error = beijing.try_assess().expect_err("no ratio");
    assert!(error.to_string().contains("disabled_fund.ratio"), "{error}");
    beijing.tables = beijing.tables.replace("[disabled_fund]\n", "[disabled_fund]\nratio = \"1.7%\"\n");
    // 1.7 persons; nine tenths are paid.
    assert_eq!(beijing.payable(Line::DisabledFund), yuan("55526.76"));
}

#[test]
fn what_cannot_be_is_refused() {
    for (fund, said) in [("staff_months = 5; disabled_months = 6", "6"), ("staff_months = 5; months = 0", "month")] {
        let toml = shop(2024, Form::Company, fund).toml();
        let error = Profile::parse(&toml, "case.toml", pack()).expect_err("impossible").to_string();
        assert!(error.contains(said), "{error}");
    }
}

/// A year that a conversion cuts: each form bears its months of the fund, the individual business none of them.
#[test]
fn a_conversion_inside_the_year() {
    let july = huiqi::Month::from_number(7).expect("July");
    let of = |form: Form| {
        let profile = shop(2024, form, &format!("staff_months = 388; {WAGE}; local_average_wage = 30000")).profile();
        let rules = pack().rules(2024, profile.place, None).expect("covered");
        let comparison = huiqi::compare_converting(&rules, &profile, july, &[Form::Company]).expect("compared");
        comparison.chosen().amounts.lines[Line::DisabledFund].payable()
    };
    assert_eq!(of(Form::IndividualBusiness), yuan("7920.73"));
    assert_eq!(of(Form::SoleProprietorship), yuan("15841.46"));
}

/// What the facts suggest is named beside the total where it is not told.
#[test]
fn what_is_not_told_is_named() {
    let fund = NotCounted::EmploymentFund { few: 30 };
    let named = |staff: u32, form: Form| {
        let mut case = Case::new(2024).form(form).sale("Q4", "goods", "300000", "");
        case.staff = staff;
        case.assess().record.not_counted.contains(&fund)
    };
    assert_eq!([named(30, Form::Company), named(31, Form::Company), named(31, Form::IndividualBusiness)], [false, true, false]);
    let ktv = |industry: &str, form: Form| {
        let mut case = Case::new(2024).form(form).sale("Q4", "services", "300000", "");
        case.industry = industry.into();
        case.assess().record.not_counted.contains(&NotCounted::CulturalReceipts)
    };
    assert_eq!([ktv("R9011", Form::IndividualBusiness), ktv("F5213", Form::Company)], [true, false]);
    assert_eq!([ktv("L7259", Form::IndividualBusiness), ktv("L7259", Form::Company)], [false, true]);
    let van = |more: &str| {
        let case = Case::new(2024).form(Form::Company).sale("Q4", "goods", "300000", "");
        let case = case.with("equipment", "class = \"vehicle\"; price = 80000; life = 4");
        let case = if more.is_empty() { case } else { case.with("paid_taxes", more) };
        case.assess().record.not_counted.contains(&NotCounted::VehicleTax)
    };
    assert_eq!([van(""), van("period = \"Q1\"; tax = \"vehicle-vessel\"; amount = 360")], [true, false]);
}
