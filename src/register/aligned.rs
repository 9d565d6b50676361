//! Results that stand beside the rows they are of: one row out for each row in, those without a result saying why.

use super::header::Header;
use super::result::{Figure, called};
use super::trouble::HeaderProblem;
use super::types::written_out;
use super::{Assessed, Batch, Worker};
use crate::base::words::Say;
use crate::law::Pack;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use arrow_select::take::take;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

impl<P: Deref<Target = Pack>> Batch<P> {
    /// The columns of [`Worker::assess_aligned`]: those of [`Batch::schema`], any of which may be null, and behind them `error`.
    ///
    /// ```
    /// use arrow_schema::DataType;
    /// use huiqi::register::{Batch, Header, Options, Synthesis};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let header = Header::of_schema(&Synthesis::new(&pack, 1, 2023)?.schema(), false).unwrap();
    /// let schema = Batch::new(&pack, Options::default()).aligned_schema(&header, &DataType::Utf8).unwrap();
    /// assert_eq!(schema.fields().last().unwrap().name(), "error");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a column that is kept is called as one of the results.
    pub fn aligned_schema(&self, header: &Header, key: &DataType) -> Result<SchemaRef, HeaderProblem> {
        let schema = self.schema(header, key);
        let error = Field::new(called(Figure::Error, header.lang), DataType::Utf8, true);
        let fields = schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).chain([error]);
        let fields: Vec<Field> = fields.collect();
        let mut names = BTreeSet::new();
        match fields.iter().find(|field| !names.insert(field.name())) {
            Some(twice) => Err(HeaderProblem::ColumnTwice { found: twice.name().clone() }),
            None => Ok(Arc::new(Schema::new(fields))),
        }
    }
}

impl<P: Deref<Target = Pack>> Worker<'_, P> {
    /// Assesses every row of a batch that has this header; the result has as many rows, in the same order. A row that cannot be
    /// assessed keeps its key and what is kept beside it, its figures are null, and `error` says why.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{Batch, Header, Options, header_of_csv, read_csv, template_csv};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = rows.replacen("2024", "1949", 1); // the pack does not cover it
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let results = Batch::new(&pack, Options::default()).worker().assess_aligned(&header, &rows)?;
    /// assert_eq!(results.num_rows(), 2);
    /// let is_null = |column: &str, row: usize| results.column_by_name(column).unwrap().is_null(row);
    /// assert!(!is_null("key", 0) && is_null("before_total", 0) && !is_null("error", 0));
    /// assert!(!is_null("before_total", 1) && is_null("error", 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When Arrow cannot hold the result.
    pub fn assess_aligned(&mut self, header: &Header, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let assessed = self.assess(header, batch)?;
        self.aligned(header, batch, assessed)
    }

    /// What was assessed, beside the rows that it is of.
    pub(super) fn aligned(&self, header: &Header, batch: &RecordBatch, assessed: Assessed) -> Result<RecordBatch, ArrowError> {
        let Assessed { results, errors } = assessed;
        let mut texts: Vec<Option<String>> = vec![None; batch.num_rows()];
        for error in &errors {
            if let Some(text) = texts.get_mut(error.row) {
                *text = Some(error.text());
            }
        }
        let mut results_before = 0..;
        let places: UInt32Array = texts.iter().map(|text| if text.is_none() { results_before.next() } else { None }).collect();
        let beside: Vec<&ArrayRef> = header.key().iter().chain(&header.kept).filter_map(|at| batch.columns().get(*at)).collect();
        let key = results.schema();
        let schema = self.batch.aligned_schema(header, key.field(0).data_type());
        let schema = schema.map_err(|problem| ArrowError::SchemaError(problem.say(self.batch.options.lang)))?;
        let aligned = results.columns().iter().enumerate().map(|(at, column)| match beside.get(at) {
            Some(told) if told.data_type() == column.data_type() => Ok((*told).clone()),
            Some(told) => written_out(told).map(|texts| Arc::new(texts) as ArrayRef),
            None if errors.is_empty() => Ok(column.clone()),
            None => take(column, &places, None),
        });
        let mut columns: Vec<ArrayRef> = aligned.collect::<Result<_, _>>()?;
        columns.push(Arc::new(StringArray::from(texts)));
        RecordBatch::try_new(schema, columns)
    }
}
