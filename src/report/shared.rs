//! What several documents say: the verdict, the subject, the rows of amounts, what was granted and refused.

use super::Context;
use super::document::{Block, Weight};
use super::labels::{Label, SideName};
use crate::Money;
use crate::answers::compare::Comparison;
use crate::assess::Assessment;
use crate::base::names::{BenefitKind, Line};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::{Benefit, MeasureIx, What};

/// What a row of the comparison is called: a tax or another figure.
pub(super) enum RowName {
    Tax(Line),
    Figure(Label),
}

impl Say for RowName {
    fn say(&self, lang: Lang) -> String {
        match self {
            RowName::Tax(line) => line.say(lang),
            RowName::Figure(label) => label.say(lang),
        }
    }
}

/// What a figure is and how it is read from the amounts of a form.
type Figure = (Label, fn(&Amounts) -> Money);

/// What is payable on each line that any form pays, then the totals: one column a form.
pub(super) fn money_rows(sides: &[&Assessment]) -> Vec<(RowName, Vec<Money>)> {
    let figures: [Figure; 12] = [
        (Label::Total, Amounts::total),
        (Label::EmployerInsurance, |a| a.employer_insurance),
        (Label::OwnerInsurance, |a| a.owner_insurance),
        (Label::TotalWithInsurance, Amounts::total_with_insurance),
        (Label::Receipts, |a| a.receipts),
        (Label::CostsPaid, |a| a.costs),
        (Label::RentWaived, |a| a.rent_waived),
        (Label::DeedTax, |a| a.deed_tax),
        (Label::Grants, |a| a.grants),
        (Label::NetToOwner, Amounts::net_to_owner),
        (Label::Undistributed, |a| a.undistributed),
        (Label::NetWhenDrawn, Amounts::net_when_drawn),
    ];
    let insured = sides.iter().any(|side| side.amounts.total_with_insurance() != side.amounts.total());
    let keeps = sides.iter().any(|side| side.amounts.undistributed != Money::ZERO);
    let taxes = Line::ALL
        .iter()
        .filter(|line| sides.iter().any(|side| side.amounts.lines[**line].due > Money::ZERO))
        .map(|line| (RowName::Tax(*line), sides.iter().map(|side| side.amounts.lines[*line].payable()).collect()));
    let totals = figures
        .into_iter()
        .map(|(label, of)| (label, sides.iter().map(|side| of(&side.amounts)).collect::<Vec<_>>()))
        .filter(|(label, amounts)| match label {
            Label::RentWaived | Label::DeedTax | Label::Grants => amounts.iter().any(|amount| *amount != Money::ZERO),
            Label::Undistributed | Label::NetWhenDrawn => keeps,
            Label::EmployerInsurance | Label::OwnerInsurance | Label::TotalWithInsurance => insured,
            _ => true,
        })
        .map(|(label, amounts)| (RowName::Figure(label), amounts));
    taxes.chain(totals).collect()
}

/// What each measure gave a form, summed over the year, in words.
pub(super) fn granted(context: &Context<'_>, side: &Assessment) -> Vec<String> {
    let mut sums: Vec<(MeasureIx, Line, bool, Money)> = Vec::new();
    for step in side.record.steps.iter().filter(|step| step.what.is_relief()) {
        let Some(measure) = step.measure() else { continue };
        let rent = step.what == What::RentWaived;
        match sums.iter_mut().find(|(known, line, _, _)| (*known, *line) == (measure, step.line)) {
            Some((_, _, _, sum)) => *sum += step.result,
            None => sums.push((measure, step.line, rent, step.result)),
        }
    }
    // Rent is filed with the income tax that it raises; a reader looks for rent.
    let name = |line: Line, rent: bool| if rent { What::RentWaived.say(context.lang) } else { line.say(context.lang) };
    sums.into_iter()
        .map(|(index, line, rent, sum)| Label::Granted {
            what: name(line, rent),
            sum,
            measure: context.measure_title(index),
            citation: context.citation(index),
        })
        .map(|label| label.say(context.lang))
        .collect()
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
        None if benefit.kind == BenefitKind::Entitlement => Label::Entitled { kind, measure, citation },
        None => Label::Beside { kind, amount, measure, citation },
    };
    let worth = benefit.worth.zip(context.profile.interest_rate).map(|(worth, rate)| Label::Worth { worth, rate }.say(context.lang));
    words.say(context.lang) + &worth.unwrap_or_default()
}

