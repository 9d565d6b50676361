//! What changes from one law to another, and what that costs a business or a register.

use crate::columns::{Columns, MapText};
use crate::law::{Law, Profile, lang, writer};
use crate::refused::{self, Problem};
use crate::register::{Failure, pieces, shared_out};
use arrow_array::ffi_stream::RecordBatchStreamReader;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_pyarrow::PyArrowType;
use huiqi::register::BothLaws;
use huiqi::{Date, Form, LawVersion, RegisterImpact, report};
use pyo3::prelude::*;
use serde::Deserialize;

/// What is asked beside the laws, the facts and the register: the options of `huiqi policies impact`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    years: Option<(i32, i32)>,
    published: Option<(Date, Date)>,
    year: Option<i32>,
    place: Option<String>,
    to: Vec<Form>,
    columns: Option<MapText>,
    ignore: Vec<String>,
    english: bool,
}

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
        options: &str,
        threads: Option<usize>,
    ) -> PyResult<Impact> {
        let asked: Asked = serde_json::from_str(options)
            .map_err(|error| refused::problems("question", &[Problem::NotOptions { reason: error.to_string() }]))?;
        let of = |law: &Law, year: Option<i32>, known_on: Option<Date>| LawVersion { pack: law.pack.clone(), year, known_on };
        let (from, to) = asked.years.unzip();
        let (first, then) = asked.published.unzip();
        let before = of(&laws.0, from.or(asked.year), first);
        let after = of(&laws.1, to.or(asked.year), then);
        let columns = Columns::new(asked.columns, asked.ignore, before.year.is_some())?;
        let found = py.detach(|| -> Result<huiqi::Impact, huiqi::Error> {
            let place = match (&asked.place, profile) {
                (Some(place), _) => huiqi::Profile::place_code(place, &before.pack)?,
                (None, Some(profile)) => profile.0.place,
                (None, None) => before.pack.example_place(),
            };
            let impact = huiqi::Impact::between(before, after, place)?;
            match profile {
                Some(profile) => impact.on_business(&profile.0, &asked.to),
                None => Ok(impact),
            }
        });
        let mut impact = found.map_err(|error| refused::error(&error))?;
        if let Some(table) = table {
            impact.register = Some(py.detach(|| over(table.0, &impact, &columns, asked.english, threads))?);
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
    columns: &Columns,
    english: bool,
    threads: Option<usize>,
) -> Result<RegisterImpact, Failure> {
    let header = columns.header(&table.schema()).map_err(Failure::Header)?;
    let laws = BothLaws::new(&impact.before, &impact.after, lang(english));
    let pieces = pieces(table)?;
    let parts = shared_out(&pieces, threads, || {
        let (mut worker, laws, header) = (laws.worker(), &laws, &header);
        move |piece: RecordBatch| {
            let mut part = laws.nothing();
            let errors = worker.add(header, &header.in_yuan(piece)?, &mut part);
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
