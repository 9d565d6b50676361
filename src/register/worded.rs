//! A column chunk of few words in Parquet: a dictionary, and the number of its word for each row.
//!
//! A result has its words by number already; the library would look each up by its text again.

use super::pages::{Chunk, Levels, dictionary, pack, varint, width};
use arrow_array::cast::AsArray;
use arrow_array::types::UInt8Type;
use arrow_array::{Array, DictionaryArray};
use parquet::basic::Encoding;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescPtr;
use std::collections::HashMap;

/// The words of a column chunk while they come in.
#[derive(Default)]
pub(super) struct Worded {
    /// In the order of their numbers.
    words: Vec<String>,
    numbers: HashMap<String, u32>,
    /// For each row that is not null.
    cells: Vec<u32>,
    levels: Levels,
}

impl Worded {
    pub(super) fn put(&mut self, words: &DictionaryArray<UInt8Type>) -> Result<(), ParquetError> {
        let texts = words.values().as_string_opt::<i32>().ok_or_else(|| ParquetError::General("no words".to_string()))?;
        let numbers: Vec<u32> = texts.iter().map(|text| self.number(text.unwrap_or_default())).collect::<Result<_, _>>()?;
        let keys = words.keys();
        self.levels.add(keys.len(), keys.nulls());
        let number = |key: u8| numbers.get(usize::from(key)).copied().unwrap_or_default();
        if keys.null_count() > 0 {
            self.cells.extend(keys.iter().flatten().map(number));
        } else {
            self.cells.extend(keys.values().iter().map(|key| number(*key)));
        }
        Ok(())
    }

    fn number(&mut self, text: &str) -> Result<u32, ParquetError> {
        if let Some(number) = self.numbers.get(text) {
            return Ok(*number);
        }
        let number = u32::try_from(self.words.len())?;
        self.words.push(text.to_string());
        self.numbers.insert(text.to_string(), number);
        Ok(number)
    }

    /// The chunk of a column that is described like this.
    pub(super) fn close(self, described: &ColumnDescPtr) -> Result<Chunk, ParquetError> {
        let rows = self.levels.rows;
        let width = width(self.words.len().saturating_sub(1) as u64).max(1);
        let mut page = Vec::with_capacity(rows + 64);
        self.levels.write(described, &mut page)?;
        page.push(u8::try_from(width)?);
        // Eight at a time, bit by bit.
        let groups = self.cells.len().div_ceil(8);
        if groups > 0 {
            varint((groups as u64) << 1 | 1, &mut page);
            let padding = std::iter::repeat_n(0, groups * 8 - self.cells.len());
            pack(self.cells.into_iter().map(u64::from).chain(padding), width, &mut page);
        }
        let dictionary = dictionary(self.words.iter().map(String::as_str))?;
        Chunk::of(described, rows, Some(dictionary), (page, Encoding::RLE_DICTIONARY), None)
    }
}

#[cfg(test)]
mod tests;
