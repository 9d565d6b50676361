//! Reading TOML so that every problem is reported at once, each at its place.
//!
//! A derived deserializer stops at the first error and reads numbers as binary floats. This reader walks the parsed
//! document, keeps numbers as the digits that were written, refuses unknown keys with a suggestion, and goes on.

use crate::base::error::{At, Problem, Said, Source};
use crate::base::message::{Expected, Message};
use crate::base::money::MAX_AMOUNT;
use crate::base::words::{Bilingual, Sentence, Table, Vocabulary};
use crate::{Date, Money, Rate};
use std::cell::RefCell;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a profile writes for a fact that it does not know.
const UNKNOWN: &str = "unknown";

/// How large a file may be, in bytes.
pub(crate) const MAX_FILE: usize = 4 * 1024 * 1024;

/// How many problems of one file are told.
pub(crate) const MAX_PROBLEMS: usize = 1_000;

/// Reads a file as text, unless it is too large to be meant.
pub(crate) fn read_file(path: &std::path::Path) -> Result<String, Problem> {
    let file = path.display().to_string();
    let cannot = |error: std::io::Error| Problem::new(Message::CannotRead { file: file.clone(), reason: error.to_string() });
    if std::fs::metadata(path).map_err(cannot)?.len() > MAX_FILE as u64 {
        return Err(Problem::new(Message::FileTooLarge { file: file.clone(), limit: MAX_FILE }));
    }
    std::fs::read_to_string(path).map_err(cannot)
}

/// The problems of one file, while it is read.
pub(crate) struct Reading {
    source: Source,
    problems: RefCell<Vec<Problem>>,
}

impl Reading {
    pub(crate) fn new(source: Source) -> Reading {
        Reading { source, problems: RefCell::default() }
    }

    /// Parses the text and hands its root table to `read`. Whatever was wrong is in the second part.
    pub(crate) fn run<T>(source: &Source, read: impl FnOnce(&Section<'_>) -> Option<T>) -> (Option<T>, Vec<Problem>) {
        let reading = Reading::new(source.clone());
        let mut result = None;
        if source.text().len() > MAX_FILE {
            reading.report(Message::FileTooLarge { file: source.name().to_string(), limit: MAX_FILE }.into(), "", At::default());
        } else {
            let (table, errors) = DeTable::parse_recoverable(source.text());
            // What follows a syntax error is mostly its consequence.
            for error in errors.iter().take(1) {
                let at = error.span().unwrap_or_default().into();
                reading.report(Message::NotToml { reason: error.message().to_string() }.into(), "", at);
            }
            if errors.is_empty() {
                let end = source.text().find('\n').unwrap_or(source.text().len());
                let root = Section {
                    reading: &reading,
                    table: table.get_ref(),
                    at: (0..end).into(),
                    path: String::new(),
                    used: RefCell::default(),
                };
                result = read(&root);
                root.finish();
            }
        }
        let mut problems = reading.problems.into_inner();
        problems.sort_by_key(|problem| problem.span().map(|(_, span)| span.start));
        if problems.len() >= MAX_PROBLEMS {
            problems.push(Problem::new(Message::TooManyProblems { limit: MAX_PROBLEMS }));
        }
        (result.filter(|_| problems.is_empty()), problems)
    }

    fn report(&self, fault: Fault, path: &str, at: At) {
        if !self.is_full() {
            let problem = Problem::said(fault.said, fault.at.unwrap_or(at)).of(path);
            self.problems.borrow_mut().push(problem.in_source(&self.source));
        }
    }

    /// As many problems are told as a person can mend; what comes after is not even looked for a suggestion.
    fn is_full(&self) -> bool {
        self.problems.borrow().len() >= MAX_PROBLEMS
    }
}

/// One value with its place.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    value: &'a DeValue<'a>,
    pub(crate) at: At,
}

