//! The one place where a format is chosen.

use super::args::Format;
use super::{Stop, style};
use huiqi::Lang;
use huiqi::report::{self, Document};
use std::path::Path;

/// An answer in a format: JSON is the answer itself, the others are made from its document.
pub(super) fn written(
    format: Format,
    lang: Lang,
    document: impl FnOnce() -> Document,
    json: impl FnOnce() -> String,
) -> Result<String, Stop> {
    Ok(match format {
        Format::Json => json(),
        Format::Text => document().text(style()),
        Format::Markdown => document().markdown(),
        Format::Html => document().html(),
        Format::Csv => document().csv(),
        Format::Ics => document().ics().ok_or_else(|| {
            Stop::Usage(match lang {
                Lang::En => "--format ics: only `calendar` has days to write down; here: text, json, markdown, html or csv".to_string(),
                Lang::Zh => "--format ics：只有 calendar 可输出日历；此处可用 text、json、markdown、html、csv".to_string(),
            })
        })?,
    })
}

/// The format of a file, by the end of its name.
pub(super) fn format_of(path: &Path, lang: Lang) -> Result<Format, Stop> {
    ending(path).and_then(Format::of_ending).ok_or_else(|| {
        let path = path.display();
        Stop::Usage(match lang {
            Lang::En => format!("--output {path}: the name must end in .html, .md, .txt, .csv, .json, .ics (calendar) or .pdf (report)"),
            Lang::Zh => format!("--output {path}：文件名须以 .html、.md、.txt、.csv、.json、.ics（calendar）或 .pdf（report）结尾"),
        })
    })
}

/// What stands after the last dot of a file's name.
pub(super) fn ending(path: &Path) -> Option<&str> {
    path.extension().and_then(|end| end.to_str())
}

/// A message of several lines, safe for a terminal whatever a file's text brought into it.
pub(super) fn message(text: &str) -> String {
    text.trim_end().lines().map(report::visible).collect::<Vec<_>>().join("\n")
}
