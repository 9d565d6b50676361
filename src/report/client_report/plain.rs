//! What is assumed and left out, for a reader who writes no profile: the same as elsewhere, without the keys of the facts.

use crate::answers::compare::Comparison;
use crate::answers::filing_calendar::FilingCalendarNote;
use crate::answers::prepay::PrepaymentNote;
use crate::base::names::{ExemptSupply, Form};
use crate::base::words::{Say, catalogue};
use crate::report::Context;
use crate::report::labels::Label;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::Assumption;
use crate::{Date, Money};

catalogue! {
    /// The sentences.
    enum Plain {
        MovablesOutside
            en "sales contracts of the individual business on movables are taken to be written by an individual and outside stamp duty, on \
                either side; some tax offices tax them"
            zh "个体工商户书立的动产买卖合同视为个人书立，双方均不征印花税；有的税务机关按应税处理";
        PartiesAreUnits
            en "the other parties of sales contracts on movables are taken to be units; contracts with individuals are outside stamp duty"
            zh "动产买卖合同的对方按单位处理；与个人书立的不征印花税";
        MayBeExempt { supply: ExemptSupply }
            en "sales are taken to be taxed unless they were told to be exempt; many of this industry are exempt then as {supply}"
            zh "未说明免税的销售按应税处理；该行业的许多销售当时可作为{supply}免征增值税";
        NoInputOfExempt
            en "no input tax is taken to belong to the exempt sales: it may not be credited"
            zh "视同没有属于免税销售的进项税额；免税项目的进项税额不得抵扣";
        OverSmallScaleLimit { sales: Money, limit: Money, day: Date }
            en "sales of {sales} in twelve months are over {limit}: general VAT status begins on {day}. The rate of the sales from then on \
                is not given: assessed as small-scale throughout"
            zh "连续 12 个月（4 个季度）销售额 {sales} 超过 {limit}，自 {day} 起应为一般纳税人；此后销售的税率未说明，此处仍按小规模纳税人测算";
        NoEarlierSales
            en "sales of the year before are not given: the twelve months of the small-scale limit are counted from January"
            zh "未提供上年销售额，小规模标准的连续 12 个月自 1 月起算";
        TakenAsOccasional
            en "sales of real estate and land-use rights are taken to be occasional and do not count toward the small-scale limit"
            zh "销售不动产、转让土地使用权视为偶然发生，不计入小规模标准";
        HighestLimit { limit: Money }
            en "the limit of a year is taken to be {limit}, the highest that a province may set"
            zh "年度限额按省级最高上浮标准 {limit} 计，本地可能较低";
        HighestAmountHired { amount: Money }
            en "the amount a person hired and year is taken to be {amount}, the highest that a province may set"
            zh "招用每人每年定额按省级最高上浮标准 {amount} 计，本地可能较低";
        NoReserve
            en "no statutory reserve is set aside: neither it nor the registered capital is given"
            zh "未提供法定盈余公积或注册资本，视同未提取法定盈余公积";
        NoConversionCosts
            en "conversion is taken to change no cost: bookkeeping, social insurance and fees are zero"
            zh "未提供转企费用，视同转企不增加记账、社保等费用";
        WageNotCapped { wage: Money }
            en "the average wage of {wage} is taken to be within the cap on it: the local average wage is not given"
            zh "未提供当地社会平均工资，视同年平均工资 {wage} 未超过上限";
        PensionNotKnown { year: i32 }
            en "the rates of the basic pension at the beginning of {year} are not known: no premiums are computed"
            zh "{year} 年初的基本养老保险费率未知，未计算社会保险费";
        BaseNotBounded
            en "premiums are paid on the wages as told: the local average wage is not given, by which floor and ceiling go"
            zh "未提供当地平均工资，缴费基数未按上下限调整";
        CostsSpread en "costs and taxes of the year are spread evenly over its months" zh "全年成本费用按月均摊";
        OthersApart
            en "each business of the owner prepays by itself: their incomes are taxed together at the settlement, whose tax here is what \
                this business adds to that on the others"
            zh "各处经营分别预缴，年度汇总申报时合并计税；此处的汇算应纳税额为本经营在其他经营之上增加的税额";
        PaidAsComputed en "what was prepaid is taken to be what the law asked for" zh "视同已按规定预缴";
        FactsMissing { form: Form } en "{form}: facts that it needs are not given" zh "{form}：缺少测算所需的资料";
    }
}

