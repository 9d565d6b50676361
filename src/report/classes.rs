//! What a business is, as text, Markdown, CSV or JSON.

use super::Context;
use super::csv::row;
use super::json::pretty;
#[cfg(feature = "cli")]
use super::text::{Style, footer};
use crate::answers::classify::Classification;
use crate::base::words::Say;
use serde::Serialize;

#[derive(Serialize)]
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
    pretty(&items(context, classification))
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
