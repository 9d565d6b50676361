//! Union dues: 2% of all wages, owed by an enterprise whose staff have a trade union (工会法 art. 43, before 2022 art. 42).

use crate::common::{Case, pack, yuan};
use huiqi::trace::What;
use huiqi::{Assessment, BenefitKind, Form, Line, Money, Profile, Vocabulary};

/// A shop whose employees earn 600,000, with or without a union; `owner_wage` is what a company pays the owner.
fn shop(year: i32, form: Form, union: bool, owner_wage: &str) -> Assessment {
    let mut case = Case::new(year).form(form).sale("Q4", "goods", "3000000", "");
    case.tables += &format!("[company]\nowner_wage = \"{owner_wage}\"\n");
    if form == Form::Partnership {
        let partner = "share = \"50%\"; comprehensive_income = 0";
        case = case.with("partners", partner).with("partners", partner);
    }
    let toml =
        case.toml().replace("[costs]\n", "[costs]\nwages = 600000\n").replace("[scale]\n", &format!("[scale]\ntrade_union = {union}\n"));
    let profile = Profile::parse(&toml, "case.toml", pack()).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    huiqi::assess(&pack().rules(year, profile.place, None).expect("covered"), &profile, form).expect("assessed")
}

fn dues(assessment: &Assessment) -> Vec<(String, Money)> {
    let fees = assessment.record.benefits.iter().filter(|benefit| benefit.kind == BenefitKind::Fee);
    fees.map(|fee| (pack().measure(fee.measure).id.clone(), fee.amount)).collect()
}

#[test]
fn an_enterprise_with_a_union_pays_and_deducts_them() {
    for (year, law) in [
        (2019, "npc-union-law-2001#dues"),
        (2021, "npc-union-law-2001#dues"),
        (2022, "npc-union-law-2021#dues"),
        (2027, "npc-union-law-2021#dues"),
    ] {
        let (with, without) = (shop(year, Form::Company, true, "0"), shop(year, Form::Company, false, "0"));
        assert_eq!(dues(&with), [(law.to_string(), yuan("12000"))], "{year}");
        // A cost like others: deducted from income, no part of the burden.
        assert_eq!(with.amounts.costs - without.amounts.costs, yuan("12000"), "{year}");
        assert_eq!(without.amounts.profit - with.amounts.profit, yuan("12000"), "{year}");
        let saved = without.amounts.total() - with.amounts.total();
        assert!(saved > Money::ZERO && saved < yuan("12000"), "{year}: {saved}");
        assert_eq!(without.amounts.net_to_owner() - with.amounts.net_to_owner(), yuan("12000") - saved, "{year}");
    }
    // 2024: of the 12,000, 5% less enterprise income tax, and 20% of what is left less on dividends.
    let (with, without) = (shop(2024, Form::Company, true, "0"), shop(2024, Form::Company, false, "0"));
    let less = |line: Line| without.amounts.lines[line].payable() - with.amounts.lines[line].payable();
    assert_eq!((less(Line::Cit), less(Line::IitDividend)), (yuan("600"), yuan("2280")));
    let step = with.record.steps.iter().find(|step| step.what == What::UnionDues).expect("explained");
    assert_eq!((step.line, step.result), (Line::Cit, yuan("12000")));
    for form in [Form::SoleProprietorship, Form::Partnership, Form::OnePersonCompany] {
        assert_eq!(dues(&shop(2024, form, true, "0")).len(), 1, "{form:?}");
    }
}

/// All wages: in a company the owner's too.
#[test]
fn the_wage_of_the_owner_counts_in_a_company() {
    assert_eq!(dues(&shop(2024, Form::OnePersonCompany, true, "100000"))[0].1, yuan("14000"));
    assert_eq!(dues(&shop(2024, Form::SoleProprietorship, true, "100000"))[0].1, yuan("12000"));
}

#[test]
fn without_a_union_nothing_is_owed() {
    for form in Form::ALL {
        assert!(dues(&shop(2024, *form, false, "0")).is_empty(), "{form:?}");
    }
}

/// 工会法 art. 3 names enterprises, public institutions, state organs and social organisations.
#[test]
fn an_individual_business_never_owes_them() {
    for year in pack().years() {
        let form = Form::IndividualBusiness;
        assert_eq!(shop(year, form, true, "0"), shop(year, form, false, "0"), "{year}");
    }
}
