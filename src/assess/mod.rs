//! One assessment: the order of the taxes, for one business in one form and one year.
//!
//! VAT → surcharges → stamp, property, land-use, resource and farmland taxes → income tax → the owner. Each later tax
//! starts from the earlier ones; nothing reaches back.

mod check;
mod eligibility;
mod fixed_amount;
mod income;
mod order;
mod persons;
mod rising;
mod rules;
mod spread;
mod turnover;

use crate::Money;
use crate::base::error::Error;
use crate::base::names::{Form, Line, SizeClass, VatStatus};
use crate::benefits::size::{Figures, Size};
use crate::benefits::social_insurance::Premiums;
use crate::benefits::{
    self, credit_refund, deferral, entitlement, interest_subsidy, local_subsidy, premium_refund, premium_waiver, registration_fee, rent,
    social_insurance, start_up_loan, unemployment_rate, union_dues,
};
use crate::facts::{LimitedCosts, Profile};
use crate::taxes::amounts::Amounts;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::reduce_payable::ReliefEligibility;
use crate::taxes::trace::{Assumption, MeasureIx, Record, Silent, Trace};
use crate::taxes::{self, Taxpayer, deed_tax, paid_taxes};
use order::Asked;
pub(crate) use order::{InForms, SameSales};
pub(crate) use persons::{settled_part, tax_of_others};
pub(crate) use rising::compares_rising;
pub use rules::{Rules, policy_reference, policy_schema, policy_skeleton};
use turnover::Turnover;

/// An assessment with everything it rests on.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Assessment {
    /// The form assessed.
    pub form: Form,
    /// VAT standing at the beginning of the year.
    pub vat_status: VatStatus,
    /// The figures.
    pub amounts: Amounts,
    /// Steps, refusals, assumptions.
    pub record: Record,
}

impl Assessment {
    /// The measures that a line rests on, by their place in the pack.
    ///
    /// ```
    /// use huiqi::{Form, Line};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let assessed = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
    /// let cited: Vec<&str> = assessed.citations(Line::Stamp).into_iter().map(|index| pack.measure(index).id.as_str()).collect();
    /// assert_eq!(cited, ["council-stamp-regulation#duty", "yunnan-mof-sta-2022-4#halving"]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn citations(&self, line: Line) -> Vec<MeasureIx> {
        let mut cited: Vec<MeasureIx> =
            self.record.steps.iter().filter(|step| step.line == line).filter_map(|step| step.measure()).collect();
        cited.sort();
        cited.dedup();
        cited
    }
}

/// Assesses a profile in a form, keeping every step.
///
/// ```
/// use huiqi::{Form, Line};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let assessed = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
/// // One per cent of the first quarter, which is over the limit; from April the sales are exempt.
/// assert_eq!(assessed.amounts.lines[Line::Vat].payable().to_string(), "4,633.66");
/// assert!(assessed.record.steps.iter().any(|step| step.line == Line::Vat)); // and how it comes about
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// Facts that are missing for the form, impossible under the rules in force, or of a period the pack does not cover.
pub fn assess(rules: &Rules, profile: &Profile, form: Form) -> Result<Assessment, Error> {
    let mut record = Record::default();
    let amounts = assess_with(rules, profile, form, &mut record)?;
    record.not_counted = taxes::not_counted(&rules.taxes, profile, form);
    Ok(Assessment { form, vat_status: profile.vat_status, amounts, record })
}

/// Assesses a profile in a form: the figures alone, as fast as possible.
///
/// ```
/// use huiqi::Form;
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let amounts = huiqi::amounts(&rules, &shop, Form::IndividualBusiness)?;
/// assert_eq!(amounts, huiqi::assess(&rules, &shop, Form::IndividualBusiness)?.amounts);
/// assert_eq!(amounts.receipts.to_string(), "1,885,000.00");
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`assess`].
pub fn amounts(rules: &Rules, profile: &Profile, form: Form) -> Result<Amounts, Error> {
    assess_with(rules, profile, form, &mut Silent)
}

