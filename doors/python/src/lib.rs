//! huiqi for Python: a question in JSON and its answer in JSON, a register in Arrow and its results in Arrow, and the command. No
//! logic of its own; `python/huiqi` gives it the shape that Python expects.

mod columns;
mod impact;
mod law;
mod refused;
mod register;
mod table;

/// The module that `python/huiqi` is built on.
#[pyo3::pymodule]
mod _huiqi {
    #[pymodule_export]
    use crate::impact::Impact;
    #[pymodule_export]
    use crate::law::{Law, Profile};
    #[pymodule_export]
    use crate::refused::Refused;
    #[pymodule_export]
    use crate::register::Register;
    #[pymodule_export]
    use crate::table::Table;
    use huiqi::{Form, Lang, Line, Say, Vocabulary};
    use pyo3::prelude::*;
    use std::ffi::OsString;

    /// Runs the command with its words, the first of which is its own name; its exit code.
    #[pyfunction]
    fn command(py: Python<'_>, words: Vec<OsString>) -> u8 {
        py.detach(|| huiqi::cli::run(words))
    }

    /// The forms of a business: their key, their Chinese and their English name.
    #[pyfunction]
    fn forms() -> Vec<(&'static str, String, String)> {
        Form::ALL.iter().map(|form| (form.key(), form.say(Lang::Zh), form.say(Lang::En))).collect()
    }

    /// The key of the form that people write so.
    #[pyfunction]
    fn form(written: &str) -> Option<&'static str> {
        Form::from_written(written).map(Form::key)
    }

    /// The key of the tax or fee that people write so.
    #[pyfunction]
    fn line(written: &str) -> Option<&'static str> {
        Line::from_written(written).map(Line::key)
    }
}
