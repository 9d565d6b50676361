//! Curves against brute force: no point at which burden or net jumps or bends may be missing, no break-even either.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;
#[path = "common/strategy.rs"]
mod strategy;

use common::{Case, pack};
use huiqi::trace::Step;
use huiqi::{Amounts, Axis, Curve, CurveError, Figure, Form, Money, Moved, Profile, Rate, Rules, Stretch};
use proptest::prelude::*;
use strategy::business;

fn rules(case: &Case, profile: &Profile) -> Rules {
    pack().rules(case.year, profile.place, None).expect("covered")
}

/// The profile with an input at a value, made here and not by the library.
fn at(profile: &Profile, axis: Axis, value: i64, profit: Money) -> Profile {
    let mut moved = profile.clone();
    let amount = Money::from_fen(value);
    match axis.input {
        Moved::Sales => {
            let all: Money = profile.sales.iter().map(|sale| sale.amount).sum();
            for sale in &mut moved.sales {
                sale.amount = sale.amount.part(value, all.fen());
            }
        }
        Moved::Profit => moved.costs.other = profile.costs.other + profit - amount,
        Moved::Costs => moved.costs.other = amount - (profile.costs.goods + profile.costs.wages + profile.costs.employer_insurance),
        Moved::Wage => moved.company.owner_wage = amount,
        Moved::Share => moved.company.share_distributed = Rate::from_millionths(value),
        Moved::Staff => moved.scale.quarters.iter_mut().for_each(|of| of.staff = (value as u32, value as u32)),
        Moved::Assets => moved.scale.quarters.iter_mut().for_each(|of| of.assets = (amount, amount)),
        Moved::Capital => moved.conversion.paid_in_capital = amount,
        Moved::Rent => {
            let all: Money = profile.rented.iter().map(|rented| rented.monthly_rent).sum();
            for rented in &mut moved.rented {
                rented.monthly_rent = rented.monthly_rent.part(value, all.fen());
            }
        }
        Moved::InputTax => {
            let all: Money = profile.general.inputs.iter().map(|input| input.tax).sum();
            for input in &mut moved.general.inputs {
                input.tax = input.tax.part(value, all.fen());
            }
        }
    }
    moved
}

/// Which way an assessment went, told from its record: steps with their measures and kinds of formula, and refusals.
fn way(rules: &Rules, profile: &Profile, form: Form) -> Option<Vec<String>> {
    let record = huiqi::assess(rules, profile, form).ok()?.record;
    let kind = |formula: &dyn std::fmt::Debug| format!("{formula:?}").split([' ', '{']).next().map(str::to_string);
    let step = |step: &Step| format!("{:?} {:?} {:?} {:?} {:?}", step.line, step.period, step.what, step.measure, kind(&step.formula));
    let steps = record.steps.iter().map(step);
    let refused = record.refused.iter().map(|refusal| format!("{:?} {:?} {:?}", refusal.line, refusal.measure, kind(&refusal.reason)));
    Some(steps.chain(refused).collect())
}

fn axis() -> impl Strategy<Value = Axis> {
    use Moved::*;
    prop::sample::select(vec![Sales, Sales, Sales, Profit, Profit, Costs, Wage, Share, Staff, Assets, Rent, Capital, InputTax])
        .prop_map(Axis::of)
}

/// How far a figure of a value lies off the line between the ends of its stretch.
fn off(stretch: &Stretch, figure: Figure, value: i64, amounts: &Amounts) -> i64 {
    let fen = |amounts: &Amounts| i128::from(figure.of(amounts).fen());
    let (first, last) = (fen(&stretch.first.expect("assessed")), fen(&stretch.last.expect("assessed")));
    let width = i128::from(stretch.to - stretch.from).max(1);
    let line = first + (last - first) * i128::from(value - stretch.from) / width;
    i64::try_from((fen(amounts) - line).abs()).expect("small")
}

