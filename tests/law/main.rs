//! What the library computes and what the policy files hold. One program, linked once; a part of it runs alone with
//! `cargo test --test law boundaries::`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;

mod after_the_end;
mod beside_the_taxes;
mod both_sides;
mod boundaries;
mod conditions;
mod consumption;
mod converting;
mod credit_refunds;
mod crossing;
mod curves;
mod data_mutants;
mod dead_parameters;
mod doubled;
mod election;
mod every_day;
mod exempt_supplies;
mod explained;
mod farm_income;
mod field_cases;
mod fixed_amount;
mod limits;
mod loans;
mod longer_losses;
mod money;
mod months_of_operation;
mod personal_reduction;
mod policy_format;
mod prepaying;
mod printed;
mod properties;
mod provinces;
mod published_examples;
mod register;
mod reserve;
mod robust;
mod rows;
mod same_bytes;
mod seldom;
mod seldom_reliefs;
mod set_off;
mod settlement;
mod superseding;
mod telling;
mod union_dues;
mod words_read;
mod writing;
