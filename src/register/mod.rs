//! A register of businesses at once: Arrow record batches in, Arrow record batches out.
//!
//! Each row holds what a profile file holds of one business and year, in the columns that [`columns`] lists. The facts go
//! through the same [`crate::amounts`] as one profile does, so that a row's figures are those of `huiqi compare`. A row that
//! cannot be assessed has a [`RowError`] instead of a result: rows in are rows out and errors.
//!
//! ```
//! use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray, types::Decimal128Type};
//! use huiqi::{Form, Pack, register};
//! use std::sync::Arc;
//!
//! let pack = Pack::embedded()?;
//! let cell = |name: &str, text: &str| (name.to_string(), Arc::new(StringArray::from(vec![text])) as ArrayRef);
//! let row = [
//!     ("key", "1"), ("year", "2023"), ("place", "麒麟区"), ("locality", "city"), ("industry", "H6210"), ("vat_status", "small-scale"),
//!     ("filing", "quarter"), ("sale_kind", "services"), ("sales_q1", "40.4万元"), ("owner_income", "0"), ("staff", "3"),
//!     ("assets", "20万元"), ("restricted_industry", "no"),
//! ];
//! let rows = RecordBatch::try_from_iter(row.map(|(name, text)| cell(name, text)))?;
//! let assessed = register::assess_batch(&pack, &rows, &register::Options::default())?;
//! assert!(assessed.errors.is_empty());
//! let vat = assessed.results.column_by_name("before_vat").unwrap().as_primitive::<Decimal128Type>();
//! assert_eq!(vat.value(0), 400_000); // 4,000.00 yuan, in fen
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aligned;
mod alone;
mod amount_unit;
mod bits;
mod books;
mod business;
mod cell;
mod claims;
mod column_names;
mod columns;
#[cfg(feature = "workbook")]
mod counted;
mod decode;
mod encode;
mod guess;
mod header;
mod impact;
#[cfg(feature = "workbook")]
mod in_memory;
mod in_one;
mod invoices;
mod law;
mod left_out;
mod mapping;
mod notes;
mod one_row;
mod options;
#[cfg(feature = "batch")]
mod parquet;
mod profile;
mod result;
mod rows;
mod schema;
#[cfg(feature = "workbook")]
mod sheet_rows;
#[cfg(feature = "workbook")]
mod sheets;
mod sought;
mod summary;
mod summary_shown;
mod synth;
#[cfg(feature = "workbook")]
mod tables;
mod template;
mod trouble;
mod types;
#[cfg(feature = "workbook")]
mod workbook;

pub use alone::Need;
pub use amount_unit::AmountUnit;
pub use books::{NotTaken, Payroll, Payrolls, RefusedCell, Statement, StatementItem, Table, TableCounts, TableKind, TableProblem};
pub use business::{Business, ImportNote, JoinProblem, Untold, import_register};
pub use column_names::{holds_rate, is_header, is_name};
pub use columns::Column;
pub use encode::{Encoded, Encoder, harmless_text};
pub use guess::{guess_mapping, guesses_json};
pub use header::Header;
pub use impact::{BothLaws, ImpactWorker};
#[cfg(feature = "workbook")]
pub use in_memory::{InMemory, RowCounts};
pub use in_one::assess_csv;
pub use invoices::{Imported, InvoiceProblem, InvoiceRows, Invoices, LeftOut, RefusedRow, Seller, Wanted};
pub use mapping::Mapping;
pub use options::{Options, RowNote, Status};
#[cfg(feature = "batch")]
pub use parquet::join_parquet;
pub use result::Layout;
pub use rows::{CsvHeader, HEADER_WITHIN, Records, Texts, header_of_csv, header_of_csv_where, read_csv};
pub use schema::{columns_reference, schema_json};
#[cfg(feature = "workbook")]
pub use sheet_rows::Sheet;
#[cfg(feature = "workbook")]
pub use sheets::Sheets;
pub use sought::Sought;
pub use summary::Summary;
pub use summary_shown::{summary_html, summary_json, summary_text};
pub use synth::Synthesis;
#[cfg(feature = "workbook")]
pub use tables::{read_tables, sheet_kinds};
pub use template::{TemplateColumn, template_columns, template_csv};
pub use trouble::{HeaderProblem, RowError};
use trouble::{MOST_TOLD, Wrong};
pub use types::{key_type, read_as};
#[cfg(feature = "workbook")]
pub use workbook::{SheetNotChosen, read_workbook};

