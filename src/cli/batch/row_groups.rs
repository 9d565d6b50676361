//! Registers in Parquet: row groups in chunks, and only the columns that are asked for.

use super::caught::caught;
use super::failure::Failure;
use super::say;
use arrow_array::{ArrayRef, NullArray, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use bytes::{Buf, Bytes, buf::Reader};
use huiqi::Lang;
use huiqi::register::{Header, Texts, read_as};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, Length};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows read at a time: few enough to stay in the cache until they are assessed and written.
pub(super) const PIECE: usize = 2048;

/// Rows, and for CSV those that were none.
pub(super) type Piece = (RecordBatch, Option<Texts>);

/// What the library reads. On some damaged files it panics: that is an error like another.
fn reading<T, E: std::fmt::Display>(path: &Path, read: impl FnOnce() -> Result<T, E>) -> Result<T, Failure> {
    match caught(read) {
        Ok(read) => read.map_err(|error| Failure::io(path, error)),
        Err(panic) => Err(Failure::io(path, panic)),
    }
}

/// A register in row groups.
pub(super) struct RowGroups {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    only: Option<SelectedColumns>,
    chunk_rows: usize,
    lang: Lang,
    /// The row group and the row in it where the next chunk begins.
    next: (usize, usize),
}

impl RowGroups {
    /// Opens a file and reads what it says of itself.
    pub(super) fn open(path: &Path, chunk_rows: usize, lang: Lang) -> Result<RowGroups, Failure> {
        let file = File::open(path).map_err(|error| Failure::io(path, error))?;
        let metadata = reading(path, || {
            let as_it_is = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())?;
            let options = ArrowReaderOptions::new().with_schema(Arc::new(read_as(as_it_is.schema())));
            ArrowReaderMetadata::try_new(as_it_is.metadata().clone(), options)
        })?;
        let groups = RowGroups { path: path.to_path_buf(), metadata, only: None, chunk_rows, lang, next: (0, 0) };
        if !groups.add_up() {
            let text = say(lang, "its numbers of rows do not add up".to_string(), "各处的行数不一致".to_string());
            return Err(Failure::io(path, text));
        }
        Ok(groups)
    }

    /// Whether the file, its row groups and their columns count the same rows: those that one of them does not count would be
    /// lost without a word.
    fn add_up(&self) -> bool {
        let metadata = self.metadata.metadata();
        let of_column = |column: &ColumnChunkMetaData| (column.column_descr().max_rep_level() == 0).then(|| column.num_values());
        let alike = |group: &RowGroupMetaData| group.columns().iter().filter_map(of_column).all(|values| values == group.num_rows());
        let all = self.rows().and_then(|rows| i64::try_from(rows).ok());
        all == Some(metadata.file_metadata().num_rows()) && metadata.row_groups().iter().all(alike)
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> Option<u64> {
        let groups = self.metadata.metadata().row_groups().iter();
        groups.map(|group| u64::try_from(group.num_rows()).ok()).try_fold(0, |sum: u64, rows| sum.checked_add(rows?))
    }

    /// Its columns.
    pub(super) fn schema(&self) -> &SchemaRef {
        self.metadata.schema()
    }

    /// Leaves out what an assessment does not ask for.
    pub(super) fn read_only_asked(&mut self, header: &Header) {
        self.only = SelectedColumns::asked(header, &self.metadata);
    }

    fn rows_of(&self, group: usize) -> Option<usize> {
        let rows = self.metadata.metadata().row_groups().get(group)?.num_rows();
        Some(usize::try_from(rows).unwrap_or_default())
    }

    /// The next rows, as many as a chunk has: a part of one row group, or several small ones.
    pub(super) fn next(&mut self) -> Option<Rows> {
        let (mut group, first) = self.next;
        let (begin, mut count) = (group, 0);
        while let Some(rows) = self.rows_of(group) {
            let rest = if group == begin { rows.saturating_sub(first) } else { rows };
            if count > 0 && count + rest > self.chunk_rows {
                break;
            }
            if rest > self.chunk_rows {
                self.next = (group, first + self.chunk_rows);
                return Some(self.some(group..group + 1, first, self.chunk_rows));
            }
            count += rest;
            group += 1;
        }
        self.next = (group, 0);
        (count > 0).then(|| self.some(begin..group, first, count))
    }

    fn some(&self, groups: Range<usize>, first: usize, count: usize) -> Rows {
        let (path, metadata, only) = (self.path.clone(), self.metadata.clone(), self.only.clone());
        Rows { path, metadata, only, lang: self.lang, groups, first, count }
    }
}

/// Some rows of some row groups, not yet read.
pub(super) struct Rows {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    only: Option<SelectedColumns>,
    lang: Lang,
    groups: Range<usize>,
    /// The first row, counted from that of the first group.
    first: usize,
    pub(super) count: usize,
}

