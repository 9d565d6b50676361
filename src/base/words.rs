//! Names and sentences in Chinese and English: the two macros that make every vocabulary and every message bilingual.
//!
//! A vocabulary is a closed list of the law's names (forms, lines, kinds of sale …), each with the key that files use
//! and its name in both languages. A catalogue is a list of messages with typed figures. Leaving a language out of
//! either does not compile. What a program reads of a message is its code, which never changes, and its values with their
//! types: `{"code": "sales-over-threshold", "period": "Q1", "sales": "463366.34", …, "text": {"zh": …, "en": …}}`.

use crate::base::dates::{Period, Validity, YearMonth};
use crate::base::shortened::beginning;
use crate::base::typed::half_width;
use crate::{Date, Money, Rate};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::fmt::{Debug, Display};

/// The language of everything a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// What stands between a name and its value.
    pub(crate) fn colon(self) -> &'static str {
        match self {
            Lang::Zh => "：",
            Lang::En => ": ",
        }
    }
}

/// What can be said in either language. [`crate::Sentence`] adds what a program reads of it.
pub trait Say {
    /// The words, for a person.
    ///
    /// ```
    /// use huiqi::{Form, Lang, Say};
    ///
    /// assert_eq!(Form::IndividualBusiness.say(Lang::Zh), "个体工商户");
    /// ```
    fn say(&self, lang: Lang) -> String;
}

/// A text that policy files carry in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Say for Bilingual {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh.clone(),
            Lang::En => self.en.clone(),
        }
    }
}

macro_rules! say_as_displayed {
    ($($type:ty),*) => { $(impl Say for $type {
        fn say(&self, _: Lang) -> String { shown(self) }
    })* };
}

fn shown(value: &dyn Display) -> String {
    value.to_string()
}

/// The text, or the beginning of a long one and how long it is.
pub(crate) fn shortened(text: &str, lang: Lang) -> Cow<'_, str> {
    let bytes = text.len();
    match (beginning(text), lang) {
        (None, _) => text.into(),
        (Some(beginning), Lang::En) => format!("{beginning}… ({bytes} bytes)").into(),
        (Some(beginning), Lang::Zh) => format!("{beginning}……（共 {bytes} 字节）").into(),
    }
}

/// What somebody wrote is repeated, but not whatever its length.
impl Say for String {
    fn say(&self, lang: Lang) -> String {
        shortened(self, lang).into_owned()
    }
}

say_as_displayed!(&'static str, Money, Rate, Date, i32, i64, u32, u64, usize, YearMonth, Validity);

impl Say for Period {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Period::Year, Lang::Zh) => "全年".to_string(),
            (Period::Year, Lang::En) => "the year".to_string(),
            (period, _) => period.to_string(),
        }
    }
}

impl<T: Say> Say for Vec<T> {
    fn say(&self, lang: Lang) -> String {
        let parts: Vec<String> = self.iter().map(|part| part.say(lang)).collect();
        parts.join(match lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }
}

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
    ///
    /// ```
    /// use huiqi::Sentence;
    /// use huiqi::trace::Reason;
    ///
    /// assert_eq!(Reason::RestrictedIndustry.code(), "restricted-industry");
    /// ```
    fn code(&self) -> &'static str;

    /// The values in it by name: amounts and rates as decimals in strings, days in ISO 8601, names by their keys, counts as
    /// numbers, another sentence as an object with its own `code`.
    ///
    /// ```
    /// use huiqi::{Money, Sentence};
    /// use huiqi::trace::Reason;
    ///
    /// let reason = Reason::AmountOver { amount: Money::parse("12.5万").unwrap(), most: Money::parse("10万").unwrap() };
    /// assert_eq!(reason.fields()["amount"], "125000.00");
    /// ```
    fn fields(&self) -> Map<String, Value>;
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

/// A value of a sentence, as programs read it.
pub trait Field {
    /// As JSON.
    ///
    /// ```
    /// use huiqi::Money;
    /// use huiqi::catalogues::Field;
    ///
    /// assert_eq!(Money::from_fen(150).field(), "1.50");
    /// ```
    fn field(&self) -> Value;

