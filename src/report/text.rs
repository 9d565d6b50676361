//! Text for a terminal: the verdict first, then the table, then what was granted, refused and assumed.

use super::Context;
use super::labels::{Label, SideName};
use super::markdown::relations;
use super::shared::{RowName, beside, granted, money_rows, pays, refused, signed, skipped, verdict};
use crate::Money;
use crate::answers::compare::{Comparison, Difference};
use crate::assess::Assessment;
use crate::base::names::Line;
use crate::base::words::{Lang, Say};
use crate::law::{Measure, Pack};
use anstyle::{AnsiColor, Style as Paint};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// Rules above and below, and under the head; none between rows.
const RULED: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

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

    pub(super) fn heading(&self, text: &str) -> String {
        self.paint(text, Paint::new().bold().fg_color(Some(AnsiColor::Cyan.into())))
    }

    /// Text wrapped to the width, continuation lines under the first word.
    pub(super) fn wrapped(&self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(usize::from(self.width)).initial_indent(first).subsequent_indent(rest);
        textwrap::fill(text, options) + "\n"
    }

    pub(super) fn item(&self, text: &str) -> String {
        self.wrapped(text, "  · ", "    ")
    }

    /// A table; a rule is drawn above the row that `ruled` begins.
    pub(super) fn table(&self, head: &[String], rows: Vec<Vec<String>>, right_from: usize, ruled: Option<&str>) -> String {
        let mut table = Table::new();
        table.load_style(RULED).set_content_arrangement(ContentArrangement::Dynamic).set_width(self.width);
        table.set_header(head.iter().enumerate().map(|(i, text)| align(text, i >= right_from)));
        for row in rows {
            table.add_row(row.iter().enumerate().map(|(i, text)| align(text, i >= right_from)));
        }
        // Figures never wrap; names do, but not letter by letter: a table rather runs over a narrow terminal.
        let widths = table.column_max_content_widths();
        for (i, (column, width)) in table.column_iter_mut().zip(widths).enumerate() {
            // With a blank on either side.
            let least = ColumnConstraint::LowerBoundary(Width::Fixed(width.min(14) + 2));
            column.set_constraint(if i >= right_from { ColumnConstraint::ContentWidth } else { least });
        }
        let text = table.to_string();
        let rule = text.lines().next().unwrap_or_default();
        let mut out = String::new();
        for line in text.lines() {
            if ruled.is_some_and(|first| line.trim_start().starts_with(first)) {
                out = out + rule + "\n";
            }
            out = out + line.trim_end() + "\n";
        }
        out
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
        let words = verdict(context, &Difference::between(before, after), context.name(after)) + &pays(context, comparison, i);
        let sentence = style.wrapped(&words, "", "  ");
        out += &if i == 0 { style.paint(sentence.trim_end(), Paint::new().bold()) + "\n" } else { sentence };
    }
    out.push('\n');
    let sides: Vec<&Assessment> = std::iter::once(before).chain(&comparison.after).collect();
    match comparison.after.as_slice() {
        [after] => out += &side_by_side(context, before, after, style),
        _ => {
            let head: Vec<String> = std::iter::once(say(Label::LineHead))
                .chain(sides.iter().map(|side| narrow(&context.name(side).say(context.lang))))
                .collect();
            let rows = money_rows(&sides)
                .into_iter()
                .map(|(name, amounts)| std::iter::once(name.say(context.lang)).chain(amounts.iter().map(ToString::to_string)).collect())
                .collect();
            out += &style.table(&head, rows, 1, Some(&say(Label::Total)));
        }
    }
    out += &grounds(context, &sides, style);
    if !comparison.skipped.is_empty() {
        out += &format!("\n{}\n", style.heading(&say(Label::NotCompared)));
        for item in skipped(context, comparison) {
            out += &style.item(&item);
        }
    }
    out + &footer(context, style)
}

pub(super) fn footer(context: &Context<'_>, style: Style) -> String {
    let text = style.wrapped(&context.footer().say(context.lang), "", "");
    format!("\n{}\n", style.paint(text.trim_end(), Paint::new().dimmed()))
}

/// A heading of several words, one under the other.
pub(super) fn narrow(words: &str) -> String {
    words.replace(' ', "\n")
}

