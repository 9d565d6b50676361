//! The columns of a register: one vocabulary, with the name of each in English and Chinese, its unit, and whether a row
//! must have it.

use crate::base::dates::Period;
use crate::base::names::{ContractKind, Filing, Form, Landlord, Locality, Prices, SaleKind, SizeClass, VatStatus};
use crate::base::words::{Bilingual, Lang, Say, Vocabulary, spellings, vocabulary};
use crate::facts::MOST_STAFF;
use crate::{Month, Quarter};
use std::sync::OnceLock;

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Year,
    Place,
    Industry,
    Word(Words),
    Amount,
    Area,
    Count(u32),
    Month,
    Rate,
    Truth,
}

/// Which closed list a cell's word is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Locality,
    Form,
    VatStatus,
    Filing,
    Prices,
    SaleKind,
    Landlord,
    SizeClass,
}

impl Words {
    /// Every word of the list as it may be written, in the order of its index.
    pub(crate) fn spellings(self) -> Vec<Vec<String>> {
        fn of<V: Vocabulary + Say>() -> Vec<Vec<String>> {
            V::ALL.iter().map(|word| spellings(*word)).collect()
        }
        match self {
            Words::Locality => of::<Locality>(),
            Words::Form => of::<Form>(),
            Words::VatStatus => of::<VatStatus>(),
            Words::Filing => of::<Filing>(),
            Words::Prices => of::<Prices>(),
            Words::SaleKind => of::<SaleKind>(),
            Words::Landlord => of::<Landlord>(),
            Words::SizeClass => of::<SizeClass>(),
        }
    }

    /// Every word of the list as it is shown: its key in English, its name in Chinese.
    pub(crate) fn shown(self, lang: Lang) -> Vec<String> {
        let spelt = self.spellings().into_iter();
        // The key stands first, then the names in English and Chinese.
        let place = if lang == Lang::Zh { 2 } else { 0 };
        spelt.filter_map(|word| word.into_iter().nth(place)).collect()
    }
}

/// Whether a row must fill a column in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Every row.
    Required,
    /// Some rows: its meaning says which.
    Sometimes,
    /// None: an empty cell means this.
    Default(&'static str),
}

macro_rules! singles {
    ($($field:ident $key:literal $zh_name:literal $kind:expr, $need:expr, en $en:literal zh $zh:literal;)*) => {
        vocabulary! {
            /// A column that stands alone.
            pub(crate) enum Single { $($field $key en $en zh $zh;)* }
        }
        impl Single {
            fn describe(self) -> (&'static str, Kind, Need) {
                match self { $(Single::$field => ($zh_name, $kind, $need)),* }
            }
        }
        /// How many columns stand alone.
        pub(crate) const SINGLES: usize = Single::ALL.len();
    };
}

use Need::{Default, Required, Sometimes};

