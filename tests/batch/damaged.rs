//! Registers that are damaged on their way: bytes changed, lost or cut off. Each is an error with a code or reads as ever; no
//! row is lost without a word, and nothing panics.
//!
//! `cargo test --features batch --test batch damaged::`; HUIQI_DAMAGES=2000 for more of them.

use parquet::file::metadata::{ColumnChunkMetaData, FileMetaData, ParquetMetaData, ParquetMetaDataReader, ParquetMetaDataWriter};
use std::path::Path;
use std::process::{Command, Output};

const ROWS: usize = 150;

fn huiqi(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_huiqi")).current_dir(folder).env_clear().env("LANG", "en").args(args).output().unwrap()
}

/// The same numbers at every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// A byte changed, or eight, or a piece lost, or all from some place on. Every other time near the end, where both Parquet
/// and ZIP keep what they say of themselves.
fn damaged(mut bytes: Vec<u8>, draws: &mut Draws) -> Vec<u8> {
    let length = bytes.len();
    let first = if draws.below(2) == 0 { 0 } else { length * 3 / 4 };
    let at = |draws: &mut Draws| first + draws.below(length - first);
    let place = at(draws);
    match draws.below(8) {
        0 => bytes.truncate(place),
        1 => drop(bytes.drain(place..(place + 5).min(length))),
        2 | 3 => (0..8).for_each(|_| bytes[at(draws)] = u8::try_from(draws.below(256)).unwrap()),
        _ => bytes[place] = u8::try_from(draws.below(256)).unwrap(),
    }
    bytes
}

fn hold_together(ending: &str, number: usize) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let whole = format!("whole.{ending}");
    let rows = ROWS.to_string();
    // Several row groups, of which some are read at once and some in parts.
    assert!(huiqi(folder.path(), &["synth", &rows, "--chunk-rows", "60", "-o", &whole]).status.success());
    let (bytes, mut draws) = (std::fs::read(at(&whole)).unwrap(), Draws(17));
    let mut failed = 0;
    for i in 0..number {
        let register = format!("register.{ending}");
        std::fs::write(at(&register), damaged(bytes.clone(), &mut draws)).unwrap();
        let chunk = if i % 3 == 0 { "40" } else { "1000" };
        let output = huiqi(folder.path(), &["batch", &register, "-o", "out.csv", "--chunk-rows", chunk]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("panicked"), "{i}: {said}");
        if output.status.success() {
            assert!(said.starts_with(&format!("{ROWS} rows in = ")), "{i}: {said}");
            let out = std::fs::read_to_string(at("out.csv")).unwrap();
            let errors = std::fs::read_to_string(at("out.csv.errors.jsonl")).unwrap_or_default();
            assert_eq!(out.lines().count() - 1 + errors.lines().count(), ROWS, "{i}");
            std::fs::remove_file(at("out.csv")).unwrap();
        } else {
            failed += 1;
            assert!(matches!(output.status.code(), Some(1 | 3)), "{i}: {output:?}");
            assert!(said.contains(&register) && !at("out.csv").exists(), "{i}: {said}");
        }
        let summed = huiqi(folder.path(), &["batch", &register, "--summary", "--chunk-rows", chunk]);
        assert_eq!(summed.status.success(), output.status.success(), "{i}: {said}");
    }
    assert!(failed * 4 > number && failed < number, "{failed} of {number} failed");
}

/// A Parquet file that says of itself what is not so: of the rows of its row group and of the values of each column.
fn lying(bytes: &[u8], of_group: i64, of_column: i64) -> Vec<u8> {
    let length = u32::from_le_bytes(bytes[bytes.len() - 8..bytes.len() - 4].try_into().unwrap()) as usize;
    let metadata = ParquetMetaDataReader::decode_metadata(&bytes[bytes.len() - 8 - length..bytes.len() - 8]).unwrap();
    let group = metadata.row_group(0);
    let columns = group.columns().iter().map(|column| column.clone().into_builder().set_num_values(of_column).build().unwrap());
    let columns: Vec<ColumnChunkMetaData> = columns.collect();
    let group = group.clone().into_builder().set_column_metadata(columns).set_num_rows(of_group).build().unwrap();
    let file = metadata.file_metadata();
    let file = FileMetaData::new(file.version(), of_group, None, None, file.schema_descr_ptr(), None);
    let mut lying = bytes.to_vec();
    ParquetMetaDataWriter::new(&mut lying, &ParquetMetaData::new(file, vec![group])).finish().unwrap();
    lying
}

#[test]
fn rows_that_are_not_counted_are_missed() {
    let folder = tempfile::tempdir().unwrap();
    assert!(huiqi(folder.path(), &["synth", "60", "-o", "whole.parquet"]).status.success());
    let bytes = std::fs::read(folder.path().join("whole.parquet")).unwrap();
    let add_up = "register.parquet: its numbers of rows do not add up\n";
    let missing = "register.parquet: row group 1: 10 rows are missing\n";
    let endless = "register.parquet: row group 1: ";
    let cases = [((60, 60), ""), ((50, 60), add_up), ((-60, -60), add_up), ((70, 70), missing), ((i64::MAX, i64::MAX), endless)];
    for ((of_group, of_column), expected) in cases {
        std::fs::write(folder.path().join("register.parquet"), lying(&bytes, of_group, of_column)).unwrap();
        for question in [&["-o", "out.csv"][..], &["--summary"]] {
            let output = huiqi(folder.path(), &[&["batch", "register.parquet"], question].concat());
            let said = String::from_utf8_lossy(&output.stderr);
            if expected.is_empty() {
                assert!(output.status.success(), "{said}");
            } else {
                assert!(output.status.code() == Some(1) && said.contains(expected), "{of_group} {of_column}: {said}");
            }
        }
    }
}

fn number() -> usize {
    std::env::var("HUIQI_DAMAGES").ok().and_then(|number| number.parse().ok()).unwrap_or(400)
}

#[test]
fn a_damaged_parquet_file_is_an_error() {
    hold_together("parquet", number());
}

#[test]
fn a_damaged_workbook_is_an_error() {
    hold_together("xlsx", number());
}
