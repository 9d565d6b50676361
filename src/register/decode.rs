//! A record batch to columns of whole numbers: a block of rows at a time, and in it a column at a time.

use super::bits::{turn, valid_bits};
use super::cell::{ABSENT, MOST_TEXT, Reader, Refused, UNREADABLE, fen};
use super::header::{ColumnPlan, Header};
use super::result::apart;
use super::trouble::{MOST_TOLD, Right, RowError, Wrong};
use super::types::{as_text, texts_of};
use crate::base::source::UNKNOWN;
use crate::base::values::MAX_AREA;
use crate::base::words::{Lang, Say};
use crate::facts::fact::Kind;
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal64Type, Decimal128Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, DictionaryArray, RecordBatch};
use arrow_schema::DataType;
use std::fmt::Write;
use std::ops::Range;

/// Rows of a block: few enough that its numbers stay in the cache while they are made into facts.
pub(super) const BLOCK: usize = 1024;

/// How far apart the columns of a block stand.
const APART: usize = apart(BLOCK);

/// Rows of a block, 64 at a time.
const SIXTY_FOURS: usize = BLOCK / 64;

/// The numbers of a block, in buffers that the next block uses again, and what is wrong with its rows.
#[derive(Default)]
pub(super) struct Decoded {
    /// The first row of the block.
    first: usize,
    /// By slot, [`APART`] of them each; only where a bit says so is a number of this block.
    numbers: Vec<i64>,
    /// By slot, [`SIXTY_FOURS`] of them each: a bit for each row that says something.
    said: Vec<u64>,
    /// The same by row, `words` of them each: a bit for each slot that says something.
    present: Vec<u64>,
    words: usize,
    /// By row of the batch: how much is wrong with it.
    pub(super) wrong: Vec<u32>,
    /// What is wrong with the rows of this block, of each the first [`MOST_TOLD`].
    pub(super) errors: Vec<RowError>,
}

impl Decoded {
    /// A cell; `None` where it is empty or the column is not there.
    pub(super) fn get(&self, slot: usize, row: usize) -> Option<i64> {
        self.known(self.word(slot / 64, row), slot, row)
    }

    /// A cell, where the word that holds its bit is known.
    pub(super) fn known(&self, word: u64, slot: usize, row: usize) -> Option<i64> {
        if word >> (slot % 64) & 1 == 1 { self.number(slot, row) } else { None }
    }

    /// The number in a cell: it means nothing where the cell says nothing.
    pub(super) fn number(&self, slot: usize, row: usize) -> Option<i64> {
        self.numbers.get(slot * APART + row.wrapping_sub(self.first)).copied()
    }

    /// A bit for each of 64 slots that say something in a row.
    pub(super) fn word(&self, word: usize, row: usize) -> u64 {
        let at = row.wrapping_sub(self.first).wrapping_mul(self.words).wrapping_add(word);
        self.present.get(at).copied().unwrap_or_default()
    }

