//! What is told about a business. Plain data: amounts are yuan, rates are fractions.

use rust_decimal::Decimal;

/// A day: year, month, day of the month. Tuples compare as days do.
pub type Day = (i32, u32, u32);

/// A month (1–12) or a quarter (1–4) of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A month.
    Month(u32),
    /// A quarter.
    Quarter(u32),
}

impl When {
    /// Its first month.
    pub fn first(self) -> u32 {
        match self {
            When::Month(month) => month,
            When::Quarter(quarter) => quarter * 3 - 2,
        }
    }

    /// Its last month.
    pub fn last(self) -> u32 {
        match self {
            When::Month(month) => month,
            When::Quarter(quarter) => quarter * 3,
        }
    }
}

/// The legal forms.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Individual,
    Sole,
    Partnership,
    OnePerson,
    Company,
}

impl Form {
    /// Pays enterprise income tax.
    pub fn is_company(self) -> bool {
        self == Form::OnePerson || self == Form::Company
    }
}

/// What is sold.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Goods,
    Services,
    LabourDispatch,
    RealEstateSale,
    RealEstateLease,
    HousingLease,
    LandUseRight,
}

/// How a general taxpayer's VAT on a sale is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Nothing said.
    Levy,
    /// Output tax at this rate.
    Output(Decimal),
    /// Simple method.
    Simple,
}

/// What is exempt by its nature.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    PublicTransport,
    LivingServices,
    ExpressDelivery,
    Vegetables,
    MeatAndEggs,
    OwnFarmProducts,
    FarmInputs,
    Feed,
    Medical,
    Nursery,
    ElderCare,
    Funeral,
    Schooling,
    DisabledPerson,
    SoldierFamily,
    DischargedOfficer,
    Housekeeping,
    HeldHousing,
}

/// A line of sales.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale {
    /// When.
    pub when: When,
    /// Of what.
    pub kind: Kind,
    /// Price.
    pub amount: Decimal,
    /// The price is without VAT.
    pub net: bool,
    /// A special invoice was issued.
    pub special: bool,
    /// Invoiced at the statutory 3%: the reduction is waived.
    pub waives_reduction: bool,
    /// The exemption is waived.
    pub waives_exemption: bool,
    /// Exempt by its nature.
    pub exempt: Option<Supply>,
    /// Whole years that the housing was held.
    pub held_years: u32,
    /// Occasional transfer of real estate or land; `None` when not said.
    pub occasional: Option<bool>,
    /// As a general taxpayer.
    pub method: Method,
    /// Taken off under difference taxation.
    pub deduct: Decimal,
    /// VAT that the invoice prints.
    pub printed: Option<Decimal>,
    /// What of the price is exempt by its nature, where not all of it.
    pub exempt_amount: Option<Decimal>,
    /// A fixed asset of its own that it used, or second-hand goods.
    pub used: bool,
    /// Invoiced at 2% as used goods, though all goods may be at less.
    pub chooses_two: bool,
}

/// Input tax.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// When.
    pub when: When,
    /// Creditable tax.
    pub tax: Decimal,
    /// Transferred out.
    pub out: Decimal,
}

/// The stamped documents.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Loan,
    FinanceLease,
    Sale,
    Work,
    SurveyDesign,
    Construction,
    Transport,
    Technology,
    Lease,
    Storage,
    Warehousing,
    PropertyInsurance,
    LandUseRight,
    RealEstateTransfer,
    EquityTransfer,
    IpTransfer,
    Capital,
}

/// A stamped document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// Month written in.
    pub month: u32,
    /// Kind.
    pub deed: Deed,
    /// Amount in it.
    pub amount: Decimal,
    /// VAT stated apart in it.
    pub vat: Decimal,
    /// Whether a bank or another financial institution lends; `None` when not said.
    pub bank: Option<bool>,
    /// With an individual or individual business.
    pub with_individual: bool,
    /// A lease of housing.
    pub housing: bool,
}

/// A house.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Property {
    /// Original value when used, rent of the year when let.
    pub base: Decimal,
    /// Let, not used.
    pub let_out: bool,
    /// As housing.
    pub housing: bool,
    /// First and last month.
    pub months: (u32, u32),
    /// Cut off the tenant's rent: the amount, the monthly rent, whether the tenant qualifies.
    pub cut: Option<(Decimal, Decimal, bool)>,
}

/// Urban land.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Land {
    /// Square metres.
    pub area: Decimal,
    /// A square metre and year.
    pub unit: Decimal,
    /// First and last month.
    pub months: (u32, u32),
    /// Let together with this house.
    pub let_with: Option<usize>,
}

/// Minerals sold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resource {
    /// When.
    pub when: When,
    /// Key of the mineral.
    pub mineral: &'static str,
    /// Sales.
    pub amount: Decimal,
    /// Rate.
    pub rate: Decimal,
}

/// Farmland occupied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Farmland {
    /// Month.
    pub month: u32,
    /// Square metres.
    pub area: Decimal,
    /// A square metre; `None` where Yunnan's decision names it.
    pub unit: Option<Decimal>,
    /// Permanent basic farmland.
    pub basic: bool,
}

