//! What remains in force on every covered day and in every place, once all that is replaced is left out.

use super::document::{Jurisdiction, Measure};
use super::mechanism::MeasureIx;
use super::pack::{Pack, drop_replaced};
use super::replacing::succeeds;
use crate::base::error::Problem;
use crate::base::slot::Slot;
use crate::law::problem::LawProblem;
use crate::{Date, Month};
use std::collections::{BTreeMap, BTreeSet};

/// Days without a rule that must be there, and measures that take the place of another without doing its work.
#[derive(Default)]
struct Found {
    /// Slot, first and last day.
    gaps: BTreeSet<(Slot, Date, Date)>,
    /// The later measure, the earlier one, what it decided, and the first day on which nothing decides it.
    without_successor: BTreeSet<(MeasureIx, MeasureIx, Slot, Date)>,
}

/// Each base slot is decided on every covered day in every place; a local slot, on every day where it is on any; and what
/// is superseded has a successor.
pub(super) fn problems(pack: &Pack) -> Vec<Problem> {
    let days = days(pack);
    let asked = Asked::of(pack);
    let mut found = Found::default();
    // Places that the same measures cover are one case.
    for place in pack.kinds_of_place() {
        asked.in_place(pack, place, &days, &mut found);
    }
    found.into_problems(pack)
}

/// The slots that are looked for, and which of them each measure decides: looked up once, since places and days are many.
struct Asked {
    /// Those that must be decided everywhere, then those of local law.
    slots: Vec<Slot>,
    everywhere: usize,
    /// By measure, the positions of its slots.
    decides: Vec<Vec<usize>>,
}

impl Pack {
    /// One place for each combination of measures that apply by place: the places that the pack tells apart.
    pub(crate) fn kinds_of_place(&self) -> Vec<u32> {
        let named = self.measures().iter().flat_map(|measure| measure.not_in.iter().chain([&measure.jurisdiction]));
        let named: BTreeSet<Jurisdiction> = named.copied().collect();
        let mut kinds = BTreeMap::new();
        for place in self.classes().places() {
            // The jurisdictions that a place lies in are the beginnings of its code.
            kinds.entry(Jurisdiction::around(place).map(|around| named.get(&around))).or_insert(place);
        }
        let mut places: Vec<u32> = kinds.into_values().collect();
        places.sort_unstable();
        places
    }
}

/// The days on which something may begin or end; each with the last day before the next.
fn days(pack: &Pack) -> Vec<(Date, Date)> {
    let years = pack.years();
    let (Some(first), Some(last)) = (Month::JANUARY.first_day(*years.start()), Date::from_ymd_opt(*years.end(), 12, 31)) else {
        return Vec::new();
    };
    let bounds = pack.measures().iter().flat_map(|measure| [Some(measure.valid.from), measure.valid.to.and_then(|to| to.succ_opt())]);
    let days: BTreeSet<Date> = std::iter::once(first).chain(bounds.flatten().filter(|day| (first..=last).contains(day))).collect();
    let ends = days.iter().skip(1).filter_map(|next| next.pred_opt()).chain([last]);
    days.iter().copied().zip(ends).collect()
}

impl Asked {
    fn of(pack: &Pack) -> Self {
        let mut slots: Vec<Slot> = pack.registry.always().collect();
        let everywhere = slots.len();
        slots.extend(pack.registry.local());
        let positions = |measure: &Measure| {
            let decided = slots.iter().enumerate().filter(|(_, slot)| measure.slots.contains(slot));
            decided.map(|(position, _)| position).collect()
        };
        let decides = pack.measures().iter().map(positions).collect();
        Self { slots, everywhere, decides }
    }

    /// Whether each slot is decided by one of these measures.
    fn decided(&self, measures: &[(MeasureIx, &Measure)]) -> Vec<bool> {
        let mut decided = vec![false; self.slots.len()];
        for position in measures.iter().filter_map(|(index, _)| self.decides.get(usize::from(index.0))).flatten() {
            decided.get_mut(*position).into_iter().for_each(|decided| *decided = true);
        }
        decided
    }

