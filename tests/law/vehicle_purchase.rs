//! Vehicle purchase tax: 10% of the price without VAT (车辆购置税法 arts. 4, 6), and on which vehicles it is reduced when.

use crate::common::{Case, law, pack, yuan};
use huiqi::trace::{Formula, Reason, What};
use huiqi::{Form, Lang, Line, Money, NotCounted, Profile, Say, report};

/// A shop that buys one vehicle.
fn buyer(year: i32, month: &str, vehicle: &str) -> Case {
    let case = Case::new(year).sale("12", "services", "100000", "");
    case.with("vehicles", &format!("month = \"{month}\"; {vehicle}"))
}

fn tax(case: &Case) -> (Money, Money) {
    let tax = case.amounts().lines[Line::VehiclePurchase];
    (tax.due, tax.payable())
}

/// New-energy vehicles bear none to 2025, and half in 2026 and 2027; of a passenger car at most 30,000 and 15,000 are spared from 2024 on.
#[test]
fn new_energy_by_date_and_price() {
    for (year, month, price, car, lorry) in [
        (2019, "01", "400000", "0", "0"),
        (2020, "12", "400000", "0", "0"),
        (2022, "12", "400000", "0", "0"),
        (2023, "12", "400000", "0", "0"),
        (2024, "01", "300000", "0", "0"),
        (2024, "01", "300001", "0.10", "0"),
        (2025, "12", "400000", "10000", "0"),
        (2026, "01", "300000", "15000", "15000"),
        (2026, "01", "300001", "15000.10", "15000.05"),
        (2027, "12", "400000", "25000", "20000"),
    ] {
        let due = yuan(price).part(1, 10);
        for (kind, payable) in [("passenger-car", car), ("other", lorry)] {
            let case = buyer(year, month, &format!("kind = \"{kind}\"; price = {price}; new_energy = true"));
            assert_eq!(tax(&case), (due, yuan(payable)), "{year}-{month} {kind} {price}");
            let reduced = case.assess().record.steps.iter().any(|step| step.what == What::FeeReduced);
            assert!(reduced, "{year}-{month} {kind} {price}");
        }
    }
    assert_eq!(tax(&buyer(2024, "06", "kind = \"passenger-car\"; price = 300000")), (yuan("30000"), yuan("30000")));
}

/// A car at the very limit is not held down by it, and nothing is said of a limit.
#[test]
fn the_limit_is_told_where_it_holds() {
    let held = |price: &str| {
        let case = buyer(2024, "01", &format!("kind = \"passenger-car\"; price = {price}; new_energy = true"));
        let reduced = case.assess().record.steps.into_iter().find(|step| step.what == What::FeeReduced).expect("reduced");
        (matches!(reduced.formula, Formula::AtMost { .. }), reduced.result)
    };
    assert_eq!([held("300000"), held("300000.10")], [(false, yuan("30000")), (true, yuan("30000"))]);
}

/// No file tells a trailer that drives itself; a program may, and the second reduction is of what the first leaves: half, and half of it.
#[test]
fn two_reductions_of_one_vehicle() {
    let mut profile = buyer(2026, "03", "kind = \"trailer\"; price = 100000").profile();
    profile.vehicles[0].new_energy = true;
    let found = huiqi::assess(&pack().rules(2026, profile.place, None).expect("covered"), &profile, profile.form).expect("assessed");
    assert_eq!(found.amounts.lines[Line::VehiclePurchase].payable(), yuan("2500"));
}

/// A month in which no law taxes vehicles is not computed.
#[test]
fn a_month_without_the_law() {
    let pack = law("cn/2000/council-vehicle-purchase-regulation.toml", "to = 2019-06-30", "to = 2019-05-31").expect("sound");
    let computed = |month: &str| {
        let toml = buyer(2019, month, "kind = \"other\"; price = 100000").toml();
        let profile = Profile::parse(&toml, "case.toml", &pack).expect("a profile");
        huiqi::assess(&pack.rules(2019, profile.place, None).expect("covered"), &profile, profile.form).is_ok()
    };
    assert_eq!(["05", "06", "07"].map(computed), [true, false, true]);
}

/// Trailers bear half in all covered years, and lorries all of it.
#[test]
fn trailers() {
    for (year, month) in [(2019, "01"), (2021, "06"), (2021, "07"), (2023, "12"), (2024, "01"), (2027, "12")] {
        let [trailer, lorry] = ["trailer", "other"].map(|kind| tax(&buyer(year, month, &format!("kind = \"{kind}\"; price = 100000"))).1);
        assert_eq!((trailer, lorry), (yuan("5000"), yuan("10000")), "{year}-{month}");
    }
    for (year, month, eve, day) in [(2021, "07", "2021-03-14", "2021-03-15"), (2023, "01", "2022-09-17", "2022-09-18")] {
        let vehicle =
            if year == 2021 { "kind = \"trailer\"; price = 100000" } else { "kind = \"other\"; price = 100000; new_energy = true" };
        let [before, after] = [eve, day].map(|day| tax(&buyer(year, month, vehicle).known_on(day)).1);
        assert!(before == yuan("10000") && after < before, "{year}-{month}: {before} {after}");
    }
}

/// The law took the regulation's place in the middle of 2019, at the same rate; each month cites its own.
#[test]
fn the_law_and_the_regulation_before_it() {
    for (month, cited) in [("06", "council-vehicle-purchase-regulation#tax"), ("07", "npc-vehicle-purchase-law#tax")] {
        let case = buyer(2019, month, "kind = \"other\"; price = 123456.78");
        assert_eq!(tax(&case), (yuan("12345.68"), yuan("12345.68")));
        let ids: Vec<_> =
            case.assess().citations(Line::VehiclePurchase).into_iter().map(|index| pack().measure(index).id.clone()).collect();
        assert_eq!(ids, [cited]);
    }
}

