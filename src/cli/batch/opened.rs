//! A register that is opened: its header under a mapping, checked before any row is read, and what was made of it, said.

use super::args::FileFormat;
use super::decoded::Decoded;
use super::failure::{Failure, Told, Trouble};
use super::input::Input;
use super::say;
use crate::cli::stop::Stop;
use crate::cli::terminal::tell;
use arrow_array::{Array, RecordBatch, cast::AsArray};
use huiqi::register::{Header, Mapping, Sought, guess_mapping};
use huiqi::{Lang, Say};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// What stands in the place of a mapping's file, in either language: the guesses that `--map` would write are taken.
const GUESS: [&str; 2] = ["guess", "猜测"];

/// Whether the names of columns are to be guessed.
pub(super) fn is_guess(columns: &Path) -> bool {
    GUESS.iter().any(|guess| columns == Path::new(guess))
}

/// A register to open.
pub(super) struct Opening<'a> {
    pub(super) file: &'a Path,
    pub(super) format: FileFormat,
    pub(super) sheets: &'a [String],
    pub(super) chunk_rows: usize,
    /// What its columns are called, where they are called otherwise: a file, or the word for guesses.
    pub(super) columns: Option<&'a Path>,
    /// No row says its year.
    pub(super) year_told: bool,
    pub(super) ignore: &'a [String],
    pub(super) keep: &'a [String],
    pub(super) lang: Lang,
}

/// The mapping in a file.
fn mapping_in(path: &Path) -> Result<Mapping, Stop> {
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

/// A register and its header, checked before any row is read.
pub(super) fn opened(asked: &Opening<'_>) -> Result<(Input, Header), Stop> {
    let &Opening { file, format, sheets, chunk_rows, columns, year_told, ignore, keep, lang } = asked;
    let open = |sought: &Sought| Input::open(file, format, sheets, chunk_rows, (sought, lang));
    let (input, mapping) = match columns {
        Some(columns) if is_guess(columns) => {
            let input = open(&Sought::Names)?;
            let guessed = Mapping::parse(&guess_mapping(&input.names(), &file.display().to_string(), lang), "guess")?;
            (input, Arc::new(guessed))
        }
        columns => {
            let mapping = Arc::new(columns.map_or_else(|| Ok(Mapping::default()), mapping_in)?);
            (open(&Sought::Register(mapping.clone()))?, mapping)
        }
    };
    let header = input.header(year_told, ignore, &mapping);
    let header = header.and_then(|header| header.keeping(keep).map_err(|problem| vec![problem]));
    let header = header.map_err(|problems| {
        let mut texts = few(problems.iter().map(|problem| problem.say(lang)), MOST_PROBLEMS, lang);
        if columns.is_none() {
            // Whoever meets names of others is told the way on.
            texts.push(say(
                lang,
                "other names: --map FILE writes what each may mean, --columns guess takes that; invoices, income statements and wages \
                 that other programs export: `huiqi import`"
                    .to_string(),
                "列名不同的：--map FILE 写出各列可能的含义，--columns guess 直接采用；其他程序导出的发票、利润表、工资明细：用 `huiqi import`"
                    .to_string(),
            ));
        }
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
