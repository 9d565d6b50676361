//! Registers in files: chunks of rows from CSV, Parquet and XLSX, each with the place where the next one begins.

use super::args::FileFormat;
use super::decoded::Decoded;
use super::failure::{Failure, Told, Trouble};
use super::row_groups::{self, PIECE, Piece, RowGroups};
use super::{say, template, workbook};
use crate::cli::terminal::tell;
use arrow_schema::DataType;
use huiqi::Lang;
use huiqi::register::{
    CsvHeader, HEADER_WITHIN, Header, HeaderProblem, Mapping, Records, Sought, Texts, header_of_csv_where, key_type, read_csv,
};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

/// Where the chunk after this one begins: bytes (CSV) or rows into the input, and how many rows are before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FilePosition {
    pub(super) at: u64,
    pub(super) rows: u64,
}

/// A chunk, not yet decoded: that is left to the thread that works on it.
pub(super) enum Task {
    /// With the line that it begins on.
    Csv {
        bytes: Vec<u8>,
        separator: u8,
        line: u64,
    },
    Parquet(row_groups::Rows),
    Rows(Texts),
    Numbers {
        first: u64,
        count: usize,
    },
}

impl Task {
    /// The rows of the chunk, piece by piece, with amounts in yuan.
    pub(super) fn read<'h>(self, header: &'h Header, lang: Lang) -> Result<Box<dyn Iterator<Item = Result<Piece, Failure>> + 'h>, Failure> {
        let pieces = self.into_pieces(header, lang)?;
        Ok(Box::new(pieces.map(|piece| {
            let (rows, broken) = piece?;
            let rows = header.in_yuan(rows).map_err(|error| Failure::io(Path::new("-"), error))?;
            Ok((rows, broken))
        })))
    }

    fn into_pieces<'h>(self, header: &'h Header, lang: Lang) -> Result<Box<dyn Iterator<Item = Result<Piece, Failure>> + 'h>, Failure> {
        match self {
            Task::Csv { bytes, separator, mut line } => {
                let mut from = 0;
                let pieces = std::iter::from_fn(move || {
                    let rest = bytes.get(from..).filter(|rest| !rest.is_empty())?;
                    let (length, _) = Records::separated_by(separator).walk(rest, PIECE);
                    from += length;
                    let rest = rest.get(..length).unwrap_or_default();
                    let texts = read_csv(header, rest, separator, lang).map(|mut texts| {
                        texts.lines.iter_mut().for_each(|at| *at += line - 1);
                        texts
                    });
                    line += lines(rest);
                    let piece = texts.map(|texts| (texts.batch.clone(), Some(texts)));
                    Some(piece.map_err(|error| Failure::io(Path::new("CSV"), error)))
                });
                Ok(Box::new(pieces))
            }
            Task::Parquet(rows) => Ok(Box::new(rows.read()?)),
            Task::Rows(rows) => Ok(Box::new(std::iter::once(Ok((rows.batch.clone(), Some(rows)))))),
            Task::Numbers { .. } => Ok(Box::new(std::iter::empty())),
        }
    }
}

/// A register being read.
pub(super) struct Input {
    path: PathBuf,
    place: FilePosition,
    length: Option<u64>,
    chunk_rows: usize,
    lang: Lang,
    reader: Reader,
}

enum Reader {
    Csv { file: Box<dyn Read + Send>, seekable: Option<File>, names: Names, separator: u8, held: Vec<u8>, ended: bool, line: u64 },
    Parquet(RowGroups),
    Xlsx { names: Vec<String>, rows: Receiver<workbook::Rows> },
    Numbers { left: u64 },
}

/// The names of a header, if it has any.
type Names = Result<Vec<String>, HeaderProblem>;

/// How much is read at a time.
const BLOCK: usize = 1 << 20;
/// How large a row of CSV may be, and about how large a chunk of rows becomes, in bytes.
const LARGEST: usize = 64 << 20;

