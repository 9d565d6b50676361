//! One HTML document that stands by itself: no script, no network, one style sheet for screen, phone and paper.

use super::chart::{self, Bar, FILLS, Picture};
use super::contents::{Contents, Grid, Row, by_year, curves, sides};
use super::parts::{Part, PartKey, parts};
use super::words::Word;
use crate::answers::handout::Handout;
use crate::base::words::{Lang, Say};
use crate::report::Context;
use crate::report::labels::Label;
use crate::{Assessment, Money};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");

/// The report as HTML.
pub fn handout_html(context: &Context<'_>, handout: &Handout) -> String {
    let contents = Contents::of(context, handout);
    let lang = match context.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let running = format!(":root {{ --running: {}; }}\n", css_string(&format!("{} · {}", context.profile.name, contents.title)));
    let page = html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="generator" content=(format!("huiqi {}", env!("CARGO_PKG_VERSION")));
                title { (context.profile.name) " – " (contents.title) }
                style { (PreEscaped(running)) (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#report" { (Word::SkipToContent.say(context.lang)) }
                (chart::patterns())
                div class="page" { (body(context, handout, &contents)) }
            }
        }
    };
    page.into_string() + "\n"
}

/// A CSS string of any text: whatever is not a plain letter or digit is written by its number.
fn css_string(text: &str) -> String {
    let escaped: String =
        text.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }).collect();
    format!("\"{escaped}\"")
}

fn body(context: &Context<'_>, handout: &Handout, contents: &Contents) -> Markup {
    let say = |word: Word| word.say(context.lang);
    let label = |label: Label| label.say(context.lang);
    html! {
        header {
            h1 { (contents.title) }
            dl class="facts" {
                @for (name, value) in &contents.facts { div { dt { (name) } dd { (value) } } }
            }
        }
        main id="report" tabindex="-1" {
            (section("answer", &say(Word::Verdict), html! {
                @for verdict in contents.verdicts.iter().take(1) { p class="answer" { (verdict) } }
                p class="note" { (say(Word::Unit)) " " (say(Word::Disclaimer)) }
                (table(&contents.forms))
                (list(&label(Label::NotCompared), &contents.skipped))
            }))
            (section("before-after", &contents.change.caption, html! {
                p class="note" { (say(Word::RefsNote)) }
                (table(&Grid { caption: String::new(), ..grid_of(&contents.change) }))
            }))
            (section("money", &say(Word::Where), html! { (money(context, handout)) (table(&contents.money)) }))
            @if !handout.curve.points.is_empty() {
                (section("profit", &say(Word::Profit), profit(context, handout, contents)))
            }
            (section("years", &say(Word::Years), years(context, handout, contents)))
            (section("reliefs", &label(Label::Reliefs), html! { (items(&contents.granted)) (list(&label(Label::BesideTaxes), &contents.beside)) }))
            @if !contents.refused.is_empty() { (section("refused", &label(Label::NotGranted), items(&contents.refused))) }
            (section("steps", &say(Word::Steps), html! {
                @if contents.steps.is_empty() { p { (say(Word::StepsNone)) } }
                ol { @for step in &contents.steps { li { strong { (step.what) } " " (refs(&[step.basis])) br; (step.how) } } }
                @for agenda in &contents.agendas { (words_table(agenda)) }
                (items(&contents.agenda_notes))
            }))
            (section("assumptions", &say(Word::Assumed), items(&contents.assumed)))
            (section("basis", &say(Word::Basis), html! {
                ol class="basis" {
                    @for (i, (item, checked)) in contents.basis.iter().enumerate() {
                        li id=(format!("basis-{}", i + 1)) { (item) small { (checked) } }
                    }
                }
            }))
            // In the main part: from outside it Chromium moves these lines to a page of their own, whatever the style says.
            footer {
                p { (contents.made_with) }
                p { (say(Word::Disclaimer)) }
            }
        }
    }
}

fn section(id: &str, title: &str, inside: Markup) -> Markup {
    let heading = format!("{id}-heading");
    html! { section aria-labelledby=(heading) id=(id) { h2 id=(heading) { (title) } (inside) } }
}

fn items(items: &[String]) -> Markup {
    html! { @if items.is_empty() { p { "—" } } @else { ul { @for item in items { li { (item) } } } } }
}

/// A list under a heading of its own, where there is anything in it.
fn list(title: &str, entries: &[String]) -> Markup {
    html! { @if !entries.is_empty() { h3 { (title) } (items(entries)) } }
}

fn refs(basis: &[usize]) -> Markup {
    html! {
        @for number in basis {
            span class="refs" { "[" a href=(format!("#basis-{number}")) { (number) } "] " }
        }
    }
}

/// The rows of a table said elsewhere.
fn grid_of(grid: &Grid) -> Grid {
    let row = |row: &Row| Row { name: row.name.clone(), basis: row.basis.clone(), cells: row.cells.clone(), strong: row.strong };
    Grid { caption: grid.caption.clone(), head: grid.head.clone(), rows: grid.rows.iter().map(row).collect() }
}

/// The roles are said outright: on a phone the rows are laid out as blocks, and would lose them.
fn table(grid: &Grid) -> Markup {
    laid_out(grid, if grid.rows.len() <= 24 { "whole" } else { "" })
}

