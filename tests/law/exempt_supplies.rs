//! What is exempt from VAT by its nature: it counts toward the threshold, bears no special invoice, and the note where it is not said.

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, Reason, What};
use huiqi::{Assessment, ExemptSupply, Form, Line, Money, Vocabulary};

fn vat(found: &Assessment) -> Money {
    found.amounts.lines[Line::Vat].payable()
}

/// A grocer, first quarter of 2024 (C36 of the published cases): vegetables 400,000 and other goods 100,000 without VAT.
#[test]
fn vegetables_count_toward_the_threshold() {
    let of = |year: i32, vegetables: &str, goods: &str| {
        let case = Case::new(year).net().sale("Q1", "goods", vegetables, "exempt = \"vegetables\"").sale("Q1", "goods", goods, "");
        vat(&case.assess())
    };
    assert_eq!(of(2024, "400000", "100000"), yuan("1000"));
    assert_eq!([of(2024, "200000", "100000"), of(2024, "200000.01", "100000")], [Money::ZERO, yuan("1000")]);
    // From 2026 the threshold itself is taxed.
    assert_eq!([of(2026, "199999.99", "100000"), of(2026, "200000", "100000")], [Money::ZERO, yuan("1000")]);
}

/// A noodle shop, second quarter of 2020, 400,000 without VAT: no VAT, no surcharges; 40,000 are taxed as income.
#[test]
fn a_noodle_shop_in_the_epidemic() {
    let shop = |more: &str| {
        let mut case = Case::new(2020).net().sale("04", "services", "400000", more);
        (case.industry, case.other_costs, case.comprehensive_income) = ("H6210".into(), yuan("300000"), Money::ZERO);
        case.assess()
    };
    let exempt = shop("exempt = \"living-services\"");
    let lines = exempt.amounts.lines;
    assert_eq!(vat(&exempt), Money::ZERO);
    for line in [Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge] {
        assert_eq!(lines[line].payable(), Money::ZERO);
    }
    assert_eq!(lines[Line::IitBusiness].payable(), yuan("2500"));
    let says = |found: &Assessment| {
        found.record.assumed.iter().any(|it| matches!(it, Assumption::MayBeExempt { supply: ExemptSupply::LivingServices }))
    };
    let (silent, special) = (shop(""), shop("invoice = \"special\""));
    assert_eq!((vat(&silent), says(&silent), says(&exempt), says(&special)), (yuan("4000"), true, false, false));
    let mut closed = Case::new(2020).net().sale("04", "services", "0", "");
    closed.industry = "H6210".into();
    assert!(!says(&closed.assess()), "nothing was sold");
}

/// The first and last months of what was exempt for a time, and one of what always is.
#[test]
fn the_months_of_each() {
    let exempt = |year: i32, month: &str, supply: &str| {
        let case = Case::new(year).monthly().net().sale(month, "services", "200000", &format!("exempt = \"{supply}\"; held_years = 2"));
        case.try_assess().map(|found| vat(&found) == Money::ZERO).unwrap_or(false)
    };
    for supply in ["living-services", "express-delivery"] {
        let months = [(2019, "12"), (2020, "01"), (2020, "12"), (2021, "01"), (2021, "03"), (2021, "04")];
        assert_eq!(months.map(|(year, month)| exempt(year, month, supply)), [false, true, true, true, true, false], "{supply}");
    }
    let months = [(2022, "04"), (2022, "05"), (2022, "12"), (2023, "01")];
    assert_eq!(months.map(|(year, month)| exempt(year, month, "express-delivery")), [false, true, true, false]);
    assert_eq!(months.map(|(year, month)| exempt(year, month, "living-services")), [false; 4]);
    let for_a_time = [ExemptSupply::PublicTransport, ExemptSupply::LivingServices, ExemptSupply::ExpressDelivery];
    for supply in ExemptSupply::ALL.iter().filter(|supply| !for_a_time.contains(supply)) {
        for year in 2019..=2027 {
            assert!(exempt(year, "01", supply.key()) && exempt(year, "12", supply.key()), "{year} {}", supply.key());
        }
    }
}

/// A quarter in which the exemption begins is given by month.
#[test]
fn a_quarter_that_is_exempt_in_part() {
    let of = |period: &str| {
        let case = Case::new(2022).net().sale(period, "services", "100", "exempt = \"express-delivery\"");
        case.try_assess().map(|_| ()).map_err(|error| error.to_string())
    };
    assert!(of("Q2").is_err_and(|error| error.contains("not exempt then")));
    assert!(of("04").is_err() && of("05") == Ok(()) && of("Q3") == Ok(()));
}

