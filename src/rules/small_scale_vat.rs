//! VAT of small-scale taxpayers (增值税小规模纳税人): levy rates, the threshold, exempt and reduced levies.
//!
//! The period's net sales are tested against the threshold; what is not exempt is taxed at the levy rate of its kind,
//! less a reduction where one is in force. Special invoices are always taxed, yet count toward the threshold.

use super::{In, Rule, Slot};
use crate::amounts::{Lines, Tax};
use crate::calendar::Period;
use crate::facts::Sale;
use crate::message::Message;
use crate::names::{Bound, BySaleKind, Filing, Form, Invoice, Line, PriceDividedBy, Prices, RealEstateInTest, SaleKind, Who};
use crate::policy::{Rules, VatRules};
use crate::source::{Section, amount, list, rate, word};
use crate::trace::{Formula, Reason, Refusal, Step, Trace, What};
use crate::words::Vocabulary;
use crate::{Money, Rate};

/// Levy rate (征收率) by kind of sale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LevyRate {
    pub(crate) rates: BySaleKind<Rate>,
}

impl Rule for LevyRate {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(LevyRate { rates: parameters.whole_table("rates", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::LevyRate]
    }
}

/// Annual sales above which general status is compulsory (小规模纳税人标准).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SmallScaleLimit {
    pub(crate) annual_sales: Money,
}

impl Rule for SmallScaleLimit {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(SmallScaleLimit { annual_sales: parameters.required("annual_sales", amount)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::SmallScaleLimit]
    }
}

/// Sales of a period under the threshold are exempt (月销售额……以下免征增值税).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExemptSalesBelow {
    pub(crate) month: Money,
    pub(crate) quarter: Money,
    pub(crate) bound: Bound,
    pub(crate) real_estate_sale: RealEstateInTest,
}

impl Rule for ExemptSalesBelow {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (month, quarter) = (parameters.required("month", amount), parameters.required("quarter", amount));
        let (bound, real_estate) = (parameters.required("bound", word), parameters.required("real_estate_sale", word));
        Some(ExemptSalesBelow { month: month?, quarter: quarter?, bound: bound?, real_estate_sale: real_estate? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::ExemptSalesBelow]
    }
}

/// Sales under one levy rate are exempt, whatever the total (适用3%征收率的应税销售收入免征).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExemptLevySales {
    pub(crate) levy_rate: Rate,
}

impl Rule for ExemptLevySales {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(ExemptLevySales { levy_rate: parameters.required("levy_rate", rate)? })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::ExemptLevySales]
    }
}

/// A levy rate reduced to another (减按1%征收率征收).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SubstituteLevyRate {
    pub(crate) from: Rate,
    pub(crate) to: Rate,
    pub(crate) kinds: Vec<SaleKind>,
    pub(crate) price_divided_by: PriceDividedBy,
    pub(crate) who: Vec<Who>,
}

impl Rule for SubstituteLevyRate {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (from, to) = (parameters.required("from", rate), parameters.required("to", rate));
        let kinds = parameters.required("kinds", list(word));
        let price_divided_by = parameters.required("price_divided_by", word);
        let who = parameters.required("who", list(word));
        if let (Some(from), Some(to)) = (from, to)
            && to >= from
        {
            parameters.report_at(Message::RateOutsideRange { found: to, least: Rate::ZERO, most: from }, parameters.at("to"));
        }
        Some(SubstituteLevyRate { from: from?, to: to?, kinds: kinds?, price_divided_by: price_divided_by?, who: who? })
    }
    fn slots(&self) -> Vec<Slot> {
        self.kinds.iter().map(|kind| Slot::SubstituteLevyRate(*kind)).collect()
    }
}

/// What a line of sales is taxed at, before any exemption.
#[derive(Clone, Copy)]
struct Levy<'r> {
    statutory: Rate,
    /// The reduction in force for it, unless waived.
    reduced: Option<&'r In<SubstituteLevyRate>>,
}

