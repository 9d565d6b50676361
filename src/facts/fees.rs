//! What fees are levied on beside sales, wages and premises.

use super::Division;
use super::context::Context;
use super::kinds::{Count, Millilitres, MonthsOf, Persons, Positive, Share};
use super::problem::FactProblem;
use super::table::facts;
use crate::base::message::Message;
use crate::base::names::{CulturalService, PaidTax};
use crate::base::source::Section;
use crate::base::words::vocabulary;
use crate::{Money, Month, Period, Rate};

/// The most staff of all months of a year together that may be told.
const MOST_STAFF_MONTHS: u32 = 1_200_000;

facts! {
    /// Staff of the year before, on which the disabled persons' employment fund (残疾人就业保障金) is levied. The fund of a year is
    /// borne by the months of that year: a conversion inside it divides the wage that it is levied on.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table Employment {
        staff_months: u32 as Count<MOST_STAFF_MONTHS, Persons>, "staff_months" "职工人数合计", or(0),
            en "The staff of each month of last year, added up: 388 is an average of 32 1/3 over twelve months"
            zh "上年各月在职职工人数之和，如 388 即全年平均 32⅓ 人",
            column("staff_months_last_year", "上年各月职工人数之和");
        disabled_months: u32 as Count<MOST_STAFF_MONTHS, Persons>, "disabled_months" "残疾职工人数合计", or(0),
            en "Disabled persons employed in each month of last year, added up"
            zh "上年各月安排残疾人就业人数之和",
            column("disabled_months_last_year", "上年各月残疾职工人数之和");
        months: u32 as Count<12, MonthsOf>, "months" "月数", or(12),
            en "Months of last year in which it had staff"
            zh "上年有职工的月数";
        average_wage: Money, "average_wage" "年平均工资", or(Money::ZERO),
            en "Average wage of its staff last year"
            zh "上年在职职工年平均工资", divided(Division::ByMonth),
            column("average_wage_last_year", "上年职工年平均工资");
        local_average_wage: Money, "local_average_wage" "当地社会平均工资", or(Money::ZERO),
            en "Average wage of the place last year, which caps its own; taken to be within the cap where it is not told"
            zh "上年当地社会平均工资，用于计算上限；不填视为未超过", divided(Division::ByMonth),
            column("local_average_wage_last_year", "上年当地社会平均工资");
        ratio: Option<Rate> as Option<Share>, "ratio" "安排比例", optional,
            en "The share of staff who must be disabled persons, where the pack does not know that of the place"
            zh "当地规定的安排残疾人就业比例，包内没有时填写";
    } check some_of_the_staff;

    /// Receipts on which the cultural undertakings fee (文化事业建设费) is levied. They are sales as well.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line CulturalReceipt {
        period: Period, "period" "所属期", required, en "Month or quarter" zh "月份或季度";
        service: CulturalService, "service" "服务", required, en "For which service" zh "提供的服务";
        amount: Money, "amount" "金额", required, en "The receipts, VAT included" zh "含税价款和价外费用";
        deduct: Money, "deduct" "扣除额", or(Money::ZERO),
            en "What is paid to other advertisers or media for publishing, VAT included; against special invoices"
            zh "支付给其他广告公司或者广告发布者的含税广告发布费，凭专用发票扣除";
    } check not_more_than_received;

    /// Parts of the costs that income tax does not deduct, or only up to a limit.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table LimitedCosts {
        entertainment: Money, "entertainment" "业务招待费", or(Money::ZERO),
            en "Entertainment of customers" zh "业务招待费", divided(Division::ByMonth),
            column("entertainment", "业务招待费");
        advertising: Money, "advertising" "广告费", or(Money::ZERO),
            en "Advertising and publicity" zh "广告费和业务宣传费", divided(Division::ByMonth),
            column("advertising", "广告费");
        advertising_carried: Money, "advertising_carried" "结转广告费", or(Money::ZERO),
            en "Advertising of earlier years that was beyond the limit then; it is no cost of this year"
            zh "以前年度超过限额结转的广告费和业务宣传费，不属于本年成本费用", divided(Division::CarriedIn);
        tobacco_advertising: Money, "tobacco_advertising" "烟草广告费", or(Money::ZERO),
            en "Advertising of tobacco by a tobacco enterprise, beside `advertising`: a company never deducts it"
            zh "烟草企业的烟草广告费和业务宣传费，不计入 `advertising`；公司一律不得扣除", divided(Division::ByMonth),
            column("tobacco_advertising", "烟草广告费");
        welfare: Money, "welfare" "职工福利费", or(Money::ZERO),
            en "Welfare of the staff" zh "职工福利费", divided(Division::ByMonth),
            column("staff_welfare", "职工福利费");
        training: Money, "training" "职工教育经费", or(Money::ZERO),
            en "Training of the staff" zh "职工教育经费", divided(Division::ByMonth),
            column("staff_training", "职工教育经费");
        training_carried: Money, "training_carried" "结转职工教育经费", or(Money::ZERO),
            en "Training of earlier years that was beyond the limit then; it is no cost of this year"
            zh "以前年度超过限额结转的职工教育经费，不属于本年成本费用", divided(Division::CarriedIn);
        union_dues: Money, "union_dues" "已计工会经费", or(Money::ZERO),
            en "Union dues that the costs hold; those that `scale.trade_union` computes are not among them"
            zh "成本费用中已计的工会经费，不含按 `scale.trade_union` 计算的部分", divided(Division::ByMonth);
        fines: Money, "fines" "罚款滞纳金", or(Money::ZERO),
            en "Fines, penalties and late charges on taxes"
            zh "罚金、罚款、被没收财物的损失和税收滞纳金", divided(Division::ByMonth),
            column("fines", "罚款滞纳金");
        sponsorship: Money, "sponsorship" "赞助支出", or(Money::ZERO),
            en "Sponsorship, and gifts that are not deductible" zh "赞助支出和不符合规定的捐赠支出", divided(Division::ByMonth),
            column("sponsorship", "赞助支出");
    };

    /// A tax that is given as it was paid.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line TaxPaid {
        period: Period, "period" "所属期", required, en "Month or quarter" zh "月份或季度";
        tax: PaidTax, "tax" "税种", required, en "Which" zh "税种";
        amount: Money, "amount" "金额", required, en "What was paid" zh "缴纳的税额";
    };

    /// A vehicle bought, on which vehicle purchase tax (车辆购置税) is levied.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line Vehicle {
        month: Month, "month" "月份", required, en "The month of the invoice, or of the customs payment" zh "发票（或海关缴款书）开具月份";
        kind: VehicleKind, "kind" "车辆类型", required, en "Kind" zh "车辆类型";
        price: Money as Positive, "price" "不含税价", required, en "What it cost, without VAT" zh "不含增值税的价格";
        new_energy: bool, "new_energy" "新能源汽车", or(false),
            en "Listed as a new-energy vehicle that is relieved of the tax"
            zh "列入减免车辆购置税目录的新能源汽车";
        displacement: Option<u32> as Option<Count<100_000, Millilitres>>, "displacement" "排气量", optional,
            en "Of its engine, in millilitres: a passenger car with a small one bore half in 2022"
            zh "发动机排气量（毫升），2022 年小排量乘用车减半征收";
    } check no_trailer_with_an_engine;
}

