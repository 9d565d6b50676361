//! The properties in words, with the law that each rests on.

use crate::base::dates::{Period, Validity};
use crate::base::names::{Bound, Line, Locality};
use crate::base::words::{Bilingual, catalogue, vocabulary};
use crate::{Date, Money};

macro_rules! properties {
    ($($name:ident $key:literal en $en:literal zh $zh:literal basis en $basis_en:literal zh $basis_zh:literal;)*) => {
        vocabulary! {
            /// A property that every sound pack has, with what it says.
            #[non_exhaustive]
            pub enum Property { $($name $key en $en zh $zh;)* }
        }

        catalogue! {
            /// The basis of a property: the law, or the meaning of an entry of the return.
            #[non_exhaustive]
            pub enum LegalBasis { $($name en $basis_en zh $basis_zh;)* }
        }

        impl Property {
            /// Its basis in law.
            ///
            /// ```
            /// use huiqi::{Lang, Say};
            /// use huiqi::check::Property;
            ///
            /// assert_eq!(Property::MoneyIsConserved.basis().say(Lang::En), "double entry");
            /// ```
            pub fn basis(self) -> LegalBasis {
                match self { $(Property::$name => LegalBasis::$name),* }
            }
        }
    };
}

properties! {
    ReliefNotNegative "relief-not-negative" en "no relief is negative or more than what is due"
        zh "减免税额不为负，也不超过应纳税额"
        basis en "a relief takes off what is due (税收征收管理法, art. 33): payable is due less relief" zh "税收征收管理法第三十三条：减免以应纳税额为限，应缴＝应纳－减免";
    TotalIsItsLines "total-is-its-lines" en "the total is the sum of its lines" zh "合计等于各税费之和"
        basis en "the return adds its lines up" zh "申报表合计栏为各栏之和";
    StepsMakeTheLine "steps-make-the-line" en "the steps of a line add up to what is due and to its relief" zh "每项税费的各步骤之和等于其应纳税额和减免税额"
        basis en "every amount is explained by the law that makes it" zh "每一金额都有依据可循";
    SilentIsTraced "silent-is-traced" en "an assessment without explanation gives the same amounts" zh "不写说明的测算与写说明的测算金额相同"
        basis en "explaining changes nothing" zh "说明不影响税额";
    OrderIsNothing "order-is-nothing" en "the order in which facts are written changes no amount" zh "填写顺序不影响税额"
        basis en "the law knows no order of invoices" zh "税法不问凭证先后";
    SameFormNoDifference "same-form-no-difference" en "a business beside itself differs by nothing" zh "同一组织形式前后对比，差额为零"
        basis en "nothing changed" zh "未作变更";
    UnsaidFacts "unused-facts" en "facts that a form does not use change nothing for it" zh "与该组织形式无关的事实不影响其税额"
        basis en "a wage from a company concerns companies, a partner's share partnerships" zh "公司工资只关系公司，合伙份额只关系合伙企业";
    MoneyIsConserved "money-is-conserved" en "what customers pay goes to suppliers, the state and the owner, and nowhere else"
        zh "价款全部归于成本、税费和所有者，无遗漏、无重复"
        basis en "double entry" zh "收支平衡";
    RentIsConserved "rent-is-conserved" en "rent waived is what the landlord does without: at most the rent, and taken off the costs once"
        zh "减免的租金以租金为限，且只从成本中扣除一次"
        basis en "a waiver moves money from landlord to tenant and makes none" zh "减免租金只在出租方与承租方之间转移";
    ProfitIsTheRest "profit-is-the-rest" en "profit is receipts less VAT payable, costs and the taxes that may be deducted"
        zh "利润＝价款－应缴增值税－成本费用－准予扣除的税费"
        basis en "企业所得税法, art. 8; 个体工商户个人所得税计税办法: VAT is not deducted, VAT forgiven is income" zh "企业所得税法第八条；个体工商户个人所得税计税办法：减免的增值税计入收入";

    ThresholdAsWritten "threshold-as-written"
        en "at the threshold, a fen below and a fen above it, sales are exempt exactly as the bound is written"
        zh "销售额等于标准、少一分、多一分时，是否免征与所写界限一致"
        basis en "不超过 holds the limit, 未达到 does not" zh "“不超过”含本数，“未达到”不含本数";
    BoundAsWorded "bound-as-worded" en "the bound is the one that the measure's own words state" zh "界限（含或不含本数）与该措施的文字一致"
        basis en "增值税法, art. 23 (未达到起征点); 财政部 税务总局公告2023年第19号, art. 1 (以下（含本数）)" zh "增值税法第二十三条“未达到起征点”；财政部 税务总局公告2023年第19号第一条“以下（含本数）”";
    QuarterIsThreeMonths "quarter-is-three-months" en "the threshold of a quarter is that of three months" zh "季度标准等于三个月的标准"
        basis en "every announcement states it so: 100,000 a month, 300,000 a quarter" zh "历次公告均如此规定：月 10 万元、季 30 万元";
    FilingChangesLittle "filing-changes-only-the-test" en "even sales are taxed alike by month and by quarter, but for roundings"
        zh "每月销售额相同的，按月与按季申报税负相同（尾差除外）"
        basis en "the filing period decides only over which sales the threshold looks" zh "纳税期限只决定按月还是按季对照标准";
    SpecialInvoiceTaxed "special-invoice-is-taxed" en "sales under a special invoice are never exempt" zh "开具专用发票的销售额不免征"
        basis en "增值税暂行条例, art. 21; 增值税法, art. 27: who issues a special invoice waives the exemption" zh "开具增值税专用发票的，应当缴纳增值税";
    VatKnowsNoForm "vat-knows-no-form" en "VAT does not depend on the legal form, but where a measure is for one form"
        zh "增值税与组织形式无关（专门规定除外）"
        basis en "增值税法, art. 3: units and individuals that sell" zh "增值税法第三条：单位和个人（包括个体工商户）";
    OutputLessInput "output-less-input" en "a general taxpayer pays output tax less input tax, or carries the rest forward"
        zh "一般纳税人应纳税额为销项减进项，不足抵扣的结转"
        basis en "增值税法, art. 8 and 16" zh "增值税法第八条、第十六条";

    CityPaysMost "city-pays-most" en "the urban maintenance tax is highest in a city, then in a town, then elsewhere"
        zh "城市维护建设税税率：市区不低于县城、镇，县城、镇不低于其他地区"
        basis en "城市维护建设税法, art. 4" zh "城市维护建设税法第四条";
    SurchargesFollowVat "surcharges-follow-vat" en "no VAT, no surcharge; and never more surcharge than VAT" zh "未缴增值税则无附加，附加不超过所缴增值税"
        basis en "城市维护建设税法, art. 2; 征收教育费附加的暂行规定, art. 3: on the tax actually paid" zh "城市维护建设税法第二条、征收教育费附加的暂行规定第三条：以实际缴纳的税额为依据";
    ReductionIsExact "reduction-is-exact"
        en "a reduction takes exactly the share of what is left that its own words say, to the fen"
        zh "恰按措施名称所称的比例减余额，精确到分"
        basis en "财政部 税务总局公告2023年第12号, art. 2; half up to the fen" zh "财政部 税务总局公告2023年第12号第二条；四舍五入到分";
    ReductionIsLast "reduction-is-last" en "other reliefs come first, and the reduction is of what they leave" zh "先享受其他优惠，再就余额减征"
        basis en "财政部 税务总局公告2023年第12号, art. 4" zh "财政部 税务总局公告2023年第12号第四条";

    BracketsMeet "brackets-meet" en "a fen more of income is at most a fen more of tax, at every bracket" zh "各级距处，所得多一分，税额至多多一分"
        basis en "个人所得税法, table 2: rates on the excess" zh "个人所得税法税率表二：超额累进";
    MoreProfitMoreTax "more-profit-not-less-tax" en "more profit is never less income tax, while no test of size is crossed"
        zh "未跨越小型微利条件时，利润增加，所得税不减少"
        basis en "个人所得税法, 企业所得税法: rates on income do not fall" zh "个人所得税法、企业所得税法：税率不随所得下降";
    NetNeverFalls "net-never-falls" en "saving costs never leaves the owner less, but at the limit of the small low-profit enterprise"
        zh "节约成本不会使所有者净得减少（跨越小型微利限额除外）"
        basis en "no rate takes more than all; the limit is a cliff that the law itself makes" zh "税率不超过百分之百；小型微利限额为法定临界点";
    TaxWithinIncome "tax-within-income" en "no tax is more than what it is levied on" zh "税额不超过其计税依据"
        basis en "rates are below 100%" zh "税率低于百分之百";
    ReductionWithinCap "reduction-within-cap" en "income above the cap brings no more relief, and below it the relief is exactly the share"
        zh "超过限额的所得不再增加减免，限额以内恰按比例减免"
        basis en "财政部 税务总局公告2023年第12号, art. 1; 国家税务总局公告2023年第12号" zh "财政部 税务总局公告2023年第12号第一条；国家税务总局公告2023年第12号";
    OtherReliefCounts "other-relief-within-itself" en "another relief lowers the tax, and by no more than itself" zh "其他减免使税额减少，且不超过其本身"
        basis en "国家税务总局公告2023年第12号: other reliefs are taken first" zh "国家税务总局公告2023年第12号：先享受其他优惠";
    ConvertingMergesIncomes "converting-merges-incomes"
        en "converting inside the year into a sole proprietorship takes no less income tax than staying"
        zh "年度中间转为个人独资企业，所得税不少于不转"
        basis en "国家税务总局公告2018年第62号, art. 2: the incomes of both parts are taxed together; only an individual business's tax is reduced"
        zh "国家税务总局公告2018年第62号第二条：前后两段所得汇总计税；只有个体工商户减征";
    SmallTestHoldsLimit "small-test-holds-limit"
        en "income, staff and assets at the limit still pass the small low-profit test, and above it they fail"
        zh "所得、人数、资产等于限额的符合小型微利条件，超过的不符合"
        basis en "财政部 税务总局公告2023年第12号, art. 5: each not more than" zh "财政部 税务总局公告2023年第12号第五条：均为“不超过”";
    SmallTaxIsContinuous "small-tax-is-continuous" en "within the limit, a small low-profit enterprise's tax makes no jump"
        zh "限额以内，小型微利企业税额连续无跳跃"
        basis en "slices of income meet (公告2021年第12号, 公告2022年第13号)" zh "分段减计各段衔接（公告2021年第12号、2022年第13号）";
    LossWithinYears "loss-within-years"
        en "a loss of the last year allowed is used, one of the year before it is not, and never more than there is"
        zh "结转年限内的亏损可弥补，逾期的不得弥补，弥补额不超过亏损额"
        basis en "企业所得税法, art. 18; 个体工商户个人所得税计税办法, art. 17" zh "企业所得税法第十八条；个体工商户个人所得税计税办法第十七条";
    LossesUsedInFull "losses-used-in-full" en "losses that may be used are used as far as the profit goes, in whatever order they are given"
        zh "可弥补的亏损以利润为限全部弥补，与填写先后无关"
        basis en "企业所得税法, art. 18; 个体工商户个人所得税计税办法, art. 17" zh "企业所得税法第十八条；个体工商户个人所得税计税办法第十七条";
    LossesStay "losses-stay" en "losses stay with the taxpayer that made them" zh "亏损不随转企结转"
        basis en "an individual business and the enterprise it becomes are two taxpayers" zh "个体工商户与转企后的企业为不同纳税人";

    BaseIsDecided "base-is-decided" en "on every day and in every place, each base rule is decided" zh "每日每地，各项基本规定均有依据"
        basis en "no tax is levied or spared without a rule (立法法, art. 11; 税收征收管理法, art. 3)" zh "立法法第十一条、税收征收管理法第三条：税收的开征、停征以及减免依照法律";
    OverlayAddsOnlyItself "overlay-adds-only-itself"
        en "without what an overlay adds, the law is as before: it takes away only what it replaces" zh "去掉叠加文件所增加的，即恢复原有规定：叠加文件只取代其所写明的"
        basis en "立法法, art. 103: the later rule goes before the earlier one on the same matter, and before no other"
        zh "立法法第一百零三条：对同一事项，新的规定优于旧的规定";
    WithinValidity "within-validity" en "no measure acts on the day before it begins, the day after it ends, or in another place"
        zh "措施在生效前一日、失效后一日及辖区外均不适用"
        basis en "each document's own days and area" zh "各文件规定的执行期限和适用地区";
    KnownOnlyWhenIssued "known-only-when-issued" en "as known on a day, only documents issued by then are cited" zh "按某日所知测算时，只引用该日前发布的文件"
        basis en "nobody could apply what was not published" zh "未发布的文件无从适用";
    KnowledgeGrows "knowledge-grows" en "what was known stays known, unless a later document supersedes it" zh "已知的规定继续有效，除非后发布的文件取代它"
        basis en "立法法, art. 103: the later rule goes before" zh "立法法第一百零三条：新的规定优于旧的规定";
    ReliefNeverRaises "relief-never-raises" en "no relief raises the tax that it relieves" zh "任何优惠都不会使所减免的税费增加"
        basis en "a relief is to the taxpayer's benefit" zh "优惠不得加重纳税人负担";
    PublishedCases "published-cases" en "each published case in the pack comes out as published" zh "包内所录公布案例的结果与公布的一致"
        basis en "whoever the case names as its source" zh "各案例所列来源";
}

