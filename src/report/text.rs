//! Text for a terminal: the verdict first, then the table, then what was granted, refused and assumed.

use super::Context;
use super::labels::Label;
use super::markdown::relations;
use super::shared::{RowName, money_rows, signed, verdict};
use crate::Money;
use crate::assess::Assessment;
use crate::compare::{Comparison, Difference};
use crate::names::Line;
use crate::policy::{Measure, Pack};
use crate::words::{Lang, Say};
use anstyle::{AnsiColor, Style as Paint};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

/// How text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns to fit.
    pub width: u16,
    /// Whether to use colour.
    pub colour: bool,
}

impl Style {
    fn paint(&self, text: &str, paint: Paint) -> String {
        if self.colour { format!("{paint}{text}{paint:#}") } else { text.to_string() }
    }

    fn heading(&self, text: &str) -> String {
        self.paint(text, Paint::new().bold().fg_color(Some(AnsiColor::Cyan.into())))
    }

    /// Text wrapped to the width, continuation lines under the first word.
    fn wrapped(&self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(usize::from(self.width)).initial_indent(first).subsequent_indent(rest);
        textwrap::fill(text, options) + "\n"
    }

    fn item(&self, text: &str) -> String {
        self.wrapped(text, "  · ", "    ")
    }

    fn table(&self, head: &[String], rows: Vec<Vec<String>>, right_from: usize) -> String {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(self.width);
        table.set_header(head.iter().enumerate().map(|(i, text)| align(text, i >= right_from)));
        for row in rows {
            table.add_row(row.iter().enumerate().map(|(i, text)| align(text, i >= right_from)));
        }
        let text = table.to_string();
        text.lines().map(|line| line.trim_end().to_string() + "\n").collect()
    }
}

fn align(text: &str, right: bool) -> Cell {
    Cell::new(text).set_alignment(if right { CellAlignment::Right } else { CellAlignment::Left })
}

/// A comparison.
pub fn comparison_text(context: &Context<'_>, comparison: &Comparison, style: Style) -> String {
    let say = |label: Label| label.say(context.lang);
    let before = &comparison.before;
    let mut out = style.wrapped(&say(context.subject()), "", "  ");
    out.push('\n');
    for (i, after) in comparison.after.iter().enumerate() {
        let sentence = style.wrapped(&verdict(context, &Difference::between(before, after), after.form), "", "  ");
        out += &if i == 0 { style.paint(sentence.trim_end(), Paint::new().bold()) + "\n" } else { sentence };
    }
    out.push('\n');
    let sides: Vec<&Assessment> = std::iter::once(before).chain(&comparison.after).collect();
    match comparison.after.as_slice() {
        [after] => out += &side_by_side(context, before, after, style),
        _ => {
            let head: Vec<String> =
                std::iter::once(say(Label::LineHead)).chain(sides.iter().map(|side| side.form.say(context.lang))).collect();
            let rows = money_rows(&sides)
                .into_iter()
                .map(|(name, amounts)| std::iter::once(name.say(context.lang)).chain(amounts.iter().map(ToString::to_string)).collect())
                .collect();
            out += &style.table(&head, rows, 1);
        }
    }
    out += &reliefs(context, &sides, style);
    out += &refused(context, &sides, style);
    out += &assumed(context, &sides, style);
    if !comparison.skipped.is_empty() {
        out += &format!("\n{}\n", style.heading(&say(Label::NotCompared)));
        for (form, error) in &comparison.skipped {
            let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
            out += &style.item(&format!("{}: {}", form.say(context.lang), reasons.join("; ")));
        }
    }
    out + &footer(context, style)
}

fn footer(context: &Context<'_>, style: Style) -> String {
    let text = style.wrapped(&context.footer().say(context.lang), "", "");
    format!("\n{}\n", style.paint(text.trim_end(), Paint::new().dimmed()))
}

