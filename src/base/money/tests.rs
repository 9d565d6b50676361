use super::*;
use proptest::prelude::*;
use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

#[test]
fn amounts_are_read_as_people_write_them() {
    for (text, fen) in [
        ("0", 0),
        ("120000", 12_000_000),
        ("1,200.50", 120_050),
        ("12万元", 12_000_000),
        ("3亿元", 30_000_000_000),
        ("0.10元", 10),
        ("-5", -500),
        ("1.23456万", 1_234_560),
    ] {
        assert_eq!(Money::parse(text), Some(Money(fen)), "{text}");
    }
    for text in ["", "x", "1.2.3", "12,34", "1,2345", "1234,567", "0.001", "1e5", "100.01亿元", "--1", "1.", ".5", "万元", "12 万 元 整"]
    {
        assert_eq!(Money::parse(text), None, "{text}");
    }
}

#[test]
fn rates_are_read_and_written_as_the_law_prints_them() {
    for text in ["3%", "1.5%", "0.3‰", "0.05‰", "100%", "0%", "150%"] {
        assert_eq!(Rate::parse(text).map(|r| r.to_string()).as_deref(), Some(text));
    }
    for text in ["0.03", "3", "-3%", "0.00001%", "1001%", "%"] {
        assert_eq!(Rate::parse(text), None, "{text}");
    }
}

#[test]
fn a_price_is_divided_before_it_is_taxed() {
    // 113.13 at 13% → 100.12 → 13.02, not 13.01.
    let net = Money::from_fen(11_313).net_of(Rate::from_millionths(130_000));
    assert_eq!(net, Money::from_fen(10_012));
    assert_eq!(net.times(Rate::from_millionths(130_000)), Money::from_fen(1_302));
}

#[test]
fn the_limit_is_the_largest_amount_and_no_more() {
    assert_eq!(Money::parse("100亿元"), Some(MAX_AMOUNT));
    assert_eq!(Money::parse("10000000000.01"), None);
}

proptest! {
    #[test]
    fn fixed_point_equals_decimals(fen in -MAX_AMOUNT.0..=MAX_AMOUNT.0, rate in 0i64..2_000_000) {
        let (money, rate_decimal) = (Money(fen), Decimal::new(rate, 6));
        let expected = (money.to_decimal() * rate_decimal).round_dp_with_strategy(2, MidpointAwayFromZero);
        prop_assert_eq!(money.times(Rate(rate)).to_decimal(), expected);
        // The quotient of a division has no end: compare it by multiplying back.
        let net = money.net_of(Rate(rate)).to_decimal();
        let error = (net * (Decimal::ONE + rate_decimal) - money.to_decimal()).abs();
        prop_assert!(error <= (Decimal::ONE + rate_decimal) * Decimal::new(5, 3));
    }

    #[test]
    fn what_is_written_is_read_back(fen in -MAX_AMOUNT.0..=MAX_AMOUNT.0) {
        prop_assert_eq!(Money::parse(&Money(fen).to_string()), Some(Money(fen)));
        prop_assert_eq!(Money::parse(&Money(fen).plain()), Some(Money(fen)));
        prop_assert_eq!(Money::from_decimal(Money(fen).to_decimal()), Some(Money(fen)));
    }
}
