//! The rules in force: everything that depends only on year, place and what was known, resolved once.

use super::pack::Pack;
use crate::base::calendar::COVERED_YEARS;
use crate::base::error::Error;
use crate::law::problem::LawProblem;
use crate::base::names::{Borrower, ByLine, BySaleKind, Entitled, ExemptService, Hardship, Line, Researcher, SaleKind, Subsidy};
use crate::base::words::{Table, Vocabulary};
use crate::benefits::credit_refund::CreditRefund;
use crate::benefits::deferral::{InsuranceDeferral, TaxDeferral};
use crate::benefits::entitlement::{Entitlement, LateChargeWaiver};
use crate::benefits::local_subsidy::LocalSubsidy;
use crate::benefits::premium_refund::PremiumRefund;
use crate::benefits::registration_fee::RegistrationFee;
use crate::benefits::rent::{AgreedRentCut, RentWaiver};
use crate::benefits::size::SizeClasses;
use crate::benefits::start_up_loan::StartUpLoan;
use crate::benefits::unemployment_rate::UnemploymentRate;
use crate::taxes::business_income::{BasicDeduction, IitBusiness, LossYears, ReduceBusinessIit};
use crate::taxes::deed_tax::{ConversionDeedExemption, DeedTax, DeedTaxExemption};
use crate::taxes::enterprise_income::{CitRate, HighTechRate, IncludeIncome, SmallLowProfitRate, SmallLowProfitTest};
use crate::taxes::extra_deductions::{ExpenseEquipment, MinimumLife, RdSuperDeduction};
use crate::taxes::farmland::{FarmlandAmount, FarmlandOccupation};
use crate::taxes::filing::{IncomePrepayment, VatFiling};
use crate::taxes::general_status::GeneralStatus;
use crate::taxes::general_vat::{ExemptServices, InputAddition, SimpleLevyRate, VatRates};
use crate::taxes::land_use::LandUseAmount;
use crate::taxes::owner::{DividendRate, IitComprehensive};
use crate::taxes::property::{ExemptLetProperty, HousingRentRate, PropertyTax, PropertyValueDeduction};
use crate::taxes::reduce_payable::{GroupSets, ReducePayable};
use crate::taxes::resource::ResourceTax;
use crate::taxes::small_scale_vat::{ExemptLevySales, ExemptSalesBelow, Levy, LevyRate, SmallScaleLimit, SubstituteLevyRate};
use crate::taxes::stamp::StampDuty;
use crate::taxes::surcharges::{ExemptFeesBelow, SURCHARGES, SurchargeRate};
use crate::taxes::trace::MeasureIx;
use crate::taxes::{In, Pick, Slot};
use crate::{Date, Money, Month, Quarter};

/// The rules in force (有效规则) for one year and place, as far as they were known on a day. Made by [`Pack::rules`]
/// and shared by every assessment of that year and place.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The tax year.
    pub year: i32,
    /// GB/T 2260 code of the place.
    pub place: u32,
    /// Only what had been published by this day counts; `None` is everything in the pack.
    pub known_on: Option<Date>,
    months: Months,
    cuts: [Cuts; 4],
    /// Whether any quarter is cut.
    pub(crate) any_cut: bool,
    /// Kinds of sale whose levy is another for an individual business in some month.
    pub(crate) levies_that_depend_on_form: Vec<SaleKind>,
    /// Whom reductions of what is levied on VAT are for.
    pub(crate) surcharges_reduced_for: GroupSets,
    /// Sales that no month's small-scale limit is below.
    pub(crate) least_small_scale_limit: Money,
    pub(crate) annual: YearRules,
}

/// Where a rule changes inside a quarter: the first month in which it is another than at the beginning.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cuts {
    /// Of each kind of sale.
    pub(crate) levy: BySaleKind<Option<Month>>,
    pub(crate) threshold: Option<Month>,
    /// In the order of the surcharges.
    pub(crate) surcharges: [Option<Month>; 3],
    pub(crate) resource: Option<Month>,
}

