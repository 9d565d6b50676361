//! Curves against brute force: no point at which burden or net jumps or bends may be missing, no break-even either.

use crate::common::strategy::{business, form};
use crate::common::{Case, pack};
use huiqi::trace::Step;
use huiqi::{Amounts, Axis, Curve, Figure, Form, Money, Profile, Rate, Rules, Stretch, Variable};
use proptest::prelude::*;

fn rules(case: &Case, profile: &Profile) -> Rules {
    pack().rules(case.year, profile.place, None).expect("covered")
}

/// The profile with an input at a value, made here and not by the library.
fn at(profile: &Profile, axis: Axis, value: i64, profit: Money) -> Profile {
    let mut moved = profile.clone();
    let amount = Money::from_fen(value);
    match axis.input {
        Variable::Sales => {
            let all: Money = profile.sales.iter().map(|sale| sale.amount).sum();
            for sale in &mut moved.sales {
                sale.amount = sale.amount.part(value, all.fen());
            }
        }
        Variable::Profit => moved.costs.other = profile.costs.other + profit - amount,
        Variable::Costs => moved.costs.other = amount - (profile.costs.goods + profile.costs.wages + profile.costs.employer_insurance),
        Variable::Wage => moved.company.owner_wage = amount,
        Variable::Share => moved.company.share_distributed = Rate::from_millionths(value),
        Variable::Staff => moved.scale.quarters.iter_mut().for_each(|of| of.staff = (value as u32, value as u32)),
        Variable::Assets => moved.scale.quarters.iter_mut().for_each(|of| of.assets = (amount, amount)),
        Variable::Capital => moved.conversion.paid_in_capital = amount,
        Variable::Rent => {
            let all: Money = profile.rented.iter().map(|rented| rented.monthly_rent).sum();
            for rented in &mut moved.rented {
                rented.monthly_rent = rented.monthly_rent.part(value, all.fen());
            }
        }
        Variable::InputTax => {
            let all: Money = profile.general.inputs.iter().map(|input| input.tax).sum();
            for input in &mut moved.general.inputs {
                input.tax = input.tax.part(value, all.fen());
            }
        }
    }
    moved
}

/// Which way an assessment went, told from its record: steps with their measures and kinds of formula, and refusals; each
/// with what it weighs in fen.
fn way(rules: &Rules, profile: &Profile, form: Form) -> Way {
    let assessment = huiqi::assess(rules, profile, form).ok()?;
    let kind = |formula: &dyn std::fmt::Debug| format!("{formula:?}").split([' ', '{']).next().map(str::to_string);
    let step = |step: &Step| {
        let words = format!("{:?} {:?} {:?} {:?} {:?}", step.line, step.period, step.what, step.measure(), kind(&step.formula));
        (words, step.result.fen().abs())
    };
    let refused = assessment.record.refused.iter().map(|refusal| {
        let weight = refusal.line.map_or(i64::MAX, |line| assessment.amounts.lines[line].due.fen());
        (format!("{:?} {:?} {:?}", refusal.line, refusal.measure, kind(&refusal.reason)), weight)
    });
    Some(assessment.record.steps.iter().map(step).chain(refused).collect())
}

type Way = Option<Vec<(String, i64)>>;

/// How often something is in a way, and what it weighs there.
fn in_way(way: &Way, words: &str) -> (usize, i64) {
    let found = || way.iter().flatten().filter(|(known, _)| known == words).map(|(_, weight)| *weight);
    (found().count(), found().max().unwrap_or_default())
}

/// What the way at one value has and that at another has not, where more than rounding takes it away: a tax of some fen may come and
/// go. What it weighs where it comes is found between the two.
fn parts_with((here, one): (i64, &Way), (there, other): (i64, &Way), way: &dyn Fn(i64) -> Way) -> Option<String> {
    let (Some(found), Some(_)) = (one, other) else { return (one.is_some() != other.is_some()).then(|| "an error".to_string()) };
    let missing = found.iter().filter(|(words, _)| in_way(one, words).0 > in_way(other, words).0);
    missing.map(|(words, _)| words).find_map(|words| {
        let ((times, mut weight), mut with, mut without) = (in_way(one, words), here, there);
        while (with - without).abs() > 1 && weight > ROUNDING {
            let middle = without + (with - without) / 2;
            match in_way(&way(middle), words) {
                (found, weighs) if found >= times => (with, weight) = (middle, weighs),
                _ => without = middle,
            }
        }
        (weight > ROUNDING).then(|| format!("{words}: {weight} fen at {with}"))
    })
}