use crate::assess::Rules;
use crate::base::names::Form;
use crate::base::words::Say;
use crate::facts::Profile;
use crate::law::Pack;
use crate::{Amounts, Error, Money};
use alone::Single;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use decode::{BLOCK, Decoded};
use hashbrown::HashMap;
use law::{CachedLaw, Laws};
use one_row::{assess_row, cached_law, row_error};
use options::RowNotes;
use profile::Row;
use result::{Builder, Outcome};
use std::ops::Deref;

/// A number of a spreadsheet as it shows it: fifteen digits, without the dust of binary fractions behind them.
///
/// ```
/// assert_eq!(huiqi::register::shown_number(0.1 + 0.2), "0.3");
/// ```
#[must_use]
pub fn shown_number(number: f64) -> String {
    let digits = format!("{number:.14e}");
    match rust_decimal::Decimal::from_scientific(&digits) {
        Ok(decimal) => decimal.normalize().to_string(),
        Err(_) => digits,
    }
}

/// All columns that a register may have.
///
/// ```
/// let columns = huiqi::register::columns();
/// assert!(columns.iter().any(|column| column.key == "sales_q1"));
/// ```
#[must_use]
pub fn columns() -> &'static [Column] {
    columns::all()
}

/// The results of a batch and the rows that have none.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Assessed {
    /// One row for each row that could be assessed, in the same order.
    pub results: RecordBatch,
    /// One for each row that could not.
    pub errors: Vec<RowError>,
}

/// The options of an assessment together with the law that applies. Shared by all threads. It holds the pack as `P`: a reference, or an
/// `Arc` where the question outlives its caller.
#[derive(Debug)]
pub struct Batch<P> {
    laws: Laws<P>,
    options: Options,
    layout: Layout,
}

impl<P: Deref<Target = Pack>> Batch<P> {
    /// A question.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default());
    /// let assessed = batch.worker().assess(&header, &rows)?;
    /// assert_eq!((assessed.results.num_rows(), assessed.errors.len()), (2, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(pack: P, options: Options) -> Batch<P> {
        Batch { laws: Laws::new(pack, options.known_on), options, layout: Layout::Plain }
    }

    /// The same question, with results that lie like this.
    ///
    /// ```
    /// use arrow_schema::DataType;
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Layout, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default()).with_layout(Layout::Compact);
    /// let schema = batch.schema(&header, &DataType::Utf8);
    /// assert_eq!(schema.field_with_name("before_total")?.data_type(), &DataType::Decimal64(18, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_layout(self, layout: Layout) -> Batch<P> {
        Batch { layout, ..self }
    }

    /// The columns of the results for a header and the type of its key.
    ///
    /// ```
    /// use arrow_schema::DataType;
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default());
    /// assert_eq!(batch.schema(&header, &DataType::Utf8), batch.worker().assess(&header, &rows)?.results.schema());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn schema(&self, header: &Header, key: &DataType) -> SchemaRef {
        result::schema(&self.options, self.layout, header, key)
    }

    /// A worker: the buffers of one thread.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default());
    /// let (mut one, mut other) = (batch.worker(), batch.worker()); // one a thread
    /// assert_eq!(one.assess(&header, &rows)?.results, other.assess(&header, &rows)?.results);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn worker(&self) -> Worker<'_, P> {
        Worker {
            batch: self,
            reader: cell::Reader::new(&self.laws.pack, self.options.lang),
            decoded: Decoded::default(),
            errors: Vec::new(),
            profile: Profile::empty(),
            laws: HashMap::new(),
            forms: std::iter::once(Form::IndividualBusiness).chain(self.options.to.iter().copied()).collect(),
            sides: Vec::new(),
        }
    }
}

/// Assesses batches, one after the other, in buffers of its own.
pub struct Worker<'b, P> {
    batch: &'b Batch<P>,
    reader: cell::Reader<'b>,
    decoded: Decoded,
    /// What is wrong with the rows of the blocks before, one error each.
    errors: Vec<RowError>,
    profile: Profile,
    laws: HashMap<(i32, u32), CachedLaw>,
    /// The present form of the row and those of the options.
    forms: Vec<Form>,
    sides: Vec<Amounts>,
}

