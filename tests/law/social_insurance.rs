//! Social insurance of the staff and of the owner: insured flexibly before, through the company after.

use crate::common::unread::unread;
use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, What};
use huiqi::{Amounts, Form, Line, Money, Month, Profile};

/// Yunnan's average wage of 2024, 7,263 a month: floor and ceiling of 2025. Medical insurance of 8% and 2%, 10% in flexible work;
/// injury 0.2%.
const LOCAL: &str = "[local_insurance]\naverage_wage = 7263\nmedical_employer = \"8%\"\nmedical_employee = \"2%\"\n\
    medical_flexible = \"10%\"\ninjury = \"0.2%\"\n";

fn shop(year: i32, form: Form, insured: &str) -> Case {
    let mut case = Case::new(year).form(form).net().sale("Q4", "goods", "2000000", "");
    case.comprehensive_income = Money::ZERO;
    case.other_costs = yuan("1000000");
    case = if insured.is_empty() { case } else { case.with("insured", insured) };
    case.tables += LOCAL;
    case
}

/// The figures alone are those of the assessment.
fn figures(case: &Case) -> Amounts {
    let profile = case.profile();
    let rules = pack().rules(case.year, profile.place, None).expect("covered");
    huiqi::amounts(&rules, &profile, case.form).expect("assessed")
}

fn premiums(amounts: &Amounts) -> (Money, Money) {
    (amounts.employer_insurance, amounts.owner_insurance)
}

/// The base lies between 60% and 300% of the average wage: 4,357.80 and 21,789.
#[test]
fn floor_and_ceiling() {
    let of = |base: &str| premiums(&figures(&shop(2025, Form::Company, &format!("monthly_base = {base}; persons = 2"))));
    // 16 + 0.7 + 8 + 0.2 per cent, two persons, twelve months.
    let employer = |base: &str| yuan(base).times(huiqi::Rate::parse("24.9%").expect("a rate")).fen() * 24;
    for (told, base) in [
        ("1000", "4357.80"),
        ("4357.79", "4357.80"),
        ("4357.80", "4357.80"),
        ("4357.81", "4357.81"),
        ("21788.99", "21788.99"),
        ("21789", "21789"),
        ("21789.01", "21789"),
        ("50000", "21789"),
    ] {
        assert_eq!(of(told), (Money::from_fen(employer(base)), Money::ZERO), "{told}");
    }
}

/// Provinces print their bounds, some rounded: Yunnan's floor of 2025 is printed as 4,357 and its ceiling as 21,789. What is printed
/// goes before the share of the average wage, each bound by itself.
#[test]
fn bounds_as_printed() {
    let of = |base: &str, bounds: &str| {
        let case = shop(2024, Form::Company, &format!("monthly_base = {base}"));
        let toml = case.toml().replace("average_wage = 7263\n", bounds);
        let profile = huiqi::Profile::parse(&toml, "case.toml", pack()).expect("a profile");
        let assessed =
            huiqi::assess(&pack().rules(2024, profile.place, None).expect("covered"), &profile, Form::Company).expect("assessed");
        let premiums = assessed.amounts.employer_insurance.fen() / 12;
        (premiums, assessed.record.assumed.contains(&Assumption::BaseNotBounded))
    };
    let premium = |base: &str| yuan(base).times(huiqi::Rate::parse("24.9%").expect("a rate")).fen();
    let printed = "average_wage = 7263\nfloor = 4357\nceiling = 21789\n";
    for (told, bounds, base, unbounded) in [
        ("4356.99", printed, "4357", false),
        ("4357", printed, "4357", false),
        ("4357.01", printed, "4357.01", false),
        ("21789", printed, "21789", false),
        ("21789.01", printed, "21789", false),
        ("1000", "average_wage = 7263\nceiling = 20000\n", "4357.80", false),
        ("30000", "average_wage = 7263\nceiling = 20000\n", "20000", false),
        ("1000", "floor = 4357\nceiling = 21789\n", "4357", false),
        ("1000", "floor = 4357\n", "4357", true),
        ("30000", "floor = 4357\n", "30000", true),
        ("30000", "ceiling = 21789\n", "21789", true),
    ] {
        assert_eq!(of(told, bounds), (premium(base), unbounded), "{told} {bounds}");
    }
    let case = shop(2024, Form::Company, "monthly_base = 5000").toml();
    let wrong = case.replace("average_wage = 7263\n", "floor = 5000.01\nceiling = 5000\n");
    let error = huiqi::Profile::parse(&wrong, "case.toml", pack()).expect_err("a floor above the ceiling").to_string();
    assert!(error.contains("floor") && error.contains("5,000.01"), "{error}");
    assert!(huiqi::Profile::parse(&wrong.replace("5000.01", "5000"), "case.toml", pack()).is_ok());
}

