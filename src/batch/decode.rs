//! A record batch to columns of whole numbers, a column at a time.

use super::cell::{ABSENT, Reader, Refused, UNREADABLE, fen};
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
        self.columns.get(column?)?.get(row).copied().filter(|number| *number > UNREADABLE)
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
        self.errors.clear();
        self.bad.clear();
        self.bad.resize(rows, false);
        self.columns.resize_with(header.kinds.len(), Vec::new);
        for (at, (kind, array)) in header.kinds.iter().zip(batch.columns()).enumerate() {
            let mut column = self.columns.get_mut(at).map(std::mem::take).unwrap_or_default();
            column.clear();
            column.reserve(rows);
            let unread = header.year_given && *kind == Kind::Year;
            if unread {
                column.resize(rows, ABSENT);
            } else {
                self.column(at, *kind, array.as_ref(), &mut column, reader, (header, lang));
            }
            if required(header, at) && !unread {
                for row in (0..rows).filter(|row| column.get(*row) == Some(&ABSENT)) {
                    self.refuse(RowError::new(row, header.name(at), &Wrong::Missing, &meaning(header, at), lang));
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
        let limit = if kind == Kind::Area { 10_000_000_000 } else { crate::money::MAX_AMOUNT.fen() };
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
                    UNREADABLE
                })
            };
            into.push(number);
        };
        macro_rules! texts {
            ($array:expr) => {{
                let array = $array;
                let mut seen = Seen::default();
                for row in 0..array.len() {
                    let text = if array.is_null(row) { "" } else { array.value(row) };
                    if text.is_empty() {
                        into.push(ABSENT);
                    } else if amount {
                        // The usual cell of an amount: no call but this.
                        match fen(text) {
                            Some(fen) if (0..=limit).contains(&fen) => into.push(fen),
                            _ => push(row, text, into),
                        }
                    } else if let Some(number) = seen.get(text) {
                        into.push(number);
                    } else {
                        push(row, text, into);
                        seen.put(text, into.last().copied().unwrap_or(ABSENT));
                    }
                }
            }};
        }
        let mut text = String::new();
        macro_rules! numbers {
            ($array:expr, $direct:expr, $written:expr) => {{
                let array = $array;
                let (direct, written) = ($direct, $written);
                for row in 0..array.len() {
                    if array.is_null(row) {
                        into.push(ABSENT);
                        continue;
                    }
                    match direct(array.value(row)) {
                        Some(number) => into.push(number),
                        None => {
                            text.clear();
                            written(array.value(row), &mut text);
                            push(row, &text, into);
                        }
                    }
                }
            }};
        }
        fn as_shown<T: std::fmt::Display>(number: T, text: &mut String) {
            let _ = write!(text, "{number}");
        }
        let yuan = |number: i64| if amount && (0..=limit / 100).contains(&number) { Some(number * 100) } else { None };
        let count = |number: i32| match kind {
            Kind::Count(most) if u32::try_from(number).is_ok_and(|number| number <= most) => Some(i64::from(number)),
            Kind::Year if crate::COVERED_YEARS.contains(&number) => Some(i64::from(number)),
            _ => yuan(i64::from(number)),
        };
        if array.null_count() == array.len() {
            into.resize(array.len(), ABSENT);
            return;
        }
        match array.data_type() {
            DataType::Utf8 if kind == Kind::Text => blanks(array.as_string::<i32>(), into),
            DataType::Utf8 => texts!(array.as_string::<i32>()),
            DataType::LargeUtf8 => texts!(array.as_string::<i64>()),
            DataType::Utf8View => texts!(array.as_string_view()),
            DataType::Boolean => {
                numbers!(array.as_boolean(), |truth: bool| (kind == Kind::Truth).then_some(i64::from(truth)), as_shown::<bool>)
            }
            DataType::Int32 => numbers!(array.as_primitive::<Int32Type>(), count, as_shown::<i32>),
            DataType::Int64 => numbers!(array.as_primitive::<Int64Type>(), yuan, as_shown::<i64>),
            // A float is read as the shortest decimal that denotes it.
            DataType::Float64 => numbers!(array.as_primitive::<Float64Type>(), |_: f64| None, as_shown::<f64>),
            DataType::Decimal128(_, scale) => {
                let scale = u32::from(scale.unsigned_abs());
                // Hundredths are what is wanted; other scales go the long way.
                let hundredths = |number: i128| {
                    let fits = amount && scale == 2 && (0..=i128::from(limit)).contains(&number);
                    if fits { i64::try_from(number).ok() } else { None }
                };
                numbers!(
                    array.as_primitive::<Decimal128Type>(),
                    hundredths,
                    |number: i128, text: &mut String| match i64::try_from(number) {
                        Ok(number) => as_shown(rust_decimal::Decimal::new(number, scale).normalize(), text),
                        Err(_) => as_shown(format_args!("{number}e-{scale}"), text),
                    }
                );
            }
            // A column of no type has no value.
            _ => into.resize(array.len(), ABSENT),
        }
    }
}

/// What cells of a column were read as lately: most columns say few different things.
struct Seen<'t>([Option<(&'t str, i64)>; 64]);

impl Default for Seen<'_> {
    fn default() -> Self {
        Seen([None; 64])
    }
}

impl<'t> Seen<'t> {
    fn place(text: &str) -> usize {
        let hash = text.bytes().fold(0_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte)));
        hash % 64
    }

    fn get(&self, text: &str) -> Option<i64> {
        let (seen, number) = self.0.get(Seen::place(text)).copied().flatten()?;
        (seen == text).then_some(number)
    }

    /// What could not be read is not kept: each such cell is an error of its own.
    fn put(&mut self, text: &'t str, number: i64) {
        if let Some(place) = self.0.get_mut(Seen::place(text)).filter(|_| number != UNREADABLE) {
            *place = Some((text, number));
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
