//! The inputs of a profile that can be varied, and why one cannot be moved.

use crate::base::words::{catalogue, vocabulary};
use crate::{Money, Period};

vocabulary! {
    /// The inputs of a profile that can be varied.
    pub enum Variable {
        Sales "sales" en "sales" zh "销售额";
        Profit "profit" en "profit" zh "利润";
        Costs "costs" en "costs" zh "成本费用";
        Wage "wage" en "owner's wage" zh "投资者工资";
        Share "share" en "share of profit distributed" zh "利润分配比例";
        Staff "staff" en "staff" zh "从业人数";
        Assets "assets" en "total assets" zh "资产总额";
        Rent "rent" en "monthly rent paid" zh "承租月租金";
        Capital "capital" en "paid-in capital of the new company" zh "新公司实收资本";
        InputTax "input-tax" en "input tax" zh "进项税额";
    }
}

catalogue! {
    /// Why an input cannot be moved.
    #[non_exhaustive]
    pub enum AxisProblem {
        Unknown { found: String, known: Vec<&'static str> }
            en "`{found}` is not an input that can be moved; one of: {known}; sales also of one period, such as sales.Q3 or sales.07"
            zh "没有名为 `{found}` 的可变动项；应为：{known}；销售额可只取一期，如 sales.Q3、sales.07";
        UnknownMeant { found: String, meant: String } en "`{found}` is not an input that can be moved; did you mean `{meant}`?"
            zh "没有名为 `{found}` 的可变动项；是否应为 `{meant}`？";
        NoPeriods { name: Variable } en "only sales have periods: `{name}` is of the year" zh "只有销售额可分期，{name}按全年计";
        NoSuchPeriod { found: String } en "`{found}` is not a period: Q1 to Q4 or 01 to 12" zh "`{found}` 不是所属期：Q1–Q4 或 01–12";
        BadRange { found: String, example: &'static str } en "`{found}` is not a range: two values such as {example}"
            zh "`{found}` 不是范围：应为两个值，如 {example}";
        Reversed { from: String, to: String } en "the range is reversed: {from} is above {to}" zh "范围颠倒：{from} 大于 {to}";
        RangeNeeded en "a range is needed, such as sales=0..500万元" zh "须给出范围，如 sales=0..500万元";
        NothingToMove { what: Variable } en "the profile has no {what} to move: say some, and the range runs in their proportions"
            zh "档案中没有可变动的{what}：请先填写，范围内按其比例变动";
        NoSalesIn { period: Period } en "the profile has no sales given for {period}" zh "档案中没有 {period} 的销售额";
        CostsBelowZero { most: Money } en "at these sales the profit cannot pass {most}: nothing would be left of the costs"
            zh "按现有销售额，利润不可能超过 {most} 元（成本费用已减至零）";
        SameTwice { name: String } en "`{name}` cannot be moved twice at once" zh "`{name}` 不能同时作为两个变动项";
        TooMuchWork { entries: usize, assessments: u64 }
            en "too much to compute: the lists of the profile have {entries} entries, and after {assessments} assessments of them the \
                answer was not found; enter what is alike as one, or give a narrower range (`assess` takes it as it is)"
            zh "计算量过大：资料的各列表共有 {entries} 项，测算 {assessments} 次后仍未得出结果；请合并同类项，或缩小范围（assess 不受此限）";
        TooLarge { most: String } en "the range must end at {most} or before" zh "范围上限不得超过 {most}";
    }
}
