//! Goods sent back and prices cut after the sale (销货退回、销售折让；红字发票): negative lines of the period in which they happen. Where they
//! are more than its sales, the tax overpaid is set off against that of later periods.

use super::{MonthRules, PeriodVat};
use crate::base::dates::Period;
use crate::base::names::{Line, SaleKind};
use crate::base::slot::Subject;
use crate::law::Rule;
use crate::law::parameter::{all, parameters, words};
use crate::taxes::trace::{Assumption, Basis, Formula, MeasureIx, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct SetOffReturns
        en "Tax overpaid because returns are more than the sales of a period is set off against later tax"
        zh "退回、折让超过当期销售额多缴的税款，从以后的应纳税额中扣减"
    {
        kinds: Vec<SaleKind> = words(all()), en "the kinds of sale" zh "适用的销售";
    }
}

impl Rule for SetOffReturns {
    const DECIDES: &'static Subject = &Subject::monthly("set-off-returns", "set-off of tax on returns", "退回多缴税款的扣减");
}

impl SetOffReturns {
    pub(super) fn is_for(&self, kind: SaleKind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// Tax overpaid because returns were more than the sales of a period.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Overpaid {
    all: Money,
    /// What a rule sets off and was taxed for certain: it was specially invoiced.
    taxed: Money,
    /// What a rule sets off as far as tax was paid.
    ordinary: Money,
}

/// Brings a period below nought to nought. `of_rule`: the tax on returns that a rule sets off, on those taxed for certain and on others.
#[cold]
pub(super) fn below_nought<T: Trace>(vat: &mut PeriodVat, period: Period, (measure, of_rule): (MeasureIx, (Money, Money)), trace: &mut T) {
    let (payable, relief) = (vat.payable.at_least_zero(), vat.relief.at_least_zero());
    let all = payable - vat.payable;
    let taxed = of_rule.0.min(all);
    vat.overpaid = Overpaid { all, taxed, ordinary: of_rule.1.min(all - taxed) };
    let basis = Basis::Law(measure);
    let mut step = |what, result, formula| trace.step(|| Step { line: Line::Vat, period, what, basis, result, formula });
    let (from, to) = (vat.payable + vat.relief, payable + relief);
    if from != to {
        step(What::Due, to - from, Formula::Less { from: to, less: from });
    }
    if relief != vat.relief {
        step(What::RateReduced, relief - vat.relief, Formula::Less { from: relief, less: vat.relief });
    }
    (vat.payable, vat.relief) = (payable, relief);
}

/// Sets tax overpaid off against that of a later period. `paid`: VAT of the year before this period.
#[cold]
pub(crate) fn set_off<T: Trace>(
    vat: &mut PeriodVat,
    (period, measure): (Period, MeasureIx),
    overpaid: &mut Money,
    paid: Money,
    trace: &mut T,
) {
    let Overpaid { all, taxed, ordinary } = vat.overpaid;
    let granted = taxed + ordinary.min((paid - taxed).at_least_zero());
    if all > granted {
        trace.assume(|| Assumption::ReturnsNotSetOff { period, tax: all - granted });
    }
    let used = vat.payable.min(*overpaid);
    *overpaid += granted - used;
    vat.payable -= used;
    if used > Money::ZERO {
        let (line, what, formula) = (Line::Vat, What::Due, Formula::SetOff { overpaid: used });
        trace.step(|| Step { line, period, what, basis: Basis::Law(measure), result: -used, formula });
    }
}

impl MonthRules {
    /// The measure that what is returned goes by.
    pub(crate) fn of_returns(&self) -> MeasureIx {
        self.set_off.as_ref().map_or(self.levy.measure, |rule| rule.measure)
    }
}

impl Overpaid {
    pub(crate) fn is_none(&self) -> bool {
        self.all == Money::ZERO
    }
}

/// What was paid as VAT on `part` of the net sales of a line, whose VAT is `tax` on the `whole`: negative where the part is. Where as much
/// was returned as sold, the line bears no tax, and each of the two bears that of its `rate`.
pub(super) fn share(tax: Money, part: Money, whole: Money, rate: Rate) -> Money {
    if whole == Money::ZERO { part.times(rate) } else { part.part(tax.fen().saturating_abs(), whole.fen().saturating_abs()) }
}
