//! What stands beside the taxes: deferrals, refunds, subsidies, loans, entitlements, rent relief. One file each.

pub(crate) mod credit_refund;
pub(crate) mod deferral;
pub(crate) mod entitlement;
pub(crate) mod local_subsidy;
pub(crate) mod premium_refund;
pub(crate) mod registration_fee;
pub(crate) mod rent;
pub(crate) mod size;
pub(crate) mod start_up_loan;
pub(crate) mod unemployment_rate;
