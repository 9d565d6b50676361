//! The decisions of an assessment without its amounts: which step under which measure, rate and bracket, what was refused,
//! which results a rule holds at zero.

use crate::Money;
use crate::base::dates::Period;
use crate::base::names::{ByLine, Line};
use crate::taxes::trace::{Assumption, Benefit, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use foldhash::quality::{FixedState, FoldHasher};
use std::hash::{BuildHasher, Hash, Hasher};
use std::mem::discriminant;

/// One decision, kept where somebody asks what changed between two points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decision {
    key: u64,
    pub(super) line: Option<Line>,
    pub(super) period: Option<Period>,
    pub(super) measure: Option<MeasureIx>,
    /// The test that failed, with the figures of the point.
    pub(super) reason: Option<Reason>,
}

/// Hashes decisions as they come; with `log`, keeps them too.
#[derive(Clone)]
pub(super) struct Decisions {
    hasher: FoldHasher<'static>,
    pub(super) log: Option<Vec<Decision>>,
    /// How many figures each line rounded: what rounding may move it by, in fen.
    pub(super) rounded: ByLine<i64>,
    /// Some figure is a quotient of two that move: the path is smooth, but no straight line.
    pub(super) curved: bool,
}

/// The same decisions are the same key in every run; nobody chooses them to collide.
const HASH: FixedState = FixedState::with_seed(0);

impl Default for Decisions {
    fn default() -> Decisions {
        Decisions { hasher: HASH.build_hasher(), log: None, rounded: ByLine::default(), curved: false }
    }
}

impl Decisions {
    /// One that keeps the decisions themselves.
    pub(super) fn kept() -> Decisions {
        Decisions { log: Some(Vec::new()), ..Decisions::default() }
    }

    /// Of the assessment so far: equal for equal decisions.
    pub(super) fn key(&self) -> u64 {
        self.hasher.finish()
    }

    fn note(&mut self, key: u64, line: Option<Line>, period: Option<Period>, measure: Option<MeasureIx>, reason: Option<Reason>) {
        key.hash(&mut self.hasher);
        if let Some(log) = &mut self.log {
            log.push(Decision { key, line, period, measure, reason });
        }
    }
}

fn keyed(parts: impl Hash) -> u64 {
    HASH.hash_one(parts)
}

/// What of a formula is a decision: rates, months and brackets, and on which side a minimum fell; no amount.
fn shape(formula: &Formula) -> (i64, i64) {
    let sign = |amount: &Money| i64::from(*amount > Money::ZERO);
    match formula {
        Formula::Price { rate, .. } | Formula::NetOf { rate, .. } | Formula::Product { rate, .. } => (rate.millionths(), 0),
        Formula::Addition { rate, .. } | Formula::RemainderTimes { rate, .. } | Formula::OfCost { rate, .. } => (rate.millionths(), 0),
        Formula::Contract { rate, kind, .. } => (rate.millionths(), *kind as i64),
        Formula::ReducedBy { from, to, .. } => (from.millionths(), to.millionths()),
        Formula::AtMost { amount, most } => (i64::from(amount > most), 0),
        Formula::Within { amount, least, most } => (i64::from(amount < least), i64::from(amount > most)),
        // What is left of a profit after losses is nothing, or not.
        Formula::Less { less, .. } => (sign(less), 0),
        Formula::PartTimes { months, of, rate, .. } => (months * 100 + of, rate.millionths()),
        Formula::Months { months, of, .. } => (*months, *of),
        Formula::TimesMonths { months, .. } => (*months, 0),
        Formula::Value { deduction, rate, .. } => (deduction.millionths(), rate.millionths()),
        Formula::PerAreaOnce { factor, .. } => (factor.millionths(), 0),
        Formula::Bracket { rate, quick, .. } => (rate.millionths(), quick.fen()),
        Formula::ReducedSlice { slice, taxable, reduction, .. } => (reduction.millionths(), i64::from(slice < taxable)),
        Formula::Effective { rate, .. } => (rate.millionths(), 0),
        Formula::Included { included, .. } => (included.millionths(), 0),
        Formula::AtOnce { share, .. } => (share.millionths(), 0),
        // The share of `Share` may be the input that moves; the partners' shares are facts.
        Formula::Share { .. } | Formula::Given | Formula::Credit { .. } | Formula::Sum { .. } | Formula::Total { .. } => (0, 0),
        Formula::Over { .. } | Formula::AllOf { .. } | Formula::PerArea { .. } | Formula::WithLess { .. } => (0, 0),
        Formula::WithoutDeductions { .. } | Formula::SetOff { .. } => (0, 0),
        Formula::Premiums { rate, months, .. } => (*months, rate.millionths()),
        Formula::Employment { months, ratio, .. } => (i64::from(*months), ratio.millionths()),
        Formula::OverYears { years, .. } => (i64::from(*years), 0),
    }
}

