//! What is looked for in a file: which row is the header, and what its names mean.

use huiqi::register::{Invoices, is_header, is_name};

/// What a file is read as.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sought {
    Register,
    /// Invoices, a row for each of their lines.
    Invoices,
}

impl Sought {
    pub(super) fn is_header(self, cells: &[String]) -> bool {
        match self {
            Sought::Register => is_header(cells),
            Sought::Invoices => Invoices::is_header(cells),
        }
    }

    /// Which of the first rows is the header.
    pub(super) fn header_among(self, rows: &[Vec<String>]) -> Option<usize> {
        rows.iter().position(|row| self.is_header(row))
    }

    /// Whether a name of a column is known.
    pub(super) fn knows(self, name: &str) -> bool {
        match self {
            Sought::Register => is_name(name),
            Sought::Invoices => false,
        }
    }
}
