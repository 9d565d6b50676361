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

pub use claims::{Electricity, EntitlementClaim, Loan, Registration, SocialInsurance, SubsidisedLoan, SubsidyClaim};
pub(crate) use division::{Divide, Division};
pub use employment::{Hire, SelfEmployed};
pub(crate) use enterprise::MOST_STAFF;
#[cfg(feature = "register")]
pub(crate) use enterprise::meeting;
pub use enterprise::{Assessed, CompanyFacts, Conversion, Equipment, Farming, FirstSettlement, Prepayment, QuarterEnds, Scale};
pub use fact::Fact;
pub use fees::{CulturalReceipt, Employment, LimitedCosts, TaxPaid};
pub use insurance::{Insured, LocalInsurance};
pub(crate) use part::Part;
pub use people::{Loss, OtherBusiness, Person, PersonalReduction, Reduced, SettledPart};
pub use premises::{Farmland, Land, Months, Property, PropertyBase, RentCut, Rented, Resource};
pub use profile::{Origin, Profile};

pub use crate::law::Industry;
pub use trade::{Contract, Costs, EarlierSale, Input, Method, Sale};
#[cfg(feature = "register")]
pub(crate) use vat::standing_of_row;

pub(crate) use unknown::Turning;
pub use unknown::UnknownFact;
pub use usual::UsualFact;
#[cfg(feature = "register")]
pub(crate) use usual::usual_sale_kind;
pub use vat::{GeneralVat, RefundClaim};
