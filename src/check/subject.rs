//! What checks work on: the pack, the rules they are drawn from, and small businesses built around one figure.

use crate::assess::Rules;
use crate::assess::{Assessment, amounts, assess};
use crate::base::error::Error;
use crate::base::names::{Form, Prices, SaleKind};
use crate::check::finding::{Checked, Failure, Stop};
use crate::check::statement::Fault;
use crate::check::strategies::{Figures, blank, business, form};
use crate::facts::{Profile, Sale};
use crate::law::{Measure, Pack};
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::MeasureIx;
use crate::{Money, Month, Period};
use proptest::prelude::*;

/// A pack and what businesses are drawn around.
pub(super) struct Subject<'p> {
    pub(super) pack: &'p Pack,
    figures: Figures,
    /// The measures it is about; all where there is none.
    focus: Vec<MeasureIx>,
}

/// One drawn case: a business and a few numbers to vary it with.
#[derive(Clone, Debug)]
pub(super) struct Draw {
    pub(super) profile: Profile,
    /// Another form, or the same.
    pub(super) form: Form,
    /// An amount from one yuan to 200,000.
    pub(super) more: Money,
    /// A fen less, none, a fen more.
    pub(super) fen: Money,
    pub(super) pick: prop::sample::Index,
}

impl<'p> Subject<'p> {
    pub(super) fn new(pack: &'p Pack, focus: &[MeasureIx]) -> Result<Subject<'p>, Error> {
        let ids: Vec<&str> = focus.iter().map(|index| pack.measure(*index).id.as_str()).collect();
        let figures = Figures::around(pack, |measure| ids.is_empty() || ids.contains(&measure.id.as_str()))?;
        Ok(Subject { pack, figures, focus: focus.to_vec() })
    }

    pub(super) fn draws(&self) -> impl Strategy<Value = Draw> {
        (business(&self.figures), form(), 100i64..20_000_000, -1i64..=1, any::<prop::sample::Index>()).prop_map(
            |(profile, form, more, fen, pick)| Draw { profile, form, more: Money::from_fen(more), fen: Money::from_fen(fen), pick },
        )
    }

    /// The measures it is about, with their numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (MeasureIx, &Measure)> {
        self.pack.numbered().filter(|(index, _)| self.focus.is_empty() || self.focus.contains(index))
    }

    pub(super) fn is_about(&self, index: MeasureIx) -> bool {
        self.focus.is_empty() || self.focus.contains(&index)
    }

    /// The rules of every year and kind of place that is drawn.
    pub(super) fn rules(&self) -> &[Rules] {
        self.figures.rules()
    }

    /// The rules that a drawn business is under.
    pub(super) fn rules_of(&self, profile: &Profile) -> Result<&Rules, Stop> {
        self.rules().iter().find(|rules| rules.year == profile.year && rules.place == profile.place).ok_or(Stop::NotApplicable)
    }

    /// A drawn business assessed in its own form.
    pub(super) fn assessed(&self, draw: &Draw) -> Result<Assessment, Stop> {
        Ok(assess(self.rules_of(&draw.profile)?, &draw.profile, draw.profile.form)?)
    }

    pub(super) fn amounts(&self, profile: &Profile, form: Form) -> Result<Amounts, Stop> {
        Ok(amounts(self.rules_of(profile)?, profile, form)?)
    }

    /// A small business with one net line of sales.
    pub(super) fn shop(&self, rules: &Rules, form: Form, period: Period, net: Money) -> Profile {
        let mut shop = blank(&self.figures, rules, form);
        // So much that the basic and personal deductions are taken off it: taxable income is the profit.
        shop.owner.comprehensive_income = Money::from_fen(MUCH);
        shop.sales.push(sale(period, SaleKind::Goods, net));
        shop
    }

    /// A business whose profit of the year is `profit`.
    pub(super) fn earning(&self, rules: &Rules, form: Form, profit: Money) -> Result<Profile, Stop> {
        let mut shop = self.shop(rules, form, Period::Month(Month::DECEMBER), profit + profit + Money::from_fen(10_000_000));
        shop.costs.other = amounts(rules, &shop, form)?.profit - profit;
        Ok(shop)
    }
}

/// Comprehensive income of the highest bracket of any table.
const MUCH: i64 = 100_000_000_000;

/// A net line of sales under an ordinary invoice.
pub(super) fn sale(period: Period, kind: SaleKind, net: Money) -> Sale {
    Sale { period, kind, amount: net, prices: Prices::Net, ..Sale::default() }
}

/// The failure of a business in a form.
pub(super) fn failed(profile: &Profile, form: Form, measure: Option<MeasureIx>, fault: Fault) -> Checked {
    let measures = measure.into_iter().collect();
    Err(Stop::Failed(Box::new(Failure { profile: profile.clone(), form, known_on: None, measures, fault })))
}

/// One of a list, by the number of the case; the case says nothing where the list is empty.
pub(super) fn nth<T>(list: &[T], number: usize) -> Result<&T, Stop> {
    list.get(number % list.len().max(1)).ok_or(Stop::NotApplicable)
}
