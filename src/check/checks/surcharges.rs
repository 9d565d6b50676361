//! The surcharges, and the reduction of six taxes and two fees.

use super::{cited, is_due};
use crate::base::names::{Line, Locality};
use crate::base::words::Vocabulary;
use crate::check::finding::Checked;
use crate::check::statement::{Fault, Figure};
use crate::check::subject::{Draw, Subject, failed};
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

/// What the words say (减半), whatever a file makes of them.
pub(super) const HALF: Rate = Rate::from_millionths(500_000);

/// Whether a measure's own words call it a halving.
pub(super) fn is_halving(subject: &Subject<'_>, measure: Option<MeasureIx>) -> bool {
    measure.is_some_and(|index| {
        let measure = subject.pack.measure(index);
        [&measure.title, &measure.summary].iter().any(|words| words.zh.contains("减半征收") || words.zh.ends_with("减半"))
    })
}

pub(in crate::check) fn half_is_half(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    for step in assessment.record.steps.iter().filter(|step| step.what == What::Halved) {
        let (left, months, of, stated) = match step.formula {
            Formula::RemainderTimes { due, other, rate } => (due - other, 1, 1, rate),
            Formula::PartTimes { left, months, of, rate } => (left, months, of, rate),
            _ => continue,
        };
        let share = if is_halving(subject, step.measure()) { HALF } else { stated };
        let demanded = left.exactly_times(share).times_whole(months).divided_by(of).round_half_up();
        if step.result != demanded {
            let what = Figure::Relief { line: step.line };
            return failed(&draw.profile, draw.profile.form, step.measure(), Fault::Is { what, computed: step.result, demanded });
        }
    }
    Ok(())
}

pub(in crate::check) fn halving_is_last(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    for line in Line::ALL {
        let (mut taken, mut halved) = (Money::ZERO, None);
        for step in assessment.record.steps.iter().filter(|step| step.line == *line) {
            match step.what {
                What::Due => (taken, halved) = (Money::ZERO, None),
                What::Halved => {
                    if let Formula::RemainderTimes { other, .. } = step.formula
                        && other != taken
                    {
                        let fault = Fault::Is { what: Figure::Earlier { line: *line }, computed: other, demanded: taken };
                        return failed(&draw.profile, draw.profile.form, step.measure(), fault);
                    }
                    halved = step.measure();
                }
                what if what.is_relief() => {
                    if halved.is_some() {
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
