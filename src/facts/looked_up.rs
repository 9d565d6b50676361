//! Facts that are looked up: years, places and industries in the pack, properties among those of the profile.

use super::Industry;
#[cfg(feature = "register")]
use super::cells::Cells;
use super::context::{Context, Writing};
use super::fact::Kind;
use super::kinds::FactType;
use super::problem::FactProblem;
use crate::base::message::Expected;
use crate::base::source::{Fault, Parsed, Value, count, text};
use crate::base::tree::Node;

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
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<i32> {
        i32::try_from(number).ok()
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
    /// Most rows are of the industry of the row before, and its texts are used again.
    #[cfg(feature = "register")]
    fn put(told: &mut Industry, cells: &impl Cells, column: usize) {
        let (said, number) = cells.cell(column);
        if let Some(industry) = cells.industry(number).filter(|industry| said && *industry != told) {
            told.code.clone_from(&industry.code);
            told.section.clone_from(&industry.section);
            told.services = industry.services;
        }
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
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<u32> {
        u32::try_from(number).ok()
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<u32> {
        let written = text(value).or_else(|wrong| count(999_999, &[])(value).map(|n| n.to_string()).map_err(|_| wrong))?;
        let (code, former) = context.lists.place_of(&written).map_err(Fault::said)?;
        context.former_place.replace(former);
        Ok(code)
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