    fn in_place(&self, pack: &Pack, place: u32, days: &[(Date, Date)], found: &mut Found) {
        let measures: Vec<(MeasureIx, &Measure)> = pack.numbered().filter(|(_, measure)| measure.covers(place)).collect();
        // Of local law, what some measure of the place decides on some day.
        let mut wanted = self.decided(&measures);
        wanted.iter_mut().take(self.everywhere).for_each(|wanted| *wanted = true);
        let mut gaps: Vec<Option<(Date, Date)>> = vec![None; self.slots.len()];
        for (day, end) in days {
            let standing: Vec<(MeasureIx, &Measure)> =
                measures.iter().filter(|(_, measure)| pack.applies(measure, *day, place, None)).copied().collect();
            let mut remaining = standing.clone();
            drop_replaced(&mut remaining);
            let without_rule = self.decided(&remaining).into_iter().zip(&wanted).map(|(decided, wanted)| *wanted && !decided);
            for ((slot, gap), without_rule) in self.slots.iter().zip(&mut gaps).zip(without_rule) {
                if without_rule {
                    *gap = Some((gap.map_or(*day, |(first, _)| first), *end));
                } else {
                    found.gaps.extend(gap.take().map(|(first, last)| (*slot, first, last)));
                }
            }
            if remaining.len() < standing.len() {
                successors(&standing, &remaining, *day, found);
            }
        }
        found.gaps.extend(self.slots.iter().zip(gaps).filter_map(|(slot, gap)| gap.map(|(first, last)| (*slot, first, last))));
    }
}

/// What each measure decided that is replaced on a day is decided by one that remains. A decision of a province that falls
/// with its delegation needs no other.
fn successors(standing: &[(MeasureIx, &Measure)], remaining: &[(MeasureIx, &Measure)], day: Date, found: &mut Found) {
    // Few measures replace any: each that one of the remaining replaces is looked at, once.
    let pairs = remaining.iter().flat_map(|(later, by)| by.replaces.iter().map(move |index| (later, by, index)));
    let mut seen = BTreeSet::new();
    for (later, by, index) in pairs.filter(|(_, _, index)| seen.insert(*index)) {
        let at = standing.binary_search_by_key(index, |(found, _)| *found);
        let Some((_, earlier)) = at.ok().and_then(|at| standing.get(at)) else { continue };
        if earlier.decides.is_some_and(|delegation| by.replaces.contains(&delegation)) {
            continue;
        }
        for slot in &earlier.slots {
            // Mostly the one that replaces it.
            if succeeds(by, earlier, *slot) || remaining.iter().any(|(_, measure)| succeeds(measure, earlier, *slot)) {
                continue;
            }
            let known = |(a, b, c, _): &(MeasureIx, MeasureIx, Slot, Date)| (a, b, c) == (later, index, slot);
            if !found.without_successor.iter().any(known) {
                found.without_successor.insert((*later, *index, *slot, day));
            }
        }
    }
}

impl Found {
    fn into_problems(self, pack: &Pack) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (later, earlier, slot, day) in self.without_successor {
            let (later, found) = (pack.measure(later), pack.measure(earlier).id.clone());
            let at = later.at_relation(&found);
            let message = LawProblem::NoSuccessor { found, slot, day };
            problems.push(Problem::at(message, at).in_source(&pack.document_of(later).source));
        }
        for (slot, day, last) in self.gaps {
            let message = LawProblem::Gap { slot, day, last };
            // The measure that ends before the gap, or else the first after it.
            let of_slot = || pack.measures().iter().filter(|measure| measure.slots.contains(&slot));
            let before = of_slot().filter(|measure| measure.valid.from <= day).max_by_key(|measure| measure.valid.to);
            let near = before.or_else(|| of_slot().min_by_key(|measure| measure.valid.from));
            problems.push(match near {
                Some(measure) => Problem::at(message, measure.valid_at).in_source(&pack.document_of(measure).source),
                None => Problem::new(message),
            });
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_under_the_same_measures_are_one_kind() {
        let pack = Pack::embedded().unwrap();
        let kinds = pack.kinds_of_place();
        // One county has an amount of its own; every other place appears at most once.
        assert!(kinds.contains(&pack.example_place()) && kinds.len() < 100 && kinds.is_sorted(), "{kinds:?}");
        let covered = |place: u32| pack.measures().iter().map(|measure| measure.covers(place)).collect::<Vec<bool>>();
        let kinds: BTreeSet<Vec<bool>> = kinds.into_iter().map(covered).collect();
        assert_eq!(kinds, pack.classes().places().map(covered).collect());
    }
}
