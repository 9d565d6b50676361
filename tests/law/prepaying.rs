//! Prepayments of income tax: each on the year to date, overridden by the settlement.

use crate::common::strategy::{business, form};
use crate::common::{Case, pack, yuan};
use huiqi::{Form, Line, Money, PrepaymentNote as Note, Prepayments};
use proptest::prelude::*;

fn prepaid(case: &Case, form: Form) -> Prepayments {
    let profile = case.profile();
    huiqi::prepayments(&pack().rules(case.year, profile.place, None).expect("covered"), &profile, form).expect("computed")
}

/// lpearf-pixel/china-tax-kb-agent test_pit_calculator.py: 30,000 taxable, 2,000 prepaid, no halving: 500 back.
#[test]
fn iit_bracket_03() {
    for year in 2023..=2027 {
        let mut case = Case::new(year).form(Form::SoleProprietorship).sale("Q1", "goods", "500000", "").with_profit("30000");
        case.tables += "[prepayment]\npaid = 2000\n";
        let found = prepaid(&case, Form::SoleProprietorship);
        assert_eq!((found.settled, found.balance), (yuan("1500"), yuan("-500")), "{year}");
    }
}

/// ryanduguid/openaccountants cn-corporate-tax.md: 2,660,000 taxable, 60,000 prepaid: 73,000 to pay.
#[test]
fn cit_2026_01() {
    let mut case = Case::new(2026).form(Form::Company).sale("Q1", "goods", "4000000", "");
    (case.staff, case.assets) = (48, "1200万".into());
    let mut case = case.with_profit("2660000");
    case.tables += "[prepayment]\npaid = 60000\n";
    let found = prepaid(&case, Form::Company);
    assert_eq!((found.settled, found.balance), (yuan("133000"), yuan("73000")));
    assert_eq!(found.settle_by.to_string(), "2027-05-31");
}

/// 国家税务总局公告2021年第28号, 2022年第10号: the spend of three quarters in October; 国家税务总局 财政部公告2023年第11号: of two in July
/// too. The ratio that rose for the last quarter of 2022 waits for the settlement, and so does the spend of the last quarter.
#[test]
fn research_is_deducted_at_the_prepayments_that_the_year_allows() {
    for (year, taxable) in [
        (2020, ["100000", "200000", "300000", "400000"]),
        (2021, ["100000", "200000", "277500", "377500"]),
        (2022, ["100000", "200000", "277500", "377500"]),
        (2023, ["100000", "180000", "270000", "370000"]),
        (2027, ["100000", "180000", "270000", "370000"]),
    ] {
        let mut case = Case::new(year).form(Form::Company).sale("Q4", "goods", "4000000", "").with_profit("400000");
        case.industry = "M7320".into();
        case.tables += "[company]\nrd_spend = 40000\n[prepayment]\nprofits = [100000, 100000, 100000, 100000]\n";
        let found = prepaid(&case, Form::Company);
        assert_eq!(found.installments.iter().map(|of| of.taxable).collect::<Vec<_>>(), taxable.map(yuan), "{year}");
        let taken = found.notes.iter().any(|note| matches!(note, Note::ResearchAtPrepayment { to: 3 }));
        assert_eq!(taken, year > 2020, "{year}");
        // Never at the prepayment of a form that pays no enterprise income tax.
        let person = prepaid(&case, Form::SoleProprietorship);
        assert!(person.installments.iter().all(|of| of.small_low_profit.is_none()), "{year}");
    }
}

