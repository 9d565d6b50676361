//! A Parquet file of one row group that can be joined with others.

use arrow_schema::{DataType, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, Encoding};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, FileMetaData, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use std::io::{Read, Seek, SeekFrom};

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

pub(super) fn file(schema: &SchemaRef, likely: usize) -> Result<ArrowWriter<Vec<u8>>, ParquetError> {
    let options = ArrowWriterOptions::new().with_properties(properties(schema)).with_skip_arrow_metadata(true);
    ArrowWriter::try_new_with_options(Vec::with_capacity(likely), schema.clone(), options)
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
