//! The law that questions are asked under.

use crate::refused::{self, Problem};
use huiqi::{Error, Lang, Pack, Profile, Question, report};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// A pack: the one that is built in, or that of a folder; with what is laid over it.
#[pyclass(frozen, module = "huiqi")]
pub(crate) struct Law {
    pub(crate) pack: Arc<Pack>,
}

#[pymethods]
impl Law {
    #[new]
    #[pyo3(signature = (pack = None, overlays = Vec::new()))]
    fn new(py: Python<'_>, pack: Option<PathBuf>, overlays: Vec<PathBuf>) -> PyResult<Law> {
        let loaded = py.detach(|| -> Result<Pack, Error> {
            let pack = pack.map_or_else(Pack::embedded, |folder| Pack::load(&folder))?;
            if overlays.is_empty() { Ok(pack) } else { pack.load_overlay(&overlays) }
        });
        Ok(Law { pack: Arc::new(loaded.map_err(|error| refused::error(&error))?) })
    }

    /// The SHA-256 of its files.
    #[getter]
    fn hash(&self) -> &str {
        self.pack.hash()
    }

    /// The first and the last year that it covers.
    #[getter]
    fn years(&self) -> (i32, i32) {
        self.pack.years().into_inner()
    }

    /// The JSON of the answer to the JSON of a question.
    fn ask(&self, py: Python<'_>, question: &str) -> PyResult<String> {
        let answered = py.detach(|| {
            let question = Question::from_json(question, "question")?;
            huiqi::ask(&self.pack, &question).map(|answer| report::answer_json(&answer))
        });
        answered.map_err(|error| refused::error(&error))
    }

    /// The answer as a document; `None` where it has no such form.
    fn written(&self, py: Python<'_>, question: &str, format: &str, english: bool) -> PyResult<Option<String>> {
        let write: fn(&report::Document) -> Option<String> = match format {
            "html" => |document| Some(document.html()),
            "markdown" => |document| Some(document.markdown()),
            "csv" => |document| Some(document.csv()),
            "ics" => report::Document::ics,
            "svg" => report::Document::svg,
            _ => return Err(refused::problems("usage", &[Problem::NotAFormat { found: format.to_string() }])),
        };
        let lang = if english { Lang::En } else { Lang::Zh };
        let answered = py.detach(|| {
            let question = Question::from_json(question, "question")?;
            huiqi::ask(&self.pack, &question).map(|answer| write(&report::answer(&answer, lang)))
        });
        answered.map_err(|error| refused::error(&error))
    }

    /// The JSON of the facts in a profile file.
    fn facts(&self, py: Python<'_>, file: PathBuf) -> PyResult<String> {
        let facts = py.detach(|| Profile::load(&file, &self.pack).map(|profile| profile.to_json()));
        facts.map_err(|error| refused::error(&error))
    }
}
