use crate::register::{Encoded, Encoder};
use arrow_array::cast::AsArray;
use arrow_array::{DictionaryArray, RecordBatch, StringArray, UInt8Array};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use proptest::prelude::*;
use std::sync::Arc;

/// The words of a piece, and which of them each row says.
type Piece = (Vec<String>, Vec<Option<u8>>);

fn batch((words, cells): &Piece) -> RecordBatch {
    let keys = UInt8Array::from(cells.clone());
    let words = DictionaryArray::new(keys, Arc::new(StringArray::from(words.clone())));
    let of = DataType::Dictionary(Box::new(DataType::UInt8), Box::new(DataType::Utf8));
    RecordBatch::try_new(Arc::new(Schema::new(vec![Field::new("word", of, true)])), vec![Arc::new(words)]).unwrap()
}

/// Words that differ from piece to piece, as notes do, and rows of which some or all say nothing.
fn piece() -> impl Strategy<Value = Piece> {
    prop::collection::vec("[a-d税]{0,3}", 0..20).prop_flat_map(|words| {
        let count = u8::try_from(words.len()).unwrap();
        let cell = prop::option::weighted(0.7, 0..count.max(1)).prop_map(move |cell| cell.filter(|cell| *cell < count));
        let cells = prop_oneof![4 => prop::collection::vec(cell, 1..300), 1 => prop::collection::vec(Just(None), 1..300)];
        (Just(words), cells)
    })
}

proptest! {
    #[test]
    fn the_library_reads_what_was_written(pieces in prop::collection::vec(piece(), 1..5)) {
        let mut encoder = Encoder::new(Encoded::Parquet, batch(&pieces[0]).schema());
        pieces.iter().for_each(|piece| encoder.write(&batch(piece)).unwrap());
        let file: Bytes = encoder.take().unwrap().into();
        let rows = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().with_batch_size(100).build().unwrap();
        let texts = |rows: RecordBatch| -> Vec<Option<String>> {
            rows.column(0).as_string::<i32>().iter().map(|text| text.map(str::to_string)).collect()
        };
        let read: Vec<Option<String>> = rows.flat_map(|rows| texts(rows.unwrap())).collect();
        let said = |(words, cells): &Piece| -> Vec<Option<String>> {
            cells.iter().map(|cell| cell.map(|cell| words[usize::from(cell)].clone())).collect()
        };
        prop_assert_eq!(read, pieces.iter().flat_map(said).collect::<Vec<_>>());
    }
}
