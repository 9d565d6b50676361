//! The order of an assessment: who it is for, what goes by sales, all other taxes. It stands once; assessments that follow one another
//! keep what they have in common.

use super::check::{self, InAnyForm};
use super::eligibility::eligibility;
use super::turnover::{self, Turnover};
use super::{Rules, Run, Told};
use crate::Money;
use crate::base::error::Error;
use crate::base::names::Form;
use crate::facts::Profile;
use crate::taxes::amounts::Amounts;
use crate::taxes::general_status::{self, GeneralStatusSince};
use crate::taxes::reduce_payable::ReliefEligibility;
use crate::taxes::trace::Trace;

/// A business in a form, under the rules of a year and place.
#[derive(Clone, Copy)]
pub(super) struct Asked<'r> {
    pub(super) rules: &'r Rules,
    pub(super) profile: &'r Profile,
    pub(super) form: Form,
}

/// Who sells, by its standing and its grounds for reliefs.
#[derive(Clone, Copy)]
pub(super) struct Seller<'r> {
    rules: &'r Rules,
    profile: &'r Profile,
    standing: GeneralStatusSince,
    eligibility: &'r ReliefEligibility,
    told: Told,
}

impl Seller<'_> {
    /// The taxes on its sales, in the place of what another had.
    fn assess<T: Trace>(&self, turnover: &mut Turnover, trace: &mut T) {
        turnover::assess(turnover, self.rules, self.profile, self.standing, self.eligibility, self.told, trace);
    }
}

/// What an assessment takes over from those before it.
pub(super) trait Kept<T: Trace> {
    /// Since when it is a general taxpayer.
    fn standing(&mut self, asked: Asked<'_>, trace: &mut T) -> GeneralStatusSince {
        general_status::standing(&asked.rules.taxes, asked.profile, asked.form, trace)
    }

    /// The taxes on its sales.
    fn turnover(&mut self, seller: Seller<'_>, trace: &mut T) -> &Turnover;
}

/// Assesses what was found possible in any form; `amounts` are blank before.
#[inline(always)]
pub(super) fn assess<T: Trace>(
    kept: &mut impl Kept<T>,
    asked: Asked<'_>,
    in_any: &InAnyForm,
    amounts: &mut Amounts,
    trace: &mut T,
) -> Result<(), Error> {
    let (Asked { rules, profile, form }, told) = (asked, in_any.told);
    let standing = kept.standing(asked, trace);
    check::in_form(rules, profile, form, standing, in_any)?;
    let eligibility = eligibility(rules, profile, form, standing);
    let turnover = kept.turnover(Seller { rules, profile, standing, eligibility: &eligibility, told }, trace);
    Run { rules, profile, form, eligibility: &eligibility, standing, told, amounts: &mut *amounts, trace }.all(turnover);
    check::local(rules, profile, &eligibility, amounts)
}

/// Nothing is taken over.
impl<T: Trace> Kept<T> for Turnover {
    fn turnover(&mut self, seller: Seller<'_>, trace: &mut T) -> &Turnover {
        seller.assess(self, trace);
        self
    }
}

/// A profile that is assessed in one form after the other, the figures alone.
pub(crate) struct InForms<'r> {
    rules: &'r Rules,
    profile: &'r Profile,
    in_any: Result<InAnyForm, Error>,
    kept: OfForms,
}

/// The taxes on sales, as long as the forms share them.
struct OfForms {
    /// Whether sales may pass the small-scale limit.
    may_pass_limit: bool,
    turnover: Turnover,
    /// Whose turnover that is.
    of: Option<(ReliefEligibility, GeneralStatusSince)>,
}

impl<'r> InForms<'r> {
    pub(crate) fn new(rules: &'r Rules, profile: &'r Profile) -> InForms<'r> {
        let in_any = check::in_any_form(rules, profile);
        let may_pass_limit = in_any.is_ok() && general_status::may_pass_limit(&rules.taxes, profile);
        InForms { rules, profile, in_any, kept: OfForms { may_pass_limit, turnover: Turnover::default(), of: None } }
    }

    /// Whether sales may pass the small-scale limit.
    #[cfg(feature = "register")]
    pub(crate) fn may_pass_limit(&self) -> bool {
        self.kept.may_pass_limit
    }

    /// Assesses the profile in a form; `amounts` are blank before. What forms share is told to `trace` once.
    pub(crate) fn assess<T: Trace>(&mut self, form: Form, amounts: &mut Amounts, trace: &mut T) -> Result<(), Error> {
        let in_any = self.in_any.as_ref().map_err(Error::clone)?;
        assess(&mut self.kept, Asked { rules: self.rules, profile: self.profile, form }, in_any, amounts, trace)
    }
}

