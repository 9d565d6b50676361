//! CSV bytes to record batches of text: where records end, and what stands in their cells.
//!
//! All of it works on bytes in memory, so that any bytes can be thrown at it: the outcome is a batch, or what is wrong.

use super::header::Header;
use super::trouble::{HeaderProblem, Right, RowError, Wrong};
use crate::base::words::Lang;
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_buffer::{Buffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use std::sync::Arc;

/// Finds where records end, across any number of blocks of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Records {
    separator: u8,
    state: State,
    /// Bytes walked over, and those up to the end of the last whole record.
    walked: usize,
    whole: usize,
    /// Where the last quoted field began.
    opened: usize,
    /// Where text stood behind a closing quote first: a quote is missing before it.
    torn: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing of the record was seen yet.
    #[default]
    RecordStart,
    /// Behind a separator.
    FieldStart,
    Unquoted,
    Quoted,
    /// A quote inside a quoted field: its end, or half of an escaped quote.
    QuoteInQuoted,
}

impl Default for Records {
    fn default() -> Records {
        Records::separated_by(b',')
    }
}

impl Records {
    /// Records whose fields stand between these bytes: a comma, a semicolon, a tab.
    ///
    /// ```
    /// let mut records = huiqi::register::Records::separated_by(b';');
    /// assert_eq!(records.walk(b"1;\"2\n3\"\n4;", 10), (10, 1));
    /// ```
    #[must_use]
    pub fn separated_by(separator: u8) -> Records {
        Records { separator, state: State::default(), walked: 0, whole: 0, opened: 0, torn: None }
    }

    /// Walks over bytes until `most` records have ended; returns how many bytes were walked over and how many records
    /// ended in them. Blank lines are no records.
    ///
    /// ```
    /// let mut records = huiqi::register::Records::default();
    /// assert_eq!(records.walk(b"1,2\n3,\"4\n5\"\n6,", 10), (14, 2)); // a quoted line end ends no record
    /// ```
    pub fn walk(&mut self, bytes: &[u8], most: usize) -> (usize, usize) {
        let (mut at, mut ended) = (0, 0);
        let separator = self.separator;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let next = rest.first();
            let (length, state) = match (self.state, next) {
                (State::QuoteInQuoted, Some(byte)) if *byte != separator && !matches!(byte, b'"' | b'\n' | b'\r') => {
                    self.torn.get_or_insert(self.opened);
                    (1, State::Unquoted)
                }
                (State::RecordStart, Some(b'\n' | b'\r')) => (1, State::RecordStart),
                (State::RecordStart | State::FieldStart, Some(b'"')) => (1, State::Quoted),
                (State::QuoteInQuoted, Some(b'"')) => (1, State::Quoted),
                (State::Quoted, _) => match memchr::memchr(b'"', rest) {
                    Some(quote) => (quote + 1, State::QuoteInQuoted),
                    None => (rest.len(), State::Quoted),
                },
                // Only a line end or a quote behind a separator says anything new.
                _ => match memchr::memchr3(b'\n', b'\r', b'"', rest) {
                    Some(quote) if rest.get(quote) == Some(&b'"') => {
                        let opens = quote.checked_sub(1).and_then(|before| rest.get(before)) == Some(&separator);
                        (quote + 1, if opens { State::Quoted } else { State::Unquoted })
                    }
                    Some(end) => {
                        ended += 1;
                        (end + 1, State::RecordStart)
                    }
                    None => (rest.len(), if rest.last() == Some(&separator) { State::FieldStart } else { State::Unquoted }),
                },
            };
            if state == State::Quoted && !matches!(self.state, State::Quoted | State::QuoteInQuoted) {
                self.opened = self.walked + length - 1;
            }
            self.state = state;
            self.walked += length;
            at += length;
            if state == State::RecordStart {
                self.whole = self.walked;
            }
            if ended == most {
                break;
            }
        }
        (at, ended)
    }

    /// Where a quote opened that is not closed as it should be: it is still open, though nothing follows, or text follows
    /// its closing quote. Bytes from where the walk began.
    ///
    /// ```
    /// let mut records = huiqi::register::Records::default();
    /// records.walk(b"1,2\n3,\"4\n", 10);
    /// assert_eq!(records.unclosed(), Some(6));
    /// ```
    #[must_use]
    pub fn unclosed(&self) -> Option<usize> {
        self.torn.or_else(|| (self.state == State::Quoted).then_some(self.opened))
    }

    /// How many bytes the whole records take, from where the walk began.
    ///
    /// ```
    /// let mut records = huiqi::register::Records::default();
    /// records.walk(b"1,2\n3,", 10);
    /// assert_eq!(records.whole(), 4);
    /// ```
    #[must_use]
    pub fn whole(&self) -> usize {
        self.whole
    }

    /// Whether the last record has ended.
    ///
    /// ```
    /// let mut records = huiqi::register::Records::default();
    /// records.walk(b"1,2\n3", 10);
    /// assert!(!records.at_start());
    /// records.walk(b",4\n", 10);
    /// assert!(records.at_start());
    /// ```
    #[must_use]
    pub fn at_start(&self) -> bool {
        self.state == State::RecordStart
    }
}

