//! What makes a pack sound: relations that lead somewhere, no undeclared overlap, no gap, no decision past its ceiling.
//!
//! Every check goes on after a problem, so that an analyst sees all of them at once.

use super::document::{Document, Draft, Jurisdiction, Measure};
use super::mechanism::{MeasureIx, Mechanism, NamesDelegation};
use super::pack::Pack;
use crate::base::calendar::{COVERED_YEARS, Validity};
use crate::base::error::{At, Problem};
use crate::base::message::Message;
use crate::base::names::Line;
use crate::base::slot::{Slot, Turn};
use crate::base::source::nearest;
use crate::base::words::Sentence;
use crate::law::problem::LawProblem;
use crate::{Date, Month};
use std::collections::{BTreeMap, BTreeSet};

/// How many measures a pack may hold: each is compared with every other.
const MAX_MEASURES: usize = 2000;

/// How many problems of the law are reported before the rest is left unsaid.
const MAX_PROBLEMS: usize = 1000;

/// Turns documents as read into linked measures: ids are unique, relations name measures, extensions carry on.
pub(super) fn link(read: Vec<(Document, Vec<Draft>)>) -> Result<(Vec<Document>, Vec<Measure>), Vec<Problem>> {
    let mut problems = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    let mut drafts: Vec<(usize, Draft)> = Vec::new();
    let mut by_id: BTreeMap<String, u16> = BTreeMap::new();
    for (document, measures) in read {
        if documents.iter().any(|other| other.id == document.id) {
            problems.push(Problem::at(LawProblem::DocumentTwice { id: document.id.clone() }, document.at).in_source(&document.source));
        }
        for draft in measures {
            let index = u16::try_from(drafts.len()).unwrap_or(u16::MAX);
            if by_id.insert(draft.id.clone(), index).is_some() {
                problems.push(Problem::at(LawProblem::MeasureTwice { id: draft.id.clone() }, draft.at).in_source(&document.source));
            }
            drafts.push((documents.len(), draft));
        }
        documents.push(document);
    }

    if drafts.len() > MAX_MEASURES {
        problems.push(Problem::new(Message::TooManyLines { limit: MAX_MEASURES }));
        return Err(problems);
    }
    let mut linker = Linker { documents: &documents, drafts: &drafts, by_id: &by_id, problems };
    let measures: Vec<Option<Measure>> = (0..drafts.len()).map(|index| linker.measure(index)).collect();
    let problems = linker.problems;
    match measures.into_iter().collect::<Option<Vec<Measure>>>() {
        Some(measures) if problems.is_empty() => Ok((documents, measures)),
        _ => Err(problems),
    }
}

struct Linker<'d> {
    documents: &'d [Document],
    drafts: &'d [(usize, Draft)],
    by_id: &'d BTreeMap<String, u16>,
    problems: Vec<Problem>,
}

