//! Amounts, rates and the only arithmetic on them.
//!
//! Inside, money is whole fen and a rate is whole millionths, both `i64`; products go through `i128`, so nothing is
//! ever approximate. Where people and files write or read a figure it is a [`Decimal`]; a property test holds the two
//! equal. Every rounding names its mode; the only one the returns use is half up (四舍五入).

mod operators;

use crate::base::typed::half_width;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use std::fmt;

/// The largest single amount that may enter: ten thousand million yuan (100亿元).
///
/// With at most [`MAX_LINES`] lines of it in a profile no sum comes near the limit of `i64`.
pub const MAX_AMOUNT: Money = Money(1_000_000_000_000);

/// How many lines (sales, contracts, properties …) one profile may hold.
pub const MAX_LINES: usize = 4096;

/// An amount of money in whole fen (分); 100 fen are one yuan (元).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// A rate (税率, 征收率, 比例) in whole millionths: 3% is 30,000 and 0.05‰ is 50.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i64);

const MILLION: i64 = 1_000_000;
const RATE_ONE: i128 = 1_000_000;

/// 四舍五入 of a quotient: a half away from zero. The divisor is positive.
#[inline]
const fn half_up(dividend: i64, divisor: i64) -> i64 {
    let divisor = divisor.unsigned_abs();
    // At most 2⁶³ + 2⁶²: this never wraps, and only the least number has a magnitude of 2⁶³, whose negative it is.
    let Some(magnitude) = dividend.unsigned_abs().wrapping_add(divisor / 2).checked_div(divisor) else { past_limits() };
    if dividend < 0 { magnitude.cast_signed().wrapping_neg() } else { magnitude.cast_signed() }
}

/// A product of two 64-bit numbers, which 128 bits always hold.
#[inline]
const fn product(one: i64, other: i64) -> i128 {
    (one as i128).wrapping_mul(other as i128)
}

/// A 128-bit number times a 64-bit one.
#[inline]
fn wide(one: i128, other: i64) -> i128 {
    match i64::try_from(one) {
        Ok(one) => product(one, other),
        Err(_) => one.checked_mul(i128::from(other)).unwrap_or_else(|| past_limits()),
    }
}

/// No input gets here: amounts, lines and rates are limited at the door so that no figure comes near the bounds of its
/// type. One that wrapped or stuck at a bound would be a wrong amount that looks right.
#[cold]
#[allow(clippy::panic)]
const fn past_limits() -> ! {
    panic!("an amount past the limits of huiqi::Money")
}

fn overflow() -> Money {
    past_limits()
}

impl Money {
    /// Zero.
    pub const ZERO: Money = Money(0);

    /// An amount of whole fen.
    ///
    /// ```
    /// assert_eq!(huiqi::Money::from_fen(123_456).to_string(), "1,234.56");
    /// ```
    #[must_use]
    pub const fn from_fen(fen: i64) -> Money {
        Money(fen)
    }

    /// The amount in fen.
    ///
    /// ```
    /// assert_eq!(huiqi::Money::parse("1.5万").unwrap().fen(), 1_500_000);
    /// ```
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan, exactly.
    ///
    /// ```
    /// assert_eq!(huiqi::Money::from_fen(-50).to_decimal().to_string(), "-0.50");
    /// ```
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// An amount in yuan; `None` when it has parts of a fen or is past [`MAX_AMOUNT`] either way.
    ///
    /// ```
    /// use huiqi::Money;
    ///
    /// assert_eq!(Money::from_decimal("1234.5".parse().unwrap()), Some(Money::from_fen(123_450)));
    /// assert_eq!(Money::from_decimal("0.005".parse().unwrap()), None); // half a fen
    /// ```
    #[must_use]
    pub fn from_decimal(yuan: Decimal) -> Option<Money> {
        let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        if fen.scale() != 0 {
            return None;
        }
        let fen = i64::try_from(fen.mantissa()).ok()?;
        (fen.unsigned_abs() <= MAX_AMOUNT.0.unsigned_abs()).then_some(Money(fen))
    }

