//! XLSX: a sheet of a workbook, row by row, in and out.

use super::caught::caught;
use super::say;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, cast::AsArray};
use arrow_schema::{DataType, SchemaRef};
use huiqi::register::{Sheet, Texts, harmless_text, read_workbook};
use huiqi::{Lang, Money};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Rows, or why there are no more.
pub(super) type Rows = Result<Texts, String>;

/// Rows of a sheet below its header.
pub(super) const MOST_ROWS: u64 = 1_048_575;

/// Reads a sheet in a thread of its own: its header, and then batches of text. The sheet's cells stream; only the
/// workbook's shared strings are held. Without a name it is the first sheet that is not hidden.
pub(super) fn read(path: &Path, sheet: Option<&str>, chunk_rows: usize, lang: Lang) -> Result<(Sheet, Receiver<Rows>), String> {
    let (head, header) = sync_channel(1);
    let (rows, batches) = sync_channel(1);
    let (path, sheet) = (path.to_path_buf(), sheet.map(str::to_string));
    std::thread::spawn(move || {
        // Whatever ends it early is said: rows that just stopped coming would pass for the end of the sheet. A reader that
        // has gone hears nothing.
        let stream = || {
            let file = BufReader::new(File::open(&path)?);
            read_workbook(file, sheet.as_deref(), chunk_rows, lang, |sheet| head.send(sheet).is_ok(), |texts| rows.send(Ok(texts)).is_ok())
        };
        match caught(stream) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => _ = rows.send(Err(error.to_string())),
            Err(panic) => _ = rows.send(Err(panic)),
        }
    });
    match header.recv() {
        Ok(opened) => Ok((opened, batches)),
        Err(_) => Err(batches.recv().ok().and_then(Result::err).unwrap_or_default()),
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