/// 国家税务总局公告2023年第12号: halved as it is prepaid, on the year to date; CIT by the test of the year to date.
#[test]
fn each_quarter_looks_at_the_year_to_date() {
    let mut case = Case::new(2024).sale("Q1", "goods", "4000000", "").with_profit("400000");
    case.tables += "[prepayment]\nprofits = [200000, -50000, 0, 250000]\n";
    let found = prepaid(&case, Form::IndividualBusiness);
    // On 200,000: 29,500, halved; on 150,000: 19,500, halved; on 400,000: 79,500, halved.
    let tax: Vec<Money> = found.installments.iter().map(|of| of.tax).collect();
    assert_eq!(tax, [yuan("14750"), yuan("9750"), yuan("9750"), yuan("39750")]);
    let payable: Vec<Money> = found.installments.iter().map(|of| of.payable).collect();
    assert_eq!(payable, [yuan("14750"), Money::ZERO, Money::ZERO, yuan("25000")], "what was prepaid too much waits for the settlement");
    assert_eq!((found.balance, found.settle_by.to_string().as_str()), (Money::ZERO, "2025-03-31"));
    let days: Vec<String> = found.installments.iter().map(|of| of.due_by.to_string()).collect();
    assert_eq!(days, ["2024-04-15", "2024-07-15", "2024-10-15", "2025-01-15"]);
}

/// Staff of 320 on average in the first quarter and 100 after: not small in the first, small on average by the second and for the year.
#[test]
fn the_settlement_overrides() {
    let mut case = Case::new(2024).form(Form::Company).sale("Q1", "goods", "4000000", "").with_profit("400000");
    case.tables += "[prepayment]\nprofits = [400000, 0, 0, 0]\n";
    let quarter = |name: &str, open: u32, close: u32| format!("{name} = {{ staff = [{open}, {close}], assets = [1, 1] }}");
    let toml: String = case
        .toml()
        .lines()
        .map(|line| match line.get(..2) {
            Some("Q1") => quarter("Q1", 540, 100) + "\n",
            Some(name @ ("Q2" | "Q3" | "Q4")) => quarter(name, 100, 100) + "\n",
            _ => format!("{line}\n"),
        })
        .collect();
    let profile = huiqi::Profile::parse(&toml, "case.toml", pack()).expect("sound");
    let found = huiqi::prepayments(&pack().rules(2024, profile.place, None).expect("covered"), &profile, Form::Company).expect("computed");
    let small: Vec<Option<bool>> = found.installments.iter().map(|of| of.small_low_profit).collect();
    assert_eq!(small, [Some(false), Some(true), Some(true), Some(true)]);
    assert_eq!(found.installments[0].payable, yuan("100000"));
    assert_eq!((found.settled, found.balance), (yuan("20000"), yuan("-80000")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is prepaid and settled together is the tax of the year, whatever the quarters were.
    #[test]
    fn prepaid_and_settled_make_the_tax(case in business(), to in form(), profits in any::<Option<[i32; 4]>>()) {
        let mut case = case;
        if let Some([a, b, c, d]) = profits {
            case.tables += &format!("[prepayment]\nprofits = [{a}, {b}, {c}, {d}]\n");
        }
        let profile = case.profile();
        let rules = pack().rules(case.year, profile.place, None).expect("covered");
        let found = huiqi::prepayments(&rules, &profile, to).expect("computed");
        let line = if to.is_company() { Line::Cit } else { Line::IitBusiness };
        let year = huiqi::amounts(&rules, &profile, to).expect("assessed").lines[line].payable();
        prop_assert_eq!(found.paid + found.balance, year);
        prop_assert_eq!(found.installments.iter().map(|of| of.payable).sum::<Money>(), found.paid);
        let mut so_far = Money::ZERO;
        for of in &found.installments {
            prop_assert!(of.payable >= Money::ZERO);
            so_far += of.payable;
            prop_assert!(so_far >= of.tax);
        }
        // With nothing left for the settlement and costs spread evenly, the fourth quarter is the year.
        let waits = |note: &Note| matches!(note, Note::DeductionsAtSettlement | Note::ResearchAtPrepayment { .. });
        if !found.notes.iter().any(waits) && profits.is_none() {
            prop_assert_eq!(found.installments[3].tax, year);
        }
    }
}