/// Assesses a profile in a form, telling `trace` every step.
///
/// ```
/// use huiqi::Form;
/// use huiqi::trace::{Assumption, Benefit, Refusal, Step, Trace};
///
/// /// Counts the reliefs that were refused, and keeps nothing else.
/// #[derive(Default)]
/// struct Refused(usize);
///
/// impl Trace for Refused {
///     fn step(&mut self, _: impl FnOnce() -> Step) {}
///     fn refuse(&mut self, _: impl FnOnce() -> Refusal) { self.0 += 1 }
///     fn assume(&mut self, _: impl FnOnce() -> Assumption) {}
///     fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
/// }
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let mut refused = Refused::default();
/// huiqi::assess_with(&rules, &shop, Form::IndividualBusiness, &mut refused)?;
/// assert!(refused.0 > 0);
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`assess`].
pub fn assess_with<T: Trace>(rules: &Rules, profile: &Profile, form: Form, trace: &mut T) -> Result<Amounts, Error> {
    let (in_any, mut amounts) = (check::in_any_form(rules, profile)?, Amounts::default());
    order::assess(&mut Turnover::default(), Asked { rules, profile, form }, &in_any, &mut amounts, trace)?;
    Ok(amounts)
}

/// Assesses a profile in several forms, the figures alone: what does not depend on the form is computed once. `each` is
/// called with every form and its amounts, in order.
///
/// ```
/// use huiqi::{Form, Vocabulary};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let mut totals = Vec::new();
/// huiqi::amounts_in_forms(&rules, &shop, Form::ALL, &mut |form, amounts| totals.push((form, amounts.map(|of| of.total()))));
/// assert_eq!(totals[0], (Form::IndividualBusiness, huiqi::amounts(&rules, &shop, Form::IndividualBusiness).map(|of| of.total())));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn amounts_in_forms(rules: &Rules, profile: &Profile, forms: &[Form], each: &mut dyn FnMut(Form, Result<&Amounts, Error>)) {
    let mut in_forms = InForms::new(rules, profile);
    for form in forms.iter().copied() {
        let mut amounts = Amounts::default();
        let assessed = in_forms.assess(form, &mut amounts, &mut Silent);
        each(form, assessed.map(|()| &amounts));
    }
}

/// Of which groups of rules a profile tells anything: asked once for all forms, so that no form goes through what is not told.
#[derive(Clone, Copy, Default)]
struct Told {
    /// Of the taxes that follow from facts alone.
    on_facts: bool,
    /// Of what stands beside the taxes and moves money.
    beside: bool,
    /// Of the costs that are deducted up to a limit.
    limited_costs: bool,
}

impl Told {
    fn of(profile: &Profile) -> Told {
        Told {
            on_facts: taxes::is_any_on_facts(profile),
            beside: benefits::moves_money(profile),
            limited_costs: profile.limited_costs != LimitedCosts::default(),
        }
    }
}

/// One run through the taxes.
struct Run<'r, T> {
    rules: &'r Rules,
    profile: &'r Profile,
    form: Form,
    eligibility: &'r ReliefEligibility,
    standing: GeneralStatusSince,
    told: Told,
    /// The figures that are known so far: before the first tax, none.
    amounts: &'r mut Amounts,
    trace: &'r mut T,
}

/// What stands beside the taxes and moves money: grants received and fees paid.
#[derive(Default)]
struct OtherPayments {
    grants: Money,
    fees: Money,
    premiums: Premiums,
}

