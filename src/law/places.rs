//! Finding a place by what people write: its code or its name, alone or after the names of the places above it; and which
//! place was meant by a name that is not known.

use crate::base::nearest::nearest;
use crate::base::words::Bilingual;
use serde::Serialize;

/// A place: its code (GB/T 2260) and name.
type Place = (u32, Bilingual);

/// Whether two places lie in the same province, by their codes.
fn in_same_province(one: u32, other: u32) -> bool {
    one / 10_000 == other / 10_000
}

/// A place that a text may mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlaceFound {
    /// The GB/T 2260 code.
    pub code: u32,
    /// The name.
    pub name: Bilingual,
    /// The places that it lies in, the largest first.
    pub within: Vec<Bilingual>,
}

/// A name without the word for what it is: 麒麟区 is 麒麟.
fn short(name: &str) -> &str {
    name.trim_end_matches(['区', '县', '市', '省', '州'])
}

/// What a name says that it is, by its last word. A city (市) may be the province, one below it or one of counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Province,
    Prefecture,
    City,
    County,
}

impl Level {
    fn of_name(name: &str) -> Option<Level> {
        let is = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
        Some(match () {
            () if is(&["省", "自治区"]) => Level::Province,
            () if is(&["州", "盟", "地区"]) => Level::Prefecture,
            () if is(&["市"]) => Level::City,
            () if is(&["区", "县", "旗"]) => Level::County,
            () => return None,
        })
    }

    fn of_code(code: u32) -> Level {
        match code {
            code if code.is_multiple_of(10_000) => Level::Province,
            code if code.is_multiple_of(100) => Level::Prefecture,
            _ => Level::County,
        }
    }
}

/// The place that is written so.
pub(super) fn find(places: &[Place], written: &str) -> Option<u32> {
    let by_code = written.parse::<u32>().ok();
    let named =
        |name: &Bilingual, written: &str| name.zh == written || short(&name.zh) == short(written) || name.en.eq_ignore_ascii_case(written);
    let whole = places.iter().find(|(code, name)| by_code == Some(*code) || named(name, written));
    let within = || {
        let (province, rest) = after_province(places, written)?;
        // The places between may be named too: 云南省曲靖市麒麟区.
        let mut of_province = places.iter().filter(|(code, _)| in_same_province(*code, province));
        of_province.find(|(code, name)| *code != province && (named(name, rest) || (*code % 100 > 0 && rest.ends_with(&name.zh))))
    };
    whole.or_else(within).map(|(code, _)| *code)
}

/// The province that a name begins with, and what follows it.
fn after_province<'w>(places: &[Place], written: &'w str) -> Option<(u32, &'w str)> {
    places.iter().filter(|(code, _)| Level::of_code(*code) == Level::Province).find_map(|(code, name)| {
        let rest = written.strip_prefix(name.zh.as_str()).or_else(|| written.strip_prefix(short(&name.zh)))?;
        (!rest.is_empty()).then_some((*code, rest))
    })
}

/// The places that may be meant, the best first: the one that is found, those whose code or name begins with what is written, or
/// holds it; or else the one that was most likely meant. Where a province is named, those of that one only.
pub(super) fn candidates(places: &[Place], written: &str) -> Vec<u32> {
    if written.is_empty() {
        return Vec::new();
    }
    let province = after_province(places, written);
    let rest = province.map_or(written, |(_, rest)| rest).to_lowercase();
    let is_code = rest.bytes().all(|byte| byte.is_ascii_digit());
    let rank = |(code, name): &Place| match () {
        () if province.is_some_and(|(province, _)| !in_same_province(*code, province)) => None,
        () if is_code => format!("{code:06}").starts_with(&rest).then_some(1),
        () if short(&name.zh) == short(&rest) || name.en.to_lowercase() == rest => Some(1),
        () if name.zh.starts_with(&rest) || name.en.to_lowercase().starts_with(&rest) => Some(2),
        // The places between may be named too: 曲靖市麒麟区.
        () if rest.ends_with(&name.zh) => Some(3),
        () if name.zh.contains(&rest) => Some(4),
        () => None,
    };
    let found = find(places, written).map(|code| (0, code));
    let like = places.iter().filter_map(|place| Some((rank(place)?, place.0)));
    let mut ranked: Vec<(u8, u32)> = found.into_iter().chain(like).collect();
    if ranked.is_empty()
        && let Some((code, _)) = (meant(places, written).or_else(|| not_divided(places, written)))
            .and_then(|name| places.iter().find(|(_, place)| place.zh == name || place.en == name))
    {
        ranked.push((5, *code));
    }
    ranked.sort_unstable();
    let mut codes: Vec<u32> = Vec::new();
    for (_, code) in ranked {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The place that was most likely meant by a name that is not known: of the same level, and where a province is named or coded,
/// of that one only.
pub(super) fn meant<'p>(places: &'p [Place], written: &str) -> Option<&'p str> {
    if let Ok(code) = written.parse::<u32>() {
        return meant_by_code(places, code).map(|(_, name)| name.zh.as_str());
    }
    let province = after_province(places, written);
    let name = province.map_or(written, |(_, rest)| rest);
    let level = Level::of_name(name);
    let likely = places.iter().filter(|(code, _)| province.is_none_or(|(province, _)| in_same_province(*code, province)));
    let likely = likely.filter(|(_, name)| level.is_none() || level == Level::of_name(&name.zh));
    let names: Vec<&str> = match level {
        Some(_) => likely.map(|(_, name)| name.zh.as_str()).collect(),
        None => likely.flat_map(|(_, name)| [name.zh.as_str(), name.en.as_str()]).collect(),
    };
    let found = nearest(name, &names)?;
    // Two that are as near say nothing; nor does a name of which half is another: 盘龙 is not 马龙, but a place that is not listed.
    let near = strsim::damerau_levenshtein(name, found);
    if !name.is_ascii() && near * 2 >= short(name).chars().count() {
        return None;
    }
    let as_near = names.iter().filter(|other| **other != found).any(|other| strsim::damerau_levenshtein(name, other) == near);
    (!as_near).then_some(found)
}

