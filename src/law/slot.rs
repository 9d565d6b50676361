//! Slots: what a measure can decide, named once for the pack's checks, the rules in force and messages.

use crate::Money;
use crate::base::names::{Borrower, Entitled, ExemptService, Hardship, Line, Researcher, SaleKind, Subsidy};
use crate::base::sentence::{Field, kebab_of};
use crate::base::words::{Lang, Say};

/// What a measure decides. At most one measure may decide a slot on one day in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Slot {
    LevyRate,
    SmallScaleLimit,
    GeneralStatus,
    VatFiling,
    IncomePrepayment(Line),
    ExemptSalesBelow,
    ExemptLevySales,
    SubstituteLevyRate(SaleKind),
    VatRates,
    InputAddition,
    ExemptServices(ExemptService),
    SimpleLevyRate(SaleKind),
    SurchargeRate(Line),
    ExemptFeesBelow(Line),
    DelegateReduction(Line),
    ReducePayable(Line),
    StampDuty,
    PropertyTax,
    PropertyValueDeduction,
    HousingRentRate,
    LandUseAmount,
    ResourceTax,
    FarmlandOccupation,
    FarmlandAmount,
    IitBusiness,
    BasicDeduction,
    LossYears(Line),
    ReduceBusinessIit,
    RdSuperDeduction(Researcher),
    MinimumLife,
    ExpenseEquipment(Money),
    HighTechRate,
    CitRate,
    SmallLowProfitRate,
    SmallLowProfitTest,
    IncludeIncome(Money),
    DividendRate,
    IitComprehensive,
    TaxDeferral,
    InsuranceDeferral(Hardship),
    PremiumRefund,
    RegistrationFee,
    DeedTax,
    DeedTaxExemption,
    ConversionDeedExemption,
    LocalSubsidy(Subsidy),
    StartUpLoan(Borrower),
    Entitlement(Entitled),
    LateChargeWaiver,
    CreditRefund,
    UnemploymentRate,
    SizeClasses,
    CultivationList,
    CarryOver,
    RentWaiver,
    AgreedRentCut,
    ExemptLetProperty(Line),
}

impl Slot {
    /// Slots that some measure must decide on every day the pack covers.
    pub(crate) const BASE: [Slot; 22] = [
        Slot::LevyRate,
        Slot::SmallScaleLimit,
        Slot::VatFiling,
        Slot::IncomePrepayment(Line::IitBusiness),
        Slot::IncomePrepayment(Line::Cit),
        Slot::VatRates,
        Slot::SurchargeRate(Line::UrbanMaintenance),
        Slot::SurchargeRate(Line::EducationSurcharge),
        Slot::SurchargeRate(Line::LocalEducationSurcharge),
        Slot::StampDuty,
        Slot::PropertyTax,
        Slot::PropertyValueDeduction,
        Slot::LandUseAmount,
        Slot::IitBusiness,
        Slot::BasicDeduction,
        Slot::LossYears(Line::IitBusiness),
        Slot::LossYears(Line::Cit),
        Slot::CitRate,
        Slot::SmallLowProfitRate,
        Slot::SmallLowProfitTest,
        Slot::DividendRate,
        Slot::IitComprehensive,
    ];

    /// Rules on annual income begin and end with the year; all others with a month.
    pub(crate) fn is_annual(self) -> bool {
        matches!(
            self,
            Slot::IncomePrepayment(_)
                | Slot::IitBusiness
                | Slot::BasicDeduction
                | Slot::LossYears(_)
                | Slot::ReduceBusinessIit
                | Slot::CitRate
                | Slot::RdSuperDeduction(_)
                | Slot::MinimumLife
                | Slot::ExpenseEquipment(_)
                | Slot::HighTechRate
                | Slot::SmallLowProfitRate
                | Slot::SmallLowProfitTest
                | Slot::IncludeIncome(_)
                | Slot::DividendRate
                | Slot::IitComprehensive
                | Slot::TaxDeferral
                | Slot::InsuranceDeferral(_)
                | Slot::PremiumRefund
                | Slot::RegistrationFee
                | Slot::DeedTax
                | Slot::DeedTaxExemption
                | Slot::LocalSubsidy(_)
                | Slot::StartUpLoan(_)
                | Slot::Entitlement(_)
                | Slot::LateChargeWaiver
                | Slot::SizeClasses
                | Slot::RentWaiver
                | Slot::AgreedRentCut
                | Slot::ExemptLetProperty(_)
                | Slot::ReducePayable(Line::Property | Line::UrbanLandUse)
                | Slot::PropertyTax
                | Slot::PropertyValueDeduction
                | Slot::HousingRentRate
                | Slot::LandUseAmount
        )
    }

