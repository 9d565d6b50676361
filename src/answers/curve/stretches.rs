//! Pieces joined into stretches on which burden, net and every line are straight up to rounding.

use super::axis::{Axis, CurveError, Mover, Span};
use super::pieces::{Piece, Probe, Sample, pieces};
use super::slope::Slope;
use super::work::Work;
use crate::Money;
use crate::assess::Rules;
use crate::base::names::{Form, Line};
use crate::base::words::Vocabulary;
use crate::facts::Profile;
use crate::taxes::amounts::Amounts;

/// What is followed along an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Figure {
    /// The total burden.
    Burden,
    /// What is left to the owner.
    Net,
    /// What is payable on one line.
    Line(Line),
}

impl Figure {
    /// All of them.
    ///
    /// ```
    /// use huiqi::{Figure, Line, Vocabulary};
    ///
    /// assert_eq!(Figure::all().count(), Line::ALL.len() + 2);
    /// assert_eq!(Figure::all().next(), Some(Figure::Burden));
    /// ```
    pub fn all() -> impl Iterator<Item = Figure> {
        [Figure::Burden, Figure::Net].into_iter().chain(Line::ALL.iter().map(|line| Figure::Line(*line)))
    }

    /// The figure of an assessment.
    ///
    /// ```
    /// use huiqi::{Figure, Line};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let amounts = huiqi::amounts(&rules, &shop, shop.form)?;
    /// assert_eq!(Figure::Burden.of(&amounts), amounts.total());
    /// assert_eq!(Figure::Line(Line::Vat).of(&amounts), amounts.lines[Line::Vat].payable());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn of(self, amounts: &Amounts) -> Money {
        match self {
            Figure::Burden => amounts.total(),
            Figure::Net => amounts.net_to_owner(),
            Figure::Line(line) => amounts.lines[line].payable(),
        }
    }
}

/// Values of the input over which every figure is a straight line, up to rounding.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stretch {
    /// First value.
    pub from: i64,
    /// Last value.
    pub to: i64,
    /// The amounts at the first value; `None` where the business cannot be assessed.
    pub first: Option<Amounts>,
    /// The amounts at the last value.
    pub last: Option<Amounts>,
    /// It bends gently one way: a quotient moves (see the module).
    pub curved: bool,
    /// What rounding may move a line by, and all together, in fen.
    slack: Slack,
    /// The decisions at the first and the last value.
    pub(super) keys: (u64, u64),
}

impl Stretch {
    /// The marginal rate of a figure; `None` where nothing was assessed, or on so few values that rounding hides it.
    ///
    /// ```
    /// use huiqi::{Axis, Curve, Figure, Form, Line, Variable};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let range = Some((10_000_000, 20_000_000)); // an owner's wage of 100,000 to 200,000 yuan
    /// let curve = Curve::of(&rules, &shop, Form::OnePersonCompany, Axis::of(Variable::Wage), range, &|| ())?;
    /// let slopes: Vec<_> = curve.stretches.iter().filter_map(|stretch| stretch.slope(Figure::Line(Line::IitWage))).collect();
    /// // The first bracket of comprehensive income, then the second.
    /// assert_eq!(slopes.iter().map(|slope| slope.millionths()).collect::<Vec<_>>(), [30_000, 100_000]);
    /// # Ok::<(), huiqi::CurveError>(())
    /// ```
    #[must_use]
    pub fn slope(&self, figure: Figure) -> Option<Slope> {
        let (first, last) = (self.first.as_ref()?, self.last.as_ref()?);
        if self.to - self.from < 100 * self.slack.of(figure) {
            return None;
        }
        let slope = Slope::of((figure.of(last) - figure.of(first)).fen(), self.to - self.from, self.slack.of(figure));
        slope.map(|slope| Slope { exact: slope.exact && !self.curved, ..slope })
    }

    /// By how much rounding may move a figure off its line.
    ///
    /// ```
    /// use huiqi::{Axis, Curve, Figure, Form, Line, Money, Variable};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let curve = Curve::of(&rules, &shop, Form::OnePersonCompany, Axis::of(Variable::Wage), Some((0, 1_000_000)), &|| ())?;
    /// // Of all lines together it is more than of one.
    /// let slack = |figure: Figure| curve.stretches[0].slack(figure);
    /// assert!(Money::ZERO < slack(Figure::Line(Line::Cit)) && slack(Figure::Line(Line::Cit)) < slack(Figure::Burden));
    /// # Ok::<(), huiqi::CurveError>(())
    /// ```
    #[must_use]
    pub fn slack(&self, figure: Figure) -> Money {
        Money::from_fen(self.slack.of(figure))
    }
}

