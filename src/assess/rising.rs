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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Pack;
    use Form::{IndividualBusiness, OnePersonCompany, Partnership};

    const PLAIN: &str = "\
name = 'shop'
year = 2024
place = '530302'
locality = 'city'
industry = 'H6210'
form = 'individual-business'
[vat]
status = 'small-scale'
filing = 'quarter'
prices = 'inclusive'
[[sales]]
period = 'Q1'
kind = 'services'
amount = 280000
[costs]
goods = 100000
wages = 0
employer_insurance = 0
other = 0
[owner]
[scale]
[company]
";

    /// Whether a shop with some facts more in a table compares only what rises, in a form.
    fn rises(table: &str, more: &str, form: Form) -> bool {
        let pack = Pack::embedded().unwrap();
        let income = if more.contains("comprehensive_income") && table == "[owner]" { "" } else { "comprehensive_income = 0" };
        let plain = PLAIN.replace("[owner]", &format!("[owner]\n{income}"));
        let text =
            if plain.contains(table) { plain.replace(table, &format!("{table}\n{more}")) } else { format!("{plain}{table}\n{more}") };
        compares_rising(&Profile::parse(&text, "case.toml", &pack).expect("read"), form)
    }

    /// Two partners, of whom the second has what is told.
    fn partners(second: &str) -> String {
        format!("share = '50%'\ncomprehensive_income = 0\n[[partners]]\nshare = '50%'\n{second}")
    }

    #[test]
    fn a_plain_shop_compares_what_rises() {
        assert_eq!([IndividualBusiness, Partnership, OnePersonCompany].map(|form| rises("[owner]", "", form)), [true; 3]);
        assert!(rises("[[partners]]", &partners("comprehensive_income = 0"), Partnership));
    }

    /// Each fact by which a rule compares two rounded sums: whether an individual business compares only what rises then, and a company.
    #[test]
    fn each_fact_that_lets_two_sums_pass_each_other_is_seen() {
        for (table, more, found) in [
            ("[owner]", "comprehensive_income = 100000", [false, true]),
            ("[owner]", "other_relief = 100", [false, true]),
            ("[owner]", "reduction = { group = 'disabled' }", [false, true]),
            ("[company]", "owner_wage = 60000\nowner_bonus = 1000", [true, false]),
            ("[company]", "high_tech = true", [true, false]),
            ("[company]", "western_share = '80%'", [true, false]),
            ("[scale]", "trade_union = true", [false, false]),
            ("[[losses]]", "year = 2023\namount = 1000", [false, false]),
            ("[[other_business]]", "form = 'individual-business'\nincome = 1000", [false, false]),
            ("[farming]", "exempt = '10%'", [false, false]),
            ("[limited_costs]", "entertainment = 100", [false, false]),
            ("[self_employed]", "group = 'veteran'\nsince = 2024-01-01", [false, false]),
            ("[assessed]", "forms = ['individual-business']\nby = 'income'\nrate = '5%'", [false, false]),
        ] {
            assert_eq!([IndividualBusiness, OnePersonCompany].map(|form| rises(table, more, form)), found, "{table} {more}");
        }
        for more in ["comprehensive_income = 100000", "comprehensive_income = 0\nother_relief = 100"] {
            assert!(!rises("[[partners]]", &partners(more), Partnership), "{more}");
        }
    }
}
