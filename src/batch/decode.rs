//! A record batch to columns of whole numbers: a block of rows at a time, and in it a column at a time.

use super::cell::{ABSENT, Reader, Refused, UNREADABLE, fen};
use super::columns::{self, Kind};
use super::header::Header;
use super::trouble::{Right, RowError, Wrong};
use crate::source::MAX_AREA;
use crate::words::{Lang, Say};
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use std::fmt::Write;
use std::ops::Range;

/// Rows of a block: few enough that its numbers stay in the cache while they are made into facts.
pub(super) const BLOCK: usize = 1024;

/// The numbers of a block, in buffers that the next block uses again, and what is wrong in the whole batch.
#[derive(Default)]
pub(super) struct Decoded {
    /// The first row of the block.
    first: usize,
    /// By slot; only where a bit says so is a number of this block.
    columns: Vec<Vec<i64>>,
    /// By row, `words` of them each: a bit for each slot that says something.
    present: Vec<u64>,
    words: usize,
    /// By row of the batch: whether something is wrong with it.
    pub(super) bad: Vec<bool>,
    pub(super) errors: Vec<RowError>,
}

impl Decoded {
    /// A cell; `None` where it is empty or the column is not there.
    pub(super) fn get(&self, slot: usize, row: usize) -> Option<i64> {
        self.known(self.word(slot / 64, row), slot, row)
    }

    /// A cell, where the word that holds its bit is known.
    pub(super) fn known(&self, word: u64, slot: usize, row: usize) -> Option<i64> {
        if word >> (slot % 64) & 1 == 1 { self.columns.get(slot)?.get(row.wrapping_sub(self.first)).copied() } else { None }
    }

    /// A bit for each of 64 slots that say something in a row.
    pub(super) fn word(&self, word: usize, row: usize) -> u64 {
        let at = row.wrapping_sub(self.first).wrapping_mul(self.words).wrapping_add(word);
        self.present.get(at).copied().unwrap_or_default()
    }

    /// Those of some slots that say something in a row, with what they say.
    pub(super) fn told(&self, slots: Range<usize>, row: usize) -> impl Iterator<Item = (usize, i64)> {
        (slots.start / 64..slots.end.div_ceil(64)).flat_map(move |word| {
            let below = |slot: usize| if slot >= word * 64 + 64 { u64::MAX } else { (1 << (slot.saturating_sub(word * 64))) - 1 };
            let mut left = self.word(word, row) & below(slots.end) & !below(slots.start);
            std::iter::from_fn(move || {
                let slot = word * 64 + usize::try_from(left.trailing_zeros()).ok().filter(|bit| *bit < 64)?;
                left &= left - 1;
                Some((slot, self.columns.get(slot)?.get(row.wrapping_sub(self.first)).copied()?))
            })
        })
    }

    /// Notes what is wrong with a row.
    pub(super) fn refuse(&mut self, error: RowError) {
        if let Some(bad) = self.bad.get_mut(error.row) {
            *bad = true;
        }
        self.errors.push(error);
    }

    /// Begins a batch of so many rows.
    pub(super) fn begin(&mut self, rows: usize) {
        self.errors.clear();
        self.bad.clear();
        self.bad.resize(rows, false);
    }

    /// Reads every column of the block that begins at `first`.
    pub(super) fn read(&mut self, header: &Header, batch: &RecordBatch, first: usize, reader: &mut Reader<'_>, lang: Lang) {
        let rows = BLOCK.min(batch.num_rows().saturating_sub(first));
        self.first = first;
        self.words = header.slots.div_ceil(64);
        self.present.clear();
        self.present.resize(rows * self.words, 0);
        self.columns.resize_with(header.slots, Vec::new);
        for (at, (told, array)) in header.columns.iter().zip(batch.columns()).enumerate().filter(|(_, (told, _))| !told.unread) {
            let mut column = self.columns.get_mut(told.slot).map(std::mem::take).unwrap_or_default();
            if told.required {
                // What the last block said must not stand for what this one does not say.
                column.clear();
            }
            column.resize(rows, ABSENT);
            let array = array.slice(first, rows);
            if array.null_count() < rows {
                let mut present = std::mem::take(&mut self.present);
                let cells = Cells {
                    numbers: &mut column,
                    present: &mut present,
                    words: self.words,
                    word: told.slot / 64,
                    bit: 1 << (told.slot % 64),
                };
                self.column(told.kind, array.as_ref(), cells, reader, (header, at, lang));
                self.present = present;
            }
            if told.required {
                for (row, _) in column.iter().enumerate().filter(|(_, number)| **number == ABSENT) {
                    self.refuse(RowError::new(first + row, header.name(at), &Wrong::Missing, &meaning(header, at), lang));
                }
            }
            if let Some(place) = self.columns.get_mut(told.slot) {
                *place = column;
            }
        }
    }

