//! What the owner of several businesses bears and is told: deductions beside assessed income, a limit that is set off, either way of an
//! election.

use crate::common::{Case, yuan};
use crate::merged_income::{beside, business, converted, of};
use huiqi::trace::{Assumption, Reason, What};
use huiqi::{Assessment, Form, Line, Money};

/// Nothing is deducted from income that is assessed (国税发〔1997〕43号 art. 10 has deductions under accounts only): of the months before,
/// 120,000 by assessment, none; of 20,000 after them at most those.
#[test]
fn deductions_stop_at_what_is_assessed() {
    let mut whole = business(2024, Form::IndividualBusiness, "40000");
    whole.tables += "[assessed]\nforms = [\"individual-business\"]\nby = \"income\"\nrate = \"10%\"\n";
    let after = converted(&whole, 7, Form::SoleProprietorship);
    let told = |what: What| after.record.steps.iter().filter(|step| step.what == what).map(|step| step.result).max();
    // 10% of 1,200,000 to June, and half of 40,000 from July.
    assert_eq!((told(What::MergedIncome), told(What::PersonalDeduction)), (Some(yuan("140000")), Some(yuan("20000"))));
    // 120,000 × 20% − 10,500.
    assert_eq!(of(&after).0, yuan("13500"));
}

/// A veteran's business without VAT and with a profit of 20,000, beside a sole proprietorship.
pub(crate) fn veteran_beside(income: &str, other: &str) -> Case {
    let case = (1..=4).fold(Case::new(2024).net(), |case, quarter| case.sale(&format!("Q{quarter}"), "services", "290000", ""));
    let mut case = Case { comprehensive_income: yuan(income), ..case.with_profit("20000") };
    case.tables += "[self_employed]\ngroup = \"veteran\"\nsince = 2023-05-06\n";
    beside(case, "sole-proprietorship", other)
}

/// What a veteran's limit leaves (公告2023年第14号 art. 1) reaches to the tax on all business income: the deductions, which saved 12,000 off
/// 150,000, go back to the wage, where they save 6,000; together the owner bears 13,500 less than without this business.
#[test]
fn a_limit_that_reaches_to_another_business() {
    // With it 170,000 bear 23,500, all set off, and 40,000 of the wage 1,480; without it 90,000 bear 7,500, and 100,000 of the wage 7,480.
    let far = veteran_beside("100000", "150000");
    assert_eq!(far.payable(Line::IitBusiness) + far.payable(Line::IitWage), yuan("1480") - yuan("14980"));
    // 20,000 and 30,000 are under the deductions of the year; 20,000 and 50,000 are 10,000 over them, which the limit takes whole.
    assert_eq!(
        [of(&veteran_beside("0", "30000").assess()), of(&veteran_beside("0", "50000").assess())],
        [(Money::ZERO, Money::ZERO), (yuan("500"), yuan("500"))]
    );
}

/// Who is assessed on both sides of a conversion has nothing to elect: no deduction comes off assessed income.
#[test]
fn nothing_to_elect_of_assessed_income() {
    let mut case = business(2024, Form::IndividualBusiness, "40000");
    case.comprehensive_income = yuan("100000");
    case.tables += "[assessed]\nforms = [\"individual-business\", \"sole-proprietorship\"]\nby = \"income\"\nrate = \"10%\"\n";
    let elected =
        |of: &Assumption| matches!(of, Assumption::DeductedFromComprehensiveIncome { .. } | Assumption::DeductedFromBusinessIncome { .. });
    let found = converted(&case, 7, Form::SoleProprietorship);
    assert!(found.record.steps.iter().any(|step| step.what == What::MergedIncome) && !found.record.assumed.iter().any(elected));
}

/// What is said of merged incomes: which way the deductions went and what the other way comes to, also where both cost the same; the
/// relief of other policies; the cap only where it is passed; a step only where there is something.
#[test]
fn what_is_said_of_merged_incomes() {
    let shop = |form: Form, profit: &str, income: &str, keys: &str| Case {
        comprehensive_income: yuan(income),
        ..business(2024, form, profit).owner(keys)
    };
    let proprietor = Form::SoleProprietorship;
    // Off 90,000 it saves 6,000, and off 140,000 of comprehensive income too: it stays there.
    let even = beside(shop(proprietor, "40000", "140000", ""), "sole-proprietorship", "50000").assess();
    let way = Assumption::DeductedFromComprehensiveIncome { tax: yuan("12980"), otherwise: yuan("12980") };
    assert!(even.record.assumed.contains(&way), "{:?}", even.record.assumed);
    let has = |found: &Assessment, what: What| found.record.steps.iter().any(|step| step.what == what);
    assert!(!has(&even, What::PersonalDeduction) && !has(&even, What::MergedRelief));
    assert!(!even.record.assumed.iter().any(|of| matches!(of, Assumption::ReducedOnOwnIncome { .. })));
    assert!(!even.record.steps.iter().any(|step| step.line == Line::IitWage));
    // 5,000 of other policies, before the half: 150,000 less 60,000 bear 7,500.
    let relieved = beside(shop(Form::IndividualBusiness, "100000", "0", "other_relief = 5000"), "sole-proprietorship", "50000").assess();
    let reliefs: Vec<Money> = relieved.record.steps.iter().filter(|step| step.what == What::MergedRelief).map(|step| step.result).collect();
    // All 90,000 are the individual business's: (7,500 − 5,000) × 50%.
    assert_eq!(reliefs, [yuan("5000"), yuan("1250")]);
    // Of 200,000 less 60,000, 100,000 are: (9,500 − 5,000 × 100,000 ÷ 140,000) × 50%; by its share of all it were (17,500 − 5,000) × 50% ×
    // 5 ÷ 7.
    let shared = beside(shop(Form::IndividualBusiness, "100000", "0", "other_relief = 5000"), "sole-proprietorship", "100000").assess();
    let own = Assumption::ReducedOnOwnIncome { income: yuan("100000"), reduced: yuan("2964.29"), by_share: yuan("4464.29") };
    assert!(shared.record.assumed.contains(&own), "{:?}", shared.record.assumed);
    let refused = |income: &str| {
        let found = beside(shop(Form::IndividualBusiness, "1060000", "0", ""), "individual-business", income).assess();
        found.record.refused.iter().any(|of| matches!(of.reason, Reason::IncomeOverCap { .. }))
    };
    assert_eq!(["900000", "1000000", "1000000.01"].map(refused), [false, false, true]);
}
