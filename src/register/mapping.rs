//! A mapping of foreign names of columns to ours, with the units of their amounts: a file that people correct.

use super::amount_unit::AmountUnit;
use super::columns::{self, Column};
use super::header::Header;
use super::trouble::HeaderProblem;
use super::types::written_out;
use crate::base::error::{At, Source};
use crate::base::source::{Reading, Section};
use crate::base::typed::half_width;
use crate::base::values::{Parsed, Value, text, word};
use crate::base::words::{Vocabulary, catalogue};
use crate::facts::fact::Kind;
use crate::{Error, Money};
use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use rust_decimal::Decimal;
use std::sync::Arc;

catalogue! {
    /// What is wrong with a mapping.
    pub(crate) enum MappingProblem {
        NoSuchColumn { found: String }
            en "a register has no column `{found}`; `huiqi schema batch` lists them, and \"ignored\" leaves the column out"
            zh "名册没有 `{found}` 列；`huiqi schema batch` 列出各列，填“略去”则不读取";
        NoSuchColumnMeant { found: String, meant: String } en "a register has no column `{found}`; did you mean `{meant}`?"
            zh "名册没有 `{found}` 列；是否应为 `{meant}`？";
        SameTwice { ours: String, line: usize } en "line {line} says `{ours}` too" zh "第 {line} 行也对应 `{ours}`";
        NoUnitHere { ours: String } en "`{ours}` is no amount: it has no unit" zh "`{ours}` 不是金额，没有单位";
    }
}

/// What stands for a column that is not read, in either language.
pub(super) const IGNORED: [&str; 2] = ["ignored", "略去"];

/// One foreign column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mapped {
    theirs: String,
    /// The name of ours, in the language of theirs; none where it is not read.
    ours: Option<&'static str>,
    unit: AmountUnit,
    /// In the mapping's file.
    line: usize,
}

/// What the columns of a register are called elsewhere, and in which units their amounts are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    columns: Vec<Mapped>,
}

/// The name of the table in the file.
pub(super) const TABLE: &str = "columns";

impl Mapping {
    /// Reads a mapping: `"their column" = "our column"`, `"ignored"`, or `{ column = "our column", unit = "万元" }`, in the table
    /// `[columns]`.
    ///
    /// ```
    /// use huiqi::register::Mapping;
    ///
    /// let mapping = Mapping::parse("[columns]\n\"户号\" = \"key\"\n\"营业额\" = { column = \"sales_year\", unit = \"万元\" }", "map.toml")?;
    /// assert!(mapping.is_header(&["户号".to_string(), "营业额".to_string()]));
    /// let error = Mapping::parse("[columns]\n\"户号\" = \"kay\"", "map.toml").unwrap_err();
    /// assert_eq!(error.problems()[0].place(), Some(("map.toml", 2, 8)));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// What is not TOML, a column that a register has not, and one of ours that two columns are mapped to, each with its line.
    pub fn parse(toml: &str, name: &str) -> Result<Mapping, Error> {
        let source = Source::new(name, toml);
        let line = |at: At| source.lines_of(at.range()).0;
        let (columns, problems) = Reading::run(&source, |root: &Section<'_>| {
            let table = root.required_section(TABLE)?;
            let mut columns: Vec<Mapped> = Vec::new();
            for (theirs, key_at) in table.keys() {
                let Some((ours, unit, at)) = one(&table, theirs) else { continue };
                let same = |before: &&Mapped| ours.is_some() && before.ours.and_then(columns::find) == ours.and_then(columns::find);
                if let Some(before) = columns.iter().find(same) {
                    let problem = MappingProblem::SameTwice { ours: ours.unwrap_or_default().to_string(), line: before.line };
                    table.report_at(problem, at);
                }
                columns.push(Mapped { theirs: theirs.to_string(), ours, unit, line: line(key_at) });
            }
            Some(columns)
        });
        match columns {
            Some(columns) if problems.is_empty() => Ok(Mapping { columns }),
            _ => Err(Error::profile(problems)),
        }
    }

    /// Whether a row of cells is the header: most of the names that are mapped are there.
    ///
    /// ```
    /// let mapping = huiqi::register::Mapping::parse("[columns]\n\"户号\" = \"key\"", "map.toml")?;
    /// assert!(mapping.is_header(&["序号".to_string(), "户号".to_string()]));
    /// assert!(!mapping.is_header(&["名册".to_string()]));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn is_header(&self, cells: &[String]) -> bool {
        let there = self.columns.iter().filter(|mapped| cells.iter().any(|cell| cell.trim() == mapped.theirs)).count();
        there > 0 && there * 2 >= self.columns.len()
    }

    /// The name that one of theirs stands for; itself, where it is not mapped.
    ///
    /// ```
    /// let mapping = huiqi::register::Mapping::parse("[columns]\n\"户号\" = \"key\"", "map.toml")?;
    /// assert_eq!((mapping.ours("户号"), mapping.ours("年度")), ("主体标识", "年度"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn ours<'n>(&self, theirs: &'n str) -> &'n str {
        self.mapped(theirs).and_then(|mapped| mapped.ours).unwrap_or(theirs)
    }

    fn mapped(&self, theirs: &str) -> Option<&Mapped> {
        self.columns.iter().find(|mapped| mapped.theirs == theirs.trim())
    }
}