impl Levy<'_> {
    fn applied(&self) -> Rate {
        self.reduced.map_or(self.statutory, |reduction| reduction.rule.to)
    }

    fn divisor(&self) -> Rate {
        match self.reduced.map(|reduction| reduction.rule.price_divided_by) {
            Some(PriceDividedBy::Statutory) | None => self.statutory,
            Some(PriceDividedBy::Reduced) => self.applied(),
        }
    }
}

impl VatRules {
    fn reduction(&self, kind: SaleKind, form: Form) -> Option<&In<SubstituteLevyRate>> {
        self.substitute[kind].as_ref().filter(|reduction| {
            reduction.rule.who.iter().any(|who| match who {
                Who::SmallScale => true,
                Who::IndividualBusiness => form == Form::IndividualBusiness,
                Who::SmallLowProfit => false,
            })
        })
    }

    /// The rate that the inclusive price of a line is divided by.
    pub(crate) fn divisor(&self, sale: &Sale, form: Form) -> Rate {
        let (statutory, reduced) = self.levy_rates(sale.kind, form);
        levy(self, sale.kind, treatment(sale, statutory, reduced), form).divisor()
    }

    /// The levy rates a line of this kind can be invoiced at: statutory and in force.
    pub(crate) fn levy_rates(&self, kind: SaleKind, form: Form) -> (Rate, Rate) {
        let statutory = self.levy.rule.rates[kind];
        (statutory, self.reduction(kind, form).map_or(statutory, |reduction| reduction.rule.to))
    }
}

/// Sales that are treated alike: same kind, same invoice treatment, same rules.
#[derive(Clone, Copy, Default)]
struct Group {
    inclusive: Money,
    given_net: Money,
    /// Of the receipts: what difference taxation took off before tax.
    deducted: Money,
    net: Money,
}

const TREATMENTS: usize = 8;

/// The way of keeping the exemption that a service exempt for anybody has.
const EXEMPT_SERVICE: usize = 3;

/// By kind of sale and treatment.
type Groups = [[Group; TREATMENTS]; 7];

/// How a line's invoice decides its treatment: four ways to keep the exemption, times two to keep the reduction.
fn treatment(sale: &Sale, statutory: Rate, reduced: Rate) -> usize {
    let exemption = match (sale.invoice, sale.waives_exemption) {
        _ if sale.exempt.is_some() => EXEMPT_SERVICE,
        (Invoice::Special, _) => 1,
        (Invoice::Ordinary, true) => 2,
        (Invoice::Ordinary, false) => 0,
    };
    let full_rate = sale.levy_rate.is_some_and(|rate| rate == statutory && statutory != reduced);
    exemption * 2 + usize::from(full_rate)
}

/// The VAT of one filing period.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PeriodVat {
    /// VAT payable, the base of the surcharges.
    pub(crate) payable: Money,
    /// All net sales, which the thresholds look at.
    pub(crate) sales: Money,
    /// What customers paid.
    pub(crate) receipts: Money,
    /// What of that is VAT and no revenue; a relief stays with the taxpayer and is.
    pub(crate) in_receipts: Money,
    /// Input tax that may be credited, now or later.
    pub(crate) input: Money,
}

