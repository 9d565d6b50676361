//! Why a register is not assessed.

use crate::cli::stop::Stop;
use huiqi::catalogues::Field;
use huiqi::{Lang, Say, catalogue};
use std::path::Path;

/// Words that were said before, of sentences whose own words were shortened: they are repeated as they are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told(pub(super) String);

impl Say for Told {
    fn say(&self, _: Lang) -> String {
        self.0.clone()
    }
}

impl Field for Told {
    fn field(&self) -> serde_json::Value {
        self.0.as_str().into()
    }

    fn schema() -> serde_json::Value {
        String::schema()
    }
}

catalogue! {
    /// Why a register is not assessed. What libraries and rows say of themselves is in the language that was chosen.
    pub(super) enum Trouble {
        FileFailed { file: String, reason: String } en "{file}: {reason}" zh "{file}: {reason}";
        RegisterWrong { file: String, reason: Told } en "{file}: {reason}" zh "{file}: {reason}";
        RowWrong { at: String, reason: Told } en "{at}: {reason}" zh "{at}: {reason}";
        NoFormat { file: String } en "{file}: the ending says no format: .csv, .parquet, .xlsx or .jsonl; or give --from / --to-format"
            zh "{file}：扩展名不能说明格式：.csv、.parquet、.xlsx 或 .jsonl；也可用 --from / --to-format 指定";
        NotARegister { file: String } en "{file}: a register is read from CSV, Parquet or XLSX" zh "{file}：名册只能从 CSV、Parquet 或 XLSX 读取";
        NotResumed en "-: the standard input cannot be resumed" zh "-: 标准输入无法续跑";
        KeptTwice { found: String } en "`{found}` is a column of the results too: it cannot be kept under this name"
            zh "结果中也有名为 `{found}` 的列，不能以此名保留";
        GivenTwice { option: &'static str, found: &'static str } en "{option}: `{found}` is given twice" zh "{option}：`{found}` 重复";
        SummaryOfForms en "--summary compares with one form: give --to once" zh "--summary 只与一种组织形式比较：--to 只能填一种";
        ResumedNowhere en "--resume goes on in a file: give -o FILE" zh "--resume 需在文件中续写：请用 -o 指定文件";
        NoOutput en "-o FILE is needed: .csv, .parquet, .xlsx or .jsonl (or `-` for CSV on the standard output)"
            zh "请用 -o 指定输出文件：.csv、.parquet、.xlsx 或 .jsonl（`-` 为标准输出 CSV）";
        ReplacesInput { file: String } en "-o {file}: the result would replace the file that it is made from; give another name"
            zh "-o {file}：结果会覆盖输入文件，请换一个文件名";
        NoRow { file: String, row: u64, rows: u64 } en "{file}: no row {row}: there are {rows}" zh "{file}: 没有第 {row} 行：共 {rows} 行";
        NoSummary { file: String } en "{file}: a summary is written to .html, .json or .md" zh "{file}：汇总可写入 .html、.json 或 .md";
        IsAFolder { file: String } en "-o {file}: is a folder; give the name of a file" zh "-o {file}: 是文件夹；请给出文件名";
        NotPrinted en "-o -: only csv or jsonl go to the standard output" zh "-o -: 标准输出只能是 csv 或 jsonl";
        InTheWay { file: String } en "{file}: is in the way and was not written by huiqi batch; move it, or give another -o"
            zh "{file}：不是 huiqi batch 写的文件，请移走，或换一个 -o";
        RowsRefused { rows: u64, reasons: Told } en "{rows} rows cannot be used, and nothing is written:\n{reasons}"
            zh "有 {rows} 行无法使用，未写出结果：\n{reasons}";
        Bought { buyer: String }
            en "these are invoices of several sellers to one buyer ({buyer}): what it bought, not what it sold. Export the invoices \
                issued, or name the sellers with --seller"
            zh "这些发票由多个销方开给同一购方（{buyer}）：是取得的发票，不是开具的。请导出开具的发票，或用 --seller 指定销方";
        NoInvoices en "nothing in these files is a sale, a cost or a wage" zh "这些文件中没有销售、成本或工资";
        NothingKnown { file: String }
            en "{file}: neither invoices (开票日期, 金额, 税率, 发票票种), nor an income statement (项目, 本年累计金额, 营业收入), nor wages (姓名, \
                证件号码, 本期收入)"
            zh "{file}：看不出是什么：发票应有“开票日期”“金额”“税率”“发票票种”列，利润表应有“项目”“本年累计金额”列和“营业收入”行，\
                工资明细应有“姓名”“证件号码”“本期收入”列";
        NotJoined { reason: String } en "{reason}" zh "{reason}";
        SeveralSellers { found: Vec<String> }
            en "a profile is of one business and year, and there are: {found}; choose with --seller and --year, or write a register \
                (-o FILE.csv)"
            zh "一份资料只记一户一年，现有：{found}；请用 --seller、--year 选择，或输出名册（-o FILE.csv）";
        NoInvoiceList { file: String } en "{file}: exports are read from XLSX or CSV" zh "{file}：导出的文件只能是 XLSX 或 CSV";
        NotARegisterOfThese { sellers: u64, reasons: Told }
            en "a register has no columns for what the invoices of {sellers} sellers say, and nothing is written:\n{reasons}"
            zh "有 {sellers} 户的发票内容名册无法容纳，未写出结果：\n{reasons}";
        AnotherRun { file: String, key: String }
            en "--resume: the run that was stopped had another `{key}`; run without --resume to start anew ({file})"
            zh "--resume：中断的那次运行的 `{key}` 与这次不同；去掉 --resume 可重新开始（{file}）";
    }
}

/// Why a batch command ends, with its exit code.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: u8,
    pub(super) trouble: Trouble,
}

impl Failure {
    /// 1: what is read or written fails.
    pub(super) fn io(what: &Path, error: impl std::fmt::Display) -> Failure {
        Failure { code: 1, trouble: Trouble::FileFailed { file: what.display().to_string(), reason: error.to_string() } }
    }

    /// 2: the question is wrong.
    pub(super) fn usage(trouble: Trouble) -> Failure {
        Failure { code: 2, trouble }
    }

    /// 3: the register is wrong.
    pub(super) fn register(trouble: Trouble) -> Failure {
        Failure { code: 3, trouble }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure.code, Box::new(failure.trouble))
    }
}

/// The JSON Schema of what a batch command says.
pub(crate) fn problem_schema() -> serde_json::Value {
    Trouble::schema()
}