/// One form along an input: its stretches, in order and without a gap.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Curve {
    /// The input and its range.
    pub span: Span,
    /// What the input is in the profile.
    pub here: i64,
    /// The form.
    pub form: Form,
    /// At least one.
    pub stretches: Vec<Stretch>,
    pub(super) changes: Vec<i64>,
}

impl Curve {
    /// Follows `form` along `axis`; without a range along its usual one. `watch` is called once an assessment.
    ///
    /// ```
    /// use huiqi::{Axis, Curve, Form, Variable};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let curve = Curve::of(&rules, &shop, Form::IndividualBusiness, Axis::of(Variable::Sales), Some((0, 300_000_000)), &|| ())?;
    /// assert_eq!(curve.here, 188_500_000); // 1,885,000.00 yuan
    /// let (first, last) = (&curve.stretches[0], curve.stretches.last().unwrap());
    /// assert_eq!((first.from, last.to), (0, 300_000_000));
    /// # Ok::<(), huiqi::CurveError>(())
    /// ```
    ///
    /// # Errors
    /// The input is not in the profile, or the range impossible for it.
    pub fn of(
        rules: &Rules,
        profile: &Profile,
        form: Form,
        axis: Axis,
        range: Option<(i64, i64)>,
        watch: &dyn Fn(),
    ) -> Result<Curve, CurveError> {
        let mover = Mover::new(rules, profile, axis)?;
        let span = mover.span(range)?;
        let work = Work::new(watch);
        let curve = Curve::through(&mut Probe::new(rules, mover, form, &work), form, span);
        work.within().map(|()| curve)
    }

    /// Where decisions change, visible or not: the first value of each piece but the first.
    ///
    /// ```
    /// use huiqi::{Axis, Curve, Form, Variable};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let curve = Curve::of(&rules, &shop, Form::IndividualBusiness, Axis::of(Variable::Sales), Some((0, 300_000_000)), &|| ())?;
    /// assert!(curve.changes().is_sorted() && curve.changes().len() >= curve.stretches.len() - 1);
    /// # Ok::<(), huiqi::CurveError>(())
    /// ```
    #[must_use]
    pub fn changes(&self) -> &[i64] {
        &self.changes
    }

    pub(super) fn through(probe: &mut Probe<'_>, form: Form, span: Span) -> Curve {
        Curve::joined(&pieces(probe, span), probe, form, span)
    }

    /// Of pieces that are known, in order and without a gap.
    pub(super) fn joined(pieces: &[Piece], probe: &Probe<'_>, form: Form, span: Span) -> Curve {
        let changes = pieces.iter().skip(1).map(|piece| piece.from).collect();
        let parts = probe.mover.parts();
        let mut stretches = Vec::new();
        let assessable = |piece: &Piece| piece.first.amounts.is_some();
        for run in pieces.chunk_by(|a, b| assessable(a) == assessable(b) && a.last.curved == b.first.curved) {
            join(run, parts, &mut stretches);
        }
        Curve { span, here: probe.mover.here(), form, stretches, changes }
    }
}

/// What rounding may move each figure by.
#[derive(Clone, Debug)]
struct Slack {
    lines: crate::base::names::ByLine<i64>,
    all: i64,
}

impl Slack {
    fn of_pieces<'p>(samples: impl Iterator<Item = &'p Sample>, parts: i64) -> Slack {
        let mut lines = crate::base::names::ByLine::<i64>::default();
        for sample in samples {
            for (line, rounded) in sample.rounded.iter() {
                // The old stamp duty is rounded to the tenth of a yuan.
                let figures = if line == Line::Stamp { rounded * 10 } else { *rounded };
                lines[line] = lines[line].max(figures);
            }
        }
        let all = lines.iter().map(|(_, rounded)| rounded).sum::<i64>() + parts;
        // Income taxes start from the sums of the others.
        for line in [Line::IitBusiness, Line::Cit, Line::IitDividend] {
            lines[line] += all / 2;
        }
        Slack { lines, all }
    }

    fn of(&self, figure: Figure) -> i64 {
        match figure {
            Figure::Burden | Figure::Net => 2 * self.all,
            Figure::Line(line) => self.lines[line] + 2,
        }
    }
}

