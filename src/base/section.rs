//! A table of a file that is read, its values by their keys; and what is wrong with them, gathered for the whole file.

use crate::base::error::{At, Problem, Source};
use crate::base::message::{Expected, Message};
use crate::base::nearest::nearest;
use crate::base::tree::{Fields, Node, Placed};
use crate::base::values::{Fault, Parsed, Value, text};
use crate::base::words::{Bilingual, Table, Vocabulary};
use smallvec::SmallVec;
use std::cell::{Cell, RefCell};

/// What a profile writes for a fact that it does not know, in either language.
pub(crate) const UNKNOWN: [&str; 2] = ["unknown", "未知"];

/// How many problems of one file are told.
const MAX_PROBLEMS: usize = 1_000;

/// The problems of one file, while it is read.
pub(crate) struct Reading<'s> {
    /// None for a tree that a program made.
    source: Option<&'s Source>,
    problems: RefCell<Vec<Problem>>,
}

impl Reading<'_> {
    /// Nothing is read yet. A tree that a program made has no source.
    pub(super) fn of(source: Option<&Source>) -> Reading<'_> {
        Reading { source, problems: RefCell::default() }
    }

    /// Hands the root table to `read`, and tells what was wrong.
    pub(super) fn read<T>(self, fields: &Fields<'_>, at: At, read: impl FnOnce(&Section<'_>) -> Option<T>) -> (Option<T>, Vec<Problem>) {
        let root = Section::new(&self, fields, at, String::new());
        let result = read(&root);
        root.finish();
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.span().map(|(_, span)| span.start));
        if problems.len() >= MAX_PROBLEMS {
            problems.push(Problem::new(Message::TooManyProblems { limit: MAX_PROBLEMS }));
        }
        (result.filter(|_| problems.is_empty()), problems)
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    pub(super) fn report(&self, fault: Fault, path: &str, at: At) {
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
    /// Which of its fields were asked for.
    seen: RefCell<SmallVec<[bool; 16]>>,
    /// The keys that were asked for and are not there, or stand under their Chinese name, a line each: beside what is refused it is
    /// told which keys there are.
    absent: RefCell<String>,
}

/// From a key to its name in Chinese.
pub(crate) type Names = fn(&str) -> Option<&'static str>;

impl<'a> Section<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, table: &'a Fields<'a>, at: At, path: String) -> Section<'a> {
        let seen = RefCell::new(SmallVec::from_elem(false, table.0.len()));
        Section { reading, table, at, path, names: Cell::new(|_| None), seen, absent: RefCell::default() }
    }

    /// From here on the keys may stand under these names as well.
    pub(crate) fn name_in_chinese(&self, names: Names) {
        self.names.set(names);
    }

    fn find(&self, key: &str) -> Option<&'a Placed<'a>> {
        self.table.get(key).or_else(|| self.table.get(self.names.get()(key)?))
    }

    /// The value of a key, which is known from here on.
    fn value(&self, key: &str) -> Option<Value<'a>> {
        let at = self.table.position(key).or_else(|| {
            if !self.is_found_sound() {
                let mut absent = self.absent.borrow_mut();
                absent.push_str(key);
                absent.push('\n');
            }
            self.table.position(self.names.get()(key)?)
        })?;
        if let Some(seen) = self.seen.borrow_mut().get_mut(at) {
            *seen = true;
        }
        self.table.0.get(at).map(|field| Value::new(&field.value))
    }

    /// Which table or value a key names, for what is told of it: nothing is told of what is sound.
    fn path(&self, key: &str) -> String {
        if self.is_found_sound() {
            return String::new();
        }
        if self.path.is_empty() { key.to_string() } else { [self.path.as_str(), ".", key].concat() }
    }

    /// Whether its file is of the law that is built in: every test before a release found it sound, and it is not checked once more.
    pub(crate) fn is_found_sound(&self) -> bool {
        !cfg!(debug_assertions) && self.reading.source.is_some_and(|source| source.tree().is_some())
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
        self.value(key);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// What `key` says, if it is right, without a word where it is not.
    pub(crate) fn peek<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        parse(&Value::new(self.find(key)?)).ok()
    }

    pub(crate) fn optional<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        self.parsed(key, self.value(key)?, parse)
    }

    fn parsed<T>(&self, key: &str, value: Value<'_>, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        parse(&value).map_err(|fault| self.reading.report(fault, &self.path(key), value.at)).ok()
    }

    /// Whether a key says that its fact is unknown.
    pub(crate) fn is_open(&self, key: &str) -> bool {
        self.find(key).is_some_and(|value| matches!(&value.node, Node::Text(text) if UNKNOWN.contains(&text.as_ref())))
    }

    /// What a key that may be left open says: `"unknown"` is reported through `unknown`, and reads as absent.
    pub(crate) fn open<T>(&self, key: &str, unknown: &mut impl FnMut(), parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        if self.is_open(key) {
            self.knows(key);
            unknown();
            return None;
        }
        self.optional(key, parse)
    }

    pub(crate) fn required<T>(&self, key: &str, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        let Some(value) = self.value(key) else {
            self.missing(key);
            return None;
        };
        self.parsed(key, value, parse)
    }

    /// Reports that `key` is not there.
    pub(crate) fn missing(&self, key: &str) {
        let key = self.path(key);
        self.reading.report(Message::Missing { key: key.clone() }.into(), &key, self.at);
    }

    /// An absent key means `default`; a present one must be right.
    pub(crate) fn or<T>(&self, key: &str, default: T, parse: impl Fn(&Value<'_>) -> Parsed<T>) -> Option<T> {
        match self.value(key) {
            Some(value) => self.parsed(key, value, parse),
            None => Some(default),
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
        self.section_of(key, self.value(key)?)
    }

    fn section_of(&self, key: &str, value: Value<'a>) -> Option<Section<'a>> {
        let Node::Table(table) = value.node else {
            self.reading.report(value.wrong(Expected::Section), &self.path(key), value.at);
            return None;
        };
        Some(self.child(table, value.at, self.path(key)))
    }

    pub(crate) fn required_section(&self, key: &str) -> Option<Section<'a>> {
        let Some(value) = self.value(key) else {
            self.missing(key);
            return None;
        };
        self.section_of(key, value)
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
        let of = self.path(key);
        array
            .iter()
            .enumerate()
            .filter_map(|(i, item)| {
                let item = Value::new(item);
                let path = [of.as_str(), "[", &i.to_string(), "]"].concat();
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
        Section::new(self.reading, table, at, path)
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
    pub(crate) fn keys(&self) -> impl Iterator<Item = (&'a str, At)> + use<'a> {
        self.table.0.iter().map(|field| (field.key.as_ref(), field.key_at))
    }

    /// Refuses every key that was never asked for, and every fact told under both of its names.
    pub(crate) fn finish(&self) {
        let seen = self.seen.borrow();
        if seen.iter().all(|seen| *seen) {
            return;
        }
        let mut known: Vec<String> = self.absent.borrow().lines().map(str::to_string).collect();
        let under_names: Vec<&str> = known.iter().filter_map(|key| self.names.get()(key)).collect();
        let fields = self.table.0.iter().zip(seen.iter()).filter(|(_, seen)| **seen).map(|(field, _)| field.key.as_ref());
        let found: Vec<String> = fields.filter(|key| !under_names.contains(key)).map(str::to_string).collect();
        known.extend(found);
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
        for (field, seen) in self.table.0.iter().zip(seen.iter()) {
            if *seen || in_chinese().any(|(_, name)| name == field.key) {
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
