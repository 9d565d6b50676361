//! Who takes whose place: superseding reaches through, takes the decisions of provinces along, and goes in no circle.

use super::document::Measure;
use super::mechanism::MeasureIx;
use super::pack::Pack;
use crate::Month;
use crate::base::error::Problem;
use crate::base::slot::Slot;
use crate::law::problem::LawProblem;
use std::collections::BTreeSet;

/// Says of each measure before which it gives way, and all that it replaces: what it supersedes, what these superseded, and what
/// provinces decided under any of them. A document that repeals another does not bring back what that one had repealed; and a
/// province decides only while the delegation stands.
pub(super) fn reach_through(mut measures: Vec<Measure>) -> Vec<Measure> {
    let replaced: Vec<Vec<MeasureIx>> = measures.iter().map(|measure| replaced(&measures, measure)).collect();
    let before: Vec<Vec<MeasureIx>> = measures.iter().map(|measure| local(&measures, measure)).collect();
    for ((measure, replaced), before) in measures.iter_mut().zip(replaced).zip(before) {
        measure.replaces = replaced;
        measure.gives_way_to = before;
    }
    measures
}

/// The local measures that decide what one that stands in for such does.
fn local(measures: &[Measure], measure: &Measure) -> Vec<MeasureIx> {
    if !measure.stands_in {
        return Vec::new();
    }
    let decides = |other: &Measure| other.slots.iter().any(|slot| measure.slots.contains(slot));
    let own = |other: &Measure| !other.stands_in && !other.jurisdiction.is_national() && decides(other);
    (0_u16..).zip(measures).filter(|(_, other)| own(other)).map(|(index, _)| MeasureIx(index)).collect()
}

fn replaced(measures: &[Measure], measure: &Measure) -> Vec<MeasureIx> {
    let mut found: BTreeSet<MeasureIx> = BTreeSet::new();
    let mut open: Vec<MeasureIx> = measure.supersedes.clone();
    while let Some(index) = open.pop() {
        if !found.insert(index) {
            continue;
        }
        open.extend(measures.get(usize::from(index.0)).iter().flat_map(|old| old.supersedes.iter().copied()));
        let decisions = (0_u16..).zip(measures).filter(|(_, decision)| decision.decides == Some(index));
        open.extend(decisions.map(|(decision, _)| MeasureIx(decision)));
    }
    found.into_iter().collect()
}

/// Whether two measures rule one thing. A delegation and the reduction that commands the same do.
pub(super) fn rule_the_same(one: &Measure, other: &Measure) -> bool {
    one.slots.iter().any(|slot| other.slots.iter().any(|theirs| slot.rules_the_same(theirs))) || one.mechanism.collides(&other.mechanism)
}

/// Whether a measure decides what another one decided in a slot.
pub(super) fn succeeds(later: &Measure, earlier: &Measure, slot: Slot) -> bool {
    later.slots.iter().any(|theirs| theirs.rules_the_same(&slot)) || later.mechanism.collides(&earlier.mechanism)
}

/// Measures that supersede themselves, directly or through others: on no day would they or those be in force.
pub(super) fn circles(pack: &Pack) -> Vec<Problem> {
    let covered = Month::JANUARY.first_day(*pack.years().start());
    let in_circle = pack.numbered().filter(|(index, measure)| measure.replaces.contains(index));
    let problems = in_circle.filter_map(|(index, measure)| {
        let slot = *measure.slots.first()?;
        let day = covered.map_or(measure.valid.from, |first| first.max(measure.valid.from));
        let back = |target: &&MeasureIx| **target == index || pack.measure(**target).replaces.contains(&index);
        let through = pack.measure(*measure.supersedes.iter().find(back).or(measure.supersedes.first())?);
        let message = match through.id == measure.id {
            true => LawProblem::SupersedesItself { slot, day },
            false => LawProblem::SupersedesInCircle { found: through.id.clone(), slot, day },
        };
        Some(Problem::at(message, measure.at_relation(&through.id)).in_source(&pack.document_of(measure).source))
    });
    problems.collect()
}
