//! The enterprise as such: its size, its prepayments, a company's own facts, assessed collection, and what converting changes.

use super::context::{Context, Writing};
use super::fact::{Fact, Need};
use super::keys::{reading, writing};
use super::kinds::{Count, FactType, Persons, Share, Signed, Years};
use super::lists::{EachQuarter, Ends, List};
use super::part::Part;
use super::problem::FactProblem;
use super::table::facts;
use super::unknown::UnknownFact;
use super::{Divide, Division};
use crate::base::message::Message;
use crate::base::names::{AssessedBy, EquipmentClass, Form, SizeClass};
use crate::base::source::Section;
use crate::base::tree::Fields;
use crate::{Date, Money, Month, Period, Quarter, Rate};

/// The most staff that may be told: over every limit of the law.
pub(crate) const MOST_STAFF: u32 = 10_000_000;

facts! {
    /// Staff, assets and class.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub table Scale {
        class: Option<SizeClass>, "class" "企业规模", open(|_| UnknownFact::SizeClass),
            en "Size class under 工信部联企业〔2011〕300号"
            zh "中小企业划型（工信部联企业〔2011〕300号）",
            column("size_class", "企业规模"), note("where a rule asks for it", "规定需要时填写");
        restricted_industry: Option<bool>, "restricted_industry" "限制和禁止行业", open(|_| UnknownFact::RestrictedIndustry),
            en "In an industry the state restricts or prohibits"
            zh "属于国家限制和禁止行业",
            column("restricted_industry", "限制和禁止行业"), note("a company cannot be assessed without it", "测算公司时必填");
        settled_small: Option<[bool; 2]> as Settled, "" "", flat,
            en "Whether the last settlement that rules to June, and the one that rules from July, found it small and \
                low-profit; only a company that is a general VAT taxpayer needs them"
            zh "最近的汇算清缴结果是否为小型微利企业（适用至 6 月、自 7 月起），仅一般纳税人的公司需要";
        first_settlement: Option<FirstSettlement>, "first_settlement" "首次汇算清缴", optional_table,
            en "Its first settlement, where that falls into this year"
            zh "首次汇算清缴，在本年办理的填写",
            divided(Division::Whole);
        trade_union: bool, "trade_union" "建立工会", or(false),
            en "The staff have a trade union, or one is being prepared: an enterprise pays dues to it on all wages"
            zh "已建立或筹备建立工会，企业按全部职工工资总额拨缴工会经费",
            column("trade_union", "建立工会");
        quarters: Vec<QuarterEnds> as Quarters, "" "", flat, en "Each quarter the business ran" zh "各季度的人数和资产";
    } check told_alike;

    /// What the last settlements found, as a file says it.
    pub(crate) table SettledKeys {
        to_june: Option<bool>, "settled_small_to_june" "上次汇算为小微至6月", open(|_| UnknownFact::SettledSmallToJune),
            en "The last settlement that rules to June found it small and low-profit"
            zh "适用至 6 月的汇算清缴结果为小型微利企业";
        from_july: Option<bool>, "settled_small_from_july" "上次汇算为小微自7月", open(|_| UnknownFact::SettledSmallFromJuly),
            en "The settlement that rules from July found it small and low-profit"
            zh "自 7 月起适用的汇算清缴结果为小型微利企业";
    };

    /// A quarter, as a file says it.
    pub(crate) table QuarterKeys {
        staff: (u32, u32) as Ends<Count<MOST_STAFF, Persons>>, "staff" "从业人数", required_or_open(UnknownFact::Staff),
            en "Staff at its opening and close"
            zh "季初、季末从业人数";
        assets: (Money, Money) as Ends<Money>, "assets" "资产总额", required_or_open(UnknownFact::Assets),
            en "Total assets at its opening and close"
            zh "季初、季末资产总额";
    };

    /// The first settlement (首次汇算清缴) of a company made this year or last.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table FirstSettlement {
        on: Date, "on" "申报日", required, en "The day it was filed on" zh "办理申报的日期";
        small: bool, "small" "小型微利", required, en "Whether it found the company small and low-profit" zh "结果是否为小型微利企业";
    };

    /// Shares of the profit that are from farming (农业所得), by accounts kept apart.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table Farming {
        exempt: Rate as Share, "exempt" "免税项目", or(Rate::ZERO),
            en "The share of the profit from crops, livestock, poultry, forestry, fishing and the like, which no form is taxed on"
            zh "种植、养殖、饲养、捕捞等免税项目占利润的比例",
            column("farm_share", "农业所得比例");
        reduced: Rate as Share, "reduced" "减半项目", or(Rate::ZERO),
            en "The share from flowers, tea, spices and aquaculture, which an enterprise is taxed on by half"
            zh "花卉、茶、饮料作物、香料作物和海水、内陆养殖等企业减半项目占利润的比例";
    } check part_of_the_profit;

    /// Prepayments of income tax (预缴).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table Prepayment {
        profits: Option<[Money; 4]> as Option<EachQuarter<Signed>>, "profits" "分季利润", optional,
            en "Profit by the books, quarter by quarter; otherwise costs are spread evenly"
            zh "分季账面利润，不填则费用均摊";
        paid: Option<Money>, "paid" "已预缴", optional, en "What has been prepaid, where it is known" zh "已预缴的税额",
            divided(Division::Whole);
    };

    /// How the owner draws from a company.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table CompanyFacts {
        owner_wage: Money, "owner_wage" "投资者工资", or(Money::ZERO),
            en "The owner's wage of the year, a cost of the company"
            zh "投资者从公司取得的全年工资，计入公司成本", divided(Division::ByMonth),
            column("owner_wage", "投资者工资");
        share_distributed: Rate as Share, "share_distributed" "分配比例", or(Rate::ONE),
            en "The share of profit after tax that is distributed"
            zh "税后利润分配比例",
            column("share_distributed", "分配比例");
        reserve: Option<Money>, "reserve" "提取法定公积金", optional,
            en "The statutory reserve set aside of this year's profit; it stays in the company"
            zh "当年税后利润中提取的法定盈余公积，留在公司", divided(Division::Whole),
            column("reserve", "提取法定公积金");
        registered_capital: Option<Money>, "registered_capital" "注册资本", optional,
            en "Registered capital: where it is told and the reserve is not, the reserve is what the law asks for"
            zh "注册资本；填写而未填提取法定公积金的，按法定比例提取", divided(Division::Whole),
            column("registered_capital", "注册资本");
        reserve_so_far: Money, "reserve_so_far" "累计法定公积金", or(Money::ZERO),
            en "Statutory reserve set aside in earlier years"
            zh "以前年度累计提取的法定盈余公积", divided(Division::Whole),
            column("reserve_so_far", "累计法定公积金");
        high_tech: Option<bool>, "high_tech" "高新技术企业", open(|_| UnknownFact::HighTech),
            en "Recognised as a high and new technology enterprise"
            zh "经认定的高新技术企业";
        western_share: Option<Rate> as Option<Share>, "western_share" "鼓励类产业收入占比", optional,
            en "In the west: the share of revenue from industries that the catalogue encourages"
            zh "设在西部地区：鼓励类产业项目主营业务收入占比";
        owner_bonus: Money, "owner_bonus" "全年一次性奖金", or(Money::ZERO),
            en "Of the owner's wage, the year-end bonus, which may be taxed apart"
            zh "投资者工资中可单独计税的全年一次性奖金", divided(Division::ByMonth);
        technology_sme: bool, "technology_sme" "科技型中小企业", or(false),
            en "Registered as a technology SME"
            zh "已入库登记的科技型中小企业";
        rd_spend: Money, "rd_spend" "研发费用", or(Money::ZERO),
            en "R&D spend of the year, already in the costs"
            zh "研发费用，已计入成本费用", divided(Division::ByMonth);
    };

    /// Equipment bought in the year (新购置设备器具).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub line Equipment {
        class: EquipmentClass, "class" "类别", required, en "Kind" zh "设备类别";
        price: Money, "price" "单位价值", required, en "Unit value" zh "单位价值";
        life: u32 as Count<100, Years>, "life" "折旧年限", required, en "Years it is depreciated over" zh "折旧年限";
        month: Option<Month>, "month" "购置月份", optional,
            en "The month it was bought in, where a deduction goes by it"
            zh "购置月份，按购置时间享受扣除的填写";
        in_costs: Money, "in_costs" "已计折旧", or(Money::ZERO),
            en "Its depreciation that the costs hold already"
            zh "成本费用中已含的折旧";
    };

    /// Assessed collection (核定征收).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub table Assessed {
        forms: Vec<Form> as List<Form>, "forms" "组织形式", required, en "The forms it is open to" zh "适用核定的组织形式";
        by: AssessedBy, "by" "核定依据", required, en "What it goes by" zh "按收入还是成本费用核定";
        rate: Rate, "rate" "应税所得率", required,
            en "The taxable-income rate; or the levy rate on receipts net of VAT, of who pays by a fixed amount"
            zh "应税所得率；定期定额户为附征率（按不含增值税的收入）";
        free_below: Money, "free_below" "月征收起点", or(Money::ZERO),
            en "With a levy rate: receipts a month below this bear none; receipts of the year are spread over its months"
            zh "附征率：月收入低于此额的不征个人所得税，按全年收入的月平均数判断";
    } check a_part_of_it;

    /// What converting changes: all zero unless the profile says otherwise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table Conversion {
        paid_in_capital: Money, "paid_in_capital" "实收资本", or(Money::ZERO),
            en "Paid-in capital of the new company"
            zh "新公司实收资本",
            column("convert_capital", "转企实收资本"),
            divided(Division::Whole);
        bookkeeping: Money, "bookkeeping" "代理记账", or(Money::ZERO),
            en "Bookkeeping a year, deductible"
            zh "每年代理记账费，可扣除", divided(Division::ByMonth),
            column("convert_bookkeeping", "转企记账费");
        social_insurance: Money, "social_insurance" "新增社保", or(Money::ZERO),
            en "Added social insurance a year, deductible"
            zh "每年新增社会保险，可扣除", divided(Division::ByMonth),
            column("convert_insurance", "转企新增社保");
        other_costs: Money, "other_costs" "其他费用", or(Money::ZERO),
            en "Other running costs a year, deductible"
            zh "每年其他费用，可扣除", divided(Division::ByMonth),
            column("convert_other", "转企其他费用");
        one_off: Money, "one_off" "一次性费用", or(Money::ZERO),
            en "Costs of converting itself, deductible"
            zh "转企的一次性费用，可扣除",
            column("convert_one_off", "转企一次性费用"),
            divided(Division::Whole);
        grants: Money, "grants" "补助", or(Money::ZERO), en "Grants received for converting" zh "因转企取得的补助",
            column("convert_grants", "转企补助"),
            divided(Division::Whole);
        volunteers: bool, "volunteers" "自愿转型", or(false), en "The owner volunteers to convert" zh "自愿转型为企业",
            column("volunteers", "自愿转型");
        property_moved: Money, "property_moved" "转移房地产", or(Money::ZERO),
            en "Value of land and houses that move into the new enterprise"
            zh "转移到新企业的土地、房屋价值",
            divided(Division::Whole);
        housing_moved: Money, "housing_moved" "其中住房", or(Money::ZERO),
            en "How much of that is dwellings, which some provinces tax at another rate"
            zh "转移的房屋中住房的价值，有的省份住房契税税率不同",
            divided(Division::Whole);
        land_appreciation: Money, "land_appreciation" "土地增值税", or(Money::ZERO),
            en "Land appreciation tax that moving the land and houses would cost, worked out elsewhere"
            zh "转移土地、房屋应缴的土地增值税，另行计算",
            divided(Division::Whole);
        investor_share: Rate, "investor_share" "原投资人份额", or(Rate::ONE),
            en "The share that the present owner keeps in it"
            zh "原投资人在新企业的份额";
    } beside |section, context| {
        /// The month it happens in, January unless a conversion inside the year is asked for.
        pub month: Month = Month::JANUARY, Month::JANUARY;
    } check housing_is_a_part;
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

