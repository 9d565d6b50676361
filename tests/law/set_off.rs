//! Veterans and key groups, who set taxes off: 公告2023年第14号 and 第15号, before them 财税〔2019〕21号 and 22号.

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, Reason, What};
use huiqi::{Form, Line, Money, Month, Vocabulary};

/// The taxes, in the order in which they are set off.
const ORDER: [Line; 4] = [Line::Vat, Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge];

/// A shop of 2024 with 8,000 of VAT in two quarters; 6% of that are surcharges.
fn shop(year: i32) -> Case {
    let mut case = Case::new(year).net().locality("elsewhere").sale("Q1", "goods", "400000", "").sale("Q3", "goods", "400000", "");
    case.comprehensive_income = Money::ZERO;
    case
}

fn veteran(mut case: Case, since: &str, limit: &str) -> Case {
    case.tables += &format!("[self_employed]\ngroup = \"veteran\"\nsince = {since}\n{limit}\n");
    case
}

/// All that a case set off, line by line in their order, and the tax on income.
fn payable(case: &Case) -> Vec<Money> {
    ORDER.iter().chain(&[Line::IitBusiness]).map(|line| case.payable(*line)).collect()
}

/// VAT 8,000, surcharges 480, tax on income 17,404, limit 24,000: 15,520 comes off the tax on income, and half of the rest: 942 in all.
#[test]
fn in_their_order_and_the_rest_halved() {
    // Taxable income of 139,520, of which the VAT that is forgiven is a part.
    let case = veteran(shop(2024), "2023-05-06", "").with_profit("199520");
    let amounts = case.amounts();
    assert_eq!(shop(2024).payable(Line::Vat), yuan("8000"));
    let surcharges: Money = ORDER[1..].iter().map(|line| amounts.lines[*line].due).sum();
    assert_eq!((surcharges, amounts.lines[Line::IitBusiness].due), (yuan("480"), yuan("17404")));
    assert_eq!(payable(&case), [Money::ZERO, Money::ZERO, Money::ZERO, Money::ZERO, yuan("942")]);
    assert_eq!(amounts.total(), yuan("942"));
    // VAT that is forgiven is no VAT of the state's in the price: revenue.
    assert_eq!((amounts.receipts, amounts.revenue), (yuan("808000"), yuan("808000")));
    assert_eq!(amounts.lines[Line::IitBusiness].relief, yuan("15520") + yuan("942"));
    let highest = case.assess().record.assumed.into_iter().find_map(|of| match of {
        Assumption::HighestLimit { limit, citation } => Some((limit, citation.zh)),
        _ => None,
    });
    let (limit, citation) = highest.expect("named");
    assert!(limit == yuan("24000") && citation.contains("2023年第14号 第一条"), "{citation}");
}

/// Key groups (公告2023年第15号) set off the same, in the same order.
#[test]
fn key_groups_alike() {
    let case = veteran(shop(2024), "2023-05-06", "").with_profit("199520");
    let case = Case { tables: case.tables.replace("\"veteran\"", "\"key-group\""), ..case };
    assert_eq!(payable(&case), ["0", "0", "0", "0", "942"].map(yuan));
    assert_eq!((case.amounts().total(), case.amounts().lines[Line::IitBusiness].relief), (yuan("942"), yuan("15520") + yuan("942")));
}

/// The surcharges are levied on VAT before the relief, and halved after it: 5,000 of 8,000 VAT, none of 480, half of which stays.
#[test]
fn a_limit_that_does_not_reach_to_the_end() {
    let of = |limit: &str| veteran(shop(2021), "2020-02-01", &format!("limit = {limit}")).with_profit("100000");
    // 2021: only the first quarter is taxed, 450,000 being free from April; 4,000 and 240.
    let months = |case: &Case| case.payable(Line::Vat);
    assert_eq!(months(&of("12000")), Money::ZERO);
    let short = veteran(shop(2021), "2018-04-10", "limit = 12000").with_profit("100000");
    // January to March are the last of 36 months: 3,000 of the 4,000.
    assert_eq!(payable(&short)[..4], [yuan("1000"), yuan("20"), yuan("60"), yuan("40")]);
}

