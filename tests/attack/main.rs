//! Attacks on the built command: what was once wrong, lost or without bound, and generators that look for more of it.
//!
//! `cargo test --all-features --test attack`, sized for CI; HUIQI_ATTACK=3600 in the environment gives each generator about that
//! many seconds. What was tried, and how often, stands in RELIABILITY.md.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod bounded;
mod everywhere;
mod fuzzed;
mod outputs;
mod processes;
mod red;
mod run;
mod told_otherwise;
mod writers;