vocabulary! {
    /// What kind of vehicle is bought.
    pub enum VehicleKind {
        PassengerCar "passenger-car" en "passenger car" zh "乘用车" or "轿车";
        Trailer "trailer" en "trailer" zh "挂车";
        Other "other" en "lorry, bus, motorcycle or other vehicle" zh "其他车辆" or "货车" or "客车" or "摩托车";
    }
}

impl LimitedCosts {
    /// What the costs of the year hold of them.
    ///
    /// ```
    /// use huiqi::{LimitedCosts, Money};
    ///
    /// let yuan = |text: &str| Money::parse(text).unwrap();
    /// let costs = LimitedCosts { advertising: yuan("8万"), advertising_carried: yuan("5000"), fines: yuan("200"), ..Default::default() };
    /// assert_eq!(costs.total(), yuan("80200")); // what is carried in was paid before
    /// ```
    #[must_use]
    pub fn total(&self) -> Money {
        let advertising = self.advertising + self.tobacco_advertising;
        self.entertainment + advertising + self.welfare + self.training + self.union_dues + self.fines + self.sponsorship
    }
}

/// What is passed on was received, and is passed on by advertisers only.
fn not_more_than_received(section: &Section<'_>, _: &Context<'_>, told: &CulturalReceipt) {
    let most = if told.service == CulturalService::Advertising { told.amount } else { Money::ZERO };
    if told.deduct > most {
        let problem = FactProblem::MoreThan { what: "deduct", found: told.deduct, limit_of: "amount", limit: most };
        section.report_at(problem, section.at("deduct"));
    }
}

/// A trailer is drawn: it has no engine of its own.
fn no_trailer_with_an_engine(section: &Section<'_>, _: &Context<'_>, told: &Vehicle) {
    let has_engine = [("new_energy", told.new_energy), ("displacement", told.displacement.is_some())];
    for (other, _) in has_engine.into_iter().filter(|(_, has)| *has && told.kind == VehicleKind::Trailer) {
        section.report_at(Message::EitherNotBoth { one: "kind = \"trailer\"", other }, section.at(other));
    }
}

/// Who is disabled is one of the staff, and staff works for some months.
fn some_of_the_staff(section: &Section<'_>, _: &Context<'_>, told: &Employment) {
    if told.disabled_months > told.staff_months && section.has("staff_months") {
        let problem = FactProblem::MoreDisabledThanStaff { found: told.disabled_months, most: told.staff_months };
        section.report_at(problem, section.at("disabled_months"));
    }
    if told.staff_months > 0 && told.months == 0 {
        section.report_at(FactProblem::NoMonthsOfStaff, section.at("months"));
    }
}
