//! What a fact may be: amounts, rates, words, periods … Each kind is read, limited, written and described in one place.

use super::Industry;
use super::context::{Context, Writing};
use super::fact::Kind;
use super::problem::FactProblem;
use crate::base::message::{Expected, Message};
use crate::base::names::{
    Addition, AssessedBy, Borrower, ContractKind, Entitled, EquipmentClass, ExemptService, Filing, Form, Invoice, Landlord, Locality,
    Prices, SaleKind, SizeClass, StartUpGroup, Subsidy, TaxRating, VatStatus,
};
use crate::base::source::{Fault, Parsed, Value, amount, area, count, date, rate, signed_amount, text, truth};
use crate::base::tree::Node;
use crate::base::words::{Vocabulary, spellings};
use crate::{Date, Money, Rate};
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
}

impl FactType for Money {
    type Told = Money;
    const KIND: Kind = Kind::Amount;
    fn blank() -> Money {
        Money::ZERO
    }
    fn amount(told: &mut Money) -> Option<&mut Money> {
        Some(told)
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
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Rate> {
        rate(value)
    }
    fn write(told: &Rate, _: &Writing<'_>) -> Node<'static> {
        Node::Text(told.to_string().into())
    }
}

impl FactType for bool {
    type Told = bool;
    const KIND: Kind = Kind::Truth;
    fn blank() -> bool {
        false
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
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<Date> {
        // JSON has no dates of its own.
        value.as_text().and_then(|text| text.parse().ok()).map_or_else(|| date(value), Ok)
    }
    fn write(told: &Date, _: &Writing<'_>) -> Node<'static> {
        Node::Date(told.to_string())
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
    Centimetres "centimetres" "厘米" ["厘米"];
}

/// A whole number from 0 to `MOST`.
pub(crate) struct Count<const MOST: u32, U>(PhantomData<U>);

impl<const MOST: u32, U: Counted> FactType for Count<MOST, U> {
    type Told = u32;
    const KIND: Kind = Kind::Count(MOST, U::EN, U::ZH);
    fn blank() -> u32 {
        0
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<u32> {
        count(MOST, U::UNITS)(value)
    }
    fn write(told: &u32, _: &Writing<'_>) -> Node<'static> {
        Node::Number(told.to_string().into())
    }
}

fn year(value: &Value<'_>) -> Parsed<i32> {
    count(9999, &["年"])(value).and_then(|year| i32::try_from(year).map_err(|_| value.wrong(Expected::Count { most: 9999 })))
}

/// The year of the profile.
pub(crate) struct TaxYear;

impl FactType for TaxYear {
    type Told = i32;
    const KIND: Kind = Kind::TaxYear;
    fn blank() -> i32 {
        0
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<i32> {
        let years = context.lists.years();
        let (first, last) = (*years.start(), *years.end());
        let read = year(value).ok().filter(|year| years.contains(year));
        let read = read.ok_or_else(|| value.wrong(Expected::Year { first, last }))?;
        context.year.set(read);
        Ok(read)
    }
    fn write(told: &i32, _: &Writing<'_>) -> Node<'static> {
        Node::Number(told.to_string().into())
    }
}

/// A year before it.
pub(crate) struct EarlierYear;

impl FactType for EarlierYear {
    type Told = i32;
    const KIND: Kind = Kind::EarlierYear;
    fn blank() -> i32 {
        0
    }
    fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<i32> {
        year(value)
    }
    fn write(told: &i32, writing: &Writing<'_>) -> Node<'static> {
        TaxYear::write(told, writing)
    }
}

impl FactType for Industry {
    type Told = Industry;
    const KIND: Kind = Kind::Industry;
    fn blank() -> Industry {
        Industry::default()
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Industry> {
        context.lists.industry_of(&text(value)?).map_err(Fault::said)
    }
    fn write(told: &Industry, _: &Writing<'_>) -> Node<'static> {
        Node::Text(told.code.clone().into())
    }
}

/// A place by its code or name.
pub(crate) struct Place;

impl FactType for Place {
    type Told = u32;
    const KIND: Kind = Kind::Place;
    fn blank() -> u32 {
        0
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<u32> {
        let written = text(value).or_else(|wrong| count(999_999, &[])(value).map(|n| n.to_string()).map_err(|_| wrong))?;
        context.lists.place_of(&written).map_err(Fault::said)
    }
    fn write(told: &u32, _: &Writing<'_>) -> Node<'static> {
        Node::Text(format!("{told:06}").into())
    }
}

/// A property by its name: its place among the properties.
pub(crate) struct PropertyName;

impl FactType for PropertyName {
    type Told = usize;
    const KIND: Kind = Kind::Text;
    fn blank() -> usize {
        0
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<usize> {
        let written = text(value)?;
        let found = context.properties.borrow().iter().position(|name| name.as_deref() == Some(&written));
        Ok(found.ok_or(FactProblem::NoSuchProperty { found: written })?)
    }
    fn write(told: &usize, writing: &Writing<'_>) -> Node<'static> {
        let property = writing.profile.and_then(|profile| profile.properties.get(*told));
        Node::Text(property.and_then(|property| property.name.clone()).unwrap_or_default().into())
    }
}

macro_rules! words {
    ($($name:ident),*) => {$(impl FactType for $name {
        type Told = $name;
        const KIND: Kind = Kind::Word(words_of::<$name>);
        #[allow(clippy::indexing_slicing)] // while compiling
        fn blank() -> $name {
            // A vocabulary has a first word.
            const { $name::ALL[0] }
        }
        fn read(value: &Value<'_>, _: &Context<'_>) -> Parsed<$name> {
            value.as_text().and_then($name::from_written).map_or_else(|| crate::base::source::word(value), Ok)
        }
        fn write(told: &$name, _: &Writing<'_>) -> Node<'static> {
            Node::Text(told.key().into())
        }
    })*};
}

words!(
    Addition,
    AssessedBy,
    Borrower,
    ContractKind,
    Entitled,
    EquipmentClass,
    ExemptService,
    Filing,
    Form,
    Invoice,
    Landlord,
    Locality,
    Prices,
    SaleKind,
    SizeClass,
    StartUpGroup,
    Subsidy,
    TaxRating,
    VatStatus
);

fn words_of<V: Vocabulary + crate::Say>() -> Vec<Vec<String>> {
    V::ALL.iter().map(|word| spellings(*word)).collect()
}
