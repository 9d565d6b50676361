//! The same business before and after converting: assessments under each form, and what differs.

use crate::answers::convert::converted;
pub use crate::answers::curve::BreakEven;
use crate::answers::curve::{CompanyChoices, CurveError, Work, profits_that_pay};
use crate::assess::Rules;
use crate::assess::{Assessment, assess};
use crate::base::error::Error;
use crate::base::names::{Form, Line, VatStatus};
use crate::base::words::Vocabulary;
use crate::facts::Profile;
use crate::taxes::trace::Assumption;
use crate::{Money, Month};

/// The present form beside others (转企前后对比).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// As it is.
    pub before: Assessment,
    /// As it would be; at least one. The first is the form asked for first or, when none was named, the one that leaves
    /// its owner most.
    pub after: Vec<Assessment>,
    /// When converting into each of `after` begins to pay, where it was asked for: see [`Comparison::with_break_even`].
    pub break_even: Vec<BreakEven>,
    /// The best wage and share distributed of each company, where they were looked for: see [`Comparison::with_choices`].
    pub choices: Option<CompanyChoices>,
    /// Forms that were not asked for by name and could not be assessed, with what is missing.
    pub skipped: Vec<(Form, Error)>,
}

impl Comparison {
    /// Finds the profit from which converting begins to pay: costs are lowered until nothing is left of them. No profit
    /// between is missed: see [`crate::break_even`].
    ///
    /// ```
    /// use huiqi::{BreakEven, Form};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?.with_break_even(&rules, &shop)?;
    /// assert_eq!(comparison.break_even, [BreakEven::Never]); // at no profit that its sales allow
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`compare`].
    pub fn with_break_even(mut self, rules: &Rules, profile: &Profile) -> Result<Comparison, Error> {
        let forms: Vec<Form> = self.after.iter().map(|after| after.form).collect();
        self.break_even = profits_that_pay(rules, profile, &forms, &Work::new(&|| ())).map_err(CurveError::facts)?;
        Ok(self)
    }

    /// Looks for the wage, up to the whole profit, and the share distributed with which each company leaves most and least. Nothing is
    /// looked for where no form is a company.
    ///
    /// ```
    /// use huiqi::Form;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?.with_choices(&rules, &shop)?;
    /// let best = comparison.choices.as_ref().and_then(|choices| choices.best.found.first()).unwrap();
    /// assert!(best.net > comparison.before.amounts.net_to_owner()); // with most of the profit left in the company
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`compare`].
    pub fn with_choices(mut self, rules: &Rules, profile: &Profile) -> Result<Comparison, Error> {
        if std::iter::once(&self.before).chain(&self.after).any(|side| side.form.is_company()) {
            let forms = self.after.iter().map(|side| side.form).collect();
            self.choices = Some(CompanyChoices::of(rules, profile, &self.before.amounts, forms)?);
        }
        Ok(self)
    }

    /// The assessment that stands first among those after.
    ///
    /// ```
    /// use huiqi::Form;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::Partnership, Form::Company])?;
    /// assert_eq!(comparison.chosen().form, Form::Partnership); // the first that was asked for
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn chosen(&self) -> &Assessment {
        self.after.first().unwrap_or(&self.before)
    }
}

/// What changes from one assessment to another; positive is more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference<'a> {
    before: &'a Assessment,
    after: &'a Assessment,
}

impl<'a> Difference<'a> {
    /// From `before` to `after`.
    ///
    /// ```
    /// use huiqi::{Difference, Form, Money};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?;
    /// let none = Difference::between(&comparison.before, &comparison.before);
    /// assert_eq!((none.total(), none.main_line()), (Money::ZERO, None));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn between(before: &'a Assessment, after: &'a Assessment) -> Difference<'a> {
        Difference { before, after }
    }

    /// Change of what is payable on a line.
    ///
    /// ```
    /// use huiqi::{Difference, Form, Line, Money};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?;
    /// let change = Difference::between(&comparison.before, comparison.chosen());
    /// assert_eq!(change.line(Line::Vat), Money::ZERO); // VAT does not ask for the form
    /// assert!(change.line(Line::Cit) > Money::ZERO && change.line(Line::IitBusiness) < Money::ZERO);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn line(&self, line: Line) -> Money {
        self.after.amounts.lines[line].payable() - self.before.amounts.lines[line].payable()
    }

    /// Change of the total burden.
    ///
    /// ```
    /// use huiqi::{Difference, Form, Line, Money, Vocabulary};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?;
    /// let change = Difference::between(&comparison.before, comparison.chosen());
    /// assert_eq!(change.total(), Line::ALL.iter().map(|line| change.line(*line)).sum::<Money>());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn total(&self) -> Money {
        self.after.amounts.total() - self.before.amounts.total()
    }

    /// Change of what is left to the owner.
    ///
    /// ```
    /// use huiqi::{Difference, Form};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?;
    /// let change = Difference::between(&comparison.before, comparison.chosen());
    /// // What the state takes more, the owner has less, and the costs of converting: its bookkeeping.
    /// assert_eq!(change.net_to_owner(), -change.total() - shop.conversion.costs());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn net_to_owner(&self) -> Money {
        self.after.amounts.net_to_owner() - self.before.amounts.net_to_owner()
    }

    /// The line that moves the total most in the direction it moves.
    ///
    /// ```
    /// use huiqi::{Difference, Form, Line};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let comparison = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?;
    /// let change = Difference::between(&comparison.before, comparison.chosen());
    /// assert_eq!(change.main_line(), Some(Line::IitDividend));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn main_line(&self) -> Option<Line> {
        let total = self.total();
        Line::ALL
            .iter()
            .copied()
            .filter(|line| self.line(*line) != Money::ZERO && (self.line(*line) > Money::ZERO) == (total > Money::ZERO))
            .max_by_key(|line| self.line(*line).fen().unsigned_abs())
    }
}