/// The limit is reached by 15,520 of tax on income; of two fen more, half stays.
#[test]
fn a_limit_reached_to_the_fen() {
    let of = |profit: &str| veteran(shop(2024), "2023-05-06", "").with_profit(profit).payable(Line::IitBusiness);
    // 130,100 × 20% − 10,500.
    assert_eq!([of("190100"), of("190100.10")], [Money::ZERO, yuan("0.01")]);
    let told = |limit: &str| veteran(shop(2024), "2023-05-06", &format!("limit = \"{limit}\"")).with_profit("190100");
    assert_eq!([told("24000"), told("23999.98")].map(|case| case.payable(Line::IitBusiness)), [Money::ZERO, yuan("0.01")]);
}

/// All that is set off in a year, where there is enough to set off.
fn all(case: Case) -> Money {
    let steps = case.with_profit("600000").assess().record.steps;
    steps.iter().filter(|step| matches!(step.what, What::SetOff | What::LeftToSetOff)).map(|step| step.result).sum()
}

/// 36 months from that of the registration, and of the year the months in operation.
#[test]
fn by_months() {
    for (year, since, limit) in [
        (2019, "2019-01-31", "14400"),
        (2022, "2020-01-01", "14400"),
        (2022, "2019-12-31", "13200"),
        (2022, "2019-01-31", "0"),
        (2023, "2023-01-01", "24000"),
        (2023, "2023-12-31", "2000"),
        (2023, "2024-01-01", "0"),
        (2027, "2024-12-31", "22000"),
        (2027, "2024-02-01", "2000"),
        (2027, "2024-01-31", "0"),
    ] {
        assert_eq!(all(veteran(shop(year), since, "")), yuan(limit), "{year} {since}");
    }
    // Key groups: 财税〔2019〕22号, from 2022 公告2021年第18号, from 2023 公告2023年第15号.
    for (year, since, limit) in [(2019, "2019-01-31", "14400"), (2022, "2020-01-01", "14400"), (2023, "2023-01-01", "24000")] {
        let case = veteran(shop(year), since, "");
        assert_eq!(all(Case { tables: case.tables.replace("\"veteran\"", "\"key-group\""), ..case }), yuan(limit), "{year} {since}");
    }
    let mut opened = veteran(shop(2024), "2024-01-01", "");
    opened.tables += "[operation]\nfrom = \"01\"\nto = \"07\"\n";
    assert_eq!(all(opened), yuan("14000"));
}

/// What was known before 2023-08-02 is the older limit: of 2023 for veterans, to 2025 for key groups.
#[test]
fn as_known_before() {
    let vat = |group: &str, year: i32, day: &str| {
        let case = veteran(shop(year), "2022-12-01", "").known_on(day);
        let mut case = Case { tables: case.tables.replace("veteran", group), ..case };
        case.tables = case.tables.replace("amount = \"400000\"", "amount = \"1000000\"");
        case.with_profit("600000").payable(Line::Vat)
    };
    // Period by period: 10,600 of the first quarter, with its surcharges, leave 3,800 for the VAT of the third.
    assert_eq!(vat("veteran", 2023, "2023-08-01"), yuan("10000") - yuan("3800"));
    assert_eq!(vat("veteran", 2023, "2023-08-02"), Money::ZERO);
    assert_eq!(vat("key-group", 2023, "2023-08-01"), yuan("10000") - yuan("3800"));
}

