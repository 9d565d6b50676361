//! The readers that the law needs, and how they are combined.

use super::{Meaning, Parameter, Parameters, Shape, Word};
use crate::base::dates::{Period, YearMonth};
use crate::base::message::{Expected, Message};
use crate::base::nearest::nearest;
use crate::base::source::{self, Parsed, Section, Value};
use crate::base::words::{Bilingual, Lang, Say, Table, Vocabulary};
use crate::{Money, Month, Quarter, Rate};

/// Reads a value.
type Parse<T> = Box<dyn Fn(&Value<'_>) -> Parsed<T>>;

/// Reads the parameter of a name from its table; problems are reported to the table.
type ReadNamed<T> = Box<dyn Fn(&Section<'_>, &str) -> Option<T>>;

/// Says what a value is, where somebody asks: a pack that is loaded does not.
type Told = Box<dyn Fn() -> Shape>;

/// How one value is read.
pub(crate) struct Single<T> {
    shape: Told,
    parse: Parse<T>,
}

impl<T: 'static> Single<T> {
    fn new(shape: impl Fn() -> Shape + 'static, parse: impl Fn(&Value<'_>) -> Parsed<T> + 'static) -> Single<T> {
        Single { shape: Box::new(shape), parse: Box::new(parse) }
    }
}

/// How a parameter is read from its table.
pub(crate) struct Reader<T> {
    shape: Told,
    needed: bool,
    read: ReadNamed<T>,
}

impl<T: 'static> Reader<T> {
    fn new(shape: impl Fn() -> Shape + 'static, read: impl Fn(&Section<'_>, &str) -> Option<T> + 'static) -> Reader<T> {
        Reader { shape: Box::new(shape), needed: true, read: Box::new(read) }
    }

    pub(crate) fn declared(self, key: &'static str, meaning: Meaning) -> Parameter {
        Parameter { key, meaning, shape: (self.shape)(), needed: self.needed }
    }

    pub(crate) fn read(&self, section: &Section<'_>, key: &str) -> Option<T> {
        (self.read)(section, key)
    }

    /// What is read, as something else.
    pub(crate) fn map<U: 'static>(self, into: fn(T) -> U) -> Reader<U> {
        let read = self.read;
        Reader { shape: self.shape, needed: self.needed, read: Box::new(move |section, key| read(section, key).map(into)) }
    }
}

impl<T: 'static> From<Single<T>> for Reader<T> {
    fn from(single: Single<T>) -> Reader<T> {
        let parse = single.parse;
        Reader::new(single.shape, move |section, key| section.required(key, &parse))
    }
}

/// An amount of money, not negative.
pub(crate) fn amount() -> Single<Money> {
    Single::new(|| Shape::Amount, source::amount)
}

/// A rate or share.
pub(crate) fn rate() -> Single<Rate> {
    Single::new(|| Shape::Rate, source::rate)
}

/// A whole number up to `most`, alone or with one of `units` behind it.
pub(crate) fn count(most: u32, units: &'static [&'static str]) -> Single<u32> {
    Single::new(move || Shape::Count { least: 0, most, units }, source::count(most, units))
}

/// A month of the year by its number, such as `"5月"`.
pub(crate) fn month_number() -> Single<Month> {
    let (most, units) = (12, &["月"]);
    let parse = count(most, units).parse;
    Single::new(
        move || Shape::Count { least: 1, most, units },
        move |value| parse(value).ok().and_then(Month::from_number).ok_or_else(|| value.wrong(Expected::MonthNumber)),
    )
}

/// `true` or `false`.
pub(crate) fn truth() -> Single<bool> {
    Single::new(|| Shape::Truth, source::truth)
}

/// A text that is not empty.
pub(crate) fn text() -> Single<String> {
    Single::new(|| Shape::Text, source::text)
}

/// A text in both languages.
pub(crate) fn bilingual() -> Reader<Bilingual> {
    Reader::new(|| Shape::Bilingual, |section, key| section.bilingual(key))
}

/// A month of a year, such as `"2023-01"`.
pub(crate) fn year_month() -> Single<YearMonth> {
    let read = |written: &str| {
        let (year, month) = written.split_once('-')?;
        Some(YearMonth { year: year.parse().ok()?, month: Month::from_number(month.parse().ok()?)? })
    };
    Single::new(|| Shape::YearMonth, move |value| read(&source::text(value)?).ok_or_else(|| value.wrong(Expected::YearMonth)))
}

