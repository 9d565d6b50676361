//! Record batches to bytes: CSV, JSON Lines, or Parquet.

use crate::base::visible::{visible_data, visible_json};
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal64Type, Decimal128Type, Float64Type, Int32Type, Int64Type, UInt8Type};
use arrow_array::{Array, ArrayAccessor, ArrayRef, RecordBatch, StringArray, TypedDictionaryArray};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use std::borrow::Cow;
use std::io::Write;

/// The shape of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoded {
    /// RFC 4180; text that a spreadsheet would take for a formula begins with an apostrophe.
    Csv,
    /// One object a line; amounts are strings, so that no reader makes floats of them.
    JsonLines,
    /// A whole Parquet file with one row group, each time that the bytes are taken.
    #[cfg(feature = "batch")]
    Parquet,
}

/// Writes batches of one schema.
pub struct Encoder {
    shape: Encoded,
    schema: SchemaRef,
    /// For JSON: `"name":` of each column.
    names: Vec<Vec<u8>>,
    /// Bytes of the batches since they were last taken.
    out: Vec<u8>,
    /// How many there were the last time: the next are likely as many.
    likely: usize,
    /// The Parquet file that these batches become.
    #[cfg(feature = "batch")]
    file: Option<super::parquet::RowGroup>,
    #[cfg(feature = "batch")]
    zeros: super::parquet::Zeros,
}

impl Encoder {
    /// Of a schema, in a shape.
    ///
    /// ```
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use huiqi::register::{Encoded, Encoder};
    /// use std::sync::Arc;
    ///
    /// let names: ArrayRef = Arc::new(StringArray::from(vec!["=1+1"]));
    /// let rows = RecordBatch::try_from_iter([("name", names)])?;
    /// let mut encoder = Encoder::new(Encoded::JsonLines, rows.schema());
    /// encoder.write(&rows)?;
    /// assert_eq!(encoder.take()?, b"{\"name\":\"=1+1\"}\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(shape: Encoded, schema: SchemaRef) -> Encoder {
        let names = schema.fields().iter().map(|field| format!("{}:", serde_json::Value::from(field.name().as_str())).into_bytes());
        let names = names.collect();
        Encoder {
            shape,
            schema,
            names,
            out: Vec::new(),
            likely: 0,
            #[cfg(feature = "batch")]
            file: None,
            #[cfg(feature = "batch")]
            zeros: Default::default(),
        }
    }

    /// What comes before all batches.
    ///
    /// ```
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use huiqi::register::{Encoded, Encoder};
    /// use std::sync::Arc;
    ///
    /// let names: ArrayRef = Arc::new(StringArray::from(vec!["=1+1"]));
    /// let rows = RecordBatch::try_from_iter([("name", names)])?;
    /// assert_eq!(Encoder::new(Encoded::Csv, rows.schema()).head(), b"name\r\n");
    /// assert_eq!(Encoder::new(Encoded::JsonLines, rows.schema()).head(), b""); // each line names its own
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn head(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.shape == Encoded::Csv {
            for (i, field) in self.schema.fields().iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                csv_text(field.name(), &mut out);
            }
            out.extend_from_slice(b"\r\n");
        }
        out
    }

    /// Writes one batch.
    ///
    /// ```
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use huiqi::register::{Encoded, Encoder};
    /// use std::sync::Arc;
    ///
    /// let names: ArrayRef = Arc::new(StringArray::from(vec!["=1+1"]));
    /// let rows = RecordBatch::try_from_iter([("name", names)])?;
    /// let mut encoder = Encoder::new(Encoded::Csv, rows.schema());
    /// encoder.write(&rows)?;
    /// assert_eq!(encoder.take()?, b"'=1+1\r\n"); // a text, whatever a spreadsheet makes of it
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Types that have no such bytes.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let out = &mut self.out;
        let columns = || -> Result<Vec<Cells<'_>>, ArrowError> { batch.columns().iter().map(Cells::of).collect() };
        match self.shape {
            #[cfg(feature = "batch")]
            Encoded::Parquet => {
                let file = match &mut self.file {
                    Some(file) => file,
                    none => none.insert(super::parquet::RowGroup::new(&self.schema, self.likely)?),
                };
                file.write(batch)?;
            }
            Encoded::Csv => {
                let columns = columns()?;
                for row in 0..batch.num_rows() {
                    for (i, column) in columns.iter().enumerate() {
                        if i > 0 {
                            out.push(b',');
                        }
                        column.csv(row, out);
                    }
                    out.extend_from_slice(b"\r\n");
                }
            }
            Encoded::JsonLines => {
                let columns = columns()?;
                for row in 0..batch.num_rows() {
                    for (i, (column, name)) in columns.iter().zip(&self.names).enumerate() {
                        out.push(if i == 0 { b'{' } else { b',' });
                        out.extend_from_slice(name);
                        column.json(row, out)?;
                    }
                    out.extend_from_slice(b"}\n");
                }
            }
        }
        Ok(())
    }

    /// The bytes of what was written since they were last taken: for Parquet, a whole file.
    ///
    /// ```
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use huiqi::register::{Encoded, Encoder};
    /// use std::sync::Arc;
    ///
    /// let names: ArrayRef = Arc::new(StringArray::from(vec!["=1+1"]));
    /// let rows = RecordBatch::try_from_iter([("name", names)])?;
    /// let mut encoder = Encoder::new(Encoded::Csv, rows.schema());
    /// encoder.write(&rows)?;
    /// assert_eq!(encoder.take()?, b"'=1+1\r\n");
    /// assert!(encoder.take()?.is_empty()); // and nothing since
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When Parquet cannot hold it.
    pub fn take(&mut self) -> Result<Vec<u8>, ArrowError> {
        let bytes = std::mem::replace(&mut self.out, Vec::with_capacity(self.likely));
        #[cfg(feature = "batch")]
        let bytes = match self.file.take() {
            Some(file) => file.finish(&mut self.zeros)?,
            None => bytes,
        };
        self.likely = bytes.len();
        Ok(bytes)
    }
}