/// The quarters that follow one another: what one closes with, the next opens with.
pub(crate) fn meeting(quarters: &[QuarterEnds]) -> impl Iterator<Item = (&QuarterEnds, &QuarterEnds)> {
    let pairs = quarters.iter().zip(quarters.iter().skip(1));
    pairs.filter(|(before, after)| before.quarter.number().saturating_add(1) == after.quarter.number())
}

/// Both halves of a year, or neither.
pub(crate) struct Settled;

impl Part for Settled {
    type Told = Option<[bool; 2]>;
    const FACTS: &'static [Fact] = SettledKeys::FACTS;
    fn blank() -> Option<[bool; 2]> {
        None
    }
    fn read(section: &Section<'_>, context: &Context<'_>) -> Option<[bool; 2]> {
        let mut keys = SettledKeys::read(section, context);
        // What is unknown is given, though it has no answer yet: one is written in for each that is tried.
        let settled = [UnknownFact::SettledSmallToJune, UnknownFact::SettledSmallFromJuly];
        if context.unknown.borrow().iter().any(|fact| settled.contains(fact)) {
            keys.to_june = keys.to_june.or(Some(false));
            keys.from_july = keys.from_july.or(Some(false));
        }
        if keys.to_june.is_some() != keys.from_july.is_some() {
            section.report(Message::BothOrNeither { one: "settled_small_to_june", other: "settled_small_from_july" });
        }
        keys.to_june.zip(keys.from_july).map(|(to_june, from_july)| [to_june, from_july])
    }
    fn write(told: &Option<[bool; 2]>, out: &mut Fields<'static>, writing: &Writing<'_>) {
        let keys = SettledKeys { to_june: told.map(|[to_june, _]| to_june), from_july: told.map(|[_, from_july]| from_july) };
        SettledKeys::write(&keys, out, writing);
    }
}

