//! Exact answers along an input: where burden and net jump or bend when sales, profit, a wage … move by a fen.
//!
//! # Why nothing is missed
//! An assessment is a program without loops over amounts: it compares quantities and goes one way or the other. A listener
//! on the [`Trace`](crate::taxes::trace::Trace) hashes *which* way (step, period, measure, rate, bracket, refusal, the side of a
//! minimum), never an amount. As long as the decisions are the same, every quantity is a fixed sum of products of the
//! input with rates, each rounded to the fen: affine in the input up to rounding. Each comparison on the way then holds
//! on an interval of the input, and so does the whole path, which is an intersection of intervals. Hence equal decisions
//! at both ends of an interval mean equal decisions inside; different ones are bisected until two neighbouring fen are
//! left.
//!
//! Some things are not that simple, and are dealt with:
//! - *Rounding.* A sum of rounded figures can pass its limit, step back and pass it again within a few fen. Around every
//!   change each single value is assessed, until nothing changed for longer than rounding reaches and than it had lasted.
//!   (A sum of rounded *rising* figures rises: only a difference, such as profit, can waver at all. Where costs, the owner's wage or the
//!   share distributed are moved and no rule compares such a difference, nothing is assessed around a change: `assess/rising.rs`.)
//! - *Taxes of nothing.* What is levied on a figure, or taken off it, is skipped where that figure is nothing. A tax of some
//!   fen may be nothing here and something there over a wide range, if it hardly moves with the input. Such a change is no
//!   more than rounding, and is only followed for a while.
//! - *Quotients.* One formula divides by what moves: other reliefs on business income above the reduction's cap. Such a piece
//!   is smooth and bends one way; it is marked [`Stretch::curved`].
//! - *Hidden choices.* Where a rule takes a minimum that no step tells, it tells the trace (`Trace::chose`).
//!
//! Many decisions bend nothing (a tax of the first fen, a deferral). Pieces are therefore joined into [`Stretch`]es as long
//! as burden, net and every line stay on one straight line within what rounding may move; what is smaller than rounding
//! cannot be told from it and is not listed.

mod axis;
mod break_even;
mod cliffs;
mod decisions;
mod gathered;
mod optimise;
mod pays;
mod pieces;
mod slope;
mod stretches;
mod sweep;
mod variable;
mod work;

pub(crate) use axis::Mover;
pub use axis::{Axis, CurveError, Span, Unit};
pub use break_even::{Crossing, EqualRange, Overtaking, break_even};
pub(crate) use break_even::{break_even_within, followed};
pub(crate) use cliffs::cliffs_within;
pub use cliffs::{Cause, Cliff, Cliffs, cliffs};
#[cfg(test)]
use optimise::optimise_within;
pub use optimise::{Best, Bounds, Choice, CompanyChoices, Dimension, Optimum, Outcome, optimise};
pub use pays::BreakEven;
pub(crate) use pays::profits_that_pay;
pub use slope::Slope;
pub use stretches::{Curve, Figure, Stretch};
pub(crate) use sweep::sweep_within;
pub use sweep::{Point, Sweep, sweep};
pub use variable::{AxisProblem, Variable};
pub(crate) use work::Work;
