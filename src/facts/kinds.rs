//! What a fact may be: amounts, rates, words, periods … Each kind is read, limited, written and described in one place.

#[cfg(feature = "register")]
use super::cells::Cells;
use super::context::{Context, Writing};
#[cfg(feature = "strategies")]
use super::draw::Draw;
use super::fact::Kind;
use super::problem::FactProblem;
use crate::base::message::Message;
use crate::base::source::{Parsed, Value, amount, area, count, date, rate, signed_amount, text, truth};
use crate::base::tree::Node;
#[cfg(feature = "strategies")]
use crate::base::values::MAX_AREA;
use crate::base::words::{Say, Vocabulary, spellings};
use crate::{Date, Money, Period, Rate};
use std::marker::PhantomData;

/// How facts of one kind are read and written.
pub(crate) trait FactType {
    /// What the profile holds.
    type Told: PartialEq;
    const KIND: Kind;
    /// What stands in the profile as long as nothing is told.
    fn blank() -> Self::Told;
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Self::Told>;
    fn write(told: &Self::Told, writing: &Writing<'_>) -> Node<'static>;
    /// The amount that may be divided, if it is one.
    fn amount(_: &mut Self::Told) -> Option<&mut Money> {
        None
    }
    /// One within its limits; `None` for what only the business as a whole decides.
    #[cfg(feature = "strategies")]
    fn drawn(_: Draw) -> Option<Self::Told> {
        None
    }
    /// The time that it is, where a conversion inside the year goes by it.
    fn when(_: &Self::Told) -> Option<Period> {
        None
    }
    /// The fact that the number of a cell is; `None` where no cell can say it.
    #[cfg(feature = "register")]
    fn of_number(_: i64) -> Option<Self::Told> {
        None
    }
    /// What a cell says, or the default.
    #[cfg(feature = "register")]
    fn in_cell(said: bool, number: i64, default: Self::Told) -> Self::Told {
        if said { Self::of_number(number).unwrap_or(default) } else { default }
    }
    /// Puts what a cell says in the place of a fact that must be told.
    #[cfg(feature = "register")]
    fn put(told: &mut Self::Told, cells: &impl Cells, column: usize) {
        let (said, number) = cells.cell(column);
        *told = Self::in_cell(said, number, Self::blank());
    }
}

impl FactType for Money {
    type Told = Money;
    const KIND: Kind = Kind::Amount;
    fn blank() -> Money {
        Money::ZERO
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<Money> {
        Some(draw.amount)
    }
    fn amount(told: &mut Money) -> Option<&mut Money> {
        Some(told)
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<Money> {
        Some(Money::from_fen(number))
    }
    /// Without a branch: nobody could foretell which cells say something.
    #[cfg(feature = "register")]
    #[inline]
    fn in_cell(said: bool, number: i64, default: Money) -> Money {
        let mask = i64::from(said).wrapping_neg();
        Money::from_fen(number & mask | default.fen() & !mask)
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Money> {
        amount(value)
    }
    fn write(told: &Money, _: &Writing<'_>) -> Node<'static> {
        Node::Number(told.plain().into())
    }
}

/// An amount that may be a loss.
pub(crate) struct Signed;

impl FactType for Signed {
    type Told = Money;
    const KIND: Kind = Kind::SignedAmount;
    fn blank() -> Money {
        Money::ZERO
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<Money> {
        Some(if draw.number.is_multiple_of(2) { draw.amount } else { -draw.amount })
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Money> {
        signed_amount(value)
    }
    fn write(told: &Money, writing: &Writing<'_>) -> Node<'static> {
        Money::write(told, writing)
    }
}

/// An amount over zero.
pub(crate) struct Positive;

impl FactType for Positive {
    type Told = Money;
    const KIND: Kind = Kind::PositiveAmount;
    fn blank() -> Money {
        Money::ZERO
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<Money> {
        Some(draw.amount.max(Money::from_fen(1)))
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Money> {
        let read = amount(value)?;
        if read > Money::ZERO { Ok(read) } else { Err(Message::MustBePositive.into()) }
    }
    fn write(told: &Money, writing: &Writing<'_>) -> Node<'static> {
        Money::write(told, writing)
    }
}

impl FactType for Rate {
    type Told = Rate;
    const KIND: Kind = Kind::Rate;
    fn blank() -> Rate {
        Rate::ZERO
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<Rate> {
        Some(Rate::from_millionths(i64::from(draw.number % 10_001).saturating_mul(1_000)))
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<Rate> {
        Some(Rate::from_millionths(number))
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Rate> {
        rate(value)
    }
    fn write(told: &Rate, _: &Writing<'_>) -> Node<'static> {
        Node::Text(told.to_string().into())
    }
}

/// A share of a whole.
pub(crate) struct Share;

impl FactType for Share {
    type Told = Rate;
    const KIND: Kind = Kind::Share;
    fn blank() -> Rate {
        Rate::ZERO
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<Rate> {
        Some(Rate::from_millionths(i64::from(draw.number % 1_001).saturating_mul(1_000)))
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<Rate> {
        Rate::of_number(number)
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Rate> {
        let found = rate(value)?;
        if found > Rate::ONE { Err(FactProblem::ShareOverAll { found }.into()) } else { Ok(found) }
    }
    fn write(told: &Rate, writing: &Writing<'_>) -> Node<'static> {
        Rate::write(told, writing)
    }
}

impl FactType for bool {
    type Told = bool;
    const KIND: Kind = Kind::Truth;
    fn blank() -> bool {
        false
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<bool> {
        Some(draw.number % 2 == 1)
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<bool> {
        Some(number == 1)
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<bool> {
        match value.as_text() {
            Some("是") => Ok(true),
            Some("否") => Ok(false),
            _ => truth(value),
        }
    }
    fn write(told: &bool, _: &Writing<'_>) -> Node<'static> {
        Node::Truth(*told)
    }
}

impl FactType for String {
    type Told = String;
    const KIND: Kind = Kind::Text;
    fn blank() -> String {
        String::new()
    }
    /// A register keeps its texts as they are.
    #[cfg(feature = "register")]
    fn put(_: &mut String, _: &impl Cells, _: usize) {}
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<String> {
        text(value)
    }
    fn write(told: &String, _: &Writing<'_>) -> Node<'static> {
        Node::Text(told.clone().into())
    }
}

impl FactType for Date {
    type Told = Date;
    const KIND: Kind = Kind::Date;
    fn blank() -> Date {
        Date::default()
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<Date> {
        Date::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Date> {
        // JSON has no dates of its own.
        value.as_text().and_then(|text| text.parse().ok()).map_or_else(|| date(value), Ok)
    }
    fn write(told: &Date, _: &Writing<'_>) -> Node<'static> {
        Node::Date(told.to_string().into())
    }
}

/// An area in square metres, in hundredths.
pub(crate) struct Area;

impl FactType for Area {
    type Told = i64;
    const KIND: Kind = Kind::Area;
    fn blank() -> i64 {
        0
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<i64> {
        Some(draw.amount.fen().min(MAX_AREA))
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<i64> {
        Some(number)
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<i64> {
        area(value)
    }
    fn write(told: &i64, writing: &Writing<'_>) -> Node<'static> {
        Money::write(&Money::from_fen(*told), writing)
    }
}

/// What is counted.
pub(crate) trait Counted {
    const EN: &'static str;
    const ZH: &'static str;
    /// May stand after the number.
    const UNITS: &'static [&'static str];
}

macro_rules! counted {
    ($($name:ident $en:literal $zh:literal $units:expr;)*) => {$(
        pub(crate) struct $name;
        impl Counted for $name {
            const EN: &'static str = $en;
            const ZH: &'static str = $zh;
            const UNITS: &'static [&'static str] = &$units;
        }
    )*};
}

counted! {
    Persons "persons" "人" ["人"];
    Years "years" "年" ["年"];
    MonthsOf "months" "个月" ["个月"];
    Days "days" "天" ["天"];
    Pieces "" "" ["人", "个"];
    Times "" "次" ["次"];
    Centimetres "centimetres" "厘米" ["厘米"];
    Millilitres "millilitres" "毫升" ["毫升", "ml"];
}

/// A whole number from 0 to `MOST`.
pub(crate) struct Count<const MOST: u32, U>(PhantomData<U>);

impl<const MOST: u32, U: Counted> FactType for Count<MOST, U> {
    type Told = u32;
    const KIND: Kind = Kind::Count(MOST, U::EN, U::ZH);
    fn blank() -> u32 {
        0
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<u32> {
        Some(draw.one_of(MOST.saturating_add(1)).0)
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<u32> {
        u32::try_from(number).ok()
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<u32> {
        count(MOST, U::UNITS)(value)
    }
    fn write(told: &u32, _: &Writing<'_>) -> Node<'static> {
        Node::Number(told.to_string().into())
    }
}

/// A word of a closed list.
impl<V: Vocabulary + Say + PartialEq> FactType for V {
    type Told = V;
    const KIND: Kind = Kind::Word(words_of::<V>);
    #[allow(clippy::indexing_slicing)] // while compiling
    fn blank() -> V {
        // A vocabulary has a first word.
        const { V::ALL[0] }
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<V> {
        V::ALL.get(draw.one_of(u32::try_from(V::ALL.len()).ok()?).0 as usize).copied()
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<V> {
        usize::try_from(number).ok().and_then(|index| V::ALL.get(index)).copied()
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<V> {
        value.as_text().and_then(V::from_written).map_or_else(|| crate::base::source::word(value), Ok)
    }
    fn write(told: &V, _: &Writing<'_>) -> Node<'static> {
        Node::Text(told.key().into())
    }
}

fn words_of<V: Vocabulary + Say>() -> Vec<Vec<String>> {
    V::ALL.iter().map(|word| spellings(*word)).collect()
}
