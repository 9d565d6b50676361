//! What makes a pack sound: relations that lead somewhere, no undeclared overlap, no gap, no decision past its ceiling.
//!
//! Every check goes on after a problem, so that an analyst sees all of them at once.

use super::authority::{self, Authority};
use super::document::{Document, Draft, Measure};
use super::mechanism::{MeasureIx, Mechanism, NamesDelegation};
use super::pack::Pack;
use super::replacing::{self, rule_the_same};
use super::{citing, printed_days, remaining};
use crate::base::dates::Validity;
use crate::base::error::{At, Problem};
use crate::base::message::Message;
use crate::base::names::Line;
use crate::base::nearest::nearest;
use crate::base::slot::{Slot, Turn};
use crate::base::words::Sentence;
use crate::law::problem::LawProblem;
use crate::{Date, Month};
use std::collections::{BTreeMap, BTreeSet};

/// How many measures a pack may hold: each is compared with every other.
const MAX_MEASURES: usize = 2000;

/// The greatest number of problems reported for one pack.
const MAX_PROBLEMS: usize = 1000;

/// Turns documents as read into linked measures: ids are unique, relations name measures, extensions carry on.
pub(super) fn link(read: Vec<(Document, Vec<Draft>)>, first_year: i32) -> Result<(Vec<Document>, Vec<Measure>), Vec<Problem>> {
    let mut problems = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    let mut drafts: Vec<(usize, Draft)> = Vec::new();
    let mut by_id: BTreeMap<String, u16> = BTreeMap::new();
    for (document, measures) in read {
        // They come by their ids.
        if documents.last().is_some_and(|before| before.id == document.id) {
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
    let mut linker =
        Linker { documents: &documents, drafts: &drafts, by_id: &by_id, named: citing::Named::default(), first_year, problems };
    let mut rows: BTreeMap<MeasureIx, Vec<String>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        for promise in &document.promises {
            let promised: BTreeSet<MeasureIx> = linker.relations(index, "promise", &promise.measures).into_iter().flatten().collect();
            promised.into_iter().for_each(|measure| rows.entry(measure).or_default().push(promise.row.clone()));
        }
    }
    let linked: Vec<Option<Linked>> = (0..drafts.len()).map(|index| linker.link(index)).collect();
    let problems = linker.problems;
    let Some(linked) = linked.into_iter().collect::<Option<Vec<Linked>>>().filter(|_| problems.is_empty()) else {
        return Err(problems);
    };
    let mut measures = Vec::with_capacity(linked.len());
    for (((document, draft), linked), index) in drafts.into_iter().zip(linked).zip(0..) {
        let rows = rows.remove(&MeasureIx(index)).unwrap_or_default();
        measures.extend(documents.get(document).map(|of| measure(draft, linked, (document, of), rows)));
    }
    Ok((documents, replacing::reach_through(measures)))
}

/// What a draft names, found.
struct Linked {
    authority: Vec<Authority>,
    mechanism: Mechanism,
    slots: Vec<Slot>,
    extends: Option<MeasureIx>,
    supersedes: Vec<MeasureIx>,
    decides: Option<MeasureIx>,
    stacks_after: Vec<MeasureIx>,
}

fn measure(draft: Draft, linked: Linked, (index, document): (usize, &Document), rows: Vec<String>) -> Measure {
    Measure {
        id: draft.id,
        document: index,
        article: authority::cite(&linked.authority),
        authority: linked.authority,
        printed: draft.printed.printed,
        days: draft.printed.days,
        title: draft.title,
        summary: draft.summary,
        rows,
        how: draft.how,
        valid: draft.valid,
        jurisdiction: draft.jurisdiction.unwrap_or(document.jurisdiction),
        stands_in: draft.stands_in,
        not_in: draft.not_in,
        gives_way_to: Vec::new(), // as `replaces`
        confidence: draft.confidence.unwrap_or(document.confidence),
        extends: linked.extends,
        supersedes: linked.supersedes,
        replaces: Vec::new(), // known once all are read
        decides: linked.decides,
        stacks_after: linked.stacks_after,
        mechanism: linked.mechanism,
        slots: linked.slots,
        at: draft.at,
        valid_at: draft.valid_at,
        parameters_at: draft.parameters_at,
        relations_at: draft.supersedes.into_iter().chain(draft.stacks_after).chain(draft.decides).collect(),
    }
}

struct Linker<'d> {
    documents: &'d [Document],
    drafts: &'d [(usize, Draft)],
    by_id: &'d BTreeMap<String, u16>,
    named: citing::Named,
    /// The first year that the pack covers.
    first_year: i32,
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
            // A reference to an unknown measure is reported once, when the measure that contains it is linked.
            let (id, _) = draft.extends.as_ref()?;
            if *id == first.id {
                self.report(*document, LawProblem::RelationInCircle { relation: "extends", id: first.id.clone() }, first.at);
                return None;
            }
            draft = &drafts.get(usize::from(*self.by_id.get(id)?))?.1;
        }
        // It refers to a circle that other measures form.
        None
    }

    fn link(&mut self, index: usize) -> Option<Linked> {
        let drafts = self.drafts;
        let (document, draft) = drafts.get(index)?;
        let extends = match &draft.extends {
            Some(id) => Some(self.relation(*document, "extends", id)?),
            None => None,
        };
        let supersedes = self.relations(*document, "supersedes", &draft.supersedes);
        let decides = match &draft.decides {
            Some(id) => self.relation(*document, "decides", id).map(Some),
            None => Some(None),
        };
        let stacks_after = self.relations(*document, "stacks_after", &draft.stacks_after);
        let authority = self.authority(*document, draft);
        let mechanism = self.mechanism(index)?;
        let slots = mechanism.slots();
        if let Some(message) = off_bounds(&slots, &draft.valid, self.first_year) {
            self.report(*document, message, draft.valid_at);
        }
        let authority = authority?;
        let (supersedes, decides, stacks_after) = (supersedes?, decides?, stacks_after?);
        for (message, at) in printed_days::elsewhere(&draft.printed.places, &authority) {
            self.report(*document, message, at);
        }
        Some(Linked { authority, mechanism, slots, extends, supersedes, decides, stacks_after })
    }

    /// The instruments of a draft, found.
    fn authority(&mut self, document: usize, draft: &Draft) -> Option<Vec<Authority>> {
        let mut problems = Vec::new();
        let found = citing::link(&draft.authority, document, self.documents, |message, at| problems.push((message, at)));
        for (entry, cited) in found.iter().flatten().zip(&draft.authority) {
            problems.extend(self.named.told(entry).map(|message| (message, cited.at)));
        }
        for (message, at) in problems {
            self.report(document, message, at);
        }
        found
    }
}