impl<T: Trace> Kept<T> for OfForms {
    fn standing(&mut self, asked: Asked<'_>, trace: &mut T) -> GeneralStatusSince {
        match self.may_pass_limit {
            true => general_status::standing(&asked.rules.taxes, asked.profile, asked.form, trace),
            false => general_status::stated(asked.profile),
        }
    }

    fn turnover(&mut self, seller: Seller<'_>, trace: &mut T) -> &Turnover {
        let Seller { rules, profile, standing, eligibility, .. } = seller;
        if !self.of.is_some_and(|(of, stood)| stood == standing && turnover::is_the_same(rules, profile, &of, eligibility)) {
            seller.assess(&mut self.turnover, trace);
            self.of = Some((*eligibility, standing));
        }
        &self.turnover
    }
}

/// Assessments one after the other of a business whose sales stay. All are of one form, and of profiles that differ in nothing but costs,
/// the owner's wage and the share distributed.
pub(crate) struct SameSales<'r, T> {
    rules: &'r Rules,
    form: Form,
    known: Option<Known<T>>,
}

/// What does not depend on these three, once it was found possible.
struct Known<T> {
    told: Told,
    standing: GeneralStatusSince,
    eligibility: ReliefEligibility,
    turnover: Turnover,
    /// The amounts before the income, and the costs beside those told.
    amounts: Amounts,
    beside: Money,
    /// What the trace had heard by then.
    heard: T,
}

impl<'r, T: Trace + Clone + Default> SameSales<'r, T> {
    pub(crate) fn new(rules: &'r Rules, form: Form) -> SameSales<'r, T> {
        SameSales { rules, form, known: None }
    }

    /// As [`super::assess_with`], with a trace of its own.
    pub(crate) fn assess(&mut self, profile: &Profile) -> (T, Result<Amounts, Error>) {
        let asked = Asked { rules: self.rules, profile, form: self.form };
        let mut trace = T::default();
        // The dues of a trade union are of the wages, and income starts from them.
        if profile.scale.trade_union {
            let found = super::assess_with(asked.rules, profile, asked.form, &mut trace);
            return (trace, found);
        }
        let known = match &mut self.known {
            Some(known) => check::figures(profile).map(|()| &*known),
            none => Known::of(asked, &mut trace).map(|known| &*none.insert(known)),
        };
        let found = known.and_then(|known| {
            trace.clone_from(&known.heard);
            known.on_income(asked, &mut trace)
        });
        (trace, found)
    }
}

impl<T: Trace + Clone> Known<T> {
    fn of(asked: Asked<'_>, trace: &mut T) -> Result<Known<T>, Error> {
        let Asked { rules, profile, form } = asked;
        let (in_any, mut turnover, mut amounts) = (check::in_any_form(rules, profile)?, Turnover::default(), Amounts::default());
        let told = in_any.told;
        let standing = general_status::standing(&rules.taxes, profile, form, trace);
        check::in_form(rules, profile, form, standing, &in_any)?;
        let eligibility = eligibility(rules, profile, form, standing);
        Seller { rules, profile, standing, eligibility: &eligibility, told }.assess(&mut turnover, trace);
        let mut run = Run { rules, profile, form, eligibility: &eligibility, standing, told, amounts: &mut amounts, trace: &mut *trace };
        let beside = run.before_income(&turnover);
        Ok(Known { told, standing, eligibility, turnover, amounts, beside, heard: trace.clone() })
    }

    fn on_income(&self, Asked { rules, profile, form }: Asked<'_>, trace: &mut T) -> Result<Amounts, Error> {
        let (mut amounts, eligibility) = (self.amounts, &self.eligibility);
        let (standing, told) = (self.standing, self.told);
        Run { rules, profile, form, eligibility, standing, told, amounts: &mut amounts, trace }.on_income(&self.turnover, self.beside);
        check::local(rules, profile, eligibility, &amounts)?;
        Ok(amounts)
    }
}
