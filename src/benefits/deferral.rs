//! Payments put off (缓缴): taxes of manufacturers, the employer's share of social insurance. What is deferred is still
//! owed: it is shown beside the burden, never taken off it.

use crate::base::calendar::{Period, YearMonth};
use crate::base::message::Expected;
use crate::law::problem::LawProblem;
use crate::base::money::Ratio;
use crate::base::names::{BenefitKind, Hardship};
use crate::base::source::{Parsed, Section, Value, amount, list, rate, text, word};
use crate::facts::{Industry, Profile};
use crate::law::YearRules;
use crate::taxes::trace::{Benefit, MeasureIx, Reason, Refusal, Trace};
use crate::taxes::{In, Rule, Slot};
use crate::{Money, Month, Quarter, Rate};

/// Reads `"2023-01"`.
fn year_month(value: &Value<'_>) -> Parsed<YearMonth> {
    let read = |written: &str| {
        let (year, month) = written.split_once('-')?;
        Some(YearMonth { year: year.parse().ok()?, month: Month::from_number(month.parse().ok()?)? })
    };
    read(&text(value)?).ok_or_else(|| value.wrong(Expected::YearMonth))
}

/// Reads `"Q1"` or `"03"`.
fn period(value: &Value<'_>) -> Parsed<Period> {
    let written = text(value)?;
    let found = match written.strip_prefix('Q') {
        Some(quarter) => quarter.parse().ok().and_then(Quarter::from_number).map(Period::Quarter),
        None => written.parse().ok().and_then(Month::from_number).map(Period::Month),
    };
    found.ok_or_else(|| value.wrong(Expected::Period))
}

/// Interest saved at `rate` a year by paying `amounts` later, each by its months: simple interest, rounded once.
fn worth(rate: Option<Rate>, amounts: impl Iterator<Item = (Money, i64)>) -> Option<Money> {
    let by_months = amounts.map(|(amount, months)| Ratio::from(amount).times_whole(months)).fold(Ratio::from(Money::ZERO), Ratio::plus);
    rate.map(|rate| by_months.times(rate).divided_by(12).round_half_up())
}

/// Taxes of some periods are put off, by half for medium and in full for small enterprises.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TaxDeferral {
    codes: Vec<String>,
    /// Annual sales below which a manufacturer is small, and below which it is medium.
    small_below: Money,
    medium_below: Money,
    medium_share: Rate,
    /// Each period with the month in which it falls due at last.
    periods: Vec<(Period, YearMonth)>,
}

impl Rule for TaxDeferral {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let codes = parameters.required("codes", list(text));
        let (small, medium) = (parameters.required("small_below", amount), parameters.required("medium_below", amount));
        let medium_share = parameters.required("medium_share", rate);
        let periods: Vec<_> = parameters
            .sections("periods")
            .iter()
            .map(|section| {
                let (of, due) = (section.required("period", period), section.required("due", year_month));
                section.finish();
                Some((of?, due?))
            })
            .collect();
        if let (Some(small), Some(medium)) = (small, medium)
            && medium <= small
        {
            parameters.report_at(LawProblem::UpperBelowLower { lower: small, upper: medium }, parameters.at("medium_below"));
        }
        let periods: Option<Vec<_>> = periods.into_iter().collect();
        Some(TaxDeferral { codes: codes?, small_below: small?, medium_below: medium?, medium_share: medium_share?, periods: periods? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::TaxDeferral]
    }
}

/// What one period's taxes (VAT and what is levied on it) come to.
pub(crate) type OfPeriod = (Period, Money);

