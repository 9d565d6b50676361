//! Consumption tax is given, not computed: a cost (令35号 art. 12, 企业所得税法实施条例 art. 31) and a part of the burden.

use crate::common::{Case, yuan};
use huiqi::{Form, Line, Vocabulary};

/// 60,000 paid in 2024: business income of 77,900 instead of 137,900, which bears 3,145 instead of 8,540; 65,245 in all.
#[test]
fn a_cost_and_a_part_of_the_burden() {
    let case = Case::new(2024).net().sale("Q1", "goods", "250000", "").with("consumption_tax", "period = \"Q1\"; amount = 60000");
    let case = case.with_profit("77900");
    let amounts = case.assess().amounts;
    assert_eq!(case.payable(Line::IitBusiness), yuan("3145"));
    assert_eq!(amounts.lines[Line::Consumption].payable(), yuan("60000"));
    assert_eq!(amounts.total(), yuan("65245"));
}

/// In every form, by the fen.
#[test]
fn deducted_in_every_form() {
    for form in Form::ALL.iter().copied().filter(|form| *form != Form::Partnership) {
        let of = |tax: &str| {
            let case = Case::new(2025).form(form).monthly().net().sale("01", "goods", "90000", "");
            case.with("consumption_tax", &format!("period = \"01\"; amount = \"{tax}\"")).assess().amounts
        };
        let (without, with) = (of("0"), of("1000"));
        // Urban maintenance tax of 7%, halved, is levied on it and deducted too.
        assert_eq!(without.profit - with.profit, yuan("1035"), "{form:?}");
        assert_eq!(with.lines[Line::Consumption].due, yuan("1000"));
    }
}