singles! {
    Key "key" "主体标识" Kind::Text, Required, en "what the row is known by; it is returned as it is" zh "该行的标识，原样返回";
    Name "name" "名称" Kind::Text, Default("key"), en "name" zh "名称";
    Year "year" "年度" Kind::Year, Required, en "tax year; --year stands for the column" zh "年度；可用 --year 代替本列";
    Place "place" "行政区划" Kind::Place, Required, en "GB/T 2260 code or name" zh "行政区划代码或名称";
    Locality "locality" "所在地类型" Kind::Word(Words::Locality), Required, en "city, county-town or elsewhere" zh "市区、县城或镇、其他";
    Industry "industry" "行业代码" Kind::Industry, Required, en "GB/T 4754 code" zh "国民经济行业代码";
    Form "form" "组织形式" Kind::Word(Words::Form), Default("individual-business"), en "present legal form" zh "现有组织形式";
    VatStatus "vat_status" "纳税人类别" Kind::Word(Words::VatStatus), Required, en "small-scale or general" zh "小规模纳税人或一般纳税人";
    Filing "filing" "纳税期限" Kind::Word(Words::Filing), Required, en "month or quarter" zh "按月或按季";
    Prices "prices" "价格口径" Kind::Word(Words::Prices), Default("inclusive"), en "whether the sales hold their VAT" zh "销售额是否含税";
    SaleKind "sale_kind" "主营销售类型" Kind::Word(Words::SaleKind), Sometimes, en "what the sales columns without a kind are of; needed with them" zh "不分类型的销售额属于哪一类；填写该类列时必填";
    OutputRate "output_rate" "税率" Kind::Rate, Sometimes, en "output rate of a general taxpayer's sales, for every kind without its own" zh "一般纳税人的税率，适用于没有单独填写的类型";
    Simple "simple" "简易计税" Kind::Truth, Default("no"), en "the simple method for sales without an output rate" zh "没有填写税率的销售适用简易计税";
    GeneralFrom "general_from" "转登记月份" Kind::Month, Sometimes, en "month from which a small-scale taxpayer became a general one" zh "小规模纳税人自该月起登记为一般纳税人";
    OpeningCredit "opening_credit" "期初留抵税额" Kind::Amount, Default("0"), en "VAT credit carried into the year; general taxpayers only" zh "期初留抵税额，仅一般纳税人";
    Goods "cost_goods" "货物成本" Kind::Amount, Default("0"), en "goods, materials and subcontractors" zh "货物、材料、分包成本";
    Wages "cost_wages" "雇员工资" Kind::Amount, Default("0"), en "wages of employees, not of the owner" zh "雇员工资（不含业主）";
    Insurance "cost_insurance" "单位社保" Kind::Amount, Default("0"), en "the employer's share of social insurance" zh "单位负担的社会保险";
    OtherCosts "cost_other" "其他成本费用" Kind::Amount, Default("0"), en "all other costs, without rent and taxes" zh "其他成本费用（不含租金、税费）";
    Rent "monthly_rent" "月租金" Kind::Amount, Default("0"), en "monthly rent of premises rented" zh "承租房屋月租金";
    Landlord "landlord" "出租人类型" Kind::Word(Words::Landlord), Sometimes, en "state or other; needed with monthly_rent" zh "国有或非国有；填写月租金时必填";
    RentFrom "rent_from" "租期起始月" Kind::Month, Default("1"), en "first month rented" zh "承租首月";
    RentTo "rent_to" "租期终止月" Kind::Month, Default("12"), en "last month rented" zh "承租末月";
    Sublet "sublet" "转租" Kind::Truth, Default("no"), en "let on to somebody else" zh "转租他人";
    Listed "listed" "中高风险地区" Kind::Truth, Default("no"), en "the county was listed as a medium- or high-risk area in 2022" zh "所在县 2022 年被列为中高风险地区";
    AgreedCut "agreed_cut" "协商减租" Kind::Amount, Default("0"), en "what a private landlord agreed to cut of the year's rent" zh "非国有出租人协商减免的租金";
    ContractMonth "contract_month" "合同月份" Kind::Month, Sometimes, en "month of the contracts without a month of their own; needed with them" zh "没有单独填写月份的合同的书立月份；填写合同金额时必填";
    PropertyValue "property_value" "房产原值" Kind::Amount, Default("0"), en "original value of property in own use" zh "自用房产原值";
    PropertyRent "property_rent" "房产年租金" Kind::Amount, Default("0"), en "yearly rent, net of VAT, of property let" zh "出租房产全年不含税租金";
    Housing "property_housing" "出租住房" Kind::Truth, Default("no"), en "the property let is housing" zh "出租的是住房";
    LandArea "land_area" "土地面积" Kind::Area, Default("0"), en "urban land used" zh "占用城镇土地面积";
    LandAmount "land_unit_amount" "土地单位税额" Kind::Amount, Sometimes, en "land-use tax per square metre and year; needed with land_area" zh "每平方米年税额；填写土地面积时必填";
    Staff "staff" "从业人数" Kind::Count(MOST_STAFF), Sometimes, en "staff, the same all year; a company cannot be assessed without staff and assets" zh "从业人数，全年不变；测算公司时人数、资产必填";
    Assets "assets" "资产总额" Kind::Amount, Sometimes, en "total assets, the same all year" zh "资产总额，全年不变";
    Restricted "restricted_industry" "限制和禁止行业" Kind::Truth, Sometimes, en "in an industry the state restricts or prohibits; a company cannot be assessed without it" zh "是否属于国家限制和禁止行业；测算公司时必填";
    SizeClass "size_class" "企业规模" Kind::Word(Words::SizeClass), Sometimes, en "size class, where a rule asks for it" zh "企业划型，规定需要时填写";
    SettledSmall "settled_small" "汇算为小微" Kind::Truth, Sometimes, en "the last settlements found the company small and low-profit; companies that are general taxpayers" zh "最近的汇算清缴结果为小型微利企业；一般纳税人的公司填写";
    Income "owner_income" "综合所得" Kind::Amount, Required, en "the owner's comprehensive income from elsewhere, a year; of each partner in a partnership" zh "投资者其他综合所得；合伙企业为每个合伙人";
    Deductions "owner_deductions" "各项扣除" Kind::Amount, Default("0"), en "special, additional and other deductions, a year; of each partner" zh "专项、专项附加和其他扣除；合伙企业为每个合伙人";
    OtherRelief "owner_relief" "其他政策减免" Kind::Amount, Default("0"), en "reliefs of other policies on the business-income tax; of the owner, who is one of the partners" zh "经营所得其他政策减免税额（业主本人，合伙企业为其中一名合伙人）";
    Partners "partners" "合伙人数" Kind::Count(1_000), Sometimes, en "number of partners with equal shares; a partnership cannot be assessed without it" zh "合伙人数，份额均等；测算合伙企业时必填";
    OwnerWage "owner_wage" "投资者工资" Kind::Amount, Default("0"), en "the owner's wage of the year from a company" zh "投资者从公司取得的全年工资";
    ShareDistributed "share_distributed" "分配比例" Kind::Rate, Default("100%"), en "share of a company's profit after tax that is distributed" zh "公司税后利润分配比例";
    Capital "convert_capital" "转企实收资本" Kind::Amount, Default("0"), en "paid-in capital of the new company" zh "新公司实收资本";
    Bookkeeping "convert_bookkeeping" "转企记账费" Kind::Amount, Default("0"), en "bookkeeping a year after converting" zh "转企后每年代理记账费";
    NewInsurance "convert_insurance" "转企新增社保" Kind::Amount, Default("0"), en "added social insurance a year after converting" zh "转企后每年新增社保";
    NewCosts "convert_other" "转企其他费用" Kind::Amount, Default("0"), en "other running costs a year after converting" zh "转企后每年其他费用";
    OneOff "convert_one_off" "转企一次性费用" Kind::Amount, Default("0"), en "costs of converting itself" zh "转企一次性费用";
    Grants "convert_grants" "转企补助" Kind::Amount, Default("0"), en "grants received for converting" zh "转企补助";
    Volunteers "volunteers" "自愿转型" Kind::Truth, Default("no"), en "the owner volunteers to convert" zh "自愿转型";
}

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Single(Single),
    /// Sales of a period; of the main kind, where none is named.
    Sales {
        period: Period,
        kind: Option<SaleKind>,
        special: bool,
    },
    OutputRate(SaleKind),
    InputTax(Period),
    Contract(ContractKind),
    ContractMonth(ContractKind),
    /// Staff at the opening (or close) of a quarter.
    Staff(Quarter, bool),
    Assets(Quarter, bool),
    /// A loss made so many years before.
    Loss(i32),
}

