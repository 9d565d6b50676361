use crate::register::{Encoded, Encoder};
use arrow_array::cast::AsArray;
use arrow_array::types::Decimal64Type;
use arrow_array::{ArrayRef, Decimal64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::ArrowWriterOptions;
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

/// A file for each row group, one after the other by one encoder.
fn written(groups: &[Vec<Amounts>], nullable: bool) -> Vec<Bytes> {
    let mut encoder = Encoder::new(Encoded::Parquet, schema(nullable));
    let mut file = |pieces: &Vec<Amounts>| {
        pieces.iter().for_each(|piece| encoder.write(&batch(piece, nullable)).unwrap());
        encoder.take().unwrap().into()
    };
    groups.iter().map(&mut file).collect()
}

/// The same as Arrow is written when nothing is known of it.
fn by_the_library(pieces: &[Amounts], nullable: bool) -> Bytes {
    let options = ArrowWriterOptions::new().with_properties(super::properties(&schema(nullable))).with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), schema(nullable), options).unwrap();
    pieces.iter().for_each(|piece| writer.write(&batch(piece, nullable)).unwrap());
    writer.into_inner().unwrap().into()
}

fn read(file: &Bytes, nullable: bool) -> Amounts {
    let metadata = ArrowReaderMetadata::load(file, ArrowReaderOptions::new().with_schema(schema(nullable))).unwrap();
    let rows = ParquetRecordBatchReaderBuilder::new_with_metadata(file.clone(), metadata).with_batch_size(100).build().unwrap();
    rows.flat_map(|rows| rows.unwrap().column(1).as_primitive::<Decimal64Type>().iter().collect::<Amounts>()).collect()
}

/// Amounts as results have them, and as none has: zeros, the ends of the range, nothing but zeros or nulls.
fn amounts(nulls: bool) -> impl Strategy<Value = Amounts> {
    let one = prop_oneof![4 => Just(0), 4 => 0..100_000_000_i64, 1 => any::<i64>(), 1 => prop_oneof![Just(i64::MIN), Just(i64::MAX)]];
    let told = move |amount: i64, tell: bool| Some(amount).filter(|_| tell || !nulls);
    let drawn = prop::collection::vec((one, any::<bool>()), 1..2_500);
    prop_oneof![
        2 => drawn.prop_map(move |all| all.into_iter().map(|(amount, tell)| told(amount, tell)).collect()),
        3 => (1..2_500_usize).prop_map(|count| vec![Some(0); count]),
        1 => (1..2_500_usize).prop_map(move |count| vec![told(0, false); count]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever the encoder wrote before, byte for byte.
    #[test]
    fn a_file_is_what_the_library_writes(
        (nullable, groups) in any::<bool>().prop_flat_map(|nullable| {
            (Just(nullable), prop::collection::vec(prop::collection::vec(amounts(nullable), 1..4), 1..4))
        })
    ) {
        for (file, pieces) in written(&groups, nullable).iter().zip(&groups) {
            prop_assert_eq!(file, &by_the_library(pieces, nullable));
            prop_assert_eq!(read(file, nullable), pieces.concat());
        }
    }
}

/// A chunk of zeros that was kept stands for as many zeros, and for nothing else.
#[test]
fn zeros_are_those_of_the_row_group() {
    let zeros = |count: usize| vec![vec![Some(0); count]];
    let groups = [zeros(300), zeros(300), zeros(5), vec![vec![Some(7)]], zeros(300), vec![vec![Some(0); 40], vec![None, Some(3)]]];
    let read: Vec<Amounts> = written(&groups, true).iter().map(|file| read(file, true)).collect();
    assert_eq!(read, groups.map(|pieces| pieces.concat()));
}

#[test]
fn a_file_without_rows_has_no_row_group() {
    let [file] = written(&[vec![vec![]]], true).try_into().unwrap();
    assert_eq!(ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).unwrap().metadata().num_row_groups(), 0);
}
