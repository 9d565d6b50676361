//! Mutants of the policy files: one digit, word, element or relation of the law changed at a time.

use huiqi::Vocabulary;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Date,
    Digit,
    Word,
    Dropped,
    Relation,
    Jurisdiction,
}

impl Kind {
    pub fn words(self) -> &'static str {
        match self {
            Kind::Date => "a digit of a date",
            Kind::Digit => "a digit of a parameter",
            Kind::Word => "a word",
            Kind::Dropped => "an element or parameter left out",
            Kind::Relation => "a relation left out",
            Kind::Jurisdiction => "a place",
        }
    }
}

/// One change of one file.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Index into the files.
    pub file: usize,
    pub kind: Kind,
    /// `document#measure key: old → new`
    pub name: String,
    pub at: Range<usize>,
    pub with: String,
}

impl Mutant {
    /// `document#measure key`: the parameter that it changes.
    pub fn parameter(&self) -> &str {
        self.name.split(':').next().unwrap_or(&self.name)
    }

    /// The file with the change.
    pub fn applied(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.at.start], self.with, &text[self.at.end..])
    }
}

/// Words that take each other's place in a parameter.
fn vocabularies() -> Vec<Vec<&'static str>> {
    fn keys<V: Vocabulary>() -> Vec<&'static str> {
        V::ALL.iter().map(|word| word.key()).collect()
    }
    vec![
        keys::<huiqi::Bound>(),
        keys::<huiqi::Landlord>(),
        keys::<huiqi::BenefitKind>(),
        keys::<huiqi::Entitled>(),
        keys::<huiqi::Borrower>(),
        keys::<huiqi::Subsidy>(),
        keys::<huiqi::StartUpGroup>(),
        keys::<huiqi::TaxRating>(),
        keys::<huiqi::SaleKind>(),
        keys::<huiqi::Line>(),
        keys::<huiqi::Form>(),
        keys::<huiqi::SizeClass>(),
        vec!["next-period", "same-month"],
        vec!["staff", "assets"],
        vec!["not-known", "ended"],
        vec!["to-the-nearest", "dropped"],
        vec!["stripped", "counted"],
        vec!["statutory", "reduced"],
        vec!["small-scale", "small-low-profit", "individual-business", "any-business"],
        vec!["general", "manufacturing", "technology-sme"],
        vec!["listed-industry", "any-business"],
        vec!["new-energy", "trailer"],
        vec!["taxed", "excluded"],
        vec!["yes", "no"],
        keys::<huiqi::ExemptSupply>(),
        keys::<huiqi::EmploymentGroup>(),
        keys::<huiqi::ReducedPerson>(),
        keys::<huiqi::SubsidisedLoanKind>(),
        keys::<huiqi::CulturalService>(),
        vec!["programme", "registration", "whole-business"],
    ]
}

/// Names and lists of things that carry over are words for people, not figures.
fn is_text(key: &str) -> bool {
    matches!(key, "name" | "items")
}

struct Walk<'t> {
    text: &'t str,
    file: usize,
    found: Vec<Mutant>,
}

