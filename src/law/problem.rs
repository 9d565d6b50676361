//! What can be wrong with a policy pack, and with what is asked of it.

use crate::base::dates::Validity;
use crate::base::names::{Line, TaxpayerGroup};
use crate::base::slot::Slot;
use crate::base::words::catalogue;
use crate::{Date, Money, Rate};

catalogue! {
    /// What is wrong with the law as data, or outside of it.
    pub(crate) enum LawProblem {
        UnknownPlace { found: String } en "`{found}` is not a place of the pack (GB/T 2260 code or name)"
            zh "包内没有 `{found}` 这个地方（GB/T 2260 代码或名称）";
        UnknownPlaceMeant { found: String, meant: String } en "`{found}` is not a place of the pack; did you mean {meant}?"
            zh "包内没有 `{found}`；是否应为 {meant}？";
        SeveralPlaces { found: String, meant: Vec<String> }
            en "`{found}` is the name of several places; write the code or all of the name of the one that is meant: {meant}"
            zh "`{found}` 不止一处，请填写代码或者带上级地区的全称：{meant}";
        UnknownIndustry { found: String }
            en "`{found}` is not a GB/T 4754 code: a section letter (A–T) and up to four digits, such as H6210; `huiqi find trade` finds \
                it by a word"
            zh "`{found}` 不是 GB/T 4754 代码：门类字母（A–T）加至多四位数字，如 H6210；可用 `huiqi find trade` 按俗称查找";
        UnknownIndustryMeant { found: String, meant: Vec<String> }
            en "`{found}` is not one industry; write the code of the one that is meant: {meant} (more: `huiqi find trade`)"
            zh "`{found}` 不能确定为一个行业，请填写代码：{meant}（更多见 `huiqi find trade`）";
        IndustryOfOtherSection { found: String, section: String } en "division of `{found}` belongs to section {section}"
            zh "`{found}` 的大类属于门类 {section}";
        YearNotCovered { year: i32, first: i32, last: i32 } en "the pack covers the years {first} to {last}, not {year}"
            zh "本政策包覆盖 {first} 至 {last} 年，不含 {year} 年";
        NoRuleKnown { what: Slot, day: Date } en "no rule in force on {day} for {what}, as far as it was known" zh "{day} 没有（已知的）{what} 规定";
        NoDocuments { folder: String } en "no policy file (*.toml) in `{folder}`" zh "`{folder}` 中没有政策文件（*.toml）";
        ClassesMissing { list: &'static str } en "the class list `{list}` is missing from lists/" zh "lists/ 中缺少 `{list}`";
        DocumentTwice { id: String } en "document `{id}` is given twice" zh "文件 `{id}` 重复";
        MeasureTwice { id: String } en "measure `{id}` is given twice" zh "措施 `{id}` 重复";
        BadId { id: String } en "`{id}` is not an id: lower-case letters, digits and hyphens" zh "`{id}` 不是合法的 id：小写字母、数字和连字符";
        BadJurisdiction { found: String } en "`{found}` is not a jurisdiction: \"CN\" or a GB/T 2260 prefix of 2, 4 or 6 digits"
            zh "`{found}` 不是辖区：\"CN\" 或 GB/T 2260 代码前 2、4、6 位";
        UnknownMechanism { found: String } en "no mechanism is called `{found}`" zh "没有名为 `{found}` 的机制";
        UnknownMechanismMeant { found: String, meant: &'static str } en "no mechanism is called `{found}`; did you mean `{meant}`?"
            zh "没有名为 `{found}` 的机制；是否应为 `{meant}`？";
        ValidityBackwards { from: Date, to: Date } en "ends on {to}, before it begins on {from}" zh "止于 {to}，早于起始日 {from}";
        NotOnMonthBounds en "must begin on the first and end on the last day of a month" zh "须起于月初、止于月末";
        NotOnYearBounds en "must begin on 1 January and end on 31 December: this rule is annual" zh "须起于 1 月 1 日、止于 12 月 31 日：该规定按年适用";
        RelationToNowhere { relation: &'static str, found: String } en "`{relation}` names `{found}`, which is not in the pack"
            zh "`{relation}` 指向的 `{found}` 不在包内";
        RelationMeant { relation: &'static str, found: String, meant: String }
            en "`{relation}` names `{found}`, which is not in the pack; did you mean `{meant}`?"
            zh "`{relation}` 指向的 `{found}` 不在包内；是否应为 `{meant}`？";
        RelationInCircle { relation: &'static str, id: String } en "`{relation}` of `{id}` comes back to itself"
            zh "`{id}` 的 `{relation}` 形成循环";
        ExtendsOrMechanism en "give `mechanism` with its parameters, or `extends`, not both" zh "`mechanism`（连同参数）与 `extends` 只能取其一";
        SupersedesNothing { found: String } en "supersedes `{found}`, which rules something else or is never valid on the same day"
            zh "取代 `{found}`，但二者所管不同，或没有同时有效的一天";
        SupersedesLater { found: String, day: Date } en "supersedes `{found}`, which was issued later, on {day}"
            zh "取代 `{found}`，但后者发布更晚（{day}）";
        DecidesWrongKind { found: String } en "`{found}` does not leave this to a province" zh "`{found}` 没有把此事授权地方决定";
        DecisionNeeded en "a local decision must name what it decides with `decides`" zh "地方决定须用 `decides` 写明依据";
        PastCeiling { found: Rate, least: Rate, most: Rate } en "{found} is past what the delegation allows, {least} to {most}"
            zh "{found} 超出授权幅度 {least}–{most}";
        AmountPastCeiling { found: Money, least: Money, most: Money } en "{found} is past what the delegation allows, {least} to {most}"
            zh "{found} 超出授权幅度 {least}–{most}";
        TaxNotDelegated { tax: Line } en "goes beyond the delegation: {tax}" zh "超出授权范围：{tax}";
        GroupNotDelegated { who: TaxpayerGroup } en "goes beyond the delegation: {who}" zh "超出授权范围：{who}";
        DaysNotDelegated { valid: Validity } en "goes beyond the days of the delegation: {valid}" zh "超出授权期限：{valid}";
        Overlap { slot: Slot, other: String, day: Date }
            en "two rules for {slot} on {day}: this and `{other}`, without a relation between them"
            zh "{day} 有两条关于{slot}的规定：本条与 `{other}`，且未写明关系";
        Gap { slot: Slot, day: Date, last: Date } en "no base rule for {slot} from {day} to {last}" zh "{day} 至 {last} 缺少{slot}的基本规定";
        StackUnrelated { other: String, line: Line }
            en "reduces what is left of {line} after `{other}`, but does not name it in `stacks_after`"
            zh "在 `{other}` 之后再减{line}，但 `stacks_after` 未写明";
        StackPointless { found: String }
            en "`stacks_after` names `{found}`, which is not a relief taken before this one on the same tax and days"
            zh "`stacks_after` 写的 `{found}` 并不是同一税费、同一期间先行享受的优惠";
        BracketsBroken { up_to: Money }
            en "the bracket up to {up_to} does not follow the one before: limits and rates must rise, and the quick deduction must make \
                the tax continuous" zh "至 {up_to} 的一档与前一档不衔接：级距、税率须递增，速算扣除数须使税额连续";
        LastBracketOpen en "the last bracket, and only the last, is `up_to = \"open\"`" zh "最后一档（且仅最后一档）写 `up_to = \"open\"`";
        NotTheRateInForce { from: Rate, base: Rate } en "replaces {from}, but the rate it replaces is {base}"
            zh "所替代的税率写为 {from}，但当时的基本税率为 {base}";
        UpperBelowLower { lower: Money, upper: Money } en "{upper} is not above {lower}" zh "{upper} 不大于 {lower}";
        RangeBackwards en "`least` is above `most`" zh "`least` 大于 `most`";
        NoLocalRule { what: Slot, division: u32, day: Date } en "the pack has no local rule for {what} in {division} on {day}"
            zh "本政策包没有 {division} 在 {day} 的地方规定：{what}";
        AuthorityNotOwn en "the first authority is the document that the measure is filed in: `{{ article = \"第一条\" }}`"
            zh "第一项依据应为本文件自身：`{{ article = \"第一条\" }}`";
        AuthorityIsFiled { number: String, id: String } en "{number} is a file of the pack; write `document = \"{id}\"`"
            zh "{number} 已在包内，请写 `document = \"{id}\"`";
        AuthorityToldTwice { number: String, first: String, other: String } en "{number} is {other} here and {first} elsewhere"
            zh "{number} 此处为 {other}，别处为 {first}";
        PrintedUnread en "`printed` says what was read in a text, but the confidence says that no text was read"
            zh "`printed` 是读到的原文，但 `confidence` 表明没有读到原文";
        PrintedWithoutPlace { found: String }
            en "`{found}` does not say where it is printed; write it as `第一条：…`, or `= …` where it follows from other figures"
            zh "`{found}` 没有写明出处；请写成 `第一条：…`，由其他数字推出的写 `= …`";
        PrintedElsewhere { found: String } en "`{found}` is no instrument that `authority` names" zh "`authority` 中没有 `{found}` 这一文件";
        PrintedWithoutFigure { found: String } en "no figure, bound or date can be read in `{found}`" zh "`{found}` 中没有可以识别的数字、界限或日期";
        NotDerived { found: String }
            en "`{found}` cannot be computed; products and sums of figures with their units, such as `= 30000元 × 5%`"
            zh "`{found}` 无法计算；须为带单位数字的乘积与和，如 `= 30000元 × 5%`";
        Unprinted { found: String, key: String }
            en "{found} is printed nowhere: say under `printed` what the instrument prints for `{key}`, or that no text was read \
                (`confidence`)" zh "{found} 没有对应的原文：请在 `printed` 中写明文件对 `{key}` 的原文，或以 `confidence` 说明没有读到原文";
        PrintedDiffers { found: String, printed: String } en "the parameter says {found}, but what is printed is `{printed}`"
            zh "参数为 {found}，而原文为 `{printed}`";
        PrintedOnly { found: String, printed: String } en "`{printed}` prints {found}, which no parameter says"
            zh "原文 `{printed}` 中的 {found} 没有对应的参数";
        BeginsUnprinted { day: Date, issued: Date }
            en "{day} is not printed as the beginning, and is neither the day of issue ({issued}) nor the day after another rule of the \
                same subject ends" zh "起始日 {day} 没有对应的原文，也不是发布之日（{issued}）或同一事项前一规定终止的次日";
        EndsUnprinted { day: Date } en "{day} is not printed as the end, and no other rule of the same subject begins on the day after"
            zh "终止日 {day} 没有对应的原文，也没有同一事项的其他规定从次日开始";
        SupersedesItself { slot: Slot, day: Date } en "supersedes itself: on {day} nothing would be left to decide {slot}"
            zh "取代了自己：{day} 将没有{slot}的规定";
        SupersedesInCircle { found: String, slot: Slot, day: Date }
            en "supersedes `{found}`, which supersedes this one in turn: on {day} nothing would be left to decide {slot}"
            zh "取代 `{found}`，而后者又取代本条：{day} 将没有{slot}的规定";
        NoSuccessor { found: String, slot: Slot, day: Date } en "supersedes `{found}`, but on {day} nothing decides {slot} in its place"
            zh "取代 `{found}`，但 {day} 没有接替它的{slot}规定";
        YearsBackwards en "`first` is after `last`" zh "`first` 晚于 `last`";
    }
}
