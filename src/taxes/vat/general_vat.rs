//! VAT of general taxpayers (增值税一般纳税人): output less input tax, credit carried forward, the additional deduction
//! (加计抵减), sales under the simple method beside it, and what is exempt by its nature.

use super::exempt_supplies::Seller;
use super::levy::Reduced;
use super::returns;
use super::{MonthRules, PeriodVat};
use crate::base::dates::{MonthSet, Period};
use crate::base::names::{Addition, ExemptSupply, Line, Prices, SaleKind};
use crate::base::slot::{Part, Subject};
use crate::facts::{GeneralVat, Method, Sale};
use crate::law::parameter::{all, parameters, rate, rates, words};
use crate::law::{Rule, RuleInForce};
use crate::taxes::amounts::Tax;
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};
use smallvec::SmallVec;

parameters! {
    pub(crate) struct VatRates en "VAT rates of the general method" zh "增值税税率" {
        pub(crate) rates: Vec<Rate> = rates(), en "the rates" zh "各档税率";
    }
}

impl Rule for VatRates {
    const DECIDES: &'static Subject = &Subject::monthly("vat-rates", "VAT rates", "增值税税率").always();
}

parameters! {
    pub(crate) struct InputAddition en "Creditable input tax counts for more" zh "进项税额加计抵减" {
        production: Rate = rate(), en "the addition for production services" zh "生产性服务业的加计比例";
        consumer: Rate = rate(), en "the addition for consumer services" zh "生活性服务业的加计比例";
        share_over: Rate = rate(), en "the share of sales that such services must exceed" zh "此类服务销售额占比须超过";
    }
}

impl Rule for InputAddition {
    const DECIDES: &'static Subject = &Subject::monthly("input-addition", "the additional input deduction", "加计抵减");
}

parameters! {
    pub(crate) struct SimpleLevyRate
        en "Levy rate of a general taxpayer's simple method, where it is not that of small-scale taxpayers"
        zh "一般纳税人简易计税的征收率"
    {
        kinds: Vec<SaleKind> = words(all()), en "the kinds of sale" zh "适用的销售";
        levy_rate: Rate = rate(), en "the levy rate" zh "征收率";
    }
}

impl Rule for SimpleLevyRate {
    const DECIDES: &'static Subject = &Subject::monthly("simple-levy-rate", "simple levy rate", "简易计税征收率");

    fn parts(&self) -> Vec<Part> {
        self.kinds.iter().copied().map(Part::of).collect()
    }
}

/// What a general taxpayer carries from one period to the next.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Carried {
    /// Input tax not yet credited (期末留抵税额).
    pub(crate) credit: Money,
    /// Additional deduction not yet used (加计抵减期末余额).
    pub(crate) addition: Money,
    /// Tax overpaid because returns were more than the sales of a period.
    pub(crate) overpaid: Money,
    /// VAT prepaid at another place, not yet used.
    pub(crate) prepaid: Money,
}

/// Sales under one output rate or one levy rate.
#[derive(Clone, Copy)]
struct Group {
    method: Method,
    rate: Rate,
    /// Exempt by its nature: what it is, and under which measure.
    exempt: Option<(ExemptSupply, MeasureIx)>,
    /// The reduction for used goods.
    reduced: Option<Reduced>,
    inclusive: Money,
    given_net: Money,
    deducted: Money,
    /// Of the net prices those whose VAT the invoices print, and that VAT.
    printed: (Money, Money),
}

