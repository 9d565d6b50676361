//! The closed lists of names that profiles, policies and results share.

use crate::base::dates::{Month, Period};
use crate::base::words::{Table, vocabulary};

pub use crate::base::exempt_supply::{ByExemptSupply, ExemptSupply};
pub use crate::base::groups::{ByEmploymentGroup, ByReducedPerson, CarriedBy, EmploymentGroup, ReducedPerson, SubsidisedLoanKind};
pub use crate::base::lines::{ByLine, CulturalService, Line, PaidTax};

vocabulary! {
    /// The legal form (组织形式) a business is run in.
    pub enum Form {
        IndividualBusiness "individual-business" en "individual business" zh "个体工商户" or "个体户" or "个体";
        SoleProprietorship "sole-proprietorship" en "sole proprietorship" zh "个人独资企业" or "独资企业" or "个独";
        Partnership "partnership" en "partnership" zh "合伙企业" or "合伙";
        OnePersonCompany "one-person-company" en "one-person company" zh "一人有限公司" or "一人公司" or "一人有限责任公司";
        Company "company" en "limited company" zh "有限公司" or "公司" or "有限责任公司";
    }
}

impl Form {
    /// Pays enterprise income tax, and its owner on what is distributed.
    ///
    /// ```
    /// use huiqi::Form;
    ///
    /// assert!(Form::OnePersonCompany.is_company());
    /// assert!(!Form::SoleProprietorship.is_company()); // its owner pays on business income
    /// ```
    #[must_use]
    pub fn is_company(self) -> bool {
        matches!(self, Form::OnePersonCompany | Form::Company)
    }
}

vocabulary! {
    /// What a line of sales is of; the levy rate follows from it.
    pub enum SaleKind {
        Goods "goods" en "goods and processing" zh "货物、劳务";
        Services "services" en "services" zh "服务";
        LabourDispatch "labour-dispatch" en "labour dispatch, by difference" zh "劳务派遣（差额）";
        RealEstateSale "real-estate-sale" en "sale of real estate" zh "销售不动产" or "不动产销售";
        RealEstateLease "real-estate-lease" en "lease of real estate" zh "出租不动产" or "不动产出租";
        HousingLease "housing-lease" en "lease of housing" zh "出租住房" or "住房出租";
        LandUseRight "land-use-right" en "transfer of land-use rights" zh "转让土地使用权" or "土地使用权";
    }
}

/// One value for each kind of sale.
pub type BySaleKind<V> = Table<SaleKind, V, 7>;

vocabulary! {
    /// The invoice (发票) issued for a line of sales.
    pub enum Invoice {
        Ordinary "ordinary" en "ordinary or no invoice" zh "普通发票或未开票" or "普通发票" or "普票" or "未开票";
        Special "special" en "special VAT invoice" zh "增值税专用发票" or "专用发票" or "专票";
    }
}

vocabulary! {
    /// Whether a price holds its VAT.
    pub enum Prices {
        Inclusive "inclusive" en "tax-inclusive" zh "含税";
        Net "net" en "net of tax" zh "不含税";
    }
}

vocabulary! {
    /// How often VAT is filed (纳税期限); fixed for a calendar year.
    pub enum Filing {
        Monthly "month" en "monthly" zh "按月" or "月";
        Quarterly "quarter" en "quarterly" zh "按季" or "季" or "按季度";
    }
}

impl Filing {
    /// The filing period that a month lies in.
    pub(crate) fn period_of(self, month: Month) -> Period {
        match self {
            Filing::Monthly => Period::Month(month),
            Filing::Quarterly => Period::Quarter(month.quarter()),
        }
    }

    /// The filing periods of a year.
    pub(crate) fn periods(self) -> impl Iterator<Item = Period> {
        match self {
            Filing::Monthly => Period::MONTHS.as_slice(),
            Filing::Quarterly => Period::QUARTERS.as_slice(),
        }
        .iter()
        .copied()
    }
}

vocabulary! {
    /// From when general VAT status runs, once sales are over the limit.
    pub enum StatusBegins {
        SameMonth "same-month" en "the first day of the month in which sales pass the limit" zh "超过标准的当月 1 日";
        NextPeriod "next-period" en "the first day of the next period" zh "次期 1 日";
    }
}

vocabulary! {
    /// VAT standing (纳税人类别).
    pub enum VatStatus {
        SmallScale "small-scale" en "small-scale taxpayer" zh "小规模纳税人" or "小规模";
        General "general" en "general taxpayer" zh "一般纳税人" or "一般";
    }
}

vocabulary! {
    /// Which additional input deduction (加计抵减) a general taxpayer's services fall under.
    pub enum Addition {
        Production "production" en "production services" zh "生产性服务业" or "生产性";
        Consumer "consumer" en "consumer services" zh "生活性服务业" or "生活性";
        Manufacturing "advanced-manufacturing" en "advanced manufacturing (a listed high-tech manufacturer)" zh "先进制造业";
    }
}

