//! Problems drawn under the offending text.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use huiqi::{Error, Lang};

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
                let snippet = Snippet::source(text).line_start(first).path(source.name());
                title.element(snippet.annotation(AnnotationKind::Primary.span(within)))
            }
            None => Group::with_title(title),
        };
        out += &renderer.render(&[group]);
        out.push_str("\n\n");
    }
    out
}

/// What the command itself says in words, as JSON of the same shape as the library's errors.
pub(super) fn json(code: u8, text: &str, lang: Lang) -> String {
    let (kind, lang) = (if code == 2 { "usage" } else { "output" }, if lang == Lang::Zh { "zh" } else { "en" });
    let problem = serde_json::json!({ "code": kind, "text": { lang: text.trim_end() } });
    serde_json::json!({ "format": huiqi::report::FORMAT_VERSION, "error": kind, "problems": [problem] }).to_string()
}
