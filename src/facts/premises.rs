//! What stands on the ground: property, land, minerals, farmland, premises rented.

use crate::base::calendar::MonthSet;
use crate::base::error::At;
use crate::base::names::Landlord;
use crate::{Money, Month, Period, Rate};

/// On what a property is taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyBase {
    /// Own use: the original value (房产原值).
    Value(Money),
    /// Let: the rent of the year without VAT (租金收入).
    Rent(Money),
}

/// Months from–to of the year, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months {
    /// First.
    pub from: Month,
    /// Last.
    pub to: Month,
}

impl Months {
    /// How many.
    pub fn count(&self) -> i64 {
        i64::from(self.to.number()).saturating_sub(i64::from(self.from.number())).saturating_add(1)
    }

    /// All of them.
    pub(crate) fn set(self) -> MonthSet {
        MonthSet::of(|month| (self.from..=self.to).contains(&month))
    }
}

/// A house or premises owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// What it is called, so that land can be tied to it.
    pub name: Option<String>,
    /// Its base.
    pub base: PropertyBase,
    /// Let as housing.
    pub housing: bool,
    /// Months taxed.
    pub months: Months,
    /// A rent cut given to its tenant this year.
    pub rent_cut: Option<RentCut>,
    pub(crate) at: At,
}

/// A rent cut (减免租金) that a landlord gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RentCut {
    /// What was cut off the year's rent.
    pub amount: Money,
    /// The monthly rent of the contract.
    pub monthly_rent: Money,
    /// The tenant is a small or micro enterprise or individual business in services.
    pub tenant_qualifies: bool,
    /// Months let before a conversion inside the year: the cut exempts these first.
    pub(crate) months_before: i64,
}

/// Urban land used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Land {
    /// Area in hundredths of a square metre.
    pub area: i64,
    /// Tax per square metre and year that the local government set (单位税额).
    pub unit_amount: Money,
    /// Months taxed.
    pub months: Months,
    /// Index into the properties of the premises let with it.
    pub let_with: Option<usize>,
    pub(crate) at: At,
}

/// Taxable minerals sold (应税资源).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Month or quarter.
    pub period: Period,
    /// Key of the mineral, as in the policy.
    pub mineral: String,
    /// Sales without VAT.
    pub amount: Money,
    /// The rate the province set.
    pub rate: Rate,
    pub(crate) mineral_at: At,
    pub(crate) at: At,
}

/// Farmland occupied for building (占用耕地).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Farmland {
    /// Month.
    pub month: Month,
    /// Area in hundredths of a square metre.
    pub area: i64,
    /// Tax per square metre, where the pack does not know it.
    pub unit_amount: Option<Money>,
    /// Permanent basic farmland (基本农田).
    pub basic: bool,
    pub(crate) at: At,
}

/// Premises rented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rented {
    /// Who owns them.
    pub landlord: Landlord,
    /// Monthly rent.
    pub monthly_rent: Money,
    /// Months leased in the year.
    pub months: Months,
    /// The business lets them on to somebody else.
    pub sublet: bool,
    /// The county was listed as a medium- or high-risk area in 2022.
    pub listed: bool,
    /// The premises' name, by which several leases of one are known.
    pub premises: Option<String>,
    /// Months of rent waived this year for other tenants of the premises.
    pub waived_to_others: u32,
    /// What a private landlord agreed to cut.
    pub agreed_cut: Money,
    /// Months of the year for which the same business rented the premises before it was converted.
    pub(crate) months_before: i64,
    pub(crate) at: At,
}
