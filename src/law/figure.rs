//! Figures as instruments print them: amounts, rates, counts and days, in Arabic and in Chinese numerals.

use crate::Date;
#[cfg(feature = "strategies")]
use crate::Rate;
use crate::base::names::Bound;
use crate::base::words::Vocabulary;
use chrono::Datelike;
use std::fmt;

/// One figure, without its notation: `10万元` and `十万元` are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Figure {
    /// In fen.
    Amount(i64),
    /// In millionths.
    Rate(i64),
    /// So many of a unit; lengths are in centimetres.
    Count(i64, Unit),
    /// A day.
    Day(Date),
    /// A month of a year, as its first day.
    Month(Date),
    /// A whole year.
    Year(i32),
    /// Whether the limit itself belongs to what stays within it.
    Within(bool),
    /// A number without a unit.
    Bare(i64),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Persons,
    Years,
    Months,
    Days,
    Times,
    Centimetres,
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = |number: i64, places: u32| rust_decimal::Decimal::new(number, places).normalize();
        match self {
            Figure::Amount(fen) => write!(f, "{}元", decimal(*fen, 2)),
            Figure::Rate(millionths) => write!(f, "{}%", decimal(*millionths, 4)),
            Figure::Count(number, unit) => {
                let unit = match unit {
                    Unit::Persons => "人",
                    Unit::Years => "年",
                    Unit::Months => "个月",
                    Unit::Days => "日",
                    Unit::Times => "倍",
                    Unit::Centimetres => "厘米",
                };
                write!(f, "{number}{unit}")
            }
            Figure::Day(day) => write!(f, "{}年{}月{}日", day.year(), day.month(), day.day()),
            Figure::Month(first) => write!(f, "{}年{}月", first.year(), first.month()),
            Figure::Year(year) => write!(f, "{year}年"),
            Figure::Within(true) => f.write_str("含本数"),
            Figure::Within(false) => f.write_str("不含本数"),
            Figure::Bare(number) => write!(f, "{number}"),
        }
    }
}

impl Figure {
    /// Nothing: a lower limit of zero is no limit, so that no instrument prints it.
    pub(super) fn is_zero(self) -> bool {
        matches!(self, Figure::Amount(0) | Figure::Rate(0) | Figure::Count(0, _) | Figure::Bare(0))
    }