/// An enterprise sets off for whom it hired, 9,000 for a veteran and 7,800 for a person of a key group, down to its own income tax.
#[test]
fn hired_by_an_enterprise() {
    let hired = |form: Form, lines: &str| {
        let mut case = shop(2024).form(form).with("hires", lines);
        if form == Form::Partnership {
            case.tables += &"[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n".repeat(2);
        }
        case.with_profit("200000")
    };
    let two = hired(Form::Company, "group = \"veteran\"; since = 2022-03-01; count = 2");
    // 18,000: 8,000 of VAT, 480 of surcharges, 9,520 of 10,000.
    assert_eq!((two.payable(Line::Vat), two.payable(Line::Cit)), (Money::ZERO, yuan("480")));
    // What the tax does not take is the owner's to draw.
    assert_eq!(two.payable(Line::IitDividend), (yuan("200000") - yuan("480")).part(20, 100));
    let one = hired(Form::Company, "group = \"key-group\"; since = 2022-03-01; count = 1; to = \"06\"");
    assert_eq!(one.payable(Line::Vat), yuan("8000") - yuan("3900"));
    // One of each: of 8,000 of VAT the first takes 8,000; its 1,000 and 7,800 go on. No step says that nothing was set off.
    let mut each = shop(2024).form(Form::Company).with("hires", "group = \"veteran\"; since = 2022-03-01; count = 1");
    each = each.with("hires", "group = \"key-group\"; since = 2022-03-01; count = 1").with_profit("200000");
    let found = each.assess();
    assert_eq!((found.amounts.lines[Line::Vat].payable(), found.amounts.lines[Line::Cit].payable()), (Money::ZERO, yuan("1680")));
    let set_off: Vec<Money> = found.record.steps.iter().filter(|step| step.what == What::SetOff).map(|step| step.result).collect();
    assert!(set_off.iter().all(|off| *off > Money::ZERO) && set_off.iter().copied().sum::<Money>() == yuan("16800"), "{set_off:?}");
    // A partnership is no payer of income tax: what VAT and the surcharges leave is lost. An individual business is no enterprise.
    let partners = hired(Form::Partnership, "group = \"veteran\"; since = 2022-03-01; count = 2");
    assert_eq!((partners.payable(Line::Vat), partners.relief(Line::IitBusiness)), (Money::ZERO, Money::ZERO));
    let own = hired(Form::IndividualBusiness, "group = \"veteran\"; since = 2022-03-01; count = 2");
    assert_eq!(own.payable(Line::Vat), yuan("8000"));
    assert!(own.assess().record.refused.iter().any(|refusal| refusal.reason == Reason::NotOfThisForm));
}

/// For 36 months from the contract: 6,000 a year, for a veteran up to half more, for a key group up to 30% more, in every year.
#[test]
fn hired_for_three_years() {
    for (year, since, veteran, key_group) in [
        (2019, "2019-01-31", "9000", "7800"),
        (2021, "2021-03-15", "7500", "6500"),
        (2022, "2021-03-15", "9000", "7800"),
        (2024, "2021-03-15", "1500", "1300"),
        (2024, "2021-01-31", "0", "0"),
        (2027, "2025-12-31", "9000", "7800"),
    ] {
        for (group, amount) in [("veteran", veteran), ("key-group", key_group)] {
            let hired = format!("group = \"{group}\"; since = {since}; count = 1");
            assert_eq!(all(shop(year).form(Form::Company).with("hires", &hired)), yuan(amount), "{year} {group}");
        }
    }
}

/// What the province set lies between the national amount and the highest it may set.
#[test]
fn within_what_the_law_leaves_to_the_province() {
    let own = |limit: &str| veteran(shop(2024), "2023-05-06", &format!("limit = \"{limit}\"")).try_assess();
    assert!(own("20000").is_ok() && own("24000").is_ok());
    assert!(own("19999.99").is_err_and(|error| error.is_profile()) && own("24000.01").is_err_and(|error| error.is_profile()));
    let hired = |group: &str, amount: &str| {
        let lines = format!("group = \"{group}\"; since = 2023-05-06; count = 1; amount = \"{amount}\"");
        shop(2024).form(Form::Company).with("hires", &lines).try_assess()
    };
    assert!(hired("veteran", "6000").is_ok() && hired("veteran", "9000").is_ok() && hired("key-group", "7800").is_ok());
    assert!(hired("veteran", "5999.99").is_err() && hired("veteran", "9000.01").is_err() && hired("key-group", "7800.01").is_err());
}