/// The quarters in which the business ran, each a table of its own.
pub(crate) struct Quarters;

const QUARTERS: [(&str, &str, &str, &str); 4] = [
    ("Q1", "一季度", "Staff and assets of January to March", "一季度的人数和资产"),
    ("Q2", "二季度", "Staff and assets of April to June", "二季度的人数和资产"),
    ("Q3", "三季度", "Staff and assets of July to September", "三季度的人数和资产"),
    ("Q4", "四季度", "Staff and assets of October to December", "四季度的人数和资产"),
];

const fn of_quarter((key, zh_key, en, zh): (&'static str, &'static str, &'static str, &'static str)) -> Fact {
    Fact::new(key, zh_key, en, zh, super::fact::Kind::Table(QuarterKeys::FACTS), Need::Optional)
}

impl Part for Quarters {
    type Told = Vec<QuarterEnds>;
    const FACTS: &'static [Fact] = {
        let [q1, q2, q3, q4] = QUARTERS;
        &[of_quarter(q1), of_quarter(q2), of_quarter(q3), of_quarter(q4)]
    };
    fn blank() -> Vec<QuarterEnds> {
        Vec::new()
    }
    fn read(section: &Section<'_>, context: &Context<'_>) -> Vec<QuarterEnds> {
        let quarters = Quarter::all().zip(QUARTERS).filter_map(|(quarter, (key, ..))| {
            context.quarter.set(quarter);
            let QuarterKeys { staff, assets } = reading::optional_table::<QuarterKeys>(section, context, key)?;
            Some(QuarterEnds { quarter, staff, assets })
        });
        quarters.collect()
    }
    fn divide(told: &mut Vec<QuarterEnds>, by: &mut impl Divide) {
        told.retain(|ends| by.has_months_of(Period::Quarter(ends.quarter)));
    }
    fn write(told: &Vec<QuarterEnds>, out: &mut Fields<'static>, writing: &Writing<'_>) {
        for QuarterEnds { quarter, staff, assets } in told {
            let of_quarter = Writing { quarter: Some(*quarter), ..*writing };
            let key = Quarter::all().zip(QUARTERS).find(|(one, _)| one == quarter).map_or("", |(_, (key, ..))| key);
            writing::table::<QuarterKeys>(out, &of_quarter, key, &QuarterKeys { staff: *staff, assets: *assets });
        }
    }
}