    /// What a parameter of a policy file says. A code or the name of a period is a word.
    pub(super) fn of_parameter(written: &str) -> Vec<Figure> {
        if let Some(bound) = Bound::from_key(written) {
            return vec![Figure::Within(bound == Bound::NotMoreThan)];
        }
        if let Some(first) = written.len().eq(&7).then(|| format!("{written}-01").parse().ok()).flatten() {
            return vec![Figure::Month(first)];
        }
        // Words in Latin letters (`open`, `small-scale`, `Q1`) hold no figure of the law.
        if written.starts_with(|c: char| c.is_ascii_alphabetic()) || written.bytes().all(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        of_text(written)
    }

    /// The number of a month, where a parameter lists months (`"05"`).
    pub(super) fn month_of_parameter(written: &str) -> Option<Figure> {
        let number: i64 = written.parse().ok()?;
        (written.len() == 2 && (1..=12).contains(&number)).then_some(Figure::Count(number, Unit::Months))
    }
}

/// The figure that a number of a unit makes; `None` past the limits.
type Scale = fn(i64) -> Option<Figure>;

/// Units after a number, longest first where one begins another, with what one of them is worth.
const UNITS: [(&str, Scale); 24] = [
    ("亿元", |n| scaled(n, 10_000_000_000).map(Figure::Amount)),
    ("万元", |n| scaled(n, 1_000_000).map(Figure::Amount)),
    ("元", |n| scaled(n, 100).map(Figure::Amount)),
    ("角", |n| scaled(n, 10).map(Figure::Amount)),
    ("分", |n| scaled(n, 1).map(Figure::Amount)),
    ("个百分点", |n| scaled(n, 10_000).map(Figure::Rate)),
    ("个基点", |n| scaled(n, 100).map(Figure::Rate)),
    ("%", |n| scaled(n, 10_000).map(Figure::Rate)),
    ("％", |n| scaled(n, 10_000).map(Figure::Rate)),
    ("‰", |n| scaled(n, 1_000).map(Figure::Rate)),
    ("BP", |n| scaled(n, 100).map(Figure::Rate)),
    ("名", |n| count(n, Unit::Persons)),
    ("人", |n| count(n, Unit::Persons)),
    ("周年", |n| count(n, Unit::Years)),
    ("年", |n| count(n, Unit::Years)),
    ("个月", |n| count(n, Unit::Months)),
    ("月", |n| count(n, Unit::Months)),
    ("日", |n| count(n, Unit::Days)),
    ("天", |n| count(n, Unit::Days)),
    ("倍", |n| count(n, Unit::Times)),
    ("厘米", |n| count(n, Unit::Centimetres)),
    ("米", |n| scaled(n, 100).map(|number| Figure::Count(number, Unit::Centimetres))),
    ("亿", |n| scaled(n, 10_000_000_000).map(Figure::Amount)),
    ("万", |n| scaled(n, 1_000_000).map(Figure::Amount)),
];

/// Fractions before a number: 百分之五十.
const FRACTIONS: [(&str, i64); 3] = [("百分之", 10_000), ("千分之", 1_000), ("万分之", 100)];

/// Words that are figures.
const WORDS: [(&str, i64); 5] = [("减半", 500_000), ("一半", 500_000), ("半数", 500_000), ("一次性", 1_000_000), ("全额", 1_000_000)];

/// Words that say whether the limit belongs to what stays within it.
const BOUNDS: [(&str, bool); 10] = [
    ("以下（含本数）", true),
    ("不超过", true),
    ("未超过", true),
    ("以下", true),
    ("以内", true),
    ("未达到", false),
    ("低于", false),
    ("不足", false),
    ("不满", false),
    ("以下（不含", false),
];

/// Numbers are read in millionths of one, so that 0.05‰ is exact.
const ONE: i64 = 1_000_000;

pub(super) fn scaled(millionths: i64, by: i64) -> Option<i64> {
    let product = i128::from(millionths).checked_mul(i128::from(by))?;
    let one = i128::from(ONE);
    (product.checked_rem(one)? == 0).then(|| product.checked_div(one).and_then(|whole| i64::try_from(whole).ok())).flatten()
}

fn count(millionths: i64, unit: Unit) -> Option<Figure> {
    scaled(millionths, 1).map(|number| Figure::Count(number, unit))
}

/// Every figure of a text, in its order. Ordinals (第四季度) and numerals inside words (一般) are none.
pub(super) fn of_text(text: &str) -> Vec<Figure> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let (mut rest, mut found) = (text.as_str(), Vec::new());
    while let Some(next) = rest.chars().next() {
        rest = step(rest, &mut found).unwrap_or_else(|| rest.get(next.len_utf8()..).unwrap_or_default());
    }
    found
}

/// The share that a text says, where it says one: 减半征收 is a half.
#[cfg(feature = "strategies")]
pub(crate) fn share_said(text: &str) -> Option<Rate> {
    let mut shares = of_text(text).into_iter().filter_map(|figure| match figure {
        Figure::Rate(millionths) => Some(Rate::from_millionths(millionths)),
        _ => None,
    });
    shares.next().filter(|_| shares.next().is_none())
}

