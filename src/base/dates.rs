//! Months, quarters, tax years and the days a rule is valid.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A day (日期), without a time of day.
pub type Date = NaiveDate;

/// The years that a pack may cover and that facts may be of: whatever is beyond is a slip of the pen.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1950..=2099;

/// A calendar month of a year that is known from elsewhere: 0 is January.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u8);

impl Month {
    /// The first of a year.
    pub const JANUARY: Month = Month(0);

    /// The last of a year.
    pub const DECEMBER: Month = Month(11);

    /// All twelve.
    ///
    /// ```
    /// use huiqi::Month;
    ///
    /// assert_eq!(Month::all().count(), 12);
    /// assert_eq!(Month::all().next(), Some(Month::JANUARY));
    /// ```
    pub fn all() -> impl Iterator<Item = Month> {
        (0..12).map(Month)
    }

    /// From 1 (January) to 12 (December).
    ///
    /// ```
    /// use huiqi::Month;
    ///
    /// assert_eq!(Month::from_number(12), Some(Month::DECEMBER));
    /// assert_eq!(Month::from_number(0), None);
    /// ```
    #[must_use]
    pub fn from_number(number: u32) -> Option<Month> {
        u8::try_from(number).ok().filter(|n| (1..=12).contains(n)).map(|n| Month(n.saturating_sub(1)))
    }

    /// 1 for January.
    ///
    /// ```
    /// assert_eq!(huiqi::Month::DECEMBER.number(), 12);
    /// ```
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.0) + 1
    }

    /// Place in a year's table of twelve.
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The quarter it lies in.
    ///
    /// ```
    /// use huiqi::{Month, Quarter};
    ///
    /// assert_eq!(Month::JANUARY.quarter(), Quarter::FIRST);
    /// assert_eq!(Month::DECEMBER.quarter().number(), 4);
    /// ```
    #[must_use]
    pub fn quarter(self) -> Quarter {
        Quarter(self.0 / 3)
    }

    /// Its first day in `year`.
    ///
    /// ```
    /// let june = huiqi::Month::from_number(6).unwrap();
    /// assert_eq!(june.first_day(2023).unwrap().to_string(), "2023-06-01");
    /// ```
    #[must_use]
    pub fn first_day(self, year: i32) -> Option<Date> {
        Date::from_ymd_opt(year, self.number(), 1)
    }
}

/// A quarter (季度): 0 is January to March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(u8);

impl Quarter {
    /// January to March.
    pub const FIRST: Quarter = Quarter(0);

    /// All four.
    ///
    /// ```
    /// use huiqi::Quarter;
    ///
    /// let numbers: Vec<u32> = Quarter::all().map(Quarter::number).collect();
    /// assert_eq!(numbers, [1, 2, 3, 4]);
    /// ```
    pub fn all() -> impl Iterator<Item = Quarter> {
        (0..4).map(Quarter)
    }

    /// From 1 to 4.
    ///
    /// ```
    /// use huiqi::Quarter;
    ///
    /// assert_eq!(Quarter::from_number(1), Some(Quarter::FIRST));
    /// assert_eq!(Quarter::from_number(5), None);
    /// ```
    #[must_use]
    pub fn from_number(number: u32) -> Option<Quarter> {
        u8::try_from(number).ok().filter(|n| (1..=4).contains(n)).map(|n| Quarter(n.saturating_sub(1)))
    }

    /// 1 to 4.
    ///
    /// ```
    /// assert_eq!(huiqi::Quarter::FIRST.number(), 1);
    /// ```
    #[must_use]
    pub fn number(self) -> u32 {
        u32::from(self.0) + 1
    }

    /// Place in a year's table of four.
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// How many months of the year lie before it: at most nine, which never wraps.
    const fn months_before(self) -> u8 {
        self.0.wrapping_mul(3)
    }

    /// Its three months.
    ///
    /// ```
    /// use huiqi::{Month, Quarter};
    ///
    /// let summer = Quarter::from_number(3).unwrap();
    /// assert_eq!(summer.months().map(Month::number).collect::<Vec<_>>(), [7, 8, 9]);
    /// ```
    pub fn months(self) -> impl Iterator<Item = Month> {
        let first = self.months_before();
        (first..first.saturating_add(3)).map(Month)
    }
}

/// A filing period (纳税期限), or the year, of the year under assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One month.
    Month(Month),
    /// One quarter.
    Quarter(Quarter),
    /// The whole year.
    Year,
}

