//! A register that is opened: its header under a mapping, checked before any row is read, and what was made of it, said.

use super::decoded::Decoded;
use super::failure::{Failure, Told, Trouble};
use super::input::Input;
use super::say;
use crate::cli::stop::Stop;
use crate::cli::terminal::tell;
use arrow_array::{Array, RecordBatch, cast::AsArray};
use huiqi::register::{Header, Mapping};
use huiqi::{Lang, Say};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The mapping in a file.
pub(super) fn mapping_in(path: &Path) -> Result<Mapping, Stop> {
    let mut text = String::new();
    let read = File::open(path).and_then(Decoded::new).and_then(|(mut decoded, _)| decoded.read_to_string(&mut text));
    read.map_err(|error| Failure::io(path, error))?;
    Ok(Mapping::parse(&text, &path.display().to_string())?)
}

/// So many problems of a header are said, and so many of its names in a note.
const MOST_PROBLEMS: usize = 1_000;
const MOST_NAMED: usize = 100;

/// The first of many, and how many more there are.
fn few(all: impl ExactSizeIterator<Item = String>, most: usize, lang: Lang) -> Vec<String> {
    let more = all.len().saturating_sub(most);
    let rest = (more > 0).then(|| say(lang, format!("and {more} more"), format!("等，另有 {more} 项")));
    all.take(most).chain(rest).collect()
}

/// A register and its header, checked before any row is read; `year_told` where no row says its year.
pub(super) fn opened(
    file: &Path,
    input: Input,
    year_told: bool,
    ignore: &[String],
    keep: &[String],
    mapping: &Mapping,
    lang: Lang,
) -> Result<(Input, Header), Failure> {
    let header = input.header(year_told, ignore, mapping);
    let header = header.and_then(|header| header.keeping(keep).map_err(|problem| vec![problem]));
    let header = header.map_err(|problems| {
        let texts = few(problems.iter().map(|problem| problem.say(lang)), MOST_PROBLEMS, lang);
        Failure::register(Trouble::RegisterWrong { file: file.display().to_string(), reason: Told(texts.join("\n")) })
    })?;
    if !header.ignored.is_empty() {
        let named = |name: &String| if name.is_empty() { say(lang, "(no name)".into(), "（无名称）".into()) } else { name.say(lang) };
        let columns = few(header.ignored.iter().map(named), MOST_NAMED, lang).join(&say(lang, ", ".into(), "、".into()));
        let text = say(lang, format!("columns not read: {columns}"), format!("未读取的列：{columns}"));
        tell(&format!("{}: {text}", file.display()));
    }
    if !header.called.is_empty() {
        let named = |(name, ours): &(String, String)| {
            let name = name.say(lang);
            say(lang, format!("{name} as {ours}"), format!("“{name}”即“{ours}”"))
        };
        let columns = few(header.called.iter().map(named), MOST_NAMED, lang).join(&say(lang, ", ".into(), "、".into()));
        let text = say(lang, format!("columns read: {columns}"), format!("读取的列：{columns}"));
        tell(&format!("{}: {text}", file.display()));
    }
    Ok((input, header))
}

/// What a row is called: its name, else its key.
pub(super) fn name_of(rows: &RecordBatch, header: &Header, row: usize) -> String {
    let text = |column: Option<usize>| {
        let array = rows.columns().get(column?)?;
        let array = array.as_string_opt::<i32>()?;
        (array.is_valid(row) && !array.value(row).trim().is_empty()).then(|| array.value(row).to_string())
    };
    text(header.name_column()).or_else(|| text(header.key())).unwrap_or_default()
}