/// What may come and go by rounding, in fen.
const ROUNDING: i64 = 100;

fn axis() -> impl Strategy<Value = Axis> {
    use Variable::*;
    prop::sample::select(vec![Sales, Sales, Sales, Profit, Profit, Costs, Wage, Share, Staff, Assets, Rent, Capital, InputTax])
        .prop_map(Axis::of)
}

pub(crate) const MILLION: i64 = 1_000_000;

/// The value at so many millionths of a range.
fn between(from: i64, to: i64, millionths: i64) -> i64 {
    from + i64::try_from(i128::from(to - from) * i128::from(millionths) / i128::from(MILLION)).expect("inside")
}

/// How far a figure of a value lies off the line between the ends of its stretch.
fn off(stretch: &Stretch, figure: Figure, value: i64, amounts: &Amounts) -> i64 {
    let fen = |amounts: &Amounts| i128::from(figure.of(amounts).fen());
    let (first, last) = (fen(&stretch.first.expect("assessed")), fen(&stretch.last.expect("assessed")));
    let width = i128::from(stretch.to - stretch.from).max(1);
    let line = first + (last - first) * i128::from(value - stretch.from) / width;
    i64::try_from((fen(amounts) - line).abs()).expect("small")
}

/// How many businesses `HUIQI_CASES` asks for, or this many.
fn cases(usual: u32) -> u32 {
    std::env::var("HUIQI_CASES").map_or(usual, |asked| asked.parse().expect("HUIQI_CASES is a number"))
}

fn follow(case: &Case, form: Form, axis: Axis) -> Option<(Profile, Rules, Curve, Money)> {
    let profile = case.profile();
    let rules = rules(case, &profile);
    let profit = huiqi::amounts(&rules, &profile, profile.form).ok()?.profit;
    match Curve::of(&rules, &profile, form, axis, None, &|| ()) {
        Ok(curve) => Some((profile, rules, curve, profit)),
        Err(_) => None,
    }
}

/// Between two points of the curve everything is straight up to rounding: a jump or bend that was missed shows as a value off the line.
/// Says which value does, and how many stretches the curve has.
pub(crate) fn straight(case: &Case, form: Form, axis: Axis, places: &[i64]) -> Result<usize, String> {
    let Some((profile, rules, curve, profit)) = follow(case, form, axis) else { return Ok(0) };
    let ends = [curve.stretches[0].from, curve.stretches[curve.stretches.len() - 1].to];
    let is_whole = ends == [curve.span.from, curve.span.to] && curve.stretches.windows(2).all(|pair| pair[0].to + 1 == pair[1].from);
    if !is_whole {
        return Err(format!("{axis:?} has a gap as {form:?}\n{}", case.toml()));
    }
    for stretch in &curve.stretches {
        let drawn = places.iter().flat_map(|place| {
            let value = between(stretch.from, stretch.to, *place);
            let near = place % 300;
            [value, value + 1, stretch.from + near, stretch.to - near]
        });
        for value in drawn.filter(|value| (stretch.from..=stretch.to).contains(value)) {
            let found = huiqi::amounts(&rules, &at(&profile, axis, value, profit), form).ok();
            if found.is_some() != stretch.first.is_some() {
                return Err(format!("{axis:?} is an error at {value} or before it as {form:?}\n{}", case.toml()));
            }
            let Some(found) = found else { continue };
            for figure in Figure::all().filter(|_| !stretch.curved) {
                let off = off(stretch, figure, value, &found);
                if off > 2 * stretch.slack(figure).fen() {
                    let range = (stretch.from, stretch.to);
                    return Err(format!("{axis:?} {figure:?} at {value} in {range:?} lies {off} fen off as {form:?}\n{}", case.toml()));
                }
            }
        }
    }
    Ok(curve.stretches.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(32), ..ProptestConfig::default() })]

    /// Values are drawn anywhere, next to the ends of a stretch, and in pairs of neighbours.
    #[test]
    fn nothing_is_missed(case in business(), axis in axis(), form in form(), places in prop::collection::vec(0i64..=MILLION, 24)) {
        let found = straight(&case, form, axis, &places);
        prop_assert!(found.is_ok(), "{}", found.unwrap_err());
    }

    /// Between two changes of decision the assessment goes one way: told from the record, not from the hash.
    #[test]
    fn decisions_are_equal_inside_a_piece(case in business(), axis in axis(), form in form(),
        places in prop::collection::vec(0i64..=MILLION, 12)) {
        let Some((profile, rules, curve, profit)) = follow(&case, form, axis) else { return Ok(()) };
        let starts: Vec<i64> = std::iter::once(curve.span.from).chain(curve.changes().iter().copied()).collect();
        for (i, from) in starts.iter().enumerate() {
            let to = starts.get(i + 1).map_or(curve.span.to, |next| next - 1);
            let way = |value: i64| way(&rules, &at(&profile, axis, value, profit), form);
            let expected = way(*from);
            for place in &places {
                let value = between(*from, to, *place);
                let found = way(value);
                let (expected, found) = ((*from, &expected), (value, &found));
                let parted = parts_with(expected, found, &way).or_else(|| parts_with(found, expected, &way));
                prop_assert!(parted.is_none(), "{axis:?} at {value} in {from}..{to}: {}\n{}", parted.unwrap_or_default(), case.toml());
            }
        }
    }
}

