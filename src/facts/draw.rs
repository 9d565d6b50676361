//! Facts drawn at random within their limits: what a generated business says.

use super::kinds::FactType;
use super::part::Part;
use crate::Money;

/// What one fact is made of: a number to choose by, and an amount. Nought of both makes what stands where nothing is told.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Draw {
    pub(crate) number: u32,
    pub(crate) amount: Money,
}

impl Draw {
    /// One of so many: the rest of the number chooses within it.
    fn one_of(self, many: u32) -> (u32, Draw) {
        (self.number % many, Draw { number: self.number / many, ..self })
    }
}

/// What the facts of a business are made of, one after the other.
pub(crate) struct Draws<'d>(std::slice::Iter<'d, Draw>);

impl<'d> Draws<'d> {
    pub(crate) fn new(draws: &'d [Draw]) -> Draws<'d> {
        Draws(draws.iter())
    }

    fn next(&mut self) -> Draw {
        self.0.next().copied().unwrap_or_default()
    }
}

/// The ways to draw a fact, one for each way that one is declared. Each says whether the fact is told then: a table that lacks a
/// fact it must tell is none.
pub(crate) mod drawing {
    use super::*;

    /// One in four is the least there is: nothing, the first word.
    pub(crate) fn required<F: FactType>(told: &mut F::Told, draws: &mut Draws<'_>) -> bool {
        let (blank, draw) = draws.next().one_of(4);
        let drawn = if blank == 0 { F::drawn(Draw::default()) } else { F::drawn(draw) };
        drawn.map(|drawn| *told = drawn).is_some()
    }

    pub(crate) fn or<F: FactType>(told: &mut F::Told, draws: &mut Draws<'_>, default: F::Told) -> bool {
        let (untold, draw) = draws.next().one_of(4);
        *told = Some(draw).filter(|_| untold != 0).and_then(F::drawn).unwrap_or(default);
        true
    }

    pub(crate) fn optional<F: FactType>(told: &mut Option<F::Told>, draws: &mut Draws<'_>) -> bool {
        let (untold, draw) = draws.next().one_of(4);
        *told = Some(draw).filter(|_| untold != 0).and_then(F::drawn);
        true
    }

    /// What may be unknown is known: some forms cannot be assessed without it.
    pub(crate) fn open<F: FactType>(told: &mut Option<F::Told>, draws: &mut Draws<'_>) -> bool {
        *told = F::drawn(draws.next());
        true
    }

    pub(crate) fn optional_table<P: Part>(told: &mut Option<P::Told>, draws: &mut Draws<'_>) -> bool {
        let (tells, _) = draws.next().one_of(4);
        let mut drawn = P::blank();
        let whole = P::draw(&mut drawn, draws);
        *told = Some(drawn).filter(|_| whole && tells == 1);
        true
    }
}
