//! Every county of China: each name leads to its place or to none, each place has law on every day, and a business there is assessed.

use crate::common::{Case, pack, places, yuan};
use huiqi::trace::Assumption;
use huiqi::{Form, Lang, Line, Profile};
use std::collections::{BTreeMap, BTreeSet};

fn found(written: &str) -> Result<u32, String> {
    Profile::place_code(written, pack()).map_err(|error| error.to_string())
}

fn name_of(places: &BTreeMap<u32, String>, code: u32) -> Option<&str> {
    places.get(&code).map(String::as_str)
}

/// The names above a place and its own: 云南省, 曲靖市, 麒麟区.
fn line(places: &BTreeMap<u32, String>, code: u32) -> Vec<&str> {
    let mut above = vec![code / 10_000 * 10_000, code / 100 * 100, code];
    above.dedup();
    above.into_iter().filter_map(|code| name_of(places, code)).collect()
}

#[test]
fn no_name_leads_to_another_place() {
    let places = places();
    assert_eq!(places.len(), 3_211);
    for (code, name) in &places {
        assert_eq!(found(&code.to_string()).as_ref(), Ok(code));
        let alike: Vec<u32> = places.iter().filter(|(_, other)| *other == name).map(|(code, _)| *code).collect();
        match found(name) {
            Ok(other) => assert_eq!((other, alike.as_slice()), (*code, &[*code][..]), "{name}"),
            // Several bear it, or one did until lately: each is named.
            Err(said) => assert!(alike.iter().all(|code| said.contains(&code.to_string())), "{name}: {said}"),
        }
        let whole = line(&places, *code).concat();
        assert_eq!(found(&whole).as_ref(), Ok(code), "{whole}");
        // One character less: this place, another that bears just that name, or none.
        let mut less: Vec<char> = name.chars().collect();
        less.pop();
        let less: String = less.into_iter().collect();
        if let Ok(other) = found(&less) {
            let bears = other == *code || name_of(&places, other).is_some_and(|name| name.starts_with(&less));
            assert!(bears, "{less} is {other}, not {code} {name}");
        }
    }
}

#[test]
fn a_place_is_named_in_many_ways() {
    for (written, code) in [
        ("云南省临沧市云县", 530_922),
        ("云县", 530_922),
        ("海南省", 460_000),
        ("海南省海口市", 460_100),
        ("吉林市", 220_200),
        ("吉林省吉林市", 220_200),
        ("昆明市五华区", 530_102),
        ("昆明五华区", 530_102),
        ("云南省 昆明市 五华区", 530_102),
        ("官渡", 530_111),
        ("云南五华", 530_102),
        ("成都", 510_100),
        ("东莞", 441_900),
        ("广东省中山市", 442_000),
        ("儋州市", 460_400),
        ("嘉峪关", 620_200),
        ("济源市", 419_001),
        ("河南省济源市", 419_001),
        ("琼海市", 469_002),
        ("石河子", 659_001),
        ("南京市鼓楼区", 320_106),
        ("大理市", 532_901),
        ("大理白族自治州", 532_900),
        ("Qilin", 530_302),
        ("Guangdong", 440_000),
    ] {
        assert_eq!(found(written), Ok(code), "{written}");
    }
    for (written, several) in [
        ("鼓楼区", &["320106 江苏省南京市鼓楼区", "350102 福建省福州市鼓楼区"][..]),
        ("朝阳区", &["110105", "220104"]),
        ("五华", &["441424 广东省梅州市五华县", "530102"]),
        ("大理", &["532900", "532901"]),
        ("吉林", &["220000", "220200"]),
        // One of two ended: who writes it may mean either.
        ("江北区", &["330205", "500157"]),
    ] {
        let said = found(written).expect_err("several");
        assert!(several.iter().all(|one| said.contains(one)), "{written}: {said}");
    }
    for nowhere in ["云南省鼓楼区", "四川省五华区", "昆明市麒麟区", "亚特兰蒂斯", "999999", "区", "云"] {
        assert!(found(nowhere).is_err(), "{nowhere}");
    }
    // A misspelling is told what it may mean, of the same level, and taken for nothing.
    assert!(found("麒麒区").expect_err("misspelt").contains("麒麟区"));
    assert!(found("麒麟县").expect_err("a district").contains("麒麟") || found("麒麟县").is_err());
}

