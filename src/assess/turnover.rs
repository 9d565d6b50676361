//! VAT of the year, period by period: the first of the taxes, which all others start from.

use crate::Money;
use crate::amounts::Tax;
use crate::facts::Profile;
use crate::names::Form;
use crate::policy::Rules;
use crate::rules::general_status::Standing;
use crate::rules::general_vat::{self, Carried};
use crate::rules::small_scale_vat::{self, PeriodVat};
use crate::trace::Trace;

/// Sales and their VAT.
#[derive(Default)]
pub(super) struct Turnover {
    /// Of each filing period of the year.
    pub(super) periods: [PeriodVat; 12],
    /// VAT of the year.
    pub(super) tax: Tax,
    /// Net sales.
    pub(super) sales: Money,
    /// What customers paid.
    pub(super) receipts: Money,
    /// VAT that customers paid and the taxpayer does not keep.
    pub(super) in_receipts: Money,
    /// Input tax in the costs that may be credited, and so is no cost.
    pub(super) input: Money,
    /// VAT credit carried out of the year.
    pub(super) credit: Money,
}

/// Assesses the VAT of the year.
pub(super) fn assess<T: Trace>(rules: &Rules, profile: &Profile, form: Form, standing: Standing, trace: &mut T) -> Turnover {
    let mut carried = Carried { credit: profile.general.opening_credit, addition: profile.general.opening_addition };
    let mut turnover = Turnover::default();
    let mut groups = small_scale_vat::grouped(rules, &profile.sales, profile.filing, form);
    let mut left = groups.as_mut_slice();
    for (period, of_period) in profile.filing.periods().zip(&mut turnover.periods) {
        let small_scale = small_scale_vat::of_period(&mut left, period);
        let vat = if standing.is_general(period.first_month()) {
            general_vat::assess_period(rules.month(period.first_month()), &profile.sales, &profile.general, period, &mut carried, trace)
        } else {
            small_scale_vat::assess_period(rules, small_scale, profile.filing, period, trace)
        };
        turnover.tax.add(vat.payable + vat.relief, vat.relief);
        turnover.sales += vat.sales;
        turnover.receipts += vat.receipts;
        turnover.in_receipts += vat.in_receipts;
        turnover.input += vat.input;
        *of_period = vat;
    }
    turnover.credit = carried.credit;
    turnover
}

/// Whether two forms of the same VAT standing pay the same VAT on these sales: few levies depend on the form.
pub(super) fn is_the_same(rules: &Rules, profile: &Profile, one: Form, other: Form) -> bool {
    let individual = |form| form == Form::IndividualBusiness;
    individual(one) == individual(other) || profile.sales.iter().all(|sale| !rules.levy_depends_on_form[sale.kind])
}