impl<'a> Value<'a> {
    fn new(spanned: &'a Spanned<DeValue<'a>>) -> Value<'a> {
        Value { value: spanned.get_ref(), at: spanned.span().into() }
    }

    pub(crate) fn written(&self) -> String {
        match self.value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_string(),
            DeValue::Float(number) => number.as_str().to_string(),
            DeValue::Boolean(truth) => truth.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Array(_) => "[…]".to_string(),
            DeValue::Table(_) => "{…}".to_string(),
        }
    }

    /// What it is made of, for a reader that walks values of any shape.
    pub(crate) fn shape(&self) -> Shape<'a> {
        match self.value {
            DeValue::Array(list) => Shape::List(list.iter().map(Value::new).collect()),
            DeValue::Table(table) => {
                Shape::Table(table.iter().map(|(key, value)| (key.get_ref().to_string(), Value::new(value))).collect())
            }
            _ => Shape::Word(self.written()),
        }
    }

    pub(crate) fn wrong(&self, expected: Expected) -> Fault {
        Message::WrongValue { found: self.written(), expected }.into()
    }
}

/// What a value is made of.
pub(crate) enum Shape<'a> {
    /// Text, a number, a truth value or a date, as written.
    Word(String),
    List(Vec<Value<'a>>),
    Table(Vec<(String, Value<'a>)>),
}

/// What is wrong with a value, and where inside it, if not with the whole.
pub(crate) struct Fault {
    said: Said,
    at: Option<At>,
}

impl<S: Sentence + Send + Sync + 'static> From<S> for Fault {
    fn from(said: S) -> Fault {
        Fault { said: std::sync::Arc::new(said), at: None }
    }
}

/// How one value is read.
pub(crate) type Parsed<T> = Result<T, Fault>;

pub(crate) fn text(value: &Value<'_>) -> Parsed<String> {
    match value.value {
        DeValue::String(text) if !text.trim().is_empty() && text.len() <= 4096 => Ok(text.to_string()),
        _ => Err(value.wrong(Expected::Text)),
    }
}

/// A number's digits as written, or a string's.
fn digits(value: &Value<'_>) -> Option<String> {
    match value.value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().replace('_', "")),
        DeValue::Float(number) => Some(number.as_str().replace('_', "")),
        _ => None,
    }
}

/// An amount that is not negative.
pub(crate) fn amount(value: &Value<'_>) -> Parsed<Money> {
    let amount = signed_amount(value)?;
    if amount < Money::ZERO {
        return Err(Message::Negative { amount }.into());
    }
    Ok(amount)
}

/// An amount that may be a loss.
pub(crate) fn signed_amount(value: &Value<'_>) -> Parsed<Money> {
    digits(value).and_then(|digits| Money::parse(&digits)).ok_or_else(|| value.wrong(Expected::Amount { limit: MAX_AMOUNT }))
}

pub(crate) fn rate(value: &Value<'_>) -> Parsed<Rate> {
    match value.value {
        DeValue::String(text) => Rate::parse(text),
        _ => None,
    }
    .ok_or_else(|| value.wrong(Expected::Rate))
}

/// The largest area that may be told, in hundredths of a square metre: a hundred square kilometres.
pub(crate) const MAX_AREA: i64 = 10_000_000_000;

/// An area in square metres with at most two decimals, in hundredths.
pub(crate) fn area(value: &Value<'_>) -> Parsed<i64> {
    digits(value)
        .and_then(|digits| Money::parse(digits.trim_end_matches("平方米").trim_end_matches("m²")))
        .map(Money::fen)
        .filter(|hundredths| (0..=MAX_AREA).contains(hundredths))
        .ok_or_else(|| value.wrong(Expected::Area))
}

pub(crate) fn date(value: &Value<'_>) -> Parsed<Date> {
    match value.value {
        DeValue::Datetime(written) if written.time.is_none() => written.to_string().parse().ok(),
        _ => None,
    }
    .ok_or_else(|| value.wrong(Expected::Date))
}

pub(crate) fn truth(value: &Value<'_>) -> Parsed<bool> {
    match value.value {
        DeValue::Boolean(truth) => Ok(*truth),
        _ => Err(value.wrong(Expected::Truth)),
    }
}

pub(crate) fn word<W: Vocabulary>(value: &Value<'_>) -> Parsed<W> {
    let written = value.written();
    let found = match value.value {
        DeValue::String(key) => W::from_key(key),
        _ => None,
    };
    found.ok_or_else(|| {
        let known: Vec<&'static str> = W::ALL.iter().map(|word| word.key()).collect();
        match nearest(&written, &known) {
            Some(meant) => Message::UnknownWordMeant { found: written, meant, known },
            None => Message::UnknownWord { found: written, known },
        }
        .into()
    })
}

