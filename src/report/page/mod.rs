//! What a page shows, as JSON: every figure as it is and as people say it, every sentence in both languages. A page lays it out and
//! computes nothing.

mod bars;
mod facts;
mod glance;
mod outlook;
mod why;
mod words;

pub use glance::{advice_json, glance_json};
pub use outlook::outlook_json;
pub use why::why_json;

use super::Context;
use super::json::{Header, header, pretty};
use crate::base::words::{Both, Lang, Say, Vocabulary};
use crate::taxes::trace::MeasureIx;
use serde::Serialize;
use serde_json::{Map, Value, json};

#[derive(Serialize)]
struct PageOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    #[serde(flatten)]
    of: Map<String, Value>,
}

fn page_out<const N: usize>(context: &Context<'_>, answer: &'static str, of: [(&str, Value); N]) -> String {
    let of = of.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
    pretty(&PageOut { header: header(context, answer), of })
}

/// A sentence in both languages.
fn say(words: &impl Say) -> Value {
    json!(Both(words))
}

/// What depends on the language, in both.
fn both(context: &Context<'_>, words: impl Fn(&Context<'_>) -> String) -> Value {
    let of = |lang| words(&Context { lang, ..*context });
    json!({ "zh": of(Lang::Zh), "en": of(Lang::En) })
}

/// A measure for a reader: what it is, where it stands, how sure it is, until when it holds.
fn source(context: &Context<'_>, index: MeasureIx) -> Value {
    let measure = context.pack.measure(index);
    json!({
        "measure": measure.id,
        "title": say(&measure.title),
        "citation": both(context, |context| context.citation(index)),
        "link": Some(&context.pack.document_of(measure).text_at).filter(|at| at.starts_with("https://") || at.starts_with("http://")),
        "confidence": measure.confidence.key(),
        "sure": say(&measure.confidence),
        "valid": say(&words::Word::Until { valid: measure.valid.to_string() }),
        "printed": measure.printed.iter().map(|printed| printed.says.as_str()).collect::<Vec<_>>(),
    })
}
