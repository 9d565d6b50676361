//! The pictures of the report; what each shows stands in a table beside it too.

use super::parts::{Part, PartKey, parts};
use super::series::{by_year, curves, sides};
use super::words::Word;
use crate::answers::client_report::ClientReport;
use crate::base::words::Say;
use crate::report::Context;
use crate::report::document::Block;
use crate::report::picture::bars::{Bar, Bars};
use crate::report::picture::drawing::{Drawing, Lines};
use crate::report::picture::{Figure, Picture};
use crate::{Assessment, Money};

fn bars(title: Word, groups: Vec<(Option<String>, Vec<Bar>)>, signed: bool, context: &Context<'_>) -> Block {
    Block::Figure(Figure::of(Picture::Bars(Bars { title: title.say(context.lang), groups, signed })))
}

/// What each other form leaves more or less than the present one; nothing where all leave the same.
pub(super) fn difference(context: &Context<'_>, client_report: &ClientReport) -> Option<Block> {
    let comparison = &client_report.comparison;
    let bar = |side: &Assessment| {
        let amount = side.amounts.net_to_owner() - comparison.before.amounts.net_to_owner();
        Bar { name: context.name(side).say(context.lang), amount }
    };
    let found: Vec<Bar> = comparison.after.iter().map(bar).collect();
    let differs = found.iter().any(|bar| bar.amount != Money::ZERO);
    let title = Word::GainOver { form: context.name(&comparison.before).say(context.lang) };
    differs.then(|| bars(title, vec![(None, found)], true, context))
}

/// The taxes that are not the same in every form: a bar a form.
pub(super) fn money(context: &Context<'_>, client_report: &ClientReport) -> Option<Block> {
    let of_forms: Vec<(&Assessment, Vec<Part>)> = sides(client_report).into_iter().map(|side| (side, parts(context, side))).collect();
    let group = |at: usize| {
        let of = |(side, parts): &(&Assessment, Vec<Part>)| {
            let (key, name, amount) = parts.get(at)?;
            let is_tax = matches!(key, PartKey::Tax(_) | PartKey::DeedTax);
            is_tax.then(|| (name.clone(), Bar { name: context.name(side).say(context.lang), amount: *amount }))
        };
        let (names, bars): (Vec<String>, Vec<Bar>) = of_forms.iter().filter_map(of).unzip();
        let first = bars.first().map(|bar| bar.amount);
        let differs = bars.iter().any(|bar| Some(bar.amount) != first);
        differs.then(|| (names.into_iter().next(), bars))
    };
    let count = of_forms.first().map_or(0, |(_, parts)| parts.len());
    let groups: Vec<_> = (0..count).filter_map(group).collect();
    (!groups.is_empty()).then(|| bars(Word::WhereDiffers, groups, false, context))
}

/// What is left over the profit, and the same against the present form.
pub(super) fn profit(context: &Context<'_>, client_report: &ClientReport, marked: &[String]) -> [Block; 2] {
    let curve = &client_report.curve;
    let x: Vec<Money> = curve.points.iter().map(|point| point.profit).collect();
    let marks: Vec<Money> = curve.marks.iter().map(|mark| mark.profit).collect();
    let nets = curves(context, client_report);
    let axis = Word::ProfitAxis.say(context.lang);
    let present = nets.first().map(|(_, values)| values.clone()).unwrap_or_default();
    let gains: Vec<(String, Vec<Money>)> =
        nets.iter().map(|(name, values)| (name.clone(), values.iter().zip(&present).map(|(then, now)| *then - *now).collect())).collect();
    let draw = |id: &'static str, word: Word, series: &[(String, Vec<Money>)]| {
        let title = word.say(context.lang);
        let range = |(name, values): &(String, Vec<Money>)| {
            let end = |at: Option<&Money>| at.copied().unwrap_or_default();
            Word::Range {
                series: name.clone(),
                low: end(values.first()),
                high: end(values.last()),
                from: end(x.first()),
                to: end(x.last()),
            }
            .say(context.lang)
        };
        let description = series.iter().map(range).chain(marked.iter().cloned()).collect::<Vec<_>>().join(" ");
        let values: Vec<Vec<Money>> = series.iter().map(|(_, values)| values.clone()).collect();
        let key = series.iter().map(|(name, _)| name.clone()).collect();
        let lines = Lines { x: x.clone(), series: values, marks: marks.clone(), axis: axis.clone() };
        Block::Figure(Figure::of(Picture::Drawing(Drawing { id, title, description, key, lines })))
    };
    [draw("chart-net", Word::NetChart, &nets), draw("chart-gain", Word::GainChart, &gains)]
}

/// The burden of each year under each form; nothing where no year has any.
pub(super) fn years(context: &Context<'_>, client_report: &ClientReport) -> Option<Block> {
    let burden = by_year(context, client_report, |side| side.amounts.total());
    let of_year = |at: usize| -> Vec<Bar> {
        let bar = |(name, values): &(String, Vec<Money>)| Some(Bar { name: name.clone(), amount: *values.get(at)? });
        burden.iter().filter_map(bar).collect()
    };
    // Years that follow one another with the same figures are told once.
    let mut found: Vec<(i32, i32, Vec<Bar>)> = Vec::new();
    for (at, (year, _)) in client_report.years.iter().enumerate() {
        let bars = of_year(at);
        match found.last_mut() {
            Some((_, last, same)) if *last + 1 == *year && *same == bars => *last = *year,
            _ => found.push((*year, *year, bars)),
        }
    }
    let name = |from: i32, to: i32| if from == to { from.to_string() } else { format!("{from}–{to}") };
    let groups = found.into_iter().map(|(from, to, bars)| (Some(name(from, to)), bars)).collect();
    let any = burden.iter().flat_map(|(_, values)| values).any(|amount| *amount != Money::ZERO);
    any.then(|| bars(Word::YearsChart, groups, false, context))
}
