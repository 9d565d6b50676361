//! How the columns of a table are read.

use crate::refused;
use arrow_schema::Schema;
use huiqi::register::{Header, HeaderProblem, Mapping};
use pyo3::PyResult;
use serde::Deserialize;

/// A mapping as a text of TOML, and what problems call it.
#[derive(Deserialize)]
pub(crate) struct MapText {
    name: String,
    text: String,
}

/// What the columns are called, which of them are left out, and whether a year is told for all rows.
pub(crate) struct Columns {
    mapping: Mapping,
    ignore: Vec<String>,
    year_told: bool,
}

impl Columns {
    pub(crate) fn new(map: Option<MapText>, ignore: Vec<String>, year_told: bool) -> PyResult<Columns> {
        let mapping = map.map_or_else(|| Ok(Mapping::default()), |map| Mapping::parse(&map.text, &map.name));
        Ok(Columns { mapping: mapping.map_err(|error| refused::error(&error))?, ignore, year_told })
    }

    pub(crate) fn header(&self, schema: &Schema) -> Result<Header, Vec<HeaderProblem>> {
        Header::of_schema_mapped(schema, self.year_told, &self.ignore, &self.mapping)
    }
}