/// Yunnan printed 4,357 and 21,789 for 2025 (known from 2025-10-20): they bound the wage where the profile tells no bound of its own.
#[test]
fn bounds_that_the_place_printed() {
    let of = |year: i32, base: &str, place: &str, known: &str| {
        let mut case = shop(year, Form::Company, &format!("monthly_base = {base}"));
        case.tables = case.tables.replace("average_wage = 7263\n", "");
        case.place = place.into();
        let record = if known.is_empty() { case.assess() } else { case.known_on(known).assess() };
        let step = record.record.steps.iter().find(|step| step.what == What::PremiumBase);
        (step.map(|step| (step.result, step.measure().map(|of| pack().measure(of).id.as_str()))), record.amounts.employer_insurance)
    };
    let printed = |base: &str| Some((yuan(base), Some("yunnan-insurance-2025#base")));
    for (told, base) in
        [("4356.99", "4357"), ("4357", "4357"), ("4357.01", "4357.01"), ("21788.99", "21788.99"), ("21789", "21789"), ("21789.01", "21789")]
    {
        let (step, premiums) = of(2025, told, "530302", "");
        assert_eq!(step, printed(base), "{told}");
        assert_eq!(premiums.fen(), yuan(base).times(huiqi::Rate::parse("24.9%").expect("a rate")).fen() * 12, "{told}");
    }
    assert_eq!([of(2024, "1000", "530302", "").0, of(2026, "1000", "530302", "").0, of(2025, "1000", "510104", "").0], [None; 3]);
    assert_eq!([of(2025, "1000", "530302", "2025-10-19").0, of(2025, "1000", "530302", "2025-10-20").0], [None, printed("4357")]);
    // One bound told, the other printed; both by an average wage that is told.
    let told = |bounds: &str| {
        let case = shop(2025, Form::Company, "monthly_base = 1000");
        Case { tables: case.tables.replace("average_wage = 7263\n", bounds), ..case }.amounts().employer_insurance
    };
    let premium = |base: &str| Money::from_fen(yuan(base).times(huiqi::Rate::parse("24.9%").expect("a rate")).fen() * 12);
    assert_eq!([told("ceiling = 20000\n"), told("floor = 4400\n")], ["4357", "4400"].map(premium));
    assert_eq!(told("average_wage = 7263\n"), premium("4357.80"));
}

/// A place may print one bound for both; not a floor above the ceiling.
#[test]
fn a_floor_is_not_above_its_ceiling() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/cn-53/2025/yunnan-insurance-2025.toml");
    let text = unread(&std::fs::read_to_string(path).expect("a policy file"));
    let printed = |floor: &str| {
        assert!(text.contains("floor = \"4357元\""), "{text}");
        let changed = text.replace("floor = \"4357元\"", &format!("floor = \"{floor}元\""));
        pack().overlaid(vec![("draft.toml".to_string(), changed)]).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!([printed("4357"), printed("21789")], [Ok(()), Ok(())]);
    for above in ["21789.01", "30000"] {
        assert!(printed(above).expect_err("a floor above").contains("`least` is above `most`"), "{above}");
    }
}

