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
    Date::from_yo_opt(draw.profile.year, ordinal).ok_or(Stop::NotApplicable)
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
    let under = pack.under().ok_or(Stop::NotApplicable)?;
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
        let was = same(pack, *index, under).ok_or(Stop::NotApplicable)?;
        let held_back = under.in_force(day, place, None).iter().any(|later| under.measure(*later).replaces.contains(&was));
        let by_anew = pack.documents().iter().any(|new| new.overlay && under.documents().iter().any(|old| old.id == new.id));
        if held_back && !by_anew {
            return failed(&draw.profile, draw.profile.form, Some(*index), Fault::BroughtBack { day });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Property, Verifier};

    fn failures(pack: &Pack, property: Property) -> Vec<Fault> {
        let finding = Verifier::new(pack, &[]).unwrap().check(property, 400, 3);
        finding.failures.into_iter().map(|failure| failure.fault).collect()
    }

    /// Both properties, of packs that no check at load would let through.
    #[test]
    fn what_vanishes_is_noticed() {
        let pack = Pack::embedded().unwrap();
        assert!(failures(&pack, Property::BaseIsDecided).is_empty());
        let poorer = pack.without(pack.find_measures("mof-2010-98#rate")[0]);
        assert!(matches!(&failures(&poorer, Property::BaseIsDecided)[..], [Fault::Undecided { .. }, ..]));

        let draft = "[document]\nid = \"draft\"\nnumber = \"d\"\ntitle = { zh = \"t\", en = \"t\" }\nissuers = [\"x\"]\n\
            issued_on = 2018-01-01\njurisdiction = \"CN\"\ntext_at = \"unknown\"\nconfidence = \"memory\"\nchecked_on = 2026-01-01\n\
            [[measure]]\nid = \"m\"\nauthority = [{ article = \"a\" }]\ntitle = { zh = \"t\", en = \"t\" }\n\
            summary = { zh = \"t\", en = \"t\" }\nvalid = { from = 2019-01-01, to = \"open\" }\nsupersedes = [\"mof-2010-98#rate\"]\n\
            mechanism = \"surcharge-rate\"\n\
            [measure.parameters]\ntax = \"local-education-surcharge\"\nrate = \"2%\"\n";
        let over = pack.overlaid(vec![("draft.toml".to_string(), draft.to_string())]).unwrap();
        assert!(failures(&over, Property::OverlayAddsOnlyItself).is_empty());
        let vanished = over.without(over.find_measures("draft#m")[0]);
        assert!(matches!(&failures(&vanished, Property::OverlayAddsOnlyItself)[..], [Fault::TakenAway { .. }, ..]));
    }
}