/// Assesses some months of one filing period, mostly all, and moves what is carried.
#[allow(clippy::too_many_arguments)] // what the period is assessed by
pub(crate) fn assess_period<T: Trace>(
    vat: &MonthRules,
    sales: &[Sale],
    facts: &GeneralVat,
    seller: Seller,
    (period, months): (Period, MonthSet),
    carried: &mut Carried,
    trace: &mut T,
) -> PeriodVat {
    let line = Line::Vat;
    let mut result = PeriodVat::default();
    let mut tax = Tax::default();
    let mut output = Money::ZERO;
    let step = |trace: &mut T, what, basis, result, formula| trace.step(|| Step { line, period, what, basis, result, formula });

    let mut any_exempt = false;
    for group in groups(vat, sales, seller, months) {
        let net = group.inclusive.net_of(group.rate) + group.given_net;
        let on_sales = net.times(group.rate);
        result.sales += net;
        let (net_printed, vat_printed) = group.printed;
        result.receipts += group.inclusive + group.given_net + group.deducted + vat_printed;
        let formula = Formula::Product { base: net, rate: group.rate };
        let price = price(&group);
        step(trace, What::NetSales, price.own_basis(), net, price);
        if let Some((_, measure)) = group.exempt {
            step(trace, What::Due, Basis::Law(vat.rates.measure), on_sales, formula);
            step(trace, What::ExemptSupply, Basis::Law(measure), on_sales, Formula::AllOf { amount: on_sales });
            tax.add(on_sales, on_sales);
            any_exempt = true;
            continue;
        }
        let relief = group.reduced.map_or(Money::ZERO, |reduced| net.times(group.rate.minus(reduced.to)));
        // A net price was paid together with its VAT.
        let net_unprinted = group.given_net - net_printed;
        if net_unprinted != Money::ZERO {
            let rate = group.reduced.map_or(group.rate, |reduced| reduced.to);
            result.receipts += returns::share(on_sales - relief, net_unprinted, net, rate);
        }
        if group.method == Method::Simple {
            step(trace, What::Due, Basis::Law(vat.levy.measure), on_sales, formula);
            if let Some(Reduced { measure, to, .. }) = group.reduced {
                let formula = Formula::ReducedBy { base: net, from: group.rate, to };
                step(trace, What::RateReduced, Basis::Law(measure), relief, formula);
            }
            tax.add(on_sales, relief);
        } else {
            step(trace, What::OutputTax, Basis::Law(vat.rates.measure), on_sales, formula);
            output += on_sales;
        }
    }

    let of_period = facts.inputs.iter().filter(|input| months.has(input.period.first_month()));
    let (input, out) = of_period.fold((Money::ZERO, Money::ZERO), |(tax, out), input| (tax + input.tax, out + input.transferred_out));
    if any_exempt && input > Money::ZERO && out == Money::ZERO {
        trace.assume(|| Assumption::NoInputOfExempt);
    }
    let creditable = carried.credit + input - out;
    let general = (output - creditable).at_least_zero();
    carried.credit = (creditable - output).at_least_zero();
    step(
        trace,
        What::InputTax,
        Basis::Arithmetic,
        creditable,
        Formula::Credit { carried: carried_before(creditable, input, out), input, out },
    );
    step(trace, What::Due, Basis::Law(vat.rates.measure), general, Formula::Less { from: output, less: creditable.min(output) });
    tax.add(general, Money::ZERO);

    let used = addition(vat, facts, input, out, general, period, carried, trace);
    tax.relief += used;
    if carried.credit > Money::ZERO {
        step(trace, What::CreditCarried, Basis::Arithmetic, carried.credit, Formula::Less { from: creditable, less: output });
    }
    (result.payable, result.relief) = (tax.payable(), tax.relief);
    // The output tax that input tax covers was still collected from customers.
    result.in_receipts = output + tax.payable() - general;
    result.input = input - out;
    if result.payable < Money::ZERO || result.relief < Money::ZERO {
        let over = if vat.set_off.is_some() { (-result.payable).at_least_zero() } else { Money::ZERO };
        returns::below_nought(&mut result, period, (vat.of_returns(), (over, Money::ZERO)), trace);
    }
    result
}

fn carried_before(creditable: Money, input: Money, out: Money) -> Money {
    creditable - input + out
}

/// 当期可抵减 = 上期末余额 + 当期计提 − 当期调减; it lowers tax under the general method only, and the rest is carried.
#[allow(clippy::too_many_arguments)] // the figures of the formula
fn addition<T: Trace>(
    vat: &MonthRules,
    facts: &GeneralVat,
    input: Money,
    out: Money,
    general: Money,
    period: Period,
    carried: &mut Carried,
    trace: &mut T,
) -> Money {
    let Some((class, share)) = facts.addition else { return Money::ZERO };
    if class == Addition::Manufacturing {
        let Some(RuleInForce { measure, rule, .. }) = &vat.manufacturing_addition else { return Money::ZERO };
        return add(*measure, rule.rate, (input, out, general), period, carried, trace);
    }
    let Some(rule) = &vat.addition else { return Money::ZERO };
    let (line, measure) = (Line::Vat, rule.measure);
    if share <= rule.rule.share_over {
        trace.refuse(|| Refusal { line: Some(line), measure, reason: Reason::ServicesShareTooSmall { share, over: rule.rule.share_over } });
        return Money::ZERO;
    }
    let rate = match class {
        Addition::Production => rule.rule.production,
        Addition::Consumer | Addition::Manufacturing => rule.rule.consumer,
    };
    add(measure, rate, (input, out, general), period, carried, trace)
}

