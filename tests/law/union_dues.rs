//! Union dues: 2% of all wages, owed by an enterprise whose staff have a trade union (工会法 art. 43, before 2022 art. 42).

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, Reason, What};
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

/// 厅字〔2022〕47号, 2023 and 2024: less than 10,000 passed on, 40% of the dues, comes back to the enterprise's union. It is no money of the
/// enterprise: its dues stay a cost. Whether it went on is not known.
#[test]
fn small_dues_come_back_to_the_union() {
    let of = |year: i32, owner_wage: &str| {
        let mut case = Case::new(year).form(Form::Company).sale("Q4", "goods", "3000000", "");
        case.tables += &format!("[company]\nowner_wage = \"{owner_wage}\"\n");
        let toml = case.toml().replace("[costs]\n", "[costs]\nwages = 600000\n").replace("[scale]\n", "[scale]\ntrade_union = true\n");
        let profile = Profile::parse(&toml, "case.toml", pack()).unwrap_or_else(|error| panic!("{error}\n{toml}"));
        huiqi::assess(&pack().rules(year, profile.place, None).expect("covered"), &profile, Form::Company).expect("assessed")
    };
    let back = |found: &Assessment| {
        let told = found.record.benefits.iter().filter(|benefit| pack().measure(benefit.measure).id == "acftu-2022-47#refund");
        told.map(|benefit| (benefit.kind, benefit.amount)).collect::<Vec<_>>()
    };
    let not_known = |year: i32| {
        let found = of(year, "0");
        (back(&found).is_empty(), found.record.assumed.contains(&Assumption::UnionRefundNotKnown { year }))
    };
    assert_eq!([2019, 2022, 2023, 2024, 2025, 2027].map(not_known), {
        [(true, false), (true, false), (false, false), (false, false), (true, true), (true, true)]
    });
    for year in [2023, 2024] {
        // 2% of 600,000, of which 40%.
        assert_eq!(back(&of(year, "0")), [(BenefitKind::Entitlement, yuan("4800"))], "{year}");
        // Of wages of 1,249,999 and 1,250,000, 24,999.98 and 25,000 are due.
        assert_eq!(back(&of(year, "649999")), [(BenefitKind::Entitlement, yuan("9999.99"))], "{year}");
        let over = of(year, "650000");
        let limit = |it: &Reason| *it == Reason::NotLessThan { amount: yuan("10000"), limit: yuan("10000") };
        assert!(back(&over).is_empty() && over.record.refused.iter().any(|it| limit(&it.reason)), "{year}");
    }
    assert_eq!(of(2024, "0").amounts.costs - of(2022, "0").amounts.costs, Money::ZERO, "the dues stay a cost");
    let known = |on: &str| {
        let in_force = pack().in_force("2023-01-01".parse().expect("a day"), 530_302, on.parse().ok());
        in_force.iter().any(|measure| pack().measure(*measure).id == "acftu-2022-47#refund")
    };
    assert_eq!([known("2023-03-05"), known("2023-03-06")], [false, true]);
}
