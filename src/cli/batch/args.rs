//! The arguments of `huiqi batch` and `huiqi synth`.

use super::super::args::{Word, word};
use super::{Failure, say};
use clap::{Args, ValueEnum};
use huiqi::{Date, Form, Lang, Line};
use std::path::{Path, PathBuf};

/// A register in a file.
#[derive(Args, Debug)]
pub(crate) struct BatchArgs {
    /// The register: .csv, .parquet or .xlsx; `-` reads CSV from the standard input
    pub(super) input: PathBuf,
    /// Results: .csv, .parquet, .xlsx or .jsonl; `-` prints CSV. A summary: .html, .json or .md
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Format of the register, whatever its ending
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) from: Option<FileFormat>,
    /// The sheet of a workbook (default: the first that is not hidden)
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// Format of the results, whatever their ending
    #[arg(long = "to-format", value_enum, value_name = "FORMAT")]
    pub(super) output_format: Option<FileFormat>,
    /// Forms to compare with (default: one-person-company)
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>)]
    pub(super) to: Vec<Word<Form>>,
    /// Tax year of every row, instead of its own
    #[arg(long, value_name = "Y")]
    pub(super) year: Option<i32>,
    /// Only what had been published by this day
    #[arg(long, value_name = "DATE")]
    pub(super) known_on: Option<Date>,
    /// Taxes and fees that get a column (default: all)
    #[arg(long, value_name = "LINE", num_args = 1.., value_delimiter = ',', value_parser = word::<Line>)]
    pub(super) lines: Vec<Word<Line>>,
    /// A column for each line's relief too
    #[arg(long)]
    pub(super) reliefs: bool,
    /// Stop at the first row that cannot be assessed
    #[arg(long)]
    pub(super) strict: bool,
    /// Go on where a run that was killed had come to
    #[arg(long, conflicts_with_all = ["explain", "summary"])]
    pub(super) resume: bool,
    /// Derive one row (the first is 1), as `compare` does
    #[arg(long, value_name = "ROW", conflicts_with_all = ["summary", "output"])]
    pub(super) explain: Option<u64>,
    /// Sum the register up: by county, sector and size, relief by measure, who gains
    #[arg(long)]
    pub(super) summary: bool,
    /// Threads (default: one for each processor)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Rows assessed and written at a time
    #[arg(long, value_name = "N", default_value_t = CHUNK, value_parser = chunk_rows)]
    pub(super) chunk_rows: usize,
}

/// A register made up.
#[derive(Args, Debug)]
pub(crate) struct SynthArgs {
    /// How many rows
    pub(super) rows: u64,
    /// The same seed gives the same rows
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Tax year
    #[arg(long, default_value_t = 2024, value_name = "Y")]
    pub(super) year: i32,
    /// .csv, .parquet, .xlsx or .jsonl; `-` prints CSV
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Format, whatever the ending
    #[arg(long = "to-format", value_enum, value_name = "FORMAT")]
    pub(super) output_format: Option<FileFormat>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256), hide = true)]
    threads: Option<u16>,
    #[arg(long, value_name = "N", default_value_t = CHUNK, value_parser = chunk_rows, hide = true)]
    pub(super) chunk_rows: usize,
}

/// Enough rows to be quick, few enough to keep many chunks in memory.
const CHUNK: usize = 16_384;

fn chunk_rows(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|rows| (1..=1_000_000).contains(rows))
        .ok_or_else(|| "a number from 1 to 1000000 (1 至 1000000 的整数)".to_string())
}

/// The formats of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FileFormat {
    Csv,
    Parquet,
    Xlsx,
    Jsonl,
}

impl FileFormat {
    /// By the ending of a file's name; `-` is CSV.
    pub(super) fn of(path: &Path, lang: Lang) -> Result<FileFormat, Failure> {
        if path == Path::new("-") {
            return Ok(FileFormat::Csv);
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("csv") => Ok(FileFormat::Csv),
            Some("parquet") => Ok(FileFormat::Parquet),
            Some("xlsx") => Ok(FileFormat::Xlsx),
            Some("jsonl" | "ndjson") => Ok(FileFormat::Jsonl),
            _ => Err(Failure::usage(say(
                lang,
                format!("{}: the ending says no format: .csv, .parquet, .xlsx or .jsonl; or give --from / --to-format", path.display()),
                format!("{}：扩展名不能说明格式：.csv、.parquet、.xlsx 或 .jsonl；也可用 --from / --to-format 指定", path.display()),
            ))),
        }
    }
}

/// All processors, unless told otherwise.
fn threads(asked: Option<u16>) -> usize {
    asked.map(usize::from).or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
}

impl BatchArgs {
    pub(super) fn threads(&self) -> usize {
        threads(self.threads)
    }

    pub(super) fn input_format(&self, lang: Lang) -> Result<FileFormat, Failure> {
        match self.from.map_or_else(|| FileFormat::of(&self.input, lang), Ok)? {
            FileFormat::Jsonl => Err(Failure::usage(say(
                lang,
                format!("{}: a register is read from CSV, Parquet or XLSX", self.input.display()),
                format!("{}：名册只能从 CSV、Parquet 或 XLSX 读取", self.input.display()),
            ))),
            format => Ok(format),
        }
    }
}

impl SynthArgs {
    pub(super) fn threads(&self) -> usize {
        threads(self.threads)
    }
}
