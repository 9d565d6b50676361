//! What an answer rests on: what was granted and refused, what stands beside the taxes, what is left out and what is assumed.

use super::Context;
use super::document::{Block, Section};
use super::labels::{Label, SideName};
use crate::Money;
use crate::assess::Assessment;
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, Line};
use crate::base::words::{Lang, Say};
use crate::taxes::trace::{Assumption, Benefit, MeasureIx, Reason, What};

/// What each measure gave a form, summed over the year, in words.
pub(super) fn granted(context: &Context<'_>, side: &Assessment) -> Vec<String> {
    // Rent is filed with the income tax that it raises; a reader looks for rent.
    let name = |line: Line, rent: bool| if rent { What::RentWaived.say(context.lang) } else { line.say(context.lang) };
    let words = |(index, line, rent, sum)| Label::Granted {
        what: name(line, rent),
        sum,
        measure: context.measure_title(index),
        citation: context.citation(index),
    };
    grants(side).into_iter().map(|grant| words(grant).say(context.lang)).collect()
}

/// What each measure gave a form, summed over the year, by line; whether it is rent.
pub(super) fn grants(side: &Assessment) -> Vec<(MeasureIx, Line, bool, Money)> {
    let mut sums: Vec<(MeasureIx, Line, bool, Money)> = Vec::new();
    for step in side.record.steps.iter().filter(|step| step.what.is_relief()) {
        let Some(measure) = step.measure() else { continue };
        let rent = step.what == What::RentWaived;
        match sums.iter_mut().find(|(known, line, _, _)| (*known, *line) == (measure, step.line)) {
            Some((_, _, _, sum)) => *sum += step.result,
            None => sums.push((measure, step.line, rent, step.result)),
        }
    }
    sums
}

/// What stands beside the taxes, in words, with what is to be done for it: deferrals are owed all the same.
pub(super) fn beside(context: &Context<'_>, side: &Assessment) -> Vec<String> {
    let how =
        |benefit: &Benefit| context.pack.measure(benefit.measure).how.as_ref().map(|how| Label::Do { how: how.clone() }.say(context.lang));
    side.record.benefits.iter().map(|benefit| benefit_words(context, benefit) + &how(benefit).unwrap_or_default()).collect()
}

/// The same without what is to be done.
pub(super) fn beside_bare(context: &Context<'_>, side: &Assessment) -> Vec<String> {
    side.record.benefits.iter().map(|benefit| benefit_words(context, benefit)).collect()
}

fn benefit_words(context: &Context<'_>, benefit: &Benefit) -> String {
    let (measure, citation) = (context.measure_title(benefit.measure), context.citation(benefit.measure));
    let (kind, amount, period) = (benefit.kind, benefit.amount, benefit.period);
    let words = match benefit.due {
        Some(due) => Label::Deferred { period, amount, measure, due, citation },
        None if (benefit.kind, amount) == (BenefitKind::Entitlement, Money::ZERO) => Label::Entitled { kind, measure, citation },
        None => Label::Beside { kind, amount, measure, citation },
    };
    let worth = benefit.worth.zip(context.profile.interest_rate).map(|(worth, rate)| Label::Worth { worth, rate }.say(context.lang));
    words.say(context.lang) + &worth.unwrap_or_default()
}

/// What was refused to a form and why, in words: one item a measure, however many lines and periods it failed for.
pub(super) fn refused(context: &Context<'_>, side: &Assessment) -> Vec<String> {
    let words = |(index, lines, reasons): (MeasureIx, Vec<Line>, String)| Label::Refused {
        what: if lines.is_empty() { String::new() } else { Label::OfLines { lines }.say(context.lang) },
        measure: context.measure_title(index),
        reasons,
        citation: context.citation(index),
    };
    refusals(context, side).into_iter().map(|refusal| words(refusal).say(context.lang)).collect()
}

/// Each measure that was refused, with the lines that it was refused for and why.
pub(super) fn refusals(context: &Context<'_>, side: &Assessment) -> Vec<(MeasureIx, Vec<Line>, String)> {
    let mut by_line: Vec<(MeasureIx, Option<Line>, Vec<&Reason>)> = Vec::new();
    for refusal in &side.record.refused {
        match by_line.iter_mut().find(|(measure, line, _)| (*measure, *line) == (refusal.measure, refusal.line)) {
            Some((_, _, reasons)) => reasons.push(&refusal.reason),
            None => by_line.push((refusal.measure, refusal.line, vec![&refusal.reason])),
        }
    }
    let mut items: Vec<(MeasureIx, Vec<Line>, Vec<&Reason>)> = Vec::new();
    for (measure, line, reasons) in by_line {
        match items.iter_mut().find(|(known, _, same)| *known == measure && *same == reasons) {
            Some((_, lines, _)) => lines.extend(line),
            None => items.push((measure, line.into_iter().collect(), reasons)),
        }
    }
    let separator = match context.lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    };
    items.into_iter().map(|(index, lines, reasons)| (index, lines, told_once(&reasons, context.lang).join(separator))).collect()
}

