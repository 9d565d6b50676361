//! Where the income taxes compare nothing that rounding could turn back.

use crate::Money;
use crate::base::names::Form;
use crate::facts::{Farming, LimitedCosts, Person, Profile};
use crate::taxes::set_off;

/// Whether each comparison on the way to the income taxes turns at most once while the costs, the owner's wage or the share distributed
/// rise, the decisions before it being the same: what is compared then only rises or only falls, rounded as it is.
///
/// Profit and taxable income are whole fen less whole fen, and one rounded product of them rises with them. A company's tax never rises by
/// more than its income, so that what is left falls with it; a share of that never rises by more than it. Left out is whatever lets a rule
/// compare one rounded figure with another or add up several of them: such sums may pass each other to and fro.
pub(crate) fn compares_rising(profile: &Profile, form: Form) -> bool {
    let company = &profile.company;
    let plain = |person: &Person| person.other_relief == Money::ZERO && person.reduction.is_none();
    // A person with another income chooses by the lesser of two sums of taxes.
    let alone = |person: &Person| plain(person) && person.comprehensive_income == Money::ZERO;
    let by_form = if form.is_company() {
        company.owner_bonus == Money::ZERO && company.high_tech != Some(true) && company.western_share.is_none()
    } else {
        alone(&profile.owner) && profile.partners.iter().all(|(_, partner)| alone(partner))
    };
    by_form
        && profile.assessed.is_none()
        && profile.losses.is_empty()
        && profile.other_businesses.is_empty()
        && profile.farming == Farming::default()
        && profile.limited_costs == LimitedCosts::default()
        && !profile.scale.trade_union
        && !set_off::is_claimed(profile)
}