impl Input {
    /// Opens a register and reads its header.
    pub(super) fn open(
        path: &Path,
        format: FileFormat,
        sheets: &[String],
        chunk_rows: usize,
        (sought, lang): (&Sought, Lang),
    ) -> Result<Input, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::io(path, error);
        let mut place = FilePosition::default();
        let mut length = std::fs::metadata(path).ok().filter(|metadata| metadata.is_file()).map(|metadata| metadata.len());
        let reader = match format {
            FileFormat::Csv => {
                let (file, seekable): (Box<dyn Read + Send>, Option<File>) = if path == Path::new("-") {
                    (Box::new(std::io::stdin()), None)
                } else {
                    let file = File::open(path).map_err(|error| failed(&error))?;
                    let again = file.try_clone().map_err(|error| failed(&error))?;
                    (Box::new(file), Some(again))
                };
                let (mut file, encoding) = Decoded::new(file).map_err(|error| failed(&error))?;
                // A place in what was decoded is none in the file.
                let seekable = seekable.filter(|_| encoding.is_none());
                let (found, held, line) = csv_header(&mut file, sought, &mut place).map_err(|error| failed(&error))?;
                let (separator, above) = found.as_ref().map_or((b',', 0), |found| (found.separator, found.above));
                note_how(path, encoding, separator, above, lang);
                Reader::Csv { file: Box::new(file), seekable, names: found.map(|found| found.names), separator, held, ended: false, line }
            }
            FileFormat::Parquet => {
                let groups = RowGroups::open(path, chunk_rows, lang)?;
                length = groups.rows();
                Reader::Parquet(groups)
            }
            FileFormat::Xlsx | FileFormat::Jsonl => {
                length = None;
                let (opened, rows) = workbook::read(path, sheets, chunk_rows, (sought.clone(), lang))?;
                note_how(path, None, b',', opened.above, lang);
                // Our own template brings a sheet of instructions: nobody thinks that its text is a register.
                let others: Vec<String> = opened.others.into_iter().filter(|name| !template::is_instructions(name)).collect();
                if !others.is_empty() {
                    let (read, others) = (&opened.name, others.join(", "));
                    let text = say(
                        lang,
                        format!("read: sheet `{read}`; not read: {others} (choose with --sheet, or all)"),
                        format!("读取工作表“{read}”；未读取：{others}（可用 --sheet 选择，或 all 全部读取）"),
                    );
                    tell(&format!("{}: {text}", path.display()));
                }
                Reader::Xlsx { names: opened.names, rows }
            }
        };
        Ok(Input { path: path.to_path_buf(), place, length, chunk_rows, lang, reader })
    }

    /// The numbers of rows that are to be made up.
    pub(super) fn numbers(count: u64, chunk_rows: usize) -> Input {
        let reader = Reader::Numbers { left: count };
        Input { path: PathBuf::new(), place: FilePosition::default(), length: Some(count), chunk_rows, lang: Lang::En, reader }
    }

    /// How long it is, in the units of [`FilePosition::at`].
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// How many rows stand before the next chunk, and how it is said that not every row was read.
    pub(super) fn counted(&self) -> (u64, impl Fn(u64, u64) -> Failure + use<>) {
        let (path, lang) = (self.path.clone(), self.lang);
        let text = move |read: u64, all: u64| say(lang, format!("{read} of {all} rows were read"), format!("{all} 行只读到 {read} 行"));
        (self.place.rows, move |read, all| Failure::io(&path, text(read, all)))
    }

    /// Its header, without these columns, under a mapping.
    pub(super) fn header(&self, year_given: bool, without: &[String], mapping: &Mapping) -> Result<Header, Vec<HeaderProblem>> {
        match &self.reader {
            Reader::Csv { names, .. } => {
                Header::read_mapped(names.as_ref().map_err(|problem| vec![problem.clone()])?, year_given, without, mapping)
            }
            Reader::Xlsx { names, .. } => Header::read_mapped(names, year_given, without, mapping),
            Reader::Parquet(groups) => Header::of_schema_mapped(groups.schema(), year_given, without, mapping),
            Reader::Numbers { .. } => Err(Vec::new()),
        }
    }

    /// The names of its columns, as they are written.
    pub(super) fn names(&self) -> Vec<String> {
        match &self.reader {
            Reader::Csv { names, .. } => names.clone().unwrap_or_default(),
            Reader::Xlsx { names, .. } => names.clone(),
            Reader::Parquet(groups) => groups.schema().fields().iter().map(|field| field.name().clone()).collect(),
            Reader::Numbers { .. } => Vec::new(),
        }
    }

    /// Leaves out what an assessment does not ask for, where the file lets one.
    pub(super) fn read_only_asked(&mut self, header: &Header) {
        if let Reader::Parquet(groups) = &mut self.reader {
            groups.read_only_asked(header);
        }
    }

    /// The type of its keys.
    pub(super) fn key_type(&self, header: &Header) -> DataType {
        match (&self.reader, header.key()) {
            (Reader::Parquet(groups), Some(key)) => key_type(groups.schema().field(key).data_type()),
            _ => DataType::Utf8,
        }
    }

    /// Goes on from a place.
    pub(super) fn go_on_from(&mut self, to: FilePosition) -> Result<(), Failure> {
        if to.rows == 0 {
            return Ok(());
        }
        match &mut self.reader {
            Reader::Csv { seekable, held, line, .. } => {
                held.clear();
                let Some(file) = seekable else {
                    return Err(Failure::usage(Trouble::NotResumed));
                };
                // Both handles share one position.
                let past = |file: &mut File| -> std::io::Result<u64> {
                    file.rewind()?;
                    let (mut left, mut block, mut ended) = (file.take(to.at), vec![0; BLOCK], 0);
                    loop {
                        match left.read(&mut block)? {
                            0 => return Ok(ended),
                            count => ended += lines(block.get(..count).unwrap_or_default()),
                        }
                    }
                };
                *line = 1 + past(file).map_err(|error| Failure::io(&self.path, error))?;
            }
            Reader::Parquet(groups) => {
                let mut left = to.rows;
                while left > 0 {
                    let Some(rows) = groups.next() else { break };
                    left = left.saturating_sub(rows.count as u64);
                }
            }
            Reader::Xlsx { rows, .. } => {
                let mut left = to.rows;
                while left > 0 {
                    match rows.recv() {
                        Ok(Ok(rows)) => left = left.saturating_sub(rows.batch.num_rows() as u64),
                        Ok(Err(error)) => return Err(error),
                        Err(_) => break,
                    }
                }
            }
            Reader::Numbers { .. } => {}
        }
        self.place = to;
        Ok(())
    }

    fn task(&mut self) -> Result<Option<(u64, u64, Task)>, Failure> {
        let (path, chunk_rows) = (&self.path, self.chunk_rows);
        match &mut self.reader {
            Reader::Csv { file, separator, held, ended, line, .. } => {
                let read = csv_chunk(file, Records::separated_by(*separator), held, ended, chunk_rows)
                    .map_err(|error| Failure::io(path, error))?;
                let Some(Chunk { bytes, rows, unclosed }) = read else { return Ok(None) };
                if let Some(opened) = unclosed {
                    let line = lines(bytes.get(..opened).unwrap_or_default()) + *line;
                    let text = say(
                        self.lang,
                        "a quote opens here and does not close where a cell ends: is a quote missing?".to_string(),
                        "此行的引号没有在单元格末尾闭合：是否缺少引号？".to_string(),
                    );
                    return Err(Failure::register(Trouble::RowWrong { at: format!("{}:{line}", path.display()), reason: Told(text) }));
                }
                if rows == 0 {
                    let text = say(self.lang, format!("this row is longer than {LARGEST} bytes"), format!("此行超过 {LARGEST} 字节"));
                    return Err(Failure::register(Trouble::RowWrong { at: format!("{}:{line}", path.display()), reason: Told(text) }));
                }
                let begins = *line;
                *line += lines(&bytes);
                Ok(Some((bytes.len() as u64, rows as u64, Task::Csv { bytes, separator: *separator, line: begins })))
            }
            Reader::Parquet(groups) => Ok(groups.next().map(|rows| (rows.count as u64, rows.count as u64, Task::Parquet(rows)))),
            Reader::Xlsx { rows, .. } => match rows.recv() {
                Ok(Ok(rows)) => {
                    let count = rows.batch.num_rows() as u64;
                    Ok(Some((count, count, Task::Rows(rows))))
                }
                Ok(Err(error)) => Err(error),
                Err(_) => Ok(None),
            },
            Reader::Numbers { left } => {
                let count = chunk_rows.min(usize::try_from(*left).unwrap_or(usize::MAX));
                *left -= count as u64;
                Ok((count > 0).then_some((count as u64, count as u64, Task::Numbers { first: self.place.rows, count })))
            }
        }
    }
}