/// Whether a rule holds the result at zero, so that its sign is a decision.
fn is_held_at_zero(what: What) -> bool {
    matches!(
        what,
        What::Taxable
            | What::ComprehensiveTaxable
            | What::BusinessIitReduced
            | What::AdditionAvailable
            | What::ExpensedAtOnce
            | What::LossUsed
    )
}

impl Trace for Decisions {
    fn step(&mut self, step: impl FnOnce() -> Step) {
        let step = step();
        self.rounded[step.line] += 1;
        if let Formula::ReducedSlice { other, slice, taxable, .. } = &step.formula {
            self.curved |= *other > Money::ZERO && slice < taxable;
        }
        let sign = is_held_at_zero(step.what) && step.result > Money::ZERO;
        let of = (step.line, step.period, step.what, step.measure(), discriminant(&step.formula), shape(&step.formula), sign);
        self.note(keyed(of), Some(step.line), Some(step.period), step.measure(), None);
    }

    fn refuse(&mut self, refusal: impl FnOnce() -> Refusal) {
        let Refusal { line, measure, reason } = refusal();
        let period = match &reason {
            Reason::SalesOverThreshold { period, .. }
            | Reason::SpecialInvoice { period, .. }
            | Reason::ExemptionWaived { period, .. }
            | Reason::ReductionWaived { period, .. }
            | Reason::LowerLevy { period, .. }
            | Reason::UnderTheGeneralMethod { period }
            | Reason::RealEstateSaleTaxed { period, .. } => Some(*period),
            _ => None,
        };
        let key = keyed((line, measure, period, discriminant(&reason)));
        self.note(key, line, period, Some(measure), Some(reason));
    }

    fn assume(&mut self, assumption: impl FnOnce() -> Assumption) {
        let assumption = assumption();
        let day = match &assumption {
            Assumption::BecomesGeneral { day, .. } | Assumption::OverSmallScaleLimit { day, .. } => Some(*day),
            _ => None,
        };
        self.note(keyed((discriminant(&assumption), day)), None, None, None, None);
    }

    fn benefit(&mut self, benefit: impl FnOnce() -> Benefit) {
        let benefit = benefit();
        self.note(keyed((benefit.kind, benefit.measure, benefit.period)), None, Some(benefit.period), Some(benefit.measure), None);
    }

    fn chose(&mut self, measure: Option<MeasureIx>, side: impl FnOnce() -> i64) {
        self.note(keyed((measure, side())), None, None, measure, None);
    }
}

/// Why two runs part: the decision that differs, named by the measure that decided it; of several, a refusal of `line`, the
/// line that moves most, else the first.
///
/// A refusal says most, on whichever side it stands. A decision without a measure of its own (a result held at zero) is
/// named by the measure just before it, or else the next one on its line.
pub(super) fn parted<'d>(left: &'d [Decision], right: &'d [Decision], line: Option<Line>) -> Option<&'d Decision> {
    let only = |in_one: &'d [Decision], other: &[Decision]| {
        let known: std::collections::HashSet<u64> = other.iter().map(|decision| decision.key).collect();
        in_one.iter().find(|decision| decision.reason.is_some() && decision.line == line && !known.contains(&decision.key))
    };
    let of_line = || line.and_then(|_| only(right, left).or_else(|| only(left, right)));
    let at = left.iter().zip(right).position(|(l, r)| l.key != r.key).unwrap_or(left.len().min(right.len()));
    let both = [right.get(at), left.get(at)];
    let refused = || both.into_iter().flatten().find(|decision| decision.reason.is_some());
    let named = || both.into_iter().flatten().find(|decision| decision.measure.is_some());
    let first_line = both.into_iter().flatten().find_map(|decision| decision.line);
    let before = || left.get(at.checked_sub(1)?).filter(|decision| decision.line == first_line && decision.measure.is_some());
    let after = || {
        let rest = [right, left].into_iter().filter_map(|side| side.get(at..)).flatten();
        rest.filter(|decision| decision.measure.is_some()).find(|decision| decision.line == first_line || first_line.is_none())
    };
    of_line().or_else(refused).or_else(named).or_else(before).or_else(after)
}
