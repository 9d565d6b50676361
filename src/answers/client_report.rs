//! What goes into the report that an adviser hands over: the comparison, the years ahead, and how the result depends on
//! profit. Everything is computed here, once; the formats only write it down.

use crate::answers::compare::compare_converting;
use crate::answers::compare::{Comparison, compare};
use crate::answers::curve::{Axis, CurveError, Point, Variable, Work, break_even_within, cliffs_within, sweep_within};
use crate::answers::filing_calendar::{FilingCalendar, filing_calendar};
use crate::assess::Rules;
use crate::base::dates::{Date, Month};
use crate::base::error::Error;
use crate::base::names::Form;
use crate::base::words::vocabulary;
use crate::facts::Profile;
use crate::law::Pack;
use crate::{Money, Rate};

/// Everything that a report shows.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClientReport {
    /// The day on which the others take over, inside the year; `None`: whole years are compared.
    pub converts_on: Option<Date>,
    /// The present form and the others, with the profit from which each begins to pay.
    pub comparison: Comparison,
    /// The same facts under the law of each year from the profile's to the last that the pack covers.
    pub years: Vec<(i32, Comparison)>,
    /// Years that could not be assessed, with the reason.
    pub years_left_out: Vec<(i32, Error)>,
    /// What to file and by when: in the present form, and in the one that stands first after it.
    pub calendars: Vec<FilingCalendar>,
    /// What is left to the owner over the profit.
    pub curve: NetOverProfit,
}

/// What is left to the owner at each profit, sales being what they are. Every point at which a form's line bends or jumps is
/// there; between two points each line is straight, up to rounding (and but for quotients of two figures that both move).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct CurvePoint {
    /// Profit of the present form: revenue less deductible costs and taxes, a year.
    pub profit: Money,
    /// Left to the owner (投资者所得), in the order of the forms.
    pub net: Vec<Money>,
    /// Beside it a line bends or jumps.
    pub breaks: bool,
}

vocabulary! {
    /// What a mark on the curve says.
    #[non_exhaustive]
    pub enum MarkKind {
        Now "now" en "now" zh "现状";
        BreakEven "break-even" en "converting begins to pay" zh "转企开始划算";
        Ceases "ceases-to-pay" en "converting ceases to pay" zh "转企不再划算";
        Cliff "cliff" en "more profit, less left to the owner" zh "利润增加而投资者所得减少";
    }
}

/// A mark on the curve.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CurveMark {
    /// What it says.
    pub kind: MarkKind,
    /// Of which forms.
    pub forms: Vec<Form>,
    /// At which profit of the present form; of a cliff the last before it.
    pub profit: Money,
    /// Of a cliff the first profit after it, else the same.
    pub until: Money,
    /// What is left to the owner at `profit`.
    pub net: Money,
    /// How much less is left at `until`, past a cliff.
    pub drop: Money,
}

impl ClientReport {
    /// Computes everything for the forms named, or for every other form when `to` is empty; converting on the first of
    /// `month` instead of comparing whole years, if there is one: then without the curve, which is of whole years.
    ///
    /// ```
    /// use huiqi::{ClientReport, Form};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let report = ClientReport::new(&pack, &rules, &shop, &[Form::OnePersonCompany], None)?;
    /// assert_eq!(report.comparison.chosen().form, Form::OnePersonCompany);
    /// assert_eq!(report.years.first().map(|(year, _)| *year), Some(2022)); // and each year after it that the pack covers
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`compare`] and [`compare_converting`].
    pub fn new(pack: &Pack, rules: &Rules, profile: &Profile, to: &[Form], month: Option<Month>) -> Result<ClientReport, Error> {
        let comparison = match month {
            Some(month) => compare_converting(rules, profile, month, to)?,
            None => compare(rules, profile, to)?.with_break_even(rules, profile)?.with_choices(rules, profile)?,
        };
        let forms: Vec<Form> = comparison.after.iter().map(|after| after.form).collect();
        let (mut years, mut years_left_out) = (Vec::new(), Vec::new());
        for year in rules.year..=*pack.years().end() {
            let of_year = || {
                let facts = profile.clone().in_year(year)?;
                compare(&pack.rules(year, facts.place, rules.known_on)?, &facts, &forms)
            };
            match of_year() {
                Ok(found) => years.push((year, found)),
                Err(error) => years_left_out.push((year, error)),
            }
        }
        let curve = if month.is_some() { NetOverProfit::default() } else { net_over_profit(rules, profile, &comparison)? };
        let chosen = Some(comparison.chosen().form).filter(|form| *form != profile.form);
        let calendars = [Some(None), chosen.map(Some)].into_iter().flatten().map(|to| filing_calendar(pack, rules, profile, to, month));
        let calendars = calendars.collect::<Result<_, Error>>()?;
        let converts_on = month.and_then(|month| month.first_day(rules.year));
        Ok(ClientReport { converts_on, comparison, calendars, years, years_left_out, curve })
    }
}

