//! What changes in the law between two days.

use super::mechanism::MeasureIx;
use super::pack::Pack;
use crate::{Date, Month};

/// Measures in force on one of two days only.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Changes {
    /// In force on the earlier day and not on the later: lapsed or superseded.
    pub ended: Vec<MeasureIx>,
    /// In force on the later day and not on the earlier.
    pub begun: Vec<MeasureIx>,
}

/// The days of a year on which a rule may be another: the first of each month, and the last of all.
pub(crate) fn days_that_count(year: i32) -> impl Iterator<Item = Date> {
    Month::all().filter_map(move |month| month.first_day(year)).chain(Date::from_ymd_opt(year, 12, 31))
}

impl Pack {
    /// The measures that begin and those that end between two days in a place, as known today.
    ///
    /// ```
    /// use huiqi::Date;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// let changes = pack.changes(day("2022-03-31"), day("2022-04-01"), 530302);
    /// let begun: Vec<&str> = changes.begun.iter().map(|index| pack.measure(*index).id.as_str()).collect();
    /// assert!(begun.contains(&"mof-sta-2022-15#vat-exemption"), "{begun:?}");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn changes(&self, from: Date, to: Date, place: u32) -> Changes {
        difference(&self.in_force(from, place, None), &self.in_force(to, place, None))
    }

    /// The measures in force at some time of one year and at no time of the other: nothing that began and ended in between is
    /// missed.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let changes = pack.changes_between_years(2022, 2023, 530302);
    /// let ended: Vec<&str> = changes.ended.iter().map(|index| pack.measure(*index).id.as_str()).collect();
    /// assert!(ended.contains(&"mof-sta-2022-15#vat-exemption"), "{ended:?}");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn changes_between_years(&self, from: i32, to: i32, place: u32) -> Changes {
        difference(&self.in_force_in_year(from, place, None), &self.in_force_in_year(to, place, None))
    }

    /// Everything in force at some time of a year: on the first of a month, or on the last day.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let exemption = pack.find_measures("mof-sta-2022-15#vat-exemption")[0];
    /// assert!(pack.in_force_in_year(2022, 530302, None).contains(&exemption));
    /// assert!(!pack.in_force_in_year(2023, 530302, None).contains(&exemption));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn in_force_in_year(&self, year: i32, place: u32, known_on: Option<Date>) -> Vec<MeasureIx> {
        let mut found: Vec<MeasureIx> = days_that_count(year).flat_map(|day| self.in_force(day, place, known_on)).collect();
        found.sort();
        found.dedup();
        found
    }

    /// The measure that took a measure's place on a day: one that rules the same, if there is one.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let changes = pack.changes_between_years(2022, 2023, 530302);
    /// let halving = pack.find_measures("yunnan-mof-sta-2022-4#halving")[0];
    /// let next = pack.successor(halving, &changes).map(|index| pack.measure(index).id.as_str());
    /// assert_eq!(next, Some("mof-sta-2023-12#halving"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn successor(&self, ended: MeasureIx, changes: &Changes) -> Option<MeasureIx> {
        let slots = &self.measure(ended).slots;
        changes.begun.iter().copied().find(|begun| self.measure(*begun).slots.iter().any(|slot| slots.contains(slot)))
    }
}

fn difference(before: &[MeasureIx], after: &[MeasureIx]) -> Changes {
    let only = |these: &[MeasureIx], those: &[MeasureIx]| these.iter().copied().filter(|index| !those.contains(index)).collect();
    Changes { ended: only(before, after), begun: only(after, before) }
}
