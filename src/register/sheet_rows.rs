//! Rows of a sheet: what each cell shows, the header among the first rows, and the others gathered into batches.

use super::rows::{HEADER_WITHIN, Texts};
use super::shown_number;
use super::sought::Sought;
use super::trouble::{RowError, SheetProblem, SheetRight};
use crate::base::words::{Lang, Say};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use calamine::{DataRef, Dimensions};
use std::collections::VecDeque;
use std::sync::Arc;

pub(super) type Failed = Box<dyn std::error::Error + Send + Sync>;

/// What a workbook's reader found before its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sheet {
    /// The names in the header.
    pub names: Vec<String>,
    /// How many rows stand above it.
    pub above: usize,
    /// The sheet that is read, or all of them.
    pub name: String,
    /// The other sheets that are not hidden.
    pub others: Vec<String>,
}

/// The merged ranges of a sheet, in the order of their rows.
struct Merged {
    ranges: VecDeque<Dimensions>,
    /// Those that reach into the present row.
    here: Vec<Dimensions>,
}

impl Merged {
    /// The names that stand over several columns in a row, by their first and last column.
    fn groups(&self, row: u32) -> Vec<(u32, u32)> {
        let here = self.ranges.iter().filter(|range| range.start.0 == row && range.end.0 == row && range.start.1 < range.end.1);
        here.map(|range| (range.start.1, range.end.1)).collect()
    }

    /// The range that leaves cells of a row without a value of their own, if there is one. Rows are asked for in order.
    fn covers(&mut self, row: u32) -> Option<Dimensions> {
        while self.ranges.front().is_some_and(|range| range.start.0 <= row) {
            self.here.extend(self.ranges.pop_front());
        }
        self.here.retain(|range| range.end.0 >= row);
        self.here.iter().find(|range| range.start.0 < row || range.start.1 < range.end.1).copied()
    }
}

/// The rows of a batch as they are gathered.
struct Gathered {
    names: Vec<String>,
    /// Whether each column holds rates.
    rates: Vec<bool>,
    columns: Vec<Vec<String>>,
    broken: Vec<RowError>,
    lines: Vec<u64>,
    held: usize,
}

impl Gathered {
    fn new(names: Vec<String>, sought: &Sought) -> Gathered {
        let rates = names.iter().map(|name| sought.holds_rate(name)).collect();
        Gathered { rates, columns: vec![Vec::new(); names.len()], names, broken: Vec::new(), lines: Vec::new(), held: 0 }
    }

    fn begin_row(&mut self, row: u32) {
        self.held += 1;
        self.lines.push(u64::from(row) + 1);
        self.columns.iter_mut().for_each(|cells| cells.push(String::new()));
    }

    /// Writes a cell into the present row.
    fn put(&mut self, at: u32, cell: Cell, lang: Lang) {
        let text = match cell {
            Err((what, right)) => return self.refuse(Some(at), what, right),
            Ok(Shown { text, number }) => {
                let is_rate = number && self.rates.get(at as usize).is_some_and(|rate| *rate);
                if is_rate { as_percent(&text).unwrap_or(text) } else { text }
            }
        };
        match self.columns.get_mut(at as usize).and_then(|cells| cells.last_mut()) {
            Some(cell) => *cell = text,
            None => {
                let column = at + 1;
                self.refuse(None, SheetProblem::BeyondHeader { column }.say(lang), SheetRight::NameOrNone.say(lang));
            }
        }
    }

    /// Notes why the present row cannot be read: only the first reason counts.
    fn refuse(&mut self, column: Option<u32>, what: String, right: String) {
        let row = self.held.saturating_sub(1);
        if self.broken.last().is_none_or(|error| error.row != row) {
            let column = column.and_then(|column| self.names.get(column as usize)).cloned();
            self.broken.push(RowError::said(row, column, what, Some(right)));
        }
    }

    fn take(&mut self) -> Result<Texts, Failed> {
        // A row that is refused is blank: nothing of it can pass for the whole.
        for error in &self.broken {
            self.columns.iter_mut().filter_map(|cells| cells.get_mut(error.row)).for_each(String::clear);
        }
        let fields: Vec<Field> = self.names.iter().map(|name| Field::new(name, DataType::Utf8, false)).collect();
        let arrays = self.columns.iter_mut().map(|cells| Arc::new(StringArray::from(std::mem::take(cells))) as ArrayRef).collect();
        self.held = 0;
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?;
        Ok(Texts { batch, broken: std::mem::take(&mut self.broken), lines: std::mem::take(&mut self.lines), sheet: None })
    }
}

/// The texts of a row, one for each column.
pub(super) fn names((_, cells): &Row) -> Vec<String> {
    let mut names = Vec::new();
    for (column, cell) in cells {
        names.resize(*column as usize, String::new());
        names.push(cell.as_ref().map(|shown| shown.text.clone()).unwrap_or_default());
    }
    names
}

/// Whether a row is the second one of a header: every cell of it stands under a name that is over several columns.
fn is_under(cells: &[(u32, Cell)], groups: &[(u32, u32)]) -> bool {
    let grouped = |column: &u32| groups.iter().any(|(first, last)| (first..=last).contains(&column));
    !cells.is_empty() && cells.iter().all(|(column, _)| grouped(column))
}

