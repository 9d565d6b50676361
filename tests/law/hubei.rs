//! Hubei in the epidemic: no VAT where other provinces levied 1% (公告2020年第13号, 2020年第24号, 2021年第7号), no film development fund in all of
//! 2020 (公告2020年第26号). The national measures say that they are not for it.

use crate::common::{Case, pack, yuan};
use huiqi::{Line, Money};

/// A shop that sells for 1,000,000 net in one month.
fn shop(place: &str, year: i32, month: &str, kind: &str, more: &str) -> Case {
    let mut case = Case::new(year).monthly().net().sale(month, kind, "1000000", more);
    case.place = place.into();
    case
}

fn vat(case: &Case) -> (Money, Money) {
    let vat = case.amounts().lines[Line::Vat];
    (vat.due, vat.payable())
}

const WUHAN: &str = "420106";
const YUNNAN: &str = "530302";

#[test]
fn exempt_from_march_2020_to_march_2021() {
    for (year, month, hubei, elsewhere) in [
        (2020, "02", "30000", "30000"),
        (2020, "03", "0", "10000"),
        (2020, "05", "0", "10000"),
        (2020, "06", "0", "10000"),
        (2020, "12", "0", "10000"),
        (2021, "01", "0", "10000"),
        (2021, "03", "0", "10000"),
        (2021, "04", "10000", "10000"),
        (2021, "12", "10000", "10000"),
        (2022, "03", "10000", "10000"),
        (2022, "04", "0", "0"),
    ] {
        assert_eq!(vat(&shop(WUHAN, year, month, "goods", "")), (yuan("30000"), yuan(hubei)), "{year}-{month}");
        assert_eq!(vat(&shop("429004", year, month, "services", "")).1, yuan(hubei), "{year}-{month}, a county under the province");
        assert_eq!(vat(&shop(YUNNAN, year, month, "goods", "")), (yuan("30000"), yuan(elsewhere)), "{year}-{month}");
    }
}

/// Sales at another rate are taxed; under a special invoice the statutory rate is paid, since the 1% is not for Hubei.
#[test]
fn what_is_not_exempt() {
    for (month, kind, more, hubei, elsewhere) in [
        ("05", "real-estate-lease", "", "50000", "50000"),
        ("05", "goods", "invoice = \"special\"", "30000", "10000"),
        ("05", "goods", "waive_exemption = true", "30000", "10000"),
    ] {
        let payable = |place: &str| vat(&shop(place, 2020, month, kind, more)).1;
        assert_eq!([payable(WUHAN), payable(YUNNAN)], [hubei, elsewhere].map(yuan), "{kind} {more}");
    }
    let shown = shop(WUHAN, 2020, "05", "goods", "").assess();
    let cited = shown.citations(Line::Vat).iter().any(|of| pack().measure(*of).id == "hubei-vat-2020-13#vat-exemption");
    assert!(cited);
}

/// Known from the days of issue: before the announcement of April 2020 nobody knew that it would go on.
#[test]
fn as_it_was_known() {
    for (year, month, eve, day) in
        [(2020, "03", "2020-02-27", "2020-02-28"), (2020, "06", "2020-04-29", "2020-04-30"), (2021, "01", "2021-03-16", "2021-03-17")]
    {
        let payable = |day: &str| vat(&shop(WUHAN, year, month, "goods", "").known_on(day)).1;
        assert_eq!([payable(eve), payable(day)], ["30000", "0"].map(yuan), "{year}-{month}");
    }
}

#[test]
fn no_film_fund_in_all_of_2020() {
    for (year, month, hubei, elsewhere) in [
        (2019, "12", "500", "500"),
        (2020, "01", "0", "0"),
        (2020, "08", "0", "0"),
        (2020, "09", "0", "500"),
        (2020, "12", "0", "500"),
        (2021, "01", "500", "500"),
    ] {
        let payable = |place: &str| {
            let case = shop(place, year, month, "services", "").with("box_office", &format!("period = \"{month}\"; amount = 10000"));
            case.payable(Line::FilmFund)
        };
        assert_eq!([payable(WUHAN), payable(YUNNAN)], [hubei, elsewhere].map(yuan), "{year}-{month}");
    }
}
