//! What comes of a property: whether it held, and the businesses for which it did not.

use super::statement::{Fault, Property};
use crate::base::error::Error;
use crate::base::names::Form;
use crate::facts::Profile;
use crate::taxes::trace::MeasureIx;
use crate::{Date, Money};

/// One counterexample: a business, the amounts that the pack computed, and the amounts that the property requires.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Failure {
    /// The facts: [`Profile::to_toml`] makes the file that replays it.
    pub profile: Profile,
    /// The form it was assessed in.
    pub form: Form,
    /// What was known, if not everything.
    pub known_on: Option<Date>,
    /// The measure that fails, or the measures behind the amount; empty where only the total is wrong.
    pub measures: Vec<MeasureIx>,
    /// The computed and the required amounts.
    pub fault: Fault,
}

impl Failure {
    /// Whether it is a counterexample to the same measure.
    pub(super) fn is_of(&self, other: &Failure) -> bool {
        self.measures == other.measures && self.profile.name == other.profile.name
    }

    /// Whether the amounts differ by more than a rounding would explain to a reader.
    pub(super) fn is_plain(&self) -> bool {
        self.fault.gap().is_none_or(|gap| gap >= Money::from_fen(1000))
    }
}

/// The result of checking one property.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Which.
    pub property: Property,
    /// How many cases it was tried on.
    pub tried: usize,
    /// Counterexamples, each of another measure; none where the property held.
    pub failures: Vec<Failure>,
}

/// Why a check ends early.
pub(super) enum Stop {
    /// The property does not apply to the case.
    NotApplicable,
    Failed(Box<Failure>),
}

impl From<Error> for Stop {
    fn from(_: Error) -> Stop {
        Stop::NotApplicable
    }
}

pub(super) type Checked = Result<(), Stop>;