/// A column, ready to write its cells.
pub(super) enum Cells<'a> {
    Text(&'a arrow_array::StringArray),
    LargeText(&'a arrow_array::LargeStringArray),
    TextView(&'a arrow_array::StringViewArray),
    Word(TypedDictionaryArray<'a, UInt8Type, StringArray>),
    Wide(&'a arrow_array::Decimal128Array),
    Narrow(&'a arrow_array::Decimal64Array),
    Int32(&'a arrow_array::Int32Array),
    Int64(&'a arrow_array::Int64Array),
    Float64(&'a arrow_array::Float64Array),
    Truth(&'a arrow_array::BooleanArray),
}

impl<'a> Cells<'a> {
    pub(super) fn of(array: &'a ArrayRef) -> Result<Cells<'a>, ArrowError> {
        Ok(match array.data_type() {
            DataType::Utf8 => Cells::Text(array.as_string()),
            DataType::LargeUtf8 => Cells::LargeText(array.as_string()),
            DataType::Utf8View => Cells::TextView(array.as_string_view()),
            DataType::Decimal128(_, 2) => Cells::Wide(array.as_primitive::<Decimal128Type>()),
            DataType::Decimal64(_, 2) => Cells::Narrow(array.as_primitive::<Decimal64Type>()),
            DataType::Int32 => Cells::Int32(array.as_primitive::<Int32Type>()),
            DataType::Int64 => Cells::Int64(array.as_primitive::<Int64Type>()),
            DataType::Float64 => Cells::Float64(array.as_primitive::<Float64Type>()),
            DataType::Boolean => Cells::Truth(array.as_boolean()),
            // Words by number; nothing else is a dictionary of this type.
            other => match array.as_dictionary_opt::<UInt8Type>().and_then(|words| words.downcast_dict()) {
                Some(words) => Cells::Word(words),
                None => return Err(ArrowError::CastError(other.to_string())),
            },
        })
    }

    fn text(&self, row: usize) -> Option<&str> {
        match self {
            Cells::Text(array) => array.is_valid(row).then(|| array.value(row)),
            Cells::LargeText(array) => array.is_valid(row).then(|| array.value(row)),
            Cells::TextView(array) => array.is_valid(row).then(|| array.value(row)),
            Cells::Word(array) => array.is_valid(row).then(|| array.value(row)),
            _ => None,
        }
    }

    fn number(&self, row: usize, out: &mut Vec<u8>) {
        match self {
            Cells::Wide(array) if array.is_valid(row) => fen_text(array.value(row), out),
            Cells::Narrow(array) if array.is_valid(row) => fen_text(array.value(row).into(), out),
            Cells::Int32(array) if array.is_valid(row) => digits(array.value(row), out),
            Cells::Int64(array) if array.is_valid(row) => digits(array.value(row), out),
            Cells::Float64(array) if array.is_valid(row) => {
                let _ = write!(out, "{}", array.value(row));
            }
            Cells::Truth(array) if array.is_valid(row) => out.extend_from_slice(if array.value(row) { b"true" } else { b"false" }),
            _ => {}
        }
    }

    /// A cell for people: amounts with their thousands apart.
    #[cfg(feature = "workbook")]
    pub(super) fn shown(&self, row: usize) -> String {
        match self {
            Cells::Narrow(array) if array.is_valid(row) => crate::Money::from_fen(array.value(row)).to_string(),
            _ => match self.text(row) {
                Some(text) => text.to_string(),
                None => {
                    let mut out = Vec::new();
                    self.number(row, &mut out);
                    String::from_utf8(out).unwrap_or_default()
                }
            },
        }
    }

    fn csv(&self, row: usize, out: &mut Vec<u8>) {
        match self.text(row) {
            Some(text) => csv_text(text, out),
            None => self.number(row, out),
        }
    }

    fn json(&self, row: usize, out: &mut Vec<u8>) -> Result<(), ArrowError> {
        if let Some(text) = self.text(row) {
            let before = out.len();
            serde_json::to_writer(&mut *out, text).map_err(|error| ArrowError::JsonError(error.to_string()))?;
            let written = std::str::from_utf8(out.get(before..).unwrap_or_default()).unwrap_or_default();
            if let Cow::Owned(shown) = visible_json(written) {
                out.splice(before.., shown.into_bytes());
            }
            return Ok(());
        }
        let before = out.len();
        let quoted = matches!(self, Cells::Wide(_) | Cells::Narrow(_));
        if quoted {
            out.push(b'"');
        }
        let start = out.len();
        self.number(row, out);
        if out.len() == start {
            out.truncate(before);
            out.extend_from_slice(b"null");
        } else if quoted {
            out.push(b'"');
        }
        Ok(())
    }
}

/// Whether a spreadsheet would take a text for a formula, or a text with the apostrophe that says it is none for one without.
fn is_risky(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && (bare.len() < text.len() || text.parse::<rust_decimal::Decimal>().is_err())
}

/// A text as a cell of a spreadsheet: with an apostrophe before it where it would be taken for a formula, and with what acts on who
/// reads it by its number ([`crate::report::visible_data`]). Every text can be had back: no two are written alike.
///
/// ```
/// use huiqi::register::harmless_text;
///
/// assert_eq!(harmless_text("=1+1"), "'=1+1");
/// assert_eq!(harmless_text("'=1+1"), "''=1+1");
/// assert_eq!(harmless_text("\u{1b}[31m"), r"\u001b[31m");
/// assert_eq!(harmless_text("麒麟区"), "麒麟区");
/// ```
#[must_use]
pub fn harmless_text(text: &str) -> Cow<'_, str> {
    let shown = visible_data(text);
    if is_risky(text) { format!("'{shown}").into() } else { shown }
}

pub(super) fn csv_text(text: &str, out: &mut Vec<u8>) {
    let text = harmless_text(text);
    if !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// The digits of a whole number.
fn digits(number: impl itoa::Integer, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Yuan with two decimals, as [`crate::Money::plain`].
fn fen_text(fen: i128, out: &mut Vec<u8>) {
    if fen < 0 {
        out.push(b'-');
    }
    let fen = fen.unsigned_abs();
    // Almost every amount fits 64 bits, which divide many times faster.
    let rest = match u64::try_from(fen) {
        Ok(fen) => {
            digits(fen / 100, out);
            fen % 100
        }
        Err(_) => {
            digits(fen / 100, out);
            u64::try_from(fen % 100).unwrap_or(0)
        }
    };
    let rest = u8::try_from(rest).unwrap_or(0);
    out.extend_from_slice(&[b'.', b'0' + rest / 10, b'0' + rest % 10]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Money;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn amounts_are_written_as_money_is(fen in any::<i64>()) {
            let mut out = Vec::new();
            fen_text(fen.into(), &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), Money::from_fen(fen).plain());
            let mut out = Vec::new();
            digits(fen, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), fen.to_string());
        }

        #[test]
        fn no_text_is_a_formula_and_each_can_be_had_back(text in r"['=+@\t\r-]{0,3}[u\\\x00-\x7f\u{80}-\u{9f}\u{202e}01b\PC]{0,12}") {
            let mut out = Vec::new();
            csv_text(&text, &mut out);
            let read = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice()).records().next();
            let cell = read.and_then(Result::ok).and_then(|record| record.get(0).map(str::to_string)).unwrap_or_default();
            prop_assert!(cell.starts_with('\'') || !is_risky(&cell), "{}", cell);
            let acts = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || c == '\u{202e}';
            prop_assert!(!cell.contains(acts), "{cell:?}");
            prop_assert_eq!(had_back(&cell), text);
        }
    }

    /// The text of a cell.
    fn had_back(cell: &str) -> String {
        let cell = cell.strip_prefix('\'').filter(|rest| is_risky(rest)).unwrap_or(cell);
        if !cell.contains(r"\u") {
            return cell.to_string();
        }
        let (mut units, mut letters) = (Vec::new(), cell.chars());
        while let Some(letter) = letters.next() {
            let next = letters.clone().next();
            match (letter, next) {
                ('\\', Some('u')) => {
                    let number: String = letters.by_ref().skip(1).take(4).collect();
                    units.push(u16::from_str_radix(&number, 16).unwrap());
                }
                ('\\', _) => units.extend(letters.next().map(|_| 92)),
                (letter, _) => units.extend_from_slice(letter.encode_utf16(&mut [0; 2])),
            }
        }
        String::from_utf16(&units).unwrap()
    }
}