impl Iterator for Input {
    type Item = Result<(FilePosition, Task), Failure>;

    /// The next chunk, with the place where the one after it begins.
    fn next(&mut self) -> Option<Self::Item> {
        match self.task() {
            Ok(None) => None,
            Ok(Some((length, rows, task))) => {
                self.place = FilePosition { at: self.place.at + length, rows: self.place.rows + rows };
                Some(Ok((self.place, task)))
            }
            Err(failure) => Some(Err(failure)),
        }
    }
}

/// How many lines end in these bytes.
fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Says how a file was read, where that is not how it is usually written.
fn note_how(path: &Path, encoding: Option<&str>, separator: u8, above: usize, lang: Lang) {
    let mut notes = Vec::new();
    if let Some(name) = encoding {
        notes.push(say(lang, format!("read as {name}"), format!("按 {name} 编码读取")));
    }
    match separator {
        b';' => notes.push(say(lang, "cells end at semicolons".to_string(), "以分号分隔".to_string())),
        b'\t' => notes.push(say(lang, "cells end at tabs".to_string(), "以制表符分隔".to_string())),
        _ => {}
    }
    if above > 0 {
        notes.push(say(lang, format!("rows above the header: {above}"), format!("表头之上有 {above} 行")));
    }
    if !notes.is_empty() {
        tell(&format!("{}: {}", path.display(), notes.join(&say(lang, ", ".to_string(), "，".to_string()))));
    }
}

