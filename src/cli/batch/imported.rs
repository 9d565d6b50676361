//! The files of `huiqi import`, read: what each holds is told by its header, unless it was said.

use super::args::FileFormat;
use super::caught::caught;
use super::decoded::Decoded;
use super::failure::{Failure, Told, Trouble};
use super::{say, workbook};
use crate::cli::terminal::tell;
use arrow_array::cast::AsArray;
use huiqi::register::{
    HEADER_WITHIN, Imported, InvoiceProblem, Invoices, NotTaken, Payroll, Payrolls, RefusedCell, RowError, SheetNotChosen, Sheets, Sought,
    Statement, Table, TableCounts, TableKind, TableProblem, Wanted, read_tables, sheet_kinds,
};
use huiqi::{Lang, Pack, Say};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// What the files hold.
pub(super) struct Files {
    pub(super) invoices: Imported,
    pub(super) statements: Vec<Statement>,
    pub(super) payrolls: Vec<Payroll>,
    pub(super) refused: Vec<RefusedCell>,
}

/// How many refused rows or sellers are told one by one.
pub(super) const MOST_TOLD: usize = 20;

/// Reads files, as what they are said to be or what their headers tell; how many rows came in, and what became of them, is told.
pub(super) fn read(
    paths: &[PathBuf],
    kind: Option<TableKind>,
    sheets: &[String],
    wanted: Wanted,
    (pack, lang): (&Pack, Lang),
) -> Result<Files, Failure> {
    let year = wanted.year;
    let mut reading = Reading {
        invoices: Invoices::new(pack, wanted),
        statements: Vec::new(),
        payrolls: Payrolls::default(),
        refused: Vec::new(),
        counts: TableCounts::new(),
        year,
        lang,
    };
    for path in paths {
        reading.file(path, kind, sheets)?;
    }
    let Reading { invoices, statements, payrolls, mut refused, mut counts, .. } = reading;
    for (why, rows) in payrolls.counts() {
        *counts.entry(*why).or_default() += rows;
    }
    let (payrolls, not_used) = payrolls.finish();
    refused.extend(not_used);
    let invoices = invoices.finish();
    say_invoices(&invoices, lang);
    say_tables(&counts, refused.len(), lang);
    Ok(Files { invoices, statements, payrolls, refused })
}

struct Reading<'p> {
    invoices: Invoices<'p>,
    statements: Vec<Statement>,
    payrolls: Payrolls,
    refused: Vec<RefusedCell>,
    counts: TableCounts,
    year: Option<i32>,
    lang: Lang,
}

impl Reading<'_> {
    fn file(&mut self, path: &Path, kind: Option<TableKind>, sheets: &[String]) -> Result<(), Failure> {
        let (file, lang) = (path.display().to_string(), self.lang);
        match FileFormat::of(path)? {
            FileFormat::Xlsx => {
                let named = match Sheets::of(sheets) {
                    Sheets::Named(names) => names,
                    Sheets::TheOne | Sheets::All => Vec::new(),
                };
                let is_of_invoices = match kind {
                    Some(kind) => kind == TableKind::Invoices,
                    None => in_workbook(path, |file| sheet_kinds(file, lang))?.contains(&TableKind::Invoices),
                };
                if is_of_invoices {
                    return self.invoices_of_workbook(path, sheets);
                }
                let wanted = |found| kind.is_none_or(|kind| kind == found);
                let tables = in_workbook(path, |read| read_tables(read, &file, &named, wanted, lang))?;
                if tables.is_empty() {
                    return Err(not_known(file, kind, lang));
                }
                tables.iter().try_for_each(|table| self.table(table, kind))
            }
            FileFormat::Csv => {
                let failed = |error: std::io::Error| Failure::io(path, error);
                let (mut decoded, _) = File::open(path).and_then(Decoded::new).map_err(failed)?;
                let mut text = String::new();
                decoded.read_to_string(&mut text).map_err(failed)?;
                if kind == Some(TableKind::Invoices) {
                    return self.invoices_of_csv(path, &text);
                }
                let table = Table::of_csv(&file, &text);
                match kind.or_else(|| table.kind()) {
                    Some(TableKind::Invoices) => self.invoices_of_csv(path, &text),
                    kind => self.table(&table, kind),
                }
            }
            FileFormat::Parquet | FileFormat::Jsonl => Err(Failure::usage(Trouble::NoInvoiceList { file })),
        }
    }

    fn table(&mut self, table: &Table, kind: Option<TableKind>) -> Result<(), Failure> {
        match kind.or_else(|| table.kind()) {
            Some(TableKind::Payroll) => self.payrolls.take(table, self.year),
            Some(TableKind::IncomeStatement) => match Statement::read(table, self.year) {
                Ok((statements, counts)) => {
                    for statement in statements {
                        match self.year {
                            Some(year) if year != statement.year => *self.counts.entry(Some(NotTaken::OtherYear)).or_default() += 1,
                            _ => self.statements.push(statement),
                        }
                    }
                    for (why, rows) in counts {
                        *self.counts.entry(why).or_default() += rows;
                    }
                }
                Err(refused) => self.refused.extend(refused),
            },
            _ => return Err(not_known(table.file.clone(), None, self.lang)),
        }
        Ok(())
    }

    fn begin(&mut self, file: &str, names: &[String]) -> Result<(), Failure> {
        let lang = self.lang;
        let wrong =
            |problem: InvoiceProblem| Failure::register(Trouble::RegisterWrong { file: file.to_string(), reason: Told(problem.say(lang)) });
        self.invoices.begin(file, names).map_err(wrong)
    }

    fn invoices_of_workbook(&mut self, path: &Path, sheets: &[String]) -> Result<(), Failure> {
        let (opened, batches) = workbook::read(path, sheets, ROWS, (Sought::Invoices, self.lang))?;
        self.begin(&path.display().to_string(), &opened.names)?;
        for texts in batches {
            let texts = texts?;
            for (row, line) in texts.lines.iter().enumerate() {
                match texts.broken.iter().find(|broken| broken.row == row) {
                    Some(broken) => self.invoices.unreadable(*line, &told(broken)),
                    None => {
                        let columns = texts.batch.columns().iter().filter_map(|column| column.as_string_opt::<i32>());
                        self.invoices.take(*line, &columns.map(|column| column.value(row)).collect::<Vec<_>>());
                    }
                }
            }
        }
        Ok(())
    }

    fn invoices_of_csv(&mut self, path: &Path, text: &str) -> Result<(), Failure> {
        let failed = |error: csv::Error| Failure::io(path, error);
        // The reader counts a line where its line feed is.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let rows =
            |separator| csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
        let first = |separator| -> Vec<Vec<String>> {
            let records = rows(separator).into_records().filter_map(Result::ok).take(HEADER_WITHIN);
            records.map(|record| record.iter().map(str::to_string).collect()).collect()
        };
        let sought = Sought::Invoices;
        let found = [b',', b';', b'\t'].into_iter().find_map(|separator| Some((separator, sought.header_among(&first(separator))?)));
        let (separator, above) = found.unwrap_or((b',', 0));
        self.begin(&path.display().to_string(), &first(separator).into_iter().nth(above).unwrap_or_default())?;
        for record in rows(separator).into_records().skip(above + 1) {
            let record = record.map_err(failed)?;
            let line = record.position().map_or(0, csv::Position::line);
            self.invoices.take(line, &record.iter().collect::<Vec<_>>());
        }
        Ok(())
    }
}

