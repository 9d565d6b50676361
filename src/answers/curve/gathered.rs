//! Sales that are alike as one line: what a curve moves.

use crate::MAX_AMOUNT;
use crate::facts::{Profile, Sale};

/// So many lines of sales are moved one by one.
const FEW: usize = 256;

/// A line is held against so many others: those that are alike are of few kinds.
const KINDS: usize = 256;

/// The profile with sales that are alike as one where it has many: they are added up before anything is rounded, so that only the
/// work is less. Each line moved apart would be a rounding of its own as well.
pub(super) fn gathered(profile: &Profile) -> Profile {
    if profile.sales.len() <= FEW {
        return profile.clone();
    }
    let mut gathered = profile.clone();
    gathered.sales.clear();
    for sale in &profile.sales {
        let alike = |other: &&mut Sale| {
            let sum = other.amount + sale.amount;
            let of_its_own = sale.vat_printed.is_some() || sale.exempt_amount.is_some();
            !of_its_own && sum <= MAX_AMOUNT && **other == Sale { amount: other.amount, deduct: other.deduct, at: other.at, ..sale.clone() }
        };
        match gathered.sales.iter_mut().rev().take(KINDS).find(alike) {
            Some(other) => (other.amount, other.deduct) = (other.amount + sale.amount, other.deduct + sale.deduct),
            None => gathered.sales.push(sale.clone()),
        }
    }
    gathered
}