    /// Those of some slots that say something in a row, with what they say.
    pub(super) fn plan(&self, slots: Range<usize>, row: usize) -> FilledSlots<'_> {
        let word = slots.start / 64;
        FilledSlots { decoded: self, row, end: slots.end, word, left: self.word(word, row) & u64::MAX << (slots.start % 64) }
    }

    /// Notes what is wrong with a row.
    pub(super) fn refuse(&mut self, error: RowError) {
        let Some(wrong) = self.wrong.get_mut(error.row) else { return };
        *wrong = wrong.saturating_add(1);
        if *wrong <= MOST_TOLD {
            self.errors.push(error);
        }
    }

    /// Begins a batch of so many rows.
    pub(super) fn begin(&mut self, rows: usize) {
        self.errors.clear();
        self.wrong.clear();
        self.wrong.resize(rows, 0);
    }

    /// Reads every column of the block that begins at `first`.
    pub(super) fn read(&mut self, header: &Header, batch: &RecordBatch, first: usize, reader: &mut Reader<'_>, lang: Lang) {
        let rows = BLOCK.min(batch.num_rows().saturating_sub(first));
        self.first = first;
        reader.begin_block();
        self.words = header.slots.div_ceil(64);
        self.numbers.resize(header.slots * APART, ABSENT);
        self.said.clear();
        self.said.resize(header.slots * SIXTY_FOURS, 0);
        let (mut numbers, mut said) = (std::mem::take(&mut self.numbers), std::mem::take(&mut self.said));
        for (at, (plan, array)) in header.columns.iter().zip(batch.columns()).enumerate().filter(|(_, (plan, _))| !plan.unread) {
            let (from, from_bits) = (plan.slot * APART, plan.slot * SIXTY_FOURS);
            let (Some(column), Some(bits)) = (numbers.get_mut(from..from + rows), said.get_mut(from_bits..from_bits + rows.div_ceil(64)))
            else {
                continue;
            };
            let array = match as_text(array.data_type()) {
                Some(true) => texts_of(&array.slice(first, rows)),
                _ => array.slice(first, rows),
            };
            if array.null_count() < rows {
                valid_bits(array.as_ref(), bits);
                self.column(*plan, array.as_ref(), &mut Cells { numbers: column, said: bits }, reader, (header, at, lang));
            }
            if plan.required && bits.iter().map(|bits| bits.count_ones() as usize).sum::<usize>() < rows {
                let says = |row: usize| bits.get(row / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1);
                // What cannot be read has been refused already.
                let missing = |row: usize| !says(row) && (array.is_null(row) || column.get(row) != Some(&UNREADABLE));
                for row in (0..rows).filter(|row| missing(*row)) {
                    self.refuse(RowError::new(first + row, header.name(at), &Wrong::Missing, &meaning(header, at), lang));
                }
            }
        }
        (self.numbers, self.said) = (numbers, said);
        self.by_row(rows);
    }

    /// Turns the bits of the slots into those of the rows, 64 slots and 64 rows at a time.
    fn by_row(&mut self, rows: usize) {
        self.present.resize(BLOCK * self.words, 0);
        for (word, slots) in self.said.chunks(64 * SIXTY_FOURS).enumerate() {
            for group in 0..rows.div_ceil(64) {
                let mut square = [0; 64];
                for (line, bits) in square.iter_mut().zip(slots.iter().skip(group).step_by(SIXTY_FOURS)) {
                    *line = *bits;
                }
                turn(&mut square);
                let of_rows = self.present.iter_mut().skip(group * 64 * self.words + word).step_by(self.words);
                for (bits, line) in of_rows.zip(square) {
                    *bits = line;
                }
            }
        }
    }

    fn column(
        &mut self,
        ColumnPlan { kind, open, .. }: ColumnPlan,
        array: &dyn Array,
        cells: &mut Cells<'_>,
        reader: &mut Reader<'_>,
        (header, at, lang): (&Header, usize, Lang),
    ) {
        let amount = matches!(kind, Kind::Amount | Kind::SignedAmount | Kind::Area);
        let limit = if kind == Kind::Area { MAX_AREA } else { crate::base::money::MAX_AMOUNT.fen() };
        let first = self.first;
        if let Some(array) = array.as_dictionary_opt::<Int32Type>()
            && let Some(known) = read_words(kind, array, reader)
        {
            // Of a cell that is null the number means nothing.
            let number = |word: i32| usize::try_from(word).ok().and_then(|word| known.get(word)).copied();
            cells.numbers.iter_mut().zip(array.keys().values()).for_each(|(cell, word)| *cell = number(*word).unwrap_or(ABSENT));
            return;
        }
        let years = reader.years(); // before the reader is lent
        let mut number_of = |row: usize, text: &str| {
            if blank(text) || open && UNKNOWN.contains(&text.trim()) {
                return ABSENT;
            }
            reader.read(kind, text).unwrap_or_else(|refused| {
                let row = first + row;
                self.refuse(match refused {
                    Refused::As(wrong, right) => RowError::new(row, header.name(at), &wrong, &right, lang),
                    Refused::Said(what) => RowError::said(row, header.name(at).map(str::to_string), what, None),
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
                let mut seen = CellCache::default();
                each!(array, |row| {
                    let text = array.value(row);
                    match (text, amount) {
                        ("", _) => ABSENT,
                        // Keys differ from row to row: of each only whether it says anything, and is not too long.
                        _ if kind == Kind::Text && !open && text.len() <= MOST_TEXT && !blank(text) => 0,
                        _ if kind == Kind::Text => number_of(row, text),
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
        fn as_written(number: i64, scale: u8, text: &mut String) {
            as_shown(rust_decimal::Decimal::new(number, scale.into()).normalize(), text);
        }
        let yuan = |number: i64| if amount && (0..=limit / 100).contains(&number) { Some(number * 100) } else { None };
        let count = |number: i32| match kind {
            Kind::Count(most, ..) if u32::try_from(number).is_ok_and(|number| number <= most) => Some(i64::from(number)),
            Kind::TaxYear if years.contains(&number) => Some(i64::from(number)),
            Kind::Month if (1..=12).contains(&number) => Some(i64::from(number)),
            _ => yuan(i64::from(number)),
        };
        match array.data_type() {
            DataType::Utf8 => texts!(array.as_string::<i32>()),
            DataType::LargeUtf8 => texts!(array.as_string::<i64>()),
            DataType::Utf8View => texts!(array.as_string_view()),
            DataType::Dictionary(..) => {
                let array = array.as_dictionary::<Int32Type>();
                let (keys, words) = (array.keys().values(), array.values().as_string::<i32>());
                // What a word was read as, once it was; each cell that cannot be read is an error of its own.
                let mut known = vec![UNREADABLE; words.len()];
                each!(array, |row| {
                    let word = keys.get(row).and_then(|key| usize::try_from(*key).ok()).unwrap_or(usize::MAX);
                    match known.get_mut(word) {
                        Some(number) if *number != UNREADABLE => *number,
                        Some(number) if words.is_valid(word) => {
                            *number = number_of(row, words.value(word));
                            *number
                        }
                        _ => ABSENT,
                    }
                });
            }
            DataType::Boolean => {
                numbers!(array.as_boolean(), |truth: bool| (kind == Kind::Truth).then_some(i64::from(truth)), as_shown::<bool>)
            }
            DataType::Int32 => {
                let array = array.as_primitive::<Int32Type>();
                if array.iter().flatten().all(|number| count(number).is_some()) {
                    let numbers = cells.numbers.iter_mut().zip(array.values());
                    numbers.for_each(|(cell, number)| *cell = count(*number).unwrap_or(ABSENT));
                } else {
                    numbers!(array, count, as_shown::<i32>);
                }
            }
            DataType::Int64 => numbers!(array.as_primitive::<Int64Type>(), yuan, as_shown::<i64>),
            // A float is read as the shortest decimal that denotes it.
            DataType::Float64 => numbers!(array.as_primitive::<Float64Type>(), |_: f64| None, as_shown::<f64>),
            DataType::Decimal64(_, scale) => {
                let array = array.as_primitive::<Decimal64Type>();
                // Hundredths are what is wanted; other scales go the long way.
                let hundredths = |number: i64| (amount && *scale == 2 && (0..=limit).contains(&number)).then_some(number);
                // The sign of this says whether any number is negative or past the limit, nulls included.
                let signs = cells.numbers.iter_mut().zip(array.values()).fold(0, |signs, (cell, number)| {
                    *cell = *number;
                    signs | number | limit.wrapping_sub(*number)
                });
                if !amount || *scale != 2 || signs < 0 {
                    numbers!(array, hundredths, |number: i64, text: &mut String| as_written(number, scale.unsigned_abs(), text));
                }
            }
            DataType::Decimal128(_, scale) => {
                let hundredths = |number: i128| {
                    let number = i64::try_from(number).ok().filter(|_| amount && *scale == 2);
                    number.filter(|number| (0..=limit).contains(number))
                };
                let written = |number: i128, text: &mut String| match i64::try_from(number) {
                    Ok(number) => as_written(number, scale.unsigned_abs(), text),
                    Err(_) => as_shown(format_args!("{number}e-{scale}"), text),
                };
                numbers!(array.as_primitive::<Decimal128Type>(), hundredths, written);
            }
            // A column of no type has no value, and what an earlier block said is none either.
            _ => {
                cells.said.fill(0);
                cells.numbers.fill(ABSENT);
            }
        }
    }
}

/// What each word of a dictionary is read as, where they are few beside the cells and every one can be read.
fn read_words(kind: Kind, array: &DictionaryArray<Int32Type>, reader: &mut Reader<'_>) -> Option<Vec<i64>> {
    let words = array.values().as_string_opt::<i32>().filter(|words| words.len() <= array.len())?;
    words.iter().map(|word| reader.read(kind, word.filter(|word| !blank(word))?).ok()).collect()
}

/// The filled slots of a range in a row, read bit by bit.
pub(super) struct FilledSlots<'d> {
    decoded: &'d Decoded,
    row: usize,
    end: usize,
    word: usize,
    /// Bits of the word that were not looked at yet.
    left: u64,
}

impl Iterator for FilledSlots<'_> {
    type Item = (usize, i64);

    fn next(&mut self) -> Option<(usize, i64)> {
        while self.left == 0 {
            self.word += 1;
            if self.word * 64 >= self.end {
                return None;
            }
            self.left = self.decoded.word(self.word, self.row);
        }
        let slot = self.word * 64 + usize::try_from(self.left.trailing_zeros()).ok()?;
        if slot >= self.end {
            return None;
        }
        self.left &= self.left - 1;
        Some((slot, self.decoded.number(slot, self.row)?))
    }
}

/// The cells of a column while they are filled in: what is not null is taken to say something until it turns out not to.
struct Cells<'d> {
    numbers: &'d mut [i64],
    said: &'d mut [u64],
}

impl Cells<'_> {
    #[inline]
    fn put(&mut self, row: usize, number: i64) {
        if let Some(cell) = self.numbers.get_mut(row) {
            *cell = number;
        }
        if number <= UNREADABLE
            && let Some(bits) = self.said.get_mut(row / 64)
        {
            *bits &= !(1 << (row % 64));
        }
    }
}

/// The values of recently read cells of a column: most columns repeat few texts.
struct CellCache<'t>([Option<(&'t str, i64)>; 64]);

impl Default for CellCache<'_> {
    fn default() -> Self {
        CellCache([None; 64])
    }
}

impl<'t> CellCache<'t> {
    fn place(text: &str) -> usize {
        let hash = text.bytes().fold(0_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte)));
        hash % 64
    }

    fn get(&self, text: &str) -> Option<i64> {
        let (seen, number) = self.0.get(CellCache::place(text)).copied().flatten()?;
        (seen == text).then_some(number)
    }

    /// What could not be read is not kept: each such cell is an error of its own.
    fn put(&mut self, text: &'t str, number: i64) -> i64 {
        if let Some(place) = self.0.get_mut(CellCache::place(text)).filter(|_| number != UNREADABLE) {
            *place = Some((text, number));
        }
        number
    }
}

fn blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

fn meaning(header: &Header, at: usize) -> Right {
    Right::Fill { meaning: header.described(at).map(|column| column.meaning.say(header.lang)).unwrap_or_default() }
}

#[cfg(test)]
mod tests;
