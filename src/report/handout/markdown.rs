//! The same report as Markdown, the pictures as their tables.

use super::contents::{Contents, Grid};
use super::words::Word;
use crate::answers::handout::Handout;
use crate::base::words::Say;
use crate::report::Context;
use crate::report::labels::Label;
use crate::report::markdown::table;
use std::fmt::Write;

/// The report as Markdown.
pub fn handout_markdown(context: &Context<'_>, handout: &Handout) -> String {
    let say = |word: Word| word.say(context.lang);
    let label = |label: Label| label.say(context.lang);
    let contents = Contents::of(context, handout);
    let mut out = format!("# {}\n\n", contents.title);
    for (name, value) in &contents.facts {
        let _ = writeln!(out, "- {}", say(Word::Fact { name: name.clone(), value: plain(value) }));
    }
    heading(&mut out, &say(Word::Verdict));
    for (i, verdict) in contents.verdicts.iter().enumerate() {
        let _ = if i == 0 { writeln!(out, "**{verdict}**\n") } else { writeln!(out, "{verdict}\n") };
    }
    let _ = writeln!(out, "{} {}\n\n{}", say(Word::Unit), say(Word::Disclaimer), grid(&contents.forms));
    list(&mut out, &label(Label::NotCompared), &contents.skipped);
    heading(&mut out, &contents.change.caption);
    let _ = writeln!(out, "{}\n\n{}", say(Word::RefsNote), grid(&contents.change));
    heading(&mut out, &say(Word::Where));
    out += &grid(&contents.money);
    if !handout.curve.points.is_empty() {
        heading(&mut out, &say(Word::Profit));
        let _ = writeln!(out, "{}\n\n{}", say(Word::ProfitNote), grid(&contents.curve));
        numbered(&mut out, &contents.marks);
    }
    heading(&mut out, &say(Word::Years));
    let _ = writeln!(out, "{}\n", say(Word::YearsNote));
    for years in &contents.years {
        let _ = writeln!(out, "**{}**\n\n{}", years.caption, grid(years));
    }
    bullets(&mut out, &contents.left_out);
    for (title, items) in &contents.changes {
        list(&mut out, title, items);
    }
    for (title, items) in [
        (label(Label::Reliefs), &contents.granted),
        (label(Label::BesideTaxes), &contents.beside),
        (label(Label::NotGranted), &contents.refused),
    ] {
        if !items.is_empty() {
            heading(&mut out, &title);
            bullets(&mut out, items);
        }
    }
    heading(&mut out, &say(Word::Steps));
    let steps: Vec<String> = contents.steps.iter().map(|step| format!("**{}** [{}] {}", step.what, step.basis, step.how)).collect();
    numbered(&mut out, &steps);
    if steps.is_empty() {
        let _ = writeln!(out, "{}", say(Word::StepsNone));
    }
    for agenda in &contents.agendas {
        let rows: Vec<Vec<String>> = agenda.rows.iter().map(|row| [vec![row.name.clone()], row.cells.clone()].concat()).collect();
        let _ = writeln!(out, "\n**{}**\n\n{}", agenda.caption, table(&agenda.head, &rows, 2));
    }
    bullets(&mut out, &contents.agenda_notes);
    heading(&mut out, &say(Word::Assumed));
    bullets(&mut out, &contents.assumed);
    heading(&mut out, &say(Word::Basis));
    let basis: Vec<String> = contents.basis.iter().map(|(item, checked)| format!("{item} ({checked})")).collect();
    numbered(&mut out, &basis);
    let _ = writeln!(out, "\n{} {}", contents.made_with, say(Word::Disclaimer));
    out
}

/// Text of the profile that would be read as Markdown or HTML, made harmless.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' => " ".to_string(),
            '<' | '>' | '[' | ']' | '*' | '_' | '`' | '\\' | '#' | '!' | '|' | '&' => format!("\\{c}"),
            other => other.to_string(),
        })
        .collect()
}

fn heading(out: &mut String, title: &str) {
    let _ = writeln!(out, "\n## {title}\n");
}

fn bullets(out: &mut String, items: &[String]) {
    for item in items {
        let _ = writeln!(out, "- {item}");
    }
}

fn numbered(out: &mut String, items: &[String]) {
    for (i, item) in items.iter().enumerate() {
        let _ = writeln!(out, "{}. {item}", i + 1);
    }
}

fn list(out: &mut String, title: &str, items: &[String]) {
    if !items.is_empty() {
        let _ = writeln!(out, "\n### {title}\n");
        bullets(out, items);
    }
}

fn grid(grid: &Grid) -> String {
    let rows: Vec<Vec<String>> = grid
        .rows
        .iter()
        .map(|row| {
            let refs: String = row.basis.iter().map(|number| format!(" [{number}]")).collect();
            let bold = |text: &str| if row.strong && !text.is_empty() { format!("**{text}**") } else { text.to_string() };
            std::iter::once(bold(&row.name) + &refs).chain(row.cells.iter().map(|cell| bold(cell))).collect()
        })
        .collect();
    table(&grid.head, &rows, 1)
}
