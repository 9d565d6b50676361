//! What a terminal can show.

use huiqi::report::{self, Style};
use std::io::{IsTerminal, Write};

/// Says something beside the answer: on the standard error, where nobody reads it as one.
pub(super) fn tell(text: &str) {
    // Whoever does not read it is not to be told either.
    let _ = writeln!(std::io::stderr(), "{}", message(text));
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
pub(super) fn style(full: bool) -> Style {
    let width = terminal_size::terminal_size_of(std::io::stdout()).map_or(100, |(columns, _)| columns.0.clamp(60, 100));
    Style { width, colour: colour(&std::io::stdout()), full }
}