fn follow(case: &Case, axis: Axis) -> Option<(Profile, Rules, Curve, Money)> {
    let profile = case.profile();
    let rules = rules(case, &profile);
    let profit = huiqi::amounts(&rules, &profile, profile.form).ok()?.profit;
    match Curve::of(&rules, &profile, case.form, axis, None, &|| ()) {
        Ok(curve) => Some((profile, rules, curve, profit)),
        Err(CurveError::Axis(_) | CurveError::Facts(_)) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 48 } else { 2_000 }, ..ProptestConfig::default() })]

    /// Between two points of the curve everything is straight up to rounding: a jump or bend that was missed would show
    /// as a value off the line. Values are drawn anywhere, next to the ends of a stretch, and in pairs of neighbours.
    #[test]
    fn nothing_is_missed(mut case in business(), axis in axis(), other in prop::sample::select(vec![None, Some(Form::Company), Some(Form::OnePersonCompany), Some(Form::IndividualBusiness)]), places in prop::collection::vec(0.0f64..1.0, 24)) {
        let present = case.form;
        if let Some(other) = other { case.form = other }
        let profile_form = present;
        let text = case.toml();
        prop_assume!(!text.is_empty());
        let mut from = case.clone();
        from.form = profile_form;
        let Some((profile, rules, _, profit)) = follow(&from, axis) else { return Ok(()) };
        let Ok(curve) = Curve::of(&rules, &profile, case.form, axis, None, &|| ()) else { return Ok(()) };
        prop_assert_eq!(curve.stretches[0].from, curve.span.from);
        prop_assert_eq!(curve.stretches[curve.stretches.len() - 1].to, curve.span.to);
        prop_assert!(curve.stretches.windows(2).all(|pair| pair[0].to + 1 == pair[1].from));
        for stretch in &curve.stretches {
            let width = stretch.to - stretch.from;
            let drawn = places.iter().flat_map(|place| {
                let value = stretch.from + (width as f64 * place) as i64;
                let near = (place * 300.0) as i64;
                [value, value + 1, stretch.from + near, stretch.to - near]
            });
            for value in drawn.filter(|value| (stretch.from..=stretch.to).contains(value)) {
                let moved = at(&profile, axis, value, profit);
                let found = huiqi::amounts(&rules, &moved, case.form).ok();
                prop_assert_eq!(found.is_some(), stretch.first.is_some());
                let Some(found) = found else { continue };
                for figure in Figure::all().filter(|_| !stretch.curved) {
                    let off = off(stretch, figure, value, &found);
                    prop_assert!(off <= 2 * stretch.slack(figure).fen(), "{axis:?} {figure:?} at {value} in {}..{} lies {off} fen off its line\n{}", stretch.from, stretch.to, profile_form_and(&case, profile_form));
                }
            }
        }
    }

    /// Between two changes of decision the assessment goes one way: told from the record, not from the hash.
    #[test]
    fn decisions_are_equal_inside_a_piece(case in business(), axis in axis(), places in prop::collection::vec(0.0f64..1.0, 12)) {
        let Some((profile, rules, curve, profit)) = follow(&case, axis) else { return Ok(()) };
        let starts: Vec<i64> = std::iter::once(curve.span.from).chain(curve.changes().iter().copied()).collect();
        for (i, from) in starts.iter().enumerate() {
            let to = starts.get(i + 1).map_or(curve.span.to, |next| next - 1);
            let expected = way(&rules, &at(&profile, axis, *from, profit), case.form);
            for place in &places {
                let value = from + ((to - from) as f64 * place) as i64;
                prop_assert_eq!(&way(&rules, &at(&profile, axis, value, profit), case.form), &expected, "{:?} at {} in {}..{}", axis, value, from, to);
            }
        }
    }
}

fn profile_form_and(case: &Case, form: Form) -> String {
    format!("{form:?} assessed as {:?}\n{}", case.form, case.toml())
}
