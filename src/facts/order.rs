//! The order of a profile's lines: their own, so that the one they were written in shows nowhere in a result.

use super::{Contract, Land, Property, PropertyBase, Rented, Sale};

impl Sale {
    pub(crate) fn place(&self) -> impl Ord + use<> {
        (
            (self.period, self.kind, self.invoice, self.prices, self.amount),
            (self.deduct, self.levy_rate, self.waives_exemption, self.method, self.exempt, self.occasional),
        )
    }
}

impl Contract {
    pub(crate) fn place(&self) -> impl Ord + use<> {
        (self.month, self.kind, self.amount, self.vat_stated)
    }
}

impl Property {
    pub(crate) fn place(&self) -> impl Ord + use<> {
        let base = match self.base {
            PropertyBase::Value(value) => (0, value),
            PropertyBase::Rent(rent) => (1, rent),
        };
        (self.months, self.housing, self.name.clone(), base)
    }
}

impl Land {
    pub(crate) fn place(&self) -> impl Ord + use<> {
        (self.months, self.unit_amount, self.area, self.let_with)
    }
}

impl Rented {
    pub(crate) fn place(&self) -> impl Ord + use<> {
        (
            (self.landlord, self.premises.clone(), self.months),
            (self.monthly_rent, self.agreed_cut, self.sublet, self.listed, self.waived_to_others),
        )
    }
}
