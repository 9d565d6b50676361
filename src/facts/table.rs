//! The table of facts: each fact of a business is declared once, and from that come its field, its readers, its writer, the
//! JSON Schema, the template, the reference page and the order of lines.

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

        impl $crate::facts::part::Part for $name {
            type Told = $name;
            const FACTS: &'static [$crate::facts::fact::Fact] = &[$(
                $crate::facts::fact::Fact::new(
                    $key, $zh_key, $en, $zh,
                    facts!(@kind $mode [$ty $(as $how)?]),
                    facts!(@need $mode [$($($arg)*)?] [$ty $(as $how)?]),
                )
                .open(facts!(@open $mode))
                $(.$extra($($more)*))*
            ),*];
            fn blank() -> $name { $name::default() }
            fn read(section: &$crate::base::source::Section<'_>, context: &$crate::facts::context::Context<'_>) -> $name {
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
            fn write(told: &$name, out: &mut $crate::base::tree::Fields<'static>, writing: &$crate::facts::context::Writing<'_>) {
                $(facts!(@write told.$field, out, writing, $key, $mode [$($($arg)*)?] [$ty $(as $how)?]);)*
            }
            #[allow(unused_variables)] // Some tables hold no amount.
            fn amounts(told: &mut $name) -> Vec<($crate::facts::fact::Division, &mut $crate::Money)> {
                let amounts: Vec<Option<&mut $crate::Money>> = vec![$(facts!(@amount told.$field, $mode [$ty $(as $how)?])),*];
                let facts = <$name as $crate::facts::part::Part>::FACTS.iter();
                facts.zip(amounts).filter_map(|(fact, amount)| Some((fact.divided, amount?))).collect()
            }
            facts!(@sort $shape $name);
            $(fn after(told: &[$name], context: &$crate::facts::context::Context<'_>) { $then(told, context) })?
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
    (@inner $($how:tt)*) => { <facts!(@how $($how)*) as $crate::facts::part::Holds>::Inner };

    (@blank required $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::blank() };
    (@blank required_or_open $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::blank() };
    (@blank or [$default:expr] $how:tt) => { $default };
    (@blank always [$default:expr] $how:tt) => { $default };
    (@blank or_else [$absent:expr, $default:expr] $how:tt) => { $default };
    (@blank flat $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::part::Part>::blank() };
    (@blank table $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::part::Part>::blank() };
    (@blank table_or $arg:tt [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::part::Part>::blank() };
    (@blank tables $arg:tt $how:tt) => { Vec::new() };
    (@blank $mode:ident $arg:tt $how:tt) => { None };

    (@kind flat [$($how:tt)*]) => {
        $crate::facts::fact::Kind::Flat(
            <facts!(@how $($how)*) as $crate::facts::part::Part>::FACTS,
            <facts!(@how $($how)*) as $crate::facts::part::Part>::ONE_OF,
        )
    };
    (@kind table [$($how:tt)*]) => { $crate::facts::fact::Kind::Table(<facts!(@how $($how)*) as $crate::facts::part::Part>::FACTS) };
    (@kind table_or [$($how:tt)*]) => { $crate::facts::fact::Kind::Table(<facts!(@how $($how)*) as $crate::facts::part::Part>::FACTS) };
    (@kind optional_table [$($how:tt)*]) => {
        $crate::facts::fact::Kind::Table(<facts!(@inner $($how)*) as $crate::facts::part::Part>::FACTS)
    };
    (@kind tables [$($how:tt)*]) => { $crate::facts::fact::Kind::Tables(<facts!(@inner $($how)*) as $crate::facts::part::Part>::FACTS) };
    (@kind optional [$($how:tt)*]) => { <facts!(@inner $($how)*) as $crate::facts::kinds::FactType>::KIND };
    (@kind open [$($how:tt)*]) => { <facts!(@inner $($how)*) as $crate::facts::kinds::FactType>::KIND };
    (@kind $mode:ident [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::KIND };

    (@open open) => { true };
    (@open required_or_open) => { true };
    (@open $mode:ident) => { false };

    (@need required $arg:tt $how:tt) => { $crate::facts::fact::Need::Required };
    (@need required_or_open $arg:tt $how:tt) => { $crate::facts::fact::Need::Required };
    (@need table $arg:tt $how:tt) => { $crate::facts::fact::Need::Required };
    (@need or [$default:expr] [$($how:tt)*]) => {
        $crate::facts::fact::Need::Default(|| {
            <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::write(&$default, &$crate::facts::context::Writing::default())
        })
    };
    (@need always $default:tt $how:tt) => { facts!(@need or $default $how) };
    (@need or_else [$absent:expr, $default:expr] $how:tt) => { facts!(@need or [$default] $how) };
    (@need $mode:ident $arg:tt $how:tt) => { $crate::facts::fact::Need::Optional };

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
        <facts!(@how $($how)*) as $crate::facts::part::Part>::read($section, $context)
    };
    (@read $section:ident $context:ident $key:literal required [] [$($how:tt)*]) => {
        $crate::facts::keys::reading::required::<facts!(@how $($how)*)>($section, $context, $key)
    };
    (@read $section:ident $context:ident $key:literal table [] [$($how:tt)*]) => {
        $crate::facts::keys::reading::table::<facts!(@how $($how)*)>($section, $context, $key)
    };
    (@read $section:ident $context:ident $key:literal table_or [] [$($how:tt)*]) => {
        $crate::facts::keys::reading::optional_table::<facts!(@how $($how)*)>($section, $context, $key)
            .unwrap_or_else(<facts!(@how $($how)*) as $crate::facts::part::Part>::blank)
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
        <facts!(@how $($how)*) as $crate::facts::part::Part>::write(&$told, $out, $writing)
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