/// Compares the present form with `to`, or with every other form when `to` is empty.
///
/// ```
/// use huiqi::Form;
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let comparison = huiqi::compare(&rules, &shop, &[])?;
/// assert_eq!(comparison.before.form, Form::IndividualBusiness);
/// // Every other form, the one that leaves the owner most first.
/// let left: Vec<_> = comparison.after.iter().map(|after| after.amounts.net_to_owner()).collect();
/// assert_eq!(left.len(), 4);
/// assert!(left.is_sorted_by(|one, next| one >= next));
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// When the present form, or a form asked for by name, cannot be assessed; or when none of the others can.
pub fn compare(rules: &Rules, profile: &Profile, to: &[Form]) -> Result<Comparison, Error> {
    let others: Vec<Form> = Form::ALL.iter().copied().filter(|form| *form != profile.form).collect();
    sides(rules, profile, profile, to, &others)
}

/// Compares the whole year in the present form with converting on the first day of `month`, into each form of `to`.
///
/// ```
/// use huiqi::{Form, Month};
/// use huiqi::trace::Assumption;
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let july = Month::from_number(7).unwrap();
/// let comparison = huiqi::compare_converting(&rules, &shop, july, &[Form::OnePersonCompany])?;
/// let day = july.first_day(2022).unwrap();
/// assert!(comparison.chosen().record.assumed.contains(&Assumption::ConvertedOn { day }));
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`crate::compare`], and when a quarter that is not split by month lies on both sides.
pub fn compare_converting(rules: &Rules, profile: &Profile, month: Month, to: &[Form]) -> Result<Comparison, Error> {
    let before = assess(rules, profile, profile.form)?;
    let after = converted(rules, profile, month, to)?;
    Ok(Comparison { before, after, break_even: Vec::new(), choices: None, skipped: Vec::new() })
}

/// Compares the business as it is with `to` under another VAT standing; an empty `to` is every form, the present one
/// too.
///
/// ```
/// use huiqi::{Pack, Profile, VatStatus};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/machine-workshop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let comparison = huiqi::compare_as(&rules, &shop, VatStatus::SmallScale, &[shop.form])?;
/// assert_eq!(comparison.before.vat_status, shop.vat_status);
/// assert_eq!(comparison.chosen().vat_status, VatStatus::SmallScale);
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`compare`], and when a line of sales does not say its rate as a general taxpayer's.
pub fn compare_as(rules: &Rules, profile: &Profile, status: VatStatus, to: &[Form]) -> Result<Comparison, Error> {
    let other = profile.clone().with_vat_status(status)?;
    let mut comparison = sides(rules, profile, &other, to, Form::ALL)?;
    if (profile.vat_status, status) == (VatStatus::General, VatStatus::SmallScale) {
        for after in &mut comparison.after {
            after.record.assumed.push(Assumption::NeverGeneral);
        }
    }
    Ok(comparison)
}

/// `present` as it is beside the forms of `other` that are named, or else those of `open` that can be assessed.
fn sides(rules: &Rules, present: &Profile, other: &Profile, named: &[Form], open: &[Form]) -> Result<Comparison, Error> {
    let before = assess(rules, present, present.form)?;
    let (mut after, mut skipped) = (Vec::new(), Vec::new());
    if named.is_empty() {
        for form in open {
            match assess(rules, other, *form) {
                Ok(assessment) => after.push(assessment),
                Err(error) => skipped.push((*form, error)),
            }
        }
        // A stable sort: forms that leave the same keep the order of the law.
        after.sort_by_key(|assessment| -assessment.amounts.net_to_owner());
    } else {
        for form in named {
            if !after.iter().any(|known: &Assessment| known.form == *form) {
                after.push(assess(rules, other, *form)?);
            }
        }
    }
    match skipped.first() {
        Some((_, error)) if after.is_empty() => Err(error.clone()),
        _ => Ok(Comparison { before, after, break_even: Vec::new(), choices: None, skipped }),
    }
}
