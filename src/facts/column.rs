//! The columns of a register that say one fact each: they are declared with the fact.

/// The column of a register that says a fact.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "register"), allow(dead_code))] // Then nothing shows what it says of empty cells.
pub(crate) struct Column {
    /// Its name in an English header and in a Chinese one.
    pub(crate) key: &'static str,
    pub(crate) zh: &'static str,
    /// What an empty cell means, where an absent fact means something else or nothing.
    pub(crate) empty: Option<&'static str>,
    /// What a register adds to the meaning of the fact, in English and Chinese.
    pub(crate) note: Option<(&'static str, &'static str)>,
}
