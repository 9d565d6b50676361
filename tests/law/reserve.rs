//! The statutory reserve (公司法 art. 210, before 2024-07 art. 166): a tenth of the profit after tax, until half of the registered
//! capital; it stays in the company and bears no tax of the owner.

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, Basis, What};
use huiqi::{Assessment, Form, Line, Money};

/// A company with a profit of 200,000: 190,000 after enterprise income tax of 5%.
fn company(year: i32, keys: &str) -> Assessment {
    let mut case = Case::new(year).form(Form::Company).net().sale("Q4", "goods", "3000000", "").with_profit("200000");
    case.tables += &format!("[company]\n{}\n", keys.replace("; ", "\n"));
    case.assess()
}

fn reserve(assessment: &Assessment) -> Option<(Money, Option<&str>)> {
    let step = assessment.record.steps.iter().find(|step| step.what == What::Reserve)?;
    Some((step.result, step.measure().map(|measure| pack().measure(measure).id.as_str())))
}

fn dividend_tax(assessment: &Assessment) -> Money {
    assessment.amounts.lines[Line::IitDividend].payable()
}

#[test]
fn as_told_by_the_law_or_none() {
    let none = company(2024, "");
    assert!(none.record.assumed.contains(&Assumption::NoReserve));
    assert_eq!((reserve(&none), dividend_tax(&none)), (None, yuan("38000")));
    let by_law = company(2024, "registered_capital = 100000");
    assert!(!by_law.record.assumed.contains(&Assumption::NoReserve));
    assert_eq!(reserve(&by_law), Some((yuan("19000"), Some("npc-company-law-2023#statutory-reserve"))));
    assert_eq!(dividend_tax(&by_law), yuan("34200"), "20% of 171,000");
    // It is the owner's, though not drawn.
    assert_eq!(by_law.amounts.net_to_owner() - none.amounts.net_to_owner(), yuan("3800"));
    assert_eq!((by_law.amounts.undistributed, by_law.amounts.tax_when_drawn), (yuan("19000"), yuan("3800")));
    assert_eq!(by_law.amounts.net_when_drawn(), none.amounts.net_to_owner());
    assert_eq!(none.amounts.net_when_drawn(), none.amounts.net_to_owner());
    let half = company(2024, "share_distributed = \"50%\"");
    assert_eq!((half.amounts.undistributed, half.amounts.tax_when_drawn), (yuan("95000"), yuan("19000")));
    assert_eq!(half.amounts.net_when_drawn(), none.amounts.net_to_owner());
    let told = company(2024, "registered_capital = 100000; reserve = 5000");
    assert_eq!((reserve(&told), dividend_tax(&told)), (Some((yuan("5000"), None)), yuan("37000")));
    let all = company(2024, "reserve = 190000.01");
    assert_eq!((reserve(&all), dividend_tax(&all)), (Some((yuan("190000"), None)), Money::ZERO));
    assert!(all.record.steps.iter().any(|step| step.what == What::Reserve && step.basis == Basis::Given));
}

/// Half of the registered capital is reached, or not by a fen.
#[test]
fn until_half_of_the_registered_capital() {
    let kept = |capital: &str, so_far: &str| {
        reserve(&company(2024, &format!("registered_capital = {capital}; reserve_so_far = {so_far}"))).map(|(kept, _)| kept)
    };
    assert_eq!(kept("38000.02", "0"), Some(yuan("19000")));
    assert_eq!(kept("38000", "0"), Some(yuan("19000")));
    assert_eq!(kept("37999.98", "0"), Some(yuan("18999.99")));
    assert_eq!(
        [kept("38000", "18999.99"), kept("38000", "19000"), kept("38000", "19000.01")],
        [Some(yuan("0.01")), Some(Money::ZERO), Some(Money::ZERO)]
    );
}

/// The law in force when the year has ended: profit of 2024 is appropriated under the law of July 2024.
#[test]
fn under_the_law_of_the_end_of_the_year() {
    let law = |year: i32| reserve(&company(year, "registered_capital = 100000")).and_then(|(_, law)| law.map(str::to_string));
    assert_eq!(law(2019).as_deref(), Some("npc-company-law-2018#statutory-reserve"));
    assert_eq!(law(2023).as_deref(), Some("npc-company-law-2018#statutory-reserve"));
    assert_eq!(law(2024).as_deref(), Some("npc-company-law-2023#statutory-reserve"));
    assert_eq!(law(2027).as_deref(), Some("npc-company-law-2023#statutory-reserve"));
}

/// Earlier losses are made good before anything is set aside.
#[test]
fn after_losses_made_good() {
    let mut case = Case::new(2024).form(Form::Company).net().sale("Q4", "goods", "3000000", "").with_profit("200000");
    case.tables += "[company]\nregistered_capital = 100000\n[[losses]]\nyear = 2020\namount = 50000\n";
    let assessment = case.assess();
    // 5% of 150,000 is 7,500; 200,000 − 7,500 − 50,000 is left.
    let good = assessment.record.steps.iter().find(|step| step.what == What::LossesMadeGood).expect("said");
    assert_eq!(
        (good.result, good.measure().map(|measure| pack().measure(measure).id.as_str())),
        (yuan("142500"), Some("npc-company-law-2023#statutory-reserve"))
    );
    assert_eq!(reserve(&assessment).map(|(kept, _)| kept), Some(yuan("14250")));
    // A profit that the losses take whole leaves nothing to say.
    case.tables = case.tables.replace("50000", "500000");
    assert!(!case.assess().record.steps.iter().any(|step| step.what == What::LossesMadeGood));
}
