//! Who opened or closed in the year deducts 5,000 for each month of operation: 国家税务总局公告2014年第25号, 个人所得税法 art. 6.

use crate::common::{Case, pack, yuan};
use huiqi::trace::What;
use huiqi::{Form, Line, Money, Month};

fn shop(profit: &str, operation: &str) -> Case {
    let mut case = Case::new(2024).net().monthly().sale("12", "goods", "1000万元", "");
    case.comprehensive_income = Money::ZERO;
    let mut case = case.with_profit(profit);
    if !operation.is_empty() {
        case.tables += &format!("[operation]\n{operation}\n");
    }
    case
}

/// Opened in July with a profit of 150,000: 120,000 are taxed, 13,500, halved.
#[test]
fn opened_in_july() {
    assert_eq!(shop("150000", "").payable(Line::IitBusiness), yuan("3750"));
    assert_eq!(shop("150000", "from = \"07\"").payable(Line::IitBusiness), yuan("6750"));
    assert_eq!(shop("150000", "to = \"06\"").payable(Line::IitBusiness), yuan("6750"));
    let of = |operation: &str, what: What| {
        shop("150000", operation).assess().record.steps.iter().find(|step| step.what == what).map(|step| step.result)
    };
    assert_eq!(of("from = \"02\"", What::PersonalDeduction), Some(yuan("55000")));
    assert_eq!(of("from = \"02\"", What::BasicOfMonths), Some(yuan("55000")));
    assert_eq!(of("from = \"12\"", What::BasicOfMonths), Some(yuan("5000")));
    assert_eq!((of("from = \"01\"", What::BasicOfMonths), of("from = \"01\"", What::PersonalDeduction)), (None, Some(yuan("60000"))));
}

/// A company that closed in September tells staff and assets of three quarters; of the fourth where it sold anything then, and a line of
/// nothing sold is no sale.
#[test]
fn staff_of_the_quarters_that_a_company_ran_in() {
    let told = |amount: &str| {
        let case = Case::new(2024).form(Form::Company).sale("Q1", "goods", "1000", "").sale("Q4", "goods", amount, "");
        let (text, quarter) = (case.toml(), "Q4 = { staff = [5, 5], assets = [\"100万元\", \"100万元\"] }\n");
        assert!(text.contains(quarter));
        let profile = huiqi::Profile::parse(&text.replace(quarter, ""), "case.toml", pack()).expect("read");
        let found = huiqi::amounts(&pack().rules(2024, profile.place, None).expect("covered"), &profile, Form::Company);
        found.map(|_| ()).map_err(|error| error.problems().iter().map(|problem| problem.code()).collect::<Vec<_>>())
    };
    assert_eq!([told("0"), told("1")], [Ok(()), Err(vec!["scale-missing-in-quarter"])]);
}

/// Prepayments deduct 5,000 for each month of operation so far.
#[test]
fn prepayments_of_who_opened_in_july() {
    let mut case = shop("150000", "from = \"07\"");
    case.tables += "[prepayment]\nprofits = [0, 0, 60000, 90000]\n";
    let profile = case.profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let found = huiqi::prepayments(&rules, &profile, Form::IndividualBusiness).expect("computed");
    assert_eq!(found.installments.iter().map(|of| of.taxable).collect::<Vec<_>>(), ["0", "0", "45000", "120000"].map(yuan));
    assert_eq!(found.settled, yuan("6750"));
}

/// A conversion in October: three months of the shop that opened in July, three of what it becomes.
#[test]
fn a_conversion_cuts_the_months_of_operation() {
    let mut case = Case::new(2024).net().monthly().sale("08", "goods", "90000", "").sale("11", "goods", "90000", "");
    (case.comprehensive_income, case.other_costs) = (Money::ZERO, Money::ZERO);
    case.tables += "[operation]\nfrom = \"07\"\n";
    let profile = case.profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let october = Month::from_number(10).expect("a month");
    let after = huiqi::compare_converting(&rules, &profile, october, &[Form::SoleProprietorship]).expect("compared").after.remove(0);
    let deducted: Vec<Money> =
        after.record.steps.iter().filter(|step| step.what == What::PersonalDeduction).map(|step| step.result).collect();
    // The incomes of both are one: the six months together.
    assert_eq!(deducted, [yuan("15000"), yuan("30000")]);
}

/// Who has comprehensive income may take 5,000 a month off business income, or the whole 60,000 off the other.
#[test]
fn the_election_of_who_opened_in_july() {
    let mut case = shop("150000", "from = \"07\"");
    case.comprehensive_income = yuan("1");
    assert_eq!(case.payable(Line::IitBusiness), yuan("6750"));
}

/// Staff and assets of a company are averaged over the quarters that it ran.
#[test]
fn the_average_of_the_quarters_run() {
    let cit = |operation: &str, staff: [Option<(u32, u32)>; 4]| {
        let case = shop("100000", operation).form(Form::Company).with_profit("100000");
        let quarter = |(name, staff): (&str, Option<(u32, u32)>)| {
            let (opening, close) = staff?;
            Some(format!("{name} = {{ staff = [{opening}, {close}], assets = [1, 1] }}\n"))
        };
        let scale: String = ["Q1", "Q2", "Q3", "Q4"].into_iter().zip(staff).filter_map(quarter).collect();
        let text: String = case.toml().lines().filter(|line| !line.starts_with('Q')).map(|line| format!("{line}\n")).collect();
        let text = text.replace("[scale]\n", &format!("[scale]\n{scale}"));
        let profile = huiqi::Profile::parse(&text, "case.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
        let rules = pack().rules(2024, profile.place, None).expect("covered");
        huiqi::amounts(&rules, &profile, Form::Company).expect("assessed").lines[Line::Cit].payable()
    };
    let (small, not_small) = (yuan("5000"), yuan("25000"));
    assert_eq!(cit("from = \"07\"", [None, None, Some((400, 300)), Some((300, 200))]), small);
    assert_eq!(cit("from = \"07\"", [None, None, Some((402, 300)), Some((300, 200))]), not_small);
    assert_eq!(cit("", [Some((400, 400)), Some((400, 400)), Some((400, 400)), Some((400, 200))]), not_small);
}

#[test]
fn months_run_forwards() {
    let text = shop("150000", "from = \"07\"\nto = \"06\"").toml();
    assert!(huiqi::Profile::parse(&text, "case.toml", pack()).is_err_and(|error| error.is_profile()));
}

/// The rent of premises let is told for the months that they were let, and taxed whole: it is not divided by months.
#[test]
fn rent_received_is_not_divided_by_months() {
    let tax = |let_out: &str| {
        let case = Case::new(2019).sale("Q1", "services", "1000", "").with("property", &format!("annual_rent = 96000; {let_out}"));
        case.assess().amounts.lines[Line::Property].due
    };
    assert_eq!([tax(""), tax("from = \"06\"; to = \"06\""), tax("from = \"07\"")], [yuan("11520"), yuan("11520"), yuan("11520")]);
    // The original value is for a year, and is.
    let case =
        |months: &str| Case::new(2019).sale("Q1", "services", "1000", "").with("property", &format!("original_value = 1000000{months}"));
    let value = |months: &str| case(months).assess().amounts.lines[Line::Property].due;
    assert_eq!(value("; from = \"06\"; to = \"06\"").fen() * 12, value("").fen());
}