/// What kind of vehicle is bought.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum VehicleKind {
    PassengerCar,
    Trailer,
    Other,
}

/// A vehicle bought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vehicle {
    /// Month.
    pub month: u32,
    /// Kind.
    pub kind: VehicleKind,
    /// Without VAT.
    pub price: Decimal,
    /// In the list of new-energy vehicles.
    pub new_energy: bool,
    /// In millilitres.
    pub displacement: Option<u32>,
}

/// Premises rented.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rented {
    /// State-owned.
    pub state: bool,
    /// A month.
    pub rent: Decimal,
    /// First and last month.
    pub months: (u32, u32),
    /// Let on.
    pub sublet: bool,
    /// The county was a listed risk area in 2022.
    pub listed: bool,
    /// Months waived for other tenants of the premises.
    pub others: u32,
    /// What a private landlord agreed to cut.
    pub agreed: Decimal,
}

/// Parts of the costs that are not deducted, or up to a limit.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limited {
    pub entertainment: Decimal,
    pub advertising: Decimal,
    /// Of earlier years.
    pub advertising_carried: Decimal,
    /// Of tobacco, by a tobacco enterprise.
    pub tobacco_advertising: Decimal,
    pub welfare: Decimal,
    pub training: Decimal,
    /// Of earlier years.
    pub training_carried: Decimal,
    pub union_dues: Decimal,
    /// Fines and sponsorship.
    pub never: Decimal,
}

/// Persons insured on the same base.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Insured {
    /// The owner.
    pub owner: bool,
    /// How many.
    pub persons: u32,
    /// A month.
    pub base: Decimal,
    /// First and last month.
    pub months: (u32, u32),
}

/// Staff of the year before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Employment {
    /// The staff of each month, added up.
    pub staff: u32,
    /// The disabled among them, added up.
    pub disabled: u32,
    /// Months.
    pub months: u32,
    /// Average wage of a year.
    pub wage: Decimal,
    /// That of the place; zero when not told.
    pub local_wage: Decimal,
}

/// A quarter's opening and closing figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    /// Quarter.
    pub quarter: u32,
    /// Staff.
    pub staff: (u32, u32),
    /// Assets.
    pub assets: (Decimal, Decimal),
}

/// Whose tax is reduced for what they are.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Disabled,
    LoneElderly,
    MartyrFamily,
    SoldierFamily,
    DischargedOfficer,
}

/// A person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// Comprehensive income from elsewhere.
    pub income: Decimal,
    /// Personal deductions.
    pub deductions: Decimal,
    /// Reliefs of other policies.
    pub other_relief: Decimal,
    /// What the person is, and the share and the most that the province takes off where that is told.
    pub status: Option<(Status, Option<Decimal>, Option<Decimal>)>,
    /// Year and month of the registration that its term is counted from.
    pub registered: Option<(i32, u32)>,
}

/// Equipment by minimum life.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Electronic,
    Vehicle,
    Tools,
    Machine,
}

/// Equipment bought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equipment {
    /// Class.
    pub class: Class,
    /// Unit price.
    pub price: Decimal,
    /// Years.
    pub life: u32,
    /// The month it was bought in, where told.
    pub month: Option<u32>,
    /// Depreciation in the costs already.
    pub in_costs: Decimal,
}

/// A veteran or a person of a key group, for whom taxes are set off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Employed {
    /// A veteran, not of a key group.
    pub veteran: bool,
    /// Year and month of the registration or the contract.
    pub since: (i32, u32),
    /// First and last month worked in the year.
    pub months: (u32, u32),
    /// How many persons.
    pub count: u32,
    /// What the province set, where it is told.
    pub amount: Option<Decimal>,
}