    /// Reads an amount as people write it: `120000`, `1,200.50`, `12万元`, `1.5亿元`, `300元`.
    ///
    /// ```
    /// use huiqi::Money;
    /// assert_eq!(Money::parse("12万元"), Some(Money::from_fen(12_000_000)));
    /// assert_eq!(Money::parse("1,200.50"), Some(Money::from_fen(120_050)));
    /// assert_eq!(Money::parse("0.001"), None); // less than a fen
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Money> {
        let text = &half_width(text);
        let text = text.trim();
        let text = text.strip_prefix(['¥', '￥']).map_or(text, str::trim_start);
        let text = text.strip_suffix('元').unwrap_or(text);
        let (digits, unit) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
            (Some(rest), _) => (rest, 10_000_i64),
            (_, Some(rest)) => (rest, 100_000_000),
            _ => (text, 1),
        };
        let number = parse_number(digits)?;
        Money::from_decimal(number.checked_mul(Decimal::from(unit))?)
    }

    /// The amount times a rate, rounded half up to the fen.
    ///
    /// ```
    /// use huiqi::{Money, Rate};
    ///
    /// // 0.05 × 10% is half a fen, which goes up.
    /// assert_eq!(Money::from_fen(5).times(Rate::parse("10%").unwrap()), Money::from_fen(1));
    /// assert_eq!(Money::parse("40万").unwrap().times(Rate::parse("3%").unwrap()).to_string(), "12,000.00");
    /// ```
    #[must_use]
    pub fn times(self, rate: Rate) -> Money {
        // Almost every product fits 64 bits, where a divisor that the compiler knows costs a multiplication.
        match self.0.checked_mul(rate.0) {
            Some(product) => Money(half_up(product, MILLION)),
            None => self.exactly_times(rate).round_half_up(),
        }
    }

    /// The net amount of a tax-inclusive price: price ÷ (1 + rate), rounded half up to the fen.
    ///
    /// ```
    /// use huiqi::{Money, Rate};
    ///
    /// let price = Money::parse("40.4万").unwrap();
    /// assert_eq!(price.net_of(Rate::parse("1%").unwrap()).to_string(), "400,000.00");
    /// ```
    #[must_use]
    pub fn net_of(self, rate: Rate) -> Money {
        let divisor = Rate::ONE.plus(rate).0;
        match self.0.checked_mul(MILLION) {
            Some(product) => Money(half_up(product, divisor)),
            None => Ratio::new(product(self.0, MILLION), i128::from(divisor)).round_half_up(),
        }
    }

    /// `numerator` out of `denominator` equal parts of the amount, rounded half up to the fen.
    ///
    /// ```
    /// use huiqi::Money;
    ///
    /// let year = Money::parse("100").unwrap();
    /// assert_eq!(year.part(2, 12).to_string(), "16.67"); // two months of it
    /// ```
    #[must_use]
    pub fn part(self, numerator: i64, denominator: i64) -> Money {
        Ratio::new(product(self.0, numerator), i128::from(denominator)).round_half_up()
    }

    /// The amount so many times.
    pub(crate) fn times_whole(self, count: i64) -> Money {
        self.0.checked_mul(count).map_or_else(overflow, Money)
    }

    /// The amount, or zero when it is negative.
    ///
    /// ```
    /// use huiqi::Money;
    ///
    /// assert_eq!(Money::from_fen(-1).at_least_zero(), Money::ZERO);
    /// assert_eq!(Money::from_fen(1).at_least_zero(), Money::from_fen(1));
    /// ```
    #[must_use]
    pub fn at_least_zero(self) -> Money {
        self.max(Money::ZERO)
    }

    /// Exact `rate` of the amount, not yet rounded.
    pub(crate) fn exactly_times(self, rate: Rate) -> Ratio {
        Ratio::new(product(self.0, rate.0), RATE_ONE)
    }

    /// The digits for a machine: `-1234.56`, always two places, no separators.
    ///
    /// ```
    /// assert_eq!(huiqi::Money::from_fen(-123_456).plain(), "-1234.56");
    /// ```
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", fen / 100, fen % 100)
    }

    /// As a reader sees a change: with a plus sign where it is more.
    pub(crate) fn signed(self) -> String {
        if self > Money::ZERO { format!("+{self}") } else { self.to_string() }
    }
}