    /// The JSON Schema of that.
    ///
    /// ```
    /// use huiqi::{Form, Vocabulary};
    /// use huiqi::catalogues::Field;
    ///
    /// assert_eq!(Form::schema()["enum"].as_array().unwrap().len(), Form::ALL.len());
    /// ```
    fn schema() -> Value
    where
        Self: Sized;
}

macro_rules! field_as {
    ($($type:ty: $this:ident => $value:expr, $schema:tt;)*) => { $(impl Field for $type {
        fn field(&self) -> Value { let $this = self; $value }
        fn schema() -> Value { json!($schema) }
    })* };
}

field_as! {
    String: text => json!(shortened(text, Lang::En)), { "type": "string" };
    &'static str: text => json!(text), { "type": "string" };
    i32: count => json!(count), { "type": "integer" };
    i64: count => json!(count), { "type": "integer" };
    u32: count => json!(count), { "type": "integer", "minimum": 0 };
    u64: count => json!(count), { "type": "integer", "minimum": 0 };
    usize: count => json!(count), { "type": "integer", "minimum": 0 };
    Money: amount => json!(amount.plain()), { "type": "string", "pattern": r"^-?\d+\.\d\d$" };
    Rate: rate => json!(rate.plain()), { "type": "string", "pattern": r"^-?\d+(\.\d+)?$" };
    Date: day => json!(day.to_string()), { "type": "string", "pattern": r"^\d{4}-\d\d-\d\d$" };
    YearMonth: month => json!(month.to_string()), { "type": "string", "pattern": r"^\d{4}-\d\d$" };
    Validity: valid => json!({ "from": valid.from.to_string(), "to": valid.to.map(|day| day.to_string()) }), {
        "type": "object", "required": ["from", "to"], "additionalProperties": false,
        "properties": { "from": { "type": "string" }, "to": { "type": ["string", "null"] } }
    };
    Bilingual: words => json!(words), { "$ref": "#/$defs/text" };
    Period: period => json!(period), { "type": "string", "pattern": "^(0[1-9]|1[0-2]|Q[1-4]|year)$" };
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

    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }
}

/// A closed list of names.
pub trait Vocabulary: Copy + Sized + 'static {
    /// All of them, in the order of the law.
    const ALL: &'static [Self];
    /// The key that files use.
    ///
    /// ```
    /// use huiqi::{Form, Vocabulary};
    ///
    /// assert_eq!(Form::SoleProprietorship.key(), "sole-proprietorship");
    /// ```
    fn key(self) -> &'static str;
    /// Its place in [`Vocabulary::ALL`].
    ///
    /// ```
    /// use huiqi::{Form, Vocabulary};
    ///
    /// let partnership = Form::Partnership.index();
    /// assert_eq!(Form::ALL[partnership], Form::Partnership);
    /// ```
    fn index(self) -> usize;
    /// Other names in Chinese that people write for it.
    ///
    /// ```
    /// use huiqi::{Form, Vocabulary};
    ///
    /// assert!(Form::IndividualBusiness.also().iter().all(|name| Form::from_written(name) == Some(Form::IndividualBusiness)));
    /// ```
    fn also(self) -> &'static [&'static str] {
        &[]
    }
    /// The one with this key.
    ///
    /// ```
    /// use huiqi::{Form, Vocabulary};
    ///
    /// assert_eq!(Form::from_key("company"), Some(Form::Company));
    /// assert_eq!(Form::from_key("公司"), None); // a name, not the key: see `from_written`
    /// ```
    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.key() == key)
    }
    /// The one that people write so: by its key, or by its name in either language.
    ///
    /// ```
    /// use huiqi::{Form, Locality, Vocabulary};
    ///
    /// assert_eq!(Form::from_written("个体工商户"), Some(Form::IndividualBusiness));
    /// assert_eq!(Form::from_written("公司"), Some(Form::Company));
    /// assert_eq!(Locality::from_written("县城"), Some(Locality::CountyTown)); // one of 县城、镇
    /// ```
    #[must_use]
    fn from_written(written: &str) -> Option<Self>
    where
        Self: Say,
    {
        let half = half_width(written);
        let written = half.trim();
        let is_so = |word: &Self| spellings(*word).iter().any(|spelling| half_width(spelling).eq_ignore_ascii_case(written));
        Self::from_key(written).or_else(|| Self::ALL.iter().copied().find(is_so))
    }
}

/// Every way to write a word: its key, its names, each of several names (县城、镇), and a name without its brackets.
pub(crate) fn spellings<V: Vocabulary + Say>(word: V) -> Vec<String> {
    let (en, zh) = (word.say(Lang::En), word.say(Lang::Zh));
    let mut bare = zh.clone();
    if let Some((before, (_, after))) = zh.split_once('（').and_then(|(before, rest)| Some((before, rest.split_once('）')?))) {
        bare = format!("{before}{after}");
    }
    let mut all = vec![word.key().to_string(), en, zh];
    all.extend(bare.split('、').map(str::to_string));
    all.push(bare);
    all.extend(word.also().iter().map(|also| also.to_string()));
    all
}