/// A whole number from 0 to `most`, alone or followed by one of `units`.
pub(crate) fn count(most: u32, units: &'static [&'static str]) -> impl Fn(&Value<'_>) -> Parsed<u32> {
    move |value| {
        let written = digits(value).unwrap_or_default();
        let bare = units.iter().find_map(|unit| written.strip_suffix(unit)).unwrap_or(&written);
        bare.trim().parse().ok().filter(|count| *count <= most).ok_or_else(|| value.wrong(Expected::Count { most }))
    }
}

/// A tax year, one of these.
pub(crate) fn year_within(years: &RangeInclusive<i32>) -> impl Fn(&Value<'_>) -> Parsed<i32> {
    move |value| {
        let year = count(9999, &["年"])(value).ok().and_then(|year| i32::try_from(year).ok());
        let expected = Expected::Year { first: *years.start(), last: *years.end() };
        year.filter(|year| years.contains(year)).ok_or_else(|| value.wrong(expected))
    }
}

/// A list, each element read by `element`; the first bad element is reported at its own place.
pub(crate) fn list<T>(element: impl Fn(&Value<'_>) -> Parsed<T>) -> impl Fn(&Value<'_>) -> Parsed<Vec<T>> {
    move |value| match value.value {
        DeValue::Array(array) => array
            .iter()
            .map(Value::new)
            .map(|item| element(&item).map_err(|fault| Fault { at: Some(fault.at.unwrap_or(item.at)), ..fault }))
            .collect(),
        _ => Err(value.wrong(Expected::List)),
    }
}

/// A value together with its place.
pub(crate) fn placed<T>(parse: impl Fn(&Value<'_>) -> Parsed<T>) -> impl Fn(&Value<'_>) -> Parsed<(T, At)> {
    move |value| parse(value).map(|parsed| (parsed, value.at))
}

/// One table of the file. Reading a key marks it as known; [`Section::finish`] refuses the rest.
pub(crate) struct Section<'a> {
    reading: &'a Reading,
    table: &'a DeTable<'a>,
    /// Where the table's own name, or the table, stands.
    pub(crate) at: At,
    /// Which table it is: `vat`, `sales[1]`.
    path: String,
    used: RefCell<Vec<String>>,
}

impl<'a> Section<'a> {
    fn value(&self, key: &str) -> Option<Value<'a>> {
        self.used.borrow_mut().push(key.to_string());
        self.table.get(key).map(Value::new)
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) }
    }

    /// Reports something about this table that no single value is guilty of.
    pub(crate) fn report(&self, fault: impl Into<Fault>) {
        self.reading.report(fault.into(), &self.path, self.at);
    }

    /// Reports something at a place in this table: the value that stands there is guilty.
    pub(crate) fn report_at(&self, fault: impl Into<Fault>, at: At) {
        let key = self.table.iter().find(|(_, value)| At::from(value.span()) == at).map(|(key, _)| self.path(key.get_ref()));
        self.reading.report(fault.into(), key.as_ref().unwrap_or(&self.path), at);
    }

    /// The value of `key`, whatever its shape.
    pub(crate) fn any(&self, key: &str) -> Option<Value<'a>> {
        self.value(key)
    }

    /// Where the value of `key` stands, or the table when it is absent.
    pub(crate) fn at(&self, key: &str) -> At {
        self.table.get(key).map_or(self.at, |value| value.span().into())
    }

    /// Marks a key as known, whether it is there or not.
    pub(crate) fn knows(&self, key: &str) {
        self.used.borrow_mut().push(key.to_string());
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(crate) fn optional<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        let value = self.value(key)?;
        parse(&value).map_err(|fault| self.reading.report(fault, &self.path(key), value.at)).ok()
    }

    /// What a key that may be left open says: `"unknown"` is reported through `unknown`, and reads as absent.
    pub(crate) fn open<T>(&self, key: &str, unknown: &mut impl FnMut(), parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        let says_unknown = |value: &DeValue<'_>| matches!(value, DeValue::String(text) if text.as_ref() == UNKNOWN);
        if self.table.get(key).is_some_and(|value| says_unknown(value.get_ref())) {
            self.used.borrow_mut().push(key.to_string());
            unknown();
            return None;
        }
        self.optional(key, parse)
    }

    pub(crate) fn required<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        if !self.has(key) {
            self.used.borrow_mut().push(key.to_string());
            self.report(Message::Missing { key: self.path(key) });
        }
        self.optional(key, parse)
    }

    /// An absent key means `default`; a present one must be right.
    pub(crate) fn or<T>(&self, key: &str, default: T, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        if self.has(key) {
            self.optional(key, parse)
        } else {
            self.used.borrow_mut().push(key.to_string());
            Some(default)
        }
    }

    /// `{ zh = "…", en = "…" }`.
    pub(crate) fn bilingual(&self, key: &str) -> Option<Bilingual> {
        let section = self.required_section(key)?;
        let (zh, en) = (section.required("zh", text), section.required("en", text));
        section.finish();
        Some(Bilingual { zh: zh?, en: en? })
    }

    pub(crate) fn section(&self, key: &str) -> Option<Section<'a>> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.value else {
            self.reading.report(value.wrong(Expected::Section), &self.path(key), value.at);
            return None;
        };
        Some(self.child(table, value.at, self.path(key)))
    }

    pub(crate) fn required_section(&self, key: &str) -> Option<Section<'a>> {
        if !self.has(key) {
            self.used.borrow_mut().push(key.to_string());
            self.report(Message::Missing { key: self.path(key) });
        }
        self.section(key)
    }

    /// The tables of `[[key]]`.
    pub(crate) fn sections(&self, key: &str) -> Vec<Section<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(array) = value.value else {
            self.reading.report(value.wrong(Expected::Sections), &self.path(key), value.at);
            return Vec::new();
        };
        if array.len() > crate::base::money::MAX_LINES {
            self.reading.report(Message::TooManyLines { limit: crate::base::money::MAX_LINES }.into(), &self.path(key), value.at);
            return Vec::new();
        }
        array
            .iter()
            .enumerate()
            .filter_map(|(i, item)| {
                let item = Value::new(item);
                let path = format!("{}[{i}]", self.path(key));
                if let DeValue::Table(table) = item.value {
                    return Some(self.child(table, item.at, path));
                }
                self.reading.report(item.wrong(Expected::Section), &path, item.at);
                None
            })
            .collect()
    }

    fn child(&self, table: &'a DeTable<'a>, at: At, path: String) -> Section<'a> {
        Section { reading: self.reading, table, at, path, used: RefCell::default() }
    }

    /// A table whose keys are names of a vocabulary, some of which may be absent.
    pub(crate) fn part_table<K: Vocabulary, V: Copy, const N: usize>(
        &self,
        key: &str,
        parse: impl Fn(&Value<'_>) -> Parsed<V>,
    ) -> Option<Table<K, Option<V>, N>> {
        let section = self.required_section(key)?;
        let table = Table::from_fn(|name: K| section.optional(name.key(), &parse));
        section.finish();
        Some(table)
    }

    /// What `name` says, if anything, without judging it.
    pub(crate) fn name_written(&self) -> Option<String> {
        self.table.get("name").map(Value::new).and_then(|value| text(&value).ok())
    }

    /// The keys that are there, as a list to walk (for tables whose keys are names of the law).
    pub(crate) fn keys(&self) -> Vec<(String, At)> {
        self.table.keys().map(|key| (key.get_ref().to_string(), key.span().into())).collect()
    }

    /// Refuses every key that was never asked for.
    pub(crate) fn finish(&self) {
        let mut known: Vec<String> = self.used.borrow().clone();
        known.sort_unstable();
        known.dedup();
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        for key in self.table.keys() {
            if names.binary_search(&key.get_ref().as_ref()).is_ok() {
                continue;
            }
            if self.reading.is_full() {
                return;
            }
            let found = self.path(key.get_ref());
            let message = match nearest(key.get_ref(), &names) {
                Some(meant) => Message::UnknownKeyMeant { found: found.clone(), meant: meant.to_string() },
                None => Message::UnknownKey { found: found.clone(), known: known.clone() },
            };
            self.reading.report(message.into(), &found, key.span().into());
        }
    }
}

/// How long a name may be, in characters, to be compared with those that are known.
const MAX_NAME: usize = 64;

/// The known name that was most likely meant: one character of three or fewer differs. What is farther is not meant, and
/// what is longer than any name is not compared.
pub(crate) fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    let length = found.chars().take(MAX_NAME + 1).count();
    if length > MAX_NAME {
        return None;
    }
    let most = |name: &str| length.max(name.chars().count()) / 3;
    known
        .iter()
        .copied()
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|(distance, name)| (1..=most(name)).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