/// An exempt sale bears no special invoice and waives nothing.
#[test]
fn an_exempt_sale_is_not_taxed_by_its_invoice() {
    let of = |more: &str| {
        let case = Case::new(2024).net().sale("Q1", "goods", "100", &format!("exempt = \"vegetables\"; {more}"));
        case.try_assess().err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(of("invoice = \"ordinary\""), "");
    assert!(of("invoice = \"special\"").contains("`invoice`") && of("waive_exemption = true").contains("`waive_exemption`"));
}

/// Services of a disabled person are exempt when the person renders them, not when an enterprise of the person does.
#[test]
fn services_of_a_disabled_person() {
    for year in [2024, 2026] {
        for (form, payable) in
            [(Form::IndividualBusiness, "0"), (Form::SoleProprietorship, "4000"), (Form::Company, "4000"), (Form::OnePersonCompany, "4000")]
        {
            let found = Case::new(year).net().form(form).sale("Q1", "services", "400000", "exempt = \"disabled-person\"").assess();
            assert_eq!(vat(&found), yuan(payable), "{year} {form:?}");
            let refused = found.record.refused.iter().any(|refusal| refusal.reason == Reason::NotOfThisForm);
            assert_eq!(refused, form != Form::IndividualBusiness);
        }
        // Asked in several forms at once, each is what it is alone.
        let case = Case::new(year).net().sale("Q1", "services", "400000", "exempt = \"disabled-person\"");
        let (profile, rules) = (case.profile(), pack().rules(year, 530302, None).expect("covered"));
        let mut payable = Vec::new();
        huiqi::amounts_in_forms(&rules, &profile, &[Form::IndividualBusiness, Form::OnePersonCompany], &mut |_, amounts| {
            payable.push(amounts.expect("assessed").lines[Line::Vat].payable());
        });
        assert_eq!(payable, ["0", "4000"].map(yuan));
    }
}

/// Housing that an individual sells: taxed in full before two years, exempt from then on, but not for a general taxpayer from 2026
/// on, nor for an enterprise; in Beijing only ordinary housing until November 2024.
#[test]
fn housing_sold_by_how_long_it_was_held() {
    let of = |year: i32, place: &str, form: Form, general: bool, more: &str| {
        let mut case = Case::new(year).form(form).monthly().net();
        case.place = place.into();
        let case = if general { case.general("") } else { case };
        let method = if general { "simple = true; " } else { "" };
        let month = if more.contains("december") { "12" } else { "11" };
        let more = more.replace("december", "");
        case.sale(month, "real-estate-sale", "1000000", &format!("exempt = \"held-housing\"; {method}{more}")).try_assess()
    };
    let (qilin, beijing, shop) = ("530302", "110105", Form::IndividualBusiness);
    let payable = |found: Result<Assessment, huiqi::Error>| vat(&found.unwrap_or_else(|error| panic!("{error}")));
    for (year, taxed) in [(2024, "50000"), (2026, "30000")] {
        assert_eq!(payable(of(year, qilin, shop, false, "held_years = 1")), yuan(taxed));
        assert_eq!(payable(of(year, qilin, shop, false, "held_years = 2")), Money::ZERO);
        assert_eq!(payable(of(year, qilin, Form::SoleProprietorship, false, "held_years = 2")), yuan(taxed));
    }
    assert_eq!(payable(of(2025, qilin, shop, true, "held_years = 2")), Money::ZERO);
    assert_eq!(payable(of(2026, qilin, shop, true, "held_years = 2")), yuan("50000"));
    assert_eq!(payable(of(2024, beijing, shop, false, "held_years = 2")), yuan("50000"));
    assert_eq!(payable(of(2024, beijing, shop, false, "held_years = 2; ordinary_housing = true")), Money::ZERO);
    assert_eq!(payable(of(2024, beijing, shop, false, "held_years = 2; december")), Money::ZERO);
    assert!(of(2024, qilin, shop, false, "").is_err_and(|error| error.to_string().contains("held_years")));
    let reason = |more: &str| of(2024, qilin, shop, false, more).expect("assessed").record.refused.into_iter().map(|it| it.reason).next();
    assert_eq!(reason("held_years = 1"), Some(Reason::HeldTooShort { held: 1, least: 2 }));
}

/// A general taxpayer's exempt sales bear no output tax; the input tax that belongs to them is transferred out, and its silence is told.
#[test]
fn input_tax_of_exempt_sales() {
    let of = |inputs: &str| {
        let case = Case::new(2024).general("").net().sale("Q1", "goods", "300000", "rate = \"9%\"; exempt = \"vegetables\"");
        let case = case.sale("Q1", "goods", "100000", "rate = \"13%\"");
        let found = if inputs.is_empty() { case } else { case.with("inputs", inputs) }.assess();
        let told = found.record.assumed.iter().any(|it| matches!(it, Assumption::NoInputOfExempt));
        let exempted = found.record.steps.iter().any(|step| step.what == What::ExemptSupply && step.result == yuan("27000"));
        (vat(&found), told, exempted)
    };
    assert_eq!(of(""), (yuan("13000"), false, true));
    assert_eq!(of("period = \"Q1\"; tax = 10000"), (yuan("3000"), true, true));
    assert_eq!(of("period = \"Q1\"; tax = 10000; transferred_out = 6000"), (yuan("9000"), false, true));
}