/// One column of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in an English header.
    pub key: String,
    /// The name in a Chinese header.
    pub zh: String,
    /// Whether a row must fill it in.
    pub need: Need,
    /// What it means.
    pub meaning: Bilingual,
    /// The columns it is described with: its own key, or a pattern for the many of one sort.
    pub family: &'static str,
    pub(crate) kind: Kind,
    pub(crate) field: Field,
}

impl Column {
    /// Its name in a header of this language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.key,
        }
    }

    /// The unit or form of its cells.
    pub fn unit(&self, lang: Lang) -> String {
        let pair = match self.kind {
            Kind::Text => ("text", "文字"),
            Kind::Year => ("year", "年份"),
            Kind::Place => ("code or name", "代码或名称"),
            Kind::Industry => ("code such as H6210", "代码，如 H6210"),
            Kind::Word(words) => {
                return words.shown(lang).join(" | ");
            }
            Kind::Amount => ("yuan", "元"),
            Kind::Area => ("m²", "平方米"),
            Kind::Count(_) => ("whole number", "整数"),
            Kind::Month => ("month 1–12", "月份 1–12"),
            Kind::Rate => ("rate such as 13%", "比率，如 13%"),
            Kind::Truth => ("yes or no", "是或否"),
        };
        match lang {
            Lang::Zh => pair.1.to_string(),
            Lang::En => pair.0.to_string(),
        }
    }
}

