//! The words of the report that an adviser hands over.

use crate::Money;
use crate::base::names::{Form, Line};
use crate::base::words::catalogue;

catalogue! {
    /// Headings, captions and sentences.
    pub(super) enum Word {
        Title { year: i32 } en "Taxes and fees before and after converting, {year}" zh "转企前后税费测算报告（{year} 年度）";
        Business en "Business" zh "经营主体";
        Place en "Place" zh "所在地";
        Industry en "Industry (GB/T 4754)" zh "行业（GB/T 4754）";
        TaxYear en "Tax year" zh "所属年度";
        PresentForm en "Present form" zh "现组织形式";
        ConvertsOn en "Converts on" zh "转企日期";
        VatStatus en "VAT standing" zh "增值税纳税人类型";
        LawAs en "Law" zh "政策依据";
        Unit en "Amounts are in yuan for the year." zh "金额单位：元，全年。";
        Verdict en "The answer" zh "结论";
        WholeYuan { yuan: String } en "{yuan} yuan" zh "{yuan} 元";
        MoreByStaying { form: String } en "more left to the owner a year than as {form}, the best of the others"
            zh "投资者全年多得（与其次的{form}相比）";
        MoreByChanging { form: String } en "more left to the owner a year as {form} than as now" zh "投资者转为{form}全年多得（与现状相比）";
        MoreThisYear { by: String, drawn: String }
            en "{by}; this year, with money left in the company: {drawn} yuan once everything is drawn"
            zh "{by}（本年，含留在公司的钱；全部取出后为 {drawn} 元）";
        NoDifference en "either way" zh "两者相同";
        DoBy { form: String } en "To file and pay, as {form}" zh "{form}何时申报缴纳";
        DoVat en "VAT and surcharges" zh "增值税及附加";
        DoLine { line: Line } en "{line}" zh "{line}";
        DoPrepay { line: Line } en "Prepay: {line}" zh "预缴{line}";
        DoSettle { line: Line } en "Settle the year: {line}" zh "汇算清缴：{line}";
        DoDeferred en "Pay what was put off" zh "补缴缓缴的税款";
        DoConvert en "Convert" zh "转企";
        DoMore en "Amounts, papers and other days stand under “What to do, and by when”."
            zh "金额、所需资料和其他日期见“怎么办、何时办”。";
        NotComparedWith { forms: Vec<Form> } en "Not compared: {forms}." zh "未对比：{forms}。";
        NoTax en "As it is, no tax or fee is payable." zh "维持现状，没有应缴的税费。";
        About en "What was assessed" zh "测算对象";
        AllFormsHead en "Each form" zh "各组织形式";
        Now { form: String } en "{form}, now" zh "{form}（现状）";
        Forms en "All forms" zh "各组织形式对比";
        BurdenChange en "change in burden" zh "税费增减";
        NetChange en "change left to the owner" zh "投资者所得增减";
        PaysFrom en "pays from a profit of" zh "开始划算的利润";
        PaysNow en "now" zh "现在即划算";
        PaysNever en "never at these sales" zh "现有销售额下不划算";
        BeforeAfter { before: String, after: String } en "Before and after: {before} and {after}" zh "转企前后逐项对比：{before}与{after}";
        ReliefNow en "relief, now" zh "现减免";
        AmountNow en "now" zh "现在";
        AmountThen en "after" zh "转后";
        PayableNow en "payable, now" zh "现应缴";
        ReliefThen en "relief, after" zh "转后减免";
        PayableThen en "payable, after" zh "转后应缴";
        Change en "change" zh "增减";
        RefsNote en "Numbers in brackets lead to the legal basis at the end." zh "方括号内的编号对应文末的法律依据。";
        Where en "Where the forms differ" zh "各形式差在哪里";
        WhereDiffers en "Taxes and fees that are not the same in every form" zh "各组织形式不同的税费";
        GainOver { form: String } en "Left to the owner, against {form} as now" zh "投资者所得：与现在的{form}相比";
        Profit en "How the result depends on profit" zh "结果如何随利润变化";
        ProfitNote en "Sales stay as they are; only costs change. Every bend, jump and crossing stands at its exact place."
            zh "销售额不变，只变动成本费用。每个转折、跳跃与交叉都在其精确位置。";
        NetChart en "Left to the owner, over the profit of the year" zh "投资者所得随全年利润的变化";
        GainChart en "More or less left to the owner than in the present form" zh "与现组织形式相比，投资者所得的增减";
        ProfitAxis en "profit of the year, yuan" zh "全年利润（元）";
        ProfitHead en "profit" zh "利润";
        Marks en "Marks" zh "标记";
        MarkNow { profit: Money, net: Money } en "now: at a profit of {profit}, {net} is left to the owner"
            zh "现状：利润 {profit} 元，投资者所得 {net} 元";
        MarkBreakEven { forms: String, profit: Money, net: Money }
            en "converting to {forms} begins to pay: profit {profit}, left to the owner {net}"
            zh "转为{forms}开始划算：利润 {profit} 元，投资者所得 {net} 元";
        MarkCeases { forms: String, profit: Money, net: Money }
            en "converting to {forms} ceases to pay: profit {profit}, left to the owner {net}"
            zh "转为{forms}不再划算：利润 {profit} 元，投资者所得 {net} 元";
        MarkCliff { forms: String, profit: Money, until: Money, drop: Money }
            en "{forms}: a profit of {until} instead of {profit} leaves the owner {drop} less"
            zh "{forms}：利润由 {profit} 元增至 {until} 元，投资者所得反而减少 {drop} 元";
        Range { series: String, low: Money, high: Money, from: Money, to: Money }
            en "{series}: from {low} at a profit of {from} to {high} at {to}." zh "{series}：利润 {from} 元时为 {low} 元，利润 {to} 元时为 {high} 元。";
        Years en "The years ahead" zh "今后各年";
        YearsNote
            en "The same facts, a whole year in one form, under the law of each year as far as it is published: what has no rule yet is \
                not guessed." zh "同样的事实，全年为同一组织形式，按各年已公布的规定测算；尚无规定的年份不作推测。";
        YearsChart en "Total burden by year" zh "各年税费合计";
        YearsNet en "Left to the owner by year" zh "各年投资者所得";
        YearLeftOut { year: i32, why: String } en "{year} is left out: {why}" zh "{year} 年未测算：{why}";
        Changes { year: i32 } en "What changes for this business in {year}" zh "{year} 年与本主体有关的政策变化";
        NoChanges en "Nothing that this business uses changes." zh "本主体所用的政策没有变化。";
        Steps en "What to do, and by when" zh "怎么办、何时办";
        FilingCalendar { form: String } en "Days of the {form}" zh "{form}的办税日历";
        Day en "day" zh "日期";
        What en "what" zh "事项";
        StepsNone en "Nothing to apply for: what is granted is claimed on the return." zh "无须另行申请，申报时直接享受。";
        Assumed en "Assumptions and confidence" zh "假设与可靠程度";
        ConfidenceOf { read: usize, others: usize }
            en "Of the measures cited, {read} were read in the instrument itself, {others} otherwise (marked below)."
            zh "所引措施中，{read} 项已核原文，{others} 项为其他来源（见下列标注）。";
        Basis en "Legal basis" zh "法律依据";
        BasisItem { document: String, article: String, title: String } en "{document} {article}: {title}" zh "{document} {article}：{title}";
        BasisChecked { issued: String, valid: String, confidence: String, checked: String }
            en "issued {issued}; valid {valid}; {confidence}, checked {checked}" zh "{issued} 发布；有效期 {valid}；{confidence}，核对于 {checked}";
        MadeWith { version: String, hash: String } en "Made with huiqi {version}, policy pack {hash}."
            zh "由 huiqi {version} 生成，政策包 {hash}。";
        Disclaimer en "An estimate, not tax advice: the tax office decides." zh "本报告仅供测算参考，以税务机关核定为准。";
    }
}
