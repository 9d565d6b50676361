//! Whether a pack is sound beyond what loading it checks: named properties of the law, tried on generated businesses.
//!
//! A [`Verifier`] holds the pack; [`Verifier::check`] tries one [`Property`] and returns a [`Finding`] with a shrunk
//! counterexample for each measure that breaks it. The same seed gives the same finding. Nothing here prints or runs in
//! parallel: the properties are independent, and a caller may check them side by side.
//!
//! ```
//! use huiqi::check::{Property, Verifier};
//!
//! let pack = huiqi::Pack::embedded()?;
//! let verifier = Verifier::new(&pack, &[])?;
//! let finding = verifier.check(Property::ReductionIsExact, 50, 1);
//! assert!(finding.failures.is_empty());
//! # Ok::<(), huiqi::Error>(())
//! ```

mod checks;
mod entries;
mod finding;
mod statement;
pub mod strategies;
mod subject;

pub use finding::{Failure, Finding};
pub use statement::{Fault, Figure, LegalBasis, Property, SizeTest};

use crate::base::error::Error;
use crate::base::words::Vocabulary;
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use entries::Check;
use finding::Stop;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use subject::{Draw, Subject};

/// How many failures of one property are kept, each of another measure.
const MOST_FAILURES: usize = 5;

/// How often a counterexample is made smaller at most.
const MOST_SHRINKS: usize = 2000;

/// A pack to be verified.
pub struct Verifier<'p> {
    subject: Subject<'p>,
}

impl<'p> Verifier<'p> {
    /// Verifies a pack, or only what concerns some of its measures.
    ///
    /// ```
    /// use huiqi::check::Verifier;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let halving = pack.find_measures("mof-sta-2023-12#halving");
    /// let (all, some) = (Verifier::new(&pack, &[])?, Verifier::new(&pack, &halving)?);
    /// assert!(some.properties().len() < all.properties().len());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// None for a pack that loaded.
    pub fn new(pack: &'p Pack, measures: &[MeasureIx]) -> Result<Verifier<'p>, Error> {
        Ok(Verifier { subject: Subject::new(pack, measures)? })
    }

    /// The properties that are to be checked, in the order of the list.
    ///
    /// ```
    /// use huiqi::check::{Property, Verifier};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let properties = Verifier::new(&pack, &[])?.properties();
    /// assert!(properties.contains(&Property::TotalIsItsLines));
    /// assert!(!properties.contains(&Property::OverlayAddsOnlyItself)); // nothing is laid over this pack
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn properties(&self) -> Vec<Property> {
        let concerns = |property: &Property| {
            let touches = entries::entry(*property).0;
            let overlay = *property != Property::OverlayAddsOnlyItself || self.subject.pack.under().is_some();
            overlay && touches.is_empty() || self.subject.numbered().any(|(_, measure)| touches.contains(&measure.mechanism()))
        };
        Property::ALL.iter().copied().filter(concerns).collect()
    }

    /// Tries one property on `cases` businesses drawn from `seed`.
    ///
    /// ```
    /// use huiqi::check::{Property, Verifier};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let finding = Verifier::new(&pack, &[])?.check(Property::TotalIsItsLines, 20, 7);
    /// assert_eq!((finding.tried, finding.failures.len()), (20, 0));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn check(&self, property: Property, cases: usize, seed: u64) -> Finding {
        let check = entries::entry(property).1;
        let config = Config { failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes(seed, property)));
        let draws = self.subject.draws();
        let mut finding = Finding { property, tried: 0, failures: Vec::new() };
        for number in 0..cases {
            let Ok(mut tree) = draws.new_tree(&mut runner) else { continue };
            match check(&self.subject, &tree.current(), number) {
                Ok(()) => finding.tried += 1,
                Err(Stop::NotApplicable) => {}
                Err(Stop::Failed(failure)) => {
                    finding.tried += 1;
                    let known = finding.failures.iter().position(|known| known.is_of(&failure));
                    // A counterexample with a visible difference replaces one that differs by a few fen.
                    if known.and_then(|known| finding.failures.get(known)).is_some_and(|known| known.is_plain() || !failure.is_plain()) {
                        continue;
                    }
                    let smallest = self.shrink(check, &mut tree, number, *failure);
                    match known.and_then(|known| finding.failures.get_mut(known)) {
                        Some(known) => *known = smallest,
                        None => finding.failures.push(smallest),
                    }
                    if finding.failures.len() == MOST_FAILURES {
                        break;
                    }
                }
            }
        }
        finding
    }

    /// The simplest business that still shows the same measure failing, and as plainly.
    fn shrink(&self, check: Check, tree: &mut impl ValueTree<Value = Draw>, number: usize, mut failure: Failure) -> Failure {
        let mut simpler = tree.simplify();
        for _ in 0..MOST_SHRINKS {
            if !simpler {
                break;
            }
            simpler = match check(&self.subject, &tree.current(), number) {
                Err(Stop::Failed(found)) if found.is_of(&failure) && found.is_plain() >= failure.is_plain() => {
                    failure = *found;
                    tree.simplify()
                }
                _ => tree.complicate(),
            };
        }
        failure
    }
}

/// Each property draws from its own stream, so that leaving one out changes no other.
fn bytes(seed: u64, property: Property) -> [u8; 32] {
    let mut bytes = [0; 32];
    let words = seed.to_le_bytes().into_iter().chain(property.key().bytes());
    bytes.iter_mut().zip(words).for_each(|(byte, word)| *byte = word);
    bytes
}
