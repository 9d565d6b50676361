//! A report of the kind "sentences, a table, remarks", laid out for a terminal or in Markdown.

use super::Context;
use super::markdown::table;
use crate::base::words::Say;

/// What such a report says, in the reader's language.
pub(super) struct Sheet {
    /// What was asked, under the subject.
    pub(super) asked: Vec<String>,
    /// What a reader is to see first.
    pub(super) verdict: Vec<String>,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// The first column of figures.
    pub(super) right_from: usize,
    /// Remarks under headings.
    pub(super) remarks: Vec<(String, Vec<String>)>,
}

impl Sheet {
    pub(super) fn markdown(&self, context: &Context<'_>) -> String {
        let mut out = format!("# {}\n\n", context.subject().say(context.lang));
        for line in &self.asked {
            out += &format!("{line}\n\n");
        }
        for line in &self.verdict {
            out += &format!("**{line}**\n\n");
        }
        if !self.rows.is_empty() {
            out += &table(&self.head, &self.rows, self.right_from);
        }
        for (heading, items) in self.remarks.iter().filter(|(_, items)| !items.is_empty()) {
            out += &format!("\n## {heading}\n\n");
            for item in items {
                out += &format!("- {item}\n");
            }
        }
        out + &format!("\n{}\n", context.footer().say(context.lang))
    }

    /// For a terminal; `picture` stands between the sentences and the table.
    #[cfg(feature = "cli")]
    pub(super) fn text(&self, context: &Context<'_>, style: super::Style, picture: &str) -> String {
        let mut out = style.wrapped(&context.subject().say(context.lang), "", "  ");
        for line in &self.asked {
            out += &style.wrapped(line, "", "  ");
        }
        out.push('\n');
        for line in &self.verdict {
            let wrapped = style.wrapped(line, "", "  ");
            out += &format!("{}\n", style.heading(wrapped.trim_end()));
        }
        out += picture;
        if !self.rows.is_empty() {
            let head: Vec<String> = self.head.iter().map(|words| super::text::narrow(words)).collect();
            out += &format!("\n{}", style.table(&head, self.rows.clone(), self.right_from, None));
        }
        for (heading, items) in self.remarks.iter().filter(|(_, items)| !items.is_empty()) {
            out += &format!("\n{}\n", style.heading(heading));
            for item in items {
                out += &style.item(item);
            }
        }
        out + "\n" + &style.wrapped(&context.footer().say(context.lang), "", "")
    }
}
