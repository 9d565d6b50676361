//! A row of a register, for the facts that have a column of their own.

use super::Industry;

/// The cells of one row that say one fact each, read as numbers: fen, hundredths of a square metre, millionths, a code, a place in
/// a closed list.
pub(crate) trait Cells {
    /// Whether the register has a column. Where it has not, no row says anything, and the fact stays as it is when nothing is told.
    fn has(&self, column: usize) -> bool;
    /// Whether the cell of a column says something, and the number that it was read as; without that the number means nothing.
    fn cell(&self, column: usize) -> (bool, i64);
    /// The industry that a number stands for.
    fn industry(&self, number: i64) -> Option<&Industry>;
}