/// Where the line through two points is at a value, in fen.
fn on_line((from, first): (i64, i64), (to, last): (i64, i64), value: i64) -> i64 {
    let rise = i128::from(last - first) * i128::from(value - from) / i128::from((to - from).max(1));
    first + i64::try_from(rise).expect("fits")
}

/// How far a range is gone through value by value.
const EVERY: i64 = 3_000;

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(16), ..ProptestConfig::default() })]

    /// Break-even points are those that going through every fen finds: around a point that was found, and around any place.
    #[test]
    fn break_even_is_where_every_fen_says(case in business(), axis in axis(), to in form(), place in 0i64..=MILLION) {
        let profile = case.profile();
        let rules = rules(&case, &profile);
        prop_assume!(to != profile.form);
        let Ok(profit) = huiqi::amounts(&rules, &profile, profile.form).map(|amounts| amounts.profit) else { return Ok(()) };
        let Ok(found) = huiqi::break_even(&rules, &profile, axis, None, to, &|| ()) else { return Ok(()) };
        let span = found.span;
        let drawn = between(span.from, span.to, place);
        for middle in std::iter::once(drawn).chain(found.crossings.iter().map(|crossing| crossing.at)).take(3) {
            let (from, last) = ((middle - EVERY / 2).max(span.from), (middle + EVERY / 2).min(span.to));
            let mut ahead: Option<bool> = None;
            for value in from..=last {
                let moved = at(&profile, axis, value, profit);
                let net = |form| huiqi::amounts(&rules, &moved, form).ok().map(|amounts| amounts.net_to_owner());
                let (Some(then), Some(now)) = (net(to), net(profile.form)) else { ahead = None; continue };
                let is_ahead = then >= now;
                if ahead.is_some_and(|ahead| ahead != is_ahead) {
                    let in_zone = found.crossings.iter().any(|crossing| (crossing.at..=crossing.settled).contains(&value));
                    let even = found.evens.iter().any(|evens| (evens.from..=evens.to + 1).contains(&value));
                    let touch = found.touches.iter().any(|touch| (touch.from..=touch.to).contains(&value));
                    prop_assert!(in_zone || even || touch, "{axis:?} {to:?}: turns at {value}, not found: {:?}\n{}", found.crossings,
                        case.toml());
                }
                ahead = Some(is_ahead);
            }
        }
        for crossing in &found.crossings {
            let difference = |value| {
                let moved = at(&profile, axis, value, profit);
                let net = |form| huiqi::amounts(&rules, &moved, form).expect("assessed").net_to_owner();
                net(to) - net(profile.form)
            };
            prop_assert_eq!(difference(crossing.before) >= Money::ZERO, !crossing.gains);
            prop_assert_eq!(difference(crossing.at) >= Money::ZERO, crossing.gains);
            prop_assert_eq!(difference(crossing.settled) >= Money::ZERO, crossing.gains);
        }
    }

    /// A sweep has every kink and jump: between two of its points a value drawn lies on the line between them, and the points
    /// themselves are what `amounts` says there.
    #[test]
    fn a_sweep_keeps_every_kink(case in business(), axis in axis(), to in form(), places in prop::collection::vec(0i64..=MILLION, 4)) {
        let Some((profile, rules, curve, profit)) = follow(&case, to, axis) else { return Ok(()) };
        let Ok(found) = huiqi::sweep(&rules, &profile, &[to], (axis, None), None, 5, &|| ()) else { return Ok(()) };
        let of = |value: i64| huiqi::amounts(&rules, &at(&profile, axis, value, profit), to).ok();
        let slack = curve.stretches.iter().map(|stretch| stretch.slack(Figure::Net).fen()).max().unwrap_or(0);
        let smooth = |value: i64| curve.stretches.iter().all(|stretch| !stretch.curved || !(stretch.from..=stretch.to).contains(&value));
        for pair in found.points.windows(2) {
            let [low, high] = [&pair[0], &pair[1]];
            prop_assert_eq!(low.amounts[1], of(low.value));
            for place in &places {
                let value = between(low.value, high.value, *place);
                let (Some(first), Some(last), Some(found)) = (low.amounts[1], high.amounts[1], of(value)) else { continue };
                let line = on_line((low.value, first.net_to_owner().fen()), (high.value, last.net_to_owner().fen()), value);
                let off = (found.net_to_owner().fen() - line).abs();
                prop_assert!(off <= 2 * slack || !smooth(value), "{axis:?} {to:?} at {value} in {}..{}: {off} fen off\n{}", low.value,
                    high.value, case.toml());
            }
        }
        for crossing in found.turns.iter().flat_map(|turn| &turn.crossings) {
            prop_assert!(found.points.iter().any(|point| point.value == crossing.at));
        }
    }

    /// The picture of a report: its points are exact, the line between two is the curve, and no loss by a fen more of profit
    /// goes unmarked.
    #[test]
    fn the_picture_of_a_report_is_the_curve(case in business(), to in form(), places in prop::collection::vec(0i64..=MILLION, 4)) {
        let profile = case.profile();
        let rules = rules(&case, &profile);
        prop_assume!(to != profile.form);
        let Ok(client_report) = huiqi::ClientReport::new(pack(), &rules, &profile, &[to], None) else { return Ok(()) };
        let (now, curve) = (client_report.comparison.before.amounts.profit, &client_report.curve);
        let net = |profit: i64, form: Form| Some(huiqi::amounts(&rules, &at(&profile, Axis::of(Variable::Profit), profit, now),
            form).ok()?.net_to_owner().fen());
        let ends = curve.points.first().zip(curve.points.last()).map(|(first, last)| (first.profit.fen(), last.profit.fen()));
        for (i, form) in curve.forms.iter().enumerate() {
            let followed = Curve::of(&rules, &profile, *form, Axis::of(Variable::Profit), ends, &|| ()).expect("followed");
            let slack = followed.stretches.iter().map(|stretch| stretch.slack(Figure::Net).fen()).max().unwrap_or(0);
            let curved = followed.stretches.iter().any(|stretch| stretch.curved);
            for pair in curve.points.windows(2) {
                let [(low, first), (high, last)] = [&pair[0], &pair[1]].map(|point| (point.profit.fen(), point.net[i].fen()));
                prop_assert_eq!(Some(first), net(low, *form));
                for value in places.iter().map(|place| between(low, high, *place)) {
                    let off = (net(value, *form).expect("assessed") - on_line((low, first), (high, last), value)).abs();
                    prop_assert!(curved || off <= 2 * slack, "{form:?} at {value} in {low}..{high}: {off} fen off\n{}", case.toml());
                }
                let marked = || curve.marks.iter().any(|mark| mark.kind == huiqi::MarkKind::Cliff && mark.forms.contains(form)
                    && mark.profit.fen() <= high && low <= mark.until.fen());
                prop_assert!(first - last <= 2 * slack || marked(), "{form:?}: {} fen lost between {low} and {high}, unmarked\n{}",
                    first - last, case.toml());
            }
        }
    }

    /// No month of conversion leaves more than the best.
    #[test]
    fn no_month_beats_the_best(case in business(), to in form(), wage in 0i64..30_000_000) {
        let mut profile = case.profile();
        profile.company.owner_wage = Money::from_fen(wage);
        let rules = rules(&case, &profile);
        prop_assume!(to != profile.form);
        let bounds = huiqi::Bounds { forms: vec![to], month: true, ..Default::default() };
        let Ok(found) = huiqi::optimise(&rules, &profile, &bounds, &|| ()) else { return Ok(()) };
        let best = found.together.found.first().expect("something was found").net;
        prop_assert!(huiqi::amounts(&rules, &profile, profile.form).expect("assessed").net_to_owner() <= best);
        for month in (1..=12).filter_map(huiqi::Month::from_number) {
            let Ok(comparison) = huiqi::compare_converting(&rules, &profile, month, &[to]) else { continue };
            let net = comparison.after[0].amounts.net_to_owner();
            prop_assert!(net <= best, "from month {month:?} {net}, the best {best}\n{}", case.toml());
        }
    }

    /// No wage and no share within the bounds leaves more than the best, but for what rounding may do.
    #[test]
    fn nothing_beats_the_best(case in business(), to in prop::sample::select(vec![Form::Company, Form::OnePersonCompany]),
        ends in (0i64..30_000_000, 0i64..30_000_000), shares in (0i64..=1_000_000, 0i64..=1_000_000),
            places in prop::collection::vec((0i64..=MILLION, 0i64..=MILLION), 40)) {
        let profile = case.profile();
        let rules = rules(&case, &profile);
        prop_assume!(to != profile.form && huiqi::amounts(&rules, &profile, to).is_ok());
        let sorted = |(a, b): (i64, i64)| (a.min(b), a.max(b));
        let (wages, shares) = (sorted(ends), sorted(shares));
        let bounds = huiqi::Bounds { forms: vec![to], wage: Some(wages), share: Some(shares), ..Default::default() };
        let Ok(found) = huiqi::optimise(&rules, &profile, &bounds, &|| ()) else { return Ok(()) };
        let best = found.together.found.first().expect("something was found");
        for (wage, share) in places {
            let mut drawn = profile.clone();
            drawn.company.owner_wage = Money::from_fen(between(wages.0, wages.1, wage));
            drawn.company.share_distributed = Rate::from_millionths(between(shares.0, shares.1, share));
            let net = huiqi::amounts(&rules, &drawn, to).expect("assessed").net_to_owner();
            prop_assert!(net <= best.net + best.slack, "{} {} leaves {net}, the best {best:?}\n{}", drawn.company.owner_wage,
                drawn.company.share_distributed, case.toml());
        }
    }
}

