//! A record batch to columns of whole numbers, a column at a time.

use super::cell::{ABSENT, Reader, Refused, fen};
use super::columns::{self, Kind, Need};
use super::header::Header;
use super::trouble::{Right, RowError, Wrong};
use crate::words::{Lang, Say};
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use std::fmt::Write;

/// The numbers of a batch, column by column, in buffers that the next batch uses again.
#[derive(Default)]
pub(super) struct Decoded {
    columns: Vec<Vec<i64>>,
    /// By row: whether something is wrong with it.
    pub(super) bad: Vec<bool>,
    pub(super) errors: Vec<RowError>,
}

impl Decoded {
    /// A cell; `None` where it is empty or the column is not there.
    pub(super) fn get(&self, column: Option<usize>, row: usize) -> Option<i64> {
        self.columns.get(column?)?.get(row).copied().filter(|number| *number != ABSENT)
    }

    /// Notes what is wrong with a row.
    pub(super) fn refuse(&mut self, error: RowError) {
        if let Some(bad) = self.bad.get_mut(error.row) {
            *bad = true;
        }
        self.errors.push(error);
    }

    /// Reads every column of a batch.
    pub(super) fn read(&mut self, header: &Header, batch: &RecordBatch, reader: &mut Reader<'_>, lang: Lang) {
        let rows = batch.num_rows();
        reader.rest();
        self.errors.clear();
        self.bad.clear();
        self.bad.resize(rows, false);
        self.columns.resize_with(header.kinds.len(), Vec::new);
        for (at, (kind, array)) in header.kinds.iter().zip(batch.columns()).enumerate() {
            let mut column = self.columns.get_mut(at).map(std::mem::take).unwrap_or_default();
            column.clear();
            column.reserve(rows);
            self.column(at, *kind, array.as_ref(), &mut column, reader, (header, lang));
            if required(header, at) {
                for (row, number) in column.iter().enumerate().filter(|(_, number)| **number == ABSENT) {
                    if !self
                        .errors
                        .iter()
                        .rev()
                        .take_while(|error| error.column.as_deref() == header.name(at))
                        .any(|error| error.row == row)
                    {
                        let error = RowError::new(row, header.name(at), &Wrong::Missing, &meaning(header, at), lang);
                        debug_assert_eq!(*number, ABSENT);
                        if let Some(bad) = self.bad.get_mut(row) {
                            *bad = true;
                        }
                        self.errors.push(error);
                    }
                }
            }
            if let Some(place) = self.columns.get_mut(at) {
                *place = column;
            }
        }
    }

    fn column(
        &mut self,
        at: usize,
        kind: Kind,
        array: &dyn Array,
        into: &mut Vec<i64>,
        reader: &mut Reader<'_>,
        (header, lang): (&Header, Lang),
    ) {
        let amount = matches!(kind, Kind::Amount | Kind::Area);
        let mut push = |row: usize, text: &str, into: &mut Vec<i64>| {
            let number = if text.is_empty() || text.trim().is_empty() {
                ABSENT
            } else {
                reader.read(kind, text).unwrap_or_else(|refused| {
                    let error = match refused {
                        Refused::As(wrong, right) => RowError::new(row, header.name(at), &wrong, &right, lang),
                        Refused::Said(what) => {
                            RowError { row, column: header.name(at).map(str::to_string), what, right: None, also: Vec::new() }
                        }
                    };
                    self.refuse(error);
                    ABSENT
                })
            };
            into.push(number);
        };
        macro_rules! texts {
            ($array:expr) => {{
                let array = $array;
                for row in 0..array.len() {
                    let text = if array.is_null(row) { "" } else { array.value(row) };
                    // The usual cell of an amount: no call but this.
                    match if amount { fen(text) } else { None } {
                        Some(fen) if fen >= 0 && (kind == Kind::Amount || fen <= 10_000_000_000) => into.push(fen),
                        _ => push(row, text, into),
                    }
                }
            }};
        }
        let mut text = String::new();
        macro_rules! numbers {
            ($array:expr, $direct:expr) => {{
                let array = $array;
                let direct = $direct;
                for row in 0..array.len() {
                    if array.is_null(row) {
                        into.push(ABSENT);
                        continue;
                    }
                    match direct(array.value(row)) {
                        Some(number) => into.push(number),
                        None => {
                            text.clear();
                            let _ = write!(text, "{}", array.value(row));
                            push(row, &text, into);
                        }
                    }
                }
            }};
        }
        let limit = if kind == Kind::Area { 10_000_000_000 } else { crate::money::MAX_AMOUNT.fen() };
        let yuan = |number: i64| if amount && (0..=limit / 100).contains(&number) { Some(number * 100) } else { None };
        match array.data_type() {
            DataType::Utf8 if kind == Kind::Text => blanks(array.as_string::<i32>(), into),
            DataType::Utf8 => texts!(array.as_string::<i32>()),
            DataType::LargeUtf8 => texts!(array.as_string::<i64>()),
            DataType::Utf8View => texts!(array.as_string_view()),
            DataType::Boolean => numbers!(array.as_boolean(), |truth: bool| (kind == Kind::Truth).then_some(i64::from(truth))),
            DataType::Int32 => numbers!(array.as_primitive::<Int32Type>(), |number: i32| yuan(i64::from(number))),
            DataType::Int64 => numbers!(array.as_primitive::<Int64Type>(), |number: i64| yuan(number)),
            // A float is read as the shortest decimal that denotes it.
            DataType::Float64 => numbers!(array.as_primitive::<Float64Type>(), |_: f64| None),
            DataType::Decimal128(_, scale) => {
                let up = 10_i128.pow(u32::try_from(2 - i32::from(*scale)).unwrap_or(0));
                let down = 10_i128.pow(u32::try_from(i32::from(*scale) - 2).unwrap_or(0));
                let scale = *scale;
                let array = array.as_primitive::<Decimal128Type>();
                for row in 0..array.len() {
                    let number = array.value(row);
                    let exact = amount && number >= 0 && number % down == 0;
                    match if exact { i64::try_from(number / down).ok().and_then(|n| n.checked_mul(i64::try_from(up).ok()?)) } else { None }
                    {
                        _ if array.is_null(row) => into.push(ABSENT),
                        Some(fen) if fen <= limit => into.push(fen),
                        _ => {
                            text.clear();
                            let scale = u32::from(scale.unsigned_abs());
                            let _ = match i64::try_from(number) {
                                Ok(number) => write!(text, "{}", rust_decimal::Decimal::new(number, scale).normalize()),
                                Err(_) => write!(text, "{number}e-{scale}"),
                            };
                            push(row, &text, into);
                        }
                    }
                }
            }
            // A column without any value.
            _ => into.resize(array.len(), ABSENT),
        }
    }
}

/// For a column of text only whether a cell says anything matters here.
fn blanks(array: &arrow_array::StringArray, into: &mut Vec<i64>) {
    into.extend((0..array.len()).map(|row| if array.is_null(row) || array.value(row).trim().is_empty() { ABSENT } else { 0 }));
}

fn required(header: &Header, at: usize) -> bool {
    described(header, at).is_some_and(|column| column.need == Need::Required)
}

fn meaning(header: &Header, at: usize) -> Right {
    let meaning = described(header, at).map(|column| column.meaning.say(header.lang)).unwrap_or_default();
    Right::Fill { meaning }
}

fn described(header: &Header, at: usize) -> Option<&'static columns::Column> {
    columns::all().get(columns::find(header.name(at)?)?)
}
