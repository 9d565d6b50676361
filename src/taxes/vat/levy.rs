//! The rules of small-scale VAT: levy rates (征收率) and their reductions, the small-scale limit, the threshold, exempt sales.

use super::MonthRules;
use crate::base::names::{Bound, BySaleKind, Form, Line, PriceDividedBy, RealEstateInTest, SaleKind, TaxpayerGroup};
use crate::base::slot::{Part, Subject, Turn};
use crate::base::source::Section;
use crate::facts::{Profile, Sale};
use crate::law::parameter::{all, amount, by_word, parameters, rate, word, words};
use crate::law::problem::LawProblem;
use crate::law::{Fault, Mechanism, Rule, RuleInForce};
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::MeasureIx;
use crate::{Money, Rate};

parameters! {
    pub(crate) struct LevyRate en "Levy rates of VAT by kind of sale" zh "增值税征收率" {
        pub(crate) rates: BySaleKind<Rate> = by_word(rate()), en "the levy rate of each kind" zh "各类销售的征收率";
    }
}

impl Rule for LevyRate {
    const DECIDES: &'static Subject = &Subject::monthly("levy-rate", "VAT levy rates", "增值税征收率").always();
}

parameters! {
    pub(crate) struct SmallScaleLimit en "Annual sales above which general status is compulsory" zh "小规模纳税人标准" {
        pub(crate) annual_sales: Money = amount(), en "sales of twelve months on end" zh "连续十二个月（四个季度）的销售额";
    }
}

impl Rule for SmallScaleLimit {
    const DECIDES: &'static Subject = &Subject::monthly("small-scale-limit", "the small-scale limit", "小规模纳税人标准").always();
}

parameters! {
    pub(crate) struct ExemptSalesBelow en "Sales of a period under the threshold are exempt" zh "月（季）销售额未超过标准的免征增值税" {
        pub(crate) month: Money = amount(), en "the threshold of a monthly filer" zh "按月申报的标准";
        pub(crate) quarter: Money = amount(), en "the threshold of a quarterly filer" zh "按季申报的标准";
        pub(crate) bound: Bound = word(all()), en "whether the threshold itself is still exempt" zh "标准本身是否免征";
        pub(crate) real_estate_sale: RealEstateInTest = word(all()), en "what becomes of real estate sold, in the test" zh "比较标准时如何对待销售不动产";
    }
}

impl Rule for ExemptSalesBelow {
    const DECIDES: &'static Subject =
        &Subject::monthly("exempt-sales-below", "the VAT threshold", "增值税免税标准").relieves(Line::Vat, Turn::Any);
}

parameters! {
    pub(crate) struct ExemptLevySales en "Sales under one levy rate are exempt, whatever the total" zh "适用某一征收率的应税销售收入免征增值税" {
        pub(crate) levy_rate: Rate = rate(), en "the levy rate" zh "征收率";
    }
}

impl Rule for ExemptLevySales {
    const DECIDES: &'static Subject =
        &Subject::monthly("exempt-levy-sales", "exempt sales by levy rate", "按征收率免征增值税").relieves(Line::Vat, Turn::Any);
}

parameters! {
    pub(crate) struct SubstituteLevyRate en "A levy rate reduced to another" zh "减按较低的征收率征收增值税" {
        pub(crate) from: Rate = rate(), en "the levy rate in the law" zh "法定征收率";
        pub(crate) to: Rate = rate(), en "the rate levied instead, which is lower" zh "减按的征收率，须更低";
        pub(crate) kinds: Vec<SaleKind> = words(all()), en "the kinds of sale" zh "适用的销售";
        pub(crate) price_divided_by: PriceDividedBy = word(all()), en "what an inclusive price is divided by" zh "含税价如何换算";
        pub(crate) who: Vec<TaxpayerGroup> = words(&[TaxpayerGroup::SmallScale, TaxpayerGroup::IndividualBusiness]),
            en "whom it is for" zh "适用主体";
    }
    then SubstituteLevyRate::checked_lower
}

impl SubstituteLevyRate {
    fn checked_lower(self, section: &Section<'_>) -> Option<Self> {
        hold_lower(self.from, self.to, section);
        Some(self)
    }
}

/// A rate that is levied instead of another is lower.
pub(super) fn hold_lower(from: Rate, to: Rate, section: &Section<'_>) {
    if to >= from {
        section.report_at(RuleProblem::RateNotLower { found: to, from }, section.at("to"));
    }
}

impl Rule for SubstituteLevyRate {
    const DECIDES: &'static Subject =
        &Subject::monthly("substitute-levy-rate", "reduced levy rate", "减征征收率").relieves(Line::Vat, Turn::Any);

    fn parts(&self) -> Vec<Part> {
        self.kinds.iter().copied().map(Part::of).collect()
    }

    fn starts_wrong(&self, other: &Mechanism) -> Option<Fault> {
        let levy = other.rule::<LevyRate>()?;
        let base = self.kinds.iter().map(|kind| levy.rates[*kind]).find(|base| *base != self.from)?;
        Some(("from", LawProblem::NotTheRateInForce { from: self.from, base }))
    }
}

parameters! {
    pub(crate) struct HousingRentalLevy en "The levy rate of a housing-rental enterprise that lets housing" zh "住房租赁企业出租住房减征" {
        from: Rate = rate(), en "the levy rate in the law" zh "法定征收率";
        to: Rate = rate(), en "the rate levied instead, which is lower" zh "减按的征收率，须更低";
    }
    then HousingRentalLevy::checked_lower
}

