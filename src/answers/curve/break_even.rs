//! Where one form overtakes another along an input, to the fen.

use super::axis::{Axis, CurveError, Mover, Span};
use super::pieces::{Piece, Probe, clipped, pieces};
use super::stretches::{Curve, Figure};
use super::work::Work;
use crate::Money;
use crate::assess::Rules;
use crate::assess::assess;
use crate::base::names::{Form, Line};
use crate::base::words::Vocabulary;
use crate::facts::Profile;
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::{MeasureIx, What};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// A point at which what is left to the owner becomes more in one form than in another.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Crossing {
    /// The last value before it.
    pub before: i64,
    /// The first value after it.
    pub at: i64,
    /// From here on it stays so; more than `at` only where rounding goes back and forth.
    pub settled: i64,
    /// From here on the other form leaves no less than the present one; `false`: less.
    pub gains: bool,
    /// What the other form leaves more, before and at the point.
    pub difference: (Money, Money),
    /// The line that moves the difference most here.
    pub line: Option<Line>,
    /// And the measure that it rests on.
    pub measure: Option<MeasureIx>,
}

/// A range of values at which two forms leave the same, up to rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EqualRange {
    /// First.
    pub from: i64,
    /// Last.
    pub to: i64,
}

/// Two forms along an input.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Overtaking {
    /// The input and its range.
    pub span: Span,
    /// What the input is in the profile.
    pub here: i64,
    /// The form converted into.
    pub to: Form,
    /// Whether the other form leaves no less at the beginning of the range; `None` where it cannot be said.
    pub ahead_at_first: Option<bool>,
    /// What the other form leaves more as things are.
    pub now: Option<Money>,
    /// Every point of the range at which that changes.
    pub crossings: Vec<Crossing>,
    /// Where the two cannot be told apart.
    pub evens: Vec<EqualRange>,
    /// Where rounding alone lets the difference turn and turn back.
    pub touches: Vec<EqualRange>,
    /// Where the difference is nearest to turning (or, where it turns, just zero), and what it is there.
    pub nearest: Option<(i64, Money)>,
}

/// Finds every point along `axis` at which `to` overtakes the present form, or is overtaken by it.
///
/// ```
/// use huiqi::{Axis, Form, Variable};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let profit = Axis::of(Variable::Profit);
/// let found = huiqi::break_even(&rules, &shop, profit, Some((0, 100_000_000)), Form::OnePersonCompany, &|| ())?;
/// // At no profit up to a million yuan does the company leave its owner more.
/// assert!(found.crossings.is_empty() && found.ahead_at_first == Some(false));
/// # Ok::<(), huiqi::CurveError>(())
/// ```
///
/// # Errors
/// As [`Curve::of`].
pub fn break_even(
    rules: &Rules,
    profile: &Profile,
    axis: Axis,
    range: Option<(i64, i64)>,
    to: Form,
    watch: &dyn Fn(),
) -> Result<Overtaking, CurveError> {
    break_even_within(rules, profile, axis, range, to, &Work::new(watch))
}

/// The same as a part of an answer.
pub(crate) fn break_even_within(
    rules: &Rules,
    profile: &Profile,
    axis: Axis,
    range: Option<(i64, i64)>,
    to: Form,
    work: &Work<'_>,
) -> Result<Overtaking, CurveError> {
    Ok(followed(rules, profile, axis, range, to, work)?.found)
}

/// Two forms along an input: where one overtakes the other, and what was found out on the way.
pub(crate) struct Followed<'r> {
    pub(crate) found: Overtaking,
    rules: &'r Rules,
    pair: Pair<'r>,
    /// Of the present form and the other.
    pieces: [Vec<Piece>; 2],
    work: &'r Work<'r>,
}

/// As [`break_even`], for who asks further.
pub(crate) fn followed<'r>(
    rules: &'r Rules,
    profile: &'r Profile,
    axis: Axis,
    range: Option<(i64, i64)>,
    to: Form,
    work: &'r Work<'r>,
) -> Result<Followed<'r>, CurveError> {
    Present::along(rules, profile, Mover::new(rules, profile, axis)?, range, work)?.beside(to)
}

