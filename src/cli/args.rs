//! The command line: every command with its arguments, in both languages.

use super::asking::{AssessArgs, BreakevenArgs, CalendarArgs, CliffsArgs, CompareArgs, ExplainArgs, OptimiseArgs, ReportArgs, SweepArgs};
use super::find::FindCommand;
use super::language::both;
use super::options::{Business, Options};
use super::policies::PoliciesCommand;
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "huiqi",
    version,
    about = both(
        "Tax and fee relief of individual businesses, before and after converting to an enterprise",
        "惠企：个体工商户转企前后税费测算，精确到分，逐项列明依据",
    ),
    after_help = both(
        "Exit codes: 0 done, 1 output failed, 2 usage, 3 bad profile, 4 bad pack, 5 outside the covered dates, \
         6 a property does not hold (verify).",
        "退出码：0 完成，1 输出失败，2 用法有误，3 资料有误，4 政策包有误，5 超出覆盖的时间或地区，6 有性质不成立（verify）。",
    )
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) options: Options,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = both("Compare the present form with others", "转企前后对比：现有组织形式与其他形式"))]
    Compare(CompareArgs),
    #[command(about = both("Assess one form", "测算一种组织形式"))]
    Assess(AssessArgs),
    #[command(about = both("Prepayments of income tax by quarters, and the settlement", "所得税按季预缴与汇算清缴"))]
    Prepay(AssessArgs),
    #[command(about = both("Derive one amount, step by step, with articles", "逐步说明一项金额，列明条文"))]
    Explain(ExplainArgs),
    #[command(about = both("What a business is: size, sector, and whether it is to be cultivated", "划型：规模、行业，是否属于转企培育对象"))]
    Classify(Business),
    #[command(about = both(
        "Ask in words what is needed, save the profile and compare; or answer a question in JSON",
        "逐项提问，保存资料并对比；或回答 JSON 提问",
    ))]
    Ask {
        #[arg(help = both(
            "A question in JSON, a file (see `huiqi schema question`) or - for standard input; without it you are asked",
            "JSON 提问的文件（见 `huiqi schema question`），- 为标准输入；不填则逐项提问",
        ))]
        question: Option<PathBuf>,
        #[arg(short, long, value_name = "FILE", conflicts_with = "question", help = both(
            "The file to save the profile in; asked for by default",
            "保存资料的文件；不填则询问",
        ))]
        output: Option<PathBuf>,
    },
    #[command(about = both("Every point at which one form overtakes another", "盈亏平衡点：一种形式优于另一种的每个转折点"))]
    Breakeven(BreakevenArgs),
    #[command(about = both("Burden and net along one input or two, under each form", "扫描：负担与净收入随一项或两项数据的变化"))]
    Sweep(SweepArgs),
    #[command(about = both(
        "The choices that leave the owner most: wage, share distributed, VAT status, month and form, or those that are named",
        "优化：使业主净收入最多的选择：工资、分配比例、增值税身份、转企月份与组织形式，或所指定的几项",
    ))]
    Optimise(OptimiseArgs),
    #[command(about = both("Every point at which the burden jumps or its marginal rate changes", "临界点：负担跳升或边际税率改变之处"))]
    Cliffs(CliffsArgs),
    #[command(about = both(
        "Write the document that an adviser hands over: HTML, Markdown, PDF or JSON",
        "报告：交给客户的文件，HTML、Markdown、PDF 或 JSON",
    ))]
    Report(ReportArgs),
    #[command(about = both(
        "What to file and by when, and what decides whether a relief is kept",
        "办税日历：申报什么、何时截止，以及影响优惠资格的事项",
    ))]
    Calendar(CalendarArgs),
    #[cfg(feature = "batch")]
    #[command(about = both("A whole register at once, from and to CSV, Parquet and XLSX", "批量测算名册，读写 CSV、Parquet、XLSX"))]
    Batch(super::batch::BatchArgs),
    #[cfg(feature = "batch")]
    #[command(about = both("A made-up register to try `batch` on", "生成模拟名册，供试用 batch"))]
    Synth(super::batch::SynthArgs),
    #[cfg(feature = "batch")]
    #[command(about = both("What other programs export, to a profile or a register", "导入其他程序导出的数据，生成资料或名册"))]
    Import(super::batch::ImportArgs),
    #[command(about = both("Show the policy pack", "查看政策包"))]
    Policies {
        #[command(subcommand)]
        command: PoliciesCommand,
    },
    #[command(about = both("The code of a trade or a place, by its common name", "查代码：按俗称、名称查找行业和地区"))]
    Find {
        #[command(subcommand)]
        command: FindCommand,
    },
    #[command(about = both("What is covered, by which documents, and what is not", "覆盖哪些规定、依据哪些文件，以及未覆盖的内容"))]
    Covers,
    #[command(about = both("Hold the policy pack to properties of the law, on generated businesses", "核验政策包：以生成的企业检验法律的各项性质"))]
    Verify(super::verify::VerifyArgs),
    #[command(about = both("Write a commented profile to start from", "写出带注释的资料模板"))]
    Init {
        #[arg(help = both("File to write; printed when left out", "要写入的文件；不填则直接显示"))]
        path: Option<PathBuf>,
        #[cfg(feature = "batch")]
        #[arg(long, help = both("A register for `batch`, to fill in: .xlsx with drop-downs and instructions, else CSV",
            "batch 用的名册，供填写：.xlsx 带下拉列表和说明，其余为 CSV"))]
        batch: bool,
    },
    #[command(about = both("Print a JSON Schema", "显示 JSON Schema"))]
    Schema {
        #[arg(value_enum, help = both("Of what", "哪一种"))]
        name: SchemaName,
    },
    #[command(about = both("Print shell completions", "显示命令行补全脚本"))]
    Completions {
        #[arg(value_enum, help = both("Shell", "命令行解释器"))]
        shell: Shell,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaName {
    #[value(help = both("Of a profile file", "资料文件"))]
    Profile,
    #[value(alias = "compare", help = both("Of what any command prints with `--format json`", "各命令以 `--format json` 输出的答案"))]
    Answer,
    #[value(help = both("Of what `ask` reads", "ask 读取的提问"))]
    Question,
    #[value(help = both("Of what is printed to standard error with `--format json`", "以 `--format json` 输出到标准错误的错误"))]
    Error,
    #[value(help = both("Of a policy file", "政策文件"))]
    Policy,
    #[cfg(feature = "batch")]
    #[value(help = both("Of a register and its results", "名册及其结果"))]
    Batch,
}
