//! What stands beside the taxes of the year: payments put off (缓缴), premiums refunded (稳岗返还), registration fees and
//! deed tax (契税) of the conversion. What is deferred is still owed: it is shown, never taken off the burden.

use super::{In, Rule, Slot};
use crate::calendar::Period;
use crate::facts::{Profile, SocialInsurance};
use crate::message::{Expected, Message};
use crate::names::{BenefitKind, Form, Hardship};
use crate::policy::YearRules;
use crate::source::{Parsed, Section, Value, amount, list, rate, text, word};
use crate::trace::{Benefit, MeasureIx, Reason, Refusal, Trace, YearMonth};
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
            parameters.report_at(Message::UpperBelowLower { lower: small, upper: medium }, parameters.at("medium_below"));
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
            trace.benefit(|| Benefit { kind: BenefitKind::Deferral, measure: *measure, period: *period, amount, due: Some(*due) });
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

/// Defers the employer's share under the first of the rules that is open.
pub(crate) fn insurance<T: Trace>(rules: &YearRules, profile: &Profile, trace: &mut T) {
    let Some(facts) = &profile.social_insurance else { return };
    let mut refused: Vec<(MeasureIx, Reason)> = Vec::new();
    for kind in [Hardship::ListedIndustry, Hardship::AnyBusiness] {
        let Some(In { measure, rule }) = &rules.insurance_deferral[kind] else { continue };
        let in_hardship = match kind {
            Hardship::ListedIndustry => rule.codes.iter().any(|code| profile.industry.is_in(code)),
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
        let of = |months: &[Month], monthly: Money| Money::from_fen(monthly.fen() * months.len() as i64);
        let amount = of(&rule.pension, facts.pension) + of(&rule.unemployment_and_injury, facts.unemployment + facts.injury);
        if amount > Money::ZERO {
            trace.benefit(|| Benefit { kind: BenefitKind::Deferral, measure: *measure, period: Period::Year, amount, due: Some(rule.due) });
        }
        return;
    }
    for (measure, reason) in refused {
        trace.refuse(|| Refusal { line: None, measure, reason });
    }
}

/// Part of last year's unemployment premiums comes back to who keeps its staff (稳岗返还).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PremiumRefund {
    share: Rate,
    share_large: Rate,
    least_months: u32,
    layoffs_most: Rate,
    /// Up to so many insured, another limit on layoffs.
    few: u32,
    few_layoffs_most: Rate,
}

impl Rule for PremiumRefund {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        use crate::source::count;
        let (share, share_large) = (parameters.required("share", rate), parameters.required("share_large", rate));
        let least_months = parameters.required("least_months", count(120, &["个月"]));
        let (most, few_most) = (parameters.required("layoffs_most", rate), parameters.required("few_layoffs_most", rate));
        let few = parameters.required("few", count(10_000, &["人"]));
        Some(PremiumRefund {
            share: share?,
            share_large: share_large?,
            least_months: least_months?,
            layoffs_most: most?,
            few: few?,
            few_layoffs_most: few_most?,
        })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::PremiumRefund]
    }
}

/// The refund, a grant.
pub(crate) fn premium_refund<T: Trace>(rules: &YearRules, profile: &Profile, large: bool, trace: &mut T) -> Money {
    let (Some(In { measure, rule }), Some(facts)) = (&rules.premium_refund, &profile.social_insurance) else { return Money::ZERO };
    let SocialInsurance { premiums_last_year, months_paid, insured, laid_off, insured_as_unit, .. } = *facts;
    if premiums_last_year == Money::ZERO {
        return Money::ZERO;
    }
    let most = if insured <= rule.few { rule.few_layoffs_most } else { rule.layoffs_most };
    let failed = if !insured_as_unit {
        Some(Reason::NotInsuredAsUnit)
    } else if months_paid < rule.least_months {
        Some(Reason::MonthsPaidTooFew { months: months_paid, least: rule.least_months })
    } else if laid_off > most {
        Some(Reason::LaidOffTooMany { share: laid_off, most })
    } else {
        None
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
        return Money::ZERO;
    }
    let amount = premiums_last_year.times(if large { rule.share_large } else { rule.share });
    trace.benefit(|| Benefit { kind: BenefitKind::Grant, measure: *measure, period: Period::Year, amount, due: None });
    amount
}

/// Fees for registering real estate (不动产登记费), waived for small businesses.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RegistrationFee {
    residential: Money,
    other: Money,
    extra_certificate: Money,
}

impl Rule for RegistrationFee {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (residential, other) = (parameters.required("residential", amount), parameters.required("other", amount));
        let extra = parameters.required("extra_certificate", amount);
        Some(RegistrationFee { residential: residential?, other: other?, extra_certificate: extra? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::RegistrationFee]
    }
}

/// The fee and what is waived of it: a cost that only a medium or large enterprise bears.
pub(crate) fn registration_fee<T: Trace>(rules: &YearRules, profile: &Profile, small: bool, trace: &mut T) -> Money {
    let Some(In { measure, rule }) = &rules.registration_fee else { return Money::ZERO };
    let fee: Money = profile
        .registrations
        .iter()
        .map(|unit| {
            let base = if unit.residential { rule.residential } else { rule.other };
            base + Money::from_fen(rule.extra_certificate.fen() * i64::from(unit.extra_certificates))
        })
        .sum();
    if fee == Money::ZERO {
        return Money::ZERO;
    }
    if !small {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason: Reason::NotSmall });
        return fee;
    }
    trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount: fee, due: None });
    Money::ZERO
}

/// Deed tax (契税) on what moves into the new enterprise, and who is spared it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeedTax {
    rate: Rate,
}

impl Rule for DeedTax {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(DeedTax { rate: parameters.required("rate", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::DeedTax]
    }
}

/// Moves within one person's hands, and conversions that leave the investor in control, bear no deed tax.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeedTaxExemption {
    /// Enterprises of the same person.
    forms: Vec<Form>,
    /// Companies in which the investor keeps more than this share.
    share_over: Rate,
}

impl Rule for DeedTaxExemption {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (forms, share_over) = (parameters.required("forms", list(word)), parameters.required("share_over", rate));
        Some(DeedTaxExemption { forms: forms?, share_over: share_over? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::DeedTaxExemption]
    }
}

/// Deed tax of the conversion: what is payable after the exemption.
pub(crate) fn deed_tax<T: Trace>(rules: &YearRules, profile: &Profile, form: Form, trace: &mut T) -> Money {
    let Some(law) = &rules.deed_tax else { return Money::ZERO };
    let due = profile.conversion.property_moved.times(law.rule.rate);
    if due == Money::ZERO {
        return Money::ZERO;
    }
    if let Some(In { measure, rule }) = &rules.deed_tax_exemption {
        let share = profile.conversion.investor_share;
        if rule.forms.contains(&form) || form == Form::Company && share > rule.share_over {
            trace.benefit(|| Benefit { kind: BenefitKind::Relief, measure: *measure, period: Period::Year, amount: due, due: None });
            return Money::ZERO;
        }
        let reason =
            if form == Form::Company { Reason::InvestorShareTooSmall { share, over: rule.share_over } } else { Reason::NotOfThisForm };
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
    }
    trace.benefit(|| Benefit { kind: BenefitKind::Cost, measure: law.measure, period: Period::Year, amount: due, due: None });
    due
}
