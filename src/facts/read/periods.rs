//! Periods as people write them.

use crate::base::message::Expected;
use crate::base::message::Message;
use crate::base::source::{Parsed, Section, Value, count, text};
use crate::facts::Months;
use crate::facts::problem::FactProblem;
use crate::{Month, Period, Quarter};

/// Reads `Q1`, `03`, `3`, `2022-Q1`, `2022-03`, and notes whether the year was written.
pub(crate) struct PeriodReader<'d> {
    pub(crate) year: i32,
    pub(crate) dated: &'d std::cell::Cell<bool>,
}

impl PeriodReader<'_> {
    pub(crate) fn period(&self, value: &Value<'_>) -> Parsed<Period> {
        let written = text(value)
            .or_else(|wrong| count(12, &[])(value).map(|n| n.to_string()).map_err(|_| wrong))
            .map_err(|_| value.wrong(Expected::Period))?;
        let upper = written.trim().to_uppercase();
        let (year, rest) = match upper.split_once('-') {
            Some((year, rest)) => (Some(year.parse::<i32>().map_err(|_| value.wrong(Expected::Period))?), rest.to_string()),
            None => (None, upper),
        };
        if let Some(year) = year {
            self.dated.set(true);
            if year != self.year {
                return Err(FactProblem::PeriodOfAnotherYear { found: written, year: self.year }.into());
            }
        }
        let period = match rest.strip_prefix('Q') {
            Some(quarter) => quarter.parse().ok().and_then(Quarter::from_number).map(Period::Quarter),
            None => rest.parse().ok().and_then(Month::from_number).map(Period::Month),
        };
        period.ok_or_else(|| value.wrong(Expected::Period))
    }

    pub(crate) fn month(&self, value: &Value<'_>) -> Parsed<Month> {
        match self.period(value)? {
            Period::Month(month) => Ok(month),
            _ => Err(Message::MonthExpected.into()),
        }
    }

    /// `from` and `to` of a table: the whole year unless said otherwise.
    pub(super) fn months(&self, section: &Section<'_>) -> Option<Months> {
        let from = section.or("from", Month::from_number(1)?, |v| self.month(v));
        let to = section.or("to", Month::from_number(12)?, |v| self.month(v));
        let months = Months { from: from?, to: to? };
        if months.from > months.to {
            section.report_at(FactProblem::MonthsBackwards { from: months.from.number(), to: months.to.number() }, section.at("to"));
            return None;
        }
        Some(months)
    }
}
