//! Everything that can be wrong with a profile, a pack or a question, in both languages.

use crate::base::calendar::Validity;
use crate::base::names::{ExemptService, Landlord, Line, Who};
use crate::base::slot::Slot;
use crate::base::words::catalogue;
use crate::{Date, Money, Rate};

catalogue! {
    /// What a value should have been.
    pub(crate) enum Expected {
        Text en "a text that is not empty" zh "非空文字";
        Amount { limit: Money } en "an amount such as 120000, \"12万元\" or \"1,200.50\", in whole fen, at most {limit} yuan"
            zh "金额，如 120000、\"12万元\"、\"1,200.50\"，精确到分，不超过 {limit} 元";
        Rate en "a rate such as \"3%\" or \"0.3‰\", in quotes" zh "比率，如 \"3%\"、\"0.3‰\"，须加引号";
        Area en "an area in square metres with at most two decimals" zh "面积（平方米），至多两位小数";
        Date en "a date such as 2022-04-01, without quotes" zh "日期，如 2022-04-01，不加引号";
        DateOrOpen en "a date such as 2027-12-31, or \"open\" where the law sets no end" zh "日期，如 2027-12-31；未规定终止的写 \"open\"";
        Truth en "true or false" zh "true 或 false";
        Count { most: u32 } en "a whole number from 0 to {most}" zh "0 至 {most} 的整数";
        Year { first: i32, last: i32 } en "a year from {first} to {last}" zh "{first} 至 {last} 之间的年份";
        YearMonth en "a month of a year such as \"2023-01\"" zh "年月，如 \"2023-01\"";
        Period en "a month such as \"03\" or a quarter such as \"Q1\"" zh "月份（如 \"03\"）或季度（如 \"Q1\"）";
        MonthNumber en "a month of the year such as \"5月\"" zh "月份，如 \"5月\"";
        IndustryCode en "a section of GB/T 4754 (A–T) or the first digits of its codes, such as \"C\" or \"7291\"" zh "GB/T 4754 门类（A–T）或代码前几位，如 \"C\"、\"7291\"";
        List en "a list in square brackets" zh "方括号内的列表";
        Section en "a table" zh "表（[…] 或 {{…}}）";
        Sections en "a list of tables, [[…]]" zh "表的列表（[[…]]）";
    }
}

