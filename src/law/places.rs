//! The places of a pack (行政区划): their codes (GB/T 2260) and names, and the codes that ended, with what took their place.

use crate::base::message::Expected;
use crate::base::source::{Parsed, Section, Value, list};
use crate::base::words::Bilingual;
use serde::Serialize;

/// A place: its code and name. Where no English name is known, the Chinese one stands for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) code: u32,
    pub(super) name: Bilingual,
}

/// A place whose code ended: it was renamed, raised or merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormerPlace {
    /// The code that ended.
    pub(crate) code: u32,
    pub(crate) name: String,
    /// The year of the end.
    pub(crate) year: i32,
    /// The code that took its place.
    pub(crate) successor: u32,
    /// Under which document; empty where it is not known.
    pub(crate) document: String,
}

/// All places of a pack, by code.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Places {
    places: Vec<Place>,
    former: Vec<FormerPlace>,
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

impl FormerPlace {
    /// The document under which it ended; the standard, where none is known.
    pub(crate) fn document(&self) -> String {
        if self.document.is_empty() { "GB/T 2260" } else { self.document.as_str() }.to_string()
    }
}

impl Places {
    /// Reads `[divisions]` of a list.
    pub(super) fn read(section: &Section<'_>) -> Option<Places> {
        let places = section.required("places", list(place));
        let former = section.or("ended", Vec::new(), list(former));
        section.finish();
        Some(Places { places: places?, former: former? })
    }

    /// Adds those of another list.
    pub(super) fn extend(&mut self, more: Places) {
        self.places.extend(more.places);
        self.former.extend(more.former);
        self.places.sort_by_key(|place| place.code);
        self.former.sort_by_key(|former| former.code);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn all(&self) -> &[Place] {
        &self.places
    }

    pub(super) fn all_former(&self) -> &[FormerPlace] {
        &self.former
    }

    /// The name of a place.
    pub(super) fn name(&self, code: u32) -> Option<&Bilingual> {
        let at = self.places.binary_search_by_key(&code, |place| place.code).ok()?;
        self.places.get(at).map(|place| &place.name)
    }

    /// The place whose code ended.
    pub(super) fn former(&self, code: u32) -> Option<&FormerPlace> {
        let at = self.former.binary_search_by_key(&code, |former| former.code).ok()?;
        self.former.get(at)
    }

    /// The names of the places that a code lies in, the largest first. Some counties lie in their province directly.
    pub(super) fn within(&self, code: u32) -> Vec<&Bilingual> {
        let mut above = vec![province_of(code), prefecture_of(code)];
        above.dedup();
        above.into_iter().filter(|above| *above != code).filter_map(|above| self.name(above)).collect()
    }

    /// The counties of a province or city, and the cities that have none; or the county itself.
    #[cfg(feature = "register")]
    pub(super) fn counties(&self, place: u32) -> Vec<u32> {
        let inside = |code: u32| code == place || province_of(code) == place || prefecture_of(code) == place;
        let divided = |code: u32| {
            self.places.iter().any(|other| other.code != code && [province_of(other.code), prefecture_of(other.code)].contains(&code))
        };
        self.places.iter().map(|place| place.code).filter(|code| inside(*code) && !divided(*code)).collect()
    }

    /// The name with those of the places above it in front: 云南省曲靖市麒麟区.
    pub(super) fn whole_name(&self, code: u32, name: &str) -> String {
        self.within(code).iter().map(|above| above.zh.as_str()).chain([name]).collect()
    }
}

/// The code of the province that a place lies in.
pub(super) fn province_of(code: u32) -> u32 {
    code / 10_000 * 10_000
}

/// The code of the prefecture that a place lies in, if it lies in any.
pub(super) fn prefecture_of(code: u32) -> u32 {
    code / 100 * 100
}

fn words<'v>(value: &Value<'v>) -> Parsed<std::str::SplitN<'v, char>> {
    value.as_text().map(|text| text.splitn(5, ' ')).ok_or_else(|| value.wrong(Expected::Text))
}

fn number<T: std::str::FromStr>(word: Option<&str>) -> Option<T> {
    word.and_then(|word| word.parse().ok())
}

/// `530302 麒麟区 Qilin`.
fn place(value: &Value<'_>) -> Parsed<Place> {
    let wrong = || value.wrong(Expected::Place);
    let (code, names) = value.as_text().and_then(|text| text.split_once(' ')).ok_or_else(wrong)?;
    let (zh, en) = names.split_once(' ').unwrap_or((names, names));
    let code = number(Some(code)).filter(|code| (100_000..=999_999).contains(code)).ok_or_else(wrong)?;
    Ok(Place { code, name: Bilingual { zh: zh.to_string(), en: en.to_string() } })
}

/// `530422 澄江县 2019 530481 民函〔2019〕124号`.
fn former(value: &Value<'_>) -> Parsed<FormerPlace> {
    let mut words = words(value)?;
    let mut next = || words.next();
    let (code, name, year, successor) = (number(next()), next(), number(next()), number(next()));
    let document = next().unwrap_or_default().to_string();
    match (code, name, year, successor) {
        (Some(code), Some(name), Some(year), Some(successor)) => {
            Ok(FormerPlace { code, name: name.to_string(), year, successor, document })
        }
        _ => Err(value.wrong(Expected::Place)),
    }
}
