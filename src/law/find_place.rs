//! Finding a place by what people write: its code, or its name, alone or after the names of the places above it; and which place
//! was meant by a name that is not known. A name is never guessed: of several places that bear it none is taken.

use super::places::{FormerPlace, Place, Places, prefecture_of, province_of};
use crate::base::nearest::nearest;
use std::borrow::Cow;

/// What a text says of a place.
#[derive(Debug, PartialEq)]
pub(super) enum Found<'p> {
    One(u32),
    /// The place whose code or name this was, and the code that took its place.
    Former(&'p FormerPlace),
    /// It is the name of several.
    Several(Vec<u32>),
    Nothing,
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
}

/// The peoples whose names stand in those of autonomous places, after the short name: 大理白族自治州.
const PEOPLES: [&str; 47] = [
    "维吾尔",
    "哈萨克",
    "柯尔克孜",
    "蒙古",
    "塔吉克",
    "锡伯",
    "达斡尔",
    "鄂伦春",
    "鄂温克",
    "朝鲜",
    "满",
    "回",
    "藏",
    "羌",
    "彝",
    "白",
    "哈尼",
    "傣",
    "壮",
    "苗",
    "瑶",
    "侗",
    "土家",
    "布依",
    "水",
    "仡佬",
    "仫佬",
    "毛南",
    "傈僳",
    "景颇",
    "拉祜",
    "佤",
    "纳西",
    "普米",
    "怒",
    "独龙",
    "布朗",
    "土",
    "撒拉",
    "保安",
    "东乡",
    "裕固",
    "畲",
    "黎",
    "各",
    "蒙",
    "德昂",
];

/// A name without the word for what it is: 麒麟区 is 麒麟, 大理白族自治州 is 大理. One character is no name.
fn short(name: &str) -> &str {
    let bare = ["自治区", "自治州", "自治县", "自治旗"].iter().find_map(|word| name.strip_suffix(word));
    let bare = match bare {
        Some(bare) => without_peoples(bare),
        None => ["地区", "新区", "林区", "特区", "省", "市", "盟", "区", "县", "旗"]
            .iter()
            .find_map(|word| name.strip_suffix(word))
            .unwrap_or(name),
    };
    if bare.chars().count() < 2 { name } else { bare }
}

fn without_peoples(mut name: &str) -> &str {
    while let Some(bare) = PEOPLES.iter().find_map(|people| name.strip_suffix("族").unwrap_or(name).strip_suffix(people)) {
        // 黑水县, 白水 …: the whole of a name is no people's.
        if bare.chars().count() < 2 {
            break;
        }
        name = bare;
    }
    name
}

/// How a place may be named.
#[derive(Clone, Copy)]
enum Naming {
    Whole,
    Short,
}

impl Naming {
    fn names(self, name: &str) -> &str {
        match self {
            Naming::Whole => name,
            Naming::Short => short(name),
        }
    }
}

/// Without the spaces that people put between the names of places.
fn joined(written: &str) -> Cow<'_, str> {
    match written.is_ascii() {
        true => Cow::Borrowed(written),
        false => Cow::Owned(written.chars().filter(|c| !c.is_whitespace()).collect()),
    }
}

