//! The commands that ask something of the facts of a business: their arguments, and the question that each stands for.

use super::language::both;
use super::options::{Business, Format, Word, Years, day, forms, whole, word, years};
use clap::Args;
use huiqi::{Ask, Date, Form, Line, VatStatus};
use std::path::{Path, PathBuf};

/// What a command asks, of whom, and where the answer goes.
pub(super) struct Asked<'a> {
    pub(super) business: &'a Business,
    pub(super) ask: Ask,
    /// How the answer is written where nothing is said.
    pub(super) own: Format,
    pub(super) output: Option<&'a Path>,
    /// The chart of the answer alone.
    pub(super) chart: bool,
}

/// What a business is, without anything more to say.
pub(super) fn classify(business: &Business) -> Asked<'_> {
    plain(business, Ask::Classify {})
}

/// Printed as text unless said otherwise.
fn plain(business: &Business, ask: Ask) -> Asked<'_> {
    Asked { business, ask, own: Format::Text, output: None, chart: false }
}

#[derive(Args, Debug)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "A..B", value_parser = years, conflicts_with_all = ["year", "known_on"], help = both(
        "A table over these years, such as 2022..2027, with what changes each year",
        "逐年列表，如 2022..2027，并列出每年的变化",
    ))]
    years: Option<Years>,
    #[arg(long, value_name = "DATE", value_parser = day, requires = "to", conflicts_with = "years", help = both(
        "Convert on this day, the first of a month, instead of comparing whole years",
        "在此日（某月第一天）转企，而不是比较全年",
    ))]
    convert_on: Option<Date>,
    #[arg(long = "as", value_name = "STATUS", value_parser = word::<VatStatus>, conflicts_with_all = ["years", "convert_on"], help = both(
        "VAT standing to compare with: small-scale or general",
        "与此增值税身份对比：small-scale（小规模）或 general（一般）",
    ))]
    vat_status: Option<Word<VatStatus>>,
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>, help = both(
        "Forms to compare with; all others by default",
        "对比的组织形式；默认为其他全部形式",
    ))]
    to: Vec<Word<Form>>,
    #[arg(long, conflicts_with_all = ["years", "convert_on", "vat_status"], help = both(
        "Take facts that are needed and missing as unknown: a range, and what to ask",
        "缺少的必要资料视为未知：给出范围，并列出应问的问题",
    ))]
    allow_missing: bool,
}

impl CompareArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        let ask = Ask::Compare {
            to: forms(&self.to),
            convert_on: self.convert_on,
            vat_status: self.vat_status.map(|status| status.0),
            years: self.years.map(|years| (years.0, years.1)),
            allow_missing: self.allow_missing,
        };
        plain(&self.business, ask)
    }
}

#[derive(Args, Debug)]
pub(super) struct AssessArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "FORM", value_parser = word::<Form>, help = both("The form, if not the present one", "组织形式，如不是现有的"))]
    form: Option<Word<Form>>,
}

impl AssessArgs {
    pub(super) fn assess(&self) -> Asked<'_> {
        plain(&self.business, Ask::Assess { form: self.form.map(|form| form.0) })
    }

    pub(super) fn prepay(&self) -> Asked<'_> {
        plain(&self.business, Ask::Prepay { form: self.form.map(|form| form.0) })
    }
}

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "ID", value_parser = word::<Line>, help = both("The line to explain, such as vat", "要说明的项目，如 vat"))]
    line: Word<Line>,
    #[arg(long, value_name = "FORM", value_parser = word::<Form>, help = both("The form, if not the present one", "组织形式，如不是现有的"))]
    form: Option<Word<Form>>,
}

impl ExplainArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        plain(&self.business, Ask::Explain { line: self.line.0, form: self.form.map(|form| form.0) })
    }
}

#[derive(Args, Debug)]
pub(super) struct BreakevenArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "AXIS[=A..B]", help = both(
        "The input and its range: profit, sales=0..500万元, sales.Q3, costs, wage, share, staff, assets, rent, capital, input-tax",
        "变动的数据及范围：profit（利润）、sales=0..500万元（销售额）、sales.Q3、costs（成本）、wage（工资）、share（分配比例）、\
         staff（人数）、assets（资产）、rent（租金）、capital（资本）、input-tax（进项税额）",
    ))]
    over: String,
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>, help = both(
        "Forms to compare the present one with; all others that can be assessed by default",
        "与现有形式对比的组织形式；默认为其他可测算的全部形式",
    ))]
    to: Vec<Word<Form>>,
}

impl BreakevenArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        plain(&self.business, Ask::Breakeven { over: self.over.clone(), to: forms(&self.to) })
    }
}

#[derive(Args, Debug)]
pub(super) struct SweepArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "AXIS[=A..B]", help = both(
        "The input and its range, such as profit, sales=0..500万元, sales.Q3, wage=0..20万元",
        "变动的数据及范围，如 profit、sales=0..500万元、sales.Q3、wage=0..20万元",
    ))]
    over: String,
    #[arg(long, value_name = "AXIS[=A..B]", help = both("A second input to move beside the first", "同时变动的第二项数据"))]
    over2: Option<String>,
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>, help = both(
        "Forms beside the present one; all others that can be assessed by default",
        "现有形式以外的组织形式；默认为其他可测算的全部形式",
    ))]
    to: Vec<Word<Form>>,
    #[arg(long, value_name = "N", default_value_t = 11, value_parser = whole::<u16, 2, 2_000>, help = both(
        "In how many values each range is cut, beside the points where a figure jumps or bends",
        "每个范围取多少个值（跳升、转折之处另计）",
    ))]
    points: u16,
    #[arg(long, help = both("Print a chart as SVG", "输出 SVG 图"))]
    svg: bool,
}

