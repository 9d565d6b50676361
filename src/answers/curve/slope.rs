//! Marginal rates: the slope of a stretch as a fraction, exact where it is a simple one.

use rust_decimal::RoundingStrategy::MidpointAwayFromZero;

/// A marginal rate (边际税率): so much for each unit of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Slope {
    /// Of the simplest fraction that fits the whole stretch.
    pub numerator: i64,
    /// Of the same; positive.
    pub denominator: i64,
    /// The stretch is so wide that no other fraction of such a small denominator fits: the rate is this.
    pub exact: bool,
    /// How far the rate may lie from that fraction, in millionths; nothing where it is exact.
    pub error: i64,
}

/// By how much the denominator must undercut what chance would give before a fraction counts as exact.
const SURE: i128 = 50;

impl Slope {
    /// Of a stretch of `width` over which a figure rises by `rise`, each end rounded by up to `slack` together.
    pub(super) fn of(rise: i64, width: i64, slack: i64) -> Option<Slope> {
        if width <= 0 {
            return None;
        }
        let (rise, width, slack) = (i128::from(rise), i128::from(width), i128::from(slack));
        let (low, high) = (rise - slack, rise + slack);
        let (numerator, denominator) = if low <= 0 && high >= 0 {
            (0, 1)
        } else if low > 0 {
            simplest(low, high, width)
        } else {
            let (n, d) = simplest(-high, -low, width);
            (-n, d)
        };
        let exact = denominator * denominator * 2 * slack.max(1) * SURE <= width;
        let error = if exact { 0 } else { i64::try_from((4_000_000 * slack + width) / (2 * width)).unwrap_or(i64::MAX) };
        Some(Slope { numerator: i64::try_from(numerator).ok()?, denominator: i64::try_from(denominator).ok()?, exact, error })
    }

    /// In millionths, rounded half up.
    ///
    /// ```
    /// use huiqi::{Axis, Curve, Figure, Form, Line, Variable};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let range = Some((15_000_000, 20_000_000)); // an owner's wage of 150,000 to 200,000 yuan
    /// let curve = Curve::of(&rules, &shop, Form::OnePersonCompany, Axis::of(Variable::Wage), range, &|| ())?;
    /// let slope = curve.stretches[0].slope(Figure::Line(Line::IitWage)).unwrap();
    /// assert_eq!((slope.numerator, slope.denominator, slope.millionths()), (1, 10, 100_000));
    /// # Ok::<(), huiqi::CurveError>(())
    /// ```
    #[must_use]
    pub fn millionths(self) -> i64 {
        let doubled = i128::from(self.numerator) * 2_000_000;
        let denominator = i128::from(self.denominator.max(1));
        let rounded = (doubled.abs() + denominator) / (2 * denominator);
        i64::try_from(rounded * doubled.signum()).unwrap_or(i64::MAX)
    }
}

impl std::fmt::Display for Slope {
    /// `10%`, `0.9901%`; after `≈` where it does not end, or is known only so far: then with no more places than are sure.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let millionths = self.millionths();
        let ends = i128::from(millionths) * i128::from(self.denominator) == i128::from(self.numerator) * 1_000_000;
        let sign = if self.exact && ends { "" } else { "≈" };
        let places = match self.error {
            0 => 4,
            1..=5 => 3,
            6..=50 => 2,
            51..=500 => 1,
            _ => 0,
        };
        let percent = rust_decimal::Decimal::new(millionths, 4).round_dp_with_strategy(places, MidpointAwayFromZero);
        f.pad(&format!("{sign}{}%", percent.normalize()))
    }
}

/// The fraction of the smallest denominator between `low / of` and `high / of`, both positive: by continued fractions.
fn simplest(low: i128, high: i128, of: i128) -> (i128, i128) {
    let whole = low / of;
    if whole * of == low {
        return (whole, 1);
    }
    if (whole + 1) * of <= high {
        return (whole + 1, 1);
    }
    // Both ends lie between `whole` and the next: turn what is left upside down.
    let (n, d) = simplest_between(of, high - whole * of, of, low - whole * of);
    (whole * n + d, n)
}

/// The same between `a / b` and `c / d`, `a / b <= c / d`, with ends of their own denominators.
fn simplest_between(a: i128, b: i128, c: i128, d: i128) -> (i128, i128) {
    let whole = a / b;
    if whole * b == a {
        return (whole, 1);
    }
    if (whole + 1) * d <= c {
        return (whole + 1, 1);
    }
    let (n, m) = simplest_between(d, c - whole * d, b, a - whole * b);
    (whole * n + m, n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_simple_rate_is_recognised() {
        let of = |rise, width, slack| Slope::of(rise, width, slack).expect("wide enough");
        assert_eq!(of(100_000, 1_000_000, 3).to_string(), "10%");
        assert_eq!(of(990_099, 100_000_000, 3), Slope { numerator: 1, denominator: 101, exact: true, error: 0 });
        assert_eq!(of(990_099, 100_000_000, 3).to_string(), "≈0.9901%");
        assert_eq!(of(-3_500_000, 100_000_000, 3).to_string(), "-3.5%");
        assert!(!of(30, 400, 3).exact);
        // 5.4945% would claim more than 100 yuan of input can tell.
        assert_eq!(of(54_945, 1_000_000, 200).to_string(), "≈5.5%");
        assert_eq!(of(2, 1_000_000, 3), Slope { numerator: 0, denominator: 1, exact: true, error: 0 });
    }

    proptest! {
        /// What is found fits, and nothing simpler does.
        #[test]
        fn the_simplest_fraction_is_found(rise in 1i64..5_000, width in 1i64..5_000, slack in 0i64..40) {
            let found = Slope::of(rise, width, slack).expect("wide enough");
            let fits = |n: i64, d: i64| (n * width - rise * d).abs() <= slack * d;
            prop_assert!(fits(found.numerator, found.denominator), "{found:?}");
            for d in 1..found.denominator {
                let near = rise * d / width;
                prop_assert!((near - 1..=near + 1).all(|n| !fits(n, d)), "{d} {found:?}");
            }
        }
    }
}
