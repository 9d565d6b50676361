//! What stands on the ground: property, land, minerals, farmland, premises rented.

use super::context::{Context, Writing};
use super::fact::Fact;
use super::kinds::{Area, Count, FactType, MonthsOf, Positive, Share};
use super::looked_up::PropertyName;
use super::part::Part;
use super::problem::FactProblem;
use super::table::facts;
use crate::base::dates::MonthSet;
use crate::base::error::At;
use crate::base::message::Message;
use crate::base::names::Landlord;
use crate::base::source::Section;
use crate::base::tree::Fields;
use crate::{Money, Month, Period, Rate};

facts! {
    /// Months from–to of the year, both included.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub table Months {
        from: Month, "from" "起始月", or(Month::JANUARY), en "First month" zh "首月";
        to: Month, "to" "终止月", or(Month::DECEMBER), en "Last month" zh "末月";
    } check forwards;

    /// A house or premises owned.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub line Property {
        months: Months, "" "", flat, en "Months taxed" zh "计税月份";
        housing: bool, "housing" "出租住房", or(false), en "Let as housing" zh "出租用于居住",
            column("property_housing", "出租住房"), note("the property that property_rent is of", "即填写房产年租金的房产");
        name: Option<String>, "name" "名称", optional,
            en "What it is called, so that land can be tied to it"
            zh "名称，便于土地对应";
        base: PropertyBase, "" "", flat, en "What it is taxed on" zh "计税依据";
        deduction: Option<Rate> as Option<Share>, "deduction" "减除比例", optional,
            en "The share that the place takes off the original value, where the pack does not know it"
            zh "当地规定的房产原值减除比例，包内没有时填写",
            column("property_deduction", "房产减除比例");
        rent_cut: Option<RentCut>, "rent_cut" "减免租金", optional_table,
            en "A rent cut given to its tenant this year"
            zh "本年给承租方减免的租金";
    } beside |section, context| {
        /// Where it stands in the file.
        pub at: At = At::default(), section.at;
    } check cut_within_rent then names;

    /// What a property is taxed on, as a file says it.
    pub(crate) table BaseKeys {
        value: Option<Money>, "original_value" "房产原值", optional, en "Own use: the original value" zh "自用：房产原值",
            column("property_value", "房产原值"), empty("0");
        rent: Option<Money>, "annual_rent" "年租金", optional,
            en "Let: the rent received for this year without VAT, of all months from `from` to `to` together: it is taxed as it is told \
                and not divided by months"
            zh "出租：本年不含税租金收入合计（from 至 to 各月之和），按所填数额计税，不再按月折算",
            column("property_rent", "房产年租金"), empty("0");
    };

    /// A rent cut (减免租金) that a landlord gives.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub table RentCut {
        amount: Money, "amount" "金额", required, en "What was cut off the year's rent" zh "全年减免的租金";
        monthly_rent: Money as Positive, "monthly_rent" "月租金", required,
            en "The monthly rent of the contract"
            zh "合同月租金";
        tenant_qualifies: bool, "tenant_qualifies" "承租方符合条件", required,
            en "The tenant is a small or micro enterprise or individual business in services"
            zh "承租方为服务业小微企业或个体工商户";
    } beside |section, context| {
        /// Months let before a conversion inside the year: the cut exempts these first.
        pub months_before: i64 = 0, 0;
    };

    /// Urban land used.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub line Land {
        months: Months, "" "", flat, en "Months taxed" zh "计税月份";
        unit_amount: Money, "unit_amount" "单位税额", required,
            en "Tax per square metre and year that the local government set"
            zh "当地每平方米年税额",
            column("land_unit_amount", "土地单位税额"), note("needed with land_area", "填写土地面积时必填");
        area: i64 as Area, "area" "面积", required,
            en "Area in square metres (in Rust, in hundredths of one)"
            zh "面积（平方米）",
            column("land_area", "土地面积"), empty("0");
        let_with: Option<usize> as Option<PropertyName>, "let_with" "随房出租", optional,
            en "The premises let with it: their name in a file, their index here"
            zh "一并出租的房产名称";
    } beside |section, context| {
        /// Where it stands in the file.
        pub at: At = At::default(), section.at("unit_amount");
    };

    /// Taxable minerals sold (应税资源).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub line Resource {
        period: Period, "period" "所属期", required, en "Month or quarter" zh "月份或季度";
        mineral: String, "mineral" "税目", required, en "Key of the mineral, as in the policy" zh "应税资源税目";
        amount: Money, "amount" "金额", required, en "Sales without VAT" zh "不含税销售额";
        rate: Rate, "rate" "税率", required, en "The rate the province set" zh "本省适用税率";
    } beside |section, context| {
        /// Where the mineral stands in the file.
        pub mineral_at: At = At::default(), section.at("mineral");
        /// Where the rate stands in the file.
        pub at: At = At::default(), section.at("rate");
    };

    /// Farmland occupied for building (占用耕地).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub line Farmland {
        month: Month, "month" "月份", required, en "The month it was occupied in" zh "占用月份";
        area: i64 as Area, "area" "面积", required,
            en "Area in square metres (in Rust, in hundredths of one)"
            zh "面积（平方米）";
        unit_amount: Option<Money>, "unit_amount" "适用税额", optional,
            en "Tax per square metre, where the pack does not know it"
            zh "每平方米税额，包内没有时填写";
        basic: bool, "basic" "基本农田", or(false), en "Permanent basic farmland" zh "永久基本农田";
    } beside |section, context| {
        /// Where it stands in the file.
        pub at: At = At::default(), section.at("unit_amount");
    };

    /// Premises rented.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub line Rented {
        landlord: Landlord, "landlord" "出租人类型", required, en "Who owns them" zh "房屋属于谁",
            column("landlord", "出租人类型"), note("needed with monthly_rent", "填写月租金时必填");
        premises: Option<String>, "premises" "房屋名称", optional,
            en "The premises' name, by which several leases of one are known"
            zh "房屋名称，同一房屋的多份租约写同一名称";
        months: Months, "" "", flat, en "Months leased in the year" zh "当年承租月份";
        monthly_rent: Money, "monthly_rent" "月租金", required, en "Monthly rent" zh "月租金",
            column("monthly_rent", "月租金"), empty("0"), note("of premises rented", "承租房屋");
        agreed_cut: Money, "agreed_cut" "协商减租", or(Money::ZERO),
            en "What a private landlord agreed to cut of the year's rent"
            zh "非国有出租人协商减免的全年租金",
            column("agreed_cut", "协商减租");
        sublet: bool, "sublet" "转租", or(false), en "The business lets them on to somebody else" zh "转租他人",
            column("sublet", "转租");
        listed: bool, "listed" "中高风险地区", or(false),
            en "The county was listed as a medium- or high-risk area in 2022"
            zh "所在县 2022 年被列为中高风险地区",
            column("listed", "中高风险地区");
        waived_to_others: u32 as Count<12, MonthsOf>, "waived_to_others" "已减免月数", or(0),
            en "Months of rent waived this year for other tenants of the premises"
            zh "当年已减免该房屋其他承租人的月数";
    } beside |section, context| {
        /// Months of the year for which the same business rented the premises before it was converted.
        pub months_before: i64 = 0, 0;
        /// Where it stands in the file.
        pub at: At = At::default(), section.at;
    } check agreed_within_rent;
}

