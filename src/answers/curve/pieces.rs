//! Where the decisions of an assessment change along an input: complete, to the fen.

use super::axis::{Mover, Span};
use super::decisions::{Decision, Decisions};
use super::variable::Variable;
use super::work::Work;
use crate::assess::{Rules, SameSales, assess_with, compares_rising};
use crate::base::error::Error;
use crate::base::names::{ByLine, Form};
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::Silent;
use std::collections::BTreeMap;

/// One assessment on the way: its decisions, and its amounts where it could be made.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub(super) key: u64,
    pub(super) amounts: Option<Amounts>,
    pub(super) rounded: ByLine<i64>,
    pub(super) curved: bool,
}

impl Sample {
    /// Where no more may be assessed: all alike, so that every search ends.
    fn none() -> Sample {
        Sample { key: 0, amounts: None, rounded: ByLine::default(), curved: false }
    }
}

/// Assesses one form at any value of an input.
pub(super) struct Probe<'r> {
    rules: &'r Rules,
    pub(super) mover: Mover,
    pub(super) form: Form,
    work: &'r Work<'r>,
    /// What the values have in common, with their decisions and without, where the input does not move the sales.
    same: Option<(SameSales<'r, Decisions>, SameSales<'r, Silent>)>,
    /// Whether rounding can turn no decision back: then no value around a change need be looked at.
    steady: bool,
}

impl<'r> Probe<'r> {
    pub(super) fn new(rules: &'r Rules, mover: Mover, form: Form, work: &'r Work<'r>) -> Probe<'r> {
        let keeps_sales = matches!(mover.axis.input, Variable::Profit | Variable::Costs | Variable::Wage | Variable::Share);
        let same = keeps_sales.then(|| (SameSales::new(rules, form), SameSales::new(rules, form)));
        let steady = keeps_sales && compares_rising(mover.told(), form);
        Probe { rules, mover, form, work, same, steady }
    }

    fn run(&mut self, value: i64, decisions: &mut Decisions) -> Result<Amounts, Error> {
        assess_with(self.rules, self.mover.at(value), self.form, decisions)
    }

    pub(super) fn sample(&mut self, value: i64) -> Sample {
        if !self.work.allows(self.mover.entries) {
            return Sample::none();
        }
        let (decisions, found) = match &mut self.same {
            Some((same, _)) => same.assess(self.mover.at(value)),
            None => {
                let mut decisions = Decisions::default();
                let found = self.run(value, &mut decisions);
                (decisions, found)
            }
        };
        let amounts = found.ok();
        let key = if amounts.is_some() { decisions.key() } else { !decisions.key() };
        Sample { key, amounts, rounded: decisions.rounded, curved: decisions.curved }
    }

    /// The amounts alone.
    pub(super) fn amounts(&mut self, value: i64) -> Result<Amounts, Error> {
        if !self.work.allows(self.mover.entries) {
            return Err(Error::profile(Vec::new()));
        }
        match &mut self.same {
            Some((_, same)) => same.assess(self.mover.at(value)).1,
            None => crate::assess::amounts(self.rules, self.mover.at(value), self.form),
        }
    }

    /// The decisions one by one.
    pub(super) fn decisions(&mut self, value: i64) -> Vec<Decision> {
        let mut decisions = Decisions::kept();
        // A run that is refused still decided something before.
        let _ = self.run(value, &mut decisions);
        decisions.log.unwrap_or_default()
    }
}

/// Values one after another with the same decisions.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) first: Sample,
    pub(super) last: Sample,
}

/// The pieces between two values that lie in them.
pub(super) fn clipped(pieces: &[Piece], probe: &mut Probe<'_>, from: i64, to: i64) -> Vec<Piece> {
    let inside = pieces.iter().filter(|piece| piece.to >= from && piece.from <= to).cloned();
    let mut inside: Vec<Piece> = inside.collect();
    if let Some(first) = inside.first_mut().filter(|piece| piece.from < from) {
        (first.from, first.first) = (from, probe.sample(from));
    }
    if let Some(last) = inside.last_mut().filter(|piece| piece.to > to) {
        (last.to, last.last) = (to, probe.sample(to));
    }
    inside
}

