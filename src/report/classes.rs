//! What a business is.

use super::Context;
use super::document::{Block, Document, Records};
use super::json::{Header, header, pretty};
use crate::answers::classify::{Classification, Finding};
use crate::base::words::Say;
use crate::law::Citation;
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
    citation: Option<Citation>,
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
///
/// ```
/// use huiqi::{report, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::classify(&pack, &rules, &shop)?;
/// let json: serde_json::Value = serde_json::from_str(&report::classification_json(&context, &found)).unwrap();
/// assert_eq!(json["findings"].as_array().unwrap().len(), found.len());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn classification_json(context: &Context<'_>, classification: &Classification) -> String {
    let findings =
        classification.iter().map(|(finding, measure)| SaidOut { finding, citation: measure.map(|index| context.pack.cite(index)) });
    pretty(&ClassificationOut { header: header(context, "classification"), findings: findings.collect() })
}

/// Each finding with what it rests on.
///
/// ```
/// use huiqi::{report, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::classify(&pack, &rules, &shop)?;
/// assert!(report::classification(&context, &found).markdown().contains("service sector: yes"));
/// # Ok::<(), huiqi::Error>(())
/// ```
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
