//! The words of a page: short sentences in everyday language. What stands between two asterisks is to stand out.

use crate::base::money::Ratio;
use crate::base::names::{Form, Line, SizeClass, VatStatus};
use crate::base::words::{Both, Field, Lang, Say, catalogue};
use crate::{Money, Rate};
use std::cmp::Ordering;

macro_rules! said_as_text {
    ($($type:ty),*) => { $(impl Field for $type {
        fn field(&self) -> serde_json::Value {
            serde_json::json!(Both(self))
        }

        fn schema() -> serde_json::Value {
            serde_json::json!({ "$ref": "#/$defs/text" })
        }
    })* };
}

said_as_text!(About, Gain, Everyday, Percent);

/// An amount as people say it: in 万元 with two decimals, below that in whole yuan; in English in whole yuan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct About(pub(super) Money);

const WAN: i64 = 1_000_000;

/// Whole yuan with separators.
pub(super) fn yuan(amount: Money) -> String {
    let rounded = Ratio::from(amount).round_half_up_to(Money::from_fen(100)).to_string();
    rounded.split('.').next().unwrap_or_default().to_string()
}

/// In 万, with two decimals where they are not nothing.
pub(super) fn wan(amount: Money) -> String {
    let hundredths = Ratio::from(amount).round_half_up_to(Money::from_fen(WAN / 100)).fen() / (WAN / 100);
    match (hundredths / 100, hundredths.abs() % 100) {
        (whole, 0) => whole.to_string(),
        (0, rest) if hundredths < 0 => format!("-0.{rest:02}"),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

impl Say for About {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh if self.0.fen().abs() >= WAN => format!("{} 万元", wan(self.0)),
            Lang::Zh => format!("{} 元", yuan(self.0)),
            Lang::En => format!("{} yuan", yuan(self.0)),
        }
    }
}

/// A share with two decimals, cut off: at what is said it is still so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Percent(pub(super) Rate);

impl Say for Percent {
    fn say(&self, _: Lang) -> String {
        Rate::from_millionths(self.0.millionths() / 100 * 100).to_string()
    }
}

/// How much more or less is left to the owner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gain(pub(super) Money);

impl Say for Gain {
    fn say(&self, lang: Lang) -> String {
        let amount = About(if self.0 < Money::ZERO { -self.0 } else { self.0 }).say(lang);
        match (self.0.cmp(&Money::ZERO), lang) {
            (Ordering::Greater, Lang::Zh) => format!("多得 {amount}"),
            (Ordering::Greater, Lang::En) => format!("{amount} more"),
            (Ordering::Less, Lang::Zh) => format!("少得 {amount}"),
            (Ordering::Less, Lang::En) => format!("{amount} less"),
            (Ordering::Equal, Lang::Zh) => "一样多".to_string(),
            (Ordering::Equal, Lang::En) => "the same".to_string(),
        }
    }
}

/// A form as people call it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Everyday(pub(super) Form);

impl Say for Everyday {
    fn say(&self, lang: Lang) -> String {
        match (self.0, lang) {
            (Form::IndividualBusiness, Lang::Zh) => "个体户".to_string(),
            (Form::SoleProprietorship, Lang::Zh) => "个人独资".to_string(),
            (Form::OnePersonCompany, Lang::Zh) => "一人公司".to_string(),
            (Form::Partnership, Lang::Zh) => "合伙".to_string(),
            (form, _) => form.say(lang),
        }
    }
}