/// How far around a change every value is looked at: rounding can move a compared quantity by half a fen a figure, and
/// that quantity passes its limit within a few fen of the input for each of them.
fn window(probe: &Probe<'_>) -> i64 {
    const OF_THE_RULES: i64 = 96;
    OF_THE_RULES + 2 * probe.mover.parts()
}

/// All pieces of a span, in order and without a gap.
pub(super) fn pieces(probe: &mut Probe<'_>, span: Span) -> Vec<Piece> {
    let (first, last) = (probe.sample(span.from), probe.sample(span.to));
    // By the first value of the new decisions: the samples before and from there.
    let mut changes: BTreeMap<i64, (Sample, Sample)> = BTreeMap::new();
    let mut open = vec![((span.from, first.clone()), (span.to, last.clone()))];
    while let Some(((left, before), (right, after))) = open.pop() {
        if before.key == after.key {
            continue;
        }
        if right - left == 1 {
            changes.insert(right, (before, after));
            continue;
        }
        let middle = left + (right - left) / 2;
        let between = probe.sample(middle);
        open.push(((middle, between.clone()), (right, after)));
        open.push(((left, before), (middle, between)));
    }
    let found: Vec<i64> = if probe.steady { Vec::new() } else { changes.keys().copied().collect() };
    for at in found {
        for step in [-1, 1] {
            look_around(probe, span, at, step, &mut changes);
        }
    }
    let mut pieces = Vec::with_capacity(changes.len() + 1);
    let (mut from, mut opening) = (span.from, first);
    for (at, (before, after)) in changes {
        pieces.push(Piece { from, to: at - 1, first: opening, last: before });
        (from, opening) = (at, after);
    }
    pieces.push(Piece { from, to: span.to, first: opening, last });
    pieces
}

/// Unrest that lasts longer than this is that of a tax of some fen, which may be nothing or not: it moves no figure.
const LONGEST: i64 = 2_000;

