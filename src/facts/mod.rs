//! What the taxpayer tells us, for one business and one year, in types that cannot hold the impossible.

mod claims;
mod enterprise;
mod order;
mod premises;
pub(crate) mod problem;
mod read;
mod unknown;
mod write;

pub use claims::{Electricity, EntitlementClaim, Loan, Registration, SocialInsurance, SubsidyClaim};
pub(crate) use enterprise::MOST_STAFF;
pub use enterprise::{Assessed, CompanyFacts, Conversion, Equipment, FirstSettlement, Prepayment, QuarterEnds, Scale};
pub use premises::{Farmland, Land, Months, Property, PropertyBase, RentCut, Rented, Resource};

pub(crate) use unknown::Turning;
pub use unknown::UnknownFact;

pub(crate) use read::PeriodReader;

use crate::base::error::{At, Source};
use crate::base::names::{Addition, ContractKind, ExemptService, Filing, Form, Invoice, Locality, Prices, SaleKind, TaxRating, VatStatus};
use crate::{Money, Month, Period, Rate};

/// One business in one year (经营主体的事实): everything an assessment is made from.
///
/// Read it from TOML with [`Profile::parse`] or [`Profile::load`]; the JSON Schema of the file is
/// [`crate::PROFILE_SCHEMA`], a commented template [`crate::PROFILE_TEMPLATE`].
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Name, as printed on reports.
    pub name: String,
    /// The calendar year the facts are of.
    pub year: i32,
    /// Whether any period or date in the file carries its year, so that it cannot be moved to another.
    pub(crate) dated: bool,
    /// GB/T 2260 code of the place (行政区划代码), six digits.
    pub place: u32,
    /// City, county town or elsewhere, for the urban maintenance and land-use taxes.
    pub locality: Locality,
    /// The GB/T 4754 code (行业代码).
    pub industry: Industry,
    /// The present legal form.
    pub form: Form,
    /// VAT standing.
    pub vat_status: VatStatus,
    /// What only a general taxpayer has.
    pub general: GeneralVat,
    /// VAT filing period.
    pub filing: Filing,
    /// Sales (销售额).
    pub sales: Vec<Sale>,
    /// Net sales of the year before (上年销售额), which the small-scale limit counts until twelve months have passed.
    pub earlier_sales: Vec<(Period, Money)>,
    /// Consumption tax paid (消费税), which the surcharges are levied on too: period and amount.
    pub consumption_tax: Vec<(Period, Money)>,
    /// Deductible costs of the year.
    pub costs: Costs,
    /// Documents that stamp duty taxes.
    pub contracts: Vec<Contract>,
    /// Whether the tax office treats the individual business as an individual (个人) whose sales contracts on
    /// movables are outside stamp duty; `None` when the profile does not say.
    pub movables_as_individual: Option<bool>,
    /// Houses and premises owned.
    pub properties: Vec<Property>,
    /// Urban land used.
    pub lands: Vec<Land>,
    /// Taxable minerals sold.
    pub resources: Vec<Resource>,
    /// Farmland occupied.
    pub farmlands: Vec<Farmland>,
    /// Premises rented.
    pub rented: Vec<Rented>,
    /// Staff, assets, size class and restricted industry.
    pub scale: Scale,
    /// The owner's other income and personal deductions.
    pub owner: Person,
    /// The partners, for a partnership; shares add up to 100%.
    pub partners: Vec<(Rate, Person)>,
    /// Losses of earlier years, oldest first.
    pub losses: Vec<Loss>,
    /// How the owner draws from a company.
    pub company: CompanyFacts,
    /// Equipment bought in the year.
    pub equipment: Vec<Equipment>,
    /// What is known of the year's prepayments of income tax.
    pub prepayment: Prepayment,
    /// The rate a year at which the value of a deferral is stated.
    pub interest_rate: Option<Rate>,
    /// Assessed collection, where it is used.
    pub assessed: Option<Assessed>,
    /// Social insurance of the staff, where it is told.
    pub social_insurance: Option<SocialInsurance>,
    /// Real estate registered this year.
    pub registrations: Vec<Registration>,
    /// Subsidies claimed at local rates.
    pub subsidies: Vec<SubsidyClaim>,
    /// A start-up guaranteed loan.
    pub loan: Option<Loan>,
    /// What the business asks whether it is entitled to.
    pub entitlements: Vec<EntitlementClaim>,
    /// Electricity arrears of 2022.
    pub electricity: Option<Electricity>,
    /// What converting changes.
    pub conversion: Conversion,
    /// What the profile says it does not know; only [`crate::ranges`] can answer then.
    pub unknown: Vec<UnknownFact>,
    pub(crate) source: Option<Source>,
}

