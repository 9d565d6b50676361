//! What an assessment computes: a line's due and relief, and the sums over all lines.

use crate::Money;
use crate::base::names::ByLine;

/// One line of a result: what is due before reliefs, and the reliefs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tax {
    /// Due (应纳税额) before reliefs.
    pub due: Money,
    /// Reliefs (减免税额), never more than is due.
    pub relief: Money,
}

impl Tax {
    /// The amount payable: due less reliefs.
    ///
    /// ```
    /// use huiqi::{Money, Tax};
    ///
    /// let mut halved = Tax::default();
    /// halved.due = Money::parse("840").unwrap();
    /// halved.relief = Money::parse("420").unwrap();
    /// assert_eq!(halved.payable().to_string(), "420.00");
    /// ```
    #[must_use]
    pub fn payable(&self) -> Money {
        self.due - self.relief
    }

    pub(crate) fn add(&mut self, due: Money, relief: Money) {
        self.due += due;
        self.relief += relief;
    }
}

/// All lines of a result.
pub type Lines = ByLine<Tax>;

/// The amounts of an assessment, in yuan and fen for the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Amounts {
    /// Each tax and fee.
    pub lines: Lines,
    /// Prices paid by customers (价款), VAT included.
    pub receipts: Money,
    /// Receipts less the VAT in them (收入总额).
    pub revenue: Money,
    /// Payments of the business to others: costs, rent after waivers, costs of converting.
    pub costs: Money,
    /// Rent waived or cut, already taken off the costs.
    pub rent_waived: Money,
    /// Grants received.
    pub grants: Money,
    /// Deed tax on what moves into the new enterprise, after its exemption.
    pub deed_tax: Money,
    /// The employer's premiums of social insurance that were computed; the costs hold them.
    pub employer_insurance: Money,
    /// The owner's own premiums of social insurance that were computed; neither the costs nor the burden hold them.
    pub owner_insurance: Money,
    /// Profit after tax that stays in a company: the statutory reserve and what is not distributed.
    pub undistributed: Money,
    /// What that bears when it is drawn: no part of this year's burden.
    pub tax_when_drawn: Money,
    /// Revenue less deductible costs and taxes, before losses, personal deductions and the owner's wage.
    pub profit: Money,
    /// Income of persons: that of the year after losses, before the basic and the other deductions. None of a company.
    pub business_income: Money,
}

impl Amounts {
    /// Total burden: all taxes and fees payable, of the business and of its owners on its income.
    ///
    /// ```
    /// use huiqi::{Amounts, Line, Money};
    ///
    /// let mut amounts = Amounts::default();
    /// amounts.lines[Line::Vat].due = Money::parse("1.2万").unwrap();
    /// amounts.lines[Line::Vat].relief = Money::parse("8000").unwrap();
    /// amounts.lines[Line::Stamp].due = Money::parse("25").unwrap();
    /// assert_eq!(amounts.total().to_string(), "4,025.00");
    /// ```
    #[must_use]
    pub fn total(&self) -> Money {
        self.all_lines().payable()
    }

    /// The burden together with the social insurance that was computed.
    ///
    /// ```
    /// use huiqi::{Amounts, Line, Money};
    ///
    /// let yuan = |text: &str| Money::parse(text).unwrap();
    /// let mut amounts = Amounts::default();
    /// amounts.lines[Line::Vat].due = yuan("4000");
    /// (amounts.employer_insurance, amounts.owner_insurance) = (yuan("8000"), yuan("3000"));
    /// assert_eq!((amounts.total(), amounts.total_with_insurance()), (yuan("4000"), yuan("1.5万")));
    /// ```
    #[must_use]
    pub fn total_with_insurance(&self) -> Money {
        self.total() + self.employer_insurance + self.owner_insurance
    }

    /// The sum of all lines.
    pub(crate) fn all_lines(&self) -> Tax {
        let mut sum = Tax::default();
        // By eight: a loop of so many rounds is unrolled, one over all lines is not.
        let (eights, rest) = self.lines.values().as_chunks::<8>();
        eights.iter().for_each(|eight| eight.iter().for_each(|tax| sum.add(tax.due, tax.relief)));
        rest.iter().for_each(|tax| sum.add(tax.due, tax.relief));
        sum
    }

    /// The owners' net: receipts − costs − deed tax of the conversion − total burden + grants. Profit kept in a company is
    /// theirs too.
    ///
    /// ```
    /// use huiqi::{Amounts, Line, Money};
    ///
    /// let yuan = |text: &str| Money::parse(text).unwrap();
    /// let mut amounts = Amounts::default();
    /// (amounts.receipts, amounts.costs) = (yuan("40.4万"), yuan("15万"));
    /// amounts.lines[Line::Vat].due = yuan("4000");
    /// assert_eq!(amounts.net_to_owner(), yuan("25万"));
    /// ```
    #[must_use]
    pub fn net_to_owner(&self) -> Money {
        self.net_of(self.total())
    }

    /// The owners' net with everything drawn: less what the profit kept in a company bears then.
    ///
    /// ```
    /// use huiqi::{Amounts, Money};
    ///
    /// let yuan = |text: &str| Money::parse(text).unwrap();
    /// let mut amounts = Amounts::default();
    /// (amounts.receipts, amounts.tax_when_drawn) = (yuan("40万"), yuan("1万"));
    /// assert_eq!((amounts.net_to_owner(), amounts.net_when_drawn()), (yuan("40万"), yuan("39万")));
    /// ```
    #[must_use]
    pub fn net_when_drawn(&self) -> Money {
        self.net_to_owner() - self.tax_when_drawn
    }

    /// The same as [`Amounts::net_to_owner`], where the total burden is known already.
    pub(crate) fn net_of(&self, total: Money) -> Money {
        self.receipts - self.costs - self.owner_insurance - self.deed_tax - total + self.grants
    }
}
