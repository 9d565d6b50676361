//! `huiqi import`: what programs of others export, to a profile or a register.

use super::super::language::both;
use super::super::options::{Options as Global, year};
use super::super::stop::Stop;
use super::super::terminal::tell;
use super::args::FileFormat;
use super::decoded::Decoded;
use super::failure::{Failure, Told, Trouble};
use super::template::BYTE_ORDER_MARK;
use super::{say, workbook};
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use clap::{Args, Subcommand};
use huiqi::register::{Encoded, Encoder, HEADER_WITHIN, Imported, Invoices, RowError, Sought, Wanted};
use huiqi::{Lang, Pack, Profile, Say};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    #[command(about = both(
        "Invoices issued, as the e-tax platform exports them: sales by month, kind, invoice and rate",
        "电子税务局导出的开具发票（信息汇总表）：按月份、种类、发票、税率汇总为销售额",
    ))]
    Invoices(InvoiceArgs),
}

/// Lists of invoices in files.
#[derive(Args, Debug)]
pub(crate) struct InvoiceArgs {
    #[arg(required = true, value_name = "FILE", help = both("The lists: .xlsx or .csv", "发票清单：.xlsx 或 .csv"))]
    files: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE", help = both(
        "A profile of one seller (.toml), or a register of all (.csv, .parquet, .jsonl); printed by default",
        "一户的资料（.toml），或全部销方的名册（.csv、.parquet、.jsonl）；不填则直接显示",
    ))]
    output: Option<PathBuf>,
    #[arg(long, value_name = "NUMBER", num_args = 1.., value_delimiter = ',', help = both(
        "Only these sellers, by their numbers", "只取这些销方，填识别号",
    ))]
    seller: Vec<String>,
    #[arg(long, value_name = "Y", value_parser = year, help = both("Only this year", "只取此年度"))]
    year: Option<i32>,
    #[arg(long, value_name = "PLACE", help = both("Where they are, which no invoice says", "所在地：发票上没有"))]
    place: Option<String>,
    #[arg(long, value_name = "TRADE", help = both("What they do, which no invoice says", "行业：发票上没有"))]
    trade: Option<String>,
    #[arg(long, value_name = "NAME", help = both(
        "The sheet of a workbook (default: the one with a row for each line of an invoice)",
        "工作簿中的工作表（默认为逐行列明的那一张）",
    ))]
    sheet: Option<String>,
}

/// `huiqi import`.
pub(crate) fn import(global: &Global, command: &ImportCommand, lang: Lang) -> Result<String, Stop> {
    let ImportCommand::Invoices(args) = command;
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
    let mut invoices = Invoices::new(Wanted { sellers: args.seller.clone(), year: args.year });
    for file in &args.files {
        read(&mut invoices, file, args.sheet.as_deref(), lang)?;
    }
    let imported = invoices.finish();
    let said = written(args, &pack, &imported, lang);
    // What became of the rows is told before what is wrong with all of them.
    say_counts(&imported, lang);
    let bytes = said?;
    match &args.output {
        None => Ok(String::from_utf8(bytes).unwrap_or_default()),
        Some(out) => {
            super::super::whole::write(out, bytes).map_err(|error| Failure::io(out, error))?;
            Ok(String::new())
        }
    }
}