/// The present form along an input: it is followed once, and every other form is held against it.
pub(super) struct Present<'r> {
    rules: &'r Rules,
    profile: &'r Profile,
    mover: Mover,
    span: Span,
    pieces: Vec<Piece>,
    work: &'r Work<'r>,
}

impl<'r> Present<'r> {
    pub(super) fn along(
        rules: &'r Rules,
        profile: &'r Profile,
        mover: Mover,
        range: Option<(i64, i64)>,
        work: &'r Work<'r>,
    ) -> Result<Present<'r>, CurveError> {
        let span = mover.span(range)?;
        let pieces = pieces(&mut Probe::new(rules, mover.clone(), profile.form, work), span);
        Ok(Present { rules, profile, mover, span, pieces, work })
    }

    pub(super) fn beside(&self, to: Form) -> Result<Followed<'r>, CurveError> {
        let Present { rules, profile, ref mover, span, work, .. } = *self;
        let (here, parts) = (mover.here(), mover.parts());
        let now = Probe::new(rules, mover.clone(), profile.form, work);
        let mut then = Probe::new(rules, mover.clone(), to, work);
        let pieces = [self.pieces.clone(), pieces(&mut then, span)];
        work.within()?;
        let [of_now, of_then] = &pieces;
        let curves = [Curve::joined(of_now, &now, profile.form, span), Curve::joined(of_then, &then, to, span)];
        let mut starts: Vec<i64> =
            std::iter::once(span.from).chain(curves.iter().flat_map(|curve| curve.changes.iter().copied())).collect();
        starts.sort_unstable();
        starts.dedup();
        let slack = curves.iter().flat_map(|curve| &curve.stretches).map(|stretch| stretch.slack(Figure::Net).fen()).max().unwrap_or(0);
        let mut pair = Pair::new(now, then, slack + 2 * parts);
        let mut found = Found::default();
        for (i, from) in starts.iter().enumerate() {
            let last = starts.get(i + 1).map_or(span.to, |next| next - 1);
            found.piece(&mut pair, *from, last);
        }
        let (mut crossings, mut touches) = (Vec::new(), Vec::new());
        for zone in found.zones(pair.slack) {
            match crossing(rules, &mut pair, span, zone) {
                Some(crossing) => crossings.push(crossing),
                None => touches.push(EqualRange { from: zone.0, to: zone.1 }),
            }
        }
        let found = Overtaking {
            span,
            here,
            to,
            ahead_at_first: found.states.first().and_then(|(_, difference)| ahead(*difference)),
            now: difference(crate::assess::amounts(rules, profile, to).ok(), crate::assess::amounts(rules, profile, profile.form).ok()),
            crossings,
            evens: found.evens,
            touches,
            nearest: found.nearest,
        };
        work.within()?;
        Ok(Followed { found, rules, pair, pieces, work })
    }
}

impl Followed<'_> {
    /// How much more the other form leaves from one value of the input to another within the span, at each end of a stretch of either
    /// form: between two of them it is straight, up to rounding.
    pub(crate) fn gains(&mut self, from: i64, to: i64) -> Result<Vec<(i64, Money)>, CurveError> {
        let span = Span { from, to, ..self.found.span };
        let Pair { now, then, .. } = &mut self.pair;
        let [of_now, of_then] = &self.pieces;
        let of_now = clipped(of_now, now, from, to);
        let curve = Curve::joined(&of_now, now, now.form, span);
        let of_then = clipped(of_then, then, from, to);
        let other = Curve::joined(&of_then, then, then.form, span);
        let gains = gains(&mut self.pair, &curve, &other);
        self.work.within().map(|()| gains)
    }

    /// The same for a profile that differs in nothing but the share distributed.
    pub(crate) fn gains_of(&mut self, profile: &Profile, from: i64, to: i64) -> Result<Vec<(i64, Money)>, CurveError> {
        let span = Span { from, to, ..self.found.span };
        let mover = Mover::new(self.rules, profile, span.axis)?;
        let [present, _] = &self.pieces;
        let present = clipped(present, &mut self.pair.now, from, to);
        let curve = Curve::joined(&present, &self.pair.now, profile.form, span);
        let now = Probe::new(self.rules, mover.clone(), profile.form, self.work);
        let mut then = Probe::new(self.rules, mover, self.found.to, self.work);
        let other = Curve::through(&mut then, self.found.to, span);
        let gains = gains(&mut Pair::new(now, then, 0), &curve, &other);
        self.work.within().map(|()| gains)
    }
}