/// Adds a share of the input tax of a period to what is deducted, and uses it.
fn add<T: Trace>(
    measure: MeasureIx,
    rate: Rate,
    (input, out, general): (Money, Money, Money),
    period: Period,
    carried: &mut Carried,
    trace: &mut T,
) -> Money {
    let line = Line::Vat;
    let (accrued, clawed_back) = (input.times(rate), out.times(rate));
    let available = carried.addition + accrued - clawed_back;
    let used = available.at_least_zero().min(general);
    trace.step(|| Step {
        line,
        period,
        what: What::AdditionAvailable,
        basis: Basis::Law(measure),
        result: available,
        formula: Formula::Addition { carried: carried.addition, input, rate, out },
    });
    if used > Money::ZERO {
        trace.step(|| Step {
            line,
            period,
            what: What::AdditionUsed,
            basis: Basis::Law(measure),
            result: used,
            formula: Formula::AtMost { amount: available, most: general },
        });
    }
    carried.addition = available - used;
    used
}

fn price(group: &Group) -> Formula {
    match (group.inclusive, group.given_net) {
        (Money::ZERO, _) => Formula::Given,
        (inclusive, Money::ZERO) => Formula::Price { inclusive, rate: group.rate },
        (inclusive, net) => Formula::NetOf { inclusive, rate: group.rate, net },
    }
}

/// The sales of some months, added up by rate and method before anything is rounded.
fn groups(vat: &MonthRules, sales: &[Sale], seller: Seller, months: MonthSet) -> SmallVec<[Group; 4]> {
    let mut groups: SmallVec<[Group; 4]> = SmallVec::new();
    for sale in sales.iter().filter(|sale| months.has(sale.period.first_month())) {
        let rate = match sale.method {
            Method::General(rate) => rate,
            Method::Simple | Method::Levy => vat.simple_levy(sale.kind),
        };
        let exempt = sale.exempt.and_then(|supply| Some((supply, vat.exemption(sale, supply, seller, true)?)));
        let reduced = if sale.used { vat.reduced_of_used(sale) } else { None };
        let rate = reduced.map_or(rate, |reduced| reduced.divisor);
        let mut add = |exempt: Option<(ExemptSupply, MeasureIx)>, sold: Money, deducted: Money, vat_printed: Option<Money>| {
            let reduced = reduced.filter(|_| exempt.is_none());
            let (zero, of_sale) = (Money::ZERO, (sale.method, rate, exempt, reduced.is_some()));
            let mut alike = groups.iter_mut().find(|group| group.key() == of_sale);
            if alike.is_none() {
                let printed = (zero, zero);
                groups.push(Group {
                    method: sale.method,
                    rate,
                    exempt,
                    reduced,
                    inclusive: zero,
                    given_net: zero,
                    deducted: zero,
                    printed,
                });
                alike = groups.last_mut();
            }
            let Some(group) = alike else { return };
            match (sale.prices, vat_printed) {
                (Prices::Inclusive, None) => group.inclusive += sold,
                (Prices::Net, None) => group.given_net += sold,
                (prices, Some(printed)) => {
                    let net = if prices == Prices::Net { sold } else { sold - printed };
                    group.given_net += net;
                    group.printed = (group.printed.0 + net, group.printed.1 + printed);
                }
            }
            group.deducted += deducted;
        };
        match sale.exempt_amount.filter(|_| exempt.is_some()) {
            None => add(exempt, sale.amount - sale.deduct, sale.deduct, sale.vat_printed),
            Some(part) => {
                add(exempt, part, Money::ZERO, None);
                add(None, sale.amount - part - sale.deduct, sale.deduct, sale.vat_printed);
            }
        }
    }
    groups.sort_unstable_by_key(Group::key);
    groups
}

impl Group {
    /// The order of the steps.
    fn key(&self) -> (Method, Rate, Option<(ExemptSupply, MeasureIx)>, bool) {
        (self.method, self.rate, self.exempt, self.reduced.is_some())
    }
}

parameters! {
    pub(crate) struct ManufacturingAddition
        en "Advanced manufacturers add a share of creditable input tax to what they deduct" zh "先进制造业企业加计抵减"
    {
        rate: Rate = rate(), en "the share" zh "加计比例";
    }
}

impl Rule for ManufacturingAddition {
    const DECIDES: &'static Subject =
        &Subject::monthly("manufacturing-addition", "additional deduction of manufacturers", "先进制造业加计抵减");
}

impl MonthRules {
    fn simple_levy(&self, kind: SaleKind) -> Rate {
        self.simple[kind].as_ref().map_or(self.levy.rule.rates[kind], |simple| simple.rule.levy_rate)
    }
}
