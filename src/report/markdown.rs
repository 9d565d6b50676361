//! Markdown: for a document that an adviser goes on with.

use super::Context;
use super::labels::Label;
use super::shared::{beside, granted, money_rows, pays, refused, signed, skipped, verdict};
use crate::answers::compare::{Comparison, Difference};
use crate::assess::Assessment;
use crate::base::names::Line;
use crate::base::words::{Lang, Say, Vocabulary};
use crate::law::{Measure, Pack};
use std::fmt::Write;

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

pub(super) fn table(head: &[String], rows: &[Vec<String>], right_from: usize) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join(" | "));
    let rule: Vec<String> = (0..head.len()).map(|i| if i >= right_from { "--:".to_string() } else { "---".to_string() }).collect();
    line(head) + &format!("|{}|\n", rule.join("|")) + &rows.iter().map(|row| line(row)).collect::<String>()
}

/// A comparison.
pub fn comparison_markdown(context: &Context<'_>, comparison: &Comparison) -> String {
    let say = |label: Label| label.say(context.lang);
    let before = &comparison.before;
    let mut out = format!("# {}\n\n", say(context.subject()));
    for (i, after) in comparison.after.iter().enumerate() {
        let words = verdict(context, &Difference::between(before, after), context.name(after)) + &pays(context, comparison, i);
        let _ = writeln!(out, "**{words}**\n");
    }
    let sides: Vec<&Assessment> = std::iter::once(before).chain(&comparison.after).collect();
    let _ = writeln!(out, "## {}\n", say(Label::PerForm));
    let head: Vec<String> =
        std::iter::once(say(Label::LineHead)).chain(sides.iter().map(|side| context.name(side).say(context.lang))).collect();
    let rows: Vec<Vec<String>> = money_rows(&sides)
        .into_iter()
        .map(|(label, cells)| std::iter::once(label.say(context.lang)).chain(cells.iter().map(ToString::to_string)).collect())
        .collect();
    out += &table(&head, &rows, 1);
    for side in &sides {
        out += &details(context, side);
    }
    if !comparison.skipped.is_empty() {
        let _ = writeln!(out, "\n## {}\n", say(Label::NotCompared));
        for item in skipped(context, comparison) {
            let _ = writeln!(out, "- {item}");
        }
    }
    let _ = writeln!(out, "\n{}", say(context.footer()));
    out
}

/// The lines of one side with their reliefs and articles, what was refused and assumed.
fn details(context: &Context<'_>, side: &Assessment) -> String {
    let say = |label: Label| label.say(context.lang);
    let mut out = format!("\n## {}\n\n", context.name(side).say(context.lang));
    let head = [Label::LineHead, Label::Basis, Label::Due, Label::Relief, Label::Payable].map(say);
    let rows: Vec<Vec<String>> = Line::ALL
        .iter()
        .filter(|line| side.amounts.lines[**line].due > crate::Money::ZERO)
        .map(|line| {
            let tax = side.amounts.lines[*line];
            let basis: Vec<String> = side.citations(*line).into_iter().map(|index| context.citation(index)).collect();
            vec![line.say(context.lang), basis.join("; "), tax.due.to_string(), tax.relief.to_string(), tax.payable().to_string()]
        })
        .collect();
    out += &table(&head, &rows, 2);
    let assumed: Vec<String> = context.assumptions(side).iter().map(|assumption| assumption.say(context.lang)).collect();
    for (label, items) in [
        (Label::Reliefs, granted(context, side)),
        (Label::BesideTaxes, beside(context, side)),
        (Label::NotGranted, refused(context, side)),
        (Label::Assumptions, assumed),
    ] {
        if !items.is_empty() {
            let _ = writeln!(out, "\n### {}\n", say(label));
            for item in items {
                let _ = writeln!(out, "- {item}");
            }
        }
    }
    out
}

/// One assessment.
pub fn assessment_markdown(context: &Context<'_>, assessment: &Assessment) -> String {
    format!("# {}\n{}\n{}\n", context.subject().say(context.lang), details(context, assessment), context.footer().say(context.lang))
}

/// The steps of one line.
pub fn explanation_markdown(context: &Context<'_>, assessment: &Assessment, line: Line) -> String {
    let say = |label: Label| label.say(context.lang);
    let head = [Label::Period, Label::Step, Label::How, Label::Basis, Label::Amount].map(say);
    let rows: Vec<Vec<String>> = context
        .steps_of(assessment, line)
        .map(|step| {
            let basis = step.measure().map(|index| context.citation(index)).unwrap_or_default();
            vec![step.period.to_string(), step.what.say(context.lang), step.formula.say(context.lang), basis, step.result.to_string()]
        })
        .collect();
    let tax = assessment.amounts.lines[line];
    format!(
        "# {} ({})\n\n{}\n{} {}, {} {}, {} **{}**\n",
        line.say(context.lang),
        assessment.form.say(context.lang),
        table(&head, &rows, 4),
        say(Label::Due),
        tax.due,
        say(Label::Relief),
        tax.relief,
        say(Label::Payable),
        signed(tax.payable(), false),
    )
}

/// Measures by document, in full: the documentation's page, made from the pack.
pub fn measure_reference<'a>(pack: &Pack, measures: impl Iterator<Item = &'a Measure>, lang: Lang) -> String {
    let say = |label: Label| label.say(lang);
    let mut out = String::new();
    let measures: Vec<&Measure> = measures.collect();
    for (index, document) in pack.documents().iter().enumerate() {
        if measures.iter().all(|measure| measure.document != index) {
            continue;
        }
        let _ = writeln!(out, "## {} {}\n", document.number, document.title.say(lang));
        let _ = writeln!(
            out,
            "`{}` · {} · {} {} · {}: {} · {}: {}\n",
            document.id,
            document.issuers.join(" "),
            say(Label::Issued),
            document.issued_on,
            say(Label::Confidence),
            document.confidence.say(lang),
            say(Label::Text),
            document.text_at,
        );
        for measure in measures.iter().filter(|measure| measure.document == index) {
            let relations = relations(pack, measure, lang);
            let _ = writeln!(out, "### `{}` {}\n", measure.id, measure.title.say(lang));
            let _ = writeln!(
                out,
                "{}\n\n- {}: {}\n- {}: {}\n- {}: `{}`\n- {}: {}",
                measure.summary.say(lang),
                say(Label::Article),
                measure.article,
                say(Label::Valid),
                measure.valid,
                say(Label::Mechanism),
                measure.mechanism(),
                say(Label::Confidence),
                measure.confidence.say(lang),
            );
            if let Some(how) = &measure.how {
                let _ = writeln!(out, "- {}: {}", say(Label::ToDo), how.say(lang));
            }
            if !relations.is_empty() {
                let _ = writeln!(out, "- {}: {}", say(Label::Relations), relations.join("; "));
            }
            out.push('\n');
        }
    }
    out
}

pub(super) fn relations(pack: &Pack, measure: &Measure, lang: Lang) -> Vec<String> {
    let id = |index: crate::taxes::trace::MeasureIx| pack.measure(index).id.clone();
    let extends = measure.extends.map(|index| Label::Extends { id: id(index) });
    let supersedes = measure.supersedes.iter().map(|index| Label::Supersedes { id: id(*index) });
    let decides = measure.decides.map(|index| Label::Decides { id: id(index) });
    let after = measure.stacks_after.iter().map(|index| Label::StacksAfter { id: id(*index) });
    extends.into_iter().chain(supersedes).chain(decides).chain(after).map(|label| label.say(lang)).collect()
}
