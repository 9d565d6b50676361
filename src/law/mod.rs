//! The law as data: policy files → checked pack → rules in force.

mod authority;
mod case;
mod changes;
mod check;
mod classes;
mod derived;
mod document;
mod figure;
mod in_force;
mod load;
mod pack;
mod printed;
mod printed_days;
#[cfg(feature = "strategies")]
mod probe;
pub(crate) mod slot;

pub use authority::Authority;
pub use case::Case;
pub use changes::Changes;
#[cfg(feature = "batch")]
pub(crate) use changes::days_that_count;
pub use classes::Classes;
pub use document::{Document, Measure};
pub use in_force::Rules;
pub(crate) use in_force::{Cuts, MonthRules, VatRules, YearRules};
pub use pack::Pack;
pub use printed::Printed;
