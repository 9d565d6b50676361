//! The words of reports that are not names of the law.

use crate::base::dates::Period;
use crate::base::dates::YearMonth;
use crate::base::names::{BenefitKind, Bound, Form, Line, VatStatus};
use crate::base::words::{Bilingual, Both, Field, Lang, Say, catalogue};
use crate::{Date, Money, Rate};

/// What one side of a comparison is called: its form, and its VAT standing where that differs from the present one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SideName {
    pub(super) form: Form,
    pub(super) other_status: Option<VatStatus>,
}

impl Field for SideName {
    fn field(&self) -> serde_json::Value {
        serde_json::json!(Both(self))
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "$ref": "#/$defs/text" })
    }
}

impl Say for SideName {
    fn say(&self, lang: Lang) -> String {
        let form = self.form.say(lang);
        match (self.other_status, lang) {
            (None, _) => form,
            (Some(status), Lang::En) => format!("{form} ({})", status.say(lang)),
            (Some(status), Lang::Zh) => format!("{form}（{}）", status.say(lang)),
        }
    }
}

/// A form as it stands inside an English sentence: "a one-person company", "an individual business".
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct One<T>(pub(super) T);

impl<T: Field> Field for One<T> {
    fn field(&self) -> serde_json::Value {
        self.0.field()
    }

    fn schema() -> serde_json::Value {
        T::schema()
    }
}

impl<T: Say> Say for One<T> {
    fn say(&self, lang: Lang) -> String {
        let name = self.0.say(lang);
        match lang {
            Lang::En if name.starts_with(['a', 'e', 'i', 'o', 'u']) && !name.starts_with("one") => format!("an {name}"),
            Lang::En => format!("a {name}"),
            Lang::Zh => name,
        }
    }
}