/// The period that a reason begins with.
fn period(reason: &Reason) -> Option<Period> {
    match reason {
        Reason::SalesOverThreshold { period, .. }
        | Reason::SpecialInvoice { period, .. }
        | Reason::ExemptionWaived { period, .. }
        | Reason::ReductionWaived { period, .. }
        | Reason::LowerLevy { period, .. }
        | Reason::UnderTheGeneralMethod { period }
        | Reason::RealEstateSaleTaxed { period, .. }
        | Reason::OnlyGeneralDeducts { period, .. } => Some(*period),
        _ => None,
    }
}

/// A reason that holds in several periods is told once, with its periods; of sales over the same threshold the least and the most.
fn told_once(reasons: &[&Reason], lang: Lang) -> Vec<String> {
    let mut found: Vec<(&Reason, String, Vec<Period>, Vec<Money>)> = Vec::new();
    for reason in reasons {
        let text = reason.say(lang);
        let Some(period) = period(reason) else {
            found.push((reason, text, Vec::new(), Vec::new()));
            continue;
        };
        let rest = text.strip_prefix(&period.say(lang)).unwrap_or(&text).to_string();
        let same = |known: &Reason| match (known, reason) {
            (Reason::SalesOverThreshold { bound, limit, .. }, Reason::SalesOverThreshold { bound: other, limit: also, .. }) => {
                (bound, limit) == (other, also)
            }
            _ => false,
        };
        let sales = match reason {
            Reason::SalesOverThreshold { sales, .. } => Some(*sales),
            _ => None,
        };
        match found.iter_mut().find(|(known, said, periods, _)| !periods.is_empty() && (*said == rest || same(known))) {
            Some((_, _, periods, amounts)) => {
                periods.push(period);
                amounts.extend(sales);
            }
            None => found.push((reason, rest, vec![period], sales.into_iter().collect())),
        }
    }
    let words = |(reason, rest, periods, sales): (&Reason, String, Vec<Period>, Vec<Money>)| {
        let (least, most) = (sales.iter().min().copied(), sales.iter().max().copied());
        let rest = match (reason, least.zip(most)) {
            (Reason::SalesOverThreshold { bound, limit, .. }, Some((least, most))) if least < most => {
                Label::SalesBetween { least, most, bound: *bound, limit: *limit }.say(lang)
            }
            _ => rest,
        };
        runs(&periods, lang) + &rest
    };
    found.into_iter().map(words).collect()
}

/// Periods that follow one another by their first and last: `Q1–Q3`, `months 01–03, 05`.
fn runs(periods: &[Period], lang: Lang) -> String {
    let follows = |one: Period, next: Period| one.months().last().is_some_and(|last| last.number() + 1 == next.first_month().number());
    let mut found: Vec<(Period, Period)> = Vec::new();
    for period in periods {
        match found.last_mut() {
            Some((_, last)) if follows(*last, *period) => *last = *period,
            _ => found.push((*period, *period)),
        }
    }
    let words = |(first, last): &(Period, Period)| match first == last {
        true => first.say(lang),
        false => format!("{}–{}", first.say(lang), last.say(lang)),
    };
    let words = found.iter().map(words).collect::<Vec<_>>().say(lang);
    match (periods, lang) {
        ([Period::Month(_), _, ..], Lang::Zh) => words + " 月",
        ([Period::Month(_), _, ..], Lang::En) => format!("months {words}"),
        _ => words,
    }
}

/// The same text said of several forms is said once, with those forms.
pub(super) fn gathered<'s>(context: &Context<'_>, sides: &[&'s Assessment], texts: impl Fn(&'s Assessment) -> Vec<String>) -> Vec<String> {
    let mut found: Vec<(String, Vec<SideName>)> = Vec::new();
    for side in sides {
        for text in texts(side) {
            match found.iter_mut().find(|(known, _)| *known == text) {
                Some((_, forms)) if forms.contains(&context.name(side)) => {}
                Some((_, forms)) => forms.push(context.name(side)),
                None => found.push((text, vec![context.name(side)])),
            }
        }
    }
    let whose = |(text, forms): (String, Vec<SideName>)| match forms.len() == sides.len() {
        true => text,
        false => text + &Label::Forms { forms }.say(context.lang),
    };
    found.into_iter().map(whose).collect()
}