/// What was refused to a form and why, in words: one item a measure, however many lines and periods it failed for.
pub(super) fn refused(context: &Context<'_>, side: &Assessment) -> Vec<String> {
    let mut by_line: Vec<(MeasureIx, Option<Line>, Vec<String>)> = Vec::new();
    for refusal in &side.record.refused {
        let reason = refusal.reason.say(context.lang);
        match by_line.iter_mut().find(|(measure, line, _)| (*measure, *line) == (refusal.measure, refusal.line)) {
            Some((_, _, reasons)) => reasons.push(reason),
            None => by_line.push((refusal.measure, refusal.line, vec![reason])),
        }
    }
    let mut items: Vec<(MeasureIx, Vec<Line>, Vec<String>)> = Vec::new();
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
    items
        .into_iter()
        .map(|(index, lines, reasons)| Label::Refused {
            what: if lines.is_empty() { String::new() } else { Label::OfLines { lines }.say(context.lang) },
            measure: context.measure_title(index),
            reasons: reasons.join(separator),
            citation: context.citation(index),
        })
        .map(|label| label.say(context.lang))
        .collect()
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

/// Granted, refused, not counted, assumed: what all sides share is said once, the rest with its forms.
pub(super) fn grounds(context: &Context<'_>, sides: &[&Assessment]) -> Vec<Block> {
    let assumed = |side: &Assessment| context.assumptions(side).iter().map(|assumption| assumption.say(context.lang)).collect();
    let not_counted = |side: &Assessment| side.record.not_counted.iter().map(|what| what.say(context.lang)).collect();
    let lists = [
        (Label::Reliefs, gathered(context, sides, |side| granted(context, side))),
        (Label::BesideTaxes, gathered(context, sides, |side| beside(context, side))),
        (Label::NotGranted, gathered(context, sides, |side| refused(context, side))),
        (Label::NotCounted, gathered(context, sides, not_counted)),
        (Label::Assumptions, gathered(context, sides, assumed)),
    ];
    lists.into_iter().filter_map(|(label, items)| Block::list(label.say(context.lang), items)).collect()
}

/// How much a row of [`money_rows`] stands out.
pub(super) fn weight(name: &RowName) -> Weight {
    match name {
        RowName::Figure(Label::Total) => Weight::Sum,
        RowName::Figure(Label::NetToOwner) => Weight::Strong,
        _ => Weight::Plain,
    }
}

/// Why forms were left out, in words.
pub(super) fn skipped(context: &Context<'_>, comparison: &Comparison) -> Vec<String> {
    comparison
        .skipped
        .iter()
        .map(|(form, error)| {
            let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
            Label::Skipped { form: *form, reasons: reasons.join("; ") }.say(context.lang)
        })
        .collect()
}

impl Context<'_> {
    pub(super) fn name(&self, side: &Assessment) -> SideName {
        let other_status = Some(side.vat_status).filter(|status| *status != self.profile.vat_status);
        SideName { form: side.form, other_status }
    }

    pub(super) fn subject(&self) -> Label {
        Label::Subject { name: self.profile.name.clone(), place: self.place_name(), year: self.rules.year, form: self.profile.form }
    }

    pub(super) fn footer(&self) -> Label {
        let short: String = self.pack.hash().chars().take(12).collect();
        let pack = if self.pack.is_embedded() { short } else { Label::OwnPack { hash: short }.say(self.lang) };
        let known = match self.rules.known_on {
            Some(day) => Label::KnownOn { day },
            None => Label::KnownAll,
        };
        Label::Footer { version: env!("CARGO_PKG_VERSION").to_string(), pack, known: known.say(self.lang) }
    }
}
