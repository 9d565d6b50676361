//! What the taxpayer tells us, for one business and one year, in types that cannot hold the impossible.
//!
//! Each fact is declared once, in a [`table`](self::table::facts) of the file that its section stands in.

#[cfg(feature = "register")]
pub(crate) mod cells;
mod change;
mod claims;
pub(crate) mod column;
#[cfg(feature = "register")]
pub(crate) mod columns;
pub(crate) mod context;
mod describe;
pub(crate) mod division;
#[cfg(feature = "strategies")]
pub(crate) mod draw;
mod employment;
mod enterprise;
pub(crate) mod fact;
mod fees;
mod insurance;
pub(crate) mod keys;
pub(crate) mod kinds;
mod lists;
mod load;
mod looked_up;
#[cfg(test)]
mod pages;
pub(crate) mod part;
mod people;
pub(crate) mod periods;
mod premises;
pub(crate) mod problem;
mod profile;
mod spread;
pub(crate) mod table;
mod trade;
mod unknown;
mod usual;
mod vat;
mod write;

// What a file declares is a fact of the library: its rows alone say which there are.
pub use claims::*;
pub(crate) use division::{Divide, Division};
pub use employment::*;
pub use enterprise::*;
pub use fact::Fact;
pub use fees::*;
pub use insurance::*;
pub(crate) use part::Part;
pub use people::*;
pub use premises::*;
pub use profile::{Origin, Profile};
pub use trade::*;
pub use unknown::*;
pub use usual::*;
pub use vat::*;

pub use crate::law::Industry;
