//! The command over a register of businesses: results, damage to its files, disks that fail.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod aligned;
mod as_people_have_them;
mod businesses;
mod claims;
mod damaged;
mod disk;
mod exports;
mod foreign;
mod impact;
mod import;
mod in_memory;
mod local_law;
mod other_writers;
mod template;
mod two_provinces;
mod what_is_left_out;
