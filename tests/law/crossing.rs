//! Over the small-scale limit: when general status begins, by the rule of the date, and what it does to both forms.

use crate::common::{Case, pack, strategy, yuan};
use huiqi::trace::Assumption;
use huiqi::{Amounts, Assessment, Form, Line, Money, VatStatus};
use proptest::prelude::*;

/// Sales of 1,200,000 + 1,200,000 + `third` + 1,000,000 net, by quarter, which say their rate.
fn wholesaler(year: i32, third: &str) -> Case {
    let case = Case::new(year).net();
    [("01", "1200000"), ("Q2", "1200000"), ("Q3", third), ("Q4", "1000000")]
        .into_iter()
        .fold(case, |case, (quarter, net)| case.sale(quarter, "goods", net, "rate = \"13%\""))
}

fn general_since(assessment: &Assessment) -> Option<String> {
    assessment.record.assumed.iter().find_map(|assumed| match assumed {
        Assumption::BecomesGeneral { day, .. } | Assumption::GeneralFrom { day } => Some(day.to_string()),
        _ => None,
    })
}

/// 国家税务总局令第43号: from the next period. 国家税务总局公告2026年第2号 art. 6: from the first day of the very month; sales that are given
/// by quarter are taken to be of its first month.
#[test]
fn when_general_status_begins() {
    for (year, begins, general_quarters) in
        [(2019, "10-01", 1), (2023, "10-01", 1), (2025, "10-01", 1), (2026, "07-01", 2), (2027, "07-01", 2)]
    {
        let of = |third: &str| wholesaler(year, third).assess();
        assert_eq!(general_since(&of("2600000.01")), Some(format!("{year}-{begins}")));
        assert_eq!(general_since(&of("1600000")), None, "5,000,000 exactly is within the limit");
        let looks_back = |assessment: &Assessment| assessment.record.assumed.contains(&Assumption::NoEarlierSales);
        assert!(!looks_back(&of("1600000")) && looks_back(&of("1600000.01")), "only who passes it is asked for the year before");
        assert_eq!(
            general_since(&of("1600000.01")),
            Some(format!("{}-01-01", year + 1)).filter(|_| year < 2026).or(Some(format!("{year}-10-01")))
        );
        // 13% of what is sold from then on.
        let vat = of("2600000.01").amounts.lines[Line::Vat].due;
        let levy = |net: i64| Money::from_fen(net * 3);
        let small: i64 = if general_quarters == 2 { 2_400_000 } else { 5_000_000 };
        let general: i64 = if general_quarters == 2 { 3_600_000 } else { 1_000_000 };
        assert_eq!(vat, levy(small) + Money::from_fen(general * 13), "{year}");
    }
}

/// Twelve months look back into the year before; what has left them no longer counts.
#[test]
fn the_year_before_counts_for_twelve_months() {
    let of = |quarter: &str, net: &str| {
        let case = wholesaler(2026, "1000000").with("earlier_sales", &format!("period = \"2025-{quarter}\"; amount = \"{net}\""));
        general_since(&case.assess())
    };
    // Q1 sees 2025-Q2…Q4, Q2 sees Q3 and Q4, Q3 sees Q4.
    assert_eq!(of("Q4", "1600000"), None); // 1.2 + 1.2 + 1.0 + 1.6 = 5,000,000
    assert_eq!(of("Q4", "1600000.01").as_deref(), Some("2026-07-01"));
    assert_eq!(of("Q3", "2600000").as_deref(), None);
    assert_eq!(of("Q3", "2600000.01").as_deref(), Some("2026-04-01"));
    assert_eq!(of("Q2", "3800000.01").as_deref(), Some("2026-01-01"));
    assert_eq!(of("Q1", "4999999").as_deref(), None, "more than four quarters ago");
    assert_eq!(of("Q1", "5000000.01").as_deref(), Some("2026-01-01"), "over the limit before the year");
    let unsaid = wholesaler(2026, "3000000").assess();
    assert!(unsaid.record.assumed.contains(&Assumption::NoEarlierSales));
}

