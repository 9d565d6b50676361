//! The one place where a format is chosen.

use super::messages::Usage;
use super::options::Format;
use super::stop::Stop;
use super::terminal::style;
use huiqi::report::Document;
use std::path::Path;

/// An answer in a format, as text with or without its details: JSON is the answer itself, the others are made from its document.
pub(super) fn written(
    format: Format,
    full: bool,
    document: impl FnOnce() -> Document,
    json: impl FnOnce() -> String,
) -> Result<String, Stop> {
    Ok(match format {
        Format::Json => json(),
        Format::Text => document().text(style(full)),
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
