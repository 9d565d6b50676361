//! The table of facts: each fact of a business is declared once, and from that come its field, its readers, its writer, the
//! JSON Schema, the template, the reference page and the order of lines.

use super::kinds::{Context, Kind, Writing};
use crate::Money;
use crate::base::source::Section;
use crate::base::tree::{Fields, Node};

/// One fact, as it is declared.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// Its key in a file; empty for several keys that are one fact.
    pub key: &'static str,
    /// The same key in Chinese: a file may use either.
    pub zh_key: &'static str,
    /// What it means.
    pub en: &'static str,
    /// The meaning in Chinese.
    pub zh: &'static str,
    pub(crate) kind: Kind,
    pub(crate) need: Need,
    /// May be told as unknown.
    pub(crate) unknown: bool,
    /// How a conversion inside the year divides it.
    pub(crate) divided: Division,
}

/// Whether a fact must be told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Need {
    Required,
    /// Absent, it says nothing.
    Optional,
    /// Absent, it is this.
    Default(fn() -> Node<'static>),
}

/// How a conversion inside the year divides a fact between the two taxpayers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Division {
    /// It is the same for both, or goes with its period.
    Whole,
    /// An amount of the year: each has its months of it.
    ByMonth,
    /// The same, unless the person has comprehensive income: then it is deducted there, in full.
    ByMonthUnlessIncome,
    /// Carried into the year: it stays with the present taxpayer.
    CarriedIn,
}

impl Fact {
    pub(crate) const fn new(key: &'static str, zh_key: &'static str, en: &'static str, zh: &'static str, kind: Kind, need: Need) -> Fact {
        Fact { key, zh_key, en, zh, kind, need, unknown: false, divided: Division::Whole }
    }

    pub(crate) const fn open(mut self, it_may: bool) -> Fact {
        self.unknown = it_may;
        self
    }

    pub(crate) const fn divided(mut self, how: Division) -> Fact {
        self.divided = how;
        self
    }
}

