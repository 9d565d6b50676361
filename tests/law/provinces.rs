//! A province is a folder of policy files and a list of places: Beijing, of which nothing in the program knows.

use crate::common::{pack, yuan};
use huiqi::{Assessment, Form, Line, Profile};

const CAFE: &str = include_str!("../provinces/beijing.toml");

fn cafe(place: &str, year: i32) -> Profile {
    let toml = CAFE.replace("朝阳区", place).replace("year = 2024", &format!("year = {year}"));
    Profile::parse(&toml, "beijing.toml", pack()).unwrap_or_else(|error| panic!("{error}"))
}

fn assess(place: &str, year: i32, form: Form) -> Assessment {
    let profile = cafe(place, year);
    huiqi::assess(&pack().rules(year, profile.place, None).expect("covered"), &profile, form)
        .unwrap_or_else(|error| panic!("{year}: {error}"))
}

fn cites(assessment: &Assessment, line: Line, measure: &str) -> bool {
    assessment.citations(line).iter().any(|index| pack().measure(*index).id == measure)
}

/// 京政发〔2016〕24号: 30% off; reduced by half in every year, until 2024 by the city's decision.
#[test]
fn a_cafe_in_beijing_is_assessed_in_every_year() {
    for year in pack().years() {
        let assessment = assess("朝阳区", year, Form::IndividualBusiness);
        let property = assessment.amounts.lines[Line::Property];
        assert_eq!((property.due, property.relief), (yuan("8400"), yuan("4200")), "{year}");
        assert!(cites(&assessment, Line::Property, "beijing-2016-24#value-deduction"), "{year}");
        assert_eq!(cites(&assessment, Line::Property, "beijing-six-taxes-2019#reduction"), (2019..=2021).contains(&year), "{year}");
        assert_eq!(cites(&assessment, Line::Property, "beijing-2022-721#reduction"), year == 2022, "{year}");
    }
}

/// The decision of 2019-07-26: 45, 42 and 35 yuan a square metre.
#[test]
fn farmland_costs_what_the_district_pays() {
    for (place, due) in [
        ("朝阳区", "4500"),
        ("通州区", "4500"),
        ("石景山区", "4500"),
        ("门头沟区", "4200"),
        ("密云区", "4200"),
        ("大兴区", "4200"),
        ("延庆区", "3500"),
    ] {
        let farmland = assess(place, 2020, Form::IndividualBusiness).amounts.lines[Line::FarmlandOccupation];
        assert_eq!((farmland.due, farmland.relief), (yuan(due), yuan(due) - farmland.payable()), "{place}");
        assert_eq!(farmland.payable() + farmland.payable(), farmland.due, "{place}");
    }
    // Dongcheng and Xicheng have no farmland, and the decision names no amount.
    let profile = cafe("东城区", 2020);
    let none = huiqi::assess(&pack().rules(2020, profile.place, None).expect("covered"), &profile, Form::IndividualBusiness);
    assert!(none.is_err(), "no amount is taken from another district");
}

/// 3% deed tax where the investor does not keep control of the company.
#[test]
fn converting_costs_deed_tax_at_the_rate_of_beijing() {
    for year in pack().years() {
        assert_eq!(assess("朝阳区", year, Form::Company).amounts.deed_tax, yuan("30000"), "{year}");
        assert_eq!(assess("朝阳区", year, Form::SoleProprietorship).amounts.deed_tax, yuan("0"), "{year}");
    }
}

#[test]
fn it_is_compared_over_the_years_and_its_measures_are_listed() {
    for year in pack().years() {
        let profile = cafe("海淀区", year);
        let rules = pack().rules(year, profile.place, None).expect("covered");
        let compared = huiqi::compare(&rules, &profile, &[]).unwrap_or_else(|error| panic!("{year}: {error}"));
        assert_eq!(compared.before.amounts.lines[Line::Property].payable(), yuan("4200"), "{year}");
        let listed = pack().in_force_in_year(year, profile.place, None);
        let own = listed.iter().filter(|index| pack().measure(**index).id.starts_with("beijing-"));
        assert!(own.count() >= 3, "{year}");
    }
    let elsewhere = pack().in_force_in_year(2024, 530_302, None);
    assert!(elsewhere.iter().all(|index| !pack().measure(*index).id.starts_with("beijing-")), "Yunnan knows nothing of it");
}

/// Guizhou's own rate of deed tax takes the place of what stands in for it, from the day that it is known; before the deed tax law the
/// rate is not known.
#[test]
fn guizhou_has_a_rate_of_its_own() {
    let rate = |day: &str, known_on: &str| -> Vec<String> {
        let (day, known_on) = (day.parse().expect("a day"), known_on.parse().expect("a day"));
        let in_force = pack().in_force(day, 520_103, Some(known_on)).into_iter().map(|index| pack().measure(index));
        in_force.filter(|measure| measure.mechanism() == "deed-tax").map(|measure| measure.id.clone()).collect()
    };
    assert_eq!(rate("2021-08-31", "2026-01-01"), [""; 0]);
    assert_eq!(rate("2021-09-01", "2021-09-01"), [""; 0]);
    assert_eq!(rate("2021-09-01", "2021-09-02"), ["guizhou-deed-rate#rate"]);
    assert_eq!(rate("2027-12-31", "2026-01-01"), ["guizhou-deed-rate#rate"]);
    // Where the investor does not keep control of the company: 3% of 1,000,000, and nothing stood in for the law of the place.
    let toml = CAFE.replace("北京市朝阳区", "贵阳市云岩区").replace("area = 100", "area = 100\nunit_amount = 20");
    let cafe = Profile::parse(&toml, "guizhou.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
    let rules = pack().rules(2024, cafe.place, None).expect("covered");
    let moved = huiqi::assess(&rules, &cafe, Form::Company).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(moved.amounts.deed_tax, yuan("30000"));
    assert!(moved.record.relied_on.iter().all(|index| pack().measure(*index).mechanism() != "deed-tax"));
    assert!(moved.record.benefits.iter().any(|benefit| pack().measure(benefit.measure).id == "guizhou-deed-rate#rate"));
}
