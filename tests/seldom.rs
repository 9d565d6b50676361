//! What seldom happens and must come out right all the same: each of these was once changed on purpose, and no other test
//! noticed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Case, pack, yuan};
use huiqi::{BenefitKind, Form, Money, Profile};

/// 曲政办发〔2022〕88号: a company that is not large is refunded the higher share of its premiums, whatever its form.
#[test]
fn a_small_company_is_refunded_like_a_small_business() {
    let refund = |form: Form, class: &str| {
        let mut case = Case::new(2022).form(form).sale("Q1", "goods", "10000", "");
        case.tables +=
            "[social_insurance]\ninsured_as_unit = true\npremiums_last_year = 1000\nmonths_paid = 12\ninsured = 5\nlaid_off = \"0%\"\n";
        let toml = case.toml().replace("class = \"micro\"", &format!("class = \"{class}\""));
        let profile = Profile::parse(&toml, "case.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
        let rules = pack().rules(2022, profile.place, None).expect("covered");
        let assessment = huiqi::assess(&rules, &profile, form).unwrap_or_else(|error| panic!("{error}"));
        let of = assessment.record.benefits.iter().filter(|benefit| pack().measure(benefit.measure).id == "qujing-2022-88#premium-refund");
        of.filter(|benefit| benefit.kind != BenefitKind::Cost).map(|benefit| benefit.amount).sum::<Money>()
    };
    assert_eq!(refund(Form::Company, "micro"), yuan("900"));
    assert_eq!(refund(Form::Company, "medium"), yuan("900"));
    assert_eq!(refund(Form::Company, "large"), yuan("500"));
    assert_eq!(refund(Form::IndividualBusiness, "large"), yuan("900"));
}

/// A surcharge that changes inside a quarter cuts it, though VAT itself does not change.
#[test]
fn a_surcharge_alone_cuts_a_quarter() {
    let draft = "[document]\nid = \"draft\"\nnumber = \"n\"\ntitle = { zh = \"t\", en = \"t\" }\nissuers = [\"i\"]\nissued_on = 2024-01-01\n\
        jurisdiction = \"CN\"\ntext_at = \"x\"\nconfidence = \"text\"\nchecked_on = 2024-01-01\n\
        [[measure]]\nid = \"rate\"\narticle = \"a\"\ntitle = { zh = \"t\", en = \"t\" }\nsummary = { zh = \"s\", en = \"s\" }\n\
        valid = { from = 2024-05-01, to = 2024-12-31 }\nsupersedes = [\"council-education-surcharge#rate\"]\nmechanism = \"surcharge-rate\"\n\
        [measure.parameters]\ntax = \"education-surcharge\"\nrate = \"2%\"\n";
    let pack = pack().overlaid(vec![("draft.toml".to_string(), draft.to_string())]).unwrap_or_else(|error| panic!("{error}"));
    let assess = |period: &str| {
        let case = Case::new(2024).sale(period, "goods", "1000000", "");
        let profile = Profile::parse(&case.toml(), "case.toml", &pack).expect("a profile");
        huiqi::amounts(&pack.rules(2024, profile.place, None).expect("covered"), &profile, Form::IndividualBusiness)
    };
    assert!(assess("Q1").is_ok() && assess("Q3").is_ok());
    let said = assess("Q2").expect_err("cut").to_string();
    assert!(said.contains("Education surcharge") && said.contains("month 5"), "{said}");
}

/// A district lies in its province, whichever is named first; neighbours do not meet.
#[test]
fn a_district_overlaps_with_its_province_only() {
    let draft = |id: &str, place: &str, more: &str| {
        let text = format!(
            "[document]\nid = \"{id}\"\nnumber = \"n\"\ntitle = {{ zh = \"t\", en = \"t\" }}\nissuers = [\"i\"]\nissued_on = 2024-01-01\n\
             jurisdiction = \"{place}\"\ntext_at = \"x\"\nconfidence = \"text\"\nchecked_on = 2024-01-01\n\
             [[measure]]\nid = \"rate\"\narticle = \"a\"\ntitle = {{ zh = \"t\", en = \"t\" }}\nsummary = {{ zh = \"s\", en = \"s\" }}\n\
             valid = {{ from = 2024-01-01, to = 2024-12-31 }}\n{more}mechanism = \"deed-tax\"\n[measure.parameters]\nrate = \"4%\"\n"
        );
        (format!("{id}.toml"), text)
    };
    // Named before and after the province's document.
    for id in ["a", "zz"] {
        for place in ["53", "5303", "530302"] {
            let error = pack().overlaid(vec![draft(id, place, "")]).expect_err("both rule deed tax");
            assert!(error.to_string().contains("two rules for deed tax"), "{id} {place}: {error}");
        }
        for place in ["52", "5203", "430302", "35"] {
            assert!(pack().overlaid(vec![draft(id, place, "")]).is_ok(), "{id} {place}");
        }
    }
    let over = "supersedes = [\"yunnan-deed-rate#rate\"]\n";
    assert!(pack().overlaid(vec![draft("a", "5303", over), draft("b", "5301", over)]).is_ok());
    assert!(pack().overlaid(vec![draft("a", "5303", over), draft("b", "530302", over)]).is_err());
    assert!(pack().overlaid(vec![draft("a", "530302", over), draft("b", "5303", over)]).is_err());
}

/// A range of local amounts may be a point, but not run backwards.
#[test]
fn a_range_does_not_run_backwards() {
    let law = include_str!("../policies/national/1988/council-land-use-regulation.toml");
    let with = |least: &str| {
        let text = law.replacen("least = \"0.9元\"", &format!("least = \"{least}元\""), 1);
        assert!(text != law || least == "0.9");
        pack().overlaid(vec![("law.toml".to_string(), text)])
    };
    assert!(with("0.9").is_ok() && with("29.99").is_ok() && with("30").is_ok());
    assert!(with("30.01").is_err());
}

/// What a year's sales, its surcharges and their reductions come to is shared between forms where the law lets it: every
/// form comes out as it does alone, after whichever other.
#[test]
fn forms_together_pay_what_each_pays_alone() {
    let forms = [Form::IndividualBusiness, Form::SoleProprietorship, Form::Partnership, Form::OnePersonCompany, Form::Company];
    let mut cases = Vec::new();
    for year in 2019..=2027 {
        for settled in [(false, false), (true, false), (false, true), (true, true)] {
            for kind in ["goods", "real-estate-lease", "housing-lease"] {
                for (vat, how) in [("small-scale", ""), ("general", "simple = true")] {
                    for staff in [5, 400] {
                        let mut case = Case::new(year).sale("01", kind, "400000", how).sale("11", kind, "500000", how);
                        case.settled = Some(settled);
                        case.vat = format!("status = \"{vat}\"");
                        case.staff = staff;
                        cases.push(case);
                    }
                }
            }
        }
    }
    let mut compared = 0;
    for case in cases {
        let profile = case.profile();
        let rules = pack().rules(case.year, profile.place, None).expect("covered");
        for one in forms {
            for other in forms {
                huiqi::amounts_in_forms(&rules, &profile, &[one, other], &mut |form, together| {
                    let alone = huiqi::amounts(&rules, &profile, form);
                    assert_eq!(together.ok(), alone.as_ref().ok(), "{} {one:?} {other:?}", case.year);
                    compared += usize::from(alone.is_ok());
                });
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// 个人所得税法实施条例 art. 15: who has no comprehensive income takes the basic 60,000 and the other deductions off as well.
#[test]
fn deductions_come_off_beside_the_basic_one() {
    let taxable_like = |profit: &str, deductions: &str| {
        let mut case = Case::new(2024).net().sale("Q1", "goods", "900000", "").owner(&format!("deductions = {deductions}"));
        case.comprehensive_income = Money::ZERO;
        case.with_profit(profit).due(huiqi::Line::IitBusiness)
    };
    assert_eq!(taxable_like("200000", "20000"), taxable_like("180000", "0"));
    assert!(taxable_like("200000", "20000") < taxable_like("200000", "0"));
}

/// A step is told of a loss that is used and of another relief that is given, and of none that is not.
#[test]
fn nothing_is_told_of_what_is_not_there() {
    let told = |case: &Case, what: &str| case.assess().record.steps.iter().filter(|step| format!("{:?}", step.what) == what).count();
    let plain = Case::new(2024).net().sale("Q1", "goods", "900000", "").with_profit("200000");
    assert_eq!((told(&plain, "LossUsed"), told(&plain, "OtherRelief")), (0, 0));
    assert_eq!(told(&plain.clone().with("losses", "year = 2022; amount = 10000"), "LossUsed"), 1);
    assert_eq!(told(&plain.owner("other_relief = 100"), "OtherRelief"), 1);
    let nothing_left = Case::new(2024).net().sale("Q1", "goods", "900000", "").with_profit("0");
    assert_eq!(told(&nothing_left, "BusinessHalved"), 0);
}

/// An amount is read to 26 digits and no further; nothing is printed as less than nothing.
#[test]
fn nothing_has_no_sign() {
    assert_eq!((Money::ZERO.plain(), Money::ZERO.to_string()), ("0.00".to_string(), "0.00".to_string()));
    assert_eq!(Money::from_fen(-5).plain(), "-0.05");
    let zeros = |digits: usize| Money::parse(&format!("{}1.00", "0".repeat(digits - 3)));
    assert_eq!((zeros(26), zeros(27)), (Some(Money::from_fen(100)), None));
}