/// Reads what stands at the beginning, and says where to go on.
fn step<'t>(text: &'t str, found: &mut Vec<Figure>) -> Option<&'t str> {
    if let Some(after) = text.strip_prefix('第') {
        return number(after).map(|(_, after)| after);
    }
    // The longest words first: 以下（含本数） before 以下.
    let bound = BOUNDS.iter().filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len());
    if let Some((word, within)) = bound {
        found.push(Figure::Within(*within));
        return text.strip_prefix(word);
    }
    if let Some((word, millionths)) = WORDS.iter().find(|(word, _)| text.starts_with(word)) {
        found.push(Figure::Rate(*millionths));
        return text.strip_prefix(word);
    }
    for (before, by) in FRACTIONS {
        if let Some((value, after)) = text.strip_prefix(before).and_then(number) {
            found.extend(scaled(value, by).map(Figure::Rate));
            return Some(after);
        }
    }
    if let Some((day, after)) = day(text).or_else(|| day_of_same_year(text, found.last()?)) {
        found.push(day);
        return Some(after);
    }
    let (value, after) = number(text)?;
    let arabic = text.starts_with(|c: char| c.is_ascii_digit());
    for (unit, read) in UNITS {
        if let Some(after) = after.strip_prefix(unit) {
            found.extend(read(value));
            return Some(after);
        }
    }
    if arabic {
        found.push(scaled(value, 1).map_or(Figure::Bare(value), Figure::Bare));
    }
    Some(after)
}

/// `2027年12月31日`, `2023年4月`, `2022年底`, `2022年`, in either kind of numerals.
fn day(text: &str) -> Option<(Figure, &str)> {
    let whole = |text| number(text).and_then(|(value, after)| Some((scaled(value, 1)?, after)));
    let (year, after) = whole(text)?;
    let year = i32::try_from(year).ok().filter(|year| (1900..2100).contains(year))?;
    let after = after.strip_prefix('年')?;
    for end in ["年底", "底", "年末", "末"] {
        if let Some(after) = after.strip_prefix(end) {
            return Some((Figure::Day(Date::from_ymd_opt(year, 12, 31)?), after));
        }
    }
    let Some((month, after)) = whole(after).and_then(|(month, after)| Some((month, after.strip_prefix('月')?))) else {
        return Some((Figure::Year(year), after));
    };
    let month = u32::try_from(month).ok()?;
    let first = Date::from_ymd_opt(year, month, 1)?;
    match whole(after).and_then(|(day, after)| Some((day, after.strip_prefix('日')?))) {
        Some((day, after)) => Some((Figure::Day(Date::from_ymd_opt(year, month, u32::try_from(day).ok()?)?), after)),
        None => Some((Figure::Month(first), after)),
    }
}

/// `至5月31日` after a day: of the same year.
fn day_of_same_year<'t>(text: &'t str, before: &Figure) -> Option<(Figure, &'t str)> {
    let (Figure::Day(before) | Figure::Month(before)) = before else { return None };
    let (month, after) = number(text)?;
    let (day, after) = number(after.strip_prefix('月')?)?;
    let whole = |value: i64| scaled(value, 1).and_then(|value| u32::try_from(value).ok());
    Some((Figure::Day(Date::from_ymd_opt(before.year(), whole(month)?, whole(day)?)?), after.strip_prefix('日')?))
}

/// A number in millionths, in Arabic or Chinese numerals, and what follows it.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    if end > 0 {
        let (digits, after) = text.split_at_checked(end)?;
        let value: rust_decimal::Decimal = digits.parse().ok()?;
        let millionths = value.checked_mul(rust_decimal::Decimal::from(ONE))?;
        return millionths.is_integer().then(|| i64::try_from(millionths).ok()).flatten().map(|value| (value, after));
    }
    chinese(text)
}

/// `六万` stops before 万: the unit 万元 holds it.
fn chinese(text: &str) -> Option<(i64, &str)> {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|known| known == c).and_then(|at| i64::try_from(at).ok());
    let digit = |c: char| {
        digit(c).or(match c {
            '零' | '○' => Some(0),
            '两' => Some(2),
            _ => None,
        })
    };
    let place = |c: char| match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    };
    let (mut total, mut last, mut row, mut end) = (0_i64, None::<i64>, 0_usize, 0_usize);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(value) = digit(c) {
            // Digits in a row are a number written out: 二〇二七.
            last = Some(last.map_or(value, |before| before.saturating_mul(10).saturating_add(value)));
            row = row.saturating_add(1);
        } else if let Some(worth) = place(c).filter(|_| row <= 1) {
            total = total.saturating_add(last.take().unwrap_or(1).saturating_mul(worth));
            row = 0;
        } else {
            break;
        }
        end = at.saturating_add(c.len_utf8());
        if chars.peek().is_some_and(|(_, next)| *next == '点') {
            return decimal(total.saturating_add(last.unwrap_or_default()), text.get(end..)?, digit);
        }
    }
    let value = total.saturating_add(last.unwrap_or_default()).saturating_mul(ONE);
    (end > 0).then(|| text.get(end..).map(|after| (value, after))).flatten()
}