/// The prefecture whose county is written, by its code or after the prefecture's name, where no county of it is listed: it is
/// the place to write. Its other counties are not known, so that none of them can be meant.
pub(super) fn not_divided<'p>(places: &'p [Place], written: &str) -> Option<&'p str> {
    let code = written.parse::<u32>().ok();
    let rest = after_province(places, written).map_or(written, |(_, rest)| rest);
    let of = |(place, name): &&Place| {
        let is_its = |code: u32| code != *place && code / 100 == place / 100;
        let begins = || [name.zh.as_str(), short(&name.zh)].iter().any(|name| rest.len() > name.len() && rest.starts_with(name));
        let prefecture = Level::of_code(*place) == Level::Prefecture;
        prefecture && !places.iter().any(|(code, _)| is_its(*code)) && code.map_or_else(begins, is_its)
    };
    places.iter().find(of).map(|(_, name)| name.zh.as_str())
}

/// The one place of the same province and level whose code differs in one digit; of a county's code that of its prefecture does
/// not, since the counties of others may not be listed.
fn meant_by_code(places: &[Place], written: u32) -> Option<&Place> {
    let differ = |code: u32| {
        let (one, other) = (format!("{code:06}"), format!("{written:06}"));
        one.chars().zip(other.chars()).filter(|(one, other)| one != other).count()
    };
    let near = |(code, _): &&Place| {
        in_same_province(*code, written)
            && Level::of_code(*code) == Level::of_code(written)
            && differ(*code) == 1
            && (Level::of_code(*code) != Level::County || code / 100 == written / 100)
    };
    let mut found = places.iter().filter(near);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Vec<Place> {
        let named = [
            (110_000, "甲甲省", "Jia"),
            (110_100, "山阳市", "Shanyang"),
            (110_101, "河东区", "Hedong"),
            (110_102, "青石县", "Qingshi"),
            (110_181, "青石滩市", "Qingshitan"),
            (220_000, "乙乙省", "Yi"),
            (220_100, "山阴市", "Shanyin"),
            (220_101, "河西区", "Hexi"),
            (220_122, "青山县", "Qingshan"),
            (220_124, "白山县", "Baishan"),
        ];
        named.map(|(code, zh, en)| (code, Bilingual { zh: zh.to_string(), en: en.to_string() })).to_vec()
    }

    #[test]
    fn a_place_is_found_alone_and_after_the_places_above_it() {
        for (written, code) in [
            ("110101", 110_101),
            ("河东区", 110_101),
            ("河东", 110_101),
            ("hedong", 110_101),
            ("甲甲省河东区", 110_101),
            ("甲甲山阳市河东区", 110_101),
            ("乙乙省山阴", 220_100),
        ] {
            assert_eq!(find(&places(), written), Some(code), "{written}");
        }
        for written in ["乙乙省河东区", "甲甲省河西区", "丙丙省河东区", "河", "110103"] {
            assert_eq!(find(&places(), written), None, "{written}");
        }
    }

    #[test]
    fn what_is_meant_is_near_and_of_the_same_level_and_province() {
        for (written, name) in [
            // Half of the name is another: a place that is not listed, as likely as one that is written wrong.
            ("白出县", None),
            ("河车区", None),
            ("甲甲省河车区", None),
            ("青石摊市", Some("青石滩市")),
            ("Qingshl", Some("Qingshi")),
            ("乙乙省青川县", None),
            ("乙乙省河东区", None),
            ("甲甲省白山县", None),
            // A county for a county, although a city is as near.
            ("青石潭县", Some("青石县")),
            ("青右滩市", Some("青石滩市")),
            // A city is no county, and a province no city.
            ("山阳县", None),
            ("甲丙省", None),
            ("宽窄巷区", None),
        ] {
            assert_eq!(meant(&places(), written), name, "{written}");
        }
        // One digit differs from one place only, of the same province and level.
        assert_eq!(meant(&places(), "110183"), Some("青石滩市"));
        assert_eq!(meant(&places(), "220123"), None);
        assert_eq!(meant(&places(), "220200"), Some("山阴市"));
        assert_eq!(meant(&places(), "990101"), None);
    }
}