/// An assumption in words.
pub(in crate::report) fn assumption(context: &Context<'_>, assumption: &Assumption) -> String {
    let plain = match assumption {
        Assumption::MovablesOutside { .. } => Plain::MovablesOutside,
        Assumption::PartiesAreUnits => Plain::PartiesAreUnits,
        Assumption::MayBeExempt { supply } => Plain::MayBeExempt { supply: *supply },
        Assumption::NoInputOfExempt => Plain::NoInputOfExempt,
        Assumption::OverSmallScaleLimit { sales, limit, day } => Plain::OverSmallScaleLimit { sales: *sales, limit: *limit, day: *day },
        Assumption::NoEarlierSales => Plain::NoEarlierSales,
        Assumption::TakenAsOccasional => Plain::TakenAsOccasional,
        Assumption::HighestLimit { limit, .. } => Plain::HighestLimit { limit: *limit },
        Assumption::HighestAmountHired { amount, .. } => Plain::HighestAmountHired { amount: *amount },
        Assumption::NoReserve => Plain::NoReserve,
        Assumption::NoConversionCosts => Plain::NoConversionCosts,
        Assumption::WageNotCapped { wage } => Plain::WageNotCapped { wage: *wage },
        Assumption::PensionNotKnown { year } => Plain::PensionNotKnown { year: *year },
        Assumption::BaseNotBounded => Plain::BaseNotBounded,
        other => return other.say(context.lang),
    };
    plain.say(context.lang)
}

/// What is left out, in words: without the keys, in parentheses, that a file tells it by.
pub(in crate::report) fn not_counted(context: &Context<'_>, what: &NotCounted) -> String {
    let (mut said, signs) = (what.say(context.lang), [(" (", ")"), ("（", "）")]);
    for (open, close) in signs {
        while let Some(at) = key_in(&said, open, close) {
            said.replace_range(at, "");
        }
    }
    said
}

/// Where a key of a file stands in parentheses.
fn key_in(text: &str, open: &str, close: &str) -> Option<std::ops::Range<usize>> {
    text.match_indices(open).find_map(|(start, _)| {
        let length = text.get(start..)?.find(close)?.saturating_add(close.len());
        let range = start..start.saturating_add(length);
        names_key(text.get(range.clone())?).then_some(range)
    })
}

/// Whether words ask for a fact by its key in a file.
fn names_key(words: &str) -> bool {
    words.contains(['`', '_']) || words.contains("[[")
}

/// A note of a calendar, in words.
pub(super) fn calendar_note(context: &Context<'_>, note: &FilingCalendarNote) -> String {
    let plain = match note {
        FilingCalendarNote::AsComputed { note: PrepaymentNote::CostsSpread } => Plain::CostsSpread,
        FilingCalendarNote::AsComputed { note: PrepaymentNote::OthersApart } => Plain::OthersApart,
        FilingCalendarNote::AsComputed { note: PrepaymentNote::PaidAsComputed } => Plain::PaidAsComputed,
        other => return other.say(context.lang),
    };
    plain.say(context.lang)
}

/// Why forms were left out, in words. A reason that names a key asks for a fact.
pub(super) fn skipped(context: &Context<'_>, comparison: &Comparison) -> Vec<String> {
    let words = |(form, error): &(Form, crate::Error)| {
        let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
        match reasons.iter().any(|reason| names_key(reason)) {
            true => Plain::FactsMissing { form: *form }.say(context.lang),
            false => Label::Skipped { form: *form, reasons: reasons.join("; ") }.say(context.lang),
        }
    };
    comparison.skipped.iter().map(words).collect()
}
