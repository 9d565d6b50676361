//! The documents of a pack that nobody looked at for long.

use super::document::{Block, Document, Records, Row, Table, Words};
use super::json::pretty;
use crate::Date;
use crate::base::words::{Lang, Say, Vocabulary, catalogue};
use crate::law::{Document as Instrument, Pack};
use serde::Serialize;

catalogue! {
    /// Headings and what to do.
    enum Word {
        Stale { since: Date } en "Documents that nobody looked at since {since}" zh "{since} 起未再核对的文件";
        NoneStale { since: Date } en "Every document was looked at on {since} or later." zh "所有文件均在 {since} 或以后核对过。";
        CheckedOn en "Last looked at" zh "最近核对";
        Id en "Document" zh "文件";
        Number en "Number" zh "文号";
        Where en "Where it applies" zh "适用地区";
        Confidence en "Confidence" zh "可靠程度";
        Text en "Text" zh "原文";
        ToDo en "Read the text again, mend what changed, and write the day into `checked_on`."
            zh "请重新核对原文，更正变动之处，并把当日填入 `checked_on`。";
    }
}

#[derive(Serialize)]
struct StaleOut<'p> {
    since: String,
    documents: Vec<DocumentOut<'p>>,
}

#[derive(Serialize)]
struct DocumentOut<'p> {
    id: &'p str,
    number: &'p str,
    jurisdiction: String,
    checked_on: String,
    confidence: &'static str,
    text_at: &'p str,
}

impl<'p> DocumentOut<'p> {
    fn of(instrument: &'p Instrument) -> DocumentOut<'p> {
        DocumentOut {
            id: &instrument.id,
            number: &instrument.number,
            jurisdiction: instrument.jurisdiction.to_string(),
            checked_on: instrument.checked_on.to_string(),
            confidence: instrument.confidence.key(),
            text_at: &instrument.text_at,
        }
    }
}

/// The documents that nobody looked at since a day, the longest ago first.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let page = huiqi::report::stale(&pack, huiqi::Date::MAX, huiqi::Lang::En).markdown();
/// assert!(page.contains("mof-sta-2023-12"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn stale(pack: &Pack, since: Date, lang: Lang) -> Document {
    let found = pack.not_checked_since(since);
    let mut document = Document::new(lang, Word::Stale { since }.say(lang));
    let keys = ["checked_on", "id", "number", "jurisdiction", "confidence", "text_at"];
    let mut records = Records::new(&keys);
    let row = |instrument: &&Instrument| -> Row {
        vec![
            instrument.checked_on.into(),
            Words::code(&instrument.id).into(),
            (&instrument.number).into(),
            instrument.jurisdiction.to_string().into(),
            instrument.confidence.say(lang).into(),
            Words::link(&instrument.text_at).into(),
        ]
        .into()
    };
    if found.is_empty() {
        document.push([Block::note(Word::NoneStale { since }.say(lang))]);
    } else {
        let heads = [Word::CheckedOn, Word::Id, Word::Number, Word::Where, Word::Confidence, Word::Text].map(|head| head.say(lang));
        document.push([Block::note(Word::ToDo.say(lang)), Block::Table(Table::entries(heads, found.iter().map(row).collect()))]);
    }
    for instrument in &found {
        let [checked_on, jurisdiction] = [instrument.checked_on.to_string(), instrument.jurisdiction.to_string()];
        let confidence = instrument.confidence.key();
        let texts: [&str; 6] = [&checked_on, &instrument.id, &instrument.number, &jurisdiction, confidence, &instrument.text_at];
        records.push(texts.map(Into::into).to_vec());
    }
    document.records = Some(records);
    document
}

/// The same as JSON.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let json: serde_json::Value = serde_json::from_str(&huiqi::report::stale_json(&pack, huiqi::Date::MAX)).unwrap();
/// assert_eq!(json["documents"].as_array().unwrap().len(), pack.documents().len());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn stale_json(pack: &Pack, since: Date) -> String {
    let documents = pack.not_checked_since(since).into_iter().map(DocumentOut::of).collect();
    pretty(&StaleOut { since: since.to_string(), documents })
}