/// The short Chinese name of a kind of sale, for a column's name.
fn short(kind: SaleKind) -> &'static str {
    match kind {
        SaleKind::Goods => "货物",
        SaleKind::Services => "服务",
        SaleKind::LabourDispatch => "劳务派遣",
        SaleKind::RealEstateSale => "不动产销售",
        SaleKind::RealEstateLease => "不动产出租",
        SaleKind::HousingLease => "住房出租",
        SaleKind::LandUseRight => "土地使用权",
    }
}

fn periods() -> impl Iterator<Item = (Period, String, String)> {
    let quarters = Quarter::all().zip(["一", "二", "三", "四"]);
    let quarters = quarters.map(|(q, zh)| (Period::Quarter(q), format!("q{}", q.number()), format!("{zh}季度")));
    let months = Month::all().map(|m| (Period::Month(m), format!("m{:02}", m.number()), format!("{}月", m.number())));
    quarters.chain(months)
}

/// All columns: those that stand alone first, in the order of [`Single`].
pub(crate) fn all() -> &'static [Column] {
    static ALL: OnceLock<Vec<Column>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut columns: Vec<Column> = Single::ALL.iter().map(|single| alone(*single)).collect();
        let kinds = || std::iter::once(None).chain(SaleKind::ALL.iter().copied().map(Some));
        for (kind, special) in kinds().flat_map(|kind| [(kind, false), (kind, true)]) {
            columns.extend(periods().map(|period| sales(kind, special, period)));
        }
        columns.extend(SaleKind::ALL.iter().map(|kind| output_rate(*kind)));
        columns.extend(periods().map(input_tax));
        for kind in ContractKind::ALL {
            columns.extend(contract(*kind));
        }
        for quarter in Quarter::all() {
            columns.extend(quarter_ends(quarter));
        }
        columns.extend((1..=5).map(loss));
        columns
    })
}

/// The column of a register that has this name, in either language.
pub(crate) fn find(name: &str) -> Option<usize> {
    all().iter().position(|column| column.key.eq_ignore_ascii_case(name) || column.zh == name)
}

fn alone(single: Single) -> Column {
    let (zh, kind, need) = single.describe();
    let meaning = Bilingual { zh: single.say(Lang::Zh), en: single.say(Lang::En) };
    Column { key: single.key().to_string(), zh: zh.to_string(), need, meaning, family: single.key(), kind, field: Field::Single(single) }
}

fn sales(kind: Option<SaleKind>, special: bool, (period, key, zh): (Period, String, String)) -> Column {
    let of_kind = kind.map(|kind| kind.key().replace('-', "_") + "_").unwrap_or_default();
    let (invoice, invoice_zh) = if special { ("special_", "专票") } else { ("", "") };
    let kind_zh = kind.map(short).unwrap_or_default();
    let (family, en, meaning) = match (kind.is_some(), special) {
        (false, false) => ("sales_q1 … sales_q4, sales_m01 … sales_m12", "sales of the main kind", "主营类型的销售额"),
        (false, true) => ("sales_special_q1 …, sales_special_m01 …", "the same, on special VAT invoices", "其中开具专用发票的"),
        (true, false) => {
            ("sales_KIND_q1 …, sales_KIND_m01 …", "sales of one kind, beside those of the main kind", "某一类型的销售额，与主营类型并列")
        }
        (true, true) => (
            "sales_KIND_special_q1 …, sales_KIND_special_m01 …",
            "the same, on special VAT invoices, beside and not part of the column without them",
            "开具专用发票的部分，与未开具的并列，不重复",
        ),
    };
    Column {
        key: format!("sales_{of_kind}{invoice}{key}"),
        zh: format!("{zh}{kind_zh}{invoice_zh}销售额"),
        need: Sometimes,
        meaning: Bilingual { zh: meaning.to_string(), en: en.to_string() },
        family,
        kind: Kind::Amount,
        field: Field::Sales { period, kind, special },
    }
}

