//! The operators of [`Money`]: checked, so that no sum wraps.

use super::{Money, overflow};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        self.0.checked_add(other.0).map_or_else(overflow, Money)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        self.0.checked_sub(other.0).map_or_else(overflow, Money)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        self.0.checked_neg().map_or_else(overflow, Money)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}
