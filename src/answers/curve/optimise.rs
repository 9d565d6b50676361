//! The choices that leave the owner most: wage, share distributed, VAT status, filing period, month of conversion, form.
//!
//! What is left is, for fixed choices among the few (form, status, period, month), a function of the wage and of the share
//! distributed. In the share it only falls: more distributed is more tax on dividends, and nothing else moves. So a best
//! share lies at an end of its range. In the wage it is a straight line on each stretch of its [`Curve`], up to rounding: no
//! wage leaves more, but for rounding, than the best of the ends of stretches. All are tried.

use super::axis::{Axis, CurveError, Mover, Span};
use super::pieces::Probe;
use super::stretches::{Curve, Figure};
use super::variable::Variable;
use super::work::Work;
use crate::answers::convert::both_parts;
use crate::assess::Rules;
use crate::assess::{amounts, settled_part};
use crate::base::error::Error;
use crate::base::names::{Filing, Form, VatStatus};
use crate::base::words::{Vocabulary, vocabulary};
use crate::facts::Profile;
use crate::taxes::trace::MeasureIx;
use crate::{Amounts, Money, Month, Rate};
use std::cmp::Reverse;

vocabulary! {
    /// What may be chosen.
    #[non_exhaustive]
    pub enum Dimension {
        Form "form" en "form" zh "组织形式";
        Wage "wage" en "owner's wage" zh "投资者工资";
        Share "share" en "share distributed" zh "利润分配比例";
        Status "status" en "VAT status" zh "增值税纳税人类别";
        Filing "filing" en "VAT filing period" zh "增值税纳税期限";
        Month "month" en "month of conversion" zh "转企月份";
    }
}

/// What may be chosen, within which bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Forms beside the present one.
    pub forms: Vec<Form>,
    /// The owner's wage a year, in fen.
    pub wage: Option<(i64, i64)>,
    /// The share of profit distributed, in millionths.
    pub share: Option<(i64, i64)>,
    /// Small-scale or general.
    pub status: bool,
    /// By month or by quarter.
    pub filing: bool,
    /// The first of any month.
    pub month: bool,
}

impl Bounds {
    /// What a conversion leaves to its owner: every other form, the whole profit or less as a wage, any share of the rest, small-scale or
    /// general, and the month.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let bounds = huiqi::Bounds::usual(&rules, &shop)?;
    /// assert_eq!((bounds.forms.len(), bounds.share), (4, Some((0, 1_000_000))));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the business cannot be assessed as it is.
    pub fn usual(rules: &Rules, profile: &Profile) -> Result<Bounds, Error> {
        let forms = Form::ALL.iter().copied().filter(|form| *form != profile.form).collect();
        let now = amounts(rules, profile, profile.form)?;
        Ok(Bounds { status: true, month: true, ..Bounds::of_companies(profile, &now, forms) })
    }

    /// These forms, with any wage and share of a company.
    fn of_companies(profile: &Profile, now: &Amounts, forms: Vec<Form>) -> Bounds {
        let most = (now.receipts - now.costs).max(profile.company.owner_wage).max(Money::ZERO);
        Bounds { forms, wage: Some((0, most.fen())), share: Some((0, Rate::ONE.millionths())), ..Bounds::default() }
    }
}

/// The wages and shares distributed with which the companies of a comparison leave most and least.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CompanyChoices {
    /// The best and the least of each form.
    pub best: Best,
    /// Wages up to this were tried: the profit before taxes.
    pub most_wage: Money,
}

impl CompanyChoices {
    /// Of these forms, beside `now`, what the present form comes to.
    pub(crate) fn of(rules: &Rules, profile: &Profile, now: &Amounts, forms: Vec<Form>) -> Result<CompanyChoices, Error> {
        let bounds = Bounds::of_companies(profile, now, forms);
        let most_wage = bounds.wage.map_or(Money::ZERO, |(_, most)| Money::from_fen(most));
        let watch = || ();
        let best = best(rules, profile, &bounds, vec![Dimension::Form, Dimension::Wage, Dimension::Share], &Work::new(&watch));
        Ok(CompanyChoices { best: best.map_err(CurveError::facts)?, most_wage })
    }
}

