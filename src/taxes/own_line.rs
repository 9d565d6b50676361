//! What a tax says of its line in the result.

use crate::base::names::Line;

/// A line of the result with what its tax says of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnLine {
    pub(crate) line: Line,
    /// It is a tax of the year: its rules begin and end with it.
    pub(crate) by_year: bool,
    /// It is filed with the VAT return, period by period.
    pub(crate) filed_with_vat: bool,
    /// The profit is before it: no law may deduct it.
    #[cfg_attr(not(feature = "strategies"), allow(dead_code))] // a check of packs holds the law to it
    pub(crate) never_deducted: bool,
}

impl OwnLine {
    pub(super) const fn new(line: Line) -> OwnLine {
        OwnLine { line, by_year: false, filed_with_vat: false, never_deducted: false }
    }

    pub(super) const fn by_year(self) -> OwnLine {
        OwnLine { by_year: true, ..self }
    }

    pub(super) const fn filed_with_vat(self) -> OwnLine {
        OwnLine { filed_with_vat: true, ..self }
    }

    pub(super) const fn never_deducted(self) -> OwnLine {
        OwnLine { never_deducted: true, ..self }
    }
}
