//! The same facts under another standing or in another year.

use super::problem::FactProblem;
use super::{Method, Profile};
use crate::base::error::{Error, Problem};
use crate::base::names::VatStatus;

impl Profile {
    /// The same facts under another VAT standing.
    ///
    /// ```
    /// use huiqi::{Pack, Profile, VatStatus};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// // The shop's sales do not say at which rate a general taxpayer would charge them.
    /// assert!(shop.clone().with_vat_status(VatStatus::General).unwrap_err().is_profile());
    /// assert_eq!(shop.with_vat_status(VatStatus::SmallScale)?.vat_status, VatStatus::SmallScale);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When it is to be general and a line of sales says neither its rate nor the simple method.
    pub fn with_vat_status(mut self, status: VatStatus) -> Result<Profile, Error> {
        if status == VatStatus::General {
            let unsaid = self.sales.iter().filter(|sale| sale.method == Method::Levy);
            let problems: Vec<Problem> = unsaid.map(|sale| Problem::at(FactProblem::RateNeeded, sale.at)).collect();
            if !problems.is_empty() {
                let error = Error::profile(problems);
                return Err(self.origin.source.iter().fold(error, |error, source| error.in_source(source)));
            }
        }
        if status != self.vat_status {
            self.general.from = None;
        }
        self.vat_status = status;
        Ok(self)
    }

    /// The same facts as if they were of another year: what if the law of `year` applied?
    ///
    /// ```
    /// use huiqi::{Line, Money};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let later = shop.in_year(2023)?;
    /// // In 2022 the shop's VAT was exempt from April; in 2023 a part of it is due.
    /// let rules = pack.rules(later.year, later.place, None)?;
    /// assert!(huiqi::amounts(&rules, &later, later.form)?.lines[Line::Vat].payable() > Money::ZERO);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the profile writes its periods with their year (`2022-Q1` rather than `Q1`).
    pub fn in_year(mut self, year: i32) -> Result<Profile, Error> {
        if self.origin.dated && year != self.year {
            let problem = Problem::new(FactProblem::ProfileIsDated { year: self.year, asked: year });
            return Err(Error::profile(vec![match &self.origin.source {
                Some(source) => problem.in_source(source),
                None => problem,
            }]));
        }
        self.year = year;
        Ok(self)
    }
}