/// Before and after, each with its reliefs and what is payable, and the change.
fn side_by_side(context: &Context<'_>, before: &Assessment, after: &Assessment, style: Style) -> String {
    let say = |label: Label| label.say(context.lang);
    let column = |side: &Assessment, label: Label| format!("{}\n{}", narrow(&context.name(side).say(context.lang)), say(label));
    let head = [
        say(Label::LineHead),
        column(before, Label::Relief),
        column(before, Label::Payable),
        column(after, Label::Relief),
        column(after, Label::Payable),
        say(Label::Change),
    ];
    let rows = money_rows(&[before, after]).into_iter().map(|(name, amounts)| {
        let mut cells = vec![name.say(context.lang)];
        for (side, amount) in [before, after].iter().zip(&amounts) {
            let relief = match name {
                RowName::Tax(line) => side.amounts.lines[line].relief.to_string(),
                RowName::Figure(_) => String::new(),
            };
            cells.extend([relief, amount.to_string()]);
        }
        let change = amounts.iter().copied().reduce(|first, second| second - first).unwrap_or_default();
        cells.push(signed(change, true));
        cells
    });
    style.table(&head, rows.collect(), 1, Some(&say(Label::Total)))
}

/// Gathers the same text said of several forms into one.
pub(super) fn gathered<'s>(
    context: &Context<'_>,
    sides: &[&'s Assessment],
    texts: impl Fn(&'s Assessment) -> Vec<String>,
) -> Vec<(String, Vec<SideName>)> {
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
    found
}

fn section(context: &Context<'_>, label: Label, sides: &[&Assessment], items: Vec<(String, Vec<SideName>)>, style: Style) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", style.heading(&label.say(context.lang)));
    for (text, forms) in items {
        let whose = if forms.len() == sides.len() { String::new() } else { Label::Forms { forms }.say(context.lang) };
        out += &style.item(&(text + &whose));
    }
    out
}

/// Granted, refused, assumed: what all sides share is said once, the rest with its forms.
fn grounds(context: &Context<'_>, sides: &[&Assessment], style: Style) -> String {
    let assumed = |side: &Assessment| context.assumptions(side).iter().map(|assumption| assumption.say(context.lang)).collect();
    section(context, Label::Reliefs, sides, gathered(context, sides, |side| granted(context, side)), style)
        + &section(context, Label::BesideTaxes, sides, gathered(context, sides, |side| beside(context, side)), style)
        + &section(context, Label::NotGranted, sides, gathered(context, sides, |side| refused(context, side)), style)
        + &section(context, Label::Assumptions, sides, gathered(context, sides, assumed), style)
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
        + &style.table(&head, rows, 1, Some(&say(Label::Total)))
        + &grounds(context, &sides, style)
        + &footer(context, style)
}

/// The steps of one line.
pub fn explanation_text(context: &Context<'_>, assessment: &Assessment, line: Line, style: Style) -> String {
    let say = |label: Label| label.say(context.lang);
    let tax = assessment.amounts.lines[line];
    let mut out = style.wrapped(&say(context.subject()), "", "  ");
    out += &format!("{}{}\n\n", style.heading(&line.say(context.lang)), say(Label::Forms { forms: vec![context.name(assessment)] }));
    let mut any = false;
    for (number, step) in context.steps_of(assessment, line).enumerate() {
        any = true;
        let period = step.period.to_string();
        let what = if period.is_empty() { step.what.say(context.lang) } else { format!("{period} {}", step.what.say(context.lang)) };
        out += &style.wrapped(&format!("{}. {what}: {} = {}", number + 1, step.formula.say(context.lang), step.result), "  ", "     ");
        if let Some(index) = step.measure() {
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
    let only = Assessment { record: assessment.record.of_line(line), ..assessment.clone() };
    let refusals = refused(context, &only).into_iter().map(|text| (text, vec![context.name(assessment)])).collect();
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
    style.table(&head, rows, 3, None)
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
        (Label::ToDo, measure.how.as_ref().map(|how| how.say(lang)).unwrap_or_default()),
        (Label::Relations, relations(pack, measure, lang).join("; ")),
    ];
    for (label, text) in fields.into_iter().filter(|(_, text)| !text.is_empty()) {
        out += &style.wrapped(&format!("{}: {text}", label.say(lang)), "  ", "    ");
    }
    out
}