#[cfg(any(feature = "batch", feature = "strategies"))]
impl Profile {
    /// A business of which nothing is told, to be filled in: an individual business and small-scale taxpayer without sales.
    pub(crate) fn empty() -> Profile {
        Profile {
            name: String::new(),
            year: 0,
            dated: false,
            place: 0,
            locality: Locality::City,
            industry: Industry { code: String::new(), section: String::new(), services: false },
            form: Form::IndividualBusiness,
            vat_status: VatStatus::SmallScale,
            general: GeneralVat::default(),
            filing: Filing::Quarterly,
            sales: Vec::new(),
            earlier_sales: Vec::new(),
            consumption_tax: Vec::new(),
            costs: Costs::default(),
            contracts: Vec::new(),
            movables_as_individual: None,
            properties: Vec::new(),
            lands: Vec::new(),
            resources: Vec::new(),
            farmlands: Vec::new(),
            rented: Vec::new(),
            scale: Scale::default(),
            owner: Person::default(),
            partners: Vec::new(),
            losses: Vec::new(),
            company: CompanyFacts::default(),
            equipment: Vec::new(),
            prepayment: Prepayment::default(),
            interest_rate: None,
            assessed: None,
            social_insurance: None,
            registrations: Vec::new(),
            subsidies: Vec::new(),
            loan: None,
            entitlements: Vec::new(),
            electricity: None,
            conversion: Conversion::default(),
            unknown: Vec::new(),
            source: None,
        }
    }
}

/// The industry (国民经济行业), as its GB/T 4754 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Industry {
    /// The code as written, such as `H6210` or `62`.
    pub code: String,
    /// The letter of its section (门类).
    pub section: String,
    /// Whether its section belongs to the service sector (服务业).
    pub services: bool,
}

impl Industry {
    /// Whether it belongs to a section letter (`F`), or its code begins with these digits (`16`, `7291`).
    pub fn is_in(&self, code: &str) -> bool {
        let digits = self.code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        self.section == code || !digits.is_empty() && digits.starts_with(code)
    }
}

/// A line of sales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The month or quarter it was made in.
    pub period: Period,
    /// What was sold.
    pub kind: SaleKind,
    /// The price.
    pub amount: Money,
    /// Whether the price holds its VAT.
    pub prices: Prices,
    /// The invoice issued.
    pub invoice: Invoice,
    /// The levy rate invoiced, where it was chosen: the statutory one waives a reduction.
    pub levy_rate: Option<Rate>,
    /// The exemption is waived though no special invoice is issued.
    pub waives_exemption: bool,
    /// Occasional (偶然发生): it does not count toward the small-scale limit where the rule leaves such sales out; `None`
    /// when not said.
    pub occasional: Option<bool>,
    /// How VAT is computed on it as a general taxpayer.
    pub method: Method,
    /// The exempt service that it is, if any.
    pub exempt: Option<ExemptService>,
    /// What is taken off before tax under difference taxation (差额征税), in the same prices.
    pub deduct: Money,
    pub(crate) at: At,
}

/// How VAT is computed on a line of sales (计税方法).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Not said: the levy rate of its kind. Only a small-scale taxpayer may leave it open.
    Levy,
    /// A general taxpayer's output tax at this rate (一般计税方法).
    General(Rate),
    /// A general taxpayer's simple method (简易计税方法): the levy rate of its kind.
    Simple,
}

/// What only a general VAT taxpayer has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneralVat {
    /// The month of the year from which a small-scale taxpayer registered as a general one (一般纳税人生效之月).
    pub from: Option<Month>,
    /// Credit carried into the year (期初留抵税额).
    pub opening_credit: Money,
    /// Additional deduction carried into the year (加计抵减期初余额).
    pub opening_addition: Money,
    /// Which additional deduction is claimed, and the share of such services in sales.
    pub addition: Option<(Addition, Rate)>,
    /// Input tax, by period.
    pub inputs: Vec<Input>,
    /// A refund of credit that is asked for.
    pub refund: Option<RefundClaim>,
}

/// A refund of VAT credit that is asked for (申请留抵退税).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundClaim {
    /// Tax credit rating.
    pub rating: TaxRating,
    /// Share of input tax that counts for refunds (进项构成比例).
    pub composition: Rate,
}

/// Input tax of a period (进项税额).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Month or quarter.
    pub period: Period,
    /// Creditable input tax.
    pub tax: Money,
    /// Input tax transferred out (进项税额转出).
    pub transferred_out: Money,
}

/// Deductible costs of the year, without rent (see [`Rented`]) and taxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Goods, materials and subcontractors.
    pub goods: Money,
    /// Wages of employees, not of the owner.
    pub wages: Money,
    /// The employer's share of social insurance.
    pub employer_insurance: Money,
    /// Everything else.
    pub other: Money,
}

impl Costs {
    /// All of them.
    pub fn total(&self) -> Money {
        self.goods + self.wages + self.employer_insurance + self.other
    }
}

/// A document that stamp duty taxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Month it was written in.
    pub month: Month,
    /// Kind.
    pub kind: ContractKind,
    /// Amount stated.
    pub amount: Money,
    /// VAT stated apart in it, which is not part of the base.
    pub vat_stated: Money,
    pub(crate) at: At,
}

/// A person's income beside the business, and what the law lets them deduct.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Comprehensive income (综合所得) from elsewhere, a year.
    pub comprehensive_income: Money,
    /// Special, additional and other deductions (专项、专项附加、其他扣除) of the year.
    pub deductions: Money,
    /// Reliefs of other policies on the business-income tax (其他政策减免税额).
    pub other_relief: Money,
}

/// A loss of an earlier year not yet used (待弥补亏损).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The year it was made in.
    pub year: i32,
    /// What is left of it.
    pub amount: Money,
}
