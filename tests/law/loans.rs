//! Loans of which interest is subsidised: 财金〔2020〕21号 to September 2023, 财金〔2023〕75号 from October; 财金〔2025〕81号, 〔2026〕5号, and fixed
//! assets of small enterprises.

use crate::common::{Case, yuan};
use huiqi::Money;
use huiqi::trace::Reason;

fn loan(year: i32, more: &str) -> Case {
    let mut case = Case::new(year).net().sale("Q4", "goods", "100000", "");
    let lines = more.replace("; ", "\n");
    case.tables += &format!("[loan]\nrate = \"4%\"\nlpr = \"3.5%\"\nmonths = 12\n{lines}\n");
    case
}

fn grant(case: &Case) -> Money {
    case.amounts().grants
}

/// Half of the actual interest of a loan signed from October 2023; one signed before keeps its terms: what is above the LPR less 1.5%.
#[test]
fn the_day_of_the_contract() {
    let person = |signed: &str| grant(&loan(2024, &format!("borrower = \"person\"; principal = 200000; signed = {signed}")));
    assert_eq!((person("2023-09-30"), person("2023-10-01")), (yuan("4000"), yuan("4000")));
    let of =
        |principal: &str, signed: &str| grant(&loan(2024, &format!("borrower = \"person\"; principal = {principal}; signed = {signed}")));
    assert_eq!(
        (of("300000", "2023-10-01"), of("300000", "2023-09-30"), of("300000.01", "2023-10-01")),
        (yuan("6000"), Money::ZERO, Money::ZERO)
    );
    assert_eq!((of("200000", "2020-12-31"), of("300000", "2024-01-01")), (Money::ZERO, yuan("6000")));
    // Not said: as if signed when the year began.
    assert_eq!(grant(&loan(2023, "borrower = \"person\"; principal = 300000")), Money::ZERO);
    assert_eq!(grant(&loan(2024, "borrower = \"person\"; principal = 300000")), yuan("6000"));
}

/// A rate of the LPR and 150 basis points is the highest, of loans signed before October 2023 and after it.
#[test]
fn the_rate_over_the_lpr() {
    for signed in ["2023-09-30", "2023-10-01"] {
        let of = |rate: &str| {
            let lines = format!("borrower = \"person\"; principal = 100000; signed = {signed}");
            let case = loan(2024, &lines);
            grant(&Case { tables: case.tables.replace("rate = \"4%\"", &format!("rate = \"{rate}\"")), ..case })
        };
        assert!(of("5%") > Money::ZERO, "{signed}");
        assert_eq!(of("5.01%"), Money::ZERO, "{signed}");
    }
}

/// Enterprises: 4,000,000, a tenth of the staff newly hired, a twentieth above a hundred; three times.
#[test]
fn enterprises_and_how_often() {
    let of = |principal: &str, hires: u32, staff: u32, time: u32| {
        loan(
            2025,
            &format!(
                "borrower = \"enterprise\"; principal = {principal}; new_hires = {hires}; staff = {staff}; time = {time}; \
                    signed = 2024-01-01"
            ),
        )
    };
    assert_eq!(grant(&of("4000000", 10, 100, 3)), yuan("80000"));
    for refused in [of("4000000.01", 10, 100, 3), of("4000000", 9, 100, 3), of("4000000", 10, 100, 4), of("4000000", 5, 101, 1)] {
        assert_eq!(grant(&refused), Money::ZERO);
    }
    assert_eq!(grant(&of("4000000", 6, 101, 1)), yuan("80000"));
    let reasons: Vec<Reason> = of("100000", 10, 100, 4).assess().record.refused.into_iter().map(|refusal| refusal.reason).collect();
    assert!(reasons.contains(&Reason::SubsidisedTooOften { time: 4, most: 3 }));
}

/// 财金〔2023〕75号: three years of a person's loan, two of an enterprise's; the circular before it says no term here.
#[test]
fn start_up_loans_no_longer_than_the_term() {
    let of = |year: i32, borrower: &str, signed: &str, months: u32| {
        let lines = format!("borrower = \"{borrower}\"; principal = 120000; signed = {signed}; new_hires = 1; staff = 5");
        let case = loan(year, &lines);
        Case { tables: case.tables.replace("months = 12", &format!("months = {months}")), ..case }
    };
    // 200 a month; signed in May: eight months of the first year, four of the last.
    let last = |year: i32, borrower: &str| [4, 5].map(|months| grant(&of(year, borrower, "2024-05-31", months)));
    assert_eq!([last(2026, "enterprise"), last(2027, "person")], [[yuan("800"), yuan("800")]; 2]);
    let whole = |year: i32, borrower: &str| grant(&of(year, borrower, "2024-05-31", 12));
    assert_eq!([whole(2025, "enterprise"), whole(2025, "person"), whole(2026, "person")], [yuan("2400"); 3]);
    assert_eq!(whole(2027, "enterprise"), Money::ZERO);
    let refused = of(2027, "person", "2024-05-31", 12).assess().record.refused;
    assert!(refused.iter().any(|refusal| refusal.reason == Reason::BeyondTheTerm { months: 12, most: 4 }));
    assert!(grant(&of(2027, "person", "2023-09-30", 12)) > Money::ZERO);
}