impl SweepArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        let ask = Ask::Sweep { over: self.over.clone(), over2: self.over2.clone(), to: forms(&self.to), points: self.points };
        Asked { chart: self.svg, ..plain(&self.business, ask) }
    }
}

#[derive(Args, Debug)]
pub(super) struct CliffsArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "AXIS[=A..B]", help = both(
        "The input and its range: sales, sales.Q3=0..60万元, profit, costs, wage, share, staff, assets, rent, capital, input-tax",
        "变动的数据及范围：sales（销售额）、sales.Q3=0..60万元、profit（利润）、costs（成本）、wage（工资）、share（分配比例）、\
         staff（人数）、assets（资产）、rent（租金）、capital（资本）、input-tax（进项税额）",
    ))]
    over: String,
    #[arg(long, value_name = "FORM", value_parser = word::<Form>, help = both("The form, if not the present one", "组织形式，如不是现有的"))]
    form: Option<Word<Form>>,
}

impl CliffsArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        plain(&self.business, Ask::Cliffs { over: self.over.clone(), form: self.form.map(|form| form.0) })
    }
}

#[derive(Args, Debug)]
pub(super) struct OptimiseArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "A..B", help = both("The owner's wage a year may lie here, such as 0..20万元", "业主年工资的范围，如 0..20万元"))]
    wage: Option<String>,
    #[arg(
        long, value_name = "A..B",
        help = both("The share of profit distributed may lie here, such as 50%..100%", "利润分配比例的范围，如 50%..100%")
    )]
    share: Option<String>,
    #[arg(long, help = both("VAT status may be small-scale or general", "增值税身份可选小规模或一般纳税人"))]
    status: bool,
    #[arg(long, help = both("VAT may be filed by month or by quarter", "增值税可按月或按季申报"))]
    filing: bool,
    #[arg(long, help = both("The conversion may take effect on the first of any month", "可在任一月的第一天转企"))]
    month: bool,
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>, help = both(
        "Forms to consider beside the present one; all others that can be assessed by default",
        "现有形式以外可选的组织形式；默认为其他可测算的全部形式",
    ))]
    to: Vec<Word<Form>>,
}

impl OptimiseArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        let to = forms(&self.to);
        let ask = Ask::Optimise {
            wage: self.wage.clone(),
            share: self.share.clone(),
            status: self.status,
            filing: self.filing,
            month: self.month,
            to: (!to.is_empty()).then_some(to),
        };
        plain(&self.business, ask)
    }
}

#[derive(Args, Debug)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',', value_parser = word::<Form>, help = both(
        "Forms to compare with; all others by default",
        "对比的组织形式；默认为其他全部形式",
    ))]
    to: Vec<Word<Form>>,
    #[arg(long, value_name = "DATE", value_parser = day, requires = "to", help = both(
        "Convert on this day, the first of a month, instead of comparing whole years",
        "在此日（某月第一天）转企，而不是比较全年",
    ))]
    convert_on: Option<Date>,
    #[arg(short, long, value_name = "FILE", help = both(
        "File to write: .html, .pdf, .md, .csv, .json or .txt; without it HTML is printed, or what --format says",
        "要写入的文件：.html、.pdf、.md、.csv、.json 或 .txt；不填则输出 HTML 或 --format 指定的格式",
    ))]
    output: Option<PathBuf>,
}

impl ReportArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        let ask = Ask::Report { to: forms(&self.to), convert_on: self.convert_on };
        Asked { output: self.output.as_deref(), own: Format::Html, ..plain(&self.business, ask) }
    }
}

#[derive(Args, Debug)]
pub(super) struct CalendarArgs {
    #[command(flatten)]
    business: Business,
    #[arg(long, value_name = "FORM", value_parser = word::<Form>, help = both(
        "As if it had this form, all year or from --convert-on",
        "按此组织形式，全年或自 --convert-on 起",
    ))]
    to: Option<Word<Form>>,
    #[arg(long, value_name = "DATE", value_parser = day, requires = "to", help = both(
        "Convert on this day, the first of a month",
        "在此日（某月第一天）转企",
    ))]
    convert_on: Option<Date>,
    #[arg(short, long, value_name = "FILE", help = both(
        "File to write: .ics for a calendar program, or .md, .html, .csv, .json, .txt",
        "要写入的文件：.ics 供日历软件，或 .md、.html、.csv、.json、.txt",
    ))]
    output: Option<PathBuf>,
}

impl CalendarArgs {
    pub(super) fn asked(&self) -> Asked<'_> {
        let ask = Ask::Calendar { to: self.to.map(|form| form.0), convert_on: self.convert_on };
        Asked { output: self.output.as_deref(), ..plain(&self.business, ask) }
    }
}
