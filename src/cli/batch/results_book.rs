//! Results as a workbook: the rows, their sums, and what its words mean.

use super::caught::caught;
use super::pipeline::Counts;
use super::say;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_schema::{DataType, SchemaRef};
use huiqi::register::{RowNote, Status, harmless_text};
use huiqi::{Lang, Money, Say, Vocabulary};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};
use std::collections::BTreeMap;
use std::path::Path;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Rows of a sheet below its header.
pub(super) const MOST_ROWS: u64 = 1_048_575;

/// The sums of a column, or how often each of its words stands in it.
#[derive(Clone, Default)]
struct Whole {
    fen: i128,
    amounts: u32,
    words: BTreeMap<String, u32>,
}

/// Writes a workbook of the rows in Parquet files, with sheets of sums and notes beside them where they are results. No file is
/// named there: the same register gives the same bytes, whatever it was read from.
pub(super) fn write(
    path: &Path,
    schema: &SchemaRef,
    files: impl Iterator<Item = Result<bytes::Bytes, ParquetError>>,
    counts: Option<Counts>,
    lang: Lang,
) -> Result<(), Failed> {
    // The writer of sheets panics where its temporary file cannot be written: on a full disk. That is an error like another.
    caught(|| Ok(sheets(schema, files, counts, lang)?.save(path)?)).unwrap_or_else(|why| {
        Err(say(lang, format!("the sheet's temporary file cannot be written: {why}"), format!("工作表的临时文件无法写入：{why}")).into())
    })
}

/// A workbook of the rows in one Parquet file, as bytes.
pub(super) fn of_rows(schema: &SchemaRef, file: Vec<u8>, lang: Lang) -> Result<Vec<u8>, Failed> {
    let made = || Ok(sheets(schema, std::iter::once(Ok(file.into())), None, lang)?.save_to_buffer()?);
    caught(made).unwrap_or_else(|why| Err(why.into()))
}

fn sheets(
    schema: &SchemaRef,
    files: impl Iterator<Item = Result<bytes::Bytes, ParquetError>>,
    counts: Option<Counts>,
    lang: Lang,
) -> Result<Workbook, Failed> {
    let mut workbook = Workbook::new();
    // The same rows are the same bytes, whenever they are written.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(say(lang, "Rows".to_string(), "明细".to_string()))?;
    let wholes = rows(sheet, schema, files)?;
    if let Some(counts) = counts {
        summary(workbook.add_worksheet(), schema, &wholes, counts, lang)?;
        notes(workbook.add_worksheet(), &wholes, lang)?;
    }
    Ok(workbook)
}

fn head() -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_border(FormatBorder::Thin).set_background_color(Color::RGB(0x00ED_EDED));
    format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

fn amount() -> Format {
    Format::new().set_num_format("#,##0.00")
}

/// The rows, below a header that stays in sight; what each column comes to.
fn rows(
    sheet: &mut Worksheet,
    schema: &SchemaRef,
    files: impl Iterator<Item = Result<bytes::Bytes, ParquetError>>,
) -> Result<Vec<Whole>, Failed> {
    let (head, amount) = (head(), amount());
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_row_height_pixels(0, 42)?;
    for (column, field) in (0_u16..).zip(schema.fields()) {
        sheet.write_string_with_format(0, column, harmless_text(field.name()), &head)?;
        // Wide enough for an amount, and for most words.
        let widest: u32 = field.name().chars().map(|char| if char.is_ascii() { 1 } else { 2 }).sum();
        sheet.set_column_width_pixels(column, 16 + 8 * widest.clamp(11, 24))?;
    }
    let mut wholes = vec![Whole::default(); schema.fields().len()];
    let mut row = 1;
    for file in files {
        let reader = ParquetRecordBatchReaderBuilder::try_new(file?)?.build()?;
        for batch in reader {
            let batch = batch?;
            for at in 0..batch.num_rows() {
                for ((column, cells), field) in
                    (0_u16..).zip(batch.columns()).zip(schema.fields()).filter(|((_, cells), _)| cells.is_valid(at))
                {
                    let whole = wholes.get_mut(usize::from(column));
                    put(sheet, (row, column), cells, at, &amount)?;
                    match (cells.data_type(), field.data_type(), whole) {
                        (DataType::Decimal128(_, 2), _, Some(whole)) => {
                            whole.fen += cells.as_primitive::<Decimal128Type>().value(at);
                            whole.amounts += 1;
                        }
                        (DataType::Utf8, DataType::Dictionary(..), Some(whole)) => {
                            for word in cells.as_string::<i32>().value(at).split("; ") {
                                *whole.words.entry(word.to_string()).or_default() += 1;
                            }
                        }
                        _ => {}
                    }
                }
                row += 1;
            }
        }
    }
    Ok(wholes)
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cells: &ArrayRef, at: usize, amount: &Format) -> Result<(), Failed> {
    match cells.data_type() {
        DataType::Decimal128(_, 2) => {
            sheet.write_number_with_format(row, column, yuan(cells.as_primitive::<Decimal128Type>().value(at))?, amount)?
        }
        DataType::Int32 => sheet.write_number(row, column, cells.as_primitive::<Int32Type>().value(at))?,
        DataType::Int64 => sheet.write_string(row, column, cells.as_primitive::<Int64Type>().value(at).to_string())?,
        DataType::Utf8 => sheet.write_string(row, column, harmless_text(cells.as_string::<i32>().value(at)))?,
        other => return Err(format!("{other}").into()),
    };
    Ok(())
}