    /// A local programme may begin on any day: nothing is computed by the month from it.
    pub(crate) fn is_by_day(self) -> bool {
        matches!(self, Slot::CultivationList | Slot::CarryOver)
    }

    /// The tax whose relief is taken out before [`Slot::ReducePayable`] halves what is left.
    pub(crate) fn relief_taken_first(self) -> Option<Line> {
        match self {
            Slot::ExemptFeesBelow(line) | Slot::ExemptLetProperty(line) => Some(line),
            Slot::HousingRentRate => Some(Line::Property),
            _ => None,
        }
    }
}

impl Field for Slot {
    /// Its name, and where it has several, of what: `{"slot": "surcharge-rate", "of": "education-surcharge"}`.
    fn field(&self) -> serde_json::Value {
        let of = match self {
            Slot::SurchargeRate(line)
            | Slot::IncomePrepayment(line)
            | Slot::ExemptFeesBelow(line)
            | Slot::DelegateReduction(line)
            | Slot::ReducePayable(line)
            | Slot::LossYears(line)
            | Slot::ExemptLetProperty(line) => Some(line.field()),
            Slot::SubstituteLevyRate(kind) | Slot::SimpleLevyRate(kind) => Some(kind.field()),
            Slot::ExemptServices(service) => Some(service.field()),
            Slot::RdSuperDeduction(who) => Some(who.field()),
            Slot::ExpenseEquipment(over) | Slot::IncludeIncome(over) => Some(over.field()),
            Slot::InsuranceDeferral(who) => Some(who.field()),
            Slot::LocalSubsidy(subsidy) => Some(subsidy.field()),
            Slot::StartUpLoan(borrower) => Some(borrower.field()),
            Slot::Entitlement(entitled) => Some(entitled.field()),
            _ => None,
        };
        let name = format!("{self:?}");
        let name = kebab_of(name.split('(').next().unwrap_or_default());
        match of {
            Some(of) => serde_json::json!({ "slot": name, "of": of }),
            None => serde_json::json!({ "slot": name }),
        }
    }
}

