//! Reliefs that few have: western development (公告2020年第23号), advanced manufacturers (公告2023年第43号), equipment of the last quarter of
//! 2022 (公告2022年第28号 art. 1), a year-end bonus apart (公告2023年第30号), premiums waived in 2020 (人社部发〔2020〕11号, 49号).

use crate::common::{Case, law, pack, replaced, yuan};
use huiqi::trace::{Formula, Reason, What};
use huiqi::{Form, Line, Money, Rate};

fn company(year: i32, facts: &str) -> Case {
    let mut case = Case::new(year).form(Form::Company).net().monthly().sale("12", "goods", "3000万元", "");
    case.tables += &format!("[company]\n{facts}\n");
    case
}

/// 15% with 60% of the revenue from encouraged industries, from 2021; it counts above 3,000,000, where a small company's rate ends.
#[test]
fn western_development() {
    let of = |year: i32, share: &str, profit: &str| {
        company(year, &format!("western_share = \"{share}\"")).with_profit(profit).payable(Line::Cit)
    };
    assert_eq!((of(2024, "60%", "4000000"), of(2024, "59.99%", "4000000")), (yuan("600000"), yuan("1000000")));
    assert_eq!((of(2020, "60%", "4000000"), of(2021, "60%", "4000000")), (yuan("1000000"), yuan("600000")));
    assert_eq!(of(2024, "60%", "3000000"), yuan("150000"));
    let mut beijing = company(2024, "western_share = \"60%\"").with_profit("4000000");
    beijing.place = "110101".into();
    assert_eq!(beijing.payable(Line::Cit), yuan("1000000"));
}

/// Of two rates that an income may have, the lower one counts: 10% in the west, were it law, after 15% of a high-tech enterprise. What it
/// takes off more is shown.
#[test]
fn the_lower_of_two_rates() {
    let draft = law("cn-53/2020/yunnan-western-development.toml", "rate = \"15%\"", "rate = \"10%\"").expect("a pack");
    let shown = |facts: &str| {
        let profile = company(2024, facts).with_profit("4000000").profile();
        let found = huiqi::assess(&draft.rules(2024, profile.place, None).expect("rules"), &profile, Form::Company).expect("assessed");
        let of = |what: What| found.record.steps.iter().find(|step| step.what == what).map(|step| (step.result, step.formula.clone()));
        (found.amounts.lines[Line::Cit].payable(), of(What::HighTech).map(|(relief, _)| relief), of(What::Western).expect("lower"))
    };
    let base = yuan("4000000");
    let alone = Formula::ReducedBy { base, from: Rate::from_millionths(250_000), to: Rate::from_millionths(100_000) };
    assert_eq!(shown("western_share = \"60%\""), (yuan("400000"), None, (yuan("600000"), alone)));
    let more = Formula::Less { from: yuan("600000"), less: yuan("400000") };
    let both = shown("western_share = \"60%\"\nhigh_tech = true");
    assert_eq!(both, (yuan("400000"), Some(yuan("400000")), (yuan("200000"), more)));
}

/// 5% of the input tax more, of 2023 to 2027; service businesses' deduction ended with 2023.
#[test]
fn advanced_manufacturers() {
    let of = |year: i32, class: &str| {
        let case = Case::new(year).general(&format!("addition = \"{class}\"; addition_share = \"60%\"")).net();
        let case = case.sale("Q4", "goods", "1000000", "rate = \"13%\"").with("inputs", "period = \"Q4\"; tax = 100000");
        case.payable(Line::Vat)
    };
    let made = "advanced-manufacturing";
    assert_eq!([2022, 2023, 2025, 2027].map(|year| of(year, made)), ["30000", "25000", "25000", "25000"].map(yuan));
    assert_eq!((of(2023, "production"), of(2024, "production")), (yuan("25000"), yuan("30000")));
}