/// One business in one year, and the form it is to be assessed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Calendar year.
    pub year: i32,
    /// Only what had been issued by this day.
    pub known_on: Option<Day>,
    /// GB/T 2260 code.
    pub place: u32,
    /// 0 city, 1 county town, 2 elsewhere.
    pub locality: usize,
    /// GB/T 4754 code with its letter.
    pub industry: &'static str,
    /// The form it has.
    pub form: Form,
    /// The form it is assessed in.
    pub as_form: Form,
    /// A general VAT taxpayer.
    pub general: bool,
    /// Registered as one from this month on.
    pub general_from: Option<u32>,
    /// Files VAT by month, not by quarter.
    pub monthly: bool,
    /// Sales.
    pub sales: Vec<Sale>,
    /// Net sales of the year before, with what was sold.
    pub earlier: Vec<(When, Kind, Decimal)>,
    /// Input tax.
    pub inputs: Vec<Input>,
    /// Credit carried in.
    pub opening_credit: Decimal,
    /// Additional deduction carried in.
    pub opening_addition: Decimal,
    /// Claims the additional deduction: as consumer services, and their share in sales.
    pub addition: Option<(bool, Decimal)>,
    /// Consumption tax paid.
    pub consumption: Vec<(When, Decimal)>,
    /// Receipts from advertising (not entertainment): when, the receipts, what is paid on.
    pub cultural: Vec<(When, bool, Decimal, Decimal)>,
    /// Box office: period and amount.
    pub box_office: Vec<(When, Decimal)>,
    /// Rate of the water conservancy fund, where there is one.
    pub water_fund: Option<Decimal>,
    /// Vehicle and vessel, environmental, tobacco leaf and land appreciation tax paid, by their number.
    pub paid: Vec<(When, usize, Decimal)>,
    /// Deductible costs.
    pub costs: Decimal,
    /// Of the costs.
    pub limited: Limited,
    /// Documents.
    pub contracts: Vec<Contract>,
    /// A housing-rental enterprise.
    pub housing_rental: bool,
    /// The tax office leaves out an individual's sales contracts on movables; it does so where nothing is said.
    pub movables_as_individual: Option<bool>,
    /// Houses.
    pub properties: Vec<Property>,
    /// Land.
    pub lands: Vec<Land>,
    /// Minerals.
    pub resources: Vec<Resource>,
    /// Farmland.
    pub farmlands: Vec<Farmland>,
    /// Vehicles bought.
    pub vehicles: Vec<Vehicle>,
    /// Premises rented.
    pub rented: Vec<Rented>,
    /// Staff and wages of the year before.
    pub employment: Employment,
    /// Who is insured.
    pub insured: Vec<Insured>,
    /// Average wage a month, rates of medical insurance (employer, employee, in flexible work) and of work injury, floor and
    /// ceiling of the base where the province prints them.
    pub local_insurance: [Decimal; 7],
    /// Quarters it ran in.
    pub ends: Vec<Ends>,
    /// In a restricted industry.
    pub restricted: bool,
    /// What the last settlements found, to June and from July.
    pub settled: [bool; 2],
    /// Its first settlement: the day, and whether it was found small. Takes the place of `settled`.
    pub first_settlement: Option<(Day, bool)>,
    /// Small or micro.
    pub small_class: bool,
    /// The owner.
    pub owner: Person,
    /// Partners with their shares.
    pub partners: Vec<(Decimal, Person)>,
    /// Other businesses of the owner: the form and the income.
    pub others: Vec<(Form, Decimal)>,
    /// Earlier losses: year and amount.
    pub losses: Vec<(i32, Decimal)>,
    /// The owner's wage from a company.
    pub wage: Decimal,
    /// Share of profit distributed.
    pub distributed: Decimal,
    /// Reserve set aside this year, where it is told.
    pub reserve: Option<Decimal>,
    /// Registered capital.
    pub registered_capital: Option<Decimal>,
    /// Reserve of earlier years.
    pub reserve_so_far: Decimal,
    /// High and new technology enterprise.
    pub high_tech: bool,
    /// The share of revenue from industries encouraged in the west.
    pub western: Option<Decimal>,
    /// A listed high-tech manufacturer that claims the additional deduction.
    pub advanced_manufacturer: bool,
    /// Of the wage, the year-end bonus.
    pub bonus: Decimal,
    /// Technology SME.
    pub technology_sme: bool,
    /// R&D spend, in the costs.
    pub research: Decimal,
    /// The owner of an individual business as such a person.
    pub self_employed: Option<Employed>,
    /// Persons that an enterprise hired.
    pub hires: Vec<Employed>,
    /// Equipment.
    pub equipment: Vec<Equipment>,
    /// First and last month of operation.
    pub operation: (u32, u32),
    /// Shares of the profit from farming: exempt for everybody, and taxed by half for an enterprise.
    pub farming: (Decimal, Decimal),
    /// Assessed collection: the forms, by income (not cost), the rate.
    pub assessed: Option<(Vec<Form>, bool, Decimal)>,
    /// By a fixed amount: the forms, the levy rate on receipts, and what is free a month.
    pub levied: Option<(Vec<Form>, Decimal, Decimal)>,
    /// Paid-in capital of the new company.
    pub capital: Decimal,
    /// Running and one-off costs of converting.
    pub converting: Decimal,
    /// Grants for converting.
    pub grants: Decimal,
    /// Land and houses moved into the new enterprise.
    pub moved: Decimal,
    /// Land appreciation tax on what moves.
    pub land_appreciation: Decimal,
    /// The share in it that the owner keeps.
    pub investor_share: Decimal,
}

impl Facts {
    /// Assessed in another form than it has.
    pub fn converts(&self) -> bool {
        self.form != self.as_form
    }

    /// Whether a document of this day may be looked at.
    pub fn knows(&self, issued: Day) -> bool {
        self.known_on.is_none_or(|day| issued <= day)
    }

    /// Whether the industry is of this section letter, or its digits begin so.
    pub fn is_in(&self, code: &str) -> bool {
        let digits = self.industry.trim_start_matches(|c: char| c.is_alphabetic());
        self.industry.starts_with(code) || (!code.starts_with(char::is_alphabetic) && digits.starts_with(code))
    }
}
