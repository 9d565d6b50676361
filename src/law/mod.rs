//! The law as data: policy files → checked pack → rules in force.

mod case;
mod changes;
mod check;
mod classes;
mod document;
mod in_force;
mod load;
mod pack;
#[cfg(feature = "strategies")]
mod probe;
pub(crate) mod problem;
pub(crate) mod slot;

pub use case::Case;
pub use changes::Changes;
#[cfg(feature = "batch")]
pub(crate) use changes::days_that_count;
pub use classes::Classes;
pub use document::{Document, Measure};
pub use in_force::Rules;
pub(crate) use in_force::{Cuts, MonthRules, VatRules, YearRules};
pub use pack::Pack;
