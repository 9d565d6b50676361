//! What goes by sales, filing period by filing period: VAT, which all other taxes start from, and what is levied on it.

use crate::Money;
use crate::assess::spread::Spread;
use crate::assess::{Rules, Told};
use crate::base::dates::{MonthSet, Period};
use crate::base::names::{Form, Line};
use crate::benefits::deferral::OfPeriod;
use crate::facts::Profile;
use crate::taxes::amounts::Tax;
use crate::taxes::exempt_supplies::Seller;
use crate::taxes::general_status::GeneralStatusSince;
use crate::taxes::general_vat::{self, Carried};
use crate::taxes::reduce_payable::ReliefEligibility;
use crate::taxes::set_off::{Claimant, SetOff};
use crate::taxes::small_scale_vat;
use crate::taxes::surcharges::{self, PeriodBase, SURCHARGES};
use crate::taxes::trace::{Assumption, Basis, Formula, Silent, Step, Trace, What};
use crate::taxes::vat::{PeriodVat, sale_groups};
use crate::taxes::{MonthRules, difference, exempt_supplies, returns, set_off, simple_method, used_goods};

/// Sales of a year and the taxes on them.
#[derive(Default)]
pub(super) struct Turnover {
    /// Value-added tax.
    vat: Tax,
    /// The surcharges on VAT, in the order of [`SURCHARGES`].
    surcharges: [Tax; 3],
    /// The surcharges payable for each filing period; empty unless a trace asks for them.
    pub(super) payable: Vec<OfPeriod>,
    /// Net sales.
    pub(super) sales: Money,
    /// Those of each filing period; empty unless a tax on facts may ask for them.
    pub(super) sales_of: Vec<OfPeriod>,
    /// The prices that customers paid.
    pub(super) receipts: Money,
    /// VAT that customers paid and the taxpayer does not keep.
    pub(super) in_receipts: Money,
    /// Input tax in the costs that may be credited, and so is no cost.
    pub(super) input: Money,
    /// What is set off for veterans and key groups and is left for income tax.
    pub(super) set_off: SetOff,
    /// What of it was set off VAT: tax that was due, and that a return overpays.
    set_off_vat: Money,
    /// VAT credit carried out of the year.
    pub(super) credit: Money,
}

impl Turnover {
    #[inline]
    fn add(&mut self, vat: &PeriodVat) {
        self.vat.add(vat.payable + vat.relief, vat.relief);
        self.sales += vat.sales;
        self.receipts += vat.receipts;
        self.in_receipts += vat.in_receipts;
        self.input += vat.input;
    }

    /// The taxes on sales, line by line.
    pub(super) fn taxes(&self) -> [(Line, Tax); 4] {
        let ([one, two, three], [first, second, third]) = (SURCHARGES, self.surcharges);
        [(Line::Vat, self.vat), (one, first), (two, second), (three, third)]
    }
}

