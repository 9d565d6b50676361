//! What the taxpayer tells us, for one business and one year, in types that cannot hold the impossible.

mod order;
mod read;
mod unknown;
mod write;

pub(crate) use unknown::Turning;
pub use unknown::UnknownFact;

pub(crate) use read::PeriodReader;

use crate::calendar::MonthSet;
use crate::error::{At, Source};
use crate::names::{
    Addition, AssessedBy, Borrower, ContractKind, Entitled, EquipmentClass, ExemptService, Filing, Form, Invoice, Landlord, Locality,
    Prices, SaleKind, SizeClass, StartUpGroup, Subsidy, TaxRating, VatStatus,
};
use crate::{Date, Money, Month, Period, Quarter, Rate};

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

/// On what a property is taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyBase {
    /// Own use: the original value (房产原值).
    Value(Money),
    /// Let: the rent of the year without VAT (租金收入).
    Rent(Money),
}

/// Months from–to of the year, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months {
    /// First.
    pub from: Month,
    /// Last.
    pub to: Month,
}

impl Months {
    /// How many.
    pub fn count(&self) -> i64 {
        i64::from(self.to.number()).saturating_sub(i64::from(self.from.number())).saturating_add(1)
    }

    /// All of them.
    pub(crate) fn set(self) -> MonthSet {
        MonthSet::of(|month| (self.from..=self.to).contains(&month))
    }
}

/// A house or premises owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// What it is called, so that land can be tied to it.
    pub name: Option<String>,
    /// Its base.
    pub base: PropertyBase,
    /// Let as housing.
    pub housing: bool,
    /// Months taxed.
    pub months: Months,
    /// A rent cut given to its tenant this year.
    pub rent_cut: Option<RentCut>,
    pub(crate) at: At,
}

/// A rent cut (减免租金) that a landlord gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RentCut {
    /// What was cut off the year's rent.
    pub amount: Money,
    /// The monthly rent of the contract.
    pub monthly_rent: Money,
    /// The tenant is a small or micro enterprise or individual business in services.
    pub tenant_qualifies: bool,
    /// Months let before a conversion inside the year: the cut exempts these first.
    pub(crate) months_before: i64,
}

/// Urban land used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Land {
    /// Area in hundredths of a square metre.
    pub area: i64,
    /// Tax per square metre and year that the local government set (单位税额).
    pub unit_amount: Money,
    /// Months taxed.
    pub months: Months,
    /// Index into the properties of the premises let with it.
    pub let_with: Option<usize>,
    pub(crate) at: At,
}

/// Taxable minerals sold (应税资源).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Month or quarter.
    pub period: Period,
    /// Key of the mineral, as in the policy.
    pub mineral: String,
    /// Sales without VAT.
    pub amount: Money,
    /// The rate the province set.
    pub rate: Rate,
    pub(crate) mineral_at: At,
    pub(crate) at: At,
}

/// Farmland occupied for building (占用耕地).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Farmland {
    /// Month.
    pub month: Month,
    /// Area in hundredths of a square metre.
    pub area: i64,
    /// Tax per square metre, where the pack does not know it.
    pub unit_amount: Option<Money>,
    /// Permanent basic farmland (基本农田).
    pub basic: bool,
    pub(crate) at: At,
}

/// Premises rented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rented {
    /// Who owns them.
    pub landlord: Landlord,
    /// Monthly rent.
    pub monthly_rent: Money,
    /// Months leased in the year.
    pub months: Months,
    /// The business lets them on to somebody else.
    pub sublet: bool,
    /// The county was listed as a medium- or high-risk area in 2022.
    pub listed: bool,
    /// The premises' name, by which several leases of one are known.
    pub premises: Option<String>,
    /// Months of rent waived this year for other tenants of the premises.
    pub waived_to_others: u32,
    /// What a private landlord agreed to cut.
    pub agreed_cut: Money,
    /// Months of the year for which the same business rented the premises before it was converted.
    pub(crate) months_before: i64,
    pub(crate) at: At,
}

/// Opening and closing figures of a quarter in which the business ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterEnds {
    /// Which quarter.
    pub quarter: Quarter,
    /// Staff (从业人数) at its opening and close.
    pub staff: (u32, u32),
    /// Total assets (资产总额) at its opening and close.
    pub assets: (Money, Money),
}

/// Staff, assets and class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// Each quarter the business ran.
    pub quarters: Vec<QuarterEnds>,
    /// In an industry the state restricts or prohibits (限制和禁止行业); `None` when not said.
    pub restricted_industry: Option<bool>,
    /// Whether the last settlement that rules to June, and the one that rules from July, found it small and low-profit;
    /// only a company that is a general VAT taxpayer needs them. `None` when not said.
    pub settled_small: Option<[bool; 2]>,
    /// Its first settlement, where that falls into this year.
    pub first_settlement: Option<FirstSettlement>,
    /// Size class under 工信部联企业〔2011〕300号; `None` when not said.
    pub class: Option<SizeClass>,
}

/// The first settlement (首次汇算清缴) of a company made this year or last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstSettlement {
    /// The day it was filed on.
    pub on: Date,
    /// Whether it found the company small and low-profit.
    pub small: bool,
}

