//! Conversion inside a year: two taxpayers, each with its own months, thresholds and brackets.

use crate::common::{Case, pack, strategy, yuan};
use huiqi::trace::What;
use huiqi::{Assessment, Form, Line, Money, Month};
use proptest::prelude::*;

fn converted(case: &Case, month: u32, to: Form) -> Result<Assessment, huiqi::Error> {
    let profile = case.profile();
    let rules = pack().rules(case.year, profile.place, None).expect("covered");
    let month = Month::from_number(month).expect("a month");
    huiqi::compare_converting(&rules, &profile, month, &[to]).map(|comparison| comparison.after.into_iter().next().expect("one"))
}

fn whole_year(case: &Case, to: Form) -> Assessment {
    let profile = case.profile();
    huiqi::assess(&pack().rules(case.year, profile.place, None).expect("covered"), &profile, to).expect("assessed")
}

/// A shop with the same net sales and costs each month.
fn steady(form: Form) -> Case {
    let mut case = Case::new(2024).form(form).monthly().net();
    (case.comprehensive_income, case.other_costs) = (Money::ZERO, yuan("600000"));
    (1..=12).fold(case, |case, month| case.sale(&format!("{month:02}"), "goods", "90000", ""))
}

/// Half a year each: 240,000 of profit for either, 30,000 of the basic deduction for either. Of one person they are one income.
#[test]
fn half_a_year_each() {
    let after = converted(&steady(Form::IndividualBusiness), 7, Form::SoleProprietorship).expect("assessed");
    let deductions: Vec<Money> =
        after.record.steps.iter().filter(|step| step.what == What::PersonalDeduction).map(|step| step.result).collect();
    assert_eq!(deductions, [yuan("30000"), yuan("60000")]);
    // 540,000 + 5,400 of VAT forgiven … is exempt and net here: profit is 240,000, twice; taxable 420,000; 31,500 on the first 210,000,
    // halved.
    let tax = after.amounts.lines[Line::IitBusiness];
    assert_eq!((tax.due, tax.relief), (yuan("85500"), yuan("15750")));
    // Into a company: the small low-profit rate on 240,000, and dividends of what is left.
    let after = converted(&steady(Form::IndividualBusiness), 7, Form::OnePersonCompany).expect("assessed");
    let lines = after.amounts.lines;
    assert_eq!(lines[Line::IitBusiness].payable(), yuan("15750"));
    assert_eq!(lines[Line::Cit].payable(), yuan("12000"));
    assert_eq!(lines[Line::IitDividend].payable(), yuan("45600"));
}

/// 个人所得税法 art. 6, 实施条例 art. 15: a person without comprehensive income deducts 5,000 a month of the business: the partner for the
/// six months of the partnership. The owner, who has a fen of it and both parts of the year, deducts for the year off business income.
#[test]
fn a_partner_deducts_for_the_months_of_the_partnership() {
    let mut case = steady(Form::IndividualBusiness);
    case.comprehensive_income = Money::from_fen(1);
    case.tables += "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0.01\n[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n";
    let after = converted(&case, 7, Form::Partnership).expect("assessed");
    let deductions: Vec<Money> =
        after.record.steps.iter().filter(|step| step.what == What::PersonalDeduction).map(|step| step.result).collect();
    assert_eq!(deductions, [yuan("30000"), yuan("60000")]);
    // The partner: 90,000, 7,500. The owner: 240,000 and 120,000 less 60,000, 49,500; 31,500 on the first 210,000, halved.
    let tax = after.amounts.lines[Line::IitBusiness];
    assert_eq!((tax.due, tax.relief), (yuan("57000"), yuan("15750")));
}

/// A quarter on both sides of the conversion must be split by month.
#[test]
fn a_quarter_on_both_sides_is_refused() {
    let quarterly = Case::new(2024).sale("Q1", "goods", "50000", "").sale("Q3", "goods", "50000", "");
    assert!(converted(&quarterly, 8, Form::Company).is_err_and(|error| error.is_profile()));
    for month in [4, 7, 10] {
        assert!(converted(&quarterly, month, Form::Company).is_ok(), "{month}");
    }
}