/// Assesses the sales of one filing period.
pub(crate) fn assess_period<T: Trace>(
    rules: &Rules,
    sales: &[Sale],
    filing: Filing,
    form: Form,
    period: Period,
    lines: &mut Lines,
    trace: &mut T,
) -> PeriodVat {
    let mut result = PeriodVat::default();
    let (mut tax, mut real_estate) = (Tax::default(), Money::ZERO);

    // Sales of a kind under equal rules are added up before anything is rounded. A change of the levy inside a quarter makes
    // more than one epoch for the kinds that it touches; the threshold still looks at the whole period.
    let mut epochs: [Option<(&VatRules, Groups)>; 3] = [None, None, None];
    for month in period.months() {
        let vat = &rules.month(month).vat;
        if let Some(free) = epochs.iter_mut().find(|epoch| epoch.as_ref().is_none_or(|(known, _)| known.same_levy(vat))) {
            free.get_or_insert_with(|| (vat, Default::default()));
        }
    }
    for sale in sales.iter().filter(|sale| falls_in(sale.period, period)) {
        let vat = &rules.month(sale.period.first_month()).vat;
        let Some((_, groups)) = epochs.iter_mut().flatten().find(|(known, _)| known.same_levy_on(vat, sale.kind)) else { continue };
        let (statutory, reduced) = vat.levy_rates(sale.kind, form);
        let treatment = treatment(sale, statutory, reduced);
        let Some(group) = groups.get_mut(sale.kind.index()).and_then(|kinds| kinds.get_mut(treatment)) else { continue };
        match sale.prices {
            Prices::Inclusive => group.inclusive += sale.amount - sale.deduct,
            Prices::Net => group.given_net += sale.amount - sale.deduct,
        }
        group.deducted += sale.deduct;
    }

    for (vat, groups) in epochs.iter_mut().flatten() {
        for (kind, treatment, group) in each(groups) {
            let levy = levy(vat, kind, treatment, form);
            group.net = group.inclusive.net_of(levy.divisor()) + group.given_net;
            result.sales += group.net;
            if kind == SaleKind::RealEstateSale {
                real_estate += group.net;
            }
            trace.step(|| Step {
                line: Line::Vat,
                period,
                what: What::NetSales,
                measure: None,
                result: group.net,
                formula: match (group.inclusive, group.given_net) {
                    (Money::ZERO, _) => Formula::Given,
                    (inclusive, Money::ZERO) => Formula::Price { inclusive, rate: levy.divisor() },
                    (inclusive, net) => Formula::NetOf { inclusive, rate: levy.divisor(), net },
                },
            });
        }
    }

    let threshold = rules.month(period.first_month()).vat.exempt_below.as_ref();
    let exempt = threshold.map_or(Exempt::Nothing, |threshold| threshold.rule.exempt(filing, result.sales, real_estate));
    if let Some(threshold) = threshold
        && result.sales > Money::ZERO
    {
        let (limit, bound) = (threshold.rule.limit(filing), threshold.rule.bound);
        trace.step(|| Step {
            line: Line::Vat,
            period,
            what: What::PeriodSales,
            measure: Some(threshold.measure),
            result: result.sales,
            formula: Formula::Given,
        });
        match exempt {
            Exempt::Nothing => trace.refuse(|| Refusal {
                line: Some(Line::Vat),
                measure: threshold.measure,
                reason: Reason::SalesOverThreshold { period, sales: result.sales, bound, limit },
            }),
            Exempt::AllButRealEstate => trace.refuse(|| Refusal {
                line: Some(Line::Vat),
                measure: threshold.measure,
                reason: Reason::RealEstateSaleTaxed { period, sales: real_estate },
            }),
            Exempt::All => {}
        }
    }

    for (vat, groups) in epochs.iter_mut().flatten() {
        for (kind, treatment, group) in each(groups) {
            let levy = levy(vat, kind, treatment, form);
            let due = group.net.times(levy.statutory);
            let by_threshold = threshold.filter(|_| exempt.covers(kind));
            let by_levy =
                vat.exempt_levy.as_ref().map(|exempt| (exempt.measure, exempt.rule.levy_rate)).filter(|(_, rate)| *rate == levy.statutory);
            let (ground, relief) = match (by_threshold, by_levy, treatment / 2) {
                (_, _, EXEMPT_SERVICE) => (vat.exempt_service.as_ref().map(|exempt| (What::ExemptService, exempt.measure)), due),
                (Some(threshold), _, 0) => (Some((What::ExemptBelow, threshold.measure)), due),
                (None, Some((measure, _)), 0) => (Some((What::ExemptSales, measure)), due),
                (by_threshold, by_levy, waived) => {
                    if let (true, Some(measure)) = (waived > 0, by_threshold.map(|t| t.measure).or(by_levy.map(|(measure, _)| measure))) {
                        let sales = group.net;
                        trace.refuse(|| Refusal {
                            line: Some(Line::Vat),
                            measure,
                            reason: match waived {
                                1 => Reason::SpecialInvoice { period, kind, sales, invoice: Invoice::Special },
                                _ => Reason::ExemptionWaived { period, kind, sales },
                            },
                        });
                    }
                    match levy.reduced {
                        Some(reduction) => {
                            (Some((What::RateReduced, reduction.measure)), group.net.times(levy.statutory.minus(levy.applied())))
                        }
                        None => (None, Money::ZERO),
                    }
                }
            };
            if let (None, Some(waived)) = (levy.reduced, vat.reduction(kind, form)) {
                trace.refuse(|| Refusal {
                    line: Some(Line::Vat),
                    measure: waived.measure,
                    reason: Reason::ReductionWaived { period, kind, from: levy.statutory },
                });
            }
            trace.step(|| Step {
                line: Line::Vat,
                period,
                what: What::Due,
                measure: Some(vat.levy.measure),
                result: due,
                formula: Formula::Product { base: group.net, rate: levy.statutory },
            });
            if let Some((what, measure)) = ground {
                trace.step(|| Step {
                    line: Line::Vat,
                    period,
                    what,
                    measure: Some(measure),
                    result: relief,
                    formula: match what {
                        What::RateReduced => Formula::ReducedBy { base: group.net, from: levy.statutory, to: levy.applied() },
                        _ => Formula::AllOf { amount: due },
                    },
                });
            }
            // A net price was paid together with its VAT.
            let vat_on_net = (due - relief).part(group.given_net.fen(), group.net.fen().max(1));
            result.receipts += group.inclusive + group.given_net + group.deducted + vat_on_net;
            tax.add(due, relief);
        }
    }
    result.payable = tax.payable();
    result.in_receipts = result.payable;
    lines[Line::Vat].add(tax.due, tax.relief);
    result
}

