//! Several business incomes of one person in a year are taxed together: 国家税务总局公告2018年第62号 art. 2 (C表); the reduction once, on the
//! income of individual businesses: 国家税务总局公告2023年第12号 art. 2.

use crate::common::{Case, pack, strategy, yuan};
use crate::explained::untrue;
use huiqi::trace::{Assumption, Formula, What};
use huiqi::{Assessment, Form, Line, Money, Month, PrepaymentNote, Vocabulary};
use proptest::prelude::*;

/// A business whose owner has no other income, with a profit spread evenly over the months.
pub(crate) fn business(year: i32, form: Form, profit: &str) -> Case {
    let case = (1..=12)
        .fold(Case::new(year).form(form).monthly().net(), |case, month| case.sale(&format!("{month:02}"), "services", "20万元", ""));
    let mut case = case.with_profit(profit);
    case.comprehensive_income = Money::ZERO;
    case
}

pub(crate) fn beside(case: Case, form: &str, income: &str) -> Case {
    case.with("other_business", &format!("form = \"{form}\"; income = {income}"))
}

pub(crate) fn converted(case: &Case, month: u32, to: Form) -> Assessment {
    let profile = case.profile();
    let rules = pack().rules(case.year, profile.place, None).expect("covered");
    let month = Month::from_number(month).expect("a month");
    huiqi::compare_converting(&rules, &profile, month, &[to]).expect("assessed").after.remove(0)
}

pub(crate) fn of(found: &Assessment) -> (Money, Money) {
    let tax = found.amounts.lines[Line::IitBusiness];
    (tax.due, tax.relief)
}

fn merged(found: &Assessment) -> (Money, Money) {
    let of = |what: What| found.record.steps.iter().filter(|step| step.what == what).map(|step| step.result).sum();
    (of(What::MergedDue), of(What::MergedRelief))
}

/// Case C30 (10100.com/article/70958942; intaxlawyer.com): an individual business to June, a sole proprietorship from July, 120,000 each.
/// Merged 180,000: 25,500, of which the half of the tax on the individual business's 90,000 is not levied.
#[test]
fn a_converted_year_is_one_income() {
    let shop = business(2024, Form::IndividualBusiness, "240000");
    let after = converted(&shop, 7, Form::SoleProprietorship);
    assert_eq!(of(&after), (yuan("25500"), yuan("3750")));
    let stated = after.record.assumed.iter().find_map(|assumed| match assumed {
        Assumption::ReducedOnOwnIncome { income, reduced, by_share } => Some((*income, *reduced, *by_share)),
        _ => None,
    });
    assert_eq!(stated, Some((yuan("90000"), yuan("3750"), yuan("6375"))));
    // Staying: the half of all.
    assert_eq!(of(&shop.assess()), (yuan("25500"), yuan("12750")));
    // A company's income is its own: the individual business is taxed on its 90,000 alone.
    assert_eq!(of(&converted(&shop, 7, Form::OnePersonCompany)), (yuan("7500"), yuan("3750")));
    // Before 2021 nobody's tax is reduced: converting in mid-year changes nothing.
    let earlier = business(2020, Form::IndividualBusiness, "240000");
    assert_eq!(of(&converted(&earlier, 7, Form::SoleProprietorship)), of(&earlier.assess()));
}

/// A partner's share is the partner's income: that of the owner is taxed with the months before.
#[test]
fn the_owner_of_the_months_before_is_a_partner() {
    let mut shop = business(2024, Form::IndividualBusiness, "240000");
    shop.tables += "[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n[[partners]]\nshare = \"50%\"\ncomprehensive_income = 0\n";
    let after = converted(&shop, 7, Form::Partnership);
    // 120,000 and 60,000 less 60,000: 13,500, less 3,750; the other partner's 30,000: 1,500.
    assert_eq!(of(&after), (yuan("15000"), yuan("3750")));
    assert!(after.record.assumed.iter().any(|it| matches!(it, Assumption::OwnerIsPartner { .. })));
}

