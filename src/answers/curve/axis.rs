//! The inputs that can be moved, one at a time, and the profile at a value of one.

use super::gathered::gathered;
use super::variable::{AxisProblem, Variable};
use crate::assess::{Rules, amounts};
use crate::base::error::{Error, Problem};
use crate::base::nearest::nearest;
use crate::base::words::{Field, Lang, Say, Vocabulary};
use crate::facts::Profile;
use crate::{Money, Month, Period, Quarter, Rate};

/// In what an input is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Fen.
    Money,
    /// Millionths.
    Rate,
    /// Persons.
    Persons,
}

/// An input that is moved (变动项): one of [`Variable`], for sales also of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// What is moved.
    pub input: Variable,
    /// The month or quarter whose sales are moved; `None`: the year's, in the profile's proportions.
    pub period: Option<Period>,
}

/// An input with the values it runs over, both ends included, in its [`Unit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The input.
    pub axis: Axis,
    /// From.
    pub from: i64,
    /// To.
    pub to: i64,
}

impl Axis {
    /// The year's, of an input.
    ///
    /// ```
    /// use huiqi::{Axis, Variable};
    ///
    /// assert_eq!(Axis::of(Variable::Sales), Axis { input: Variable::Sales, period: None });
    /// ```
    #[must_use]
    pub fn of(input: Variable) -> Axis {
        Axis { input, period: None }
    }

    /// In what it is counted.
    ///
    /// ```
    /// use huiqi::{Axis, Unit, Variable};
    ///
    /// assert_eq!(Axis::of(Variable::Staff).unit(), Unit::Persons);
    /// assert_eq!(Axis::of(Variable::Share).unit(), Unit::Rate);
    /// ```
    #[must_use]
    pub fn unit(self) -> Unit {
        match self.input {
            Variable::Share => Unit::Rate,
            Variable::Staff => Unit::Persons,
            _ => Unit::Money,
        }
    }

    /// Reads `sales`, `sales.Q3` or `wage`.
    ///
    /// ```
    /// use huiqi::{Axis, Period, Quarter, Variable};
    ///
    /// let axis = Axis::parse("sales.Q1").unwrap();
    /// assert_eq!((axis.input, axis.period), (Variable::Sales, Some(Period::Quarter(Quarter::FIRST))));
    /// assert!(Axis::parse("wage.Q1").is_err()); // a wage is of the year
    /// ```
    ///
    /// # Errors
    /// A name that is not one of [`Variable`], or a period that it does not have.
    pub fn parse(text: &str) -> Result<Axis, AxisProblem> {
        let (name, period) = match text.trim().split_once('.') {
            Some((name, period)) => (name, Some(period)),
            None => (text.trim(), None),
        };
        let Some(input) = Variable::from_key(name) else {
            let known: Vec<&'static str> = Variable::ALL.iter().map(|input| input.key()).collect();
            let found = name.to_string();
            return Err(match nearest(name, &known) {
                Some(meant) => AxisProblem::UnknownMeant { found, meant: meant.to_string() },
                None => AxisProblem::Unknown { found, known },
            });
        };
        let Some(written) = period else { return Ok(Axis::of(input)) };
        if input != Variable::Sales {
            return Err(AxisProblem::NoPeriods { name: input });
        }
        let quarter = || Quarter::from_number(written.strip_prefix('Q')?.parse().ok()?).map(Period::Quarter);
        let month = || Month::from_number(written.parse().ok()?).map(Period::Month);
        let period = quarter().or_else(month).ok_or_else(|| AxisProblem::NoSuchPeriod { found: written.to_string() })?;
        Ok(Axis { input, period: Some(period) })
    }

