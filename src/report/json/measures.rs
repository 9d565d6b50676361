//! The measures of a pack, with what is printed and where it stands.

use super::pretty;
use crate::Date;
use crate::base::words::{Bilingual, Vocabulary};
use crate::law::{Authority, Measure, Pack};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct MeasureOut<'a> {
    id: &'a str,
    title: &'a Bilingual,
    summary: &'a Bilingual,
    document: &'a str,
    document_title: &'a Bilingual,
    article: &'a str,
    authority: Vec<AuthorityOut<'a>>,
    parameters: BTreeMap<String, String>,
    parameters_of: &'a str,
    printed: BTreeMap<&'a str, &'a str>,
    issued_on: Date,
    known_from: Date,
    valid_from: Date,
    valid_to: Option<Date>,
    jurisdiction: String,
    mechanism: &'static str,
    confidence: &'static str,
    text_at: &'a str,
    checked_on: Date,
}

#[derive(Serialize)]
struct AuthorityOut<'a> {
    number: &'a str,
    called: Option<&'a str>,
    issuer: &'a str,
    issued_on: Date,
    article: Option<&'a str>,
    needed: bool,
}

fn authority_out(entry: &Authority) -> AuthorityOut<'_> {
    AuthorityOut {
        number: &entry.number,
        called: entry.called.as_deref(),
        issuer: &entry.issuer,
        issued_on: entry.issued_on,
        article: entry.article.as_deref(),
        needed: entry.needed,
    }
}

fn measure_out<'a>(pack: &'a Pack, measure: &'a Measure) -> MeasureOut<'a> {
    let document = pack.document_of(measure);
    let (written_by, parameters) = pack.parameters_of(measure);
    MeasureOut {
        id: &measure.id,
        title: &measure.title,
        summary: &measure.summary,
        document: &document.number,
        document_title: &document.title,
        article: &measure.article,
        authority: measure.authority.iter().map(authority_out).collect(),
        parameters: parameters.into_iter().collect(),
        parameters_of: &written_by.id,
        printed: measure.printed.iter().map(|printed| (printed.of.as_str(), printed.says.as_str())).collect(),
        issued_on: document.issued_on,
        known_from: measure.known_from(),
        valid_from: measure.valid.from,
        valid_to: measure.valid.to,
        jurisdiction: measure.jurisdiction.to_string(),
        mechanism: measure.mechanism(),
        confidence: measure.confidence.key(),
        text_at: &document.text_at,
        checked_on: document.checked_on,
    }
}

/// Measures of a pack.
pub fn measures_json<'a>(pack: &'a Pack, measures: impl Iterator<Item = &'a Measure>) -> String {
    pretty(&measures.map(|measure| measure_out(pack, measure)).collect::<Vec<_>>())
}
