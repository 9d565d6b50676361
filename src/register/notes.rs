//! What an assessment tells a register of a row: two traces that keep what is noted and nothing else.

use super::options::{RowNote, Status};
use super::result::Outcome;
use crate::law::Pack;
use crate::taxes::trace::{Assumption, Benefit, MeasureIx, Refusal, Step, Trace};

/// A trace that keeps only whether something stood in for local law.
pub(super) struct LocalLawNotRead<'p> {
    pub(super) pack: &'p Pack,
    pub(super) found: bool,
}

impl Trace for LocalLawNotRead<'_> {
    const LISTENS: bool = false;

    fn step(&mut self, _: impl FnOnce() -> Step) {}
    fn refuse(&mut self, _: impl FnOnce() -> Refusal) {}
    fn assume(&mut self, _: impl FnOnce() -> Assumption) {}
    fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
    fn relies_on(&mut self, measure: MeasureIx) {
        self.found |= self.pack.measure(measure).stands_in;
    }
}

/// A trace that keeps only what is to be said of the row.
pub(super) struct Notes<'o>(pub(super) &'o mut Outcome);

impl Trace for Notes<'_> {
    fn step(&mut self, _: impl FnOnce() -> Step) {}
    fn refuse(&mut self, _: impl FnOnce() -> Refusal) {}
    fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
    fn assume(&mut self, assumption: impl FnOnce() -> Assumption) {
        match assumption() {
            Assumption::OverSmallScaleLimit { .. } => self.0.status = Status::OverLimit,
            Assumption::BecomesGeneral { .. } => self.0.status = Status::BecomesGeneral,
            Assumption::SpreadUnderThreshold { .. } => self.0.notes.note(RowNote::MayBeTaxed),
            Assumption::SpreadOverThreshold { .. } => self.0.notes.note(RowNote::MayBeExempt),
            _ => {}
        }
    }
}