/// Changes this close together, in fen, are told apart by their order only.
const CLOSE: i64 = 500;

/// Splits a run of pieces where it is bent most, until each part is straight; then takes back every split that the others
/// made needless.
fn join(run: &[Piece], parts: i64, stretches: &mut Vec<Stretch>) {
    let slack = Slack::of_pieces(run.iter().flat_map(|piece| [&piece.first, &piece.last]), parts);
    let mut splits = vec![0, run.len()];
    split(run, 0, &slack, &mut splits);
    splits.sort_unstable();
    let mut at = 1;
    while at + 1 < splits.len() {
        let (Some(from), Some(split), Some(to)) = (splits.get(at - 1), splits.get(at), splits.get(at + 1)) else { break };
        let straight = |from: usize, to: usize| run.get(from..to).is_some_and(|part| most_bent(part, &slack).is_none());
        if straight(*from, *to) {
            splits.remove(at);
            continue;
        }
        // Of changes that lie so close together that the figures do not tell which bends them, the first.
        let place = |split: usize| run.get(split).map_or(i64::MIN, |piece| piece.from);
        let near =
            (from + 1..*split).find(|other| place(*split) - place(*other) <= CLOSE && straight(*from, *other) && straight(*other, *to));
        if let (Some(near), Some(split)) = (near, splits.get_mut(at)) {
            *split = near;
        }
        at += 1;
    }
    for part in splits.windows(2) {
        let part = part.first().zip(part.last()).and_then(|(from, to)| run.get(*from..*to)).unwrap_or_default();
        let (Some(head), Some(tail)) = (part.first(), part.last()) else { continue };
        stretches.push(Stretch {
            from: head.from,
            to: tail.to,
            first: head.first.amounts,
            last: tail.last.amounts,
            curved: part.iter().any(|piece| piece.first.curved || piece.last.curved),
            slack: slack.clone(),
            keys: (head.first.key, tail.last.key),
        });
    }
}

fn split(run: &[Piece], offset: usize, slack: &Slack, splits: &mut Vec<usize>) {
    let Some(at) = most_bent(run, slack) else { return };
    let Some((left, right)) = run.split_at_checked(at) else { return };
    splits.push(offset + at);
    split(left, offset, slack, splits);
    split(right, offset + at, slack, splits);
}

/// The piece before which the figures lie farthest off the line between the ends, if any does by more than rounding.
fn most_bent(run: &[Piece], slack: &Slack) -> Option<usize> {
    let (head, tail) = (run.first()?, run.last()?);
    let ends = ((head.from, head.first.amounts.as_ref()?), (tail.to, tail.last.amounts.as_ref()?));
    let places = run.windows(2).enumerate().flat_map(|(i, pair)| {
        let before = pair.first().map(|piece| (i + 1, piece.to, &piece.last));
        before.into_iter().chain(pair.last().map(|piece| (i + 1, piece.from, &piece.first)))
    });
    let measured = places.filter_map(|(i, at, sample)| Some((i, bend(ends, at, sample.amounts.as_ref()?, slack))));
    measured.filter(|(_, bend)| *bend > 1_000).max_by_key(|(i, bend)| (*bend, std::cmp::Reverse(*i))).map(|(i, _)| i)
}

/// How far the figures at `at` lie off the line between the ends, in thousandths of what rounding may do, the worst of all.
fn bend(((from, first), (to, last)): ((i64, &Amounts), (i64, &Amounts)), at: i64, amounts: &Amounts, slack: &Slack) -> i128 {
    let (width, way) = (i128::from(to - from).max(1), i128::from(at - from));
    let off = |figure: Figure| {
        let value = |amounts: &Amounts| i128::from(figure.of(amounts).fen());
        let off = (value(amounts) - value(first)) * width - (value(last) - value(first)) * way;
        off.abs() * 1_000 / (i128::from(slack.of(figure).max(1)) * width)
    };
    Figure::all().map(off).max().unwrap_or_default()
}
