//! What the library refuses, as an exception that holds its JSON.

use huiqi::{Error, catalogue, report};
use pyo3::PyErr;
use pyo3::exceptions::PyValueError;
use serde::Serialize;

pyo3::create_exception!(_huiqi, Refused, PyValueError, "What was refused and why: the JSON of `huiqi schema error`.");

catalogue! {
    /// What the door itself says of what it was given.
    pub(crate) enum Problem {
        NotOptions { reason: String } en "not options of a register: {reason}" zh "不是合法的名册选项：{reason}";
        Unreadable { reason: String } en "the table cannot be read: {reason}" zh "无法读取该表：{reason}";
        RowRefused { row: usize, why: String } en "row {row}: {why}" zh "第 {row} 行：{why}";
        NotAFormat { found: String } en "`{found}` is no format: html, markdown, csv, ics or svg"
            zh "没有 `{found}` 格式：可用 html、markdown、csv、ics、svg";
    }
}

/// An error of the library.
pub(crate) fn error(error: &Error) -> PyErr {
    Refused::new_err(report::error_json(error))
}

/// Problems of one kind.
pub(crate) fn problems(kind: &str, problems: &[impl Serialize]) -> PyErr {
    Refused::new_err(serde_json::json!({ "format": report::FORMAT_VERSION, "error": kind, "problems": problems }).to_string())
}