/// Before and after, each with due, relief and payable, and the change.
fn side_by_side(context: &Context<'_>, before: &Assessment, after: &Assessment, style: Style) -> String {
    let say = |label: Label| label.say(context.lang);
    let (one, two) = (before.form.say(context.lang), after.form.say(context.lang));
    let head: Vec<String> = [
        say(Label::LineHead),
        format!("{one}\n{}", say(Label::Due)),
        say(Label::Relief),
        say(Label::Payable),
        format!("{two}\n{}", say(Label::Due)),
        say(Label::Relief),
        say(Label::Payable),
        say(Label::Change),
    ]
    .to_vec();
    let rows = money_rows(&[before, after])
        .into_iter()
        .map(|(name, amounts)| {
            let mut cells = vec![name.say(context.lang)];
            for (side, amount) in [before, after].iter().zip(&amounts) {
                match name {
                    RowName::Tax(line) => {
                        let tax = side.amounts.lines[line];
                        cells.extend([tax.due.to_string(), tax.relief.to_string(), tax.payable().to_string()]);
                    }
                    RowName::Figure(_) => cells.extend([String::new(), String::new(), amount.to_string()]),
                }
            }
            let change = amounts.iter().copied().reduce(|first, second| second - first).unwrap_or_default();
            cells.push(signed(change, true));
            cells
        })
        .collect();
    style.table(&head, rows, 1)
}

/// Which forms something holds for, unless it holds for all that are shown.
fn for_forms(context: &Context<'_>, forms: &[crate::Form], all: usize) -> String {
    if forms.len() == all { String::new() } else { format!(" [{}]", forms.to_vec().say(context.lang)) }
}

/// Gathers the same text said of several forms into one.
fn gathered<'s>(sides: &[&'s Assessment], texts: impl Fn(&'s Assessment) -> Vec<String>) -> Vec<(String, Vec<crate::Form>)> {
    let mut found: Vec<(String, Vec<crate::Form>)> = Vec::new();
    for side in sides {
        for text in texts(side) {
            match found.iter_mut().find(|(known, _)| *known == text) {
                Some((_, forms)) if forms.contains(&side.form) => {}
                Some((_, forms)) => forms.push(side.form),
                None => found.push((text, vec![side.form])),
            }
        }
    }
    found
}

fn section(context: &Context<'_>, label: Label, sides: &[&Assessment], items: Vec<(String, Vec<crate::Form>)>, style: Style) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", style.heading(&label.say(context.lang)));
    for (text, forms) in items {
        out += &style.item(&(text + &for_forms(context, &forms, sides.len())));
    }
    out
}

/// What each measure gave, summed over the year.
fn reliefs(context: &Context<'_>, sides: &[&Assessment], style: Style) -> String {
    let items = gathered(sides, |side| {
        let mut sums: Vec<(crate::trace::MeasureIx, Line, Money)> = Vec::new();
        for step in side.record.steps.iter().filter(|step| step.what.is_relief()) {
            let Some(measure) = step.measure else { continue };
            match sums.iter_mut().find(|(known, line, _)| (*known, *line) == (measure, step.line)) {
                Some((_, _, sum)) => *sum += step.result,
                None => sums.push((measure, step.line, step.result)),
            }
        }
        sums.into_iter()
            .map(|(measure, line, sum)| {
                format!("{} {sum} — {} ({})", line.say(context.lang), context.measure_title(measure), context.citation(measure))
            })
            .collect()
    });
    section(context, Label::Reliefs, sides, items, style)
}

fn refused(context: &Context<'_>, sides: &[&Assessment], style: Style) -> String {
    let items = gathered(sides, |side| {
        side.record
            .refused
            .iter()
            .map(|refusal| {
                let line = refusal.line.map(|line| line.say(context.lang) + " — ").unwrap_or_default();
                format!(
                    "{line}{}: {} ({})",
                    context.measure_title(refusal.measure),
                    refusal.reason.say(context.lang),
                    context.citation(refusal.measure)
                )
            })
            .collect()
    });
    section(context, Label::NotGranted, sides, items, style)
}

fn assumed(context: &Context<'_>, sides: &[&Assessment], style: Style) -> String {
    let items = gathered(sides, |side| context.assumptions(side).iter().map(|assumption| assumption.say(context.lang)).collect());
    section(context, Label::Assumptions, sides, items, style)
}

/// One assessment.
pub fn assessment_text(context: &Context<'_>, assessment: &Assessment, style: Style) -> String {
    let say = |label: Label| label.say(context.lang);
    let head = [Label::LineHead, Label::Due, Label::Relief, Label::Payable].map(say);
    let rows = money_rows(&[assessment])
        .into_iter()
        .map(|(name, amounts)| {
            let tax = match name {
                RowName::Tax(line) => Some(assessment.amounts.lines[line]),
                RowName::Figure(_) => None,
            };
            let cell = |of: fn(&crate::Tax) -> Money| tax.as_ref().map(|tax| of(tax).to_string()).unwrap_or_default();
            let payable = amounts.first().map(ToString::to_string).unwrap_or_default();
            vec![name.say(context.lang), cell(|tax| tax.due), cell(|tax| tax.relief), payable]
        })
        .collect();
    let sides = [assessment];
    style.wrapped(&say(context.subject()), "", "  ")
        + &format!("{}: {}\n\n", say(Label::Form), assessment.form.say(context.lang))
        + &style.table(&head, rows, 1)
        + &reliefs(context, &sides, style)
        + &refused(context, &sides, style)
        + &assumed(context, &sides, style)
        + &footer(context, style)
}

