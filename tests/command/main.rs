//! What the built command prints and refuses. A part of it runs alone with `cargo test --test command refused::`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;

mod ask;
mod calendar;
mod cli;
mod find;
mod help;
mod hostile;
mod interview;
mod people;
mod policies;
mod refused;
mod report;
mod report_docs;
mod report_page;
mod run;
mod same_bytes;
mod short;
mod typed;
mod unknown;
mod verify;
mod whatif;