/// The owner of the months before is the partner with the larger share, whichever stands first.
#[test]
fn the_larger_share_is_the_owners() {
    let of_shares = |shares: &[u32]| {
        let mut shop = business(2024, Form::IndividualBusiness, "240000");
        for share in shares {
            shop.tables += &format!("[[partners]]\nshare = \"{share}%\"\ncomprehensive_income = 0\n");
        }
        of(&converted(&shop, 7, Form::Partnership))
    };
    // 120,000 and 72,000 less 60,000: 15,900, less 3,750; the other partner's 48,000 less 30,000: 900.
    assert_eq!([of_shares(&[60, 40]), of_shares(&[40, 60])], [(yuan("16800"), yuan("3750")); 2]);
    // 120,000 and 60,000 less 60,000: 13,500; 36,000 less 30,000: 300; nothing is left of 24,000.
    assert_eq!(of_shares(&[30, 50, 20]), (yuan("13800"), yuan("3750")));
}

/// Each part of a converted year has the deductions of its own months: of 80,000 to April 20,000 are taken off, and what the owner
/// deducts beside them is taken once.
#[test]
fn each_part_has_its_months() {
    let shop = business(2024, Form::IndividualBusiness, "240000");
    let after = converted(&shop, 5, Form::SoleProprietorship);
    let own = after.record.assumed.iter().find_map(|assumed| match assumed {
        Assumption::ReducedOnOwnIncome { income, .. } => Some(*income),
        _ => None,
    });
    assert_eq!((own, of(&after).0), (Some(yuan("60000")), yuan("25500")));
    // 168,000: 23,100, whether it converts or stays.
    let deducted = shop.owner("deductions = 12000");
    assert_eq!([of(&converted(&deducted, 7, Form::SoleProprietorship)).0, of(&deducted.assess()).0], [yuan("23100"); 2]);
}

/// With another business the deductions may go elsewhere than without it: what this one bears is the difference of both taxes.
#[test]
fn deductions_that_move() {
    let mut case = beside(business(2024, Form::SoleProprietorship, "500000"), "sole-proprietorship", "30000");
    case.comprehensive_income = yuan("200000");
    // The other alone: 1,500, and 11,480 on 140,000. Both: 100,500 on 470,000, and 23,080 on 200,000.
    assert_eq!((case.payable(Line::IitBusiness), case.payable(Line::IitWage)), (yuan("99000"), yuan("11600")));
}

/// Case C03, the example of the tax administration: two individual businesses of one owner in 2023, 800,000 and 1,500,000.
#[test]
fn two_individual_businesses_of_one_owner() {
    let case = beside(business(2023, Form::IndividualBusiness, "860000"), "individual-business", "1500000");
    let found = case.assess();
    assert_eq!(merged(&found), (yuan("739500"), yuan("317250")));
    // Of the 422,250 the other one bears 219,250 of its 1,440,000 alone: 438,500, halved.
    assert_eq!(of(&found), (yuan("301000"), yuan("98000")));
    assert_eq!(found.amounts.lines[Line::IitBusiness].payable(), yuan("422250") - yuan("219250"));
    // Above the cap nothing more is reduced, and both sides of it.
    let at = |income: &str| of(&beside(business(2023, Form::IndividualBusiness, "560000"), "individual-business", income).assess()).1;
    assert_eq!([at("1400000"), at("1500000"), at("1600000")], [yuan("98000"), yuan("98000"), yuan("80500")]);
    assert_eq!(at("2060000"), Money::ZERO);
}

/// The reduction is not for a sole proprietorship beside it, whose income only lifts the bracket; the deductions come off that first.
#[test]
fn beside_a_sole_proprietorship() {
    let case = beside(business(2024, Form::IndividualBusiness, "120000"), "sole-proprietorship", "120000");
    // 180,000: 25,500, less the half of the 13,500 on 120,000; the other alone: 60,000, 4,500.
    assert_eq!(of(&case.assess()), (yuan("21000"), yuan("6750")));
    let other_way = beside(business(2024, Form::SoleProprietorship, "120000"), "individual-business", "120000");
    // The same 25,500 less 6,750; the other alone: 60,000, 4,500, halved.
    assert_eq!(of(&other_way.assess()), (yuan("21000"), yuan("4500")));
}

