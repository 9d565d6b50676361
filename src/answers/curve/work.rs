//! How much may be computed for an answer along an input: assessments are counted, each by what it reads, before they are made.

use super::axis::CurveError;
use super::variable::AxisProblem;
use std::cell::Cell;

/// What an assessment costs beside the entries of the profile's lists: as much as so many of them.
const ITSELF: u64 = 100;

/// So many entries are read at most: two seconds' work, at 20 ns an entry. No example needs half of it.
const MOST: u64 = 100_000_000;

/// The assessments of one answer, together.
pub(crate) struct Work<'w> {
    watch: &'w dyn Fn(),
    most: u64,
    done: Cell<u64>,
    assessments: Cell<u64>,
    /// The entries of the profile that was assessed last.
    entries: Cell<usize>,
}

impl<'w> Work<'w> {
    /// `watch` is called once an assessment.
    pub(crate) fn new(watch: &'w dyn Fn()) -> Work<'w> {
        Work { watch, most: MOST, done: Cell::new(0), assessments: Cell::new(0), entries: Cell::new(0) }
    }

    /// Counts an assessment of so many entries; whether it may be made.
    pub(super) fn allows(&self, entries: usize) -> bool {
        let after = self.done.get().saturating_add(ITSELF).saturating_add(entries as u64);
        self.done.set(after);
        self.entries.set(entries);
        if after > self.most {
            return false;
        }
        self.assessments.set(self.assessments.get() + 1);
        (self.watch)();
        true
    }

    /// Where an assessment was not allowed, nothing that was found is an answer.
    ///
    /// # Errors
    /// How many entries there are and how often they were gone through.
    pub(super) fn within(&self) -> Result<(), CurveError> {
        if self.done.get() <= self.most {
            return Ok(());
        }
        let (entries, assessments) = (self.entries.get(), self.assessments.get());
        Err(CurveError::Axis(AxisProblem::TooMuchWork { entries, assessments }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::curve::{Axis, Bounds, Variable, break_even_within, cliffs_within, optimise_within, sweep_within};
    use crate::base::names::Form;
    use crate::facts::Profile;
    use crate::law::Pack;

    /// Each answer along an input ends soon after the last assessment that it may make, and says how many it made; one more than it needs
    /// changes nothing.
    #[test]
    fn what_is_too_much_is_refused_with_the_number() {
        let pack = Pack::embedded().unwrap();
        let text = std::fs::read_to_string("examples/noodle-shop.toml").unwrap();
        let shop = Profile::parse(&(text + &"\n[[property]]\noriginal_value = 1000\n".repeat(50)), "shop.toml", &pack).unwrap();
        let rules = pack.rules(shop.year, shop.place, None).unwrap();
        let axis = (Axis::of(Variable::Sales), Some((0, 200_000_000)));
        let profit = Axis::of(Variable::Profit);
        let other = Form::OnePersonCompany;
        let bounds = Bounds { forms: vec![other], wage: Some((0, 10_000_000)), month: true, ..Bounds::default() };
        type Ask<'a> = (&'a str, Box<dyn Fn(&Work<'_>) -> Result<(), CurveError> + 'a>);
        let asks: [Ask<'_>; 5] = [
            ("cliffs", Box::new(|work| cliffs_within(&rules, &shop, shop.form, axis.0, axis.1, work).map(drop))),
            ("break_even", Box::new(|work| break_even_within(&rules, &shop, profit, None, other, work).map(drop))),
            ("sweep", Box::new(|work| sweep_within(&rules, &shop, &[other], axis, None, 5, work).map(drop))),
            (
                "sweep of two",
                Box::new(|work| sweep_within(&rules, &shop, &[other], axis, Some((Axis::of(Variable::Costs), None)), 3, work).map(drop)),
            ),
            ("optimise", Box::new(|work| optimise_within(&rules, &shop, &bounds, work).map(drop))),
        ];
        for (name, ask) in asks {
            let watch = || ();
            let whole = Work::new(&watch);
            ask(&whole).unwrap();
            let needs = whole.done.get();
            assert!(whole.assessments.get() > 10 && needs < MOST / 2, "{name}: {needs}");
            assert!(whole.entries.get() >= 50, "{name}: {}", whole.entries.get());
            let limited = |most| {
                let work = Work { most, ..Work::new(&watch) };
                (ask(&work), work.assessments.get(), work.done.get())
            };
            assert_eq!(limited(needs).0, Ok(()), "{name}");
            for most in [needs - 1, needs / 2, 1_000] {
                let (refused, assessments, asked_for) = limited(most);
                let said = AxisProblem::TooMuchWork { entries: whole.entries.get(), assessments };
                match refused {
                    Err(CurveError::Axis(AxisProblem::TooMuchWork { assessments: told, .. })) => assert_eq!(told, assessments, "{said:?}"),
                    other => panic!("{name} {most}: {other:?}"),
                }
                assert!(assessments <= most / ITSELF, "{name}: {assessments}");
                // What is asked for afterwards costs nothing, and does not go on for ever.
                assert!(asked_for < needs + 20_000_000, "{name} {most}: {asked_for} of {needs}");
            }
        }
    }
}
