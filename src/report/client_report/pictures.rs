//! The pictures of the report; what each shows stands in a table beside it too.

use super::parts::{Part, PartKey, parts};
use super::series::{by_year, curves, sides};
use super::words::Word;
use crate::answers::client_report::ClientReport;
use crate::base::words::Say;
use crate::report::Context;
use crate::report::document::Block;
use crate::report::picture::drawing::{Bar, Drawing, FILLS, Lines, Shapes, Sign};
use crate::report::picture::{Figure, Picture};
use crate::{Assessment, Money};

fn drawn(drawing: Drawing) -> Block {
    Block::Figure(Figure::of(Picture::Drawing(drawing)))
}

/// The two bars of each form: all the money, and the taxes alone.
pub(super) fn money(context: &Context<'_>, client_report: &ClientReport) -> Vec<Block> {
    let of_forms: Vec<(&Assessment, Vec<Part>)> = sides(client_report).into_iter().map(|side| (side, parts(context, side))).collect();
    let mut known: Vec<(PartKey, String)> = Vec::new();
    for (_, parts) in &of_forms {
        for (key, name, amount) in parts {
            if *amount != Money::ZERO && !known.iter().any(|(known, _)| known == key) {
                known.push((*key, name.clone()));
            }
        }
    }
    known.sort_by_key(|(key, _)| match key {
        PartKey::Costs => 0,
        PartKey::Owner => 100,
        PartKey::DeedTax => 50,
        PartKey::Tax(line) => 1 + *line as usize,
    });
    // Costs are plain, the owner's part is solid, each tax has a pattern.
    let mut patterns = (2..FILLS).cycle();
    let keyed: Vec<(PartKey, String, usize, char)> = known
        .into_iter()
        .zip('A'..='Z')
        .map(|((key, name), letter)| {
            let fill = match key {
                PartKey::Costs => 0,
                PartKey::Owner => 1,
                PartKey::Tax(_) | PartKey::DeedTax => patterns.next().unwrap_or_default(),
            };
            (key, name, fill, letter)
        })
        .collect();
    let is_tax = |key: PartKey| matches!(key, PartKey::Tax(_) | PartKey::DeedTax);
    let picture = |id: &'static str, word: Word, only: &dyn Fn(PartKey) -> bool| {
        let title = word.say(context.lang);
        let bars: Vec<Bar> = of_forms
            .iter()
            .map(|(side, parts)| {
                let of = |(key, _, fill, letter): &(PartKey, String, usize, char)| {
                    let amount = parts.iter().find(|(known, _, _)| known == key).map(|(_, _, amount)| *amount)?;
                    only(*key).then_some((*fill, *letter, amount))
                };
                Bar { name: context.name(side).say(context.lang), parts: keyed.iter().filter_map(of).collect() }
            })
            .collect();
        let said = of_forms.iter().map(|(side, parts)| {
            let named = parts.iter().filter(|(key, _, amount)| only(*key) && *amount != Money::ZERO);
            let named =
                named.map(|(_, name, amount)| Word::Part { name: name.clone(), amount: *amount }.say(context.lang)).collect::<Vec<_>>();
            Word::OfForm { form: context.name(side).say(context.lang), parts: named.say(context.lang) }.say(context.lang)
        });
        let description = said.collect::<Vec<_>>().join(" ");
        let entries = keyed.iter().filter(|(key, ..)| only(*key));
        let key = entries.map(|(_, name, fill, letter)| (Sign::Fill(*fill), format!("{letter} {name}"))).collect();
        drawn(Drawing { id, title, description, key, shapes: Shapes::Bars(bars) })
    };
    vec![picture("chart-money", Word::WhereAll, &|_| true), picture("chart-taxes", Word::WhereTaxes, &is_tax)]
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
        let key = series.iter().enumerate().map(|(i, (name, _))| (Sign::Dash(i), name.clone())).collect();
        let lines = Lines { x: x.clone(), series: values, marks: marks.clone(), axis: axis.clone() };
        drawn(Drawing { id, title, description, key, shapes: Shapes::Lines(lines) })
    };
    [draw("chart-net", Word::NetChart, &nets), draw("chart-gain", Word::GainChart, &gains)]
}

/// The burden of each year under each form.
pub(super) fn years(context: &Context<'_>, client_report: &ClientReport) -> Block {
    let burden = by_year(context, client_report, |side| side.amounts.total());
    let groups: Vec<String> = client_report.years.iter().map(|(year, _)| year.to_string()).collect();
    let title = Word::YearsChart.say(context.lang);
    let said = |(name, values): &(String, Vec<Money>)| {
        let parts = groups.iter().zip(values).map(|(year, amount)| Word::Part { name: year.clone(), amount: *amount }.say(context.lang));
        Word::OfForm { form: name.clone(), parts: parts.collect::<Vec<_>>().say(context.lang) }.say(context.lang)
    };
    let description = burden.iter().map(said).collect::<Vec<_>>().join(" ");
    // The present form is solid, the others have a pattern each.
    let fills: Vec<usize> = (1..=burden.len()).collect();
    let series: Vec<Vec<Money>> = burden.iter().map(|(_, values)| values.clone()).collect();
    let key = burden.iter().zip(&fills).map(|((name, _), fill)| (Sign::Fill(*fill), name.clone())).collect();
    drawn(Drawing { id: "chart-years", title, description, key, shapes: Shapes::Columns { groups, series, fills } })
}