/// One business is converted and the other stays: into a company, the owner's other income is taxed alone.
#[test]
fn one_is_converted_and_the_other_stays() {
    let case = beside(business(2024, Form::IndividualBusiness, "240000"), "individual-business", "300000");
    let stays = of(&case.assess());
    // 480,000: 103,500, halved; 240,000 alone: 37,500, halved.
    assert_eq!(stays, (yuan("66000"), yuan("33000")));
    assert_eq!(of(&case.clone().form(Form::OnePersonCompany).assess()), (Money::ZERO, Money::ZERO));
    assert_eq!(case.clone().form(Form::SoleProprietorship).payable(Line::IitBusiness), yuan("103500") - yuan("24750") - yuan("18750"));
    // In mid-year the same deductions are taken once.
    let after = converted(&case, 7, Form::SoleProprietorship);
    assert_eq!(of(&after).0, yuan("66000"));
}

/// A loss of one business is not taken off the income of another (财税〔2000〕91号 art. 14), nor that of the months before a conversion.
#[test]
fn a_loss_stays_where_it_is() {
    let alone = business(2024, Form::SoleProprietorship, "-100000");
    let case = beside(alone, "sole-proprietorship", "200000");
    assert_eq!(of(&case.assess()), (Money::ZERO, Money::ZERO));
}

/// A wage from the company is comprehensive income: the owner, who has another business, elects where the deductions are taken.
#[test]
fn a_wage_beside_another_business() {
    let mut case = beside(business(2024, Form::OnePersonCompany, "300000"), "sole-proprietorship", "160000");
    case.tables += "[company]\nowner_wage = 60000\n";
    // 100,000: 9,500 on business income. With the wage: 9,500 + 3,480 or 21,500 on 160,000 and nothing on the wage.
    assert_eq!(case.payable(Line::IitWage), yuan("3480"));
    let steps = case.assess().record.steps;
    let wage = steps.iter().find(|step| step.line == Line::IitWage && step.what == What::Due).expect("told");
    assert_eq!((wage.result, &wage.formula), (yuan("3480"), &Formula::WithLess { with: yuan("12980"), without: yuan("9500") }));
    assert_eq!(case.payable(Line::IitBusiness), Money::ZERO);
    let without = Case { tables: case.tables.replace("owner_wage = 60000", "owner_wage = 0"), ..case };
    assert!(!without.assess().record.steps.iter().any(|step| step.line == Line::IitWage), "no wage, no tax on it");
}

/// The months before a conversion were a partnership's: the larger share of their income is the owner's, and the other partner's is taxed
/// apart.
#[test]
fn the_months_before_were_a_partnerships() {
    let mut firm = business(2024, Form::SoleProprietorship, "240000").form(Form::Partnership);
    for share in ["40%", "60%"] {
        firm.tables += &format!("[[partners]]\nshare = \"{share}\"\ncomprehensive_income = 0\n");
    }
    // 72,000 and 120,000 less 60,000: 15,900; the other partner's 48,000 less 30,000: 900.
    assert_eq!(of(&converted(&firm, 7, Form::SoleProprietorship)).0, yuan("16800"));
}

/// What the owner's other business bears by itself is reckoned with the facts of the partner who owns it, and of nobody else.
#[test]
fn whose_other_business_it_is() {
    let settled = |form: Form| {
        let mut case = beside(business(2024, Form::SoleProprietorship, "240000").form(form), "sole-proprietorship", "300000")
            .owner("deductions = 12000");
        for (share, deductions) in [("60%", 24_000), ("40%", 0)] {
            case.tables += &format!("[[partners]]\nshare = \"{share}\"\ncomprehensive_income = 0\ndeductions = {deductions}\n");
        }
        case.tables = case.tables.replace("income = 300000", "income = 300000\npaid = 0");
        let profile = case.profile();
        let notes = huiqi::prepayments(&pack().rules(2024, profile.place, None).expect("covered"), &profile, form).expect("computed").notes;
        notes.into_iter().find_map(|note| match note {
            PrepaymentNote::OthersSettled { tax, .. } => Some(tax),
            _ => None,
        })
    };
    // 300,000 less 60,000 and 24,000; less 60,000 and 12,000.
    assert_eq!(settled(Form::Partnership), Some(yuan("32700")));
    assert_eq!(settled(Form::SoleProprietorship), Some(yuan("35100")));
}

