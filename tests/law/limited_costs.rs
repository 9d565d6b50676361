//! Costs that are paid and that income tax does not deduct, or only up to a limit (令35号 arts. 15, 27–29; 实施条例 arts. 40–44).

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, Formula, What};
use huiqi::{Assessment, Form, Line, Money, PrepaymentNote, Profile};

/// Sales of 2,000,000 without VAT forgiven, wages of 100,000, other costs of 300,000, and these parts of them.
fn shop(form: Form, sales: &str, parts: &str) -> Case {
    let mut case = Case::new(2024).form(form).net().sale("Q4", "goods", sales, "");
    case.other_costs = yuan("300000");
    case.tables += &format!("[limited_costs]\n{}\n", parts.replace("; ", "\n"));
    case
}

fn assessed(case: &Case) -> Assessment {
    let toml = case.toml().replace("[costs]\n", "[costs]\nwages = 100000\n");
    let profile = Profile::parse(&toml, "case.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
    huiqi::assess(&pack().rules(case.year, profile.place, case.known_on).expect("covered"), &profile, case.form).expect("assessed")
}

fn step(assessment: &Assessment, what: What) -> Money {
    assessment.record.steps.iter().find(|step| step.what == what).map_or(Money::ZERO, |step| step.result)
}

/// What is added back to the profit, by its step; the profit by the books stays.
fn added(form: Form, sales: &str, parts: &str) -> Money {
    let (with, without) = (assessed(&shop(form, sales, parts)), assessed(&shop(form, sales, "")));
    assert_eq!(with.amounts.profit, without.amounts.profit);
    let added = step(&with, What::AddedBack);
    let taxable = |of: &Assessment| step(of, What::Taxable);
    assert_eq!(taxable(&with) - taxable(&without), added, "{form:?} {parts}");
    added
}

const FORMS: [Form; 4] = [Form::IndividualBusiness, Form::SoleProprietorship, Form::OnePersonCompany, Form::Company];

/// An exam item: sales of 2,000,000 and entertainment of 100,000: 10,000 is deducted, 90,000 is not.
#[test]
fn entertainment() {
    for form in FORMS {
        assert_eq!(added(form, "2000000", "entertainment = 100000"), yuan("90000"), "{form:?}");
        // 60% and 5‰ meet at 16,666.67.
        assert_eq!(added(form, "2000000", "entertainment = 16666.66"), yuan("6666.66"));
        assert_eq!(added(form, "2000000", "entertainment = 16666.67"), yuan("6666.67"));
        assert_eq!(added(form, "2000000", "entertainment = 16666.69"), yuan("6666.69"));
        assert_eq!(added(form, "2000000", "entertainment = 10000"), yuan("4000"));
    }
}

/// Sales of 500,000 and advertising of 80,000: 75,000 now, 5,000 in later years; a later year deducts it within its own limit.
#[test]
fn advertising() {
    for form in FORMS {
        assert_eq!(added(form, "500000", "advertising = 80000"), yuan("5000"), "{form:?}");
        let later = assessed(&shop(form, "500000", "advertising = 80000"));
        assert_eq!((step(&later, What::AdvertisingDeducted), step(&later, What::DeductedLater)), (yuan("75000"), yuan("5000")));
        assert_eq!(added(form, "500000", "advertising = 75000"), Money::ZERO);
        assert_eq!(added(form, "500000", "advertising = 75000.01"), Money::from_fen(1));
    }
    let carried = |parts: &str| added(Form::Company, "2000000", parts);
    assert_eq!(carried("advertising = 80000; advertising_carried = 5000"), -yuan("5000"));
    assert_eq!(carried("advertising = 299000; advertising_carried = 5000"), -yuan("1000"));
}

/// What is never deducted is told where there is any; what is added back is what was spent less what is deducted.
#[test]
fn never_deducted() {
    for form in FORMS {
        let found = assessed(&shop(form, "500000", "fines = 1000; sponsorship = 300; advertising = 80000"));
        assert_eq!((step(&found, What::NeverDeducted), step(&found, What::AddedBack)), (yuan("1300"), yuan("6300")), "{form:?}");
        let last = found.record.steps.iter().find(|step| step.what == What::AddedBack).expect("told");
        assert_eq!(last.formula, Formula::Less { from: yuan("81300"), less: yuan("75000") });
        let none = assessed(&shop(form, "500000", "advertising = 80000")).record.steps;
        assert!(none.iter().all(|step| step.what != What::NeverDeducted), "{form:?}");
    }
}

/// Companies that make or sell cosmetics, or make medicine or drinks but no alcohol, deduct 30% of sales (财税〔2017〕41号, 公告2020年第43号,
/// 2025年第16号 art. 1); no other form does.
#[test]
fn advertising_of_listed_industries() {
    let of = |year: i32, form: Form, industry: &str, spent: &str| {
        let mut case = shop(form, "500000", &format!("advertising = {spent}"));
        (case.year, case.industry) = (year, industry.into());
        case
    };
    let added = |case: &Case| step(&assessed(case), What::AddedBack);
    let document = |year: i32| match year {
        ..=2020 => "mof-sta-2017-41",
        2021..=2025 => "mof-sta-2020-43",
        _ => "mof-sta-2025-16",
    };
    for year in 2019..=2027 {
        for industry in ["C2682", "C2710", "C2770", "C1521", "C1529", "F5134", "F5234"] {
            for form in [Form::OnePersonCompany, Form::Company] {
                assert_eq!(added(&of(year, form, industry, "200000")), yuan("50000"), "{year} {industry}");
                assert_eq!(added(&of(year, form, industry, "150000")), Money::ZERO);
                assert_eq!(added(&of(year, form, industry, "150000.01")), Money::from_fen(1));
            }
            for form in [Form::IndividualBusiness, Form::SoleProprietorship] {
                assert_eq!(added(&of(year, form, industry, "200000")), yuan("125000"), "{year} {industry}");
            }
        }
        for industry in ["C2681", "C1512", "C1530", "C1620", "F5213", "F5251"] {
            assert_eq!(added(&of(year, Form::Company, industry, "200000")), yuan("125000"), "{year} {industry}");
        }
        let steps = assessed(&of(year, Form::Company, "C2682", "200000")).record.steps;
        let deducted = steps.iter().find(|step| step.what == What::AdvertisingDeducted).and_then(|step| step.measure());
        assert_eq!(deducted.map(|measure| pack().measure(measure).id.as_str()), Some(&*format!("{}#advertising-limit", document(year))));
    }
    let known = |day: &str| added(&of(2026, Form::Company, "C2682", "200000").known_on(day));
    assert_eq!([known("2025-12-21"), known("2025-12-22")], ["125000", "50000"].map(yuan));
    // Its class holds toiletries too: said where the limit of companies in general would be less.
    let says = |industry: &str, spent: &str| {
        let assumed = assessed(&of(2024, Form::Company, industry, spent)).record.assumed;
        assumed.iter().any(|it| matches!(it, Assumption::SellsCosmetics { .. }))
    };
    assert_eq!([says("F5234", "75000"), says("F5234", "75000.01"), says("C2682", "200000")], [false, true, false]);
}

/// Advertising of tobacco is never deducted by a company (财税〔2017〕41号, 公告2020年第43号, 2025年第16号 art. 3), and carries nothing over; in
/// other forms, for which enterprise income tax is not, it counts as other advertising does.
#[test]
fn advertising_of_tobacco() {
    let of = |year: i32, form: Form, parts: &str| {
        let mut case = shop(form, "500000", parts);
        (case.year, case.industry) = (year, "C1620".into());
        case
    };
    let found = |case: &Case| (step(&assessed(case), What::AddedBack), step(&assessed(case), What::DeductedLater));
    let document = |year: i32| match year {
        ..=2020 => "mof-sta-2017-41",
        2021..=2025 => "mof-sta-2020-43",
        _ => "mof-sta-2025-16",
    };
    for year in 2019..=2027 {
        for form in [Form::OnePersonCompany, Form::Company] {
            assert_eq!(found(&of(year, form, "tobacco_advertising = 1000")), (yuan("1000"), Money::ZERO), "{year}");
            // The limit of 15% is for the rest alone.
            assert_eq!(found(&of(year, form, "tobacco_advertising = 1000; advertising = 75000")), (yuan("1000"), Money::ZERO));
            assert_eq!(found(&of(year, form, "tobacco_advertising = 1000; advertising = 75001")), (yuan("1001"), yuan("1")));
            let steps = assessed(&of(year, form, "tobacco_advertising = 1000")).record.steps;
            let never = steps.iter().find(|step| step.what == What::TobaccoAdvertising).and_then(|step| step.measure());
            assert_eq!(never.map(|of| pack().measure(of).id.as_str()), Some(&*format!("{}#tobacco-advertising", document(year))));
        }
        for form in [Form::IndividualBusiness, Form::SoleProprietorship] {
            assert_eq!(found(&of(year, form, "tobacco_advertising = 75000")), (Money::ZERO, Money::ZERO), "{year}");
            assert_eq!(found(&of(year, form, "tobacco_advertising = 1000; advertising = 75000")), (yuan("1000"), yuan("1000")));
        }
    }
    let known = |day: &str| found(&of(2026, Form::Company, "tobacco_advertising = 1000").known_on(day)).0;
    assert_eq!([known("2025-12-21"), known("2025-12-22")], ["0", "1000"].map(yuan));
    let none = assessed(&of(2024, Form::Company, "advertising = 1000"));
    assert!(none.record.steps.iter().all(|step| step.what != What::TobaccoAdvertising));
}

/// 14%, 2% and 8% of the wages; an individual business, a sole proprietorship deduct 2.5% for training.
#[test]
fn by_wages() {
    for form in FORMS {
        let by = |parts: &str| added(form, "2000000", parts);
        assert_eq!([by("welfare = 14000"), by("welfare = 14000.01")], [Money::ZERO, Money::from_fen(1)], "{form:?}");
        assert_eq!([by("union_dues = 2000"), by("union_dues = 2000.01")], [Money::ZERO, Money::from_fen(1)], "{form:?}");
        let most = if form.is_company() { "8000" } else { "2500" };
        let training = |amount: Money| by(&format!("training = {}", amount.plain()));
        assert_eq!([training(yuan(most)), training(yuan(most) + Money::from_fen(1))], [Money::ZERO, Money::from_fen(1)], "{form:?}");
        assert_eq!(by("training = 1000; training_carried = 500"), -yuan("500"));
    }
    // The owner's wage counts in a company only.
    let mut company = shop(Form::Company, "2000000", "welfare = 20000");
    company.tables += "[company]\nowner_wage = 50000\n";
    assert_eq!(step(&assessed(&company), What::WelfareDeducted), yuan("20000"));
    company.form = Form::IndividualBusiness;
    assert_eq!(step(&assessed(&company), What::WelfareDeducted), yuan("14000"));
}

#[test]
fn fines_and_sponsorship_never() {
    for form in FORMS {
        assert_eq!(added(form, "2000000", "fines = 300; sponsorship = 700"), yuan("1000"), "{form:?}");
    }
    // 300,000 of sales, 400,000 of costs: nothing is taxed, though something is added back.
    let loss = assessed(&shop(Form::Company, "300000", "fines = 300"));
    assert_eq!(loss.amounts.lines[Line::Cit].due, Money::ZERO);
}

/// Assessed collection takes no look at costs, a prepayment goes by the books, and the parts are no more than the whole.
#[test]
fn where_nothing_is_added_back() {
    let mut case = shop(Form::IndividualBusiness, "2000000", "fines = 300");
    case.tables += "[assessed]\nforms = [\"individual-business\"]\nby = \"income\"\nrate = \"10%\"\n";
    assert_eq!(step(&assessed(&case), What::AddedBack), Money::ZERO);
    let prepaid = |parts: &str| {
        let profile = shop(Form::Company, "2000000", parts).profile();
        huiqi::prepayments(&pack().rules(2024, profile.place, None).expect("covered"), &profile, Form::Company).expect("prepaid")
    };
    let (with, without) = (prepaid("fines = 100000"), prepaid(""));
    assert_eq!(with.installments, without.installments);
    assert_eq!((with.settled - without.settled, with.balance), (yuan("5000"), yuan("5000") + without.balance));
    assert!(with.notes.contains(&PrepaymentNote::AddedBackAtSettlement) && !without.notes.contains(&PrepaymentNote::AddedBackAtSettlement));
    let toml = shop(Form::Company, "2000000", "fines = 300000.01").toml();
    assert!(Profile::parse(&toml, "case.toml", pack()).is_err(), "more than the costs");
}
