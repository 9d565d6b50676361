//! What a page shows a person who types: an answer whatever is left out, one call a frame; beside it, a little later, what takes longer:
//! when converting pays, the curve, the steps of the law on the way, the next days.

use crate::answers::compare::{Comparison, compare};
use crate::answers::curve::{Axis, CurveError, Mover, Overtaking, Variable, Work, break_even_within, cliffs_within, followed};
use crate::answers::filing_calendar::{FilingCalendar, filing_calendar};
use crate::answers::open_facts::{LeftOut, QuestionKind, answered, ways};
use crate::answers::ranges::Between;
use crate::assess::{Assessment, Rules, amounts};
use crate::base::error::Error;
use crate::base::names::{Form, Line};
use crate::facts::{Profile, UnknownFact};
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use crate::{Amounts, Date, Money, Rate};

/// The present form beside the others, every fact that is open taken as usual (a page's first answer).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Glance {
    /// The facts with an answer to each that was open; where an amount is tried, with that.
    pub profile: Profile,
    /// The forms side by side.
    pub comparison: Comparison,
    /// Which of those after is looked at.
    pub shown: usize,
    /// Sales less costs, of the facts.
    pub earns: Money,
    /// Another amount that is tried in its place: only costs move.
    pub tried: Option<Money>,
    /// What was open, and what its answers make of the answer.
    pub open: Vec<Stake>,
}

/// An open fact and what is at stake: how much more the form looked at leaves the owner, whatever the answer to it alone.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stake {
    /// The fact.
    pub fact: UnknownFact,
    /// The question in words.
    pub asks: QuestionKind,
    /// How much more than in the present form, from the least to the most.
    pub gain: Between,
    /// Whether any figure of the two forms depends on it.
    pub matters: bool,
}

/// What takes longer than a glance.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outlook {
    /// The glance that it belongs to.
    pub glance: Glance,
    /// What is added to the profit to get what is earned: sales less costs.
    pub beyond_profit: Money,
    /// Where the form looked at overtakes the present one over all profits that the sales allow.
    pub by_profit: Overtaking,
    /// Of a company: where it does over the share distributed.
    pub by_share: Option<Overtaking>,
    /// How much more it leaves, over the profit: first with the facts' share distributed, then of a company with others.
    pub curves: Vec<ShareCurve>,
    /// The jumps of the present form's taxes over the year's sales, those that are one to a reader joined.
    pub jumps: Vec<SalesJump>,
    /// The days of the present form.
    pub calendar: FilingCalendar,
    /// From which day on they are looked at.
    pub from: Option<Date>,
}

/// How much more a form leaves over the profit. Between two points the line is straight, up to rounding.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ShareCurve {
    /// The share distributed.
    pub share: Rate,
    /// Profit and how much more, by rising profit.
    pub points: Vec<(Money, Money)>,
}

/// A jump of the present form's taxes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SalesJump {
    /// The first sales after it.
    pub sales: Money,
    /// By how much the burden rises.
    pub rise: Money,
    /// The line that does.
    pub line: Option<Line>,
    /// The measure that is responsible.
    pub measure: Option<MeasureIx>,
    /// Whether the sales of the facts are past it.
    pub passed: bool,
}

/// Sales less costs.
fn earned(amounts: &Amounts) -> Money {
    amounts.receipts - amounts.costs
}

impl Glance {
    /// The form looked at.
    ///
    /// ```
    /// use huiqi::{Ask, Form, Found, Pack, Profile, Question};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let ask = Ask::Glance { to: Some(Form::Company), earned: None };
    /// let answer = huiqi::ask(&pack, &Question::new(shop, ask))?;
    /// let Found::Glance(glance) = &answer.found else { panic!() };
    /// assert_eq!(glance.after().form, Form::Company);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn after(&self) -> &Assessment {
        self.comparison.after.get(self.shown).unwrap_or(&self.comparison.before)
    }
}

/// Compares with what is open taken as usual, and looks at `to`, or else at the form that leaves most of the others.
pub(crate) fn glance(rules: &Rules, profile: &Profile, to: Option<Form>, tried: Option<Money>) -> Result<Glance, Error> {
    let (as_usual, open) = answered(rules, profile, LeftOut::All);
    let mut comparison = compare(rules, &as_usual, &[])?;
    let earns = earned(&comparison.before.amounts);
    let told = match tried {
        Some(tried) => moved(rules, &as_usual, &comparison.before.amounts, tried)?,
        None => as_usual,
    };
    if tried.is_some() {
        comparison = compare(rules, &told, &[])?;
    }
    let shown = comparison.after.iter().position(|side| Some(side.form) == to).unwrap_or(0);
    let of = comparison.after.get(shown).map_or(told.form, |side| side.form);
    let open = open.into_iter().map(|fact| stake(rules, &told, fact, of)).collect();
    Ok(Glance { profile: told, comparison, shown, earns, tried, open })
}

/// The facts with other costs, so that they earn what is tried: at most the sales.
fn moved(rules: &Rules, told: &Profile, now: &Amounts, tried: Money) -> Result<Profile, Error> {
    let mut mover = Mover::new(rules, told, Axis::of(Variable::Profit)).map_err(CurveError::facts)?;
    let most = now.receipts.max(Money::ZERO);
    let profit = mover.here() + (tried.min(most) - earned(now)).fen();
    Ok(mover.at(profit).clone())
}