/// Beside comprehensive income it bears what both taxes are more than the tax on that income alone: 300,000 less 60,000 bear 37,500, and
/// 100,000 without the deductions 7,480, with them 1,480.
#[test]
fn what_others_bear_beside_comprehensive_income() {
    let mut case = business(2024, Form::SoleProprietorship, "240000")
        .with("other_business", "form = \"sole-proprietorship\"; income = 300000; paid = 0");
    case.comprehensive_income = yuan("100000");
    let profile = case.profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let found = huiqi::prepayments(&rules, &profile, Form::SoleProprietorship).expect("computed");
    let settled = PrepaymentNote::OthersSettled { tax: yuan("37500") + yuan("7480") - yuan("1480"), paid: Money::ZERO };
    assert!(found.notes.contains(&settled), "{:?}", found.notes);
}

/// Each business prepays by itself; what the others have prepaid less than they bear is settled with this one.
#[test]
fn prepayments_do_not_merge() {
    let alone = business(2024, Form::IndividualBusiness, "240000");
    let of = |case: &Case| {
        let profile = case.profile();
        let rules = pack().rules(2024, profile.place, None).expect("covered");
        huiqi::prepayments(&rules, &profile, Form::IndividualBusiness).expect("computed")
    };
    let other = alone.clone().with("other_business", "form = \"individual-business\"; income = 300000; paid = 15000");
    let (before, with_other) = (of(&alone), of(&other));
    assert_eq!(with_other.installments, before.installments);
    assert_eq!((before.settled, with_other.settled), (yuan("12750"), yuan("33000")));
    assert!(with_other.notes.contains(&PrepaymentNote::OthersApart));
    assert!(with_other.notes.contains(&PrepaymentNote::OthersSettled { tax: yuan("18750"), paid: yuan("15000") }));
    let untold = beside(alone, "individual-business", "300000");
    assert!(!of(&untold).notes.iter().any(|note| matches!(note, PrepaymentNote::OthersSettled { .. })));
}

/// A company's income is no business income of its owner.
#[test]
fn a_company_is_no_other_business() {
    let text = beside(business(2024, Form::IndividualBusiness, "240000"), "company", "1").toml();
    let error = huiqi::Profile::parse(&text, "case.toml", pack()).expect_err("refused");
    assert!(error.to_string().contains("公司") || error.to_string().contains("company"), "{error}");
}

/// The month of conversion is not chosen for the brackets of two taxpayers: into a sole proprietorship no month is better than staying.
#[test]
fn no_month_splits_the_brackets() {
    let shop = business(2024, Form::IndividualBusiness, "240000");
    let profile = shop.profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let bounds = huiqi::Bounds { forms: vec![Form::SoleProprietorship], month: true, ..huiqi::Bounds::default() };
    let found = huiqi::optimise(&rules, &profile, &bounds, &|| ()).expect("found").together.found;
    assert_eq!(found.len(), 13);
    assert!(found.iter().all(|of| of.net <= found[0].net) && found[0].choice.form == Form::IndividualBusiness);
    let july = found.iter().find(|of| of.choice.month.is_some_and(|month| month.number() == 7)).expect("july");
    assert_eq!(found[0].net - july.net, yuan("9000"));
}

