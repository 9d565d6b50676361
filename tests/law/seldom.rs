//! What seldom happens and must come out right all the same: each of these was once changed on purpose, and no other test
//! noticed.

use crate::common::unread::unread;
use crate::common::{Case, pack, yuan};
use huiqi::trace::{Assumption, Reason, What};
use huiqi::{Assessment, BenefitKind, Form, Line, Money, Profile};

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
    let draft = "[document]\nid = \"draft\"\nnumber = \"n\"\ntitle = { zh = \"t\", en = \"t\" }\n\
         issuers = [\"i\"]\nissued_on = 2024-01-01\n\
        jurisdiction = \"CN\"\ntext_at = \"x\"\nconfidence = \"memory\"\nchecked_on = 2024-01-01\n\
        [[measure]]\nid = \"rate\"\nauthority = [{ article = \"a\" }]\n\
        title = { zh = \"t\", en = \"t\" }\nsummary = { zh = \"s\", en = \"s\" }\n\
        valid = { from = 2024-05-01, to = 2024-12-31 }\nsupersedes = [\"council-education-surcharge#rate\"]\n\
        mechanism = \"surcharge-rate\"\n\
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
             jurisdiction = \"{place}\"\ntext_at = \"x\"\nconfidence = \"memory\"\nchecked_on = 2024-01-01\n\
             [[measure]]\nid = \"rate\"\nauthority = [{{ article = \"a\" }}]\n\
             title = {{ zh = \"t\", en = \"t\" }}\nsummary = {{ zh = \"s\", en = \"s\" }}\n\
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
        for place in ["45", "4503", "360302", "35"] {
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
    let law = unread(include_str!("../../policies/cn/1988/council-land-use-regulation.toml"));
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
    assert_eq!(told(&nothing_left, "BusinessIitReduced"), 0);
}

/// An amount is read to 26 digits and no further; nothing is printed as less than nothing.
#[test]
fn nothing_has_no_sign() {
    assert_eq!((Money::ZERO.plain(), Money::ZERO.to_string()), ("0.00".to_string(), "0.00".to_string()));
    assert_eq!(Money::from_fen(-5).plain(), "-0.05");
    let zeros = |digits: usize| Money::parse(&format!("{}1.00", "0".repeat(digits - 3)));
    assert_eq!((zeros(26), zeros(27)), (Some(Money::from_fen(100)), None));
}

fn to(case: &Case, form: Form) -> Assessment {
    let profile = case.profile();
    let rules = pack().rules(case.year, profile.place, None).expect("covered");
    huiqi::assess(&rules, &profile, form).unwrap_or_else(|error| panic!("{error}\n{}", case.toml()))
}

fn count(assessment: &Assessment, what: What) -> usize {
    assessment.record.steps.iter().filter(|step| step.what == what).count()
}

/// What is assumed of a conversion is what the facts leave open, and no more.
#[test]
fn a_conversion_assumes_what_is_not_said() {
    let owned = "[[property]]\nname = \"shop\"\noriginal_value = 800000\n";
    let (let_out, rented_out) = (owned.replace("original_value", "annual_rent"), "[conversion]\nproperty_moved = 800000\n");
    let assumes = |tables: &str, form: Form, what: Assumption| {
        let mut case = Case::new(2024).sale("Q1", "goods", "100000", "");
        case.tables += tables;
        to(&case, form).record.assumed.contains(&what)
    };
    let company = Form::OnePersonCompany;
    assert!(assumes(owned, company, Assumption::PropertyStays));
    assert!(!assumes("", company, Assumption::PropertyStays) && !assumes(&let_out, company, Assumption::PropertyStays));
    assert!(!assumes(&format!("{owned}{rented_out}"), company, Assumption::PropertyStays));
    assert!(!assumes(owned, Form::IndividualBusiness, Assumption::PropertyStays));
    assert!(assumes("", company, Assumption::NoConversionCosts) && !assumes("", Form::IndividualBusiness, Assumption::NoConversionCosts));
    assert!(!assumes("[conversion]\nbookkeeping = 1\n", company, Assumption::NoConversionCosts));
}

/// Where nothing moves and no capital is paid in there is no document and nothing to refuse.
#[test]
fn a_conversion_writes_the_documents_it_needs() {
    let of = |conversion: &str, form: Form| {
        let mut case = Case::new(2025).sale("Q1", "goods", "100000", "");
        case.tables += &format!("[conversion]\ninvestor_share = \"75%\"\n{conversion}\n");
        let found = to(&case, form);
        (count(&found, What::StampBase), found.record.refused.iter().any(|it| matches!(it.reason, Reason::InvestorShareTooSmall { .. })))
    };
    assert_eq!(of("", Form::Company), (0, false));
    assert_eq!(of("paid_in_capital = 1", Form::Company), (1, false));
    assert_eq!(of("paid_in_capital = 1", Form::SoleProprietorship), (0, false));
    assert_eq!(of("property_moved = 1", Form::Company), (1, true));
}

