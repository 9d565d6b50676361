//! The arguments of `huiqi batch` and `huiqi synth`.

use super::super::language::both;
use super::super::options::{Word, day, whole, word, year};
use super::failure::{Failure, Trouble};
use clap::{Args, ValueEnum};
use huiqi::{Date, Form, Line};
use std::path::{Path, PathBuf};

/// A register in a file.
#[derive(Args, Debug)]
pub(crate) struct BatchArgs {
    #[arg(
        help = both(
            "The register: .csv, .parquet or .xlsx; `-` reads CSV from the standard input",
            "名册：.csv、.parquet 或 .xlsx；`-` 从标准输入读取 CSV",
        )
    )]
    pub(super) input: PathBuf,
    #[arg(
        short, long, value_name = "FILE",
        help = both(
            "Results: .csv, .parquet, .xlsx or .jsonl; `-` prints CSV. A summary: .html, .json or .md",
            "结果：.csv、.parquet、.xlsx 或 .jsonl；`-` 输出 CSV。汇总：.html、.json 或 .md",
        )
    )]
    pub(super) output: Option<PathBuf>,
    #[arg(long, value_enum, value_name = "FORMAT", help = both("Format of the register, whatever its ending", "名册的格式，不论扩展名"))]
    pub(super) from: Option<FileFormat>,
    #[arg(
        long, value_name = "NAME",
        help = both(
            "The sheet of a workbook, several times for several, or `all` (default: the one with the header of a register)",
            "工作簿中的工作表，可重复填写，`all` 为全部（默认为含名册表头的那张）",
        )
    )]
    pub(super) sheet: Vec<String>,
    #[arg(long, value_name = "MAP", help = both(
        "What the columns are called there, and their units: a file that --map began; `guess` takes what --map would guess",
        "各列在名册中的名称和单位：由 --map 生成、经核对的文件；`guess` 直接采用猜测",
    ))]
    pub(super) columns: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["columns", "output", "summary", "explain", "resume", "strict"], help = both(
        "Write what each column may mean, to correct and to give to --columns; `-` prints it",
        "写出各列可能的含义，供核对后用于 --columns；`-` 直接显示",
    ))]
    pub(super) map: Option<PathBuf>,
    #[arg(
        long, value_name = "COLUMN", num_args = 1.., value_delimiter = ',',
        help = both("Columns of the register to leave out", "名册中略去不读的列")
    )]
    pub(super) ignore: Vec<String>,
    #[arg(
        long, value_name = "COLUMN", num_args = 1.., value_delimiter = ',',
        help = both("Columns of the register to hand on beside the results; `all`: every one that is not read",
                    "随结果一并保留的列；`all` 为所有未读取的列")
    )]
    pub(super) keep: Vec<String>,
    #[arg(
        long = "to-format", value_enum, value_name = "FORMAT",
        help = both("Format of the results, whatever their ending", "结果的格式，不论扩展名")
    )]
    pub(super) output_format: Option<FileFormat>,
    #[arg(
        long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>,
        help = both("Forms to compare with (default: one-person-company)", "对比的组织形式（默认 one-person-company）")
    )]
    pub(super) to: Vec<Word<Form>>,
    #[arg(long, value_name = "Y", value_parser = year, help = both("Tax year of every row, instead of its own", "所有行都按此年度，不用各行自己的年度"))]
    pub(super) year: Option<i32>,
    #[arg(long, value_name = "DATE", value_parser = day, help = both("Only what had been published by this day", "只用此日以前已公布的规定"))]
    pub(super) known_on: Option<Date>,
    #[arg(
        long, value_name = "LINE", num_args = 1.., value_delimiter = ',', value_parser = word::<Line>,
        help = both("Taxes and fees that get a column (default: all)", "单独成列的税费（默认全部）")
    )]
    pub(super) lines: Vec<Word<Line>>,
    #[arg(long, help = both("A column for each line's relief too", "另列各项减免"))]
    pub(super) reliefs: bool,
    #[arg(long, help = both("Stop at the first row that cannot be assessed", "遇到第一个无法测算的行即停止"))]
    pub(super) strict: bool,
    #[arg(long, conflicts_with_all = ["explain", "summary"], help = both("Go on where a run that was killed had come to", "从中断的运行处继续"))]
    pub(super) resume: bool,
    #[arg(
        long, value_name = "ROW", conflicts_with_all = ["summary", "output"],
        help = both("Derive one row (the first is 1), as `compare` does", "像 compare 一样逐步说明一行（第一行为 1）")
    )]
    pub(super) explain: Option<u64>,
    #[arg(long, help = both("Sum the register up: by county, sector and size, relief by measure, who gains", "汇总名册：按县区、行业、规模，按措施统计减免，谁受益"))]
    pub(super) summary: bool,
    #[arg(
        long, value_name = "N", value_parser = whole::<u16, 1, 256>,
        help = both("Threads (default: one for each processor)", "线程数（默认每个处理器一个）")
    )]
    threads: Option<u16>,
    #[arg(
        long, value_name = "N", default_value_t = CHUNK, value_parser = whole::<usize, 1, 1_000_000>,
        help = both("Rows assessed and written at a time", "每次测算并写入的行数")
    )]
    pub(super) chunk_rows: usize,
}

