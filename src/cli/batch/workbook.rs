//! XLSX: a sheet of a workbook, row by row, in and out.

use super::caught::caught;
use super::counted::SheetRows;
use super::say;
use super::sheet_rows::{Failed, Opened, Row, Rows, Sink, shown};
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, cast::AsArray};
use arrow_schema::{DataType, SchemaRef};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, open_workbook};
use huiqi::register::harmless_text;
use huiqi::{Lang, Money};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use zip::ZipArchive;

/// Rows of a sheet below its header.
pub(super) const MOST_ROWS: u64 = 1_048_575;

/// Cells of a row: as many as a sheet has columns.
const MOST_CELLS: usize = 16_384;

/// The longest piece of text in a workbook's parts, in bytes: a cell holds 32,767 characters.
const LONGEST_TEXT: usize = 1 << 20;

/// How large the shared texts of a workbook may be when unpacked, in bytes: all of them are held while it is read.
const MOST_SHARED: u64 = 64 << 20;

/// How large any other part may be that is held whole, in bytes.
const MOST_HELD: u64 = 16 << 20;

/// Reads a sheet in a thread of its own: its header, and then batches of text. The sheet's cells stream; only the
/// workbook's shared strings are held. Without a name it is the first sheet that is not hidden.
pub(super) fn read(path: &Path, sheet: Option<&str>, chunk_rows: usize, lang: Lang) -> Result<(Opened, Receiver<Rows>), String> {
    let (head, header) = sync_channel(1);
    let (rows, batches) = sync_channel(1);
    let (path, sheet) = (path.to_path_buf(), sheet.map(str::to_string));
    std::thread::spawn(move || {
        // Whatever ends it early is said: rows that just stopped coming would pass for the end of the sheet. A reader that
        // has gone hears nothing.
        match caught(|| stream(&path, sheet.as_deref(), chunk_rows, lang, head, &rows)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => _ = rows.send(Err(error.to_string())),
            Err(panic) => _ = rows.send(Err(panic)),
        }
    });
    match header.recv() {
        Ok(opened) => Ok((opened, batches)),
        Err(_) => Err(batches.recv().ok().and_then(Result::err).unwrap_or_else(|| no_sheet(lang))),
    }
}

fn no_sheet(lang: Lang) -> String {
    say(lang, "the workbook has no visible sheet".to_string(), "工作簿中没有可见的工作表".to_string())
}

