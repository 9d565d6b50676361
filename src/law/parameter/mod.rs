//! Parameters of mechanisms. A mechanism declares them once, with [`parameters!`]: from the declaration come the struct, its
//! reader, the tables in `docs/policy-format.md` and the JSON Schema of a policy file.
//!
//! A [`Reader`] is how one parameter is read together with what its value is ([`Shape`]). The functions below make the few
//! readers that the law needs, and combine them: `optional(amount())`, `by_word(rate())`. A word that the mechanism does not
//! read is refused by the reader that is declared with the words it takes.

mod readers;

use crate::base::source::Section;
pub(super) use readers::described;
pub(crate) use readers::{
    Reader, all, amount, bilingual, by_name, by_word, count, industries, industries_or_none, month_number, months, months_or_none,
    optional, or, or_open, period, rate, rates, table, tables, tables_into, text, truth, word, words, words_or_none, year_month,
};

/// What something means, in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meaning {
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

/// A word that a parameter takes, and what it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) key: &'static str,
    pub(crate) en: String,
    pub(crate) zh: String,
}

/// What the value of a parameter is.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Amount,
    Rate,
    Count {
        least: u32,
        most: u32,
        units: &'static [&'static str],
    },
    Truth,
    Text,
    /// A name of small letters, digits and hyphens.
    Id,
    /// The full id of a measure.
    Reference,
    /// `{ zh, en }`.
    Bilingual,
    /// A section of GB/T 4754, or the first digits of its codes.
    Industry,
    /// `CN`, or a GB/T 2260 prefix.
    Jurisdiction,
    Date,
    YearMonth,
    Month,
    /// A month or a quarter.
    Period,
    Word(Vec<Word>),
    /// The word `"open"`, or a value.
    OrOpen(Box<Shape>),
    /// A list in which nothing stands twice.
    List {
        of: Box<Shape>,
        may_be_empty: bool,
    },
    /// A table with these words as keys.
    ByWord {
        words: Vec<Word>,
        each: Box<Shape>,
        whole: bool,
    },
    /// A table whose keys are names of the law that are not closed here, such as minerals.
    ByName(Box<Shape>),
    /// What instruments print: literals under the keys of the parameters, or of parts of them.
    Literals,
    Table(Vec<Parameter>),
    /// A list of tables, with at least one.
    Tables(Vec<Parameter>),
}

/// A parameter as declared.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) key: &'static str,
    pub(crate) meaning: Meaning,
    pub(crate) shape: Shape,
    /// It may not be left out.
    pub(crate) needed: bool,
}

/// Parameters that are declared together: those of a mechanism, or of a table in them.
pub(crate) trait Parameters: Sized {
    /// What they describe.
    const MEANING: Meaning;
    /// Two of them of which exactly one is given, if there are such.
    const EITHER: Option<(&'static str, &'static str)>;
    /// Each of them, in the order in which the law is read.
    fn declared() -> Vec<Parameter>;
    /// Reads them; problems are reported to the section.
    fn read(section: &Section<'_>) -> Option<Self>;
}

/// Declares parameters. `either "a" or "b"` says that exactly one of two is given. `then` names a function that is called
/// once all are read, `fn(Self, &Section<'_>) -> Option<Self>`: it checks them against one another, and reports.
macro_rules! parameters {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident en $en:literal zh $zh:literal {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty = $reader:expr, en $field_en:literal zh $field_zh:literal;)*
        }
        $(either $one:literal or $other:literal)?
        $(then $then:path)?
    ) => {
        #[doc = concat!($en, " (", $zh, ").")]
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            $(#[doc = concat!($field_en, " (", $field_zh, ").")] $(#[$field_meta])* $field_vis $field: $type,)*
        }

        impl $crate::law::parameter::Parameters for $name {
            const MEANING: $crate::law::parameter::Meaning = $crate::law::parameter::Meaning { en: $en, zh: $zh };
            const EITHER: Option<(&'static str, &'static str)> = $crate::law::parameter::parameters!(@either $($one $other)?);

            fn declared() -> Vec<$crate::law::parameter::Parameter> {
                vec![$({
                    let reader: $crate::law::parameter::Reader<$type> = $reader.into();
                    reader.declared(stringify!($field), $crate::law::parameter::Meaning { en: $field_en, zh: $field_zh })
                }),*]
            }

            fn read(section: &$crate::base::source::Section<'_>) -> Option<Self> {
                // All are read before any is missed, so that every problem is reported.
                let ($($field,)*) = ($({
                    let reader: $crate::law::parameter::Reader<$type> = $reader.into();
                    reader.read(section, stringify!($field))
                },)*);
                $(if section.has($one) == section.has($other) {
                    section.report($crate::base::message::Message::OneOf { one: $one, other: $other });
                    return None;
                })?
                let read = $name { $($field: $field?),* };
                $(let read = $then(read, section)?;)?
                Some(read)
            }
        }
    };
    (@either) => { None };
    (@either $one:literal $other:literal) => { Some(($one, $other)) };
}
pub(crate) use parameters;
