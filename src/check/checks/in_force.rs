//! What is in force: a rule wherever there must be one, and an overlay that takes away no more than it replaces.

use crate::Date;
use crate::base::slot::Slot;
use crate::base::words::{Bilingual, Lang, Say};
use crate::check::finding::{Checked, Stop};
use crate::check::statement::Fault;
use crate::check::subject::{Draw, Subject, failed};
use crate::law::{MeasureIx, Pack};

/// Any day of the year of a drawn business: the numbers of the cases go through all of them.
fn day(draw: &Draw, number: usize) -> Result<Date, Stop> {
    let ordinal = u32::try_from(number % 365 + 1).unwrap_or(1);
    Date::from_yo_opt(draw.profile.year, ordinal).ok_or(Stop::Beside)
}

pub(in crate::check) fn base_is_decided(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let (pack, day) = (subject.pack, day(draw, number)?);
    let in_force = pack.in_force(day, draw.profile.place, None);
    let decides = |slot: &Slot| in_force.iter().any(|index| pack.measure(*index).mechanism.slots().contains(slot));
    match pack.always_decided().find(|slot| !decides(slot)) {
        None => Ok(()),
        Some(slot) => {
            let what = Bilingual { zh: slot.say(Lang::Zh), en: slot.say(Lang::En) };
            failed(&draw.profile, draw.profile.form, None, Fault::Undecided { what, day })
        }
    }
}

/// Removing what an overlay adds gives back the law: what is gone, a measure of the overlay that is in force replaces; what
/// is new, the overlay holds. A document that the overlay gives anew is its own matter, with what it had superseded.
pub(in crate::check) fn overlay_adds_only_itself(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let pack = subject.pack;
    let under = pack.under().ok_or(Stop::Beside)?;
    let (day, place) = (day(draw, number)?, draw.profile.place);
    let (before, now) = (under.in_force(day, place, None), pack.in_force(day, place, None));
    let laid_over = |index: &MeasureIx| pack.document_of(pack.measure(*index)).overlay;
    let same = |of: &Pack, index: MeasureIx, other: &Pack| other.find_measures(&of.measure(index).id).first().copied();
    for gone in before {
        let still = same(under, gone, pack);
        let replaced = |later: &MeasureIx| laid_over(later) && still.is_some_and(|index| pack.measure(*later).replaces.contains(&index));
        let anew = pack.documents().iter().any(|new| new.overlay && new.id == under.document_of(under.measure(gone)).id);
        if !anew && !still.is_some_and(|index| now.contains(&index)) && !now.iter().any(replaced) {
            let fault = Fault::TakenAway { day };
            return failed(&draw.profile, draw.profile.form, still, fault);
        }
    }
    for index in now.iter().filter(|index| !laid_over(index)) {
        let was = same(pack, *index, under).ok_or(Stop::Beside)?;
        let held_back = under.in_force(day, place, None).iter().any(|later| under.measure(*later).replaces.contains(&was));
        let by_anew = pack.documents().iter().any(|new| new.overlay && under.documents().iter().any(|old| old.id == new.id));
        if held_back && !by_anew {
            return failed(&draw.profile, draw.profile.form, Some(*index), Fault::BroughtBack { day });
        }
    }
    Ok(())
}