/// Occasional transfers of real estate do not count; those of a dealer do. Difference taxation takes nothing off.
#[test]
fn what_counts() {
    let of = |kind: &str, more: &str| {
        let case = wholesaler(2026, "1500000").sale("Q4", kind, "200000", &format!("simple = true; {more}"));
        general_since(&case.assess())
    };
    assert_eq!(of("services", "").as_deref(), Some("2026-10-01"));
    assert_eq!(of("services", "deduct = 199999").as_deref(), Some("2026-10-01"));
    assert_eq!(of("real-estate-sale", ""), None);
    assert_eq!(of("land-use-right", "occasional = true"), None);
    assert_eq!(of("real-estate-sale", "occasional = false").as_deref(), Some("2026-10-01"));
    let case = wholesaler(2026, "1700000").sale("Q4", "real-estate-sale", "200000", "simple = true");
    assert!(case.assess().record.assumed.contains(&Assumption::TakenAsOccasional));
}

/// Without the rates of what is sold from then on, nothing can be computed: said, and assessed as small-scale.
#[test]
fn without_rates_it_is_said() {
    let case = Case::new(2026).net().sale("Q1", "goods", "6000000", "");
    let assessment = case.assess();
    assert!(matches!(
        assessment.record.assumed[..],
        [Assumption::NoEarlierSales, Assumption::QuarterNotByMonth { quarter: 1 }, Assumption::OverSmallScaleLimit { .. }, ..]
    ));
    assert_eq!(assessment.amounts.lines[Line::Vat].payable(), yuan("60000"));
    // Registered on one's own account, the rates are needed.
    let mut registered = Case::new(2026).net().sale("Q1", "goods", "60000", "").sale("Q3", "goods", "60000", "");
    registered.vat += "\ngeneral_from = \"07\"";
    assert!(registered.try_assess().is_err_and(|error| error.is_profile()));
}

/// Who registers earlier, or has a choice of the day, is general from the month that is stated.
#[test]
fn registered_on_a_day_of_ones_own() {
    let of = |year: i32, month: &str| {
        let mut case = wholesaler(year, "2600000.01");
        case.vat += &format!("\ngeneral_from = \"{month}\"");
        general_since(&case.assess())
    };
    assert_eq!(of(2025, "04").as_deref(), Some("2025-04-01"));
    assert_eq!(of(2026, "04").as_deref(), Some("2026-04-01"));
    assert_eq!(of(2026, "10").as_deref(), Some("2026-07-01"), "the law leaves no later day");
    let mut monthly =
        Case::new(2025).monthly().net().sale("05", "goods", "5100000", "rate = \"13%\"").sale("07", "goods", "1", "rate = \"13%\"");
    assert_eq!(general_since(&monthly.assess()).as_deref(), Some("2025-06-01"));
    monthly.vat += "\ngeneral_from = \"07\"";
    assert_eq!(general_since(&monthly.assess()).as_deref(), Some("2025-07-01"), "of the month of registration or the next, as chosen");
}

/// A quarterly filer of 2026: 4,000,000 to September, then 200,000, 1,000,000 and 100,000 in October, November and December.
fn passes_in_november() -> Case {
    let rated = |case: Case, period: &str, net: &str| case.sale(period, "goods", net, "rate = \"13%\"");
    [("Q1", "1200000"), ("Q2", "1200000"), ("Q3", "1600000"), ("10", "200000"), ("11", "1000000"), ("12", "100000")]
        .into_iter()
        .fold(Case::new(2026).net(), |case, (period, net)| rated(case, period, net))
}

/// The worked example of 国家税务总局公告2026年第2号's interpretation: from the first of the month in which the limit was passed. October is
/// taxed as a small-scale taxpayer's, November and December as a general one's.
#[test]
fn general_from_a_month_inside_the_quarter() {
    let case = passes_in_november();
    let by_law = case.assess();
    assert_eq!(general_since(&by_law).as_deref(), Some("2026-11-01"));
    // 1% of 4,000,000; October's 200,000 are under the threshold of the quarter; 13% of 1,100,000.
    assert_eq!(by_law.amounts.lines[Line::Vat].payable(), yuan("183000"));
    // October over the threshold of the quarter bears 1%.
    let more = Case { tables: case.tables.replace("amount = \"200000\"", "amount = \"300000\""), ..case.clone() };
    assert_eq!(more.payable(Line::Vat), yuan("186000"));
    let under = Case { tables: case.tables.replace("amount = \"200000\"", "amount = \"299999.99\""), ..case.clone() };
    assert_eq!(under.payable(Line::Vat), yuan("183000"));
    // Said by the payer, it is the same.
    let mut told = case.clone();
    told.vat += "\ngeneral_from = \"11\"";
    assert_eq!(told.assess().amounts, by_law.amounts);
    // The limit itself is within: 5,000,000 at the end of November.
    let at = Case { tables: case.tables.replace("amount = \"1000000\"", "amount = \"800000\""), ..case.clone() };
    assert_eq!(general_since(&at.assess()).as_deref(), Some("2026-12-01"));
    let over = Case { tables: case.tables.replace("amount = \"1000000\"", "amount = \"800000.01\""), ..case.clone() };
    assert_eq!(general_since(&over.assess()).as_deref(), Some("2026-11-01"));
}

