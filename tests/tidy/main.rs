//! The rules of the house, read from the sources.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod dependencies;
mod examples;
mod imports;
mod sources;
mod style;
mod touched;
