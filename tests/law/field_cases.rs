//! Public cases with published answers: returns, examples of tax bureaus, exam items. Where a page prints a wrong answer, the one
//! that follows from the law stands here.

use crate::common::{Case, yuan};
use huiqi::trace::What;
use huiqi::{Form, Line, Money};

/// Interpretation of 国家税务总局公告2023年第12号, example 3: 2,400,000 with another relief of 6,000.
#[test]
fn reduction_above_the_cap_beside_another_relief() {
    let case = Case::new(2023).net().sale("Q4", "goods", "3000000", "").with_profit("2400000").owner("other_relief = 6000");
    let tax = case.amounts().lines[Line::IitBusiness];
    assert_eq!((tax.relief - yuan("6000"), tax.payable()), (yuan("314750"), yuan("453750")));
}

/// An exam item of 2023: profit of 2,000,000 after the owner's wage of 120,000, which is no cost.
#[test]
fn the_owners_wage_is_no_cost_of_an_individual_business() {
    let mut case = Case::new(2023).net().sale("Q4", "goods", "3000000", "").with_profit("2120000").owner("deductions = 24000");
    case.comprehensive_income = Money::ZERO;
    let tax = case.amounts().lines[Line::IitBusiness];
    assert_eq!((tax.relief, tax.payable()), (yuan("317250"), yuan("329850")));
}

/// 2023: services of 320,000 and real estate of 1,450,000 in a quarter. Without the real estate the sales are over 300,000: all is taxed.
#[test]
fn stripped_sales_over_the_threshold() {
    let case = Case::new(2023).net().sale("Q1", "services", "320000", "").sale("Q1", "real-estate-sale", "1450000", "");
    assert_eq!(case.payable(Line::Vat), yuan("75700"));
}

/// Special invoices count toward the threshold: 300,000 and 100,000 under special invoices are 400,000, taxed in full.
#[test]
fn special_invoices_count_toward_the_threshold() {
    let case = Case::new(2023).net().sale("Q1", "services", "300000", "").sale("Q1", "services", "100000", "invoice = \"special\"");
    assert_eq!(case.payable(Line::Vat), yuan("4000"));
}

/// A small-scale return of the first quarter of 2026: 84,087.25 exempt, at 3% a tax of 2,522.62.
#[test]
fn exempt_sales_of_a_return() {
    let tax = Case::new(2026).net().sale("Q1", "services", "84087.25", "").amounts().lines[Line::Vat];
    assert_eq!((tax.due, tax.relief, tax.payable()), (yuan("2522.62"), yuan("2522.62"), Money::ZERO));
}

/// A company's return of 2025: 23 staff, but average assets of 77,181,000: not small and low-profit.
#[test]
fn assets_over_the_limit() {
    let mut case = Case::new(2025).form(Form::Company).net().sale("Q4", "goods", "3000000", "");
    (case.staff, case.assets) = (23, "77181000".into());
    assert_eq!(case.with_profit("100000").payable(Line::Cit), yuan("25000"));
}

/// Assessed at 5% of 877,227.71: 43,861.39 of income, 2,886.14 of tax, reduced from 2021.
#[test]
fn assessed_by_income() {
    let of = |year: i32| {
        let mut case = Case::new(year).net().sale("Q4", "services", "877227.71", "");
        case.tables += "[assessed]\nforms = [\"individual-business\"]\nby = \"income\"\nrate = \"5%\"\n";
        let assessment = case.assess();
        let income = assessment.record.steps.iter().find(|step| step.what == What::AssessedIncome).expect("assessed");
        assert!(income.measure().is_some(), "its article stands beside it");
        (income.result, assessment.amounts.lines[Line::IitBusiness].payable())
    };
    assert_eq!(of(2020), (yuan("43861.39"), yuan("2886.14")));
    assert_eq!(of(2023), (yuan("43861.39"), yuan("1443.07")));
}

/// 2025: labour dispatch of 800,000, of which 600,000 is deducted, is 190,476.19 net and under the threshold; taken in full it is
/// taxed, by the lines of the return: 3% of 792,079.21 less 2% of it.
#[test]
fn labour_dispatch_by_difference_or_in_full() {
    let difference = Case::new(2025).sale("Q3", "labour-dispatch", "800000", "deduct = 600000").assess();
    let tested = difference.record.steps.iter().find(|step| step.what == What::PeriodSales).expect("tested");
    assert_eq!((tested.result, difference.amounts.lines[Line::Vat].payable()), (yuan("190476.19"), Money::ZERO));
    assert_eq!(Case::new(2025).sale("Q3", "services", "800000", "").payable(Line::Vat), yuan("7920.80"));
}