/// A point of the interest of a service business, of 1,000,000 at most in 2025 and 10,000,000 in 2026; 1.5 points for fixed assets.
#[test]
fn points_of_interest() {
    let of = |year: i32, kind: &str, signed: &str, principal: &str| {
        let lines = format!("kind = \"{kind}\"; signed = {signed}; principal = \"{principal}\"; months = 6");
        Case::new(year).net().sale("Q4", "goods", "100000", "").with("subsidised_loans", &lines)
    };
    let service = |year: i32, signed: &str, principal: &str| grant(&of(year, "service", signed, principal));
    assert_eq!((service(2025, "2025-03-15", "80万"), service(2025, "2025-03-16", "80万")), (Money::ZERO, yuan("4000")));
    assert_eq!((service(2025, "2025-12-31", "200万"), service(2026, "2025-12-31", "200万")), (yuan("833.33"), yuan("5000")));
    assert_eq!((service(2026, "2026-01-01", "1000万"), service(2026, "2026-01-01", "1200万")), (yuan("50000"), yuan("50000")));
    let assets = |year: i32, signed: &str| of(year, "fixed-assets", signed, "6000万");
    assert_eq!((grant(&assets(2026, "2026-01-20")), grant(&assets(2026, "2025-12-31"))), (yuan("375000"), Money::ZERO));
    // Loans made since 1 January have it, under a circular of the 20th.
    assert_eq!(grant(&assets(2026, "2026-01-01")), yuan("375000"));
    assert_eq!(grant(&assets(2026, "2026-01-01").known_on("2026-01-19")), Money::ZERO);
    // Told where it is granted and where it is cut, each once.
    let told = |case: Case| {
        let record = case.assess().record;
        let over = |refused: &Reason| matches!(refused, Reason::AmountOver { .. });
        (record.benefits.len(), record.refused.iter().filter(|refusal| over(&refusal.reason)).count())
    };
    let signed = |principal: &str| told(of(2025, "service", "2025-05-01", principal));
    assert_eq!([signed("100万"), signed("1000000.01"), signed("80万")], [(1, 0), (1, 1), (1, 0)]);
    assert_eq!(told(of(2025, "service", "2025-03-15", "80万")), (0, 0));
    // One limit for all loans of one borrower under one measure.
    let two = of(2025, "service", "2025-05-01", "80万")
        .with("subsidised_loans", "kind = \"service\"; signed = 2025-06-01; principal = 800000; months = 6");
    assert_eq!(grant(&two), yuan("5000"));
}

/// A service loan has it for a year from its contract, one for fixed assets for two; months beyond are told and not granted.
#[test]
fn no_longer_than_the_term() {
    let of = |year: i32, kind: &str, signed: &str, months: u32| {
        let lines = format!("kind = \"{kind}\"; signed = {signed}; principal = 600000; months = {months}");
        Case::new(year).net().sale("Q4", "goods", "100000", "").with("subsidised_loans", &lines)
    };
    // 500 a month: from July six months of 2025, then six of 2026.
    let service = |year: i32, months: u32| grant(&of(year, "service", "2025-07-31", months));
    assert_eq!((service(2025, 6), service(2025, 7)), (yuan("3000"), yuan("3000")));
    assert_eq!((service(2026, 6), service(2026, 7), service(2027, 12)), (yuan("3000"), yuan("3000"), Money::ZERO));
    let assets = |year: i32, months: u32| grant(&of(year, "fixed-assets", "2026-07-01", months));
    assert_eq!((assets(2026, 6), assets(2027, 12)), (yuan("4500"), yuan("9000")));
    let beyond = |months: u32| {
        let refused = of(2026, "service", "2025-07-31", months).assess().record.refused;
        refused.into_iter().any(|refusal| matches!(refusal.reason, Reason::BeyondTheTerm { most: 6, months: told } if told == months))
    };
    assert_eq!([beyond(6), beyond(7)], [false, true]);
}
