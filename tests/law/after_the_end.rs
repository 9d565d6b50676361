//! What ends inside or after 2022: deferral of insurance to April 2023, arrears of electricity carried over the year, and what is
//! not known after 2025.

use crate::common::register::files;
use crate::common::{Case, pack, yuan};
use huiqi::trace::Assumption;
use huiqi::{Assessment, BenefitKind, Money};

fn caterer(year: i32, tables: &str) -> Assessment {
    let mut case = Case::new(year).sale("Q4", "services", "100", "");
    case.industry = "H62".into();
    case.tables += tables;
    case.assess()
}

fn given(assessment: &Assessment, kind: BenefitKind, measure: &str) -> Option<Money> {
    let of = |benefit: &&huiqi::trace::Benefit| benefit.kind == kind && pack().measure(benefit.measure).id.ends_with(measure);
    assessment.record.benefits.iter().find(of).map(|benefit| benefit.amount)
}

/// Pension insurance to December 2022, unemployment and injury insurance to April 2023 (云人社通〔2022〕25号).
#[test]
fn deferral_of_listed_industries_ends_in_april_2023() {
    let insured = "[social_insurance]\ninsured_as_unit = true\npension = 1000\nunemployment = 100\ninjury = 10\n";
    let put_off = |year: i32| {
        let assessment = caterer(year, insured);
        let deferral = assessment.record.benefits.iter().find(|benefit| benefit.kind == BenefitKind::Deferral);
        deferral.map(|deferral| (deferral.amount, deferral.due.map(|due| due.to_string()).unwrap_or_default()))
    };
    assert_eq!(put_off(2021), None);
    assert_eq!(put_off(2022), Some((yuan("8880"), "2023-12".to_string())), "eight months of 1,110");
    assert_eq!(put_off(2023), Some((yuan("440"), "2023-12".to_string())), "four months of 110");
    assert_eq!(put_off(2024), None);
}

/// 供电营业规则 art. 98: 2‰ a day in the year in which the arrears arose, 3‰ after it; 1‰ for dwellings.
#[test]
fn arrears_carried_over_the_year() {
    let charge = |more: &str| {
        let bill = format!("[electricity]\narrears = 10000\ndays = 100\nmonths_to_clear = 4\n{more}\n");
        given(&caterer(2022, &bill), BenefitKind::Relief, "#late-charge")
    };
    assert_eq!(charge(""), Some(yuan("2000")));
    assert_eq!(charge("days_after_the_year = 1"), Some(yuan("2010")));
    assert_eq!(charge("days_after_the_year = 40"), Some(yuan("2400")));
    assert_eq!(charge("days_after_the_year = 100"), Some(yuan("3000")));
    assert_eq!(charge("days_after_the_year = 40\nresidential = true"), Some(yuan("1000")));
}

/// The lower unemployment rate and the refund of premiums were prolonged year by year to 2025: whether again is not known. Of the
/// refunds of 2019 and 2020 (国发〔2018〕39号) neither whom they were for nor how many might be laid off was read.
#[test]
fn what_is_not_known_is_said() {
    let insured = "[social_insurance]\ninsured_as_unit = true\npayroll = 100000\npremiums_last_year = 1000\nmonths_paid = 12\n\
        insured = 5\nlaid_off = \"0%\"\n";
    let said = |year: i32, facts: &str| {
        let assumed = caterer(year, facts).record.assumed;
        let has = |wanted: Assumption| assumed.contains(&wanted);
        [has(Assumption::UnemploymentRateNotKnown { year }), has(Assumption::PremiumRefundNotKnown { year })]
    };
    assert_eq!([said(2025, insured), said(2026, insured), said(2027, insured)], [[false; 2], [true; 2], [true; 2]]);
    for year in 2019..=2025 {
        assert_eq!(said(year, insured), [false, year < 2021], "{year}");
        let refund = given(&caterer(year, insured), BenefitKind::Grant, "premium-refund").or(given(
            &caterer(year, insured),
            BenefitKind::Grant,
            "premium-refund-before",
        ));
        assert_eq!(refund.is_some(), year > 2020, "{year}");
    }
    assert_eq!(said(2020, "[social_insurance]\ninsured_as_unit = true\n"), [false; 2], "nobody asks");
    assert_eq!(said(2026, "[social_insurance]\ninsured_as_unit = true\n"), [false; 2], "nobody asks");
    assert_eq!(given(&caterer(2025, insured), BenefitKind::Grant, "#premium-refund"), Some(yuan("600")));
    assert_eq!(given(&caterer(2026, insured), BenefitKind::Grant, "#premium-refund"), None);
    assert_eq!(given(&caterer(2025, insured), BenefitKind::Relief, "#unemployment-rate"), Some(yuan("2000")));
}

/// What a province says of the end of its own rule holds in the province: elsewhere that of the nation ended, of which nothing is known.
#[test]
fn an_end_is_that_of_the_place() {
    let (_, text) = files().into_iter().find(|(name, _)| name.ends_with("yunnan-hr-2025-9.toml")).expect("the refund of Yunnan");
    assert!(text.contains("after_end = \"not-known\""));
    let over = pack().overlaid(vec![("over.toml".to_string(), text.replacen("\"not-known\"", "\"ended\"", 1))]).expect("sound");
    let not_known = |place: &str| {
        let mut case = Case { place: place.into(), ..Case::new(2026).sale("Q4", "services", "100", "") };
        case.tables += "[social_insurance]\ninsured_as_unit = true\npayroll = 100000\npremiums_last_year = 1000\nmonths_paid = 12\n\
            insured = 5\nlaid_off = \"0%\"\n";
        let profile = case.profile();
        let assessment = huiqi::assess(&over.rules(2026, profile.place, None).expect("covered"), &profile, case.form).expect("assessed");
        assessment.record.assumed.contains(&Assumption::PremiumRefundNotKnown { year: 2026 })
    };
    assert_eq!([not_known("530302"), not_known("110105")], [false, true]);
}
