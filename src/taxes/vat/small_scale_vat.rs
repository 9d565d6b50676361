//! VAT of small-scale taxpayers (增值税小规模纳税人): levy rates, the threshold, exempt and reduced levies.
//!
//! The period's net sales are tested against the threshold; what is not exempt is taxed at the levy rate of its kind,
//! less a reduction where one is in force. Special invoices are always taxed, yet count toward the threshold.

use super::general_status::GeneralStatusSince;
use super::levy::{ExemptSalesBelow, Levy, LevyPayer, Reduced};
use super::returns;
use super::{MonthRules, PeriodVat};
use crate::base::dates::Period;
use crate::base::names::{ExemptSupply, Filing, Form, Invoice, Line, Prices, RealEstateInTest, SaleKind};
use crate::facts::{Profile, Sale};
use crate::law::RuleInForce;
use crate::taxes::Rules;
use crate::taxes::amounts::Tax;
use crate::taxes::trace::{Basis, Formula, MeasureIx, Reason, Refusal, Step, Trace, What};
use crate::{Money, Month, Rate};
use smallvec::SmallVec;

/// How a line stands to the exemptions, in the order of the steps.
#[derive(Clone, Copy)]
enum Exemption {
    Open,
    SpecialInvoice,
    Waived,
    /// Exempt by its nature.
    OfSupply,
    /// Added to other sales on the same line of the return.
    Joined,
}

impl Exemption {
    fn of(sale: &Sale, by_nature: Option<MeasureIx>) -> Exemption {
        match (by_nature, sale.invoice, sale.waives_exemption) {
            (Some(_), _, _) => Exemption::OfSupply,
            (None, Invoice::Special, _) => Exemption::SpecialInvoice,
            (None, Invoice::Ordinary, true) => Exemption::Waived,
            (None, Invoice::Ordinary, false) => Exemption::Open,
        }
    }
}

/// Sales of a filing period that are treated alike: under one levy, of one kind, invoiced alike. They are added up before
/// anything is rounded.
pub(crate) struct Group<'r> {
    alike: GroupKey,
    vat: &'r MonthRules,
    levy: &'r Levy,
    /// The measure by which it is exempt by its nature.
    exempt: Option<MeasureIx>,
    sold: Sold,
    net: Money,
}

/// What sales come to.
#[derive(Clone, Copy, Default)]
struct Sold {
    inclusive: Money,
    given_net: Money,
    /// Of the net prices those whose VAT the invoices print.
    printed: Money,
    /// What customers paid: all of it but VAT on net prices that no invoice prints.
    paid: Money,
}

impl Sold {
    /// Of a sale of which difference taxation deducts something before tax.
    fn of(sale: &Sale, deducted: Money) -> Sold {
        let (sold, paid) = (sale.amount - deducted, sale.amount);
        match (sale.prices, sale.vat_printed) {
            (Prices::Inclusive, None) => Sold { inclusive: sold, paid, ..Sold::default() },
            (Prices::Net, None) => Sold { given_net: sold, paid, ..Sold::default() },
            (Prices::Inclusive, Some(vat)) => Sold { given_net: sold - vat, printed: sold - vat, paid, ..Sold::default() },
            (Prices::Net, Some(vat)) => Sold { given_net: sold, printed: sold, paid: paid + vat, ..Sold::default() },
        }
    }

    fn add(&mut self, other: &Sold) {
        self.inclusive += other.inclusive;
        self.given_net += other.given_net;
        self.printed += other.printed;
        self.paid += other.paid;
    }
}

/// The properties by which sales are grouped.
#[derive(Clone, Copy)]
struct GroupKey {
    /// The first month of the filing period.
    period: Month,
    /// A change of its levy inside a quarter makes groups of its own.
    levy_since: Month,
    kind: SaleKind,
    exemption: Exemption,
    /// What is exempt by its nature.
    supply: Option<ExemptSupply>,
    /// The reduction is waived.
    full_rate: bool,
}

impl GroupKey {
    /// The order of the steps, the same for those that are alike only: one number, which is compared at once.
    fn order(self) -> u64 {
        let month = |month: Month| u8::try_from(month.index()).unwrap_or_default();
        let [period, since, full_rate] = [month(self.period), month(self.levy_since), u8::from(self.full_rate)];
        let supply = self.supply.map_or(0, |supply| supply as u8);
        u64::from_be_bytes([0, 0, period, since, self.kind as u8, self.exemption as u8, supply, full_rate])
    }
}

