//! What changes from one law to another, and what that costs a business or a register.

use crate::law::{Law, Profile, lang, writer};
use crate::refused;
use crate::register::{Failure, pieces, shared_out};
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_pyarrow::PyArrowType;
use huiqi::register::{BothLaws, Header};
use huiqi::{LawVersion, RegisterImpact, report};
use pyo3::prelude::*;

/// See `huiqi policies impact`.
#[pyclass(frozen, module = "huiqi")]
pub(crate) struct Impact(huiqi::Impact);

#[pymethods]
impl Impact {
    #[new]
    fn new(
        py: Python<'_>,
        laws: (PyRef<'_, Law>, PyRef<'_, Law>),
        profile: Option<&Profile>,
        table: Option<PyArrowType<RecordBatchStreamReader>>,
        ignore: Vec<String>,
        english: bool,
        threads: Option<usize>,
    ) -> PyResult<Impact> {
        let of = |law: &Law| LawVersion { pack: law.pack.clone(), year: None, known_on: None };
        let (before, after) = (of(&laws.0), of(&laws.1));
        let place = profile.map_or(before.pack.example_place(), |profile| profile.0.place);
        let found = py.detach(|| -> Result<huiqi::Impact, huiqi::Error> {
            let impact = huiqi::Impact::between(before, after, place)?;
            match profile {
                Some(profile) => impact.on_business(&profile.0, &[]),
                None => Ok(impact),
            }
        });
        let mut impact = found.map_err(|error| refused::error(&error))?;
        if let Some(table) = table {
            impact.register = Some(py.detach(|| over(table.0, &impact, &ignore, english, threads))?);
        }
        Ok(Impact(impact))
    }

    /// The JSON that the command prints.
    fn json(&self, py: Python<'_>) -> String {
        py.detach(|| report::impact_json(&self.0))
    }

    /// As a document; `None` where it has no such form.
    fn written(&self, py: Python<'_>, format: &str, english: bool) -> PyResult<Option<String>> {
        let write = writer(format)?;
        Ok(py.detach(|| write(&report::impact(&self.0, lang(english)))))
    }
}

fn over(
    table: RecordBatchStreamReader,
    impact: &huiqi::Impact,
    ignore: &[String],
    english: bool,
    threads: Option<usize>,
) -> Result<RegisterImpact, Failure> {
    let header = Header::of_schema_without(&table.schema(), false, ignore).map_err(Failure::Header)?;
    let laws = BothLaws::new(&impact.before, &impact.after, lang(english));
    let pieces = pieces(table)?;
    let parts = shared_out(&pieces, threads, || {
        let (mut worker, laws, header) = (laws.worker(), &laws, &header);
        move |piece: &RecordBatch| {
            let mut part = laws.nothing();
            let errors = worker.add(header, piece, &mut part);
            Ok((part, errors))
        }
    })?;
    let (mut whole, mut before) = (laws.nothing(), 0);
    for ((mut part, errors), piece) in parts.into_iter().zip(&pieces) {
        let first = errors.into_iter().take(RegisterImpact::NAMED);
        part.named = first.map(|error| format!("{}: {}", before + error.row + 1, error.text())).collect();
        whole.add(&part);
        before += piece.num_rows();
    }
    Ok(whole)
}
