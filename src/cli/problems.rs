//! Problems drawn under the offending text.

use super::terminal::colour;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use huiqi::{Error, Lang, Problem, Sentence, report};
use serde::{Serialize, Serializer};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

/// The longest lines that are drawn, in bytes.
const LONGEST_DRAWN: usize = 2_000;

/// Every problem of an error, each with its place where it has one. Of a question that a command stands for (`options`), each
/// is named by the option that it is about.
pub(super) fn draw(error: &Error, lang: Lang, options: bool) -> String {
    let renderer = if colour(&std::io::stderr()) { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for Same { problem, others } in same(error.problems()) {
        let about =
            options.then(|| option(problem)).flatten().map(|option| format!("{option}{}", if lang == Lang::Zh { "：" } else { ": " }));
        let text = report::visible(&format!("{}{}{}", about.unwrap_or_default(), problem.text(lang), also(&others, lang)));
        let level = if lang == Lang::Zh { Level::ERROR.with_name("错误") } else { Level::ERROR };
        let title = level.primary_title(text.as_str());
        let group: Group<'_> = match problem.span() {
            Some((source, span)) => {
                // Only the lines it stands in: each problem would otherwise walk through the whole file.
                let (first, lines) = source.lines_of(span.clone());
                let text = source.text().get(lines.clone()).unwrap_or_default();
                let within = span.start.saturating_sub(lines.start)..span.end.saturating_sub(lines.start);
                // Nobody finds anything in a line of thousands of letters: its place says it.
                if let Some((file, line, column)) = problem.place().filter(|_| text.len() > LONGEST_DRAWN) {
                    out += &renderer.render(&[title.element(Origin::path(file).line(line).char_column(column))]);
                    out.push_str("\n\n");
                    continue;
                }
                // A file as a whole is at fault at its beginning, where some fact stands that is not.
                let fault = text.get(within.clone()).unwrap_or(text);
                if lines.start == 0 && within.start == 0 && (fault.is_empty() || fault.contains('=') || fault.trim_start().starts_with('#'))
                {
                    title.element(Origin::path(source.name()).line(1).char_column(1))
                } else {
                    let (text, within) = if error.is_pack() { (text.to_string(), within) } else { only(text, within) };
                    let snippet = Snippet::source(text).line_start(first).path(source.name());
                    title.element(snippet.annotation(AnnotationKind::Primary.span(within)))
                }
            }
            None if options => {
                out += &text;
                out.push('\n');
                continue;
            }
            None => Group::with_title(title),
        };
        out += &renderer.render(&[group]);
        out.push_str("\n\n");
    }
    out.trim_end().to_string()
}

/// A problem, and the lines of those that say the same of other lines.
struct Same<'e> {
    problem: &'e Problem,
    others: Vec<usize>,
}

/// The problems, each once: what is wrong with many entries of a list in the same way is one thing to mend.
fn same(problems: &[Problem]) -> Vec<Same<'_>> {
    let said = |problem: &Problem| (without_numbers(problem.path().unwrap_or_default()), without_numbers(&problem.text(Lang::En)));
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    let mut found: Vec<Same<'_>> = Vec::new();
    for problem in problems {
        let line = problem.place().map(|(_, line, _)| line);
        let here = found.len();
        match (line, problem.path()) {
            (Some(line), Some(path)) if path.contains('[') => match known.entry(said(problem)) {
                Entry::Occupied(first) => {
                    if let Some(first) = found.get_mut(*first.get()) {
                        first.others.push(line);
                    }
                    continue;
                }
                Entry::Vacant(new) => _ = new.insert(here),
            },
            _ => {}
        }
        found.push(Same { problem, others: Vec::new() });
    }
    found
}

/// A path, or a text that names one, without the numbers of entries.
fn without_numbers(text: &str) -> String {
    text.split('[').map(|part| part.trim_start_matches(|char: char| char.is_ascii_digit())).collect::<Vec<_>>().join("[")
}

/// The lines that are wrong in the same way, as an addition to what is wrong with the first.
fn also(lines: &[usize], lang: Lang) -> String {
    const SHOWN: usize = 12;
    if lines.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = lines.iter().take(SHOWN).map(usize::to_string).collect();
    let more = lines.len().saturating_sub(SHOWN);
    match (lang, more) {
        (Lang::En, 0) => format!(" (also line {})", shown.join(", ")),
        (Lang::En, more) => format!(" (also line {} and {more} more)", shown.join(", ")),
        (Lang::Zh, 0) => format!("（第 {} 行同）", shown.join("、")),
        (Lang::Zh, more) => format!("（第 {} 行等另 {more} 处同）", shown.join("、")),
    }
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

/// The option that a path of a question is: `ask.compare.convert_on` is `--convert-on`.
fn option(problem: &Problem) -> Option<String> {
    let (_, name) = problem.path()?.strip_prefix("ask.")?.split_once('.')?;
    Some(match name {
        "vat_status" => "--as".to_string(),
        name => format!("--{}", name.replace('_', "-")),
    })
}

/// What the command itself says, as JSON of the same shape as the library's errors.
pub(super) fn json(code: u8, sentence: &dyn Sentence) -> String {
    let kind = match code {
        2 => "usage",
        3 => "input",
        _ => "output",
    };
    let problems = [Said(sentence)];
    let text = serde_json::to_string_pretty(&Refusal { format: report::FORMAT_VERSION, error: kind, problems }).unwrap_or_default();
    report::visible_json(&text).into_owned()
}

#[derive(Serialize)]
struct Refusal<'a> {
    format: u32,
    error: &'static str,
    problems: [Said<'a>; 1],
}

struct Said<'a>(&'a dyn Sentence);

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        huiqi::catalogues::serialize(self.0, serializer)
    }
}