fn reader(bytes: &[u8], separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(bytes)
}

/// What may stand between the cells of a row.
pub(super) const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// How many rows are looked at for the header: a title, a date and the like may stand above it.
pub const HEADER_WITHIN: usize = 10;

/// The header of a CSV file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvHeader {
    /// The names; a byte order mark is no part of the first.
    pub names: Vec<String>,
    /// What stands between cells.
    pub separator: u8,
    /// How many rows stand above it.
    pub above: usize,
    /// Where the rows below it begin, in bytes.
    pub end: usize,
}

/// Finds the header of a CSV file among its first rows: the first with three names that a register has, with what stands between
/// them. Where there is none it is the first row, of cells between commas.
///
/// ```
/// let title = "名册（2024）;;\n\u{feff}主体标识;年度;行政区划\n1;2024;麒麟区\n";
/// let header = huiqi::register::header_of_csv(title.as_bytes()).unwrap();
/// assert_eq!((header.names.len(), header.separator, header.above), (3, b';', 1));
/// ```
///
/// # Errors
/// When the header is not UTF-8, or there is none.
pub fn header_of_csv(bytes: &[u8]) -> Result<CsvHeader, HeaderProblem> {
    header_of_csv_where(bytes, &|rows| rows.iter().position(|names| super::column_names::is_header(names)))
}

/// The same for a header that `among` finds among the first rows.
///
/// ```
/// use huiqi::register::header_of_csv_where;
///
/// let header = header_of_csv_where("名册\n户号;营业额\n1;2\n".as_bytes(), &|rows| rows.iter().position(|row| row.len() == 2)).unwrap();
/// assert_eq!((header.names[0].as_str(), header.above), ("户号", 1));
/// ```
///
/// # Errors
/// As [`header_of_csv`].
pub fn header_of_csv_where(bytes: &[u8], among: &dyn Fn(&[Vec<String>]) -> Option<usize>) -> Result<CsvHeader, HeaderProblem> {
    let found = SEPARATORS.iter().find_map(|separator| {
        let (rows, ends): (Vec<_>, Vec<_>) = first_rows(bytes, *separator).take(HEADER_WITHIN).unzip();
        let above = among(&rows)?;
        Some(CsvHeader { names: rows.into_iter().nth(above)?, separator: *separator, above, end: *ends.get(above)? })
    });
    if let Some(found) = found {
        return Ok(found);
    }
    let mut record = csv::ByteRecord::new();
    let mut first = reader(bytes, b',');
    match first.read_byte_record(&mut record) {
        Ok(true) if record.iter().any(|name| std::str::from_utf8(name).is_err()) => Err(HeaderProblem::NotUtf8),
        Ok(true) => {
            let (names, end) = first_rows(bytes, b',').next().ok_or(HeaderProblem::NoColumns)?;
            Ok(CsvHeader { names, separator: b',', above: 0, end })
        }
        _ => Err(HeaderProblem::NoColumns),
    }
}