impl<T: Trace> Run<'_, T> {
    /// All taxes in their order. Never inlined, as [`turnover::assess`].
    #[inline(never)]
    fn all(mut self, turnover: &Turnover) {
        let beside = self.before_income(turnover);
        self.on_income(turnover, beside);
    }

    /// All that is known before the income is, and the costs that it adds to those told. Of costs, the owner's wage and the share
    /// distributed nothing depends here but the dues of a trade union, on the wage.
    #[inline(always)]
    fn before_income(&mut self, turnover: &Turnover) -> Money {
        (self.amounts.receipts, self.amounts.revenue) = (turnover.receipts, turnover.receipts - turnover.in_receipts);
        turnover.taxes().into_iter().for_each(|(line, tax)| self.amounts.lines[line] = tax);
        if T::LISTENS {
            deferral::taxes(&self.rules.benefits.deferral, self.profile, turnover.sales, &turnover.payable, self.trace);
        }
        if self.told.on_facts {
            taxes::on_facts(
                &Taxpayer {
                    rules: &self.rules.taxes,
                    profile: self.profile,
                    eligibility: self.eligibility,
                    standing: self.standing,
                    sales: &turnover.sales_of,
                },
                &mut self.amounts.lines,
                self.trace,
            );
        }
        let (rent, rent_waived) = if self.told.beside { self.rent() } else { Default::default() };
        let (converting, conversion) = (self.converts(), &self.profile.conversion);
        let (mut of_conversion, mut granted) = (Money::ZERO, Money::ZERO);
        if converting {
            (of_conversion, granted) = (conversion.costs(), conversion.grants);
            self.trace.assume(|| Assumption::ConversionAllYear);
            if of_conversion == Money::ZERO {
                self.trace.assume(|| Assumption::NoConversionCosts);
            }
        }
        // A trace is told too what moves no money.
        let beside = if T::LISTENS || self.told.beside { self.beside(converting, turnover.credit) } else { OtherPayments::default() };
        if converting {
            self.amounts.deed_tax = deed_tax::assess(&self.rules.taxes, self.profile, self.form, self.trace);
        }
        self.amounts.employer_insurance = beside.premiums.employer;
        self.amounts.owner_insurance = beside.premiums.owner;
        self.amounts.rent_waived = rent_waived;
        self.amounts.grants = granted + beside.grants;
        rent - rent_waived + of_conversion + beside.fees
    }

    /// The income and the taxes on it; `beside`: the costs beside those told.
    #[inline(always)]
    fn on_income(mut self, turnover: &Turnover, beside: Money) {
        let (converting, conversion) = (self.converts(), &self.profile.conversion);
        let costs = self.profile.costs.total() + beside;
        let own_premiums = self.amounts.owner_insurance;
        let company = self.form.is_company();
        // The owner's own premiums are a cost of a business of persons, and come off the wage in a company.
        let profit = self.profit(turnover, if company { costs } else { costs + own_premiums });
        if converting && conversion.land_appreciation > Money::ZERO {
            paid_taxes::on_conversion(&self.rules.taxes, self.profile, self.form, &mut self.amounts.lines, self.trace);
        }
        if company {
            self.company(profit, own_premiums, converting, &turnover.set_off)
        } else {
            self.persons(profit, converting, &turnover.set_off)
        }
        self.amounts.costs = costs;
        self.amounts.profit = profit;
    }

    /// Whether another form than the present one is assessed.
    fn converts(&self) -> bool {
        self.form != self.profile.form
    }

    /// What stands beside the taxes of the year. Never inlined: few businesses have any of it.
    #[inline(never)]
    fn beside(&mut self, converting: bool, credit: Money) -> OtherPayments {
        let (rules, profile) = (&self.rules.benefits, self.profile);
        // Few ask for what goes by the size of the enterprise.
        let asked = !profile.registrations.is_empty() || profile.social_insurance.is_some() || profile.general.refund.is_some();
        let size = Size { form: self.form, class: if asked { self.class() } else { None } };
        self.trace.chose(rules.size.classes.as_ref().map(|rule| rule.measure), || match size.class {
            Some(SizeClass::Micro | SizeClass::Small) => 0,
            Some(SizeClass::Medium) | None => 1,
            Some(SizeClass::Large) => 2,
        });
        if T::LISTENS {
            deferral::insurance(&rules.deferral, profile, self.trace);
            unemployment_rate::assess(&rules.unemployment_rate, profile, self.trace);
            entitlement::assess(&rules.entitlement, profile, self.trace);
            entitlement::late_charge(&rules.entitlement, profile, self.trace);
            credit_refund::assess(&rules.credit_refund, profile, credit, size, self.trace);
            premium_waiver::assess(&rules.premium_waiver, profile, size, self.trace);
        }
        let grants = premium_refund::assess(&rules.premium_refund, profile, size, self.trace)
            + local_subsidy::assess(&rules.local_subsidy, profile, converting, self.trace)
            + start_up_loan::assess(&rules.start_up_loan, profile, self.trace)
            + interest_subsidy::assess(&rules.interest_subsidy, profile, self.trace);
        let fees = registration_fee::assess(&rules.registration_fee, profile, size, self.trace)
            + union_dues::assess(&rules.union_dues, profile, self.form, self.trace);
        let premiums = social_insurance::assess(&rules.social_insurance, &rules.unemployment_rate, profile, self.form, self.trace);
        OtherPayments { grants, fees: fees + premiums.employer, premiums }
    }

    /// The size class that the profile states, or that its figures make.
    fn class(&self) -> Option<SizeClass> {
        let by_figures = || {
            let rule = self.rules.benefits.size.classes.as_ref()?;
            rule.rule.class(&self.profile.industry, &Figures::of(&self.profile.scale, self.amounts.revenue)?)
        };
        self.profile.scale.class.or_else(by_figures)
    }

    fn rent(&mut self) -> (Money, Money) {
        let (mut rent, mut waived) = (Money::ZERO, Money::ZERO);
        for rented in &self.profile.rented {
            let (of_lease, off) = rent::assess(
                (&self.rules.benefits.rent, &self.rules.benefits.size),
                rented,
                self.profile,
                self.amounts.revenue,
                self.form,
                self.trace,
            );
            rent += of_lease;
            waived += off;
        }
        (rent, waived)
    }
}
