//! What fees are levied on beside sales, wages and premises.

use super::Division;
use super::context::Context;
use super::kinds::{Count, MonthsOf, Persons, Share};
use super::problem::FactProblem;
use super::table::facts;
use crate::base::names::{CulturalService, PaidTax};
use crate::base::source::Section;
use crate::{Money, Period, Rate};

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

    /// A tax that is given as it was paid.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line TaxPaid {
        period: Period, "period" "所属期", required, en "Month or quarter" zh "月份或季度";
        tax: PaidTax, "tax" "税种", required, en "Which" zh "税种";
        amount: Money, "amount" "金额", required, en "What was paid" zh "缴纳的税额";
    };
}

/// What is passed on was received, and is passed on by advertisers only.
fn not_more_than_received(section: &Section<'_>, _: &Context<'_>, told: &CulturalReceipt) {
    let most = if told.service == CulturalService::Advertising { told.amount } else { Money::ZERO };
    if told.deduct > most {
        let problem = FactProblem::MoreThan { what: "deduct", found: told.deduct, limit_of: "amount", limit: most };
        section.report_at(problem, section.at("deduct"));
    }
}

/// Who is disabled is one of the staff, and staff works for some months.
fn some_of_the_staff(section: &Section<'_>, _: &Context<'_>, told: &Employment) {
    if told.disabled_months > told.staff_months {
        let problem = FactProblem::MoreDisabledThanStaff { found: told.disabled_months, most: told.staff_months };
        section.report_at(problem, section.at("disabled_months"));
    }
    if told.staff_months > 0 && told.months == 0 {
        section.report_at(FactProblem::NoMonthsOfStaff, section.at("months"));
    }
}
