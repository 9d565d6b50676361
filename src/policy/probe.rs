//! What tests of a pack ask of it: the amounts it names, the places it tells apart, and itself without a measure.

use super::document::Measure;
use super::pack::Pack;
use crate::Money;
use crate::calendar::Validity;
use crate::trace::MeasureIx;
use std::collections::BTreeMap;

impl Pack {
    /// Every amount written in a measure's parameters, whatever its mechanism calls it.
    pub(crate) fn amounts_in(&self, measure: &Measure) -> Vec<Money> {
        let text = self.document_of(measure).source.text();
        let values = measure.parameters_at.iter().filter_map(|(_, at)| text.get(at.range()));
        // Every other piece between quotation marks is inside them.
        values.flat_map(|value| value.split('"').skip(1).step_by(2)).filter(|text| text.ends_with('元')).filter_map(Money::parse).collect()
    }

    /// One place for each combination of measures that apply by place: the places that the pack tells apart.
    pub(crate) fn kinds_of_place(&self) -> Vec<u32> {
        let mut kinds: BTreeMap<Vec<bool>, u32> = BTreeMap::new();
        for place in self.classes.places() {
            kinds.entry(self.measures.iter().map(|measure| measure.jurisdiction.covers(place)).collect()).or_insert(place);
        }
        let mut places: Vec<u32> = kinds.into_values().collect();
        places.sort_unstable();
        places
    }

    /// The pack as if a measure had never been, nor those that it took the place of. Numbers of measures stay.
    pub(crate) fn without(&self, index: MeasureIx) -> Pack {
        let (mut poorer, mut gone) = (self.clone(), vec![index]);
        while let Some(index) = gone.pop() {
            if let Some(measure) = poorer.measures.get_mut(usize::from(index.0)) {
                measure.valid = Validity { from: crate::Date::MIN, to: Some(crate::Date::MIN) };
                gone.append(&mut measure.supersedes);
            }
        }
        poorer
    }

    /// The measure with this id, or all of the document with it.
    pub fn find_measures(&self, id: &str) -> Vec<MeasureIx> {
        let named = |measure: &Measure| measure.id == id || self.document_of(measure).id == id;
        self.numbered().filter(|(_, measure)| named(measure)).map(|(index, _)| index).collect()
    }

    /// All measures with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (MeasureIx, &Measure)> {
        self.measures.iter().enumerate().filter_map(|(index, measure)| Some((MeasureIx(u16::try_from(index).ok()?), measure)))
    }
}
