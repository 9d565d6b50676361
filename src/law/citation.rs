//! How a measure is cited: its document and article, in an answer, and in what is refused under it.

use super::document::{Document, Measure};
use super::mechanism::MeasureIx;
use super::pack::Pack;
use crate::base::names::Confidence;
use crate::base::words::{Bilingual, Field, Lang, Say, Vocabulary, catalogue};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

catalogue! {
    /// How a document is marked that is laid over the pack.
    enum Mark {
        Overlay en "[overlay] " zh "〔叠加〕";
    }
}

/// The document and article of a measure: `财政部 税务总局公告2022年第15号 第一条`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Citation {
    measure: String,
    document: String,
    article: String,
    confidence: &'static str,
    overlay: bool,
}

impl Citation {
    fn of(measure: &Measure, document: &Document) -> Citation {
        Citation {
            measure: measure.id.clone(),
            document: document.number.clone(),
            article: measure.article.clone(),
            confidence: measure.confidence.key(),
            overlay: document.overlay,
        }
    }

    /// Its words in both languages.
    pub(crate) fn in_both(&self) -> Bilingual {
        Bilingual { zh: self.say(Lang::Zh), en: self.say(Lang::En) }
    }
}

impl Say for Citation {
    fn say(&self, lang: Lang) -> String {
        format!("{}{} {}", mark(self.overlay, lang), self.document, self.article)
    }
}

impl Field for Citation {
    fn field(&self) -> Value {
        json!(self)
    }

    fn schema() -> Value {
        let keys: Vec<&str> = Confidence::ALL.iter().map(|confidence| confidence.key()).collect();
        json!({
            "type": "object", "additionalProperties": false, "required": ["measure", "document", "article", "confidence", "overlay"],
            "properties": {
                "measure": { "type": "string" }, "document": { "type": "string" }, "article": { "type": "string" },
                "confidence": { "enum": keys }, "overlay": { "type": "boolean" }
            }
        })
    }
}

fn mark(overlay: bool, lang: Lang) -> String {
    if overlay { Mark::Overlay.say(lang) } else { String::new() }
}

impl Document {
    /// Its number, marked where it is laid over the pack.
    pub(crate) fn marked(&self, lang: Lang) -> String {
        format!("{}{}", mark(self.overlay, lang), self.number)
    }
}

impl Pack {
    /// How a measure is cited.
    pub(crate) fn cite(&self, index: MeasureIx) -> Citation {
        let measure = self.measure(index);
        Citation::of(measure, self.document_of(measure))
    }

    pub(crate) fn instruments(&self) -> Instruments {
        Instruments { documents: Arc::clone(&self.documents), measures: Arc::clone(&self.measures) }
    }
}

/// The documents and measures of a pack. The rules found among them keep them, so that a refusal can name its article.
#[derive(Clone)]
pub(crate) struct Instruments {
    documents: Arc<Vec<Document>>,
    measures: Arc<Vec<Measure>>,
}

// The rules are printed without the whole law.
impl std::fmt::Debug for Instruments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Instruments").finish_non_exhaustive()
    }
}

impl Instruments {
    /// How a measure is cited.
    #[allow(clippy::indexing_slicing)] // as in the pack that they come from
    pub(crate) fn cite(&self, index: MeasureIx) -> Citation {
        let measure = &self.measures[usize::from(index.0)];
        Citation::of(measure, &self.documents[measure.document])
    }
}
