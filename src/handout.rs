//! What goes into the report that an adviser hands over: the comparison, the years ahead, and how the result depends on
//! profit. Everything is computed here, once; the formats only write it down.

use crate::agenda::{Agenda, agenda};
use crate::assess::amounts;
use crate::calendar::COVERED_YEARS;
use crate::compare::{BreakEven, Comparison, compare};
use crate::error::Error;
use crate::facts::Profile;
use crate::names::Form;
use crate::policy::{Pack, Rules};
use crate::words::vocabulary;
use crate::{Money, Rate};

/// Everything that a report shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Handout {
    /// The present form and the others, with the profit from which each begins to pay.
    pub comparison: Comparison,
    /// The same facts under the law of each year from the profile's to the last that the pack covers.
    pub years: Vec<(i32, Comparison)>,
    /// Years that could not be assessed, with the reason.
    pub years_left_out: Vec<(i32, Error)>,
    /// What to file and by when: in the present form, and in the one that stands first after it.
    pub agendas: Vec<Agenda>,
    /// What is left to the owner over the profit.
    pub curve: NetOverProfit,
}

/// What is left to the owner at each profit, sales being what they are. The points are exact; between two of them
/// nothing is claimed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetOverProfit {
    /// The present form first.
    pub forms: Vec<Form>,
    /// By rising profit.
    pub points: Vec<CurvePoint>,
    /// What a reader should look at, by rising profit.
    pub marks: Vec<CurveMark>,
}

/// One point for each form.
#[derive(Clone, Debug, PartialEq)]
pub struct CurvePoint {
    /// Profit of the present form: revenue less deductible costs and taxes, a year.
    pub profit: Money,
    /// Left to the owner (投资者所得), in the order of the forms.
    pub net: Vec<Money>,
}

vocabulary! {
    /// What a mark on the curve says.
    pub enum MarkKind {
        Now "now" en "now" zh "现状";
        BreakEven "break-even" en "converting begins to pay" zh "转企开始划算";
        Cliff "cliff" en "more profit, less left to the owner" zh "利润增加而投资者所得减少";
    }
}

/// A mark on the curve.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveMark {
    /// What it says.
    pub kind: MarkKind,
    /// Of which forms.
    pub forms: Vec<Form>,
    /// At which profit of the present form.
    pub profit: Money,
    /// What is left to the owner there.
    pub net: Money,
    /// How much is lost by the next fen of profit, at a cliff.
    pub drop: Money,
}

impl Handout {
    /// Computes everything for the forms named, or for every other form when `to` is empty.
    ///
    /// # Errors
    /// As [`compare`].
    pub fn new(pack: &Pack, rules: &Rules, profile: &Profile, to: &[Form]) -> Result<Handout, Error> {
        let comparison = compare(rules, profile, to)?.with_break_even(rules, profile)?;
        let forms: Vec<Form> = comparison.after.iter().map(|after| after.form).collect();
        let (mut years, mut years_left_out) = (Vec::new(), Vec::new());
        for year in rules.year..=*COVERED_YEARS.end() {
            let of_year = || {
                let facts = profile.clone().in_year(year)?;
                compare(&pack.rules(year, facts.place, rules.known_on)?, &facts, &forms)
            };
            match of_year() {
                Ok(found) => years.push((year, found)),
                Err(error) => years_left_out.push((year, error)),
            }
        }
        let curve = net_over_profit(rules, profile, &comparison)?;
        let chosen = Some(comparison.chosen().form).filter(|form| *form != profile.form);
        let agendas = [Some(None), chosen.map(Some)].into_iter().flatten().map(|to| agenda(pack, rules, profile, to, None));
        let agendas = agendas.collect::<Result<_, Error>>()?;
        Ok(Handout { comparison, agendas, years, years_left_out, curve })
    }
}

/// Into how many parts the range of profits is cut.
const PARTS: i64 = 60;