impl Say for Slot {
    fn say(&self, lang: Lang) -> String {
        let name = |en: &str, zh: &str| match lang {
            Lang::En => en.to_string(),
            Lang::Zh => zh.to_string(),
        };
        let of = |en: &str, zh: &str, what: String| match lang {
            Lang::En => format!("{en} of {what}"),
            Lang::Zh => format!("{what}的{zh}"),
        };
        match self {
            Slot::LevyRate => name("VAT levy rates", "增值税征收率"),
            Slot::SmallScaleLimit => name("the small-scale limit", "小规模纳税人标准"),
            Slot::GeneralStatus => name("when general VAT status begins", "一般纳税人生效之日"),
            Slot::VatFiling => name("days for filing VAT", "增值税申报期限"),
            Slot::IncomePrepayment(line) => of("prepayment", "预缴", line.say(lang)),
            Slot::ExemptSalesBelow => name("the VAT threshold", "增值税免税标准"),
            Slot::ExemptLevySales => name("exempt sales by levy rate", "按征收率免征增值税"),
            Slot::SubstituteLevyRate(kind) => of("reduced levy rate", "减征征收率", kind.say(lang)),
            Slot::VatRates => name("VAT rates", "增值税税率"),
            Slot::SimpleLevyRate(kind) => of("simple levy rate", "简易计税征收率", kind.say(lang)),
            Slot::InputAddition => name("the additional input deduction", "加计抵减"),
            Slot::ExemptServices(service) => of("exemption", "免征增值税", service.say(lang)),
            Slot::SurchargeRate(line) => of("rate", "费（税）率", line.say(lang)),
            Slot::ExemptFeesBelow(line) => of("exemption", "免征", line.say(lang)),
            Slot::DelegateReduction(line) => of("delegated reduction", "授权减征", line.say(lang)),
            Slot::ReducePayable(line) => of("reduction", "减征", line.say(lang)),
            Slot::StampDuty => name("stamp duty", "印花税"),
            Slot::PropertyTax => name("property tax rates", "房产税税率"),
            Slot::PropertyValueDeduction => name("the deduction from original value", "房产原值减除比例"),
            Slot::HousingRentRate => name("property tax on housing rent", "出租住房房产税"),
            Slot::LandUseAmount => name("urban land-use tax ranges", "城镇土地使用税幅度"),
            Slot::ResourceTax => name("resource tax", "资源税"),
            Slot::FarmlandOccupation => name("farmland occupation tax", "耕地占用税"),
            Slot::FarmlandAmount => name("local farmland amounts", "耕地占用税适用税额"),
            Slot::IitBusiness => name("brackets on business income", "经营所得税率表"),
            Slot::BasicDeduction => name("the basic deduction", "基本减除费用"),
            Slot::LossYears(line) => of("loss carry-forward", "亏损结转年限", line.say(lang)),
            Slot::ReduceBusinessIit => name("halving of business-income tax", "经营所得减半"),
            Slot::RdSuperDeduction(who) => of("R&D super-deduction", "研发费用加计扣除", who.say(lang)),
            Slot::MinimumLife => name("minimum lives of assets", "最低折旧年限"),
            Slot::ExpenseEquipment(over) => of("equipment deducted at once", "设备器具一次性扣除", format!("> {over}")),
            Slot::HighTechRate => name("the high and new technology rate", "高新技术企业税率"),
            Slot::CitRate => name("the enterprise income tax rate", "企业所得税税率"),
            Slot::SmallLowProfitRate => name("the small low-profit rate", "小型微利企业税率"),
            Slot::SmallLowProfitTest => name("the small low-profit test", "小型微利企业条件"),
            Slot::IncludeIncome(over) => of("inclusion of income", "减按计入应纳税所得额", format!("> {over}")),
            Slot::DividendRate => name("the dividend rate", "股息红利税率"),
            Slot::IitComprehensive => name("brackets on comprehensive income", "综合所得税率表"),
            Slot::TaxDeferral => name("tax deferral", "税款缓缴"),
            Slot::InsuranceDeferral(who) => of("insurance deferral", "社保缓缴", who.say(lang)),
            Slot::PremiumRefund => name("premium refunds", "稳岗返还"),
            Slot::RegistrationFee => name("registration fees", "不动产登记费"),
            Slot::DeedTax => name("deed tax", "契税"),
            Slot::DeedTaxExemption => name("deed tax exemption", "契税免征"),
            Slot::ConversionDeedExemption => name("stamp duty on deeds of a conversion", "转企产权转移书据免征印花税"),
            Slot::LocalSubsidy(subsidy) => of("subsidy", "补贴", subsidy.say(lang)),
            Slot::StartUpLoan(borrower) => of("start-up loan", "创业担保贷款", borrower.say(lang)),
            Slot::Entitlement(entitled) => of("entitlement", "资格", entitled.say(lang)),
            Slot::LateChargeWaiver => name("late charges on electricity", "电费违约金"),
            Slot::CreditRefund => name("VAT credit refunds", "留抵退税"),
            Slot::UnemploymentRate => name("the rate of unemployment insurance", "失业保险费率"),
            Slot::SizeClasses => name("size classes", "中小企业划型"),
            Slot::CarryOver => name("what carries over", "转企承继事项"),
            Slot::CultivationList => name("the cultivation list", "培育对象"),
            Slot::RentWaiver => name("rent waiver", "租金减免"),
            Slot::AgreedRentCut => name("agreed rent cuts", "协商减租"),
            Slot::ExemptLetProperty(line) => of("exemption of let property", "出租房产免征", line.say(lang)),
        }
    }
}
