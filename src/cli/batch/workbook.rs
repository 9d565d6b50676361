//! XLSX: a sheet of a workbook, row by row, in and out.

use super::caught::caught;
use super::say;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, cast::AsArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, open_workbook};
use huiqi::register::{HEADER_WITHIN, RowError, Texts, harmless_text, holds_rate, is_header};
use huiqi::{Lang, Money};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use zip::ZipArchive;

/// Rows of a sheet below its header.
pub(super) const MOST_ROWS: u64 = 1_048_575;

/// The longest piece of text in a workbook's parts, in bytes: a cell holds 32,767 characters.
const LONGEST_TEXT: usize = 1 << 20;

/// How large the shared texts of a workbook may be when unpacked, in bytes: all of them are held while it is read.
const MOST_SHARED: u64 = 64 << 20;

/// How large any other part may be that is held whole, in bytes.
const MOST_HELD: u64 = 16 << 20;

/// Rows, or why there are no more.
pub(super) type Rows = Result<Texts, String>;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// What a workbook's reader found before its rows.
pub(super) struct Opened {
    /// The names in the header.
    pub(super) names: Vec<String>,
    /// How many rows stand above it.
    pub(super) above: usize,
    /// The sheet that is read, and the other sheets.
    pub(super) sheet: String,
    pub(super) others: Vec<String>,
}

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

/// The merged ranges of a sheet, in the order of their rows.
struct Merged {
    ranges: VecDeque<Dimensions>,
    /// Those that reach into the present row.
    here: Vec<Dimensions>,
}

impl Merged {
    /// The range that leaves cells of a row without a value of their own, if there is one. Rows are asked for in order.
    fn covers(&mut self, row: u32) -> Option<Dimensions> {
        while self.ranges.front().is_some_and(|range| range.start.0 <= row) {
            self.here.extend(self.ranges.pop_front());
        }
        self.here.retain(|range| range.end.0 >= row);
        self.here.iter().find(|range| range.start.0 < row || range.start.1 < range.end.1).copied()
    }
}

/// The rows of a batch as they are gathered.
struct Gathered {
    names: Vec<String>,
    /// Whether each column holds rates.
    rates: Vec<bool>,
    columns: Vec<Vec<String>>,
    broken: Vec<RowError>,
    lines: Vec<u64>,
    held: usize,
}

impl Gathered {
    fn new(names: Vec<String>) -> Gathered {
        let rates = names.iter().map(|name| holds_rate(name)).collect();
        Gathered { rates, columns: vec![Vec::new(); names.len()], names, broken: Vec::new(), lines: Vec::new(), held: 0 }
    }

    fn begin_row(&mut self, row: u32) {
        self.held += 1;
        self.lines.push(u64::from(row) + 1);
        self.columns.iter_mut().for_each(|cells| cells.push(String::new()));
    }

    /// Writes a cell into the present row.
    fn put(&mut self, at: u32, cell: Cell, lang: Lang) {
        let text = match cell {
            Err((what, right)) => return self.refuse(Some(at), what, right),
            Ok(Shown { text, number }) => {
                let is_rate = number && self.rates.get(at as usize).is_some_and(|rate| *rate);
                if is_rate { as_percent(&text).unwrap_or(text) } else { text }
            }
        };
        match self.columns.get_mut(at as usize).and_then(|cells| cells.last_mut()) {
            Some(cell) => *cell = text,
            None => {
                let column = at + 1;
                let what = say(lang, format!("a cell beyond the header, column {column}"), format!("第 {column} 列的单元格超出表头"));
                let right =
                    say(lang, "a name for it in the header, or no such cell".to_string(), "在表头写明列名，或删去该单元格".to_string());
                self.refuse(None, what, right);
            }
        }
    }

    /// Notes why the present row cannot be read: only the first reason counts.
    fn refuse(&mut self, column: Option<u32>, what: String, right: String) {
        let row = self.held.saturating_sub(1);
        if self.broken.last().is_none_or(|error| error.row != row) {
            let column = column.and_then(|column| self.names.get(column as usize)).cloned();
            self.broken.push(RowError { row, line: None, column, what, right: Some(right), also: Vec::new() });
        }
    }

    fn take(&mut self) -> Result<Texts, Failed> {
        // A row that is refused is blank: nothing of it can pass for the whole.
        for error in &self.broken {
            self.columns.iter_mut().filter_map(|cells| cells.get_mut(error.row)).for_each(String::clear);
        }
        let fields: Vec<Field> = self.names.iter().map(|name| Field::new(name, DataType::Utf8, false)).collect();
        let arrays = self.columns.iter_mut().map(|cells| Arc::new(StringArray::from(std::mem::take(cells))) as ArrayRef).collect();
        self.held = 0;
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?;
        Ok(Texts { batch, broken: std::mem::take(&mut self.broken), lines: std::mem::take(&mut self.lines) })
    }
}

/// A row with the places of its cells.
type Row = (u32, Vec<(u32, Cell)>);

/// Where rows go: the first ones are held until the header is found among them, the others into batches.
struct Sink<'a> {
    head: Option<(SyncSender<Opened>, String, Vec<String>)>,
    first: Vec<Row>,
    gathered: Gathered,
    merged: Merged,
    rows: &'a SyncSender<Rows>,
    chunk_rows: usize,
    lang: Lang,
}

