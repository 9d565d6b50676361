//! `huiqi import`: what programs of others export, to a profile or a register.

use super::super::language::both;
use super::super::options::{Options as Global, year};
use super::super::stop::Stop;
use super::super::terminal::tell;
use super::args::FileFormat;
use super::failure::{Failure, Told, Trouble};
use super::imported::{self, Files, MOST_TOLD};
use super::results_book;
use super::template::BYTE_ORDER_MARK;
use arrow_array::RecordBatch;
use clap::{Args, Subcommand};
use huiqi::register::{Business, Encoded, Encoder, TableKind, Wanted, import_register};
use huiqi::{Lang, Pack, Profile, Say};
use std::path::{Path, PathBuf};

/// What is imported: of each file its header tells what it holds, unless it is said.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct ImportArgs {
    #[command(subcommand)]
    command: Option<ImportCommand>,
    #[command(flatten)]
    files: FileArgs,
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    #[command(about = both(
        "Invoices issued, as the e-tax platform exports them: sales by month, kind, invoice and rate",
        "电子税务局导出的开具发票（信息汇总表）：按月份、种类、发票、税率汇总为销售额",
    ))]
    Invoices(FileArgs),
    #[command(about = both(
        "Income statements of a year, for small enterprises or enterprises: costs and revenue",
        "全年利润表（小企业会计准则或企业会计准则）：成本费用和收入",
    ))]
    IncomeStatement(FileArgs),
    #[command(about = both(
        "Wages that tax was withheld from, as the withholding client exports them: wages and staff, without names",
        "自然人电子税务局扣缴客户端导出的工资薪金明细：工资和人数，不含个人信息",
    ))]
    Payroll(FileArgs),
}

/// Exports in files.
#[derive(Args, Debug)]
struct FileArgs {
    #[arg(required = true, value_name = "FILE", help = both(
        "The exports: .xlsx or .csv; those of one business and year become one profile",
        "导出的文件：.xlsx 或 .csv；同一户同一年的合为一份资料",
    ))]
    files: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE", help = both(
        "A profile of one business (.toml), or a register of all (.csv, .xlsx, .parquet, .jsonl); printed by default",
        "一户的资料（.toml），或全部的名册（.csv、.xlsx、.parquet、.jsonl）；不填则直接显示",
    ))]
    output: Option<PathBuf>,
    #[arg(long, value_name = "NUMBER", num_args = 1.., value_delimiter = ',', help = both(
        "Only these sellers, by their numbers; with one of them, all files are its own",
        "只取这些销方，填识别号；只填一个时，全部文件都归该户",
    ))]
    seller: Vec<String>,
    #[arg(long, value_name = "Y", value_parser = year, help = both("Only this year", "只取此年度"))]
    year: Option<i32>,
    #[arg(long, value_name = "PLACE", help = both("Where they are, which no export says", "所在地：导出的文件上没有"))]
    place: Option<String>,
    #[arg(long, value_name = "TRADE", help = both("What they do, which no export says", "行业：导出的文件上没有"))]
    trade: Option<String>,
    #[arg(long, value_name = "NAME", help = both(
        "The sheet of a workbook, several times for several, or `all` (default: those whose header tells what they hold)",
        "工作簿中的工作表，可重复填写，`all` 为全部（默认为表头能说明内容的那些）",
    ))]
    sheet: Vec<String>,
}

/// `huiqi import`.
pub(crate) fn import(global: &Global, args: &ImportArgs, lang: Lang) -> Result<String, Stop> {
    let (kind, args) = match &args.command {
        None => (None, &args.files),
        Some(ImportCommand::Invoices(args)) => (Some(TableKind::Invoices), args),
        Some(ImportCommand::IncomeStatement(args)) => (Some(TableKind::IncomeStatement), args),
        Some(ImportCommand::Payroll(args)) => (Some(TableKind::Payroll), args),
    };
    let pack = global.load_pack()?;
    if let Some(place) = &args.place {
        Profile::place_code(place, &pack)?;
    }
    if let Some(trade) = &args.trade {
        Profile::industry_of(trade, &pack)?;
    }
    if let Some(out) = args.output.as_ref().filter(|out| args.files.iter().any(|file| super::super::whole::is_same(out, file))) {
        return Err(Failure::usage(Trouble::ReplacesInput { file: out.display().to_string() }).into());
    }
    let wanted = Wanted { sellers: args.seller.clone(), year: args.year };
    let files = imported::read(&args.files, kind, &args.sheet, wanted, (&pack, lang))?;
    let bytes = written(args, &pack, files, lang)?;
    match &args.output {
        None => Ok(String::from_utf8(bytes).unwrap_or_default()),
        Some(out) => {
            super::super::whole::write(out, bytes).map_err(|error| Failure::io(out, error))?;
            Ok(String::new())
        }
    }
}

