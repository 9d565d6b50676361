//! A Parquet file of one row group that can be joined with others.

use arrow_array::cast::AsArray;
use arrow_array::types::Decimal64Type;
use arrow_array::{Array, PrimitiveArray, RecordBatch};
use arrow_schema::{DataType, Schema, SchemaRef};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnWriter, ArrowWriterOptions, compute_leaves};
use parquet::basic::{Compression, Encoding, Type};
use parquet::column::page::{CompressedPage, PageWriteSpec, PageWriter};
use parquet::column::writer::{ColumnCloseResult, ColumnWriterImpl, get_column_writer, get_typed_column_writer};
use parquet::data_type::Int64Type;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, FileMetaData, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter};
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{ColumnDescPtr, ColumnPath};
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex};

/// Amounts are packed as differences, which makes a column of zeros nothing; words go by a dictionary, keys do not. No row
/// group is without any of the usual words, so that the least and the greatest of them help nobody.
fn properties(schema: &Schema) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by("huiqi".to_string())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true);
    for (i, field) in schema.fields().iter().enumerate() {
        let path = || ColumnPath::new(vec![field.name().clone()]);
        if matches!(field.data_type(), DataType::Decimal64(..) | DataType::Decimal128(..=18, _)) {
            properties = properties
                .set_column_dictionary_enabled(path(), false)
                .set_column_encoding(path(), Encoding::DELTA_BINARY_PACKED)
                .set_column_compression(path(), Compression::UNCOMPRESSED);
        } else if i == 0 {
            properties = properties.set_column_dictionary_enabled(path(), false);
        } else if matches!(field.data_type(), DataType::Utf8 | DataType::Dictionary(..)) {
            properties = properties.set_column_statistics_enabled(path(), EnabledStatistics::None);
        }
    }
    properties.build()
}

/// A file of one row group while it is written, a batch after the other.
pub(super) struct RowGroup {
    schema: SchemaRef,
    properties: WriterPropertiesPtr,
    file: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    rows: usize,
}

enum Column {
    /// As the library writes Arrow.
    Any(ArrowColumnWriter),
    /// The same bytes, without a list of the cells that are not null, which almost all are.
    Amounts(Amounts),
}

impl RowGroup {
    pub(super) fn new(schema: &SchemaRef, likely: usize) -> Result<RowGroup, ParquetError> {
        let options = ArrowWriterOptions::new().with_properties(properties(schema)).with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(Vec::with_capacity(likely), schema.clone(), options)?;
        let (file, factory) = writer.into_serialized_writer()?;
        let described = file.schema_descr().columns().iter().zip(schema.fields());
        let columns = factory.create_column_writers(0)?.into_iter().zip(described).map(|(writer, (described, field))| {
            if described.physical_type() == Type::INT64 && matches!(field.data_type(), DataType::Decimal64(..)) {
                Column::Amounts(Amounts { described: described.clone(), zeros: 0, written: None })
            } else {
                Column::Any(writer)
            }
        });
        let columns = columns.collect();
        Ok(RowGroup { schema: schema.clone(), properties: file.properties().clone(), file, columns, rows: 0 })
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), ParquetError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        for ((column, field), array) in self.columns.iter_mut().zip(self.schema.fields()).zip(batch.columns()) {
            match (column, array.as_primitive_opt::<Decimal64Type>()) {
                (Column::Amounts(amounts), Some(array)) => amounts.write(array, &self.properties)?,
                (Column::Amounts(_), None) => return Err(ParquetError::General(format!("{}: no amounts", field.name()))),
                (Column::Any(writer), _) => {
                    for leaf in compute_leaves(field, array)? {
                        writer.write(&leaf)?;
                    }
                }
            }
        }
        self.rows += batch.num_rows();
        Ok(())
    }

    /// The bytes of the file; without rows it has no row group.
    pub(super) fn finish(mut self, zeros: &mut Zeros) -> Result<Vec<u8>, ParquetError> {
        if self.rows == 0 {
            return self.file.into_inner();
        }
        let mut group = self.file.next_row_group()?;
        for (at, column) in self.columns.into_iter().enumerate() {
            match column {
                Column::Any(writer) => writer.close()?.append_to_row_group(&mut group)?,
                Column::Amounts(Amounts { written: Some(written), .. }) => {
                    let chunk = written.close()?;
                    group.append_column(&chunk.bytes, chunk.closed)?;
                }
                Column::Amounts(amounts) => {
                    let chunk = zeros.of(at, self.rows, amounts, &self.properties)?;
                    group.append_column(&chunk.bytes, chunk.closed.clone())?;
                }
            }
        }
        group.close()?;
        self.file.into_inner()
    }
}

