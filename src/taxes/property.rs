//! Property tax (房产税): by original value or by rent, and the exemption of premises whose rent was cut.

use super::reduce_payable::{Ground, reduce_in};
use super::{Rule, Slot};
use crate::base::calendar::Period;
use crate::law::problem::LawProblem;
use crate::base::money::Ratio;
use crate::base::names::Line;
use crate::base::source::{Section, count, list, rate, word};
use crate::facts::{Property, PropertyBase, RentCut};
use crate::law::YearRules;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Assumption, Formula, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

/// The two rates, and how far a province may deduct from original value (减除10%至30%).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PropertyTax {
    by_value: Rate,
    by_rent: Rate,
    pub(crate) deduction_least: Rate,
    pub(crate) deduction_most: Rate,
}

impl Rule for PropertyTax {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (by_value, by_rent) = (parameters.required("by_value", rate), parameters.required("by_rent", rate));
        let (least, most) = (parameters.required("deduction_least", rate), parameters.required("deduction_most", rate));
        if least > most {
            parameters.report_at(LawProblem::RangeBackwards, parameters.at("deduction_least"));
        }
        Some(PropertyTax { by_value: by_value?, by_rent: by_rent?, deduction_least: least?, deduction_most: most? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::PropertyTax]
    }
}

/// The province's deduction from original value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PropertyValueDeduction {
    pub(crate) deduction: Rate,
}

impl Rule for PropertyValueDeduction {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(PropertyValueDeduction { deduction: parameters.required("deduction", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::PropertyValueDeduction]
    }
}

/// Rate on the rent of housing (出租住房).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HousingRentRate {
    rate: Rate,
}

impl Rule for HousingRentRate {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(HousingRentRate { rate: parameters.required("rate", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::HousingRentRate]
    }
}

/// Premises let to small service businesses are exempt for the months of rent forgiven.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExemptLetProperty {
    taxes: Vec<Line>,
    least_months: u32,
}

impl Rule for ExemptLetProperty {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let taxes = parameters.required("taxes", list(word));
        let least_months = parameters.required("least_months", count(12, &["个月"]));
        Some(ExemptLetProperty { taxes: taxes?, least_months: least_months? })
    }
    fn slots(&self) -> Vec<Slot> {
        self.taxes.iter().map(|tax| Slot::ExemptLetProperty(*tax)).collect()
    }
}

impl ExemptLetProperty {
    /// Months of rent that a cut amounts to: beyond whole months, more than half counts as one, less as none. The
    /// announcement leaves exactly half open; the lower count is taken and said.
    fn months<T: Trace>(&self, cut: &RentCut, trace: &mut T) -> i64 {
        let rent = cut.monthly_rent.max(Money::from_fen(1));
        let whole = cut.amount.fen().checked_div(rent.fen()).unwrap_or_default();
        let rest = cut.amount - rent.times_whole(whole);
        if whole < i64::from(self.least_months) {
            return 0;
        }
        if rest + rest == rent {
            trace.assume(|| Assumption::HalfMonthCut { cut: cut.amount });
        }
        whole.saturating_add(i64::from(rest + rest > rent))
    }
}

/// Takes the exemption of let premises off `tax`, for property and land-use tax alike.
pub(crate) fn exempt_let<T: Trace>(rules: &YearRules, line: Line, cut: Option<&RentCut>, months: i64, tax: &mut Tax, trace: &mut T) {
    let (Some(exempt), Some(cut)) = (&rules.exempt_let[line], cut) else { return };
    let measure = exempt.measure;
    if !cut.tenant_qualifies {
        trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::TenantDoesNotQualify });
        return;
    }
    let of_year = exempt.rule.months(cut, trace);
    let exempt_months = of_year.saturating_sub(cut.months_before).clamp(0, months);
    if of_year > 0 && exempt_months == 0 {
        return; // all of them lie before the conversion
    }
    if exempt_months == 0 {
        let least = cut.monthly_rent.times_whole(i64::from(exempt.rule.least_months));
        trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::CutUnderLeast { cut: cut.amount, least } });
        return;
    }
    let relief = tax.due.part(exempt_months, months.max(1));
    trace.step(|| Step {
        line,
        period: Period::Year,
        what: What::LetExempt,
        measure: Some(measure),
        result: relief,
        formula: Formula::Months { amount: tax.due, months: exempt_months, of: months },
    });
    tax.relief += relief;
}

/// Assesses one property for the year.
pub(crate) fn assess<T: Trace>(rules: &YearRules, property: &Property, ground: &Ground, lines: &mut Lines, trace: &mut T) {
    let (line, period, months) = (Line::Property, Period::Year, property.months.count());
    let rates = &rules.property.rule;
    let mut tax = Tax::default();
    match property.base {
        PropertyBase::Value(value) => {
            let deduction = rules.property_deduction.rule.deduction;
            let year = Ratio::from(value).times(deduction.complement()).times(rates.by_value);
            tax.due = year.times_whole(months).divided_by(12).round_half_up();
            trace.step(|| Step {
                line,
                period,
                what: What::Due,
                measure: Some(rules.property.measure),
                result: tax.due,
                formula: Formula::Value { value, deduction, rate: rates.by_value, months },
            });
            trace.step(|| Step {
                line,
                period,
                what: What::StampBase,
                measure: Some(rules.property_deduction.measure),
                result: value.times(deduction.complement()),
                formula: Formula::Product { base: value, rate: deduction.complement() },
            });
        }
        PropertyBase::Rent(rent) => {
            let (rate, measure) = match &rules.housing_rent {
                Some(housing) if property.housing => (housing.rule.rate, housing.measure),
                _ => (rates.by_rent, rules.property.measure),
            };
            tax.due = rent.times(rate);
            trace.step(|| Step {
                line,
                period,
                what: What::Due,
                measure: Some(measure),
                result: tax.due,
                formula: Formula::Product { base: rent, rate },
            });
        }
    }
    exempt_let(rules, line, property.rent_cut.as_ref(), months, &mut tax, trace);
    reduce_in(&rules.reduce[line], line, period, property.months.set(), ground, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}

/// The rent cut of the premises that a piece of land was let with.
pub(crate) fn cut_of(properties: &[Property], let_with: Option<usize>) -> Option<&RentCut> {
    properties.get(let_with?)?.rent_cut.as_ref()
}