/// 苏财税〔2023〕22号: 24,000 and 9,000 from 2023 to 2027; what is told may not contradict it. Before, and for key groups, it was not read.
#[test]
fn what_a_province_set() {
    let jiangsu = |mut case: Case| {
        case.place = "320102".into();
        case
    };
    let cites = |case: &Case, id: &str| {
        let steps = case.assess().record.steps;
        steps.iter().filter_map(|step| step.measure()).any(|index| pack().measure(index).id == id)
    };
    let assumed = |case: &Case| {
        let record = case.assess().record;
        let highest = |of: &Assumption| matches!(of, Assumption::HighestLimit { .. } | Assumption::HighestAmountHired { .. });
        record.assumed.iter().any(highest)
    };
    let own = |year: i32, limit: &str| jiangsu(veteran(shop(year), &format!("{}-05-06", year - 1), limit)).with_profit("199520");
    assert_eq!(payable(&own(2024, "")), payable(&veteran(shop(2024), "2023-05-06", "").with_profit("199520")));
    assert!(cites(&own(2024, ""), "jiangsu-2023-22#veterans") && !assumed(&own(2024, "")));
    assert!(!cites(&own(2022, ""), "jiangsu-2023-22#veterans") && assumed(&own(2022, "")));
    assert!(cites(&own(2024, "limit = 24000"), "jiangsu-2023-22#veterans"));
    let refused = jiangsu(veteran(shop(2024), "2023-05-06", "limit = 23000")).try_assess().expect_err("24,000 there");
    assert!(refused.is_profile() && refused.to_string().contains("24,000"), "{refused}");
    assert!(veteran(shop(2024), "2023-05-06", "limit = 23000").try_assess().is_ok(), "Yunnan's was not read");
    let hired = |group: &str| {
        let lines = format!("group = \"{group}\"; since = 2023-03-01; count = 2");
        jiangsu(shop(2024).form(Form::Company).with("hires", &lines)).with_profit("200000")
    };
    assert!(cites(&hired("veteran"), "jiangsu-2023-22#veterans") && !assumed(&hired("veteran")));
    assert_eq!(all(hired("veteran")), yuan("18000"));
    assert!(!cites(&hired("key-group"), "jiangsu-2023-22#veterans") && assumed(&hired("key-group")));
    // Before it was issued, the most that it may be is assumed.
    assert!(assumed(&own(2024, "").known_on("2023-09-03")) && !assumed(&own(2024, "").known_on("2023-09-04")));
}

/// What other provinces set, by texts and reports: who works for himself, who is hired, and from which day it was known.
#[test]
fn what_other_provinces_set() {
    let all_of = |year: i32, place: &str, group: &str, day: &str| {
        let own = veteran(shop(year), &format!("{year}-01-15"), "");
        let own = Case { place: place.into(), tables: own.tables.replace("veteran", group), ..own };
        let hired = shop(year).form(Form::Company).with("hires", &format!("group = \"{group}\"; since = {year}-01-15; count = 1"));
        let hired = Case { place: place.into(), ..hired };
        let assumed = |case: Case| {
            let record = if day.is_empty() { case } else { case.known_on(day) }.with_profit("600000").assess().record;
            let highest = |of: &Assumption| matches!(of, Assumption::HighestLimit { .. } | Assumption::HighestAmountHired { .. });
            record.assumed.iter().any(highest)
        };
        ([all(own.clone()), all(hired.clone())], [assumed(own), assumed(hired)])
    };
    for (place, group, year, limit, amount, known, before) in [
        ("440106", "veteran", 2023, "24000", "9000", "2023-11-06", "2023-11-05"),
        ("440106", "key-group", 2024, "24000", "7800", "2023-11-06", "2023-11-05"),
        ("350102", "key-group", 2024, "24000", "7800", "2023-10-23", "2023-10-22"),
        ("140105", "veteran", 2024, "24000", "9000", "2023-09-04", "2023-09-03"),
        ("140105", "key-group", 2024, "24000", "7800", "2023-11-21", "2023-11-20"),
        ("140105", "veteran", 2019, "14400", "9000", "2019-07-29", "2019-07-28"),
        ("220102", "veteran", 2019, "14400", "9000", "2019-05-29", "2019-05-28"),
        ("510104", "veteran", 2019, "14400", "9000", "2019-05-10", "2019-05-09"),
        ("510104", "key-group", 2019, "14400", "7800", "2019-05-10", "2019-05-09"),
    ] {
        let set = [limit, amount].map(yuan);
        assert_eq!(all_of(year, place, group, ""), (set, [false; 2]), "{place} {group} {year}");
        assert_eq!(all_of(year, place, group, known).1, [false; 2], "{place} {group} {year}");
        assert_eq!(all_of(year, place, group, before).1, [true; 2], "{place} {group} {year}");
    }
    for (place, group, year, limit, amount) in [
        ("440106", "veteran", 2027, "24000", "9000"),
        ("140105", "key-group", 2027, "24000", "7800"),
        ("510104", "veteran", 2021, "14400", "9000"),
    ] {
        assert_eq!(all_of(year, place, group, ""), ([limit, amount].map(yuan), [false; 2]), "{place} {group} {year}");
    }
    for (place, group, year) in [("350102", "veteran", 2024), ("140105", "key-group", 2021), ("510104", "key-group", 2024)] {
        assert_eq!(all_of(year, place, group, "").1, [true; 2], "{place} {group} {year}");
    }
}

