//! Generated businesses ([proptest] strategies), for whoever tests a pack or code that embeds huiqi.
//!
//! [`Figures`] reads a pack once: every amount that its measures name, and the rules in force in every covered year. The
//! strategies draw half of their amounts within a yuan of one of those, so that the thresholds of *that* pack are met,
//! whatever they are. Businesses shrink towards one with a single line of sales and nothing else.
//!
//! ```
//! use huiqi::strategies::{Figures, business};
//! use proptest::strategy::{Strategy, ValueTree};
//! use proptest::test_runner::TestRunner;
//!
//! let pack = huiqi::Pack::embedded()?;
//! let figures = Figures::of(&pack)?;
//! let mut runner = TestRunner::deterministic();
//! for _ in 0..20 {
//!     let profile = business(&figures).new_tree(&mut runner).unwrap().current();
//!     let rules = pack.rules(profile.year, profile.place, None)?;
//!     let amounts = huiqi::amounts(&rules, &profile, profile.form)?;
//!     assert!(amounts.total() >= huiqi::Money::ZERO);
//! }
//! # Ok::<(), huiqi::Error>(())
//! ```
//!
//! In a test, `proptest! { #[test] fn holds(profile in business(&figures)) { … } }` does the drawing.
//!
//! [proptest]: https://docs.rs/proptest

mod business;
mod figures;

pub(crate) use business::blank;
pub use business::business;
pub use figures::{Figures, amount, form};