impl Places {
    /// The place that is written so.
    pub(super) fn find(&self, written: &str) -> Found<'_> {
        if let Ok(code) = written.parse::<u32>() {
            return match (self.name(code), self.former(code)) {
                (Some(_), _) => Found::One(code),
                (None, Some(former)) => Found::Former(former),
                (None, None) => Found::Nothing,
            };
        }
        let written = joined(written);
        match self.named(&written, Naming::Whole) {
            Found::Nothing => self.named(&written, Naming::Short),
            found => found,
        }
    }

    /// The places of this name, alone or after the names of the places above. A name that ended counts as whole only.
    fn named(&self, written: &str, naming: Naming) -> Found<'_> {
        let is = |code: u32, name: &str| {
            let rest = written.strip_suffix(naming.names(name));
            rest.is_some_and(|rest| rest.is_empty() || self.lies_in(code, rest))
        };
        let bears = |place: &&Place| {
            is(place.code, &place.name.zh) || matches!(naming, Naming::Whole) && place.name.en.eq_ignore_ascii_case(written)
        };
        let mut codes: Vec<u32> = self.all().iter().filter(bears).map(|place| place.code).collect();
        let ended = |former: &&FormerPlace| matches!(naming, Naming::Whole) && is(former.code, &former.name);
        let former: Vec<&FormerPlace> = self.all_former().iter().filter(ended).collect();
        match (codes.as_slice(), former.as_slice()) {
            ([], []) => Found::Nothing,
            // No name ended so; or a place that took the name over is what is written today.
            ([code], former) if former.iter().all(|former| former.successor == *code) => Found::One(*code),
            ([], [former]) => Found::Former(former),
            _ => {
                codes.extend(former.iter().map(|former| former.successor));
                codes.sort_unstable();
                codes.dedup();
                Found::Several(codes)
            }
        }
    }

    /// Whether these are the names of places that it lies in, whole or short, the largest first, and nothing else.
    fn lies_in(&self, code: u32, names: &str) -> bool {
        let strip = |names: &str, above: u32| {
            let name = self.name(above).filter(|_| above != code)?;
            let rest = names.strip_prefix(name.zh.as_str()).or_else(|| names.strip_prefix(short(&name.zh)))?;
            Some(rest.to_string())
        };
        let (province, prefecture) = (province_of(code), prefecture_of(code));
        let after_province = strip(names, province);
        let begins = [Some(names.to_string()), after_province];
        begins.into_iter().flatten().any(|rest| {
            let whole = rest.is_empty();
            whole || prefecture != province && strip(&rest, prefecture).is_some_and(|rest| rest.is_empty())
        })
    }

    /// The province that a name begins with, and what follows it.
    fn after_province<'w>(&self, written: &'w str) -> Option<(u32, &'w str)> {
        self.all().iter().filter(|place| place.code.is_multiple_of(10_000)).find_map(|place| {
            let name = &place.name.zh;
            let rest = written.strip_prefix(name.as_str()).or_else(|| written.strip_prefix(short(name)))?;
            (!rest.is_empty()).then_some((place.code, rest))
        })
    }

    /// The places that may be meant, the best first: what is found, those whose code or name begins with what is written, or holds
    /// it; or else the one that was most likely meant. Where a province is named, those of that one only.
    pub(super) fn candidates(&self, written: &str) -> Vec<u32> {
        if written.is_empty() {
            return Vec::new();
        }
        let mut codes = match self.find(written) {
            Found::One(code) => vec![code],
            Found::Former(former) => vec![former.successor],
            Found::Several(codes) => codes,
            Found::Nothing => Vec::new(),
        };
        let written = joined(written);
        let province = self.after_province(&written);
        let rest = province.map_or(written.as_ref(), |(_, rest)| rest).to_lowercase();
        let is_code = rest.bytes().all(|byte| byte.is_ascii_digit());
        let rank = |place: &Place| match (&place.name.zh, place.name.en.to_lowercase()) {
            _ if province.is_some_and(|(province, _)| province_of(place.code) != province) => None,
            _ if is_code => place.code.to_string().starts_with(&rest).then_some(1),
            (zh, en) if zh.starts_with(&rest) || en.starts_with(&rest) => Some(1),
            (zh, _) if zh.contains(&rest) => Some(2),
            _ => None,
        };
        let mut like: Vec<(u8, u32)> = self.all().iter().filter_map(|place| Some((rank(place)?, place.code))).collect();
        like.sort_unstable();
        codes.extend(like.into_iter().map(|(_, code)| code));
        if codes.is_empty() {
            codes.extend(self.meant(&written).map(|place| place.code));
        }
        let mut seen = std::collections::BTreeSet::new();
        codes.retain(|code| seen.insert(*code));
        codes
    }

    /// The place that was most likely meant by a name or code that is not known: of the same level, and where a province is named
    /// or coded, of that one only.
    pub(super) fn meant(&self, written: &str) -> Option<&Place> {
        if let Ok(code) = written.parse::<u32>() {
            return self.meant_by_code(code);
        }
        let written = joined(written);
        let province = self.after_province(&written);
        let name = province.map_or(written.as_ref(), |(_, rest)| rest);
        let level = Level::of_name(name);
        let likely = |place: &&Place| province.is_none_or(|(province, _)| province_of(place.code) == province);
        let same_level = |place: &&Place| level.is_none() || level == Level::of_name(&place.name.zh);
        let places: Vec<&Place> = self.all().iter().filter(likely).filter(same_level).collect();
        let names: Vec<&str> =
            places.iter().map(|place| if name.is_ascii() { place.name.en.as_str() } else { place.name.zh.as_str() }).collect();
        let found = nearest(name, &names)?;
        // Two that are as near say nothing.
        let near = strsim::damerau_levenshtein(name, found);
        let length = |name: &str| name.chars().count();
        let as_near = |other: &str| length(name).abs_diff(length(other)) <= near && strsim::damerau_levenshtein(name, other) == near;
        let mut nearest = places.into_iter().zip(&names).filter(|(_, other)| as_near(other)).map(|(place, _)| place);
        nearest.next().filter(|_| nearest.next().is_none())
    }

    /// The one place of the same province and level whose code differs in one digit.
    fn meant_by_code(&self, written: u32) -> Option<&Place> {
        let level = |code: u32| (code.is_multiple_of(10_000), code.is_multiple_of(100));
        let differ = |code: u32| {
            let (one, other) = (format!("{code:06}"), format!("{written:06}"));
            one.chars().zip(other.chars()).filter(|(one, other)| one != other).count()
        };
        let near = |place: &&Place| {
            province_of(place.code) == province_of(written) && level(place.code) == level(written) && differ(place.code) == 1
        };
        let mut found = self.all().iter().filter(near);
        found.next().filter(|_| found.next().is_none())
    }
}
