//! Who set the business up and whom it hired, where taxes are set off for that.

use super::Months;
use super::kinds::{Count, Persons};
use super::table::facts;
use crate::base::error::At;
use crate::base::names::EmploymentGroup;
use crate::{Date, Money};

facts! {
    /// A veteran or a person of a key group who runs an individual business (从事个体经营).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table SelfEmployed {
        group: EmploymentGroup, "group" "人群", required, en "The group of the person" zh "所属人群",
            column("self_employed_group", "自主创业人群"),
            note("of the owner who set the individual business up", "登记个体工商户的业主");
        since: Date, "since" "登记日期", required,
            en "The day on which the individual business was registered"
            zh "办理个体工商户登记的日期",
            column("self_employed_since", "自主创业登记日期"), note("with self_employed_group", "与自主创业人群同时填写");
        limit: Option<Money>, "limit" "年度限额", optional,
            en "The limit of a year that the province set; where it is not said, the highest that the law lets a province set"
            zh "省定年度限额；不填按法定最高上浮后的限额",
            column("self_employed_limit", "自主创业年度限额");
    } beside |section, context| {
        /// The months of the year that count: fewer where the business was converted in the year.
        pub months: Months = Months::default(), Months::default();
        /// Where the limit stands in the file.
        pub at: At = At::default(), section.at("limit");
    };

    /// Persons of one group that an enterprise hired (招用) under contracts of a year or more, with social insurance.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line Hire {
        group: EmploymentGroup, "group" "人群", required, en "The group of the persons" zh "所属人群",
            column("hired_group", "招用人群"), note("whom the enterprise hired", "企业招用的人员");
        since: Date, "since" "起始日期", required,
            en "The day since which they have a contract and social insurance"
            zh "签订劳动合同并缴纳社会保险的日期",
            column("hired_since", "招用起始日期"), note("with hired_group", "与招用人群同时填写");
        months: Months, "" "", flat, en "The months of the year in which they worked" zh "当年工作月份";
        count: u32 as Count<100_000, Persons>, "count" "人数", always(1), en "How many they are" zh "人数",
            column("hired", "招用人数"), note("with hired_group", "与招用人群同时填写");
        amount: Option<Money>, "amount" "定额标准", optional,
            en "The amount a person and year that the province set; where it is not said, the highest that the law lets a province set"
            zh "省定每人每年定额；不填按法定最高上浮后的定额",
            column("hired_amount", "招用定额标准");
    } beside |section, context| {
        /// Where the amount stands in the file.
        pub at: At = At::default(), section.at("amount");
    };
}
