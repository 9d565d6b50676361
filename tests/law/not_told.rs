//! What the facts suggest and do not tell is named beside the total, and nothing else is.

use crate::common::Case;
use huiqi::{Form, NotCounted};

fn named(case: &Case) -> Vec<NotCounted> {
    case.assess().record.not_counted
}

/// A quarter without a line of sales is named; a line of nothing says that nothing was sold. Quarters before the opening are none.
#[test]
fn quarters_without_sales() {
    let quarters = |case: &Case| {
        let of = |found: NotCounted| match found {
            NotCounted::NoSales { quarter } => Some(quarter),
            _ => None,
        };
        named(case).into_iter().filter_map(of).collect::<Vec<_>>()
    };
    let case = Case::new(2024).sale("05", "services", "100", "").sale("Q3", "services", "0", "");
    assert_eq!(quarters(&case), [1, 4]);
    let mut opened = case;
    opened.tables += "[operation]\nfrom = \"05\"\n";
    assert_eq!(quarters(&opened), [4]);
}

/// A mine without minerals.
#[test]
fn minerals_of_a_mine() {
    let of = |industry: &str, more: &str| {
        let mut case = Case::new(2024).sale("Q4", "goods", "10000", "");
        case.industry = industry.into();
        let case = if more.is_empty() { case } else { case.with("resource", more) };
        named(&case).contains(&NotCounted::Minerals)
    };
    let coal = "period = \"Q4\"; mineral = \"coal\"; amount = 10000; rate = \"5%\"";
    assert_eq!([of("B0610", ""), of("B0610", coal), of("F5213", "")], [true, false, false]);
}

/// Premises stand on land, which is told apart; that of housing let is not taxed (财税〔2008〕24号 art. 2(2)).
#[test]
fn land_under_premises() {
    let of = |property: &str, land: &str| {
        let case = Case::new(2024).sale("Q4", "services", "10000", "").with("property", property);
        let case = if land.is_empty() { case } else { case.with("land", land) };
        named(&case).contains(&NotCounted::LandHeld)
    };
    let (own, housing) = ("original_value = 100000", "annual_rent = 3000; housing = true");
    assert_eq!([of(own, ""), of(own, "area = 10; unit_amount = \"6元\""), of(housing, "")], [true, false, false]);
}

/// Rent that is received, and goods that a company sells, suggest premises and contracts; a line of nothing does not.
#[test]
fn premises_let_and_contracts_of_sale() {
    let of = |kind: &str, amount: &str, told: NotCounted| {
        named(&Case::new(2024).form(Form::Company).sale("Q4", kind, amount, "")).contains(&told)
    };
    let lets = |kind: &str, amount: &str| of(kind, amount, NotCounted::PremisesLet);
    assert_eq!([lets("real-estate-lease", "0"), lets("real-estate-lease", "1"), lets("housing-lease", "1")], [false, true, true]);
    let sells = |amount: &str| of("goods", amount, NotCounted::SalesContracts);
    assert_eq!([sells("0"), sells("1")], [false, true]);
}