impl<P: Deref<Target = Pack>> Worker<'_, P> {
    /// Assesses every row of a batch that has this header.
    ///
    /// ```
    /// use arrow_array::{cast::AsArray, types::Decimal128Type};
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default());
    /// let assessed = batch.worker().assess(&header, &rows)?;
    /// let vat = assessed.results.column_by_name("before_vat").unwrap().as_primitive::<Decimal128Type>();
    /// assert_eq!(vat.value(0), 306_931); // in fen: a hundredth of 310,000.00 ÷ 1.01, of the one quarter over 300,000.00
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When Arrow cannot hold the result. What is wrong with a row is among the errors of the result.
    pub fn assess(&mut self, header: &Header, batch: &RecordBatch) -> Result<Assessed, ArrowError> {
        let key = header.single(Single::KEY).unwrap_or_default();
        let keys = batch.columns().get(key).ok_or_else(|| ArrowError::SchemaError("no key".to_string()))?;
        let options = &self.batch.options;
        let schema = self.batch.schema(header, &key_type(keys.data_type()));
        let mut results = Builder::new(schema, self.batch.layout, header, batch.num_rows());
        self.each_row(header, batch, |cached_law, industry, profile, sides, outcome| {
            let revenue = sides.first().map_or(Money::ZERO, |before| before.revenue);
            results.push(options, profile.form, sides, outcome, cached_law.cultivation(profile, industry, revenue));
        });
        let kept = header.kept.iter().filter_map(|at| batch.columns().get(*at));
        let results = results.finish(std::iter::once(keys).chain(kept), &self.decoded.wrong)?;
        Ok(Assessed { results, errors: self.errors(batch) })
    }

    /// Assesses every row and hands on those that can be: the law, the number of the industry, the facts, the present form
    /// and the others.
    fn each_row(
        &mut self,
        header: &Header,
        batch: &RecordBatch,
        mut found: impl FnMut(&mut CachedLaw, i64, &Profile, &[Amounts], Outcome),
    ) {
        let mut forms = std::mem::take(&mut self.forms);
        let mut sides = std::mem::take(&mut self.sides);
        let pack: &Pack = &self.batch.laws.pack;
        self.each_profile(header, batch, |cached_law, industry, profile, notes| {
            if let Some(present) = forms.first_mut() {
                *present = profile.form;
            }
            let mut outcome = Outcome { status: Status::Ok, notes, gaps: 0 };
            assess_row((pack, &cached_law.law.rules), profile, &forms, &mut sides, &mut outcome)?;
            found(cached_law, industry, profile, &sides, outcome);
            Ok(())
        });
        (self.forms, self.sides) = (forms, sides);
    }

    /// Reads every row and hands on those that can be read: the law, the number of the industry, the facts, and what is to be
    /// said of them. A row that is refused there is an error too.
    fn each_profile(
        &mut self,
        header: &Header,
        batch: &RecordBatch,
        mut found: impl FnMut(&mut CachedLaw, i64, &Profile, RowNotes) -> Result<(), Error>,
    ) {
        let options = &self.batch.options;
        if self.reader.rest() {
            self.laws.values_mut().for_each(CachedLaw::forget);
        }
        let rows = batch.num_rows();
        self.errors.clear();
        self.decoded.begin(rows);
        // A row fills in only what the register has columns for.
        self.profile = Profile::empty();
        for row in 0..rows {
            if row % BLOCK == 0 {
                self.take_errors();
                self.decoded.read(header, batch, row, &mut self.reader, options.lang);
            }
            if self.decoded.wrong.get(row) > Some(&0) {
                continue;
            }
            let cells = Row::new(header, &self.decoded, &self.reader, row, options.lang);
            let notes = match cells.fill(&mut self.profile, options.year) {
                Ok(notes) => notes,
                Err(refused) => {
                    self.decoded.refuse(*refused);
                    continue;
                }
            };
            let industry = self.decoded.get(Single::INDUSTRY.index(), row).unwrap_or_default();
            let law = cached_law(&mut self.laws, &self.batch.laws, (self.profile.year, self.profile.place));
            let outcome = law.and_then(|cached_law| {
                self.profile.place = cached_law.place;
                let mut notes = notes;
                notes.join(cached_law.notes);
                found(cached_law, industry, &self.profile, notes)
            });
            if let Err(error) = outcome {
                self.decoded.refuse(row_error(row, header, &error, options.lang));
            }
        }
    }

    /// One error a row, in the order of the rows.
    fn errors(&mut self, batch: &RecordBatch) -> Vec<RowError> {
        self.take_errors();
        debug_assert!(self.errors.len() <= batch.num_rows());
        std::mem::take(&mut self.errors)
    }

    /// Makes one error a row of what is wrong with those of a block; what else is wrong with a row is inside, up to [`MOST_TOLD`].
    fn take_errors(&mut self) {
        let mut errors = std::mem::take(&mut self.decoded.errors);
        // Those of a row come in the order of their columns.
        errors.sort_by_key(|error| error.row);
        errors.dedup_by(|next, first| {
            let same = next.row == first.row;
            if same {
                let at = next.column.as_ref().map(|column| format!("{column}: ")).unwrap_or_default();
                first.also.push(format!("{at}{}", next.what));
                first.also.append(&mut next.also);
            }
            same
        });
        for error in &mut errors {
            let told = u32::try_from(1 + error.also.len()).unwrap_or(u32::MAX);
            let all = self.decoded.wrong.get(error.row).copied().unwrap_or_default().max(told);
            if all > MOST_TOLD {
                error.also.truncate(MOST_TOLD as usize - 1);
                error.also.push(Wrong::More { count: all - MOST_TOLD }.say(self.batch.options.lang));
            }
        }
        self.errors.append(&mut errors);
    }

    /// The facts of one row as a profile with the rules that govern it, for a report with every step.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default());
    /// let (shop, rules) = batch.worker().facts(&header, &rows, 0, "noodle shop").unwrap();
    /// assert_eq!((shop.name.as_str(), rules.year), ("noodle shop", 2024));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the row.
    pub fn facts(&mut self, header: &Header, batch: &RecordBatch, row: usize, name: &str) -> Result<(Profile, Rules), Box<RowError>> {
        let options = &self.batch.options;
        self.errors.clear();
        self.decoded.begin(batch.num_rows());
        self.decoded.read(header, batch, row - row % BLOCK, &mut self.reader, options.lang);
        if self.decoded.wrong.get(row) > Some(&0) {
            let found = self.errors(batch).into_iter().find(|error| error.row == row);
            return Err(Box::new(found.unwrap_or_else(|| RowError::said(row, None, String::new(), None))));
        }
        let cells = Row::new(header, &self.decoded, &self.reader, row, options.lang);
        let mut profile = Profile::empty();
        cells.fill(&mut profile, options.year)?;
        profile.name = name.to_string();
        let cached_law = cached_law(&mut self.laws, &self.batch.laws, (profile.year, profile.place))
            .map_err(|error| row_error(row, header, &error, options.lang))?;
        profile.place = cached_law.place;
        let mut rules = cached_law.law.rules.clone();
        rules.place = profile.place;
        Ok((profile, rules))
    }
}

/// Assesses one record batch: the whole of [`Batch`] for a caller with a single batch in hand.
///
/// ```
/// use huiqi::register::{assess_batch, Options, Synthesis};
///
/// let pack = huiqi::Pack::embedded()?;
/// let rows = Synthesis::new(&pack, 1, 2023)?.rows(0, 10)?;
/// let assessed = assess_batch(&pack, &rows, &Options::default())?;
/// assert_eq!(assessed.results.num_rows() + assessed.errors.len(), 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A header that is not right, or a result that Arrow cannot hold.
pub fn assess_batch(pack: &Pack, batch: &RecordBatch, options: &Options) -> Result<Assessed, ArrowError> {
    let header = Header::of_schema(&batch.schema(), options.year.is_some()).map_err(|problems| {
        let texts: Vec<String> = problems.iter().map(|problem| problem.say(options.lang)).collect();
        ArrowError::SchemaError(texts.join("; "))
    })?;
    Batch::new(pack, options.clone()).worker().assess(&header, batch)
}
