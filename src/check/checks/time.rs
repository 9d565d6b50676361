//! The two time axes: days on which a measure is valid, and days from which it is known.

use crate::assess::assess;
use crate::check::finding::{Checked, Failure, Stop};
use crate::check::statement::Fault;
use crate::check::subject::{Draw, Subject, failed, nth};
use crate::taxes::trace::MeasureIx;
use crate::{Date, Month};

/// Every measure cited acts in its days and place; and each measure of the pack is out of force a day before and after.
pub(in crate::check) fn within_validity(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let profile = &draw.profile;
    let assessment = subject.assessed(draw)?;
    for step in &assessment.record.steps {
        let Some(index) = step.measure() else { continue };
        let measure = subject.pack.measure(index);
        let mut days = step.period.months().filter_map(|month| month.first_day(profile.year));
        if !measure.covers(profile.place) || !days.any(|day| measure.valid.contains(day)) {
            let fault = Fault::Acts { valid: measure.valid, year: profile.year, period: step.period };
            return failed(profile, profile.form, Some(index), fault);
        }
    }
    let numbered: Vec<_> = subject.numbered().collect();
    let (index, measure) = nth(&numbered, number)?;
    let outside = [measure.valid.from.pred_opt(), measure.valid.to.and_then(|to| to.succ_opt())];
    for day in outside.into_iter().flatten() {
        if subject.pack.in_force(day, profile.place, None).contains(index) {
            return failed(profile, profile.form, Some(*index), Fault::InForce { valid: measure.valid, day });
        }
    }
    Ok(())
}

/// The days on which something became known, in order.
fn published(subject: &Subject<'_>) -> Vec<Date> {
    let mut days: Vec<Date> = subject.pack.measures().iter().map(|measure| measure.known_from()).collect();
    days.sort();
    days.dedup();
    days
}

pub(in crate::check) fn known_only_when_issued(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let profile = &draw.profile;
    let days = published(subject);
    // The later days come first: in the earlier ones too little is known to assess anything.
    let day = *days.iter().rev().nth(number / 2 % days.len().max(1)).ok_or(Stop::NotApplicable)?;
    let known = if number.is_multiple_of(2) { day } else { day.pred_opt().unwrap_or(day) };
    let rules = subject.pack.rules(profile.year, profile.place, Some(known))?;
    let assessment = assess(&rules, profile, profile.form)?;
    for index in assessment.record.steps.iter().filter_map(|step| step.measure()) {
        let issued = subject.pack.measure(index).known_from();
        if issued > known {
            let fault = Fault::NotYetIssued { issued, known };
            let failure = Failure { profile: profile.clone(), form: profile.form, known_on: Some(known), measures: vec![index], fault };
            return Err(Stop::Failed(Box::new(failure)));
        }
    }
    Ok(())
}

pub(in crate::check) fn knowledge_grows(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let (pack, profile) = (subject.pack, &draw.profile);
    let days = published(subject);
    let later = *nth(&days, number)?;
    let earlier = *draw.pick.get(&days);
    let (earlier, later) = (earlier.min(later), earlier.max(later));
    let month = Month::all().nth(number % 12).unwrap_or(Month::JANUARY);
    let day = month.first_day(profile.year).ok_or(Stop::NotApplicable)?;
    let (then, now) = (pack.in_force(day, profile.place, Some(earlier)), pack.in_force(day, profile.place, Some(later)));
    let between = |index: MeasureIx| {
        let issued = pack.measure(index).known_from();
        issued > earlier && issued <= later
    };
    let gone = then.iter().filter(|index| !now.contains(index));
    for lost in gone {
        let superseded = pack.numbered().any(|(index, measure)| between(index) && measure.replaces.contains(lost));
        // What stands in for local law gives way once the place's own was issued.
        let own =
            |index: &MeasureIx| between(*index) && pack.measure(*index).covers(profile.place) && pack.measure(*index).valid.contains(day);
        let gave_way = pack.measure(*lost).gives_way_to.iter().any(own);
        if !superseded && !gave_way {
            let fault = Fault::Forgotten { earlier, later, day };
            let failure = Failure { profile: profile.clone(), form: profile.form, known_on: Some(later), measures: vec![*lost], fault };
            return Err(Stop::Failed(Box::new(failure)));
        }
    }
    Ok(())
}
