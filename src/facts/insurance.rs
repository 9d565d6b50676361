//! Who is insured, on what wage, and at which local rates: social insurance (社会保险) of the staff and of the owner.

use super::Division;
use super::Months;
use super::context::Context;
use super::kinds::{Count, Persons, Share};
use super::problem::FactProblem;
use super::table::facts;
use crate::base::source::Section;
use crate::{Money, Rate};

facts! {
    /// Persons insured on the same base.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line Insured {
        owner: bool, "owner" "业主本人", or(false),
            en "The owner: insured as a person in flexible work, and through a company as an employee"
            zh "业主（投资者）本人：以灵活就业人员身份参保，公司则作为职工参保";
        persons: u32 as Count<100_000, Persons>, "persons" "人数", or(1), en "How many" zh "人数",
            column("insured", "参保人数"), note("of the staff, with insured_base", "职工人数，与职工月缴费工资同时填写");
        monthly_base: Money, "monthly_base" "月缴费工资", required,
            en "The wage of a month, or the base that is chosen; it counts within the floor and the ceiling"
            zh "月缴费工资或自选基数，按上下限计", divided(Division::Whole),
            column("insured_base", "职工月缴费工资"),
            note("of each of the staff: premiums are computed, and cost_insurance is left empty",
                "每名职工的；填写时计算社会保险费，单位社保费留空");
        months: Months, "" "", flat, en "Months insured" zh "参保月份";
    };

    /// What social insurance costs at the place (本地社会保险费率), where premiums are to be computed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table LocalInsurance {
        average_wage: Money, "average_wage" "月平均工资", or(Money::ZERO),
            en "Average wage a month of the province, all units, of the year before: floor and ceiling go by it"
            zh "上年全省全口径城镇单位就业人员月平均工资，用于计算缴费基数上下限", divided(Division::Whole);
        floor: Option<Money>, "floor" "缴费基数下限", optional,
            en "The least base of a month as the province prints it; where it is not told, its share of the average wage"
            zh "当地公布的月缴费基数下限；不填按平均工资的比例计", divided(Division::Whole);
        ceiling: Option<Money>, "ceiling" "缴费基数上限", optional,
            en "The highest base of a month as the province prints it; where it is not told, its share of the average wage"
            zh "当地公布的月缴费基数上限；不填按平均工资的比例计", divided(Division::Whole);
        medical_employer: Rate as Share, "medical_employer" "医疗单位费率", or(Rate::ZERO),
            en "The employer's rate of medical insurance, maternity included" zh "职工基本医疗保险（含生育）单位费率";
        medical_employee: Rate as Share, "medical_employee" "医疗个人费率", or(Rate::ZERO),
            en "The employee's rate of medical insurance" zh "职工基本医疗保险个人费率";
        medical_flexible: Rate as Share, "medical_flexible" "医疗灵活就业费率", or(Rate::ZERO),
            en "The rate of medical insurance of a person in flexible work" zh "灵活就业人员基本医疗保险费率";
        injury: Rate as Share, "injury" "工伤费率", or(Rate::ZERO),
            en "The employer's rate of work injury insurance" zh "工伤保险单位费率";
    } check floor_below_ceiling;
}

/// The least base is not more than the highest.
fn floor_below_ceiling(section: &Section<'_>, _: &Context<'_>, told: &LocalInsurance) {
    if let (Some(floor), Some(ceiling)) = (told.floor, told.ceiling)
        && floor > ceiling
    {
        section.report_at(FactProblem::MoreThan { what: "floor", found: floor, limit_of: "ceiling", limit: ceiling }, section.at("floor"));
    }
}