/// Assesses the taxes on the sales of the year, in the place of what another form had. Never inlined: one function with all taxes in it
/// runs out of registers.
#[inline(never)]
pub(super) fn assess<T: Trace>(
    turnover: &mut Turnover,
    rules: &Rules,
    profile: &Profile,
    standing: GeneralStatusSince,
    eligibility: &ReliefEligibility,
    told: Told,
    trace: &mut T,
) {
    let claimant = Claimant { rules: &rules.taxes, profile, form: eligibility.form };
    *turnover = Turnover { set_off: SetOff::of(&claimant, trace), ..Turnover::default() };
    let mut carried = Carried {
        credit: profile.general.opening_credit,
        addition: profile.general.opening_addition,
        overpaid: Money::ZERO,
        prepaid: Money::ZERO,
    };
    let mut groups = sale_groups::Groups::new();
    sale_groups::group(&rules.taxes, profile, eligibility.form, standing, &mut groups);
    let mut spread = if T::LISTENS { Spread::of(profile) } else { None };
    if T::LISTENS {
        exempt_supplies::tell(&rules.taxes, profile, eligibility.form, standing, trace);
        difference::tell(&rules.taxes, profile, standing, trace);
        used_goods::tell(&rules.taxes, profile, eligibility.form, standing, trace);
        simple_method::tell(&rules.taxes, profile, standing, trace);
    }
    let (mut left, seller) = (groups.as_mut_slice(), Seller::of(profile, eligibility.form));
    let (mut before, mut prepaid_before) = (Money::ZERO, Turnover::default().taxes());
    for period in profile.filing.periods() {
        let (first_month, sales_before) = (period.first_month(), turnover.sales);
        let month = rules.month(first_month);
        let small_scale = sale_groups::of_period(&mut left, first_month);
        let all = MonthSet::of_period(period);
        if let Some((as_small_scale, as_general)) = standing.cuts(period) {
            // Each standing has its months of the quarter.
            let since = rules.month(as_general.first().unwrap_or(first_month));
            let first = small_scale_vat::assess_period(&month.vat, small_scale, profile.filing, period, trace);
            let of_general = (period, as_general);
            let then = general_vat::assess_period(&since.vat, &profile.sales, &profile.general, seller, of_general, &mut carried, trace);
            let sales = first.sales + then.sales;
            for (mut vat, months) in [(first, as_small_scale), (then, as_general)] {
                set_off_returns(month, &mut vat, period, &mut carried, turnover, trace);
                turnover.add(&vat);
                surcharges(month, profile, &vat, (period, months), sales, eligibility, turnover, trace);
            }
        } else {
            let mut vat = if standing.is_general(first_month) {
                general_vat::assess_period(&month.vat, &profile.sales, &profile.general, seller, (period, all), &mut carried, trace)
            } else {
                small_scale_vat::assess_period(&month.vat, small_scale, profile.filing, period, trace)
            };
            set_off_returns(month, &mut vat, period, &mut carried, turnover, trace);
            turnover.add(&vat);
            surcharges(month, profile, &vat, (period, all), vat.sales, eligibility, turnover, trace);
        }
        if told.on_facts {
            turnover.sales_of.push((period, turnover.sales - sales_before));
        }
        if T::LISTENS {
            spread.iter_mut().for_each(|spread| spread.note(period, turnover.sales - sales_before));
            let taxes = turnover.taxes();
            if !profile.prepaid_vat.is_empty() {
                let mut payable = taxes.map(|(_, tax)| tax.payable());
                payable.iter_mut().zip(&prepaid_before).for_each(|(payable, (_, before))| *payable -= before.payable());
                let sales = turnover.sales - sales_before;
                carried.prepaid = set_off_prepaid(rules, profile, (period, sales), (carried.prepaid, payable), eligibility, trace);
                prepaid_before = taxes;
            }
            let so_far: Money = taxes.iter().map(|(_, tax)| tax.payable()).sum();
            turnover.payable.push((period, so_far - before));
            before = so_far;
        }
    }
    if let Some(spread) = spread {
        spread.tell(rules, standing, profile.filing, trace);
    }
    turnover.credit = carried.credit;
    if carried.overpaid > Money::ZERO {
        trace.assume(|| Assumption::ReturnsLeft { tax: carried.overpaid });
    }
}

/// Takes VAT prepaid at another place off what is paid with the return of a period, with what was levied on it: what of the VAT is left
/// is returned. `payable` are the taxes on sales of the period.
#[cold]
fn set_off_prepaid<T: Trace>(
    rules: &Rules,
    profile: &Profile,
    (period, sales): (Period, Money),
    (left, payable): (Money, [Money; 4]),
    eligibility: &ReliefEligibility,
    trace: &mut T,
) -> Money {
    let month = rules.month(period.first_month());
    let Some(rule) = &month.vat.prepaid else { return left };
    let in_period = |when: &Period| period.contains(when.first_month());
    let of_period = profile.prepaid_vat.iter().filter(|(when, _)| in_period(when));
    let [vat, surcharges @ ..] = payable;
    let available = left + of_period.map(|(_, amount)| *amount).sum();
    let used = available.min(vat);
    let left = if rule.rule.carried { available - used } else { Money::ZERO };
    let (line, basis) = (Line::Vat, Basis::Law(rule.measure));
    if used > Money::ZERO {
        let formula = Formula::AtMost { amount: available, most: vat };
        trace.step(|| Step { line, period, what: What::PrepaidUsed, basis, result: used, formula });
        let consumption: Money = profile.consumption_tax.iter().filter(|(when, _)| in_period(when)).map(|(_, paid)| *paid).sum();
        let (months, filing, locality) = (MonthSet::of_period(period), profile.filing, profile.locality);
        let base = PeriodBase { period, months, filing, paid: vat + consumption, sales, locality };
        set_off_paid_with_it(month, base, used, surcharges, eligibility, trace);
    }
    if left > Money::ZERO {
        let formula = Formula::Less { from: available, less: used };
        trace.step(|| Step { line, period, what: What::PrepaidLeft, basis, result: left, formula });
    }
    left
}

