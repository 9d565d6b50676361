//! One row of a register: its law, its assessment in the present form and the others, and a problem of its facts as one of the row.

use super::header::Header;
use super::law::{CachedLaw, Laws};
use super::notes::{LocalLawNotRead, Notes};
use super::options::{RowNote, RowNotes};
use super::result::Outcome;
use super::trouble::RowError;
use crate::assess::{InForms, Rules};
use crate::base::names::Form;
use crate::base::words::Lang;
use crate::facts::Profile;
use crate::law::Pack;
use crate::{Amounts, Error, assess_with};
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use std::ops::Deref;

/// The law of a year and place.
pub(super) fn cached_law<'n>(
    known: &'n mut HashMap<(i32, u32), CachedLaw>,
    laws: &Laws<impl Deref<Target = Pack>>,
    (year, place): (i32, u32),
) -> Result<&'n mut CachedLaw, Error> {
    match known.entry((year, place)) {
        Entry::Occupied(cached_law) => Ok(cached_law.into_mut()),
        Entry::Vacant(free) => Ok(free.insert(CachedLaw::find(laws, year, place)?)),
    }
}

/// Assesses the present form and the others, and says what is to be said of the row.
pub(super) fn assess_row(
    (pack, rules): (&Pack, &Rules),
    profile: &Profile,
    forms: &[Form],
    sides: &mut Vec<Amounts>,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    let mut in_forms = InForms::new(rules, profile);
    sides.clear();
    sides.resize(forms.len(), Amounts::default());
    let mut not_read = LocalLawNotRead { pack, found: false };
    for (at, (form, amounts)) in forms.iter().zip(sides).enumerate() {
        if let Err(error) = in_forms.assess(*form, amounts, &mut not_read) {
            // A form that lacks facts is left out and named; the present one is what the row is about.
            let lacking = at.checked_sub(1).zip(RowNotes::lacking(&error));
            let Some((compared, notes)) = lacking else { return Err(error) };
            outcome.gaps |= 1 << compared;
            outcome.notes.join(notes);
        }
    }
    if not_read.found {
        outcome.notes.note(RowNote::LocalLawNotRead);
    }
    // Few sell that much, or tell only a total: only they are asked twice.
    if in_forms.may_pass_limit() || profile.sales.iter().any(|sale| sale.spread) {
        assess_with(rules, profile, profile.form, &mut Notes(outcome))?;
    }
    Ok(())
}

/// A problem of a profile as an error of its row. The facts of a row carry their column where those of a file carry a position.
pub(super) fn row_error(row: usize, header: &Header, error: &Error, lang: Lang) -> RowError {
    let mut texts = error.problems().iter().map(|problem| problem.text(lang));
    let column = error.problems().first().and_then(|problem| header.name(problem.at.column()?)).map(str::to_string);
    let what = texts.next().unwrap_or_default();
    RowError { also: texts.collect(), ..RowError::said(row, column, what, None) }
}