/// A number of a spreadsheet.
fn yuan(fen: i128) -> Result<f64, Failed> {
    Ok(Money::from_fen(i64::try_from(fen)?).plain().parse()?)
}

/// How many rows there were, and what each column of amounts comes to.
fn summary(sheet: &mut Worksheet, schema: &SchemaRef, wholes: &[Whole], counts: Counts, lang: Lang) -> Result<(), Failed> {
    let (head, amount) = (head(), amount());
    sheet.set_name(say(lang, "Summary".to_string(), "汇总".to_string()))?;
    sheet.set_column_width_pixels(0, 320)?.set_column_width_pixels(1, 180)?.set_column_width_pixels(2, 110)?;
    let Counts { rows, results, errors } = counts;
    let told = [("Rows in", "读入行数", rows), ("Results", "结果行数", results), ("Errors", "错误行数", errors)];
    for (row, (en, zh, count)) in (0_u32..).zip(told) {
        sheet.write_string(row, 0, say(lang, en.to_string(), zh.to_string()))?.write_number(row, 1, u32::try_from(count)?)?;
    }
    let names = [("column", "列"), ("total (yuan)", "合计（元）"), ("rows", "行数")];
    for (column, (en, zh)) in (0_u16..).zip(names) {
        sheet.write_string_with_format(4, column, say(lang, en.to_string(), zh.to_string()), &head)?;
    }
    sheet.set_freeze_panes(5, 0)?;
    let summed = schema.fields().iter().zip(wholes).filter(|(_, whole)| whole.amounts > 0);
    for (row, (field, whole)) in (5_u32..).zip(summed) {
        sheet.write_string(row, 0, harmless_text(field.name()))?;
        sheet.write_number_with_format(row, 1, yuan(whole.fen)?, &amount)?;
        sheet.write_number(row, 2, whole.amounts)?;
    }
    Ok(())
}

/// How the rows are to be read, and every word that stands in them, with its meaning.
fn notes(sheet: &mut Worksheet, wholes: &[Whole], lang: Lang) -> Result<(), Failed> {
    let head = head();
    sheet.set_name(say(lang, "Notes".to_string(), "说明".to_string()))?;
    sheet.set_column_width_pixels(0, 420)?.set_column_width_pixels(1, 80)?.set_column_width_pixels(2, 560)?;
    let how = match lang {
        Lang::En => [
            "One row for each row of the register that could be assessed; amounts are yuan of the year.".to_string(),
            "The columns that begin with the present form (before, 转企前) say what is; the others what would be as that form.".to_string(),
            "Rows without a result stand with what is wrong in the file beside this one that ends in .errors.jsonl.".to_string(),
            "An empty amount: the row lacks a fact that this form needs. This is not tax advice: the tax office decides.".to_string(),
        ],
        Lang::Zh => [
            "名册中每个可测算的行对应一行；金额单位为元，均为全年数。".to_string(),
            "以“转企前”（before）开头的列为现状，其余为转为该组织形式后的测算。".to_string(),
            "没有结果的行及原因，见旁边以 .errors.jsonl 结尾的文件。".to_string(),
            "金额为空：该行缺少此形式所需的资料。测算不构成税务意见，以主管税务机关为准。".to_string(),
        ],
    };
    for (row, text) in (0_u32..).zip(how) {
        sheet.write_string(row, 0, text)?;
    }
    for (column, (en, zh)) in (0_u16..).zip([("words in the rows", "表中用语"), ("rows", "行数"), ("meaning", "含义")]) {
        sheet.write_string_with_format(5, column, say(lang, en.to_string(), zh.to_string()), &head)?;
    }
    let words = wholes.iter().flat_map(|whole| &whole.words);
    for (row, (word, rows)) in (6_u32..).zip(words) {
        let note = RowNote::from_written(word).map(|note| note.say(lang));
        let meaning = note.or_else(|| Status::from_written(word).map(|status| status.say(lang)));
        sheet.write_string(row, 0, harmless_text(word))?.write_number(row, 1, *rows)?;
        sheet.write_string(row, 2, meaning.unwrap_or_default())?;
    }
    Ok(())
}
