//! The same facts under another standing or in another year.

use super::problem::FactProblem;
use super::{Method, Profile};
use crate::base::error::{Error, Problem};
use crate::base::names::VatStatus;

impl Profile {
    /// The same facts under another VAT standing.
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
