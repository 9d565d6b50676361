//! XLSX: the first sheet of a workbook, row by row, in and out.

use super::caught::caught;
use super::say;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, cast::AsArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use calamine::{DataRef, Reader, Xlsx, open_workbook};
use huiqi::register::harmless_text;
use huiqi::{Lang, Money};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use zip::ZipArchive;

/// Rows of a sheet below its header.
pub(super) const MOST_ROWS: u64 = 1_048_575;

/// Rows, or why there are no more.
pub(super) type Rows = Result<RecordBatch, String>;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Reads a sheet in a thread of its own: its header, and then batches of text. The sheet's cells stream; only the
/// workbook's shared strings are held.
pub(super) fn read(path: &Path, chunk_rows: usize, lang: Lang) -> Result<(Vec<String>, Receiver<Rows>), String> {
    let (head, header) = sync_channel(1);
    let (rows, batches) = sync_channel(1);
    let path = path.to_path_buf();
    std::thread::spawn(move || {
        // Whatever ends it early is said: rows that just stopped coming would pass for the end of the sheet. A reader that
        // has gone hears nothing.
        match caught(|| stream(&path, chunk_rows, lang, head, &rows)) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => _ = rows.send(Err(error.to_string())),
            Err(panic) => _ = rows.send(Err(panic)),
        }
    });
    match header.recv() {
        Ok(names) => Ok((names, batches)),
        Err(_) => Err(batches.recv().ok().and_then(Result::err).unwrap_or_else(|| no_sheet(lang))),
    }
}

fn no_sheet(lang: Lang) -> String {
    say(lang, "the workbook has no sheet".to_string(), "工作簿中没有工作表".to_string())
}

/// Reads every part of a workbook to its end, where its checksum is: who reads a sheet stops at its last row.
fn check(path: &Path) -> Result<(), Failed> {
    let mut parts = ZipArchive::new(BufReader::new(File::open(path)?))?;
    for part in 0..parts.len() {
        std::io::copy(&mut parts.by_index(part)?, &mut std::io::sink())?;
    }
    Ok(())
}

fn stream(path: &Path, chunk_rows: usize, lang: Lang, head: SyncSender<Vec<String>>, rows: &SyncSender<Rows>) -> Result<(), Failed> {
    check(path)?;
    let mut workbook: Xlsx<BufReader<File>> = open_workbook(path)?;
    let sheet = workbook.sheet_names().first().cloned().ok_or_else(|| no_sheet(lang))?;
    let mut cells = workbook.worksheet_cells_reader(&sheet)?;
    let (mut names, mut current): (Vec<String>, Option<u32>) = (Vec::new(), None);
    let mut columns: Vec<Vec<String>> = Vec::new();
    let mut held = 0;
    let flush = |columns: &mut Vec<Vec<String>>, names: &[String]| -> Result<bool, Failed> {
        let fields: Vec<Field> = names.iter().map(|name| Field::new(name, DataType::Utf8, false)).collect();
        let arrays = columns.iter_mut().map(|cells| Arc::new(StringArray::from(std::mem::take(cells))) as ArrayRef).collect();
        Ok(rows.send(Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?)).is_ok())
    };
    let mut header_sent = false;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if current.is_none() || current == Some(row) && !header_sent {
            current = Some(row);
            names.resize(column as usize, String::new());
            names.push(text);
            continue;
        }
        if !header_sent {
            header_sent = true;
            columns = vec![Vec::new(); names.len()];
            if head.send(names.clone()).is_err() {
                return Ok(());
            }
        }
        if current != Some(row) {
            if held == chunk_rows {
                if !flush(&mut columns, &names)? {
                    return Ok(());
                }
                held = 0;
            }
            current = Some(row);
            held += 1;
            columns.iter_mut().for_each(|cells| cells.push(String::new()));
        }
        match columns.get_mut(column as usize).and_then(|cells| cells.last_mut()) {
            Some(cell) => *cell = text,
            None => {
                let (row, column) = (row + 1, column + 1);
                let text = say(
                    lang,
                    format!("row {row}: a cell beyond the header, column {column}"),
                    format!("第 {row} 行：第 {column} 列的单元格超出表头"),
                );
                return Err(text.into());
            }
        }
    }
    if !header_sent {
        let _ = head.send(names.clone());
    }
    if held > 0 {
        flush(&mut columns, &names)?;
    }
    Ok(())
}

/// A cell as its reader sees it: a number with the fifteen digits that a spreadsheet shows.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => huiqi::register::shown_number(*number),
        DataRef::Bool(truth) => truth.to_string(),
        other => format!("{other:?}"),
    }
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