/// Finds the header; what was read beyond it is returned, and the line on which that begins.
fn csv_header(
    file: &mut impl Read,
    sought: &Sought,
    place: &mut FilePosition,
) -> std::io::Result<(Result<CsvHeader, HeaderProblem>, Vec<u8>, u64)> {
    let (mut held, mut records, mut walked, mut rows) = (Vec::new(), Records::default(), 0, 0);
    loop {
        let (bytes, ended) = records.walk(held.get(walked..).unwrap_or_default(), HEADER_WITHIN - rows);
        walked += bytes;
        rows += ended;
        let more = rows < HEADER_WITHIN && held.len() < LARGEST && file.by_ref().take(BLOCK as u64).read_to_end(&mut held)? > 0;
        if !more {
            let found = header_of_csv_where(&held, &|rows| sought.header_among(rows));
            let end = found.as_ref().map_or(held.len(), |found| found.end);
            let rest = held.split_off(end.min(held.len()));
            place.at = held.len() as u64;
            return Ok((found, rest, 1 + lines(&held)));
        }
    }
}

/// Whole records, and where a quote opened in them that does not close as it should.
struct Chunk {
    bytes: Vec<u8>,
    rows: usize,
    unclosed: Option<usize>,
}

/// The next records, as many as a chunk has; `None` at the end.
fn csv_chunk(
    file: &mut impl Read,
    mut records: Records,
    held: &mut Vec<u8>,
    ended: &mut bool,
    most: usize,
) -> std::io::Result<Option<Chunk>> {
    let (mut walked, mut rows) = (0, 0);
    loop {
        let (bytes, ended_here) = records.walk(held.get(walked..).unwrap_or_default(), most - rows);
        walked += bytes;
        rows += ended_here;
        if rows == most || held.len() > LARGEST {
            // Long rows make a chunk of fewer.
            let rest = held.split_off(records.whole());
            return Ok(Some(Chunk { bytes: std::mem::replace(held, rest), rows, unclosed: records.unclosed() }));
        }
        if !*ended && file.by_ref().take(BLOCK as u64).read_to_end(held)? == 0 {
            *ended = true;
        }
        if *ended && walked == held.len() {
            // The last record may have no line end.
            rows += usize::from(!records.at_start());
            let bytes = std::mem::take(held);
            return Ok((rows > 0).then(|| Chunk { bytes, rows, unclosed: records.unclosed() }));
        }
    }
}
