//! Reading a file so that every problem is reported at once, each at its place.
//!
//! A derived deserializer stops at the first error and reads numbers as binary floats. This reader walks the [tree] of a TOML or
//! JSON file, refuses unknown keys with a suggestion, and goes on.
//!
//! [tree]: crate::base::tree

use crate::base::encoding::decode;
use crate::base::error::{At, Problem, Source};
use crate::base::message::{Broken, Expected, Message};
use crate::base::nearest::nearest;
use crate::base::tree::{self, Fields, Node, Placed};
use crate::base::typed::mend;
pub(crate) use crate::base::values::{
    Fault, Parsed, Shape, Value, amount, area, count, date, list, placed, rate, signed_amount, text, truth, word, year_within,
};
use crate::base::words::{Bilingual, Table, Vocabulary};
use std::cell::{Cell, RefCell};
use std::io::Read;

/// What a profile writes for a fact that it does not know, in either language.
pub(crate) const UNKNOWN: [&str; 2] = ["unknown", "未知"];

/// How large a file may be, in bytes.
pub(crate) const MAX_FILE: usize = 4 * 1024 * 1024;

/// How many problems of one file are told.
pub(crate) const MAX_PROBLEMS: usize = 1_000;

/// Reads a file as text, unless it is too large to be meant. What it says of its size is not relied on.
pub(crate) fn read_file(path: &std::path::Path) -> Result<String, Problem> {
    let file = path.display().to_string();
    let cannot = |error: std::io::Error| Problem::new(Message::CannotRead { file: file.clone(), reason: Broken::of_io(&error) });
    // A shell hands on what another command writes as `/dev/fd/63`; a named pipe may never be written to.
    if !std::fs::metadata(path).map_err(cannot)?.is_file() && !path.starts_with("/dev/fd") && path != std::path::Path::new("/dev/stdin") {
        return Err(Problem::new(Message::NotAFile { file: file.clone() }));
    }
    let mut bytes = Vec::new();
    let most = (MAX_FILE as u64).saturating_add(1);
    std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() > MAX_FILE {
        return Err(Problem::new(Message::FileTooLarge { file: file.clone(), limit: MAX_FILE }));
    }
    decode(bytes).ok_or_else(|| Problem::new(Message::NotUtf8 { file: file.clone() }))
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Toml,
    /// TOML as people type it: a profile. A policy file is TOML to the letter.
    Typed,
    Json,
}

/// The problems of one file, while it is read.
pub(crate) struct Reading<'s> {
    /// None for a tree that a program made.
    source: Option<&'s Source>,
    problems: RefCell<Vec<Problem>>,
}

fn not_toml(not: tree::NotATree) -> (Message, At) {
    (Message::NotToml { reason: Broken::of_parser(not.reason) }, not.at)
}

