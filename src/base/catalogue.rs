//! The macro that makes a catalogue of sentences, and what it writes out. It is exported so that the command and the doors,
//! which are crates of their own, say what they have to say in the same way; it is no interface of the library.

use crate::base::words::{Both, Sentence};
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value, json};

/// Writes a sentence: its code, its values, and its words in both languages.
///
/// ```
/// use huiqi::trace::Reason;
///
/// let json = serde_json::to_value(Reason::RestrictedIndustry).unwrap(); // calls it
/// assert_eq!(json["code"], "restricted-industry");
/// ```
pub fn serialize<S: Serializer>(sentence: &dyn Sentence, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("code", sentence.code())?;
    for (name, value) in sentence.fields() {
        map.serialize_entry(&name, &value)?;
    }
    map.serialize_entry("text", &Both(sentence))?;
    map.end()
}

/// The code of a message of a catalogue, from its name: `SalesOverThreshold` is `sales-over-threshold`.
///
/// ```
/// let (bytes, length) = huiqi::catalogues::kebab("SalesOverThreshold");
/// assert_eq!(&bytes[..length], b"sales-over-threshold");
/// ```
#[allow(clippy::indexing_slicing)] // Evaluated by the compiler: a name that is too long does not compile.
#[must_use]
pub const fn kebab(name: &str) -> ([u8; 64], usize) {
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

/// The bytes of a code as text.
///
/// ```
/// const CODE: &([u8; 64], usize) = &huiqi::catalogues::kebab("Due");
/// assert_eq!(huiqi::catalogues::text_of(CODE), "due");
/// ```
#[must_use]
pub const fn text_of(code: &'static ([u8; 64], usize)) -> &'static str {
    match std::str::from_utf8(code.0.split_at(code.1).0) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// The JSON Schema of a sentence: its code, its values and its words, and nothing else.
///
/// ```
/// let schema = huiqi::catalogues::schema_of("due", &[]);
/// assert_eq!(schema["properties"]["code"]["const"], "due");
/// ```
#[must_use]
pub fn schema_of(code: &str, fields: &[(&str, Value)]) -> Value {
    let mut properties =
        Map::from_iter([("code".to_string(), json!({ "const": code })), ("text".to_string(), json!({ "$ref": "#/$defs/text" }))]);
    properties.extend(fields.iter().map(|(name, schema)| ((*name).to_string(), schema.clone())));
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

/// The JSON Schema of any of some sentences.
///
/// ```
/// let either = huiqi::catalogues::any_of(vec![huiqi::catalogues::schema_of("due", &[])]);
/// assert_eq!(either["anyOf"].as_array().unwrap().len(), 1);
/// ```
#[must_use]
pub fn any_of(sentences: Vec<Value>) -> Value {
    json!({ "anyOf": sentences })
}

/// Whether a name is taken by what every sentence has.
///
/// ```
/// assert!(huiqi::catalogues::is_reserved("code"));
/// assert!(!huiqi::catalogues::is_reserved("amount"));
/// ```
#[must_use]
pub const fn is_reserved(name: &str) -> bool {
    matches!(name.as_bytes(), b"code" | b"text")
}

/// A closed list of sentences with typed values, each in English and Chinese.
#[doc(hidden)]
#[macro_export]
macro_rules! catalogue {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($message:ident $({ $($field:ident : $type:ty),* $(,)? })? en $en:literal zh $zh:literal;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs)]
        $vis enum $name { $(#[doc = concat!("`` ", $en, " ``")] $message $({ $($field: $type),* })?),* }

        impl $crate::Say for $name {
            #[allow(unused_variables)]
            fn say(&self, lang: $crate::Lang) -> String {
                match self {
                    $($name::$message $({ $($field),* })? => {
                        $($(let $field = $field.say(lang);)*)?
                        match lang {
                            $crate::Lang::En => format!($en),
                            $crate::Lang::Zh => format!($zh),
                        }
                    })*
                }
            }
        }

        impl $crate::Sentence for $name {
            fn code(&self) -> &'static str {
                match self {
                    $($name::$message { .. } => {
                        const CODE: &([u8; 64], usize) = &$crate::catalogues::kebab(stringify!($message));
                        const { $crate::catalogues::text_of(CODE) }
                    })*
                }
            }

            fn fields(&self) -> serde_json::Map<String, serde_json::Value> {
                $($($(const { assert!(!$crate::catalogues::is_reserved(stringify!($field))) })*)?)*
                #[allow(unused_mut)]
                let mut fields = serde_json::Map::new();
                match self {
                    $($name::$message $({ $($field),* })? => {
                        $($(fields.insert(stringify!($field).to_string(), $crate::catalogues::Field::field($field));)*)?
                    })*
                }
                fields
            }
        }

        impl $crate::catalogues::Field for $name {
            fn field(&self) -> serde_json::Value {
                serde_json::to_value(self).unwrap_or_default()
            }

            fn schema() -> serde_json::Value {
                $crate::catalogues::any_of(vec![$({
                    const CODE: &([u8; 64], usize) = &$crate::catalogues::kebab(stringify!($message));
                    $crate::catalogues::schema_of(
                        $crate::catalogues::text_of(CODE),
                        &[$($((stringify!($field), <$type as $crate::catalogues::Field>::schema())),*)?],
                    )
                }),*])
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::catalogues::serialize(self, serializer)
            }
        }
    };
}
