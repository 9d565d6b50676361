//! What is asked for beside the taxes: social insurance, registrations, subsidies, loans, electricity.

use crate::base::names::{Borrower, Entitled, StartUpGroup, Subsidy};
use crate::{Money, Rate};

/// Social insurance (社会保险) of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocialInsurance {
    /// Insured as a unit (以单位方式参保), not each person alone.
    pub insured_as_unit: bool,
    /// In hardship by the local standard.
    pub hardship: bool,
    /// The employer's share a month: pension.
    pub pension: Money,
    /// The employer's share a month: unemployment.
    pub unemployment: Money,
    /// The employer's share a month: work injury.
    pub injury: Money,
    /// Unemployment premiums actually paid last year, both shares.
    pub premiums_last_year: Money,
    /// Months paid by the end of last year.
    pub months_paid: u32,
    /// Persons insured.
    pub insured: u32,
    /// Share of staff laid off last year (裁员率).
    pub laid_off: Rate,
    /// Payroll of the year that premiums are paid on (缴费基数).
    pub payroll: Money,
}

/// One registration of real estate (不动产登记).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Registration {
    /// A dwelling, not other premises.
    pub residential: bool,
    /// Certificates beyond the first.
    pub extra_certificates: u32,
}

/// A subsidy claimed at a local rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubsidyClaim {
    /// Which.
    pub subsidy: Subsidy,
    /// For how many persons, certificates or services.
    pub count: u32,
    /// The local rate for each.
    pub rate: Money,
    /// The person it is claimed for.
    pub group: Option<StartUpGroup>,
    /// Years since graduation or discharge.
    pub years_since: Option<u32>,
}

/// A start-up guaranteed loan (创业担保贷款).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Who borrows.
    pub borrower: Borrower,
    /// Principal.
    pub principal: Money,
    /// Rate of the contract, a year.
    pub rate: Rate,
    /// The loan prime rate (LPR) at signing.
    pub lpr: Rate,
    /// Months of interest in the year.
    pub months: u32,
    /// Persons newly hired under contracts of a year or more.
    pub new_hires: u32,
    /// Staff.
    pub staff: u32,
}

/// A question about an entitlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntitlementClaim {
    /// To what.
    pub entitled: Entitled,
    /// The amount it is about.
    pub amount: Money,
    /// The length of the vehicle in centimetres.
    pub length: u32,
}

/// Electricity arrears below 1 kV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Electricity {
    /// Arrears.
    pub arrears: Money,
    /// Days overdue when paid.
    pub days: u32,
    /// Months until they were cleared.
    pub months_to_clear: u32,
    /// At the residential tariff.
    pub residential: bool,
}