/// Prepayments of income tax (预缴).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prepayment {
    /// Profit by the books, quarter by quarter; `None`: costs are spread evenly.
    pub profits: Option<[Money; 4]>,
    /// What has been prepaid, where it is known.
    pub paid: Option<Money>,
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

/// How the owner draws from a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompanyFacts {
    /// The owner's wage of the year, a cost of the company.
    pub owner_wage: Money,
    /// The share of profit after tax that is distributed.
    pub share_distributed: Rate,
    /// Recognised as a high and new technology enterprise (高新技术企业); `None` when not said.
    pub high_tech: Option<bool>,
    /// Registered as a technology SME (科技型中小企业).
    pub technology_sme: bool,
    /// R&D spend of the year, already in the costs.
    pub rd_spend: Money,
}

/// Equipment bought in the year (新购置设备器具).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Equipment {
    /// Kind.
    pub class: EquipmentClass,
    /// Unit value.
    pub price: Money,
    /// Years it is depreciated over.
    pub life: u32,
    /// Its depreciation that the costs hold already.
    pub in_costs: Money,
}

/// Social insurance (社会保险) of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocialInsurance {
    /// Insured as a unit (以单位方式参保), not each person alone.
    pub insured_as_unit: bool,
    /// In hardship by the local standard.
    pub hardship: bool,
    /// The employer's share a month: pension.
    pub pension: Money,
    /// The employer's share a month: unemployment.
    pub unemployment: Money,
    /// The employer's share a month: work injury.
    pub injury: Money,
    /// Unemployment premiums actually paid last year, both shares.
    pub premiums_last_year: Money,
    /// Months paid by the end of last year.
    pub months_paid: u32,
    /// Persons insured.
    pub insured: u32,
    /// Share of staff laid off last year (裁员率).
    pub laid_off: Rate,
    /// Payroll of the year that premiums are paid on (缴费基数).
    pub payroll: Money,
}

/// One registration of real estate (不动产登记).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Registration {
    /// A dwelling, not other premises.
    pub residential: bool,
    /// Certificates beyond the first.
    pub extra_certificates: u32,
}

/// A subsidy claimed at a local rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubsidyClaim {
    /// Which.
    pub subsidy: Subsidy,
    /// For how many persons, certificates or services.
    pub count: u32,
    /// The local rate for each.
    pub rate: Money,
    /// The person it is claimed for.
    pub group: Option<StartUpGroup>,
    /// Years since graduation or discharge.
    pub years_since: Option<u32>,
}

/// A start-up guaranteed loan (创业担保贷款).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Who borrows.
    pub borrower: Borrower,
    /// Principal.
    pub principal: Money,
    /// Rate of the contract, a year.
    pub rate: Rate,
    /// The loan prime rate (LPR) at signing.
    pub lpr: Rate,
    /// Months of interest in the year.
    pub months: u32,
    /// Persons newly hired under contracts of a year or more.
    pub new_hires: u32,
    /// Staff.
    pub staff: u32,
}

/// A question about an entitlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntitlementClaim {
    /// To what.
    pub entitled: Entitled,
    /// The amount it is about.
    pub amount: Money,
    /// The length of the vehicle in centimetres.
    pub length: u32,
}

/// Electricity arrears below 1 kV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Electricity {
    /// Arrears.
    pub arrears: Money,
    /// Days overdue when paid.
    pub days: u32,
    /// Months until they were cleared.
    pub months_to_clear: u32,
    /// At the residential tariff.
    pub residential: bool,
}

/// Assessed collection (核定征收).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// The forms it is open to.
    pub forms: Vec<Form>,
    /// What it goes by.
    pub by: AssessedBy,
    /// The taxable-income rate (应税所得率).
    pub rate: Rate,
}

impl Default for CompanyFacts {
    fn default() -> Self {
        CompanyFacts {
            owner_wage: Money::ZERO,
            share_distributed: Rate::ONE,
            high_tech: None,
            technology_sme: false,
            rd_spend: Money::ZERO,
        }
    }
}

/// What converting changes: all zero unless the profile says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The month it happens in, January unless a conversion inside the year is asked for.
    pub month: Month,
    /// Paid-in capital of the new company.
    pub paid_in_capital: Money,
    /// Bookkeeping a year, deductible.
    pub bookkeeping: Money,
    /// Added social insurance a year, deductible.
    pub social_insurance: Money,
    /// Other running costs a year, deductible.
    pub other_costs: Money,
    /// Costs of converting itself, deductible.
    pub one_off: Money,
    /// Grants received for converting.
    pub grants: Money,
    /// The owner volunteers to convert.
    pub volunteers: bool,
    /// Value of land and houses that move into the new enterprise.
    pub property_moved: Money,
    /// The share that the present owner keeps in it.
    pub investor_share: Rate,
}

impl Default for Conversion {
    fn default() -> Self {
        Conversion {
            month: Month::JANUARY,
            paid_in_capital: Money::ZERO,
            bookkeeping: Money::ZERO,
            social_insurance: Money::ZERO,
            other_costs: Money::ZERO,
            one_off: Money::ZERO,
            grants: Money::ZERO,
            volunteers: false,
            property_moved: Money::ZERO,
            investor_share: Rate::ONE,
        }
    }
}

impl Conversion {
    /// What it costs in the year.
    pub fn costs(&self) -> Money {
        self.bookkeeping + self.social_insurance + self.other_costs + self.one_off
    }
}
