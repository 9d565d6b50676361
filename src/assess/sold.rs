//! Assessments one after the other of a business whose sales stay: what goes by sales is assessed once, with its trace.

use super::turnover::{self, Turnover};
use super::{Run, check, eligibility::eligibility};
use crate::assess::Rules;
use crate::base::error::Error;
use crate::base::names::Form;
use crate::facts::Profile;
use crate::taxes::amounts::Amounts;
use crate::taxes::general_status::{self, GeneralStatusSince};
use crate::taxes::reduce_payable::ReliefEligibility;
use crate::taxes::trace::Trace;

/// What the assessments so far have in common. All are of one form, and of profiles that differ in nothing but costs, the owner's wage
/// and the share distributed.
pub(crate) struct SameSales<'r, T> {
    rules: &'r Rules,
    form: Form,
    /// Since when it is a general taxpayer, and what the trace had heard by then.
    stood: Option<(GeneralStatusSince, T)>,
    /// The taxes on sales, and what the trace had heard by then.
    sold: Option<(ReliefEligibility, Turnover, T)>,
}

impl<'r, T: Trace + Clone + Default> SameSales<'r, T> {
    pub(crate) fn new(rules: &'r Rules, form: Form) -> SameSales<'r, T> {
        SameSales { rules, form, stood: None, sold: None }
    }

    /// As [`super::assess_with`], with a trace of its own.
    pub(crate) fn assess(&mut self, profile: &Profile) -> (T, Result<Amounts, Error>) {
        let mut trace = T::default();
        let found = self.traced(profile, &mut trace);
        (trace, found)
    }

    fn traced(&mut self, profile: &Profile, trace: &mut T) -> Result<Amounts, Error> {
        let SameSales { rules, form, .. } = *self;
        check::limits(profile)?;
        let standing = match &self.stood {
            Some((standing, heard)) => {
                trace.clone_from(heard);
                *standing
            }
            None => {
                let standing = general_status::standing(&rules.taxes, profile, form, trace);
                self.stood = Some((standing, trace.clone()));
                standing
            }
        };
        let in_any = check::facts(rules, profile)?;
        check::in_form(rules, profile, form, standing, &in_any)?;
        let told = in_any.told;
        let (eligibility, turnover, heard) = self.sold.get_or_insert_with(|| {
            let (eligibility, mut turnover) = (eligibility(rules, profile, form, standing), Turnover::default());
            turnover::assess(&mut turnover, rules, profile, standing, &eligibility, told, trace);
            (eligibility, turnover, trace.clone())
        });
        trace.clone_from(heard);
        let mut amounts = Amounts::default();
        Run { rules, profile, form, eligibility, standing, told, amounts: &mut amounts, trace }.all(turnover);
        check::local(rules, profile, eligibility, &amounts)?;
        Ok(amounts)
    }
}