/// Deducted at once and once more, if bought from October to December 2022 by a high-tech enterprise.
#[test]
fn equipment_of_the_last_quarter_of_2022() {
    let of = |year: i32, month: &str, facts: &str| {
        let case = company(year, facts).with_profit("20000000");
        let bought = format!("class = \"machine\"; price = 1000000; life = 10; month = \"{month}\"; in_costs = 20000");
        let with = case.clone().with("equipment", &bought);
        case.due(Line::Cit) - with.due(Line::Cit)
    };
    let high_tech = "high_tech = true";
    // 25% of 2,000,000 − 20,000; of 1,000,000 − 20,000 otherwise.
    assert_eq!((of(2022, "10", high_tech), of(2022, "12", high_tech)), (yuan("495000"), yuan("495000")));
    for (year, month, facts) in [(2022, "09", high_tech), (2022, "10", "high_tech = false"), (2023, "10", high_tech)] {
        assert_eq!(of(year, month, facts), yuan("245000"), "{year} {month} {facts}");
    }
}

/// 36,000 of the wage as a bonus bear 1,080 apart; 36,012 fall into the next bracket and are better with the wage where that is small.
#[test]
fn a_bonus_apart() {
    let of = |year: i32, wage: &str, bonus: &str| {
        let mut case = company(year, &format!("owner_wage = \"{wage}\"\nowner_bonus = \"{bonus}\""));
        case.comprehensive_income = Money::ZERO;
        case.payable(Line::IitWage)
    };
    // 200,000 − 60,000: 140,000 × 10% − 2,520; apart 104,000 × 10% − 2,520 and 1,080.
    for year in [2019, 2021, 2022, 2023, 2024, 2027] {
        assert_eq!((of(year, "200000", "0"), of(year, "200000", "36000")), (yuan("11480"), yuan("8960")), "{year}");
    }
    // 103,988 × 10% − 2,520 and 36,012 × 10% − 210 are 11,270 together.
    assert_eq!(of(2024, "200000", "36012"), yuan("11270"));
    // A wage that the deduction covers bears nothing together.
    assert_eq!(of(2024, "60000", "36000"), Money::ZERO);
    let found = |wage: &str, bonus: &str, owner: &str| {
        let mut case = company(2024, &format!("owner_wage = \"{wage}\"\nowner_bonus = \"{bonus}\"")).owner(owner);
        case.comprehensive_income = Money::ZERO;
        let found = case.assess();
        let stays = found.record.refused.iter().any(|refusal| refusal.reason == Reason::BetterWithTheWage);
        (found.amounts.lines[Line::IitWage].payable(), stays)
    };
    // 10,000 are left of 100,000 after 60,000 and 30,000: 300 together, 1,080 apart.
    assert_eq!(found("100000", "36000", "deductions = 30000"), (yuan("300"), true));
    // 3% of 30,000 either way: it stays with the wage.
    assert_eq!(found("90000", "12000", ""), (yuan("900"), true));
    // No more is a bonus than the wage.
    assert_eq!(of(2024, "100000", "200000"), of(2024, "100000", "100000"));
}

/// 2020: pension, unemployment and injury from February to December; half of February to June for a large enterprise.
#[test]
fn premiums_waived() {
    let told = |year: i32, form: Form, class: &str, unit: bool, pension: u32| {
        let case = Case::new(year).form(form).net().sale("Q4", "goods", "100000", "");
        let of_month = if pension > 0 { format!("pension = {pension}\nunemployment = 70\ninjury = 30\n") } else { String::new() };
        let insured = format!("[social_insurance]\ninsured_as_unit = {unit}\n{of_month}");
        let text = case.toml().replace("class = \"micro\"", &format!("class = \"{class}\"")) + &insured;
        let profile = huiqi::Profile::parse(&text, "case.toml", pack()).expect("a profile");
        let record = huiqi::assess(&pack().rules(year, profile.place, None).expect("rules"), &profile, form).expect("assessed").record;
        let waived = record.benefits.iter().filter(|benefit| pack().measure(benefit.measure).id == "mohrss-2020-11#premium-waiver");
        waived.map(|benefit| benefit.amount).collect::<Vec<_>>()
    };
    let of = |year, form, class, unit| told(year, form, class, unit, 1600).into_iter().sum::<Money>();
    // Premiums of nothing are not waived.
    assert_eq!(told(2020, Form::Company, "micro", true, 0), []);
    assert_eq!(of(2020, Form::Company, "micro", true), yuan("18700"));
    assert_eq!(of(2020, Form::Company, "large", true), yuan("4250"));
    assert_eq!(of(2020, Form::IndividualBusiness, "large", true), yuan("18700"));
    assert_eq!([of(2019, Form::Company, "micro", true), of(2021, Form::Company, "micro", true)], [Money::ZERO; 2]);
    assert_eq!(of(2020, Form::Company, "micro", false), Money::ZERO);
}