/// Each standing bears what is levied on its own VAT, and its input tax counts from its first month.
#[test]
fn each_part_of_the_quarter_by_itself() {
    let case = passes_in_november();
    let sole =
        Case { tables: case.tables.replace("amount = \"200000\"", "amount = \"400000\""), ..case.clone() }.form(Form::SoleProprietorship);
    let lines = sole.amounts().lines;
    // 7% of 40,000 and 4,000 as a small-scale taxpayer, halved; 7% of 143,000 as a general one, in full.
    assert_eq!(lines[Line::UrbanMaintenance].payable(), yuan("11550"));
    // The education surcharges are not levied up to 300,000 of sales in a quarter: these of 200,000 and 150,000 are more together.
    let parts = |october: &str, november: &str| {
        let mut shop = Case::new(2025).net().sale("10", "goods", october, "invoice = \"special\"");
        shop = shop.sale("11", "goods", november, "rate = \"13%\"").form(Form::SoleProprietorship);
        shop.vat += "\ngeneral_from = \"11\"";
        shop.due(Line::EducationSurcharge) - shop.relief(Line::EducationSurcharge)
    };
    assert_eq!(parts("150000", "150000"), Money::ZERO);
    // 3% of 2,000 halved, and of 19,500 in full.
    assert_eq!(parts("200000", "150000"), yuan("615"));
    let with = |month: &str| case.clone().with("inputs", &format!("period = \"{month}\"; tax = 1000")).payable(Line::Vat);
    assert_eq!([with("10"), with("11"), with("12")], [yuan("183000"), yuan("182000"), yuan("182000")]);
    // What is given for the whole quarter cannot be divided.
    for (table, line) in [
        ("sales", "period = \"Q4\"; kind = \"services\"; amount = 1; rate = \"6%\""),
        ("inputs", "period = \"Q4\"; tax = 1"),
        ("consumption_tax", "period = \"Q4\"; amount = 1"),
    ] {
        let mut told = case.clone();
        told.vat += "\ngeneral_from = \"11\"";
        let refused = told.with(table, line).try_assess().expect_err("cut").to_string();
        assert!(refused.contains("general VAT status begins in month 11") && refused.contains("Q4"), "{refused}");
    }
}

/// To 2025 goods, and all other sales, are tested against the limit each by itself (国家税务总局公告2018年第6号 art. 7).
#[test]
fn two_limits_before_2026() {
    let of = |year: i32, goods: &str, services: &str| {
        let case = Case::new(year).net().sale("Q4", "goods", goods, "rate = \"13%\"").sale("Q4", "services", services, "rate = \"6%\"");
        general_since(&case.assess())
    };
    assert_eq!(of(2024, "3000000", "2400000"), None);
    assert_eq!(of(2024, "5000000", "5000000"), None);
    assert_eq!(of(2024, "5000000.01", "0").as_deref(), Some("2025-01-01"));
    assert_eq!(of(2024, "0", "5000000.01").as_deref(), Some("2025-01-01"));
    assert_eq!(of(2025, "3000000", "2400000"), None);
    assert_eq!(of(2026, "3000000", "2400000").as_deref(), Some("2026-10-01"));
    assert_eq!(of(2026, "3000000", "2000000"), None);
    // The year before counts where it belongs.
    let before = |year: i32, kind: &str| {
        let case = Case::new(year).net().sale("Q1", "goods", "3000000", "rate = \"13%\"").sale("Q1", "services", "100", "rate = \"6%\"");
        case.with("earlier_sales", &format!("period = \"{}-Q4\"; amount = 2400000; {kind}", year - 1))
    };
    assert_eq!(general_since(&before(2025, "kind = \"goods\"").assess()).as_deref(), Some("2025-04-01"));
    assert_eq!(general_since(&before(2025, "kind = \"services\"").assess()), None);
    assert_eq!(general_since(&before(2026, "").assess()).as_deref(), Some("2026-01-01"));
    let refused = before(2025, "").try_assess().expect_err("of which kind").to_string();
    assert!(refused.contains("earlier_sales") && refused.contains("kind"), "{refused}");
    // Twelve months that ended with 2025 are tested as they were then.
    let ended = Case::new(2026)
        .net()
        .sale("Q1", "goods", "100", "rate = \"13%\"")
        .with("earlier_sales", "period = \"2025-Q1\"; amount = 3000000; kind = \"goods\"");
    let ended = ended.with("earlier_sales", "period = \"2025-Q1\"; amount = 2400000; kind = \"services\"");
    assert_eq!(general_since(&ended.assess()), None);
}

