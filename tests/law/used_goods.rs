//! Own used fixed assets and second-hand goods (销售自己使用过的固定资产、旧货): 3% levied at 2%, 1% where that is in force, by either standing.

use crate::common::{Case, law, pack, yuan};
use huiqi::trace::{MeasureIx, Reason, What};
use huiqi::{Assessment, Line, Money, Profile, Rate};

const TO_2025: &str = "mof-sta-2014-57#used-goods";
const FROM_2026: &str = "mof-sta-2026-10#used-goods";

/// A monthly filer that sells used goods in one month, at net prices.
fn sold(year: i32, month: u32, net: &str, more: &str) -> Case {
    Case::new(year).monthly().net().sale(&format!("{month:02}"), "goods", net, &format!("used = true; {more}"))
}

fn vat(found: &Assessment) -> Money {
    found.amounts.lines[Line::Vat].payable()
}

fn id(measure: MeasureIx) -> &'static str {
    &pack().measure(measure).id
}

/// The measure that reduced the levy.
fn reduced_by(found: &Assessment) -> Option<&'static str> {
    found.record.steps.iter().find(|step| step.what == What::RateReduced).and_then(|step| step.measure()).map(id)
}

/// Why the levy of used goods was not taken.
fn refused(found: &Assessment) -> Vec<Reason> {
    let of_used = |measure| [TO_2025, FROM_2026].contains(&id(measure));
    found.record.refused.iter().filter(|it| of_used(it.measure)).map(|it| it.reason.clone()).collect()
}

/// 2% where goods are at 3%; 1% while all goods are at 1%; nothing in the months in which sales at 3% are exempt.
#[test]
fn a_small_scale_taxpayer_in_each_month() {
    let before_one_percent = |year, month| matches!((year, month), (2019, _) | (2020, ..=2));
    for (year, month) in (2019..=2027).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let found = sold(year, month, "200000", "").assess();
        let of_used = if year < 2026 { TO_2025 } else { FROM_2026 };
        if year == 2022 && month >= 4 {
            assert_eq!((vat(&found), reduced_by(&found), refused(&found).len()), (Money::ZERO, None, 0), "{year}-{month}");
        } else if !before_one_percent(year, month) {
            let lower = refused(&found).into_iter().all(|reason| matches!(reason, Reason::LowerLevy { .. }));
            assert_eq!((vat(&found), lower, refused(&found).len()), (yuan("2000"), true, 1), "{year}-{month}");
            assert_ne!(reduced_by(&found), Some(of_used), "{year}-{month}");
        } else {
            assert_eq!((vat(&found), reduced_by(&found), refused(&found).len()), (yuan("4000"), Some(of_used), 0), "{year}-{month}");
        }
    }
}

/// An inclusive price is divided by 1.03 at 2% and by 1.01 at 1%; 2% may be chosen where 1% is in force, no other rate is.
#[test]
fn the_price_and_the_rate_chosen() {
    let of = |year: i32, gross: &str, more: &str| {
        let case = Case::new(year).monthly().sale("02", "goods", gross, &format!("used = true; {more}"));
        case.try_assess().map(|found| vat(&found)).map_err(|error| error.to_string())
    };
    assert_eq!([of(2020, "206000", ""), of(2020, "206000", "levy_rate = \"2%\"")], [Ok(yuan("4000")), Ok(yuan("4000"))]);
    assert_eq!([of(2024, "202000", ""), of(2024, "202000", "levy_rate = \"1%\"")], [Ok(yuan("2000")), Ok(yuan("2000"))]);
    assert_eq!([of(2024, "206000", "levy_rate = \"2%\""), of(2027, "206000", "levy_rate = \"2%\"")], [Ok(yuan("4000")), Ok(yuan("4000"))]);
    let in_force =
        |found: Result<Money, String>, rate: &str| found.is_err_and(|error| error.contains(&format!("the rate in force {rate}")));
    assert!(in_force(of(2020, "206000", "levy_rate = \"1%\""), "2%"));
    assert!(in_force(of(2024, "206000", "levy_rate = \"2%\"; invoice = \"special\""), "1%"));
    let new = Case::new(2020).monthly().sale("02", "goods", "206000", "levy_rate = \"2%\"");
    assert!(in_force(new.try_assess().map(|found| vat(&found)).map_err(|error| error.to_string()), "3%"));
}

/// A special invoice, or the statutory rate told, waives the 2%; a special invoice may be at 1%.
#[test]
fn a_special_invoice_waives_it() {
    let from = Rate::parse("3%").expect("a rate");
    for more in ["invoice = \"special\"", "levy_rate = \"3%\""] {
        let found = sold(2020, 2, "200000", more).assess();
        let waived = matches!(refused(&found)[..], [Reason::ReductionWaived { from: told, .. }] if told == from);
        assert_eq!((vat(&found), waived, reduced_by(&found)), (yuan("6000"), true, None), "{more}");
    }
    assert_eq!(vat(&sold(2022, 4, "200000", "invoice = \"special\"").assess()), yuan("6000"));
    let at_one = sold(2024, 2, "200000", "invoice = \"special\"").assess();
    assert_eq!((vat(&at_one), matches!(refused(&at_one)[..], [Reason::LowerLevy { .. }])), (yuan("2000"), true));
    let at_three = sold(2024, 2, "200000", "levy_rate = \"3%\"").assess();
    assert_eq!((vat(&at_three), matches!(refused(&at_three)[..], [Reason::ReductionWaived { .. }])), (yuan("6000"), true));
}

