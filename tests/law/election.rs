//! A person with comprehensive and business income takes the 60,000 and the other deductions off either, not twice: 国家税务总局公告2022年
//! 第1号 art. 4, 公告2024年第2号, 令第57号 art. 10. Whichever leaves the least of both taxes is taken.

use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, Reason};
use huiqi::{Assessment, Form, Line, Money};

/// A business of 2023 or another year whose owner has comprehensive income, with a profit and deductions.
fn owner(year: i32, form: Form, income: &str, profit: &str, deductions: &str) -> Case {
    let mut case =
        Case::new(year).form(form).net().monthly().sale("12", "goods", "1000万元", "").owner(&format!("deductions = {deductions}"));
    case.comprehensive_income = yuan(income);
    case.with_profit(profit)
}

fn both(case: &Case) -> (Money, Money) {
    (case.payable(Line::IitBusiness), case.payable(Line::IitWage))
}

/// What the two taxes come to as chosen, whether off business income, and what they would come to the other way.
fn chosen(found: &Assessment) -> Option<(bool, Money, Money)> {
    found.record.assumed.iter().find_map(|assumed| match assumed {
        Assumption::DeductedFromBusinessIncome { tax, otherwise } => Some((true, *tax, *otherwise)),
        Assumption::DeductedFromComprehensiveIncome { tax, otherwise } => Some((false, *tax, *otherwise)),
        _ => None,
    })
}

fn refused(found: &Assessment) -> bool {
    found.record.refused.iter().any(|it| matches!(it.reason, Reason::HasComprehensiveIncome { .. } | Reason::AssessedCollection))
}

/// One yuan of wages does not cost the deductions: 116,000 are taxed, halved 6,350, and the yuan bears 0.03.
#[test]
fn a_yuan_of_wages_costs_nothing() {
    let case = owner(2023, Form::IndividualBusiness, "1", "200000", "24000");
    assert_eq!(both(&case), (yuan("6350"), yuan("0.03")));
    assert_eq!(chosen(&case.assess()), Some((true, yuan("6350.03"), yuan("14750"))));
    assert!(!refused(&case.assess()));
}

/// Case C28 (tianjin.chinatax.gov.cn 20250506152316167; answertax.cn/news/alrd/387): 1,000 or 60,000 of comprehensive income, a profit
/// of 200,000, 40,000 of deductions.
#[test]
fn the_published_case() {
    for year in [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027] {
        let business = if year == 2020 { "9500" } else { "4750" };
        let of = |income: &str| owner(year, Form::IndividualBusiness, income, "200000", "40000");
        assert_eq!(both(&of("1000")), (yuan(business), yuan("30")), "{year}");
        // 60,000 × 10% − 2,520.
        assert_eq!(both(&of("60000")), (yuan(business), yuan("3480")), "{year}");
    }
}

/// Where both ways cost the same, the deductions stay with the comprehensive income: 60,000 save 6,000 off either.
#[test]
fn where_both_cost_the_same() {
    let case = owner(2024, Form::SoleProprietorship, "140000", "90000", "0");
    assert_eq!(both(&case), (yuan("7500"), Money::ZERO));
    assert_eq!(chosen(&case.assess()), Some((false, yuan("12980"), yuan("12980"))));
}

/// Where comprehensive income is in the higher bracket, the deductions are taken there; where both ways cost the same, too.
#[test]
fn the_least_of_both_taxes() {
    let high = owner(2024, Form::SoleProprietorship, "300000", "100000", "0");
    // 100,000 × 20% − 10,500; 240,000 × 20% − 16,920. Off business income: 40,000 × 10% − 1,500; 300,000 × 20% − 16,920.
    assert_eq!(both(&high), (yuan("9500"), Money::ZERO));
    assert_eq!(chosen(&high.assess()), Some((false, yuan("40580"), yuan("45580"))));
    let same = owner(2024, Form::SoleProprietorship, "0.01", "0", "0");
    assert_eq!((both(&same), chosen(&same.assess())), ((Money::ZERO, Money::ZERO), Some((false, Money::ZERO, Money::ZERO))));
    let edge = |profit: &str| chosen(&owner(2024, Form::SoleProprietorship, "144000", profit, "0").assess()).map(|(here, ..)| here);
    // They save 6,000 of the tax on 144,000, as much of the tax on 90,000, and more above.
    assert_eq!([edge("90000"), edge("90000.20")], [Some(false), Some(true)]);
}

/// No announcement of the settlement of 2019 was seen: the law's own rule stands, and deductions are taken off comprehensive income.
#[test]
fn not_in_2019_and_not_before_it_was_published() {
    let of_2019 = owner(2019, Form::IndividualBusiness, "1", "200000", "24000");
    assert_eq!((both(&of_2019), chosen(&of_2019.assess())), ((yuan("29500"), Money::ZERO), None));
    assert!(refused(&of_2019.assess()));
    let profile = owner(2023, Form::IndividualBusiness, "1", "200000", "24000").profile();
    let known = |day: &str| {
        let rules = pack().rules(2023, profile.place, Some(day.parse().expect("a day"))).expect("covered");
        huiqi::amounts(&rules, &profile, Form::IndividualBusiness).expect("assessed").lines[Line::IitBusiness].payable()
    };
    assert_eq!([known("2024-01-30"), known("2024-01-31")], [yuan("14750"), yuan("6350")]);
}

/// Assessed collection has no deductions, and nothing is chosen.
#[test]
fn not_under_assessed_collection() {
    let case = owner(2024, Form::IndividualBusiness, "1", "200000", "24000");
    let assessed = case.with("assessed", "forms = [\"individual-business\"]; by = \"income\"; rate = \"10%\"");
    let text = assessed.toml().replace("[[assessed]]", "[assessed]");
    let profile = huiqi::Profile::parse(&text, "case.toml", pack()).expect("sound");
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let found = huiqi::assess(&rules, &profile, Form::IndividualBusiness).expect("assessed");
    assert_eq!((chosen(&found), refused(&found), found.amounts.lines[Line::IitWage].due), (None, true, Money::ZERO));
}

/// Each partner chooses; a partner without comprehensive income has nothing to choose.
#[test]
fn each_partner_chooses() {
    let mut case = Case::new(2024).form(Form::Partnership).net().monthly().sale("12", "goods", "1000万元", "");
    case.tables += "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 1\n\
                    [[partners]]\nshare = \"25%\"\ncomprehensive_income = 1000000\n\
                    [[partners]]\nshare = \"25%\"\ncomprehensive_income = 0\n";
    let case = case.with_profit("400000");
    // 140,000; 100,000; 40,000.
    assert_eq!(both(&case), (yuan("17500") + yuan("9500") + yuan("2500"), yuan("0.03")));
}
