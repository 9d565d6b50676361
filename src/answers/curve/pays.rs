//! From which profit on converting pays: what a comparison says of each form.

use super::axis::{Axis, CurveError, Mover};
use super::break_even::Present;
use super::variable::Variable;
use super::work::Work;
use crate::Money;
use crate::assess::Rules;
use crate::base::names::Form;
use crate::facts::Profile;

/// From which profit on converting leaves the owner no less, sales being what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BreakEven {
    /// It does so now.
    Now,
    /// It begins to at this profit: a fen less, and it does not.
    From(Money),
    /// At no profit that these sales allow.
    Never,
}

/// The profit from which converting into each of some forms begins to pay, sales being what they are.
pub(crate) fn profits_that_pay(rules: &Rules, profile: &Profile, forms: &[Form], work: &Work<'_>) -> Result<Vec<BreakEven>, CurveError> {
    let mover = Mover::new(rules, profile, Axis::of(Variable::Profit))?;
    let range = (mover.here(), mover.usual().1.max(mover.here()));
    let present = Present::along(rules, profile, mover, Some(range), work)?;
    let of = |to: &Form| {
        let found = present.beside(*to)?.found;
        Ok(match (found.ahead_at_first, found.crossings.iter().find(|crossing| crossing.gains)) {
            (Some(true), _) => BreakEven::Now,
            (_, Some(crossing)) => BreakEven::From(Money::from_fen(crossing.at)),
            (_, None) => BreakEven::Never,
        })
    };
    forms.iter().map(of).collect()
}