/// Rules on annual income begin and end with a year, others with a month; a standing law may have begun on any day
/// before the covered years.
fn off_bounds(slots: &[Slot], valid: &Validity, first_year: i32) -> Option<LawProblem> {
    if slots.iter().all(|slot| slot.is_by_day()) {
        return None;
    }
    let covered = Month::JANUARY.first_day(first_year);
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
    // What is in a circle leaves nothing in force, of which there would be much to say.
    check.problems = replacing::circles(pack);
    if !check.problems.is_empty() {
        return check.problems;
    }
    all.iter().for_each(|(_, measure)| check.supersedes(measure));
    let supersedes_well = check.problems.is_empty();
    for (index, measure) in &all {
        check.decision(measure);
        check.stacking(&all, *index, measure);
        check.starts_wrong(&all, *index, measure);
        for message in printed_days::check(pack, measure, pack.document_of(measure)) {
            check.report(measure, message, measure.valid_at);
        }
    }
    // Only rules of one mechanism can decide one thing.
    let mut alike: BTreeMap<&str, Vec<(MeasureIx, &Measure)>> = BTreeMap::new();
    for (index, measure) in &all {
        alike.entry(measure.mechanism()).or_default().push((*index, measure));
    }
    for (a, one) in &all {
        if check.problems.len() >= MAX_PROBLEMS {
            check.problems.truncate(MAX_PROBLEMS);
            return check.problems;
        }
        for (b, other) in alike.get(one.mechanism()).into_iter().flatten().filter(|(b, _)| b > a) {
            check.overlap((*a, one), (*b, other));
        }
    }
    // What supersedes another matter leaves a gap there that is no other fault.
    if supersedes_well {
        check.problems.extend(remaining::problems(pack));
    }
    check.problems
}