/// What ended leads to what took its place, and the answer says so.
#[test]
fn former_places_lead_to_their_successors() {
    for (written, code) in [
        ("330103", 330_105),
        ("下城区", 330_105),
        ("杭州市江干区", 330_102),
        ("澄江县", 530_481),
        ("渝北区", 500_157),
        ("沙县", 350_405),
        ("三元区", 350_404),
        ("禄丰县", 532_302),
    ] {
        assert_eq!(found(written), Ok(code), "{written}");
    }
    let mut case = Case::new(2024).sale("Q1", "goods", "10万元", "");
    let said = |case: &Case, lang| {
        let profile = case.profile();
        let rules = pack().rules(2024, profile.place, None).expect("covered");
        let answer = huiqi::compare(&rules, &profile, &[]).unwrap_or_else(|error| panic!("{error}"));
        huiqi::report::comparison(&huiqi::report::Context { pack: pack(), rules: &rules, profile: &profile, lang }, &answer).markdown()
    };
    assert!(!said(&case, Lang::Zh).contains("已于"));
    case.place = "澄江县".to_string();
    assert!(said(&case, Lang::Zh).contains("530422 澄江县 已于 2019 年改为澄江市（民函〔2019〕124号）"), "{}", said(&case, Lang::Zh));
    assert!(said(&case, Lang::En).contains("530422 澄江县, which became"), "{}", said(&case, Lang::En));
}

/// A shop that tells nothing local, in every county and year.
#[test]
fn every_county_is_assessed_in_every_year() {
    let mut kinds: BTreeMap<(i32, Vec<huiqi::trace::MeasureIx>), u32> = BTreeMap::new();
    for place in places().into_keys() {
        for year in pack().years() {
            kinds.entry((year, pack().in_force_in_year(year, place, None))).or_insert(place);
        }
    }
    assert!(kinds.len() > 9 * 5 && kinds.len() < 9 * 100, "{}", kinds.len());
    for ((year, _), place) in &kinds {
        let mut case = Case::new(*year).monthly();
        case.place = place.to_string();
        for month in 1..=12 {
            case = case.sale(&format!("{month:02}"), "goods", "16万元", "");
        }
        let shop = case.assess();
        let halved = shop.amounts.lines[Line::UrbanMaintenance];
        // Each month is rounded by itself.
        assert!(halved.payable() > yuan("0") && halved.relief - halved.payable() < yuan("0.13"), "{year} {place}");
        assert!(case.clone().form(Form::Company).try_assess().is_ok(), "{year} {place}");
        // With premises of its own it is assessed, or told what the place must be asked.
        let owner = case.clone().with("property", "original_value = 1000000");
        let told = case.with("property", "original_value = 1000000; deduction = \"20%\"");
        match owner.try_assess() {
            Ok(owner) => {
                let due = owner.amounts.lines[Line::Property].due;
                assert!(["0", "8400", "9000", "9600"].map(yuan).contains(&due), "{year} {place}: {due}");
            }
            Err(error) => {
                assert!(error.to_string().contains("property.deduction"), "{error}");
                assert_eq!(told.amounts().lines[Line::Property].due, yuan("9600"), "{year} {place}");
            }
        }
    }
}

