//! How each property is checked, and the mechanisms that it concerns.

use super::checks::{cases, in_force, income, losses, relief, structure, sums, surcharges, threshold, time, vat};
use super::finding::Checked;
use super::statement::Property;
use super::subject::{Draw, Subject};

/// A check looks at one drawn business; the number counts the cases, so that a check may go through a list.
pub(super) type Check = fn(&Subject<'_>, &Draw, usize) -> Checked;

const SMALL_VAT: [&str; 3] = ["exempt-sales-below", "exempt-levy-sales", "substitute-levy-rate"];
const THRESHOLDS: [&str; 3] = ["exempt-sales-below", "exempt-fees-below", "exempt-cultural-fee-below"];
const FEES: [&str; 3] = ["surcharge-rate", "exempt-fees-below", "reduce-payable"];
const LOW_PROFIT: [&str; 4] = ["small-low-profit-test", "include-income", "small-low-profit-rate", "cit-rate"];
const INCOME: [&str; 7] = [
    "iit-business",
    "basic-deduction",
    "reduce-business-iit",
    "cit-rate",
    "small-low-profit-rate",
    "include-income",
    "small-low-profit-test",
];
const ALL: [&str; 0] = [];

/// The mechanisms that a property concerns (all where none is named), and its check.
pub(super) fn entry(property: Property) -> (&'static [&'static str], Check) {
    match property {
        Property::ReliefNotNegative => (&ALL, structure::relief_not_negative),
        Property::TotalIsItsLines => (&ALL, sums::total_is_its_lines),
        Property::StepsMakeTheLine => (&ALL, sums::steps_make_the_line),
        Property::SilentIsTraced => (&ALL, structure::silent_is_traced),
        Property::OrderIsNothing => (&ALL, structure::order_is_nothing),
        Property::SameFormNoDifference => (&ALL, structure::same_form_no_difference),
        Property::UnsaidFacts => (&ALL, structure::unused_facts),
        Property::MoneyIsConserved => (&ALL, sums::money_is_conserved),
        Property::RentIsConserved => (&["rent-waiver", "agreed-rent-cut"], sums::rent_is_conserved),
        Property::ProfitIsTheRest => (&ALL, sums::profit_is_the_rest),
        Property::ThresholdAsWritten => (&THRESHOLDS, threshold::as_written),
        Property::BoundAsWorded => (&THRESHOLDS, threshold::as_worded),
        Property::QuarterIsThreeMonths => (&THRESHOLDS, threshold::three_months),
        Property::FilingChangesLittle => (&THRESHOLDS, vat::filing_changes_only_the_test),
        Property::SpecialInvoiceTaxed => (&SMALL_VAT, vat::special_invoice_is_taxed),
        Property::VatKnowsNoForm => (&SMALL_VAT, vat::knows_no_form),
        Property::OutputLessInput => (&["vat-rates"], vat::output_less_input),
        Property::CityPaysMost => (&["surcharge-rate"], surcharges::city_pays_most),
        Property::SurchargesFollowVat => (&FEES, surcharges::follow_vat),
        Property::ReductionIsExact => (&["reduce-payable"], surcharges::reduction_is_exact),
        Property::ReductionIsLast => (&["reduce-payable"], surcharges::reduction_is_last),
        Property::BracketsMeet => (&["iit-business"], income::brackets_meet),
        Property::MoreProfitMoreTax => (&INCOME, income::more_profit_not_less_tax),
        Property::NetNeverFalls => (&INCOME, income::net_never_falls),
        Property::TaxWithinIncome => (&ALL, income::tax_within_income),
        Property::ReductionWithinCap => (&["reduce-business-iit"], income::reduction_within_cap),
        Property::OtherReliefCounts => (&["reduce-business-iit", "iit-business"], income::other_relief_within_itself),
        Property::ConvertingMergesIncomes => (&["merge-business-income", "reduce-business-iit"], income::converting_merges_incomes),
        Property::SmallTestHoldsLimit => (&LOW_PROFIT, income::small_test_holds_limit),
        Property::SmallTaxIsContinuous => (&LOW_PROFIT, income::small_tax_is_continuous),
        Property::LossWithinYears => (&["loss-years"], losses::within_years),
        Property::LossesUsedInFull => (&["loss-years"], losses::used_in_full),
        Property::LossesStay => (&["loss-years"], losses::stay),
        Property::BaseIsDecided => (&ALL, in_force::base_is_decided),
        Property::OverlayAddsOnlyItself => (&ALL, in_force::overlay_adds_only_itself),
        Property::WithinValidity => (&ALL, time::within_validity),
        Property::KnownOnlyWhenIssued => (&ALL, time::known_only_when_issued),
        Property::KnowledgeGrows => (&ALL, time::knowledge_grows),
        Property::ReliefNeverRaises => (&ALL, relief::never_raises),
        Property::PublishedCases => (&ALL, cases::as_published),
    }
}
