//! Registers that were changed at random, through the command and under its limits: what `fuzz/fuzz_targets/command_*.rs` do with bytes,
//! here with changes that know what the bytes mean.

#[path = "../../fuzz/command.rs"]
mod command;

use crate::processes::{Draws, goes_on};
use crate::run::{register, sheet_rows, workbook};
use std::path::Path;
use std::time::Instant;

/// What means something to a reader of CSV, of a sheet, or of numbers.
const WORDS: [&str; 28] = [
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "\0",
    "=1+1",
    "99999999999999999999",
    "-1",
    "1e309",
    "NaN",
    "０",
    "万元",
    "k1",
    "<row>",
    "</row>",
    "<c r=\"A1\"/>",
    "<c t=\"s\"><v>9</v></c>",
    "<v>",
    "</v>",
    "<row r=\"1\">",
    "<c r=\"XFE1\"><v>1</v></c>",
    "<!--",
    "]]>",
];

/// One to four changes: a word put in, a piece doubled, moved or lost, a byte changed.
fn changed(text: &[u8], draws: &mut Draws) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=draws.below(4) {
        let at = draws.below(bytes.len());
        let end = (at + 1 + draws.below(60)).min(bytes.len());
        match draws.below(6) {
            0..=1 => drop(bytes.splice(at..at, draws.of(&WORDS).bytes())),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = draws.below(bytes.len());
                drop(bytes.splice(to..to, piece));
            }
            3 => drop(bytes.drain(at..end)),
            4 => bytes.truncate(end),
            _ => bytes[at] = u8::try_from(draws.below(256)).unwrap(),
        }
        if bytes.is_empty() {
            return b"x".to_vec();
        }
    }
    bytes
}

#[test]
fn changed_registers_are_an_error_or_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let program = Path::new(env!("CARGO_BIN_EXE_huiqi"));
    let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attack/written");
    let parquets = ["pyarrow-v1-pages-v2.parquet", "polars.parquet", "duckdb.parquet", "pyarrow-delta.parquet"];
    let parquets = parquets.map(|name| std::fs::read(written.join(name)).unwrap());
    let text = register(6);
    let rows = sheet_rows(&text);
    let (mut draws, begun, mut done, mut well) = (Draws(41), Instant::now(), 0, [0; 3]);
    while goes_on(begun, done, 60) {
        let (ending, bytes) = match done % 3 {
            0 => ("csv", changed(text.as_bytes(), &mut draws)),
            1 => {
                let rows = changed(rows.as_bytes(), &mut draws);
                workbook(&folder.join("made.xlsx"), &[&String::from_utf8_lossy(&rows)], "", &[]);
                ("xlsx", std::fs::read(folder.join("made.xlsx")).unwrap())
            }
            _ => {
                let parquet = draws.of(&parquets).clone();
                ("parquet", changed(&parquet, &mut draws))
            }
        };
        well[done % 3] += usize::from(command::run(program, folder, ending, &bytes));
        done += 1;
    }
    println!("{done} registers; with results: {well:?} of CSV, XLSX, Parquet");
    assert!(well[0] > 0 && well[1] > 0 && well.iter().sum::<usize>() < done, "{well:?} of {done}");
}
