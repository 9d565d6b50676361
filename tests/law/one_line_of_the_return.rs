//! Box 1 of the small-scale return holds all sales that are taxed alike, under ordinary and special invoices: rounded once.

use crate::common::{Case, yuan};
use huiqi::{Line, Money};

fn quarter(sales: &[(&str, &str)]) -> (Money, Money) {
    let case = sales.iter().fold(Case::new(2024), |case, (amount, more)| case.sale("Q1", "services", amount, more));
    let vat = case.assess().amounts.lines[Line::Vat];
    (vat.due, vat.relief)
}

const SPECIAL: &str = "invoice = \"special\"";

/// 300,000.50 and 100,000.50 apart: 297,030.20 and 99,010.40 net, 8,910.91 and 2,970.31; together 396,040.59, 11,881.22.
#[test]
fn ordinary_and_special_invoices_are_one_line() {
    assert_eq!(quarter(&[("300000.50", ""), ("100000.50", SPECIAL)]), (yuan("11881.22"), yuan("7920.81")));
    assert_eq!(quarter(&[("400001", "")]), (yuan("11881.22"), yuan("7920.81")));
}

/// Under the threshold only the special invoices are taxed: a box of their own.
#[test]
fn exempt_sales_stand_apart() {
    assert_eq!(quarter(&[("200000.50", ""), ("50000.50", SPECIAL)]), (yuan("5940.61") + yuan("1485.16"), yuan("5940.61") + yuan("990.11")));
    // In 2022 sales at 3% are exempt whatever their size, and special invoices taxed.
    let case = Case::new(2022).sale("Q2", "services", "600000", "").sale("Q2", "services", "103000", SPECIAL);
    assert_eq!(case.payable(Line::Vat), yuan("3000"));
}

/// Sales invoiced at the statutory rate have another net price and stay apart, and so does another kind of sale: another column.
#[test]
fn other_rates_and_columns_stay_apart() {
    let waived = quarter(&[("400000", ""), ("103000", "invoice = \"special\"\nlevy_rate = \"3%\"")]);
    assert_eq!(waived, (yuan("11881.19") + yuan("3000"), yuan("7920.79")));
    let case = Case::new(2024).sale("Q1", "services", "300000.50", "").sale("Q1", "goods", "100000.50", SPECIAL);
    assert_eq!(case.assess().amounts.lines[Line::Vat].due, yuan("8910.91") + yuan("2970.31"));
}
