//! The law as data: policy files → checked pack → rules in force.

mod case;
mod changes;
mod check;
mod classes;
mod day;
mod document;
mod format;
mod load;
mod mechanism;
mod pack;
pub(crate) mod parameter;
#[cfg(feature = "strategies")]
mod probe;
pub(crate) mod problem;
mod profile;
mod schema;

pub use case::Case;
pub use changes::Changes;
#[cfg(feature = "batch")]
pub(crate) use changes::days_that_count;
pub use classes::Classes;
pub(crate) use day::{Day, In, NoRules, Resolve, said};
pub use document::{Document, Measure};
pub use mechanism::MeasureIx;
pub(crate) use mechanism::{Fault, Kind, Mechanism, NamesDelegation, Registry, Rule};
pub use pack::Pack;
