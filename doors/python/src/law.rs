//! The law that questions are asked under.

use crate::refused::{self, Problem};
use huiqi::{Error, Facts, Lang, Pack, Question, report};
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

    /// The same with what is laid over it.
    fn overlaid(&self, py: Python<'_>, overlays: Vec<PathBuf>) -> PyResult<Law> {
        let loaded = py.detach(|| self.pack.load_overlay(&overlays));
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

    /// The JSON of the answer to the JSON of a question; with a profile, of that instead of the one in the question.
    fn ask(&self, py: Python<'_>, question: &str, profile: Option<&Profile>) -> PyResult<String> {
        let answered = py.detach(|| huiqi::ask(&self.pack, &read(question, profile)?).map(|answer| report::answer_json(&answer)));
        answered.map_err(|error| refused::error(&error))
    }

    /// The answer as a document; `None` where it has no such form.
    fn written(&self, py: Python<'_>, question: &str, profile: Option<&Profile>, format: &str, english: bool) -> PyResult<Option<String>> {
        let write = writer(format)?;
        let answered =
            py.detach(|| huiqi::ask(&self.pack, &read(question, profile)?).map(|answer| write(&report::answer(&answer, lang(english)))));
        answered.map_err(|error| refused::error(&error))
    }
}

/// The facts of a business: of a text in TOML or JSON, or of a file. What most leave out is taken as usual, unless that is refused.
#[pyclass(frozen, module = "huiqi")]
pub(crate) struct Profile(pub(crate) huiqi::Profile);

#[pymethods]
impl Profile {
    #[new]
    fn new(py: Python<'_>, law: &Law, text: Option<&str>, file: Option<PathBuf>, strict: bool) -> PyResult<Profile> {
        let pack = &law.pack;
        let read = py.detach(|| match (&file, text.unwrap_or_default()) {
            (Some(file), _) if strict => huiqi::Profile::load(file, pack),
            (Some(file), _) => huiqi::Profile::load_filled_in(file, pack),
            (None, text) if !strict => huiqi::Profile::filled_in(text, "profile", pack),
            (None, text) if text.starts_with('{') => huiqi::Profile::from_json(text, "profile", pack),
            (None, text) => huiqi::Profile::parse(text, "profile", pack),
        });
        read.map(Profile).map_err(|error| refused::error(&error))
    }
}

fn read(question: &str, profile: Option<&Profile>) -> Result<Question, Error> {
    let mut question = Question::from_json(question, "question")?;
    if let Some(profile) = profile {
        question.profile = Facts::Known(Box::new(profile.0.clone()));
    }
    Ok(question)
}

/// How a document is written in a format.
pub(crate) fn writer(format: &str) -> PyResult<fn(&report::Document) -> Option<String>> {
    let write: fn(&report::Document) -> Option<String> = match format {
        "html" => |document| Some(document.html()),
        "markdown" => |document| Some(document.markdown()),
        "csv" => |document| Some(document.csv()),
        "ics" => report::Document::ics,
        "svg" => report::Document::svg,
        _ => return Err(refused::problems("usage", &[Problem::NotAFormat { found: format.to_string() }])),
    };
    Ok(write)
}

pub(crate) fn lang(english: bool) -> Lang {
    if english { Lang::En } else { Lang::Zh }
}
