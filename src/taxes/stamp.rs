//! Stamp duty (印花税), document by document, before and after the law of 2022-07-01.

use super::reduce_payable::{Ground, reduce};
use super::{Rule, Slot};
use crate::base::calendar::Period;
use crate::base::names::ContractKind;
use crate::base::names::{ByContractKind, Form, IndividualMovables, Line};
use crate::base::source::{Section, amount, rate, word};
use crate::facts::Contract;
use crate::law::MonthRules;
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Assumption, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

/// Rates by kind of document, and the old regulation's own rounding.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StampDuty {
    rates: ByContractKind<Option<Rate>>,
    exempt_below: Option<Money>,
    round_to: Option<Money>,
    minimums: ByContractKind<Option<Money>>,
    individual_movables: IndividualMovables,
}

impl Rule for StampDuty {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let rates = parameters.part_table("rates", rate);
        let (exempt_below, round_to) = (parameters.optional("exempt_below", amount), parameters.optional("round_to", amount));
        let minimums = if parameters.has("minimums") { parameters.part_table("minimums", amount) } else { Some(Default::default()) };
        let individual_movables = parameters.required("individual_movables", word);
        Some(StampDuty { rates: rates?, exempt_below, round_to, minimums: minimums?, individual_movables: individual_movables? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::StampDuty]
    }
}

impl StampDuty {
    pub(crate) fn taxes(&self, kind: ContractKind) -> bool {
        self.rates[kind].is_some()
    }

    /// Duty on one document: half up to the fen, or by the old regulation's tenths of a yuan and minimums.
    fn duty(&self, kind: ContractKind, base: Money, rate: Rate) -> Money {
        let exact = base.exactly_times(rate);
        if self.exempt_below.is_some_and(|limit| exact.is_less_than(limit)) {
            return Money::ZERO;
        }
        let rounded = self.round_to.map_or_else(|| exact.round_half_up(), |step| exact.round_half_up_to(step));
        self.minimums[kind].map_or(rounded, |minimum| rounded.max(minimum))
    }
}

/// Assesses one document; `exempt` is the measure that spares it.
pub(crate) fn assess<T: Trace>(
    rules: &MonthRules,
    contract: &Contract,
    movables_as_individual: Option<bool>,
    exempt: Option<MeasureIx>,
    ground: &Ground,
    lines: &mut Lines,
    trace: &mut T,
) {
    let (stamp, kind, period) = (&rules.stamp, contract.kind, Period::Month(contract.month));
    let Some(rate) = stamp.rule.rates[kind] else { return };
    let base = contract.amount - contract.vat_stated;
    if kind == ContractKind::Sale
        && ground.form == Form::IndividualBusiness
        && stamp.rule.individual_movables == IndividualMovables::Excluded
    {
        match movables_as_individual {
            Some(true) => {
                trace.refuse(|| Refusal { line: Some(Line::Stamp), measure: stamp.measure, reason: Reason::OutsideStamp { amount: base } });
                return;
            }
            Some(false) => {}
            None => trace.assume(|| Assumption::MovablesTaxed { treatment: IndividualMovables::Taxed }),
        }
    }
    let mut tax = Tax { due: stamp.rule.duty(kind, base, rate), relief: Money::ZERO };
    trace.step(|| Step {
        line: Line::Stamp,
        period,
        what: What::StampBase,
        measure: None,
        result: base,
        formula: Formula::Less { from: contract.amount, less: contract.vat_stated },
    });
    trace.step(|| Step {
        line: Line::Stamp,
        period,
        what: What::Due,
        measure: Some(stamp.measure),
        result: tax.due,
        formula: Formula::Contract { base, rate, kind },
    });
    if let Some(measure) = exempt {
        tax.relief = tax.due;
        let (what, formula) = (What::ConversionDeed, Formula::AllOf { amount: tax.due });
        trace.step(|| Step { line: Line::Stamp, period, what, measure: Some(measure), result: tax.relief, formula });
    }
    reduce(&rules.reduce[Line::Stamp], Line::Stamp, period, ground, &mut tax, trace);
    lines[Line::Stamp].add(tax.due, tax.relief);
}
