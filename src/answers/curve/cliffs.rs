//! The points at which burden jumps or its marginal rate changes, with the measure responsible.

use super::axis::{Axis, CurveError, Mover};
use super::decisions::parted;
use super::pieces::Probe;
use super::slope::Slope;
use super::stretches::{Curve, Figure, Stretch};
use super::work::Work;
use crate::Money;
use crate::assess::Rules;
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::{Form, Line};
use crate::base::words::Vocabulary;
use crate::facts::Profile;
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::{MeasureIx, Reason};

/// Why the computation changes at a point.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Cause {
    /// The measure that decides, if one does.
    pub measure: Option<MeasureIx>,
    /// The line it decides on.
    pub line: Option<Line>,
    /// Of which period.
    pub period: Option<Period>,
    /// The test that fails on one side, with the figures there.
    pub reason: Option<Reason>,
}

/// A point at which burden jumps or its marginal rate changes (临界点).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Cliff {
    /// The last value before it.
    pub before: i64,
    /// The first value after it: the next one, unless rounding wavers between the two.
    pub after: i64,
    /// The amounts at both; `None` where the business cannot be assessed.
    pub amounts: (Option<Amounts>, Option<Amounts>),
    /// By how much the burden jumps; zero where it only bends.
    pub jump: Money,
    /// By how much what is left to the owner jumps beyond what the input itself brings; zero where it only bends.
    pub net_jump: Money,
    /// The marginal rates of the burden on both sides.
    pub rates: (Option<Slope>, Option<Slope>),
    /// The line that changes most: by its jump or, where none jumps, by its marginal rate.
    pub line: Option<Line>,
    /// Why.
    pub cause: Option<Cause>,
    /// Why it cannot be assessed on one side.
    pub refused: Option<Error>,
}

/// All such points of one form along an input.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Cliffs {
    /// The curve.
    pub curve: Curve,
    /// The amounts of the profile as it is, where they can be had.
    pub here: Option<Amounts>,
    /// In the order of the input.
    pub cliffs: Vec<Cliff>,
}

/// Finds every point of `form` along `axis`; without a range along its usual one. `watch` is called once an assessment.
///
/// ```
/// use huiqi::{Axis, Form};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let first_quarter = Axis::parse("sales.Q1").unwrap();
/// let found = huiqi::cliffs(&rules, &shop, Form::IndividualBusiness, first_quarter, Some((40_000_000, 50_000_000)), &|| ())?;
/// let cliff = &found.cliffs[0];
/// // Up to this price, VAT included, the quarter is exempt: 450,000.00 without it.
/// assert_eq!(first_quarter.show(cliff.before), "454,500.00");
/// # Ok::<(), huiqi::CurveError>(())
/// ```
///
/// # Errors
/// As [`Curve::of`]; and when the form cannot be assessed anywhere on the range.
pub fn cliffs(
    rules: &Rules,
    profile: &Profile,
    form: Form,
    axis: Axis,
    range: Option<(i64, i64)>,
    watch: &dyn Fn(),
) -> Result<Cliffs, CurveError> {
    cliffs_within(rules, profile, form, axis, range, &Work::new(watch))
}

/// The same as a part of an answer.
pub(crate) fn cliffs_within(
    rules: &Rules,
    profile: &Profile,
    form: Form,
    axis: Axis,
    range: Option<(i64, i64)>,
    work: &Work<'_>,
) -> Result<Cliffs, CurveError> {
    let mover = Mover::new(rules, profile, axis)?;
    let span = mover.span(range)?;
    let mut probe = Probe::new(rules, mover, form, work);
    let curve = Curve::through(&mut probe, form, span);
    work.within()?;
    if curve.stretches.iter().all(|stretch| stretch.first.is_none()) {
        let refused = probe.amounts(span.from);
        work.within()?;
        refused?;
    }
    let mut cliffs = Vec::new();
    let mut rest = curve.stretches.as_slice();
    while let [left, others @ ..] = rest {
        let wavering = wavering(left, others);
        let Some(right) = others.get(wavering) else { break };
        cliffs.push(cliff(&mut probe, left, right));
        rest = others.get(wavering..).unwrap_or_default();
    }
    work.within()?;
    Ok(Cliffs { here: crate::assess::amounts(rules, profile, form).ok(), curve, cliffs })
}

/// How many of the stretches after `left` are only rounding going back and forth between two ways of deciding.
fn wavering(left: &Stretch, others: &[Stretch]) -> usize {
    let mut count = 0;
    while let [first, ..] = others
        && let [narrow, next, ..] = others.get(count..).unwrap_or_default()
        && narrow.to - narrow.from <= WAVER
        && (next.keys.0 == left.keys.1 || count > 0 && next.keys.0 == first.keys.0)
    {
        count += 1;
    }
    count
}

/// The widest stretch that is taken for rounding going back and forth.
const WAVER: i64 = 500;

fn cliff(probe: &mut Probe<'_>, left: &Stretch, right: &Stretch) -> Cliff {
    let (before, after) = (left.to, right.from);
    let refused = [before, after].into_iter().find_map(|value| probe.amounts(value).err());
    // What a figure rises by over the gap, beyond what its marginal rate makes of it.
    let jump = |figure: Figure| -> Money {
        let (Some(first), Some(second)) = (&left.last, &right.first) else { return Money::ZERO };
        let rise = figure.of(second) - figure.of(first);
        let usual = [left, right].into_iter().find_map(|side| side.slope(figure)).map_or(0, |slope| {
            let rise = i128::from(slope.numerator) * i128::from(after - before) / i128::from(slope.denominator.max(1));
            i64::try_from(rise).unwrap_or_default()
        });
        let jump = rise - Money::from_fen(usual);
        if jump.fen().abs() <= left.slack(figure).max(right.slack(figure)).fen() { Money::ZERO } else { jump }
    };
    let by_jump = Line::ALL.iter().copied().map(|line| (jump(Figure::Line(line)).fen().abs(), line));
    let by_rate = || {
        Line::ALL.iter().copied().filter_map(|line| {
            let rate = |side: &Stretch| side.slope(Figure::Line(line)).map(Slope::millionths);
            Some(((rate(right)? - rate(left)?).abs(), line))
        })
    };
    let most = |found: &mut dyn Iterator<Item = (i64, Line)>| found.filter(|(size, _)| *size > 0).max_by_key(|(size, _)| *size);
    let line = most(&mut by_jump.into_iter()).or_else(|| most(&mut by_rate())).map(|(_, line)| line);
    let cause = parted(&probe.decisions(before), &probe.decisions(after), line).map(|decision| Cause {
        measure: decision.measure,
        line: decision.line,
        period: decision.period,
        reason: decision.reason.clone(),
    });
    Cliff {
        before,
        after,
        amounts: (left.last, right.first),
        jump: jump(Figure::Burden),
        net_jump: jump(Figure::Net),
        rates: (left.slope(Figure::Burden), right.slope(Figure::Burden)),
        line,
        cause,
        refused,
    }
}
