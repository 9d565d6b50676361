//! The cultural undertakings fee: 3% of what customers pay for advertising and entertainment (财税〔2016〕25号, 60号).

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Reason, What};
use huiqi::{Form, Line, Money, Profile, Vocabulary};

/// Services sold for what is received, in one period; the receipts hold their VAT.
fn shop(year: i32, form: Form, period: &str, service: &str, receipts: &str) -> Case {
    let case = Case::new(year).form(form).sale(period, "services", receipts, "");
    let case = case.with("cultural", &format!("period = \"{period}\"; service = \"{service}\"; amount = \"{receipts}\""));
    let partner = "share = \"50%\"; comprehensive_income = 0";
    if form == Form::Partnership { case.with("partners", partner).with("partners", partner) } else { case }
}

fn fee(case: &Case) -> (Money, Money) {
    let fee = case.amounts().lines[Line::CulturalFee];
    (fee.due, fee.payable())
}

/// A KTV of 2025 that receives 100,000 in each quarter: 3,000, halved, is 1,500 a quarter, 6,000 a year, and lowers its income.
#[test]
fn a_ktv() {
    let of = |case: Case| {
        ["Q2", "Q3", "Q4"].into_iter().fold(case, |case, quarter| {
            let case = case.sale(quarter, "services", "100000", "");
            case.with("cultural", &format!("period = \"{quarter}\"; service = \"entertainment\"; amount = 100000"))
        })
    };
    let ktv = of(shop(2025, Form::IndividualBusiness, "Q1", "entertainment", "100000"));
    assert_eq!(fee(&ktv), (yuan("12000"), yuan("6000")));
    assert_eq!(fee(&shop(2025, Form::IndividualBusiness, "Q1", "entertainment", "100000")), (yuan("3000"), yuan("1500")));
    let without = Profile { cultural: Vec::new(), ..ktv.profile() };
    let rules = pack().rules(2025, without.place, None).expect("covered");
    let without = huiqi::amounts(&rules, &without, Form::IndividualBusiness).expect("assessed");
    assert_eq!(without.profit - ktv.amounts().profit, yuan("6000"));
}

/// Advertising is levied on units; entertainment on individual businesses too.
#[test]
fn who_owes_it() {
    for form in Form::ALL.iter().copied() {
        let individual = form == Form::IndividualBusiness;
        let expected = if individual { Money::ZERO } else { yuan("1500") };
        assert_eq!(fee(&shop(2024, form, "Q1", "advertising", "100000")).1, expected, "{form:?}");
        assert_eq!(fee(&shop(2024, form, "Q1", "entertainment", "100000")).1, yuan("1500"), "{form:?}");
    }
    // What is paid on to others for publishing is not levied on.
    let mut passed_on = shop(2024, Form::Company, "Q1", "advertising", "100000");
    passed_on.tables = passed_on.tables.replace("service = \"advertising\"", "service = \"advertising\"\ndeduct = 60000");
    assert_eq!(fee(&passed_on).1, yuan("600"));
    let toml = passed_on.toml().replace("\"advertising\"", "\"entertainment\"");
    assert!(Profile::parse(&toml, "case.toml", pack()).is_err(), "entertainment deducts nothing");
}

/// Small-scale taxpayers with sales of at most 20,000 a month or 60,000 a quarter, net of VAT, owe none; general ones always do.
#[test]
fn small_sales_are_free() {
    // 3% is divided out of 2019's prices, 1% of 2024's.
    for (year, period, monthly, limit) in [(2024, "Q2", false, "60000"), (2024, "05", true, "20000"), (2027, "Q4", false, "60000")] {
        let of = |sold: Money| {
            let case = Case::new(year).net().sale(period, "services", &sold.plain(), "");
            let case = case.with("cultural", &format!("period = \"{period}\"; service = \"entertainment\"; amount = 10000"));
            fee(&if monthly { case.monthly() } else { case })
        };
        assert_eq!(of(yuan(limit)), (yuan("300"), Money::ZERO), "{year} {period}");
        assert_eq!(of(yuan(limit) + Money::from_fen(1)), (yuan("300"), yuan("150")), "{year} {period}");
    }
    let mut general = Case::new(2024).net().general("").sale("Q2", "services", "10000", "rate = \"6%\"");
    general = general.with("cultural", "period = \"Q2\"; service = \"entertainment\"; amount = 10600");
    let assessment = general.assess();
    assert_eq!(assessment.amounts.lines[Line::CulturalFee].payable(), yuan("159"));
    assert!(assessment.record.refused.iter().any(|refused| refused.reason == Reason::NotForGeneral));
}

/// In full to June 2019, halved from July, not levied in 2020 and 2021, halved again to 2027.
#[test]
fn by_date() {
    for (year, period, expected) in [
        (2019, "Q2", "3000"),
        (2019, "Q3", "1500"),
        (2019, "Q4", "1500"),
        (2020, "01", "0"),
        (2020, "12", "0"),
        (2021, "Q1", "0"),
        (2021, "Q4", "0"),
        (2022, "Q1", "1500"),
        (2024, "Q4", "1500"),
        (2025, "Q1", "1500"),
        (2027, "Q4", "1500"),
    ] {
        let case = shop(year, Form::IndividualBusiness, period, "entertainment", "100000");
        let case = if period.starts_with('Q') { case } else { case.monthly() };
        assert_eq!(fee(&case), (yuan("3000"), yuan(expected)), "{year} {period}");
        let reduced = case.assess().record.steps.into_iter().find(|step| step.what == What::FeeReduced);
        assert_eq!(reduced.is_some(), expected != "3000", "{year} {period}");
    }
    // Before the circular of 2025 nobody knew that the halving would go on.
    let case = shop(2025, Form::IndividualBusiness, "Q1", "entertainment", "100000");
    assert_eq!(fee(&case.clone().known_on("2025-01-25")).1, yuan("3000"));
    assert_eq!(fee(&case.known_on("2025-01-26")).1, yuan("1500"));
}
