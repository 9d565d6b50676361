//! Stamp duty: kinds that the law does not tax, contracts outside it, and the month whose law rules a document.

use crate::common::{Case, law, pack, yuan};
use huiqi::trace::Reason;
use huiqi::{Form, Line, Month, Profile};

/// 印花税法 art. 1: what its table does not name is not taxed, and a contract of such a kind is refused.
#[test]
fn a_kind_that_the_law_does_not_name() {
    let pack = law("cn/2021/npc-stamp-law.toml", "work = \"0.3‰\"\n", "").expect("sound");
    let refused = |kind: &str| {
        let case = Case::new(2024).sale("Q1", "services", "100", "").contract("03", kind, "1000", "0");
        let profile = Profile::parse(&case.toml(), "case.toml", &pack).expect("a profile");
        let found = huiqi::assess(&pack.rules(2024, profile.place, None).expect("covered"), &profile, profile.form);
        found.is_err_and(|error| error.to_string().contains("stamp duty does not tax this kind then"))
    };
    assert_eq!([refused("work"), refused("transport")], [true, false]);
}

/// A loan of another lender is outside the tax: what is said of it is its amount without VAT stated apart (印花税法 art. 5).
#[test]
fn a_loan_outside_the_tax() {
    let contract = "month = \"08\"; kind = \"loan\"; amount = 1060; vat_stated = 60; financial_lender = false";
    let found = Case::new(2024).form(Form::Company).sale("Q2", "goods", "100", "").with("contracts", contract).assess();
    let said = |amount: &str| found.record.refused.iter().any(|it| it.reason == Reason::LenderNotFinancial { amount: yuan(amount) });
    assert!(said("1000"));
}

/// 0.25‰ on 100,100 of capital is 25.025: tenths of a yuan by the regulation (印花税暂行条例 art. 3), fen by the law from July 2022.
#[test]
fn a_conversion_is_stamped_in_its_month() {
    let due = |month: u32| {
        let mut case = Case::new(2022).sale("Q1", "goods", "100000", "");
        case.tables += "[conversion]\npaid_in_capital = 100100\n";
        let (profile, month) = (case.profile(), Month::from_number(month).expect("a month"));
        let rules = pack().rules(2022, profile.place, None).expect("covered");
        let found = huiqi::compare_converting(&rules, &profile, month, &[Form::Company]).expect("compared");
        found.after[0].amounts.lines[Line::Stamp].due
    };
    assert_eq!([due(4), due(7)], ["25", "25.03"].map(yuan));
}