/// Into how many values the range of profits is cut, beside those at which a curve bends, jumps or meets another.
const VALUES: usize = 11;

fn net_over_profit(rules: &Rules, profile: &Profile, comparison: &Comparison) -> Result<NetOverProfit, Error> {
    let before = &comparison.before.amounts;
    let watch = || ();
    let work = Work::new(&watch);
    let to = reach(rules, profile, comparison, &work)?;
    if to <= Money::ZERO {
        return Ok(NetOverProfit::default());
    }
    let (axis, range) = (Axis::of(Variable::Profit), Some((before.profit.fen().min(0), to.fen())));
    let others: Vec<Form> = comparison.after.iter().map(|after| after.form).collect();
    let swept = sweep_within(rules, profile, &others, (axis, range), None, VALUES, &work).map_err(CurveError::facts)?;
    let point = |point: &Point| {
        let net = point.amounts.iter().map(|amounts| Some(amounts.as_ref()?.net_to_owner())).collect::<Option<_>>()?;
        Some(CurvePoint { profit: Money::from_fen(point.value), net, breaks: point.breaks })
    };
    let net = |form: Form, value: i64| {
        let of = swept.forms.iter().position(|known| *known == form)?;
        Some(swept.points.iter().find(|point| point.value == value)?.amounts.get(of)?.as_ref()?.net_to_owner())
    };
    let plain = |kind: MarkKind, form: Form, value: i64| {
        let (profit, net) = (Money::from_fen(value), net(form, value).unwrap_or_default());
        CurveMark { kind, forms: vec![form], profit, until: profit, net, drop: Money::ZERO }
    };
    let mut marks = vec![plain(MarkKind::Now, profile.form, before.profit.fen())];
    for turn in &swept.turns {
        for crossing in &turn.crossings {
            let kind = if crossing.gains { MarkKind::BreakEven } else { MarkKind::Ceases };
            mark(&mut marks, plain(kind, turn.to, crossing.at));
        }
    }
    for form in &swept.forms {
        for cliff in cliffs_within(rules, profile, *form, axis, range, &work).map_err(CurveError::facts)?.cliffs {
            let (Some(low), Some(high)) = cliff.amounts else { continue };
            let drop = low.net_to_owner() - high.net_to_owner();
            if cliff.net_jump < Money::ZERO && drop > Money::ZERO {
                let until = Money::from_fen(cliff.after);
                mark(&mut marks, CurveMark { until, drop, ..plain(MarkKind::Cliff, *form, cliff.before) });
            }
        }
    }
    marks.sort_by_key(|mark| (mark.profit, mark.kind));
    let points = swept.points.iter().filter_map(point).collect();
    Ok(NetOverProfit { forms: swept.forms, points, marks })
}

/// Adds a mark; forms with the same one share it.
fn mark(marks: &mut Vec<CurveMark>, mark: CurveMark) {
    let same = |known: &&mut CurveMark| CurveMark { forms: mark.forms.clone(), ..(*known).clone() } == mark;
    match marks.iter_mut().find(same) {
        Some(known) => known.forms.extend(mark.forms),
        None => marks.push(mark),
    }
}

/// How far the picture goes: twice the present profit, and past every profit at which converting begins or ceases to pay.
fn reach(rules: &Rules, profile: &Profile, comparison: &Comparison, work: &Work<'_>) -> Result<Money, Error> {
    let a_quarter_more = Rate::from_millionths(1_250_000);
    let mut reach = Money::from_fen(10_000_000).max(comparison.before.amounts.profit + comparison.before.amounts.profit);
    for after in &comparison.after {
        let found = break_even_within(rules, profile, Axis::of(Variable::Profit), None, after.form, work).map_err(CurveError::facts)?;
        let last = found.crossings.last().map(|crossing| Money::from_fen(crossing.at).times(a_quarter_more));
        reach = reach.max(last.unwrap_or_default());
    }
    // Rounded up to two digits, so that the values between are round too.
    let mut unit = 100;
    while reach.fen() / unit >= 100 {
        unit *= 10;
    }
    let reach = Money::from_fen((reach.fen() + unit - 1) / unit * unit);
    Ok(reach.min(comparison.before.amounts.profit + comparison.before.amounts.costs))
}
