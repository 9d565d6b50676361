//! Stamp duty (印花税), document by document, before and after the law of 2022-07-01.

use super::deed_tax::ConversionDeedExemption;
use super::reduce_payable::{ReducePayable, reduce};
use super::{OnFacts, OwnLine, Report, Rules, Taxpayer};
use crate::base::calendar::Period;
use crate::base::error::{At, Error};
use crate::base::message::Message;
use crate::base::names::ContractKind;
use crate::base::names::{ByContractKind, Form, IndividualMovables, Line};
use crate::base::slot::Subject;
use crate::base::source::{Section, amount, rate, word};
use crate::facts::{Contract, Profile, PropertyBase};
use crate::law::{Day, In, Kind, NoRules, Resolve, Rule};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
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
    const DECIDES: &'static Subject = &Subject::monthly("stamp-duty", "stamp duty", "印花税").always();

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let rates = parameters.part_table("rates", rate);
        let (exempt_below, round_to) = (parameters.optional("exempt_below", amount), parameters.optional("round_to", amount));
        let minimums = if parameters.has("minimums") { parameters.part_table("minimums", amount) } else { Some(Default::default()) };
        let individual_movables = parameters.required("individual_movables", word);
        Some(StampDuty { rates: rates?, exempt_below, round_to, minimums: minimums?, individual_movables: individual_movables? })
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

/// Stamp duty of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    pub(crate) duty: In<StampDuty>,
    conversion_deeds: Option<In<ConversionDeedExemption>>,
    reduce: Option<In<ReducePayable>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { duty: day.always()?, conversion_deeds: day.find(), reduce: day.of_line(Line::Stamp) })
    }
}

/// Stamp duty.
pub(crate) struct Stamp;

impl super::Tax for Stamp {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::Stamp).deductible()];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<StampDuty>(), Kind::of::<ConversionDeedExemption>()];

    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        for contract in &profile.contracts {
            if !rules.month(contract.month).stamp.duty.rule.taxes(contract.kind) {
                report(Message::NotTaxedKind { kind: contract.kind }, contract.at);
            }
        }
        Ok(())
    }
}

impl OnFacts for Stamp {
    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for contract in &payer.profile.contracts {
            document(payer, contract, payer.profile.movables_as_individual, None, lines, trace);
        }
        if payer.converts() {
            conversion(payer, lines, trace);
        }
    }
}

/// Duty on the new company's capital, and on its copy of the deed that moves land and houses.
fn conversion<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
    let (form, conversion) = (payer.ground.form, &payer.profile.conversion);
    let (month, rules) = (conversion.month, payer.rules.month(conversion.month));
    let mut stamped = |kind: ContractKind, amount: Money, exempt: Option<MeasureIx>, trace: &mut T| {
        if amount > Money::ZERO {
            let written = Contract { month, kind, amount, vat_stated: Money::ZERO, at: At::default() };
            document(payer, &written, None, exempt, lines, trace);
        }
    };
    if form.is_company() {
        stamped(ContractKind::Capital, conversion.paid_in_capital, None, trace);
    }
    let mut exempt = None;
    if let Some(spared) = rules.stamp.conversion_deeds.as_ref().filter(|_| conversion.property_moved > Money::ZERO) {
        match spared.rule.refuses(form, conversion.investor_share) {
            None => exempt = Some(spared.measure),
            Some(reason) => {
                trace.refuse(|| Refusal { line: Some(Line::Stamp), measure: spared.measure, reason });
            }
        }
    }
    stamped(ContractKind::RealEstateTransfer, conversion.property_moved, exempt, trace);
    let owned = payer.profile.properties.iter().any(|owned| matches!(owned.base, PropertyBase::Value(_)));
    if owned && conversion.property_moved == Money::ZERO {
        trace.assume(|| Assumption::PropertyStays);
    }
}

/// Assesses one document; `exempt` is the measure that spares it.
fn document<T: Trace>(
    payer: &Taxpayer<'_>,
    contract: &Contract,
    movables_as_individual: Option<bool>,
    exempt: Option<MeasureIx>,
    lines: &mut Lines,
    trace: &mut T,
) {
    let (rules, ground) = (&payer.rules.month(contract.month).stamp, payer.ground);
    let (stamp, kind, period) = (&rules.duty, contract.kind, Period::Month(contract.month));
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
        basis: Basis::Arithmetic,
        result: base,
        formula: Formula::Less { from: contract.amount, less: contract.vat_stated },
    });
    trace.step(|| Step {
        line: Line::Stamp,
        period,
        what: What::Due,
        basis: Basis::Law(stamp.measure),
        result: tax.due,
        formula: Formula::Contract { base, rate, kind },
    });
    if let Some(measure) = exempt {
        tax.relief = tax.due;
        let (what, formula) = (What::ConversionDeed, Formula::AllOf { amount: tax.due });
        trace.step(|| Step { line: Line::Stamp, period, what, basis: Basis::Law(measure), result: tax.relief, formula });
    }
    reduce(&rules.reduce, Line::Stamp, period, ground, &mut tax, trace);
    lines[Line::Stamp].add(tax.due, tax.relief);
}