/// A province may set no less than the nation and no more than its highest.
#[test]
fn a_province_stays_within_the_law() {
    let file = include_str!("../../policies/cn-32/2023/jiangsu-2023-22.toml");
    let with = |from: &str, to: &str| {
        let text = crate::common::unread::unread(file).replace(from, to);
        pack().overlaid(vec![("jiangsu.toml".to_string(), text)]).is_ok()
    };
    for (from, to, right) in [
        ("24000元", "20000元", true),
        ("24000元", "19999.99元", false),
        ("24000元", "24000.01元", false),
        ("9000元", "6000元", true),
        ("9000元", "5999.99元", false),
        ("9000元", "9000.01元", false),
        ("\"veteran\"", "\"key-group\"", false),
    ] {
        assert_eq!(with(from, to), right, "{from} to {to}");
    }
}

/// It ends with the individual business: every other form is refused it, and a conversion in the year keeps it for the months before.
#[test]
fn lost_on_converting() {
    let case = veteran(shop(2024), "2023-05-06", "").with_profit("199520");
    let (profile, rules) = (case.profile(), pack().rules(2024, 530_302, None).expect("rules"));
    let comparison = huiqi::compare(&rules, &profile, &[]).expect("compared");
    assert_eq!(comparison.before.amounts.total(), yuan("942"));
    for after in comparison.after.iter().filter(|after| after.form != Form::Partnership) {
        assert_eq!(after.amounts.lines[Line::Vat].payable(), yuan("8000"), "{:?}", after.form);
        let id = |refusal: &huiqi::trace::Refusal| pack().measure(refusal.measure).id.clone();
        let of = after.record.refused.iter().find(|refusal| id(refusal) == "mof-sta-2023-14#veterans").expect("refused");
        assert_eq!(of.reason, Reason::NotOfThisForm);
    }
    let july = Month::from_number(7).expect("July");
    let within = huiqi::compare_converting(&rules, &profile, july, &[Form::OnePersonCompany]).expect("compared");
    // 4,000 before July are covered by 12,000; 4,000 after it are the company's.
    assert_eq!(within.chosen().amounts.lines[Line::Vat].payable(), yuan("4000"));
    let mut totals = Vec::new();
    huiqi::amounts_in_forms(&rules, &profile, Form::ALL, &mut |_, amounts| totals.push(amounts.map(huiqi::Amounts::total).ok()));
    for (form, total) in Form::ALL.iter().zip(totals) {
        assert_eq!(total, huiqi::amounts(&rules, &profile, *form).map(|amounts| amounts.total()).ok(), "{form:?}");
    }
}

/// At a prepayment the limit of the whole year is there; an enterprise's income tax is set off only at the settlement.
#[test]
fn at_prepayments() {
    let rules = pack().rules(2024, 530_302, None).expect("rules");
    let mut own = veteran(shop(2024), "2023-05-06", "").with_profit("199520");
    own.tables += "[prepayment]\nprofits = [50000, 50000, 50000, 49520]\n";
    let found = huiqi::prepayments(&rules, &own.profile(), Form::IndividualBusiness).expect("prepaid");
    // 35,000 × 10% − 1,500 is less than what 4,240 of the first quarter leave of 24,000, not of 6,000.
    assert_eq!((found.installments[0].tax, found.settled), (Money::ZERO, yuan("942")));
    let lines = "group = \"veteran\"; since = 2022-03-01; count = 2";
    let mut hired = shop(2024).form(Form::Company).with("hires", lines).with_profit("200000");
    hired.tables += "[prepayment]\nprofits = [50000, 50000, 50000, 50000]\n";
    let found = huiqi::prepayments(&rules, &hired.profile(), Form::Company).expect("prepaid");
    assert_eq!((found.paid, found.settled, found.balance), (yuan("10000"), yuan("480"), yuan("-9520")));
}
