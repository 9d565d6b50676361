//! What can be wrong with a register: its header, or one cell of one row.

use crate::base::message::Expected;
use crate::base::words::{Lang, Say, catalogue, shortened};

catalogue! {
    /// What is wrong with the header; nothing is read before it is right.
    #[non_exhaustive]
    pub enum HeaderProblem {
        NoColumns en "the register has no header" zh "文件没有表头";
        UnknownColumn { found: String }
            en "unknown column `{found}`: it may hold facts; rename it (`huiqi schema batch` lists the columns), or leave it out with \
                --ignore"
            zh "未知的列 `{found}`：可能含有应计的数据；请改名（`huiqi schema batch` 列出各列），或用 --ignore 略去";
        UnknownColumnMeant { found: String, meant: String } en "unknown column `{found}`; did you mean `{meant}`?"
            zh "未知的列 `{found}`；是否应为 `{meant}`？";
        NotUtf8 en "the header is not UTF-8; save the file as CSV UTF-8" zh "表头不是 UTF-8 编码；请另存为“CSV UTF-8”";
        NotThere { found: String } en "the register has no column `{found}` to keep" zh "名册没有要保留的列 `{found}`";
        MappedNotThere { line: usize, found: String } en "line {line} of the mapping: the register has no column `{found}`"
            zh "映射文件第 {line} 行：名册没有“{found}”列";
        ColumnTwice { found: String } en "column `{found}` is given twice" zh "列 `{found}` 重复";
        TotalBesidePart { total: &'static str, part: String }
            en "`{total}` may hold what `{part}` tells too: leave one of them out with --ignore"
            zh "`{total}` 可能已含 `{part}`：请用 --ignore 略去其一";
        ColumnMissing { key: String, zh: String, en_meaning: String, zh_meaning: String }
            en "column `{key}` ({zh}) is missing: {en_meaning}"
            zh "缺少列 `{zh}`（{key}）：{zh_meaning}";
        NoSales en "no column of sales: sales_q1 … sales_q4 with sale_kind, or such as sales_goods_q1"
            zh "没有销售额列：“一季度销售额”等与“主营销售类型”，或“一季度货物销售额”等";
        NotOfThisType { column: String, found: String }
            en "column `{column}` is of type {found}; text, whole numbers, decimals, floats and booleans can be read"
            zh "列 `{column}` 的类型是 {found}；可以读取文字、整数、小数、浮点数和布尔值";
        YearNotCovered { year: i32, first: i32, last: i32 } en "the pack covers the years {first} to {last}, not {year}"
            zh "本政策包覆盖 {first} 至 {last} 年，不含 {year} 年";
    }
}

catalogue! {
    /// The problem of a row.
    pub(crate) enum Wrong {
        Missing en "the cell is empty" zh "未填写";
        Cell { found: String } en "`{found}` cannot be read" zh "无法读取 `{found}`";
        NotUtf8 en "the cell is not UTF-8 text" zh "不是 UTF-8 文字";
        NoSales en "the row has no sales" zh "该行没有销售额";
        ToldTwice { other: String } en "the same sales stand in `{other}` too" zh "与 `{other}` 是同一笔销售额";
        TooLong { bytes: usize } en "the text has {bytes} bytes" zh "文字有 {bytes} 字节";
        InBoth { other: String } en "premiums are told here and computed from `{other}`" zh "此处填了社会保险费，`{other}` 也据以计算";
        DoesNotMeet { close: String, open: String } en "opens with {open}, and the quarter before closes with {close}"
            zh "季初为 {open}，上季末为 {close}";
        Negative { found: String } en "`{found}` is negative" zh "`{found}` 为负";
        More { count: u32 } en "and {count} more" zh "另有 {count} 处";
        FieldsNot { found: usize, header: usize } en "the row has {found} cells, the header {header}" zh "该行有 {found} 个单元格，表头有 {header} 个";
    }
}

catalogue! {
    /// The expected content of a cell.
    pub(crate) enum Right {
        As { expected: Expected } en "{expected}" zh "{expected}";
        Amount en "yuan with at most two decimals, such as 120000 or 12万元, at most 100亿元" zh "金额（元，至多两位小数），如 120000、12万元，不超过 100亿元";
        Rate en "a rate such as 13% or 0.3‰" zh "比率，如 13%、0.3‰";
        AtMostBytes { most: usize } en "at most {most} bytes" zh "不超过 {most} 字节";
        Truth en "yes or no (true or false, 1 or 0)" zh "是或否（true 或 false，1 或 0）";
        OneOf { words: Vec<String> } en "one of: {words}" zh "下列之一：{words}";
        Month en "a month from 1 to 12" zh "1 至 12 的月份";
        Day en "a day such as 2024-05-01" zh "日期，如 2024-05-01";
        With { other: String } en "needed with `{other}`" zh "填写 `{other}` 时必填";
        NotWith { other: String } en "only one of the two: here or `{other}`" zh "两处只填其一：此处或 `{other}`";
        Fill { meaning: String } en "{meaning}" zh "{meaning}";
        NotMore { other: String } en "not more than `{other}` allows" zh "不超过 `{other}`";
        NotBefore { other: String } en "not before `{other}`" zh "不早于 `{other}`";
        SmallScaleOnly en "left empty: only for a small-scale VAT taxpayer" zh "留空：只适用于小规模纳税人";
        GeneralOnly en "left empty: only for a general VAT taxpayer" zh "留空：只适用于一般纳税人";
        RateOrSimple en "an output rate for each kind sold, or simple = yes" zh "每类销售的税率，或简易计税填“是”";
        QuarterStart en "the first month of a quarter: 1, 4, 7 or 10" zh "季度首月：1、4、7、10";
        ShareAtMost en "at most 100%" zh "不超过 100%";
        TwoPartners en "at least 2" zh "至少 2";
        BothOrNeither { other: String } en "given together with `{other}`" zh "与 `{other}` 同时填写";
        Utf8 en "UTF-8 text; save the file as CSV UTF-8" zh "UTF-8 文字；请另存为“CSV UTF-8”";
        OneOfBoth en "only one of the two" zh "二者只填一项";
        SameAtBoth en "what the quarter before closes with" zh "与上季末相同";
        CellsOfHeader en "as many cells as the header has" zh "与表头的单元格数相同";
    }
}

#[cfg(feature = "workbook")]
catalogue! {
    /// What is wrong with a workbook, or with a cell of its sheet.
    pub(crate) enum SheetProblem {
        NoSheet en "the workbook has no visible sheet" zh "工作簿中没有可见的工作表";
        NoSuchSheet { found: String, names: Vec<String> } en "no sheet `{found}`; there are: {names}" zh "没有工作表 `{found}`；现有：{names}";
        SeveralSheets { found: Vec<String> }
            en "several sheets have such a header: {found}; choose with --sheet, or read all with --sheet all"
            zh "有几张工作表含有这样的表头：{found}；请用 --sheet 选择，或用 --sheet all 全部读取";
        LongText { part: String, most: usize } en "{part}: a piece of text is longer than {most} bytes" zh "{part}：有一段文字超过 {most} 字节";
        LargePart { part: String, most: u64 } en "{part}: more than {most} bytes when unpacked; save the register as CSV"
            zh "{part}：解压后超过 {most} 字节；请另存为 CSV";
        ManyCells { row: u64, most: usize } en "row {row}: more than {most} cells" zh "第 {row} 行超过 {most} 个单元格";
        OtherColumns { sheet: String, first: String, missing: Vec<String>, more: Vec<String> }
            en "sheet `{sheet}` has other columns than `{first}`: not there {missing}; beyond them {more}; give both the same \
                names, or read them apart"
            zh "工作表“{sheet}”的列与“{first}”不同：缺少 {missing}；多出 {more}；请统一列名，或分别读取";
        ManyRows { most: usize } en "more than {most} rows: give a file for each part of them" zh "超过 {most} 行：请分成几个文件";
        RowsLost { sheet: String, read: u64, there: Vec<String> }
            en "sheet `{sheet}`: {read} rows were read and {there} are there; save the register as CSV"
            zh "工作表“{sheet}”：读到 {read} 行，实有 {there} 行；请另存为 CSV";
        BeyondHeader { column: u32 } en "a cell beyond the header, column {column}" zh "第 {column} 列的单元格超出表头";
        Merged { row: u32 } en "a cell is merged with one of row {row}" zh "有单元格与第 {row} 行的单元格合并";
        FormulaWithoutValue en "the formula has no stored value" zh "公式没有保存计算结果";
    }
}

catalogue! {
    /// What is wrong with a whole register.
    pub(crate) enum WholeProblem {
        NotHeld { reason: String } en "the register cannot be held: {reason}" zh "名册无法处理：{reason}";
        Unclosed { line: u64 } en "line {line}: a quote opens here and does not close where a cell ends: is a quote missing?"
            zh "第 {line} 行的引号没有在单元格末尾闭合：是否缺少引号？";
        TooMany { most: u64 } en "more than {most} rows: cut the file, or use the command `huiqi batch`, which has no limit"
            zh "超过 {most} 行：请拆成几份，或用没有此限制的命令 `huiqi batch`";
    }
}

#[cfg(feature = "workbook")]
catalogue! {
    /// What is wrong with a workbook.
    pub(crate) enum WorkbookProblem {
        NotAWorkbook { reason: String } en "the workbook cannot be read: {reason}" zh "工作簿读不出来：{reason}";
        Empty en "the sheet is empty: it needs a header and rows" zh "工作表是空的：应有表头和数据行";
    }
}

#[cfg(feature = "workbook")]
catalogue! {
    /// What would be right in a cell of a sheet.
    pub(crate) enum SheetRight {
        NameOrNone en "a name for it in the header, or no such cell" zh "在表头写明列名，或删去该单元格";
        Split en "split the cells and write the value in each row" zh "请取消合并，在每一行填写";
        SavedOrWritten en "open the workbook in a spreadsheet program and save it, or write the value" zh "请用表格软件打开并保存，或直接填写数值";
        TextOrNumber en "text or a number" zh "文字或数字";
    }
}

/// How much is told of what is wrong with one row: a register of rows that are wrong in each cell is no report of many times its size.
pub(super) const MOST_TOLD: u32 = 20;

/// Why a row has no result.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RowError {
    /// The row in its batch, from 0.
    pub row: usize,
    /// The line of its file, or the row of its sheet, that it stands in, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The sheet, where several of a workbook are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The column, as the header calls it, where one is guilty.
    pub column: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What would be right, where `what` does not say it.
    pub right: Option<String>,
    /// What else is wrong with the row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl RowError {
    pub(crate) fn new(row: usize, column: Option<&str>, wrong: &Wrong, right: &Right, lang: Lang) -> RowError {
        let column = column.map(|column| shortened(column, lang).into_owned());
        RowError::said(row, column, wrong.say(lang), Some(right.say(lang)))
    }

    /// The same in words that are there already.
    pub(crate) fn said(row: usize, column: Option<String>, what: String, right: Option<String>) -> RowError {
        RowError { row, line: None, sheet: None, column, what, right, also: Vec::new() }
    }

    /// All of it in one line: the column, what is wrong and what would be right, then what else is wrong.
    ///
    /// ```
    /// use huiqi::register::RowError;
    ///
    /// let (column, what) = (Some("sales_q1".to_string()), "`x` cannot be read".into());
    /// let error = RowError { row: 6, line: None, sheet: None, column, what, right: Some("yuan".into()), also: vec![] };
    /// assert_eq!(error.text(), "sales_q1: `x` cannot be read; yuan");
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        let column = self.column.as_ref().map(|column| format!("{column}: ")).unwrap_or_default();
        let others = self.right.iter().chain(&self.also).map(|other| format!("; {other}"));
        std::iter::once(format!("{column}{}", self.what)).chain(others).collect()
    }
}