/// The facts that a glance looks at: what is open taken as usual, and where an amount is tried, with that.
pub(crate) fn told(rules: &Rules, profile: &Profile, tried: Option<Money>) -> Result<Profile, Error> {
    let told = answered(rules, profile, LeftOut::All).0;
    match tried {
        Some(tried) => moved(rules, &told, &amounts(rules, &told, told.form)?, tried),
        None => Ok(told),
    }
}

/// Tries each answer to one fact, the others as they are taken.
fn stake(rules: &Rules, told: &Profile, fact: UnknownFact, of: Form) -> Stake {
    let (asks, ways) = ways(rules, told, fact);
    let both = |profile: &Profile| Some([amounts(rules, profile, told.form).ok()?, amounts(rules, profile, of).ok()?]);
    let found: Vec<[Amounts; 2]> = ways.iter().filter_map(both).collect();
    let gains = found.iter().map(|[now, then]| then.net_to_owner() - now.net_to_owner());
    Stake { fact, asks, gain: Between::of(gains), matters: found.windows(2).any(|pair| matches!(pair, [one, next] if one != next)) }
}

/// A glance with the best wage and share of each company: for the sentence that says what is best.
pub(crate) fn advice(rules: &Rules, profile: &Profile) -> Result<Glance, Error> {
    let mut glance = glance(rules, profile, None, None)?;
    glance.comparison = glance.comparison.with_choices(rules, &glance.profile)?;
    Ok(glance)
}

/// The other shares distributed that are drawn beside the facts' own.
const SHARES: [Rate; 3] = [Rate::ZERO, Rate::from_millionths(500_000), Rate::ONE];

/// Everything that takes longer. Days before `from` are not looked at.
pub(crate) fn outlook(pack: &Pack, rules: &Rules, profile: &Profile, to: Option<Form>, from: Option<Date>) -> Result<Outlook, Error> {
    let glance = glance(rules, profile, to, None)?;
    let told = glance.profile.clone();
    let form = glance.after().form;
    let now = glance.comparison.before.amounts;
    let axis = Axis::of(Variable::Profit);
    let watch = || ();
    let work = Work::new(&watch);
    let mut forms = followed(rules, &told, axis, None, form, &work).map_err(CurveError::facts)?;
    let by_share = match form.is_company() {
        true => Some(break_even_within(rules, &told, Axis::of(Variable::Share), None, form, &work).map_err(CurveError::facts)?),
        false => None,
    };
    let last = forms.found.crossings.last().map_or(0, |crossing| crossing.at);
    let most = now.profit + now.costs;
    let (least, greatest) = (now.profit.min(Money::ZERO).fen(), reach(now.profit, Money::from_fen(last)).min(most).max(Money::ZERO).fen());
    let own = told.company.share_distributed;
    let drawn = |share, gains: Vec<(i64, Money)>| ShareCurve {
        share,
        points: gains.into_iter().map(|(profit, gain)| (Money::from_fen(profit), gain)).collect(),
    };
    let mut curves = vec![drawn(own, forms.gains(least, greatest).map_err(CurveError::facts)?)];
    for share in SHARES.into_iter().filter(|share| form.is_company() && *share != own) {
        let mut with = told.clone();
        with.company.share_distributed = share;
        curves.push(drawn(share, forms.gains_of(&with, least, greatest).map_err(CurveError::facts)?));
    }
    let by_profit = forms.found;
    let calendar = filing_calendar(pack, rules, &told, None, None)?;
    let beyond_profit = earned(&now) - now.profit;
    Ok(Outlook { jumps: jumps(rules, &told, &work)?, glance, beyond_profit, by_profit, by_share, curves, calendar, from })
}

/// How far the curve goes: twice the present profit, past the last profit at which converting begins or ceases to pay.
fn reach(profit: Money, last: Money) -> Money {
    let a_quarter_more = Rate::from_millionths(1_250_000);
    Money::from_fen(10_000_000).max(profit + profit).max(last.times(a_quarter_more))
}

/// Jumps so near to each other are one to a reader.
const NEAR: i64 = 100;

/// The jumps of the present form's burden over the year's sales, from nothing to twice what they are.
fn jumps(rules: &Rules, told: &Profile, work: &Work<'_>) -> Result<Vec<SalesJump>, Error> {
    let sales: Money = told.sales.iter().map(|sale| sale.amount).sum();
    if sales == Money::ZERO {
        return Ok(Vec::new());
    }
    let found = cliffs_within(rules, told, told.form, Axis::of(Variable::Sales), None, work).map_err(CurveError::facts)?;
    let mut jumps: Vec<SalesJump> = Vec::new();
    for cliff in found.cliffs {
        let at = Money::from_fen(cliff.after);
        match jumps.last_mut() {
            Some(last) if at.fen() - last.sales.fen() <= NEAR => {
                last.rise += cliff.jump;
                last.sales = at;
            }
            _ => {
                let measure = cliff.cause.and_then(|cause| cause.measure);
                jumps.push(SalesJump { sales: at, rise: cliff.jump, line: cliff.line, measure, passed: at <= sales });
            }
        }
    }
    jumps.retain(|jump| jump.rise.fen() >= NEAR);
    Ok(jumps)
}
