//! How single values are read: texts, amounts, rates, dates, words, counts, and lists of them.

use crate::base::error::{At, Said};
use crate::base::message::{Expected, Message};
use crate::base::money::MAX_AMOUNT;
use crate::base::nearest::nearest;
use crate::base::tree::{Node, Placed};
use crate::base::typed::half_width;
use crate::base::words::{Sentence, Vocabulary};
use crate::{Date, Money, Rate};
use std::ops::RangeInclusive;

/// One value with its place.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    pub(super) node: &'a Node<'a>,
    pub(crate) at: At,
}

impl<'a> Value<'a> {
    pub(crate) fn new(placed: &'a Placed<'a>) -> Value<'a> {
        Value { node: &placed.node, at: placed.at }
    }

    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&'a str> {
        match self.node {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn written(&self) -> String {
        match self.node {
            Node::Text(text) | Node::Number(text) | Node::Date(text) => text.to_string(),
            Node::Truth(truth) => truth.to_string(),
            Node::Other(written) => written.clone(),
            Node::List(_) => "[…]".to_string(),
            Node::Table(_) => "{…}".to_string(),
        }
    }

    /// What it is made of, for a reader that walks values of any shape.
    pub(crate) fn shape(&self) -> Shape<'a> {
        match self.node {
            Node::List(list) => Shape::List(list.iter().map(Value::new).collect()),
            Node::Table(table) => Shape::Table(table.0.iter().map(|field| (field.key.to_string(), Value::new(&field.value))).collect()),
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
    pub(super) said: Said,
    pub(super) at: Option<At>,
}

impl<S: Sentence + Send + Sync + 'static> From<S> for Fault {
    fn from(said: S) -> Fault {
        Fault { said: std::sync::Arc::new(said), at: None }
    }
}

impl Fault {
    pub(crate) fn said(said: Said) -> Fault {
        Fault { said, at: None }
    }
}

/// How one value is read.
pub(crate) type Parsed<T> = Result<T, Fault>;

pub(crate) fn text(value: &Value<'_>) -> Parsed<String> {
    match value.node {
        Node::Text(text) if !text.trim().is_empty() && text.len() <= 4096 => Ok(text.to_string()),
        _ => Err(value.wrong(Expected::Text)),
    }
}

/// A number's digits as written, or a string's.
fn digits(value: &Value<'_>) -> Option<String> {
    match value.node {
        Node::Text(text) => Some(half_width(text).into_owned()),
        Node::Number(digits) => Some(digits.replace('_', "")),
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
    match value.node {
        Node::Text(text) => Rate::parse(text),
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
    match value.node {
        Node::Date(written) => written.parse().ok(),
        _ => None,
    }
    .ok_or_else(|| value.wrong(Expected::Date))
}

pub(crate) fn truth(value: &Value<'_>) -> Parsed<bool> {
    match value.node {
        Node::Truth(truth) => Ok(*truth),
        _ => Err(value.wrong(Expected::Truth)),
    }
}

pub(crate) fn word<W: Vocabulary>(value: &Value<'_>) -> Parsed<W> {
    let written = value.written();
    let found = match value.node {
        Node::Text(key) => W::from_key(key),
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

/// A list, each element read by `element`; the first bad element is reported at its own place.
pub(crate) fn list<T>(element: impl Fn(&Value<'_>) -> Parsed<T>) -> impl Fn(&Value<'_>) -> Parsed<Vec<T>> {
    move |value| match value.node {
        Node::List(items) => items
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

/// A tax year, one of these.
pub(crate) fn year_within(years: &RangeInclusive<i32>) -> impl Fn(&Value<'_>) -> Parsed<i32> {
    move |value| {
        let year = count(9999, &["年"])(value).ok().and_then(|year| i32::try_from(year).ok());
        let expected = Expected::Year { first: *years.start(), last: *years.end() };
        year.filter(|year| years.contains(year)).ok_or_else(|| value.wrong(expected))
    }
}
