//! Refunds of VAT credit by the month of the filing: 公告2019年第39号 art. 8, 2022年第14号 and 第21号, 2025年第7号.

use crate::common::{Case, pack, yuan};
use huiqi::trace::Reason;
use huiqi::{Form, Money};

/// A large company with a credit of 100,000 at the end of the year, of which 80% counts.
fn asked(year: i32, month: u32, industry: &str, more: &str) -> (Vec<(String, Money)>, Vec<Reason>) {
    let claim = format!("refund = {{ rating = \"B\", composition = \"80%\", filed = \"{month:02}\"{more} }}");
    let mut case = Case::new(year).form(Form::Company).general(&claim).net().sale("Q4", "goods", "0", "rate = \"13%\"");
    case.industry = industry.into();
    case.tables += "[[inputs]]\nperiod = \"Q4\"\ntax = 100000\n";
    let text = case.toml().replace("class = \"micro\"", "class = \"large\"");
    let profile = huiqi::Profile::parse(&text, "case.toml", pack()).expect("a profile");
    let record = huiqi::assess(&pack().rules(year, profile.place, None).expect("rules"), &profile, case.form).expect("assessed").record;
    let id = |measure| pack().measure(measure).id.clone();
    let granted = record.benefits.iter().filter(|of| id(of.measure).contains("-refund")).map(|of| (id(of.measure), of.amount));
    let refused = record.refused.iter().filter(|of| id(of.measure).contains("-refund")).map(|of| of.reason.clone());
    (granted.collect(), refused.collect())
}

fn granted(year: i32, month: u32, industry: &str, more: &str) -> Option<(String, Money)> {
    asked(year, month, industry, more).0.first().cloned()
}

fn whole(document: &str) -> Option<(String, Money)> {
    Some((format!("{document}#credit-refund"), yuan("80000")))
}

/// Six industries from April 2022, seven more from July; four only from September 2025.
#[test]
fn the_industries_by_month() {
    for (industry, april, september) in [
        ("C3484", true, true),
        ("M7320", true, true),
        ("I6510", true, true),
        ("N7721", true, true),
        ("D4411", true, false),
        ("G5431", true, false),
        ("F5213", false, false),
        ("A0111", false, false),
        ("H6210", false, false),
        ("O8010", false, false),
        ("P8391", false, false),
        ("Q8411", false, false),
        ("R9011", false, false),
    ] {
        assert_eq!(granted(2022, 3, industry, ""), None);
        assert_eq!(granted(2022, 4, industry, ""), whole("mof-sta-2022-14").filter(|_| april), "{industry}");
        assert_eq!(granted(2022, 6, industry, ""), whole("mof-sta-2022-14").filter(|_| april), "{industry}");
        assert_eq!(granted(2022, 7, industry, ""), whole("mof-sta-2022-21"), "{industry}");
        assert_eq!(granted(2025, 8, industry, ""), whole("mof-sta-2022-21"), "{industry}");
        assert_eq!(granted(2025, 9, industry, ""), whole("mof-sta-2025-7").filter(|_| september), "{industry}");
        assert_eq!(granted(2027, 12, industry, ""), whole("mof-sta-2025-7").filter(|_| september), "{industry}");
    }
}

/// No other industry of large enterprises had it in full.
#[test]
fn no_other_industry() {
    for industry in ["B0610", "E4710", "I6410", "J6621", "K7020", "L7211", "N7810"] {
        for (year, month) in [(2022, 4), (2022, 7), (2025, 8), (2025, 9), (2027, 12)] {
            assert_eq!(granted(year, month, industry, ""), None, "{industry} {year}-{month}");
        }
    }
}

/// Others have 60% of what the credit rose by, from 500,000 on, since April 2019; since September 2025, 30% above 100 million.
#[test]
fn a_part_of_the_rise() {
    let rise = |year: i32, month: u32, rose: &str| granted(year, month, "K7020", &format!(", increase = \"{rose}\""));
    let older = |amount: &str| Some(("mof-sta-gac-2019-39#increase-refund".to_string(), yuan(amount)));
    let newer = |amount: &str| Some(("mof-sta-2025-7#increase-refund".to_string(), yuan(amount)));
    assert_eq!(rise(2019, 3, "500000"), None);
    assert_eq!((rise(2019, 4, "500000"), rise(2019, 4, "499999.99")), (older("240000"), None));
    assert_eq!(rise(2025, 8, "1.1亿"), older("52800000"));
    assert_eq!((rise(2025, 9, "500000"), rise(2025, 9, "499999.99")), (newer("240000"), None));
    // 60,000,000 and 3,000,000, of which 80%.
    assert_eq!((rise(2025, 9, "1亿"), rise(2025, 9, "1.1亿")), (newer("48000000"), newer("50400000")));
    let (_, refused) = asked(2025, 9, "K7020", ", increase = 499999");
    let least = Reason::CreditRoseTooLittle { increase: yuan("499999"), least: yuan("500000") };
    assert_eq!(refused, [Reason::IndustryNotListed, least]);
}

/// Developers since September 2025: 60% of all that the credit rose by since March 2019, from 500,000 on (art. 1(2)); who does not meet
/// that has what others have (art. 1, last paragraph).
#[test]
fn developers() {
    let rise = |year: i32, month: u32, industry: &str, rose: &str, since_last_year: &str| {
        let more = format!(", developer_increase = \"{rose}\"{since_last_year}");
        asked(year, month, industry, &more)
    };
    let of = |document: &str, amount: &str| vec![(format!("mof-sta-{document}-refund"), yuan(amount))];
    assert_eq!(rise(2025, 9, "K7010", "500000", "").0, of("2025-7#developer", "240000"));
    assert_eq!(rise(2027, 12, "K7010", "1.1亿", "").0, of("2025-7#developer", "52800000")); // no other share above 100 million
    let least = |increase: &str| Reason::CreditRoseTooLittle { increase: yuan(increase), least: yuan("500000") };
    assert_eq!(rise(2025, 9, "K7010", "499999.99", "").1, [Reason::IndustryNotListed, least("499999.99")]);
    let both = rise(2025, 9, "K7010", "499999.99", ", increase = 500000");
    assert_eq!((both.0, both.1.len()), (of("2025-7#increase", "240000"), 2));
    assert_eq!(rise(2025, 9, "K7010", "500000", ", increase = 900000").0, of("2025-7#developer", "240000"));
    // Before September 2025 all go by one rule; other industries have no such claim.
    assert_eq!(rise(2025, 8, "K7010", "900000", ", increase = 500000").0, of("gac-2019-39#increase", "240000"));
    assert_eq!(rise(2025, 9, "K7020", "900000", "").1, [Reason::IndustryNotListed, Reason::IndustryNotListed]);
    let refused = asked(2025, 9, "K7010", ", developer_increase = 500000").1;
    assert_eq!(refused, [Reason::IndustryNotListed]);
    // Ratings A and B alone.
    let claim = "refund = { rating = \"C\", composition = \"80%\", filed = \"09\", developer_increase = 500000 }";
    let mut case = Case::new(2025).form(Form::Company).general(claim).net().sale("Q4", "goods", "0", "rate = \"13%\"");
    case.industry = "K7010".into();
    assert!(case.assess().record.refused.iter().any(|of| pack().measure(of.measure).id == "mof-sta-2025-7#developer-refund"));
}
