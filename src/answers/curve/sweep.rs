//! Burden and net along one input or two, under several forms, with every kink, jump and break-even kept.

use super::axis::{Axis, CurveError, Mover, Span};
use super::break_even::{Overtaking, break_even_within};
use super::pieces::Probe;
use super::stretches::Curve;
use super::variable::AxisProblem;
use super::work::Work;
use crate::Money;
use crate::assess::Rules;
use crate::base::names::Form;
use crate::facts::Profile;
use crate::taxes::amounts::Amounts;

/// One input or two, moved under several forms (扫描).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Sweep {
    /// The first input and its range.
    pub span: Span,
    /// What the first input is in the profile.
    pub here: i64,
    /// The second, if there is one.
    pub second: Option<Span>,
    /// The present form, then the others.
    pub forms: Vec<Form>,
    /// Along one input: where each of the others overtakes the present form. Along two: none.
    pub turns: Vec<Overtaking>,
    /// In the order of the second input, then of the first.
    pub points: Vec<Point>,
}

/// All forms at one point.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Point {
    /// The first input.
    pub value: i64,
    /// The second.
    pub second: Option<i64>,
    /// An end of a stretch of some form: beside it a figure jumps or bends.
    pub breaks: bool,
    /// By form; `None` where it cannot be assessed.
    pub amounts: Vec<Option<Amounts>>,
}

impl Point {
    /// What a form leaves the owner more than the present one.
    ///
    /// ```
    /// use huiqi::{Axis, Form, Money, Variable};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let sales = (Axis::of(Variable::Sales), Some((100_000_000, 200_000_000)));
    /// let swept = huiqi::sweep(&rules, &shop, &[Form::OnePersonCompany], sales, None, 2, &|| ())?;
    /// let first = &swept.points[0];
    /// let [now, then] = [0, 1].map(|form| first.amounts[form].unwrap().net_to_owner());
    /// assert_eq!((first.difference(0), first.difference(1)), (Some(Money::ZERO), Some(then - now)));
    /// # Ok::<(), huiqi::CurveError>(())
    /// ```
    #[must_use]
    pub fn difference(&self, form: usize) -> Option<Money> {
        let net = |at: usize| self.amounts.get(at).copied().flatten().map(|amounts: Amounts| amounts.net_to_owner());
        Some(net(form)? - net(0)?)
    }
}

/// `count` values of a range, evenly spaced, both ends included.
pub(super) fn evenly(from: i64, to: i64, count: usize) -> Vec<i64> {
    let steps = i128::try_from(count.max(2) - 1).unwrap_or(1);
    let mut values: Vec<i64> =
        (0..=steps).filter_map(|step| i64::try_from(i128::from(from) + i128::from(to - from) * step / steps).ok()).collect();
    values.dedup();
    values
}

/// Sweeps the present form and `others` over the first input and, where given, a second; each range is cut into
/// `count` values, and every end of a stretch of any form, every break-even and the profile's own value is added exactly.
///
/// ```
/// use huiqi::{Axis, Form, Variable};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let sales = (Axis::of(Variable::Sales), Some((100_000_000, 200_000_000)));
/// let swept = huiqi::sweep(&rules, &shop, &[Form::OnePersonCompany], sales, None, 3, &|| ())?;
/// let values: Vec<i64> = swept.points.iter().map(|point| point.value).collect();
/// // The three that were asked for, and both sides of each jump between them.
/// assert!(values.is_sorted() && [100_000_000, 150_000_000, 200_000_000].iter().all(|value| values.contains(value)));
/// # Ok::<(), huiqi::CurveError>(())
/// ```
///
/// # Errors
/// As [`Curve::of`]; and when both inputs are one.
pub fn sweep(
    rules: &Rules,
    profile: &Profile,
    others: &[Form],
    (axis, range): (Axis, Option<(i64, i64)>),
    second: Option<(Axis, Option<(i64, i64)>)>,
    count: usize,
    watch: &dyn Fn(),
) -> Result<Sweep, CurveError> {
    sweep_within(rules, profile, others, (axis, range), second, count, &Work::new(watch))
}

/// The same as a part of an answer.
pub(crate) fn sweep_within(
    rules: &Rules,
    profile: &Profile,
    others: &[Form],
    (axis, range): (Axis, Option<(i64, i64)>),
    second: Option<(Axis, Option<(i64, i64)>)>,
    count: usize,
    work: &Work<'_>,
) -> Result<Sweep, CurveError> {
    let first = Mover::new(rules, profile, axis)?;
    let span = first.span(range)?;
    let forms: Vec<Form> = std::iter::once(profile.form).chain(others.iter().copied()).collect();
    let mut result = Sweep { span, here: first.here(), second: None, forms, turns: Vec::new(), points: Vec::new() };
    match second {
        None => {
            for form in others {
                result.turns.push(break_even_within(rules, profile, axis, range, *form, work)?);
            }
            result.along(rules, profile, None, count, work)?;
        }
        Some((other, _)) if other == axis => return Err(CurveError::Axis(AxisProblem::SameTwice { name: axis.key() })),
        Some((other, range)) => {
            let mut mover = Mover::new(rules, profile, other)?;
            let second = mover.span(range)?;
            result.second = Some(second);
            for value in evenly(second.from, second.to, count) {
                let moved = mover.at(value).clone();
                result.along(rules, &moved, Some(value), count, work)?;
            }
        }
    }
    Ok(result)
}

impl Sweep {
    fn along(&mut self, rules: &Rules, profile: &Profile, second: Option<i64>, count: usize, work: &Work<'_>) -> Result<(), CurveError> {
        let Span { axis, from, to } = self.span;
        let mover = Mover::new(rules, profile, axis)?;
        let span = mover.span(Some((from, to)))?;
        let mut probes: Vec<Probe<'_>> = self.forms.iter().map(|form| Probe::new(rules, mover.clone(), *form, work)).collect();
        let mut breaks = Vec::new();
        for probe in &mut probes {
            let form = probe.form;
            let curve = Curve::through(probe, form, span);
            breaks.extend(curve.stretches.iter().skip(1).flat_map(|stretch| [stretch.from - 1, stretch.from]));
        }
        work.within()?;
        let mut values = evenly(from, to, count);
        values.extend(breaks.iter().copied());
        values.extend(self.turns.iter().flat_map(|turn| &turn.crossings).map(|crossing| crossing.at));
        values.extend(Some(self.here).filter(|here| (from..=to).contains(here)));
        values.sort_unstable();
        values.dedup();
        for value in values {
            let amounts = probes.iter_mut().map(|probe| probe.amounts(value).ok()).collect();
            self.points.push(Point { value, second, breaks: breaks.contains(&value), amounts });
        }
        work.within()
    }
}