/// What may change from month to month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    pub(crate) vat: VatRules,
    pub(crate) surcharges: ByLine<Option<In<SurchargeRate>>>,
    pub(crate) exempt_fees: ByLine<Option<In<ExemptFeesBelow>>>,
    pub(crate) reduce: ByLine<Option<In<ReducePayable>>>,
    pub(crate) stamp: In<StampDuty>,
    pub(crate) conversion_deeds: Option<In<ConversionDeedExemption>>,
    pub(crate) resource: Option<In<ResourceTax>>,
    pub(crate) farmland: Option<In<FarmlandOccupation>>,
    pub(crate) farmland_amount: Option<In<FarmlandAmount>>,
}

/// The rules of each month. Few months of a year differ: those in which the same measures are in force are kept once, so
/// that the rules of many places stay in the cache together.
#[derive(Clone, Debug)]
struct Months {
    different: Vec<MonthRules>,
    /// For each month, its place among the different ones.
    of: [usize; 12],
}

impl Months {
    #[allow(clippy::indexing_slicing)] // twelve by construction, each of them a place among the different ones
    fn get(&self, month: Month) -> &MonthRules {
        &self.different[self.of[month.index()]]
    }
}

/// VAT in a month.
#[derive(Clone, Debug)]
pub(crate) struct VatRules {
    pub(crate) levy: In<LevyRate>,
    /// What each kind of sale is levied at: for anybody, and for an individual business.
    pub(crate) levies: [BySaleKind<Levy>; 2],
    /// The first month of the year in which each kind is levied like this.
    pub(crate) levy_since: BySaleKind<Month>,
    pub(crate) exempt_below: Option<In<ExemptSalesBelow>>,
    pub(crate) exempt_levy: Option<In<ExemptLevySales>>,
    pub(crate) substitute: BySaleKind<Option<In<SubstituteLevyRate>>>,
    pub(crate) small_scale_limit: In<SmallScaleLimit>,
    pub(crate) general_status: Option<In<GeneralStatus>>,
    pub(crate) filing: In<VatFiling>,
    pub(crate) rates: In<VatRates>,
    pub(crate) addition: Option<In<InputAddition>>,
    pub(crate) simple: BySaleKind<Option<In<SimpleLevyRate>>>,
    pub(crate) exempt_service: Option<In<ExemptServices>>,
    pub(crate) credit_refund: Option<In<CreditRefund>>,
}

/// What a rule says, whichever document says it.
fn said<R>(rule: &Option<In<R>>) -> Option<&R> {
    rule.as_ref().map(|rule| rule.rule.as_ref())
}

impl VatRules {
    /// Whether sales of a kind in two months are taxed alike.
    fn same_levy(&self, other: &VatRules, kind: SaleKind) -> bool {
        let exempt = |vat: &VatRules| said(&vat.exempt_levy).is_some_and(|exempt| exempt.levy_rate == vat.levy.rule.rates[kind]);
        self.levy.rule.rates[kind] == other.levy.rule.rates[kind]
            && exempt(self) == exempt(other)
            && said(&self.substitute[kind]) == said(&other.substitute[kind])
    }
}

impl MonthRules {
    fn same_surcharge(&self, other: &MonthRules, line: Line) -> bool {
        said(&self.surcharges[line]) == said(&other.surcharges[line])
            && said(&self.exempt_fees[line]) == said(&other.exempt_fees[line])
            && said(&self.reduce[line]) == said(&other.reduce[line])
    }
}

impl Cuts {
    fn any(&self) -> bool {
        let of_levy = self.levy.iter().map(|(_, month)| *month);
        of_levy.chain([self.threshold, self.resource]).chain(self.surcharges).flatten().next().is_some()
    }
}

/// Finds out once which rules change inside which quarter, so that no profile has to.
fn cuts(months: &Months) -> [Cuts; 4] {
    let mut cuts = [Cuts::default(); 4];
    for (cuts, quarter) in cuts.iter_mut().zip(Quarter::all()) {
        let mut rules = quarter.months().map(|month| (month, months.get(month)));
        let Some((_, first)) = rules.next() else { continue };
        let others: Vec<(Month, &MonthRules)> = rules.collect();
        let changed = |same: &dyn Fn(&MonthRules) -> bool| others.iter().find(|(_, rules)| !same(rules)).map(|(month, _)| *month);
        *cuts = Cuts {
            levy: Table::from_fn(|kind| changed(&|rules| first.vat.same_levy(&rules.vat, kind))),
            threshold: changed(&|rules| said(&first.vat.exempt_below) == said(&rules.vat.exempt_below)),
            surcharges: SURCHARGES.map(|line| changed(&|rules| first.same_surcharge(rules, line))),
            resource: changed(&|rules| said(&first.resource) == said(&rules.resource)),
        };
    }
    cuts
}

