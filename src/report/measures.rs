//! Lists of measures as CSV.

use super::csv::row;
use crate::base::words::{Lang, Say, Vocabulary};
use crate::law::{Measure, Pack};

/// Measures, one a line.
pub fn measures_csv<'a>(pack: &Pack, measures: impl Iterator<Item = &'a Measure>, lang: Lang) -> String {
    let head =
        row(&["id", "title", "document", "article", "issued_on", "valid_from", "valid_to", "jurisdiction", "mechanism", "confidence"]);
    head + &measures.map(|measure| measure_csv(pack, measure, lang)).collect::<String>()
}

fn measure_csv(pack: &Pack, measure: &Measure, lang: Lang) -> String {
    let document = pack.document_of(measure);
    row(&[
        &measure.id,
        &measure.title.say(lang),
        &document.number,
        &measure.article,
        &document.issued_on.to_string(),
        &measure.valid.from.to_string(),
        &measure.valid.to.map(|to| to.to_string()).unwrap_or_default(),
        &measure.jurisdiction.to_string(),
        measure.mechanism(),
        measure.confidence.key(),
    ])
}