vocabulary! {
    /// Where the taxpayer is, for the urban maintenance tax and the land-use tax.
    pub enum Locality {
        City "city" en "city" zh "市区";
        CountyTown "county-town" en "county town or town" zh "县城、镇";
        Elsewhere "elsewhere" en "elsewhere" zh "其他地区" or "其他";
    }
}

vocabulary! {
    /// The size of a city, by which the land-use regulation sets its ranges.
    pub enum CitySize {
        Large "large" en "large city" zh "大城市";
        Medium "medium" en "medium city" zh "中等城市";
        Small "small" en "small city" zh "小城市";
    }
}

/// One value for each size of a city.
pub type ByCitySize<V> = Table<CitySize, V, 3>;

/// One value for each locality.
pub type ByLocality<V> = Table<Locality, V, 3>;

vocabulary! {
    /// On what ground a relief is open to a taxpayer.
    pub enum TaxpayerGroup {
        SmallScale "small-scale" en "small-scale VAT taxpayers" zh "增值税小规模纳税人";
        SmallLowProfit "small-low-profit" en "small low-profit enterprises" zh "小型微利企业";
        IndividualBusiness "individual-business" en "individual businesses" zh "个体工商户";
    }
}

vocabulary! {
    /// What is known of a benefit after the end that its instrument names.
    pub enum AfterEnd {
        NotKnown "not-known" en "it was prolonged year by year: whether it was again is not known" zh "历年延续，是否再延续未知";
        Ended "ended" en "it has ended" zh "已终止";
    }
}

vocabulary! {
    /// What the size of an enterprise is measured by.
    pub enum SizeTest {
        Staff "staff" en "staff" zh "从业人数";
        Assets "assets" en "total assets" zh "资产总额";
    }
}

vocabulary! {
    /// What becomes of a rent cut beyond whole months of rent.
    pub enum RestOfCut {
        ToTheNearest "to-the-nearest" en "the cut counts to the nearest month" zh "按最接近的整月计";
        Dropped "dropped" en "only whole months count" zh "只计整月";
    }
}

vocabulary! {
    /// The kinds of document that stamp duty taxes (印花税税目).
    pub enum ContractKind {
        Loan "loan" en "loan" zh "借款合同";
        FinanceLease "finance-lease" en "finance lease" zh "融资租赁合同";
        Sale "sale" en "sale of movables" zh "买卖（购销）合同";
        Work "work" en "contract for work" zh "承揽合同";
        SurveyDesign "survey-design" en "survey and design" zh "勘察设计合同";
        Construction "construction" en "construction" zh "建设工程合同";
        Transport "transport" en "transport" zh "运输合同";
        Technology "technology" en "technology" zh "技术合同";
        Lease "lease" en "lease" zh "租赁合同";
        Storage "storage" en "safekeeping" zh "保管合同";
        Warehousing "warehousing" en "warehousing" zh "仓储合同";
        PropertyInsurance "property-insurance" en "property insurance" zh "财产保险合同";
        LandUseRight "land-use-right" en "land-use right" zh "土地使用权书据";
        RealEstateTransfer "real-estate-transfer" en "transfer of buildings" zh "房屋等建筑物转让书据";
        EquityTransfer "equity-transfer" en "transfer of equity" zh "股权转让书据";
        IpTransfer "ip-transfer" en "transfer of marks, copyright, patents, know-how" zh "商标、著作权、专利、专有技术转让书据";
        Capital "capital" en "paid-in capital and capital reserve" zh "营业账簿（实收资本、资本公积）";
    }
}

/// One value for each legal form.
pub type ByForm<V> = Table<Form, V, 5>;

/// One value for each kind of document.
pub type ByContractKind<V> = Table<ContractKind, V, 17>;

vocabulary! {
    /// Whether a limit itself is still inside (以下（含本数） or 未达到).
    pub enum Bound {
        NotMoreThan "not-more-than" en "not more than" zh "不超过（含本数）";
        LessThan "less-than" en "less than" zh "未达到（不含本数）";
    }
}

impl Bound {
    /// Whether `value` is on the near side of `limit`.
    ///
    /// ```
    /// use huiqi::Bound;
    ///
    /// assert!(Bound::NotMoreThan.admits(100, 100)); // 不超过
    /// assert!(!Bound::LessThan.admits(100, 100)); // 未达到
    /// ```
    pub fn admits<T: Ord>(self, value: T, limit: T) -> bool {
        if value == limit { self == Bound::NotMoreThan } else { value < limit }
    }
}

vocabulary! {
    /// What happens to sales of real estate when the threshold is tested.
    pub enum RealEstateInTest {
        Stripped "stripped" en "left out of the test" zh "剔除";
        Counted "counted" en "counted in the test" zh "计入";
    }
}

vocabulary! {
    /// By which rate a tax-inclusive price is divided.
    pub enum PriceDividedBy {
        Reduced "reduced" en "one plus the reduced rate" zh "1＋减征后的征收率";
        Statutory "statutory" en "one plus the statutory rate" zh "1＋法定征收率";
    }
}

