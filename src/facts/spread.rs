//! Totals of a year: what a profile tells for the whole year is spread evenly over the months of operation, to the fen; the last
//! month takes what is left over. The lines say that they were spread, and the result names it as an assumption.

use super::context::{Context, Writing};
use super::fact::Kind;
use super::kinds::FactType;
use super::{Input, Profile, Sale};
use crate::base::source::{Parsed, Value, text};
use crate::base::tree::Node;
use crate::{Money, Month, Period};

/// A month, a quarter or the whole year.
pub(crate) struct PeriodOrYear;

impl FactType for PeriodOrYear {
    type Told = Period;
    const KIND: Kind = Kind::PeriodOrYear;
    fn blank() -> Period {
        Period::blank()
    }
    fn when(told: &Period) -> Option<Period> {
        Period::when(told)
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Period> {
        let year = text(value).is_ok_and(|written| ["year", "全年"].contains(&written.trim().to_lowercase().as_str()));
        if year { Ok(Period::Year) } else { Period::read(value, context) }
    }
    fn write(told: &Period, writing: &Writing<'_>) -> Node<'static> {
        // A total of the year carries no year of its own.
        if *told == Period::Year { Node::Text("year".into()) } else { Period::write(told, writing) }
    }
}

/// A line of the year that is spread over months.
trait Spread: Sized {
    fn is_of_year(&self) -> bool;
    /// What of it is of one month: `of` makes the part of an amount.
    fn in_month(&self, month: Month, of: &dyn Fn(Money) -> Money) -> Self;
}

impl Spread for Sale {
    fn is_of_year(&self) -> bool {
        self.period == Period::Year
    }
    fn in_month(&self, month: Month, of: &dyn Fn(Money) -> Money) -> Sale {
        let part = |amount: Money| if self.average { amount } else { of(amount) };
        Sale {
            period: Period::Month(month),
            amount: part(self.amount),
            deduct: part(self.deduct),
            vat_printed: self.vat_printed.map(part),
            exempt_amount: self.exempt_amount.map(part),
            average: false,
            spread: true,
            ..self.clone()
        }
    }
}

impl Spread for Input {
    fn is_of_year(&self) -> bool {
        self.period == Period::Year
    }
    fn in_month(&self, month: Month, of: &dyn Fn(Money) -> Money) -> Input {
        Input { period: Period::Month(month), tax: of(self.tax), transferred_out: of(self.transferred_out), spread: true }
    }
}

fn spread<L: Spread>(lines: &mut Vec<L>, months: &[Month]) {
    let count = i64::try_from(months.len()).unwrap_or(12).max(1);
    let (of_year, mut all): (Vec<L>, Vec<L>) = std::mem::take(lines).into_iter().partition(Spread::is_of_year);
    for line in of_year {
        for month in months {
            let is_last = months.last() == Some(month);
            let of = |amount: Money| {
                let each = Money::from_fen(amount.fen().checked_div(count).unwrap_or_default());
                if is_last { amount - each.times_whole(count.saturating_sub(1)) } else { each }
            };
            all.push(line.in_month(*month, &of));
        }
    }
    *lines = all;
}

impl Profile {
    /// Spreads what is told for the whole year evenly over the months of operation, to the fen; the last month takes what is
    /// left over. A profile that is read was spread.
    ///
    /// ```
    /// use huiqi::{Money, Period, Profile, Sale};
    ///
    /// let mut shop = Profile::default();
    /// shop.sales.push(Sale { period: Period::Year, amount: Money::from_fen(1_000), ..Sale::default() });
    /// let shop = shop.with_totals_spread();
    /// assert_eq!((shop.sales.len(), shop.sales[0].amount, shop.sales[11].amount), (12, Money::from_fen(83), Money::from_fen(87)));
    /// ```
    #[must_use]
    pub fn with_totals_spread(mut self) -> Profile {
        if self.tells_a_total() {
            self.spread_totals();
        }
        self
    }

    /// The same in its place.
    pub(crate) fn spread_totals(&mut self) {
        let months: Vec<Month> = Month::all().filter(|month| self.operation.set().has(*month)).collect();
        spread(&mut self.sales, &months);
        self.sales.sort_by(Sale::in_order);
        spread(&mut self.general.inputs, &months);
        self.general.inputs.sort_unstable();
    }

    /// Whether anything is told for the whole year that is not spread yet.
    pub(crate) fn tells_a_total(&self) -> bool {
        self.sales.iter().any(Spread::is_of_year) || self.general.inputs.iter().any(Spread::is_of_year)
    }
}
