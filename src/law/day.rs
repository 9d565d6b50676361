//! The rules in force on a day in a place, found among the measures of a pack.

use super::document::Measure;
use super::mechanism::{MeasureIx, Rule};
use super::pack::{Pack, drop_replaced};
use crate::Date;
use crate::base::dates::Validity;
use crate::base::error::Error;
use crate::base::names::Line;
use crate::base::slot::{Part, Slot};
use crate::base::words::{Say, Table, Vocabulary};
use crate::law::problem::LawProblem;
use std::sync::Arc;

/// A rule together with the measure it comes from.
#[derive(Debug, PartialEq)]
pub(crate) struct RuleInForce<R> {
    pub(crate) measure: MeasureIx,
    pub(crate) rule: Arc<R>,
    /// It stands in for local law that was not read.
    stands_in: bool,
}

// The rule is shared: it need not be one that can be cloned.
impl<R> Clone for RuleInForce<R> {
    fn clone(&self) -> RuleInForce<R> {
        RuleInForce { measure: self.measure, rule: Arc::clone(&self.rule), stands_in: self.stands_in }
    }
}

impl<R> RuleInForce<R> {
    fn new(pack: &Pack, index: MeasureIx, rule: Arc<R>) -> RuleInForce<R> {
        RuleInForce { measure: index, rule, stands_in: pack.measure(index).stands_in }
    }

    /// Whether it is the law of the place, and does not only stand in for it.
    pub(crate) fn is_own(&self) -> bool {
        !self.stands_in
    }

    /// The same measure with another rule.
    pub(crate) fn with_rule(&self, rule: R) -> RuleInForce<R> {
        RuleInForce { measure: self.measure, rule: Arc::new(rule), stands_in: self.stands_in }
    }

    /// Its measure, where it only stands in for the law of the place: an answer that used it says so.
    pub(crate) fn standing_in(&self) -> Option<MeasureIx> {
        self.stands_in.then_some(self.measure)
    }

    /// What local law sets and the profile may tell, and the measure that sets it: the law of the place decides, then what is told,
    /// then what stands in for the law.
    pub(crate) fn local_or_told<V>(local: Option<&Self>, told: Option<V>, value: impl Fn(&R) -> V) -> Option<(V, Option<MeasureIx>)> {
        match (local, told) {
            (Some(local), told) if local.is_own() || told.is_none() => Some((value(&local.rule), Some(local.measure))),
            (_, told) => told.map(|told| (told, None)),
        }
    }
}

/// The content of a rule, without the measure that states it.
pub(crate) fn said<R>(rule: &Option<RuleInForce<R>>) -> Option<&R> {
    rule.as_ref().map(|rule| rule.rule.as_ref())
}

/// The measures in force on a day in a place, to find rules among.
pub(crate) struct Day<'p> {
    pack: &'p Pack,
    day: Date,
    place: u32,
    known_on: Option<Date>,
    pub(crate) in_force: Vec<MeasureIx>,
}

impl Pack {
    /// The measures in force on a day, as far as they were known by another, to find rules among.
    pub(crate) fn on(&self, day: Date, place: u32, known_on: Option<Date>) -> Day<'_> {
        Day { pack: self, day, place, known_on, in_force: self.in_force(day, place, known_on) }
    }

    /// The rule of a measure, if it is of this mechanism.
    pub(crate) fn rule<R: Rule>(&self, index: MeasureIx) -> Option<&R> {
        self.measure(index).mechanism.rule()
    }
}

