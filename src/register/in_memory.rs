//! A whole register that lies in memory, assessed a slice at a time: what a page asks for. Nothing is written anywhere.

use super::encode::{Cells, Encoded, Encoder, csv_text};
use super::guess::guesses_json;
use super::header::Header;
use super::in_one::line_ends;
use super::mapping::Mapping;
use super::options::Options;
use super::result::{Layout, of_interest};
use super::rows::{Records, Texts, header_of_csv_where, read_csv};
use super::sheets::Sheets;
use super::sought::Sought;
use super::summary::Summary;
use super::summary_shown::summary_tables;
use super::trouble::{RowError, WholeProblem, WorkbookProblem};
use super::{Batch, Worker};
use crate::base::words::{Lang, Say};
use crate::law::Pack;
use arrow_schema::{ArrowError, DataType};
use serde_json::json;
use std::collections::VecDeque;
use std::io::Cursor;
use std::sync::Arc;

/// Rows assessed at a time.
const SLICE: usize = 2_048;

/// Rows that are shown; all of them are in the file of results.
const SHOWN: usize = 200;

/// Rows that one register in memory may have: results take about half a kilobyte each.
const MOST: u64 = 100_000;

/// A register in memory.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{InMemory, Options, template_csv};
///
/// let pack = huiqi::Pack::embedded()?;
/// let file = template_csv(&pack, Lang::En).into_bytes();
/// let mut register = InMemory::open(&pack, file, Options::default()).unwrap();
/// while register.advance()? {}
/// let counts = register.counts();
/// assert_eq!((counts.rows, counts.results, counts.errors), (2, 2, 0));
/// assert!(register.results_csv().starts_with(b"key,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct InMemory<'p> {
    batch: Batch<&'p Pack>,
    header: Header,
    left: Left,
    /// Of what the header was read, for people.
    note: Note,
    all: u64,
    counts: RowCounts,
    encoder: Encoder,
    results: Vec<u8>,
    errors: Vec<RowError>,
    summary: Summary,
    columns: Vec<usize>,
    shown: Vec<Vec<String>>,
}

/// Rows in are results and errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct RowCounts {
    /// Rows that were read.
    pub rows: u64,
    /// Those that have a result.
    pub results: u64,
    /// Those that have none.
    pub errors: u64,
}

/// The rows that are still to be assessed.
enum Left {
    Csv { bytes: Vec<u8>, from: usize, separator: u8, line: u64 },
    Sheet(VecDeque<Texts>),
}

/// How the file was read.
#[derive(Default)]
struct Note {
    above: usize,
    sheet: Option<String>,
    others: Vec<String>,
}