impl Walk<'_> {
    fn push(&mut self, kind: Kind, name: &str, at: Range<usize>, with: String) {
        let old = self.text[at.clone()].trim();
        let shown: String = old.chars().take(60).collect();
        let name = if with.is_empty() { format!("{name}: {shown} dropped") } else { format!("{name}: {shown} → {with}") };
        self.found.push(Mutant { file: self.file, kind, name, at, with });
    }

    /// Each digit to both of its neighbours.
    fn digits(&mut self, kind: Kind, name: &str, at: Range<usize>) {
        let written = self.text[at.clone()].to_string();
        for (i, digit) in written.char_indices().filter_map(|(i, c)| Some((i, c.to_digit(10)?))) {
            for other in [digit.checked_sub(1), Some(digit + 1).filter(|next| *next < 10)].into_iter().flatten() {
                let with = format!("{}{other}{}", &written[..i], &written[i + 1..]);
                self.push(kind, name, at.clone(), with);
            }
        }
    }

    /// A whole `key = value` line, or several where the value spans them.
    fn key(&mut self, kind: Kind, name: &str, value: &Range<usize>) {
        let start = self.text[..value.start].rfind(['\n', '{', ',']).map_or(0, |at| at + 1);
        self.push(kind, name, start..value.end, " ".to_string());
    }

    fn elements(&mut self, kind: Kind, name: &str, list: &[Spanned<DeValue<'_>>]) {
        for item in list.iter().filter(|_| list.len() > 1) {
            let after = &self.text[item.span().end..];
            let comma = if after.starts_with(',') { 1 } else { 0 };
            let mut at = item.span().start..item.span().end + comma;
            if comma == 0 {
                // The last element takes the comma before it along.
                at.start = self.text[..at.start].rfind(',').unwrap_or(at.start);
            }
            self.push(kind, name, at, String::new());
        }
    }

    fn parameter(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => table.iter().for_each(|(key, value)| {
                let key = key.get_ref();
                if !is_text(key) {
                    self.parameter(&format!("{name} {key}"), value);
                }
            }),
            DeValue::Array(list) => {
                self.elements(Kind::Dropped, name, list);
                for (i, item) in list.iter().enumerate() {
                    let name = if item.get_ref().is_table() { format!("{name} {i}") } else { name.to_string() };
                    self.parameter(&name, item);
                }
            }
            DeValue::Boolean(truth) => self.push(Kind::Word, name, value.span(), (!truth).to_string()),
            DeValue::String(word) => {
                let mut swapped = false;
                for words in vocabularies().iter().filter(|words| word.len() > 1 && words.contains(&word.as_ref())) {
                    let at = words.iter().position(|known| known == word).unwrap_or_default();
                    self.push(Kind::Word, name, value.span(), format!("\"{}\"", words[(at + 1) % words.len()]));
                    swapped = true;
                }
                if word == "open" {
                    self.push(Kind::Word, name, value.span(), "\"1亿元\"".to_string());
                } else if word.bytes().any(|byte| byte.is_ascii_digit()) {
                    self.digits(Kind::Digit, name, value.span());
                } else if let [section @ b'A'..=b'T'] = word.as_bytes() {
                    let next = if *section == b'T' { 'A' } else { char::from(section + 1) };
                    self.push(Kind::Word, name, value.span(), format!("\"{next}\""));
                } else {
                    assert!(swapped, "{name}: no other word for {word}");
                }
            }
            _ => self.digits(Kind::Digit, name, value.span()),
        }
    }

    fn date(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(_) => self.push(Kind::Word, name, value.span(), "2026-12-31".to_string()),
            _ => self.digits(Kind::Date, name, value.span()),
        }
    }

    fn jurisdiction(&mut self, name: &str, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(word) if word == "CN" => self.push(Kind::Jurisdiction, name, value.span(), "\"53\"".to_string()),
            _ => self.digits(Kind::Jurisdiction, name, value.span()),
        }
    }

    fn measure(&mut self, document: &str, measure: &DeTable<'_>) {
        let get = |key: &str| measure.get(key);
        let id = get("id").and_then(|id| id.get_ref().as_str()).expect("id");
        let id = format!("{document}#{id}");
        if let Some(valid) = get("valid").and_then(|valid| valid.get_ref().as_table()) {
            valid.iter().for_each(|(key, value)| self.date(&format!("{id} {}", key.get_ref()), value));
        }
        if let Some(parameters) = get("parameters").and_then(|found| found.get_ref().as_table()) {
            for (key, value) in parameters.iter().filter(|(key, _)| !is_text(key.get_ref())) {
                let name = format!("{id} {}", key.get_ref());
                self.parameter(&name, value);
                self.key(Kind::Dropped, &name, &value.span());
            }
        }
        if let Some(value) = get("jurisdiction") {
            self.jurisdiction(&format!("{id} jurisdiction"), value);
        }
        for relation in ["supersedes", "decides", "stacks_after", "extends"] {
            if let Some(value) = get(relation) {
                let name = format!("{id} {relation}");
                if let DeValue::Array(list) = value.get_ref() {
                    self.elements(Kind::Relation, &name, list);
                }
                self.key(Kind::Relation, &name, &value.span());
            }
        }
    }
}

/// Every mutant of one policy file.
pub fn mutants(file: usize, text: &str) -> Vec<Mutant> {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}"));
    let mut walk = Walk { text, file, found: Vec::new() };
    let document = table.get_ref().get("document").and_then(|found| found.get_ref().as_table()).expect("document");
    let id = document.get("id").and_then(|id| id.get_ref().as_str()).expect("id").to_string();
    walk.date(&format!("{id} issued_on"), document.get("issued_on").expect("issued_on"));
    walk.jurisdiction(&format!("{id} jurisdiction"), document.get("jurisdiction").expect("jurisdiction"));
    for measure in table.get_ref().get("measure").and_then(|found| found.get_ref().as_array()).expect("measures").iter() {
        walk.measure(&id, measure.get_ref().as_table().expect("a table"));
    }
    walk.found
}