/// A number with optional thousands separators (ASCII or full width), nothing else.
fn parse_number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(w, f)| (w, Some(f)));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split([',', '，']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3;
    if !digits(first) || !grouped || !rest.iter().all(|g| g.len() == 3 && digits(g)) {
        return None;
    }
    if fraction.is_some_and(|f| !digits(f)) || whole.len().saturating_add(fraction.map_or(0, str::len)) > 26 {
        return None;
    }
    let joined = format!("{sign}{first}{}.{}", rest.concat(), fraction.unwrap_or("0"));
    joined.parse().ok()
}

impl Rate {
    /// No rate.
    pub const ZERO: Rate = Rate(0);
    /// All of it: 100%.
    pub const ONE: Rate = Rate(1_000_000);

    /// A rate in millionths.
    ///
    /// ```
    /// use huiqi::Rate;
    ///
    /// assert_eq!(Rate::from_millionths(30_000), Rate::parse("3%").unwrap());
    /// ```
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Rate {
        Rate(millionths)
    }

    /// The rate in millionths.
    ///
    /// ```
    /// assert_eq!(huiqi::Rate::parse("0.05‰").unwrap().millionths(), 50);
    /// ```
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// One minus the rate.
    ///
    /// ```
    /// use huiqi::Rate;
    ///
    /// assert_eq!(Rate::parse("25%").unwrap().complement(), Rate::parse("75%").unwrap());
    /// ```
    #[must_use]
    pub const fn complement(self) -> Rate {
        Rate::ONE.minus(self)
    }

    /// The decimal for a machine: `0.03` is 3%, with as many places as it needs.
    ///
    /// ```
    /// assert_eq!(huiqi::Rate::parse("3%").unwrap().plain(), "0.03");
    /// ```
    #[must_use]
    pub fn plain(self) -> String {
        Decimal::new(self.0, 6).normalize().to_string()
    }

    /// The difference of two rates.
    ///
    /// ```
    /// use huiqi::Rate;
    ///
    /// // A levy rate of 3% of which 1% is charged.
    /// assert_eq!(Rate::parse("3%").unwrap().minus(Rate::parse("1%").unwrap()).to_string(), "2%");
    /// ```
    #[must_use]
    pub const fn minus(self, other: Rate) -> Rate {
        match self.0.checked_sub(other.0) {
            Some(millionths) => Rate(millionths),
            None => past_limits(),
        }
    }

    /// The sum of two rates.
    ///
    /// ```
    /// use huiqi::Rate;
    ///
    /// assert_eq!(Rate::parse("3%").unwrap().plus(Rate::parse("2%").unwrap()), Rate::from_millionths(50_000));
    /// ```
    #[must_use]
    pub const fn plus(self, other: Rate) -> Rate {
        match self.0.checked_add(other.0) {
            Some(millionths) => Rate(millionths),
            None => past_limits(),
        }
    }

    /// Reads `"3%"` or `"0.3‰"`; at most six places after the point, from 0 to 1000%.
    ///
    /// ```
    /// use huiqi::Rate;
    /// assert_eq!(Rate::parse("1.5%"), Some(Rate::from_millionths(15_000)));
    /// assert_eq!(Rate::parse("0.05‰"), Some(Rate::from_millionths(50)));
    /// assert_eq!(Rate::parse("0.03"), None); // a rate says what it is of
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Rate> {
        let text = &half_width(text);
        let text = text.trim();
        let (digits, unit) = match (text.strip_suffix('%'), text.strip_suffix('‰')) {
            (Some(rest), _) => (rest, 10_000),
            (_, Some(rest)) => (rest, 1_000),
            _ => return None,
        };
        let millionths = parse_number(digits)?.checked_mul(Decimal::from(unit))?.normalize();
        if millionths.scale() != 0 {
            return None;
        }
        let millionths = i64::try_from(millionths.mantissa()).ok()?;
        (0..=10_000_000).contains(&millionths).then_some(Rate(millionths))
    }
}

