//! The amounts and rules of a pack around which businesses are drawn.

use crate::assess::Rules;
use crate::base::error::Error;
use crate::base::names::Form;
use crate::base::words::Vocabulary;
use crate::facts::Industry;
use crate::law::{Measure, Pack};
use crate::{Money, Quarter};
use proptest::prelude::*;
use std::sync::Arc;

/// The material of generated businesses: the amounts that a pack names, and its rules year by year.
#[derive(Clone, Debug)]
pub struct Figures {
    amounts: Vec<Money>,
    rules: Arc<Vec<Rules>>,
    pub(super) industries: Vec<Industry>,
}

impl Figures {
    /// The figures of a pack, for every covered year and every kind of place that its measures tell apart.
    ///
    /// ```
    /// use huiqi::Money;
    /// use huiqi::strategies::Figures;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// // The quarterly limit of the exemption is among them.
    /// assert!(Figures::of(&pack)?.amounts().contains(&Money::parse("30万").unwrap()));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// None for a pack that loaded: its base rules have no gap.
    pub fn of(pack: &Pack) -> Result<Figures, Error> {
        Figures::around(pack, |_| true)
    }

    /// The figures of some measures of a pack, and the years in which they are valid.
    ///
    /// ```
    /// use huiqi::Money;
    /// use huiqi::strategies::Figures;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let figures = Figures::around(&pack, |measure| measure.id == "mof-sta-2023-12#business-iit-halving")?;
    /// assert_eq!(figures.amounts(), [Money::parse("200万").unwrap()]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Figures::of`].
    pub fn around(pack: &Pack, of_interest: impl Fn(&Measure) -> bool) -> Result<Figures, Error> {
        let chosen: Vec<&Measure> = pack.measures().iter().filter(|measure| of_interest(measure)).collect();
        let mut amounts: Vec<Money> = chosen.iter().flat_map(|measure| pack.amounts_in(measure)).collect();
        amounts.sort();
        amounts.dedup();
        let mut rules = Vec::new();
        for year in pack.years() {
            for place in pack.kinds_of_place() {
                let applies = |measure: &&Measure| measure.valid.touches_year(year) && measure.covers(place);
                if chosen.iter().any(applies) {
                    rules.push(pack.rules(year, place, None)?);
                }
            }
        }
        // Measures that are valid in no covered year leave every year open.
        if rules.is_empty() {
            return Figures::of(pack);
        }
        let industries = ["H6210", "C3484", "F5213", "K7040", "I6510", "G5437"];
        let industries = industries.iter().filter_map(|code| pack.classes().industry(code).ok()).collect();
        Ok(Figures { amounts, rules: Arc::new(rules), industries })
    }

    /// The amounts that the measures name, in rising order.
    ///
    /// ```
    /// use huiqi::strategies::Figures;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// assert!(Figures::of(&pack)?.amounts().is_sorted());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn amounts(&self) -> &[Money] {
        &self.amounts
    }

    pub(crate) fn rules(&self) -> &[Rules] {
        &self.rules
    }
}

/// Amounts from nothing to ten million yuan, and often within a yuan of a figure that the pack names.
///
/// ```
/// use huiqi::Money;
/// use huiqi::strategies::{amount, Figures};
/// use proptest::strategy::{Strategy, ValueTree};
/// use proptest::test_runner::TestRunner;
///
/// let pack = huiqi::Pack::embedded()?;
/// let drawn = amount(&Figures::of(&pack)?).new_tree(&mut TestRunner::deterministic()).unwrap().current();
/// assert!(drawn >= Money::ZERO && drawn <= Money::parse("1000.0001万").unwrap());
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn amount(figures: &Figures) -> BoxedStrategy<Money> {
    let mut near: Vec<Money> = figures.amounts.iter().copied().filter(|amount| amount.fen() <= 1_000_000_000).collect();
    near.push(Money::ZERO);
    let near = (prop::sample::select(near), -100i64..=100);
    prop_oneof![
        3 => (0i64..60_000_000).prop_map(Money::from_fen),
        2 => near.prop_map(|(amount, off)| Money::from_fen((amount.fen() + off).max(0))),
        1 => (0i64..1_000_000_000).prop_map(Money::from_fen),
    ]
    .boxed()
}

/// Any legal form.
///
/// ```
/// use huiqi::{Form, Vocabulary};
/// use huiqi::strategies::form;
/// use proptest::strategy::{Strategy, ValueTree};
/// use proptest::test_runner::TestRunner;
///
/// let drawn = form().new_tree(&mut TestRunner::deterministic()).unwrap().current();
/// assert!(Form::ALL.contains(&drawn));
/// ```
pub fn form() -> impl Strategy<Value = Form> {
    prop::sample::select(Form::ALL)
}

/// Whether no rule on sales changes inside a quarter, so that its sales need not be given by month.
pub(super) fn is_whole(rules: &Rules, quarter: Quarter) -> bool {
    rules.taxes.cuts(quarter).levy.iter().all(|(_, cut)| cut.is_none())
}