/// Two businesses of one form bear together what one business with both incomes bears, whatever else the owner has; of two forms
/// each step adds up and no part is below nought (what it comes to, `tests/differential` compares).
#[test]
fn two_businesses_of_any_owner() {
    const MOST: u32 = 2_400_000;
    let forms = [Form::IndividualBusiness, Form::SoleProprietorship];
    let incomes = [20_000, 45_000, 82_000, 150_000, 400_000, 2_100_000];
    let owners = [
        ("0", ""),
        ("0", "deductions = 12000; other_relief = 800"),
        ("55000", ""),
        ("120000", "deductions = 36000"),
        ("400000", "other_relief = 800"),
        ("400000", "deductions = 12000; other_relief = 30000"),
    ];
    let pairs = incomes.into_iter().flat_map(|own| incomes.map(|other| (own, other))).filter(|(own, other)| own + other <= MOST);
    let taxes =
        |found: &Assessment| [Line::IitBusiness, Line::IitWage].map(|line| found.amounts.lines[line].payable()).into_iter().sum::<Money>();
    for (own, other) in pairs {
        for [form, other_form] in [forms, [forms[1], forms[0]]] {
            let [one, two, both] = [own, other, own + other].map(|income| business(2024, form, &income.to_string()));
            for (income, owner) in owners {
                let whose = |case: &Case| Case { comprehensive_income: yuan(income), ..case.clone().owner(owner) };
                let merged = beside(whose(&one), form.key(), &other.to_string());
                let mixed = beside(whose(&one), other_form.key(), &other.to_string()).assess();
                let found = merged.assess();
                let [alone, together] = [&two, &both].map(|case| taxes(&whose(case).assess()));
                assert_eq!(taxes(&found) + alone, together, "{}", merged.toml());
                for found in [found, mixed] {
                    assert_eq!(untrue(pack(), &found), Vec::<String>::new(), "{}", merged.toml());
                    let ((due, relief), wage) = (of(&found), found.amounts.lines[Line::IitWage].due);
                    assert!(due >= relief && relief >= Money::ZERO && wage >= Money::ZERO, "{}", merged.toml());
                }
            }
        }
    }
}

/// Before 2021 nobody's tax is reduced: who converts in the year and has the same incomes bears the same, whatever else the owner has.
#[test]
fn converting_alone_changes_nothing() {
    let taxes = |found: &Assessment| found.amounts.lines[Line::IitBusiness].payable() + found.amounts.lines[Line::IitWage].payable();
    for profit in ["60000", "164000", "240000"] {
        let shop = business(2020, Form::IndividualBusiness, profit);
        for (income, keys) in [("0", ""), ("0", "deductions = 36000; other_relief = 9000"), ("40000", ""), ("120000", "deductions = 36000")]
        {
            for other in [None, Some("45000"), Some("300000")] {
                let case = Case { comprehensive_income: yuan(income), ..shop.clone().owner(keys) };
                let case = other.map_or(case.clone(), |other| beside(case, "sole-proprietorship", other));
                let stays = taxes(&case.assess());
                for month in [4, 7] {
                    let after = taxes(&converted(&case, month, Form::SoleProprietorship));
                    assert!((after - stays).fen().abs() <= 2, "{after} {stays} from {month}\n{}", case.toml());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Converting in mid-year into a sole proprietorship never takes less tax on business income than staying.
    #[test]
    fn into_a_sole_proprietorship_never_less_than_staying(case in strategy::business(), month in 2u32..=12) {
        let case = case.form(Form::IndividualBusiness);
        prop_assume!(!case.tables.contains("[farming]") && !case.tables.contains("[assessed]"));
        let profile = case.profile();
        let rules = pack().rules(case.year, profile.place, None).expect("covered");
        let month = Month::from_number(month).expect("a month");
        let Ok(found) = huiqi::compare_converting(&rules, &profile, month, &[Form::SoleProprietorship]) else { return Ok(()) };
        let (stays, after) = (&found.before.amounts, &found.after[0].amounts);
        prop_assume!(stays.profit == after.profit);
        let tax = |of: &huiqi::Amounts| of.lines[Line::IitBusiness].payable() + of.lines[Line::IitWage].payable();
        // Losses of earlier years stay with the months before.
        prop_assert!(tax(after) + Money::from_fen(2) >= tax(stays), "{} {}", tax(after), tax(stays));
    }
}
