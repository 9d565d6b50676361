//! One business and one year.

use super::Division;
use super::context::Context;
use super::kinds::Share;
use super::looked_up::{Place, TaxYear};
use super::people::{self, Partner};
use super::problem::FactProblem;
use super::table::facts;
use super::trade::{BoxOffice, ConsumptionTax, EarlierSale, PrepaidVat};
use super::unknown::UnknownFact;
use super::usual::UsualFact;
use super::vat::Vat;
use super::{
    Assessed, CompanyFacts, Contract, Conversion, Costs, CulturalReceipt, Electricity, Employment, EntitlementClaim, Equipment, Farming,
    Farmland, GeneralVat, Hire, Insured, Land, LimitedCosts, Loan, LocalInsurance, Loss, Months, OtherBusiness, Person, Prepayment,
    Property, Registration, Rented, Resource, Sale, Scale, SelfEmployed, SocialInsurance, SubsidisedLoan, SubsidyClaim, TaxPaid, Vehicle,
};
use crate::base::error::Source;
use crate::base::message::Message;
use crate::base::names::{CitySize, Filing, Form, Locality, VatStatus};
use crate::base::source::Section;
use crate::law::{FormerPlace, Industry};
use crate::{Money, Period, Rate};

facts! {
    /// One business in one year (经营主体的事实): everything an assessment is made from.
    ///
    /// Read it with [`Profile::parse`], [`Profile::from_json`] or [`Profile::load`], or make it: every field is public, and
    /// [`Profile::default`] is a business of which nothing is told. What is made is held to the same limits as what is read
    /// when it is assessed; [`Profile::checked`] does that once. `docs/facts.md` names all facts; [`crate::PROFILE_SCHEMA`] is
    /// the JSON Schema, [`crate::PROFILE_TEMPLATE`] a commented file.
    #[derive(Clone, Debug, PartialEq)]
    pub table Profile {
        name: String, "name" "名称", required, en "Name, as printed on reports" zh "名称，印在报告上",
            column("name", "名称"), empty("key");
        year: i32 as TaxYear, "year" "年度", required, en "The calendar year the facts are of" zh "事实所属的年度",
            column("year", "年度"), note("--year stands for the column", "可用 --year 代替本列");
        place: u32 as Place, "place" "行政区划", required,
            en "GB/T 2260 code of the place; a file may name it"
            zh "行政区划代码，也可写名称",
            column("place", "行政区划");
        locality: Locality, "locality" "所在地类型", required,
            en "City, county town or elsewhere, for the urban maintenance and land-use taxes"
            zh "市区、县城或镇、其他，用于城建税和土地使用税",
            column("locality", "所在地类型"), empty("city");
        city_size: Option<CitySize>, "city_size" "城市规模", optional,
            en "How large the city is, which narrows the range that land-use amounts may lie in"
            zh "城市规模：大、中、小城市，城镇土地使用税税额幅度据此核对",
            column("city_size", "城市规模");
        industry: Industry, "industry" "行业代码", required,
            en "The GB/T 4754 code, or a common word that is of one trade alone (`huiqi find trade`)"
            zh "国民经济行业代码，也可填只对应一个行业的俗称（见 `huiqi find trade`）",
            column("industry", "行业代码");
        form: Form, "form" "组织形式", required, en "The present legal form" zh "现有组织形式",
            column("form", "组织形式"), empty("individual-business");
        operation: Months, "operation" "经营期间", table_or,
            en "The months of operation, where it was opened or closed in the year"
            zh "经营月份，当年开业或者停业的填写",
            divided(Division::ByRule);
        general: GeneralVat as Vat, "" "", flat, en "What only a general taxpayer has" zh "一般纳税人的事项";
        sales: Vec<Sale>, "sales" "销售", tables, en "Sales: one for each period and kind" zh "销售额，每期、每类一项",
            divided(Division::InItsTime);
        earlier_sales: Vec<EarlierSale>, "earlier_sales" "上年销售", tables,
            en "Net sales of the year before, which the small-scale limit counts until twelve months have passed"
            zh "上年各期不含税销售额，满十二个月前计入小规模标准",
            divided(Division::CarriedIn);
        consumption_tax: Vec<(Period, Money)> as Vec<ConsumptionTax>, "consumption_tax" "消费税", tables,
            en "Consumption tax paid, a cost on which the surcharges are levied too: period and amount"
            zh "缴纳的消费税，准予扣除，附加税费也以此为依据",
            divided(Division::InItsTime);
        prepaid_vat: Vec<(Period, Money)> as Vec<PrepaidVat>, "prepaid_vat" "异地预缴", tables,
            en "VAT prepaid where construction was done or real estate let at another place: taken off what is paid with the return of the \
                period"
            zh "跨地区提供建筑服务、出租不动产等在当地预缴的增值税，从申报时应缴税额中抵减",
            divided(Division::InItsTime);
        cultural: Vec<CulturalReceipt>, "cultural" "文化事业建设费", tables,
            en "Receipts from advertising and entertainment, on which the cultural undertakings fee is levied"
            zh "广告服务、娱乐服务收入，据以缴纳文化事业建设费",
            divided(Division::InItsTime);
        box_office: Vec<(Period, Money)> as Vec<BoxOffice>, "box_office" "电影票房", tables,
            en "What a cinema takes for tickets, VAT included, on which the film development fund is levied; it is among the sales as well"
            zh "影院的含税电影票房收入，据以缴纳国家电影事业发展专项资金；同时计入销售",
            divided(Division::InItsTime);
        water_fund_rate: Option<Rate> as Option<Share>, "water_fund_rate" "水利建设基金费率", optional,
            en "The rate on sales of the water conservancy fund, in a place that levies one"
            zh "当地征收水利建设基金的，按销售额的费率",
            column("water_fund_rate", "水利建设基金费率");
        paid_taxes: Vec<TaxPaid>, "paid_taxes" "已缴税款", tables,
            en "Vehicle and vessel, environmental, tobacco leaf and land appreciation tax paid: they are deducted, and part of the burden"
            zh "缴纳的车船税、环境保护税、烟叶税、土地增值税，准予扣除并计入税负",
            divided(Division::InItsTime);
        costs: Costs, "costs" "成本费用", table,
            en "Deductible costs of the year, as paid, input VAT included; without rent and taxes"
            zh "全年可扣除的成本费用（含进项税额，不含租金、税费）",
            divided(Division::Whole);
        limited_costs: LimitedCosts, "limited_costs" "限额扣除费用", table_or,
            en "Parts of the costs that income tax does not deduct, or only up to a limit"
            zh "成本费用中不得扣除或者限额扣除的部分",
            divided(Division::Whole);
        housing_rental: bool, "housing_rental" "住房租赁企业", or(false),
            en "A housing-rental enterprise that opened or filed as one: it lets housing at a lower levy rate"
            zh "已开业报告或备案的住房租赁企业，出租住房适用较低征收率",
            column("housing_rental", "住房租赁企业");
        movables_as_individual: Option<bool>, "movables_as_individual" "买卖合同视同个人", open(|_| UnknownFact::MovablesAsIndividual),
            en "Whether the tax office treats the individual business as an individual whose sales contracts on movables are \
                outside stamp duty; taken to be so where it is not said"
            zh "主管税务机关是否将个体工商户的动产买卖合同视同个人书立，不征印花税；不填视为是";
        contracts: Vec<Contract>, "contracts" "合同", tables, en "Documents that stamp duty taxes" zh "印花税应税凭证",
            divided(Division::InItsTime);
        properties: Vec<Property>, "property" "房产", tables, en "Houses and premises owned" zh "自有房产",
            divided(Division::ByRule);
        lands: Vec<Land>, "land" "土地", tables, en "Urban land used" zh "占用的城镇土地",
            divided(Division::ByRule);
        resources: Vec<Resource>, "resource" "资源", tables, en "Taxable minerals sold" zh "销售的应税资源",
            divided(Division::InItsTime);
        farmlands: Vec<Farmland>, "farmland" "耕地", tables, en "Farmland occupied" zh "占用的耕地",
            divided(Division::InItsTime);
        vehicles: Vec<Vehicle>, "vehicles" "购置车辆", tables,
            en "Vehicles bought that vehicle purchase tax was not paid on before: motor vehicles, trailers, motorcycles of more than 150 ml"
            zh "当年购置、以前未缴纳车辆购置税的汽车、挂车和排气量超过 150 毫升的摩托车",
            divided(Division::InItsTime);
        disabled_fund: Employment, "disabled_fund" "残保金", table_or,
            en "Staff and wages of the year before, on which an enterprise pays the disabled persons' employment fund"
            zh "上年职工和工资，企业据以缴纳残疾人就业保障金",
            divided(Division::Whole);
        rented: Vec<Rented>, "rented" "承租房屋", tables, en "Premises rented" zh "承租房屋",
            divided(Division::ByRule);
        scale: Scale, "scale" "规模", table_or,
            en "Staff, assets, size class and restricted industry; companies and some reliefs need them"
            zh "人数、资产、划型和限制行业，测算公司及部分优惠时需要",
            divided(Division::Whole);
        owner: Person, "owner" "投资者", table, en "The owner's other income and personal deductions" zh "投资者的其他所得和个人扣除",
            divided(Division::Whole);
        partners: Vec<(Rate, Person)> as Vec<Partner>, "partners" "合伙人", tables,
            en "The partners, for a partnership; shares add up to 100%"
            zh "合伙企业的合伙人，份额合计 100%",
            divided(Division::Whole);
        other_businesses: Vec<OtherBusiness>, "other_business" "其他经营", tables,
            en "Other businesses of the same owner with income in this year, wherever they are: the incomes are taxed together"
            zh "同一投资者当年取得所得的其他经营（不论何地）：年度汇总申报时合并计税",
            divided(Division::Whole);
        losses: Vec<Loss>, "losses" "亏损", tables, en "Losses of earlier years, oldest first" zh "以前年度待弥补亏损",
            divided(Division::CarriedIn);
        company: CompanyFacts, "company" "公司", table_or, en "How the owner draws from a company" zh "投资者从公司取得收入的方式",
            divided(Division::Whole);
        farming: Farming, "farming" "农业所得", table_or, en "Income from farming" zh "农业所得",
            divided(Division::Whole);
        self_employed: Option<SelfEmployed>, "self_employed" "自主创业", optional_table,
            en "A veteran or a person of a key group who set the individual business up: taxes are set off"
            zh "自主就业退役士兵、重点群体从事个体经营，限额扣减税费",
            divided(Division::ByRule);
        hires: Vec<Hire>, "hires" "招用人员", tables,
            en "Veterans and persons of key groups that the enterprise hired: taxes are set off"
            zh "企业招用的自主就业退役士兵、重点群体，定额扣减税费",
            divided(Division::ByRule);
        equipment: Vec<Equipment>, "equipment" "设备", tables, en "Equipment bought in the year" zh "当年新购设备器具",
            divided(Division::Kept);
        prepayment: Prepayment, "prepayment" "预缴", table_or,
            en "What is known of the year's prepayments of income tax"
            zh "当年所得税预缴情况",
            divided(Division::Whole);
        interest_rate: Option<Rate>, "interest_rate" "年利率", optional,
            en "The rate a year at which the value of a deferral is stated"
            zh "计算缓缴价值的年利率";
        assessed: Option<Assessed>, "assessed" "核定征收", optional_table,
            en "Assessed collection, where it is used"
            zh "核定征收",
            divided(Division::Whole);
        social_insurance: Option<SocialInsurance>, "social_insurance" "社会保险", optional_table,
            en "Social insurance of the staff, where it is told"
            zh "职工社会保险",
            divided(Division::AskedOnce);
        insured: Vec<Insured>, "insured" "参保人员", tables,
            en "Who is insured, where premiums are to be computed; `costs.employer_insurance` is then left out"
            zh "参保人员，用于计算社会保险费；填写时不再填 `costs.employer_insurance`",
            divided(Division::ByRule);
        local_insurance: LocalInsurance, "local_insurance" "本地社保费率", table_or,
            en "What social insurance costs at the place"
            zh "本地社会保险费率",
            divided(Division::Whole);
        registrations: Vec<Registration>, "registration" "不动产登记", tables,
            en "Real estate registered this year"
            zh "当年办理的不动产登记",
            divided(Division::AskedOnce);
        subsidies: Vec<SubsidyClaim>, "subsidies" "补贴", tables, en "Subsidies claimed at local rates" zh "按本地标准申领的补贴",
            divided(Division::ByRule);
        loan: Option<Loan>, "loan" "创业担保贷款", optional_table, en "A start-up guaranteed loan" zh "创业担保贷款",
            divided(Division::AskedOnce);
        subsidised_loans: Vec<SubsidisedLoan>, "subsidised_loans" "贴息贷款", tables,
            en "Loans of which the state bears points of interest"
            zh "享受财政贴息的贷款",
            divided(Division::AskedOnce);
        entitlements: Vec<EntitlementClaim>, "entitlements" "询问事项", tables,
            en "What the business asks whether it is entitled to"
            zh "询问能否享受的事项",
            divided(Division::AskedOnce);
        electricity: Option<Electricity>, "electricity" "电费", optional_table,
            en "Electricity arrears of 2022"
            zh "2022 年电费欠费",
            divided(Division::AskedOnce);
        conversion: Conversion, "conversion" "转企", table_or,
            en "What converting changes, all zero unless given"
            zh "转企带来的变化，不填为零",
            divided(Division::Whole);
    } beside |section, context| {
        /// VAT standing.
        pub vat_status: VatStatus = VatStatus::SmallScale, context.vat_status.get().unwrap_or(VatStatus::SmallScale);
        /// VAT filing period.
        pub filing: Filing = Filing::Quarterly, context.filing.get();
        /// What the profile says it does not know; only [`crate::ranges`] can answer then.
        pub unknown: Vec<UnknownFact> = Vec::new(), context.unknown.take();
        /// Where the facts come from.
        pub origin: Origin = Origin::default(), {
            Origin { dated: context.dated.get(), checked: true, former_place: context.former_place.take(), ..Origin::default() }
        };
    } check as_a_whole;
}