    /// Reads `sales`, or `sales=0..500万元` with its range.
    ///
    /// ```
    /// use huiqi::{Axis, Variable};
    ///
    /// let (axis, range) = Axis::parse_span("sales=0..500万元").unwrap();
    /// assert_eq!((axis, range), (Axis::of(Variable::Sales), Some((0, 500_000_000)))); // in fen
    /// ```
    ///
    /// # Errors
    /// As [`Axis::parse`]; and a range that is none, is reversed, or is below zero where the input cannot be.
    pub fn parse_span(text: &str) -> Result<(Axis, Option<(i64, i64)>), AxisProblem> {
        let Some((name, range)) = text.split_once('=') else { return Ok((Axis::parse(text)?, None)) };
        let axis = Axis::parse(name)?;
        Ok((axis, Some(axis.range(range)?)))
    }

    /// Reads the two ends of a range, such as `0..500万元` or `0..100%`.
    ///
    /// ```
    /// use huiqi::{Axis, Variable};
    ///
    /// assert_eq!(Axis::of(Variable::Share).range("0%..50%"), Ok((0, 500_000))); // in millionths
    /// assert!(Axis::of(Variable::Sales).range("2万元..1万元").is_err());
    /// ```
    ///
    /// # Errors
    /// As [`Axis::parse_span`].
    pub fn range(self, text: &str) -> Result<(i64, i64), AxisProblem> {
        let bad = || {
            let example = match self.unit() {
                Unit::Money => "0..500万元",
                Unit::Rate => "0%..100%",
                Unit::Persons => "0..400",
            };
            AxisProblem::BadRange { found: text.to_string(), example }
        };
        let (from, to) = text.split_once("..").ok_or_else(bad)?;
        let read = |end: &str| match self.unit() {
            Unit::Money => Money::parse(end).map(Money::fen).filter(|fen| *fen >= 0 || self.input == Variable::Profit),
            Unit::Rate if end.trim() == "0" => Some(0),
            Unit::Rate => Rate::parse(end).map(Rate::millionths),
            Unit::Persons => end.trim().trim_end_matches('人').parse::<u32>().ok().map(i64::from),
        };
        let (first, last) = (read(from).ok_or_else(bad)?, read(to.trim_start_matches('=')).ok_or_else(bad)?);
        if first > last {
            return Err(AxisProblem::Reversed { from: self.show(first), to: self.show(last) });
        }
        let most = match self.unit() {
            Unit::Money => crate::MAX_AMOUNT.fen(),
            Unit::Rate => Rate::ONE.millionths(),
            Unit::Persons => 1_000_000,
        };
        if last > most {
            return Err(AxisProblem::TooLarge { most: self.show(most) });
        }
        Ok((first, last))
    }

    /// A value of it, for a person.
    ///
    /// ```
    /// use huiqi::{Axis, Variable};
    ///
    /// assert_eq!(Axis::of(Variable::Sales).show(123_456_700), "1,234,567.00");
    /// ```
    #[must_use]
    pub fn show(self, value: i64) -> String {
        match self.unit() {
            Unit::Money => Money::from_fen(value).to_string(),
            Unit::Rate => percent(value),
            Unit::Persons => value.to_string(),
        }
    }

    /// A value of it, for a machine.
    ///
    /// ```
    /// use huiqi::{Axis, Variable};
    ///
    /// assert_eq!(Axis::of(Variable::Sales).plain(123_456_700), "1234567.00");
    /// assert_eq!(Axis::of(Variable::Staff).plain(30), "30");
    /// ```
    #[must_use]
    pub fn plain(self, value: i64) -> String {
        match self.unit() {
            Unit::Money => Money::from_fen(value).plain(),
            Unit::Rate => percent(value),
            Unit::Persons => value.to_string(),
        }
    }

    /// As it is written: `sales.Q3`.
    ///
    /// ```
    /// use huiqi::Axis;
    ///
    /// assert_eq!(Axis::parse(" sales.Q1").unwrap().key(), "sales.Q1");
    /// ```
    #[must_use]
    pub fn key(self) -> String {
        match self.period {
            Some(period) => format!("{}.{period}", self.input.key()),
            None => self.input.key().to_string(),
        }
    }
}