/// Used goods count toward the threshold and are exempt under it, like all sales.
#[test]
fn the_threshold_is_that_of_all_sales() {
    let of = |year: i32, net: &str| vat(&sold(year, 2, net, "").assess());
    assert_eq!([of(2019, "100000"), of(2019, "100000.01")], [Money::ZERO, yuan("2000")]);
    assert_eq!([of(2026, "99999.99"), of(2026, "100000")], [Money::ZERO, yuan("1000")]);
    let both = |net: &str| vat(&sold(2019, 2, "40000", "").sale("02", "goods", net, "").assess());
    assert_eq!([both("60000"), both("60000.50")], [Money::ZERO, yuan("2600.02")]); // 1,800.02 at 3% and 800 at 2%
}

/// A general taxpayer's simple method has the reduction in every year, its general method never.
#[test]
fn a_general_taxpayer() {
    let of = |year: i32, month: u32, more: &str| sold(year, month, "100000", more).general("").assess();
    for (year, month, measure) in [(2019, 1, TO_2025), (2024, 6, TO_2025), (2025, 12, TO_2025), (2026, 1, FROM_2026), (2027, 12, FROM_2026)]
    {
        let found = of(year, month, "simple = true");
        assert_eq!((vat(&found), reduced_by(&found), refused(&found).len()), (yuan("2000"), Some(measure), 0), "{year}");
        for more in ["simple = true; invoice = \"special\"", "simple = true; levy_rate = \"3%\""] {
            let found = of(year, month, more);
            let waived = matches!(refused(&found)[..], [Reason::ReductionWaived { .. }]);
            assert_eq!((vat(&found), reduced_by(&found), waived), (yuan("3000"), None, true), "{year} {more}");
        }
        let found = of(year, month, "rate = \"6%\"");
        let general = matches!(refused(&found)[..], [Reason::UnderTheGeneralMethod { .. }]);
        assert_eq!((vat(&found), general), (yuan("6000"), true), "{year}");
    }
    let new = Case::new(2025).monthly().net().general("").sale("02", "goods", "100000", "simple = true").assess();
    assert_eq!((vat(&new), reduced_by(&new)), (yuan("3000"), None));
}

/// The law of 2026 is known from the day it was issued; what was in force before ends with 2025.
#[test]
fn what_was_known() {
    let of = |day: &str| vat(&sold(2026, 3, "200000", "simple = true").general("").known_on(day).assess());
    assert_eq!([of("2026-01-29"), of("2026-01-30")], [yuan("6000"), yuan("4000")]);
    let valid = |id: &str| pack().measures().iter().find(|measure| measure.id == id).expect("there").valid;
    assert_eq!((valid(TO_2025).to.map(|day| day.to_string()), valid(FROM_2026).to), (Some("2025-12-31".to_string()), None));
}

/// Real estate and services are not used goods.
#[test]
fn only_goods_are_used() {
    for kind in ["services", "real-estate-sale", "housing-lease"] {
        let case = Case::new(2024).monthly().net().sale("02", kind, "200000", "used = true");
        assert!(case.try_assess().is_err_and(|error| error.to_string().contains("only goods are used")), "{kind}");
    }
}

/// What is returned is taken off what is sold: no tax is overpaid while the period still has some, though its relief is below nought.
#[test]
fn returned_used_goods() {
    let case = |more: &str| {
        let case = Case::new(2025).monthly().general("").sale("02", "goods", "113000", "rate = \"13%\"");
        case.sale("02", "goods", "-103000", &format!("simple = true; {more}")).sale("03", "goods", "113000", "rate = \"13%\"")
    };
    assert_eq!(vat(&case("used = true").assess()), yuan("24000")); // 13,000 − 2,000, and 13,000
    assert_eq!(vat(&case("").assess()), yuan("23000"));
    let exempt = case("").sale("03", "goods", "-1000", "simple = true; exempt = \"vegetables\"");
    assert_eq!(vat(&exempt.assess()), yuan("23000"));
}

/// A line of no sales is told no reason.
#[test]
fn nothing_is_refused_where_nothing_is_sold() {
    assert_eq!(["0", "1"].map(|net| refused(&sold(2024, 2, net, "").assess()).len()), [0, 1]);
}

/// Goods of a quarter in which the rule for used ones ends are given by month; services are not.
#[test]
fn a_change_inside_a_quarter() {
    let pack = law("cn/2014/mof-sta-2014-57.toml", "to = 2025-12-31", "to = 2025-02-28").expect("sound");
    let refused = |kind: &str| {
        let profile = Profile::parse(&Case::new(2025).sale("Q1", kind, "100", "").toml(), "case.toml", &pack).expect("a profile");
        let found = huiqi::assess(&pack.rules(2025, profile.place, None).expect("covered"), &profile, profile.form);
        found.is_err_and(|error| error.to_string().contains("changes in month 3, inside Q1"))
    };
    assert_eq!([refused("goods"), refused("services")], [true, false]);
}

/// The rule replaces the rate in force by a lower one.
#[test]
fn a_rule_that_reduces_nothing_is_refused() {
    let said = |from: &str, to: &str| {
        let changed = format!("from = \"{from}\"\nto = \"{to}\"");
        let found = law("cn/2014/mof-sta-2014-57.toml", "from = \"3%\"\nto = \"2%\"", &changed);
        found.err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(said("3%", "2.9999%"), "");
    assert!(said("3%", "3%").contains("3% must be lower than the levy rate in the law, 3%"));
    assert!(said("4%", "2%").contains("replaces 4%, but the rate it replaces is 3%"));
}
