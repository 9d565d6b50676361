//! Whether the days of a measure are those that its instruments print.

use super::authority::Authority;
use super::document::{Document, Measure};
use super::figure::Figure;
use super::pack::Pack;
use super::printed::was_read;
use crate::Date;
use crate::base::error::At;
use crate::law::problem::LawProblem;
use chrono::Datelike;

/// Whether the days of a measure are those that are printed. An unprinted beginning is the day of issue, or follows another
/// rule of the same subject; an unprinted end is the eve of another.
pub(super) fn check(pack: &Pack, measure: &Measure, document: &Document) -> Vec<LawProblem> {
    if !was_read(measure.confidence) {
        return Vec::new();
    }
    let mut days = measure.days.clone();
    match measure.valid.to {
        Some(_) => days.to = days.to.or(days.either.take()),
        None => days.from = days.from.or(days.either.take()),
    }
    let mut found = Vec::new();
    let differs = |day: &str, says: String| LawProblem::PrintedDiffers { found: day.to_string(), printed: says };
    let from = measure.valid.from;
    match days.from {
        Some((figure, says)) => {
            if !begins(figure, measure).contains(&Some(from)) {
                found.push(differs(&from.to_string(), says));
            }
        }
        None => {
            let issued = begins(Figure::Day(document.issued_on), measure).contains(&Some(from));
            if !issued && !neighbours(pack, measure).any(|other| other.valid.to.and_then(|to| to.succ_opt()) == Some(from)) {
                found.push(LawProblem::BeginsUnprinted { day: from, issued: document.issued_on });
            }
        }
    }
    match (days.to, measure.valid.to) {
        (Some((figure, says)), to) => {
            if to.is_none_or(|to| !ends(figure, measure).contains(&Some(to))) {
                found.push(differs(&to.map_or_else(|| "open".to_string(), |to| to.to_string()), says));
            }
        }
        (None, Some(to)) => {
            if !neighbours(pack, measure).any(|other| Some(other.valid.from) == to.succ_opt()) {
                found.push(LawProblem::EndsUnprinted { day: to });
            }
        }
        (None, None) => {}
    }
    found
}

/// Other rules of the same subject in a common place.
fn neighbours<'p>(pack: &'p Pack, measure: &'p Measure) -> impl Iterator<Item = &'p Measure> {
    let same = |other: &&Measure| {
        other.id != measure.id
            && other.jurisdiction.overlaps(&measure.jurisdiction)
            && other.slots.iter().any(|slot| measure.slots.contains(slot))
    };
    pack.measures.iter().filter(same)
}

/// The days that a printed beginning may stand for: itself, or the first of the year or month where the rule is annual or
/// monthly.
fn begins(figure: Figure, measure: &Measure) -> [Option<Date>; 2] {
    let (first, year) = match figure {
        Figure::Day(day) | Figure::Month(day) => (day, day.year()),
        Figure::Year(year) => return [Date::from_ymd_opt(year, 1, 1), None],
        _ => return [None, None],
    };
    let wider = if measure.slots.iter().all(|slot| slot.is_by_day()) {
        None
    } else if measure.slots.iter().any(|slot| slot.is_annual()) {
        Date::from_ymd_opt(year, 1, 1)
    } else {
        first.with_day(1)
    };
    [Some(first), wider]
}

/// The days that a printed end may stand for: itself, or the last of the year or month.
fn ends(figure: Figure, measure: &Measure) -> [Option<Date>; 2] {
    let end_of_month =
        |day: Date| day.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1))).and_then(|next| next.pred_opt());
    let (last, year) = match figure {
        Figure::Day(day) => (Some(day), day.year()),
        Figure::Month(first) => (end_of_month(first), first.year()),
        Figure::Year(year) => return [Date::from_ymd_opt(year, 12, 31), None],
        _ => return [None, None],
    };
    let wider = if measure.slots.iter().all(|slot| slot.is_by_day()) {
        None
    } else if measure.slots.iter().any(|slot| slot.is_annual()) {
        Date::from_ymd_opt(year, 12, 31)
    } else {
        last.and_then(end_of_month)
    };
    [last, wider]
}

/// Where the literals say that they stand must be in the document itself or in an instrument of the authority.
pub(super) fn elsewhere(places: &[(String, At)], authority: &[Authority]) -> Vec<(LawProblem, At)> {
    let named = |place: &str| authority.iter().any(|entry| place.starts_with(entry.name()));
    let foreign = |place: &str| place.contains(['号', '〔']) && !named(place);
    let foreign = places.iter().filter(|(place, _)| foreign(place));
    foreign.map(|(place, at)| (LawProblem::PrintedElsewhere { found: place.clone() }, *at)).collect()
}
