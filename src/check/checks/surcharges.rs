//! The surcharges, and the reduction of six taxes and two fees.

use super::{cited, is_due};
use crate::base::names::{Line, Locality};
use crate::base::words::Vocabulary;
use crate::check::finding::Checked;
use crate::check::statement::{Fault, Figure};
use crate::check::subject::{Draw, Subject, failed};
use crate::law::share_said;
use crate::taxes::surcharges::SURCHARGES;
use crate::taxes::trace::{Formula, MeasureIx, What};
use crate::{Money, Rate};

pub(in crate::check) fn city_pays_most(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let rules = draw.pick.get(subject.rules());
    let mut shop = subject.shop(rules, draw.form, crate::Period::Month(crate::Month::JANUARY), Money::ZERO);
    let quarter = crate::Quarter::all().nth(number % 4).unwrap_or(crate::Month::JANUARY.quarter());
    shop.consumption_tax = vec![(crate::Period::Quarter(quarter), draw.more)];
    for line in SURCHARGES {
        let mut before: Option<Money> = None;
        for locality in Locality::ALL {
            shop.locality = *locality;
            let assessment = crate::assess::assess(rules, &shop, draw.form)?;
            let computed = assessment.amounts.lines[line].due;
            if let Some(most) = before.filter(|most| computed > *most) {
                let what = Figure::In { line, locality: *locality };
                return failed(&shop, draw.form, cited(&assessment, line, is_due), Fault::AtMost { what, computed, most });
            }
            before = Some(computed);
        }
    }
    Ok(())
}

pub(in crate::check) fn follow_vat(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    let consumption: Money = draw.profile.consumption_tax.iter().map(|(_, paid)| *paid).sum();
    let most = assessment.amounts.lines[Line::Vat].payable() + consumption;
    for line in SURCHARGES {
        let computed = assessment.amounts.lines[line].due;
        if computed > most {
            let fault = Fault::AtMost { what: Figure::Payable { line }, computed, most };
            return failed(&draw.profile, draw.profile.form, cited(&assessment, line, is_due), fault);
        }
    }
    Ok(())
}

/// The share that a measure's own words say is taken off (减半征收), whatever its parameter makes of them.
pub(super) fn share_in_words(subject: &Subject<'_>, measure: MeasureIx) -> Option<Rate> {
    let measure = subject.pack.measure(measure);
    [&measure.title, &measure.summary].into_iter().find_map(|words| share_said(&words.zh))
}

pub(in crate::check) fn reduction_is_exact(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    for step in assessment.record.steps.iter().filter(|step| step.what == What::PayableReduced) {
        let (left, months, of, stated) = match step.formula {
            Formula::RemainderTimes { due, other, rate } => (due - other, 1, 1, rate),
            Formula::PartTimes { left, months, of, rate } => (left, months, of, rate),
            _ => continue,
        };
        let share = step.measure().and_then(|measure| share_in_words(subject, measure)).unwrap_or(stated);
        let demanded = left.exactly_times(share).times_whole(months).divided_by(of).round_half_up();
        if step.result != demanded {
            let what = Figure::Relief { line: step.line };
            return failed(&draw.profile, draw.profile.form, step.measure(), Fault::Is { what, computed: step.result, demanded });
        }
    }
    Ok(())
}

pub(in crate::check) fn reduction_is_last(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    for line in Line::ALL {
        let (mut taken, mut reduced) = (Money::ZERO, None);
        for step in assessment.record.steps.iter().filter(|step| step.line == *line) {
            match step.what {
                What::Due => (taken, reduced) = (Money::ZERO, None),
                What::PayableReduced => {
                    if let Formula::RemainderTimes { other, .. } = step.formula
                        && other != taken
                    {
                        let fault = Fault::Is { what: Figure::Earlier { line: *line }, computed: other, demanded: taken };
                        return failed(&draw.profile, draw.profile.form, step.measure(), fault);
                    }
                    reduced = step.measure();
                }
                what if what.is_relief() => {
                    if reduced.is_some() {
                        let fault = Fault::AtMost { what: Figure::Relief { line: *line }, computed: step.result, most: Money::ZERO };
                        return failed(&draw.profile, draw.profile.form, step.measure(), fault);
                    }
                    taken += step.result;
                }
                _ => {}
            }
        }
    }
    Ok(())
}
