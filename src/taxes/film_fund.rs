//! The film development fund (国家电影事业发展专项资金): a share of what a cinema takes for tickets, VAT included, month by month.

use super::{OnFacts, OwnLine, Report, Rules, Taxpayer};
use crate::base::dates::{Month, Period};
use crate::base::error::{Error, Problem};
use crate::base::names::{Form, Line};
use crate::base::slot::{Subject, Turn};
use crate::facts::Profile;
use crate::law::parameter::{industries, or, parameters, rate};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::Lines;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct FilmFundRate en "The film development fund on the box office" zh "国家电影事业发展专项资金" {
        rate: Rate = rate(), en "the rate on what is taken for tickets, VAT included" zh "含税票房收入的费率";
        industries: Vec<String> = or(Vec::new(), industries()),
            en "industries that take money for tickets: one of them that tells no box office is asked" zh "有票房收入的行业，未填票房的据以提示";
    }
}

impl Rule for FilmFundRate {
    const DECIDES: &'static Subject = &Subject::monthly("film-fund", "the film development fund", "国家电影事业发展专项资金");
}

parameters! {
    pub(crate) struct ReduceFilmFund en "The film development fund is reduced" zh "减征国家电影事业发展专项资金" {
        reduction: Rate = or(Rate::ONE, rate()), en "the share that is not levied; all of it where it is not given" zh "减征比例，不填为全部";
    }
}

impl Rule for ReduceFilmFund {
    const DECIDES: &'static Subject =
        &Subject::monthly("reduce-film-fund", "reduction of the film development fund", "国家电影事业发展专项资金减征")
            .relieves(Line::FilmFund, Turn::Any);
}

/// The fund of a month.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MonthRules {
    rate: Option<RuleInForce<FilmFundRate>>,
    reduce: Option<RuleInForce<ReduceFilmFund>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { rate: day.find(), reduce: day.find() })
    }
}

/// The film development fund.
pub(crate) struct FilmFund;

impl super::Tax for FilmFund {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::FilmFund)];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<FilmFundRate>(), Kind::of::<ReduceFilmFund>()];

    fn not_counted(rules: &Rules, profile: &Profile, _: Form, say: &mut dyn FnMut(NotCounted)) {
        let Some(levied) = &rules.month(Month::JANUARY).film_fund.rate else { return };
        if profile.box_office.is_empty() && levied.rule.industries.iter().any(|code| profile.industry.is_in(code)) {
            say(NotCounted::BoxOffice);
        }
    }

    /// The fund goes by the month: what is told by quarter has one rule in all of its months.
    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        let of = |month: Month| &rules.month(month).film_fund;
        for (period, _) in &profile.box_office {
            let first = period.first_month();
            if let (Period::Quarter(quarter), Some(month)) = (*period, period.months().find(|month| of(*month) != of(first))) {
                let (quarter, month) = (quarter.number(), month.number());
                report(Problem::new(RuleProblem::QuarterCutByChange { quarter, line: Line::FilmFund, month }));
            }
        }
        Ok(())
    }
}

impl OnFacts for FilmFund {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.box_office.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        assess(payer, lines, trace);
    }
}

/// Each period as it is told; what is told twice of one is taken together.
#[cold]
fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
    let line = Line::FilmFund;
    for told in payer.profile.box_office.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((period, _)) = told.first().copied() else { continue };
        let MonthRules { rate, reduce } = &payer.rules.month(period.first_month()).film_fund;
        let base: Money = told.iter().map(|(_, amount)| *amount).sum();
        let Some(RuleInForce { measure, rule, .. }) = rate.as_ref().filter(|_| base > Money::ZERO) else { continue };
        let due = base.times(rule.rate);
        let (basis, formula) = (Basis::Law(*measure), Formula::Product { base, rate: rule.rate });
        trace.step(|| Step { line, period, what: What::Due, basis, result: due, formula });
        let mut relief = Money::ZERO;
        if let Some(RuleInForce { measure, rule, .. }) = reduce {
            relief = due.times(rule.reduction);
            let (basis, formula) = (Basis::Law(*measure), Formula::Product { base: due, rate: rule.reduction });
            trace.step(|| Step { line, period, what: What::FeeReduced, basis, result: relief, formula });
        }
        lines[line].add(due, relief);
    }
}