impl Group<'_> {
    fn reduced(&self) -> Option<Reduced> {
        self.levy.reduced.filter(|_| !self.alike.full_rate)
    }

    fn divisor(&self) -> Rate {
        self.reduced().map_or(self.levy.statutory, |reduced| reduced.divisor)
    }

    #[inline]
    fn net_price(&self) -> Money {
        self.sold.given_net + self.sold.inclusive.net_of(self.divisor())
    }

    fn price(&self) -> Formula {
        match (self.sold.inclusive, self.sold.given_net) {
            (Money::ZERO, _) => Formula::Given,
            (inclusive, Money::ZERO) => Formula::Price { inclusive, rate: self.divisor() },
            (inclusive, net) => Formula::NetOf { inclusive, rate: self.divisor(), net },
        }
    }
}

/// A business has a group or two in each of its filing periods; more than these are held elsewhere.
pub(crate) type Groups<'r> = SmallVec<[Group<'r>; 12]>;

/// Adds up the sales of the year by filing period and treatment; what is sold as a general taxpayer is none of them.
pub(crate) fn group<'r>(rules: &'r Rules, profile: &Profile, form: Form, standing: GeneralStatusSince, groups: &mut Groups<'r>) {
    let mut grouping = Grouping { rules, payer: LevyPayer::of(profile, form), form, filing: profile.filing, groups, in_order: true };
    for sale in profile.sales.iter().filter(|sale| sale.amount != Money::ZERO) {
        if !standing.is_general(sale.period.first_month()) {
            grouping.add(sale);
        }
    }
    if !grouping.in_order {
        put_in_order(grouping.groups);
    }
}

/// Groups, as sales are added to them.
struct Grouping<'g, 'r> {
    rules: &'r Rules,
    payer: LevyPayer,
    form: Form,
    filing: Filing,
    groups: &'g mut Groups<'r>,
    /// Whether each group stands behind the one before.
    in_order: bool,
}

impl Grouping<'_, '_> {
    /// Adds a sale to the last group, or as a group of its own. Inlined, so that a group is made where it stands.
    #[inline(always)]
    fn add(&mut self, sale: &Sale) {
        let month = sale.period.first_month();
        let vat = &self.rules.month(month).vat;
        let exempt = sale.exempt.and_then(|supply| vat.exemption(sale, supply, self.form, false));
        if exempt.is_some() && sale.exempt_amount.is_some() {
            self.add_in_parts(sale);
            return;
        }
        let levy = vat.levy_of(sale.kind, self.payer);
        let alike = GroupKey {
            period: self.filing.period_of(month).first_month(),
            levy_since: vat.levy_since[sale.kind],
            kind: sale.kind,
            exemption: Exemption::of(sale, exempt),
            supply: sale.exempt.filter(|_| exempt.is_some()),
            full_rate: levy.waived_by(sale),
        };
        let deducted = if sale.deduct == Money::ZERO { Money::ZERO } else { vat.deducted(sale) };
        let sold = Sold::of(sale, deducted);
        // Sales stand in the order of their periods: only where one is of the same period as the last is more to be asked.
        if let Some(last) = self.groups.last_mut().filter(|last| last.alike.period >= alike.period) {
            let (before, order) = (last.alike.order(), alike.order());
            if before == order {
                last.sold.add(&sold);
                return;
            }
            self.in_order &= before < order;
        }
        self.groups.push(Group { alike, vat, levy, exempt, sold, net: Money::ZERO });
    }

    /// A sale of which a part is exempt by its nature, and the rest is not, is two.
    #[cold]
    fn add_in_parts(&mut self, sale: &Sale) {
        let part = sale.exempt_amount.unwrap_or_default();
        self.add(&Sale { amount: part, deduct: Money::ZERO, vat_printed: None, exempt_amount: None, ..sale.clone() });
        self.add(&Sale { amount: sale.amount - part, exempt: None, exempt_amount: None, ..sale.clone() });
    }
}

/// Puts groups in their order, and joins those that are alike.
#[cold]
fn put_in_order(groups: &mut Groups<'_>) {
    groups.sort_by_key(|group| group.alike.order());
    groups.dedup_by(|group, before| {
        let is_alike = group.alike.order() == before.alike.order();
        if is_alike {
            before.sold.add(&group.sold);
        }
        is_alike
    });
}

/// Takes the groups of the filing period that begins in a month off the front of those that are left.
pub(crate) fn of_period<'g, 'r>(left: &mut &'g mut [Group<'r>], first_month: Month) -> &'g mut [Group<'r>] {
    let count = left.iter().position(|group| group.alike.period != first_month).unwrap_or(left.len());
    let (these, others) = std::mem::take(left).split_at_mut(count);
    *left = others;
    these
}

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
        if given_net != printed && group.net != Money::ZERO {
            // A net price was paid together with its VAT.
            receipts += returns::share(of_group.payable(), given_net - printed, group.net);
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
        let tax = -group.net.times(group.reduced().map_or(group.levy.statutory, |reduced| reduced.to));
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
        let line = |of: &GroupKey| (of.levy_since, of.kind, of.full_rate);
        line(&self.alike) == line(&other.alike)
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