impl Period {
    /// The months of a year.
    pub(crate) const MONTHS: [Period; 12] = [
        Period::Month(Month(0)),
        Period::Month(Month(1)),
        Period::Month(Month(2)),
        Period::Month(Month(3)),
        Period::Month(Month(4)),
        Period::Month(Month(5)),
        Period::Month(Month(6)),
        Period::Month(Month(7)),
        Period::Month(Month(8)),
        Period::Month(Month(9)),
        Period::Month(Month(10)),
        Period::Month(Month(11)),
    ];

    /// The quarters of a year.
    pub(crate) const QUARTERS: [Period; 4] =
        [Period::Quarter(Quarter(0)), Period::Quarter(Quarter(1)), Period::Quarter(Quarter(2)), Period::Quarter(Quarter(3))];

    /// The first month of it.
    ///
    /// ```
    /// use huiqi::{Month, Period, Quarter};
    ///
    /// assert_eq!(Period::Quarter(Quarter::from_number(2).unwrap()).first_month().number(), 4);
    /// assert_eq!(Period::Year.first_month(), Month::JANUARY);
    /// ```
    #[must_use]
    pub fn first_month(self) -> Month {
        match self {
            Period::Month(month) => month,
            Period::Quarter(quarter) => Month(quarter.months_before()),
            Period::Year => Month(0),
        }
    }

    /// The months of it.
    ///
    /// ```
    /// use huiqi::{Month, Period, Quarter};
    ///
    /// assert_eq!(Period::Quarter(Quarter::FIRST).months().map(Month::number).collect::<Vec<_>>(), [1, 2, 3]);
    /// assert_eq!(Period::Year.months().count(), 12);
    /// ```
    pub fn months(self) -> impl Iterator<Item = Month> {
        let count = match self {
            Period::Month(_) => 1,
            Period::Quarter(_) => 3,
            Period::Year => 12,
        };
        let first = self.first_month().0;
        (first..first.saturating_add(count)).map(Month)
    }

    /// Whether a month lies in it.
    ///
    /// ```
    /// use huiqi::{Month, Period, Quarter};
    ///
    /// assert!(Period::Quarter(Quarter::FIRST).contains(Month::JANUARY));
    /// assert!(!Period::Quarter(Quarter::FIRST).contains(Month::DECEMBER));
    /// assert!(Period::Year.contains(Month::DECEMBER));
    /// ```
    #[must_use]
    pub fn contains(self, month: Month) -> bool {
        match self {
            Period::Month(own) => own == month,
            Period::Quarter(quarter) => month.0 / 3 == quarter.0,
            Period::Year => true,
        }
    }
}

/// Some of the months of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MonthSet(u16);

impl MonthSet {
    /// All twelve.
    pub(crate) const ALL: MonthSet = MonthSet(0xfff);

    /// The months that `is_in` says are in it.
    pub(crate) fn of(is_in: impl Fn(Month) -> bool) -> MonthSet {
        MonthSet(Month::all().filter(|month| is_in(*month)).fold(0, |set, month| set | 1 << month.0))
    }

    /// A month and all after it.
    pub(crate) fn from_month_on(first: Month) -> MonthSet {
        MonthSet(MonthSet::ALL.0 & (MonthSet::ALL.0 << first.0))
    }

    pub(crate) fn complement(self) -> MonthSet {
        MonthSet(MonthSet::ALL.0 & !self.0)
    }

    pub(crate) fn or(self, other: MonthSet) -> MonthSet {
        MonthSet(self.0 | other.0)
    }

    /// The months of some quarters.
    pub(crate) fn of_quarters(quarters: impl Iterator<Item = Quarter>) -> MonthSet {
        MonthSet(quarters.fold(0, |set, quarter| set | 0b111 << quarter.months_before()))
    }

    /// The months of a period.
    pub(crate) const fn of_period(period: Period) -> MonthSet {
        match period {
            Period::Month(month) => MonthSet(1 << month.0),
            Period::Quarter(quarter) => MonthSet(0b111 << quarter.months_before()),
            Period::Year => MonthSet::ALL,
        }
    }

    /// Whether a month is in it.
    pub(crate) fn has(self, month: Month) -> bool {
        self.0 & 1 << month.0 != 0
    }

    /// The first of them.
    pub(crate) fn first(self) -> Option<Month> {
        Month::all().find(|month| self.has(*month))
    }

    /// How many of these months are in it, and how many they are; all of them are (1, 1), which spares the counting.
    pub(crate) fn share_of(self, months: MonthSet) -> (i64, i64) {
        match self.0 & months.0 {
            inside if inside == months.0 => (1, 1),
            some => MonthSet(some).counted_of(months),
        }
    }

    /// Cold and apart, so that nobody counts who need not.
    #[cold]
    #[inline(never)]
    fn counted_of(self, months: MonthSet) -> (i64, i64) {
        (i64::from(self.0.count_ones()), i64::from(months.0.count_ones()))
    }
}