/// What stood in for local law that was not read is named, where it was used and only there.
#[test]
fn what_stands_in_is_named_where_it_matters() {
    let named = |case: &Case| {
        let profile = case.profile();
        let rules = pack().rules(case.year, profile.place, None).expect("covered");
        let answer = huiqi::assess(&rules, &profile, case.form).unwrap_or_else(|error| panic!("{error}"));
        let context = huiqi::report::Context { pack: pack(), rules: &rules, profile: &profile, lang: Lang::En };
        let text = huiqi::report::assessment(&context, &answer).markdown();
        text.matches("was not read; in its place").count()
    };
    let in_place = |case: &Case, place: &str| Case { place: place.into(), ..case.clone() };
    let shop = |year| Case::new(year).sale("Q1", "goods", "100万元", "");
    let premises = shop(2024).with("property", "original_value = 1000000");
    // 锦江区: nothing of Sichuan was read. From 2023 six taxes are the nation's.
    assert_eq!(named(&in_place(&shop(2021), "510104")), 1);
    assert_eq!(named(&in_place(&shop(2022), "510104")), 1);
    assert_eq!(named(&in_place(&shop(2023), "510104")), 0);
    assert_eq!(named(&in_place(&premises, "510104")), 1);
    let told = shop(2024).with("property", "original_value = 1000000; deduction = \"25%\"");
    assert_eq!(named(&in_place(&told, "510104")), 0);
    assert_eq!(in_place(&told, "510104").due(Line::Property), yuan("9000"));
    // Where the law was read nothing stands in, and what is told may not contradict it.
    for place in ["530302", "110105"] {
        assert_eq!(named(&in_place(&premises, place)), 0);
        assert_eq!(named(&in_place(&shop(2022), place)), 0);
        assert!(in_place(&told, place).try_assess().expect_err("30% there").to_string().contains("25%"));
    }
    // 芙蓉区: 20% by 湘政发〔2003〕14号; in 西藏 the tax is not levied.
    assert_eq!((in_place(&premises, "430102").due(Line::Property), named(&in_place(&premises, "430102"))), (yuan("9600"), 0));
    assert_eq!((in_place(&premises, "540102").due(Line::Property), named(&in_place(&premises, "540102"))), (yuan("0"), 0));
    // The share lies within the regulation's 10% to 30%.
    for (deduction, right) in [("10%", true), ("30%", true), ("9.9%", false), ("30.1%", false)] {
        let told = shop(2024).with("property", &format!("original_value = 1000000; deduction = \"{deduction}\""));
        assert_eq!(in_place(&told, "610102").try_assess().is_ok(), right, "{deduction}");
    }
}

/// One that stands in never holds beside local law, on any day; nor before it is known.
#[test]
fn what_stands_in_gives_way_to_local_law() {
    let standing: Vec<_> = pack().measures().iter().filter(|measure| measure.stands_in).collect();
    assert!(standing.len() >= 5 && standing.iter().all(|measure| measure.jurisdiction.is_national()));
    let own: BTreeSet<u32> = [530_302, 110_105].into();
    for place in own {
        for year in pack().years() {
            let in_force = pack().in_force_in_year(year, place, None);
            let names: Vec<&str> =
                in_force.iter().map(|index| pack().measure(*index)).filter(|m| m.stands_in).map(|m| m.id.as_str()).collect();
            assert!(
                names.iter().all(|id| place == 110_105 && id.ends_with("#unemployment-rate") || id.ends_with("deed-rates#rate")),
                "{names:?}"
            );
        }
    }
    // 公告2022年第10号 was issued on 1 March: before, nobody knew of a reduction.
    let day = "2022-02-01".parse().expect("a day");
    let known =
        |known: &str| pack().in_force(day, 510_104, known.parse().ok()).iter().any(|m| pack().measure(*m).id == "mof-sta-2022-10#halving");
    assert!(!known("2022-02-28") && known("2022-03-01"));
}

/// Until Yunnan's own decision of 2022-03-18 was issued, what stands in for it was all that was known: there is no gap between them.
#[test]
fn it_stands_in_until_the_local_law_is_known() {
    let day = "2022-02-01".parse().expect("a day");
    let halving = |place: u32, known: &str| -> Vec<String> {
        let in_force = pack().in_force(day, place, Some(known.parse().expect("a day")));
        let ids = in_force.iter().map(|index| pack().measure(*index)).filter(|measure| measure.mechanism() == "reduce-payable");
        ids.map(|measure| measure.id.clone()).collect()
    };
    assert_eq!(halving(530_302, "2022-02-28"), [""; 0]);
    for (place, own, before) in [
        (530_302, "yunnan-mof-sta-2022-4#halving", "2022-03-17"),
        (640_104, "ningxia-six-taxes-2022#halving", "2022-03-14"),
        (150_102, "inner-mongolia-six-taxes-2022#halving", "2022-03-30"),
    ] {
        assert_eq!(halving(place, before), ["mof-sta-2022-10#halving"], "{place}");
        assert_eq!(halving(place, "2022-03-31"), [own], "{place}");
    }
    // A shop in Qilin is halved all along, and the answer says by what.
    let shop = |known: &str| Case::new(2022).sale("Q1", "goods", "100万元", "").known_on(known).assess();
    let (before, after) = (shop("2022-03-10"), shop("2022-03-18"));
    assert_eq!(before.amounts.lines[Line::UrbanMaintenance], after.amounts.lines[Line::UrbanMaintenance]);
    assert!(after.amounts.lines[Line::UrbanMaintenance].relief > yuan("0"));
    let stood_in = |assessed: &huiqi::Assessment| assessed.record.relied_on.iter().any(|index| pack().measure(*index).stands_in);
    assert!(stood_in(&before) && !stood_in(&after));
}