/// A column chunk, with what its file is to say of it.
struct Chunk {
    bytes: Bytes,
    closed: ColumnCloseResult,
}

/// The chunks of columns that are nothing but zeros, by column, as they were last written, with their rows. Most taxes are due
/// from nobody in a row group: their chunks are the same each time.
#[derive(Default)]
pub(super) struct Zeros(Vec<Option<(usize, Chunk)>>);

impl Zeros {
    fn of(&mut self, column: usize, rows: usize, amounts: Amounts, properties: &WriterPropertiesPtr) -> Result<&Chunk, ParquetError> {
        if self.0.len() <= column {
            self.0.resize_with(column + 1, || None);
        }
        let known = self.0.get_mut(column).ok_or_else(|| ParquetError::General(format!("{column}: no such column")))?;
        if known.as_ref().is_none_or(|(known, _)| *known != rows) {
            let mut written = amounts.begin(properties);
            written.put_zeros(rows)?;
            *known = Some((rows, written.close()?));
        }
        known.as_ref().map(|(_, chunk)| chunk).ok_or_else(|| ParquetError::General(format!("{column}: no chunk")))
    }
}

/// A column of amounts while it is written.
struct Amounts {
    described: ColumnDescPtr,
    /// How many rows there were so far, as long as all of them are zeros.
    zeros: usize,
    written: Option<WrittenAmounts>,
}

impl Amounts {
    fn begin(&self, properties: &WriterPropertiesPtr) -> WrittenAmounts {
        let pages = Pages::default();
        let sink = Box::new(PagesOfChunk(TrackedWrite::new(pages.clone())));
        let writer = get_typed_column_writer(get_column_writer(self.described.clone(), properties.clone(), sink));
        WrittenAmounts { writer, pages, nullable: self.described.max_def_level() > 0 }
    }

    fn write(&mut self, amounts: &PrimitiveArray<Decimal64Type>, properties: &WriterPropertiesPtr) -> Result<(), ParquetError> {
        let is_zero = || amounts.null_count() == 0 && amounts.values().iter().fold(0, |bits, amount| bits | amount) == 0;
        if self.written.is_none() && is_zero() {
            self.zeros += amounts.len();
            return Ok(());
        }
        let before = std::mem::take(&mut self.zeros);
        let begun = self.written.take().unwrap_or_else(|| self.begin(properties));
        let written = self.written.insert(begun);
        written.put_zeros(before)?;
        written.put(amounts)
    }
}

/// How many amounts are written at once.
const AT_ONCE: usize = 1024;

/// The level of a cell that is not null, in a column that may have nulls.
static TOLD: [i16; AT_ONCE] = [1; AT_ONCE];

static ZEROS: [i64; AT_ONCE] = [0; AT_ONCE];

struct WrittenAmounts {
    writer: ColumnWriterImpl<'static, Int64Type>,
    pages: Pages,
    nullable: bool,
}

impl WrittenAmounts {
    fn put(&mut self, amounts: &PrimitiveArray<Decimal64Type>) -> Result<(), ParquetError> {
        match amounts.nulls().filter(|nulls| nulls.null_count() > 0) {
            Some(nulls) => {
                let levels: Vec<i16> = nulls.iter().map(i16::from).collect();
                let told: Vec<i64> = amounts.iter().flatten().collect();
                self.writer.write_batch(&told, Some(&levels), None)?;
            }
            None => self.put_told(amounts.values())?,
        }
        Ok(())
    }

    fn put_told(&mut self, amounts: &[i64]) -> Result<(), ParquetError> {
        for some in amounts.chunks(AT_ONCE) {
            self.writer.write_batch(some, TOLD.get(..some.len()).filter(|_| self.nullable), None)?;
        }
        Ok(())
    }

    fn put_zeros(&mut self, count: usize) -> Result<(), ParquetError> {
        for _ in 0..count / AT_ONCE {
            self.put_told(&ZEROS)?;
        }
        self.put_told(ZEROS.get(..count % AT_ONCE).unwrap_or_default())
    }