/// The digits after 点: 一点五.
fn decimal(whole: i64, text: &str, digit: impl Fn(char) -> Option<i64>) -> Option<(i64, &str)> {
    let text = text.strip_prefix('点')?;
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    let (mut value, mut worth) = (whole.saturating_mul(ONE), ONE);
    for c in text.get(..end)?.chars() {
        worth = worth.checked_div(10)?;
        value = value.saturating_add(digit(c)?.saturating_mul(worth));
    }
    Some((value, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        of_text(text).iter().map(Figure::to_string).collect()
    }

    #[test]
    fn figures_are_read_as_instruments_print_them() {
        assert_eq!(said("月销售额10万元以下（含本数）"), ["100000元", "含本数"]);
        assert_eq!(said("每一纳税年度减除费用六万元"), ["60000元"]);
        assert_eq!(said("百分之五十，50%，3‰，万分之零点五，千分之三"), ["50%", "50%", "0.3%", "0.005%", "0.3%"]);
        assert_eq!(said("减半征收；一次性计入"), ["50%", "100%"]);
        assert_eq!(said("自2019年1月1日至二〇二七年十二月三十一日"), ["2019年1月1日", "2027年12月31日"]);
        assert_eq!(said("五年，三十六个月，季度终了后十五日内，次年三月"), ["5年", "36个月", "15日", "3个月"]);
        assert_eq!(said("一般纳税人，第四季度，统一，第一百二十条"), [""; 0]);
        assert_eq!(
            said("不足一角，五分，4.2米，LPR-150BP，两倍，2022年底，300人"),
            ["不含本数", "0.1元", "0.05元", "420厘米", "1.5%", "2倍", "2022年12月31日", "300人"]
        );
        assert_eq!(said("一千二百三十四元，百分之一点五，4亿元，未达到10万元"), ["1234元", "1.5%", "400000000元", "不含本数", "100000元"]);
        assert_eq!(said("自2020年3月1日至5月31日"), ["2020年3月1日", "2020年5月31日"]);
        assert_eq!(said("2022年5月至2023年4月，2022年"), ["2022年5月", "2023年4月", "2022年"]);
        assert_eq!(said("12"), ["12"]);
    }

    #[cfg(feature = "strategies")]
    #[test]
    fn a_share_is_said_where_there_is_one() {
        assert_eq!([share_said("减半征收"), share_said("自2022年1月1日起，2万元以下的减按25%")], ["50%", "25%"].map(Rate::parse));
        assert_eq!([share_said("减按25%，再减半"), share_said("2万元以下的免征")], [None; 2]);
    }

    #[test]
    fn a_parameter_says_a_figure_or_a_word() {
        let of = |written: &str| Figure::of_parameter(written).iter().map(Figure::to_string).collect::<Vec<_>>();
        assert_eq!(of("10万元"), ["100000元"]);
        assert_eq!(of("not-more-than"), ["含本数"]);
        assert_eq!(of("less-than"), ["不含本数"]);
        assert_eq!(of("2023-02"), ["2023年2月"]);
        for word in ["open", "Q1", "62", "C", "same-month"] {
            assert_eq!(of(word), [""; 0], "{word}");
        }
        assert_eq!(Figure::month_of_parameter("05"), Some(Figure::Count(5, Unit::Months)));
        assert_eq!(Figure::month_of_parameter("52"), None);
        assert!(Figure::Amount(0).is_zero() && !Figure::Rate(1).is_zero());
    }
}