/// What the files say, as one; nothing of it where a row cannot be used.
fn written(args: &FileArgs, pack: &Pack, files: Files, lang: Lang) -> Result<Vec<u8>, Stop> {
    let refused = |trouble| Err(Failure::register(trouble).into());
    let invoices = files.invoices;
    let rows = invoices.refused.iter().map(|row| {
        let column = row.column.map(|column| format!(", {column}")).unwrap_or_default();
        format!("{}:{}{column}: {}", row.file, row.line, row.problem.say(lang))
    });
    let cells = files.refused.iter().map(|cell| {
        let column = cell.column.as_ref().map(|column| format!(", {column}")).unwrap_or_default();
        format!("{}{column}: {}", cell.at, cell.problem.say(lang))
    });
    let told: Vec<String> = rows.chain(cells).take(MOST_TOLD).collect();
    if !told.is_empty() {
        let rows = invoices.counts.refused + files.refused.len() as u64;
        return refused(Trouble::RowsRefused { rows, reasons: Told(told.join("\n")) });
    }
    if let Some(buyer) = &invoices.bought_by {
        return refused(Trouble::Bought { buyer: buyer.clone() });
    }
    let businesses = Business::join(invoices.sellers, files.statements, files.payrolls, args.seller.len() == 1);
    let businesses = businesses.map_err(|problem| Failure::register(Trouble::NotJoined { reason: problem.say(lang) }))?;
    if businesses.is_empty() {
        return refused(Trouble::NoInvoices);
    }
    for business in &businesses {
        let whose = if businesses.len() > 1 { format!("{}: ", business.called()) } else { String::new() };
        business.notes(pack)?.iter().for_each(|note| tell(&format!("{whose}{}", note.say(lang))));
    }
    let (place, trade) = (args.place.as_deref(), args.trade.as_deref());
    let ending = args.output.as_ref().map(|out| out.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase());
    let as_profile = match ending.as_deref() {
        Some(ending) => ending == "toml",
        None => businesses.len() == 1,
    };
    if as_profile {
        let [business] = businesses.as_slice() else {
            let found = businesses.iter().map(Business::called).take(MOST_TOLD);
            return refused(Trouble::SeveralSellers { found: found.collect() });
        };
        return Ok(business.profile(pack, place, trade, lang)?.into_bytes());
    }
    let out = args.output.as_deref();
    let format = out.map_or(Ok(FileFormat::Csv), FileFormat::of)?;
    let failed = |error: &dyn std::fmt::Display| Failure::io(out.unwrap_or(Path::new("-")), error);
    let (rows, untold) = match import_register(&businesses, pack, place, trade, lang) {
        Ok(made) => made,
        Err(error) => match error.downcast::<huiqi::Error>() {
            Ok(error) => return Err((*error).into()),
            Err(error) => return Err(failed(&error).into()),
        },
    };
    if !untold.is_empty() {
        let reasons: Vec<String> = untold.iter().take(MOST_TOLD).map(|why| why.say(lang)).collect();
        return refused(Trouble::NotARegisterOfThese { sellers: untold.len() as u64, reasons: Told(reasons.join("\n")) });
    }
    Ok(encoded(format, &rows, out.is_some(), lang).map_err(|error| failed(&error))?)
}

type Failed = Box<dyn std::error::Error + Send + Sync>;

fn encoded(format: FileFormat, rows: &RecordBatch, to_file: bool, lang: Lang) -> Result<Vec<u8>, Failed> {
    let shape = match format {
        FileFormat::Csv => Encoded::Csv,
        FileFormat::Parquet | FileFormat::Xlsx => Encoded::Parquet,
        FileFormat::Jsonl => Encoded::JsonLines,
    };
    let mut encoder = Encoder::new(shape, rows.schema());
    let mark = if shape == Encoded::Csv && to_file { BYTE_ORDER_MARK } else { &[] };
    let head = encoder.head();
    encoder.write(rows)?;
    let bytes = [mark, &head, &encoder.take()?].concat();
    if format == FileFormat::Xlsx { results_book::of_rows(&rows.schema(), bytes, lang) } else { Ok(bytes) }
}