/// Where the facts of a profile come from: a file that was read, or a program (the default).
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub(crate) source: Option<Source>,
    /// Whether any period or date in the file carries its year, so that it cannot be moved to another.
    pub(crate) dated: bool,
    /// Whether the facts were held to the limits: reading does, and [`Profile::checked`].
    pub(crate) checked: bool,
    /// Whether what was left out of the file was filled in: [`Profile::filled_in`].
    pub(crate) filled_in: bool,
    /// What was left out of the file and taken to be usual.
    pub(crate) usual: Vec<UsualFact>,
    /// The place that was written, where its code or name ended.
    pub(crate) former_place: Option<FormerPlace>,
}

impl PartialEq for Origin {
    fn eq(&self, other: &Origin) -> bool {
        self.source == other.source && self.dated == other.dated
    }
}

fn as_a_whole(root: &Section<'_>, context: &Context<'_>, profile: &Profile) {
    if profile.sales.is_empty() {
        root.report(Message::Missing { key: "[[sales]]".to_string() });
    }
    people::shares(root, context);
    if profile.city_size.is_some() && profile.locality != Locality::City {
        root.report_at(Message::ReadOnlyWith { key: "city_size", of: "locality", word: "city" }, root.at("city_size"));
    }
    if !profile.insured.is_empty() && profile.costs.employer_insurance > Money::ZERO {
        root.report_at(Message::EitherNotBoth { one: "costs.employer_insurance", other: "insured" }, root.at("insured"));
    }
    let (found, limit) = (profile.limited_costs.total(), profile.costs.total());
    if found > limit {
        let problem = FactProblem::MoreThan { what: "limited_costs", found, limit_of: "costs", limit };
        root.report_at(problem, root.at("limited_costs"));
    }
}
