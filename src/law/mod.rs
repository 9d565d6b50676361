//! The law as data: policy files → checked pack → rules in force.

mod authority;
mod case;
mod changes;
mod check;
mod citation;
mod citing;
mod classes;
mod day;
mod derived;
mod document;
mod figure;
mod find_place;
mod format;
mod hash;
mod invoice_codes;
mod load;
mod mechanism;
mod pack;
pub(crate) mod parameter;
mod places;
mod printed;
mod printed_days;
#[cfg(feature = "strategies")]
mod probe;
pub(crate) mod problem;
mod remaining;
mod replacing;
mod schema;
mod skeleton;
mod trades;

pub use authority::Authority;
pub use case::Case;
pub use changes::Changes;
#[cfg(feature = "register")]
pub(crate) use changes::days_that_count;
pub(crate) use citation::{Citation, Instruments};
pub use classes::{Classes, Industry};
pub(crate) use day::{Day, NoRules, Resolve, RuleInForce, said};
pub use document::{Document, Measure};
#[cfg(feature = "strategies")]
pub(crate) use figure::share_said;
pub use mechanism::MeasureIx;
pub(crate) use mechanism::{Fault, Kind, Mechanism, NamesDelegation, Registry, Rule};
pub use pack::Pack;
pub(crate) use places::FormerPlace;
pub use places::PlaceFound;
pub use printed::Printed;
pub(crate) use skeleton::Begun;
pub use trades::Trade;