/// A share in percent: a distance may be negative, or less than a thousandth.
fn percent(millionths: i64) -> String {
    format!("{}%", rust_decimal::Decimal::new(millionths, 4).normalize())
}

impl Field for Axis {
    fn field(&self) -> serde_json::Value {
        self.key().into()
    }

    fn schema() -> serde_json::Value {
        String::schema()
    }
}

impl Say for Axis {
    fn say(&self, lang: Lang) -> String {
        match (self.period, lang) {
            (Some(period), Lang::En) => format!("{} of {period}", self.input.say(lang)),
            (Some(period), Lang::Zh) => format!("{period} {}", self.input.say(lang)),
            (None, _) => self.input.say(lang),
        }
    }
}

/// Why there is no curve.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CurveError {
    /// The question is wrong.
    Axis(AxisProblem),
    /// The facts are.
    Facts(Error),
}

impl CurveError {
    /// As an error of the facts: for a question that is right by construction.
    pub(crate) fn facts(self) -> Error {
        match self {
            CurveError::Facts(error) => error,
            CurveError::Axis(problem) => Error::profile(vec![Problem::new(problem)]),
        }
    }
}

impl From<Error> for CurveError {
    fn from(error: Error) -> CurveError {
        CurveError::Facts(error)
    }
}

/// A profile that can be had at any value of an input.
#[derive(Clone, Debug)]
pub(crate) struct Mover {
    pub(super) axis: Axis,
    base: Profile,
    moved: Profile,
    /// What the input is in the profile.
    here: i64,
    /// The profit of the present form as it is, where profit is moved.
    profit: Money,
    /// To what its profit can rise: nothing is left of the costs.
    most_profit: Money,
    /// How many entries an assessment reads.
    pub(super) entries: usize,
}

impl Mover {
    pub(crate) fn new(rules: &Rules, profile: &Profile, axis: Axis) -> Result<Mover, CurveError> {
        let sum = |amounts: &mut dyn Iterator<Item = Money>| amounts.sum::<Money>().fen();
        let (mut profit, mut most_profit) = (Money::ZERO, Money::ZERO);
        let ends = profile.scale.quarters.len() as i64 * 2;
        let here = match axis.input {
            Variable::Sales => sum(&mut profile.sales.iter().filter(|sale| moves(axis, sale.period)).map(|sale| sale.amount)),
            Variable::Profit => {
                let now = amounts(rules, profile, profile.form)?;
                (profit, most_profit) = (now.profit, now.profit + now.costs);
                profit.fen()
            }
            Variable::Costs => profile.costs.total().fen(),
            Variable::Wage => profile.company.owner_wage.fen(),
            Variable::Share => profile.company.share_distributed.millionths(),
            Variable::Staff => {
                let heads: i64 = profile.scale.quarters.iter().map(|of| i64::from(of.staff.0) + i64::from(of.staff.1)).sum();
                Money::from_fen(heads).part(1, ends.max(1)).fen()
            }
            Variable::Assets => {
                let all: Money = profile.scale.quarters.iter().map(|of| of.assets.0 + of.assets.1).sum();
                all.part(1, ends.max(1)).fen()
            }
            Variable::Rent => sum(&mut profile.rented.iter().map(|rented| rented.monthly_rent)),
            Variable::Capital => profile.conversion.paid_in_capital.fen(),
            Variable::InputTax => sum(&mut profile.general.inputs.iter().map(|input| input.tax)),
        };
        let needs = match axis.input {
            Variable::Sales | Variable::Rent | Variable::InputTax => here == 0,
            Variable::Staff | Variable::Assets => ends == 0,
            _ => false,
        };
        if needs {
            return Err(CurveError::Axis(match axis.period {
                Some(period) => AxisProblem::NoSalesIn { period },
                None => AxisProblem::NothingToMove { what: axis.input },
            }));
        }
        let base = gathered(profile);
        let entries = base.entries();
        Ok(Mover { axis, moved: base.clone(), base, here, profit, most_profit, entries })
    }

