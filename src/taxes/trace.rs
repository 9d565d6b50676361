//! How a result came about: steps with their figures and measures, reliefs refused, assumptions made.
//!
//! Rules speak to a [`Trace`]. [`Silent`] compiles to nothing, [`Record`] keeps everything; the arithmetic is the same
//! code under both.

use crate::Money;
use crate::base::dates::{Period, YearMonth};
use crate::base::names::{BenefitKind, Line};
pub use crate::law::MeasureIx;
use crate::taxes::not_counted::NotCounted;
pub use crate::taxes::reasons::{Assumption, Reason};
pub use crate::taxes::steps::{Basis, Formula, Step, What};

/// One relief that was not granted.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    /// The line it would have lowered, if it is one of the lines.
    pub line: Option<Line>,
    /// The measure.
    pub measure: MeasureIx,
    /// The test that failed.
    pub reason: Reason,
}

/// Something beside the taxes: put off, refunded, waived or borne by the conversion.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Benefit {
    /// What it is.
    pub kind: BenefitKind,
    /// Under which measure.
    pub measure: MeasureIx,
    /// The period it is of.
    pub period: Period,
    /// How much.
    pub amount: Money,
    /// When what is put off falls due.
    pub due: Option<YearMonth>,
    /// The value of the deferral at the interest rate that the profile states: simple interest by months.
    pub worth: Option<Money>,
}

/// A receiver of the steps, refusals, benefits and assumptions of an assessment.
pub trait Trace {
    /// Whether anybody listens: what changes no amount is computed for a listener only.
    const LISTENS: bool = true;

    /// A figure was computed.
    ///
    /// ```
    /// use huiqi::Form;
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let assessed = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
    /// let mut record = Record::default();
    /// record.step(|| assessed.record.steps[0].clone());
    /// assert_eq!(record.steps, assessed.record.steps[..1]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn step(&mut self, step: impl FnOnce() -> Step);
    /// A relief was refused.
    ///
    /// ```
    /// use huiqi::Form;
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let refused = &huiqi::assess(&rules, &shop, Form::OnePersonCompany)?.record.refused[0];
    /// let mut record = Record::default();
    /// record.refuse(|| refused.clone());
    /// record.refuse(|| refused.clone());
    /// assert_eq!(record.refused.len(), 1); // the same again says nothing new
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn refuse(&mut self, refusal: impl FnOnce() -> Refusal);
    /// Something was assumed.
    ///
    /// ```
    /// use huiqi::trace::{Assumption, Record, Trace};
    ///
    /// let mut record = Record::default();
    /// record.assume(|| Assumption::NoReserve);
    /// assert_eq!(record.assumed, [Assumption::NoReserve]);
    /// ```
    fn assume(&mut self, assumption: impl FnOnce() -> Assumption);
    /// Something beside the taxes was put off, granted, waived or borne.
    ///
    /// ```
    /// use huiqi::{BenefitKind, Registration};
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// shop.registrations.push(Registration::default());
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let mut record = Record::default();
    /// huiqi::assess_with(&rules, &shop, shop.form, &mut record)?; // calls it
    /// assert_eq!(record.benefits[0].kind, BenefitKind::Relief); // of the fee
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn benefit(&mut self, benefit: impl FnOnce() -> Benefit);
    /// A minimum, a maximum or a class came out on one side where no step or refusal tells which. Only who looks for the
    /// points where the computation changes ([`crate::Curve`]) wants to know.
    ///
    /// ```
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let mut record = Record::default();
    /// record.chose(None, || 1);
    /// assert_eq!(record, Record::default()); // a record keeps what a reader sees, and no reader sees this
    /// ```
    fn chose(&mut self, _measure: Option<MeasureIx>, _side: impl FnOnce() -> i64) {}
    /// A measure was used that no step and no benefit names.
    ///
    /// ```
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let ratio = pack.find_measures("yunnan-disabled-regulation#ratio")[0];
    /// let mut record = Record::default();
    /// record.relies_on(ratio);
    /// assert_eq!(record.relied_on, [ratio]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn relies_on(&mut self, _measure: MeasureIx) {}
}

/// A receiver that keeps nothing: it compiles to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Trace for Silent {
    const LISTENS: bool = false;

    fn step(&mut self, _: impl FnOnce() -> Step) {}
    fn refuse(&mut self, _: impl FnOnce() -> Refusal) {}
    fn assume(&mut self, _: impl FnOnce() -> Assumption) {}
    fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
}

/// Everything is kept.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// In the order of computation.
    pub steps: Vec<Step>,
    /// In the order of the tests.
    pub refused: Vec<Refusal>,
    /// Each once.
    pub assumed: Vec<Assumption>,
    /// Beside the taxes.
    pub benefits: Vec<Benefit>,
    /// What the total leaves out.
    pub not_counted: Vec<NotCounted>,
    /// Measures used that no step and no benefit names.
    pub relied_on: Vec<MeasureIx>,
}

impl Record {
    /// The steps of one line.
    ///
    /// ```
    /// use huiqi::{Form, Line};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let assessed = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
    /// let stamp = assessed.record.of_line(Line::Stamp);
    /// assert!(!stamp.steps.is_empty() && stamp.steps.iter().all(|step| step.line == Line::Stamp));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn of_line(&self, line: Line) -> Record {
        Record {
            steps: self.steps.iter().filter(|step| step.line == line).cloned().collect(),
            refused: self.refused.iter().filter(|refusal| refusal.line == Some(line)).cloned().collect(),
            assumed: self.assumed.clone(),
            benefits: Vec::new(),
            not_counted: Vec::new(),
            relied_on: Vec::new(),
        }
    }
}

impl Trace for Record {
    fn step(&mut self, step: impl FnOnce() -> Step) {
        self.steps.push(step());
    }

    fn refuse(&mut self, refusal: impl FnOnce() -> Refusal) {
        let refusal = refusal();
        if !self.refused.contains(&refusal) {
            self.refused.push(refusal);
        }
    }

    fn benefit(&mut self, benefit: impl FnOnce() -> Benefit) {
        self.benefits.push(benefit());
    }

    fn relies_on(&mut self, measure: MeasureIx) {
        self.relied_on.push(measure);
    }

    fn assume(&mut self, assumption: impl FnOnce() -> Assumption) {
        let assumption = assumption();
        if !self.assumed.contains(&assumption) {
            self.assumed.push(assumption);
        }
    }
}
