//! What is sent back or cut off the price is a negative line of its own period (财税〔2016〕36号 附件1 art. 36); VAT printed on invoices; a line
//! of which a part is exempt.

use crate::common::{Case, pack, yuan};
use huiqi::trace::Assumption;
use huiqi::{Assessment, Line, Money};

const SPECIAL: &str = "invoice = \"special\"";

fn vat(case: &Case) -> Money {
    case.payable(Line::Vat)
}

fn not_set_off(found: &Assessment) -> Option<Money> {
    found.record.assumed.iter().find_map(|assumed| match assumed {
        Assumption::ReturnsNotSetOff { tax, .. } => Some(*tax),
        _ => None,
    })
}

fn left(found: &Assessment) -> Option<Money> {
    found.record.assumed.iter().find_map(|assumed| match assumed {
        Assumption::ReturnsLeft { tax } => Some(*tax),
        _ => None,
    })
}

/// 404,000 sold and 101,000 returned in a quarter: 300,000 net, which is under the threshold.
#[test]
fn returns_are_taken_off_the_sales_of_their_period() {
    let sold = Case::new(2024).sale("Q1", "goods", "404000", "");
    assert_eq!(vat(&sold), yuan("4000"));
    assert_eq!(vat(&sold.clone().sale("Q1", "goods", "-101000", "")), Money::ZERO);
    assert_eq!(vat(&sold.clone().sale("Q1", "goods", "-100998.99", "")), yuan("3000.01"));
    let case = sold.sale("Q1", "goods", "-50500", "");
    assert_eq!((vat(&case), case.assess().amounts.receipts), (yuan("3500"), yuan("353500")));
}

/// A quarter of returns alone: 1% of 50,000 was overpaid, and the tax of the next quarters is less by it; the surcharges too.
#[test]
fn tax_overpaid_is_set_off_later() {
    let case = Case::new(2024).sale("Q1", "goods", "404000", "").sale("Q2", "goods", "-50500", SPECIAL);
    let (before, after) = (case.assess(), case.clone().sale("Q3", "goods", "404000", "").assess());
    assert_eq!((before.amounts.lines[Line::Vat].payable(), left(&before)), (yuan("4000"), Some(yuan("500"))));
    assert_eq!((after.amounts.lines[Line::Vat].payable(), left(&after)), (yuan("7500"), None));
    assert_eq!(after.amounts.revenue, yuan("750000"), "what was returned is no revenue");
    // 7% of 7,500, halved.
    assert_eq!(after.amounts.lines[Line::UrbanMaintenance].payable(), yuan("262.50"));
    // Ordinary invoices: as much as was paid before.
    let ordinary = |sold: &str| Case::new(2024).sale("Q1", "goods", sold, "").sale("Q2", "goods", "-50500", "").assess();
    assert_eq!(left(&ordinary("404000")), Some(yuan("500")));
    assert_eq!((left(&ordinary("101000")), not_set_off(&ordinary("101000"))), (None, Some(yuan("500"))));
}

/// From 2026 no rule on what is over was found: it is said and not guessed. A general taxpayer's credit takes it up.
#[test]
fn what_is_not_known_is_said() {
    let later = Case::new(2026).sale("Q2", "goods", "-50500", SPECIAL).sale("Q3", "goods", "404000", "");
    assert_eq!((vat(&later), not_set_off(&later.assess())), (yuan("4000"), Some(yuan("500"))));
    let mut general =
        Case::new(2024).monthly().net().sale("01", "goods", "-1000", "rate = \"13%\"").sale("02", "goods", "3000", "rate = \"13%\"");
    general.vat = "status = \"general\"".into();
    assert_eq!(vat(&general), yuan("260"));
    let mut simple =
        Case::new(2024).monthly().net().sale("01", "goods", "-1000", "simple = true").sale("02", "goods", "3000", "simple = true");
    simple.vat = "status = \"general\"".into();
    assert_eq!(vat(&simple), yuan("60"));
}

/// Invoices are rounded one by one: 99.01 and 0.99 of each hundred, where the sum would give 9,900.99.
#[test]
fn vat_that_invoices_print() {
    let case = |more: &str| Case::new(2024).sale("Q1", "services", "10000", &format!("{SPECIAL}\n{more}"));
    let net =
        |case: &Case| case.assess().record.steps.iter().find(|step| step.what == huiqi::trace::What::NetSales).map(|step| step.result);
    assert_eq!(net(&case("")), Some(yuan("9900.99")));
    assert_eq!(net(&case("vat_printed = 99")), Some(yuan("9901")));
    assert_eq!(case("vat_printed = 99").assess().amounts.receipts, yuan("10000"));
    let by_net = Case::new(2024).net().sale("Q1", "services", "9901", &format!("{SPECIAL}\nvat_printed = 99"));
    assert_eq!((net(&by_net), by_net.assess().amounts.receipts), (Some(yuan("9901")), yuan("10000")));
    for wrong in ["vat_printed = 10000.01", "vat_printed = -1"] {
        assert!(huiqi::Profile::parse(&case(wrong).toml(), "case.toml", pack()).is_err(), "{wrong}");
    }
}

/// One line of 400,000 of which 300,000 are vegetables: the threshold looks at all, the rest is taxed.
#[test]
fn a_line_of_which_a_part_is_exempt() {
    let part = "exempt = \"vegetables\"\nexempt_amount = 303000";
    let case = Case::new(2024).sale("Q1", "goods", "404000", part);
    let apart = Case::new(2024).sale("Q1", "goods", "303000", "exempt = \"vegetables\"").sale("Q1", "goods", "101000", "");
    assert_eq!((vat(&case), case.assess().amounts), (yuan("1000"), apart.assess().amounts));
    let mut general =
        Case::new(2024).monthly().net().sale("01", "goods", "1000", "rate = \"9%\"\nexempt = \"vegetables\"\nexempt_amount = 400");
    general.vat = "status = \"general\"".into();
    assert_eq!(vat(&general), yuan("54"));
    for wrong in ["exempt = \"vegetables\"\nexempt_amount = 404000.01", "exempt_amount = 1"] {
        let text = Case::new(2024).sale("Q1", "goods", "404000", wrong).toml();
        assert!(huiqi::Profile::parse(&text, "case.toml", pack()).is_err(), "{wrong}");
    }
}

/// VAT prepaid where a service is done is taken off what is paid with the return, and what is left off the next (公告2016年第17号 art. 8).
#[test]
fn vat_prepaid_at_another_place() {
    let mut case =
        Case::new(2024).net().sale("Q1", "services", "400000", "").sale("Q2", "services", "500000", "").sale("Q3", "services", "100", "");
    case.tables += "[[prepaid_vat]]\nperiod = \"Q1\"\namount = 6000\n";
    let profile = case.profile();
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    let calendar = huiqi::filing_calendar(pack(), &rules, &profile, None, None).expect("made");
    let prepaid: Vec<(Money, String)> = calendar
        .entries
        .iter()
        .filter_map(|entry| match entry.what {
            huiqi::CalendarEvent::FileVatPrepaid { prepaid, payable, left, .. } => Some((prepaid, (payable - left).to_string())),
            _ => None,
        })
        .collect();
    assert_eq!(prepaid, [(yuan("4000"), "4,000.00".to_string()), (yuan("2000"), "2,000.00".to_string())]);
    // The burden is what it was.
    assert_eq!(vat(&case), yuan("9000"));
}
