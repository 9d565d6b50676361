//! The checked pack: every document and measure, immutable, with its content hash.

use super::classes::Classes;
use super::document::{Document, Measure};
use super::mechanism::{MeasureIx, Registry};
use crate::Date;

/// A checked policy pack (政策包). Build one with [`Pack::embedded`] or [`Pack::load`]; it never changes afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    pub(super) documents: Vec<Document>,
    pub(super) measures: Vec<Measure>,
    pub(super) classes: Classes,
    /// The code lists as text, for the hash.
    pub(super) lists: Vec<(String, String)>,
    pub(super) hash: String,
    /// The mechanisms that its files may name.
    pub(super) registry: Registry,
    pub(super) embedded: bool,
}

impl Pack {
    /// All documents, by id.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// All measures, by document.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The measure that a step or refusal names.
    #[allow(clippy::indexing_slicing)] // a MeasureIx is only ever made by the pack it indexes
    pub fn measure(&self, index: MeasureIx) -> &Measure {
        &self.measures[usize::from(index.0)]
    }

    /// The document that a measure stands in.
    #[allow(clippy::indexing_slicing)]
    pub fn document_of(&self, measure: &Measure) -> &Document {
        &self.documents[measure.document]
    }

    /// All measures with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (MeasureIx, &Measure)> {
        self.measures.iter().enumerate().filter_map(|(index, measure)| Some((MeasureIx(u16::try_from(index).ok()?), measure)))
    }

    /// The measures valid on a day in a place, not superseded by another of them, among those published by `known_on`.
    pub fn in_force(&self, day: Date, place: u32, known_on: Option<Date>) -> Vec<MeasureIx> {
        let stands = |measure: &Measure| {
            measure.valid.contains(day)
                && measure.jurisdiction.covers(place)
                && known_on.is_none_or(|known| self.document_of(measure).issued_on <= known)
        };
        let mut standing: Vec<(MeasureIx, &Measure)> = self.numbered().filter(|(_, measure)| stands(measure)).collect();
        let mut superseded: Vec<MeasureIx> = standing.iter().flat_map(|(_, measure)| measure.supersedes.iter().copied()).collect();
        superseded.sort_unstable();
        standing.retain(|(index, _)| superseded.binary_search(index).is_err());
        standing.into_iter().map(|(index, _)| index).collect()
    }

    /// The code lists.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// SHA-256 of the content, the same however the files are named or ordered.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether it is the pack that came with the library.
    pub fn is_embedded(&self) -> bool {
        self.embedded
    }
}
