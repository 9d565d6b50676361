//! What is told for a whole year is spread evenly over the months of operation, to the fen, and the result says so: the VAT is that
//! of the same sales told by month, and where a threshold lies between the even spread and all in one period, that is said too.

use crate::common::{Case, pack, yuan};
use huiqi::trace::Assumption;
use huiqi::{Form, Line, Money, Month, Period, Profile, Sale, SaleKind};

fn total(amount: &str) -> Case {
    Case::new(2024).net().sale("year", "services", amount, "")
}

fn assumed(case: &Case) -> Vec<Assumption> {
    let is_of_spread = |assumed: &Assumption| {
        matches!(
            assumed,
            Assumption::SpreadEvenly { .. }
                | Assumption::InputSpreadEvenly { .. }
                | Assumption::SpreadUnderThreshold { .. }
                | Assumption::SpreadOverThreshold { .. }
        )
    };
    case.assess().record.assumed.into_iter().filter(is_of_spread).collect()
}

#[test]
fn the_months_add_up_to_the_total_and_the_last_takes_what_is_left_over() {
    for amount in ["1000000.01", "0.11", "0.12", "1200000", "-500.05"] {
        let profile = total(amount).profile();
        let months: Vec<Period> = Month::all().map(Period::Month).collect();
        assert_eq!(profile.sales.iter().map(|sale| sale.period).collect::<Vec<_>>(), months);
        assert_eq!(profile.sales.iter().map(|sale| sale.amount).sum::<Money>(), yuan(amount));
        let first = profile.sales[0].amount;
        assert!(profile.sales[..11].iter().all(|sale| sale.amount == first && sale.spread));
        let left = profile.sales[11].amount - first;
        assert!(left.fen().abs() < 12, "{amount}: {left}");
    }
}

#[test]
fn it_is_assessed_as_the_same_sales_by_month() {
    for year in [2020, 2021, 2022, 2023, 2024, 2026] {
        for amount in ["1200000.12", "3999999.99", "240000"] {
            let of_year = Case { year, ..total(amount) };
            let mut by_month = Case { year, ..Case::new(year).net() };
            for sale in of_year.profile().sales {
                let Period::Month(month) = sale.period else { panic!("a month") };
                by_month = by_month.sale(&format!("{:02}", month.number()), "services", &sale.amount.plain(), "");
            }
            assert_eq!(of_year.amounts(), by_month.amounts(), "{year} {amount}");
            assert!(assumed(&by_month).is_empty());
        }
    }
}

/// Each side of the quarterly threshold of 300,000, and totals that no spread brings over it.
#[test]
fn a_threshold_between_the_even_spread_and_all_in_one_period_is_said() {
    let evenly = |total: &str| Assumption::SpreadEvenly { total: yuan(total), months: 12 };
    assert_eq!(assumed(&total("300000")), [evenly("300000")]);
    let (threshold, all) = (yuan("300000"), yuan("300000.01"));
    let under = Assumption::SpreadUnderThreshold { even: yuan("75000.01"), threshold, all };
    assert_eq!(assumed(&total("300000.01")), [evenly("300000.01"), under]);
    let at = total("1200000");
    let under = Assumption::SpreadUnderThreshold { even: threshold, threshold, all: yuan("1200000") };
    assert_eq!(assumed(&at), [evenly("1200000"), under]);
    assert_eq!(at.payable(Line::Vat), Money::ZERO);
    // Three fen a quarter more, and every quarter is taxed: 1% of 1,200,000.12.
    let over = total("1200000.12");
    let said = Assumption::SpreadOverThreshold { even: yuan("300000.03"), threshold };
    assert_eq!(assumed(&over), [evenly("1200000.12"), said]);
    assert_eq!(over.payable(Line::Vat), yuan("12000"));
    // The fen that are left over put the last quarter alone over it.
    let last = total("1200000.05");
    let over = Assumption::SpreadOverThreshold { even: yuan("300000.05"), threshold };
    let under = Assumption::SpreadUnderThreshold { even: threshold, threshold, all: yuan("1200000.05") };
    assert_eq!(assumed(&last), [evenly("1200000.05"), under, over]);
    // Quarters in which it did not run have nothing that could be under the threshold.
    let mut half = total("800000");
    half.tables += "[operation]\nfrom = \"07\"\n";
    let over = Assumption::SpreadOverThreshold { even: yuan("399999.99"), threshold };
    let evenly_in_six = Assumption::SpreadEvenly { total: yuan("800000"), months: 6 };
    assert_eq!(assumed(&half), [evenly_in_six, over]);
    // A monthly filer has 100,000 a month.
    let monthly = total("1200000").monthly();
    let under = Assumption::SpreadUnderThreshold { even: yuan("100000"), threshold: yuan("100000"), all: yuan("1200000") };
    assert_eq!(assumed(&monthly), [evenly("1200000"), under]);
}

