//! The checked pack: every document and measure, immutable, with its content hash.

use super::classes::Classes;
use super::document::{Document, Measure};
use super::hash::Hash;
use super::mechanism::{MeasureIx, Registry};
use crate::Date;
use crate::base::error::Source;
#[cfg(feature = "strategies")]
use crate::base::slot::Slot;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// A checked policy pack (政策包). Build one with [`Pack::embedded`] or [`Pack::load`]; it never changes afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    pub(super) documents: Arc<Vec<Document>>,
    pub(super) measures: Arc<Vec<Measure>>,
    pub(super) classes: Classes,
    /// The code lists as text, for the hash.
    pub(super) lists: Vec<Source>,
    pub(super) hash: Hash,
    /// The mechanisms that its files may name.
    pub(super) registry: Registry,
    pub(super) embedded: bool,
    /// The pack that this one was laid over, if it is one with overlays.
    pub(super) under: Option<Arc<Pack>>,
}

impl Pack {
    /// All documents, by id.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let document = pack.documents().iter().find(|document| document.id == "mof-sta-2023-12").unwrap();
    /// assert_eq!(document.number, "财政部 税务总局公告2023年第12号");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The documents that nobody looked at since a day, itself not included: the longest ago first.
    ///
    /// ```
    /// use huiqi::Date;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let first: Date = "2026-11-24".parse().unwrap();
    /// assert_eq!(pack.not_checked_since(first).len(), 0);
    /// assert_eq!(pack.not_checked_since(Date::MAX).len(), pack.documents().len());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn not_checked_since(&self, day: Date) -> Vec<&Document> {
        let mut found: Vec<&Document> = self.documents.iter().filter(|document| document.checked_on < day).collect();
        found.sort_by_key(|document| document.checked_on);
        found
    }

    /// All measures, by document.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert!(pack.measures().iter().all(|measure| measure.valid.to.is_none_or(|to| measure.valid.from <= to)));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The measure that a step or refusal names.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let index = pack.find_measures("mof-sta-2023-12#halving")[0];
    /// assert_eq!(pack.measure(index).title.en, "Halving of six taxes and two fees");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[allow(clippy::indexing_slicing)] // a MeasureIx is only ever made by the pack it indexes
    #[must_use]
    pub fn measure(&self, index: MeasureIx) -> &Measure {
        &self.measures[usize::from(index.0)]
    }

    /// The document that a measure stands in.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let halving = pack.measure(pack.find_measures("mof-sta-2023-12#halving")[0]);
    /// assert_eq!(pack.document_of(halving).issued_on.to_string(), "2023-08-02");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[allow(clippy::indexing_slicing)]
    #[must_use]
    pub fn document_of(&self, measure: &Measure) -> &Document {
        &self.documents[measure.document]
    }

    /// The parameters of a measure as its file writes them, and the measure that writes them: another where it is carried on.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let halving = pack.measure(pack.find_measures("mof-sta-2023-12#business-iit-halving")[0]);
    /// let (written_by, parameters) = pack.parameters_of(halving);
    /// assert_eq!(written_by.id, halving.id);
    /// assert!(parameters.contains(&("income_up_to".to_string(), "\"200万元\"".to_string())));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn parameters_of<'p>(&'p self, measure: &'p Measure) -> (&'p Measure, Vec<(String, String)>) {
        let mut written_by = measure;
        while let Some(index) = written_by.extends {
            written_by = self.measure(index);
        }
        let text = self.document_of(written_by).source.text();
        let value = |at: crate::base::error::At| text.get(at.range()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        (written_by, written_by.parameters_at.iter().map(|(key, at)| (key.clone(), value(*at))).collect())
    }

    /// All measures with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (MeasureIx, &Measure)> {
        self.measures.iter().enumerate().filter_map(|(index, measure)| Some((MeasureIx(u16::try_from(index).ok()?), measure)))
    }

    /// The measures valid on a day in a place, not superseded by another of them, among those published by `known_on`.
    ///
    /// ```
    /// use huiqi::Date;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let day: Date = "2023-03-01".parse().unwrap();
    /// let halving = pack.find_measures("mof-sta-2023-12#halving")[0];
    /// assert!(pack.in_force(day, 530302, None).contains(&halving));
    /// assert!(!pack.in_force(day, 530302, Some(day)).contains(&halving)); // it was announced in August
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn in_force(&self, day: Date, place: u32, known_on: Option<Date>) -> Vec<MeasureIx> {
        let stands = |measure: &Measure| measure.is_known(known_on) && self.applies(measure, day, place, known_on);
        let mut standing: Vec<(MeasureIx, &Measure)> = self.numbered().filter(|(_, measure)| stands(measure)).collect();
        drop_replaced(&mut standing);
        standing.into_iter().map(|(index, _)| index).collect()
    }

    /// Whether a measure holds on a day in a place, unless another takes its place. One that stands in for local law does not, where
    /// a local measure decides the same and was known by `known_on`.
    pub(crate) fn applies(&self, measure: &Measure, day: Date, place: u32, known_on: Option<Date>) -> bool {
        let own = |index: &MeasureIx| {
            let local = self.measure(*index);
            local.valid.contains(day) && local.covers(place) && local.is_known(known_on)
        };
        measure.valid.contains(day) && measure.covers(place) && !measure.gives_way_to.iter().any(own)
    }

    /// The first and last tax year that the pack covers: it answers for no other.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert!(pack.years().contains(&2019) && !pack.years().contains(&2018));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn years(&self) -> RangeInclusive<i32> {
        self.classes.covered.first..=self.classes.covered.last
    }

    /// The place that pictures, examples and made-up registers are of where nobody names one.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert_eq!(pack.classes().place_name(pack.example_place()).unwrap().zh, "麒麟区");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn example_place(&self) -> u32 {
        self.classes.covered.place
    }

    /// The example place and the other counties of its city, in order.
    #[cfg(feature = "register")]
    pub(crate) fn example_counties(&self) -> Vec<u32> {
        let example = self.example_place();
        let beside = |place: &u32| *place == example || place / 100 == example / 100 && !place.is_multiple_of(100);
        let mut counties: Vec<u32> = self.classes.places().filter(beside).collect();
        counties.sort_unstable();
        counties
    }

    /// What some measure must decide on every day that the pack covers.
    #[cfg(feature = "strategies")]
    pub(crate) fn always_decided(&self) -> impl Iterator<Item = Slot> {
        self.registry.always()
    }

    /// The code lists.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert_eq!(pack.classes().place_name(999999), None);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// SHA-256 of the content, the same however the files are named or ordered.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert_eq!(pack.hash().len(), 64); // hexadecimal
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.of(&self.lists, &self.documents)
    }

    /// Whether it is the pack that came with the library.
    ///
    /// ```
    /// use huiqi::Pack;
    ///
    /// assert!(Pack::embedded()?.is_embedded());
    /// assert!(!Pack::load("policies".as_ref())?.is_embedded());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.embedded
    }
}

/// Leaves only what no other of these measures replaces.
pub(super) fn drop_replaced(standing: &mut Vec<(MeasureIx, &Measure)>) {
    let mut replaced: Vec<MeasureIx> = standing.iter().flat_map(|(_, measure)| measure.replaces.iter().copied()).collect();
    replaced.sort_unstable();
    standing.retain(|(index, _)| replaced.binary_search(index).is_err());
}