/// Rows with where each ends; one that is not UTF-8 has no cells.
fn first_rows(bytes: &[u8], separator: u8) -> impl Iterator<Item = (Vec<String>, usize)> {
    let mut reader = reader(bytes, separator);
    let mut record = csv::ByteRecord::new();
    std::iter::from_fn(move || {
        reader.read_byte_record(&mut record).ok().filter(|read| *read)?;
        let cells: Option<Vec<String>> = record.iter().map(|name| std::str::from_utf8(name).ok().map(str::to_string)).collect();
        let mut cells = cells.unwrap_or_default();
        if let Some(first) = cells.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_string();
        }
        Some((cells, usize::try_from(reader.position().byte()).unwrap_or(bytes.len())))
    })
}

/// Rows of text, with those that were not even rows: they are blank in the batch.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The cells, all of them text.
    pub batch: RecordBatch,
    /// Why rows are blank.
    pub broken: Vec<RowError>,
    /// The line of the file, or the row of the sheet, that each row stands in.
    pub lines: Vec<u64>,
    /// The sheet, where several of a workbook are read.
    pub sheet: Option<String>,
}

impl Texts {
    /// Puts what is truly wrong with the blank rows in the place of what an assessment found wrong with them, and says in which
    /// lines the rows stand.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, huiqi::Lang::En);
    /// let header = Header::read(&header_of_csv(template.as_bytes()).unwrap().names, false).unwrap();
    /// let texts = read_csv(&header, b"1,one cell too few\n", b',', Lang::En)?;
    /// let mut errors = Batch::new(&pack, Options::default()).worker().assess(&header, &texts.batch)?.errors;
    /// texts.amend(&mut errors);
    /// assert_eq!((errors[0].line, &errors[0].what), (Some(1), &texts.broken[0].what));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn amend(&self, errors: &mut [RowError]) {
        for broken in &self.broken {
            if let Ok(place) = errors.binary_search_by_key(&broken.row, |error| error.row)
                && let Some(error) = errors.get_mut(place)
            {
                *error = broken.clone();
            }
        }
        for error in errors {
            error.line = self.lines.get(error.row).copied();
            error.sheet.clone_from(&self.sheet);
        }
    }
}

/// The bytes of one column and where its cells end.
struct Cells {
    bytes: Vec<u8>,
    ends: Vec<i32>,
}

/// Reads the records of CSV bytes that follow a header, of cells between `separator`s.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{header_of_csv, read_csv, template_csv, Header};
///
/// let pack = huiqi::Pack::embedded()?;
/// let template = template_csv(&pack, huiqi::Lang::En);
/// let header = Header::read(&header_of_csv(template.as_bytes()).unwrap().names, false).unwrap();
/// let (_, rows) = template.split_once("\r\n").unwrap();
/// let texts = read_csv(&header, rows.as_bytes(), b',', Lang::En)?;
/// assert_eq!((texts.batch.num_rows(), texts.broken.len()), (2, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When Arrow cannot hold them. Records that are not UTF-8 or have too few or too many cells are named in the outcome.
pub fn read_csv(header: &Header, bytes: &[u8], separator: u8, lang: Lang) -> Result<Texts, ArrowError> {
    match cells(header, bytes, separator, lang, false) {
        // Something is not UTF-8: read again and look at each record.
        Err(ArrowError::InvalidArgumentError(_)) => cells(header, bytes, separator, lang, true),
        read => read,
    }
}

/// The line that a record begins on: blank lines before it belong to none.
fn line_at(bytes: &[u8], position: &csv::Position) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let blank = bytes.get(from..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line().saturating_add(blank.filter(|byte| **byte == b'\n').count() as u64)
}