/// A month such as `"03"`, or a quarter such as `"Q1"`.
pub(crate) fn period() -> Single<Period> {
    Single::new(
        || Shape::Period,
        |value| {
            let written = source::text(value)?;
            let found = match written.strip_prefix('Q') {
                Some(quarter) => quarter.parse().ok().and_then(Quarter::from_number).map(Period::Quarter),
                None => written.parse().ok().and_then(Month::from_number).map(Period::Month),
            };
            found.ok_or_else(|| value.wrong(Expected::Period))
        },
    )
}

/// A month such as `"03"`.
fn month() -> Single<Month> {
    let parse = period().parse;
    Single::new(
        || Shape::Month,
        move |value| match parse(value)? {
            Period::Month(month) => Ok(month),
            _ => Err(Message::MonthExpected.into()),
        },
    )
}

/// A section of GB/T 4754 such as `"C"`, or the first digits of its codes such as `"7291"`.
fn industry() -> Single<String> {
    Single::new(
        || Shape::Industry,
        |value| {
            let written = source::text(value)?;
            let fits = match written.as_bytes() {
                [letter] if letter.is_ascii_uppercase() => (b'A'..=b'T').contains(letter),
                digits => digits.len() <= 4 && digits.iter().all(u8::is_ascii_digit),
            };
            if fits { Ok(written) } else { Err(value.wrong(Expected::IndustryCode)) }
        },
    )
}

/// Industries of GB/T 4754, at least one.
pub(crate) fn industries() -> Reader<Vec<String>> {
    list(industry(), false)
}

/// Industries of GB/T 4754; the list may be empty.
pub(crate) fn industries_or_none() -> Reader<Vec<String>> {
    list(industry(), true)
}

/// Months of a year, at least one.
pub(crate) fn months() -> Reader<Vec<Month>> {
    list(month(), false)
}

/// Months of a year; the list may be empty.
pub(crate) fn months_or_none() -> Reader<Vec<Month>> {
    list(month(), true)
}

/// Rates, at least one.
pub(crate) fn rates() -> Reader<Vec<Rate>> {
    list(rate(), false)
}

/// Every word of a vocabulary.
pub(crate) fn all<W: Vocabulary>() -> &'static [W] {
    W::ALL
}

/// One of the words that the mechanism reads.
pub(crate) fn word<W: Vocabulary + Say + PartialEq>(taken: &'static [W]) -> Single<W> {
    Single::new(
        || Shape::Word(described(taken)),
        move |value| {
            let found = value.written();
            let word = W::from_key(&found);
            if let Some(word) = word.filter(|word| taken.contains(word)) {
                return Ok(word);
            }
            let known: Vec<&'static str> = taken.iter().map(|word| word.key()).collect();
            Err(match (word, nearest(&found, &known)) {
                (Some(_), _) => Message::WordNotRead { found, read: known },
                (None, Some(meant)) => Message::UnknownWordMeant { found, meant, known },
                (None, None) => Message::UnknownWord { found, known },
            }
            .into())
        },
    )
}

/// Some of the words that the mechanism reads, at least one.
pub(crate) fn words<W: Vocabulary + Say + PartialEq>(taken: &'static [W]) -> Reader<Vec<W>> {
    list(word(taken), false)
}

/// Some of the words that the mechanism reads; the list may be empty.
pub(crate) fn words_or_none<W: Vocabulary + Say + PartialEq>(taken: &'static [W]) -> Reader<Vec<W>> {
    list(word(taken), true)
}

/// The words with what they stand for.
pub(in crate::law) fn described<W: Vocabulary + Say>(words: &[W]) -> Vec<Word> {
    words.iter().map(|word| Word { key: word.key(), en: word.say(Lang::En), zh: word.say(Lang::Zh) }).collect()
}

fn list<T: PartialEq + 'static>(of: Single<T>, may_be_empty: bool) -> Reader<Vec<T>> {
    let Single { shape, parse } = of;
    let placed = move |value: &Value<'_>| Ok((parse(value)?, value.written()));
    Reader::new(
        move || Shape::List { of: Box::new(shape()), may_be_empty },
        move |section, key| {
            section.required(key, |value| {
                let listed = source::list(&placed)(value)?;
                if listed.is_empty() && !may_be_empty {
                    return Err(Message::NothingListed.into());
                }
                let twice = listed.iter().enumerate().find(|(i, (item, _))| listed.iter().take(*i).any(|(before, _)| before == item));
                match twice {
                    Some((_, (_, found))) => Err(Message::ListedTwice { found: found.clone() }.into()),
                    None => Ok(listed.into_iter().map(|(item, _)| item).collect()),
                }
            })
        },
    )
}