/// The steps of one line.
pub fn explanation_text(context: &Context<'_>, assessment: &Assessment, line: Line, style: Style) -> String {
    let say = |label: Label| label.say(context.lang);
    let tax = assessment.amounts.lines[line];
    let mut out = style.wrapped(&say(context.subject()), "", "  ");
    out += &format!("{} ({})\n\n", style.heading(&line.say(context.lang)), assessment.form.say(context.lang));
    let mut any = false;
    for (number, step) in context.steps_of(assessment, line).enumerate() {
        any = true;
        let period = step.period.to_string();
        let what = if period.is_empty() { step.what.say(context.lang) } else { format!("{period} {}", step.what.say(context.lang)) };
        out += &style.wrapped(&format!("{}. {what}: {} = {}", number + 1, step.formula.say(context.lang), step.result), "  ", "     ");
        if let Some(index) = step.measure {
            let basis = format!("{} — {}", context.citation(index), context.measure_title(index));
            out += &style.paint(style.wrapped(&basis, "     ", "     ").trim_end_matches('\n'), Paint::new().dimmed());
            out.push('\n');
        }
    }
    if !any {
        out += &style.wrapped(&say(Label::NothingHere), "  ", "  ");
    }
    out += &format!(
        "\n{} {}, {} {}, {} {}\n",
        say(Label::Due),
        tax.due,
        say(Label::Relief),
        tax.relief,
        say(Label::Payable),
        style.paint(&tax.payable().to_string(), Paint::new().bold())
    );
    let refusals: Vec<_> = assessment
        .record
        .refused
        .iter()
        .filter(|refusal| refusal.line == Some(line))
        .map(|refusal| {
            (
                format!(
                    "{}: {} ({})",
                    context.measure_title(refusal.measure),
                    refusal.reason.say(context.lang),
                    context.citation(refusal.measure)
                ),
                vec![assessment.form],
            )
        })
        .collect();
    out += &section(context, Label::NotGranted, &[assessment], refusals, style);
    out + &footer(context, style)
}

/// Measures as a table.
pub fn measures_text<'a>(pack: &Pack, measures: impl Iterator<Item = &'a Measure>, lang: Lang, style: Style) -> String {
    let head = [Label::Measure, Label::Title, Label::Valid].map(|label| label.say(lang));
    let rows = measures
        .map(|measure| {
            let valid = format!("{}\n{}", measure.valid.from, measure.valid.to.map(|to| to.to_string()).unwrap_or_default());
            vec![
                measure.id.clone(),
                format!("{}\n{} {}", measure.title.say(lang), pack.document_of(measure).number, measure.article),
                valid,
            ]
        })
        .collect();
    style.table(&head, rows, 3)
}

/// One measure in full.
pub fn measure_text(pack: &Pack, measure: &Measure, lang: Lang, style: Style) -> String {
    let document = pack.document_of(measure);
    let mut out = format!("{}\n{}\n\n", style.heading(&measure.id), measure.title.say(lang));
    let fields = [
        (Label::Summary, measure.summary.say(lang)),
        (Label::Document, format!("{} {}", document.number, document.title.say(lang))),
        (Label::Article, measure.article.clone()),
        (Label::Issued, document.issued_on.to_string()),
        (Label::Valid, measure.valid.to_string()),
        (Label::Where, measure.jurisdiction.to_string()),
        (Label::Mechanism, measure.mechanism().to_string()),
        (Label::Confidence, format!("{} ({})", measure.confidence.say(lang), document.checked_on)),
        (Label::Text, document.text_at.clone()),
        (Label::Relations, relations(pack, measure, lang).join("; ")),
    ];
    for (label, text) in fields.into_iter().filter(|(_, text)| !text.is_empty()) {
        out += &style.wrapped(&format!("{}: {text}", label.say(lang)), "  ", "    ");
    }
    out
}
