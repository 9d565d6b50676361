//! A register in Arrow: assessed piece by piece in several threads, while Python goes on.

use crate::columns::{Columns, MapText};
use crate::law::{Law, lang};
use crate::refused::{self, Problem};
use crate::table::Table;
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_pyarrow::PyArrowType;
use arrow_schema::ArrowError;
use huiqi::register::{Batch, HeaderProblem, Options, key_type};
use huiqi::{Date, Form, Line, Pack};
use pyo3::prelude::*;
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Rows of a piece: enough that taking one costs nothing, few enough that all threads end at about the same time.
const PIECE: usize = 16_384;

/// The options of a register, as Python hands them over: those of `huiqi batch`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    to: Option<Vec<Form>>,
    year: Option<i32>,
    known_on: Option<Date>,
    lines: Option<Vec<Line>>,
    reliefs: bool,
    english: bool,
    columns: Option<MapText>,
    ignore: Vec<String>,
    keep: Vec<String>,
}

/// What is asked of registers, with the law. Made once, used by any thread.
#[pyclass(frozen, module = "huiqi")]
pub(crate) struct Register {
    batch: Batch<Arc<Pack>>,
    columns: Columns,
    keep: Vec<String>,
}

/// Why a table has no results.
pub(crate) enum Failure {
    Header(Vec<HeaderProblem>),
    Arrow(ArrowError),
}

impl From<HeaderProblem> for Failure {
    fn from(problem: HeaderProblem) -> Failure {
        Failure::Header(vec![problem])
    }
}

impl From<ArrowError> for Failure {
    fn from(error: ArrowError) -> Failure {
        Failure::Arrow(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        match failure {
            Failure::Header(problems) => refused::problems("register", &problems),
            Failure::Arrow(error) => refused::problems("register", &[Problem::Unreadable { reason: error.to_string() }]),
        }
    }
}

#[pymethods]
impl Register {
    #[new]
    fn new(law: &Law, options: &str) -> PyResult<Register> {
        let asked: Asked = serde_json::from_str(options)
            .map_err(|error| refused::problems("question", &[Problem::NotOptions { reason: error.to_string() }]))?;
        if let Some(year) = asked.year {
            // The question is wrong, not the rows.
            law.pack.within_years(year).map_err(|error| refused::error(&error))?;
        }
        let usual = Options::default();
        let options = Options {
            to: asked.to.unwrap_or(usual.to),
            year: asked.year,
            known_on: asked.known_on,
            lines: asked.lines.unwrap_or(usual.lines),
            reliefs: asked.reliefs,
            lang: lang(asked.english),
        };
        let columns = Columns::new(asked.columns, asked.ignore, asked.year.is_some())?;
        Ok(Register { batch: Batch::new(law.pack.clone(), options), columns, keep: asked.keep })
    }

    /// Assesses every row: as many rows, in the same order, with an error where there are no figures; with `strict` the first of
    /// these is refused.
    fn assess(&self, py: Python<'_>, table: PyArrowType<RecordBatchStreamReader>, threads: Option<usize>, strict: bool) -> PyResult<Table> {
        let table = py.detach(|| self.assessed(table.0, threads))?;
        match first_error(&table).filter(|_| strict) {
            Some(problem) => Err(refused::problems("register", &[problem])),
            None => Ok(table),
        }
    }
}

impl Register {
    fn assessed(&self, table: RecordBatchStreamReader, threads: Option<usize>) -> Result<Table, Failure> {
        let told = table.schema();
        let header = self.columns.header(&told).map_err(Failure::Header)?;
        let header = header.keeping(&self.keep)?;
        let key = header.key().and_then(|at| told.fields().get(at)).ok_or(HeaderProblem::NoColumns)?;
        let schema = self.batch.aligned_schema(&header, &key_type(key.data_type()))?;
        let batches = shared_out(&pieces(table)?, threads, || {
            let mut worker = self.batch.worker();
            let header = &header;
            move |piece: RecordBatch| worker.assess_aligned(header, &header.in_yuan(piece)?)
        })?;
        Ok(Table { schema, batches })
    }
}

/// The first row that could not be assessed; the last column says why.
fn first_error(table: &Table) -> Option<Problem> {
    let mut before = 0;
    for batch in &table.batches {
        let errors = batch.columns().last()?.as_string_opt::<i32>()?;
        if let Some(row) = (0..errors.len()).find(|row| errors.is_valid(*row)) {
            return Some(Problem::RowRefused { row: before + row + 1, why: errors.value(row).to_string() });
        }
        before += batch.num_rows();
    }
    None
}

/// All rows of a table in pieces.
pub(crate) fn pieces(table: RecordBatchStreamReader) -> Result<Vec<RecordBatch>, ArrowError> {
    let mut pieces = Vec::new();
    for batch in table {
        let batch = batch?;
        let starts = (0..batch.num_rows()).step_by(PIECE);
        pieces.extend(starts.map(|start| batch.slice(start, PIECE.min(batch.num_rows() - start))));
    }
    Ok(pieces)
}

/// Works on pieces in several threads, each with work of its own; what becomes of them is in their order.
pub(crate) fn shared_out<T: Send, Work: FnMut(RecordBatch) -> Result<T, ArrowError>>(
    pieces: &[RecordBatch],
    threads: Option<usize>,
    make: impl Fn() -> Work + Sync,
) -> Result<Vec<T>, ArrowError> {
    let threads = threads.or_else(|| thread::available_parallelism().ok().map(Into::into)).unwrap_or(1);
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, T)>, ArrowError> {
        let (mut work, mut done) = (make(), Vec::new());
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(piece) = pieces.get(number) else { return Ok(done) };
            done.push((number, work(piece.clone())?));
        }
    };
    let mut done = Vec::new();
    thread::scope(|scope| -> Result<(), ArrowError> {
        let others: Vec<_> = (1..threads.min(pieces.len())).map(|_| scope.spawn(work)).collect();
        done.extend(work()?);
        for other in others {
            let panicked = || ArrowError::ComputeError("a thread ended early".to_string());
            done.extend(other.join().map_err(|_| panicked())??);
        }
        Ok(())
    })?;
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, found)| found).collect())
}
