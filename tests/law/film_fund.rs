//! The film development fund: 5% of the box office (财税〔2015〕91号 art. 7), and when it is not levied.

use crate::common::{Case, pack, yuan};
use huiqi::trace::What;
use huiqi::{Form, Line, Money, NotCounted, Profile};

/// A cinema that takes 100,000 for tickets in one period.
fn cinema(year: i32, period: &str) -> Case {
    let case = Case::new(year).sale("12", "services", "100000", "");
    case.with("box_office", &format!("period = \"{period}\"; amount = 100000"))
}

fn fund(case: &Case) -> (Money, Money) {
    let fund = case.amounts().lines[Line::FilmFund];
    (fund.due, fund.payable())
}

/// Not levied from January to August 2020 (公告2020年第26号) and from May to October 2023.
#[test]
fn by_date() {
    for (year, month, levied) in [
        (2019, "12", true),
        (2020, "01", false),
        (2020, "08", false),
        (2020, "09", true),
        (2020, "12", true),
        (2021, "01", true),
        (2023, "04", true),
        (2023, "05", false),
        (2023, "10", false),
        (2023, "11", true),
        (2027, "12", true),
    ] {
        let expected = if levied { "5000" } else { "0" };
        assert_eq!(fund(&cinema(year, month)), (yuan("5000"), yuan(expected)), "{year}-{month}");
        let reduced = cinema(year, month).assess().record.steps.iter().any(|step| step.what == What::FeeReduced);
        assert_eq!(reduced, !levied, "{year}-{month}");
    }
    for (year, month, eve, day) in [(2020, "08", "2020-05-12", "2020-05-13"), (2023, "05", "2023-05-20", "2023-05-21")] {
        assert_eq!([eve, day].map(|day| fund(&cinema(year, month).known_on(day)).1), ["5000", "0"].map(yuan));
    }
}

/// A cinema (GB/T 4754, 8760) that tells no box office is told what is not counted.
#[test]
fn a_cinema_without_box_office() {
    let said = |industry: &str, case: Case| {
        let case = Case { industry: industry.into(), ..case };
        case.assess().record.not_counted.contains(&NotCounted::BoxOffice)
    };
    let untold = || Case::new(2024).sale("12", "services", "100000", "");
    assert_eq!([said("R8760", untold()), said("R8760", cinema(2024, "12")), said("R8770", untold())], [true, false, false]);
}

/// In every form; it is a cost of the year; what is told twice of a month is rounded once.
#[test]
fn a_cost_in_every_form() {
    for form in [Form::IndividualBusiness, Form::SoleProprietorship, Form::OnePersonCompany, Form::Company] {
        let case = cinema(2024, "12").form(form);
        assert_eq!(fund(&case), (yuan("5000"), yuan("5000")), "{form:?}");
        let without = Case::new(2024).form(form).sale("12", "services", "100000", "").amounts();
        assert_eq!(without.profit - case.amounts().profit, yuan("5000"), "{form:?}");
    }
    let twice = |one: &str, other: &str| {
        let case = Case::new(2024).sale("12", "services", "100000", "");
        let case = case.with("box_office", &format!("period = \"{one}\"; amount = 0.09"));
        fund(&case.with("box_office", &format!("period = \"{other}\"; amount = 0.09"))).0.fen()
    };
    assert_eq!((twice("12", "12"), twice("11", "12")), (1, 0)); // 0.9 of a fen; 0.45 twice
}

/// A quarter may be told where one rule holds in it, and is asked for by month where the fund changes inside it.
#[test]
fn by_quarter() {
    for (year, quarter, levied) in [(2020, "Q1", false), (2020, "Q4", true), (2023, "Q1", true), (2023, "Q3", false), (2024, "Q2", true)] {
        assert_eq!(fund(&cinema(year, quarter)).1, yuan(if levied { "5000" } else { "0" }), "{year} {quarter}");
    }
    for (year, quarter) in [(2020, "Q3"), (2023, "Q2"), (2023, "Q4")] {
        let profile = Profile::parse(&cinema(year, quarter).toml(), "case.toml", pack()).expect("a profile");
        let rules = pack().rules(year, profile.place, None).expect("covered");
        let error = huiqi::assess(&rules, &profile, Form::IndividualBusiness).expect_err("a quarter that is cut").to_string();
        assert!(error.contains("Film development fund"), "{error}");
    }
    // Nothing is due on nothing, and no step says so.
    let empty = Case::new(2024).sale("12", "services", "100000", "").with("box_office", "period = \"12\"; amount = 0").assess();
    assert!(empty.record.steps.iter().all(|step| step.line != Line::FilmFund));
    let wrong = cinema(2024, "12").toml().replace("amount = 100000\n", "");
    assert!(Profile::parse(&wrong, "case.toml", pack()).is_err());
}