fn gains(pair: &mut Pair<'_>, now: &Curve, then: &Curve) -> Vec<(i64, Money)> {
    let span = now.span;
    let here = Some(now.here).filter(|here| (span.from..=span.to).contains(here));
    let ends = now.stretches.iter().chain(&then.stretches).flat_map(|stretch| [stretch.from, stretch.to]);
    let mut values: Vec<i64> = ends.chain(here).collect();
    values.sort_unstable();
    values.dedup();
    values.into_iter().filter_map(|value| Some((value, pair.at(value)?))).collect()
}

/// Both forms at any value.
struct Pair<'r> {
    now: Probe<'r>,
    then: Probe<'r>,
    /// What rounding may move the difference by, in fen.
    slack: i64,
    /// What was found so far: around a crossing each value is asked for twice.
    known: HashMap<i64, Option<Money>, FixedState>,
}

/// Whether the other form leaves no less.
fn ahead(difference: Option<Money>) -> Option<bool> {
    difference.map(|difference| difference >= Money::ZERO)
}

fn difference(then: Option<Amounts>, now: Option<Amounts>) -> Option<Money> {
    Some(then?.net_to_owner() - now?.net_to_owner())
}

impl<'r> Pair<'r> {
    fn new(now: Probe<'r>, then: Probe<'r>, slack: i64) -> Pair<'r> {
        Pair { now, then, slack, known: HashMap::default() }
    }

    fn at(&mut self, value: i64) -> Option<Money> {
        let Pair { now, then, known, .. } = self;
        *known.entry(value).or_insert_with(|| difference(then.amounts(value).ok(), now.amounts(value).ok()))
    }
}

/// How long a stretch beyond which two forms that differ by no more than rounding are called even.
const EVEN: i64 = 20_000;
/// How many values without a change end the search around one, at least.
const QUIET: i64 = 1_000;

#[derive(Default)]
struct Found {
    /// The difference at every value at which its sign, or whether there is one, changes.
    states: Vec<(i64, Option<Money>)>,
    evens: Vec<EqualRange>,
    nearest: Option<(i64, Money)>,
}

impl Found {
    fn state(&mut self, at: i64, difference: Option<Money>) {
        if self.states.last().is_none_or(|(_, known)| ahead(*known) != ahead(difference)) {
            self.states.push((at, difference));
        }
        if let Some(difference) = difference
            && self.nearest.is_none_or(|(_, known)| difference.fen().abs() < known.fen().abs())
        {
            self.nearest = Some((at, difference));
        }
    }

    /// One piece on which both forms decide alike throughout, so that the difference is a straight line up to rounding:
    /// it changes sign at most once, and otherwise only where it is within rounding of zero.
    fn piece(&mut self, pair: &mut Pair<'_>, from: i64, to: i64) {
        let (first, last) = (pair.at(from), pair.at(to));
        self.state(from, first);
        let (Some(first), Some(last)) = (first, last) else { return };
        let near = |difference: Money| difference.fen().abs() <= pair.slack;
        let (near_first, near_last) = (near(first), near(last));
        if near_first && near_last && to - from > EVEN {
            self.evens.push(EqualRange { from, to });
        } else if ahead(Some(first)) != ahead(Some(last)) {
            let (mut low, mut high) = (from, to);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if ahead(pair.at(middle)) == ahead(Some(first)) { low = middle } else { high = middle }
            }
            let begin = quiet(pair, low, from, -1);
            let end = quiet(pair, high, to, 1);
            self.every(pair, begin, end);
        } else {
            if near_first {
                let end = quiet(pair, from, to, 1);
                self.every(pair, from, end);
            }
            if near_last {
                let begin = quiet(pair, to, from, -1);
                self.every(pair, begin, to);
            }
        }
        self.state(to, Some(last));
    }

    fn every(&mut self, pair: &mut Pair<'_>, from: i64, to: i64) {
        for value in from..=to {
            let difference = pair.at(value);
            self.state(value, difference);
        }
    }

    /// Changes that lie so close together that only rounding makes them several.
    fn zones(&self, slack: i64) -> Vec<(i64, i64)> {
        let mut zones: Vec<(i64, i64)> = Vec::new();
        for pair in self.states.windows(2) {
            let [(_, before), (at, after)] = pair else { continue };
            let (Some(_), Some(after)) = (before, after) else { continue };
            match zones.last_mut() {
                Some((_, settled)) if at - *settled <= QUIET && after.fen().abs() <= slack => *settled = *at,
                _ => zones.push((*at, *at)),
            }
        }
        zones
    }
}

