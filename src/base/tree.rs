//! A file as a tree of values, whatever its syntax: TOML and JSON are read by the same readers from here on.
//!
//! Numbers stay the digits that were written: read as binary floats, amounts would lose fen.

use crate::base::error::At;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// How deep tables and lists may lie in each other. No file of ours needs half of it.
const MAX_DEPTH: usize = 16;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node<'a> {
    Text(Cow<'a, str>),
    /// The digits of a decimal number, as written.
    Number(Cow<'a, str>),
    Truth(bool),
    /// A date or time of TOML, as written; JSON has none.
    Date(Cow<'a, str>),
    /// What no fact is told by, such as a hexadecimal number: only to be quoted in a problem.
    Other(String),
    List(Vec<Placed<'a>>),
    Table(Fields<'a>),
}

/// A value with its place in the file; nowhere, for one that a program made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) at: At,
}

impl<'a> From<Node<'a>> for Placed<'a> {
    fn from(node: Node<'a>) -> Placed<'a> {
        Placed { node, at: At::default() }
    }
}

/// A key with its place and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) key_at: At,
    pub(crate) value: Placed<'a>,
}

/// The keys of a table. In a file that was read they are sorted; one that is written has them in the order of the facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fields<'a>(pub(crate) Vec<Field<'a>>);

impl<'a> Fields<'a> {
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.0.binary_search_by(|field| field.key.as_ref().cmp(key)).ok()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Placed<'a>> {
        self.0.get(self.position(key)?).map(|field| &field.value)
    }

    pub(crate) fn push(&mut self, key: &'static str, node: Node<'a>) {
        self.0.push(Field { key: key.into(), key_at: At::default(), value: node.into() });
    }

    /// Sorted all the way down, as [`Fields::get`] needs it.
    pub(crate) fn sorted(mut self) -> Fields<'a> {
        self.0.sort_by(|one, other| one.key.cmp(&other.key));
        self.0.iter_mut().for_each(|field| field.value.sort());
        self
    }
}

impl Fields<'_> {
    /// With every place where it is in another text.
    pub(crate) fn moved(mut self, to: &impl Fn(At) -> At) -> Self {
        for field in &mut self.0 {
            field.key_at = to(field.key_at);
            field.value.shift(to);
        }
        self
    }
}

impl Placed<'_> {
    fn shift(&mut self, to: &impl Fn(At) -> At) {
        self.at = to(self.at);
        match &mut self.node {
            Node::Table(fields) => *fields = std::mem::take(fields).moved(to),
            Node::List(list) => list.iter_mut().for_each(|placed| placed.shift(to)),
            _ => {}
        }
    }

    fn sort(&mut self) {
        match &mut self.node {
            Node::Table(fields) => *fields = std::mem::take(fields).sorted(),
            Node::List(list) => list.iter_mut().for_each(Placed::sort),
            _ => {}
        }
    }
}

/// Why a text is not a tree: the reason of the parser, and where.
pub(crate) struct NotATree {
    pub(crate) reason: String,
    pub(crate) at: At,
}

/// The root table of a TOML file.
pub(crate) fn toml(text: &str) -> Result<Fields<'_>, NotATree> {
    let (table, errors) = DeTable::parse_recoverable(text);
    // What follows a syntax error is mostly its consequence.
    match errors.first() {
        Some(error) => Err(NotATree { reason: error.message().to_string(), at: error.span().unwrap_or_default().into() }),
        None => Ok(toml_fields(table.into_inner())),
    }
}

fn toml_fields(table: DeTable<'_>) -> Fields<'_> {
    Fields(table.into_iter().map(toml_field).collect())
}

fn toml_field<'a>((key, value): (Spanned<Cow<'a, str>>, Spanned<DeValue<'a>>)) -> Field<'a> {
    Field { key_at: key.span().into(), key: key.into_inner(), value: toml_value(value) }
}

fn toml_value(value: Spanned<DeValue<'_>>) -> Placed<'_> {
    let at = value.span().into();
    let node = match value.into_inner() {
        DeValue::String(text) => Node::Text(text),
        DeValue::Integer(number) if number.radix() == 10 => Node::Number(number.as_str().to_string().into()),
        DeValue::Integer(number) => Node::Other(number.as_str().to_string()),
        DeValue::Float(number) => Node::Number(number.as_str().to_string().into()),
        DeValue::Boolean(truth) => Node::Truth(truth),
        DeValue::Datetime(date) => Node::Date(date.to_string().into()),
        DeValue::Array(array) => Node::List(array.into_iter().map(toml_value).collect()),
        DeValue::Table(table) => Node::Table(toml_fields(table)),
    };
    Placed { node, at }
}

/// The root table of a JSON text. `null` is absent; a key may stand only once.
pub(crate) fn json(text: &str) -> Result<Fields<'_>, NotATree> {
    let whole = 0..text.len();
    let not = |error: serde_json::Error| {
        let at = byte_of(text, error.line(), error.column());
        NotATree { reason: error.to_string(), at: (at..at).into() }
    };
    let raw: &RawValue = serde_json::from_str(text).map_err(not)?;
    match (Json { text }).value(raw, 0)?.node {
        Node::Table(fields) => Ok(fields),
        _ => Err(NotATree { reason: "an object is expected".to_string(), at: whole.into() }),
    }
}

/// The byte that a line and a column of serde_json stand for.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let byte = start.saturating_add(column.saturating_sub(1)).min(text.len());
    (0..=byte).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or_default()
}