impl fmt::Display for Period {
    /// `03`, `Q1`, or nothing for the year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month(month) => f.pad(&format!("{:02}", month.number())),
            Period::Quarter(quarter) => f.pad(&format!("Q{}", quarter.number())),
            Period::Year => f.pad(""),
        }
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// Year.
    pub year: i32,
    /// Month.
    pub month: Month,
}

impl YearMonth {
    /// Months from one to another.
    pub(crate) fn months_since(self, earlier: YearMonth) -> i64 {
        let months = |at: YearMonth| i64::from(at.year).saturating_mul(12).saturating_add(i64::from(at.month.number()));
        months(self).saturating_sub(months(earlier))
    }

    /// The month after.
    pub(crate) fn next(self) -> YearMonth {
        match Month::from_number(self.month.number().saturating_add(1)) {
            Some(month) => YearMonth { year: self.year, month },
            None => YearMonth { year: self.year.saturating_add(1), month: Month::JANUARY },
        }
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month.number())
    }
}

/// The days on which a rule applies, both ends included; `to` is `None` where the law says no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    /// First day.
    pub from: Date,
    /// Last day, or none.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether the rule applies on `day`.
    ///
    /// ```
    /// use huiqi::{Date, Validity};
    ///
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// let year = Validity { from: day("2022-01-01"), to: Some(day("2022-12-31")) };
    /// assert!(year.contains(day("2022-12-31"))); // the last day is in it
    /// assert!(!year.contains(day("2023-01-01")));
    /// ```
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether some day lies in both.
    ///
    /// ```
    /// use huiqi::{Date, Validity};
    ///
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// let year = Validity { from: day("2022-01-01"), to: Some(day("2022-12-31")) };
    /// assert!(year.overlaps(&Validity { from: day("2022-12-31"), to: None }));
    /// assert!(!year.overlaps(&Validity { from: day("2023-01-01"), to: None }));
    /// ```
    #[must_use]
    pub fn overlaps(&self, other: &Validity) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// Begins on the first and ends on the last day of a month.
    pub(crate) fn on_month_bounds(&self) -> bool {
        self.from.day() == 1 && self.to.is_none_or(|to| to.succ_opt().is_none_or(|next| next.day() == 1))
    }

    /// Begins on 1 January and ends on 31 December.
    pub(crate) fn on_year_bounds(&self) -> bool {
        self.on_month_bounds() && self.from.month() == 1 && self.to.is_none_or(|to| to.month() == 12)
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => f.pad(&format!("{}–{to}", self.from)),
            None => f.pad(&format!("{}–", self.from)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_validity_are_in_it() {
        let day = |text: &str| text.parse::<Date>().unwrap_or_default();
        let valid = Validity { from: day("2022-04-01"), to: Some(day("2022-12-31")) };
        let expected = [("2022-03-31", false), ("2022-04-01", true), ("2022-12-31", true), ("2023-01-01", false)];
        for (text, inside) in expected {
            assert_eq!(valid.contains(day(text)), inside, "{text}");
        }
        assert!(valid.on_month_bounds() && !valid.on_year_bounds());
        let next = Validity { from: day("2022-12-31"), to: None };
        assert!(valid.overlaps(&next) && next.overlaps(&valid) && !next.on_month_bounds());
    }

    #[test]
    fn periods_know_their_months() {
        let months = |period: Period| period.months().map(Month::number).collect::<Vec<_>>();
        assert_eq!(Quarter::from_number(2).map(|q| months(Period::Quarter(q))), Some(vec![4, 5, 6]));
        assert_eq!(Month::from_number(12).map(|m| m.quarter().number()), Some(4));
        assert_eq!((Month::from_number(13), Quarter::from_number(0)), (None, None));
        assert_eq!(months(Period::Year).len(), 12);
        for period in Month::all().map(Period::Month).chain(Quarter::all().map(Period::Quarter)).chain([Period::Year]) {
            for month in Month::all() {
                assert_eq!(period.contains(month), period.months().any(|own| own == month));
                let since = MonthSet::from_month_on(month);
                assert_eq!(since, MonthSet::of(|other| other >= month));
                let count = |inside: &dyn Fn(Month) -> bool| period.months().filter(|own| inside(*own)).count() as i64;
                let whole = |share: (i64, i64)| if share == (1, 1) { (count(&|_| true), count(&|_| true)) } else { share };
                let months = MonthSet::of_period(period);
                assert_eq!(whole(since.share_of(months)), (count(&|own| own >= month), count(&|_| true)));
                assert_eq!(whole(since.complement().share_of(months)), (count(&|own| own < month), count(&|_| true)));
            }
        }
    }
}