/// Rows of a workbook read at a time.
const ROWS: usize = 4_096;

/// Reads a workbook that is held whole; a reader that breaks on it is said.
fn in_workbook<T>(
    path: &Path,
    read: impl FnOnce(BufReader<File>) -> Result<T, Box<dyn std::error::Error + Send + Sync>>,
) -> Result<T, Failure> {
    let opened = || read(BufReader::new(File::open(path)?));
    match caught(opened) {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) => Err(match error.downcast::<SheetNotChosen>() {
            Ok(reason) => Failure::register(Trouble::RegisterWrong { file: path.display().to_string(), reason: Told(reason.to_string()) }),
            Err(error) => Failure::io(path, error),
        }),
        Err(panic) => Err(Failure::io(path, panic)),
    }
}

/// A file that holds nothing of the kind.
fn not_known(file: String, kind: Option<TableKind>, lang: Lang) -> Failure {
    Failure::register(match kind {
        Some(TableKind::Payroll) => Trouble::RegisterWrong { file, reason: Told(TableProblem::NoPayroll.say(lang)) },
        Some(_) => Trouble::RegisterWrong { file, reason: Told(TableProblem::NoStatement.say(lang)) },
        None => Trouble::NothingKnown { file },
    })
}

fn told(error: &RowError) -> String {
    let parts = [error.column.clone(), Some(error.what.clone()), error.right.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
}

/// How many rows of invoices came in, and what became of them.
fn say_invoices(imported: &Imported, lang: Lang) {
    let counts = &imported.counts;
    let left_out = counts.left_out.iter().map(|(why, rows)| (why.say(lang), *rows));
    if counts.rows > 0 {
        say_counts(counts.used, counts.refused, left_out, lang);
    }
}

/// The same of statements and payrolls.
fn say_tables(counts: &TableCounts, refused: usize, lang: Lang) {
    let used = counts.get(&None).copied().unwrap_or_default();
    let left_out = counts.iter().filter_map(|(why, rows)| Some((why.as_ref()?.say(lang), *rows)));
    if !counts.is_empty() {
        say_counts(used, refused as u64, left_out, lang);
    }
}

fn say_counts(used: u64, refused: u64, left_out: impl Iterator<Item = (String, u64)>, lang: Lang) {
    let mut parts = vec![
        say(lang, format!("{used} used"), format!("已用 {used} 行")),
        say(lang, format!("{refused} refused"), format!("无法使用 {refused} 行")),
    ];
    let mut rows = used + refused;
    for (why, count) in left_out {
        rows += count;
        parts.push(say(lang, format!("{count} left out ({why})"), format!("略去 {count} 行（{why}）")));
    }
    let parts = parts.join(" + ");
    tell(&say(lang, format!("{rows} rows in = {parts}"), format!("读入 {rows} 行 = {parts}")));
}
