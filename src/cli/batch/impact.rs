//! A register under two laws: `huiqi policies impact --register`.

use super::args::{CHUNK, FileFormat, threads};
use super::failure::{Failure, Trouble};
use super::input::Task;
use super::named_row;
use super::opened::{Opening, opened};
use super::pipeline::{self, Chunk, Progress};
use crate::cli::language::both;
use crate::cli::options::whole;
use crate::cli::stop::Stop;
use clap::Args;
use huiqi::register::{BothLaws, RowError};
use huiqi::{Impact, Lang, RegisterImpact};
use std::path::{Path, PathBuf};

/// A register to go through, if there is one.
#[derive(Args, Debug)]
pub(crate) struct RegisterArgs {
    #[arg(long, value_name = "FILE", conflicts_with = "profile", help = both(
        "Over this register: .csv, .parquet or .xlsx; `-` reads CSV from the standard input",
        "对此名册的影响：.csv、.parquet 或 .xlsx；`-` 从标准输入读取 CSV",
    ))]
    register: Option<PathBuf>,
    #[arg(long, value_name = "NAME", requires = "register", help = both(
        "The sheet of a workbook, several times for several, or `all` (default: the one with the header of a register)",
        "工作簿中的工作表，可重复填写，`all` 为全部（默认为含名册表头的那张）",
    ))]
    sheet: Vec<String>,
    #[arg(long, value_name = "MAP", requires = "register", help = both(
        "What its columns are called, with their units: a file of `batch --map`, or `guess`",
        "各列在名册中的名称和单位：由 batch --map 生成、经核对的文件，或 `guess`（采用猜测）",
    ))]
    columns: Option<PathBuf>,
    #[arg(long, value_name = "COLUMN", num_args = 1.., value_delimiter = ',', requires = "register", help = both(
        "Columns of the register to leave out",
        "名册中略去不读的列",
    ))]
    ignore: Vec<String>,
    #[arg(long, value_name = "N", value_parser = whole::<u16, 1, 256>, requires = "register", help = both(
        "Threads (default: one for each processor)",
        "线程数（默认每个处理器一个）",
    ))]
    threads: Option<u16>,
}

impl RegisterArgs {
    pub(crate) fn file(&self) -> Option<&PathBuf> {
        self.register.as_ref()
    }
}

/// Goes through the register, if there is one, and adds what it comes to.
pub(crate) fn impact(impact: &mut Impact, args: &RegisterArgs, lang: Lang) -> Result<(), Stop> {
    if let Some(path) = &args.register {
        impact.register = Some(over(path, impact, args, lang)?);
    }
    Ok(())
}

fn over(path: &Path, impact: &Impact, args: &RegisterArgs, lang: Lang) -> Result<RegisterImpact, Stop> {
    let format = FileFormat::of(path)?;
    if format == FileFormat::Jsonl {
        return Err(Failure::usage(Trouble::NotARegister { file: path.display().to_string() }).into());
    }
    let opening = Opening {
        file: path,
        format,
        sheets: &args.sheet,
        chunk_rows: CHUNK,
        columns: args.columns.as_deref(),
        year_told: impact.before.year.is_some(),
        ignore: &args.ignore,
        keep: &[],
        lang,
    };
    let (mut input, header) = opened(&opening)?;
    input.read_only_asked(&header);
    let laws = BothLaws::new(&impact.before, &impact.after, lang);
    let progress = Progress::new(input.length(), Default::default(), lang);
    let make = || {
        let (mut worker, laws, header) = (laws.worker(), &laws, &header);
        move |task: Task| -> Result<Chunk, Failure> {
            let (mut chunk, mut found) = (Chunk::default(), laws.nothing());
            for piece in task.read(header, lang)? {
                let (rows, broken) = piece?;
                let mut errors = worker.add(header, &rows, &mut found);
                if let Some(texts) = broken {
                    texts.amend(&mut errors);
                }
                // No more are named than the first.
                let room = RegisterImpact::NAMED.saturating_sub(chunk.errors.len());
                let before = chunk.rows;
                chunk.errors.extend(errors.into_iter().take(room).map(|error| RowError { row: before + error.row, ..error }));
                chunk.rows += rows.num_rows();
            }
            chunk.impact = Some(found);
            Ok(chunk)
        }
    };
    let (mut whole, mut rows) = (laws.nothing(), 0);
    pipeline::run(input, threads(args.threads), make, |at, chunk| {
        if let Some(mut found) = chunk.impact {
            found.named = chunk.errors.iter().map(|error| named_row(path, rows, error)).collect();
            whole.add(&found);
        }
        rows += chunk.rows as u64;
        progress.advance(at);
        Ok(())
    })?;
    progress.finish();
    Ok(whole)
}