/// An exact fraction of fen, for what the law computes without rounding between lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// `numerator ÷ denominator`; the denominator is positive by construction at every call.
    pub(crate) fn new(numerator: i128, denominator: i128) -> Ratio {
        debug_assert!(denominator > 0);
        Ratio { numerator, denominator }
    }

    pub(crate) fn minus(self, other: Ratio) -> Ratio {
        if other.numerator == 0 {
            return self;
        }
        let checked = || {
            if self.denominator == other.denominator {
                return Some(Ratio::new(self.numerator.checked_sub(other.numerator)?, self.denominator));
            }
            let (left, right) = (self.numerator.checked_mul(other.denominator)?, other.numerator.checked_mul(self.denominator)?);
            Some(Ratio::new(left.checked_sub(right)?, self.denominator.checked_mul(other.denominator)?))
        };
        checked().unwrap_or_else(|| past_limits())
    }

    pub(crate) fn plus(self, other: Ratio) -> Ratio {
        self.minus(Ratio::new(other.numerator.checked_neg().unwrap_or_else(|| past_limits()), other.denominator))
    }

    pub(crate) fn times(self, rate: Rate) -> Ratio {
        Ratio::new(wide(self.numerator, rate.0), wide(self.denominator, MILLION))
    }

    pub(crate) fn times_whole(self, factor: i64) -> Ratio {
        Ratio::new(wide(self.numerator, factor), self.denominator)
    }

    pub(crate) fn minus_money(self, amount: Money) -> Ratio {
        let less = wide(self.denominator, amount.0);
        Ratio::new(self.numerator.checked_sub(less).unwrap_or_else(|| past_limits()), self.denominator)
    }

    pub(crate) fn divided_by(self, divisor: i64) -> Ratio {
        Ratio::new(self.numerator, wide(self.denominator, divisor))
    }

    pub(crate) fn is_less_than(self, amount: Money) -> bool {
        self.numerator < wide(self.denominator, amount.0)
    }

    /// 四舍五入 to a multiple of `step` (the old stamp duty's tenth of a yuan).
    pub(crate) fn round_half_up_to(self, step: Money) -> Money {
        self.divided_by(step.0.max(1)).round_half_up().times_whole(step.0.max(1))
    }

    /// 四舍五入: to the nearest fen, a half away from zero.
    pub(crate) fn round_half_up(self) -> Money {
        // 64-bit division is several times faster than 128-bit, and most amounts fit it.
        if let (Ok(numerator), Ok(denominator)) = (i64::try_from(self.numerator), i64::try_from(self.denominator)) {
            return Money(half_up(numerator, denominator));
        }
        let (magnitude, divisor) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let quotient = magnitude.wrapping_add(divisor / 2).checked_div(divisor).and_then(|fen| i64::try_from(fen).ok());
        let rounded = quotient.map_or_else(overflow, Money);
        if self.numerator < 0 { -rounded } else { rounded }
    }
}

impl From<Money> for Ratio {
    fn from(amount: Money) -> Ratio {
        Ratio::new(i128::from(amount.0), 1)
    }
}

impl fmt::Display for Money {
    /// For people: `-1,234.56`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let mut text = String::with_capacity(digits.len().saturating_add(8));
        if self.0 < 0 {
            text.push('-');
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && digits.len().saturating_sub(i).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text.push_str(&format!(".{:02}", self.0.unsigned_abs() % 100));
        f.pad(&text)
    }
}

impl fmt::Display for Rate {
    /// As the law prints it: `3%`, `1.5%`, `0.3‰`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_mille = self.0 != 0 && self.0 <= 1_000;
        let (unit, sign) = if per_mille { (3, "‰") } else { (4, "%") };
        let number = Decimal::new(self.0, unit).normalize();
        f.pad(&format!("{number}{sign}"))
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

#[cfg(test)]
mod tests;