/// What holds for the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    pub(crate) property: In<PropertyTax>,
    pub(crate) property_deduction: In<PropertyValueDeduction>,
    pub(crate) housing_rent: Option<In<HousingRentRate>>,
    pub(crate) exempt_let: ByLine<Option<In<ExemptLetProperty>>>,
    pub(crate) reduce: ByLine<Option<In<ReducePayable>>>,
    pub(crate) land_use: In<LandUseAmount>,
    pub(crate) iit_business: In<IitBusiness>,
    pub(crate) basic_deduction: In<BasicDeduction>,
    /// The same on comprehensive income: not cut with the year by a conversion, where the owner has such income.
    pub(crate) comprehensive_deduction: In<BasicDeduction>,
    pub(crate) iit_prepayment: In<IncomePrepayment>,
    pub(crate) cit_prepayment: In<IncomePrepayment>,
    pub(crate) iit_loss_years: In<LossYears>,
    pub(crate) cit_loss_years: In<LossYears>,
    pub(crate) reduce_iit: Option<In<ReduceBusinessIit>>,
    pub(crate) cit_rate: In<CitRate>,
    pub(crate) small_low_profit_rate: In<SmallLowProfitRate>,
    /// None where its limits for the year were not yet known.
    pub(crate) small_low_profit_test: Option<In<SmallLowProfitTest>>,
    /// In the order of the slices.
    pub(crate) include_income: Vec<In<IncludeIncome>>,
    pub(crate) high_tech_rate: Option<In<HighTechRate>>,
    pub(crate) research: Table<Researcher, Option<In<RdSuperDeduction>>, 3>,
    pub(crate) minimum_life: Option<In<MinimumLife>>,
    /// By unit value.
    pub(crate) equipment: Vec<In<ExpenseEquipment>>,
    pub(crate) dividend_rate: In<DividendRate>,
    pub(crate) iit_comprehensive: In<IitComprehensive>,
    pub(crate) tax_deferral: Option<In<TaxDeferral>>,
    pub(crate) insurance_deferral: Table<Hardship, Option<In<InsuranceDeferral>>, 2>,
    pub(crate) premium_refund: Option<In<PremiumRefund>>,
    pub(crate) registration_fee: Option<In<RegistrationFee>>,
    pub(crate) deed_tax: Option<In<DeedTax>>,
    pub(crate) deed_tax_exemption: Option<In<DeedTaxExemption>>,
    pub(crate) local_subsidy: Table<Subsidy, Option<In<LocalSubsidy>>, 7>,
    pub(crate) start_up_loan: Table<Borrower, Option<In<StartUpLoan>>, 2>,
    pub(crate) entitlement: Table<Entitled, Option<In<Entitlement>>, 3>,
    pub(crate) late_charge: Option<In<LateChargeWaiver>>,
    pub(crate) unemployment_rate: Option<In<UnemploymentRate>>,
    pub(crate) size_classes: Option<In<SizeClasses>>,
    pub(crate) rent_waiver: Option<In<RentWaiver>>,
    pub(crate) agreed_cut: Option<In<AgreedRentCut>>,
}

impl Rules {
    /// The rules of a month.
    pub(crate) fn month(&self, month: Month) -> &MonthRules {
        self.months.get(month)
    }

    /// Where rules change inside a quarter.
    #[allow(clippy::indexing_slicing)] // four by construction
    pub(crate) fn cuts(&self, quarter: Quarter) -> &Cuts {
        &self.cuts[quarter.index()]
    }
}

