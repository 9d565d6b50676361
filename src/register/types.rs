//! The types of Arrow that a register may come in, and in which it is best read and returned.

use super::columns;
use crate::facts::fact::Kind;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StringArray, new_null_array};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, Fields, Schema};
use std::sync::Arc;

/// Whether cells of a type are read by way of text; `None` where there are no such cells.
pub(super) fn as_text(of: &DataType) -> Option<bool> {
    match of {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Int32
        | DataType::Int64
        | DataType::Float64
        | DataType::Boolean
        | DataType::Null
        | DataType::Decimal64(_, 0..=12)
        | DataType::Decimal128(_, 0..=12) => Some(false),
        DataType::Dictionary(number, word) if (&**number, &**word) == WORDS => Some(false),
        DataType::Dictionary(_, word) => as_text(word).map(|_| true),
        DataType::Int8
        | DataType::Int16
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64
        | DataType::Float16
        | DataType::Float32
        | DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..)
        | DataType::Decimal256(..)
        | DataType::Date32
        | DataType::Date64
        | DataType::Timestamp(_, None) => Some(true),
        _ => None,
    }
}

/// Cells as text, as Arrow's own cast writes them: its kernels, a pair of types each, are larger than all that reads registers.
pub(super) fn written_out(cells: &ArrayRef) -> Result<StringArray, ArrowError> {
    match cells.data_type() {
        DataType::Utf8 => return Ok(cells.as_string::<i32>().clone()),
        DataType::LargeUtf8 => return Ok(cells.as_string::<i64>().iter().collect()),
        DataType::Utf8View => return Ok(cells.as_string_view().iter().collect()),
        DataType::Binary => {
            let texts = cells.as_binary::<i32>().iter().map(|cell| cell.and_then(|bytes| std::str::from_utf8(bytes).ok()));
            return Ok(texts.collect());
        }
        _ => {}
    }
    let options = FormatOptions::default();
    let formatter = ArrayFormatter::try_new(cells.as_ref(), &options)?;
    let nulls = cells.logical_nulls();
    let is_told = |row: usize| nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
    (0..cells.len()).map(|row| is_told(row).then(|| formatter.value(row).try_to_string()).transpose()).collect()
}

/// Cells that are read by way of text, as text: numbers without the zeros that only their type gives them.
pub(super) fn texts_of(cells: &ArrayRef) -> ArrayRef {
    let of = cells.data_type();
    match written_out(cells) {
        Ok(numbers) if of.is_decimal() || of.is_floating() => {
            Arc::new(numbers.iter().map(|number| number.map(without_zeros)).collect::<StringArray>())
        }
        Ok(texts) => Arc::new(texts),
        Err(_) => new_null_array(&DataType::Null, cells.len()),
    }
}

/// `2024.00` is `2024`; what is written with an exponent stays.
fn without_zeros(number: &str) -> &str {
    if number.contains('.') && !number.contains(['e', 'E']) {
        return number.trim_end_matches('0').trim_end_matches('.');
    }
    number
}

/// The type in which keys of a type are returned: as they are, but for types that not every format can write.
///
/// ```
/// use arrow_schema::DataType;
/// use huiqi::register::key_type;
///
/// assert_eq!(key_type(&DataType::Int64), DataType::Int64);
/// assert_eq!(key_type(&DataType::Utf8View), DataType::Utf8);
/// ```
#[must_use]
pub fn key_type(of: &DataType) -> DataType {
    match of {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Int32
        | DataType::Int64
        | DataType::Float64
        | DataType::Boolean
        | DataType::Decimal64(_, 2)
        | DataType::Decimal128(_, 2) => of.clone(),
        _ => DataType::Utf8,
    }
}

/// How a dictionary of words is typed.
const WORDS: (&DataType, &DataType) = (&DataType::Int32, &DataType::Utf8);

/// The schema that a register of this schema is best read in, where the reader of its file has a choice: words by number,
/// each of them told once, and amounts in no more bits than they need.
///
/// ```
/// use arrow_schema::{DataType, Field, Schema};
///
/// let told = Schema::new(vec![Field::new("cost_goods", DataType::Decimal128(15, 2), true)]);
/// let read = huiqi::register::read_as(&told);
/// assert_eq!(read.field(0).data_type(), &DataType::Decimal64(15, 2));
/// ```
#[must_use]
pub fn read_as(schema: &Schema) -> Schema {
    let fields = schema.fields().iter().map(|field| {
        let column = columns::find(field.name().trim()).and_then(|column| columns::all().get(column));
        // A key is returned as it is; until then one that repeats takes no room of its own.
        let read_as = match (column.map(|column| column.kind), field.data_type()) {
            (Some(Kind::Text), DataType::Utf8) => Some(DataType::Utf8View),
            (None | Some(Kind::Text), _) => None,
            (Some(Kind::Amount | Kind::SignedAmount | Kind::Area), DataType::Decimal128(precision @ ..=18, scale)) => {
                Some(DataType::Decimal64(*precision, *scale))
            }
            (Some(Kind::Amount | Kind::SignedAmount | Kind::Area), _) => None,
            (Some(_), DataType::Utf8) => Some(DataType::Dictionary(Box::new(WORDS.0.clone()), Box::new(WORDS.1.clone()))),
            (Some(_), _) => None,
        };
        read_as.map_or_else(|| field.clone(), |read_as| Arc::new(field.as_ref().clone().with_data_type(read_as)))
    });
    Schema::new_with_metadata(fields.collect::<Fields>(), schema.metadata().clone())
}

#[cfg(test)]
mod tests {
    use super::written_out;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Int8Type, Int32Type};
    use arrow_array::{
        ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array, Float64Array, Int16Array,
        Int32Array, LargeStringArray, NullArray, StringArray, StringViewArray, TimestampMillisecondArray, UInt64Array,
    };
    use arrow_schema::DataType;
    use std::sync::Arc;

    #[test]
    fn cells_are_written_as_arrow_casts_them() {
        let words: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), None]));
        let all: Vec<ArrayRef> = vec![
            Arc::new(Int16Array::from(vec![Some(-1), None])),
            Arc::new(UInt64Array::from(vec![u64::MAX, 0])),
            Arc::new(Float32Array::from(vec![Some(1.5), None, Some(1e30), Some(0.1)])),
            Arc::new(Float64Array::from(vec![2.0, 1e-7, 1e300])),
            Arc::new(Decimal128Array::from(vec![Some(12_345), None, Some(-5)]).with_precision_and_scale(20, 15).unwrap()),
            Arc::new(Date32Array::from(vec![Some(19_000), None])),
            Arc::new(TimestampMillisecondArray::from(vec![1_600_000_000_123])),
            Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)])),
            Arc::new(StringArray::from(vec![Some("z"), None])),
            Arc::new(LargeStringArray::from(vec![Some("y"), None])),
            Arc::new(StringViewArray::from(vec![Some("x"), None, Some("longer than the twelve bytes of a view")])),
            Arc::new(BinaryArray::from(vec![&b"ok"[..], &b"\xff"[..]])),
            Arc::new(NullArray::new(2)),
            Arc::new(vec![Some("a"), None, Some("b")].into_iter().collect::<DictionaryArray<Int8Type>>()),
            Arc::new(DictionaryArray::<Int32Type>::new(Int32Array::from(vec![Some(0), Some(1), None]), words)),
        ];
        for cells in all {
            let cast = arrow_cast::cast(&cells, &DataType::Utf8).unwrap();
            assert_eq!(written_out(&cells).unwrap(), *cast.as_string::<i32>(), "{:?}", cells.data_type());
        }
    }
}