fn cells(header: &Header, bytes: &[u8], separator: u8, lang: Lang, look: bool) -> Result<Texts, ArrowError> {
    let width = header.names.len();
    let cell = |_| Cells { bytes: Vec::with_capacity(bytes.len() / width.max(1)), ends: vec![0] };
    let mut columns: Vec<Cells> = (0..width).map(cell).collect();
    let (mut broken, mut lines, mut rows) = (Vec::new(), Vec::new(), 0);
    let mut reader = reader(bytes, separator);
    let mut record = csv::ByteRecord::new();
    // Reading from memory with flexible widths, nothing else can fail.
    while reader.read_byte_record(&mut record).map_err(|error| ArrowError::CsvError(error.to_string()))? {
        let fault = if record.len() != width {
            let wrong = Wrong::FieldsNot { found: record.len(), header: width };
            Some(RowError::new(rows, None, &wrong, &Right::CellsOfHeader, lang))
        } else if look {
            let at = record.iter().position(|cell| std::str::from_utf8(cell).is_err());
            at.map(|at| RowError::new(rows, header.name(at), &Wrong::NotUtf8, &Right::Utf8, lang))
        } else {
            None
        };
        let blank = fault.is_some();
        lines.push(record.position().map_or(0, |position| line_at(bytes, position)));
        broken.extend(fault);
        for (i, column) in columns.iter_mut().enumerate() {
            if !blank {
                column.bytes.extend_from_slice(record.get(i).unwrap_or_default());
            }
            column.ends.push(i32::try_from(column.bytes.len()).map_err(|_| ArrowError::OffsetOverflowError(column.bytes.len()))?);
        }
        rows += 1;
    }
    let arrays: Result<Vec<ArrayRef>, ArrowError> = columns
        .into_iter()
        .map(|Cells { bytes, ends }| {
            let array = StringArray::try_new(OffsetBuffer::new(ends.into()), Buffer::from_vec(bytes), None)?;
            Ok(Arc::new(array) as ArrayRef)
        })
        .collect();
    let fields: Vec<Field> = header.names.iter().map(|name| Field::new(name, DataType::Utf8, false)).collect();
    Ok(Texts { batch: RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays?)?, broken, lines, sheet: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Cutting where a record ends and reading the parts gives what reading the whole gives.
        #[test]
        fn cut_records_are_whole_records(text in "[a,\"\n\r b]{0,60}", most in 1usize..4) {
            let read = |bytes: &[u8]| -> Vec<csv::ByteRecord> { reader(bytes, b',').byte_records().filter_map(Result::ok).collect() };
            let (mut parts, mut rest) = (Vec::new(), text.as_bytes());
            while !rest.is_empty() {
                let (end, _) = Records::default().walk(rest, most);
                let (part, after) = rest.split_at(end);
                parts.extend(read(part));
                rest = after;
            }
            prop_assert_eq!(parts, read(text.as_bytes()));
        }

        #[test]
        fn any_bytes_are_rows_or_named(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let names: Vec<String> = ["key", "place", "locality", "industry", "vat_status", "filing", "owner_income", "sales_goods_q1"]
                .map(str::to_string).to_vec();
            let header = Header::read(&names, true).unwrap();
            let texts = read_csv(&header, &bytes, b',', Lang::En).unwrap();
            prop_assert!(texts.broken.len() <= texts.batch.num_rows());
            let pack = crate::Pack::embedded().unwrap();
            let options = crate::register::Options { year: Some(2023), ..Default::default() };
            let batch = crate::register::Batch::new(&pack, options);
            let mut assessed = batch.worker().assess(&header, &texts.batch).unwrap();
            texts.amend(&mut assessed.errors);
            prop_assert_eq!(assessed.results.num_rows() + assessed.errors.len(), texts.batch.num_rows());
            let _ = header_of_csv(&bytes);
        }
    }
}
