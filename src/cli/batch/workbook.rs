//! XLSX: a sheet of a workbook, row by row.

use super::caught::caught;
use super::failure::{Failure, Trouble};
use super::say;
use super::sheet_rows::{self, Failed, Opened, Row, Rows, Sink, shown};
use super::sought::Sought;
use calamine::{Reader, SheetType, SheetVisible, Xlsx, open_workbook};
use huiqi::Lang;
use huiqi::register::HEADER_WITHIN;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use zip::ZipArchive;

/// The longest piece of text in a workbook's parts, in bytes: a cell holds 32,767 characters.
const LONGEST_TEXT: usize = 1 << 20;

/// How large the shared texts of a workbook may be when unpacked, in bytes: all of them are held while it is read.
const MOST_SHARED: u64 = 64 << 20;

/// How large any other part may be that is held whole, in bytes.
const MOST_HELD: u64 = 16 << 20;

/// Reads a sheet in a thread of its own: its header, and then batches of text. The sheet's cells stream; only the
/// workbook's shared strings are held. Without a name it is the visible sheet with the header that is sought.
pub(super) fn read(
    path: &Path,
    sheet: Option<&str>,
    chunk_rows: usize,
    (sought, lang): (Sought, Lang),
) -> Result<(Opened, Receiver<Rows>), Failure> {
    let (head, header) = sync_channel(1);
    let (rows, batches) = sync_channel(1);
    let (of, sheet) = (path.to_path_buf(), sheet.map(str::to_string));
    std::thread::spawn(move || {
        // Whatever ends it early is said: rows that just stopped coming would pass for the end of the sheet. A reader that
        // has gone hears nothing.
        match caught(|| stream(&of, sheet.as_deref(), chunk_rows, (sought, lang), head, &rows)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => _ = rows.send(Err(failure(&of, error))),
            Err(panic) => _ = rows.send(Err(Failure::io(&of, panic))),
        }
    });
    match header.recv() {
        Ok(opened) => Ok((opened, batches)),
        Err(_) => Err(batches.recv().ok().and_then(Result::err).unwrap_or_else(|| no_sheet(path))),
    }
}

/// A failure that says its own code, or one of reading.
fn failure(path: &Path, error: Failed) -> Failure {
    match error.downcast::<Failure>() {
        Ok(failure) => *failure,
        Err(error) => Failure::io(path, error),
    }
}

fn no_sheet(path: &Path) -> Failure {
    Failure::register(Trouble::NoSheet { file: path.display().to_string() })
}

/// A part of a workbook as it is unpacked: counted, and refused where a piece of text in it has no end.
struct Unpacked {
    bytes: u64,
    most: u64,
    /// How long the present piece of text is, between two tags.
    text: usize,
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
        if self.bytes > self.most { Err(std::io::Error::other("size")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Reads every part of a workbook to its end, where its checksum is: who reads a sheet stops at its last row. Parts that
/// would fill the memory are refused.
fn check(path: &Path, lang: Lang) -> Result<(), Failed> {
    let mut parts = ZipArchive::new(BufReader::new(File::open(path)?))?;
    for part in 0..parts.len() {
        let mut part = parts.by_index(part)?;
        let name = part.name()?.to_string();
        let most = match name.as_str() {
            name if name.ends_with("sharedStrings.xml") => MOST_SHARED,
            name if name.contains("/worksheets/") => u64::MAX,
            name if name.contains("/media/") => u64::MAX,
            _ => MOST_HELD,
        };
        let mut unpacked = Unpacked { bytes: 0, most, text: 0 };
        if let Err(error) = std::io::copy(&mut part, &mut unpacked) {
            return Err(match (unpacked.text > LONGEST_TEXT, unpacked.bytes > unpacked.most) {
                (true, _) => say(
                    lang,
                    format!("{name}: a piece of text is longer than {LONGEST_TEXT} bytes"),
                    format!("{name}：有一段文字超过 {LONGEST_TEXT} 字节"),
                )
                .into(),
                (_, true) => say(
                    lang,
                    format!("{name}: more than {most} bytes when unpacked; save the register as CSV"),
                    format!("{name}：解压后超过 {most} 字节；请另存为 CSV"),
                )
                .into(),
                _ => error.into(),
            });
        }
    }
    Ok(())
}

fn stream(
    path: &Path,
    asked: Option<&str>,
    chunk_rows: usize,
    (sought, lang): (Sought, Lang),
    head: SyncSender<Opened>,
    rows: &SyncSender<Rows>,
) -> Result<(), Failed> {
    check(path, lang)?;
    let mut workbook: Xlsx<BufReader<File>> = open_workbook(path)?;
    let (sheet, others) = choose(path, &mut workbook, asked, (&sought, lang))?;
    let mut ranges = workbook.merge_cells_by_sheet_name(&sheet)?;
    ranges.sort_by_key(|range| range.start);
    let mut cells = workbook.worksheet_cells_reader(&sheet)?;
    let mut out = Sink::new((head, sheet, others), ranges, rows, chunk_rows, (sought, lang));
    let mut present: Option<Row> = None;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let read = shown(&cell.value, cell.formula.is_some(), lang);
        if matches!(&read, Ok(shown) if shown.text.is_empty()) {
            continue;
        }
        match &mut present {
            Some((at, cells)) if *at == row => cells.push((column, read)),
            _ => {
                let ended = present.replace((row, vec![(column, read)]));
                if let Some(ended) = ended
                    && !out.take(ended)?
                {
                    return Ok(());
                }
            }
        }
    }
    if let Some(last) = present {
        out.take(last)?;
    }
    out.finish()
}

/// The sheet to read and the visible ones beside it: the one that is asked for, or that has the header; of several none is guessed.
/// Where none has it, the first is read, and its header is told to be wrong.
fn choose(
    path: &Path,
    workbook: &mut Xlsx<BufReader<File>>,
    asked: Option<&str>,
    (sought, lang): (&Sought, Lang),
) -> Result<(String, Vec<String>), Failed> {
    let file = || path.display().to_string();
    let all: Vec<String> = workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let visible = workbook.sheets_metadata().iter();
    let visible = visible.filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let sheet = match asked {
        Some(name) if all.iter().any(|sheet| sheet == name) => name.to_string(),
        Some(name) => {
            let trouble = Trouble::NoSuchSheet { file: file(), found: name.to_string(), known: visible };
            return Err(Failure::register(trouble).into());
        }
        None => {
            let mut found = Vec::new();
            for name in &visible {
                if sought.header_among(&first_rows(workbook, name, lang)?).is_some() {
                    found.push(name.clone());
                }
            }
            if found.len() > 1 {
                return Err(Failure::register(Trouble::SeveralSheets { file: file(), found }).into());
            }
            found.pop().or_else(|| visible.first().cloned()).ok_or_else(|| no_sheet(path))?
        }
    };
    let others = visible.into_iter().filter(|name| *name != sheet).collect();
    Ok((sheet, others))
}

/// The texts of the first rows of a sheet that have any.
fn first_rows(workbook: &mut Xlsx<BufReader<File>>, sheet: &str, lang: Lang) -> Result<Vec<Vec<String>>, Failed> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let read = shown(&cell.value, cell.formula.is_some(), lang);
        if matches!(&read, Ok(shown) if shown.text.is_empty()) {
            continue;
        }
        let full = rows.len() == HEADER_WITHIN;
        match rows.last_mut() {
            Some((at, cells)) if *at == row => cells.push((column, read)),
            _ if full => break,
            _ => rows.push((row, vec![(column, read)])),
        }
    }
    Ok(rows.iter().map(sheet_rows::names).collect())
}
