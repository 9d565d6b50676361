//! A header against the vocabulary of columns: what each column says, before any row is read.

use super::alone::{LISTS, Need, SINGLES, Single};
use super::amount_unit::AmountUnit;
use super::column_names::{language, unknown};
use super::columns::{self, COSTS_TOTAL, Column, Field};
use super::trouble::HeaderProblem;
use super::types::as_text;
use crate::base::dates::Period;
use crate::base::names::{ContractKind, SaleKind};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::facts::fact::Kind;
use arrow_schema::Schema;
use std::ops::Range;

/// What the columns of a register say. Made once from its header.
#[derive(Clone, Debug)]
pub struct Header {
    /// The names as written.
    pub names: Vec<String>,
    /// The language of the header, and so of the results' header: Chinese when most names are.
    pub lang: Lang,
    /// Columns that are no facts of ours: they are not read.
    pub ignored: Vec<String>,
    /// Columns under another name than ours, and ours.
    pub called: Vec<(String, String)>,
    /// Columns whose amounts are in another unit than yuan.
    pub(super) units: Vec<(usize, AmountUnit)>,
    /// Columns that stand beside the results as they are.
    pub(super) kept: Vec<usize>,
    pub(super) columns: Vec<ColumnPlan>,
    pub(super) singles: [Option<usize>; SINGLES],
    /// In the order in which the lines of a profile stand, in the slots from [`LISTS`] on.
    pub(super) sales: Vec<SalesColumn>,
    /// Slots from where the sales end.
    pub(super) inputs: Vec<(Period, usize)>,
    pub(super) contracts: Vec<ContractColumns>,
    pub(super) losses: Vec<(i32, usize)>,
    /// Slots.
    pub(super) output_rates: [Option<usize>; SaleKind::ALL.len()],
    /// Where the header has any.
    pub(super) quarters: Option<[[Option<usize>; 4]; 4]>,
    pub(super) slots: usize,
    lists: [Range<usize>; 4],
}

/// How the cells of a column are read, decided from the header.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnPlan {
    pub(super) kind: Kind,
    /// Every row must fill it in.
    pub(super) required: bool,
    /// It may say that its fact is unknown.
    pub(super) open: bool,
    /// It is not read: a name, or the year where the options state it.
    pub(super) unread: bool,
    /// Where its number stands among those of a row: a column that stands alone in the place of its [`Single`], the others
    /// from [`LISTS`] on, list after list, so that those of a list are found by looking at bits that follow each other.
    pub(super) slot: usize,
}

/// As many problems are told as a person can mend; what comes after is not even looked for a suggestion.
const MAX_PROBLEMS: usize = 1_000;

/// Every column that is not read, where columns to keep are named.
const ALL: &str = "all";

