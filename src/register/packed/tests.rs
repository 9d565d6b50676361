use crate::register::{Encoded, Encoder, join_parquet};
use arrow_array::cast::AsArray;
use arrow_array::types::Decimal64Type;
use arrow_array::{ArrayRef, Decimal64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::basic::{Compression, Encoding};
use parquet::file::properties::WriterProperties;
use parquet::file::statistics::Statistics;
use proptest::prelude::*;
use std::sync::Arc;

type Amounts = Vec<Option<i64>>;

fn schema(nullable: bool) -> Arc<Schema> {
    let of = DataType::Decimal64(18, 2);
    Arc::new(Schema::new(vec![Field::new("key", DataType::Utf8, false), Field::new("amount", of, nullable)]))
}

fn batch(amounts: &Amounts, nullable: bool) -> RecordBatch {
    let keys: ArrayRef = Arc::new(StringArray::from(vec!["k"; amounts.len()]));
    let amounts = Decimal64Array::from(amounts.clone()).with_precision_and_scale(18, 2).unwrap();
    RecordBatch::try_new(schema(nullable), vec![keys, Arc::new(amounts)]).unwrap()
}

/// Pieces into row groups, one after the other by one encoder, and joined.
fn written(groups: &[Vec<Amounts>], nullable: bool) -> Bytes {
    let mut encoder = Encoder::new(Encoded::Parquet, schema(nullable));
    let (mut file, mut ends) = (Vec::new(), Vec::new());
    for pieces in groups {
        pieces.iter().for_each(|piece| encoder.write(&batch(piece, nullable)).unwrap());
        file.extend(encoder.take().unwrap());
        ends.push(file.len() as u64);
    }
    let footer = join_parquet(&mut std::io::Cursor::new(&file), &ends).unwrap();
    file.extend(footer);
    file.into()
}

/// What the library reads.
fn read(file: &Bytes, nullable: bool) -> Amounts {
    let options = || ArrowReaderOptions::new().with_schema(schema(nullable));
    let metadata = ArrowReaderMetadata::load(file, options()).unwrap();
    let rows = ParquetRecordBatchReaderBuilder::new_with_metadata(file.clone(), metadata).with_batch_size(100).build().unwrap();
    let of = |rows: RecordBatch| rows.column(1).as_primitive::<Decimal64Type>().iter().collect::<Amounts>();
    rows.flat_map(|rows| of(rows.unwrap())).collect()
}

/// The pages of the amounts of a file with one row group.
fn pages(file: &Bytes) -> Bytes {
    let metadata = ArrowReaderMetadata::load(file, ArrowReaderOptions::new()).unwrap();
    let (start, length) = metadata.metadata().row_group(0).column(1).byte_range();
    file.slice(usize::try_from(start).unwrap()..usize::try_from(start + length).unwrap())
}

fn by_the_library(pieces: &[Amounts], nullable: bool) -> Bytes {
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_column_encoding("amount".into(), Encoding::DELTA_BINARY_PACKED)
        .set_column_compression("amount".into(), Compression::UNCOMPRESSED)
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), schema(nullable), Some(properties)).unwrap();
    pieces.iter().for_each(|piece| writer.write(&batch(piece, nullable)).unwrap());
    writer.into_inner().unwrap().into()
}

/// Amounts as registers have them, and as none has: zeros, of few and of all bits, the ends of the range.
fn amounts(nulls: bool) -> impl Strategy<Value = Amounts> {
    let ends = prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0), Just(-1)];
    let one = prop_oneof![4 => Just(0), 4 => 0..100_000_000_i64, 1 => any::<i64>(), 1 => ends, 2 => -300..300_i64];
    let told = move |amount: i64, tell: bool| Some(amount).filter(|_| tell || !nulls);
    let drawn = prop::collection::vec((one, any::<bool>()), 1..700);
    prop_oneof![
        3 => drawn.prop_map(move |all| all.into_iter().map(|(amount, tell)| told(amount, tell)).collect()),
        1 => (1..700_usize).prop_map(|count| vec![Some(0); count]),
        1 => (1..700_usize, any::<i64>()).prop_map(|(count, one)| vec![Some(one); count]),
        1 => (1..700_usize).prop_map(move |count| vec![told(0, false); count]),
    ]
}

proptest! {
    #[test]
    fn the_library_reads_what_was_written(groups in prop::collection::vec(prop::collection::vec(amounts(true), 1..4), 1..4)) {
        let file = written(&groups, true);
        prop_assert_eq!(read(&file, true), groups.concat().concat());
        // What a reader may leave out without looking at it.
        let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).unwrap();
        for (group, pieces) in metadata.metadata().row_groups().iter().zip(&groups) {
            let amounts = pieces.concat();
            let Some(Statistics::Int64(found)) = group.column(1).statistics() else { panic!("no statistics") };
            let told = || amounts.iter().flatten();
            prop_assert_eq!((found.min_opt(), found.max_opt()), (told().min(), told().max()));
            prop_assert_eq!(found.null_count_opt(), Some((amounts.len() - told().count()) as u64));
        }
    }

    /// Without nulls, byte for byte: with a run of eight or more, levels are written alike too.
    #[test]
    fn it_is_what_the_library_writes(pieces in prop::collection::vec(amounts(false), 1..5), nullable in any::<bool>()) {
        prop_assume!(pieces.concat().len() >= 8);
        prop_assert_eq!(pages(&written(std::slice::from_ref(&pieces), nullable)), pages(&by_the_library(&pieces, nullable)));
    }
}

/// A chunk of zeros is written from what was kept of another: of other rows, and of other columns, it is not.
#[test]
fn zeros_are_those_of_the_row_group() {
    let zeros = |count: usize| vec![vec![Some(0); count]];
    let groups = [zeros(300), zeros(300), zeros(5), vec![vec![Some(7)]], zeros(300), vec![vec![Some(0); 40], vec![None, Some(3)]]];
    assert_eq!(read(&written(&groups, true), true), groups.concat().concat());
}