/// What a key is called in Chinese, among these facts.
fn chinese(facts: &'static [Fact], key: &str) -> Option<&'static str> {
    facts.iter().find_map(|fact| match fact.kind {
        Kind::Flat(inner, _) => chinese(inner, key),
        _ => (fact.key == key).then_some(fact.zh_key),
    })
}

/// Facts that stand together in a table of the file.
pub(crate) trait Part {
    /// What the profile holds of them.
    type Told;
    const FACTS: &'static [Fact];
    /// Whether exactly one of them is told.
    const ONE_OF: bool = false;
    /// When nothing is told.
    fn blank() -> Self::Told;
    /// Reads what is told; what is wrong is reported, and blank in the result.
    fn read(section: &Section<'_>, context: &Context<'_>) -> Self::Told;
    fn write(told: &Self::Told, out: &mut Fields<'static>, writing: &Writing<'_>);
    /// Each amount, and how a conversion inside the year divides it.
    fn amounts(_: &mut Self::Told) -> Vec<(Division, &mut Money)> {
        Vec::new()
    }
    /// Lines get an order of their own: the one of the file shows nowhere in a result.
    fn sort(_: &mut [Self::Told]) {}
    /// What later facts need to know of all lines.
    fn after(_: &[Self::Told], _: &Context<'_>) {}
}

fn in_chinese<P: Part>(key: &str) -> Option<&'static str> {
    chinese(P::FACTS, key)
}

/// Lets the keys of a table stand in Chinese too.
pub(crate) fn name<P: Part>(section: &Section<'_>) {
    section.name_in_chinese(in_chinese::<P>);
}

/// A whole table: no other key may stand in it.
pub(crate) fn within<P: Part>(section: &Section<'_>, context: &Context<'_>) -> P::Told {
    name::<P>(section);
    let told = P::read(section, context);
    section.finish();
    told
}

pub(super) fn written<P: Part>(told: &P::Told, writing: &Writing<'_>) -> Fields<'static> {
    let mut out = Fields::default();
    P::write(told, &mut out, writing);
    out
}

/// An optional fact, an optional table, and lines, by what is in them.
pub(crate) trait Holds {
    type Inner;
}

impl<T> Holds for Option<T> {
    type Inner = T;
}

impl<T> Holds for Vec<T> {
    type Inner = T;
}

/// Declares tables of facts. A row is
///
/// ```text
/// field: Type [as HowItIsRead], "key" "键", mode, en "meaning" zh "含义" [, divided(…)];
/// ```
///
/// with the mode one of `required`, `or(default)`, `always(default)` (written even where it is the default), `optional`,
/// `open(fact)` (may be unknown), `required_or_open(fact)`, `flat` (several keys that are one fact), `table`, `table_or` (absent
/// is blank), `optional_table`, `tables`. The rows of a `line` stand in the order that lines are sorted by. What is `beside` the
/// facts is a field that no key tells: its value when blank, and when read. `check` holds the facts against one another; `then`
/// notes what later facts need to know of all lines.
macro_rules! facts {
    ($($(#[$meta:meta])* $vis:vis $shape:ident $name:ident {
        $($field:ident: $ty:ty $(as $how:ty)?, $key:literal $zh_key:literal, $mode:ident $(($($arg:tt)*))?,
            en $en:literal zh $zh:literal $(, $extra:ident($($more:tt)*))*;)*
    }
    $(beside |$section:ident, $context:ident| {
        $($(#[$doc:meta])* $beside_vis:vis $beside:ident: $beside_ty:ty = $blank:expr, $read:expr;)*
    })?
    $(check $check:ident)?
    $(then $then:ident)?;)*) => {$(
        $(#[$meta])*
        $vis struct $name {
            $(#[doc = concat!($en, " (", $zh, ").")] pub $field: $ty,)*
            $($($(#[$doc])* $beside_vis $beside: $beside_ty,)*)?
        }

        impl Default for $name {
            fn default() -> Self {
                $name { $($field: facts!(@blank $mode [$($($arg)*)?] [$ty $(as $how)?]),)* $($($beside: $blank,)*)? }
            }
        }

        impl $crate::facts::table::Part for $name {
            type Told = $name;
            const FACTS: &'static [$crate::facts::table::Fact] = &[$(
                $crate::facts::table::Fact::new(
                    $key, $zh_key, $en, $zh,
                    facts!(@kind $mode [$ty $(as $how)?]),
                    facts!(@need $mode [$($($arg)*)?] [$ty $(as $how)?]),
                )
                .open(facts!(@open $mode))
                $(.$extra($($more)*))*
            ),*];
            fn blank() -> $name { $name::default() }
            fn read(section: &$crate::base::source::Section<'_>, context: &$crate::facts::kinds::Context<'_>) -> $name {
                $(let $field = facts!(@read section context $key $mode [$($($arg)*)?] [$ty $(as $how)?]);)*
                $($(let $beside = {
                    let ($section, $context) = (section, context);
                    let _ = ($section, $context);
                    $read
                };)*)?
                let told = $name { $($field,)* $($($beside,)*)? };
                $($check(section, context, &told);)?
                told
            }
            fn write(told: &$name, out: &mut $crate::base::tree::Fields<'static>, writing: &$crate::facts::kinds::Writing<'_>) {
                $(facts!(@write told.$field, out, writing, $key, $mode [$($($arg)*)?] [$ty $(as $how)?]);)*
            }
            #[allow(unused_variables)] // Some tables hold no amount.
            fn amounts(told: &mut $name) -> Vec<($crate::facts::table::Division, &mut $crate::Money)> {
                let amounts: Vec<Option<&mut $crate::Money>> = vec![$(facts!(@amount told.$field, $mode [$ty $(as $how)?])),*];
                let facts = <$name as $crate::facts::table::Part>::FACTS.iter();
                facts.zip(amounts).filter_map(|(fact, amount)| Some((fact.divided, amount?))).collect()
            }
            facts!(@sort $shape $name);
            $(fn after(told: &[$name], context: &$crate::facts::kinds::Context<'_>) { $then(told, context) })?
        }

        facts!(@order $shape $name $($field)*);
    )*};

    (@sort line $name:ident) => { fn sort(told: &mut [$name]) { told.sort_by($name::in_order) } };
    (@sort table $name:ident) => {};
    (@order line $name:ident $($field:ident)*) => {
        impl $name {
            /// The order of lines: by the facts, in the order that they are declared in.
            pub(crate) fn in_order(&self, other: &$name) -> std::cmp::Ordering {
                std::cmp::Ordering::Equal $(.then_with(|| self.$field.cmp(&other.$field)))*
            }
        }
    };
    (@order table $($any:tt)*) => {};
    (@amount $told:expr, flat $how:tt) => { None };
    (@amount $told:expr, table $how:tt) => { None };
    (@amount $told:expr, table_or $how:tt) => { None };
    (@amount $told:expr, optional $how:tt) => { None };
    (@amount $told:expr, open $how:tt) => { None };
    (@amount $told:expr, optional_table $how:tt) => { None };
    (@amount $told:expr, tables $how:tt) => { None };
    (@amount $told:expr, $mode:ident [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::amount(&mut $told) };

    (@how $ty:ty as $how:ty) => { $how };
    (@how $ty:ty) => { $ty };
    (@inner $($how:tt)*) => { <facts!(@how $($how)*) as $crate::facts::table::Holds>::Inner };

    (@blank required $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::blank() };
    (@blank required_or_open $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::blank() };
    (@blank or [$default:expr] $how:tt) => { $default };
    (@blank always [$default:expr] $how:tt) => { $default };
    (@blank or_else [$absent:expr, $default:expr] $how:tt) => { $default };
    (@blank flat $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::table::Part>::blank() };
    (@blank table $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::table::Part>::blank() };
    (@blank table_or $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::table::Part>::blank() };
    (@blank tables $arg:tt $how:tt) => { Vec::new() };
    (@blank $mode:ident $arg:tt $how:tt) => { None };

    (@kind flat [$($how:tt)*]) => {
        $crate::facts::kinds::Kind::Flat(
            <facts!(@how $($how)*) as $crate::facts::table::Part>::FACTS,
            <facts!(@how $($how)*) as $crate::facts::table::Part>::ONE_OF,
        )
    };
    (@kind table [$($how:tt)*]) => { $crate::facts::kinds::Kind::Table(<facts!(@how $($how)*) as $crate::facts::table::Part>::FACTS) };
    (@kind table_or [$($how:tt)*]) => { $crate::facts::kinds::Kind::Table(<facts!(@how $($how)*) as $crate::facts::table::Part>::FACTS) };
    (@kind optional_table [$($how:tt)*]) => {
        $crate::facts::kinds::Kind::Table(<facts!(@inner $($how)*) as $crate::facts::table::Part>::FACTS)
    };
    (@kind tables [$($how:tt)*]) => { $crate::facts::kinds::Kind::Tables(<facts!(@inner $($how)*) as $crate::facts::table::Part>::FACTS) };
    (@kind optional [$($how:tt)*]) => { <facts!(@inner $($how)*) as $crate::facts::kinds::FactType>::KIND };
    (@kind open [$($how:tt)*]) => { <facts!(@inner $($how)*) as $crate::facts::kinds::FactType>::KIND };
    (@kind $mode:ident [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::KIND };

    (@open open) => { true };
    (@open required_or_open) => { true };
    (@open $mode:ident) => { false };

    (@need required $arg:tt $how:tt) => { $crate::facts::table::Need::Required };
    (@need required_or_open $arg:tt $how:tt) => { $crate::facts::table::Need::Required };
    (@need table $arg:tt $how:tt) => { $crate::facts::table::Need::Required };
    (@need or [$default:expr] [$($how:tt)*]) => {
        $crate::facts::table::Need::Default(|| {
            <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::write(&$default, &$crate::facts::kinds::Writing::default())
        })
    };
    (@need always $default:tt $how:tt) => { facts!(@need or $default $how) };
    (@need or_else [$absent:expr, $default:expr] $how:tt) => { facts!(@need or [$default] $how) };
    (@need $mode:ident $arg:tt $how:tt) => { $crate::facts::table::Need::Optional };

    (@read $section:ident $context:ident $key:literal or [$default:expr] [$($how:tt)*]) => {
        $crate::facts::keys::reading::or::<facts!(@how $($how)*)>($section, $context, $key, $default)
    };
    (@read $section:ident $context:ident $key:literal always [$default:expr] [$($how:tt)*]) => {
        $crate::facts::keys::reading::or::<facts!(@how $($how)*)>($section, $context, $key, $default)
    };
    (@read $section:ident $context:ident $key:literal or_else [$absent:expr, $default:expr] [$($how:tt)*]) => {
        $crate::facts::keys::reading::or::<facts!(@how $($how)*)>($section, $context, $key, $absent($context))
    };
    (@read $section:ident $context:ident $key:literal open [$fact:expr] [$($how:tt)*]) => {
        $crate::facts::keys::reading::open::<facts!(@inner $($how)*)>($section, $context, $key, $fact)
    };
    (@read $section:ident $context:ident $key:literal required_or_open [$fact:expr] [$($how:tt)*]) => {
        $crate::facts::keys::reading::required_or_open::<facts!(@how $($how)*)>($section, $context, $key, $fact)
    };
    (@read $section:ident $context:ident $key:literal flat [] [$($how:tt)*]) => {
        <facts!(@how $($how)*) as $crate::facts::table::Part>::read($section, $context)
    };
    (@read $section:ident $context:ident $key:literal required [] [$($how:tt)*]) => {
        $crate::facts::keys::reading::required::<facts!(@how $($how)*)>($section, $context, $key)
    };
    (@read $section:ident $context:ident $key:literal table [] [$($how:tt)*]) => {
        $crate::facts::keys::reading::table::<facts!(@how $($how)*)>($section, $context, $key)
    };
    (@read $section:ident $context:ident $key:literal table_or [] [$($how:tt)*]) => {
        $crate::facts::keys::reading::optional_table::<facts!(@how $($how)*)>($section, $context, $key)
            .unwrap_or_else(<facts!(@how $($how)*) as $crate::facts::table::Part>::blank)
    };
    (@read $section:ident $context:ident $key:literal $mode:ident [] [$($how:tt)*]) => {
        $crate::facts::keys::reading::$mode::<facts!(@inner $($how)*)>($section, $context, $key)
    };

    (@write $told:expr, $out:ident, $writing:ident, $key:literal, or [$default:expr] [$($how:tt)*]) => {
        $crate::facts::keys::writing::unless::<facts!(@how $($how)*)>($out, $writing, $key, &$told, &$default)
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, or_else [$absent:expr, $default:expr] [$($how:tt)*]) => {
        $crate::facts::keys::writing::unless::<facts!(@how $($how)*)>($out, $writing, $key, &$told, &$default)
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, open [$fact:expr] [$($how:tt)*]) => {
        $crate::facts::keys::writing::open::<facts!(@inner $($how)*)>($out, $writing, $key, $told.as_ref(), $fact)
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, required_or_open [$fact:expr] [$($how:tt)*]) => {
        $crate::facts::keys::writing::open::<facts!(@how $($how)*)>($out, $writing, $key, Some(&$told), $fact)
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, flat [] [$($how:tt)*]) => {
        <facts!(@how $($how)*) as $crate::facts::table::Part>::write(&$told, $out, $writing)
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, optional [] [$($how:tt)*]) => {
        $crate::facts::keys::writing::optional::<facts!(@inner $($how)*)>($out, $writing, $key, $told.as_ref())
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, optional_table [] [$($how:tt)*]) => {
        $told.iter().for_each(|told| $crate::facts::keys::writing::table::<facts!(@inner $($how)*)>($out, $writing, $key, told))
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, tables [] [$($how:tt)*]) => {
        $crate::facts::keys::writing::tables::<facts!(@inner $($how)*)>($out, $writing, $key, &$told)
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, table [] [$($how:tt)*]) => {
        $crate::facts::keys::writing::table::<facts!(@how $($how)*)>($out, $writing, $key, &$told)
    };
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, table_or [] [$($how:tt)*]) => {
        $crate::facts::keys::writing::table_or::<facts!(@how $($how)*)>($out, $writing, $key, &$told)
    };
    // Required, or with a default that is written too.
    (@write $told:expr, $out:ident, $writing:ident, $key:literal, $mode:ident [$($default:expr)?] [$($how:tt)*]) => {
        $crate::facts::keys::writing::told::<facts!(@how $($how)*)>($out, $writing, $key, &$told)
    };
}
pub(crate) use facts;
