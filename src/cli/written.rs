//! The one place where a format is chosen, and what a terminal can show.

use super::messages::Usage;
use super::options::Format;
use super::stop::Stop;
use huiqi::report::{self, Document, Style};
use std::io::IsTerminal;
use std::path::Path;

/// An answer in a format: JSON is the answer itself, the others are made from its document.
pub(super) fn written(format: Format, document: impl FnOnce() -> Document, json: impl FnOnce() -> String) -> Result<String, Stop> {
    Ok(match format {
        Format::Json => json(),
        Format::Text => document().text(style()),
        Format::Markdown => document().markdown(),
        Format::Html => document().html(),
        Format::Csv => document().csv(),
        Format::Ics => document().ics().ok_or(Usage::OnlyCalendarHasDays)?,
    })
}

/// The format of a file, by the end of its name.
pub(super) fn format_of(path: &Path) -> Result<Format, Stop> {
    let format = ending(path).and_then(Format::of_ending);
    format.ok_or_else(|| Usage::UnknownEnding { path: path.display().to_string() }.into())
}

/// What stands after the last dot of a file's name.
pub(super) fn ending(path: &Path) -> Option<&str> {
    path.extension().and_then(|end| end.to_str())
}

/// A message of several lines, safe for a terminal whatever a file's text brought into it.
pub(super) fn message(text: &str) -> String {
    text.trim_end().lines().map(report::visible).collect::<Vec<_>>().join("\n")
}

/// Colour only on a terminal, and never where NO_COLOR is set.
pub(super) fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var("TERM").as_deref() != Ok("dumb")
}

/// As wide as the terminal, between a narrow one and what is read with ease; the latter where there is none.
fn style() -> Style {
    let width = terminal_size::terminal_size_of(std::io::stdout()).map_or(100, |(columns, _)| columns.0.clamp(60, 100));
    Style { width, colour: colour(&std::io::stdout()) }
}
