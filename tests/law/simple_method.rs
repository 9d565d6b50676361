//! A general taxpayer that chose the simple method is told how long the choice binds (财税〔2016〕36号 附件1 art. 18).

use crate::common::Case;
use huiqi::trace::Assumption;
use huiqi::{Form, Lang, Say};

fn assumed(case: &Case) -> Vec<Assumption> {
    let is_kept = |of: &Assumption| matches!(of, Assumption::SimpleMethodKept { .. });
    case.assess().record.assumed.into_iter().filter(is_kept).collect()
}

fn sells(year: i32, kind: &str, more: &str) -> Case {
    Case::new(year).general("").form(Form::Company).net().sale("Q2", kind, "300000", more)
}

#[test]
fn a_choice_binds_for_thirty_six_months() {
    for (year, kind) in [(2019, "services"), (2022, "real-estate-lease"), (2025, "real-estate-sale")] {
        let found = assumed(&sells(year, kind, "simple = true"));
        let [kept] = found.as_slice() else { panic!("{year} {kind}: {found:?}") };
        let said = [kept.say(Lang::Zh), kept.say(Lang::En)];
        assert!(said[0].contains("36 个月内不得变更（财税〔2016〕36号 附件1第十八条）"), "{}", said[0]);
        assert!(said[1].contains("for 36 months (财税〔2016〕36号 附件1第十八条)"), "{}", said[1]);
    }
}

/// Once, however many sales; not for goods, whose rule is another, and not after 2025, whose rule was not read.
#[test]
fn only_where_a_choice_was_made() {
    let twice = sells(2024, "services", "simple = true").sale("Q3", "services", "200000", "simple = true");
    assert_eq!(assumed(&twice).len(), 1);
    for other in [
        sells(2024, "services", "rate = \"6%\""),
        sells(2024, "goods", "simple = true"),
        sells(2026, "services", "simple = true"),
        Case::new(2024).net().sale("Q2", "services", "300000", ""),
        Case::new(2024).general("").form(Form::Company).net().sale("Q2", "services", "0", "simple = true"),
    ] {
        assert_eq!(assumed(&other), []);
    }
}

/// Before general status begins nothing was chosen.
#[test]
fn from_the_month_of_general_status() {
    let case = |period: &str| {
        let small = Case { vat: "status = \"small-scale\"\ngeneral_from = \"07\"".into(), ..Case::new(2024) };
        small.net().sale(period, "services", "300000", "simple = true").sale("Q4", "goods", "1000", "rate = \"13%\"")
    };
    assert_eq!(assumed(&case("Q3")).len(), 1);
    assert_eq!(assumed(&case("Q2")), []);
}
