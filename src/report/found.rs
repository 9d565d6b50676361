//! What a search for a trade or a place found.

use super::document::{Block, Document, Records, Row, Table, Words};
use super::json::pretty;
use crate::base::words::{Bilingual, Lang, Say, catalogue};
use crate::law::{PlaceFound, Trade};
use serde::Serialize;

catalogue! {
    /// Headings and what to do with what was found.
    enum Word {
        Trades { asked: String } en "Trades like `{asked}`" zh "与“{asked}”相近的行业";
        Places { asked: String } en "Places like `{asked}`" zh "与“{asked}”相近的地区";
        Code en "Code" zh "代码";
        Name en "Name" zh "名称";
        Called en "Commonly called" zh "俗称";
        In en "In" zh "所属";
        WriteTrade { found: String } en "In a profile: industry = \"{found}\"" zh "资料中填写：industry = \"{found}\"";
        WritePlace { found: String } en "In a profile: place = \"{found}\"" zh "资料中填写：place = \"{found}\"";
    }
}

#[derive(Serialize)]
struct TradesOut<'a> {
    asked: &'a str,
    trades: &'a [Trade],
}

#[derive(Serialize)]
struct PlacesOut<'a> {
    asked: &'a str,
    places: Vec<PlaceOut<'a>>,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    code: String,
    name: &'a Bilingual,
    within: &'a [Bilingual],
}

fn code_of(place: &PlaceFound) -> String {
    format!("{:06}", place.code)
}

/// A table of what was found, and how the first is written in a profile.
fn page(lang: Lang, title: Word, heads: [Word; 3], rows: Vec<[String; 3]>, write: impl Fn(String) -> Word, keys: &[&str]) -> Document {
    let mut document = Document::new(lang, title.say(lang));
    let row = |[code, name, more]: &[String; 3]| -> Row { vec![Words::code(code).into(), name.into(), more.into()].into() };
    let table = Table::entries(heads.map(|head| head.say(lang)), rows.iter().map(row).collect());
    document.push([Block::Table(table)]);
    document.push(rows.first().map(|[code, ..]| Block::note(write(code.clone()).say(lang))));
    let mut records = Records::new(keys);
    rows.into_iter().for_each(|row| records.push(row.map(Into::into).to_vec()));
    document.records = Some(records);
    document
}

/// Trades as a list, the best first.
///
/// ```
/// use huiqi::{report, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let page = report::trades("奶茶", &pack.classes().find_trades("奶茶"), Lang::Zh);
/// assert!(page.markdown().contains("H6239"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn trades(asked: &str, found: &[Trade], lang: Lang) -> Document {
    // Words of letters are for those who read them.
    let chinese = |word: &str| word.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    let words = |trade: &Trade| {
        let in_lang = trade.words.iter().filter(|word| chinese(word) == (lang == Lang::Zh));
        in_lang.map(String::as_str).collect::<Vec<_>>().join(separator)
    };
    let rows = found.iter().map(|trade| [trade.code.clone(), trade.name.say(lang), words(trade)]).collect();
    let title = Word::Trades { asked: asked.to_string() };
    page(lang, title, [Word::Code, Word::Name, Word::Called], rows, |found| Word::WriteTrade { found }, &["code", "name", "words"])
}

/// Trades as JSON.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let json = huiqi::report::trades_json("奶茶", &pack.classes().find_trades("奶茶"));
/// let json: serde_json::Value = serde_json::from_str(&json).unwrap();
/// assert_eq!(json["trades"][0]["code"], "H6239");
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn trades_json(asked: &str, found: &[Trade]) -> String {
    pretty(&TradesOut { asked, trades: found })
}

/// Places as a list, the best first.
///
/// ```
/// use huiqi::{report, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let page = report::places("麒麟", &pack.classes().find_places("麒麟"), Lang::Zh);
/// assert!(page.markdown().contains("530302"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn places(asked: &str, found: &[PlaceFound], lang: Lang) -> Document {
    let within = |place: &PlaceFound| place.within.iter().map(|above| above.say(lang)).collect::<Vec<_>>().join(" ");
    let rows = found.iter().map(|place| [code_of(place), place.name.say(lang), within(place)]).collect();
    let title = Word::Places { asked: asked.to_string() };
    page(lang, title, [Word::Code, Word::Name, Word::In], rows, |found| Word::WritePlace { found }, &["code", "name", "within"])
}

/// Places as JSON.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let json = huiqi::report::places_json("麒麟", &pack.classes().find_places("麒麟"));
/// let json: serde_json::Value = serde_json::from_str(&json).unwrap();
/// assert_eq!(json["places"][0]["code"], "530302");
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn places_json(asked: &str, found: &[PlaceFound]) -> String {
    let places = found.iter().map(|place| PlaceOut { code: code_of(place), name: &place.name, within: &place.within });
    pretty(&PlacesOut { asked, places: places.collect() })
}