impl HousingRentalLevy {
    fn checked_lower(self, section: &Section<'_>) -> Option<Self> {
        hold_lower(self.from, self.to, section);
        Some(self)
    }
}

impl Rule for HousingRentalLevy {
    const DECIDES: &'static Subject =
        &Subject::monthly("housing-rental-levy", "levy rate of housing-rental enterprises", "住房租赁企业征收率")
            .relieves(Line::Vat, Turn::Any);

    fn starts_wrong(&self, other: &Mechanism) -> Option<Fault> {
        let base = other.rule::<LevyRate>()?.rates[SaleKind::HousingLease];
        (base != self.from).then_some(("from", LawProblem::NotTheRateInForce { from: self.from, base }))
    }
}

/// Those whom levy rates tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LevyPayer {
    Other,
    IndividualBusiness,
    /// A housing-rental enterprise (住房租赁企业).
    HousingRental,
}

impl LevyPayer {
    /// Every one, in the order of [`MonthRules::levies`].
    pub(super) const ALL: [LevyPayer; 3] = [LevyPayer::Other, LevyPayer::IndividualBusiness, LevyPayer::HousingRental];

    /// Who a business is in a form.
    pub(crate) fn of(profile: &Profile, form: Form) -> LevyPayer {
        match form {
            Form::IndividualBusiness => LevyPayer::IndividualBusiness,
            _ if profile.housing_rental => LevyPayer::HousingRental,
            _ => LevyPayer::Other,
        }
    }
}

/// The levy rate (征收率) of a kind of sale in a month, before any exemption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Levy {
    pub(super) statutory: Rate,
    /// The reduction in force for it.
    pub(super) reduced: Option<Reduced>,
}

/// A reduction in force.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reduced {
    pub(super) measure: MeasureIx,
    pub(super) to: Rate,
    /// The rate that divides an inclusive price: the price is divided by one plus this rate.
    pub(super) divisor: Rate,
}

impl Levy {
    /// The levy of each kind for this payer.
    pub(super) fn table(
        levy: &RuleInForce<LevyRate>,
        substitute: &BySaleKind<Option<RuleInForce<SubstituteLevyRate>>>,
        housing_rental: Option<&RuleInForce<HousingRentalLevy>>,
        payer: LevyPayer,
    ) -> BySaleKind<Levy> {
        let is_for = |who: &TaxpayerGroup| match who {
            TaxpayerGroup::SmallScale => true,
            TaxpayerGroup::IndividualBusiness => payer == LevyPayer::IndividualBusiness,
            TaxpayerGroup::SmallLowProfit => false,
        };
        let of_rental = housing_rental.filter(|_| payer == LevyPayer::HousingRental);
        BySaleKind::from_fn(|kind| {
            let statutory = levy.rule.rates[kind];
            let reduced = substitute[kind].as_ref().filter(|reduction| reduction.rule.who.iter().any(is_for)).map(|reduction| {
                let to = reduction.rule.to;
                let divisor = match reduction.rule.price_divided_by {
                    PriceDividedBy::Statutory => statutory,
                    PriceDividedBy::Reduced => to,
                };
                Reduced { measure: reduction.measure, to, divisor }
            });
            let of_rental = of_rental.filter(|_| kind == SaleKind::HousingLease);
            let of_rental = of_rental.map(|rental| Reduced { measure: rental.measure, to: rental.rule.to, divisor: statutory });
            Levy { statutory, reduced: of_rental.or(reduced) }
        })
    }

    /// The rates it can be invoiced at: statutory and in force.
    pub(super) fn rates(&self) -> (Rate, Rate) {
        (self.statutory, self.reduced.map_or(self.statutory, |reduced| reduced.to))
    }

    /// Whether a line is invoiced at the statutory rate though a reduction is in force.
    pub(super) fn waived_by(&self, sale: &Sale) -> bool {
        sale.levy_rate.is_some_and(|rate| {
            let (statutory, in_force) = self.rates();
            rate == statutory && statutory != in_force
        })
    }
}

impl MonthRules {
    pub(super) fn levy_of(&self, kind: SaleKind, payer: LevyPayer) -> &Levy {
        let [others, individual_business, housing_rental] = &self.levies;
        let of_payer = match payer {
            LevyPayer::Other => others,
            LevyPayer::IndividualBusiness => individual_business,
            LevyPayer::HousingRental => housing_rental,
        };
        &of_payer[kind]
    }

    /// The levy of a line.
    fn levy_of_sale(&self, sale: &Sale, payer: LevyPayer) -> &Levy {
        let of_kind = self.levy_of(sale.kind, payer);
        if sale.used { self.levy_of_used(sale, of_kind).unwrap_or(of_kind) } else { of_kind }
    }

    /// The rate that the inclusive price of a line is divided by.
    pub(crate) fn divisor(&self, sale: &Sale, payer: LevyPayer) -> Rate {
        let levy = self.levy_of_sale(sale, payer);
        levy.reduced.filter(|_| !levy.waived_by(sale)).map_or(levy.statutory, |reduced| reduced.divisor)
    }

    /// The levy rates a line can be invoiced at: statutory and in force.
    pub(crate) fn levy_rates(&self, sale: &Sale, payer: LevyPayer) -> (Rate, Rate) {
        self.levy_of_sale(sale, payer).rates()
    }
}