impl<'p> InMemory<'p> {
    /// The bytes of a register: a workbook (XLSX), or CSV in UTF-8.
    ///
    /// ```
    /// use huiqi::register::{InMemory, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let wrong = InMemory::open(&pack, b"a,b\n1,2\n".to_vec(), Options::default()).err().unwrap();
    /// assert!(wrong[0].contains("`key`"), "{wrong:?}"); // the first of the columns that are missing
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the file or its header, each problem a sentence in the language of the options.
    pub fn open(pack: &'p Pack, bytes: Vec<u8>, options: Options) -> Result<InMemory<'p>, Vec<String>> {
        InMemory::open_mapped(pack, bytes, options, Mapping::default())
    }

    /// The same of a register whose columns have other names.
    ///
    /// ```
    /// use huiqi::register::{InMemory, Mapping, Options, template_csv};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let file = template_csv(&pack, huiqi::Lang::En).replacen("key", "户号", 1);
    /// assert!(InMemory::open(&pack, file.clone().into_bytes(), Options::default()).is_err());
    /// let mapping = Mapping::parse("[columns]\n\"户号\" = \"key\"", "map.toml")?;
    /// assert!(InMemory::open_mapped(&pack, file.into_bytes(), Options::default(), mapping).is_ok());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`InMemory::open`], and a mapped column that is not there.
    pub fn open_mapped(pack: &'p Pack, bytes: Vec<u8>, options: Options, mapping: Mapping) -> Result<InMemory<'p>, Vec<String>> {
        let lang = options.lang;
        let said = |problem: &dyn Say| vec![problem.say(lang)];
        let sought = Sought::Register(Arc::new(mapping.clone()));
        let (names, left, all, note) = if bytes.starts_with(b"PK") {
            let (mut sheet, mut rows, mut all) = (None, VecDeque::new(), 0);
            let take = |texts: Texts| {
                all += texts.lines.len() as u64;
                rows.push_back(texts);
                all <= MOST
            };
            let head = |found| {
                sheet = Some(found);
                true
            };
            super::read_workbook(Cursor::new(bytes), &Sheets::TheOne, SLICE, (&sought, lang), head, take)
                .map_err(|error| said(&WorkbookProblem::NotAWorkbook { reason: error.to_string() }))?;
            let Some(sheet) = sheet else { return Err(said(&WorkbookProblem::Empty)) };
            let note = Note { above: sheet.above, sheet: Some(sheet.name), others: sheet.others };
            (sheet.names, Left::Sheet(rows), all, note)
        } else {
            let found = header_of_csv_where(&bytes, &|rows| sought.header_among(rows)).map_err(|problem| said(&problem))?;
            let rest = bytes.get(found.end..).unwrap_or_default();
            let line = 1 + line_ends(bytes.get(..found.end).unwrap_or_default());
            let mut records = Records::separated_by(found.separator);
            let (_, ended) = records.walk(rest, usize::MAX);
            if let Some(at) = records.unclosed() {
                let line = line + line_ends(rest.get(..at).unwrap_or_default());
                return Err(said(&WholeProblem::Unclosed { line }));
            }
            let all = ended as u64 + u64::from(!records.at_start());
            let note = Note { above: found.above, ..Note::default() };
            (found.names, Left::Csv { from: found.end, bytes, separator: found.separator, line }, all, note)
        };
        if all > MOST {
            return Err(said(&WholeProblem::TooMany { most: MOST }));
        }
        let sentences = |problems: Vec<super::HeaderProblem>| problems.iter().map(|problem| problem.say(lang)).collect::<Vec<_>>();
        let header = Header::read_mapped(&names, options.year.is_some(), &[], &mapping).map_err(sentences)?;
        // The name is what a person finds the row by.
        let name: Vec<String> = header.name_column().and_then(|at| names.get(at).cloned()).into_iter().collect();
        let header = header.keeping(&name).map_err(|problem| sentences(vec![problem]))?;
        let columns = of_interest(&options, &header);
        let batch = Batch::new(pack, options).with_layout(Layout::Compact);
        let encoder = Encoder::new(Encoded::Csv, batch.schema(&header, &DataType::Utf8));
        Ok(InMemory {
            results: encoder.head(),
            batch,
            header,
            left,
            note,
            all,
            counts: RowCounts::default(),
            encoder,
            errors: Vec::new(),
            summary: Summary::default(),
            columns,
            shown: Vec::new(),
        })
    }

    /// What the columns of a file may mean whose names are not ours, as [`guesses_json`]: to be corrected and handed back as a mapping.
    /// Nothing where its header is right.
    ///
    /// ```
    /// use huiqi::register::InMemory;
    ///
    /// let json = InMemory::guesses_json("名册\n户名,营业额\n甲店,12\n".as_bytes(), huiqi::Lang::Zh).unwrap().unwrap();
    /// assert!(json.contains(r#""theirs":"营业额""#), "{json}");
    /// ```
    ///
    /// # Errors
    /// A file without names of columns, or with several sheets that may be meant: each problem a sentence.
    pub fn guesses_json(bytes: &[u8], lang: Lang) -> Result<Option<String>, Vec<String>> {
        let said = |problem: &dyn Say| vec![problem.say(lang)];
        let names = if bytes.starts_with(b"PK") {
            let mut names = None;
            let head = |found: super::Sheet| {
                names = Some(found.names);
                false
            };
            super::read_workbook(Cursor::new(bytes), &Sheets::TheOne, SLICE, (&Sought::Names, lang), head, |_| false)
                .map_err(|error| said(&WorkbookProblem::NotAWorkbook { reason: error.to_string() }))?;
            names.ok_or_else(|| said(&WorkbookProblem::Empty))?
        } else {
            header_of_csv_where(bytes, &|rows| Sought::Names.header_among(rows)).map_err(|problem| said(&problem))?.names
        };
        Ok(Header::read(&names, false).is_err().then(|| guesses_json(&names, lang)))
    }

    /// Assesses the next slice; false where nothing is left.
    ///
    /// # Errors
    /// When Arrow cannot hold it.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{InMemory, Options, template_csv};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let file = template_csv(&pack, Lang::En).into_bytes();
    /// let mut register = InMemory::open(&pack, file, Options::default()).unwrap();
    /// assert!(register.advance()? && !register.advance()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn advance(&mut self) -> Result<bool, ArrowError> {
        let lang = self.batch.options.lang;
        let Some(texts) = self.left.next(&self.header, lang)? else { return Ok(false) };
        let mut worker: Worker<'_, &Pack> = self.batch.worker();
        let rows = self.header.in_yuan(texts.batch.clone())?;
        let mut assessed = worker.assess(&self.header, &rows)?;
        texts.amend(&mut assessed.errors);
        self.summary.add(&worker.summarize(&self.header, &rows));
        self.encoder.write(&assessed.results)?;
        self.results.append(&mut self.encoder.take()?);
        let cells: Vec<Cells<'_>> =
            self.columns.iter().filter_map(|at| assessed.results.columns().get(*at)).map(Cells::of).collect::<Result<_, _>>()?;
        let more = SHOWN.saturating_sub(self.shown.len()).min(assessed.results.num_rows());
        self.shown.extend((0..more).map(|row| cells.iter().map(|cells| cells.shown(row)).collect()));
        let before = self.counts.rows;
        self.counts.rows += rows.num_rows() as u64;
        self.counts.results += assessed.results.num_rows() as u64;
        self.counts.errors += assessed.errors.len() as u64;
        let whole = |error: RowError| RowError { row: error.row + usize::try_from(before).unwrap_or(usize::MAX), ..error };
        self.errors.extend(assessed.errors.into_iter().map(whole));
        Ok(true)
    }

    /// How far it has come.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{InMemory, Options, template_csv};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let register = InMemory::open(&pack, template_csv(&pack, Lang::En).into_bytes(), Options::default()).unwrap();
    /// assert_eq!(register.counts().rows, 0);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn counts(&self) -> RowCounts {
        self.counts
    }