/// Four thousand lines of sales that are alike are as much work as one, and the same curve.
#[test]
fn lines_that_are_alike_are_one() {
    let line = |amount: &str, deduct: &str, invoice: &str| {
        let sale = "[[sales]]\nperiod = \"Q1\"\nkind = \"services\"\nprices = \"net\"\n";
        format!("{sale}amount = {amount}\ndeduct = {deduct}\ninvoice = \"{invoice}\"\n")
    };
    let shop = |sales: &str| {
        let head =
            "name = \"x\"\nyear = 2024\nplace = \"530302\"\nlocality = \"city\"\nindustry = \"F5213\"\nform = \"individual-business\"\n";
        let tables = "[vat]\nstatus = \"small-scale\"\nfiling = \"quarter\"\n[costs]\nother = 0\n[owner]\ncomprehensive_income = 0\n";
        let profile = Profile::parse(&format!("{head}{tables}{sales}"), "shop.toml", pack()).expect("a profile");
        let rules = pack().rules(2024, 530_302, None).expect("covered");
        huiqi::cliffs(&rules, &profile, Form::IndividualBusiness, huiqi::Axis::of(huiqi::Variable::Sales), Some((0, 60_000_000)), &|| ())
            .expect("cliffs")
    };
    // Sales on special invoices are alike among themselves only.
    let (plain, special) = (line("100", "30", "ordinary"), line("100", "0", "special"));
    let many = shop(&[plain.repeat(2_048), special.repeat(2_048)].concat());
    let one = shop(&[line("204800", "61440", "ordinary"), line("204800", "0", "special")].concat());
    assert!(!one.cliffs.is_empty());
    assert_eq!(format!("{many:?}"), format!("{one:?}"));
}
