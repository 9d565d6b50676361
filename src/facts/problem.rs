//! What can be wrong with the facts of a business, taken by themselves.

use crate::base::words::catalogue;
use crate::{Money, Rate};

catalogue! {
    /// A fact that is impossible or contradicts another.
    pub(crate) enum FactProblem {
        ProfileIsDated { year: i32, asked: i32 }
            en "the profile writes its periods with the year {year}; to assess it under the law of {asked}, write them without a year \
                (`Q1`, `03`)"
            zh "本文件的所属期写明了 {year} 年；如要按 {asked} 年的规定测算，请把所属期写成不带年份的形式（`Q1`、`03`）";
        AverageOfAPeriod en "an average of a month is told of the year alone: `period = \"year\"`" zh "月平均数只能与 `period = \"year\"`（全年）同填";
        TotalNotSpread en "a total of the year is spread over months before it is assessed (`Profile::with_totals_spread`)"
            zh "全年合计须先分摊到各月（`Profile::with_totals_spread`）";
        MonthsBackwards { from: u32, to: u32 } en "ends in month {to}, before it begins in month {from}" zh "止于 {to} 月，早于起始的 {from} 月";
        MoreThan { what: &'static str, found: Money, limit_of: &'static str, limit: Money }
            en "`{what}` is {found}, more than `{limit_of}`, {limit}" zh "`{what}` 为 {found}，超过 `{limit_of}` 的 {limit}";
        MoreDisabledThanStaff { found: u32, most: u32 } en "{found} disabled persons of {most} staff" zh "{most} 名职工中不可能有 {found} 名残疾人";
        NoMonthsOfStaff en "staff works for a month at least" zh "有职工的月数至少为 1";
        NoSuchProperty { found: String } en "no [[property]] is named `{found}`" zh "没有名为 `{found}` 的 [[property]]";
        OpeningAndClose en "`staff` and `assets` each hold two figures: at the opening and at the close of the quarter"
            zh "`staff`、`assets` 各填两个数：季初、季末";
        StaffDoNotMeet { quarter: u32, next: u32, close: u32, open: u32 }
            en "the staff at the close of Q{quarter} are {close}, and at the opening of Q{next} {open}: it is one number"
            zh "第 {quarter} 季度末从业人数为 {close}，第 {next} 季度初为 {open}：应为同一个数";
        AssetsDoNotMeet { quarter: u32, next: u32, close: Money, open: Money }
            en "the assets at the close of Q{quarter} are {close}, and at the opening of Q{next} {open}: it is one amount"
            zh "第 {quarter} 季度末资产总额为 {close}，第 {next} 季度初为 {open}：应为同一金额";
        SharesAddUpTo { total: Rate } en "the partners' shares add up to {total}, not 100%" zh "合伙人份额合计为 {total}，应为 100%";
        TwoPartnersAtLeast en "a partnership has at least two partners" zh "合伙企业至少有两个合伙人";
        LossNotEarlier { found: i32, year: i32 } en "a loss of {found} cannot be carried into {year}; it must be of an earlier year"
            zh "{found} 年的亏损不能结转到 {year} 年，须为更早年度";
        LossTwice { year: i32 } en "the loss of {year} is given twice" zh "{year} 年的亏损重复";
        ShareOverAll { found: Rate } en "{found} is more than all of the profit" zh "{found} 超过全部利润";
        OnlyForSmallScale { key: &'static str } en "`{key}` is only for a small-scale VAT taxpayer" zh "`{key}` 只适用于小规模纳税人";
        OneForEachQuarter en "four amounts, one for each quarter" zh "须为四个金额，每季一个";
        RateNeeded en "a general VAT taxpayer says the output `rate` of each line of sales, or `simple = true`"
            zh "一般纳税人的每项销售须填税率 `rate`，或 `simple = true`";
        OnlyForGeneral { key: &'static str } en "`{key}` is only for a general VAT taxpayer" zh "`{key}` 只适用于一般纳税人";
        NotACompany en "a company's income is not its owner's business income: it is taxed in the company" zh "公司的所得不属于投资者的经营所得，由公司缴税";
        PartnerKnown en "the income of a partner cannot be left open" zh "合伙人的综合所得不能填 unknown";
    }
}