/// A canteen on state-owned premises at 6,500 a month, in 2022.
fn canteen(lease: &str) -> Case {
    let mut case = (1..=12).fold(Case::new(2022).monthly(), |case, month| case.sale(&format!("{month:02}"), "services", "90000", ""));
    case.industry = "H6210".into();
    case.with("rented", &format!("landlord = \"state\"; monthly_rent = 6500; {lease}"))
}

/// 云南省国资委等 2022: the same tenant is waived three months (six where listed) in the year, not three before and three after.
#[test]
fn rent_is_waived_once() {
    let waived =
        |lease: &str, month: u32| converted(&canteen(lease), month, Form::SoleProprietorship).expect("assessed").amounts.rent_waived;
    for month in [1, 2, 3, 4, 7, 12] {
        assert_eq!(waived("", month), yuan("19500"), "{month}");
        assert_eq!(waived("listed = true", month), yuan("39000"), "{month}");
    }
    // The months of the contract count: August and September before, one more after.
    assert_eq!(waived("from = \"08\"", 10), yuan("19500"));
    assert_eq!(waived("from = \"08\"; to = \"09\"", 10), yuan("13000"));
    // What was agreed stays with its months, and is given once.
    let mut agreed = canteen("agreed_cut = 1000.01");
    agreed.tables = agreed.tables.replace("\"state\"", "\"other\"");
    assert_eq!(converted(&agreed, 6, Form::SoleProprietorship).expect("assessed").amounts.rent_waived, yuan("1000.01"));
}

/// A lease of other months than the year leaves its rent and its landlord's exemption whole.
#[test]
fn premises_let_are_taxed_once() {
    let let_out = |month: u32| {
        let cut = "rent_cut = { amount = 30000, monthly_rent = 10000, tenant_qualifies = true }";
        let case = canteen("").with("property", &format!("annual_rent = 60000; from = \"04\"; to = \"09\"; {cut}"));
        converted(&case, month, Form::SoleProprietorship).expect("assessed").amounts.lines[Line::Property]
    };
    let whole = let_out(1);
    assert_eq!((whole.due, whole.relief >= yuan("3600")), (yuan("7200"), true), "three months of six are exempt");
    for month in [3, 4, 5, 7, 9, 10, 12] {
        assert_eq!(let_out(month), whole, "{month}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Converting on 1 January is the whole year in the new form.
    #[test]
    fn january_is_the_whole_year(case in strategy::business(), to in strategy::form()) {
        prop_assume!(to != case.form && !case.tables.contains("[[losses]]\nyear = 2030") && !case.vat.contains("opening"));
        let mut case = case;
        // What the present taxpayer carries in does not pass to the new one.
        case.owner = case.owner.lines().filter(|line| !line.starts_with("other_relief")).collect::<Vec<_>>().join("\n");
        let after = converted(&case, 1, to).expect("assessed");
        prop_assert_eq!(after.amounts, whole_year(&case, to).amounts);
    }

    /// Nothing is lost or counted twice between the two: receipts, costs and, filed by month, VAT are those of the year.
    #[test]
    fn the_parts_make_the_year(case in strategy::business(), month in 2u32..=12, to in strategy::form()) {
        prop_assume!(to != case.form && !case.vat.contains("general") && !case.tables.contains("housing-lease"));
        let Ok(after) = converted(&case, month, to) else { return Ok(()) };
        let year = whole_year(&case, case.form);
        let total: Money = after.amounts.lines.iter().map(|(_, tax)| tax.payable()).sum();
        prop_assert_eq!(
            after.amounts.receipts + after.amounts.grants,
            after.amounts.costs + after.amounts.deed_tax + total + after.amounts.net_to_owner()
        );
        if case.filing == "month" {
            prop_assert_eq!(after.amounts.lines[Line::Vat], year.amounts.lines[Line::Vat]);
            prop_assert_eq!(after.amounts.receipts, year.amounts.receipts);
        }
        for (line, tax) in after.amounts.lines.iter() {
            prop_assert!(tax.relief >= Money::ZERO && tax.payable() >= Money::ZERO, "{:?}", line);
        }
    }
}
