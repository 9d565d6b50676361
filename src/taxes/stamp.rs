//! Stamp duty (印花税), document by document, before and after the law of 2022-07-01.

use super::deed_tax::ConversionDeedExemption;
use super::property::ExemptHousingLet;
use super::reduce_payable::{ReducePayable, reduce};
use super::{OnFacts, OwnLine, Report, Rules, Taxpayer};
use crate::base::dates::Period;
use crate::base::error::{Error, Problem};
use crate::base::names::{ByContractKind, ContractKind, Form, IndividualMovables, Line, SaleKind, SizeClass};
use crate::base::slot::Subject;
use crate::base::source::Section;
use crate::facts::{Contract, Profile, PropertyBase, Sale};
use crate::law::parameter::{all, amount, by_word, optional, or, parameters, rate, word, words};
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct StampDuty en "Stamp duty by kind of document" zh "印花税税目税率" {
        rates: ByContractKind<Option<Rate>> = by_word(optional(rate())), en "the rate of each kind that is taxed" zh "应税凭证的税率";
        exempt_below: Option<Money> = optional(amount()), en "duty below this is not levied" zh "税额不足此数的免纳";
        round_to: Option<Money> = optional(amount()),
            en "duty is rounded half up to a multiple of this, instead of to the fen" zh "税额按此单位四舍五入";
        minimums: ByContractKind<Option<Money>> = or(Default::default(), by_word(optional(amount()))),
            en "the least duty on a document of a kind that is taxed" zh "每份应税凭证的最低税额";
        individual_movables: IndividualMovables = word(all()),
            en "whether sales contracts on movables written by individuals are taxed" zh "个人书立的动产买卖合同";
    }
    then StampDuty::minimums_are_taxed
}

impl StampDuty {
    /// A minimum of a kind that is not taxed would be read by nobody.
    fn minimums_are_taxed(self, section: &Section<'_>) -> Option<Self> {
        for (kind, _) in self.minimums.iter().filter(|(kind, minimum)| minimum.is_some() && self.rates[*kind].is_none()) {
            section.report_at(RuleProblem::NotTaxedKind { kind }, section.at("minimums"));
        }
        Some(self)
    }
}

impl Rule for StampDuty {
    const DECIDES: &'static Subject = &Subject::monthly("stamp-duty", "stamp duty", "印花税").always();
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

parameters! {
    pub(crate) struct SmallLoanExemption
        en "Loan contracts of financial institutions with small enterprises bear no stamp duty"
        zh "金融机构与小型、微型企业借款合同免征印花税"
    {
        forms: Vec<Form> = words(all()), en "the legal forms that are enterprises" zh "属于企业的组织形式";
        classes: Vec<SizeClass> = words(all()), en "the size classes of the borrowers" zh "借款企业的规模";
    }
}

impl Rule for SmallLoanExemption {
    const DECIDES: &'static Subject =
        &Subject::monthly("small-loan-exemption", "stamp duty on loans of small enterprises", "小型、微型企业借款合同免征印花税");
}

impl SmallLoanExemption {
    fn refuses(&self, form: Form, class: Option<SizeClass>) -> Option<Reason> {
        match class {
            _ if !self.forms.contains(&form) => Some(Reason::NotOfThisForm),
            None => Some(Reason::SizeNotTold),
            Some(class) if !self.classes.contains(&class) => Some(Reason::NotSmall),
            Some(_) => None,
        }
    }
}

/// Stamp duty of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    pub(crate) duty: RuleInForce<StampDuty>,
    conversion_deeds: Option<RuleInForce<ConversionDeedExemption>>,
    small_loans: Option<RuleInForce<SmallLoanExemption>>,
    housing_let: Option<RuleInForce<ExemptHousingLet>>,
    reduce: Option<RuleInForce<ReducePayable>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules {
            duty: day.always()?,
            conversion_deeds: day.find(),
            small_loans: day.find(),
            housing_let: day.of_line(Line::Stamp),
            reduce: day.of_line(Line::Stamp),
        })
    }
}

/// Stamp duty.
pub(crate) struct Stamp;

impl super::Tax for Stamp {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::Stamp)];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<StampDuty>(), Kind::of::<ConversionDeedExemption>(), Kind::of::<SmallLoanExemption>()];

    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        for contract in &profile.contracts {
            if !rules.month(contract.month).stamp.duty.rule.taxes(contract.kind) {
                report(Problem::at(RuleProblem::NotTaxedKind { kind: contract.kind }, contract.at));
            }
        }
        Ok(())
    }

    fn not_counted(rules: &Rules, profile: &Profile, form: Form, say: &mut dyn FnMut(NotCounted)) {
        let lacks = |kind: ContractKind| profile.contracts.iter().all(|contract| contract.kind != kind);
        if !profile.rented.is_empty() && lacks(ContractKind::Lease) {
            say(NotCounted::LeaseContracts);
        }
        let outside =
            |sale: &Sale| is_outside(&rules.month(sale.period.first_month()).stamp.duty.rule, profile.movables_as_individual, form);
        let taxed = |sale: &Sale| sale.kind == SaleKind::Goods && sale.amount > Money::ZERO && !outside(sale);
        if lacks(ContractKind::Sale) && profile.sales.iter().any(taxed) {
            say(NotCounted::SalesContracts);
        }
    }
}

