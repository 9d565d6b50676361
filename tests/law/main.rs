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
mod cultural_fee;
mod curves;
mod data_mutants;
mod dead_parameters;
mod disabled_fund;
mod doubled;
mod election;
mod every_day;
mod exempt_supplies;
mod explained;
mod farm_income;
mod field_cases;
mod fixed_amount;
mod limited_costs;
mod limits;
mod loans;
mod longer_losses;
mod merged_income;
mod money;
mod months_of_operation;
mod nationwide;
mod one_line_of_the_return;
mod paid_taxes;
mod personal_reduction;
mod policy_format;
mod prepaying;
mod printed;
mod properties;
mod provinces;
mod published_examples;
mod register;
mod reserve;
mod returns;
mod robust;
mod rows;
mod same_bytes;
mod seldom;
mod seldom_reliefs;
mod set_off;
mod settlement;
mod social_insurance;
mod superseding;
mod telling;
mod union_dues;
mod used_goods;
mod verdict;
mod water_fund;
mod words_read;
mod writing;
mod yearly_totals;
