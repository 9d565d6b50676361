//! Periods as people write them.

use super::kinds::{Context, FactType, Kind, Writing};
use super::problem::FactProblem;
use crate::base::message::{Expected, Message};
use crate::base::source::{Parsed, Value, count, text};
use crate::base::tree::Node;
use crate::{Month, Period, Quarter};

/// A month or quarter of `year`, and whether it was written with its year.
pub(crate) fn period_of(value: &Value<'_>, year: i32) -> Parsed<(Period, bool)> {
    let wrong = || value.wrong(Expected::Period);
    let written = text(value).or_else(|_| count(12, &[])(value).map(|number| number.to_string())).map_err(|_| wrong())?;
    let (own, period) = written_period(&written).ok_or_else(wrong)?;
    if own.is_some_and(|own| own != year) {
        return Err(FactProblem::PeriodOfAnotherYear { found: written, year }.into());
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

/// A month or quarter `back` years before that of the profile.
fn period(value: &Value<'_>, context: &Context<'_>, back: i32) -> Parsed<Period> {
    let (period, dated) = period_of(value, context.year.get().saturating_sub(back))?;
    context.dated.set(context.dated.get() || dated);
    Ok(period)
}

/// A period as people write it, with its year if they write one: `Q1`, `03`, `3`, `2022-Q1`, 一季度, 3月, 2022年第一季度.
fn written_period(written: &str) -> Option<(Option<i32>, Option<Period>)> {
    let written = written.trim().to_uppercase();
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

impl FactType for Period {
    type Told = Period;
    const KIND: Kind = Kind::Period;
    fn blank() -> Period {
        Period::Year
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Period> {
        period(value, context, 0)
    }
    fn write(told: &Period, writing: &Writing<'_>) -> Node<'static> {
        writing.period(*told, 0)
    }
}

/// A month or quarter of the year before.
pub(crate) struct PeriodBefore;

impl FactType for PeriodBefore {
    type Told = Period;
    const KIND: Kind = Kind::Period;
    fn blank() -> Period {
        Period::Year
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Period> {
        period(value, context, 1)
    }
    fn write(told: &Period, writing: &Writing<'_>) -> Node<'static> {
        writing.period(*told, 1)
    }
}

impl FactType for Month {
    type Told = Month;
    const KIND: Kind = Kind::Month;
    fn blank() -> Month {
        Month::JANUARY
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Month> {
        let (month, dated) = month_of(value, context.year.get())?;
        context.dated.set(context.dated.get() || dated);
        Ok(month)
    }
    fn write(told: &Month, writing: &Writing<'_>) -> Node<'static> {
        writing.period(Period::Month(*told), 0)
    }
}
