//! What is looked for in a file: which row is the header, and what its names mean.

use super::column_names::is_header;
#[cfg(feature = "workbook")]
use super::column_names::{holds_rate, is_name};
use super::invoices::Invoices;
use super::mapping::Mapping;
use std::sync::Arc;

/// What a file is read as.
#[derive(Clone, Debug)]
pub enum Sought {
    /// A register, whose columns may be called otherwise.
    Register(Arc<Mapping>),
    /// Invoices, a row for each of their lines.
    Invoices,
    /// Whatever has columns: the names are all that is asked.
    Names,
}

impl Sought {
    /// Which of the first rows is the header.
    ///
    /// ```
    /// use huiqi::register::Sought;
    ///
    /// let rows = ["个体工商户名册", "户号,营业额"].map(|row| row.split(',').map(String::from).collect());
    /// assert_eq!(Sought::Register(Default::default()).header_among(&rows), None); // none of these names is known
    /// assert_eq!(Sought::Names.header_among(&rows), Some(1));
    /// ```
    #[must_use]
    pub fn header_among(&self, rows: &[Vec<String>]) -> Option<usize> {
        match self {
            Sought::Register(mapping) => rows.iter().position(|row| is_header(row) || mapping.is_header(row)),
            Sought::Invoices => rows.iter().position(|row| Invoices::is_header(row)),
            Sought::Names => {
                let told = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
                let most = rows.iter().map(told).max().filter(|most| *most > 1)?;
                rows.iter().position(|row| is_header(row)).or_else(|| rows.iter().position(|row| told(row) == most))
            }
        }
    }

    /// Whether a name of a column is known.
    #[cfg(feature = "workbook")]
    pub(super) fn knows(&self, name: &str) -> bool {
        match self {
            Sought::Register(mapping) => is_name(mapping.ours(name)),
            Sought::Invoices => false,
            Sought::Names => is_name(name),
        }
    }

    /// Whether a number in a column of this name is a rate.
    #[cfg(feature = "workbook")]
    pub(super) fn holds_rate(&self, name: &str) -> bool {
        holds_rate(if let Sought::Register(mapping) = self { mapping.ours(name) } else { name })
    }
}
