//! The limits of `docs/limits.md`: each is passed exactly at its edge and refused with a message one past it, and
//! everything at its limit at once adds up without overflow.

use crate::common::pack;
use huiqi::{Error, Form, MAX_AMOUNT, MAX_LINES, Profile, Vocabulary};
use std::fmt::Write;

/// A shop whose profile holds `more`.
fn shop(more: &str) -> Result<Profile, Error> {
    let head = "name = \"x\"\nyear = 2024\nplace = \"530302\"\nlocality = \"city\"\nindustry = \"F5213\"\nform = \"company\"\n";
    let tables =
        "[vat]\nstatus = \"small-scale\"\nfiling = \"quarter\"\nprices = \"net\"\n[costs]\nother = 0\n[owner]\ncomprehensive_income = 0\n";
    Profile::parse(&format!("{head}{tables}{more}"), "shop.toml", pack())
}

const SALE: &str = "[[sales]]\nperiod = \"Q1\"\nkind = \"goods\"\namount = 1\n";

fn refused(result: Result<impl Sized, Error>, with: &str) {
    let said = result.err().expect("refused").to_string();
    assert!(said.contains(with), "{said}");
}

#[test]
fn a_file_may_be_4_mebibytes() {
    let filled = |size: usize| {
        let toml = format!("{SALE}#");
        let head = "name = \"x\"\nyear = 2024\nplace = \"530302\"\nlocality = \"city\"\nindustry = \"F5213\"\nform = \"company\"\n[vat]\n\
            status = \"small-scale\"\nfiling = \"quarter\"\n[costs]\nother = 0\n[owner]\ncomprehensive_income = 0\n";
        let text = format!("{head}{toml}");
        format!("{text}{}", "x".repeat(size - text.len()))
    };
    assert!(Profile::parse(&filled(4 << 20), "shop.toml", pack()).is_ok());
    refused(Profile::parse(&filled((4 << 20) + 1), "shop.toml", pack()), "larger than 4194304 bytes");
    refused(pack().overlaid(vec![("x.toml".into(), "#".repeat((4 << 20) + 1))]), "larger than 4194304 bytes");
}

#[test]
fn a_list_may_have_4096_lines() {
    assert_eq!(MAX_LINES, 4096);
    assert!(shop(&SALE.repeat(4096)).is_ok());
    refused(shop(&SALE.repeat(4097)), "more than 4096 entries");
}

#[test]
fn an_amount_may_be_ten_thousand_million_yuan() {
    let sale = |amount: &str| shop(&SALE.replace("amount = 1", &format!("amount = \"{amount}\"")));
    for most in ["10000000000", "100亿元", "10,000,000,000.00"] {
        assert_eq!(sale(most).expect("at the limit").sales[0].amount, MAX_AMOUNT);
    }
    for over in ["10000000000.01", "100.0000000001亿元", "99999999999999999999999999", "999999999999999999999999999999999999"] {
        refused(sale(over), "10,000,000,000.00");
    }
    // Digits: 26 of them, leading zeros included.
    assert!(sale(&format!("{}1", "0".repeat(25))).is_ok());
    refused(sale(&format!("{}1", "0".repeat(26))), "10,000,000,000.00");
}

#[test]
fn a_text_may_have_4096_bytes() {
    let named = |length: usize| {
        let toml = SALE.to_string() + &format!("[[property]]\nname = \"{}\"\noriginal_value = 1\n", "x".repeat(length));
        shop(&toml)
    };
    assert!(named(4096).is_ok());
    assert!(named(4097).is_err());
}

/// Depth is limited by the parser, to 80, whatever nests.
#[test]
fn nesting_is_a_message_not_an_overflow() {
    let n = 100_000;
    for text in [
        format!("a = {}{}", "[".repeat(n), "]".repeat(n)),
        format!("a = {}", "[".repeat(n)),
        "[".repeat(n),
        format!("a = {}", "{a=".repeat(n)),
        format!("{}a = 1", "a.".repeat(n)),
        format!("[{}a]", "a.".repeat(n)),
        format!("[[{}a]]\nb = 1", "a.".repeat(n)),
        format!("b = {{ {}a = 1 }}", "a.".repeat(n)),
        format!("[[sales]]\n{}a = 1", "a.".repeat(n)),
    ] {
        refused(Profile::parse(&text, "deep.toml", pack()), "deep.toml:");
        refused(pack().overlaid(vec![("deep.toml".to_string(), text)]), "deep.toml:");
    }
}

