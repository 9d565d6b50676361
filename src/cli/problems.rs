//! Problems drawn under the offending text.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use huiqi::{Error, Lang};
use std::ops::Range;

/// Every problem of an error, each with its place where it has one.
pub(super) fn draw(error: &Error, lang: Lang, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for problem in error.problems() {
        let text = huiqi::report::visible(&problem.text(lang));
        let title = Level::ERROR.primary_title(text.as_str());
        let group: Group<'_> = match problem.span() {
            Some((source, span)) => {
                // Only the lines it stands in: each problem would otherwise walk through the whole file.
                let (first, lines) = source.lines_of(span.clone());
                let text = source.text().get(lines.clone()).unwrap_or_default();
                let within = span.start.saturating_sub(lines.start)..span.end.saturating_sub(lines.start);
                // A file as a whole is at fault at its beginning, where some fact stands that is not.
                let fault = text.get(within.clone()).unwrap_or(text);
                if lines.start == 0 && within.start == 0 && (fault.is_empty() || fault.contains('=')) {
                    title.element(Origin::path(source.name()).line(1).char_column(1))
                } else {
                    let (text, within) = if error.is_pack() { (text.to_string(), within) } else { only(text, within) };
                    let snippet = Snippet::source(text).line_start(first).path(source.name());
                    title.element(snippet.annotation(AnnotationKind::Primary.span(within)))
                }
            }
            None => Group::with_title(title),
        };
        out += &renderer.render(&[group]);
        out.push_str("\n\n");
    }
    out
}

/// Of the lines of a profile the fact at fault alone: who passes a message on need not pass on what stands beside it.
fn only(lines: &str, span: Range<usize>) -> (String, Range<usize>) {
    // The header of a table holds no fact.
    if lines.trim_start().starts_with('[') && !lines.contains('=') {
        return (lines.to_string(), span);
    }
    let (before, rest) = lines.split_at_checked(span.start).unwrap_or((lines, ""));
    let fault = rest.get(..span.len()).unwrap_or(rest).lines().next().unwrap_or_default();
    // Several facts in one value: where it begins is enough.
    let several = fault.starts_with('{') || fault.starts_with('[') && fault.contains('{');
    let fault = if several { fault.get(..1).unwrap_or_default() } else { fault };
    // The key stands before the value, behind what separates it from the fact before.
    let begins = before.trim_end().rfind(['{', ',', '[', '\n']).map_or(0, |separator| separator + 1);
    let key = before.get(begins..).unwrap_or_default();
    let (first, after) = (before.get(..begins).unwrap_or_default(), rest.get(fault.len()..).unwrap_or_default());
    // As many characters as it stands for: the column stays.
    let left_out = if first.trim().is_empty() { first.to_string() } else { format!("…{}", " ".repeat(first.chars().count() - 1)) };
    let start = left_out.len() + key.len();
    let text = format!("{left_out}{key}{fault}{}", if after.trim().is_empty() { "" } else { "…" });
    (text, start..start + fault.len())
}

/// What the command itself says in words, as JSON of the same shape as the library's errors.
pub(super) fn json(code: u8, text: &str, lang: Lang) -> String {
    let (kind, lang) = (if code == 2 { "usage" } else { "output" }, if lang == Lang::Zh { "zh" } else { "en" });
    let problem = serde_json::json!({ "code": kind, "text": { lang: text.trim_end() } });
    serde_json::json!({ "format": huiqi::report::FORMAT_VERSION, "error": kind, "problems": [problem] }).to_string()
}
