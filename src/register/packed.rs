//! A column chunk of amounts in Parquet, packed as differences (`DELTA_BINARY_PACKED`) into one page.
//!
//! Half the columns of a register and nine in ten of its results are amounts, and the library takes three times as long to pack
//! them: it keeps a list of the cells that are not null, and looks up each number by its place. What reads them is the library.

use super::pages::{Chunk, Levels, pack, varint, width};
use arrow_array::types::Decimal64Type;
use arrow_array::{Array, PrimitiveArray};
use parquet::basic::Encoding;
use parquet::errors::ParquetError;
use parquet::file::statistics::Statistics;
use parquet::schema::types::ColumnDescPtr;

/// Differences of a block, and of each part of it that is packed in as many bits as its largest takes: those of the library.
const BLOCK: usize = 256;
const PART: usize = 64;

/// The amounts of a column chunk while they come in.
pub(super) struct Packed {
    /// How many there are that are not null, and the first, the last, the least and the greatest of them.
    count: usize,
    first: i64,
    last: i64,
    range: Option<(i64, i64)>,
    /// What each of the block that is not full yet is more than the one before it.
    block: [i64; BLOCK],
    filled: usize,
    /// The blocks that were full.
    blocks: Vec<u8>,
    levels: Levels,
}

impl Packed {
    pub(super) fn new() -> Packed {
        let (block, blocks) = ([0; BLOCK], Vec::new());
        Packed { count: 0, first: 0, last: 0, range: None, block, filled: 0, blocks, levels: Levels::default() }
    }

    pub(super) fn put(&mut self, amounts: &PrimitiveArray<Decimal64Type>) {
        self.levels.add(amounts.len(), amounts.nulls());
        if amounts.null_count() > 0 {
            self.pack(&amounts.iter().flatten().collect::<Vec<i64>>());
        } else {
            self.pack(amounts.values());
        }
    }

    pub(super) fn put_zeros(&mut self, count: usize) {
        self.levels.add(count, None);
        self.pack(&vec![0; count]);
    }

    fn pack(&mut self, amounts: &[i64]) {
        let Some((first, after)) = amounts.split_first() else { return };
        let (least, greatest) = self.range.unwrap_or((*first, *first));
        let range = amounts.iter().fold((least, greatest), |(least, greatest), amount| (least.min(*amount), greatest.max(*amount)));
        self.range = Some(range);
        let mut left = amounts;
        if self.count == 0 {
            (self.first, self.last, left) = (*first, *first, after);
        }
        self.count += amounts.len();
        while !left.is_empty() {
            let free = self.block.get_mut(self.filled..).unwrap_or_default();
            let (some, after) = left.split_at(left.len().min(free.len()));
            for (difference, amount) in free.iter_mut().zip(some) {
                *difference = amount.wrapping_sub(self.last);
                self.last = *amount;
            }
            self.filled += some.len();
            if self.filled == BLOCK {
                self.end_block();
            }
            left = after;
        }
    }

    /// The least difference, the bits that those of each part take above it, and then those bits.
    fn end_block(&mut self) {
        let Some(least) = self.block.get(..self.filled).and_then(|filled| filled.iter().copied().min()) else { return };
        varint(zigzag(least), &mut self.blocks);
        let widths = self.blocks.len();
        self.blocks.extend_from_slice(&[0; BLOCK / PART]);
        // A part that is begun is written whole.
        let end = self.filled.next_multiple_of(PART);
        self.block.get_mut(self.filled..end).unwrap_or_default().fill(least);
        for (at, part) in self.block.get(..end).unwrap_or_default().chunks(PART).enumerate() {
            let above = |difference: &i64| difference.wrapping_sub(least).cast_unsigned();
            let width = width(part.iter().fold(0, |bits, difference| bits | above(difference)));
            if let Some(place) = self.blocks.get_mut(widths + at) {
                *place = u8::try_from(width).unwrap_or_default();
            }
            if width > 0 {
                pack(part.iter().map(above), width, &mut self.blocks);
            }
        }
        self.filled = 0;
    }

    /// The chunk of a column that is described like this.
    pub(super) fn close(mut self, described: &ColumnDescPtr) -> Result<Chunk, ParquetError> {
        self.end_block();
        let (rows, nulls) = (self.levels.rows, self.levels.rows - self.count);
        let mut page = Vec::with_capacity(self.blocks.len() + rows / 8 + 64);
        self.levels.write(described, &mut page)?;
        for number in [BLOCK, BLOCK / PART, self.count] {
            varint(number as u64, &mut page);
        }
        varint(zigzag(self.first), &mut page);
        page.extend_from_slice(&self.blocks);
        let (least, greatest) = self.range.unzip();
        let statistics = Statistics::int64(least, greatest, None, Some(nulls as u64), false);
        Chunk::of(described, rows, None, (page, Encoding::DELTA_BINARY_PACKED), Some(statistics))
    }
}

/// Small numbers of either sign as small numbers.
fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}

#[cfg(test)]
mod tests;
