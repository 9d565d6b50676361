//! What the taxpayer tells us, for one business and one year, in types that cannot hold the impossible.
//!
//! Each fact is declared once, in a [`table`](self::table::facts) of the file that its section stands in.

mod change;
mod claims;
pub(crate) mod context;
mod describe;
mod enterprise;
pub(crate) mod fact;
pub(crate) mod keys;
pub(crate) mod kinds;
mod lists;
mod load;
#[cfg(test)]
mod pages;
pub(crate) mod part;
mod people;
pub(crate) mod periods;
mod premises;
pub(crate) mod problem;
mod profile;
pub(crate) mod table;
mod trade;
mod unknown;
mod write;

pub use claims::{Electricity, EntitlementClaim, Loan, Registration, SocialInsurance, SubsidyClaim};
pub(crate) use enterprise::MOST_STAFF;
pub use enterprise::{Assessed, CompanyFacts, Conversion, Equipment, FirstSettlement, Prepayment, QuarterEnds, Scale};
pub(crate) use fact::Division;
pub use fact::Fact;
pub(crate) use part::Part;
pub use people::{Loss, Person};
pub use premises::{Farmland, Land, Months, Property, PropertyBase, RentCut, Rented, Resource};
pub use profile::{Origin, Profile};

pub use crate::law::Industry;
pub use trade::{Contract, Costs, GeneralVat, Input, Method, RefundClaim, Sale};

pub(crate) use unknown::Turning;
pub use unknown::UnknownFact;
