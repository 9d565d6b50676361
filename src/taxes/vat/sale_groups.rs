//! Sales of a small-scale taxpayer by filing period and treatment: what is treated alike is added up before anything is rounded.

use super::MonthRules;
use super::exempt_supplies::Seller;
use super::general_status::GeneralStatusSince;
use super::levy::{Levy, LevyPayer, Reduced};
use crate::base::names::{ExemptSupply, Filing, Form, Invoice, Prices, SaleKind};
use crate::facts::{Profile, Sale};
use crate::taxes::Rules;
use crate::taxes::trace::{Formula, MeasureIx};
use crate::{Money, Month, Rate};
use smallvec::SmallVec;

/// How a line stands to the exemptions, in the order of the steps.
#[derive(Clone, Copy)]
pub(super) enum Exemption {
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
    pub(super) alike: GroupKey,
    pub(super) vat: &'r MonthRules,
    pub(super) levy: &'r Levy,
    /// The measure by which it is exempt by its nature.
    pub(super) exempt: Option<MeasureIx>,
    pub(super) sold: Sold,
    /// The net price, once the period is assessed.
    pub(super) net: Money,
}

/// What sales come to.
#[derive(Clone, Copy, Default)]
pub(super) struct Sold {
    inclusive: Money,
    pub(super) given_net: Money,
    /// Of the net prices those whose VAT the invoices print.
    pub(super) printed: Money,
    /// What customers paid: all of it but VAT on net prices that no invoice prints.
    pub(super) paid: Money,
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

    pub(super) fn add(&mut self, other: &Sold) {
        self.inclusive += other.inclusive;
        self.given_net += other.given_net;
        self.printed += other.printed;
        self.paid += other.paid;
    }
}

/// The properties by which sales are grouped.
#[derive(Clone, Copy)]
pub(super) struct GroupKey {
    /// The first month of the filing period.
    period: Month,
    /// A change of its levy inside a quarter makes groups of its own.
    pub(super) levy_since: Month,
    pub(super) kind: SaleKind,
    pub(super) exemption: Exemption,
    /// What is exempt by its nature.
    supply: Option<ExemptSupply>,
    /// The reduction is waived.
    pub(super) full_rate: bool,
    /// Levied as used goods, which stand in a box of their own.
    pub(super) used: bool,
}

impl GroupKey {
    /// The order of the steps, the same for those that are alike only: one number, which is compared at once.
    fn order(self) -> u64 {
        let month = |month: Month| u8::try_from(month.index()).unwrap_or_default();
        let [period, since] = [month(self.period), month(self.levy_since)];
        let [full_rate, used] = [u8::from(self.full_rate), u8::from(self.used)];
        let supply = self.supply.map_or(0, |supply| supply as u8);
        u64::from_be_bytes([0, period, since, self.kind as u8, self.exemption as u8, supply, full_rate, used])
    }
}

impl Group<'_> {
    pub(super) fn reduced(&self) -> Option<Reduced> {
        self.levy.reduced.filter(|_| !self.alike.full_rate)
    }

    fn divisor(&self) -> Rate {
        self.reduced().map_or(self.levy.statutory, |reduced| reduced.divisor)
    }

    #[inline]
    pub(super) fn net_price(&self) -> Money {
        self.sold.given_net + self.sold.inclusive.net_of(self.divisor())
    }

    pub(super) fn price(&self) -> Formula {
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
    let mut grouping = Grouping {
        rules,
        payer: LevyPayer::of(profile, form),
        seller: Seller::of(profile, form),
        filing: profile.filing,
        groups,
        in_order: true,
    };
    for sale in profile.sales.iter().filter(|sale| sale.amount != Money::ZERO) {
        let month = sale.period.first_month();
        if !standing.is_general(month) {
            grouping.add(sale, month);
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
    seller: Seller,
    filing: Filing,
    groups: &'g mut Groups<'r>,
    /// Whether each group stands behind the one before.
    in_order: bool,
}

impl Grouping<'_, '_> {
    /// Adds a sale of a period that begins in `month` to the last group, or as a group of its own. Inlined, so that a group is made where
    /// it stands.
    #[inline(always)]
    fn add(&mut self, sale: &Sale, month: Month) {
        let vat = &self.rules.month(month).vat;
        let exempt = sale.exempt.and_then(|supply| vat.exemption(sale, supply, self.seller, false));
        if exempt.is_some() && sale.exempt_amount.is_some() {
            self.add_in_parts(sale, month);
            return;
        }
        let of_kind = vat.levy_of(sale.kind, self.payer);
        let of_used = if sale.used && exempt.is_none() { vat.levy_of_used(sale, of_kind) } else { None };
        let levy = of_used.unwrap_or(of_kind);
        let alike = GroupKey {
            period: self.filing.period_of(month).first_month(),
            levy_since: vat.levy_since[sale.kind],
            kind: sale.kind,
            exemption: Exemption::of(sale, exempt),
            supply: sale.exempt.filter(|_| exempt.is_some()),
            full_rate: levy.waived_by(sale),
            used: of_used.is_some(),
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
    fn add_in_parts(&mut self, sale: &Sale, month: Month) {
        let part = sale.exempt_amount.unwrap_or_default();
        self.add(&Sale { amount: part, deduct: Money::ZERO, vat_printed: None, exempt_amount: None, ..sale.clone() }, month);
        self.add(&Sale { amount: sale.amount - part, exempt: None, ..sale.clone() }, month);
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
