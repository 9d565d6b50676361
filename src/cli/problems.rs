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
                title.element(Snippet::source(source.text()).path(source.name()).annotation(AnnotationKind::Primary.span(span)))
            }
            None => Group::with_title(title),
        };
        out += &renderer.render(&[group]);
        out.push_str("\n\n");
    }
    out
}