/// One way to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// Form.
    pub form: Form,
    /// VAT status.
    pub status: VatStatus,
    /// Filing period.
    pub filing: Filing,
    /// From which month the form runs, where it is not the present one.
    pub month: Option<Month>,
    /// The owner's wage a year; only a company pays one.
    pub wage: Option<Money>,
    /// The share distributed; only a company does.
    pub share: Option<Rate>,
}

/// A choice and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The choice.
    pub choice: Choice,
    /// What is left to the owner.
    pub net: Money,
    /// The total burden.
    pub burden: Money,
    /// What of the net stays in the company.
    pub kept: Money,
    /// What is left once what stays in the company is drawn too.
    pub net_when_drawn: Money,
    /// No other wage within the bounds leaves more by more than this: what rounding may do.
    pub slack: Money,
}

impl Outcome {
    fn of(choice: Choice, amounts: &Amounts, slack: Money) -> Outcome {
        Outcome {
            choice,
            net: amounts.net_to_owner(),
            burden: amounts.total(),
            kept: amounts.undistributed,
            net_when_drawn: amounts.net_when_drawn(),
            slack,
        }
    }
}

/// The best of some choices.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Best {
    /// What was free.
    pub free: Vec<Dimension>,
    /// The best of each combination, best first; then what else was near it.
    pub found: Vec<Outcome>,
    /// What leaves most once everything is drawn.
    pub when_drawn: Option<Outcome>,
    /// What leaves least under each combination of the other choices.
    pub least: Vec<Outcome>,
    /// What could not be assessed, and why.
    pub left_out: Vec<(Choice, Error)>,
}

/// Each choice alone, and all together (优化).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Optimum {
    /// As things are.
    pub present: Outcome,
    /// One choice free, all others as they are.
    pub alone: Vec<Best>,
    /// All free.
    pub together: Best,
    /// The rule on the filing period, which is fixed for a year.
    pub filing_rule: MeasureIx,
    /// A general taxpayer was asked about: it cannot go back.
    pub never_small_again: bool,
}

/// Finds the best of every choice within `bounds`, each alone and all together.
///
/// ```
/// use huiqi::{Bounds, Dimension, Form};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let bounds = Bounds { forms: vec![Form::OnePersonCompany], wage: Some((0, 20_000_000)), ..Bounds::default() };
/// let optimum = huiqi::optimise(&rules, &shop, &bounds, &|| ())?;
/// let best = &optimum.together.found[0];
/// assert_eq!(optimum.together.free, [Dimension::Form, Dimension::Wage]);
/// assert!(best.net >= optimum.present.net);
/// # Ok::<(), huiqi::CurveError>(())
/// ```
///
/// # Errors
/// When the business cannot be assessed as it is, or a bound is impossible.
pub fn optimise(rules: &Rules, profile: &Profile, bounds: &Bounds, watch: &dyn Fn()) -> Result<Optimum, CurveError> {
    optimise_within(rules, profile, bounds, &Work::new(watch))
}

pub(super) fn optimise_within(rules: &Rules, profile: &Profile, bounds: &Bounds, work: &Work<'_>) -> Result<Optimum, CurveError> {
    let company = &profile.company;
    let now = amounts(rules, profile, profile.form)?;
    let is_company = profile.form.is_company();
    let choice = Choice {
        form: profile.form,
        status: profile.vat_status,
        filing: profile.filing,
        month: None,
        wage: is_company.then_some(company.owner_wage),
        share: is_company.then_some(company.share_distributed),
    };
    let present = Outcome::of(choice, &now, Money::ZERO);
    let free = |dimension: Dimension| match dimension {
        Dimension::Form => !bounds.forms.is_empty(),
        Dimension::Wage => bounds.wage.is_some(),
        Dimension::Share => bounds.share.is_some(),
        Dimension::Status => bounds.status,
        Dimension::Filing => bounds.filing,
        Dimension::Month => bounds.month,
    };
    let all: Vec<Dimension> = Dimension::ALL.iter().copied().filter(|dimension| free(*dimension)).collect();
    let search = |free: Vec<Dimension>| best(rules, profile, bounds, free, work);
    let alone = if all.len() > 1 { all.iter().map(|dimension| search(vec![*dimension])).collect::<Result<_, _>>()? } else { Vec::new() };
    Ok(Optimum {
        present,
        alone,
        together: search(all)?,
        filing_rule: rules.month(Month::JANUARY).vat.filing.measure,
        never_small_again: bounds.status && profile.vat_status == VatStatus::General,
    })
}