impl Linker<'_> {
    fn report(&mut self, document: usize, said: impl Sentence + Send + Sync + 'static, at: At) {
        if let Some(document) = self.documents.get(document) {
            self.problems.push(Problem::at(said, at).in_source(&document.source));
        }
    }

    fn relation(&mut self, document: usize, relation: &'static str, (id, at): &(String, At)) -> Option<MeasureIx> {
        if let Some(index) = self.by_id.get(id) {
            return Some(MeasureIx(*index));
        }
        let known: Vec<&str> = self.by_id.keys().map(String::as_str).collect();
        let found = id.clone();
        let message = match nearest(id, &known) {
            Some(meant) => LawProblem::RelationMeant { relation, found, meant: meant.to_string() },
            None => LawProblem::RelationToNowhere { relation, found },
        };
        self.report(document, message, *at);
        None
    }

    fn relations(&mut self, document: usize, relation: &'static str, ids: &[(String, At)]) -> Option<Vec<MeasureIx>> {
        let found: Vec<Option<MeasureIx>> = ids.iter().map(|id| self.relation(document, relation, id)).collect();
        found.into_iter().collect()
    }

    /// The mechanism of a draft, or of the one that it extends, however far back.
    fn mechanism(&mut self, index: usize) -> Option<Mechanism> {
        let drafts = self.drafts;
        let (document, first) = drafts.get(index)?;
        let mut draft = first;
        for _ in 0..drafts.len() {
            if let Some(mechanism) = &draft.mechanism {
                return Some(mechanism.clone());
            }
            // A name that leads nowhere is reported once, where the measure that writes it is linked.
            let (id, _) = draft.extends.as_ref()?;
            if *id == first.id {
                self.report(*document, LawProblem::RelationInCircle { relation: "extends", id: first.id.clone() }, first.at);
                return None;
            }
            draft = &drafts.get(usize::from(*self.by_id.get(id)?))?.1;
        }
        // It leads into a circle that others are part of.
        None
    }

    fn measure(&mut self, index: usize) -> Option<Measure> {
        let drafts = self.drafts;
        let (document_index, draft) = drafts.get(index)?;
        let document = self.documents.get(*document_index)?;
        let extends = match &draft.extends {
            Some(id) => Some(self.relation(*document_index, "extends", id)?),
            None => None,
        };
        let supersedes = self.relations(*document_index, "supersedes", &draft.supersedes);
        let decides = match &draft.decides {
            Some(id) => self.relation(*document_index, "decides", id).map(Some),
            None => Some(None),
        };
        let stacks_after = self.relations(*document_index, "stacks_after", &draft.stacks_after);
        let mechanism = self.mechanism(index)?;
        let slots = mechanism.slots();
        if let Some(message) = off_bounds(&slots, &draft.valid) {
            self.report(*document_index, message, draft.valid_at);
        }
        Some(Measure {
            id: draft.id.clone(),
            document: *document_index,
            article: draft.article.clone(),
            title: draft.title.clone(),
            summary: draft.summary.clone(),
            rows: draft.rows.clone(),
            how: draft.how.clone(),
            valid: draft.valid,
            jurisdiction: draft.jurisdiction.unwrap_or(document.jurisdiction),
            confidence: draft.confidence.unwrap_or(document.confidence),
            extends,
            supersedes: supersedes?,
            decides: decides?,
            stacks_after: stacks_after?,
            mechanism,
            slots,
            at: draft.at,
            valid_at: draft.valid_at,
            parameters_at: draft.parameters_at.clone(),
            relations_at: draft.supersedes.iter().chain(&draft.stacks_after).chain(&draft.decides).cloned().collect(),
        })
    }
}

/// Rules on annual income begin and end with a year, others with a month; a standing law may have begun on any day
/// before the covered years.
fn off_bounds(slots: &[Slot], valid: &Validity) -> Option<LawProblem> {
    if slots.iter().all(|slot| slot.is_by_day()) {
        return None;
    }
    let covered = Month::JANUARY.first_day(*COVERED_YEARS.start());
    let valid = Validity { from: covered.map_or(valid.from, |first| valid.from.max(first)), to: valid.to };
    if slots.iter().any(|slot| slot.is_annual()) {
        return (!valid.on_year_bounds()).then_some(LawProblem::NotOnYearBounds);
    }
    (!valid.on_month_bounds()).then_some(LawProblem::NotOnMonthBounds)
}

/// Checks the linked pack against what the law requires of it.
pub(super) fn law(pack: &Pack) -> Vec<Problem> {
    let mut check = Check { pack, problems: Vec::new() };
    let all: Vec<(MeasureIx, &Measure)> =
        pack.measures.iter().enumerate().filter_map(|(i, measure)| Some((MeasureIx(u16::try_from(i).ok()?), measure))).collect();
    for (index, measure) in &all {
        check.supersedes(measure);
        check.decision(measure);
        check.stacking(&all, *index, measure);
        check.starts_wrong(&all, measure);
    }
    for (i, (a, one)) in all.iter().enumerate() {
        if check.problems.len() >= MAX_PROBLEMS {
            check.problems.truncate(MAX_PROBLEMS);
            return check.problems;
        }
        for (b, other) in all.iter().skip(i.saturating_add(1)) {
            check.overlap((*a, one), (*b, other));
        }
    }
    check.gaps();
    check.problems
}