/// Whether sales contracts of the business on movables count as written by an individual, and are outside stamp duty.
fn is_outside(duty: &StampDuty, movables_as_individual: Option<bool>, form: Form) -> bool {
    let excluded = duty.individual_movables == IndividualMovables::Excluded;
    excluded && form == Form::IndividualBusiness && movables_as_individual != Some(false)
}

impl OnFacts for Stamp {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        // A property that stays behind in a conversion is told of too.
        let moved = profile.conversion.paid_in_capital.max(profile.conversion.property_moved) > Money::ZERO;
        moved || !profile.contracts.is_empty() || !profile.properties.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for contract in &payer.profile.contracts {
            let from_bank = contract.financial_lender.filter(|_| contract.kind == ContractKind::Loan);
            if from_bank == Some(false) {
                let (measure, amount) = (payer.rules.month(contract.month).stamp.duty.measure, contract.amount - contract.vat_stated);
                trace.refuse(|| Refusal { line: Some(Line::Stamp), measure, reason: Reason::LenderNotFinancial { amount } });
                continue;
            }
            let exempt = from_bank.and_then(|_| small_loan(payer, contract, trace));
            document(payer, contract, payer.profile.movables_as_individual, exempt, lines, trace);
        }
        if payer.converts() {
            conversion(payer, lines, trace);
        }
    }
}

/// The measure that exempts a loan contract with a financial institution, where one does.
fn small_loan<T: Trace>(payer: &Taxpayer<'_>, contract: &Contract, trace: &mut T) -> Option<(What, MeasureIx)> {
    let RuleInForce { measure, rule, .. } = payer.rules.month(contract.month).stamp.small_loans.as_ref()?;
    match rule.refuses(payer.eligibility.form, payer.profile.scale.class) {
        None => Some((What::LoanExempt, *measure)),
        Some(reason) => {
            trace.refuse(|| Refusal { line: Some(Line::Stamp), measure: *measure, reason });
            None
        }
    }
}

/// Duty on the new company's capital, and on its copy of the deed that moves land and houses.
fn conversion<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
    let (form, conversion) = (payer.eligibility.form, &payer.profile.conversion);
    let (month, rules) = (conversion.month, payer.rules.month(conversion.month));
    let mut stamped = |kind: ContractKind, amount: Money, exempt: Option<(What, MeasureIx)>, trace: &mut T| {
        if amount > Money::ZERO {
            let written = Contract { month, kind, amount, ..Contract::default() };
            document(payer, &written, None, exempt, lines, trace);
        }
    };
    if form.is_company() {
        stamped(ContractKind::Capital, conversion.paid_in_capital, None, trace);
    }
    let mut exempt = None;
    if let Some(spared) = rules.stamp.conversion_deeds.as_ref().filter(|_| conversion.property_moved > Money::ZERO) {
        match spared.rule.refuses(form, conversion.investor_share) {
            None => exempt = Some((What::ConversionDeed, spared.measure)),
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

/// Assesses one document; `exempt` is the measure that exempts it, and as what.
fn document<T: Trace>(
    payer: &Taxpayer<'_>,
    contract: &Contract,
    movables_as_individual: Option<bool>,
    exempt: Option<(What, MeasureIx)>,
    lines: &mut Lines,
    trace: &mut T,
) {
    let (rules, eligibility) = (&payer.rules.month(contract.month).stamp, payer.eligibility);
    let (stamp, kind, period) = (&rules.duty, contract.kind, Period::Month(contract.month));
    let Some(rate) = stamp.rule.rates[kind] else { return };
    let base = contract.amount - contract.vat_stated;
    if kind == ContractKind::Sale && stamp.rule.individual_movables == IndividualMovables::Excluded {
        let own = is_outside(&stamp.rule, movables_as_individual, eligibility.form);
        if own && movables_as_individual.is_none() && !contract.with_individual {
            trace.assume(|| Assumption::MovablesOutside { treatment: IndividualMovables::Excluded });
        }
        if own || contract.with_individual {
            trace.refuse(|| Refusal { line: Some(Line::Stamp), measure: stamp.measure, reason: Reason::OutsideStamp { amount: base } });
            return;
        }
        trace.assume(|| Assumption::PartiesAreUnits);
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
    if let Some((what, measure)) = exempt {
        tax.relief = tax.due;
        let formula = Formula::AllOf { amount: tax.due };
        trace.step(|| Step { line: Line::Stamp, period, what, basis: Basis::Law(measure), result: tax.relief, formula });
    }
    let let_out = rules.housing_let.as_ref().filter(|let_out| contract.housing && let_out.rule.is_for(eligibility.form));
    if let Some(let_out) = let_out.filter(|_| kind == ContractKind::Lease) {
        tax.relief = tax.due;
        let (what, formula) = (What::HousingLet, Formula::AllOf { amount: tax.due });
        trace.step(|| Step { line: Line::Stamp, period, what, basis: Basis::Law(let_out.measure), result: tax.relief, formula });
    }
    reduce(&rules.reduce, Line::Stamp, period, eligibility, &mut tax, trace);
    lines[Line::Stamp].add(tax.due, tax.relief);
}
