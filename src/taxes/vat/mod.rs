//! Value-added tax (增值税): the rules of a month, for small-scale and general taxpayers alike.

pub(crate) mod difference;
pub(crate) mod exempt_supplies;
pub(crate) mod general_status;
pub(crate) mod general_vat;
pub(crate) mod levy;
pub(crate) mod returns;
pub(crate) mod sale_groups;
pub(crate) mod simple_method;
pub(crate) mod small_scale_vat;
pub(crate) mod used_goods;

use super::filing::{PrepaidSurcharges, PrepaidVat, VatFiling};
use super::{OwnLine, Report, Rules};
use crate::base::error::{Error, Problem};
use crate::base::names::{ByExemptSupply, BySaleKind, Form, Line, SaleKind};
use crate::base::words::Table;
use crate::facts::Profile;
use crate::law::{Day, Kind, NoRules, Resolve, RuleInForce, said};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::{Money, Month, Period, Quarter};
use difference::GeneralDifference;
use exempt_supplies::ExemptSupplies;
use general_status::GeneralStatus;
use general_vat::{InputAddition, ManufacturingAddition, SimpleLevyRate, VatRates};
use levy::{ExemptLevySales, ExemptSalesBelow, HousingRentalLevy, Levy, LevyPayer, LevyRate, SmallScaleLimit, SubstituteLevyRate};
use returns::{Overpaid, SetOffReturns};
use simple_method::SimpleMethodKept;
use used_goods::UsedGoodsLevy;

/// VAT in a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    pub(crate) levy: RuleInForce<LevyRate>,
    /// The levy of each kind of sale, for each payer that the rates tell apart.
    pub(crate) levies: [BySaleKind<Levy>; 3],
    /// The first month of the year in which each kind is levied like this.
    pub(crate) levy_since: BySaleKind<Month>,
    pub(crate) exempt_below: Option<RuleInForce<ExemptSalesBelow>>,
    pub(crate) exempt_levy: Option<RuleInForce<ExemptLevySales>>,
    pub(crate) substitute: BySaleKind<Option<RuleInForce<SubstituteLevyRate>>>,
    /// The levy of own used fixed assets and second-hand goods.
    pub(crate) used_goods: Option<Levy>,
    /// Prices that only a general taxpayer's output tax deducts from.
    pub(crate) general_difference: BySaleKind<Option<RuleInForce<GeneralDifference>>>,
    pub(crate) small_scale_limit: RuleInForce<SmallScaleLimit>,
    pub(crate) general_status: Option<RuleInForce<GeneralStatus>>,
    pub(crate) filing: RuleInForce<VatFiling>,
    pub(crate) prepaid: Option<RuleInForce<PrepaidVat>>,
    pub(crate) prepaid_surcharges: Option<RuleInForce<PrepaidSurcharges>>,
    pub(crate) rates: RuleInForce<VatRates>,
    pub(crate) addition: Option<RuleInForce<InputAddition>>,
    pub(crate) manufacturing_addition: Option<RuleInForce<ManufacturingAddition>>,
    pub(crate) simple: BySaleKind<Option<RuleInForce<SimpleLevyRate>>>,
    pub(crate) simple_kept: BySaleKind<Option<RuleInForce<SimpleMethodKept>>>,
    pub(crate) set_off: Option<RuleInForce<SetOffReturns>>,
    /// What is exempt by its nature.
    pub(crate) exempt_supplies: ByExemptSupply<Option<RuleInForce<ExemptSupplies>>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        let (levy, substitute, housing_rental) = (day.always()?, day.table(), day.find());
        Ok(MonthRules {
            levies: LevyPayer::ALL.map(|payer| Levy::table(&levy, &substitute, housing_rental.as_ref(), payer)),
            levy_since: Table::from_fn(|_| Month::JANUARY),
            levy,
            substitute,
            used_goods: day.find::<UsedGoodsLevy>().as_ref().map(Levy::of_used_goods),
            general_difference: day.table(),
            exempt_below: day.find(),
            exempt_levy: day.find(),
            small_scale_limit: day.always()?,
            general_status: day.find(),
            filing: day.always()?,
            prepaid: day.find(),
            prepaid_surcharges: day.find(),
            rates: day.always()?,
            addition: day.find(),
            manufacturing_addition: day.find(),
            simple: day.table(),
            simple_kept: day.table(),
            set_off: day.find(),
            exempt_supplies: day.table(),
        })
    }
}

