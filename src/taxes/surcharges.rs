//! Urban maintenance tax and the two education surcharges (城市维护建设税, 教育费附加, 地方教育附加).
//!
//! All three start from the VAT and consumption tax actually paid. The fees have a standing exemption of their own for
//! small sales; the halving comes after it.

use super::reduce_payable::{Ground, reduce};
use super::{Rule, Slot};
use crate::Rate;
use crate::base::calendar::Period;
use crate::base::message::Message;
use crate::law::problem::LawProblem;
use crate::base::money::Money;
use crate::base::names::{Bound, ByLocality, Filing, Line, Locality};
use crate::base::source::{Section, amount, list, rate, word};
use crate::base::words::Table;
use crate::law::MonthRules;
use crate::taxes::amounts::Tax;
use crate::taxes::trace::{Formula, Reason, Refusal, Step, Trace, What};

/// The three that are levied on VAT paid.
pub(crate) const SURCHARGES: [Line; 3] = [Line::UrbanMaintenance, Line::EducationSurcharge, Line::LocalEducationSurcharge];

/// Rate of one surcharge, by locality where the law says so.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SurchargeRate {
    tax: Line,
    rates: ByLocality<Rate>,
}

impl SurchargeRate {
    pub(crate) fn rate(&self, locality: Locality) -> Rate {
        self.rates[locality]
    }
}

impl Rule for SurchargeRate {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let tax = parameters.required("tax", word);
        if let Some(tax) = tax.filter(|tax| !SURCHARGES.contains(tax)) {
            parameters.report_at(LawProblem::NotAnFeeOrTax { line: tax }, parameters.at("tax"));
        }
        let rates = match (parameters.has("rate"), parameters.has("rates")) {
            (true, false) => parameters.required("rate", rate).map(|rate| Table::from_fn(|_| rate)),
            (false, true) => parameters.whole_table("rates", rate),
            _ => {
                let _ = (parameters.optional("rate", |_| Ok(())), parameters.optional("rates", |_| Ok(())));
                parameters.report(Message::OneOf { one: "rate", other: "rates" });
                None
            }
        };
        Some(SurchargeRate { tax: tax?, rates: rates? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::SurchargeRate(self.tax)]
    }
}

/// Fees are not levied in a period of small sales, whoever the payer is (月销售额不超过10万元的缴纳义务人).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExemptFeesBelow {
    pub(crate) taxes: Vec<Line>,
    pub(crate) month: Money,
    pub(crate) quarter: Money,
    pub(crate) bound: Bound,
}

impl Rule for ExemptFeesBelow {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (taxes, bound) = (parameters.required("taxes", list(word)), parameters.required("bound", word));
        let (month, quarter) = (parameters.required("month", amount), parameters.required("quarter", amount));
        Some(ExemptFeesBelow { taxes: taxes?, month: month?, quarter: quarter?, bound: bound? })
    }
    fn slots(&self) -> Vec<Slot> {
        self.taxes.iter().map(|tax| Slot::ExemptFeesBelow(*tax)).collect()
    }
}

/// What one period's surcharges are levied on.
pub(crate) struct PeriodBase {
    pub(crate) period: Period,
    pub(crate) filing: Filing,
    /// VAT and consumption tax paid.
    pub(crate) paid: Money,
    /// All net sales of the period.
    pub(crate) sales: Money,
    pub(crate) locality: Locality,
}

/// Assesses the three surcharges of one filing period, and adds them to those of the periods before.
pub(crate) fn assess_period<T: Trace>(rules: &MonthRules, base: &PeriodBase, ground: &Ground, sums: &mut [Tax; 3], trace: &mut T) {
    if base.paid == Money::ZERO {
        return;
    }
    let period = base.period;
    for (&line, sum) in SURCHARGES.iter().zip(sums) {
        let levied = &rules.surcharges[line];
        let Some(levied) = levied else { continue };
        let rate = levied.rule.rate(base.locality);
        let mut tax = Tax { due: base.paid.times(rate), relief: Money::ZERO };
        trace.step(|| Step {
            line,
            period,
            what: What::Due,
            measure: Some(levied.measure),
            result: tax.due,
            formula: Formula::Product { base: base.paid, rate },
        });
        if let Some(exempt) = &rules.exempt_fees[line] {
            let limit = match base.filing {
                Filing::Monthly => exempt.rule.month,
                Filing::Quarterly => exempt.rule.quarter,
            };
            if exempt.rule.bound.admits(base.sales, limit) {
                tax.relief = tax.due;
                trace.step(|| Step {
                    line,
                    period,
                    what: What::FeesExempt,
                    measure: Some(exempt.measure),
                    result: tax.relief,
                    formula: Formula::AllOf { amount: tax.due },
                });
            } else {
                trace.refuse(|| Refusal {
                    line: Some(line),
                    measure: exempt.measure,
                    reason: Reason::SalesOverThreshold { period, sales: base.sales, bound: exempt.rule.bound, limit },
                });
            }
        }
        reduce(&rules.reduce[line], line, period, ground, &mut tax, trace);
        sum.add(tax.due, tax.relief);
    }
}
