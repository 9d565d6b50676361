//! What a filing calendar says: the kinds of its entries, their events and its notes, as codes with fields.

use crate::Money;
use crate::answers::prepay::PrepaymentNote;
use crate::base::dates::{Period, YearMonth};
use crate::base::names::{Bound, Form, Line};
use crate::base::words::{catalogue, vocabulary};

vocabulary! {
    /// What an entry of the calendar is.
    #[non_exhaustive]
    pub enum EntryKind {
        File "file" en "file and pay" zh "申报缴纳";
        Settle "settle" en "settle" zh "汇算清缴";
        Due "due" en "falls due" zh "到期缴纳";
        Watch "watch" en "watch" zh "注意";
        Lapse "lapse" en "lapses" zh "到期";
        Change "change" en "change" zh "变更";
    }
}

catalogue! {
    /// An event of the filing calendar.
    #[non_exhaustive]
    pub enum CalendarEvent {
        FileVat { form: Form, period: Period, payable: Money, relief: Money }
            en "{form}: file VAT and surcharges of {period} with the tax office; {payable} payable after {relief} of relief claimed on \
                the return"
            zh "{form}：向主管税务机关申报 {period} 增值税及附加；应缴 {payable} 元，申报时享受减免 {relief} 元";
        FileVatPrepaid { form: Form, period: Period, payable: Money, relief: Money, prepaid: Money, surcharges: Money, left: Money }
            en "{form}: file VAT and surcharges of {period} with the tax office; {payable} after {relief} of relief claimed on the return, \
                of which {prepaid} of VAT and {surcharges} of surcharges were paid at another place: {left} payable"
            zh "{form}：向主管税务机关申报 {period} 增值税及附加；应缴 {payable} 元（申报时享受减免 {relief} 元），抵减异地预缴的增值税 {prepaid} 元、\
                附加税费 {surcharges} 元，应补 {left} 元";
        FileHoldings { form: Form, line: Line, payable: Money }
            en "{form}: file {line} of the months up to this one with the tax office; {payable} payable for the whole year"
            zh "{form}：向主管税务机关申报截至本月的{line}；全年应缴 {payable} 元";
        Prepay { form: Form, period: Period, line: Line, payable: Money }
            en "{form}: prepay {line} for {period} with the tax office; {payable} payable"
            zh "{form}：向主管税务机关预缴 {period} {line}；应预缴 {payable} 元";
        PrepayUnknown { form: Form, period: Period, line: Line }
            en "{form}: prepay {line} for {period} with the tax office; the amount depends on its books"
            zh "{form}：向主管税务机关预缴 {period} {line}，金额以其账簿为准";
        Settle { form: Form, line: Line, year: i32, balance: Money }
            en "{form}: settle {line} of {year} with the tax office; {balance} to pay"
            zh "{form}：向主管税务机关办理 {year} 年{line}汇算清缴；应补 {balance} 元";
        SettleRefund { form: Form, line: Line, year: i32, refund: Money }
            en "{form}: settle {line} of {year} with the tax office; {refund} refunded"
            zh "{form}：向主管税务机关办理 {year} 年{line}汇算清缴；应退 {refund} 元";
        SettleUnknown { form: Form, line: Line, year: i32 } en "{form}: settle {line} of {year} with the tax office"
            zh "{form}：向主管税务机关办理 {year} 年{line}汇算清缴";
        Deferred { period: Period, amount: Money, due: YearMonth } en "what was put off for {period}, {amount}, falls due in {due}"
            zh "{period} 缓缴的 {amount} 元，{due} 内缴清";
        OverThreshold { period: Period, sales: Money, bound: Bound, limit: Money, over: Money }
            en "sales of {period} are {sales}, {over} past the threshold: for the exemption they must be {bound} {limit}"
            zh "{period} 销售额 {sales} 元，比免税标准多 {over} 元；免税须{bound} {limit} 元";
        NearThreshold { period: Period, sales: Money, bound: Bound, limit: Money, left: Money }
            en "sales of {period} are {sales}; {left} more loses the exemption: they must be {bound} {limit}"
            zh "{period} 销售额 {sales} 元，再增 {left} 元即失去免税；免税须{bound} {limit} 元";
        NearGeneral { sales: Money, limit: Money, left: Money }
            en "sales of twelve months are {sales}: {left} below the limit of {limit}, past which general VAT status is compulsory"
            zh "连续 12 个月（4 个季度）销售额 {sales} 元，距一般纳税人标准 {limit} 元还有 {left} 元";
        General { sales: Money, limit: Money } en "general VAT taxpayer from this day: sales of {sales} in twelve months are over {limit}"
            zh "自本日起为一般纳税人：连续 12 个月（4 个季度）销售额 {sales} 元超过 {limit} 元";
        NearIncome { income: Money, limit: Money, left: Money }
            en "taxable income of the year is {income}: {left} below {limit}, the most for which the relief is given"
            zh "全年应纳税所得额 {income} 元，距优惠上限 {limit} 元还有 {left} 元";
        OverIncome { income: Money, limit: Money, over: Money }
            en "taxable income of the year is {income}: {over} over {limit}, the most for which the relief is given"
            zh "全年应纳税所得额 {income} 元，超过优惠上限 {limit} 元 {over} 元";
        Lapses { relief: Money } en "last day of a relief worth {relief} this year; no rule of its kind follows it in the pack"
            zh "本项优惠（本年 {relief} 元）的最后一天，包内没有同类规定接替";
        LapsesInto { relief: Money } en "last day of a relief worth {relief} this year; another measure takes its place"
            zh "本项优惠（本年 {relief} 元）的最后一天，次日由另一规定接替";
        Converts { from: Form, to: Form }
            en "the {from} becomes a {to}: the old taxpayer settles the months before, the new one files from here"
            zh "{from}转为{to}：原主体结清此前期间，新主体自此申报";
    }
}

catalogue! {
    /// What holds for the whole calendar.
    #[non_exhaustive]
    pub enum FilingCalendarNote {
        MayMove
            en "days for filing may move past weekends and public holidays: the tax office publishes them for each year, the pack does \
                not hold them" zh "申报期限遇周末、节假日可能顺延，以税务机关公布的当年办税日历为准（政策包不含节假日）";
        Closing en "the pack holds no day for the closing return of the taxpayer that ends" zh "政策包不含原主体注销清算申报的期限";
        AsComputed { note: PrepaymentNote } en "{note}" zh "{note}";
    }
}