fn document(id: &str) -> String {
    format!(
        "[document]\nid = \"{id}\"\nnumber = \"n\"\ntitle = {{ zh = \"t\", en = \"t\" }}\nissuers = [\"i\"]\nissued_on = 2019-01-01\n\
         jurisdiction = \"CN\"\ntext_at = \"x\"\nconfidence = \"memory\"\nchecked_on = 2026-01-01\n"
    )
}

/// A measure that overlaps with every other of its kind.
fn measure(id: usize) -> String {
    format!(
        "[[measure]]\nid = \"m{id}\"\nauthority = [{{ article = \"a\" }}]\n\
         title = {{ zh = \"t\", en = \"t\" }}\nsummary = {{ zh = \"s\", en = \"s\" }}\n\
         valid = {{ from = 2019-01-01, to = \"open\" }}\nmechanism = \"dividend-rate\"\n[measure.parameters]\nrate = \"20%\"\n"
    )
}

#[test]
fn a_pack_may_have_2000_files_and_2000_measures() {
    let files = |count: usize| -> Vec<(String, String)> {
        (0..count).map(|i| (format!("{i}.toml"), document(&format!("d{i}")) + &measure(i))).collect()
    };
    // The embedded files count too.
    let embedded = pack().documents().len();
    refused(pack().overlaid(files(2001 - embedded)), "more than 2000 entries");
    let measures = |count: usize| vec![("m.toml".to_string(), document("d") + &(0..count).map(measure).collect::<String>())];
    let room = 2000 - pack().measures().len();
    // At the limit it is refused for its overlaps, and not all of them are listed.
    let error = pack().overlaid(measures(room)).expect_err("overlaps");
    assert_eq!(error.problems().len(), 1000);
    assert!(!error.to_string().contains("more than 2000 entries"));
    refused(pack().overlaid(measures(room + 1)), "more than 2000 entries");
}