    fn close(self) -> Result<Chunk, ParquetError> {
        let closed = self.writer.close()?;
        Ok(Chunk { bytes: self.pages.take().into(), closed })
    }
}

/// The bytes of a column chunk, which its writer fills.
#[derive(Clone, Default)]
struct Pages(Arc<Mutex<Vec<u8>>>);

impl Pages {
    fn take(&self) -> Vec<u8> {
        self.0.lock().map(|mut bytes| std::mem::take(&mut *bytes)).unwrap_or_default()
    }
}

impl Write for Pages {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().map_err(|_| std::io::ErrorKind::Other)?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes pages behind each other. The library's own writer of pages borrows where it writes to, so that one is made for each.
struct PagesOfChunk(TrackedWrite<Pages>);

impl PageWriter for PagesOfChunk {
    fn write_page(&mut self, page: CompressedPage) -> Result<PageWriteSpec, ParquetError> {
        SerializedPageWriter::new(&mut self.0).write_page(page)
    }

    fn close(&mut self) -> Result<(), ParquetError> {
        Ok(())
    }
}

/// What makes one Parquet file of files that were written one after the other: a footer to be written behind them, which
/// finds their row groups where they are. Their own footers stay between them, and nobody reads them any more.
///
/// ```
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use huiqi::register::{Encoded, Encoder};
/// use std::sync::Arc;
///
/// let names: ArrayRef = Arc::new(StringArray::from(vec!["=1+1"]));
/// let rows = RecordBatch::try_from_iter([("name", names)])?;
/// let mut encoder = Encoder::new(Encoded::Parquet, rows.schema());
/// encoder.write(&rows)?;
/// let one = encoder.take()?;
/// let mut file = [one.clone(), one.clone()].concat();
/// let ends = [one.len() as u64, file.len() as u64];
/// let footer = huiqi::register::join_parquet(&mut std::io::Cursor::new(&file), &ends)?;
/// file.extend(footer);
/// assert!(file.ends_with(b"PAR1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// What is not Parquet, or cannot be read.
pub fn join_parquet<R: Read + Seek>(files: &mut R, ends: &[u64]) -> Result<Vec<u8>, ParquetError> {
    let (mut joined, mut groups, mut rows) = (None, Vec::new(), 0);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    for (start, end) in starts.zip(ends) {
        // A Parquet file ends in its metadata, their length in four bytes, and `PAR1`.
        let mut length = [0; 4];
        files.seek(SeekFrom::Start(end.saturating_sub(8)))?;
        files.read_exact(&mut length)?;
        let length = u32::from_le_bytes(length);
        let mut bytes = vec![0; usize::try_from(length)?];
        files.seek(SeekFrom::Start(end.saturating_sub(8 + u64::from(length))))?;
        files.read_exact(&mut bytes)?;
        let metadata = ParquetMetaDataReader::decode_metadata(&bytes)?;
        let shift = i64::try_from(start)?;
        for group in metadata.row_groups().iter().filter(|group| group.num_rows() > 0) {
            let moved = |column: &ColumnChunkMetaData| {
                let dictionary = column.dictionary_page_offset().map(|offset| offset + shift);
                let builder = column.clone().into_builder().set_data_page_offset(column.data_page_offset() + shift);
                builder.set_dictionary_page_offset(dictionary).build()
            };
            let columns: Vec<ColumnChunkMetaData> = group.columns().iter().map(moved).collect::<Result<_, _>>()?;
            let first = columns.first().map_or(shift, |column| column.byte_range().0.cast_signed());
            let builder = group.clone().into_builder().set_column_metadata(columns).set_file_offset(first);
            groups.push(builder.set_ordinal(i32::try_from(groups.len())?).build()?);
            rows += group.num_rows();
        }
        joined.get_or_insert(metadata);
    }
    let mut out = Vec::new();
    if let Some(file) = joined.as_ref().map(ParquetMetaData::file_metadata) {
        let (by, orders) = (file.created_by().map(str::to_string), file.column_orders().cloned());
        let file = FileMetaData::new(file.version(), rows, by, None, file.schema_descr_ptr(), orders);
        ParquetMetaDataWriter::new(&mut out, &ParquetMetaData::new(file, groups)).finish()?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests;
