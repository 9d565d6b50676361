//! Each relief against the same law without it.

use crate::Money;
use crate::base::names::{Line, Prices};
use crate::check::finding::{Checked, Stop};
use crate::check::statement::Fault;
use crate::check::subject::{Draw, Subject, failed};
use crate::taxes::trace::MeasureIx;

/// Prices are net here: dividing a price by 1.01 instead of 1.03 can lift sales over the threshold, a cliff that the law
/// itself makes.
pub(in crate::check) fn never_raises(subject: &Subject<'_>, draw: &Draw, number: usize) -> Checked {
    let mut profile = draw.profile.clone();
    profile.sales.iter_mut().for_each(|sale| sale.prices = Prices::Net);
    let rules = subject.rules_of(&profile)?;
    let reliefs: Vec<(MeasureIx, Vec<Line>)> = subject
        .numbered()
        .filter(|(_, measure)| measure.valid.touches_year(profile.year) && measure.covers(profile.place))
        .map(|(index, measure)| {
            (index, measure.mechanism.slots().iter().filter_map(|slot| slot.relieves()).map(|(line, _)| line).collect::<Vec<Line>>())
        })
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    let (index, lines) = reliefs.get(number % reliefs.len().max(1)).ok_or(Stop::NotApplicable)?;
    let form = if lines.contains(&Line::IitBusiness) { crate::Form::IndividualBusiness } else { draw.form };
    let with = crate::assess::amounts(rules, &profile, form)?;
    // Without a reduction its rate can no longer be stated, nor may a rule then change inside a quarter: no answer then.
    let poorer = subject.pack.without(*index).rules(profile.year, profile.place, None)?;
    let without = crate::assess::amounts(&poorer, &profile, form)?;
    // Another rule may split what is rounded: a fen a line of sales.
    let roundings = Money::from_fen(i64::try_from(profile.sales.len() + profile.contracts.len()).unwrap_or(0));
    for line in lines.iter().copied() {
        // A person takes the deductions off the income where both taxes together are least: one of them alone may rise.
        let payable = |of: &crate::Amounts| match line {
            Line::IitBusiness => of.lines[line].payable() + of.lines[Line::IitWage].payable(),
            _ => of.lines[line].payable(),
        };
        let (with, without) = (payable(&with), payable(&without));
        if with > without + roundings {
            return failed(&profile, form, Some(*index), Fault::Raises { line, with, without });
        }
    }
    Ok(())
}