/// The curve from points evenly spread, with both sides of every cliff that shows between two of them.
fn net_over_profit(rules: &Rules, profile: &Profile, comparison: &Comparison) -> Result<NetOverProfit, Error> {
    let before = &comparison.before.amounts;
    let forms: Vec<Form> = std::iter::once(comparison.before.form).chain(comparison.after.iter().map(|after| after.form)).collect();
    let most = before.profit + before.costs;
    let step = rounded_up(reach(comparison).min(most).fen() / PARTS);
    if most <= Money::ZERO || step == 0 {
        return Ok(NetOverProfit::default());
    }
    // Costs can go altogether, not only the other ones: a negative rest stands for them.
    let point = |profit_wanted: i64| -> Result<CurvePoint, Error> {
        let mut facts = profile.clone();
        facts.costs.other += before.profit - Money::from_fen(profit_wanted);
        let net = forms.iter().map(|form| Ok(amounts(rules, &facts, *form)?.net_to_owner())).collect::<Result<_, Error>>()?;
        Ok(CurvePoint { profit: Money::from_fen(profit_wanted), net })
    };
    let mut points = (0..=PARTS).map(|i| i * step).filter(|profit| *profit <= most.fen()).map(point).collect::<Result<Vec<_>, _>>()?;
    points.push(point(before.profit.fen())?);
    let mut marks: Vec<CurveMark> = Vec::new();
    let mut mark = |kind: MarkKind, form: Form, profit: Money, net: Money, drop: Money| match marks
        .iter_mut()
        .find(|known| (known.kind, known.profit, known.net) == (kind, profit, net))
    {
        Some(known) => known.forms.push(form),
        None => marks.push(CurveMark { kind, forms: vec![form], profit, net, drop }),
    };
    mark(MarkKind::Now, comparison.before.form, before.profit, before.net_to_owner(), Money::ZERO);
    for (i, (after, pays)) in comparison.after.iter().zip(&comparison.break_even).enumerate() {
        if let BreakEven::From(profit) = pays {
            let there = point(profit.fen())?;
            mark(MarkKind::BreakEven, after.form, *profit, there.net.get(i + 1).copied().unwrap_or_default(), Money::ZERO);
            points.push(there);
        }
    }
    points.sort_by_key(|point| point.profit);
    points.dedup_by_key(|point| point.profit);
    let mut edges = Vec::new();
    for (i, form) in forms.iter().enumerate() {
        let net = |point: &CurvePoint| point.net.get(i).copied().unwrap_or_default();
        for pair in points.windows(2) {
            let [low, high] = pair else { continue };
            let (mut low, mut high) = (low.clone(), high.clone());
            if net(&high) >= net(&low) {
                continue;
            }
            while high.profit.fen() - low.profit.fen() > 1 {
                let middle = point(low.profit.fen() + (high.profit.fen() - low.profit.fen()) / 2)?;
                if net(&middle) - net(&low) < net(&high) - net(&middle) { high = middle } else { low = middle }
            }
            // A fen of profit can cost a fen by rounding: that is no cliff.
            if net(&low) - net(&high) > Money::from_fen(100) {
                mark(MarkKind::Cliff, *form, low.profit, net(&low), net(&low) - net(&high));
            }
            edges.extend([low, high]);
        }
    }
    points.extend(edges);
    points.sort_by_key(|point| point.profit);
    points.dedup_by_key(|point| point.profit);
    marks.sort_by_key(|mark| (mark.profit, mark.kind));
    Ok(NetOverProfit { forms, points, marks })
}

/// How far the picture goes: twice the present profit, and past every profit from which converting pays.
fn reach(comparison: &Comparison) -> Money {
    let a_quarter_more = Rate::from_millionths(1_250_000);
    let pays = comparison.break_even.iter().filter_map(|pays| match pays {
        BreakEven::From(profit) => Some(profit.times(a_quarter_more)),
        BreakEven::Now | BreakEven::Never => None,
    });
    let profit = comparison.before.amounts.profit;
    let least = Money::from_fen(10_000_000);
    pays.chain([profit + profit, least]).max().unwrap_or(least)
}

/// The next 1, 2 or 5 with zeros, in fen and at least a yuan.
fn rounded_up(fen: i64) -> i64 {
    let mut unit = 100;
    loop {
        for step in [unit, 2 * unit, 5 * unit] {
            if fen <= step {
                return step;
            }
        }
        unit *= 10;
    }
}