/// A value, or `instead` where the law says `"open"`.
pub(crate) fn or_open<T: Copy + 'static>(instead: T, single: Single<T>) -> Single<T> {
    let Single { shape, parse } = single;
    let parse = move |value: &Value<'_>| if value.as_text() == Some("open") { Ok(instead) } else { parse(value) };
    Single::new(move || Shape::OrOpen(Box::new(shape())), parse)
}

/// What may be left out.
pub(crate) fn optional<T: 'static>(reader: impl Into<Reader<T>>) -> Reader<Option<T>> {
    let Reader { shape, read, .. } = reader.into();
    let read = move |section: &Section<'_>, key: &str| match section.has(key) {
        true => read(section, key).map(Some),
        false => {
            section.knows(key);
            Some(None)
        }
    };
    Reader { shape, needed: false, read: Box::new(read) }
}

/// What may be left out, and then is `default`.
pub(crate) fn or<T: Clone + 'static>(default: T, reader: impl Into<Reader<T>>) -> Reader<T> {
    let Reader { shape, needed, read } = optional(reader);
    Reader { shape, needed, read: Box::new(move |section, key| Some(read(section, key)?.unwrap_or_else(|| default.clone()))) }
}

/// A value for each word of a vocabulary. Where the reader is of what may be left out, words may be left out.
pub(crate) fn by_word<K: Vocabulary + Say, V: Copy + Default + 'static, const N: usize>(
    each: impl Into<Reader<V>>,
) -> Reader<Table<K, V, N>> {
    let Reader { shape, needed, read } = each.into();
    Reader::new(
        move || Shape::ByWord { words: described(K::ALL), each: Box::new(shape()), whole: needed },
        move |section, key| {
            let section = section.required_section(key)?;
            let values: Vec<Option<V>> = K::ALL.iter().map(|word| read(&section, word.key())).collect();
            section.finish();
            let values: Vec<V> = values.into_iter().collect::<Option<_>>()?;
            Some(Table::from_fn(|word: K| values.get(word.index()).copied().unwrap_or_default()))
        },
    )
}

/// A value for each name of the law that is written, in the order of the names.
pub(crate) fn by_name<V: 'static>(each: impl Into<Reader<V>>) -> Reader<Vec<(String, V)>> {
    let Reader { shape, read, .. } = each.into();
    Reader::new(
        move || Shape::ByName(Box::new(shape())),
        move |section, key| {
            let section = section.required_section(key)?;
            let values: Vec<Option<(String, V)>> =
                section.keys().map(|(name, _)| read(&section, name).map(|value| (name.to_string(), value))).collect();
            section.finish();
            let mut values: Vec<(String, V)> = values.into_iter().collect::<Option<_>>()?;
            values.sort_by(|(one, _), (other, _)| one.cmp(other));
            Some(values)
        },
    )
}

/// A table with parameters of its own.
pub(crate) fn table<T: Parameters + 'static>() -> Reader<T> {
    Reader::new(
        || Shape::Table(T::declared()),
        |section, key| {
            let section = section.required_section(key)?;
            let read = T::read(&section);
            section.finish();
            read
        },
    )
}

/// A list of tables with parameters of their own, at least one.
pub(crate) fn tables<T: Parameters + 'static>() -> Reader<Vec<T>> {
    tables_into(|rows, _| Some(rows))
}

/// The same, and what the rows make together: the function checks them against one another, and reports to their sections.
pub(crate) fn tables_into<T: Parameters + 'static, U: 'static>(make: fn(Vec<T>, &[Section<'_>]) -> Option<U>) -> Reader<U> {
    Reader::new(
        || Shape::Tables(T::declared()),
        move |section, key| {
            let before = section.sections(key);
            if !section.has(key) {
                section.required(key, source::text);
                return None;
            }
            let rows: Vec<Option<T>> = before
                .iter()
                .map(|row| {
                    let read = T::read(row);
                    row.finish();
                    read
                })
                .collect();
            if rows.is_empty() {
                section.report_at(Message::NothingListed, section.at(key));
                return None;
            }
            make(rows.into_iter().collect::<Option<_>>()?, &before)
        },
    )
}
