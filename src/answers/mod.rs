//! Answers made of assessments: forms side by side, conversions, prepayments, dates to file by, ranges, curves, the best choice.

pub(crate) mod ask;
pub(crate) mod calendar_events;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod classify;
pub(crate) mod client_report;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod compare;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod convert;
pub(crate) mod curve;
pub(crate) mod filing_calendar;
pub(crate) mod impact;
pub(crate) mod open_facts;
pub(crate) mod page;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
pub(crate) mod prepay;
pub(crate) mod question;
pub(crate) mod ranges;
