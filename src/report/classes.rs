//! What a business is, as text, Markdown, CSV or JSON.

use super::Context;
use super::csv::row;
use super::json::pretty;
use crate::classify::Classification;
use crate::words::Say;
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

/// As a Markdown list; text too, where no terminal asks for more.
pub fn classification_markdown(context: &Context<'_>, classification: &Classification) -> String {
    let mut out = format!("# {}\n\n", context.subject().say(context.lang));
    for item in items(context, classification) {
        out += &match item.citation {
            Some(citation) => format!("- {} ({citation})\n", item.finding),
            None => format!("- {}\n", item.finding),
        };
    }
    out + &format!("\n{}\n", context.footer().say(context.lang))
}