/// From a change on, in one direction, looks at every value until nothing changed for long: for the window, and for as
/// long as the unrest lasted so far.
fn look_around(probe: &mut Probe<'_>, span: Span, at: i64, step: i64, changes: &mut BTreeMap<i64, (Sample, Sample)>) {
    let Some((before, after)) = changes.get(&at).cloned() else { return };
    let (mut value, mut sample) = if step > 0 { (at, after) } else { (at - 1, before) };
    let mut latest = value;
    let window = window(probe);
    while (value - latest).abs() <= window.max((latest - at).abs()) && (value - at).abs() <= LONGEST.max(window) {
        let next = value + step;
        if next < span.from || next > span.to {
            return;
        }
        let found = probe.sample(next);
        if found.key != sample.key {
            let place = value.max(next);
            if changes.contains_key(&place) {
                // That change is looked around by itself.
                return;
            }
            let pair = if step > 0 { (sample, found.clone()) } else { (found.clone(), sample) };
            changes.insert(place, pair);
            latest = next;
        }
        (value, sample) = (next, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::curve::{Axis, Variable};
    use crate::base::words::Vocabulary;
    use crate::facts::Profile;
    use crate::law::Pack;

    /// What is shared between values changes nothing of any of them.
    #[test]
    fn values_with_the_same_sales_are_assessed_as_each_alone() {
        let pack = Pack::embedded().unwrap();
        for entry in std::fs::read_dir("examples").unwrap() {
            let path = entry.unwrap().path();
            let Some(profile) = path.extension().filter(|of| *of == "toml").and_then(|_| Profile::load(&path, &pack).ok()) else {
                continue;
            };
            let rules = pack.rules(profile.year, profile.place, None).unwrap();
            let watch = || ();
            let work = Work::new(&watch);
            for (input, form) in [Variable::Profit, Variable::Costs, Variable::Wage, Variable::Share]
                .into_iter()
                .flat_map(|input| Form::ALL.iter().map(move |form| (input, *form)))
            {
                let Ok(mover) = Mover::new(&rules, &profile, Axis::of(input)) else { continue };
                let mut probe = Probe::new(&rules, mover.clone(), form, &work);
                assert!(probe.same.is_some());
                let (from, to) = mover.usual();
                for value in (0..=20).map(|part| from + (to - from) / 20 * part).chain([to + 1]) {
                    let mut alone = Probe::new(&rules, mover.clone(), form, &work);
                    alone.same = None;
                    let (one, other) = (probe.sample(value), alone.sample(value));
                    assert_eq!((one.key, one.amounts, one.rounded, one.curved), (other.key, other.amounts, other.rounded, other.curved));
                    assert_eq!(probe.amounts(value), alone.amounts(value), "{input:?} {value} {form:?}");
                }
            }
        }
    }

    /// Whose decisions turn once has no change that looking around would find. So many were steady.
    fn steady_as_looked_at(pack: &Pack, profile: &Profile, forms: &[Form]) -> usize {
        let rules = pack.rules(profile.year, profile.place, None).unwrap();
        let watch = || ();
        let work = Work::new(&watch);
        let axes = [Variable::Profit, Variable::Costs, Variable::Wage, Variable::Share].map(Axis::of);
        let mut steady = 0;
        for (axis, form) in axes.into_iter().flat_map(|axis| forms.iter().map(move |form| (axis, *form))) {
            let Ok(mover) = Mover::new(&rules, profile, axis) else { continue };
            let Ok(span) = mover.span(None) else { continue };
            let mut probe = Probe::new(&rules, mover, form, &work);
            if !probe.steady || probe.sample(span.to).amounts.is_none() {
                continue;
            }
            let found = |probe: &mut Probe<'_>| -> Vec<_> {
                pieces(probe, span).into_iter().map(|of| (of.from, of.to, of.first.key, of.last.key)).collect()
            };
            let bisected = found(&mut probe);
            probe.steady = false;
            assert_eq!(bisected, found(&mut probe), "{axis:?} {form:?} {profile:?}");
            steady += 1;
        }
        steady
    }

    #[test]
    fn nothing_turns_back_around_the_changes_of_the_examples() {
        let pack = Pack::embedded().unwrap();
        let paths = std::fs::read_dir("examples").unwrap().map(|entry| entry.unwrap().path());
        let profiles =
            paths.filter(|path| path.extension().is_some_and(|of| of == "toml")).filter_map(|path| Profile::load(&path, &pack).ok());
        let steady: usize = profiles.map(|profile| steady_as_looked_at(&pack, &profile, Form::ALL)).sum();
        assert!(steady > 100, "{steady}");
    }

    #[cfg(feature = "strategies")]
    #[test]
    fn nothing_turns_back_around_the_changes_of_drawn_businesses() {
        use crate::check::strategies::{Figures, business};
        use proptest::strategy::{Strategy, ValueTree};
        let pack = Pack::embedded().unwrap();
        let drawn = business(&Figures::of(&pack).unwrap());
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let mut steady = 0;
        for _ in 0..60 {
            let mut profile = drawn.new_tree(&mut runner).unwrap().current();
            // Of what makes a rule compare rounded figures, most that is drawn has something.
            profile.hires.clear();
            profile.losses.clear();
            profile.other_businesses.clear();
            (profile.self_employed, profile.assessed, profile.scale.trade_union) = (None, None, false);
            (profile.farming, profile.limited_costs) = Default::default();
            let (company, owner) = (&mut profile.company, &mut profile.owner);
            (company.owner_bonus, company.high_tech, company.western_share) = (crate::Money::ZERO, company.high_tech.map(|_| false), None);
            (owner.comprehensive_income, owner.other_relief, owner.reduction) = Default::default();
            steady += steady_as_looked_at(&pack, &profile, &[profile.form, Form::OnePersonCompany]);
        }
        assert!(steady > 50, "{steady}");
    }
}