/// An owner who is insured flexibly pays 30% of the base; a company pays 24.9% and the owner 10.3% of it.
#[test]
fn the_owner_before_and_after() {
    let insured = "owner = true; monthly_base = 5000";
    let before = shop(2025, Form::IndividualBusiness, insured).amounts();
    let after = shop(2025, Form::OnePersonCompany, insured).amounts();
    assert_eq!(premiums(&before), (Money::ZERO, yuan("18000")));
    assert_eq!(premiums(&after), (yuan("14940"), yuan("6180")));
    assert_eq!(before.total_with_insurance() - before.total(), yuan("18000"));
    assert_eq!(after.total_with_insurance() - after.total(), yuan("21120"));
    // Deducted once: before as a cost, of which the costs of the business hold nothing.
    let without = shop(2025, Form::IndividualBusiness, "").amounts();
    assert_eq!((without.profit - before.profit, before.costs), (yuan("18000"), without.costs));
    let less = without.total() - before.total();
    assert_eq!(without.net_to_owner() - before.net_to_owner(), yuan("18000") - less);
    // After, the employer's premiums are a cost; without a wage there is nothing to take the owner's off.
    let without = shop(2025, Form::OnePersonCompany, "").amounts();
    assert_eq!((without.profit - after.profit, after.costs - without.costs), (yuan("14940"), yuan("14940")));
    assert_eq!(after.lines[Line::IitWage], without.lines[Line::IitWage]);
    let with_wage = |insured: &str| {
        let mut case = shop(2025, Form::OnePersonCompany, insured);
        case.tables += "[company]\nowner_wage = 160000\n";
        case.payable(Line::IitWage)
    };
    // 100,000 and 93,820 of taxable income, at 10%.
    assert_eq!(with_wage("") - with_wage(insured), yuan("618"));
}

/// Premiums of employees are the same in every form.
#[test]
fn employees_in_every_form() {
    for form in [Form::IndividualBusiness, Form::SoleProprietorship, Form::OnePersonCompany, Form::Company] {
        let amounts = shop(2025, form, "monthly_base = 5000; persons = 3; from = \"07\"").amounts();
        assert_eq!(premiums(&amounts), (yuan("22410"), Money::ZERO), "{form:?}");
    }
}

/// What is not known is said: the rates before May 2019, unemployment from 2026, a base without the average wage.
#[test]
fn what_is_not_known_is_said() {
    let insured = "monthly_base = 5000";
    let of = |year: i32| shop(year, Form::Company, insured).assess();
    assert!(of(2019).record.assumed.contains(&Assumption::PensionNotKnown { year: 2019 }));
    assert_eq!(premiums(&of(2019).amounts), (Money::ZERO, Money::ZERO));
    assert_eq!(premiums(&of(2020).amounts).0, yuan("14940"));
    let after = of(2026);
    assert!(after.record.assumed.contains(&Assumption::UnemploymentRateNotKnown { year: 2026 }));
    assert_eq!(premiums(&after.amounts).0, yuan("14520"));
    let mut unbounded = shop(2024, Form::Company, "monthly_base = 1000");
    unbounded.tables = unbounded.tables.replace("average_wage = 7263\n", "");
    let unbounded = unbounded.assess();
    assert!(unbounded.record.assumed.contains(&Assumption::BaseNotBounded));
    assert_eq!(premiums(&unbounded.amounts).0, yuan("2988"));
    let toml = shop(2025, Form::Company, insured).toml().replace("[costs]\n", "[costs]\nemployer_insurance = 1\n");
    assert!(Profile::parse(&toml, "case.toml", pack()).is_err(), "not both");
}

/// A conversion inside the year: flexible to June, employed from July.
#[test]
fn a_conversion_inside_the_year() {
    let profile = shop(2025, Form::IndividualBusiness, "owner = true; monthly_base = 5000").profile();
    let rules = pack().rules(2025, profile.place, None).expect("covered");
    let july = Month::from_number(7).expect("July");
    let comparison = huiqi::compare_converting(&rules, &profile, july, &[Form::OnePersonCompany]).expect("compared");
    assert_eq!(premiums(&comparison.chosen().amounts), (yuan("7470"), yuan("12090")));
}