/// A name that is not in the list, as a reader of JSON says it.
pub(crate) fn not_one_of<W: Vocabulary>(written: &str) -> String {
    let known: Vec<&str> = W::ALL.iter().map(|word| word.key()).collect();
    format!("`{written}` is none of: {}", known.join(", "))
}

macro_rules! vocabulary {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$doc:meta])* $word:ident $key:literal en $en:literal zh $zh:literal $(or $also:literal)*;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$doc])* #[doc = concat!(" ", $en, " (", $zh, ")")] $word),* }

        impl $crate::base::words::Vocabulary for $name {
            const ALL: &'static [$name] = &[$($name::$word),*];
            fn key(self) -> &'static str {
                match self { $($name::$word => $key),* }
            }
            fn index(self) -> usize { self as usize }
            fn also(self) -> &'static [&'static str] {
                match self { $($name::$word => &[$($also),*]),* }
            }
        }

        impl $crate::base::words::Say for $name {
            fn say(&self, lang: $crate::base::words::Lang) -> String {
                match (self, lang) {
                    $(($name::$word, $crate::base::words::Lang::En) => $en,
                      ($name::$word, $crate::base::words::Lang::Zh) => $zh,)*
                }.to_string()
            }
        }

        impl $crate::base::words::Field for $name {
            fn field(&self) -> serde_json::Value {
                serde_json::Value::from($crate::base::words::Vocabulary::key(*self))
            }

            fn schema() -> serde_json::Value {
                let all = <$name as $crate::base::words::Vocabulary>::ALL.iter();
                let keys: Vec<&str> = all.map(|word| $crate::base::words::Vocabulary::key(*word)).collect();
                serde_json::json!({ "enum": keys })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let written = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                $crate::base::words::Vocabulary::from_key(&written)
                    .ok_or_else(|| serde::de::Error::custom($crate::base::words::not_one_of::<$name>(&written)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::base::words::Vocabulary::key(*self))
            }
        }
    };
}
pub(crate) use vocabulary;

pub(crate) use crate::catalogue;

/// One value for each name of a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table<K, V, const N: usize> {
    values: [V; N],
    keys: std::marker::PhantomData<K>,
}

// A vocabulary's index is below its length by construction, so these never miss.
#[allow(clippy::indexing_slicing)]
impl<K: Vocabulary, V, const N: usize> Table<K, V, N> {
    /// A value for each name.
    ///
    /// ```
    /// use huiqi::{ByLine, Line, Vocabulary};
    ///
    /// let keys: ByLine<&str> = ByLine::from_fn(Line::key);
    /// assert_eq!(keys[Line::Vat], "vat");
    /// ```
    pub fn from_fn(mut value: impl FnMut(K) -> V) -> Self {
        const { assert!(N == K::ALL.len()) };
        Table { values: std::array::from_fn(|i| value(K::ALL[i])), keys: std::marker::PhantomData }
    }

    /// Each name with its value, in the order of the law.
    ///
    /// ```
    /// use huiqi::{Amounts, Line, Money};
    ///
    /// let amounts = Amounts::default();
    /// assert!(amounts.lines.iter().all(|(_, tax)| tax.payable() == Money::ZERO));
    /// assert_eq!(amounts.lines.iter().next().map(|(line, _)| line), Some(Line::Vat));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        K::ALL.iter().copied().zip(&self.values)
    }

    /// The values alone.
    pub(crate) fn values(&self) -> &[V; N] {
        &self.values
    }
}

#[allow(clippy::indexing_slicing)]
impl<K: Vocabulary, V, const N: usize> std::ops::Index<K> for Table<K, V, N> {
    type Output = V;
    fn index(&self, key: K) -> &V {
        &self.values[key.index()]
    }
}

#[allow(clippy::indexing_slicing)]
impl<K: Vocabulary, V, const N: usize> std::ops::IndexMut<K> for Table<K, V, N> {
    fn index_mut(&mut self, key: K) -> &mut V {
        &mut self.values[key.index()]
    }
}

impl<K: Vocabulary, V: Default, const N: usize> Default for Table<K, V, N> {
    fn default() -> Self {
        Table::from_fn(|_| V::default())
    }
}
