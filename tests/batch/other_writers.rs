//! Parquet as other writers write it: in every codec and type, in small row groups, and with texts that only look small.

use crate::businesses::huiqi;
use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, DictionaryArray, Float32Array, Int8Array, Int16Array, NullArray, RecordBatch, StringArray, UInt16Array, UInt32Array,
    UInt64Array,
};
use arrow_schema::DataType;
use parquet::arrow::ArrowWriter;
use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// A register of three rows whose columns are of the usual types.
fn usual() -> Vec<(&'static str, ArrayRef)> {
    let text = |words: [&str; 3]| Arc::new(StringArray::from(words.to_vec())) as ArrayRef;
    let same = |word| text([word; 3]);
    vec![
        ("key", text(["11", "12", "13"])),
        ("year", same("2024")),
        ("place", same("530302")),
        ("locality", same("city")),
        ("industry", same("H6210")),
        ("vat_status", same("small-scale")),
        ("filing", same("quarter")),
        ("sale_kind", same("services")),
        ("sales_q1", text(["120000", "404000", "0.5"])),
        ("staff", text(["3", "4", "5"])),
        ("assets", same("100000")),
        ("restricted_industry", same("no")),
        ("share_distributed", same("50%")),
        ("owner_income", same("0")),
    ]
}

fn write(path: &Path, columns: Vec<(&str, ArrayRef)>, codec: Compression, rows_of_group: usize) {
    let rows = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, cells)| (name, cells, true))).unwrap();
    let properties = WriterProperties::builder().set_compression(codec).set_max_row_group_row_count(Some(rows_of_group)).build();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), rows.schema(), Some(properties)).unwrap();
    writer.write(&rows).unwrap();
    writer.close().unwrap();
}

/// The results as CSV; what the command says if there are none.
fn results(folder: &Path) -> Result<String, String> {
    let output = huiqi(folder, &["batch", "in.parquet", "-o", "-", "--lang", "en"]);
    let said = String::from_utf8(output.stderr).unwrap();
    if output.status.success() && said.contains("+ 0 errors") { Ok(String::from_utf8(output.stdout).unwrap()) } else { Err(said) }
}

#[test]
fn every_codec_and_type_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, path) = (folder.path(), folder.path().join("in.parquet"));
    write(&path, usual(), Compression::UNCOMPRESSED, 3);
    let expected = results(folder).expect("the usual types");
    let codecs = [
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::BROTLI(BrotliLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4,
        Compression::LZ4_RAW,
    ];
    for codec in codecs {
        for rows_of_group in [1, 2] {
            write(&path, usual(), codec, rows_of_group);
            assert_eq!(results(folder).as_ref(), Ok(&expected), "{codec:?}");
        }
    }
    let dictionary = |words: [&str; 3]| Arc::new(words.into_iter().collect::<DictionaryArray<Int8Type>>()) as ArrayRef;
    let decimal = |array: &str, of: DataType| arrow_cast::cast(&StringArray::from(vec![array; 3]), &of).unwrap();
    let typed: Vec<(&str, ArrayRef)> = vec![
        ("key", dictionary(["11", "12", "13"])),
        ("key", Arc::new(Int8Array::from(vec![11, 12, 13]))),
        ("key", Arc::new(UInt64Array::from(vec![11, 12, 13]))),
        ("year", Arc::new(UInt16Array::from(vec![2024; 3]))),
        ("place", Arc::new(UInt32Array::from(vec![530_302; 3]))),
        ("locality", dictionary(["city"; 3])),
        ("sales_q1", Arc::new(Float32Array::from(vec![120_000.0, 404_000.0, 0.5]))),
        ("staff", Arc::new(Int8Array::from(vec![3, 4, 5]))),
        ("staff", Arc::new(Int16Array::from(vec![3, 4, 5]))),
        ("assets", decimal("100000", DataType::Decimal128(38, 20))),
        ("assets", decimal("100000", DataType::Decimal256(50, 2))),
        ("assets", decimal("100000", DataType::Decimal32(9, 2))),
    ];
    for (name, column) in typed {
        let of = column.data_type().clone();
        let columns = usual().into_iter().map(|(other, usual)| (other, if other == name { column.clone() } else { usual })).collect();
        write(&path, columns, Compression::SNAPPY, 3);
        assert_eq!(results(folder).as_ref(), Ok(&expected), "{name}: {of}");
    }
    let columns = usual().into_iter().map(|(other, usual)| (other, if other == "key" { Arc::new(NullArray::new(3)) } else { usual }));
    write(&path, columns.collect(), Compression::SNAPPY, 3);
    assert!(results(folder).is_err_and(|said| said.contains("0 results + 3 errors")));
}

/// A text that a dictionary holds once may stand in every row: a few kilobytes of file were a gigabyte of results.
#[test]
fn a_key_that_is_too_long_is_an_error_of_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, path) = (folder.path(), folder.path().join("in.parquet"));
    for (bytes, fits) in [(4_096, true), (4_097, false)] {
        let long = "k".repeat(bytes);
        let keys = Arc::new(StringArray::from(vec!["11", &long, "13"])) as ArrayRef;
        let columns = usual().into_iter().map(|(name, usual)| (name, if name == "key" { keys.clone() } else { usual })).collect();
        write(&path, columns, Compression::SNAPPY, 3);
        let output = huiqi(folder, &["batch", "in.parquet", "-o", "out.csv", "--lang", "en"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(if fits { "3 results + 0 errors" } else { "2 results + 1 errors" }), "{said}");
        if !fits {
            let errors = std::fs::read_to_string(folder.join("out.csv.errors.jsonl")).unwrap();
            assert!(errors.contains("4097 bytes") && errors.contains("at most 4096 bytes") && !errors.contains("kkk"), "{errors}");
        }
    }
}

/// Options that say the same twice, or what cannot be.
#[test]
fn options_that_contradict_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, path) = (folder.path(), folder.path().join("in.parquet"));
    write(&path, usual(), Compression::SNAPPY, 3);
    std::fs::create_dir(folder.join("folder.csv")).unwrap();
    let refused = [
        (vec!["-o", "o.csv", "--lines", "vat,vat"], "`vat` is given twice"),
        (vec!["-o", "o.csv", "--to", "company", "--to", "company"], "`company` is given twice"),
        (vec!["--summary", "--to", "company,partnership"], "give --to once"),
        (vec!["-o", "-", "--resume"], "give -o FILE"),
        (vec!["-o", "folder.csv"], "is a folder"),
    ];
    for (options, what) in refused {
        let output = huiqi(folder, &[vec!["batch", "in.parquet", "--lang", "en"], options].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(what), "{said}");
        assert!(!folder.join("o.csv").exists());
    }
}
