//! When returns are filed (申报期限): of VAT and what is levied on it, of income tax in advance and at its settlement.

use crate::base::calendar::Period;
use crate::base::names::{Filing, Line};
use crate::base::slot::{Part, Subject};
use crate::base::source::{Section, count, word};
use crate::law::{Kind, Rule};
use crate::{Date, Month, Quarter};

/// Days after the end of a filing period (自期满之日起……日内申报纳税).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct VatFiling {
    days: u32,
}

impl Rule for VatFiling {
    const DECIDES: &'static Subject = &Subject::monthly("vat-filing", "days for filing VAT", "增值税申报期限").always();

    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(VatFiling { days: parameters.required("days", count(31, &["日", "天"]))? })
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
    const DECIDES: &'static Subject =
        &Subject::annual("income-prepayment", "prepayment", "预缴").always_for(&[Part::Line(Line::IitBusiness), Part::Line(Line::Cit)]);

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (tax, days) = (parameters.required("tax", word), parameters.required("days", count(31, &["日", "天"])));
        let settle_by = parameters.required("settle_by_month", count(12, &["月"])).and_then(Month::from_number);
        Some(IncomePrepayment { tax: tax?, days: days?, settle_by: settle_by? })
    }
    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
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

/// The mechanisms of filing.
pub(crate) const MECHANISMS: &[Kind] = &[Kind::of::<VatFiling>(), Kind::of::<IncomePrepayment>()];

fn day_after(period: Period, days: u32, year: i32) -> Option<Date> {
    match period.months().last()?.number() {
        12 => Date::from_ymd_opt(year.saturating_add(1), 1, days),
        number => Date::from_ymd_opt(year, number.saturating_add(1), days),
    }
}
