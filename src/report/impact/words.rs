//! The words of an impact.

use crate::base::names::Form;
use crate::base::words::catalogue;
use crate::{Date, Money};

catalogue! {
    /// Headings and sentences.
    pub(super) enum Word {
        Title en "What a change of the law costs" zh "政策变化的影响";
        Before { law: String } en "Before: {law}" zh "变化前：{law}";
        After { law: String } en "After: {law}" zh "变化后：{law}";
        Pack { hash: String } en "pack {hash}" zh "政策包 {hash}";
        OfYear { year: i32 } en ", the law of {year}" zh "，{year} 年度的规定";
        PublishedBy { day: Date } en ", as published by {day}" zh "，截至 {day} 已公布的规定";
        WithDrafts { drafts: Vec<String> } en ", with {drafts}" zh "，叠加 {drafts}";
        Measures en "Measure by measure" zh "逐项措施";
        NoMeasure en "No measure changes." zh "各项措施均无变化。";
        Item { kind: String, measure: String } en "{kind}: {measure}" zh "{kind}：{measure}";
        Figure { name: String, before: String, after: String } en "{name}: {before} → {after}" zh "{name}：{before} → {after}";
        NotWritten en "not written" zh "未规定";
        InForce { place: String, before: String, after: String } en "in force in {place}: {before} → {after}"
            zh "在{place}有效：{before} → {after}";
        OnNoDay en "on no day" zh "无";
        InItsPlace { measure: String } en "in its place: {measure}" zh "取代者：{measure}";
        Business { name: String, place: String, before: i32, after: i32 } en "{name}, {place}: the law of {before} and of {after}"
            zh "{name}（{place}）：{before} 年度与 {after} 年度的规定";
        BusinessSame { name: String, place: String, year: i32 } en "{name}, {place}, {year}" zh "{name}（{place}），{year} 年度";
        Less { form: Form, less: Money, net: String }
            en "As it is ({form}): {less} less taxes and fees a year; what is left to the owner changes by {net}."
            zh "现状（{form}）：全年税费少 {less} 元，投资者所得变动 {net} 元。";
        More { form: Form, more: Money, net: String }
            en "As it is ({form}): {more} more taxes and fees a year; what is left to the owner changes by {net}."
            zh "现状（{form}）：全年税费多 {more} 元，投资者所得变动 {net} 元。";
        Same { form: Form, net: String }
            en "As it is ({form}): the same taxes and fees; what is left to the owner changes by {net}."
            zh "现状（{form}）：税费不变，投资者所得变动 {net} 元。";
        Unmoved { form: Form } en "As it is ({form}): neither what it pays nor what is left to its owner changes."
            zh "现状（{form}）：税费与投资者所得均不变。";
        Nothing { form: Form, total: Money } en "{form}: nothing changes; taxes and fees stay {total}."
            zh "{form}：无变化，税费仍为 {total} 元。";
        MovedBy en "What moves it: what is due by each measure, less what it relieves" zh "由哪些措施引起：按各措施应纳税额减其减免税额";
        StatedAmount en "stated in the facts" zh "资料所填";
        Line en "tax or fee" zh "税费";
        Measure en "measure" zh "措施";
        BeforeHead en "before" zh "变化前";
        AfterHead en "after" zh "变化后";
        Change en "change" zh "增减";
        NotAssessed en "Forms left out" zh "未测算的组织形式";
    }
}

#[cfg(feature = "register")]
catalogue! {
    /// Headings and sentences of a register.
    pub(super) enum OfRegister {
        Register en "Over the register" zh "名册合计";
        More { businesses: u64, before: Money, after: Money, more: Money }
            en "Taxes and fees of {businesses} businesses: {before} before, {after} after: {more} more a year."
            zh "{businesses} 户全年税费由 {before} 元变为 {after} 元，增收 {more} 元。";
        Less { businesses: u64, before: Money, after: Money, less: Money }
            en "Taxes and fees of {businesses} businesses: {before} before, {after} after: {less} less a year."
            zh "{businesses} 户全年税费由 {before} 元变为 {after} 元，减收 {less} 元。";
        Same { businesses: u64, before: Money } en "Taxes and fees of {businesses} businesses stay {before} a year."
            zh "{businesses} 户全年税费仍为 {before} 元。";
        Who { gain: u64, gained: Money, lose: u64, lost: Money, same: u64 }
            en "{gain} keep {gained} more in all, {lose} keep {lost} less in all, {same} keep the same."
            zh "受益 {gain} 户，共多得 {gained} 元；受损 {lose} 户，共少得 {lost} 元；不变 {same} 户。";
        Counted { rows: u64, results: u64, errors: u64 } en "{rows} rows: {results} assessed under both laws, {errors} in error"
            zh "共 {rows} 行：两种规定下均已测算 {results} 行，有误 {errors} 行";
        Noted { rows: u64 } en "Of {rows} of them something was taken as usual." zh "其中 {rows} 行有数据按通常情形测算。";
        ByLine en "By tax" zh "按税费种";
        ByMeasure en "By measure: what is due by it, less what it relieves" zh "按措施：应纳税额减其减免税额";
        ByPlace en "By county" zh "按县区";
        BySector en "By sector" zh "按行业门类";
        BySize en "By size" zh "按规模";
        ByDecile en "By receipts, in tenths of the businesses" zh "按收入十等分";
        Tenth { number: usize, from: Money, to: Money } en "{number}: {from} to {to}" zh "第 {number} 组：{from} 至 {to}";
        DecileNote en "Businesses whose receipts agree in their first three digits stand in one tenth, so that tenths are not quite alike."
            zh "收入前三位数字相同的列入同一组，各组户数因此不完全相等。";
        All en "all" zh "合计";
        Unknown en "unknown" zh "未知";
        Businesses en "businesses" zh "户数";
        Touched en "businesses moved" zh "涉及户数";
        Gain en "gain" zh "受益户数";
        Gained en "gained" zh "受益金额";
        Lose en "lose" zh "受损户数";
        Lost en "lost" zh "受损金额";
        ChartByLine en "Change of what is payable, by tax (yuan)" zh "各税费种的增减（元）";
        ChartBy { what: String } en "Change of what is payable, {what} (yuan)" zh "税费增减，{what}（元）";
        Largest { shown: usize } en "the {shown} largest changes" zh "变动最大的 {shown} 项";
        Wrong en "Rows in error" zh "有误的行";
        AndMore { rows: u64 } en "and {rows} more: `huiqi batch` writes them all to a file" zh "另有 {rows} 行：`huiqi batch` 会将全部写入文件";
    }
}