/// What an answer rests on, in two parts: what could change it stands in the answer, the rest is detail.
pub(super) struct Grounds {
    /// Not counted, assumed where it could change the answer, beside the taxes.
    pub(super) shown: Vec<Block>,
    /// Granted, refused, assumed otherwise.
    pub(super) details: Vec<Block>,
}

/// Granted, refused, not counted, assumed: what all sides share is said once, the rest with its forms.
pub(super) fn grounds(context: &Context<'_>, sides: &[&Assessment]) -> Grounds {
    let assumed = |side: &Assessment, may_change: bool| {
        let of = context.assumptions(side).into_iter().filter(|assumption| may_change_the_answer(assumption) == may_change);
        of.map(|assumption| assumption.say(context.lang)).collect()
    };
    let not_counted = |side: &Assessment| side.record.not_counted.iter().map(|what| what.say(context.lang)).collect();
    let shown = [
        (Label::NotCounted, gathered(context, sides, not_counted)),
        (Label::MayChange, gathered(context, sides, |side| assumed(side, true))),
        (Label::BesideTaxes, gathered(context, sides, |side| beside(context, side))),
    ];
    let details = [
        (Label::Reliefs, gathered(context, sides, |side| granted(context, side))),
        (Label::NotGranted, gathered(context, sides, |side| refused(context, side))),
        (Label::Assumptions, gathered(context, sides, |side| assumed(side, false))),
    ];
    let said = |(label, items): (Label, Vec<String>)| Block::list(label.say(context.lang), items);
    let folded = |(label, items): (Label, Vec<String>)| {
        let section = Section { id: None, title: label.say(context.lang), blocks: vec![Block::bullets(items.clone())] };
        (!items.is_empty()).then_some(Block::Details(section))
    };
    Grounds { shown: shown.into_iter().filter_map(said).collect(), details: details.into_iter().filter_map(folded).collect() }
}

/// Whether another fact, or a better source, in the place of what is assumed could change which form is best or by how much. Wage,
/// share and the costs of converting are named beside the verdict; what the profile gives is no guess.
pub(super) fn may_change_the_answer(assumption: &Assumption) -> bool {
    match assumption {
        Assumption::MayBeExempt { .. }
        | Assumption::OverSmallScaleLimit { .. }
        | Assumption::BecomesGeneral { .. }
        | Assumption::QuarterNotByMonth { .. }
        | Assumption::NoEarlierSales
        | Assumption::TakenAsOccasional
        | Assumption::NeverGeneral
        | Assumption::TermByMonths { .. }
        | Assumption::HighestLimit { .. }
        | Assumption::HighestAmountHired { .. }
        | Assumption::ReducedOnOwnIncome { .. }
        | Assumption::ReturnsNotSetOff { .. }
        | Assumption::SellsCosmetics { .. }
        | Assumption::WageNotCapped { .. }
        | Assumption::PensionNotKnown { .. }
        | Assumption::BaseNotBounded
        | Assumption::UnemploymentRateNotKnown { .. }
        | Assumption::PremiumRefundNotKnown { .. }
        | Assumption::NotTold { .. }
        | Assumption::SpreadEvenly { .. }
        | Assumption::InputSpreadEvenly { .. }
        | Assumption::SpreadUnderThreshold { .. }
        | Assumption::SpreadOverThreshold { .. }
        | Assumption::StandsIn { .. }
        | Assumption::NotSure { .. } => true,
        Assumption::MovablesOutside { .. }
        | Assumption::SimpleMethodKept { .. }
        | Assumption::PartiesAreUnits
        | Assumption::PlaceBecame { .. }
        | Assumption::Indifferent { .. }
        | Assumption::CutBetweenMonths { .. }
        | Assumption::UnionRefundNotKnown { .. }
        | Assumption::NoInputOfExempt
        | Assumption::GeneralFrom { .. }
        | Assumption::AllDistributed { .. }
        | Assumption::NoReserve
        | Assumption::DeductedFromBusinessIncome { .. }
        | Assumption::DeductedFromComprehensiveIncome { .. }
        | Assumption::OwnerIsPartner { .. }
        | Assumption::ReturnsLeft { .. }
        | Assumption::PrepaidAtOwnRates
        | Assumption::ConvertedOn { .. }
        | Assumption::SameTenant { .. }
        | Assumption::ConversionAllYear
        | Assumption::PropertyStays
        | Assumption::NoConversionCosts
        | Assumption::OnePartnerInput { .. } => false,
    }
}
