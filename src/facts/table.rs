//! The table of facts: each fact of a business is declared once, and from that come its field, its readers, its writer, the
//! JSON Schema, the template, the reference page and the order of lines.

/// Declares tables of facts. A row is
///
/// ```text
/// field: Type [as HowItIsRead], "key" "键", mode, en "meaning" zh "含义" [, divided(…)]
///     [, column("its_name", "列名") [, empty("what an empty cell means")] [, note("en", "zh")]];
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
            #[cfg(feature = "register")]
            #[allow(unused_variables)] // Some tables have no column.
            fn fill(told: &mut $name, cells: &impl $crate::facts::cells::Cells) {
                $(facts!(@fill told.$field, cells, $name $key, $mode [$($($arg)*)?] [$ty $(as $how)?]);)*
            }
            #[cfg(feature = "strategies")]
            fn draw(told: &mut $name, draws: &mut $crate::facts::draw::Draws<'_>) -> bool {
                // Each is drawn, so that what one is made of does not depend on the others.
                let told = [$(facts!(@draw told.$field, draws, $mode [$($($arg)*)?] [$ty $(as $how)?])),*];
                !told.contains(&false)
            }
            #[allow(unused_variables)] // Some tables have nothing to divide.
            fn divide(told: &mut $name, by: &mut impl $crate::facts::Divide) {
                $(facts!(@divide told.$field, by, $name $key, $mode [$ty $(as $how)?]);)*
            }
            #[allow(unused_variables)] // Some lines have no time.
            fn when(told: &$name) -> Option<($crate::Period, $crate::base::error::At)> {
                let period = None$(.or_else(|| facts!(@when told.$field, $mode [$ty $(as $how)?])))*;
                Some((period?, facts!(@at told $($($beside)*)?)))
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
    (@draw $told:expr, $draws:ident, flat [] [$($how:tt)*]) => {
        <facts!(@how $($how)*) as $crate::facts::part::Part>::draw(&mut $told, $draws)
    };
    (@draw $told:expr, $draws:ident, table [] $how:tt) => { facts!(@draw $told, $draws, flat [] $how) };
    (@draw $told:expr, $draws:ident, table_or [] $how:tt) => { facts!(@draw $told, $draws, flat [] $how) };
    // Lines go together: who draws a business makes them.
    (@draw $told:expr, $draws:ident, tables [] $how:tt) => { true };
    (@draw $told:expr, $draws:ident, optional_table [] [$($how:tt)*]) => {
        $crate::facts::keys::drawing::optional_table::<facts!(@inner $($how)*)>(&mut $told, $draws)
    };
    (@draw $told:expr, $draws:ident, optional [] [$($how:tt)*]) => {
        $crate::facts::keys::drawing::optional::<facts!(@inner $($how)*)>(&mut $told, $draws)
    };
    (@draw $told:expr, $draws:ident, open $fact:tt [$($how:tt)*]) => {
        $crate::facts::keys::drawing::open::<facts!(@inner $($how)*)>(&mut $told, $draws)
    };
    (@draw $told:expr, $draws:ident, or [$default:expr] [$($how:tt)*]) => {
        $crate::facts::keys::drawing::or::<facts!(@how $($how)*)>(&mut $told, $draws, $default)
    };
    (@draw $told:expr, $draws:ident, always $default:tt $how:tt) => { facts!(@draw $told, $draws, or $default $how) };
    (@draw $told:expr, $draws:ident, or_else [$absent:expr, $default:expr] $how:tt) => { facts!(@draw $told, $draws, or [$default] $how) };
    (@draw $told:expr, $draws:ident, $mode:ident $arg:tt [$($how:tt)*]) => {
        $crate::facts::keys::drawing::required::<facts!(@how $($how)*)>(&mut $told, $draws)
    };
    (@divide $told:expr, $by:ident, $name:ident $key:literal, flat [$($how:tt)*]) => {
        <facts!(@how $($how)*) as $crate::facts::part::Part>::divide(&mut $told, $by)
    };
    (@divide $told:expr, $by:ident, $name:ident $key:literal, table $how:tt) => { facts!(@divide $told, $by, $name $key, flat $how) };
    (@divide $told:expr, $by:ident, $name:ident $key:literal, table_or $how:tt) => { facts!(@divide $told, $by, $name $key, flat $how) };
    (@divide $told:expr, $by:ident, $name:ident $key:literal, tables [$($how:tt)*]) => {{
        $by.lines(facts!(@division $name $key), &mut $told, <facts!(@inner $($how)*) as $crate::facts::part::Part>::when);
        $told.iter_mut().for_each(|line| <facts!(@inner $($how)*) as $crate::facts::part::Part>::divide(line, $by));
    }};
    (@divide $told:expr, $by:ident, $name:ident $key:literal, optional_table $how:tt) => {
        $by.option(facts!(@division $name $key), &mut $told, |_| None)
    };
    (@divide $told:expr, $by:ident, $name:ident $key:literal, optional [$($how:tt)*]) => {
        $by.option(facts!(@division $name $key), &mut $told, <facts!(@inner $($how)*) as $crate::facts::kinds::FactType>::when)
    };
    (@divide $told:expr, $by:ident, $name:ident $key:literal, open $how:tt) => { facts!(@divide $told, $by, $name $key, optional $how) };
    (@divide $told:expr, $by:ident, $name:ident $key:literal, $mode:ident [$($how:tt)*]) => {
        if let Some(amount) = <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::amount(&mut $told) {
            $by.amount(facts!(@division $name $key), amount);
        }
    };
    (@division $name:ident $key:literal) => {
        const { $crate::facts::part::division_of(<$name as $crate::facts::part::Part>::FACTS, $key) }
    };
    (@when $told:expr, required [$($how:tt)*]) => { <facts!(@how $($how)*) as $crate::facts::kinds::FactType>::when(&$told) };
    (@when $told:expr, $mode:ident $how:tt) => { None };
    (@at $told:ident at $($beside:ident)*) => { $told.at };
    (@at $told:ident $other:ident $($beside:ident)*) => { facts!(@at $told $($beside)*) };
    (@at $told:ident) => { $crate::base::error::At::default() };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, flat [] [$($how:tt)*]) => {
        <facts!(@how $($how)*) as $crate::facts::part::Part>::fill(&mut $told, $cells)
    };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, table [] $how:tt) => {
        facts!(@fill $told, $cells, $name $key, flat [] $how)
    };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, table_or [] $how:tt) => {
        facts!(@fill $told, $cells, $name $key, flat [] $how)
    };
    // Lines are made of the columns that a register has for them.
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, tables [] $how:tt) => {};
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, optional_table [] $how:tt) => {};
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, or [$default:expr] [$($how:tt)*]) => {
        $crate::facts::keys::filling::or::<facts!(@how $($how)*)>(&mut $told, $cells, facts!(@column $name $key), $default)
    };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, always $default:tt $how:tt) => {
        facts!(@fill $told, $cells, $name $key, or $default $how)
    };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, or_else [$absent:expr, $default:expr] $how:tt) => {
        facts!(@fill $told, $cells, $name $key, or [$default] $how)
    };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, optional [] [$($how:tt)*]) => {
        $crate::facts::keys::filling::optional::<facts!(@inner $($how)*)>(&mut $told, $cells, facts!(@column $name $key))
    };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, open $fact:tt $how:tt) => {
        facts!(@fill $told, $cells, $name $key, optional [] $how)
    };
    (@fill $told:expr, $cells:ident, $name:ident $key:literal, $mode:ident $arg:tt [$($how:tt)*]) => {
        $crate::facts::keys::filling::required::<facts!(@how $($how)*)>(&mut $told, $cells, facts!(@column $name $key))
    };
    (@column $name:ident $key:literal) => {
        const { $crate::facts::columns::column_of(<$name as $crate::facts::part::Part>::FACTS, $key) }
    };

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
