//! What can be wrong with a text that is read, whatever it is about; each room has a catalogue of its own besides.

use crate::Money;
use crate::base::words::catalogue;

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
        IndustryCode
            en "a section of GB/T 4754 (A–T) or the first digits of its codes, such as \"C\" or \"7291\""
            zh "GB/T 4754 门类（A–T）或代码前几位，如 \"C\"、\"7291\"";
        Place en "a place as \"code name\", one that ended as \"code name year successor\""
            zh "地区，如“代码 名称”；已撤销的写“代码 名称 年份 接续代码”";
        List en "a list in square brackets" zh "方括号内的列表";
        Section en "a table" zh "表（[…] 或 {{…}}）";
        Sections en "a list of tables, [[…]]" zh "表的列表（[[…]]）";
    }
}

catalogue! {
    /// Why a file cannot be read, or is not of its syntax.
    pub(crate) enum Broken {
        NoSuchFile en "there is no such file" zh "没有这个文件";
        NoPermission en "no permission" zh "没有权限";
        KeyTwice en "the key stands here for the second time" zh "此处的键重复";
        KeyWithoutValue en "a key without a value: write `key = value`" zh "有键无值；请写成“键 = 值”";
        NotClosed { parser: String } en "a quote or bracket that is opened here is not closed ({parser})" zh "此处的引号或括号没有闭合（{parser}）";
        ValueExpected en "a value is expected here; text stands in quotes: `key = \"text\"`" zh "此处应有值；文字须加引号：键 = \"文字\"";
        NotUnderstood { parser: String } en "{parser}" zh "此处写法有误；每行一项，写成“键 = 值”，文字加引号（{parser}）";
    }
}

impl Broken {
    /// What the operating system says, in our words where they are known.
    pub(crate) fn of_io(error: &std::io::Error) -> Broken {
        match error.kind() {
            std::io::ErrorKind::NotFound => Broken::NoSuchFile,
            std::io::ErrorKind::PermissionDenied => Broken::NoPermission,
            _ => Broken::NotUnderstood { parser: error.to_string() },
        }
    }

    /// What a parser says, in our words where they are known.
    pub(crate) fn of_parser(parser: String) -> Broken {
        let says = |words: &[&str]| words.iter().any(|word| parser.contains(word));
        match () {
            () if says(&["duplicate key"]) => Broken::KeyTwice,
            () if says(&["missing value", "key with no value"]) => Broken::KeyWithoutValue,
            () if says(&["string values must be quoted"]) => Broken::ValueExpected,
            () if says(&["unclosed", "EOF while parsing", "expected `\"`", "expected `'`"]) => Broken::NotClosed { parser },
            () => Broken::NotUnderstood { parser },
        }
    }
}

catalogue! {
    /// One thing that is wrong and what would be right.
    pub(crate) enum Message {
        CannotRead { file: String, reason: Broken } en "cannot read `{file}`: {reason}" zh "无法读取 `{file}`：{reason}";
        NotAFile { file: String } en "`{file}` is not a file that can be read whole: it is a device or a pipe"
            zh "`{file}` 不是普通文件（是设备或管道），无法整体读取";
        NotUtf8 { file: String } en "`{file}` is not UTF-8 text; save it as UTF-8 (in Notepad: Save as, encoding UTF-8)"
            zh "`{file}` 不是 UTF-8 编码；请用记事本打开，“另存为”，编码选 UTF-8";
        FoldersTooDeep { file: String, most: usize } en "`{file}`: folders more than {most} deep" zh "`{file}`：文件夹层数超过 {most}";
        FileTooLarge { file: String, limit: usize } en "`{file}` is larger than {limit} bytes" zh "`{file}` 超过 {limit} 字节";
        NotToml { reason: Broken } en "not valid TOML: {reason}" zh "不是合法的 TOML：{reason}";
        NotJson { reason: Broken } en "not valid JSON: {reason}" zh "不是合法的 JSON：{reason}";
        TooManyLines { limit: usize } en "more than {limit} entries in one list" zh "一个列表超过 {limit} 项";
        TooManyProblems { limit: usize } en "more than {limit} problems: mend these first" zh "问题超过 {limit} 个：请先改正以上各项";
        UnknownKey { found: String, known: Vec<String>, names: Vec<String> }
            en "unknown key `{found}`; known here: {known}" zh "未知的键 `{found}`；此处可用：{names}";
        UnknownKeyMeant { found: String, meant: String }
            en "unknown key `{found}`; did you mean `{meant}`?" zh "未知的键 `{found}`；是否应为 `{meant}`？";
        ToldTwice { key: String, name: String } en "`{key}` is told twice, also as `{name}`" zh "`{key}` 重复填写（又写作 `{name}`）";
        Missing { key: String } en "`{key}` is missing" zh "缺少 `{key}`";
        WrongValue { found: String, expected: Expected } en "`{found}` is not {expected}" zh "`{found}` 不对，应为：{expected}";
        UnknownWord { found: String, known: Vec<&'static str> }
            en "`{found}` is not known; one of: {known}" zh "不认识 `{found}`；应为下列之一：{known}";
        UnknownWordMeant { found: String, meant: &'static str, known: Vec<&'static str> }
            en "`{found}` is not known; did you mean `{meant}`? (one of: {known})" zh "不认识 `{found}`；是否应为 `{meant}`？（可用：{known}）";
        WordNotRead { found: String, read: Vec<&'static str> }
            en "`{found}` is not read here and would do nothing; read are: {read}" zh "此处不读取 `{found}`，写了也不起作用；可用：{read}";
        NothingListed en "lists nothing: it would do nothing" zh "列表为空，不起作用";
        ListedTwice { found: String } en "`{found}` is listed twice" zh "`{found}` 重复";
        ReadOnlyWith { key: &'static str, of: &'static str, word: &'static str }
            en "`{key}` is read only where `{of}` is `{word}`" zh "仅当 `{of}` 为 `{word}` 时才读取 `{key}`";
        Negative { amount: Money } en "{amount} is negative; write a loss or a refund in its own field" zh "{amount} 为负；亏损、退款请写在各自的栏目";
        PeriodOfAnotherYear { found: String, year: i32 }
            en "`{found}` is not in {year}, the year of this profile" zh "`{found}` 不属于本文件的年度 {year}";
        MonthExpected en "a month is needed here, such as \"03\"; a quarter is not exact enough" zh "此处须写月份（如 \"03\"），季度不够精确";
        MustBePositive en "must be more than zero" zh "须大于零";
        BothOrNeither { one: &'static str, other: &'static str } en "`{one}` and `{other}` go together" zh "`{one}` 与 `{other}` 须同时填写";
        OneOf { one: &'static str, other: &'static str } en "give either `{one}` or `{other}`" zh "`{one}` 与 `{other}` 须且只能填一项";
        EitherNotBoth { one: &'static str, other: &'static str }
            en "give `{one}` or `{other}`, not both" zh "`{one}` 与 `{other}` 只能填一项";
    }
}
