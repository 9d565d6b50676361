//! Periods as people write them.

use super::context::{Context, Writing};
#[cfg(feature = "strategies")]
use super::draw::Draw;
use super::fact::Kind;
use super::kinds::FactType;
use crate::base::periods::{month_of, period_of};
use crate::base::source::{Parsed, Value};
use crate::base::tree::Node;
use crate::{Month, Period};

/// A month or quarter `back` years before that of the profile.
fn period(value: &Value<'_>, context: &Context<'_>, back: i32) -> Parsed<Period> {
    let (period, dated) = period_of(value, context.year.get().saturating_sub(back))?;
    context.dated.set(context.dated.get() || dated);
    Ok(period)
}

impl FactType for Period {
    type Told = Period;
    const KIND: Kind = Kind::Period;
    fn blank() -> Period {
        Period::Year
    }
    fn when(told: &Period) -> Option<Period> {
        Some(*told)
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Period> {
        period(value, context, 0)
    }
    fn write(told: &Period, writing: &Writing<'_>) -> Node<'static> {
        writing.period(*told, 0)
    }
}

/// A month or quarter of the year before.
pub(crate) struct PeriodBefore;

impl FactType for PeriodBefore {
    type Told = Period;
    const KIND: Kind = Kind::Period;
    fn blank() -> Period {
        Period::Year
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Period> {
        period(value, context, 1)
    }
    fn write(told: &Period, writing: &Writing<'_>) -> Node<'static> {
        writing.period(*told, 1)
    }
}

impl FactType for Month {
    type Told = Month;
    const KIND: Kind = Kind::Month;
    fn blank() -> Month {
        Month::JANUARY
    }
    #[cfg(feature = "strategies")]
    fn drawn(draw: Draw) -> Option<Month> {
        Month::from_number((draw.number % 12).saturating_add(1))
    }
    fn when(told: &Month) -> Option<Period> {
        Some(Period::Month(*told))
    }
    #[cfg(feature = "register")]
    fn of_number(number: i64) -> Option<Month> {
        u32::try_from(number).ok().and_then(Month::from_number)
    }
    fn read(value: &Value<'_>, context: &Context<'_>) -> Parsed<Month> {
        let (month, dated) = month_of(value, context.year.get())?;
        context.dated.set(context.dated.get() || dated);
        Ok(month)
    }
    fn write(told: &Month, writing: &Writing<'_>) -> Node<'static> {
        writing.period(Period::Month(*told), 0)
    }
}