/// Losses stay with the taxpayer that made them, and only who has some hears of it.
#[test]
fn losses_stay_behind() {
    let stays = |losses: &str| {
        let case = Case::new(2024).net().sale("Q1", "goods", "900000", "").with("losses", &format!("year = 2022; amount = {losses}"));
        let refused = to(&case, Form::Company).record.refused;
        refused.into_iter().filter(|it| matches!(it.reason, Reason::LossStays { .. })).map(|it| it.reason).collect::<Vec<_>>()
    };
    assert_eq!((stays("0"), stays("5")), (vec![], vec![Reason::LossStays { amount: yuan("5") }]));
}

/// A line of no amount is told of nowhere; a period without sales has no threshold to pass.
#[test]
fn no_sales_no_steps() {
    let of = |case: Case| {
        let found = case.assess();
        [What::NetSales, What::PeriodSales, What::Due].map(|what| count(&found, what))
    };
    let one = Case::new(2024).sale("Q1", "goods", "100000", "");
    assert_eq!(of(one.clone())[..2], [1, 1]);
    assert_eq!(of(one.clone().sale("Q2", "goods", "0", "")), of(one));
}

/// A rate that is stated and in force is no waiver; one that is stated and reduced is.
#[test]
fn stating_the_rate_in_force_waives_nothing() {
    let vat = |year: i32, more: &str| Case::new(year).sale("Q2", "goods", "1030000", more).payable(Line::Vat);
    assert_eq!(vat(2024, "levy_rate = \"1%\""), vat(2024, ""));
    assert_eq!(vat(2024, "levy_rate = \"3%\""), yuan("30000"));
    assert_eq!(vat(2019, "levy_rate = \"3%\""), vat(2019, ""));
    // Stated or not, they are added up before anything is rounded.
    let two = |more: &str| Case::new(2019).sale("Q2", "goods", "500000.01", "").sale("Q2", "goods", "500000.01", more).assess().amounts;
    assert_eq!(two("levy_rate = \"3%\""), two(""));
}

/// Under difference taxation customers pay all the same what is deducted; where it is all deducted, nothing is left to tax.
#[test]
fn what_is_deducted_was_received() {
    for prices in ["", "; prices = \"net\""] {
        let of = |deduct: &str| Case::new(2024).sale("Q2", "services", "1000000", &format!("deduct = {deduct}{prices}")).amounts();
        let (some, all) = (of("400000"), of("1000000"));
        assert_eq!((all.receipts, all.lines[Line::Vat].due), (yuan("1000000"), Money::ZERO), "{prices}");
        assert!(some.receipts >= yuan("1000000") && some.receipts < yuan("1006001"), "{prices} {}", some.receipts);
        let more = format!("rate = \"6%\"; deduct = 400000{prices}");
        let general = Case::new(2024).general("").sale("Q2", "services", "1000000", &more).amounts();
        let vat = if prices.is_empty() { Money::ZERO } else { yuan("36000") };
        assert_eq!(general.receipts, yuan("1000000") + vat, "{prices}");
    }
}

/// 增值税: what is taxed all the same is told why, by special invoice or by a waiver.
#[test]
fn why_small_sales_are_taxed_is_told() {
    let why = |more: &str| Case::new(2024).sale("Q2", "goods", "100000", more).assess().record.refused;
    let of_invoice = |reason: &Reason| matches!(reason, Reason::SpecialInvoice { .. });
    let of_waiver = |reason: &Reason| matches!(reason, Reason::ExemptionWaived { .. });
    let count = |more: &str, is: &dyn Fn(&Reason) -> bool| why(more).iter().filter(|it| is(&it.reason)).count();
    assert_eq!((count("invoice = \"special\"", &of_invoice), count("invoice = \"special\"", &of_waiver)), (1, 0));
    assert_eq!((count("waive_exemption = true", &of_invoice), count("waive_exemption = true", &of_waiver)), (0, 1));
}

/// 500万元 is sales without VAT: an inclusive price is divided by the rate it was invoiced at.
#[test]
fn the_small_scale_limit_looks_at_net_sales() {
    let over = |year: i32, price: &str, more: &str| count(&Case::new(year).sale("Q4", "goods", price, more).assess(), What::OverLimit) > 0;
    for (year, price, more) in [
        (2024, "5050000", ""),
        (2024, "5150000", "levy_rate = \"3%\""),
        (2024, "5050000", "levy_rate = \"1%\""),
        (2019, "5150000", ""),
        (2024, "5000000", "prices = \"net\""),
    ] {
        assert!(!over(year, price, more), "{year} {price} {more}");
        assert!(over(year, &(yuan(price) + yuan("0.02")).plain(), more), "{year} {price} {more}");
    }
}