catalogue! {
    /// One thing that is wrong and what would be right.
    pub(crate) enum Message {
        // The file itself.
        CannotRead { file: String, reason: String } en "cannot read `{file}`: {reason}" zh "无法读取 `{file}`：{reason}";
        FileTooLarge { file: String, limit: usize } en "`{file}` is larger than {limit} bytes" zh "`{file}` 超过 {limit} 字节";
        NotToml { reason: String } en "not valid TOML: {reason}" zh "不是合法的 TOML：{reason}";
        TooManyLines { limit: usize } en "more than {limit} entries in one list" zh "一个列表超过 {limit} 项";
        UnknownKey { found: String, known: Vec<String> } en "unknown key `{found}`; known here: {known}" zh "未知的键 `{found}`；此处可用：{known}";
        UnknownKeyMeant { found: String, meant: String } en "unknown key `{found}`; did you mean `{meant}`?" zh "未知的键 `{found}`；是否应为 `{meant}`？";
        Missing { key: String } en "`{key}` is missing" zh "缺少 `{key}`";
        WrongValue { found: String, expected: Expected } en "`{found}` is not {expected}" zh "`{found}` 不对，应为：{expected}";
        UnknownWord { found: String, known: Vec<&'static str> } en "`{found}` is not known; one of: {known}" zh "不认识 `{found}`；应为下列之一：{known}";
        UnknownWordMeant { found: String, meant: &'static str, known: Vec<&'static str> }
            en "`{found}` is not known; did you mean `{meant}`? (one of: {known})" zh "不认识 `{found}`；是否应为 `{meant}`？（可用：{known}）";
        WordNotRead { found: String, read: Vec<&'static str> } en "`{found}` is not read here and would do nothing; read are: {read}" zh "此处不读取 `{found}`，写了也不起作用；可用：{read}";
        NothingListed en "lists nothing: it would do nothing" zh "列表为空，不起作用";
        ListedTwice { found: String } en "`{found}` is listed twice" zh "`{found}` 重复";
        ReadOnlyWith { key: &'static str, of: &'static str, word: &'static str } en "`{key}` is read only where `{of}` is `{word}`" zh "仅当 `{of}` 为 `{word}` 时才读取 `{key}`";
        Negative { amount: Money } en "{amount} is negative; write a loss or a refund in its own field" zh "{amount} 为负；亏损、退款请写在各自的栏目";
        MustBePositive en "must be more than zero" zh "须大于零";

        // The profile.
        ProfileIsDated { year: i32, asked: i32 } en "the profile writes its periods with the year {year}; to assess it under the law of {asked}, write them without a year (`Q1`, `03`)"
            zh "本文件的所属期写明了 {year} 年；如要按 {asked} 年的规定测算，请把所属期写成不带年份的形式（`Q1`、`03`）";
        PeriodOfAnotherYear { found: String, year: i32 } en "`{found}` is not in {year}, the year of this profile" zh "`{found}` 不属于本文件的年度 {year}";
        MonthExpected en "a month is needed here, such as \"03\"; a quarter is not exact enough" zh "此处须写月份（如 \"03\"），季度不够精确";
        MonthsBackwards { from: u32, to: u32 } en "ends in month {to}, before it begins in month {from}" zh "止于 {to} 月，早于起始的 {from} 月";
        AgreedWhereWaived { landlord: Landlord } en "`agreed_cut` is not for {landlord}: the months of rent that are waived there are computed; leave it out" zh "{landlord}不填 `agreed_cut`：其减免月数由规则计算，请删去";
        MoreThan { what: &'static str, found: Money, limit_of: &'static str, limit: Money } en "`{what}` is {found}, more than `{limit_of}`, {limit}" zh "`{what}` 为 {found}，超过 `{limit_of}` 的 {limit}";
        EitherNotBoth { one: &'static str, other: &'static str } en "give `{one}` or `{other}`, not both: a property is taxed on one of them" zh "`{one}` 与 `{other}` 只能填一项：房产只按其一计税";
        NoSuchProperty { found: String } en "no [[property]] is named `{found}`" zh "没有名为 `{found}` 的 [[property]]";
        OpeningAndClose en "`staff` and `assets` each hold two figures: at the opening and at the close of the quarter" zh "`staff`、`assets` 各填两个数：季初、季末";
        SharesAddUpTo { total: Rate } en "the partners' shares add up to {total}, not 100%" zh "合伙人份额合计为 {total}，应为 100%";
        TwoPartnersAtLeast en "a partnership has at least two partners" zh "合伙企业至少有两个合伙人";
        LossNotEarlier { found: i32, year: i32 } en "a loss of {found} cannot be carried into {year}; it must be of an earlier year" zh "{found} 年的亏损不能结转到 {year} 年，须为更早年度";
        LossTwice { year: i32 } en "the loss of {year} is given twice" zh "{year} 年的亏损重复";
        ShareOverAll { found: Rate } en "{found} is more than all of the profit" zh "{found} 超过全部利润";
        OnlyForSmallScale { key: &'static str } en "`{key}` is only for a small-scale VAT taxpayer" zh "`{key}` 只适用于小规模纳税人";
        OneForEachQuarter en "four amounts, one for each quarter" zh "须为四个金额，每季一个";
        RateNeeded en "a general VAT taxpayer says the output `rate` of each line of sales, or `simple = true`" zh "一般纳税人的每项销售须填税率 `rate`，或 `simple = true`";
        FirstOfAQuarter en "a quarterly filer becomes general with a quarter: 01, 04, 07 or 10" zh "按季申报的，自季度首月（01、04、07、10）起为一般纳税人";
        OnlyForGeneral { key: &'static str } en "`{key}` is only for a general VAT taxpayer" zh "`{key}` 只适用于一般纳税人";
        BothOrNeither { one: &'static str, other: &'static str } en "`{one}` and `{other}` go together" zh "`{one}` 与 `{other}` 须同时填写";
        NoSuchVatRate { found: Rate, rates: Vec<Rate> } en "{found} was not a VAT rate then; one of: {rates}" zh "当时没有 {found} 的税率；应为：{rates}";
        ServiceNotExemptThen { service: ExemptService } en "{service} was not exempt then; leave `exempt` out" zh "当时{service}不免征增值税，请去掉 `exempt`";
        PartnerKnown en "the income of a partner cannot be left open" zh "合伙人的综合所得不能填 unknown";
        StillUnknown { key: String } en "`{key}` is unknown: only `huiqi compare` answers then, with a range" zh "`{key}` 未知：只有 `huiqi compare` 可以按区间回答";
        TooManyUnknown { combinations: usize, most: usize } en "the unknown facts have {combinations} combinations of answers; at most {most} are tried: tell some of them" zh "未知事实的答案组合有 {combinations} 种，最多测算 {most} 种：请先填写其中一些";
        UnknownPlace { found: String } en "`{found}` is not a place of the pack (GB/T 2260 code or name)" zh "包内没有 `{found}` 这个地方（GB/T 2260 代码或名称）";
        UnknownPlaceMeant { found: String, meant: String } en "`{found}` is not a place of the pack; did you mean {meant}?" zh "包内没有 `{found}`；是否应为 {meant}？";
        UnknownIndustry { found: String } en "`{found}` is not a GB/T 4754 code: a section letter (A–T) and up to four digits, such as H6210" zh "`{found}` 不是 GB/T 4754 代码：门类字母（A–T）加至多四位数字，如 H6210";
        IndustryOfOtherSection { found: String, section: String } en "division of `{found}` belongs to section {section}" zh "`{found}` 的大类属于门类 {section}";

        // Facts against the rules in force.
        QuarterCutByChange { quarter: u32, line: Line, month: u32 } en "the rule for {line} changes in month {month}, inside Q{quarter}; give these sales by month" zh "{line}的规定在 {month} 月变化，位于第 {quarter} 季度之内；请按月填写这些销售额";
        QuarterCutByConversion { quarter: u32, month: u32 } en "the conversion in month {month} lies inside Q{quarter}; give it by month" zh "转企在 {month} 月，位于第 {quarter} 季度之内；请按月填写";
        MonthlyFilerNeedsMonths { quarter: u32 } en "files VAT monthly, but the sales of Q{quarter} are not split by month" zh "按月申报增值税，但第 {quarter} 季度的销售额没有分月";
        LevyRateNotAvailable { found: Rate, statutory: Rate, reduced: Rate } en "levy rate {found} was not available then; the statutory rate is {statutory}, the rate in force {reduced}" zh "当时没有 {found} 的征收率；法定 {statutory}，执行 {reduced}";
        NotTaxedKind { kind: crate::base::names::ContractKind } en "stamp duty does not tax this kind then: {kind}" zh "当时印花税税目中没有：{kind}";
        RateOutsideRange { found: Rate, least: Rate, most: Rate } en "{found} is outside the range of the law, {least} to {most}" zh "{found} 超出法定幅度 {least}–{most}";
        AmountOutsideRange { found: Money, least: Money, most: Money } en "{found} yuan per m² is outside the range of the law, {least} to {most}" zh "每平方米 {found} 元超出法定幅度 {least}–{most} 元";
        UnknownMineral { found: String, known: Vec<String> } en "`{found}` is not a mineral of the resource tax; one of: {known}" zh "资源税税目中没有 `{found}`；应为：{known}";
        UnitAmountNeeded en "the pack does not know the unit amount of this place; give `unit_amount`" zh "包内没有该地的适用税额，请填写 `unit_amount`";
        NeededFor { key: &'static str, form: crate::base::names::Form } en "`{key}` is needed to assess a {form}" zh "测算{form}需要 `{key}`";

        CannotMove { why: crate::AxisProblem } en "{why}" zh "{why}";

        // Questions outside the pack.
        YearNotCovered { year: i32, first: i32, last: i32 } en "the pack covers the years {first} to {last}, not {year}" zh "本政策包覆盖 {first} 至 {last} 年，不含 {year} 年";
        NoRuleKnown { what: Slot, day: Date } en "no rule in force on {day} for {what}, as far as it was known" zh "{day} 没有（已知的）{what} 规定";
        NoLocalRule { what: Slot, place: u32, day: Date } en "the pack has no local rule for {what} in {place} on {day}" zh "本政策包没有 {place} 在 {day} 的地方规定：{what}";
        NotCoveredThen { line: Line, month: u32, year: i32 } en "the pack does not cover {line} in {year}, month {month}" zh "本政策包不含 {year} 年 {month} 月的{line}规定";

        // The pack.
        NoDocuments { folder: String } en "no policy file (*.toml) in `{folder}`" zh "`{folder}` 中没有政策文件（*.toml）";
        ClassesMissing { list: &'static str } en "the class list `{list}` is missing from lists/" zh "lists/ 中缺少 `{list}`";
        DocumentTwice { id: String } en "document `{id}` is given twice" zh "文件 `{id}` 重复";
        MeasureTwice { id: String } en "measure `{id}` is given twice" zh "措施 `{id}` 重复";
        BadId { id: String } en "`{id}` is not an id: lower-case letters, digits and hyphens" zh "`{id}` 不是合法的 id：小写字母、数字和连字符";
        BadJurisdiction { found: String } en "`{found}` is not a jurisdiction: \"CN\" or a GB/T 2260 prefix of 2, 4 or 6 digits" zh "`{found}` 不是辖区：\"CN\" 或 GB/T 2260 代码前 2、4、6 位";
        UnknownMechanism { found: String } en "no mechanism is called `{found}`" zh "没有名为 `{found}` 的机制";
        UnknownMechanismMeant { found: String, meant: &'static str } en "no mechanism is called `{found}`; did you mean `{meant}`?" zh "没有名为 `{found}` 的机制；是否应为 `{meant}`？";
        AuthorityNotOwn en "the first authority is the document that the measure is filed in: `{{ article = \"第一条\" }}`" zh "第一项依据应为本文件自身：`{{ article = \"第一条\" }}`";
        AuthorityIsFiled { number: String, id: String } en "{number} is a file of the pack; write `document = \"{id}\"`" zh "{number} 已在包内，请写 `document = \"{id}\"`";
        AuthorityToldTwice { number: String, first: String, other: String } en "{number} is {other} here and {first} elsewhere" zh "{number} 此处为 {other}，别处为 {first}";
        PrintedUnread en "`printed` says what was read in a text, but the confidence says that no text was read" zh "`printed` 是读到的原文，但 `confidence` 表明没有读到原文";
        PrintedWithoutPlace { found: String } en "`{found}` does not say where it is printed; write it as `第一条：…`, or `= …` where it follows from other figures" zh "`{found}` 没有写明出处；请写成 `第一条：…`，由其他数字推出的写 `= …`";
        PrintedElsewhere { found: String } en "`{found}` is no instrument that `authority` names" zh "`authority` 中没有 `{found}` 这一文件";
        PrintedWithoutFigure { found: String } en "no figure, bound or date can be read in `{found}`" zh "`{found}` 中没有可以识别的数字、界限或日期";
        NotDerived { found: String } en "`{found}` cannot be computed; products and sums of figures with their units, such as `= 30000元 × 5%`" zh "`{found}` 无法计算；须为带单位数字的乘积与和，如 `= 30000元 × 5%`";
        Unprinted { found: String, key: String } en "{found} is printed nowhere: say under `printed` what the instrument prints for `{key}`, or that no text was read (`confidence`)" zh "{found} 没有对应的原文：请在 `printed` 中写明文件对 `{key}` 的原文，或以 `confidence` 说明没有读到原文";
        PrintedDiffers { found: String, printed: String } en "the parameter says {found}, but what is printed is `{printed}`" zh "参数为 {found}，而原文为 `{printed}`";
        PrintedOnly { found: String, printed: String } en "`{printed}` prints {found}, which no parameter says" zh "原文 `{printed}` 中的 {found} 没有对应的参数";
        BeginsUnprinted { day: Date, issued: Date } en "{day} is not printed as the beginning, and is neither the day of issue ({issued}) nor the day after another rule of the same subject ends" zh "起始日 {day} 没有对应的原文，也不是发布之日（{issued}）或同一事项前一规定终止的次日";
        EndsUnprinted { day: Date } en "{day} is not printed as the end, and no other rule of the same subject begins on the day after" zh "终止日 {day} 没有对应的原文，也没有同一事项的其他规定从次日开始";
        ValidityBackwards { from: Date, to: Date } en "ends on {to}, before it begins on {from}" zh "止于 {to}，早于起始日 {from}";
        NotOnMonthBounds en "must begin on the first and end on the last day of a month" zh "须起于月初、止于月末";
        NotOnYearBounds en "must begin on 1 January and end on 31 December: this rule is annual" zh "须起于 1 月 1 日、止于 12 月 31 日：该规定按年适用";
        RelationToNowhere { relation: &'static str, found: String } en "`{relation}` names `{found}`, which is not in the pack" zh "`{relation}` 指向的 `{found}` 不在包内";
        RelationMeant { relation: &'static str, found: String, meant: String } en "`{relation}` names `{found}`, which is not in the pack; did you mean `{meant}`?" zh "`{relation}` 指向的 `{found}` 不在包内；是否应为 `{meant}`？";
        RelationInCircle { relation: &'static str, id: String } en "`{relation}` of `{id}` comes back to itself" zh "`{id}` 的 `{relation}` 形成循环";
        ExtendsOrMechanism en "give `mechanism` with its parameters, or `extends`, not both" zh "`mechanism`（连同参数）与 `extends` 只能取其一";
        SupersedesNothing { found: String } en "supersedes `{found}`, which rules something else or is never valid on the same day" zh "取代 `{found}`，但二者所管不同，或没有同时有效的一天";
        SupersedesLater { found: String, day: Date } en "supersedes `{found}`, which was issued later, on {day}" zh "取代 `{found}`，但后者发布更晚（{day}）";
        SupersedesItself { slot: Slot, day: Date } en "supersedes itself: on {day} nothing would be left to decide {slot}" zh "取代了自己：{day} 将没有{slot}的规定";
        SupersedesInCircle { found: String, slot: Slot, day: Date } en "supersedes `{found}`, which supersedes this one in turn: on {day} nothing would be left to decide {slot}" zh "取代 `{found}`，而后者又取代本条：{day} 将没有{slot}的规定";
        NoSuccessor { found: String, slot: Slot, day: Date } en "supersedes `{found}`, but on {day} nothing decides {slot} in its place" zh "取代 `{found}`，但 {day} 没有接替它的{slot}规定";
        DecidesWrongKind { found: String } en "`{found}` does not leave this to a province" zh "`{found}` 没有把此事授权地方决定";
        DecisionNeeded en "a local decision must name what it decides with `decides`" zh "地方决定须用 `decides` 写明依据";
        PastCeiling { found: Rate, least: Rate, most: Rate } en "{found} is past what the delegation allows, {least} to {most}" zh "{found} 超出授权幅度 {least}–{most}";
        AmountPastCeiling { found: Money, least: Money, most: Money } en "{found} is past what the delegation allows, {least} to {most}" zh "{found} 超出授权幅度 {least}–{most}";
        TaxNotDelegated { tax: Line } en "goes beyond the delegation: {tax}" zh "超出授权范围：{tax}";
        GroupNotDelegated { who: Who } en "goes beyond the delegation: {who}" zh "超出授权范围：{who}";
        DaysNotDelegated { valid: Validity } en "goes beyond the days of the delegation: {valid}" zh "超出授权期限：{valid}";
        Overlap { slot: Slot, other: String, day: Date } en "two rules for {slot} on {day}: this and `{other}`, without a relation between them" zh "{day} 有两条关于{slot}的规定：本条与 `{other}`，且未写明关系";
        Gap { slot: Slot, day: Date, last: Date } en "no base rule for {slot} from {day} to {last}" zh "{day} 至 {last} 缺少{slot}的基本规定";
        StackUnrelated { other: String, line: Line } en "reduces what is left of {line} after `{other}`, but does not name it in `stacks_after`" zh "在 `{other}` 之后再减{line}，但 `stacks_after` 未写明";
        StackPointless { found: String } en "`stacks_after` names `{found}`, which is not a relief taken before this one on the same tax and days" zh "`stacks_after` 写的 `{found}` 并不是同一税费、同一期间先行享受的优惠";
        BracketsBroken { up_to: Money } en "the bracket up to {up_to} does not follow the one before: limits and rates must rise, and the quick deduction must make the tax continuous" zh "至 {up_to} 的一档与前一档不衔接：级距、税率须递增，速算扣除数须使税额连续";
        LastBracketOpen en "the last bracket, and only the last, is `up_to = \"open\"`" zh "最后一档（且仅最后一档）写 `up_to = \"open\"`";
        NotTheRateInForce { from: Rate, base: Rate } en "replaces {from}, but the rate it replaces is {base}" zh "所替代的税率写为 {from}，但当时的基本税率为 {base}";
        UpperBelowLower { lower: Money, upper: Money } en "{upper} is not above {lower}" zh "{upper} 不大于 {lower}";
        YearsBackwards en "`first` is after `last`" zh "`first` 晚于 `last`";
        RangeBackwards en "`least` is above `most`" zh "`least` 大于 `most`";
        OneOf { one: &'static str, other: &'static str } en "give either `{one}` or `{other}`" zh "`{one}` 与 `{other}` 须且只能填一项";
    }
}