impl Reading<'_> {
    /// Parses a TOML file and hands its root table to `read`. Whatever was wrong is in the second part.
    pub(crate) fn run<T>(source: &Source, read: impl FnOnce(&Section<'_>) -> Option<T>) -> (Option<T>, Vec<Problem>) {
        Reading::run_as(Syntax::Toml, source, |_| (), read)
    }

    /// As [`Reading::run`], for a file of either syntax, in which `fill_in` may put what is left out.
    pub(crate) fn run_as<T>(
        syntax: Syntax,
        source: &Source,
        fill_in: impl FnOnce(&mut Fields<'_>),
        read: impl FnOnce(&Section<'_>) -> Option<T>,
    ) -> (Option<T>, Vec<Problem>) {
        let reading = Reading { source: Some(source), problems: RefCell::default() };
        if source.text().len() > MAX_FILE {
            reading.report(Message::FileTooLarge { file: source.name().to_string(), limit: MAX_FILE }.into(), "", At::default());
            return (None, reading.problems.into_inner());
        }
        let as_it_stands = match syntax {
            Syntax::Json => tree::json(source.text()).map_err(|not| (Message::NotJson { reason: Broken::of_parser(not.reason) }, not.at)),
            Syntax::Toml | Syntax::Typed => tree::toml(source.text()).map_err(not_toml),
        };
        let mended;
        let parsed = match as_it_stands {
            // What is not TOML as it stands is read as it was meant, if that is certain.
            Err(_) if syntax == Syntax::Typed => {
                mended = mend(source.text());
                let typed = |at: At| At::from(mended.typed(at.range().start)..mended.typed(at.range().end));
                let not = |not: tree::NotATree| not_toml(tree::NotATree { at: typed(not.at), ..not });
                tree::toml(&mended.text).map(|fields| fields.moved(&typed)).map_err(not)
            }
            other => other,
        };
        match parsed {
            Ok(mut fields) => {
                fill_in(&mut fields);
                let end = source.text().find('\n').unwrap_or(source.text().len());
                reading.read(&fields, (0..end).into(), read)
            }
            Err((message, at)) => {
                reading.report(message.into(), "", at);
                (None, reading.problems.into_inner())
            }
        }
    }

    /// As [`Reading::run`], for the facts of a program: problems then have a path and no place.
    pub(crate) fn of_tree<T>(fields: &Fields<'_>, read: impl FnOnce(&Section<'_>) -> Option<T>) -> (Option<T>, Vec<Problem>) {
        Reading { source: None, problems: RefCell::default() }.read(fields, At::default(), read)
    }

    fn read<T>(self, fields: &Fields<'_>, at: At, read: impl FnOnce(&Section<'_>) -> Option<T>) -> (Option<T>, Vec<Problem>) {
        let root = Section { reading: &self, table: fields, at, path: String::new(), names: Cell::new(|_| None), used: RefCell::default() };
        let result = read(&root);
        root.finish();
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.span().map(|(_, span)| span.start));
        if problems.len() >= MAX_PROBLEMS {
            problems.push(Problem::new(Message::TooManyProblems { limit: MAX_PROBLEMS }));
        }
        (result.filter(|_| problems.is_empty()), problems)
    }

    fn report(&self, fault: Fault, path: &str, at: At) {
        if !self.is_full() {
            let problem = Problem::said(fault.said, fault.at.unwrap_or(at)).of(path);
            self.problems.borrow_mut().push(match self.source {
                Some(source) => problem.in_source(source),
                None => problem,
            });
        }
    }

    /// As many problems are told as a person can mend; what comes after is not even looked for a suggestion.
    fn is_full(&self) -> bool {
        self.problems.borrow().len() >= MAX_PROBLEMS
    }
}

/// One table of the file. Reading a key marks it as known; [`Section::finish`] refuses the rest.
pub(crate) struct Section<'a> {
    reading: &'a Reading<'a>,
    table: &'a Fields<'a>,
    /// Where the table's own name, or the table, stands.
    pub(crate) at: At,
    /// Which table it is: `vat`, `sales[1]`.
    path: String,
    /// What a key is called in Chinese, where it may be: either name is read.
    names: Cell<Names>,
    used: RefCell<Vec<String>>,
}

/// From a key to its name in Chinese.
pub(crate) type Names = fn(&str) -> Option<&'static str>;

impl<'a> Section<'a> {
    /// From here on the keys may stand under these names as well.
    pub(crate) fn name_in_chinese(&self, names: Names) {
        self.names.set(names);
    }

    fn find(&self, key: &str) -> Option<&'a Placed<'a>> {
        self.table.get(key).or_else(|| self.table.get(self.names.get()(key)?))
    }