/// Gives the columns under a common name their own: the lower name, alone or with the common one behind or before it, whichever is
/// known; else both.
fn join(header: &mut Vec<String>, under: &[String], groups: &[(u32, u32)], known: impl Fn(&str) -> bool) {
    for (first, last) in groups {
        let group = header.get(*first as usize).cloned().unwrap_or_default();
        for column in *first as usize..=*last as usize {
            let own = under.get(column).map(String::as_str).unwrap_or_default();
            let ways = [own.to_string(), format!("{own}{group}"), format!("{group}{own}")];
            let name = ways.iter().find(|way| known(way)).cloned().unwrap_or_else(|| format!("{group}{own}"));
            if header.len() <= column {
                header.resize(column + 1, String::new());
            }
            if let Some(cell) = header.get_mut(column) {
                *cell = name;
            }
        }
    }
}

/// A row with the places of its cells.
pub(super) type Row = (u32, Vec<(u32, Cell)>);

/// Who hears of a sheet before its rows, with its name.
pub(super) type Head<'a> = (Box<dyn FnOnce(Sheet) -> bool + 'a>, String);

/// Where rows go: the first ones are held until the header is found among them, the others into batches.
pub(super) struct Sink<'a> {
    head: Option<Head<'a>>,
    first: Vec<Row>,
    gathered: Gathered,
    merged: Merged,
    rows: &'a mut dyn FnMut(Texts) -> bool,
    chunk_rows: usize,
    sought: Sought,
    lang: Lang,
}

impl<'a> Sink<'a> {
    /// What is read goes to `head` first, with the name of the sheet, then to `rows`. The merged ranges are in the order of their rows.
    pub(super) fn new(
        head: Head<'a>,
        merged: Vec<Dimensions>,
        rows: &'a mut dyn FnMut(Texts) -> bool,
        chunk_rows: usize,
        (sought, lang): (Sought, Lang),
    ) -> Sink<'a> {
        let merged = Merged { ranges: merged.into(), here: Vec::new() };
        Sink { head: Some(head), first: Vec::new(), gathered: Gathered::new(Vec::new(), &sought), merged, rows, chunk_rows, sought, lang }
    }

    /// Takes a row; false where nobody listens any more.
    pub(super) fn take(&mut self, row: Row) -> Result<bool, Failed> {
        if self.head.is_none() {
            return self.gather(row);
        }
        self.first.push(row);
        if self.first.len() < HEADER_WITHIN { Ok(true) } else { self.begin() }
    }

    /// Finds the header among the first rows, and gathers those below it.
    fn begin(&mut self) -> Result<bool, Failed> {
        let Some((head, sheet)) = self.head.take() else { return Ok(true) };
        let first: Vec<Vec<String>> = self.first.iter().map(names).collect();
        let above = self.sought.header_among(&first).unwrap_or(0);
        let mut below = std::mem::take(&mut self.first).into_iter().skip(above).peekable();
        let mut header = first.into_iter().nth(above).unwrap_or_default();
        if let Some((top, _)) = below.next() {
            // A header of two rows: what stands over several columns says more of each of them.
            let groups = self.merged.groups(top);
            let under = below.peek().filter(|(_, cells)| is_under(cells, &groups)).map(names);
            if let Some(under) = under {
                below.next();
                join(&mut header, &under, &groups, |name| self.sought.knows(name));
            }
        }
        self.gathered = Gathered::new(header.clone(), &self.sought);
        if !head(Sheet { names: header, above, name: sheet, others: Vec::new() }) {
            return Ok(false);
        }
        for row in below {
            if !self.gather(row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Sends what is left; false where nobody listens any more.
    pub(super) fn finish(mut self) -> Result<bool, Failed> {
        let goes_on = self.begin()?;
        Ok(goes_on && (self.gathered.held == 0 || (self.rows)(self.gathered.take()?)))
    }

    fn gather(&mut self, (row, cells): Row) -> Result<bool, Failed> {
        if self.gathered.held == self.chunk_rows && !(self.rows)(self.gathered.take()?) {
            return Ok(false);
        }
        self.gathered.begin_row(row);
        if let Some(range) = self.merged.covers(row) {
            let what = SheetProblem::Merged { row: range.start.0 + 1 }.say(self.lang);
            self.gathered.refuse(Some(range.start.1), what, SheetRight::Split.say(self.lang));
        }
        for (column, cell) in cells {
            self.gathered.put(column, cell, self.lang);
        }
        Ok(true)
    }
}

/// A cell: what it shows, or what is wrong with it and what would be right.
pub(super) type Cell = Result<Shown, (String, String)>;

/// What a cell shows, and whether it is a number.
pub(super) struct Shown {
    pub(super) text: String,
    number: bool,
}

/// A number of a cell that holds a rate: 0.13 is 13%.
fn as_percent(number: &str) -> Option<String> {
    let hundredfold = number.parse::<rust_decimal::Decimal>().ok()?.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?;
    Some(format!("{}%", hundredfold.normalize()))
}

/// A cell as its reader sees it: a number with the fifteen digits that a spreadsheet shows; or what is wrong with it, and
/// what would be right.
pub(super) fn shown(cell: &DataRef<'_>, formula: bool, lang: Lang) -> Cell {
    let plain = || SheetRight::TextOrNumber.say(lang);
    let number = matches!(cell, DataRef::Int(_) | DataRef::Float(_));
    let text = match cell {
        // No value and the value nothing are two things.
        DataRef::Empty if formula => {
            return Err((SheetProblem::FormulaWithoutValue.say(lang), SheetRight::SavedOrWritten.say(lang)));
        }
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown_number(*number),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Error(error) => return Err((error.to_string(), plain())),
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let time = if (hour, minute, second) == (0, 0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}:{second:02}") };
            format!("{year}-{month:02}-{day:02}{time}")
        }
    };
    Ok(Shown { text, number })
}