/// On what a property is taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PropertyBase {
    /// Own use: the original value (房产原值).
    Value(Money),
    /// Let: the rent of the year without VAT (租金收入).
    Rent(Money),
}

impl Part for PropertyBase {
    type Told = PropertyBase;
    const FACTS: &'static [Fact] = BaseKeys::FACTS;
    const ONE_OF: bool = true;
    fn blank() -> PropertyBase {
        PropertyBase::Value(Money::ZERO)
    }
    fn read(section: &Section<'_>, context: &Context<'_>) -> PropertyBase {
        let keys = BaseKeys::read(section, context);
        match (section.has("original_value"), section.has("annual_rent")) {
            (true, true) => {
                section.report_at(Message::EitherNotBoth { one: "original_value", other: "annual_rent" }, section.at("annual_rent"));
            }
            (false, false) => section.report(Message::Missing { key: "property.original_value / property.annual_rent".to_string() }),
            _ => {}
        }
        match keys.rent {
            Some(rent) => PropertyBase::Rent(rent),
            None => PropertyBase::Value(keys.value.unwrap_or_default()),
        }
    }
    fn write(told: &PropertyBase, out: &mut Fields<'static>, writing: &Writing<'_>) {
        let keys = match *told {
            PropertyBase::Value(value) => BaseKeys { value: Some(value), rent: None },
            PropertyBase::Rent(rent) => BaseKeys { value: None, rent: Some(rent) },
        };
        BaseKeys::write(&keys, out, writing);
    }
}

impl Months {
    /// How many.
    ///
    /// ```
    /// use huiqi::{Month, Months};
    ///
    /// let all = Months { from: Month::JANUARY, to: Month::DECEMBER };
    /// assert_eq!(all.count(), 12);
    /// ```
    #[must_use]
    pub fn count(&self) -> i64 {
        i64::from(self.to.number()).saturating_sub(i64::from(self.from.number())).saturating_add(1)
    }

    /// All of them.
    pub(crate) fn set(self) -> MonthSet {
        MonthSet::of(|month| (self.from..=self.to).contains(&month))
    }
}

fn forwards(section: &Section<'_>, _: &Context<'_>, months: &Months) {
    if months.from > months.to {
        section.report_at(FactProblem::MonthsBackwards { from: months.from.number(), to: months.to.number() }, section.at("to"));
    }
}

/// No more rent can be forgiven than there is.
fn not_past_rent(section: &Section<'_>, context: &Context<'_>, key: &'static str, months: Months) {
    let read = |key: &str| section.peek(key, |value| Money::read(value, context));
    if let (Some(cut), Some(monthly)) = (read(key), read("monthly_rent"))
        && months.from <= months.to
        && cut > monthly.times_whole(months.count())
    {
        let limit = monthly.times_whole(months.count());
        section.report_at(FactProblem::MoreThan { what: key, found: cut, limit_of: "monthly_rent × months", limit }, section.at(key));
    }
}

fn cut_within_rent(section: &Section<'_>, context: &Context<'_>, property: &Property) {
    if let Some(cut) = section.peek_section("rent_cut") {
        super::part::name::<RentCut>(&cut);
        not_past_rent(&cut, context, "amount", property.months);
    }
}

fn agreed_within_rent(section: &Section<'_>, context: &Context<'_>, rented: &Rented) {
    not_past_rent(section, context, "agreed_cut", rented.months);
}

/// Land refers to the premises that are let with it by their name.
fn names(properties: &[Property], context: &Context<'_>) {
    context.properties.replace(properties.iter().map(|property| property.name.clone()).collect());
}