/// A table of words: its cells wrap and stand at the left.
fn words_table(grid: &Grid) -> Markup {
    laid_out(grid, "words")
}

fn laid_out(grid: &Grid, class: &str) -> Markup {
    html! {
        table role="table" class=(class) {
            @if !grid.caption.is_empty() { caption { (grid.caption) } }
            thead role="rowgroup" { tr role="row" { @for head in &grid.head { th scope="col" role="columnheader" { (head) } } } }
            tbody role="rowgroup" {
                @for row in &grid.rows {
                    tr role="row" class=[row.strong.then_some("strong")] {
                        th scope="row" role="rowheader" { (row.name) @if !row.basis.is_empty() { " " (refs(&row.basis)) } }
                        @for (cell, head) in row.cells.iter().zip(grid.head.iter().skip(1)) { td role="cell" data-head=(head) { (cell) } }
                    }
                }
            }
        }
    }
}

/// The key of a picture: sign, and what it stands for.
fn key(entries: impl Iterator<Item = (Markup, String)>) -> Markup {
    html! { ul class="key" { @for (sign, words) in entries { li { (sign) span { (words) } } } } }
}

/// The two bars of each form: all the money, and the taxes alone.
fn money(context: &Context<'_>, handout: &Handout) -> Markup {
    let of_forms: Vec<(&Assessment, Vec<Part>)> = sides(handout).into_iter().map(|side| (side, parts(context, side))).collect();
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
    let picture = |id: &str, word: Word, only: &dyn Fn(PartKey) -> bool| {
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
        html! {
            figure {
                figcaption { (title) }
                (key(entries.map(|(_, name, fill, letter)| (chart::swatch(*fill), format!("{letter} {name}")))))
                (chart::stacked(&Picture { id, title: &title, description: &description }, &bars))
            }
        }
    };
    html! { (picture("chart-money", Word::WhereAll, &|_| true)) (picture("chart-taxes", Word::WhereTaxes, &is_tax)) }
}

/// What is left over the profit, and the same against the present form.
fn profit(context: &Context<'_>, handout: &Handout, contents: &Contents) -> Markup {
    let curve = &handout.curve;
    let x: Vec<Money> = curve.points.iter().map(|point| point.profit).collect();
    let marks: Vec<Money> = curve.marks.iter().map(|mark| mark.profit).collect();
    let nets = curves(context, handout);
    let axis = Word::ProfitAxis.say(context.lang);
    let present = nets.first().map(|(_, values)| values.clone()).unwrap_or_default();
    let gains: Vec<(String, Vec<Money>)> =
        nets.iter().map(|(name, values)| (name.clone(), values.iter().zip(&present).map(|(then, now)| *then - *now).collect())).collect();
    let draw = |id: &str, word: Word, series: &[(String, Vec<Money>)]| {
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
        let description = series.iter().map(range).chain(contents.marks.iter().cloned()).collect::<Vec<_>>().join(" ");
        let values: Vec<Vec<Money>> = series.iter().map(|(_, values)| values.clone()).collect();
        html! {
            figure {
                figcaption { (title) }
                (key(series.iter().enumerate().map(|(i, (name, _))| (chart::dash(i), name.clone()))))
                (chart::lines(&Picture { id, title: &title, description: &description }, &x, &values, &marks, &axis))
            }
        }
    };
    html! {
        p class="note" { (Word::ProfitNote.say(context.lang)) }
        (draw("chart-net", Word::NetChart, &nets))
        (draw("chart-gain", Word::GainChart, &gains))
        h3 { (Word::Marks.say(context.lang)) }
        ol { @for mark in &contents.marks { li { (mark) } } }
        (table(&contents.curve))
    }
}

fn years(context: &Context<'_>, handout: &Handout, contents: &Contents) -> Markup {
    let burden = by_year(context, handout, |side| side.amounts.total());
    let groups: Vec<String> = handout.years.iter().map(|(year, _)| year.to_string()).collect();
    let title = Word::YearsChart.say(context.lang);
    let said = |(name, values): &(String, Vec<Money>)| {
        let parts = groups.iter().zip(values).map(|(year, amount)| Word::Part { name: year.clone(), amount: *amount }.say(context.lang));
        Word::OfForm { form: name.clone(), parts: parts.collect::<Vec<_>>().say(context.lang) }.say(context.lang)
    };
    let description = burden.iter().map(said).collect::<Vec<_>>().join(" ");
    // The present form is solid, the others have a pattern each.
    let fills: Vec<usize> = (1..=burden.len()).collect();
    let values: Vec<Vec<Money>> = burden.iter().map(|(_, values)| values.clone()).collect();
    html! {
        p class="note" { (Word::YearsNote.say(context.lang)) }
        figure {
            figcaption { (title) }
            (key(burden.iter().zip(&fills).map(|((name, _), fill)| (chart::swatch(*fill), name.clone()))))
            (chart::columns(&Picture { id: "chart-years", title: &title, description: &description }, &groups, &values, &fills))
        }
        @for grid in &contents.years { (table(grid)) }
        @for item in &contents.left_out { p { (item) } }
        @for (title, changes) in &contents.changes { (list(title, changes)) }
        @if contents.changes.is_empty() { p { (Word::NoChanges.say(context.lang)) } }
    }
}