/// A JSON text that is known to be well-formed.
struct Json<'a> {
    text: &'a str,
}

impl<'a> Json<'a> {
    /// Where a part of the text stands in it.
    fn at(&self, part: &str) -> At {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        (start..start.saturating_add(part.len())).into()
    }

    fn value(&self, raw: &'a RawValue, depth: usize) -> Result<Placed<'a>, NotATree> {
        let (part, at) = (raw.get(), self.at(raw.get()));
        let refused = |reason: String| NotATree { reason, at };
        if depth > MAX_DEPTH {
            return Err(refused(format!("more than {MAX_DEPTH} levels")));
        }
        let inner = |error: serde_json::Error| refused(error.to_string());
        let node = match part.bytes().next() {
            Some(b'{') => Node::Table(self.fields(serde_json::from_str(part).map_err(inner)?, depth)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(part).map_err(inner)?;
                Node::List(items.into_iter().map(|item| self.value(item, depth.saturating_add(1))).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Node::Text(serde_json::from_str::<String>(part).map_err(inner)?.into()),
            Some(b't') => Node::Truth(true),
            Some(b'f') => Node::Truth(false),
            Some(b'n') => Node::Other("null".to_string()),
            _ => Node::Number(part.into()),
        };
        Ok(Placed { node, at })
    }

    fn fields(&self, Pairs(pairs): Pairs<'a>, depth: usize) -> Result<Fields<'a>, NotATree> {
        let mut fields = Vec::with_capacity(pairs.len());
        for (key, value) in pairs.into_iter().filter(|(_, value)| value.get() != "null") {
            let key_at = self.at(key.get());
            let key = serde_json::from_str::<String>(key.get()).map_err(|error| NotATree { reason: error.to_string(), at: key_at })?;
            fields.push(Field { key: key.into(), key_at, value: self.value(value, depth.saturating_add(1))? });
        }
        // Stable, so that the second of two equal keys is the one that is refused.
        fields.sort_by(|one: &Field<'_>, other| one.key.cmp(&other.key));
        match fields.windows(2).find(|pair| matches!(pair, [one, other] if one.key == other.key)) {
            Some([_, again]) => Err(NotATree { reason: format!("duplicate key `{}`", again.key), at: again.key_at }),
            _ => Ok(Fields(fields)),
        }
    }
}

/// The keys and values of an object, each as the text that it is.
struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(Each).map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(json: &str) -> Node<'_> {
        let mut fields = super::json(json).map_err(|not| not.reason).expect("a table").0;
        fields.pop().expect("a field").value.node
    }

    #[test]
    fn json_keeps_digits_places_and_order() {
        assert_eq!(node(r#"{"a": 120000.10}"#), Node::Number("120000.10".into()));
        assert_eq!(node(r#"{"a": null, "b": 1e3}"#), Node::Number("1e3".into()));
        assert_eq!(node(r#"{"\u9500\u552e": "12\u4e07元"}"#), Node::Text("12万元".into()));
        let text = r#" {"b": [1, {"c": true}], "a": "x"}"#;
        let fields = json(text).map_err(|not| not.reason).expect("a table");
        let b = fields.get("b").expect("there");
        assert_eq!(b.at, (7..23).into());
        let Node::List(items) = &b.node else { panic!("a list") };
        assert_eq!(items.len(), 2);
        assert_eq!(fields.get("a").map(|a| a.at), Some((30..33).into()));
    }

    #[test]
    fn json_that_is_no_profile_is_refused_at_its_place() {
        let refused = |text: &str| json(text).err().map(|not| not.at);
        assert_eq!(refused(r#"{"a": 1, "a": 2}"#), Some((9..12).into()));
        assert_eq!(refused("[]"), Some((0..2).into()));
        assert_eq!(refused("{\n\"a\": x}"), Some((7..7).into()));
        assert!(refused(&"[".repeat(1_000_000)).is_some());
        assert!(refused(&format!("{{\"a\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000))).is_some());
    }
}
