//! What the pages of a Parquet column are made of: levels, numbers of few bits, and what their file says of them.

use arrow_buffer::{BooleanBufferBuilder, NullBuffer};
use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, PageEncodingStats};
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

/// The bytes of a column chunk, with what its file is to say of it.
pub(super) struct Chunk {
    pub(super) bytes: Bytes,
    pub(super) closed: ColumnCloseResult,
}

impl Chunk {
    /// Of a page of values and the dictionary before it, if there is one, as they are: so short, they are not compressed.
    pub(super) fn of(
        described: &ColumnDescPtr,
        rows: usize,
        dictionary: Option<Page>,
        (values, encoding): (Vec<u8>, Encoding),
        statistics: Option<Statistics>,
    ) -> Result<Chunk, ParquetError> {
        let values = Page::DataPage {
            buf: values.into(),
            num_values: u32::try_from(rows)?,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let mut out = TrackedWrite::new(Vec::with_capacity(values.buffer().len() + 128));
        let (mut encodings, mut of_pages, mut length) = (vec![Encoding::RLE], Vec::new(), 0);
        let (mut data_page, of_dictionary) = (0, dictionary.as_ref().map(|_| 0));
        for page in dictionary.into_iter().chain([values]) {
            let (page_type, encoding, bytes) = (page.page_type(), page.encoding(), page.buffer().len());
            data_page = i64::try_from(out.bytes_written())?;
            encodings.push(encoding);
            of_pages.push(PageEncodingStats { page_type, encoding, count: 1 });
            length += SerializedPageWriter::new(&mut out).write_page(CompressedPage::new(page, bytes))?.uncompressed_size;
        }
        let bytes: Bytes = out.into_inner()?.into();
        let metadata = ColumnChunkMetaData::builder(described.clone())
            .set_encodings(encodings)
            .set_page_encoding_stats(of_pages)
            .set_total_compressed_size(i64::try_from(bytes.len())?)
            .set_total_uncompressed_size(i64::try_from(length)?)
            .set_num_values(i64::try_from(rows)?)
            .set_dictionary_page_offset(of_dictionary)
            .set_data_page_offset(data_page);
        let metadata = statistics.into_iter().fold(metadata, |metadata, statistics| metadata.set_statistics(statistics)).build()?;
        let (bytes_written, rows_written) = (bytes.len() as u64, rows as u64);
        let closed =
            ColumnCloseResult { bytes_written, rows_written, metadata, bloom_filter: None, column_index: None, offset_index: None };
        Ok(Chunk { bytes, closed })
    }
}

/// A dictionary, of texts behind their lengths.
pub(super) fn dictionary<'t>(texts: impl Iterator<Item = &'t str>) -> Result<Page, ParquetError> {
    let (mut page, mut count) = (Vec::new(), 0);
    for text in texts {
        page.extend_from_slice(&u32::try_from(text.len())?.to_le_bytes());
        page.extend_from_slice(text.as_bytes());
        count += 1;
    }
    Ok(Page::DictionaryPage { buf: page.into(), num_values: count, encoding: Encoding::PLAIN, is_sorted: false })
}

/// Whether each row of a column is not null.
#[derive(Default)]
pub(super) struct Levels {
    pub(super) rows: usize,
    /// From the first null on, for all rows.
    told: Option<BooleanBufferBuilder>,
}

impl Levels {
    pub(super) fn add(&mut self, rows: usize, nulls: Option<&NullBuffer>) {
        let before = self.rows;
        self.rows += rows;
        match (nulls.filter(|nulls| nulls.null_count() > 0), &mut self.told) {
            (None, None) => {}
            (None, Some(told)) => told.append_n(rows, true),
            (Some(nulls), told) => {
                let told = told.get_or_insert_with(|| {
                    let mut told = BooleanBufferBuilder::new(self.rows);
                    told.append_n(before, true);
                    told
                });
                told.append_buffer(nulls.inner());
            }
        }
    }

    /// A run of one level, or bits as they are, behind their length in four bytes; nothing for a column that has no nulls.
    pub(super) fn write(self, described: &ColumnDescPtr, page: &mut Vec<u8>) -> Result<(), ParquetError> {
        if described.max_def_level() == 0 {
            return Ok(());
        }
        let begin = page.len();
        page.extend_from_slice(&[0; 4]);
        match self.told {
            Some(mut told) => {
                varint((self.rows.div_ceil(8) as u64) << 1 | 1, page);
                page.extend_from_slice(told.finish().values());
            }
            None => {
                varint((self.rows as u64) << 1, page);
                page.push(1);
            }
        }
        let length = u32::try_from(page.len() - begin - 4)?;
        if let Some(place) = page.get_mut(begin..begin + 4) {
            place.copy_from_slice(&length.to_le_bytes());
        }
        Ok(())
    }
}

/// In how many bits a number stands.
pub(super) fn width(number: u64) -> u32 {
    u64::BITS - number.leading_zeros()
}

/// So many bits of each number, the lowest first, to whole bytes.
pub(super) fn pack(numbers: impl Iterator<Item = u64>, width: u32, out: &mut Vec<u8>) {
    let (mut word, mut used) = (0_u64, 0);
    for number in numbers {
        word |= number << used;
        used += width;
        if used >= u64::BITS {
            out.extend_from_slice(&word.to_le_bytes());
            used -= u64::BITS;
            // What the word had no place for.
            word = number.checked_shr(width - used).unwrap_or_default();
        }
    }
    out.extend(word.to_le_bytes().into_iter().take(used.div_ceil(8) as usize));
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
pub(super) fn varint(number: u64, out: &mut Vec<u8>) {
    let mut left = number;
    while left > 0x7f {
        out.push(u8::try_from(left & 0x7f).unwrap_or_default() | 0x80);
        left >>= 7;
    }
    out.push(u8::try_from(left).unwrap_or_default());
}

const _: PageType = PageType::DATA_PAGE;
