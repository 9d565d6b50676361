//! Sums of many lines pass what one line may be, and their products pass 64 bits: they are rounded no worse. What passes
//! every limit stops the program.

use huiqi::{MAX_AMOUNT, MAX_LINES, Money, Rate};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};
use std::panic::catch_unwind;

const MOST: i64 = MAX_AMOUNT.fen() * MAX_LINES as i64;

fn rounded(yuan: Decimal) -> Decimal {
    yuan.round_dp_with_strategy(2, MidpointAwayFromZero)
}

proptest! {
    #[test]
    fn large_sums_equal_decimals(fen in -MOST..=MOST, millionths in 0i64..2_000_000, months in 0i64..=12) {
        let (money, rate) = (Money::from_fen(fen), Decimal::new(millionths, 6));
        prop_assert_eq!(money.times(Rate::from_millionths(millionths)).to_decimal(), rounded(money.to_decimal() * rate));
        prop_assert_eq!(money.part(months, 12).to_decimal(), rounded(money.to_decimal() * Decimal::from(months) / Decimal::from(12)));
        // The quotient of a division has no end: compare it by multiplying back.
        let net = money.net_of(Rate::from_millionths(millionths)).to_decimal();
        let error = (net * (Decimal::ONE + rate) - money.to_decimal()).abs();
        prop_assert!(error <= (Decimal::ONE + rate) * Decimal::new(5, 3));
    }
}

#[test]
fn a_half_goes_away_from_zero_however_large() {
    let percent = Rate::from_millionths(10_000);
    for (fen, tax) in [(50, 1), (49, 0), (-50, -1), (-49, 0), (0, 0)] {
        for hundreds in [0, 1, MOST / 100] {
            let (fen, tax) = (fen + 100 * hundreds * if fen < 0 { -1 } else { 1 }, tax + hundreds * if fen < 0 { -1 } else { 1 });
            assert_eq!(Money::from_fen(fen).times(percent), Money::from_fen(tax), "{fen}");
            assert_eq!(Money::from_fen(fen).part(1, 100), Money::from_fen(tax), "{fen}");
        }
    }
}

#[test]
fn past_every_limit_is_no_amount() {
    let (most, one) = (Money::from_fen(i64::MAX), Money::from_fen(1));
    assert_eq!(most - one + one, most);
    assert!(catch_unwind(|| most + one).is_err());
    assert!(catch_unwind(|| -most - one - one).is_err());
    assert!(catch_unwind(|| -Money::from_fen(i64::MIN)).is_err());
    assert!(catch_unwind(|| [most, one].into_iter().sum::<Money>()).is_err());
    assert_eq!((-one, -Money::ZERO), (Money::from_fen(-1), Money::ZERO));
}