impl Rows {
    /// Piece by piece.
    pub(super) fn read(self) -> Result<impl Iterator<Item = Result<Piece, Failure>> + use<>, Failure> {
        let Rows { path, metadata, only, lang, groups, first, count } = self;
        let number = groups.start + 1;
        let mut file = File::open(&path).map_err(|error| Failure::io(&path, error))?;
        let mut reader = reading(&path, || {
            let columns = only.as_ref().map_or_else(ProjectionMask::all, |only| only.mask.clone());
            let described = metadata.metadata().row_groups().get(groups.clone()).unwrap_or_default();
            let all: i64 = described.iter().map(RowGroupMetaData::num_rows).sum();
            let whole = u64::try_from(all).ok() == Some(count as u64);
            let held = if whole { RowGroupBytes::read(&mut file, described, &columns)? } else { None };
            match held {
                Some(held) => reader(held, metadata, columns, groups, (first, count)),
                None => reader(file, metadata, columns, groups, (first, count)),
            }
        })?;
        let mut left = count;
        Ok(std::iter::from_fn(move || {
            let rows = reading(&path, || match (reader.next(), &only) {
                (Some(rows), Some(only)) => only.in_their_places(&rows?).map(Some),
                (rows, _) => rows.transpose(),
            });
            match rows {
                Ok(Some(rows)) => {
                    left = left.saturating_sub(rows.num_rows());
                    Some(Ok((rows, None)))
                }
                Ok(None) if left > 0 => {
                    let text = format!("row group {number}: {left} rows are missing");
                    Some(Err(Failure::io(&path, say(lang, text, format!("第 {number} 个行组：缺 {left} 行")))))
                }
                Ok(None) => None,
                Err(failure) => Some(Err(failure)),
            }
        }))
    }
}

fn reader<R: ChunkReader + 'static>(
    from: R,
    metadata: ArrowReaderMetadata,
    columns: ProjectionMask,
    groups: Range<usize>,
    (first, count): (usize, usize),
) -> Result<ParquetRecordBatchReader, ParquetError> {
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(from, metadata);
    let builder = builder.with_row_groups(groups.collect()).with_projection(columns);
    builder.with_offset(first).with_limit(count).with_batch_size(PIECE).build()
}

/// The columns of a file that are read.
#[derive(Clone)]
struct SelectedColumns {
    mask: ProjectionMask,
    /// Of each column of the file, whether it is read.
    read: Vec<bool>,
    /// All columns; those that are not read have no type.
    schema: SchemaRef,
}

impl SelectedColumns {
    /// The columns that an assessment asks for, where it does not ask for all.
    fn asked(header: &Header, metadata: &ArrowReaderMetadata) -> Option<SelectedColumns> {
        let all = metadata.schema().fields();
        let read: Vec<bool> = (0..all.len()).map(|at| header.is_read(at)).collect();
        let mask = ProjectionMask::roots(metadata.parquet_schema(), (0..all.len()).filter(|at| header.is_read(*at)));
        let left_out = |field: &Field| field.clone().with_data_type(DataType::Null).with_nullable(true);
        let fields = all.iter().zip(&read).map(|(field, read)| if *read { field.clone() } else { left_out(field).into() });
        let schema = Arc::new(Schema::new(fields.collect::<Fields>()));
        read.contains(&false).then_some(SelectedColumns { mask, read, schema })
    }

    /// The rows with a column without cells in the place of each that was not read.
    fn in_their_places(&self, rows: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let mut found = rows.columns().iter().cloned();
        let none = || Arc::new(NullArray::new(rows.num_rows())) as ArrayRef;
        let columns = self.read.iter().map(|read| if *read { found.next() } else { Some(none()) });
        RecordBatch::try_new(self.schema.clone(), columns.flatten().collect())
    }
}

/// The part of a file in which the columns of row groups lie that are read, in memory: their pages are slices of it, where a
/// file would be asked for each.
struct RowGroupBytes {
    start: u64,
    bytes: Bytes,
}

/// What is larger is read from the file, page by page.
const MOST_HELD: u64 = 16 << 20;

impl RowGroupBytes {
    /// Reads it; `None` if it is too large, or says of itself what cannot be.
    fn read(file: &mut File, groups: &[RowGroupMetaData], columns: &ProjectionMask) -> Result<Option<RowGroupBytes>, ParquetError> {
        let (mut start, mut end) = (u64::MAX, 0);
        let leaves = groups.iter().flat_map(|group| group.columns().iter().enumerate());
        for (_, column) in leaves.filter(|(leaf, _)| columns.leaf_included(*leaf)) {
            let from = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
            let (Ok(from), Ok(length)) = (u64::try_from(from), u64::try_from(column.compressed_size())) else { return Ok(None) };
            start = start.min(from);
            end = end.max(from.saturating_add(length));
        }
        let length = end.saturating_sub(start);
        if length > MOST_HELD {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length)?);
        file.seek(SeekFrom::Start(start))?;
        file.take(length).read_to_end(&mut bytes)?;
        Ok(Some(RowGroupBytes { start, bytes: bytes.into() }))
    }

    /// So many bytes from a place of the file on; else all that are left.
    fn slice(&self, from: u64, length: Option<usize>) -> Result<Bytes, ParquetError> {
        let outside = || ParquetError::EOF(format!("{from}: not in the row group"));
        let from = from.checked_sub(self.start).and_then(|from| usize::try_from(from).ok()).ok_or_else(outside)?;
        let end = length.map_or(Some(self.bytes.len()), |length| from.checked_add(length));
        let end = end.filter(|end| (from..=self.bytes.len()).contains(end)).ok_or_else(outside)?;
        Ok(self.bytes.slice(from..end))
    }
}

impl Length for RowGroupBytes {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for RowGroupBytes {
    type T = Reader<Bytes>;

    fn get_read(&self, start: u64) -> Result<Reader<Bytes>, ParquetError> {
        Ok(self.slice(start, None)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        self.slice(start, Some(length))
    }
}