/// Defers the taxes of the periods that the rule names.
pub(crate) fn taxes<T: Trace>(rules: &YearRules, profile: &Profile, year_sales: Money, payable: &[OfPeriod], trace: &mut T) {
    let Some(In { measure, rule }) = &rules.tax_deferral else { return };
    if !rule.codes.iter().any(|code| profile.industry.is_in(code)) {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::IndustryNotListed });
        return;
    }
    let share = if year_sales < rule.small_below {
        Rate::ONE
    } else if year_sales < rule.medium_below {
        rule.medium_share
    } else {
        trace.refuse(|| Refusal {
            line: None,
            measure: *measure,
            reason: Reason::SalesNotBelow { sales: year_sales, limit: rule.medium_below },
        });
        return;
    };
    for (period, due) in &rule.periods {
        let of_period = payable.iter().find(|(of, _)| of == period).map_or(Money::ZERO, |(_, payable)| *payable);
        let amount = of_period.times(share);
        if amount > Money::ZERO {
            trace.benefit(|| {
                // Without the deferral it would have been due in the month after the period.
                let usual = period.months().last().map(|month| YearMonth { year: profile.year, month }.next());
                let months = usual.map_or(0, |usual| due.months_since(usual));
                let worth = worth(profile.interest_rate, std::iter::once((amount, months)));
                Benefit { kind: BenefitKind::Deferral, measure: *measure, period: *period, amount, due: Some(*due), worth }
            });
        }
    }
}

/// The employer's share of insurance is put off for some months.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InsuranceDeferral {
    /// Industries that are in hardship by themselves; none: any business in hardship.
    codes: Vec<String>,
    who: Hardship,
    pension: Vec<Month>,
    unemployment_and_injury: Vec<Month>,
    due: YearMonth,
}

impl Rule for InsuranceDeferral {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let codes = parameters.or("codes", Vec::new(), list(text));
        let who = parameters.required("who", word);
        let months = |key: &str| {
            let read = parameters.required(key, list(period))?;
            Some(read.into_iter().map(Period::first_month).collect())
        };
        let (pension, others) = (months("pension"), months("unemployment_and_injury"));
        let due = parameters.required("due", year_month);
        Some(InsuranceDeferral { codes: codes?, who: who?, pension: pension?, unemployment_and_injury: others?, due: due? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::InsuranceDeferral(self.who)]
    }
}

impl InsuranceDeferral {
    /// Whether an industry is listed as in hardship by itself (特困行业).
    pub(crate) fn lists(&self, industry: &Industry) -> bool {
        self.codes.iter().any(|code| industry.is_in(code))
    }
}

/// Defers the employer's share under the first of the rules that is open.
pub(crate) fn insurance<T: Trace>(rules: &YearRules, profile: &Profile, trace: &mut T) {
    let Some(facts) = &profile.social_insurance else { return };
    let mut refused: Vec<(MeasureIx, Reason)> = Vec::new();
    for kind in [Hardship::ListedIndustry, Hardship::AnyBusiness] {
        let Some(In { measure, rule }) = &rules.insurance_deferral[kind] else { continue };
        let in_hardship = match kind {
            Hardship::ListedIndustry => rule.lists(&profile.industry),
            Hardship::AnyBusiness => facts.hardship,
        };
        let failed = match (facts.insured_as_unit, in_hardship, kind) {
            (false, _, _) => Some(Reason::NotInsuredAsUnit),
            (_, false, Hardship::ListedIndustry) => Some(Reason::IndustryNotListed),
            (_, false, Hardship::AnyBusiness) => Some(Reason::NotInHardship),
            _ => None,
        };
        if let Some(reason) = failed {
            refused.push((*measure, reason));
            continue;
        }
        let of = |months: &[Month], monthly: Money| months.iter().map(|_| monthly).sum::<Money>();
        let amount = of(&rule.pension, facts.pension) + of(&rule.unemployment_and_injury, facts.unemployment + facts.injury);
        if amount > Money::ZERO {
            trace.benefit(|| {
                let late = |month: &Month| rule.due.months_since(YearMonth { year: profile.year, month: *month });
                let pension = rule.pension.iter().map(|month| (facts.pension, late(month)));
                let others = rule.unemployment_and_injury.iter().map(|month| (facts.unemployment + facts.injury, late(month)));
                let worth = worth(profile.interest_rate, pension.chain(others));
                Benefit { kind: BenefitKind::Deferral, measure: *measure, period: Period::Year, amount, due: Some(rule.due), worth }
            });
        }
        return;
    }
    for (measure, reason) in refused {
        trace.refuse(|| Refusal { line: None, measure, reason });
    }
}
