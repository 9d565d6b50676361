//! The checks, by what they are about.

pub(super) mod cases;
pub(super) mod in_force;
pub(super) mod income;
pub(super) mod losses;
pub(super) mod relief;
pub(super) mod structure;
pub(super) mod sums;
pub(super) mod surcharges;
pub(super) mod threshold;
pub(super) mod time;
pub(super) mod vat;

use crate::assess::Assessment;
use crate::base::names::Line;
use crate::taxes::trace::{MeasureIx, What};

/// The measure that made the largest figure of a kind on a line.
fn cited(assessment: &Assessment, line: Line, kind: impl Fn(What) -> bool) -> Option<MeasureIx> {
    let steps = assessment.record.steps.iter().filter(|step| step.line == line && kind(step.what) && step.measure().is_some());
    steps.max_by_key(|step| step.result.fen().unsigned_abs()).and_then(|step| step.measure())
}

fn is_due(what: What) -> bool {
    what == What::Due
}