#[test]
fn only_months_of_operation_take_a_part() {
    let mut case = total("600000");
    case.tables += "[operation]\nfrom = \"07\"\n";
    let sales = case.profile().sales;
    assert_eq!((sales.len(), sales[0].period, sales[0].amount), (6, Period::Month(Month::from_number(7).unwrap()), yuan("100000")));
    assert_eq!(assumed(&case)[0], Assumption::SpreadEvenly { total: yuan("600000"), months: 6 });
}

#[test]
fn an_average_of_a_month_is_told_of_the_year_alone() {
    let case = Case::new(2024).sale("全年", "services", "8000", "average = true");
    let sales = case.profile().sales;
    assert!(sales.len() == 12 && sales.iter().all(|sale| sale.amount == yuan("8000") && sale.spread && !sale.average));
    let wrong = Case::new(2024).sale("Q1", "services", "8000", "average = true").toml();
    let error = Profile::parse(&wrong, "shop.toml", pack()).expect_err("an average of a quarter");
    assert_eq!(error.problems()[0].code(), "average-of-a-period");
}

#[test]
fn input_tax_of_a_year_is_spread_with_the_sales() {
    let case = Case::new(2024).net().general("").sale("year", "goods", "1200000", "rate = \"13%\"");
    let case = case.with("inputs", "period = \"year\"; tax = \"100000.07\"");
    let inputs = case.profile().general.inputs;
    assert_eq!((inputs.len(), inputs[0].tax, inputs[11].tax), (12, yuan("8333.33"), yuan("8333.44")));
    assert_eq!(case.payable(Line::Vat), yuan("55999.93"));
    let evenly = Assumption::SpreadEvenly { total: yuan("1200000"), months: 12 };
    assert_eq!(assumed(&case), [Assumption::InputSpreadEvenly { total: yuan("100000.07") }, evenly]);
}

/// What was spread is written as months that say so, and is read back as the same facts; another period has no total.
#[test]
fn it_is_written_and_read_back() {
    let profile = total("1000000").profile();
    let again = Profile::parse(&profile.to_toml(), "again.toml", pack()).expect("right");
    assert_eq!(again.without_places(), profile.clone().without_places());
    let again = Profile::from_json(&profile.to_json(), "again.json", pack()).expect("right");
    assert_eq!(again.without_places(), profile.without_places());
    let contract = Case::new(2024).with("consumption_tax", "period = \"year\"; amount = 5").sale("year", "goods", "1", "");
    assert!(Profile::parse(&contract.toml(), "shop.toml", pack()).is_err());
}

/// A program that leaves a total of the year in its facts is told so; checking the facts spreads it.
#[test]
fn a_program_spreads_its_totals_before_it_asks() {
    let mut shop = Case::new(2024).sale("Q1", "services", "1", "").profile().without_places();
    shop = Profile { origin: huiqi::Origin::default(), ..shop };
    shop.sales = vec![Sale { period: Period::Year, kind: SaleKind::Services, amount: yuan("120000"), ..Sale::default() }];
    let rules = pack().rules(2024, shop.place, None).expect("covered");
    let error = huiqi::amounts(&rules, &shop, Form::IndividualBusiness).expect_err("a total");
    assert_eq!(error.problems()[0].code(), "total-not-spread");
    let shop = shop.checked(pack()).expect("right");
    assert_eq!(shop.sales.len(), 12);
    assert!(huiqi::amounts(&rules, &shop, Form::IndividualBusiness).is_ok());
}