vocabulary! {
    /// Whether sales contracts on movables written by individuals are taxed.
    pub enum IndividualMovables {
        Taxed "taxed" en "taxed" zh "征税";
        Excluded "excluded" en "not taxed" zh "不征税";
    }
}

vocabulary! {
    /// Who owns rented premises.
    pub enum Landlord {
        State "state" en "state-owned premises" zh "国有房屋" or "国有";
        Other "other" en "other premises" zh "非国有房屋" or "非国有";
    }
}

vocabulary! {
    /// How sure a figure of the pack is.
    pub enum Confidence {
        Text "text" en "read in the instrument" zh "已核原文";
        Secondary "secondary" en "read in a secondary source" zh "据转载或解读";
        Memory "memory" en "from memory, not verified" zh "未核实，凭记忆";
        Inferred "inferred" en "inferred from other texts" zh "由其他文本推定";
    }
}

vocabulary! {
    /// Whose R&D a super-deduction is for.
    pub enum Researcher {
        General "general" en "enterprises in general" zh "一般企业";
        Manufacturing "manufacturing" en "manufacturers" zh "制造业企业";
        TechnologySme "technology-sme" en "technology SMEs" zh "科技型中小企业";
    }
}

vocabulary! {
    /// Kinds of equipment, by their minimum life (税法最低折旧年限).
    pub enum EquipmentClass {
        Electronic "electronic" en "electronic equipment" zh "电子设备";
        Vehicle "vehicle" en "vehicles" zh "运输工具";
        Tools "tools" en "tools and furniture" zh "器具、工具、家具";
        Machine "machine" en "machines" zh "机器、机械";
    }
}

vocabulary! {
    /// What assessed collection (核定征收) goes by.
    pub enum AssessedBy {
        Income "income" en "income" zh "收入总额";
        Cost "cost" en "cost" zh "成本费用";
        Receipts "levy-rate" en "a levy rate on receipts" zh "附征率" or "定期定额";
    }
}

vocabulary! {
    /// What a benefit beside the taxes is.
    #[non_exhaustive]
    pub enum BenefitKind {
        Relief "relief" en "relief" zh "减免";
        Deferral "deferral" en "deferral" zh "缓缴";
        Grant "grant" en "grant" zh "补助";
        Entitlement "entitlement" en "entitled" zh "可以享受";
        Cost "cost" en "cost of converting" zh "转企成本";
        Fee "fee" en "fee" zh "应缴费用";
    }
}

vocabulary! {
    /// Which businesses in hardship an insurance deferral is for.
    pub enum Hardship {
        ListedIndustry "listed-industry" en "industries listed as hard hit" zh "特困行业";
        AnyBusiness "any-business" en "any business in hardship" zh "其他困难主体";
    }
}

vocabulary! {
    /// Subsidies at a local rate.
    pub enum Subsidy {
        FlexibleWork "flexible-work" en "social insurance of people hard to place" zh "灵活就业社保补贴";
        SkillUpgrade "skill-upgrade" en "skill certificates" zh "技能提升补贴";
        StartUp "start-up" en "starting up" zh "一次性创业补贴";
        Bookkeeping "bookkeeping" en "bookkeeping service" zh "代理记账补助";
        Trademark "trademark" en "trademark" zh "商标注册补助";
        Seal "seal" en "seals" zh "刻章补助";
        BankAccountFee "bank-account-fee" en "bank account fees" zh "银行账户管理费";
    }
}

vocabulary! {
    /// Persons whom start-up subsidies are for.
    pub enum StartUpGroup {
        Graduate "graduate" en "university graduate" zh "高校毕业生";
        Veteran "veteran" en "veteran" zh "退役军人";
        Other "other" en "other person" zh "其他人员";
    }
}

vocabulary! {
    /// Tax credit rating (纳税信用级别).
    pub enum TaxRating {
        A "A" en "A" zh "A 级";
        B "B" en "B" zh "B 级";
        M "M" en "M" zh "M 级";
        C "C" en "C" zh "C 级";
        D "D" en "D" zh "D 级";
    }
}

vocabulary! {
    /// Who borrows a start-up guaranteed loan.
    pub enum Borrower {
        Person "person" en "person" zh "个人";
        Enterprise "enterprise" en "small or micro enterprise" zh "小微企业";
    }
}

vocabulary! {
    /// What one may be entitled to without an amount.
    pub enum Entitled {
        Guarantee "guarantee" en "government loan guarantee" zh "政府性融资担保";
        GreenChannel "green-channel" en "toll-free farm transport" zh "鲜活农产品绿色通道";
        Rediscount "rediscount" en "rediscount of bills" zh "票据再贴现";
    }
}

vocabulary! {
    /// Size class of an enterprise (中小企业划型).
    pub enum SizeClass {
        Micro "micro" en "micro" zh "微型";
        Small "small" en "small" zh "小型";
        Medium "medium" en "medium" zh "中型";
        Large "large" en "large" zh "大型";
    }
}

#[cfg(test)]
mod tests;