fn output_rate(kind: SaleKind) -> Column {
    Column {
        key: format!("output_rate_{}", kind.key().replace('-', "_")),
        zh: format!("{}税率", short(kind)),
        need: Sometimes,
        meaning: Bilingual {
            zh: "一般纳税人该类型销售的税率".to_string(),
            en: "output rate of a general taxpayer's sales of one kind".to_string(),
        },
        family: "output_rate_KIND",
        kind: Kind::Rate,
        field: Field::OutputRate(kind),
    }
}

fn input_tax((period, key, zh): (Period, String, String)) -> Column {
    Column {
        key: format!("input_tax_{key}"),
        zh: format!("{zh}进项税额"),
        need: Default("0"),
        meaning: Bilingual {
            zh: "一般纳税人可抵扣的进项税额".to_string(), en: "a general taxpayer's creditable input tax".to_string()
        },
        family: "input_tax_q1 …, input_tax_m01 …",
        kind: Kind::Amount,
        field: Field::InputTax(period),
    }
}

fn contract(kind: ContractKind) -> [Column; 2] {
    let key = kind.key().replace('-', "_");
    let zh = kind.say(Lang::Zh);
    let amount = Column {
        key: format!("contract_{key}"),
        zh: format!("{zh}金额"),
        need: Default("0"),
        meaning: Bilingual {
            zh: "该税目应税凭证的金额".to_string(),
            en: "amount of the documents of one kind that stamp duty taxes".to_string(),
        },
        family: "contract_DOCUMENT",
        kind: Kind::Amount,
        field: Field::Contract(kind),
    };
    let month = Column {
        key: format!("contract_{key}_month"),
        zh: format!("{zh}月份"),
        need: Sometimes,
        meaning: Bilingual {
            zh: "书立月份，不填时用 contract_month".to_string(),
            en: "the month they were written in; contract_month otherwise".to_string(),
        },
        family: "contract_DOCUMENT_month",
        kind: Kind::Month,
        field: Field::ContractMonth(kind),
    };
    [amount, month]
}

fn quarter_ends(quarter: Quarter) -> [Column; 4] {
    let n = quarter.number();
    let of = |staff: bool, close: bool| {
        let (what, what_zh, kind) =
            if staff { ("staff", "从业人数", Kind::Count(MOST_STAFF)) } else { ("assets", "资产总额", Kind::Amount) };
        let (end, end_zh) = if close { ("close", "季末") } else { ("open", "季初") };
        Column {
            key: format!("{what}_q{n}_{end}"),
            zh: format!("{}季度{end_zh}{what_zh}", ["一", "二", "三", "四"].get(n as usize - 1).copied().unwrap_or_default()),
            need: Sometimes,
            meaning: Bilingual {
                zh: "季初、季末数；四项齐全的季度才算经营".to_string(),
                en: "at the ends of each quarter it ran, instead of staff and assets: all four of a quarter or none".to_string(),
            },
            family: "staff_q1_open, staff_q1_close, assets_q1_open, assets_q1_close …",
            kind,
            field: if staff { Field::Staff(quarter, close) } else { Field::Assets(quarter, close) },
        }
    };
    [of(true, false), of(true, true), of(false, false), of(false, true)]
}

fn loss(before: i32) -> Column {
    Column {
        key: format!("loss_{before}"),
        zh: format!("前{before}年亏损"),
        need: Default("0"),
        meaning: Bilingual {
            zh: "若干年前发生、尚未弥补的亏损".to_string(),
            en: "loss made so many years before and not yet used".to_string(),
        },
        family: "loss_1 … loss_5",
        kind: Kind::Amount,
        field: Field::Loss(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_columns_share_a_name() {
        let names: Vec<&str> = all().iter().flat_map(|column| [column.key.as_str(), column.zh.as_str()]).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for (i, column) in all().iter().enumerate() {
            assert_eq!((find(&column.key), find(&column.zh)), (Some(i), Some(i)), "{}", column.key);
        }
    }
}