/// Goods and services that both pass it in a quarter: the sales of the goods are named, which the rule names.
#[test]
fn both_limits_passed_at_once() {
    let case = Case::new(2024).net().sale("Q4", "goods", "6000000", "rate = \"13%\"").sale("Q4", "services", "7000000", "rate = \"6%\"");
    let sales = |assumed: &Assumption| match assumed {
        Assumption::BecomesGeneral { sales, .. } => Some(*sales),
        _ => None,
    };
    assert_eq!(case.assess().record.assumed.iter().find_map(sales), Some(yuan("6000000")));
}

/// Sales count net of VAT: of what the invoices print, where they print it.
#[test]
fn what_counts_is_net_of_the_vat_printed() {
    let of = |printed: &str| {
        let case = Case::new(2026).sale("Q1", "goods", "5050000", &format!("rate = \"13%\"; {printed}"));
        general_since(&case.assess())
    };
    // 1% on 5,000,000.
    assert_eq!([of(""), of("vat_printed = 50000")], [None, None]);
    assert_eq!(of("vat_printed = 49999.99").as_deref(), Some("2026-01-01"));
}

/// The month in which it was passed is found among sales that count, and only of a quarter with such sales given whole is a month assumed.
#[test]
fn the_month_in_which_it_was_passed() {
    let by_quarter = |found: &Assessment| found.record.assumed.iter().any(|it| matches!(it, Assumption::QuarterNotByMonth { .. }));
    let found = passes_in_november().sale("10", "real-estate-sale", "900000", "simple = true").assess();
    assert_eq!((general_since(&found).as_deref(), by_quarter(&found)), (Some("2026-11-01"), false));
    let july = |services: &str| {
        let case = [("Q1", "2600000"), ("Q2", "2300000"), ("07", "200000")];
        let case = case.into_iter().fold(Case::new(2026).net(), |case, (period, net)| case.sale(period, "goods", net, "rate = \"13%\""));
        let found = case.sale("Q3", "services", services, "rate = \"6%\"").assess();
        (general_since(&found), by_quarter(&found))
    };
    assert_eq!([july("0"), july("1")], [false, true].map(|assumed| (Some("2026-07-01".to_string()), assumed)));
}

/// Before 2026 the payer chooses the month of registration or the next, inside a quarter too (国家税务总局令第43号 art. 9).
#[test]
fn a_month_of_ones_own_inside_a_quarter() {
    let mut case = Case::new(2025).net();
    for (period, net) in [("Q1", "2600000"), ("Q2", "2600000"), ("07", "400000"), ("08", "100000"), ("09", "100000")] {
        case = case.sale(period, "goods", net, "rate = \"13%\"");
    }
    assert_eq!(general_since(&case.assess()).as_deref(), Some("2025-07-01"));
    case.vat += "\ngeneral_from = \"08\"";
    let chosen = case.assess();
    assert_eq!(general_since(&chosen).as_deref(), Some("2025-08-01"));
    // 1% of 5,200,000 and of July's 400,000, 13% of 200,000.
    assert_eq!(chosen.amounts.lines[Line::Vat].payable(), yuan("82000"));
}