impl Pack {
    /// Resolves the rules in force in a year and place, among documents published by `known_on` (all, if `None`).
    ///
    /// # Errors
    /// When the year is not covered, or no base rate was known by then: never the nearest rule.
    pub fn rules(&self, year: i32, place: u32, known_on: Option<Date>) -> Result<Rules, Error> {
        if !COVERED_YEARS.contains(&year) {
            return Err(Error::outside(LawProblem::YearNotCovered { year, first: *COVERED_YEARS.start(), last: *COVERED_YEARS.end() }));
        }
        let months = self.months(year, place, known_on)?;
        let annual = self.on(Month::JANUARY, year, place, known_on).annual()?;
        let differs = |vat: &VatRules, kind| vat.levies.first().map(|of| of[kind]) != vat.levies.last().map(|of| of[kind]);
        let cuts = cuts(&months);
        Ok(Rules {
            year,
            place,
            known_on,
            any_cut: cuts.iter().any(Cuts::any),
            cuts,
            levies_that_depend_on_form: {
                let depends = |kind: &SaleKind| months.different.iter().any(|month| differs(&month.vat, *kind));
                SaleKind::ALL.iter().copied().filter(depends).collect()
            },
            surcharges_reduced_for: GroupSets::of(
                months.different.iter().flat_map(|month| SURCHARGES.iter().filter_map(|line| said(&month.reduce[*line]))),
            ),
            least_small_scale_limit: {
                let limits = months.different.iter().map(|month| month.vat.small_scale_limit.rule.annual_sales);
                limits.min().unwrap_or_default()
            },
            months,
            annual,
        })
    }

    fn months(&self, year: i32, place: u32, known_on: Option<Date>) -> Result<Months, Error> {
        let mut months = Months { different: Vec::new(), of: [0; 12] };
        let mut in_force: Vec<Vec<MeasureIx>> = Vec::new();
        for (month, of) in Month::all().zip(&mut months.of) {
            let day = self.on(month, year, place, known_on);
            *of = match in_force.iter().position(|known| *known == day.in_force) {
                Some(known) => known,
                None => {
                    months.different.push(day.month()?);
                    in_force.push(day.in_force);
                    in_force.len() - 1
                }
            };
        }
        let first = |rules: &MonthRules, kind| Month::all().find(|first| months.get(*first).vat.same_levy(&rules.vat, kind));
        let since: Vec<BySaleKind<Month>> =
            months.different.iter().map(|rules| Table::from_fn(|kind| first(rules, kind).unwrap_or(Month::JANUARY))).collect();
        for (rules, since) in months.different.iter_mut().zip(since) {
            rules.vat.levy_since = since;
        }
        Ok(months)
    }

    fn on(&self, month: Month, year: i32, place: u32, known_on: Option<Date>) -> Day<'_> {
        let day = month.first_day(year).unwrap_or_default();
        Day { pack: self, day, in_force: self.in_force(day, place, known_on) }
    }
}

/// The measures in force on a day, to pick rules from.
struct Day<'p> {
    pack: &'p Pack,
    day: Date,
    in_force: Vec<MeasureIx>,
}

