//! Results that stand beside their rows: as many, in the same order, the same figures, and the same errors.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, TimestampSecondArray};
use arrow_schema::DataType;
use huiqi::Pack;
use huiqi::register::{Batch, Header, HeaderProblem, Layout, Options, Synthesis};
use std::sync::Arc;

const ROWS: usize = 1_500;

fn wrong(row: usize) -> bool {
    matches!(row, 0 | 7 | 1_023 | 1_024 | 1_499)
}

/// Rows made up, some of them in no place that there is, with a column that is none of ours.
fn rows(pack: &Pack) -> RecordBatch {
    let made = Synthesis::new(pack, 3, 2024).unwrap().rows(0, ROWS).unwrap();
    let mut columns: Vec<(String, ArrayRef)> =
        made.schema().fields().iter().map(|field| field.name().clone()).zip(made.columns().to_vec()).collect();
    let place = columns.iter().position(|(name, _)| name == "place").unwrap();
    let places = arrow_cast_to_text(&columns[place].1);
    let places: StringArray = places.iter().enumerate().map(|(row, place)| if wrong(row) { Some("nowhere") } else { place }).collect();
    columns[place].1 = Arc::new(places);
    let seen: TimestampSecondArray = (0..made.num_rows()).map(|row| i64::try_from(row).ok()).collect();
    columns.push(("登记时间".to_string(), Arc::new(seen)));
    RecordBatch::try_from_iter(columns).unwrap()
}

fn arrow_cast_to_text(array: &ArrayRef) -> StringArray {
    match array.as_string_opt::<i32>() {
        Some(texts) => texts.clone(),
        None => {
            let numbers = array.as_primitive::<arrow_array::types::Int32Type>();
            numbers.iter().map(|number| number.map(|number| number.to_string())).collect()
        }
    }
}

#[test]
fn rows_in_are_rows_out() {
    let pack = Arc::new(Pack::embedded().unwrap());
    let rows = rows(&pack);
    let header = Header::of_schema(&rows.schema(), false).unwrap().keeping(&["登记时间".to_string()]).unwrap();
    // The question keeps its pack: whoever made it may be gone.
    let question = move || Batch::new(pack, Options::default());
    let plain = question();
    let aligned = plain.worker().assess_aligned(&header, &rows).unwrap();
    assert_eq!(aligned.num_rows(), rows.num_rows());
    assert_eq!(aligned.schema(), plain.aligned_schema(&header, &DataType::Utf8).unwrap());
    assert_eq!(aligned.column(0), rows.column(0));
    assert_eq!(aligned.column(1).as_string::<i32>().value(61), "1970-01-01T00:01:01");

    let errors = aligned.columns().last().unwrap().as_string::<i32>().clone();
    assert!((0..rows.num_rows()).all(|row| errors.is_valid(row) == wrong(row)));
    assert!(errors.value(7).starts_with("place: `nowhere`"), "{}", errors.value(7));
    let assessed = plain.worker().assess(&header, &rows).unwrap();
    let good: Vec<usize> = (0..rows.num_rows()).filter(|row| !wrong(*row)).collect();
    for (at, row) in good.iter().enumerate().step_by(13) {
        for (column, found) in assessed.results.columns().iter().zip(aligned.columns()) {
            assert_eq!(column.slice(at, 1).as_ref(), found.slice(*row, 1).as_ref(), "row {row}");
        }
    }
    for column in aligned.columns().get(2..aligned.num_columns() - 1).unwrap() {
        assert!((0..rows.num_rows()).filter(|row| wrong(*row)).all(|row| column.is_null(row)));
    }
}

#[test]
fn compact_results_stand_beside_their_rows_too() {
    let pack = Pack::embedded().unwrap();
    let rows = rows(&pack);
    let header = Header::of_schema(&rows.schema(), false).unwrap();
    let compact = Batch::new(&pack, Options::default()).with_layout(Layout::Compact);
    let aligned = compact.worker().assess_aligned(&header, &rows).unwrap();
    assert_eq!(aligned.schema(), compact.aligned_schema(&header, &DataType::Utf8).unwrap());
    let total = aligned.column_by_name("before_total").unwrap();
    assert!((0..rows.num_rows()).all(|row| total.is_null(row) == wrong(row)));
}

#[test]
fn a_column_that_is_kept_may_not_be_called_as_a_result() {
    let pack = Pack::embedded().unwrap();
    let rows = rows(&pack);
    let mut columns: Vec<(String, ArrayRef)> =
        rows.schema().fields().iter().map(|field| field.name().clone()).zip(rows.columns().to_vec()).collect();
    columns.push(("error".to_string(), rows.column(0).clone()));
    let rows = RecordBatch::try_from_iter(columns).unwrap();
    let header = Header::of_schema(&rows.schema(), false).unwrap().keeping(&["error".to_string()]).unwrap();
    let refused = Batch::new(&pack, Options::default()).aligned_schema(&header, &DataType::Utf8).unwrap_err();
    assert_eq!(refused, HeaderProblem::ColumnTwice { found: "error".to_string() });
}
