//! Trades and places are found by what people call them; what is not found is not guessed, and a suggestion is of the level that was
//! written.

use crate::common::{pack, places};

fn trades(written: &str) -> Vec<String> {
    pack().classes().find_trades(written).into_iter().map(|trade| trade.code).collect()
}

fn found(written: &str) -> Vec<u32> {
    pack().classes().find_places(written).into_iter().map(|place| place.code).collect()
}

/// The codes and names that ended.
fn ended() -> Vec<(u32, String)> {
    let list: toml::Table = toml::from_str(include_str!("../../policies/lists/gbt2260.toml")).expect("TOML");
    let ended = list["divisions"]["ended"].as_array().expect("a list").iter().map(|line| line.as_str().expect("a text"));
    let of = |line: &str| line.split(' ').take(2).map(str::to_string).collect::<Vec<_>>();
    ended.map(of).map(|of| (of[0].parse().expect("a code"), of[1].clone())).collect()
}

/// What people call a trade goes first, and of that the longest; words of letters are whole.
#[test]
fn trades_by_words() {
    let first = |written: &str| trades(written).first().cloned();
    for milk_tea in ["奶茶", "奶茶店铺", "milk tea", "a milk tea shop", "H6239", " Milk Tea "] {
        assert_eq!(first(milk_tea).as_deref(), Some("H6239"), "{milk_tea}");
    }
    // A part of a name is enough, if only of one character or word.
    assert!(trades("饮料").contains(&"H6239".to_string()));
    assert!(!trades("茶").is_empty() && !trades("tea").is_empty());
    // Two characters or a word of four letters that are shared are like it; one character, a short word or a part of a word is not.
    assert!(!trades("龘饮料").is_empty() && !trades("xyz drinks").is_empty());
    for nothing in ["", " ", "龘", "龘饮", "xyz tea", "ilk te"] {
        assert_eq!(trades(nothing), Vec::<String>::new(), "{nothing}");
    }
}

/// By name, short name, English name and code, alone or after the places above; the place itself before those whose names hold it.
#[test]
fn places_by_names() {
    for written in ["麒麟区", "麒麟", "曲靖市麒麟区", "云南 曲靖 麒麟", "云南省麒麟", "QILIN", "530302"] {
        assert_eq!(found(written).first(), Some(&530_302), "{written}");
    }
    let names = places();
    let in_yunnan = found("云南省大理");
    assert!(in_yunnan.len() > 1 && in_yunnan.iter().all(|code| code / 10_000 == 53), "{in_yunnan:?}");
    assert!(found("麟区").contains(&530_302) && found("qili").contains(&530_302));
    assert!(found("5303").iter().all(|code| code.to_string().starts_with("5303")) && found("5303").len() > 5);
    let (whole, begins) = (found("朝阳"), found("朝"));
    assert!(whole.iter().take(2).all(|code| names[code].starts_with("朝阳")), "{whole:?}");
    assert!(begins.iter().all(|code| names[code].contains('朝')) && !begins.is_empty());
    assert_eq!(found(""), Vec::<u32>::new());
    // Of an autonomous place the short name is without its peoples, of whom there may be several.
    for (written, code) in [("西双版纳", 532_800), ("黔西南", 522_300), ("大理白族自治州", 532_900)] {
        let case = crate::common::Case { place: written.into(), ..crate::common::Case::new(2024).sale("Q1", "goods", "100", "") };
        assert_eq!(case.profile().place, code, "{written}");
    }
    // A name that says no level may be of any.
    assert_eq!((found("Kunmng"), found("Beijng")), (vec![530_100], vec![110_000]));
}

/// A word just as it is written goes before its plural, which is the same word.
#[test]
fn the_very_word_goes_first() {
    let mut files = crate::common::register::files();
    let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with("lists/trades.toml")).expect("the trades");
    for (code, word) in [("F5299", "glimmers"), ("O8199", "glimmer")] {
        *text += &format!("\n[[trade]]\ncode = \"{code}\"\nname = {{ zh = \"{word}\", en = \"{word}\" }}\nwords = [\"{word}\"]\n");
    }
    let pack = huiqi::Pack::from_files(files).expect("sound");
    let first = |written: &str| pack.classes().find_trades(written).remove(0).code;
    assert_eq!([first("glimmer"), first("glimmers")], ["O8199", "F5299"]);
}

/// A code with a wrong digit means the one place of its province and level that is one digit off, and none where there are two.
#[test]
fn a_code_with_a_wrong_digit() {
    let names = places();
    let level = |code: u32| (code.is_multiple_of(10_000), code.is_multiple_of(100));
    let digits = |code: u32| format!("{code:06}").into_bytes();
    let ended: Vec<u32> = ended().into_iter().map(|(code, _)| code).collect();
    let (mut meant, mut open) = (0, 0);
    for code in (110_000..660_000).step_by(97).filter(|code| !names.contains_key(code) && !ended.contains(code)) {
        let off = |other: &u32| digits(code).iter().zip(digits(*other)).filter(|(one, other)| **one != *other).count();
        let near: Vec<u32> = names
            .keys()
            .copied()
            .filter(|other| other / 10_000 == code / 10_000 && level(*other) == level(code) && off(other) == 1)
            .collect();
        let found = found(&code.to_string());
        match near.as_slice() {
            [one] => assert_eq!(found, [*one], "{code}"),
            _ => assert!(found.is_empty(), "{code}: {found:?} of {near:?}"),
        }
        *(if near.len() == 1 { &mut meant } else { &mut open }) += 1;
    }
    assert!(meant > 100 && open > 100, "{meant} {open}");
}

/// A county is not suggested for a city that does not exist, nor a city for a province.
#[test]
fn a_suggestion_is_of_the_level_that_was_written() {
    let names = places();
    let ended = ended();
    let whole: std::collections::BTreeSet<&String> = names.values().chain(ended.iter().map(|(_, name)| name)).collect();
    let levels: [&[&str]; 4] = [&["省", "自治区"], &["州", "盟", "地区"], &["市"], &["区", "县", "旗"]];
    let level = |name: &str| levels.iter().position(|words| words.iter().any(|word| name.ends_with(word)));
    let mut suggested = 0;
    for name in names.values().step_by(23) {
        let Some(bare) = ["自治区", "地区", "省", "市", "州", "盟", "区", "县", "旗"].iter().find_map(|word| name.strip_suffix(word))
        else {
            continue;
        };
        for word in ["省", "盟", "市", "县"] {
            let written = format!("{bare}{word}");
            if whole.contains(&written) || bare.chars().count() < 2 {
                continue;
            }
            for code in found(&written).iter().filter(|code| !names[code].contains(&written)) {
                suggested += 1;
                assert_eq!(level(&names[code]), level(&written), "{written}: {}", names[code]);
            }
        }
    }
    assert!(suggested > 50, "{suggested}");
}