    fn column(
        &mut self,
        kind: Kind,
        array: &dyn Array,
        mut cells: Cells<'_>,
        reader: &mut Reader<'_>,
        (header, at, lang): (&Header, usize, Lang),
    ) {
        let amount = matches!(kind, Kind::Amount | Kind::Area);
        let limit = if kind == Kind::Area { MAX_AREA } else { crate::money::MAX_AMOUNT.fen() };
        let first = self.first;
        let mut number_of = |row: usize, text: &str| {
            if blank(text) {
                return ABSENT;
            }
            reader.read(kind, text).unwrap_or_else(|refused| {
                let row = first + row;
                self.refuse(match refused {
                    Refused::As(wrong, right) => RowError::new(row, header.name(at), &wrong, &right, lang),
                    Refused::Said(what) => {
                        RowError { row, column: header.name(at).map(str::to_string), what, right: None, also: Vec::new() }
                    }
                });
                UNREADABLE
            })
        };
        /// Puts a number in the place of each cell that is not null.
        macro_rules! each {
            ($array:expr, |$row:ident| $number:expr) => {{
                let mut put = |$row: usize| cells.put($row, $number);
                match $array.nulls() {
                    None => (0..$array.len()).for_each(&mut put),
                    Some(valid) => valid.valid_indices().for_each(&mut put),
                }
            }};
        }
        macro_rules! texts {
            ($array:expr) => {{
                let array = $array;
                let mut seen = Seen::default();
                each!(array, |row| {
                    let text = array.value(row);
                    match (text, amount) {
                        ("", _) => ABSENT,
                        // The usual cell of an amount: no call but this.
                        (_, true) => match fen(text) {
                            Some(fen) if (0..=limit).contains(&fen) => fen,
                            _ => number_of(row, text),
                        },
                        (_, false) => seen.get(text).unwrap_or_else(|| seen.put(text, number_of(row, text))),
                    }
                });
            }};
        }
        let mut text = String::new();
        macro_rules! numbers {
            ($array:expr, $direct:expr, $written:expr) => {{
                let array = $array;
                let (direct, written) = ($direct, $written);
                each!(array, |row| direct(array.value(row)).unwrap_or_else(|| {
                    text.clear();
                    written(array.value(row), &mut text);
                    number_of(row, &text)
                }));
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
        match array.data_type() {
            // Of a key only whether it says anything matters here.
            DataType::Utf8 if kind == Kind::Text => {
                let array = array.as_string::<i32>();
                each!(array, |row| if blank(array.value(row)) { ABSENT } else { 0 });
            }
            DataType::Utf8 => texts!(array.as_string::<i32>()),
            DataType::LargeUtf8 => texts!(array.as_string::<i64>()),
            DataType::Utf8View => texts!(array.as_string_view()),
            DataType::Dictionary(..) => {
                let array = array.as_dictionary::<Int32Type>();
                let words = array.values().as_string::<i32>();
                // What a word was read as, once it was; each cell that cannot be read is an error of its own.
                let mut known = vec![UNREADABLE; words.len()];
                each!(array, |row| match array.key(row) {
                    Some(word) if words.is_valid(word) => match known.get_mut(word) {
                        Some(number) if *number != UNREADABLE => *number,
                        Some(number) => {
                            *number = number_of(row, words.value(word));
                            *number
                        }
                        None => ABSENT,
                    },
                    _ => ABSENT,
                });
            }
            DataType::Boolean => {
                numbers!(array.as_boolean(), |truth: bool| (kind == Kind::Truth).then_some(i64::from(truth)), as_shown::<bool>)
            }
            DataType::Int32 => numbers!(array.as_primitive::<Int32Type>(), count, as_shown::<i32>),
            DataType::Int64 => numbers!(array.as_primitive::<Int64Type>(), yuan, as_shown::<i64>),
            // A float is read as the shortest decimal that denotes it.
            DataType::Float64 => numbers!(array.as_primitive::<Float64Type>(), |_: f64| None, as_shown::<f64>),
            DataType::Decimal128(_, scale) => {
                let scale = u32::from(scale.unsigned_abs());
                let array = array.as_primitive::<Decimal128Type>();
                let written = |number: i128, text: &mut String| match i64::try_from(number) {
                    Ok(number) => as_shown(rust_decimal::Decimal::new(number, scale).normalize(), text),
                    Err(_) => as_shown(format_args!("{number}e-{scale}"), text),
                };
                // Hundredths are what is wanted; other scales go the long way.
                let hundredths = amount && scale == 2;
                let mut put = |row: usize, number: i128| match i64::try_from(number) {
                    Ok(number) if hundredths && (0..=limit).contains(&number) => cells.put(row, number),
                    _ => {
                        text.clear();
                        written(number, &mut text);
                        cells.put(row, number_of(row, &text));
                    }
                };
                let numbers = array.values();
                match array.nulls() {
                    None => numbers.iter().enumerate().for_each(|(row, number)| put(row, *number)),
                    Some(valid) => {
                        for row in valid.valid_indices() {
                            put(row, numbers.get(row).copied().unwrap_or_default());
                        }
                    }
                }
            }
            // A column of no type has no value.
            _ => {}
        }
    }
}

/// The cells of a column while they are filled in.
struct Cells<'d> {
    numbers: &'d mut [i64],
    present: &'d mut [u64],
    words: usize,
    /// The word of a row that holds the column's bit.
    word: usize,
    bit: u64,
}

impl Cells<'_> {
    #[inline]
    fn put(&mut self, row: usize, number: i64) {
        if let (Some(cell), Some(word)) = (self.numbers.get_mut(row), self.present.get_mut(row * self.words + self.word)) {
            *cell = number;
            *word |= if number > UNREADABLE { self.bit } else { 0 };
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
    fn put(&mut self, text: &'t str, number: i64) -> i64 {
        if let Some(place) = self.0.get_mut(Seen::place(text)).filter(|_| number != UNREADABLE) {
            *place = Some((text, number));
        }
        number
    }
}

fn blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

fn meaning(header: &Header, at: usize) -> Right {
    let described = header.name(at).and_then(columns::find).and_then(|column| columns::all().get(column));
    Right::Fill { meaning: described.map(|column| column.meaning.say(header.lang)).unwrap_or_default() }
}
