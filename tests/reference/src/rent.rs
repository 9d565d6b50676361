//! Rent of the year, and what of it is waived or cut.

use crate::facts::{Facts, Form, Rented};
use crate::sums::yuan;
use rust_decimal::Decimal;

/// Months waived on state-owned premises. 云南省国资委等七部门通知 (2022): service-sector small and micro enterprises and individual
/// businesses, 3 months, 6 where the county was listed; only months leased in 2022; the tenants of one premises together at most
/// twice that; who lets on passes it on.
fn waived(f: &Facts, lease: &Rented) -> u32 {
    let services = ["F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S"].iter().any(|section| f.is_in(section));
    let small = f.as_form == Form::Individual || f.small_class;
    if f.year != 2022 || !lease.state || lease.sublet || !services || !small {
        return 0;
    }
    let most = if lease.listed { 6 } else { 3 };
    most.min(lease.months.1 - lease.months.0 + 1).min((2 * most).saturating_sub(lease.others))
}

/// Rent of the contracts, and what is waived of it.
pub(crate) fn year(f: &Facts) -> (Decimal, Decimal) {
    let (mut rent, mut off) = (Decimal::ZERO, Decimal::ZERO);
    for lease in &f.rented {
        rent += lease.rent * Decimal::from(lease.months.1 - lease.months.0 + 1);
        // A private landlord's cut is what was agreed (曲政办发〔2022〕88号 三(二)3 for 2022; a contract in any year).
        off += if lease.state { lease.rent * yuan(i64::from(waived(f, lease))) } else { lease.agreed };
    }
    (rent, off)
}
