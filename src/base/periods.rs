//! Months and quarters as people write them.

use crate::base::message::{Expected, Message};
use crate::base::source::{Parsed, Value, count, text};
use crate::base::typed::half_width;
use crate::{Month, Period, Quarter};

/// A month or quarter of `year`, and whether it was written with its year.
pub(crate) fn period_of(value: &Value<'_>, year: i32) -> Parsed<(Period, bool)> {
    let wrong = || value.wrong(Expected::Period);
    let written = text(value).or_else(|_| count(12, &[])(value).map(|number| number.to_string())).map_err(|_| wrong())?;
    let (own, period) = written_period(&written).ok_or_else(wrong)?;
    if own.is_some_and(|own| own != year) {
        return Err(Message::PeriodOfAnotherYear { found: written, year }.into());
    }
    Ok((period.ok_or_else(wrong)?, own.is_some()))
}

/// A month of `year`, and whether it was written with its year.
pub(crate) fn month_of(value: &Value<'_>, year: i32) -> Parsed<(Month, bool)> {
    match period_of(value, year)? {
        (Period::Month(month), dated) => Ok((month, dated)),
        _ => Err(Message::MonthExpected.into()),
    }
}

/// A period as people write it, with its year if they write one: `Q1`, `03`, `3`, `2022-Q1`, 一季度, 3月, 2022年第一季度.
fn written_period(written: &str) -> Option<(Option<i32>, Option<Period>)> {
    let written = half_width(written).trim().to_uppercase();
    let (year, rest) = match written.split_once('-').or_else(|| written.split_once('年')) {
        Some((year, rest)) => (Some(year.parse().ok()?), rest),
        None => (None, written.as_str()),
    };
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    let quarter = rest.strip_prefix('Q').or_else(|| rest.strip_suffix("季度")).or_else(|| rest.strip_suffix('季'));
    let period = match quarter {
        Some(quarter) => number(quarter).and_then(Quarter::from_number).map(Period::Quarter),
        None => number(rest.strip_suffix("月份").or_else(|| rest.strip_suffix('月')).unwrap_or(rest))
            .and_then(Month::from_number)
            .map(Period::Month),
    };
    Some((year, period))
}

/// A number up to twelve, in digits or Chinese.
fn number(written: &str) -> Option<u32> {
    const CHINESE: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let in_chinese = CHINESE.iter().zip(1..).find(|(name, _)| **name == written).map(|(_, number)| number);
    in_chinese.or_else(|| written.parse().ok())
}