/// The lists of a header, in the order of their slots.
#[derive(Clone, Copy, Debug)]
pub(super) enum List {
    Sales,
    Inputs,
    Contracts,
    Losses,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct SalesColumn {
    pub(super) period: Period,
    pub(super) kind: Option<SaleKind>,
    pub(super) special: bool,
    pub(super) at: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ContractColumns {
    pub(super) kind: ContractKind,
    pub(super) at: usize,
    /// Slot.
    pub(super) month: Option<usize>,
}

impl Header {
    /// Reads the names of a header. `year_given`: the year is known from elsewhere, so that its column may be missing.
    ///
    /// ```
    /// use huiqi::register::{Header, HeaderProblem};
    ///
    /// let problems = Header::read(&["key".to_string(), "yera".to_string()], false).unwrap_err();
    /// let meant = HeaderProblem::UnknownColumnMeant { found: "yera".to_string(), meant: "year".to_string() };
    /// assert!(problems.contains(&meant)); // beside every column that is missing
    /// ```
    ///
    /// # Errors
    /// Every name that is misspelt, or there twice, or may hold facts though it is none of ours; and every required column
    /// that is missing.
    pub fn read(names: &[String], year_given: bool) -> Result<Header, Vec<HeaderProblem>> {
        Header::read_without(names, year_given, &[])
    }

    /// The same without some columns, whatever they are called.
    ///
    /// ```
    /// use huiqi::register::{header_of_csv, template_csv, Header};
    ///
    /// let template = template_csv(&huiqi::Pack::embedded()?, huiqi::Lang::En);
    /// let mut names = header_of_csv(template.as_bytes()).unwrap().names;
    /// names.push("年利润总额".to_string()); // it may be a profit that ought to be counted
    /// assert!(Header::read(&names, false).is_err());
    /// let header = Header::read_without(&names, false, &["年利润总额".to_string()]).unwrap();
    /// assert_eq!(header.ignored, ["年利润总额"]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Header::read`].
    pub fn read_without(names: &[String], year_given: bool, without: &[String]) -> Result<Header, Vec<HeaderProblem>> {
        if names.is_empty() || names.iter().all(|name| name.trim().is_empty()) {
            return Err(vec![HeaderProblem::NoColumns]);
        }
        let all = columns::all();
        let (mut problems, mut ignored) = (Vec::new(), Vec::new());
        let mut found: Vec<Option<usize>> = Vec::new();
        for name in names {
            if problems.len() >= MAX_PROBLEMS {
                return Err(problems);
            }
            let leave = without.iter().any(|left| left == name.trim());
            let column = columns::find(name.trim()).filter(|_| !leave);
            match column {
                None if leave => ignored.push(name.trim().to_string()),
                None => match unknown(name.trim()) {
                    Some(problem) => problems.push(problem),
                    None => ignored.push(name.trim().to_string()),
                },
                Some(_) if found.contains(&column) => problems.push(HeaderProblem::ColumnTwice { found: name.clone() }),
                Some(_) if name.trim() == COSTS_TOTAL && columns::other_costs(names).is_some() => {
                    let part = columns::other_costs(names).unwrap_or_default().to_string();
                    problems.push(HeaderProblem::TotalBesidePart { total: COSTS_TOTAL, part });
                }
                Some(_) => {}
            }
            found.push(column);
        }
        let at = |field: Field| found.iter().position(|column| column.and_then(|i| all.get(i)).is_some_and(|column| column.field == field));
        let mut singles = [None; SINGLES];
        for (column, place) in all.iter().zip(&mut singles) {
            *place = at(column.field);
        }
        let lang = language(names, &found);
        for column in all.iter().filter(|column| column.need == Need::Required) {
            if at(column.field).is_none() && !(year_given && column.field == Field::Single(Single::YEAR)) {
                let [en_meaning, zh_meaning] = [Lang::En, Lang::Zh].map(|lang| column.meaning.say(lang));
                let (key, zh) = (column.key.clone(), column.zh.clone());
                problems.push(HeaderProblem::ColumnMissing { key, zh, en_meaning, zh_meaning });
            }
        }
        let mut header = Header {
            names: names.iter().map(|name| name.trim().to_string()).collect(),
            lang,
            ignored,
            called: Vec::new(),
            units: Vec::new(),
            kept: Vec::new(),
            columns: Vec::new(),
            singles,
            sales: Vec::new(),
            inputs: Vec::new(),
            contracts: Vec::new(),
            losses: Vec::new(),
            output_rates: [None; SaleKind::ALL.len()],
            quarters: None,
            slots: LISTS,
            lists: Default::default(),
        };
        let described = || found.iter().map(|column| column.and_then(|i| all.get(i)));
        let is_ours = |column: &Column, name: &str| column.zh == name || column.key.eq_ignore_ascii_case(name);
        header.called = described()
            .zip(&header.names)
            .filter_map(|(column, name)| Some((name.clone(), column.filter(|column| !is_ours(column, name))?.name(lang).to_string())))
            .collect();
        header.columns = described()
            .map(|column| ColumnPlan {
                kind: column.map_or(Kind::Text, |column| column.kind),
                required: column.is_some_and(|column| column.need == Need::Required),
                open: column.is_some_and(|column| column.open),
                unread: column.is_none_or(|column| match column.field {
                    Field::Single(Single::NAME) => true,
                    Field::Single(Single::YEAR) => year_given,
                    _ => false,
                }),
                slot: 0,
            })
            .collect();
        for (place, column) in described().enumerate().filter_map(|(place, column)| Some((place, column?))) {
            header.note(column.field, place, &at);
        }
        header.give_slots();
        // What is misspelt may be sales.
        if header.sales.is_empty() && !problems.iter().any(|problem| matches!(problem, HeaderProblem::UnknownColumnMeant { .. })) {
            problems.push(HeaderProblem::NoSales);
        }
        if problems.is_empty() { Ok(header) } else { Err(problems) }
    }

    /// The same with columns that stand beside the results as they are, as text: those of these names, or with `all` every one
    /// that is not read.
    ///
    /// ```
    /// use huiqi::register::{header_of_csv, template_csv, Header};
    ///
    /// let template = template_csv(&huiqi::Pack::embedded()?, huiqi::Lang::En);
    /// let mut names = header_of_csv(template.as_bytes()).unwrap().names;
    /// names.push("备注".to_string());
    /// let header = Header::read(&names, false).unwrap();
    /// assert!(header.clone().keeping(&["备注".to_string()]).is_ok());
    /// assert!(header.keeping(&["电话".to_string()]).is_err());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// A name that the header has not.
    pub fn keeping(mut self, names: &[String]) -> Result<Header, HeaderProblem> {
        for name in names {
            match self.names.iter().position(|known| known == name.trim()) {
                Some(at) => self.kept.push(at),
                None if name == ALL => {
                    let others = self.names.iter().enumerate().filter(|(_, name)| !name.is_empty() && self.ignored.contains(name));
                    self.kept.extend(others.map(|(at, _)| at));
                }
                None => return Err(HeaderProblem::NotThere { found: name.clone() }),
            }
        }
        self.kept.sort_unstable();
        self.kept.dedup();
        self.ignored.retain(|name| !self.kept.iter().any(|at| self.names.get(*at) == Some(name)));
        Ok(self)
    }

    /// The names of the columns that stand beside the results as they are.
    pub(super) fn kept_names(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().filter_map(|at| self.name(*at))
    }

    /// Reads the header that a schema is, refusing types that cannot be read.
    ///
    /// ```
    /// use huiqi::register::{Header, Synthesis};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let header = Header::of_schema(&Synthesis::new(&pack, 1, 2023)?.schema(), false).unwrap();
    /// assert_eq!(header.key(), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Header::read`], and a column of a type that has no such cells.
    pub fn of_schema(schema: &Schema, year_given: bool) -> Result<Header, Vec<HeaderProblem>> {
        Header::of_schema_without(schema, year_given, &[])
    }

    /// The same without some columns, whatever they are called.
    ///
    /// ```
    /// use arrow_schema::{DataType, Field, Schema};
    /// use huiqi::register::{Header, Synthesis};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut fields = Synthesis::new(&pack, 1, 2023)?.schema().fields().to_vec();
    /// fields.push(Field::new("turnover tax", DataType::Int64, true).into());
    /// let header = Header::of_schema_without(&Schema::new(fields), false, &["turnover tax".to_string()]).unwrap();
    /// assert_eq!(header.ignored, ["turnover tax"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Header::of_schema`].
    pub fn of_schema_without(schema: &Schema, year_given: bool, without: &[String]) -> Result<Header, Vec<HeaderProblem>> {
        let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        Header::read_without(&names, year_given, without)?.of_these_types(schema)
    }

    /// Refuses columns of types that have no such cells.
    pub(super) fn of_these_types(self, schema: &Schema) -> Result<Header, Vec<HeaderProblem>> {
        let wrong =
            schema.fields().iter().map(|field| field.data_type()).enumerate().filter(|(at, of)| self.is_read(*at) && as_text(of).is_none());
        let problems: Vec<_> = wrong
            .map(|(at, of)| HeaderProblem::NotOfThisType { column: self.name(at).unwrap_or_default().to_string(), found: of.to_string() })
            .collect();
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    fn note(&mut self, field: Field, place: usize, at: &dyn Fn(Field) -> Option<usize>) {
        match field {
            Field::Single(_) | Field::ContractMonth(_) => {}
            Field::Sales { period, kind, special } => self.sales.push(SalesColumn { period, kind, special, at: place }),
            Field::OutputRate(kind) => {
                if let Some(rate) = self.output_rates.get_mut(kind.index()) {
                    *rate = Some(place);
                }
            }
            Field::InputTax(period) => self.inputs.push((period, place)),
            Field::Contract(kind) => {
                self.contracts.push(ContractColumns { kind, at: place, month: at(Field::ContractMonth(kind)) });
            }
            Field::Staff(quarter, close) => self.quarter_end(quarter, usize::from(close), place),
            Field::Assets(quarter, close) => self.quarter_end(quarter, 2 + usize::from(close), place),
            Field::Loss(before) => self.losses.push((before, place)),
        }
    }

    /// Whether the column that stands alone in this slot is there.
    #[inline]
    pub(super) fn has(&self, slot: usize) -> bool {
        self.singles.get(slot).is_some_and(Option::is_some)
    }

    /// Puts the lists in the order of a profile and gives every column its slot.
    fn give_slots(&mut self) {
        self.sales.sort_by_key(|sales| (sales.period, sales.kind, sales.special));
        self.inputs.sort();
        self.losses.sort_by_key(|(before, _)| -before);
        for (slot, place) in self.singles.iter().enumerate() {
            if let Some(column) = place.and_then(|place| self.columns.get_mut(place)) {
                column.slot = slot;
            }
        }
        let lengths = [self.sales.len(), self.inputs.len(), self.contracts.len(), self.losses.len()];
        let mut end = LISTS;
        for (list, length) in self.lists.iter_mut().zip(lengths) {
            *list = end..end + length;
            end += length;
        }
        let (columns, slots) = (&mut self.columns, &mut self.slots);
        let mut give = |place: usize| {
            let slot = *slots;
            *slots += 1;
            if let Some(column) = columns.get_mut(place) {
                column.slot = slot;
            }
            slot
        };
        self.sales.iter().for_each(|sales| _ = give(sales.at));
        self.inputs.iter().for_each(|(_, at)| _ = give(*at));
        self.contracts.iter().for_each(|contract| _ = give(contract.at));
        self.losses.iter().for_each(|(_, at)| _ = give(*at));
        let months = self.contracts.iter_mut().map(|contract| &mut contract.month);
        let others = months.chain(&mut self.output_rates).chain(self.quarters.iter_mut().flatten().flatten());
        others.flatten().for_each(|place| *place = give(*place));
    }

    /// The slots of a list.
    pub(super) fn slots_of(&self, list: List) -> Range<usize> {
        self.lists.get(list as usize).cloned().unwrap_or_default()
    }

    fn quarter_end(&mut self, quarter: crate::Quarter, which: usize, place: usize) {
        let ends = usize::try_from(quarter.number()).ok().and_then(|number| self.quarters.get_or_insert_default().get_mut(number - 1));
        if let Some(end) = ends.and_then(|ends| ends.get_mut(which)) {
            *end = Some(place);
        }
    }

    /// The column that rows are known by.
    ///
    /// ```
    /// use huiqi::register::{header_of_csv, template_csv, Header};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, huiqi::Lang::En);
    /// let header = Header::read(&header_of_csv(template.as_bytes()).unwrap().names, false).unwrap();
    /// assert_eq!(header.names[header.key().unwrap()], "key");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn key(&self) -> Option<usize> {
        self.single(Single::KEY)
    }

    /// The column of names, where there is one.
    ///
    /// ```
    /// use huiqi::register::{header_of_csv, template_csv, Header};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, huiqi::Lang::En);
    /// let header = Header::read(&header_of_csv(template.as_bytes()).unwrap().names, false).unwrap();
    /// assert_eq!(header.names[header.name_column().unwrap()], "name");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn name_column(&self) -> Option<usize> {
        self.single(Single::NAME)
    }

    /// Whether an assessment looks into a column, or hands it on. Where it does not (names; the year, if it is given), anything may
    /// stand in the column's place.
    ///
    /// ```
    /// use huiqi::register::{header_of_csv, template_csv, Header};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, huiqi::Lang::En);
    /// let header = Header::read(&header_of_csv(template.as_bytes()).unwrap().names, false).unwrap();
    /// assert!(header.is_read(header.names.iter().position(|name| name == "sales_q1").unwrap()));
    /// assert!(!header.is_read(header.name_column().unwrap()));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn is_read(&self, at: usize) -> bool {
        self.columns.get(at).is_some_and(|plan| !plan.unread) || self.kept.contains(&at)
    }

    pub(super) fn single(&self, single: Single) -> Option<usize> {
        self.singles.get(single.index()).copied().flatten()
    }

    /// What the header calls a column.
    pub(super) fn name(&self, at: usize) -> Option<&str> {
        self.names.get(at).map(String::as_str)
    }

    /// What a column that stands alone is called here, or would be.
    pub(super) fn name_of(&self, single: Single) -> &str {
        let known = self.single(single).and_then(|at| self.name(at));
        known.or_else(|| columns::all().get(single.index()).map(|column| column.name(self.lang))).unwrap_or_default()
    }
}
