//! When returns are filed (申报期限): of VAT and what is levied on it, of income tax in advance and at its settlement.

use super::{Rule, Slot};
use crate::base::calendar::Period;
use crate::base::names::{Filing, Line};
use crate::base::source::{Section, count, word};
use crate::{Date, Month, Quarter};

/// Days after the end of a filing period (自期满之日起……日内申报纳税).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct VatFiling {
    days: u32,
}

impl Rule for VatFiling {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(VatFiling { days: parameters.required("days", count(31, &["日", "天"]))? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::VatFiling]
    }
}

impl VatFiling {
    /// The last day for filing the period that a month lies in; holidays may move it.
    pub(crate) fn last_day(&self, filing: Filing, month: Month, year: i32) -> Option<Date> {
        let period = match filing {
            Filing::Monthly => Period::Month(month),
            Filing::Quarterly => Period::Quarter(month.quarter()),
        };
        day_after(period, self.days, year)
    }
}

/// Income tax is prepaid by quarters and settled after the year (预缴、汇算清缴).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IncomePrepayment {
    tax: Line,
    days: u32,
    /// The last month of the year after for the settlement.
    settle_by: Month,
}

impl Rule for IncomePrepayment {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (tax, days) = (parameters.required("tax", word), parameters.required("days", count(31, &["日", "天"])));
        let settle_by = parameters.required("settle_by_month", count(12, &["月"])).and_then(Month::from_number);
        Some(IncomePrepayment { tax: tax?, days: days?, settle_by: settle_by? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::IncomePrepayment(self.tax)]
    }
}

impl IncomePrepayment {
    /// The last day for prepaying a quarter.
    pub(crate) fn last_day(&self, quarter: Quarter, year: i32) -> Option<Date> {
        day_after(Period::Quarter(quarter), self.days, year)
    }

    /// The last day for the settlement of a year.
    pub(crate) fn settlement(&self, year: i32) -> Option<Date> {
        let next = match self.settle_by.number() {
            12 => Date::from_ymd_opt(year.saturating_add(2), 1, 1),
            number => Date::from_ymd_opt(year.saturating_add(1), number.saturating_add(1), 1),
        };
        next?.pred_opt()
    }
}

fn day_after(period: Period, days: u32, year: i32) -> Option<Date> {
    match period.months().last()?.number() {
        12 => Date::from_ymd_opt(year.saturating_add(1), 1, days),
        number => Date::from_ymd_opt(year, number.saturating_add(1), days),
    }
}
