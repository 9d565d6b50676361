//! What stands beside the taxes: deferrals, refunds, subsidies, loans, entitlements, rent relief. One room each, which owns
//! its mechanisms, what is resolved of them for a year, and its computation.

pub(crate) mod credit_refund;
pub(crate) mod deferral;
pub(crate) mod entitlement;
pub(crate) mod interest_subsidy;
pub(crate) mod local_subsidy;
pub(crate) mod premium_refund;
pub(crate) mod premium_waiver;
pub(crate) mod registration_fee;
pub(crate) mod rent;
pub(crate) mod size;
pub(crate) mod social_insurance;
pub(crate) mod start_up_loan;
pub(crate) mod unemployment_rate;
pub(crate) mod union_dues;

use crate::Month;
use crate::facts::Profile;
use crate::law::{Day, Kind};

/// The measures in force in the first month of a year, and in any of its months.
pub(crate) struct Year<'p> {
    pub(crate) first: Day<'p>,
    pub(crate) on: &'p dyn Fn(Month) -> Day<'p>,
}

/// What a room finds in a year.
pub(crate) trait Benefit {
    /// The mechanisms that policy files may name for it.
    const MECHANISMS: &'static [Kind];
    /// Finds its rules.
    fn resolve(year: &Year<'_>) -> Self;
    /// Whether a profile tells anything of it that moves money, such as a grant, a fee or a rent.
    fn moves_money(profile: &Profile) -> bool;
}

macro_rules! benefits {
    ($($room:ident $Rules:ident),*) => {
        /// The rules of the year, room by room.
        #[derive(Clone, Debug)]
        pub(crate) struct Rules { $(pub(crate) $room: $room::$Rules),* }

        impl Rules {
            /// Finds the rules of a year.
            pub(crate) fn resolve(year: &Year<'_>) -> Rules {
                Rules { $($room: Benefit::resolve(year)),* }
            }
        }

        /// Whether a profile tells of anything beside the taxes that moves money.
        pub(crate) fn moves_money(profile: &Profile) -> bool {
            $($room::$Rules::moves_money(profile))||*
        }

        /// The mechanisms that policy files may name, room by room.
        pub(crate) const MECHANISMS: &[&[Kind]] = &[$($room::$Rules::MECHANISMS),*];
    };
}

benefits! {
    size SizeRules,
    deferral DeferralRules,
    unemployment_rate UnemploymentRules,
    entitlement EntitlementRules,
    credit_refund CreditRefundRules,
    premium_refund PremiumRefundRules,
    premium_waiver WaiverRules,
    local_subsidy SubsidyRules,
    start_up_loan LoanRules,
    interest_subsidy InterestRules,
    registration_fee RegistrationRules,
    union_dues UnionRules,
    social_insurance InsuranceRules,
    rent RentRules
}