struct Check<'p> {
    pack: &'p Pack,
    problems: Vec<Problem>,
}

/// A day that both are valid on, in the covered years or not.
fn first_common_day(one: &Validity, other: &Validity) -> Option<Date> {
    one.overlaps(other).then(|| one.from.max(other.from))
}

/// Whether two measures rule one thing.
fn rule_the_same(one: &Measure, other: &Measure) -> bool {
    one.slots.iter().any(|slot| other.slots.iter().any(|theirs| slot.rules_the_same(theirs))) || one.mechanism.collides(&other.mechanism)
}

impl Check<'_> {
    fn report(&mut self, measure: &Measure, said: impl Sentence + Send + Sync + 'static, at: At) {
        let source = &self.pack.document_of(measure).source;
        self.problems.push(Problem::at(said, at).in_source(source));
    }

    fn at_relation(measure: &Measure, id: &str) -> At {
        measure.relations_at.iter().find(|(named, _)| named == id).map_or(measure.at, |(_, at)| *at)
    }

    fn at_parameter(measure: &Measure, key: &str) -> At {
        measure.parameters_at.iter().find(|(known, _)| known == key).map_or(measure.at, |(_, at)| *at)
    }

    fn supersedes(&mut self, measure: &Measure) {
        for target in &measure.supersedes {
            let other = self.pack.measure(*target);
            let at = Self::at_relation(measure, &other.id);
            let issued = self.pack.document_of(other).issued_on;
            if !rule_the_same(measure, other) || !measure.valid.overlaps(&other.valid) {
                self.report(measure, LawProblem::SupersedesNothing { found: other.id.clone() }, at);
            } else if issued > self.pack.document_of(measure).issued_on {
                self.report(measure, LawProblem::SupersedesLater { found: other.id.clone(), day: issued }, at);
            }
        }
    }

    /// A province decides only what was left to it, and within it.
    fn decision(&mut self, measure: &Measure) {
        let local = !measure.jurisdiction.is_national();
        let Some(target) = measure.decides else {
            let needs = measure.mechanism.names_delegation();
            if needs == NamesDelegation::Always || local && needs == NamesDelegation::Locally {
                self.report(measure, LawProblem::DecisionNeeded, measure.at);
            }
            return;
        };
        let delegation = self.pack.measure(target);
        let found = delegation.id.clone();
        match measure.mechanism.past(&delegation.mechanism) {
            Some(faults) => {
                for (key, message) in faults {
                    self.report(measure, message, Self::at_parameter(measure, key));
                }
            }
            None => self.report(measure, LawProblem::DecidesWrongKind { found: found.clone() }, Self::at_relation(measure, &found)),
        }
        let within = delegation.valid.contains(measure.valid.from)
            && measure.valid.to.map_or(delegation.valid.to.is_none(), |to| delegation.valid.contains(to));
        if !within {
            self.report(measure, LawProblem::DaysNotDelegated { valid: measure.valid }, measure.valid_at);
        }
    }

    /// A reduction of what is left names the reliefs that were taken first, and no others.
    fn stacking(&mut self, all: &[(MeasureIx, &Measure)], index: MeasureIx, measure: &Measure) {
        let reduces: Vec<Line> = measure
            .slots
            .iter()
            .filter_map(|slot| match slot.relieves() {
                Some((line, Turn::Last)) => Some(line),
                _ => None,
            })
            .collect();
        let before = |other: &Measure| {
            let taken_first = |slot: &Slot| slot.relieves().filter(|(_, turn)| *turn == Turn::First).map(|(line, _)| line);
            let first = other.slots.iter().filter_map(taken_first).find(|line| reduces.contains(line));
            first.filter(|_| measure.valid.overlaps(&other.valid) && measure.jurisdiction.overlaps(&other.jurisdiction))
        };
        for target in &measure.stacks_after {
            let other = self.pack.measure(*target);
            if before(other).is_none() {
                self.report(measure, LawProblem::StackPointless { found: other.id.clone() }, Self::at_relation(measure, &other.id));
            }
        }
        for (_, other) in all.iter().filter(|(other, _)| *other != index && !measure.stacks_after.contains(other)) {
            if let Some(line) = before(other) {
                self.report(measure, LawProblem::StackUnrelated { other: other.id.clone(), line }, measure.at);
            }
        }
    }

    /// A rule that starts from what another sets starts from what the law then sets. What an extension carries on is
    /// checked where it is written.
    fn starts_wrong(&mut self, all: &[(MeasureIx, &Measure)], measure: &Measure) {
        if measure.extends.is_some() {
            return;
        }
        for (_, other) in all.iter().filter(|(_, other)| measure.valid.overlaps(&other.valid)) {
            let Some((key, message)) = measure.mechanism.starts_wrong(&other.mechanism) else { continue };
            // What was published to run on under an older rule stops with the measure that supersedes it.
            let superseded = all.iter().any(|(_, later)| {
                later.supersedes.iter().any(|old| self.pack.measure(*old).id == measure.id) && later.valid.from <= other.valid.from
            });
            if !superseded {
                self.report(measure, message, Self::at_parameter(measure, key));
            }
        }
    }

    fn overlap(&mut self, (a, one): (MeasureIx, &Measure), (b, other): (MeasureIx, &Measure)) {
        let related = one.supersedes.contains(&b) || other.supersedes.contains(&a);
        let same_slot = one.slots.iter().find(|slot| other.slots.contains(slot)).copied();
        let collide = same_slot.or_else(|| one.slots.first().copied().filter(|_| one.mechanism.collides(&other.mechanism)));
        let (Some(slot), Some(day), false) = (collide, first_common_day(&one.valid, &other.valid), related) else { return };
        if one.jurisdiction.overlaps(&other.jurisdiction) {
            self.report(other, LawProblem::Overlap { slot, other: one.id.clone(), day }, other.valid_at);
        }
    }

    /// Each base slot is decided on the first day of every covered month, in every place.
    fn gaps(&mut self) {
        let places: BTreeSet<u32> = self.pack.classes().places().collect();
        let mut found: BTreeSet<(Slot, Date, Date)> = BTreeSet::new();
        // Bounds are on months, so the first day of a month stands for all of it; places that the same measures cover
        // are one case.
        let days: Vec<Date> = COVERED_YEARS.flat_map(|year| Month::all().filter_map(move |month| month.first_day(year))).collect();
        let jurisdictions: Vec<Jurisdiction> = self.pack.measures.iter().map(|measure| measure.jurisdiction).collect();
        let kinds: BTreeSet<Vec<bool>> = places.iter().map(|place| jurisdictions.iter().map(|j| j.covers(*place)).collect()).collect();
        for covers in kinds {
            for slot in self.pack.registry.always() {
                let spans: Vec<&Validity> = self
                    .pack
                    .measures
                    .iter()
                    .zip(&covers)
                    .filter(|(measure, covers)| **covers && measure.slots.contains(&slot))
                    .map(|(measure, _)| &measure.valid)
                    .collect();
                let mut open: Option<(Date, Date)> = None;
                for day in &days {
                    let end = last_of_month(*day);
                    if spans.iter().any(|span| span.contains(*day)) {
                        found.extend(open.take().map(|(first, last)| (slot, first, last)));
                    } else {
                        open = Some((open.map_or(*day, |(first, _)| first), end));
                    }
                }
                found.extend(open.map(|(first, last)| (slot, first, last)));
            }
        }
        for (slot, day, last) in found {
            let message = LawProblem::Gap { slot, day, last };
            // The measure that ends before the gap, or else the first after it.
            let of_slot = || self.pack.measures.iter().filter(|measure| measure.slots.contains(&slot));
            let before = of_slot().filter(|measure| measure.valid.from <= day).max_by_key(|measure| measure.valid.to);
            let near = before.or_else(|| of_slot().min_by_key(|measure| measure.valid.from));
            match near {
                Some(measure) => self.report(measure, message, measure.valid_at),
                None => self.problems.push(Problem::new(message)),
            }
        }
    }
}

fn last_of_month(first: Date) -> Date {
    first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}