/// 公告2022年第20号: half from June to December 2022 for passenger cars of up to 2,000 ml and 300,000; who does not pass is told why.
#[test]
fn small_cars_of_2022() {
    let told = |year: i32, month: &str, kind: &str, price: &str, engine: &str| {
        let case = buyer(year, month, &format!("kind = \"{kind}\"; price = {price}; {engine}"));
        let refused = case.assess().record.refused.into_iter().find(|refused| refused.line == Some(Line::VehiclePurchase));
        (tax(&case).1, refused.map(|refused| refused.reason))
    };
    let halved = |year, month| told(year, month, "passenger-car", "300000", "displacement = 2000").0 == yuan("15000");
    let months = [(2022, "05"), (2022, "06"), (2022, "12"), (2023, "01"), (2021, "12")];
    assert_eq!(months.map(|(year, month)| halved(year, month)), [false, true, true, false, false]);
    let (car, most) = ("passenger-car", 2_000);
    for (kind, price, engine, payable, reason) in [
        (car, "300000", "displacement = \"2000毫升\"", "15000", None),
        (car, "300000", "displacement = 2001", "30000", Some(Reason::EngineTooLarge { displacement: 2_001, most })),
        (car, "300000.01", "displacement = 2000", "30000", Some(Reason::AmountOver { amount: yuan("300000.01"), most: yuan("300000") })),
        (car, "300000", "", "30000", Some(Reason::EngineNotTold { most })),
        (car, "300000", "new_energy = true", "0", None),
        ("other", "300000", "displacement = 2000", "30000", None),
    ] {
        assert_eq!(told(2022, "07", kind, price, engine), (yuan(payable), reason), "{kind} {price} {engine}");
    }
    let [eve, day] = ["2022-05-30", "2022-05-31"]
        .map(|day| tax(&buyer(2022, "07", "kind = \"passenger-car\"; price = 100000; displacement = 1500").known_on(day)).1);
    assert_eq!([eve, day], ["10000", "5000"].map(yuan));
}

/// It is a burden in every form, and lowers no profit: it is part of what the vehicle cost.
#[test]
fn a_burden_but_no_cost_of_the_year() {
    for form in [Form::IndividualBusiness, Form::SoleProprietorship, Form::OnePersonCompany, Form::Company] {
        let without = Case::new(2024).form(form).sale("12", "services", "100000", "").amounts();
        let with = buyer(2024, "03", "kind = \"other\"; price = 100000").form(form).amounts();
        assert_eq!((with.profit, with.total()), (without.profit, without.total() + yuan("10000")), "{form:?}");
    }
    let both = buyer(2024, "03", "kind = \"other\"; price = 0.05").with("vehicles", "month = \"04\"; kind = \"other\"; price = 0.05");
    assert_eq!(tax(&both).0, yuan("0.02")); // half a fen each, rounded up
}

/// Who buys a vehicle and tells none is told what is not counted.
#[test]
fn a_vehicle_bought_and_not_told() {
    let said = |more: &str, case: Case| {
        let case = if more.is_empty() { case } else { case.with("equipment", more) };
        case.assess().record.not_counted.contains(&NotCounted::VehiclePurchase)
    };
    let untold = || Case::new(2024).sale("12", "services", "100000", "");
    let (car, machine) = ("class = \"vehicle\"; price = 100000; life = 4", "class = \"machine\"; price = 100000; life = 10");
    let told = buyer(2024, "03", "kind = \"other\"; price = 100000");
    assert_eq!([said("", untold()), said(car, untold()), said(machine, untold()), said(car, told)], [false, true, false, false]);
}

/// What cannot be is refused by its key: no price, a price of nothing, a trailer that drives itself, litres, a month that is none.
#[test]
fn impossible_vehicles_are_refused() {
    for (vehicle, named) in [
        ("month = \"03\"; kind = \"other\"", "price"),
        ("month = \"03\"; kind = \"other\"; price = 0", "What it cost"),
        ("month = \"03\"; kind = \"trailer\"; price = 1000; new_energy = true", "new_energy"),
        ("month = \"03\"; kind = \"trailer\"; price = 1000; displacement = 2000", "displacement"),
        ("month = \"03\"; kind = \"other\"; price = 1000; displacement = \"2.0升\"", "Of its engine"),
        ("month = \"13\"; kind = \"other\"; price = 1000", "month"),
        ("month = \"03\"; kind = \"boat\"; price = 1000", "boat"),
    ] {
        let toml = Case::new(2024).sale("12", "services", "100000", "").with("vehicles", vehicle).toml();
        let error = Profile::parse(&toml, "case.toml", pack()).expect_err(vehicle).to_string();
        assert!(error.contains(named), "{vehicle}: {error}");
    }
}

/// A step of a month names its year too: a bare `08` reads as a number of something.
#[test]
fn the_explanation_names_month_and_year() {
    let profile = buyer(2024, "08", "kind = \"passenger-car\"; price = 100000").profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let found = huiqi::assess(&rules, &profile, profile.form).expect("assessed");
    for lang in [Lang::Zh, Lang::En] {
        let context = report::Context { pack: pack(), rules: &rules, profile: &profile, lang };
        let page = report::explanation(&context, &found, Line::VehiclePurchase).markdown();
        assert!(page.contains(&format!("2024-08 {}", What::Due.say(lang))), "{page}");
    }
}