fn best(rules: &Rules, profile: &Profile, bounds: &Bounds, free: Vec<Dimension>, work: &Work<'_>) -> Result<Best, CurveError> {
    let is_free = |dimension: Dimension| free.contains(&dimension);
    // A wage, a share and a month are only of a conversion: asked for alone they are asked for every form.
    let forms_free = is_free(Dimension::Form) || [Dimension::Wage, Dimension::Share, Dimension::Month].into_iter().any(is_free);
    let forms = std::iter::once(profile.form).chain(bounds.forms.iter().copied().filter(|form| forms_free && *form != profile.form));
    let statuses: &[VatStatus] = match (is_free(Dimension::Status), profile.vat_status) {
        (true, VatStatus::SmallScale) => &[VatStatus::SmallScale, VatStatus::General],
        (_, VatStatus::SmallScale) => &[VatStatus::SmallScale],
        (_, VatStatus::General) => &[VatStatus::General],
    };
    let filings: Vec<Filing> = if is_free(Dimension::Filing) { Filing::ALL.to_vec() } else { vec![profile.filing] };
    let mut result = Best { free: free.clone(), found: Vec::new(), when_drawn: None, least: Vec::new(), left_out: Vec::new() };
    let entries = profile.entries();
    for form in forms {
        // Where the month is not free, the whole year is in that form, as `compare` has it.
        let months: Vec<Option<Month>> = match form != profile.form && is_free(Dimension::Month) {
            true => Month::all().map(Some).collect(),
            false => vec![None],
        };
        for (status, filing) in statuses.iter().flat_map(|status| filings.iter().map(move |filing| (*status, *filing))) {
            for month in &months {
                let choice = Choice { form, status, filing, month: *month, wage: None, share: None };
                let wages = bounds.wage.filter(|_| is_free(Dimension::Wage));
                let shares = bounds.share.filter(|_| is_free(Dimension::Share));
                match combination(rules, profile, choice, wages, shares, (work, entries)) {
                    Ok(found) => result.take(found),
                    Err(CurveError::Facts(error)) => result.left_out.push((choice, error)),
                    Err(error) => return Err(error),
                }
            }
        }
    }
    result.found.sort_by_key(|outcome| Reverse(outcome.net));
    Ok(result)
}

impl Best {
    /// Adds what came of one combination: its best and the next, what leaves most once everything is drawn, and least.
    fn take(&mut self, mut found: Vec<Outcome>) {
        let lower_wage = |outcome: &Outcome| Reverse(outcome.choice.wage);
        let all = || found.iter().copied();
        // Of equal outcomes the one that came first is kept.
        let drawn = |outcome: &Outcome| (outcome.net_when_drawn, outcome.net, lower_wage(outcome));
        self.when_drawn =
            self.when_drawn.into_iter().chain(all()).reduce(|best, next| if drawn(&next) > drawn(&best) { next } else { best });
        self.least.extend(all().min_by_key(|outcome| outcome.net));
        found.sort_by_key(|outcome| (Reverse(outcome.net), outcome.choice.wage));
        let best = found.first().copied();
        let wage = |outcome: &Outcome| outcome.choice.wage.unwrap_or_default().fen();
        let differs = |a: &Outcome, b: &Outcome| a.choice.share != b.choice.share || wage(a).abs_diff(wage(b)) > ALIKE;
        let second = found.iter().copied().find(|other| best.is_some_and(|best| differs(&best, other)));
        self.found.extend(best.into_iter().chain(second));
    }
}