/// A direct change of the registration from July 2025; a whole business that moves bears no VAT.
#[test]
fn what_carries_over() {
    let told = |year: i32| {
        let profile = Case::new(year).net().sale("Q4", "goods", "100000", "").profile();
        let rules = pack().rules(year, profile.place, None).expect("rules");
        let found = huiqi::classify(pack(), &rules, &profile).expect("classified");
        found.into_iter().filter_map(|(_, measure)| measure.map(|index| pack().measure(index).id.clone())).collect::<Vec<_>>()
    };
    let has = |year: i32, id: &str| told(year).iter().any(|found| found == id);
    assert!(!has(2024, "samr-order-103#direct-change") && has(2025, "samr-order-103#direct-change"));
    // 国家税务总局公告2011年第13号, from 2026 公告2026年第13号 art. 2: the recipient of a general taxpayer must be one.
    let (before, now) = ("sta-2011-13#whole-business", "mof-sta-2026-13#whole-business");
    for year in 2019..=2027 {
        assert_eq!([has(year, before), has(year, now)], [year < 2026, year >= 2026], "{year}");
    }
    assert!(has(2025, "qujing-2022-88#carry-over"));
}

/// A law that halves one tax for individual businesses, and the others for small low-profit enterprises too: asked in both forms at once, a
/// company that is not small is spared nothing.
#[test]
fn forms_that_differ_in_every_group_asked_for() {
    let (taxes, others) = ("taxes = [\"urban-maintenance\", ", "taxes = [");
    let all = "who = [\"small-scale\", \"small-low-profit\", \"individual-business\"]";
    let (_, text) = replaced("cn/2023/mof-sta-2023-12.toml", all, "who = [\"small-low-profit\", \"individual-business\"]");
    let start = text.find("[[measure]]\nid = \"halving\"").expect("the halving");
    let end = start + text[start..].find("\n\n[[measure]]").expect("another measure");
    let halving = &text[start..end];
    let list = halving.find(taxes).expect("its taxes")..halving.find("reduction = ").expect("its reduction");
    let one = halving.replacen(&halving[list], "taxes = [\"urban-maintenance\"]\n", 1).replacen("\"halving\"", "\"one\"", 1);
    // What else is taken before it is not of this tax.
    let one = one.replacen("\"small-low-profit\", ", "", 1).replacen("stacks_after", "# stacks_after", 1);
    let changed = text.replacen(halving, &format!("{one}\n\n{}", halving.replacen(taxes, others, 1)), 1);
    let pack = pack().overlaid(vec![("cn/2023/mof-sta-2023-12.toml".to_string(), changed)]).unwrap_or_else(|error| panic!("{error}"));
    let mut case = Case::new(2024).net().sale("Q1", "goods", "400000", "");
    case.staff = 301;
    let (profile, rules) = (case.profile(), pack.rules(2024, 530302, None).expect("covered"));
    let mut payable = Vec::new();
    huiqi::amounts_in_forms(&rules, &profile, &[Form::IndividualBusiness, Form::Company], &mut |_, amounts| {
        payable.push(amounts.expect("assessed").lines[Line::UrbanMaintenance].payable());
    });
    // 7% of 4,000.
    assert_eq!(payable, ["140", "280"].map(yuan));
}