/// What one line of a mapping says: our column, the unit, and where that stands.
fn one(table: &Section<'_>, theirs: &str) -> Option<(Option<&'static str>, AmountUnit, At)> {
    let at = table.at(theirs);
    let (written, unit) = match table.peek_section(theirs) {
        Some(_) => {
            let parts = table.section(theirs)?;
            let (column, unit) = (parts.required("column", text), parts.or("unit", AmountUnit::Yuan, unit_of));
            parts.finish();
            (column?, unit?)
        }
        None => (table.required(theirs, text)?, AmountUnit::Yuan),
    };
    if IGNORED.contains(&written.as_str()) {
        return Some((None, unit, at));
    }
    let Some(column) = columns::find(&written).and_then(|column| columns::all().get(column)) else {
        let known: Vec<&str> = columns::all().iter().flat_map(|column| [column.key.as_str(), column.zh.as_str()]).collect();
        let meant = crate::base::nearest::nearest(&written.to_lowercase(), &known).map(str::to_string);
        match meant {
            Some(meant) => table.report_at(MappingProblem::NoSuchColumnMeant { found: written, meant }, at),
            None => table.report_at(MappingProblem::NoSuchColumn { found: written }, at),
        }
        return None;
    };
    if unit != AmountUnit::Yuan && !is_amount(column) {
        table.report_at(MappingProblem::NoUnitHere { ours: written }, at);
        return None;
    }
    // The language of a header is that of most of its names.
    let name = if theirs.is_ascii() { &column.key } else { &column.zh };
    Some((Some(name.as_str()), unit, at))
}

/// A unit, in either language.
fn unit_of(value: &Value<'_>) -> Parsed<AmountUnit> {
    value.as_text().and_then(AmountUnit::from_written).map_or_else(|| word(value), Ok)
}

/// Whether the cells of a column are yuan.
pub(super) fn is_amount(column: &Column) -> bool {
    matches!(column.kind, Kind::Amount | Kind::SignedAmount)
}

impl Header {
    /// Reads the names of a header under a mapping, without some columns. Errors and results go by the names as they are written.
    ///
    /// ```
    /// use huiqi::register::{header_of_csv, template_csv, Header, Mapping};
    ///
    /// let template = template_csv(&huiqi::Pack::embedded()?, huiqi::Lang::En);
    /// let mut names = header_of_csv(template.as_bytes()).unwrap().names;
    /// names[0] = "户号".to_string();
    /// let mapping = Mapping::parse("[columns]\n\"户号\" = \"key\"", "map.toml")?;
    /// let header = Header::read_mapped(&names, false, &[], &mapping).unwrap();
    /// assert_eq!((header.key(), header.names[0].as_str()), (Some(0), "户号"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Header::read_without`], and a mapped column that is not there.
    pub fn read_mapped(names: &[String], year_given: bool, without: &[String], mapping: &Mapping) -> Result<Header, Vec<HeaderProblem>> {
        if mapping.columns.is_empty() {
            return Header::read_without(names, year_given, without);
        }
        let absent = mapping.columns.iter().filter(|mapped| !names.iter().any(|name| name.trim() == mapped.theirs));
        let absent: Vec<HeaderProblem> =
            absent.map(|mapped| HeaderProblem::MappedNotThere { line: mapped.line, found: mapped.theirs.clone() }).collect();
        if !absent.is_empty() {
            return Err(absent);
        }
        let is_left = |name: &str| without.iter().any(|left| left == name.trim());
        let ours = names.iter().map(|name| if is_left(name) { name.clone() } else { mapping.ours(name).to_string() });
        let ours: Vec<String> = ours.collect();
        let ignored = mapping.columns.iter().filter(|mapped| mapped.ours.is_none()).map(|mapped| mapped.theirs.clone());
        let without: Vec<String> = without.iter().cloned().chain(ignored).collect();
        let mut header = Header::read_without(&ours, year_given, &without)?;
        header.names = names.iter().map(|name| name.trim().to_string()).collect();
        for (at, name) in header.names.iter().enumerate().filter(|(_, name)| !is_left(name)) {
            if let Some(mapped) = mapping.mapped(name)
                && let Some(ours) = mapped.ours
            {
                header.called.push((name.clone(), ours.to_string()));
                if mapped.unit != AmountUnit::Yuan {
                    header.units.push((at, mapped.unit));
                }
            }
        }
        Ok(header)
    }