impl VatRules {
    /// Whether sales of one kind in two months are taxed alike, whichever document says so.
    fn same_levy_on(&self, other: &VatRules, kind: SaleKind) -> bool {
        let exempt = |vat: &VatRules| vat.exempt_levy.as_ref().is_some_and(|exempt| exempt.rule.levy_rate == vat.levy.rule.rates[kind]);
        let substitute = match (&self.substitute[kind], &other.substitute[kind]) {
            (Some(one), Some(another)) => one.rule == another.rule,
            (None, None) => true,
            _ => false,
        };
        self.levy.rule.rates[kind] == other.levy.rule.rates[kind] && exempt(self) == exempt(other) && substitute
    }
}

/// Whether a line of sales belongs to a filing period.
pub(crate) fn falls_in(sale: Period, period: Period) -> bool {
    period.months().any(|month| month == sale.first_month())
}

fn levy<'r>(vat: &'r VatRules, kind: SaleKind, treatment: usize, form: Form) -> Levy<'r> {
    let full_rate = treatment % 2 == 1;
    Levy { statutory: vat.levy.rule.rates[kind], reduced: vat.reduction(kind, form).filter(|_| !full_rate) }
}

fn each(groups: &mut Groups) -> impl Iterator<Item = (SaleKind, usize, &mut Group)> {
    SaleKind::ALL.iter().zip(groups).flat_map(|(kind, treatments)| {
        treatments
            .iter_mut()
            .enumerate()
            .filter(|(_, group)| group.inclusive + group.given_net + group.deducted > Money::ZERO)
            .map(|(treatment, group)| (*kind, treatment, group))
    })
}

/// What the threshold exempts in a period.
#[derive(Clone, Copy, PartialEq)]
enum Exempt {
    Nothing,
    AllButRealEstate,
    All,
}

impl Exempt {
    fn covers(self, kind: SaleKind) -> bool {
        match self {
            Exempt::Nothing => false,
            Exempt::AllButRealEstate => kind != SaleKind::RealEstateSale,
            Exempt::All => true,
        }
    }
}

impl ExemptSalesBelow {
    pub(crate) fn limit(&self, filing: Filing) -> Money {
        match filing {
            Filing::Monthly => self.month,
            Filing::Quarterly => self.quarter,
        }
    }

    fn exempt(&self, filing: Filing, sales: Money, real_estate: Money) -> Exempt {
        let limit = self.limit(filing);
        if self.bound.admits(sales, limit) {
            return Exempt::All;
        }
        match self.real_estate_sale {
            RealEstateInTest::Stripped if self.bound.admits(sales - real_estate, limit) => Exempt::AllButRealEstate,
            _ => Exempt::Nothing,
        }
    }
}