catalogue! {
    /// Headings and sentences.
    pub(super) enum Label {
        Verdict { forms: Vec<One<SideName>>, more: Money, net: Money }
            en "Converted to {forms}: {more} more taxes and fees a year; the owner keeps {net} less."
            zh "转为{forms}，全年税费多 {more} 元，投资者少得 {net} 元。";
        VerdictMainly { forms: Vec<One<SideName>>, more: Money, line: Line, net: Money }
            en "Converted to {forms}: {more} more taxes and fees a year, mostly {line}; the owner keeps {net} less."
            zh "转为{forms}，全年税费多 {more} 元，主要是{line}；投资者少得 {net} 元。";
        VerdictSaves { forms: Vec<One<SideName>>, less: Money, net: Money }
            en "Converted to {forms}: {less} less taxes and fees a year; the owner keeps {net} more."
            zh "转为{forms}，全年税费少 {less} 元，投资者多得 {net} 元。";
        VerdictMoreAndMore { forms: Vec<One<SideName>>, more: Money, net: Money }
            en "Converted to {forms}: {more} more taxes and fees a year, and yet the owner keeps {net} more."
            zh "转为{forms}，全年税费多 {more} 元，但投资者多得 {net} 元。";
        VerdictLessAndLess { forms: Vec<One<SideName>>, less: Money, net: Money }
            en "Converted to {forms}: {less} less taxes and fees a year, and yet the owner keeps {net} less."
            zh "转为{forms}，全年税费少 {less} 元，但投资者少得 {net} 元。";
        VerdictOnlyMore { forms: Vec<One<SideName>>, net: Money }
            en "Converted to {forms}: the same taxes and fees; the owner keeps {net} more."
            zh "转为{forms}，税费不变；投资者多得 {net} 元。";
        VerdictOnlyLess { forms: Vec<One<SideName>>, net: Money }
            en "Converted to {forms}: the same taxes and fees; the owner keeps {net} less."
            zh "转为{forms}，税费不变；投资者少得 {net} 元。";
        VerdictSame { forms: Vec<One<SideName>> } en "Converted to {forms}: neither the taxes and fees nor what the owner keeps change."
            zh "转为{forms}，税费与投资者所得均不变。";
        PaysFrom { profit: Money } en " At these sales it begins to pay at a profit of {profit}." zh "按现有销售额，利润达到 {profit} 元时转企开始划算。";
        PaysFromKept { profit: Money, share: Rate }
            en " At these sales it begins to pay at a profit of {profit}, with only {share} of the company's profit distributed: what \
                stays inside bears dividend tax later."
            zh "按现有销售额，利润达到 {profit} 元时转企开始划算，但公司利润只分配 {share}：留存部分以后分配时还须缴税。";
        PaysNever en " At these sales no profit was found at which it pays." zh "按现有销售额，未找到使转企划算的利润水平。";
        PaysNeverSo en " With this wage and this share distributed, no profit was found at these sales at which it pays."
            zh "按所填工资和分配比例及现有销售额，未找到使转企划算的利润水平。";
        Subject { name: String, place: String, year: i32, form: Form } en "{name}, {place}, {year}; present form: {form}"
            zh "{name}（{place}），{year} 年度；现为{form}";
        Granted { what: String, sum: Money, measure: String, citation: String } en "{what}: {sum} — {measure} ({citation})"
            zh "{what} {sum}：{measure}（{citation}）";
        Refused { what: String, measure: String, reasons: String, citation: String } en "{what}{measure}: {reasons} ({citation})"
            zh "{what}{measure}：{reasons}（{citation}）";
        OfLines { lines: Vec<Line> } en "{lines} — " zh "{lines} — ";
        Skipped { form: Form, reasons: String } en "{form}: {reasons}" zh "{form}：{reasons}";
        Forms { forms: Vec<SideName> } en " [{forms}]" zh "〔{forms}〕";
        SkipToContent en "Skip to the report" zh "跳到正文";
        Measures en "Measures" zh "政策措施";
        InFull en "In full" zh "全文";
        WhatChanges en "What changes in the law" zh "政策变化";
        TimelineTitle en "When each measure applied" zh "各项措施的有效期";
        Year en "year" zh "年度";
        NothingChanges en "nothing changes" zh "没有变化";
        Ended { what: String } en "ends: {what}" zh "终止：{what}";
        Begun { what: String } en "begins: {what}" zh "开始：{what}";
        Replaced { old: String, new: String } en "{old} gives way to {new}" zh "{old}，由 {new} 接替";
        TimelineKey en "█ in force  ░ valid, superseded  · not valid; a cell is the first day of a quarter"
            zh "█ 有效  ░ 有效期内但已被取代  · 不在有效期；每格为季度首日";
        LineHead en "Tax or fee" zh "税费";
        Due en "due" zh "应纳";
        Relief en "relief" zh "减免";
        AmountHead en "amount" zh "金额";
        Payable en "payable" zh "应缴";
        Change en "change" zh "增减";
        Total en "Total burden" zh "税费合计";
        Receipts en "Receipts" zh "价款收入";
        CostsPaid en "Costs and rent" zh "成本费用和租金";
        RentWaived en "Rent waived (in costs)" zh "其中已减免租金";
        EmployerInsurance en "Social insurance: the employer's, in the costs" zh "社会保险费：单位部分（已在成本费用中）";
        OwnerInsurance en "Social insurance: the owner's own" zh "社会保险费：业主（投资者）本人";
        TotalWithInsurance en "Total burden with social insurance" zh "税费和社会保险费合计";
        Undistributed en "of it, kept in the company" zh "其中：留在公司未分配";
        NetWhenDrawn en "Net to the owner, everything drawn" zh "全部分配后所有者净得";
        DeedTax en "Deed tax of the conversion" zh "转企契税";
        BesideTaxes en "Beside the taxes" zh "税费之外";
        Beside { kind: BenefitKind, amount: Money, measure: String, citation: String } en "{kind}: {amount} — {measure} ({citation})"
            zh "{kind} {amount}：{measure}（{citation}）";
        Do { how: Bilingual } en " To get it: {how}" zh " 办理：{how}";
        Entitled { kind: BenefitKind, measure: String, citation: String } en "{kind}: {measure} ({citation})"
            zh "{kind}：{measure}（{citation}）";
        Deferred { period: Period, amount: Money, measure: String, due: YearMonth, citation: String }
            en "deferred, still owed: {period} {amount}, due by {due} — {measure} ({citation})"
            zh "缓缴（仍须缴纳）：{period} {amount}，{due} 前缴清：{measure}（{citation}）";
        Worth { worth: Money, rate: Rate } en " Paying later is worth {worth} at {rate} a year." zh "按年利率 {rate} 计，缓缴的价值为 {worth} 元。";
        PayBy en "pay by" zh "缴纳期限";
        ProfitToDate en "profit to date" zh "累计利润";
        TaxableToDate en "taxable to date" zh "累计应纳税所得额";
        SmallToDate en "small low-profit" zh "小型微利";
        TaxToDate en "tax to date" zh "累计应纳税额";
        Prepay en "to pay" zh "本期应补（退）";
        Settlement en "settlement" zh "汇算清缴";
        Yes en "yes" zh "是";
        No en "no" zh "否";
        BalanceDue { amount: Money, paid: Money, day: Date } en "Settlement: {paid} prepaid, {amount} to pay by {day}."
            zh "汇算清缴：已预缴 {paid} 元，{day} 前应补 {amount} 元。";
        Refunded { amount: Money, paid: Money, day: Date } en "Settlement: {paid} prepaid, {amount} refunded; file by {day}."
            zh "汇算清缴：已预缴 {paid} 元，应退 {amount} 元，{day} 前办理。";
        Grants en "Grants" zh "补助";
        NetToOwner en "Left to the owner" zh "投资者所得";
        Reliefs en "Reliefs granted" zh "已享受的优惠";
        NotGranted en "Not granted, and why" zh "未享受的优惠及原因";
        Place en "Place" zh "地区";
        LocalLaw en "Local law in the pack" zh "政策包中的地方规定";
        LocalLawKey
            en "At the end of each year. read: in the instrument, or national law; secondary: after a copy or an account; assumed: \
                not read, something stands in for it and the answer says so; input: the profile tells it; not covered: who needs it \
                is refused, or the answer says so"
            zh "按各年年末。已读原文：地方文件或国家规定；据转载：未见原文；假设：未读到，以一般情形代之，结果中说明；由资料填写：须填写相应事实；未覆盖：需要时拒绝测算或说明";
        SixTaxes en "reduction of six taxes and two fees" zh "六税两费减征";
        Covered en "What is covered" zh "覆盖范围";
        NotCovered en "Not covered" zh "未覆盖";
        Rule en "Rule" zh "规则";
        YearsCovered en "Years" zh "年度";
        Relieves en "Relief of" zh "减免的税费";
        MayChange en "Assumptions that could change the answer" zh "可能影响结论的假设";
        SalesBetween { least: Money, most: Money, bound: Bound, limit: Money }
            en ": sales {least} to {most}; must be {bound} {limit}" zh "：销售额 {least} 至 {most}，须{bound} {limit}";
        NothingIn { names: String } en "Nothing in any column: {names}." zh "各列均为零：{names}。";
        Counted { title: String, count: usize } en "{title} ({count})" zh "{title}（{count} 项）";
        LeftOut { names: Vec<String> } en "Left out here: {names}." zh "此处省略：{names}。";
        OnlyInFull { names: Vec<String> } en "With --full also: {names}." zh "加 --full 另显示：{names}。";
        NotCounted en "Not counted" zh "未计入的项目";
        Assumptions en "Assumptions" zh "假设与说明";
        NotCompared en "Not compared" zh "未对比";
        PerForm en "Payable under each form" zh "各组织形式下的应缴税费";
        Step en "step" zh "步骤";
        Period en "period" zh "所属期";
        Basis en "basis" zh "依据";
        Form en "form" zh "组织形式";
        NothingHere en "nothing to compute on this line" zh "本项没有应计算的内容";
        Footer { version: String, pack: String, known: String }
            en "huiqi {version}; policy pack {pack}; {known}. Yuan, for the year. Not tax advice: the tax office decides."
            zh "huiqi {version}；政策包 {pack}；{known}。单位：元，全年。仅供测算，以税务机关核定为准。";
        KnownAll en "all documents of the pack" zh "依据包内全部文件";
        KnownOn { day: Date } en "as published by {day}" zh "依据截至 {day} 已公布的文件";
        OwnPack { hash: String } en "{hash} (not the embedded one)" zh "{hash}（非内置政策包）";
        Measure en "measure" zh "措施";
        Title en "title" zh "名称";
        Valid en "valid" zh "有效期";
        Document en "document" zh "文件";
        Authority en "authority" zh "依据";
        Parameters en "parameters, and what is printed of them" zh "参数与原文";
        CarriedOn { id: String } en "carried on from {id}:" zh "沿用 {id}：";
        Issued en "issued" zh "发布";
        Where en "where" zh "适用地区";
        Confidence en "confidence" zh "可靠程度";
        Mechanism en "mechanism" zh "机制";
        Text en "text at" zh "原文";
        ToDo en "what to do" zh "如何办理";
        Relations en "relations" zh "关系";
        Extends { id: String } en "extends {id}" zh "延续 {id}";
        Supersedes { id: String } en "supersedes {id}" zh "取代 {id}";
        Decides { id: String } en "decides {id}" zh "依授权决定 {id}";
        StacksAfter { id: String } en "after {id}" zh "在 {id} 之后享受";
    }
}