/// Every list full and every amount at the limit, in every form, year and VAT standing: no figure comes near the limit of 64
/// bits, and the sums equal those of 128-bit arithmetic. (Overflow panics in this build.)
#[test]
fn everything_at_its_limit_adds_up() {
    let most = MAX_AMOUNT.plain();
    let lines = |table: &str, keys: &str| format!("{table} = [{}]\n", format!("{{ {keys} }},\n").repeat(MAX_LINES));
    for (status, year) in [("small-scale", 2024), ("general", 2024), ("small-scale", 2022), ("general", 2021)] {
        let mut toml = format!(
            "name = \"x\"\nyear = {year}\nplace = \"530302\"\nlocality = \"city\"\nindustry = \"C3484\"\nform = \"company\"\n\
                interest_rate = \"1000%\"\n"
        );
        let method = if status == "general" { ", rate = \"13%\"" } else { "" };
        toml += &lines("sales", &format!("period = \"Q1\", kind = \"goods\", amount = \"{most}\"{method}"));
        toml += &lines("earlier_sales", &format!("period = \"Q4\", amount = \"{most}\""));
        toml += &lines("consumption_tax", &format!("period = \"Q1\", amount = \"{most}\""));
        toml += &lines("contracts", &format!("month = \"07\", kind = \"lease\", amount = \"{most}\""));
        toml += &lines("property", &format!("original_value = \"{most}\""));
        toml += &lines("land", "area = \"100000000\", unit_amount = 30");
        toml += &lines("resource", &format!("period = \"Q4\", mineral = \"coal\", amount = \"{most}\", rate = \"10%\""));
        toml += &lines("farmland", "month = \"12\", area = \"100000000\", unit_amount = 50, basic = true");
        toml += &lines("rented", &format!("landlord = \"state\", monthly_rent = \"{most}\""));
        toml += &lines("equipment", &format!("class = \"machine\", price = \"{most}\", life = 10"));
        toml += &lines("registration", "residential = false, extra_certificates = 100");
        if status == "general" {
            toml += &lines("inputs", &format!("period = \"Q1\", tax = \"{most}\""));
        }
        let losses = (1..year).map(|year| format!("{{ year = {year}, amount = \"{most}\" }},\n")).collect::<String>();
        writeln!(toml, "losses = [{losses}]").expect("a string");
        write!(
            toml,
            "[vat]\nstatus = \"{status}\"\nfiling = \"quarter\"\nprices = \"net\"\n\
             [costs]\ngoods = \"{most}\"\nwages = \"{most}\"\nemployer_insurance = \"{most}\"\nother = \"{most}\"\n\
             [owner]\ncomprehensive_income = \"{most}\"\ndeductions = \"{most}\"\nother_relief = \"{most}\"\n\
             [company]\nowner_wage = \"{most}\"\nrd_spend = \"{most}\"\nhigh_tech = true\n\
             [conversion]\npaid_in_capital = \"{most}\"\nbookkeeping = \"{most}\"\nsocial_insurance = \"{most}\"\n\
             other_costs = \"{most}\"\none_off = \"{most}\"\n\
             grants = \"{most}\"\nproperty_moved = \"{most}\"\n\
             [scale]\nclass = \"large\"\nrestricted_industry = false\nsettled_small_to_june = false\nsettled_small_from_july = false\n"
        )
        .expect("a string");
        for quarter in 1..=4 {
            writeln!(toml, "Q{quarter} = {{ staff = [10000000, 10000000], assets = [\"{most}\", \"{most}\"] }}").expect("a string");
        }
        for share in ["50%", "50%"] {
            writeln!(toml, "[[partners]]\nshare = \"{share}\"\ncomprehensive_income = \"{most}\"").expect("a string");
        }
        assert!(toml.len() <= 4 << 20, "{} bytes", toml.len());
        let profile = Profile::parse(&toml, "large.toml", pack()).unwrap_or_else(|error| panic!("{error}"));
        let rules = pack().rules(year, profile.place, None).expect("covered");
        for form in Form::ALL {
            let assessment = huiqi::assess(&rules, &profile, *form).unwrap_or_else(|error| panic!("{error}"));
            let amounts = &assessment.amounts;
            let (each, all) = (i128::from(MAX_AMOUNT.fen()), MAX_LINES as i128);
            // Far from the limit, so that nothing was cut off there.
            let far = i64::MAX / 4;
            assert!(assessment.record.steps.iter().all(|step| step.result.fen().abs() < far), "{form:?}");
            assert!(assessment.record.benefits.iter().all(|benefit| benefit.amount.fen().abs() < far), "{form:?}");
            let tax: i128 = amounts.lines.iter().map(|(_, tax)| i128::from(tax.due.fen()) - i128::from(tax.relief.fen())).sum();
            assert_eq!(i128::from(amounts.total().fen()), tax);
            let receipts = i128::from(amounts.receipts.fen());
            assert!(receipts >= each * all && receipts <= each * all * 2, "{form:?} {receipts}");
            let spent =
                i128::from(amounts.costs.fen()) + i128::from(amounts.deed_tax.fen()) + tax + i128::from(amounts.net_to_owner().fen());
            assert_eq!(receipts + i128::from(amounts.grants.fen()), spent);
            let lease = amounts.lines[huiqi::Line::Stamp].due.fen();
            assert!(i128::from(lease) >= each * all / 1000, "stamp duty on {all} leases at 1‰: {lease}");
            let _ = huiqi::prepayments(&rules, &profile, *form).unwrap_or_else(|error| panic!("{error}"));
        }
        let _ = huiqi::compare(&rules, &profile, &[]).expect("comparable");
        let month = huiqi::Month::from_number(7).expect("July");
        let _ = huiqi::compare_converting(&rules, &profile, month, &[]).map_err(|error| error.to_string());
        let _ = huiqi::classify(pack(), &rules, &profile).expect("a class");
    }
}
