//! What a business is, as text, Markdown, CSV or JSON.

use super::Context;
use super::csv::row;
use super::json::{CitationOut, Header, cited, header, pretty};
#[cfg(feature = "cli")]
use super::text::{Style, footer};
use crate::answers::classify::{Classification, Finding};
use crate::base::words::Say;
use serde::Serialize;

#[derive(Serialize)]
struct ClassificationOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    findings: Vec<SaidOut<'a>>,
}

#[derive(Serialize)]
struct SaidOut<'a> {
    finding: &'a Finding,
    citation: Option<CitationOut>,
}

struct FindingOut {
    finding: String,
    measure: Option<String>,
    citation: Option<String>,
}

fn items(context: &Context<'_>, classification: &Classification) -> Vec<FindingOut> {
    classification
        .iter()
        .map(|(finding, measure)| FindingOut {
            finding: finding.say(context.lang),
            measure: measure.map(|index| context.pack.measure(index).id.clone()),
            citation: measure.map(|index| context.citation(index)),
        })
        .collect()
}

/// As JSON.
pub fn classification_json(context: &Context<'_>, classification: &Classification) -> String {
    let findings =
        classification.iter().map(|(finding, measure)| SaidOut { finding, citation: measure.map(|index| cited(context, index)) });
    pretty(&ClassificationOut { header: header(context, "classification"), findings: findings.collect() })
}

/// As CSV.
pub fn classification_csv(context: &Context<'_>, classification: &Classification) -> String {
    let rows = items(context, classification)
        .into_iter()
        .map(|item| row(&[item.finding, item.measure.unwrap_or_default(), item.citation.unwrap_or_default()]));
    row(&["finding", "measure", "citation"]) + &rows.collect::<String>()
}

/// Each finding with what it rests on.
fn sentences(context: &Context<'_>, classification: &Classification) -> Vec<String> {
    let sentence = |item: FindingOut| match item.citation {
        Some(citation) => format!("{} ({citation})", item.finding),
        None => item.finding,
    };
    items(context, classification).into_iter().map(sentence).collect()
}

/// As text.
#[cfg(feature = "cli")]
pub fn classification_text(context: &Context<'_>, classification: &Classification, style: Style) -> String {
    let heading = style.heading(&context.subject().say(context.lang));
    let found: String = sentences(context, classification).iter().map(|sentence| style.item(sentence)).collect();
    format!("{heading}\n\n{found}{}", footer(context, style))
}

/// As a Markdown list.
pub fn classification_markdown(context: &Context<'_>, classification: &Classification) -> String {
    let found: String = sentences(context, classification).iter().map(|sentence| format!("- {sentence}\n")).collect();
    format!("# {}\n\n{found}\n{}\n", context.subject().say(context.lang), context.footer().say(context.lang))
}