/// From `from` towards `until`: the first value beyond which the difference is out of rounding's reach of zero, or long
/// without a change of sign.
fn quiet(pair: &mut Pair<'_>, from: i64, until: i64, step: i64) -> i64 {
    let (mut value, mut latest) = (from, from);
    let mut side = ahead(pair.at(from));
    while value != until {
        value += step;
        let Some(difference) = pair.at(value) else { return value };
        if side != ahead(Some(difference)) {
            (side, latest) = (ahead(Some(difference)), value);
        }
        if difference.fen().abs() > pair.slack || (value - latest).abs() > QUIET.max((latest - from).abs()) {
            return value;
        }
    }
    value
}

/// What a change is, once it is found; nothing where it only touches.
fn crossing(rules: &Rules, pair: &mut Pair<'_>, span: Span, (at, settled): (i64, i64)) -> Option<Crossing> {
    let before = at - 1;
    let (old, new) = (pair.at(before)?, pair.at(settled)?);
    let gains = new >= Money::ZERO;
    if gains == (old >= Money::ZERO) {
        return None;
    }
    let (line, measure) = deciding(rules, pair, span, (before, settled), gains).unzip();
    Some(Crossing { before, at, settled, gains, difference: (old, pair.at(at)?), line, measure: measure.flatten() })
}

/// The line that moves the difference most towards the change, and the measure that its tax is due or relieved under.
fn deciding(rules: &Rules, pair: &mut Pair<'_>, span: Span, (before, after): (i64, i64), gains: bool) -> Option<(Line, Option<MeasureIx>)> {
    // A jump shows between neighbours. A slow crossing is all rounding there: look a little further.
    let jumps = (pair.at(after)? - pair.at(before)?).fen().abs() > pair.slack;
    let reach = if jumps { 0 } else { 100_000 };
    let (low, high) = ((before - reach).max(span.from), (after + reach).min(span.to));
    let mut of = |probe: fn(&mut Pair<'_>, i64) -> Option<Amounts>| Some((probe(pair, low)?, probe(pair, high)?));
    let now = of(|pair, value| pair.now.amounts(value).ok())?;
    let then = of(|pair, value| pair.then.amounts(value).ok())?;
    let rise = |(from, to): &(Amounts, Amounts), line: Line| (to.lines[line].payable() - from.lines[line].payable()).fen();
    let towards = if gains { 1 } else { -1 };
    let moved = Line::ALL.iter().copied().map(|line| ((rise(&now, line) - rise(&then, line)) * towards, line));
    let (_, line) = moved.filter(|(moved, _)| *moved > 0).max_by_key(|(moved, _)| *moved)?;
    let by_now = rise(&now, line).abs() >= rise(&then, line).abs();
    let probe = if by_now { &mut pair.now } else { &mut pair.then };
    let form = probe.form;
    let assessed = assess(rules, probe.mover.at(high), form).ok()?;
    let steps = assessed.record.steps.iter().filter(|step| step.line == line && step.measure().is_some());
    let measure = steps.max_by_key(|step| (step.what == What::Due, step.result)).and_then(|step| step.measure());
    Some((line, measure))
}