    pub(crate) fn here(&self) -> i64 {
        self.here
    }

    /// The range where none was given: from nothing to twice what is, and wide enough to show something; or as far as profit
    /// can go. No figure of the law.
    pub(crate) fn usual(&self) -> (i64, i64) {
        let wide = self.here.saturating_mul(2);
        match self.axis.input {
            Variable::Profit => (0.min(self.here), self.most_profit.fen()),
            Variable::Share => (0, Rate::ONE.millionths()),
            Variable::Staff => (0, wide.max(400)),
            Variable::Wage | Variable::Capital => (0, wide.max(100_000_000)),
            Variable::Assets => (0, wide.max(6_000_000_000)),
            _ => (0, wide),
        }
    }

    /// The range asked for, if the facts allow it.
    pub(crate) fn span(&self, range: Option<(i64, i64)>) -> Result<Span, CurveError> {
        let (from, to) = range.unwrap_or_else(|| self.usual());
        if self.axis.input == Variable::Profit && to > self.most_profit.fen() {
            return Err(CurveError::Axis(AxisProblem::CostsBelowZero { most: self.most_profit }));
        }
        Ok(Span { axis: self.axis, from, to })
    }

    /// The profile with the input at `value`.
    pub(crate) fn at(&mut self, value: i64) -> &Profile {
        let (base, moved, axis, here) = (&self.base, &mut self.moved, self.axis, self.here);
        let amount = Money::from_fen(value);
        match axis.input {
            Variable::Sales => {
                for (sale, from) in moved.sales.iter_mut().zip(&base.sales).filter(|(sale, _)| moves(axis, sale.period)) {
                    sale.be_part_of(from, value, here);
                }
            }
            Variable::Profit => moved.costs.other = base.costs.other + self.profit - amount,
            Variable::Costs => moved.costs.other = base.costs.other + amount - Money::from_fen(here),
            Variable::Wage => moved.company.owner_wage = amount,
            Variable::Share => moved.company.share_distributed = Rate::from_millionths(value),
            Variable::Staff => {
                let heads = u32::try_from(value).unwrap_or(u32::MAX);
                moved.scale.quarters.iter_mut().for_each(|of| of.staff = (heads, heads));
            }
            Variable::Assets => moved.scale.quarters.iter_mut().for_each(|of| of.assets = (amount, amount)),
            Variable::Rent => {
                for (rented, from) in moved.rented.iter_mut().zip(&base.rented) {
                    rented.monthly_rent = from.monthly_rent.part(value, here);
                }
            }
            Variable::Capital => moved.conversion.paid_in_capital = amount,
            Variable::InputTax => {
                for (input, from) in moved.general.inputs.iter_mut().zip(&base.general.inputs) {
                    input.tax = from.tax.part(value, here);
                }
            }
        }
        &self.moved
    }

    /// The profile that is moved.
    pub(super) fn told(&self) -> &Profile {
        &self.base
    }

    /// From here on the profile distributes this share.
    pub(super) fn distributes(&mut self, share: Rate) {
        for profile in [&mut self.base, &mut self.moved] {
            profile.company.share_distributed = share;
        }
    }

    /// How many figures the input is spread over, each rounded by itself.
    pub(crate) fn parts(&self) -> i64 {
        let parts = match self.axis.input {
            Variable::Sales => self.base.sales.len(),
            Variable::Rent => self.base.rented.len(),
            Variable::InputTax => self.base.general.inputs.len(),
            _ => 1,
        };
        i64::try_from(parts).unwrap_or(i64::MAX)
    }
}

/// Whether sales of this period are moved: of a quarter its months too, of a month only what is given for that month.
fn moves(axis: Axis, sold: Period) -> bool {
    match axis.period {
        None => true,
        Some(Period::Month(month)) => sold == Period::Month(month),
        Some(quarter) => quarter.contains(sold.first_month()),
    }
}
