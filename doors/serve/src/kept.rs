//! The law of a year and a place, resolved once for all who ask about it.

use huiqi::{Date, Error, Pack, Rules};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// More are forgotten all at once: rules are some kilobytes, and a service is mostly asked about one year and the places of its region.
const MOST: usize = 512;

/// The year, the place and the day on which the law was known.
type Key = (i32, u32, Option<Date>);

#[derive(Default)]
pub(crate) struct KeptRules(Mutex<HashMap<Key, Arc<Rules>>>);

impl KeptRules {
    pub(crate) fn of(&self, pack: &Pack, (year, place, known_on): Key) -> Result<Arc<Rules>, Error> {
        let all = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = all().get(&(year, place, known_on)) {
            return Ok(rules.clone());
        }
        // Meanwhile others are not held up.
        let rules = Arc::new(pack.rules(year, place, known_on)?);
        let mut all = all();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert((year, place, known_on), rules.clone());
        Ok(rules)
    }
}