impl Conversion {
    /// What it costs in the year.
    ///
    /// ```
    /// use huiqi::{Conversion, Money};
    ///
    /// let yuan = |text: &str| Money::parse(text).unwrap();
    /// let converting = Conversion { bookkeeping: yuan("4800"), one_off: yuan("500"), ..Conversion::default() };
    /// assert_eq!(converting.costs(), yuan("5300"));
    /// ```
    #[must_use]
    pub fn costs(&self) -> Money {
        self.bookkeeping + self.social_insurance + self.other_costs + self.one_off
    }
}

/// What the last settlements found is told once, and each quarter opens with what the one before it closed with.
fn told_alike(section: &Section<'_>, context: &Context<'_>, scale: &Scale) {
    let unknown = context.unknown.borrow();
    let sound = section.is_sound();
    for (before, after) in meeting(&scale.quarters).filter(|_| sound) {
        let known = |of: fn(Quarter) -> UnknownFact| ![before, after].iter().any(|ends| unknown.contains(&of(ends.quarter)));
        let (quarter, next) = (before.quarter.number(), after.quarter.number());
        let at = section.at(QUARTERS.get(after.quarter.index()).map_or("", |(key, ..)| key));
        if known(UnknownFact::Staff) && before.staff.1 != after.staff.0 {
            let (close, open) = (before.staff.1, after.staff.0);
            section.report_at(FactProblem::StaffDoNotMeet { quarter, next, close, open }, at);
        }
        if known(UnknownFact::Assets) && before.assets.1 != after.assets.0 {
            let (close, open) = (before.assets.1, after.assets.0);
            section.report_at(FactProblem::AssetsDoNotMeet { quarter, next, close, open }, at);
        }
    }
    if scale.settled_small.is_some() && section.has("first_settlement") {
        section
            .report_at(Message::EitherNotBoth { one: "settled_small_to_june", other: "first_settlement" }, section.at("first_settlement"));
    }
}

fn a_part_of_it(section: &Section<'_>, context: &Context<'_>, _: &Assessed) {
    if let Some(found) = section.peek("rate", |value| Rate::read(value, context))
        && (found == Rate::ZERO || found >= Rate::ONE)
    {
        section.report_at(FactProblem::ShareOverAll { found }, section.at("rate"));
    }
}

fn housing_is_a_part(section: &Section<'_>, _: &Context<'_>, conversion: &Conversion) {
    let (found, limit) = (conversion.housing_moved, conversion.property_moved);
    if found > limit {
        let problem = FactProblem::MoreThan { what: "housing_moved", found, limit_of: "property_moved", limit };
        section.report_at(problem, section.at("housing_moved"));
    }
}

fn part_of_the_profit(section: &Section<'_>, _: &Context<'_>, farming: &Farming) {
    let found = Rate::from_millionths(farming.exempt.millionths().saturating_add(farming.reduced.millionths()));
    if found > Rate::ONE {
        section.report_at(FactProblem::ShareOverAll { found }, section.at("reduced"));
    }
}
