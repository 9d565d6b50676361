//! What a business is.

use super::Context;
use super::document::{Block, Document, Records};
use super::json::pretty;
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

/// Each finding with what it rests on.
pub fn classification(context: &Context<'_>, classification: &Classification) -> Document {
    let sentence = |item: &FindingOut| match &item.citation {
        Some(citation) => format!("{} ({citation})", item.finding),
        None => item.finding.clone(),
    };
    let items = items(context, classification);
    let mut document = context.page();
    document.push([Block::bullets(items.iter().map(sentence))]);
    let mut records = Records::new(&["finding", "measure", "citation"]);
    items.into_iter().for_each(|item| records.push(vec![item.finding.into(), item.measure.into(), item.citation.into()]));
    document.records = Some(records);
    document
}