    /// How the file was read and how far it has come, as JSON.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{InMemory, Options, template_csv};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let register = InMemory::open(&pack, template_csv(&pack, Lang::En).into_bytes(), Options::default()).unwrap();
    /// let json: serde_json::Value = serde_json::from_str(&register.progress_json()).unwrap();
    /// assert_eq!((&json["all"], &json["done"]["rows"]), (&2.into(), &0.into()));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn progress_json(&self) -> String {
        let Note { above, sheet, others } = &self.note;
        json!({
            "all": self.all, "done": self.counts, "sheet": sheet, "other_sheets": others, "rows_above_header": above,
            "columns_not_read": self.header.ignored, "columns_read_as": self.header.called,
        })
        .to_string()
    }

    /// The first results, the rows that have none, and the summary, as JSON, in the language of the options.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{InMemory, Options, template_csv};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut register = InMemory::open(&pack, template_csv(&pack, Lang::En).into_bytes(), Options::default()).unwrap();
    /// while register.advance()? {}
    /// let json: serde_json::Value = serde_json::from_str(&register.found_json()).unwrap();
    /// assert_eq!(json["rows"].as_array().map(Vec::len), Some(2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn found_json(&self) -> String {
        let schema = self.batch.schema(&self.header, &DataType::Utf8);
        let names: Vec<&str> = self.columns.iter().filter_map(|at| schema.fields().get(*at)).map(|field| field.name().as_str()).collect();
        let errors: Vec<&RowError> = self.errors.iter().take(SHOWN).collect();
        let summary = summary_tables(self.batch.laws.pack, &self.summary, self.batch.options.lang);
        json!({ "counts": self.counts, "columns": names, "rows": self.shown, "errors": errors, "summary": summary }).to_string()
    }

    /// All results, as the command writes them to a CSV file, without its byte order mark.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{InMemory, Options, template_csv};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut register = InMemory::open(&pack, template_csv(&pack, Lang::En).into_bytes(), Options::default()).unwrap();
    /// while register.advance()? {}
    /// assert_eq!(register.results_csv().iter().filter(|byte| **byte == b'\n').count(), 3); // with the header
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn results_csv(&self) -> &[u8] {
        &self.results
    }

    /// All rows that have no result: the line of the file, the column, what is wrong, and what would be right.
    ///
    /// ```
    /// use huiqi::register::{InMemory, Options, template_csv};
    /// use huiqi::Lang;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let file = template_csv(&pack, Lang::En) + "too few cells\n";
    /// let mut register = InMemory::open(&pack, file.into_bytes(), Options::default()).unwrap();
    /// while register.advance()? {}
    /// assert!(register.errors_csv().starts_with("line,column,what is wrong,what would be right\r\n4,"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn errors_csv(&self) -> String {
        let lang = self.batch.options.lang;
        let (names, apart) = match lang {
            Lang::Zh => ("行号,列,问题,应如何填写", "；"),
            Lang::En => ("line,column,what is wrong,what would be right", "; "),
        };
        let mut out = format!("{names}\r\n").into_bytes();
        for error in &self.errors {
            let line = error.line.unwrap_or(error.row as u64 + 1).to_string();
            let what = std::iter::once(&error.what).chain(&error.also).map(String::as_str).collect::<Vec<_>>().join(apart);
            let cells = [&line, error.column.as_deref().unwrap_or_default(), &what, error.right.as_deref().unwrap_or_default()];
            for (at, cell) in cells.into_iter().enumerate() {
                out.extend_from_slice(if at > 0 { b"," } else { b"" });
                csv_text(cell, &mut out);
            }
            out.extend_from_slice(b"\r\n");
        }
        String::from_utf8(out).unwrap_or_default()
    }
}

impl Left {
    fn next(&mut self, header: &Header, lang: Lang) -> Result<Option<Texts>, ArrowError> {
        match self {
            Left::Sheet(rows) => Ok(rows.pop_front()),
            Left::Csv { bytes, from, separator, line } => {
                let rest = bytes.get(*from..).unwrap_or_default();
                let (length, _) = Records::separated_by(*separator).walk(rest, SLICE);
                let piece = rest.get(..length).unwrap_or_default();
                let mut texts = read_csv(header, piece, *separator, lang)?;
                texts.lines.iter_mut().for_each(|at| *at += *line - 1);
                *line += line_ends(piece);
                *from += length;
                Ok((texts.batch.num_rows() > 0).then_some(texts))
            }
        }
    }
}
