//! The first settlement of a company that is a general VAT taxpayer (国家税务总局公告2022年第3号 art. 1): what is filed after it goes by its
//! result, for months before it too; what was filed before it stands.

use crate::common::{Case, law, pack, yuan};
use huiqi::{CalendarEvent, EntryKind, Form, Line, Money, Pack, Profile, Rules};

/// A general taxpayer that owns or lets premises and holds land: 8,400 of property tax and 8,400 of land-use tax a year.
fn company(property: &str, on: &str, small: bool) -> (Profile, Rules) {
    company_in("530302", property, on, small)
}

fn company_in(place: &str, property: &str, on: &str, small: bool) -> (Profile, Rules) {
    let mut case = Case::new(2024).form(Form::Company).monthly().general("").net().sale("03", "goods", "1000", "rate = \"13%\"");
    (case.settled, case.place) = (None, place.into());
    case = case.with("property", &format!("name = \"shop\"; {property}")).with("land", "area = 700; unit_amount = 12");
    let toml = case.toml().replace("[scale]\n", &format!("[scale]\nfirst_settlement = {{ on = {on}, small = {small} }}\n"));
    let profile = Profile::parse(&toml, "case.toml", pack()).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    let rules = pack().rules(2024, profile.place, None).expect("covered");
    (profile, rules)
}

fn payable(property: &str, on: &str, small: bool) -> [Money; 2] {
    let (profile, rules) = company(property, on, small);
    let lines = huiqi::amounts(&rules, &profile, Form::Company).expect("assessed").lines;
    [Line::Property, Line::UrbanLandUse].map(|line| lines[line].payable())
}

/// Property tax by value and land-use tax of January to June are filed from 1 to 15 June.
#[test]
fn what_is_filed_after_it_goes_by_its_result() {
    let own = "original_value = 1000000";
    assert_eq!(payable(own, "2024-05-20", false), [yuan("8400"), yuan("8400")]);
    assert_eq!(payable(own, "2024-05-20", true), [yuan("4200"), yuan("4200")]);
    // Filed on 15 June at the latest: a settlement of the 16th comes too late for the first half of the year.
    assert_eq!(payable(own, "2024-06-15", false), [yuan("8400"), yuan("8400")]);
    assert_eq!(payable(own, "2024-06-16", false), [yuan("6300"), yuan("6300")]);
    // Tax by rent is filed with VAT: January to April by 15 May.
    assert_eq!(payable("annual_rent = 70000", "2024-05-20", false), [yuan("7000"), yuan("8400")]);
}

#[test]
fn the_calendar_names_the_filings() {
    let filed = |property: &str| -> Vec<(String, String, Money)> {
        let (profile, rules) = company(property, "2024-05-20", false);
        let calendar = huiqi::filing_calendar(pack(), &rules, &profile, None, None).expect("a calendar");
        let entries = calendar.entries.into_iter().filter(|entry| entry.kind == EntryKind::File);
        let holdings = entries.filter_map(|entry| match entry.what {
            CalendarEvent::FileHoldings { payable, .. } => Some((entry.id, entry.to.to_string(), payable)),
            _ => None,
        });
        holdings.collect()
    };
    let entry = |id: &str, day: &str| (id.to_string(), day.to_string(), yuan("8400"));
    let land = [entry("file-urban-land-use-06", "2024-06-15"), entry("file-urban-land-use-12", "2024-12-15")];
    let own = [entry("file-property-06", "2024-06-15"), land[0].clone(), entry("file-property-12", "2024-12-15"), land[1].clone()];
    assert_eq!(filed("original_value = 1000000"), own);
    assert_eq!(filed("annual_rent = 70000"), land);
}

/// 京政发〔2016〕24号: by halves of the year, from 1 to 15 April and from 1 to 15 October.
#[test]
fn beijing_files_in_april_and_october() {
    let payable = |on: &str| {
        let (profile, rules) = company_in("110105", "original_value = 1000000", on, false);
        let lines = huiqi::amounts(&rules, &profile, Form::Company).expect("assessed").lines;
        [Line::Property, Line::UrbanLandUse].map(|line| lines[line].payable())
    };
    // The first half is filed on 15 April at the latest; the second after any settlement.
    assert_eq!([payable("2024-04-15"), payable("2024-04-16")], [[yuan("8400"); 2], [yuan("6300"); 2]]);
    let (profile, rules) = company_in("110105", "original_value = 1000000", "2024-05-20", false);
    let calendar = huiqi::filing_calendar(pack(), &rules, &profile, None, None).expect("a calendar");
    let filed = calendar.entries.iter().filter(|entry| matches!(entry.what, CalendarEvent::FileHoldings { line: Line::Property, .. }));
    assert_eq!(filed.map(|entry| entry.to.to_string()).collect::<Vec<_>>(), ["2024-04-15", "2024-10-15"]);
}

/// What such a company pays under another law.
fn payable_under(pack: &Pack, profile: &Profile) -> [Money; 2] {
    let rules = pack.rules(2024, profile.place, None).expect("covered");
    let lines = huiqi::amounts(&rules, profile, Form::Company).expect("assessed").lines;
    [Line::Property, Line::UrbanLandUse].map(|line| lines[line].payable())
}

/// Where only the property tax is filed by halves of the year, land-use tax is filed with VAT: of January to May by 15 June.
#[test]
fn each_tax_goes_by_its_own_filing() {
    let both = "taxes = [\"property\", \"urban-land-use\"]\nfiled_in";
    let pack = law("cn-53/1986/yunnan-property-rules.toml", both, "taxes = [\"property\"]\nfiled_in").expect("sound");
    let (profile, _) = company("original_value = 1000000", "2024-06-16", false);
    assert_eq!(payable_under(&pack, &profile), [yuan("6300"), yuan("6650")]);
}

/// The result makes it small and low-profit and nothing else: a relief for small-scale taxpayers alone is not for it.
#[test]
fn a_relief_for_other_groups_does_not_ask_for_the_result() {
    let all = "who = [\"small-scale\", \"small-low-profit\", \"individual-business\"]";
    let pack = law("cn/2023/mof-sta-2023-12.toml", all, "who = [\"small-scale\"]").expect("sound");
    let (profile, _) = company("original_value = 1000000", "2024-05-20", true);
    assert_eq!(payable_under(&pack, &profile), [yuan("8400"); 2]);
}

/// The months in which it was a small-scale taxpayer are halved whatever its settlement found: January to June.
#[test]
fn months_as_a_small_scale_taxpayer_stay_halved() {
    let (mut profile, _) = company("original_value = 1000000", "2024-05-20", false);
    (profile.vat_status, profile.general.from) = (huiqi::VatStatus::SmallScale, huiqi::Month::from_number(7));
    assert_eq!(payable_under(pack(), &profile), [yuan("6300"); 2]);
}