/// 河北 4% from 2021-09-01; 辽宁 4% until 2022, 3% from 2023; before the deed tax law nothing is known of either.
#[test]
fn deed_tax_where_it_is_higher() {
    let moved = |year: i32, place: &str| {
        let mut case = Case { place: place.into(), ..Case::new(year).sale("Q1", "goods", "10万元", "").form(Form::Company) };
        case.tables += "[conversion]\nproperty_moved = 1000000\ninvestor_share = \"40%\"\n";
        let profile = Profile::parse(&case.toml().replace("form = \"company\"", "form = \"individual-business\""), "moved.toml", pack());
        let mut profile = profile.unwrap_or_else(|error| panic!("{error}"));
        profile.conversion.month = huiqi::Month::from_number(12).expect("December");
        let rules = pack().rules(year, profile.place, None).expect("covered");
        huiqi::assess(&rules, &profile, Form::Company).map(|assessed| assessed.amounts.deed_tax).ok()
    };
    for (year, place, tax) in [
        (2020, "130102", None),
        (2021, "130102", Some("40000")),
        (2027, "130102", Some("40000")),
        (2020, "210102", None),
        (2022, "210102", Some("40000")),
        (2023, "210102", Some("30000")),
    ] {
        assert_eq!(moved(year, place), tax.map(yuan), "{year} {place}");
    }
}

/// 河南 from 2021-09-01: dwellings 3%, all else 4%. Where a province makes no difference, dwellings are as the rest.
#[test]
fn deed_tax_by_kind_of_building() {
    let moved = |year: i32, place: &str, housing: &str| {
        let mut case = Case { place: place.into(), ..Case::new(year).sale("Q1", "goods", "10万元", "").form(Form::Company) };
        case.tables += &format!("[conversion]\nproperty_moved = 1000000\nhousing_moved = \"{housing}\"\ninvestor_share = \"40%\"\n");
        let text = case.toml().replace("form = \"company\"", "form = \"individual-business\"");
        let mut profile = Profile::parse(&text, "moved.toml", pack())?;
        profile.conversion.month = huiqi::Month::from_number(12).expect("December");
        huiqi::assess(&pack().rules(year, profile.place, None)?, &profile, Form::Company).map(|assessed| assessed.amounts.deed_tax)
    };
    for (year, place, housing, tax) in [
        (2021, "410105", "0", "40000"),
        (2021, "410105", "600000", "34000"),
        (2027, "410105", "1000000", "30000"),
        (2027, "130102", "600000", "40000"),
        (2027, "510104", "600000", "30000"),
    ] {
        assert_eq!(moved(year, place, housing).ok(), Some(yuan(tax)), "{year} {place} {housing}");
    }
    assert!(moved(2020, "410105", "0").is_err(), "before the law it was not read");
    let said = moved(2021, "410105", "1000000.01").expect_err("more than all").to_string();
    assert!(said.contains("housing_moved") && said.contains("property_moved"), "{said}");
}

#[test]
fn assumptions_carry_the_measure() {
    let case = Case { place: "510104".into(), ..Case::new(2022).sale("Q1", "goods", "100万元", "") };
    let record = case.assess().record;
    assert!(record.assumed.iter().all(|assumption| !matches!(assumption, Assumption::StandsIn { .. })), "a report says it");
}
