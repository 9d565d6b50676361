//! VAT of small-scale taxpayers (增值税小规模纳税人): levy rates, the threshold, exempt and reduced levies.
//!
//! The period's net sales are tested against the threshold; what is not exempt is taxed at the levy rate of its kind,
//! less a reduction where one is in force. Special invoices are always taxed, yet count toward the threshold.

use super::levy::{ExemptSalesBelow, Reduced};
use super::returns;
use super::sale_groups::{Exemption, Group, GroupKey, Sold};
use super::{MonthRules, PeriodVat};
use crate::base::dates::Period;
use crate::base::names::{Filing, Invoice, Line, RealEstateInTest, SaleKind};
use crate::law::RuleInForce;
use crate::taxes::amounts::Tax;
use crate::taxes::trace::{Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Rate};

/// Assesses the sales of one filing period.
pub(crate) fn assess_period<T: Trace>(
    rules: &MonthRules,
    groups: &mut [Group<'_>],
    filing: Filing,
    period: Period,
    trace: &mut T,
) -> PeriodVat {
    let (mut sales, mut receipts) = (Money::ZERO, Money::ZERO);
    let (mut tax, mut real_estate) = (Tax::default(), Money::ZERO);
    for group in groups.iter_mut() {
        group.net = group.net_price();
        sales += group.net;
        if group.alike.kind == SaleKind::RealEstateSale {
            real_estate += group.net;
        }
        let (line, what) = (Line::Vat, What::NetSales);
        trace.step(|| {
            let formula = group.price();
            Step { line, period, what, basis: formula.own_basis(), result: group.net, formula }
        });
    }
    let threshold = rules.exempt_below.as_ref();
    let exempt = match threshold {
        Some(threshold) if sales > Money::ZERO => threshold.test(filing, period, sales, real_estate, trace),
        _ => Exempt::Nothing,
    };
    if groups.len() > 1 {
        join_on_the_return(groups, exempt, period, trace);
    }
    for group in groups.iter().filter(|group| !matches!(group.alike.exemption, Exemption::Joined)) {
        let by_threshold = threshold.filter(|_| exempt.covers(group.alike.kind)).map(|threshold| threshold.measure);
        let of_group = group.tax(period, by_threshold, trace);
        receipts += group.sold.paid;
        let Sold { given_net, printed, .. } = group.sold;
        if given_net != printed {
            // A net price was paid together with its VAT.
            let rate = if group.is_taxed(exempt) { group.rate() } else { Rate::ZERO };
            receipts += returns::share(of_group.payable(), given_net - printed, group.net, rate);
        }
        tax.add(of_group.due, of_group.relief);
    }
    let (payable, relief) = (tax.payable(), tax.relief);
    // Made where it goes, either way.
    let vat = || PeriodVat { payable, relief, sales, receipts, in_receipts: payable, ..PeriodVat::default() };
    if payable < Money::ZERO || relief < Money::ZERO { returned(rules, groups, exempt, period, vat(), trace) } else { vat() }
}

/// A period in which more was returned than sold.
#[cold]
fn returned<T: Trace>(
    rules: &MonthRules,
    groups: &[Group<'_>],
    exempt: Exempt,
    period: Period,
    mut vat: PeriodVat,
    trace: &mut T,
) -> PeriodVat {
    let rule = rules.set_off.as_ref();
    let mut of_rule = (Money::ZERO, Money::ZERO);
    let returned = |group: &&Group<'_>| group.net < Money::ZERO && group.is_taxed(exempt);
    for group in groups.iter().filter(returned).filter(|group| rule.is_some_and(|rule| rule.rule.is_for(group.alike.kind))) {
        let tax = -group.net.times(group.rate());
        match group.alike.exemption {
            Exemption::SpecialInvoice | Exemption::Waived => of_rule.0 += tax,
            Exemption::Open => of_rule.1 += tax,
            Exemption::OfSupply | Exemption::Joined => {}
        }
    }
    returns::below_nought(&mut vat, period, (rules.of_returns(), of_rule), trace);
    vat
}

/// Box 1 of the return holds all sales that are taxed alike, whatever their invoice: one line, rounded once. Sales that are exempt stand in
/// boxes of their own.
#[inline(never)]
fn join_on_the_return<T: Trace>(groups: &mut [Group<'_>], exempt: Exempt, period: Period, trace: &mut T) {
    for at in 1..groups.len() {
        let (before, rest) = groups.split_at_mut(at);
        let Some(group) = rest.first_mut().filter(|it| matches!(it.alike.exemption, Exemption::SpecialInvoice | Exemption::Waived)) else {
            continue;
        };
        let Some(first) = before.iter_mut().find(|first| first.is_on_the_line_of(group) && first.is_taxed(exempt)) else { continue };
        first.sold.add(&group.sold);
        first.net = first.net_price();
        group.alike.exemption = Exemption::Joined;
        let (line, what, formula) = (Line::Vat, What::TaxedTogether, first.price());
        trace.step(|| Step { line, period, what, basis: formula.own_basis(), result: first.net, formula });
    }
}

impl Group<'_> {
    fn is_on_the_line_of(&self, other: &Group<'_>) -> bool {
        let line = |of: &GroupKey| (of.levy_since, of.kind, of.full_rate, of.used);
        line(&self.alike) == line(&other.alike)
    }

    /// The rate in force for it, were it taxed.
    fn rate(&self) -> Rate {
        self.reduced().map_or(self.levy.statutory, |reduced| reduced.to)
    }

    fn is_taxed(&self, exempt: Exempt) -> bool {
        match self.alike.exemption {
            Exemption::Open => !exempt.covers(self.alike.kind) && self.exempt_by_levy().is_none(),
            Exemption::SpecialInvoice | Exemption::Waived => true,
            Exemption::OfSupply | Exemption::Joined => false,
        }
    }

    fn exempt_by_levy(&self) -> Option<MeasureIx> {
        self.vat.exempt_levy.as_ref().filter(|exempt| exempt.rule.levy_rate == self.levy.statutory).map(|exempt| exempt.measure)
    }

    /// Due at the statutory rate; relieved in whole by an exemption, or else in part by a reduction.
    fn tax<T: Trace>(&self, period: Period, by_threshold: Option<MeasureIx>, trace: &mut T) -> Tax {
        let (line, kind, sales, statutory) = (Line::Vat, self.alike.kind, self.net, self.levy.statutory);
        let due = sales.times(statutory);
        let refuse = |trace: &mut T, measure, reason| trace.refuse(|| Refusal { line: Some(line), measure, reason });
        let by_levy = self.exempt_by_levy();
        let exempt = match self.alike.exemption {
            Exemption::OfSupply => self.exempt.map(|measure| (What::ExemptSupply, measure)),
            Exemption::Open => {
                let by_threshold = by_threshold.map(|measure| (What::ExemptBelow, measure));
                by_threshold.or(by_levy.map(|measure| (What::ExemptSales, measure)))
            }
            Exemption::SpecialInvoice | Exemption::Waived => {
                if let Some(measure) = by_threshold.or(by_levy) {
                    let reason = match self.alike.exemption {
                        Exemption::SpecialInvoice => Reason::SpecialInvoice { period, kind, sales, invoice: Invoice::Special },
                        _ => Reason::ExemptionWaived { period, kind, sales },
                    };
                    refuse(trace, measure, reason);
                }
                None
            }
            Exemption::Joined => None,
        };
        if let (true, Some(waived)) = (self.alike.full_rate, self.levy.reduced) {
            refuse(trace, waived.measure, Reason::ReductionWaived { period, kind, from: statutory });
        }
        let (basis, formula) = (Basis::Law(self.vat.levy.measure), Formula::Product { base: sales, rate: statutory });
        trace.step(|| Step { line, period, what: What::Due, basis, result: due, formula });
        let (what, measure, relief, formula) = match (exempt, self.reduced()) {
            (Some((what, measure)), _) => (what, measure, due, Formula::AllOf { amount: due }),
            (None, Some(Reduced { measure, to, .. })) => {
                let relief = sales.times(statutory.minus(to));
                (What::RateReduced, measure, relief, Formula::ReducedBy { base: sales, from: statutory, to })
            }
            (None, None) => return Tax { due, relief: Money::ZERO },
        };
        trace.step(|| Step { line, period, what, basis: Basis::Law(measure), result: relief, formula });
        Tax { due, relief }
    }
}

impl RuleInForce<ExemptSalesBelow> {
    /// Tests the sales of a period, and says why where they are not exempt.
    fn test<T: Trace>(&self, filing: Filing, period: Period, sales: Money, real_estate: Money, trace: &mut T) -> Exempt {
        let (line, measure, what) = (Line::Vat, self.measure, What::PeriodSales);
        trace.step(|| Step { line, period, what, basis: Basis::Law(measure), result: sales, formula: Formula::Given });
        let (limit, bound) = (self.rule.limit(filing), self.rule.bound);
        let exempt = self.rule.exempt(filing, sales, real_estate);
        let reason = match exempt {
            Exempt::Nothing => Reason::SalesOverThreshold { period, sales, bound, limit },
            Exempt::AllButRealEstate => Reason::RealEstateSaleTaxed { period, sales: real_estate },
            Exempt::All => return exempt,
        };
        trace.refuse(|| Refusal { line: Some(line), measure, reason });
        exempt
    }
}

/// The sales that the threshold exempts in a period.
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
            RealEstateInTest::Stripped if real_estate != Money::ZERO && self.bound.admits(sales - real_estate, limit) => {
                Exempt::AllButRealEstate
            }
            _ => Exempt::Nothing,
        }
    }
}