/// A part of a workbook as it is unpacked: counted, and refused where a piece of text in it has no end.
struct Unpacked {
    bytes: u64,
    most: u64,
    /// How long the present piece of text is, between two tags.
    text: usize,
    /// Of a sheet.
    rows: Option<SheetRows>,
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
        if self.bytes > self.most { Err(std::io::Error::other("size")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Reads every part of a workbook to its end, where its checksum is: who reads a sheet stops at its last row. Parts that
/// would fill the memory are refused. Returns how many rows each of the sheets has.
fn check(path: &Path, lang: Lang) -> Result<Vec<u64>, Failed> {
    let mut counts = Vec::new();
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
        let is_sheet = name.contains("/worksheets/") && name.ends_with(".xml");
        let mut unpacked = Unpacked { bytes: 0, most, text: 0, rows: is_sheet.then(SheetRows::default) };
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
        counts.extend(unpacked.rows.map(|rows| rows.rows()));
    }
    Ok(counts)
}

fn stream(
    path: &Path,
    asked: Option<&str>,
    chunk_rows: usize,
    lang: Lang,
    head: SyncSender<Opened>,
    rows: &SyncSender<Rows>,
) -> Result<(), Failed> {
    let counts = check(path, lang)?;
    let mut workbook: Xlsx<BufReader<File>> = open_workbook(path)?;
    let (sheet, others) = choose(&workbook, asked, lang)?;
    let mut ranges = workbook.merge_cells_by_sheet_name(&sheet)?;
    ranges.sort_by_key(|range| range.start);
    let mut cells = workbook.worksheet_cells_reader(&sheet)?;
    let name = sheet.clone();
    let mut out = Sink::new((head, sheet, others), ranges, rows, chunk_rows, lang);
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
                if cells.len() == MOST_CELLS {
                    let (en, zh) =
                        (format!("row {}: more than {MOST_CELLS} cells", row + 1), format!("第 {} 行超过 {MOST_CELLS} 个单元格", row + 1));
                    return Err(say(lang, en, zh).into());
                }
                cells.push((column, read));
            }
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
    // What is counted by the sheet's bytes and what was read of it are the same, or something is lost.
    if !counts.contains(&rows_seen) {
        let counted = counts.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
        let en = format!("sheet `{name}`: {rows_seen} rows were read and {counted} are there; save the register as CSV");
        let zh = format!("工作表“{name}”：读到 {rows_seen} 行，实有 {counted} 行；请另存为 CSV");
        return Err(say(lang, en, zh).into());
    }
    if let Some(last) = present {
        out.take(last)?;
    }
    out.finish()
}

/// The sheet to read and the visible ones beside it.
fn choose(workbook: &Xlsx<BufReader<File>>, asked: Option<&str>, lang: Lang) -> Result<(String, Vec<String>), Failed> {
    let all = workbook.sheets_metadata();
    let visible = all.iter().filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet);
    let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let sheet = match asked {
        None => visible.first().cloned().ok_or_else(|| no_sheet(lang))?,
        Some(name) => all.iter().find(|sheet| sheet.name == name).map(|sheet| sheet.name.clone()).ok_or_else(|| {
            let names = visible.join(", ");
            say(lang, format!("no sheet `{name}`; there are: {names}"), format!("没有工作表 `{name}`；现有：{names}"))
        })?,
    };
    let others = visible.into_iter().filter(|name| *name != sheet).collect();
    Ok((sheet, others))
}

/// Writes a workbook of the rows in Parquet files.
pub(super) fn write(
    path: &Path,
    schema: &SchemaRef,
    files: impl Iterator<Item = Result<bytes::Bytes, ParquetError>>,
    lang: Lang,
) -> Result<(), Failed> {
    // The writer of sheets panics where its temporary file cannot be written: on a full disk. That is an error like another.
    caught(|| write_rows(path, schema, files)).unwrap_or_else(|why| {
        Err(say(lang, format!("the sheet's temporary file cannot be written: {why}"), format!("工作表的临时文件无法写入：{why}")).into())
    })
}

fn write_rows(path: &Path, schema: &SchemaRef, files: impl Iterator<Item = Result<bytes::Bytes, ParquetError>>) -> Result<(), Failed> {
    let mut workbook = Workbook::new();
    // The same rows are the same bytes, whenever they are written.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let amount = Format::new().set_num_format("#,##0.00");
    for (column, field) in (0_u16..).zip(schema.fields()) {
        sheet.write_string(0, column, field.name())?;
    }
    let mut row = 1;
    for file in files {
        let reader = ParquetRecordBatchReaderBuilder::try_new(file?)?.build()?;
        for batch in reader {
            let batch = batch?;
            for at in 0..batch.num_rows() {
                for (column, cells) in (0_u16..).zip(batch.columns()).filter(|(_, cells)| cells.is_valid(at)) {
                    match cells.data_type() {
                        DataType::Decimal128(_, 2) => {
                            let fen = i64::try_from(cells.as_primitive::<Decimal128Type>().value(at))?;
                            let yuan: f64 = Money::from_fen(fen).plain().parse()?;
                            sheet.write_number_with_format(row, column, yuan, &amount)?;
                        }
                        DataType::Int32 => _ = sheet.write_number(row, column, cells.as_primitive::<Int32Type>().value(at))?,
                        DataType::Int64 => {
                            let number = cells.as_primitive::<Int64Type>().value(at).to_string();
                            sheet.write_string(row, column, number)?;
                        }
                        DataType::Utf8 => _ = sheet.write_string(row, column, harmless_text(cells.as_string::<i32>().value(at)))?,
                        other => return Err(format!("{other}").into()),
                    }
                }
                row += 1;
            }
        }
    }
    workbook.save(path)?;
    Ok(())
}