/// A register made up.
#[derive(Args, Debug)]
pub(crate) struct SynthArgs {
    #[arg(help = both("How many rows", "行数"))]
    pub(super) rows: u64,
    #[arg(long, default_value_t = 1, help = both("The same seed gives the same rows", "相同的种子生成相同的行"))]
    pub(super) seed: u64,
    #[arg(long, default_value_t = 2024, value_name = "Y", value_parser = year, help = both("Tax year", "年度"))]
    pub(super) year: i32,
    #[arg(long, value_name = "PLACE", help = both(
        "Where they lie: a province, city or county by its code (44, 4403) or name",
        "所在地区：省、市或县，代码（44、4403）或名称",
    ))]
    pub(super) place: Option<String>,
    #[arg(
        short, long, value_name = "FILE",
        help = both(".csv, .parquet, .xlsx or .jsonl; `-` prints CSV", ".csv、.parquet、.xlsx 或 .jsonl；`-` 输出 CSV")
    )]
    pub(super) output: PathBuf,
    #[arg(long = "to-format", value_enum, value_name = "FORMAT", help = both("Format, whatever the ending", "格式，不论扩展名"))]
    pub(super) output_format: Option<FileFormat>,
    #[arg(long, value_name = "N", value_parser = whole::<u16, 1, 256>, hide = true)]
    threads: Option<u16>,
    #[arg(long, value_name = "N", default_value_t = CHUNK, value_parser = whole::<usize, 1, 1_000_000>, hide = true)]
    pub(super) chunk_rows: usize,
}

/// Enough rows to be quick, few enough to keep many chunks in memory.
pub(super) const CHUNK: usize = 16_384;

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
    pub(super) fn of(path: &Path) -> Result<FileFormat, Failure> {
        if path == Path::new("-") {
            return Ok(FileFormat::Csv);
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("csv") => Ok(FileFormat::Csv),
            Some("parquet") => Ok(FileFormat::Parquet),
            Some("xlsx") => Ok(FileFormat::Xlsx),
            Some("jsonl" | "ndjson") => Ok(FileFormat::Jsonl),
            _ => Err(Failure::usage(Trouble::NoFormat { file: path.display().to_string() })),
        }
    }
}

/// All processors, unless told otherwise.
pub(super) fn threads(asked: Option<u16>) -> usize {
    asked.map(usize::from).or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
}

impl BatchArgs {
    pub(super) fn threads(&self) -> usize {
        threads(self.threads)
    }

    pub(super) fn input_format(&self) -> Result<FileFormat, Failure> {
        match self.from.map_or_else(|| FileFormat::of(&self.input), Ok)? {
            FileFormat::Jsonl => Err(Failure::usage(Trouble::NotARegister { file: self.input.display().to_string() })),
            format => Ok(format),
        }
    }
}

impl SynthArgs {
    pub(super) fn threads(&self) -> usize {
        threads(self.threads)
    }
}