/// What comes of each wage and share worth trying, under one combination of the other choices.
fn combination(
    rules: &Rules,
    profile: &Profile,
    choice: Choice,
    wages: Option<(i64, i64)>,
    shares: Option<(i64, i64)>,
    (work, entries): (&Work<'_>, usize),
) -> Result<Vec<Outcome>, CurveError> {
    // The profile is copied and cut in two, which goes through it as an assessment does.
    if !work.allows(entries) {
        work.within()?;
    }
    let mut chosen = profile.clone().with_vat_status(choice.status)?;
    chosen.filing = choice.filing;
    // What is settled before the conversion, and what is then assessed in the new form.
    let (settled, (new_rules, mut new)) = match choice.month {
        Some(month) => both_parts(rules, &chosen, month)?,
        None => (None, (rules.clone(), chosen)),
    };
    let settled = match settled {
        Some((rules, profile)) => {
            let settled = amounts(&rules, &profile, profile.form)?;
            new.other_businesses.extend(settled_part(&rules, &profile, &settled, choice.form));
            Some(Outcome::of(choice, &settled, Money::ZERO))
        }
        None => None,
    };
    let outcome = |choice: Choice, amounts: &Amounts, slack: Money| {
        let new = Outcome::of(choice, amounts, slack);
        settled.map_or(new, |settled| Outcome {
            net: settled.net + new.net,
            burden: settled.burden + new.burden,
            kept: settled.kept + new.kept,
            net_when_drawn: settled.net_when_drawn + new.net_when_drawn,
            ..new
        })
    };
    if !choice.form.is_company() {
        return Ok(vec![outcome(choice, &amounts(&new_rules, &new, choice.form)?, Money::ZERO)]);
    }
    let months = choice.month.map_or(12, |month| 13 - i64::from(month.number()));
    let of_part = |year: i64| Money::from_fen(year).part(months, 12).fen();
    let year_wage = |part: i64| if months == 12 { Money::from_fen(part) } else { Money::from_fen(part).part(12, months) };
    let mut found: Vec<Outcome> = Vec::new();
    // What the facts say, so that nothing that is found is worse by rounding.
    let told = Choice { wage: Some(profile.company.owner_wage), share: Some(profile.company.share_distributed), ..choice };
    let holds = |bounds: Option<(i64, i64)>, told: i64| bounds.is_none_or(|(least, most)| (least..=most).contains(&told));
    if holds(wages, profile.company.owner_wage.fen()) && holds(shares, profile.company.share_distributed.millionths()) {
        found.extend(amounts(&new_rules, &new, choice.form).ok().map(|amounts| outcome(told, &amounts, Money::ZERO)));
    }
    let share_ends = shares.map_or(vec![new.company.share_distributed.millionths()], |(least, most)| vec![least, most]);
    let mut mover = Mover::new(&new_rules, &new, Axis::of(Variable::Wage))?;
    let here = mover.here();
    let (from, to) = wages.map_or((here, here), |(least, most)| (of_part(least), of_part(most)));
    for share in share_ends {
        mover.distributes(Rate::from_millionths(share));
        let mut probe = Probe::new(&new_rules, mover.clone(), choice.form, work);
        let curve = Curve::through(&mut probe, choice.form, Span { axis: Axis::of(Variable::Wage), from, to });
        work.within()?;
        for stretch in &curve.stretches {
            let Some((first, last)) = stretch.first.zip(stretch.last) else { continue };
            for (wage, amounts) in [(stretch.from, first), (stretch.to, last)] {
                let choice = Choice { wage: Some(year_wage(wage)), share: Some(Rate::from_millionths(share)), ..choice };
                found.push(outcome(choice, &amounts, stretch.slack(Figure::Net)));
            }
        }
    }
    if found.is_empty() {
        return Err(CurveError::Facts(amounts(&new_rules, &new, choice.form).err().unwrap_or_else(|| Error::profile(Vec::new()))));
    }
    Ok(found)
}

/// Two wages this close, in fen, are not two choices.
const ALIKE: u64 = 10_000;