impl MonthRules {
    /// Whether sales of a kind in two months are taxed alike.
    pub(crate) fn is_same_levy(&self, other: &MonthRules, kind: SaleKind) -> bool {
        let exempt = |vat: &MonthRules| said(&vat.exempt_levy).is_some_and(|exempt| exempt.levy_rate == vat.levy.rule.rates[kind]);
        self.levy.rule.rates[kind] == other.levy.rule.rates[kind]
            && exempt(self) == exempt(other)
            && said(&self.substitute[kind]) == said(&other.substitute[kind])
            && self.levy_of(kind, LevyPayer::HousingRental).rates() == other.levy_of(kind, LevyPayer::HousingRental).rates()
            && (kind != SaleKind::Goods || self.rates_of_used() == other.rates_of_used())
            && said(&self.general_difference[kind]) == said(&other.general_difference[kind])
    }

    /// Whether a kind of sale is levied otherwise for an individual business.
    pub(crate) fn depends_on_form(&self, kind: SaleKind) -> bool {
        // What reduces a housing-rental enterprise's is a measure of its own: where others are levied otherwise, so is it.
        let [_, individual_business, housing_rental] = &self.levies;
        housing_rental[kind] != individual_business[kind]
    }
}

/// The VAT of one filing period.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PeriodVat {
    /// VAT payable, the base of the surcharges.
    pub(crate) payable: Money,
    /// The deduction from it.
    pub(crate) relief: Money,
    /// All net sales, which the thresholds look at.
    pub(crate) sales: Money,
    /// The prices that customers paid.
    pub(crate) receipts: Money,
    /// The part of it that is VAT and therefore no revenue; VAT that a relief forgives is revenue.
    pub(crate) in_receipts: Money,
    /// Input tax that may be credited, now or later.
    pub(crate) input: Money,
    /// Tax overpaid because returns were more than sales: later tax is less by it.
    pub(crate) overpaid: Overpaid,
}

/// Value-added tax.
pub(crate) struct Vat;

impl super::Tax for Vat {
    type Month = MonthRules;
    type Year = NoRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::Vat).filed_with_vat().never_deducted()];
    const MECHANISMS: &'static [Kind] = &[
        Kind::of::<LevyRate>(),
        Kind::of::<SmallScaleLimit>(),
        Kind::of::<GeneralStatus>(),
        Kind::of::<ExemptSalesBelow>(),
        Kind::of::<ExemptLevySales>(),
        Kind::of::<SubstituteLevyRate>(),
        Kind::of::<HousingRentalLevy>(),
        Kind::of::<UsedGoodsLevy>(),
        Kind::of::<GeneralDifference>(),
        Kind::of::<VatRates>(),
        Kind::of::<InputAddition>(),
        Kind::of::<ManufacturingAddition>(),
        Kind::of::<SimpleLevyRate>(),
        Kind::of::<SimpleMethodKept>(),
        Kind::of::<ExemptSupplies>(),
        Kind::of::<SetOffReturns>(),
    ];

    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        if profile.sales.iter().any(|sale| sale.exempt.is_some() || sale.used) {
            exempt_supplies::check_sales(rules, profile, report);
            used_goods::check_sales(profile, report);
        }
        let status = &rules.month(Month::JANUARY).vat.general_status;
        if status.as_ref().is_some_and(|status| status.rule.leaves_open(profile)) && general_status::may_pass_limit(rules, profile) {
            report(Problem::new(RuleProblem::EarlierKindNeeded));
        }
        Ok(())
    }

    fn not_counted(_: &Rules, profile: &Profile, _: Form, say: &mut dyn FnMut(NotCounted)) {
        let ran = profile.operation.set();
        for quarter in Quarter::all().filter(|quarter| Period::Quarter(*quarter).months().any(|month| ran.has(month))) {
            if !profile.sales.iter().any(|sale| Period::Quarter(quarter).contains(sale.period.first_month())) {
                say(NotCounted::NoSales { quarter: quarter.number() });
            }
        }
    }
}
