//! Trades by what people call them, and places by any of their names.

use crate::run::{huiqi, stdout};
use huiqi::{Pack, Profile};
use serde_json::Value;

/// The codes that a search names, the best first.
fn codes(what: &str, words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split(' ').collect();
    let json: Value = serde_json::from_str(&stdout(&[&["find", what][..], &words, &["--format", "json"]].concat())).expect("JSON");
    let found = json[format!("{what}s")].as_array().expect("a list");
    found.iter().map(|one| one["code"].as_str().expect("a code").to_string()).collect()
}

#[test]
fn common_trades_are_found_first() {
    for (words, code) in [
        ("奶茶", "H6239"),
        ("奶茶店", "H6239"),
        ("珍珠奶茶铺", "H6239"),
        ("理发", "O8040"),
        ("美甲", "O8040"),
        ("五金批发", "F5174"),
        ("五金店", "F5281"),
        ("直播带货", "F5292"),
        ("小吃", "H6291"),
        ("包子铺", "H6291"),
        ("超市", "F5212"),
        ("快递", "G6020"),
        ("网约车", "G5413"),
        ("民宿", "H6130"),
        ("汽修", "O8111"),
        ("出租房屋", "K7040"),
        ("互联网零售", "F5292"),
        ("餐饮", "H62"),
        ("h6210", "H6210"),
        ("bubble tea", "H6239"),
        ("Noodle shop", "H6291"),
        ("hardware wholesale", "F5174"),
        ("hairdresser", "O8040"),
        ("shoe repair", "O8192"),
    ] {
        assert_eq!(codes("trade", words).first().map(String::as_str), Some(code), "{words}: {:?}", codes("trade", words));
    }
    // A word of several trades names them all.
    let hardware = codes("trade", "五金");
    assert!(hardware.contains(&"F5174".to_string()) && hardware.contains(&"F5281".to_string()), "{hardware:?}");
}

#[test]
fn places_are_found_by_any_name() {
    for (words, code) in [
        ("麒麟", "530302"),
        ("麒麟区", "530302"),
        ("曲靖市麒麟区", "530302"),
        ("云南省 曲靖市 麒麟区", "530302"),
        ("云南曲靖", "530300"),
        ("昆明", "530100"),
        ("kunming", "530100"),
        ("云南", "530000"),
        ("530302", "530302"),
    ] {
        assert_eq!(codes("place", words).first().map(String::as_str), Some(code), "{words}");
    }
    // The beginning of a code: the city and what lies in it.
    let qujing = codes("place", "5303");
    assert!(qujing.len() > 5 && qujing.iter().all(|code| code.starts_with("5303")), "{qujing:?}");
}

#[test]
fn what_was_found_is_printed_in_both_languages() {
    for lang in ["zh", "en"] {
        let said = [["trade", "奶茶"], ["trade", "五金"], ["place", "曲靖"]]
            .map(|[what, words]| format!("$ huiqi find {what} {words}\n{}", stdout(&["find", what, words, "--lang", lang])));
        insta::assert_snapshot!(format!("find-{lang}"), said.join("\n"));
    }
    assert_eq!(stdout(&["find", "trade", "奶茶", "--format", "csv"]).lines().next(), Some("code,name,words"));
}

#[test]
fn what_is_nowhere_is_refused() {
    for (what, words) in [("trade", "龘龘"), ("place", "Atlantis"), ("place", "亚特兰蒂斯")] {
        for lang in ["zh", "en"] {
            let output = huiqi(&["find", what, words, "--lang", lang]).assert().code(2).get_output().clone();
            assert!(output.stdout.is_empty());
            assert!(String::from_utf8(output.stderr).expect("UTF-8").contains(words));
        }
    }
    huiqi(&["find", "trade"]).assert().code(2);
}

/// A profile may name the trade by a word that is one trade's alone; another is refused with what it may mean.
#[test]
fn a_profile_names_its_trade_by_a_word() {
    let pack = Pack::embedded().expect("sound");
    assert_eq!(Profile::industry_of("奶茶", &pack).expect("one trade").code, "H6239");
    assert_eq!(Profile::industry_of("Milk tea", &pack).expect("one trade").code, "H6239");
    let refused = |word: &str| Profile::industry_of(word, &pack).expect_err("no one trade").to_string();
    assert!(refused("五金").contains("F5281 五金零售"), "{}", refused("五金"));
    assert!(refused("龘龘").contains("huiqi find trade"));
}

/// Every code of the list is one, and no word stands for two of them.
#[test]
fn the_words_of_trades_lead_to_one_code_each() {
    let pack = Pack::embedded().expect("sound");
    let list: toml::Table = toml::from_str(include_str!("../../policies/lists/trades.toml")).expect("TOML");
    let trades = list["trade"].as_array().expect("trades");
    let mut words: Vec<String> = Vec::new();
    for trade in trades {
        let code = trade["code"].as_str().expect("a code");
        assert_eq!(Profile::industry_of(code, &pack).expect("known").code, code);
        for word in trade["words"].as_array().expect("words") {
            let word = word.as_str().expect("a word").to_string();
            assert_eq!(pack.classes().find_trades(&word)[0].code, code, "{word}");
            words.push(word);
        }
    }
    let all = words.len();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), all);
    assert!(trades.len() > 100);
}
