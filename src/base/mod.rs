//! What every room stands on: amounts, days, words in both languages, problems with their place, reading TOML and JSON. It knows no law.

pub(crate) mod catalogue;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod dates;
pub(crate) mod encoding;
pub(crate) mod error;
pub(crate) mod exempt_supply;
pub(crate) mod groups;
pub(crate) mod lines;
pub(crate) mod message;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod money;
pub(crate) mod names;
pub(crate) mod nearest;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod packed;
pub(crate) mod periods;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod section;
pub(crate) mod shortened;
pub(crate) mod slot;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod source;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod tree;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod typed;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod values;
pub(crate) mod visible;
pub(crate) mod words;
