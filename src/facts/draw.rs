//! Facts drawn at random within their limits: what a generated business says.

use crate::Money;

/// What one fact is made of: a number to choose by, and an amount. Nought of both makes what stands where nothing is told.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Draw {
    pub(crate) number: u32,
    pub(crate) amount: Money,
}

impl Draw {
    /// One of so many: the rest of the number chooses within it.
    pub(crate) fn one_of(self, many: u32) -> (u32, Draw) {
        let rest = self.number.checked_div(many).unwrap_or_default();
        (self.number.checked_rem(many).unwrap_or_default(), Draw { number: rest, ..self })
    }
}

/// What the facts of a business are made of, one after the other.
pub(crate) struct Draws<'d>(std::slice::Iter<'d, Draw>);

impl<'d> Draws<'d> {
    pub(crate) fn new(draws: &'d [Draw]) -> Draws<'d> {
        Draws(draws.iter())
    }

    pub(crate) fn next(&mut self) -> Draw {
        self.0.next().copied().unwrap_or_default()
    }
}