impl Sink<'_> {
    /// Takes a row; false where nobody listens any more.
    fn take(&mut self, row: Row) -> Result<bool, Failed> {
        if self.head.is_none() {
            return self.gather(row);
        }
        self.first.push(row);
        if self.first.len() < HEADER_WITHIN { Ok(true) } else { self.begin() }
    }

    /// Finds the header among the first rows, and gathers those below it.
    fn begin(&mut self) -> Result<bool, Failed> {
        let Some((head, sheet, others)) = self.head.take() else { return Ok(true) };
        let names = |(_, cells): &Row| {
            let mut names = Vec::new();
            for (column, cell) in cells {
                names.resize(*column as usize, String::new());
                names.push(cell.as_ref().map(|shown| shown.text.clone()).unwrap_or_default());
            }
            names
        };
        let above = self.first.iter().position(|row| is_header(&names(row))).unwrap_or(0);
        let mut below = std::mem::take(&mut self.first).into_iter().skip(above);
        let header = below.next().map(|row| names(&row)).unwrap_or_default();
        self.gathered = Gathered::new(header.clone());
        if head.send(Opened { names: header, above, sheet, others }).is_err() {
            return Ok(false);
        }
        for row in below {
            if !self.gather(row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn gather(&mut self, (row, cells): Row) -> Result<bool, Failed> {
        if self.gathered.held == self.chunk_rows && self.rows.send(Ok(self.gathered.take()?)).is_err() {
            return Ok(false);
        }
        self.gathered.begin_row(row);
        if let Some(range) = self.merged.covers(row) {
            let (what, right) = of_merged(range, self.lang);
            self.gathered.refuse(Some(range.start.1), what, right);
        }
        for (column, cell) in cells {
            self.gathered.put(column, cell, self.lang);
        }
        Ok(true)
    }
}

fn stream(
    path: &Path,
    asked: Option<&str>,
    chunk_rows: usize,
    lang: Lang,
    head: SyncSender<Opened>,
    rows: &SyncSender<Rows>,
) -> Result<(), Failed> {
    check(path, lang)?;
    let mut workbook: Xlsx<BufReader<File>> = open_workbook(path)?;
    let (sheet, others) = choose(&workbook, asked, lang)?;
    let mut ranges = workbook.merge_cells_by_sheet_name(&sheet)?;
    ranges.sort_by_key(|range| range.start);
    let merged = Merged { ranges: ranges.into(), here: Vec::new() };
    let mut cells = workbook.worksheet_cells_reader(&sheet)?;
    let (head, gathered) = (Some((head, sheet, others)), Gathered::new(Vec::new()));
    let mut out = Sink { head, first: Vec::new(), gathered, merged, rows, chunk_rows, lang };
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
    if out.begin()? && out.gathered.held > 0 {
        let _ = rows.send(Ok(out.gathered.take()?));
    }
    Ok(())
}

/// That rows stand above the header, in words.
pub(super) fn rows_above(above: usize, lang: Lang) -> Option<String> {
    (above > 0).then(|| say(lang, format!("rows above the header: {above}"), format!("表头之上有 {above} 行")))
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

/// Why a row with cells of a merged range is not read.
fn of_merged(range: Dimensions, lang: Lang) -> (String, String) {
    let row = range.start.0 + 1;
    (
        say(lang, format!("a cell is merged with one of row {row}"), format!("有单元格与第 {row} 行的单元格合并")),
        say(lang, "split the cells and write the value in each row".to_string(), "请取消合并，在每一行填写".to_string()),
    )
}

/// A cell: what it shows, or what is wrong with it and what would be right.
type Cell = Result<Shown, (String, String)>;

/// What a cell shows, and whether it is a number.
struct Shown {
    text: String,
    number: bool,
}

/// A number of a cell that holds a rate: 0.13 is 13%.
fn as_percent(number: &str) -> Option<String> {
    let hundredfold = number.parse::<rust_decimal::Decimal>().ok()?.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?;
    Some(format!("{}%", hundredfold.normalize()))
}

/// A cell as its reader sees it: a number with the fifteen digits that a spreadsheet shows; or what is wrong with it, and
/// what would be right.
fn shown(cell: &DataRef<'_>, formula: bool, lang: Lang) -> Cell {
    let plain = || say(lang, "text or a number".to_string(), "文字或数字".to_string());
    let number = matches!(cell, DataRef::Int(_) | DataRef::Float(_));
    let text = match cell {
        // No value and the value nothing are two things.
        DataRef::Empty if formula => {
            return Err((
                say(lang, "the formula has no stored value".to_string(), "公式没有保存计算结果".to_string()),
                say(
                    lang,
                    "open the workbook in a spreadsheet program and save it, or write the value".to_string(),
                    "请用表格软件打开并保存，或直接填写数值".to_string(),
                ),
            ));
        }
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => huiqi::register::shown_number(*number),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(error) => return Err((error.to_string(), plain())),
        DataRef::DateTime(_) => {
            return Err((say(lang, "the cell is a date or a time".to_string(), "单元格是日期或时间".to_string()), plain()));
        }
    };
    Ok(Shown { text, number })
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
