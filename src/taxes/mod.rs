//! The mechanisms of the law: one file each, with its parameters, how they are read, and what they compute.
//!
//! A policy file names a mechanism and gives its parameters. The macro below is the only registration: a new mechanism
//! is one file here and one line in it.

pub(crate) mod amounts;
pub(crate) mod brackets;
pub(crate) mod business_income;
pub(crate) mod deed_tax;
pub(crate) mod enterprise_income;
pub(crate) mod extra_deductions;
pub(crate) mod farmland;
pub(crate) mod filing;
pub(crate) mod general_status;
pub(crate) mod general_vat;
pub(crate) mod land_use;
pub(crate) mod owner;
pub(crate) mod problem;
pub(crate) mod property;
pub(crate) mod reduce_payable;
pub(crate) mod resource;
pub(crate) mod small_scale_vat;
pub(crate) mod stamp;
pub(crate) mod surcharges;
pub mod trace;

use crate::law::problem::LawProblem;
use crate::base::source::{Section, nearest};
use crate::benefits::{
    credit_refund, deferral, entitlement, local_subsidy, premium_refund, registration_fee, rent, size, start_up_loan, unemployment_rate,
};
pub(crate) use crate::law::slot::Slot;
use crate::taxes::trace::MeasureIx;
use std::sync::Arc;

/// What every mechanism's parameters know of themselves.
pub(crate) trait Rule: Sized {
    /// Reads `[measure.parameters]`; problems are reported to the section.
    fn read(parameters: &Section<'_>) -> Option<Self>;
    /// The slots it decides.
    fn slots(&self) -> Vec<Slot>;
}

macro_rules! mechanisms {
    ($($name:literal $variant:ident($module:ident),)*) => {
        /// One mechanism with its parameters.
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) enum Mechanism { $($variant(Arc<$module::$variant>)),* }

        impl Mechanism {
            /// The mechanisms' names in policy files.
            pub(crate) const NAMES: &'static [&'static str] = &[$($name),*];

            /// Reads the parameters of the mechanism called `name`.
            pub(crate) fn read(name: &str, parameters: &Section<'_>) -> Option<Mechanism> {
                match name {
                    $($name => $module::$variant::read(parameters).map(|rule| Mechanism::$variant(Arc::new(rule))),)*
                    _ => None,
                }
            }

            pub(crate) fn name(&self) -> &'static str {
                match self { $(Mechanism::$variant(_) => $name),* }
            }

            pub(crate) fn slots(&self) -> Vec<Slot> {
                match self { $(Mechanism::$variant(rule) => rule.slots()),* }
            }
        }

        $(impl Pick for $module::$variant {
            fn pick(mechanism: &Mechanism) -> Option<&Arc<Self>> {
                match mechanism { Mechanism::$variant(rule) => Some(rule), _ => None }
            }
        })*
    };
}

mechanisms! {
    "levy-rate" LevyRate(small_scale_vat),
    "small-scale-limit" SmallScaleLimit(small_scale_vat),
    "general-status" GeneralStatus(general_status),
    "vat-filing" VatFiling(filing),
    "income-prepayment" IncomePrepayment(filing),
    "exempt-sales-below" ExemptSalesBelow(small_scale_vat),
    "exempt-levy-sales" ExemptLevySales(small_scale_vat),
    "substitute-levy-rate" SubstituteLevyRate(small_scale_vat),
    "vat-rates" VatRates(general_vat),
    "input-addition" InputAddition(general_vat),
    "simple-levy-rate" SimpleLevyRate(general_vat),
    "exempt-services" ExemptServices(general_vat),
    "surcharge-rate" SurchargeRate(surcharges),
    "exempt-fees-below" ExemptFeesBelow(surcharges),
    "delegate-reduction" DelegateReduction(reduce_payable),
    "reduce-payable" ReducePayable(reduce_payable),
    "stamp-duty" StampDuty(stamp),
    "property-tax" PropertyTax(property),
    "property-value-deduction" PropertyValueDeduction(property),
    "housing-rent-rate" HousingRentRate(property),
    "exempt-let-property" ExemptLetProperty(property),
    "land-use-amount" LandUseAmount(land_use),
    "resource-tax" ResourceTax(resource),
    "farmland-occupation" FarmlandOccupation(farmland),
    "farmland-amount" FarmlandAmount(farmland),
    "iit-business" IitBusiness(business_income),
    "basic-deduction" BasicDeduction(business_income),
    "loss-years" LossYears(business_income),
    "reduce-business-iit" ReduceBusinessIit(business_income),
    "cit-rate" CitRate(enterprise_income),
    "small-low-profit-rate" SmallLowProfitRate(enterprise_income),
    "small-low-profit-test" SmallLowProfitTest(enterprise_income),
    "include-income" IncludeIncome(enterprise_income),
    "high-tech-rate" HighTechRate(enterprise_income),
    "rd-super-deduction" RdSuperDeduction(extra_deductions),
    "minimum-life" MinimumLife(extra_deductions),
    "expense-equipment" ExpenseEquipment(extra_deductions),
    "dividend-rate" DividendRate(owner),
    "iit-comprehensive" IitComprehensive(owner),
    "tax-deferral" TaxDeferral(deferral),
    "insurance-deferral" InsuranceDeferral(deferral),
    "premium-refund" PremiumRefund(premium_refund),
    "registration-fee" RegistrationFee(registration_fee),
    "deed-tax" DeedTax(deed_tax),
    "deed-tax-exemption" DeedTaxExemption(deed_tax),
    "conversion-deed-exemption" ConversionDeedExemption(deed_tax),
    "local-subsidy" LocalSubsidy(local_subsidy),
    "start-up-loan" StartUpLoan(start_up_loan),
    "entitlement" Entitlement(entitlement),
    "late-charge-waiver" LateChargeWaiver(entitlement),
    "credit-refund" CreditRefund(credit_refund),
    "unemployment-rate" UnemploymentRate(unemployment_rate),
    "size-classes" SizeClasses(size),
    "cultivation-list" CultivationList(size),
    "carry-over" CarryOver(size),
    "rent-waiver" RentWaiver(rent),
    "agreed-rent-cut" AgreedRentCut(rent),
}

/// The rule of a measure whose slot says which mechanism it has.
pub(crate) trait Pick: Sized {
    fn pick(mechanism: &Mechanism) -> Option<&Arc<Self>>;
}

/// A rule together with the measure it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct In<R> {
    pub(crate) measure: MeasureIx,
    pub(crate) rule: Arc<R>,
}

/// The message for a mechanism's name that is not known.
pub(crate) fn unknown_mechanism(found: &str) -> LawProblem {
    match nearest(found, Mechanism::NAMES) {
        Some(meant) => {
            let meant = Mechanism::NAMES.iter().copied().find(|name| *name == meant).unwrap_or_default();
            LawProblem::UnknownMechanismMeant { found: found.to_string(), meant }
        }
        None => LawProblem::UnknownMechanism { found: found.to_string() },
    }
}
