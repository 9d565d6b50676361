//! What a program reads of a sentence: its code, which never changes, and its values with their types.
//!
//! The same in every language: `{"code": "sales-over-threshold", "period": "Q1", "sales": "463366.34", …, "text": {"zh": …, "en": …}}`.

use crate::base::calendar::{Period, Validity, YearMonth};
use crate::base::words::{Bilingual, Lang, Say};
use crate::{Date, Money, Rate};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};
use std::fmt::Debug;

/// Version of what is written as JSON; raised when a field changes its meaning or goes.
pub const FORMAT_VERSION: u32 = 2;

/// A sentence of a closed list: its words in either language, and for programs a code with typed values.
///
/// ```
/// use huiqi::trace::Reason;
/// use huiqi::{Money, Sentence};
///
/// let reason = Reason::AmountOver { amount: Money::parse("12.5万").unwrap(), most: Money::parse("10万").unwrap() };
/// assert_eq!(reason.code(), "amount-over");
/// assert_eq!(reason.fields()["most"], "100000.00");
/// ```
pub trait Sentence: Say + Debug {
    /// The name of the sentence, lower-case with hyphens. It stays the same when the words are changed.
    fn code(&self) -> &'static str;

    /// The values in it by name: amounts and rates as decimals in strings, days in ISO 8601, names by their keys, counts as
    /// numbers, another sentence as an object with its own `code`.
    fn fields(&self) -> Map<String, Value>;
}

/// Writes a sentence: its code, its values, and its words in both languages.
pub(crate) fn serialize<S: Serializer>(sentence: &dyn Sentence, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("code", sentence.code())?;
    for (name, value) in sentence.fields() {
        map.serialize_entry(&name, &value)?;
    }
    map.serialize_entry("text", &Both(sentence))?;
    map.end()
}

/// Words in both languages, as JSON holds them.
pub(crate) struct Both<'a, W: Say + ?Sized>(pub(crate) &'a W);

impl<W: Say + ?Sized> Serialize for Both<'_, W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("zh", &self.0.say(Lang::Zh))?;
        map.serialize_entry("en", &self.0.say(Lang::En))?;
        map.end()
    }
}

/// The code of a message of a catalogue, from its name: `SalesOverThreshold` is `sales-over-threshold`.
#[allow(clippy::indexing_slicing)] // Evaluated by the compiler: a name that is too long does not compile.
pub(crate) const fn kebab(name: &str) -> ([u8; 64], usize) {
    let (name, mut code, mut at, mut i) = (name.as_bytes(), [0; 64], 0, 0);
    while i < name.len() {
        if name[i].is_ascii_uppercase() && i > 0 {
            code[at] = b'-';
            at += 1;
        }
        code[at] = name[i].to_ascii_lowercase();
        at += 1;
        i += 1;
    }
    (code, at)
}

/// As [`kebab`], of a name that is not known to the compiler.
pub(crate) fn kebab_of(name: &str) -> String {
    let capital = |(i, letter): (usize, char)| match letter.is_ascii_uppercase() && i > 0 {
        true => vec!['-', letter.to_ascii_lowercase()],
        false => vec![letter.to_ascii_lowercase()],
    };
    name.chars().enumerate().flat_map(capital).collect()
}

/// The bytes of a code as text.
pub(crate) const fn text_of(code: &'static ([u8; 64], usize)) -> &'static str {
    match std::str::from_utf8(code.0.split_at(code.1).0) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// Whether a name is taken by what every sentence has.
pub(crate) const fn is_reserved(name: &str) -> bool {
    matches!(name.as_bytes(), b"code" | b"text")
}

/// A value of a sentence, as programs read it.
pub(crate) trait Field {
    fn field(&self) -> Value;
}

macro_rules! field_as {
    ($($type:ty: $this:ident => $value:expr;)*) => { $(impl Field for $type {
        fn field(&self) -> Value { let $this = self; $value }
    })* };
}

field_as! {
    String: text => json!(text);
    &'static str: text => json!(text);
    i32: count => json!(count);
    i64: count => json!(count);
    u32: count => json!(count);
    u64: count => json!(count);
    usize: count => json!(count);
    Money: amount => json!(amount.plain());
    Rate: rate => json!(rate.plain());
    Date: day => json!(day.to_string());
    YearMonth: month => json!(month.to_string());
    Validity: valid => json!({ "from": valid.from.to_string(), "to": valid.to.map(|day| day.to_string()) });
    Bilingual: words => json!(words);
    Period: period => json!(period);
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Period::Year => serializer.serialize_str("year"),
            period => serializer.collect_str(period),
        }
    }
}

impl Serialize for Bilingual {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Both(self).serialize(serializer)
    }
}

impl<T: Field> Field for Vec<T> {
    fn field(&self) -> Value {
        Value::Array(self.iter().map(Field::field).collect())
    }
}