    /// As [`Header::read_mapped`], of the header that a schema is.
    ///
    /// ```
    /// use huiqi::register::{Header, Mapping, Synthesis};
    ///
    /// let schema = Synthesis::new(&huiqi::Pack::embedded()?, 1, 2023)?.schema();
    /// let mapping = Mapping::parse("[columns]\nname = \"ignored\"", "map.toml")?;
    /// assert_eq!(Header::of_schema_mapped(&schema, false, &[], &mapping).unwrap().ignored, ["name"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Header::read_mapped`], and a column of a type that has no such cells.
    pub fn of_schema_mapped(
        schema: &Schema,
        year_given: bool,
        without: &[String],
        mapping: &Mapping,
    ) -> Result<Header, Vec<HeaderProblem>> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        Header::read_mapped(&names, year_given, without, mapping)?.of_these_types(schema)
    }

    /// What a column is, whatever the header calls it.
    pub(super) fn described(&self, at: usize) -> Option<&'static Column> {
        let name = self.name(at)?;
        let ours = self.called.iter().find(|(theirs, _)| theirs == name).map_or(name, |(_, ours)| ours);
        columns::find(ours).and_then(|column| columns::all().get(column))
    }

    /// The same rows with the amounts of a mapping's units in yuan. A cell that says its own unit keeps it.
    ///
    /// ```
    /// use arrow_array::{cast::AsArray, ArrayRef, RecordBatch, StringArray};
    /// use huiqi::register::{Header, Mapping};
    ///
    /// let names = ["key", "year", "place", "industry", "营业额"].map(String::from);
    /// let mapping = Mapping::parse("[columns]\n\"营业额\" = { column = \"sales_year\", unit = \"万元\" }", "map.toml")?;
    /// let header = Header::read_mapped(&names, false, &[], &mapping).unwrap();
    /// let cell = |text: &str| std::sync::Arc::new(StringArray::from(vec![text])) as ArrayRef;
    /// let rows = RecordBatch::try_from_iter(names.iter().map(|name| (name, cell("12.5"))))?;
    /// assert_eq!(header.in_yuan(rows)?.column(4).as_string::<i32>().value(0), "125000");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A column that Arrow cannot write as text.
    pub fn in_yuan(&self, rows: RecordBatch) -> Result<RecordBatch, ArrowError> {
        if self.units.is_empty() {
            return Ok(rows);
        }
        let (schema, mut columns, _) = rows.into_parts();
        let mut fields: Vec<Field> = schema.fields().iter().map(|field| field.as_ref().clone()).collect();
        for (at, unit) in &self.units {
            if let (Some(column), Some(field)) = (columns.get_mut(*at), fields.get_mut(*at)) {
                let yuan: StringArray = written_out(column)?.iter().map(|cell| cell.map(|cell| in_yuan(cell, *unit))).collect();
                *column = Arc::new(yuan) as ArrayRef;
                *field = Field::new(field.name(), DataType::Utf8, true);
            }
        }
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
    }
}

/// A number in a unit as yuan; what is no plain number says its unit itself, or is refused by who reads it.
fn in_yuan(cell: &str, unit: AmountUnit) -> String {
    let plain = half_width(cell);
    let plain = plain.trim().trim_start_matches(['¥', '￥']);
    // Whether thousands are separated as they should be is known to the reader of amounts.
    let whole = plain.split('.').next().unwrap_or_default();
    let digits = plain.replace([',', '，'], "");
    let number = digits.parse::<Decimal>().ok().filter(|_| digits.len() == plain.len() || Money::parse(whole).is_some());
    number.and_then(|number| number.checked_mul(unit.yuan())).map_or_else(|| cell.to_string(), |yuan| yuan.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_take_the_unit() {
        let cells =
            [("12.34567", "123456.7"), ("1,200", "12000000"), ("￥3", "30000"), ("12万元", "12万元"), ("1,2", "1,2"), ("", ""), ("x", "x")];
        for (cell, yuan) in cells {
            assert_eq!(in_yuan(cell, AmountUnit::TenThousands), yuan, "{cell}");
        }
    }
}
