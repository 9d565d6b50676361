//! A sheet of a workbook (XLSX) as batches of text, row by row.

use super::counted::SheetRows;
use super::rows::{HEADER_WITHIN, Texts};
use super::sheet_rows::{self, Failed, Row, Sheet, Sink, shown};
use super::sheets::{Sheets, Together};
use super::sought::Sought;
use super::trouble::SheetProblem;
use crate::base::words::{Lang, Say};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use std::cell::RefCell;
use std::io::{Read, Seek, Write};
use zip::ZipArchive;

/// Why no sheet of a workbook is read: there is none, none of this name, or several that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetNotChosen {
    said: String,
}

impl std::fmt::Display for SheetNotChosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said)
    }
}

impl std::error::Error for SheetNotChosen {}

/// Cells of a row: as many as a sheet has columns.
const MOST_CELLS: usize = 16_384;

/// The longest piece of text in a workbook's parts, in bytes: a cell holds 32,767 characters.
const LONGEST_TEXT: usize = 1 << 20;

/// How large the shared texts of a workbook may be when unpacked, in bytes: all of them are held while it is read.
const MOST_SHARED: u64 = 64 << 20;

/// How large any other part may be that is held whole, in bytes.
const MOST_HELD: u64 = 16 << 20;

/// A part of a workbook as it is unpacked: counted, and refused where a piece of text in it has no end.
struct Unpacked {
    bytes: u64,
    most: u64,
    /// How long the present piece of text is, between two tags.
    text: usize,
    /// Of a sheet.
    rows: Option<SheetRows>,
}

impl Unpacked {
    /// Some row has more cells than a sheet has columns: there may be no end of them.
    fn is_wide(&self) -> bool {
        self.rows.as_ref().is_some_and(|rows| rows.most_cells() > MOST_CELLS)
    }
}