struct Check<'p> {
    pack: &'p Pack,
    problems: Vec<Problem>,
}

/// A day on which both are valid, inside or outside the covered years.
fn first_common_day(one: &Validity, other: &Validity) -> Option<Date> {
    one.overlaps(other).then(|| one.from.max(other.from))
}

impl Check<'_> {
    fn report(&mut self, measure: &Measure, said: impl Sentence + Send + Sync + 'static, at: At) {
        let source = &self.pack.document_of(measure).source;
        self.problems.push(Problem::at(said, at).in_source(source));
    }

    fn at_parameter(measure: &Measure, key: &str) -> At {
        measure.parameters_at.iter().find(|(known, _)| known == key).map_or(measure.at, |(_, at)| *at)
    }

    fn supersedes(&mut self, measure: &Measure) {
        for target in &measure.supersedes {
            let other = self.pack.measure(*target);
            let at = measure.at_relation(&other.id);
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
        let local = !measure.jurisdiction.is_national() || measure.stands_in;
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
            None => self.report(measure, LawProblem::DecidesWrongKind { found: found.clone() }, measure.at_relation(&found)),
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
        // One that stands in for local law never meets the reliefs of a province that has its own.
        let gives_way = |other: &Measure| {
            let own = |local: &Measure| {
                let holds = |day: Date| local.valid.contains(day);
                local.jurisdiction.contains(&other.jurisdiction) && holds(other.valid.from) && other.valid.to.is_none_or(holds)
            };
            measure.gives_way_to.iter().any(|local| own(self.pack.measure(*local)))
        };
        let before = |other: &Measure| {
            let taken_first = |slot: &Slot| slot.relieves().filter(|(_, turn)| *turn == Turn::First).map(|(line, _)| line);
            let first = other.slots.iter().filter_map(taken_first).find(|line| reduces.contains(line));
            first
                .filter(|_| measure.valid.overlaps(&other.valid) && measure.jurisdiction.overlaps(&other.jurisdiction) && !gives_way(other))
        };
        for target in &measure.stacks_after {
            let other = self.pack.measure(*target);
            if before(other).is_none() {
                self.report(measure, LawProblem::StackPointless { found: other.id.clone() }, measure.at_relation(&other.id));
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
    fn starts_wrong(&mut self, all: &[(MeasureIx, &Measure)], index: MeasureIx, measure: &Measure) {
        if measure.extends.is_some() {
            return;
        }
        for (_, other) in all.iter().filter(|(_, other)| measure.valid.overlaps(&other.valid)) {
            let Some((key, message)) = measure.mechanism.starts_wrong(&other.mechanism) else { continue };
            // An extension of a superseded rule ends with the measure that supersedes the rule.
            let superseded = all.iter().any(|(_, later)| later.replaces.contains(&index) && later.valid.from <= other.valid.from);
            if !superseded {
                self.report(measure, message, Self::at_parameter(measure, key));
            }
        }
    }

    fn overlap(&mut self, (a, one): (MeasureIx, &Measure), (b, other): (MeasureIx, &Measure)) {
        let related = one.replaces.contains(&b) || other.replaces.contains(&a);
        let same_slot = one.slots.iter().find(|slot| other.slots.contains(slot)).copied();
        let collide = same_slot.or_else(|| one.slots.first().copied().filter(|_| one.mechanism.collides(&other.mechanism)));
        let (Some(slot), Some(day), false) = (collide, first_common_day(&one.valid, &other.valid), related) else { return };
        let gives_way = one.gives_way_to.contains(&b) || other.gives_way_to.contains(&a);
        if one.jurisdiction.overlaps(&other.jurisdiction) && !gives_way {
            self.report(other, LawProblem::Overlap { slot, other: one.id.clone(), day }, other.valid_at);
        }
    }
}
