//! What can be wrong with the facts of a business under the rules in force.

use crate::base::names::{ContractKind, ExemptSupply, Form, Landlord, Line, SaleKind};
use crate::base::words::catalogue;
use crate::law::Citation;
use crate::{Money, Rate};

catalogue! {
    /// A fact that the rules in force do not allow, or that they need.
    pub(crate) enum RuleProblem {
        StillUnknown { key: String } en "`{key}` is unknown: only `huiqi compare` answers then, with a range"
            zh "`{key}` 未知：只有 `huiqi compare` 可以按区间回答";
        NotExemptThen { supply: ExemptSupply } en "not exempt then: {supply}; leave `exempt` out"
            zh "当时不免征增值税：{supply}；请去掉 `exempt`";
        TermEndsInPeriod { supply: ExemptSupply }
            en "the term in which {supply} are exempt, which runs from `owner.reduction.since`, begins or ends inside this period: give \
                these sales by month"
            zh "自 `owner.reduction.since` 起算的免税期限（{supply}）在本期之内开始或届满：请按月填写这些销售额";
        ExemptAndTaxed { supply: ExemptSupply, key: &'static str }
            en "an exempt sale ({supply}) bears no special invoice and waives nothing: leave out `exempt` or `{key}`"
            zh "免税销售（{supply}）不得开具专用发票，也不放弃免税：`exempt` 与 `{key}` 只能填一项";
        NoSimpleMethod { kind: SaleKind }
            en "no simple method was open to general VAT taxpayers for {kind} then; give the output `rate`"
            zh "当时一般纳税人的{kind}不能适用简易计税方法，请填税率 `rate`";
        OnlyGoodsAreUsed { kind: SaleKind } en "only goods are used fixed assets or second-hand goods, not {kind}: leave `used` out"
            zh "只有货物才是使用过的固定资产或旧货，{kind}不是：请去掉 `used`";
        HeldYearsNeeded { supply: ExemptSupply } en "`held_years` is needed: whether {supply} is exempt goes by it"
            zh "需要 `held_years`：{supply}是否免税取决于持有年限";
        NotTaxedKind { kind: ContractKind } en "stamp duty does not tax this kind then: {kind}" zh "当时印花税税目中没有：{kind}";
        AgreedWhereWaived { landlord: Landlord }
            en "`agreed_cut` is not for {landlord}: the months of rent that are waived there are computed; leave it out"
            zh "{landlord}不填 `agreed_cut`：其减免月数由规则计算，请删去";
        AmountOutsideRange { found: Money, least: Money, most: Money, citation: Citation }
            en "{found} yuan per m² is outside the range of the law, {least} to {most} ({citation})"
            zh "每平方米 {found} 元超出法定幅度 {least}–{most} 元（{citation}）";
        SetOffOutsideRange { found: Money, least: Money, most: Money, citation: Citation }
            en "{found} is not between the national amount and the highest that a province may set, {least} to {most} ({citation})"
            zh "{found} 不在国家标准与最高上浮标准 {least}–{most} 之间（{citation}）";
        SetOffAsSet { found: Money, set: Money, citation: Citation }
            en "{found} is not what the province set, {set} ({citation}): leave it out"
            zh "{found} 与省定标准 {set} 不符（{citation}）：请删去";
        RateOutsideRange { found: Rate, least: Rate, most: Rate, citation: Citation }
            en "{found} is outside the range of the law, {least} to {most} ({citation})"
            zh "{found} 超出法定幅度 {least}–{most}（{citation}）";
        RateAsSet { found: Rate, set: Rate, citation: Citation }
            en "{found} is not what the place set, {set} ({citation}): leave it out"
            zh "{found} 与当地规定的 {set} 不符（{citation}）：请删去";
        RateNotLower { found: Rate, from: Rate } en "{found} must be lower than the levy rate in the law, {from}"
            zh "{found} 须低于法定征收率 {from}";
        LevyRateNotAvailable { found: Rate, statutory: Rate, reduced: Rate }
            en "levy rate {found} was not available then; the statutory rate is {statutory}, the rate in force {reduced}"
            zh "当时没有 {found} 的征收率；法定 {statutory}，执行 {reduced}";
        NoLevyOnReceipts { form: Form } en "a {form} does not pay by a fixed amount: leave it out of `assessed.forms`, or give another `by`"
            zh "{form}不适用定期定额附征：请从 `assessed.forms` 中删去，或改用其他核定依据";
        NoSuchVatRate { found: Rate, rates: Vec<Rate> } en "{found} was not a VAT rate then; one of: {rates}"
            zh "当时没有 {found} 的税率；应为：{rates}";
        NotCoveredThen { line: Line, month: u32, year: i32 } en "the pack does not cover {line} in {year}, month {month}"
            zh "本政策包不含 {year} 年 {month} 月的{line}规定";
        NeededFor { key: &'static str, form: Form } en "`{key}` is needed to assess a {form}" zh "测算{form}需要 `{key}`";
        MonthlyFilerNeedsMonths { quarter: u32 }
            en "files VAT monthly, but the sales of Q{quarter} are not split by month"
            zh "按月申报增值税，但第 {quarter} 季度的销售额没有分月";
        ToldByQuarterAndMonth { key: &'static str, quarter: u32, month: u32 }
            en "`{key}` of Q{quarter} is given for the quarter and for month {month} of it; give one of the two"
            zh "`{key}` 既按第 {quarter} 季度、又按其中的 {month} 月填写；只能填一种";
        ScaleMissingInQuarter { quarter: u32 }
            en "`scale.Q{quarter}` is missing: the business has sales in that quarter, or facts before and after it"
            zh "缺少 `scale.Q{quarter}`：该季度有销售额，或前后季度均已填写";
        QuarterCutByChange { quarter: u32, line: Line, month: u32 }
            en "the rule for {line} changes in month {month}, inside Q{quarter}; give these sales by month"
            zh "{line}的规定在 {month} 月变化，位于第 {quarter} 季度之内；请按月填写这些销售额";
        QuarterCutByStatus { quarter: u32, month: u32 }
            en "general VAT status begins in month {month}, inside Q{quarter}; give it by month"
            zh "自 {month} 月起为一般纳税人，位于第 {quarter} 季度之内；请按月填写";
        EarlierKindNeeded
            en "`kind` is needed in `earlier_sales`: goods and all other sales are tested against the small-scale limit apart"
            zh "`earlier_sales` 需要 `kind`：货物、劳务与其他应税行为分别适用小规模标准";
        QuarterCutByConversion { quarter: u32, month: u32 }
            en "the conversion in month {month} lies inside Q{quarter}; give it by month"
            zh "转企在 {month} 月，位于第 {quarter} 季度之内；请按月填写";
        UnitAmountNeeded { least: Money, most: Money, citation: Citation }
            en "the pack does not know the unit amount of this place; give `unit_amount`, between {least} and {most} ({citation})"
            zh "包内没有该地的适用税额，请填写 `unit_amount`，法定幅度为 {least}–{most} 元（{citation}）";
        DeductionNeeded { least: Rate, most: Rate, citation: Citation }
            en "the pack does not know what share this place takes off the original value; give `property.deduction`, between \
                {least} and {most} ({citation})"
            zh "包内没有该地的房产原值减除比例，请填写 `property.deduction`，法定幅度为 {least}–{most}（{citation}）";
        DisabledRatioNeeded { citation: Citation }
            en "the pack does not know the ratio of disabled staff that this place asks for ({citation} leaves it to the province); give \
                `disabled_fund.ratio`"
            zh "包内没有该地规定的安排残疾人就业比例（{citation}由省确定），请填写 `disabled_fund.ratio`";
        UnknownMineral { found: String, known: Vec<String> } en "`{found}` is not a mineral of the resource tax; one of: {known}"
            zh "资源税税目中没有 `{found}`；应为：{known}";
    }
}
