//! What tests of a pack ask of it: the amounts it names, the places it tells apart, and itself without a measure.

use super::document::Measure;
use super::mechanism::MeasureIx;
use super::pack::Pack;
use crate::Money;
use crate::base::dates::Validity;
use std::sync::Arc;

impl Pack {
    /// Every amount written in a measure's parameters, whatever its mechanism calls it.
    pub(crate) fn amounts_in(&self, measure: &Measure) -> Vec<Money> {
        let text = self.document_of(measure).source.text();
        let values = measure.parameters_at.iter().filter_map(|(_, at)| text.get(at.range()));
        // Every other piece between quotation marks is inside them.
        values.flat_map(|value| value.split('"').skip(1).step_by(2)).filter(|text| text.ends_with('元')).filter_map(Money::parse).collect()
    }

    /// The pack as if a measure had never been, nor those that it took the place of. Numbers of measures stay.
    pub(crate) fn without(&self, index: MeasureIx) -> Pack {
        let mut poorer = self.clone();
        for gone in self.measure(index).replaces.iter().chain([&index]) {
            if let Some(measure) = Arc::make_mut(&mut poorer.measures).get_mut(usize::from(gone.0)) {
                measure.valid = Validity { from: crate::Date::MIN, to: Some(crate::Date::MIN) };
            }
        }
        poorer
    }

    /// The pack that this one was laid over.
    pub(crate) fn under(&self) -> Option<&Pack> {
        self.under.as_deref()
    }

    /// The measure with this id, or all of the document with it.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert_eq!(pack.find_measures("mof-sta-2023-12#halving").len(), 1);
    /// assert!(pack.find_measures("mof-sta-2023-12").len() > 1); // all of the document
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn find_measures(&self, id: &str) -> Vec<MeasureIx> {
        let named = |measure: &Measure| measure.id == id || self.document_of(measure).id == id;
        self.numbered().filter(|(_, measure)| named(measure)).map(|(index, _)| index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_answers_of_itself() {
        let pack = Pack::embedded().unwrap();
        let of = |id: &str| pack.find_measures(id)[0];
        let named = |id: &str| pack.amounts_in(pack.measure(of(id))).iter().map(|amount| amount.plain()).collect::<Vec<_>>();
        assert_eq!(named("yunnan-farmland-decision#qilin"), ["26.00"]);
        assert_eq!(named("mof-sta-2021-12#include-low"), ["0.00", "1000000.00"]);
        assert!(named("npc-cit-law#rate").is_empty());
        assert_eq!(pack.numbered().count(), pack.measures.len());
        // Taking a measure away does not restore the one that it superseded.
        let later = pack.numbered().find(|(_, measure)| !measure.supersedes.is_empty()).map(|(index, _)| index).unwrap();
        let (day, earlier) = (pack.measure(later).valid.from, pack.measure(later).supersedes[0]);
        let poorer = pack.without(later);
        assert!(!poorer.measure(later).valid.contains(day) && !poorer.measure(earlier).valid.contains(day));
        assert_eq!(poorer.measure(of("npc-cit-law#rate")).valid, pack.measure(of("npc-cit-law#rate")).valid);
    }
}