/// What the lists say, as a file; nothing of it where a row cannot be used.
fn written(args: &InvoiceArgs, pack: &Pack, imported: &Imported, lang: Lang) -> Result<Vec<u8>, Stop> {
    let refused = |trouble| Err(Failure::register(trouble).into());
    if imported.counts.refused > 0 {
        let told = imported.refused.iter().map(|row| {
            let column = row.column.map(|column| format!(", {column}")).unwrap_or_default();
            format!("{}:{}{column}: {}", row.file, row.line, row.problem.say(lang))
        });
        return refused(Trouble::RowsRefused {
            rows: imported.counts.refused,
            reasons: Told(told.take(MOST_TOLD).collect::<Vec<_>>().join("\n")),
        });
    }
    if let Some(buyer) = &imported.bought_by {
        return refused(Trouble::Bought { buyer: buyer.clone() });
    }
    if imported.sellers.is_empty() {
        return refused(Trouble::NoInvoices);
    }
    let (place, trade) = (args.place.as_deref(), args.trade.as_deref());
    let ending = args.output.as_ref().map(|out| out.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase());
    let as_profile = match ending.as_deref() {
        Some(ending) => ending == "toml",
        None => imported.sellers.len() == 1,
    };
    if as_profile {
        let [seller] = imported.sellers.as_slice() else {
            let found = imported.sellers.iter().map(|seller| format!("{} {} {}", seller.key, seller.name, seller.year)).take(MOST_TOLD);
            return refused(Trouble::SeveralSellers { found: found.collect() });
        };
        return Ok(seller.profile(pack, place, trade, lang)?.into_bytes());
    }
    let shape = match args.output.as_deref().map_or(Ok(FileFormat::Csv), FileFormat::of)? {
        FileFormat::Csv => Encoded::Csv,
        FileFormat::Parquet => Encoded::Parquet,
        FileFormat::Jsonl => Encoded::JsonLines,
        FileFormat::Xlsx => return Err(Failure::usage(Trouble::NotImportedTo).into()),
    };
    let failed = |error: &dyn std::fmt::Display| Failure::io(args.output.as_deref().unwrap_or(Path::new("-")), error);
    let (rows, untold) = match imported.register(pack, place, trade, lang) {
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
    Ok(encoded(shape, &rows, args.output.is_some()).map_err(|error| failed(&error))?)
}

/// How many refused rows or sellers are told one by one.
const MOST_TOLD: usize = 20;

fn encoded(shape: Encoded, rows: &RecordBatch, to_file: bool) -> Result<Vec<u8>, arrow_schema::ArrowError> {
    let mut encoder = Encoder::new(shape, rows.schema());
    let mark = if shape == Encoded::Csv && to_file { BYTE_ORDER_MARK } else { &[] };
    let head = encoder.head();
    encoder.write(rows)?;
    Ok([mark, &head, &encoder.take()?].concat())
}

/// How many rows came in, and what became of them.
fn say_counts(imported: &Imported, lang: Lang) {
    let counts = &imported.counts;
    let mut parts = vec![
        say(lang, format!("{} used", counts.used), format!("已用 {} 行", counts.used)),
        say(lang, format!("{} refused", counts.refused), format!("无法使用 {} 行", counts.refused)),
    ];
    for (why, rows) in &counts.left_out {
        let why = why.say(lang);
        parts.push(say(lang, format!("{rows} left out ({why})"), format!("略去 {rows} 行（{why}）")));
    }
    let (rows, parts) = (counts.rows, parts.join(" + "));
    tell(&say(lang, format!("{rows} rows in = {parts}"), format!("读入 {rows} 行 = {parts}")));
}

/// Reads one list.
fn read(invoices: &mut Invoices, path: &Path, sheet: Option<&str>, lang: Lang) -> Result<(), Failure> {
    let (file, sought) = (path.display().to_string(), Sought::Invoices);
    let begin = |invoices: &mut Invoices, names: &[String]| {
        let begun = invoices.begin(&file, names);
        begun.map_err(|problem| Failure::register(Trouble::RegisterWrong { file: file.clone(), reason: Told(problem.say(lang)) }))
    };
    match FileFormat::of(path)? {
        FileFormat::Xlsx => {
            let (opened, batches) = workbook::read(path, sheet, ROWS, (sought.clone(), lang))?;
            begin(invoices, &opened.names)?;
            for texts in batches {
                let texts = texts?;
                for (row, line) in texts.lines.iter().enumerate() {
                    match texts.broken.iter().find(|broken| broken.row == row) {
                        Some(broken) => invoices.unreadable(*line, &told(broken)),
                        None => {
                            let columns = texts.batch.columns().iter().filter_map(|column| column.as_string_opt::<i32>());
                            invoices.take(*line, &columns.map(|column| column.value(row)).collect::<Vec<_>>());
                        }
                    }
                }
            }
            Ok(())
        }
        FileFormat::Csv => {
            let failed = |error: &dyn std::fmt::Display| Failure::io(path, error);
            let (mut decoded, _) = File::open(path).and_then(Decoded::new).map_err(|error| failed(&error))?;
            let mut text = String::new();
            decoded.read_to_string(&mut text).map_err(|error| failed(&error))?;
            // The reader counts a line where its line feed is.
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            let rows =
                |separator| csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
            let first = |separator| -> Vec<Vec<String>> {
                let records = rows(separator).into_records().filter_map(Result::ok).take(HEADER_WITHIN);
                records.map(|record| record.iter().map(str::to_string).collect()).collect()
            };
            let found = [b',', b';', b'\t'].into_iter().find_map(|separator| Some((separator, sought.header_among(&first(separator))?)));
            let (separator, above) = found.unwrap_or((b',', 0));
            begin(invoices, &first(separator).into_iter().nth(above).unwrap_or_default())?;
            for record in rows(separator).into_records().skip(above + 1) {
                let record = record.map_err(|error| failed(&error))?;
                let line = record.position().map_or(0, csv::Position::line);
                invoices.take(line, &record.iter().collect::<Vec<_>>());
            }
            Ok(())
        }
        FileFormat::Parquet | FileFormat::Jsonl => Err(Failure::usage(Trouble::NoInvoiceList { file })),
    }
}

/// Rows of a workbook read at a time.
const ROWS: usize = 4_096;

fn told(error: &RowError) -> String {
    let parts = [error.column.clone(), Some(error.what.clone()), error.right.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
}
