//! The water conservancy fund: a rate of the place on sales, free for small sales (财税〔2016〕12号 art. 1).

use crate::common::{Case, yuan};
use huiqi::{Line, Money};

fn shop(sales: Money, monthly: bool, rate: &str) -> Case {
    let period = if monthly { "05" } else { "Q2" };
    let mut case = Case::new(2024).net().sale(period, "goods", &sales.plain(), "");
    case.industry = format!("F5213\"\nwater_fund_rate = \"{rate}");
    if monthly { case.monthly() } else { case }
}

#[test]
fn small_sales_are_free() {
    for (limit, monthly) in [("100000", true), ("300000", false)] {
        let of = |sales: Money| {
            let tax = shop(sales, monthly, "0.6‰").amounts().lines[Line::WaterFund];
            (tax.due, tax.payable())
        };
        let due = yuan(limit).times(huiqi::Rate::parse("0.6‰").expect("a rate"));
        assert_eq!(of(yuan(limit)), (due, Money::ZERO));
        assert_eq!(of(yuan(limit) + Money::from_fen(1)), (due, due));
    }
}

/// Without a rate there is none; with one it lowers the profit.
#[test]
fn where_a_place_levies_one() {
    let (with, without) = (shop(yuan("1000000"), false, "0.6‰").amounts(), shop(yuan("1000000"), false, "0%").amounts());
    assert_eq!(with.lines[Line::WaterFund].payable(), yuan("600"));
    assert_eq!((without.lines[Line::WaterFund].due, without.profit - with.profit), (Money::ZERO, yuan("600")));
}