catalogue! {
    /// The sentences.
    pub(super) enum Word {
        EachYear { form: Everyday, gain: Gain } en "As a {form} you keep *{gain}* a year" zh "转成{form}，您每年*{gain}*";
        ThisYear { form: Everyday, gain: Gain } en "As a {form} you keep *{gain}* this year" zh "转成{form}，您当年*{gain}*";
        Same { form: Everyday } en "As a {form} you keep *the same*" zh "转成{form}，您得到的*一样多*";
        Taxes { now: About, then: About } en "Taxes and fees go from *{now}* to *{then}*." zh "税费从 *{now}*变成 *{then}*。";
        TaxesSame { now: About } en "Taxes and fees stay at *{now}*." zh "税费都是 *{now}*，不变。";
        MoreBecause { line: Line, by: About } en "Most of the rise is {line}: {by} more." zh "多出来，主要因为{line}多 {by}。";
        MoreBecauseDrawn { by: About } en "Most of the rise is the tax on profit that the company pays out to you: {by}."
            zh "多出来，主要因为把公司利润分给自己，还要交个人所得税 {by}。";
        LessBecause { line: Line, by: About } en "Most of the fall is {line}: {by} less." zh "少下来，主要因为{line}少 {by}。";
        Kept { kept: About, tax: About, drawn: Gain }
            en "*{kept}* stays in the company; once you draw that too you pay about {tax} more tax, and altogether keep *{drawn}*."
            zh "有 *{kept}*还留在公司；以后也取出来的话，要再交约 {tax}，合计*{drawn}*。";
        PaysFrom { earned: About } en "It begins to pay when you earn *{earned}* a year." zh "一年赚到 *{earned}*起划算。";
        CeasesFrom { earned: About } en "It ceases to pay from *{earned}* a year." zh "赚到 *{earned}*起不再划算。";
        PaysAlways { sales: About } en "With sales of {sales} it pays whatever you earn." zh "卖 {sales}时，赚多少都划算。";
        PaysNever { sales: About } en "With sales of {sales} it does not pay, whatever you earn." zh "卖 {sales}时，赚多少都不划算。";
        PaysSame { sales: About } en "With sales of {sales} both leave the same, whatever you earn." zh "卖 {sales}时，赚多少都一样。";
        PaysUpToShare { share: Percent }
            en "It pays while you draw no more than *{share}* of the company's profit; what stays inside is taxed when it is drawn."
            zh "公司利润取出不超过 *{share}*时划算，其余留在公司（以后取出还要交税）。";
        PaysFromShare { share: Percent } en "It pays from a share of *{share}* drawn." zh "公司利润取出 *{share}*起划算。";
        WithShare { share: Percent } en "With {share} drawn:" zh "取出 {share} 时：";
        EarnedBars { earned: About } en "Where the {earned} you earn goes" zh "赚的 {earned}，怎么分";
        NothingEarned en "Nothing is earned: costs are as high as sales" zh "没有赚钱：花的不比卖的少";
        Now { form: Everyday } en "Now, {form}" zh "现在，{form}";
        Then { form: Everyday } en "As a {form}" zh "转成{form}";
        TaxesOf { total: About } en "taxes and fees *{total}*" zh "税费 *{total}*";
        Yours en "Yours" zh "归您";
        YoursOf { amount: About } en "Yours {amount}" zh "归您 {amount}";
        InCompany en "Yours, still in the company" zh "归您，但还在公司";
        InCompanyOf { amount: About } en "In the company {amount}" zh "在公司 {amount}";
        IncomeTax en "Income tax" zh "所得税";
        DividendTax en "Tax on what is paid out" zh "分红的个人所得税";
        Turnover en "VAT, surcharges and the rest" zh "增值税、附加和其他税费";
        Converting en "Costs of the new form" zh "转企多花的钱";
        LeverKept { kept: About, tax: About }
            en "The {kept} not drawn is on the company's account: yours, but not to spend freely; drawing it later costs about {tax} \
                of tax."
            zh "没取出的 {kept}留在公司账上，算您的，但不能随便花；以后取出时大约要交 {tax}。";
        LeverAll
            en "All profit is taken as drawn, which is the safest comparison. Draw less and you pay less this year, but the money stays \
                in the company."
            zh "现在按全部取出算，这样比最稳妥。少取一些，当年交得就少，但钱留在公司。";
        Lacks en "needs more facts" zh "还要补资料";
        SameRow en "same" zh "一样";
        Total en "Taxes and fees" zh "税费合计";
        Left en "Left to you" zh "归您";
        OfItKept { kept: Money } en "of it {kept} still in the company" zh "其中 {kept} 还在公司";
        ConvertingRow en "Costs of the new form" zh "转企多花的钱";
        Insurance en "Your own social insurance" zh "您自己的社会保险费";
        GrantsRow en "Grants" zh "补助";
        Brief { place: String, trade: String, year: i32, sales: About, costs: About, form: Everyday, status: VatStatus }
            en "*{trade}* in *{place}*, *{year}*. Sales *{sales}*, costs *{costs}* a year; {form}, {status}."
            zh "*{place}*，*{trade}*，*{year} 年*。一年卖 *{sales}*，花 *{costs}*。{form}，{status}。";
        Eyebrow { place: String, trade: String, year: i32 } en "Before and after converting, {year}: {trade}, {place}"
            zh "转企前后对比，{year} 年，{place}，{trade}";
        TakenAs { trade: String, class: String } en "taken as {trade} ({class})" zh "按“{trade}”（{class}）算";
        SalesEcho { sales: Money } en "{sales} yuan, spread evenly over the year" zh "{sales} 元，全年平均";
        SalesGiven { sales: Money } en "{sales} yuan" zh "{sales} 元";
        CostsEcho { costs: Money } en "{costs} yuan, without your own wage" zh "{costs} 元，不含自己的工资";
        Trying { tried: About, told: About } en "Trying: {tried} earned a year (your facts say {told})" zh "正在试算：一年赚 {tried}（您填的是 {told}）";
        Point { earned: About, gain: Gain } en "{earned}: {gain}" zh "{earned}，{gain}";
        Dock { form: Everyday } en "As a {form}" zh "转成{form}";
        Stake { form: Everyday, least: Gain, most: Gain }
            en "It decides: as a {form} you keep between {least} and {most}." zh "它会改变结果：转成{form}，从{least}到{most}。";
        UsualNo en "Taken as no while it is not answered." zh "没回答时按“否”算。";
        UsualNone en "Taken as none while it is not answered." zh "没回答时按“没有”算。";
        UsualClass { class: SizeClass } en "Taken as {class} while it is not answered." zh "没回答时按“{class}”算。";
        AsksIncome en "Do you have a wage or other income elsewhere, and how much a year?" zh "您在别处还有工资等收入吗？一年多少";
        LacksFacts en "It needs facts that only a profile file can tell, such as the partners' shares."
            zh "还要合伙人份额等资料，请打开资料文件填写";
        Certain { count: usize, read: usize } en "{count} rules are used; the text of {read} was read in the instrument."
            zh "用到 {count} 条规定，{read} 条核过原文。";
        OtherwiseKnown { count: usize, how: String } en "{count}: {how}." zh "{count} 条{how}。";
        Until { valid: String } en "valid {valid}" zh "有效期 {valid}";
        Passed { sales: About, line: Line, rise: About }
            en "At sales of *{sales}* a year {line} begins to rise by a step: *{rise}* more at once."
            zh "一年卖到 *{sales}*起，{line}：跨过的那一步多交 *{rise}*。";
        Behind en "passed" zh "已经越过";
        Ahead en "ahead" zh "前面还有";
        Curve { share: Percent } en "{share} drawn" zh "取出 {share}";
        CurvePlain { form: Everyday } en "{form}" zh "{form}";
        BreakEvenMark { earned: About } en "pays from {earned}" zh "{earned}起划算";
        CeaseMark { earned: About } en "until {earned}" zh "{earned}起不划算";
        Axis en "earned a year (sales less costs)" zh "一年赚的钱（卖的减成本）";
        AxisUnitWan en "yuan" zh "万元";
        WhyTitle { line: Line, form: Everyday } en "{line}: {form}" zh "{line}：{form}";
        Sums { due: Money, relief: Money, payable: Money } en "due {due}, relief {relief}, *payable {payable}*"
            zh "应纳 {due}，减免 {relief}，*应交 {payable}*";
        NoSteps en "Nothing is due on this line." zh "这一项不用交。";
    }
}
