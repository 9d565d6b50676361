//! What holds of any assessment: reliefs within what is due, no dependence on order, explanation or unused facts.

use super::{cited, is_due};
use crate::Money;
use crate::answers::compare::{Difference, compare};
use crate::assess::amounts;
use crate::base::names::{Form, VatStatus};
use crate::check::finding::Checked;
use crate::check::statement::{Fault, Figure};
use crate::check::subject::{Draw, Subject, failed};
use crate::facts::{CompanyFacts, Profile};
use crate::taxes::trace::{Assumption, What};

pub(in crate::check) fn relief_not_negative(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    if let Some(step) = assessment.record.steps.iter().find(|step| step.what.is_relief() && step.result < Money::ZERO) {
        let fault = Fault::AtLeast { what: Figure::Relief { line: step.line }, computed: step.result, least: Money::ZERO };
        return failed(&draw.profile, draw.profile.form, step.measure(), fault);
    }
    for (line, tax) in assessment.amounts.lines.iter() {
        if tax.relief > tax.due {
            let fault = Fault::AtMost { what: Figure::Relief { line }, computed: tax.relief, most: tax.due };
            return failed(&draw.profile, draw.profile.form, cited(&assessment, line, What::is_relief), fault);
        }
        if tax.due < Money::ZERO {
            let fault = Fault::AtLeast { what: Figure::Payable { line }, computed: tax.due, least: Money::ZERO };
            return failed(&draw.profile, draw.profile.form, cited(&assessment, line, is_due), fault);
        }
    }
    Ok(())
}

pub(in crate::check) fn silent_is_traced(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let assessment = subject.assessed(draw)?;
    let silent = amounts(subject.rules_of(&draw.profile)?, &draw.profile, draw.profile.form)?;
    if silent == assessment.amounts {
        return Ok(());
    }
    let fault = Fault::Is { what: Figure::Total, computed: silent.total(), demanded: assessment.amounts.total() };
    failed(&draw.profile, draw.profile.form, None, fault)
}

pub(in crate::check) fn order_is_nothing(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let mut backwards = draw.profile.clone();
    backwards.sales.reverse();
    backwards.contracts.reverse();
    backwards.general.inputs.reverse();
    backwards.losses.reverse();
    backwards.partners.reverse();
    backwards.scale.quarters.reverse();
    let written = Profile::parse(&backwards.to_toml(), "backwards.toml", subject.pack)?;
    let (one, other) = (subject.amounts(&draw.profile, draw.form)?, subject.amounts(&written, draw.form)?);
    if one == other {
        return Ok(());
    }
    let fault = Fault::Is { what: Figure::Total, computed: other.total(), demanded: one.total() };
    failed(&draw.profile, draw.form, None, fault)
}

pub(in crate::check) fn same_form_no_difference(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let rules = subject.rules_of(&draw.profile)?;
    let comparison = compare(rules, &draw.profile, &[draw.profile.form])?;
    let Some(after) = comparison.after.first() else { return Ok(()) };
    let difference = Difference::between(&comparison.before, after);
    for (what, computed) in [(Figure::Total, difference.total()), (Figure::Net, difference.net_to_owner())] {
        if computed != Money::ZERO {
            let fault = Fault::Is { what, computed, demanded: Money::ZERO };
            return failed(&draw.profile, draw.profile.form, None, fault);
        }
    }
    Ok(())
}

/// Facts that belong to another form or standing, and those whose absence the trace does not mention, are moved about.
pub(in crate::check) fn unused_facts(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, form) = (&draw.profile, draw.form);
    let assessment = crate::assess::assess(subject.rules_of(profile)?, profile, form)?;
    let mut other = profile.clone();
    if !form.is_company() {
        other.company = CompanyFacts { owner_wage: draw.more, high_tech: Some(true), ..CompanyFacts::default() };
    }
    // The tax on the owner's other businesses is relieved in any form.
    if form.is_company() && profile.other_businesses.is_empty() {
        other.owner.other_relief = draw.more;
    }
    if form != Form::Partnership {
        other.partners.clear();
    }
    if profile.vat_status == VatStatus::SmallScale {
        other.general.inputs.clear();
    }
    let says = |found: fn(&Assumption) -> bool| assessment.record.assumed.iter().any(found);
    if !says(|assumption| matches!(assumption, Assumption::MovablesOutside { .. })) {
        let outside =
            assessment.record.refused.iter().any(|refusal| matches!(refusal.reason, crate::taxes::trace::Reason::OutsideStamp { .. }));
        other.movables_as_individual = if outside { other.movables_as_individual } else { Some(false) };
    }
    if !says(|assumption| matches!(assumption, Assumption::TakenAsOccasional)) {
        other.sales.iter_mut().for_each(|sale| sale.occasional = sale.occasional.or(Some(true)));
    }
    let moved = subject.amounts(&other, form)?;
    for (line, tax) in assessment.amounts.lines.iter() {
        let (demanded, computed) = (tax.payable(), moved.lines[line].payable());
        if computed != demanded {
            let fault = Fault::Is { what: Figure::Payable { line }, computed, demanded };
            return failed(&other, form, cited(&assessment, line, is_due), fault);
        }
    }
    Ok(())
}