    fn value(&self, key: &str) -> Option<Value<'a>> {
        self.used.borrow_mut().push(key.to_string());
        self.find(key).map(Value::new)
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
        let key = self.table.0.iter().find(|field| field.value.at == at).map(|field| self.path(&field.key));
        self.reading.report(fault.into(), key.as_ref().unwrap_or(&self.path), at);
    }

    /// Whether nothing in this table was found wrong so far: then its values are what they say.
    pub(crate) fn is_sound(&self) -> bool {
        !self.reading.problems.borrow().iter().any(|problem| problem.path().is_some_and(|path| path.starts_with(&self.path)))
    }

    /// The value of `key`, whatever its shape.
    pub(crate) fn any(&self, key: &str) -> Option<Value<'a>> {
        self.value(key)
    }

    /// Where the value of `key` stands, or the table when it is absent.
    pub(crate) fn at(&self, key: &str) -> At {
        self.find(key).map_or(self.at, |value| value.at)
    }

    /// Marks a key as known, whether it is there or not.
    pub(crate) fn knows(&self, key: &str) {
        self.used.borrow_mut().push(key.to_string());
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// What `key` says, if it is right, without a word where it is not.
    pub(crate) fn peek<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        parse(&Value::new(self.find(key)?)).ok()
    }

    pub(crate) fn optional<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        let value = self.value(key)?;
        parse(&value).map_err(|fault| self.reading.report(fault, &self.path(key), value.at)).ok()
    }

    /// Whether a key says that its fact is unknown.
    pub(crate) fn is_open(&self, key: &str) -> bool {
        self.find(key).is_some_and(|value| matches!(&value.node, Node::Text(text) if UNKNOWN.contains(&text.as_ref())))
    }

    /// What a key that may be left open says: `"unknown"` is reported through `unknown`, and reads as absent.
    pub(crate) fn open<T>(&self, key: &str, unknown: &mut impl FnMut(), parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        if self.is_open(key) {
            self.used.borrow_mut().push(key.to_string());
            unknown();
            return None;
        }
        self.optional(key, parse)
    }

    pub(crate) fn required<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        if !self.has(key) {
            self.used.borrow_mut().push(key.to_string());
            self.missing(key);
        }
        self.optional(key, parse)
    }

    /// Reports that `key` is not there.
    pub(crate) fn missing(&self, key: &str) {
        let key = self.path(key);
        self.reading.report(Message::Missing { key: key.clone() }.into(), &key, self.at);
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
        let Node::Table(table) = value.node else {
            self.reading.report(value.wrong(Expected::Section), &self.path(key), value.at);
            return None;
        };
        Some(self.child(table, value.at, self.path(key)))
    }

    pub(crate) fn required_section(&self, key: &str) -> Option<Section<'a>> {
        if !self.has(key) {
            self.used.borrow_mut().push(key.to_string());
            let path = self.path(key);
            self.reading.report(Message::Missing { key: path.clone() }.into(), &path, self.at);
        }
        self.section(key)
    }

    /// The tables of `[[key]]`.
    pub(crate) fn sections(&self, key: &str) -> Vec<Section<'a>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Node::List(array) = value.node else {
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
                if let Node::Table(table) = item.node {
                    return Some(self.child(table, item.at, path));
                }
                self.reading.report(item.wrong(Expected::Section), &path, item.at);
                None
            })
            .collect()
    }

    /// The table under `key`, if it is one.
    pub(crate) fn peek_section(&self, key: &str) -> Option<Section<'a>> {
        let value = self.find(key)?;
        match &value.node {
            Node::Table(table) => Some(self.child(table, value.at, self.path(key))),
            _ => None,
        }
    }

    /// The tables of `[[key]]` that are right, without a word on the others.
    pub(crate) fn tables(&self, key: &str) -> Vec<Section<'a>> {
        let Some(Node::List(items)) = self.find(key).map(|value| &value.node) else { return Vec::new() };
        let child = |(i, item): (usize, &'a Placed<'a>)| match &item.node {
            Node::Table(table) => Some(self.child(table, item.at, format!("{}[{i}]", self.path(key)))),
            _ => None,
        };
        items.iter().enumerate().filter_map(child).collect()
    }

    fn child(&self, table: &'a Fields<'a>, at: At, path: String) -> Section<'a> {
        Section { reading: self.reading, table, at, path, names: Cell::new(|_| None), used: RefCell::default() }
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

    /// The keys that are there, as a list to walk (for tables whose keys are names of the law).
    pub(crate) fn keys(&self) -> Vec<(String, At)> {
        self.table.0.iter().map(|field| (field.key.to_string(), field.key_at)).collect()
    }

    /// Refuses every key that was never asked for, and every fact told under both of its names.
    pub(crate) fn finish(&self) {
        let mut known: Vec<String> = self.used.borrow().clone();
        known.sort_unstable();
        known.dedup();
        let in_chinese = || known.iter().filter_map(|key| Some((key, self.names.get()(key)?)));
        for (key, name) in in_chinese() {
            if let (Some(_), Some(again)) = (self.table.get(key), self.table.get(name)) {
                let twice = Message::ToldTwice { key: key.clone(), name: name.to_string() };
                self.reading.report(twice.into(), &self.path(key), again.at);
            }
        }
        let names: Vec<&str> = known.iter().map(String::as_str).chain(in_chinese().map(|(_, name)| name)).collect();
        for field in &self.table.0 {
            if known.binary_search_by(|name| name.as_str().cmp(&field.key)).is_ok() || in_chinese().any(|(_, name)| name == field.key) {
                continue;
            }
            if self.reading.is_full() {
                return;
            }
            let found = self.path(&field.key);
            let message = match nearest(&field.key, &names) {
                Some(meant) => Message::UnknownKeyMeant { found: found.clone(), meant: meant.to_string() },
                None => {
                    let name = |key: &String| self.names.get()(key).map_or_else(|| key.clone(), str::to_string);
                    Message::UnknownKey { found: found.clone(), known: known.clone(), names: known.iter().map(name).collect() }
                }
            };
            self.reading.report(message.into(), &found, field.key_at);
        }
    }
}