impl Write for Unpacked {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes += bytes.len() as u64;
        for (at, piece) in bytes.split(|byte| *byte == b'<').enumerate() {
            self.text = if at == 0 { self.text + piece.len() } else { piece.len() };
            if self.text > LONGEST_TEXT {
                return Err(std::io::Error::other("text"));
            }
        }
        self.rows.iter_mut().for_each(|rows| rows.take(bytes));
        if self.is_wide() {
            return Err(std::io::Error::other("cells"));
        }
        if self.bytes > self.most { Err(std::io::Error::other("size")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Reads every part of a workbook to its end, where its checksum is: who reads a sheet stops at its last row. Parts that
/// would fill the memory are refused. Returns how many rows each of the sheets has.
pub(super) fn check(file: &mut (impl Read + Seek), lang: Lang) -> Result<Vec<u64>, Failed> {
    let mut counts = Vec::new();
    let mut parts = ZipArchive::new(file)?;
    for part in 0..parts.len() {
        let mut part = parts.by_index(part)?;
        let name = part.name()?.to_string();
        let most = match name.as_str() {
            name if name.ends_with("sharedStrings.xml") => MOST_SHARED,
            name if name.contains("/worksheets/") => u64::MAX,
            name if name.contains("/media/") => u64::MAX,
            _ => MOST_HELD,
        };
        let is_sheet = name.contains("/worksheets/") && name.ends_with(".xml");
        let mut unpacked = Unpacked { bytes: 0, most, text: 0, rows: is_sheet.then(SheetRows::default) };
        if let Err(error) = std::io::copy(&mut part, &mut unpacked) {
            return Err(match (unpacked.text > LONGEST_TEXT, unpacked.bytes > unpacked.most) {
                (true, _) => SheetProblem::LongText { part: name, most: LONGEST_TEXT }.say(lang).into(),
                (_, true) => SheetProblem::LargePart { part: name, most }.say(lang).into(),
                _ => match unpacked.rows.as_ref().filter(|_| unpacked.is_wide()) {
                    Some(rows) => SheetProblem::ManyCells { row: rows.rows() + 1, most: MOST_CELLS }.say(lang).into(),
                    None => error.into(),
                },
            });
        }
        counts.extend(unpacked.rows.map(|rows| rows.rows()));
    }
    Ok(counts)
}

/// Reads sheets as one register: what they are goes to `head`, then their rows, some at a time, to `rows`, until one of them answers
/// `false`. The cells stream; only the workbook's shared strings are held. Several sheets have the same columns, in any order.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{Sheets, Sought, read_workbook};
/// use std::io::Cursor;
///
/// let mut workbook = rust_xlsxwriter::Workbook::new();
/// let sheet = workbook.add_worksheet();
/// for (at, text) in [(0, "key"), (1, "year"), (2, "place")] {
///     sheet.write_string(0, at, text)?.write_string(1, at, "1")?;
/// }
/// let file = Cursor::new(workbook.save_to_buffer()?);
/// let (mut names, mut rows) = (Vec::new(), 0);
/// let head = |sheet: huiqi::register::Sheet| {
///     names = sheet.names;
///     true
/// };
/// let found = |texts: huiqi::register::Texts| {
///     rows += texts.lines.len();
///     true
/// };
/// read_workbook(file, &Sheets::TheOne, 1024, (&Sought::Register(Default::default()), Lang::En), head, found)?;
/// assert_eq!((names.len(), rows), (3, 1));
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
///
/// # Errors
/// What is no workbook, is broken, or would fill the memory; [`SheetNotChosen`].
pub fn read_workbook(
    mut file: impl Read + Seek,
    asked: &Sheets,
    chunk_rows: usize,
    (sought, lang): (&Sought, Lang),
    head: impl FnOnce(Sheet) -> bool,
    mut rows: impl FnMut(Texts) -> bool,
) -> Result<(), Failed> {
    let counts = check(&mut file, lang)?;
    file.rewind()?;
    let mut workbook = Xlsx::new(file)?;
    let (sheets, others) = choose(&mut workbook, asked, (sought, lang))?;
    let together = RefCell::new(Together::new(sheets.len() > 1, lang));
    let (mut head, called) = (Some(head), sheets.join(if lang == Lang::Zh { "、" } else { ", " }));
    for sheet in sheets {
        let first = head.take();
        let begin = |mut found: Sheet| {
            let head = |mut found: Sheet| {
                found.name.clone_from(&called);
                first.is_some_and(|head| head(found))
            };
            found.others.clone_from(&others);
            together.borrow_mut().begin(found, head)
        };
        let mut failed = None;
        let mut found = |texts: Texts| match together.borrow().rows(texts, &sheet) {
            Ok(texts) => rows(texts),
            Err(error) => {
                failed = Some(error);
                false
            }
        };
        let goes_on = read_sheet(&mut workbook, &sheet, begin, &mut found, (chunk_rows, &counts), (sought, lang))?;
        failed.map_or(Ok(()), Err)?;
        together.borrow_mut().checked()?;
        if !goes_on {
            break;
        }
    }
    Ok(())
}

/// Reads one sheet; false where nobody listens any more.
fn read_sheet(
    workbook: &mut Xlsx<impl Read + Seek>,
    sheet: &str,
    head: impl FnOnce(Sheet) -> bool,
    rows: &mut dyn FnMut(Texts) -> bool,
    (chunk_rows, counts): (usize, &[u64]),
    (sought, lang): (&Sought, Lang),
) -> Result<bool, Failed> {
    let mut ranges = workbook.merge_cells_by_sheet_name(sheet)?;
    ranges.sort_by_key(|range| range.start);
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut out = Sink::new((Box::new(head), sheet.to_string()), ranges, rows, chunk_rows, (sought.clone(), lang));
    let mut present: Option<Row> = None;
    let (mut rows_seen, mut last_seen) = (0, None);
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let nothing = matches!(&cell.value, DataRef::Empty) || matches!(&cell.value, DataRef::String(text) if text.is_empty());
        let holds = cell.formula.is_some() || !nothing;
        if holds && last_seen != Some(row) {
            (rows_seen, last_seen) = (rows_seen + 1, Some(row));
        }
        let read = shown(&cell.value, cell.formula.is_some(), lang);
        if matches!(&read, Ok(shown) if shown.text.is_empty()) {
            continue;
        }
        match &mut present {
            Some((at, cells)) if *at == row => {
                cells.push((column, read));
            }
            _ => {
                let ended = present.replace((row, vec![(column, read)]));
                if let Some(ended) = ended
                    && !out.take(ended)?
                {
                    return Ok(false);
                }
            }
        }
    }
    // What is counted by the sheet's bytes and what was read of it are the same, or something is lost.
    if !counts.contains(&rows_seen) {
        let there = counts.iter().map(u64::to_string).collect();
        return Err(SheetProblem::RowsLost { sheet: sheet.to_string(), read: rows_seen, there }.say(lang).into());
    }
    if let Some(last) = present
        && !out.take(last)?
    {
        return Ok(false);
    }
    out.finish()
}

/// The visible sheets, or those of these names.
pub(super) fn visible_sheets(workbook: &Xlsx<impl Read + Seek>, asked: &[String], lang: Lang) -> Result<Vec<String>, Failed> {
    let all = workbook.sheets_metadata();
    let visible = all.iter().filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    match asked.iter().find(|name| all.iter().all(|sheet| sheet.name != **name)) {
        Some(found) => Err(not_chosen(SheetProblem::NoSuchSheet { found: found.clone(), names: visible }, lang)),
        None if asked.is_empty() => Ok(visible),
        None => Ok(asked.to_vec()),
    }
}

fn not_chosen(problem: SheetProblem, lang: Lang) -> Failed {
    Box::new(SheetNotChosen { said: problem.say(lang) })
}

/// The sheets to read and the visible ones beside them: those that are asked for, or that have the header. Where none has it, the first
/// is read, and its header is told to be wrong.
fn choose(
    workbook: &mut Xlsx<impl Read + Seek>,
    asked: &Sheets,
    (sought, lang): (&Sought, Lang),
) -> Result<(Vec<String>, Vec<String>), Failed> {
    let visible = visible_sheets(workbook, &[], lang)?;
    let sheets = match asked {
        Sheets::Named(names) => visible_sheets(workbook, names, lang)?,
        Sheets::TheOne | Sheets::All => {
            let mut found = Vec::new();
            for name in &visible {
                if sought.header_among(&first_rows(workbook, name, HEADER_WITHIN, lang)?).is_some() {
                    found.push(name.clone());
                }
            }
            if found.len() > 1 && *asked == Sheets::TheOne {
                return Err(not_chosen(SheetProblem::SeveralSheets { found }, lang));
            }
            if found.is_empty() { visible.first().cloned().into_iter().collect() } else { found }
        }
    };
    if sheets.is_empty() {
        return Err(not_chosen(SheetProblem::NoSheet, lang));
    }
    let others = visible.into_iter().filter(|name| !sheets.contains(name)).collect();
    Ok((sheets, others))
}

/// The texts of the first rows of a sheet that have any.
pub(super) fn first_rows(workbook: &mut Xlsx<impl Read + Seek>, sheet: &str, most: usize, lang: Lang) -> Result<Vec<Vec<String>>, Failed> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let read = shown(&cell.value, cell.formula.is_some(), lang);
        if matches!(&read, Ok(shown) if shown.text.is_empty()) {
            continue;
        }
        let full = rows.len() == most;
        match rows.last_mut() {
            Some((at, cells)) if *at == row => cells.push((column, read)),
            _ if full => break,
            _ => rows.push((row, vec![(column, read)])),
        }
    }
    Ok(rows.iter().map(sheet_rows::names).collect())
}