/// The small-scale ground of the halving ends with it: an individual business keeps its own, others need another.
#[test]
fn what_it_does_to_the_halving() {
    let rate = |form: Form, settled: (bool, bool), month: &str| {
        let mut case = wholesaler(2026, "2600000.01").form(form).contract(month, "lease", "1000000", "0");
        case.settled = Some(settled);
        case.payable(Line::Stamp)
    };
    let (halved, full) = (yuan("500"), yuan("1000"));
    for (form, settled, after) in [
        (Form::IndividualBusiness, (false, false), halved),
        (Form::SoleProprietorship, (false, false), full),
        (Form::OnePersonCompany, (true, true), halved),
        (Form::OnePersonCompany, (true, false), full),
    ] {
        assert_eq!([rate(form, settled, "06"), rate(form, settled, "07")], [halved, after], "{form:?}");
    }
}

/// A general taxpayer's own inputs count only from its first day as one.
#[test]
fn inputs_count_from_the_first_day() {
    let of = |quarter: &str| {
        let case = wholesaler(2026, "2600000.01").with("inputs", &format!("period = \"{quarter}\"; tax = 100000"));
        case.payable(Line::Vat)
    };
    assert_eq!([of("Q2") - of("Q3"), of("Q2") - of("Q4")], [yuan("100000"), yuan("100000")]);
}

fn compared(case: &Case, status: VatStatus, to: &[Form]) -> Vec<Amounts> {
    let profile = case.profile();
    let rules = pack().rules(case.year, profile.place, None).expect("covered");
    huiqi::compare_as(&rules, &profile, status, to).expect("compared").after.into_iter().map(|side| side.amounts).collect()
}

/// Compared as general, every form is there; without rates the line that lacks one is named.
#[test]
fn compared_as_the_other_standing() {
    let case = Case::new(2024).net().sale("Q1", "goods", "400000", "rate = \"13%\"").with("inputs", "period = \"Q1\"; tax = 50000");
    let mut partners = case.clone();
    partners.tables += "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n";
    assert_eq!(compared(&partners, VatStatus::General, &[]).len(), 5);
    let general = compared(&case, VatStatus::General, &[Form::IndividualBusiness]);
    assert_eq!((case.payable(Line::Vat), general[0].lines[Line::Vat].payable()), (yuan("4000"), yuan("2000")));
    let profile = Case::new(2024).sale("Q1", "goods", "400000", "").profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let refused = huiqi::compare_as(&rules, &profile, VatStatus::General, &[]).expect_err("no rate");
    assert!(refused.is_profile() && refused.to_string().contains("rate"), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// General from January is general all year; never general is small-scale all year.
    #[test]
    fn the_two_ends_of_the_year(case in strategy::business()) {
        prop_assume!(case.vat.contains("general"));
        let general = compared(&case, VatStatus::General, &[case.form]);
        prop_assert_eq!(general[0], case.amounts());
        let mut from_january = case.clone();
        from_january.vat = case.vat.replace("\"general\"", "\"small-scale\"\ngeneral_from = \"01\"").lines()
            .filter(|line| !line.starts_with("opening")).collect::<Vec<_>>().join("\n");
        let mut without_opening = case.clone();
        without_opening.vat = case.vat.lines().filter(|line| !line.starts_with("opening")).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(from_january.amounts(), without_opening.amounts());
    }

    /// The standing is the taxpayer's, not the form's: VAT is the same whatever the form.
    #[test]
    fn vat_knows_no_form(third in 0i64..500_000_000, year in 2019i32..=2027, to in strategy::form()) {
        let case = wholesaler(year, &Money::from_fen(third).plain());
        prop_assert_eq!(case.clone().form(to).try_assess().map(|a| a.amounts.lines[Line::Vat]).ok(),
            case.clone().form(to).try_assess().ok().map(|_| case.amounts().lines[Line::Vat]));
    }

    /// Crossing later in the year never makes general status begin earlier.
    #[test]
    fn more_sales_never_begin_later(third in 0i64..500_000_000, more in 0i64..100_000_000, year in 2019i32..=2027) {
        let since = |third: i64| general_since(&wholesaler(year, &Money::from_fen(third).plain()).assess())
            .unwrap_or_else(|| "9999".into());
        prop_assert!(since(third + more) <= since(third));
    }
}