impl Day<'_> {
    /// The day itself.
    pub(crate) fn day(&self) -> Date {
        self.day
    }

    fn part<R: Rule>(&self, part: Part) -> Option<RuleInForce<R>> {
        self.in_force.iter().find_map(|index| {
            let measure = self.pack.measure(*index);
            let rule = measure.mechanism.shared::<R>().filter(|_| measure.slots.iter().any(|slot| slot.part == part))?;
            Some(RuleInForce::new(self.pack, *index, rule))
        })
    }

    /// The rule in force, if there is one.
    pub(crate) fn find<R: Rule>(&self) -> Option<RuleInForce<R>> {
        self.part(Part::Whole)
    }

    /// The rule of a mechanism that ended last before the day, where none is in force.
    pub(crate) fn ended<R: Rule>(&self) -> Option<Arc<R>> {
        if self.find::<R>().is_some() {
            return None;
        }
        let ended = |measure: &Measure| measure.valid.to.is_some_and(|last| last < self.day) && measure.mechanism.shared::<R>().is_some();
        let known = |measure: &Measure| measure.covers(self.place) && measure.is_known(self.known_on);
        let mut found: Vec<(MeasureIx, &Measure)> = self.pack.numbered().filter(|(_, it)| ended(it) && known(it)).collect();
        // Of two that ended together, one took the other's place.
        drop_replaced(&mut found);
        found.into_iter().max_by_key(|(_, measure)| measure.valid.to).and_then(|(_, measure)| measure.mechanism.shared::<R>())
    }

    /// The rule in force on one line, if there is one.
    pub(crate) fn of_line<R: Rule>(&self, line: Line) -> Option<RuleInForce<R>> {
        self.part(Part::Line(line))
    }

    /// The rule in force on one name of a vocabulary, if there is one.
    pub(crate) fn of<R: Rule, V: Vocabulary + Say>(&self, word: V) -> Option<RuleInForce<R>> {
        self.part(Part::of(word))
    }

    /// The rules in force on each name of a vocabulary.
    pub(crate) fn table<R: Rule, V: Vocabulary + Say, const N: usize>(&self) -> Table<V, Option<RuleInForce<R>>, N> {
        Table::from_fn(|word| self.of(word))
    }

    /// The rule that is always in force.
    ///
    /// # Errors
    /// When it was not known by then: never the nearest rule.
    pub(crate) fn always<R: Rule>(&self) -> Result<RuleInForce<R>, Error> {
        self.always_for(Part::Whole)
    }

    /// The rule that is always in force on one line.
    ///
    /// # Errors
    /// When it was not known by then.
    pub(crate) fn always_of_line<R: Rule>(&self, line: Line) -> Result<RuleInForce<R>, Error> {
        self.always_for(Part::Line(line))
    }

    fn always_for<R: Rule>(&self, part: Part) -> Result<RuleInForce<R>, Error> {
        let what = Slot { subject: R::DECIDES, part };
        self.part(part).ok_or_else(|| Error::outside(LawProblem::NoRuleKnown { what, day: self.day }))
    }

    /// Every rule of a mechanism that holds in the place, on whatever days: for what goes by the day of a contract in another year.
    pub(crate) fn whenever<R: Rule>(&self) -> Vec<(Validity, RuleInForce<R>)> {
        let measures = self.pack.measures().iter().zip(0..).filter_map(|(measure, index)| {
            let rule = measure.mechanism.shared::<R>()?;
            let here = measure.covers(self.place) && measure.is_known(self.known_on);
            here.then(|| (measure.valid, RuleInForce::new(self.pack, MeasureIx(index), rule)))
        });
        measures.collect()
    }

    /// Every rule of a mechanism that several measures may hold at once.
    pub(crate) fn all<R: Rule>(&self) -> Vec<RuleInForce<R>> {
        let rules = self.in_force.iter().filter_map(|index| {
            let rule = self.pack.measure(*index).mechanism.shared()?;
            Some(RuleInForce::new(self.pack, *index, rule))
        });
        rules.collect()
    }
}

/// Rules found among the measures in force on a day.
pub(crate) trait Resolve: Sized {
    /// # Errors
    /// When a rule that is always in force was not known by then.
    fn resolve(day: &Day<'_>) -> Result<Self, Error>;
}

/// No rules of this kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoRules;

impl Resolve for NoRules {
    fn resolve(_: &Day<'_>) -> Result<Self, Error> {
        Ok(NoRules)
    }
}
