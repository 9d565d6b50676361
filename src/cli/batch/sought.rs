//! What is looked for in a file: which row is the header, and what its names mean.

use huiqi::register::{Invoices, Mapping, holds_rate, is_header, is_name};
use std::sync::Arc;

/// What a file is read as.
#[derive(Clone, Debug)]
pub(super) enum Sought {
    /// A register, whose columns may be called otherwise.
    Register(Arc<Mapping>),
    /// Invoices, a row for each of their lines.
    Invoices,
    /// Whatever has columns: the names are all that is asked.
    Names,
}

impl Sought {
    /// Which of the first rows is the header.
    pub(super) fn header_among(&self, rows: &[Vec<String>]) -> Option<usize> {
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
    pub(super) fn knows(&self, name: &str) -> bool {
        match self {
            Sought::Register(mapping) => is_name(mapping.ours(name)),
            Sought::Invoices => false,
            Sought::Names => is_name(name),
        }
    }

    /// Whether a number in a column of this name is a rate.
    pub(super) fn holds_rate(&self, name: &str) -> bool {
        holds_rate(if let Sought::Register(mapping) = self { mapping.ours(name) } else { name })
    }
}