/// What is levied on the VAT that was prepaid was paid with it: the return asks for it on the rest of the VAT.
fn set_off_paid_with_it<T: Trace>(
    month: &MonthRules,
    base: PeriodBase,
    used: Money,
    payable: [Money; 3],
    eligibility: &ReliefEligibility,
    trace: &mut T,
) {
    let Some(rule) = &month.vat.prepaid_surcharges else { return };
    let levied = |base: &PeriodBase| {
        let mut sums = [Tax::default(); 3];
        surcharges::assess_period(&month.surcharges, base, eligibility, &mut sums, &mut SetOff::default(), &mut Silent);
        sums.map(|tax| tax.payable())
    };
    let (period, of_all) = (base.period, levied(&base));
    let of_rest = levied(&PeriodBase { paid: base.paid - used, ..base });
    for ((line, payable), (all, rest)) in SURCHARGES.into_iter().zip(payable).zip(of_all.into_iter().zip(of_rest)) {
        let result = (all - rest).min(payable);
        if result > Money::ZERO && rule.rule.taxes.contains(&line) {
            let (basis, formula) = (Basis::Law(rule.measure), Formula::Less { from: all, less: rest });
            trace.step(|| Step { line, period, what: What::PrepaidUsed, basis, result, formula });
            trace.assume(|| Assumption::PrepaidAtOwnRates);
        }
    }
}

#[inline(always)]
fn set_off_returns<T: Trace>(
    month: &MonthRules,
    vat: &mut PeriodVat,
    period: Period,
    carried: &mut Carried,
    turnover: &Turnover,
    trace: &mut T,
) {
    if carried.overpaid != Money::ZERO || !vat.overpaid.is_none() {
        let of = (period, month.vat.of_returns());
        returns::set_off(vat, of, &mut carried.overpaid, turnover.vat.payable() + turnover.set_off_vat, trace);
    }
}

/// What is set off VAT of some months of a filing period, and what is levied on it. `sales` are those of the whole period.
#[allow(clippy::too_many_arguments)] // what the surcharges are assessed on
#[inline(always)]
fn surcharges<T: Trace>(
    month: &MonthRules,
    profile: &Profile,
    vat: &PeriodVat,
    (period, months): (Period, MonthSet),
    sales: Money,
    eligibility: &ReliefEligibility,
    turnover: &mut Turnover,
    trace: &mut T,
) {
    let in_months = |when: &Period| months.has(when.first_month());
    let consumption: Money = profile.consumption_tax.iter().filter(|(when, _)| in_months(when)).map(|(_, paid)| *paid).sum();
    let paid = vat.payable + consumption;
    if turnover.set_off.is_open() {
        let off = turnover.set_off.take(Line::Vat, period, vat.payable, trace);
        turnover.vat.relief += off;
        turnover.set_off_vat += off;
        turnover.in_receipts -= off;
    }
    if paid == Money::ZERO {
        return;
    }
    let base = PeriodBase { period, months, filing: profile.filing, paid, sales, locality: profile.locality };
    surcharges::assess_period(&month.surcharges, &base, eligibility, &mut turnover.surcharges, &mut turnover.set_off, trace);
}

/// Whether two forms of the same VAT standing pay the same on these sales: few levies depend on the form, and most
/// reductions of what is levied on VAT are open to both.
pub(super) fn is_the_same(rules: &Rules, profile: &Profile, one: &ReliefEligibility, other: &ReliefEligibility) -> bool {
    let individual = |eligibility: &ReliefEligibility| eligibility.form == Form::IndividualBusiness;
    let depend = &rules.taxes.levies_that_depend_on_form;
    let same_sales = || profile.sales.iter().all(|sale| sale.exempt.is_none() && !depend[sale.kind]);
    one.is_like(other, rules.taxes.surcharges_reduced_for)
        && (individual(one) == individual(other) || !set_off::is_claimed(profile) && same_sales())
}
