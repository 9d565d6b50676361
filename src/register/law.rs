//! The rules of each year and place, resolved once and shared, with what the cultivation list asks.

use super::options::{RowNote, RowNotes};
use crate::assess::Rules;
use crate::base::names::{Form, SizeClass};
use crate::benefits::size::{Cultivation, CultivationList, Figures};
use crate::facts::{Industry, Profile};
use crate::law::{Pack, days_that_count};
use crate::taxes::trace::MeasureIx;
use crate::{Date, Error, Money};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, RwLock};

/// The law of one year, in the place that first asked for it and all that are under the same measures.
#[derive(Debug)]
pub(super) struct Law {
    pub(super) rules: Rules,
    /// In the years that have one.
    list: Option<CultivationList>,
}

impl Law {
    /// The size that the facts state, or that its figures make.
    pub(super) fn size(&self, profile: &Profile, revenue: Money) -> Option<SizeClass> {
        let by_figures = || {
            let rule = self.rules.benefits.size.classes.as_ref()?;
            rule.rule.class(&profile.industry, &Figures::of(&profile.scale, revenue)?)
        };
        profile.scale.class.or_else(by_figures)
    }

    /// The place of the industry that size goes by among those of the classification.
    fn place(&self, industry: &Industry) -> Option<usize> {
        let classes = self.rules.benefits.size.classes.as_ref()?;
        let found = classes.rule.industry(industry)?;
        classes.rule.industries.iter().position(|sizes| std::ptr::eq(sizes, found))
    }
}

/// A law with the lookups that one thread has made in it.
#[derive(Debug)]
pub(super) struct CachedLaw {
    pub(super) law: Arc<Law>,
    /// The place that it is the law of.
    pub(super) place: u32,
    /// What is to be said of every row under it.
    pub(super) notes: RowNotes,
    /// By the number of an industry: its place in the classification, once it was looked up.
    places: Vec<Option<Option<usize>>>,
}

impl CachedLaw {
    /// The law of a year in a place, or in what took its place where its code ended.
    pub(super) fn find(laws: &Laws<impl Deref<Target = Pack>>, year: i32, place: u32) -> Result<CachedLaw, Error> {
        let mut notes = RowNotes::default();
        let former = laws.pack.classes().former_place(place);
        former.into_iter().for_each(|_| notes.note(RowNote::PlaceEnded));
        let place = former.map_or(place, |former| former.successor);
        Ok(CachedLaw { law: laws.of(year, place)?, place, notes, places: Vec::new() })
    }

    /// The industries' numbers mean others from now on.
    pub(super) fn forget(&mut self) {
        self.places.clear();
    }

    /// Which tests put an individual business on the list; `None` where there is no list.
    pub(super) fn cultivation(&mut self, profile: &Profile, industry: i64, revenue: Money) -> Option<Cultivation> {
        let law = &self.law;
        let list = law.list.as_ref().filter(|_| profile.form == Form::IndividualBusiness)?;
        let number = usize::try_from(industry).unwrap_or_default();
        if self.places.len() <= number {
            self.places.resize(number + 1, None);
        }
        let place = *self.places.get_mut(number)?.get_or_insert_with(|| law.place(&profile.industry));
        let sizes = place.and_then(|place| law.rules.benefits.size.classes.as_ref()?.rule.industries.get(place));
        Some(list.tests(profile, sizes, Figures::of(&profile.scale, revenue).as_ref()))
    }
}

/// A law, or why there is none for a year and place.
type Resolved = Result<Arc<Law>, Error>;

/// All laws that a register has asked for so far.
#[derive(Debug)]
pub(super) struct Laws<P> {
    pub(super) pack: P,
    known_on: Option<Date>,
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    resolved: HashMap<(i32, u32), Resolved>,
    /// By the measures in force on each day that counts in a year: places under the same measures share one law, so that the
    /// rules of a city fit into the cache.
    alike: HashMap<(i32, Vec<Vec<MeasureIx>>), Arc<Law>>,
}

impl<P: Deref<Target = Pack>> Laws<P> {
    pub(super) fn new(pack: P, known_on: Option<Date>) -> Laws<P> {
        Laws { pack, known_on, known: RwLock::default() }
    }

    pub(super) fn of(&self, year: i32, place: u32) -> Resolved {
        if let Ok(known) = self.known.read()
            && let Some(found) = known.resolved.get(&(year, place))
        {
            return found.clone();
        }
        let in_force = (year, days_that_count(year).map(|day| self.pack.in_force(day, place, self.known_on)).collect());
        let alike = self.known.read().ok().and_then(|known| known.alike.get(&in_force).cloned());
        let law = alike.map_or_else(|| self.resolve(year, place).map(Arc::new), Ok);
        if let Ok(mut known) = self.known.write() {
            if let Ok(law) = &law {
                known.alike.entry(in_force).or_insert_with(|| law.clone());
            }
            known.resolved.insert((year, place), law.clone());
        }
        law
    }

    fn resolve(&self, year: i32, place: u32) -> Result<Law, Error> {
        let rules = self.pack.rules(year, place, self.known_on)?;
        let measures = self.pack.in_force_in_year(year, place, self.known_on);
        let list = measures.into_iter().find_map(|index| self.pack.rule::<CultivationList>(index)).cloned();
        Ok(Law { rules, list })
    }
}