impl Day<'_> {
    fn find<R: Pick>(&self, slot: Slot) -> Option<In<R>> {
        self.in_force.iter().find_map(|index| {
            let measure = self.pack.measure(*index);
            let rule = R::pick(&measure.mechanism).filter(|_| measure.slots.contains(&slot))?;
            Some(In { measure: *index, rule: rule.clone() })
        })
    }

    /// Every rule of a mechanism that several measures may hold at once.
    fn all<R: Pick>(&self) -> Vec<In<R>> {
        let rules = self.in_force.iter().filter_map(|index| {
            let rule = R::pick(&self.pack.measure(*index).mechanism)?;
            Some(In { measure: *index, rule: rule.clone() })
        });
        rules.collect()
    }

    fn base<R: Pick>(&self, slot: Slot) -> Result<In<R>, Error> {
        self.find(slot).ok_or_else(|| Error::outside(LawProblem::NoRuleKnown { what: slot, day: self.day }))
    }

    fn by_line<R: Pick>(&self, slot: impl Fn(Line) -> Slot) -> ByLine<Option<In<R>>> {
        Table::from_fn(|line| self.find(slot(line)))
    }

    fn month(&self) -> Result<MonthRules, Error> {
        let levy = self.base(Slot::LevyRate)?;
        let substitute = Table::from_fn(|kind| self.find(Slot::SubstituteLevyRate(kind)));
        Ok(MonthRules {
            vat: VatRules {
                levies: [false, true].map(|individual_business| Levy::table(&levy, &substitute, individual_business)),
                levy_since: Table::from_fn(|_| Month::JANUARY),
                levy,
                substitute,
                exempt_below: self.find(Slot::ExemptSalesBelow),
                exempt_levy: self.find(Slot::ExemptLevySales),
                small_scale_limit: self.base(Slot::SmallScaleLimit)?,
                general_status: self.find(Slot::GeneralStatus),
                filing: self.base(Slot::VatFiling)?,
                rates: self.base(Slot::VatRates)?,
                addition: self.find(Slot::InputAddition),
                simple: Table::from_fn(|kind| self.find(Slot::SimpleLevyRate(kind))),
                credit_refund: self.find(Slot::CreditRefund),
                exempt_service: self.find(Slot::ExemptServices(ExemptService::PublicTransport)),
            },
            surcharges: self.by_line(Slot::SurchargeRate),
            exempt_fees: self.by_line(Slot::ExemptFeesBelow),
            reduce: self.by_line(Slot::ReducePayable),
            stamp: self.base(Slot::StampDuty)?,
            conversion_deeds: self.find(Slot::ConversionDeedExemption),
            resource: self.find(Slot::ResourceTax),
            farmland: self.find(Slot::FarmlandOccupation),
            farmland_amount: self.find(Slot::FarmlandAmount),
        })
    }

    fn annual(&self) -> Result<YearRules, Error> {
        let mut include_income: Vec<In<IncludeIncome>> = self.all();
        include_income.sort_by_key(|slice| slice.rule.over);
        Ok(YearRules {
            property: self.base(Slot::PropertyTax)?,
            property_deduction: self.base(Slot::PropertyValueDeduction)?,
            housing_rent: self.find(Slot::HousingRentRate),
            exempt_let: self.by_line(Slot::ExemptLetProperty),
            reduce: self.by_line(Slot::ReducePayable),
            land_use: self.base(Slot::LandUseAmount)?,
            iit_business: self.base(Slot::IitBusiness)?,
            basic_deduction: self.base(Slot::BasicDeduction)?,
            comprehensive_deduction: self.base(Slot::BasicDeduction)?,
            iit_prepayment: self.base(Slot::IncomePrepayment(Line::IitBusiness))?,
            cit_prepayment: self.base(Slot::IncomePrepayment(Line::Cit))?,
            iit_loss_years: self.base(Slot::LossYears(Line::IitBusiness))?,
            cit_loss_years: self.base(Slot::LossYears(Line::Cit))?,
            reduce_iit: self.find(Slot::ReduceBusinessIit),
            cit_rate: self.base(Slot::CitRate)?,
            small_low_profit_rate: self.base(Slot::SmallLowProfitRate)?,
            small_low_profit_test: self.find(Slot::SmallLowProfitTest),
            include_income,
            high_tech_rate: self.find(Slot::HighTechRate),
            research: Table::from_fn(|who| self.find(Slot::RdSuperDeduction(who))),
            minimum_life: self.find(Slot::MinimumLife),
            equipment: self.all(),
            dividend_rate: self.base(Slot::DividendRate)?,
            iit_comprehensive: self.base(Slot::IitComprehensive)?,
            tax_deferral: self.find(Slot::TaxDeferral),
            insurance_deferral: Table::from_fn(|who| self.find(Slot::InsuranceDeferral(who))),
            premium_refund: self.find(Slot::PremiumRefund),
            registration_fee: self.find(Slot::RegistrationFee),
            deed_tax: self.find(Slot::DeedTax),
            deed_tax_exemption: self.find(Slot::DeedTaxExemption),
            local_subsidy: Table::from_fn(|subsidy| self.find(Slot::LocalSubsidy(subsidy))),
            start_up_loan: Table::from_fn(|borrower| self.find(Slot::StartUpLoan(borrower))),
            entitlement: Table::from_fn(|entitled| self.find(Slot::Entitlement(entitled))),
            late_charge: self.find(Slot::LateChargeWaiver),
            unemployment_rate: self.find(Slot::UnemploymentRate),
            size_classes: self.find(Slot::SizeClasses),
            rent_waiver: self.find(Slot::RentWaiver),
            agreed_cut: self.find(Slot::AgreedRentCut),
        })
    }
}
