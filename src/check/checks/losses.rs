//! Losses of earlier years.

use super::cited;
use crate::assess::Rules;
use crate::base::names::{Form, Line};
use crate::check::finding::{Checked, Stop};
use crate::check::statement::{Fault, Figure};
use crate::check::subject::{Draw, Subject, failed};
use crate::facts::{Loss, Profile};
use crate::taxes::trace::{MeasureIx, What};
use crate::{Assessment, Money};

/// The rule on losses of a form, and the line it is on.
fn rule(rules: &Rules, form: Form) -> (u32, MeasureIx, Line) {
    let (rule, line) = if form.is_company() {
        (&rules.taxes.annual.enterprise_income.loss_years, Line::Cit)
    } else {
        (&rules.taxes.annual.business_income.loss_years, Line::IitBusiness)
    };
    (rule.rule.years, rule.measure, line)
}

/// For how many years a loss may be used: that of the form, unless its own rule allows more.
fn years_of(rules: &Rules, form: Form, profile: &Profile, loss: &Loss) -> i32 {
    let (years, ..) = rule(rules, form);
    let longer = form.is_company().then_some(&rules.taxes.annual.enterprise_income.longer_losses);
    let longer = longer.and_then(|longer| longer.years(profile, loss)).map_or(0, |(more, _)| more);
    i32::try_from(years.max(longer)).unwrap_or(i32::MAX)
}

fn used(assessment: &Assessment) -> Money {
    assessment.record.steps.iter().filter(|step| step.what == What::LossUsed).map(|step| step.result).sum()
}

/// A business with a profit and two losses: of the last year allowed, and of the year before that.
pub(in crate::check) fn within_years(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (rules, form) = (draw.pick.get(subject.rules()), draw.form);
    let (years, measure, line) = rule(rules, form);
    if !subject.is_about(measure) {
        return Err(Stop::NotApplicable);
    }
    let mut shop = subject.earning(rules, form, draw.profile.costs.other)?;
    let last = rules.year - i32::try_from(years).unwrap_or(0);
    let (too_old, in_time) = (draw.profile.owner.deductions, draw.more);
    shop.losses = vec![Loss { year: last - 1, amount: too_old }, Loss { year: last, amount: in_time }];
    if shop.losses.iter().any(|loss| years_of(rules, form, &shop, loss) > rules.year - last) {
        return Err(Stop::NotApplicable);
    }
    let computed = used(&crate::assess::assess(rules, &shop, form)?);
    let demanded = in_time.min(draw.profile.costs.other);
    if computed != demanded {
        let what = Figure::LossUsed { line };
        return failed(&shop, form, Some(measure), Fault::Is { what, computed, demanded });
    }
    Ok(())
}

/// Together they are used as far as the profit goes, in whatever order they are held.
pub(in crate::check) fn used_in_full(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, form) = (&draw.profile, draw.profile.form);
    let rules = subject.rules_of(profile)?;
    let (_, measure, line) = rule(rules, form);
    let allowed = profile.losses.iter().filter(|loss| rules.year - loss.year <= years_of(rules, form, profile, loss));
    let available: Money = allowed.map(|loss| loss.amount).sum();
    let assessment = subject.assessed(draw)?;
    let wage = if form.is_company() { profile.company.owner_wage } else { Money::ZERO };
    // What is deducted beyond what was spent, and what is not taxed, come before the losses.
    let more = assessment.record.steps.iter().filter(|step| matches!(step.what, What::ResearchDeduction | What::FarmIncome));
    let deducted: Money = more.map(|step| step.result).sum();
    let demanded = available.min((assessment.amounts.profit - wage - deducted).at_least_zero());
    let mut backwards = profile.clone();
    backwards.losses.reverse();
    let turned = crate::assess::assess(rules, &backwards, form)?;
    for computed in [used(&assessment), used(&turned)] {
        if computed != demanded {
            let what = Figure::LossUsed { line };
            return failed(profile, form, Some(measure), Fault::Is { what, computed, demanded });
        }
    }
    Ok(())
}

pub(in crate::check) fn stay(subject: &Subject<'_>, draw: &Draw, _: usize) -> Checked {
    let (profile, form) = (&draw.profile, draw.form);
    if form == profile.form {
        return Err(Stop::NotApplicable);
    }
    let with = crate::assess::assess(subject.rules_of(profile)?, profile, form)?;
    let without = subject.amounts(&Profile { losses: Vec::new(), ..profile.clone() }, form)?;
    let (computed, demanded) = (with.amounts.total(), without.total());
    if computed != demanded {
        let line = if form.is_company() { Line::Cit } else { Line::IitBusiness };
        let measure = cited(&with, line, |what| what == What::LossUsed);
        return failed(profile, form, measure, Fault::Is { what: Figure::Total, computed, demanded });
    }
    Ok(())
}