vocabulary! {
    /// A test of size of the small low-profit enterprise.
    #[non_exhaustive]
    pub enum SizeTest {
        Income "income" en "taxable income" zh "应纳税所得额";
        Staff "staff" en "staff" zh "从业人数";
        Assets "assets" en "assets" zh "资产总额";
    }
}

catalogue! {
    /// A figure that a fault speaks of.
    #[non_exhaustive]
    pub enum Figure {
        Payable { line: Line } en "{line}" zh "{line}";
        Relief { line: Line } en "relief from {line}" zh "{line}减免税额";
        Earlier { line: Line } en "reliefs from {line} taken before the reduction" zh "{line}减征前享受的其他减免";
        In { line: Line, locality: Locality } en "{line} ({locality})" zh "{line}（{locality}）";
        Receipts en "receipts" zh "价款";
        Spent en "costs, taxes and what the owner keeps" zh "成本、税费与所有者净得之和";
        Costs en "costs" zh "成本费用";
        RentWaived en "rent waived" zh "减免租金";
        Profit en "profit" zh "利润";
        LossUsed { line: Line } en "losses used ({line})" zh "弥补亏损（{line}）";
        Total en "total burden" zh "税费合计";
        Net en "net to the owner" zh "所有者净得";
    }
}

catalogue! {
    /// A violation of a property, with the figures.
    #[non_exhaustive]
    pub enum Fault {
        Is { what: Figure, computed: Money, demanded: Money } en "{what}: the pack gives {computed}; it must be {demanded}"
            zh "{what}：按该政策包为 {computed}，应为 {demanded}";
        AtMost { what: Figure, computed: Money, most: Money } en "{what}: the pack gives {computed}; it must be not more than {most}"
            zh "{what}：按该政策包为 {computed}，应不超过 {most}";
        AtLeast { what: Figure, computed: Money, least: Money } en "{what}: the pack gives {computed}; it must be at least {least}"
            zh "{what}：按该政策包为 {computed}，应不少于 {least}";
        Raises { line: Line, with: Money, without: Money } en "{line}: {with} with the relief, {without} without it"
            zh "{line}：享受该优惠时为 {with}，不享受时为 {without}";
        MustBeExempt { line: Line, sales: Money, bound: Bound, limit: Money, computed: Money }
            en "{line}: sales of {sales} must be exempt ({bound} {limit}); the pack gives {computed}"
            zh "{line}：销售额 {sales} 应免征（标准：{bound} {limit}）；按该政策包为 {computed}";
        MustBeTaxed { line: Line, sales: Money, bound: Bound, limit: Money }
            en "{line}: sales of {sales} must be taxed (exempt: {bound} {limit}); the pack gives nothing"
            zh "{line}：销售额 {sales} 应征税（免征标准：{bound} {limit}）；按该政策包为零";
        WordedOtherwise { words: String, limit: Money, bound: Bound, worded: Bound }
            en "the summary says “{words}”, that is: {worded} {limit}; but `bound` is: {bound}. Sales of exactly {limit} are treated \
                otherwise than the words say"
            zh "措施文字为“{words}”，即{worded} {limit}；而 bound 写为：{bound}。销售额恰为 {limit} 时与文字不符";
        NotThreeMonths { month: Money, quarter: Money, demanded: Money }
            en "{month} a month makes {demanded} a quarter; the pack says {quarter}" zh "月 {month} 则季应为 {demanded}，包内写为 {quarter}";
        Acts { valid: Validity, year: i32, period: Period } en "valid {valid}, yet it acts in {year} ({period})"
            zh "有效期 {valid}，却适用于 {year} 年（{period}）";
        InForce { valid: Validity, day: Date } en "valid {valid}, yet in force on {day}" zh "有效期 {valid}，{day} 却仍适用";
        NotYetIssued { issued: Date, known: Date } en "issued on {issued}, yet cited as known on {known}"
            zh "{issued} 发布，却在按 {known} 所知的测算中引用";
        Forgotten { earlier: Date, later: Date, day: Date }
            en "for {day}: in force as known on {earlier}, gone as known on {later}, and nothing published between supersedes it"
            zh "就 {day} 而言：按 {earlier} 所知有效，按 {later} 所知失效，其间并无取代它的文件";
        Undecided { what: Bilingual, day: Date } en "on {day} nothing in force decides {what}" zh "{day} 没有{what}的规定";
        TakenAway { day: Date } en "on {day} in force without the overlay, gone with it, and nothing in force replaces it"
            zh "{day} 未叠加时有效，叠加后失效，且没有有效的规定取代它";
        BroughtBack { day: Date } en "on {day} superseded without the overlay, in force with it" zh "{day} 未叠加时已被取代，叠加后却仍有效";
        Published { source: String, line: Line, computed: Money, published: Money }
            en "{line}: the pack gives {computed}; published: {published} ({source})"
            zh "{line}：按该政策包为 {computed}；公布为 {published}（{source}）";
        MustPass { what: SizeTest, value: String, limit: String }
            en "{what} of {value} must pass the test of not more than {limit}; in the pack it fails"
            zh "{what} {value} 应符合“不超过 {limit}”；按该政策包不符合";
        MustFail { what: SizeTest, value: String, limit: String }
            en "{what} of {value} must fail the test of not more than {limit}; in the pack it passes"
            zh "{what} {value} 应不符合“不超过 {limit}”；按该政策包符合";
    }
}

impl Fault {
    /// The difference between the computed and the required amount; `None` where no amount is compared.
    pub(super) fn gap(&self) -> Option<Money> {
        let (one, other) = match self {
            Fault::Is { computed, demanded, .. } => (computed, demanded),
            Fault::AtMost { computed, most, .. } => (computed, most),
            Fault::AtLeast { computed, least, .. } => (computed, least),
            Fault::Raises { with, without, .. } => (with, without),
            _ => return None,
        };
        Some(Money::from_fen((*one - *other).fen().saturating_abs()))
    }
}
