//! The enterprise as such: its size, its prepayments, a company's own facts, assessed collection, and what converting changes.

use crate::base::names::{AssessedBy, EquipmentClass, Form, SizeClass};
use crate::{Date, Money, Month, Quarter, Rate};

/// The most staff that may be told: over every limit of the law.
pub(crate) const MOST_STAFF: u32 = 10_000_000;

/// Opening and closing figures of a quarter in which the business ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterEnds {
    /// Which quarter.
    pub quarter: Quarter,
    /// Staff (从业人数) at its opening and close.
    pub staff: (u32, u32),
    /// Total assets (资产总额) at its opening and close.
    pub assets: (Money, Money),
}

/// Staff, assets and class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// Each quarter the business ran.
    pub quarters: Vec<QuarterEnds>,
    /// In an industry the state restricts or prohibits (限制和禁止行业); `None` when not said.
    pub restricted_industry: Option<bool>,
    /// Whether the last settlement that rules to June, and the one that rules from July, found it small and low-profit;
    /// only a company that is a general VAT taxpayer needs them. `None` when not said.
    pub settled_small: Option<[bool; 2]>,
    /// Its first settlement, where that falls into this year.
    pub first_settlement: Option<FirstSettlement>,
    /// Size class under 工信部联企业〔2011〕300号; `None` when not said.
    pub class: Option<SizeClass>,
}

/// The first settlement (首次汇算清缴) of a company made this year or last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstSettlement {
    /// The day it was filed on.
    pub on: Date,
    /// Whether it found the company small and low-profit.
    pub small: bool,
}

/// Prepayments of income tax (预缴).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prepayment {
    /// Profit by the books, quarter by quarter; `None`: costs are spread evenly.
    pub profits: Option<[Money; 4]>,
    /// What has been prepaid, where it is known.
    pub paid: Option<Money>,
}

/// How the owner draws from a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompanyFacts {
    /// The owner's wage of the year, a cost of the company.
    pub owner_wage: Money,
    /// The share of profit after tax that is distributed.
    pub share_distributed: Rate,
    /// Recognised as a high and new technology enterprise (高新技术企业); `None` when not said.
    pub high_tech: Option<bool>,
    /// Registered as a technology SME (科技型中小企业).
    pub technology_sme: bool,
    /// R&D spend of the year, already in the costs.
    pub rd_spend: Money,
}

/// Equipment bought in the year (新购置设备器具).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Equipment {
    /// Kind.
    pub class: EquipmentClass,
    /// Unit value.
    pub price: Money,
    /// Years it is depreciated over.
    pub life: u32,
    /// Its depreciation that the costs hold already.
    pub in_costs: Money,
}

/// Assessed collection (核定征收).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// The forms it is open to.
    pub forms: Vec<Form>,
    /// What it goes by.
    pub by: AssessedBy,
    /// The taxable-income rate (应税所得率).
    pub rate: Rate,
}

impl Default for CompanyFacts {
    fn default() -> Self {
        CompanyFacts {
            owner_wage: Money::ZERO,
            share_distributed: Rate::ONE,
            high_tech: None,
            technology_sme: false,
            rd_spend: Money::ZERO,
        }
    }
}

/// What converting changes: all zero unless the profile says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The month it happens in, January unless a conversion inside the year is asked for.
    pub month: Month,
    /// Paid-in capital of the new company.
    pub paid_in_capital: Money,
    /// Bookkeeping a year, deductible.
    pub bookkeeping: Money,
    /// Added social insurance a year, deductible.
    pub social_insurance: Money,
    /// Other running costs a year, deductible.
    pub other_costs: Money,
    /// Costs of converting itself, deductible.
    pub one_off: Money,
    /// Grants received for converting.
    pub grants: Money,
    /// The owner volunteers to convert.
    pub volunteers: bool,
    /// Value of land and houses that move into the new enterprise.
    pub property_moved: Money,
    /// The share that the present owner keeps in it.
    pub investor_share: Rate,
}

impl Default for Conversion {
    fn default() -> Self {
        Conversion {
            month: Month::JANUARY,
            paid_in_capital: Money::ZERO,
            bookkeeping: Money::ZERO,
            social_insurance: Money::ZERO,
            other_costs: Money::ZERO,
            one_off: Money::ZERO,
            grants: Money::ZERO,
            volunteers: false,
            property_moved: Money::ZERO,
            investor_share: Rate::ONE,
        }
    }
}

impl Conversion {
    /// What it costs in the year.
    pub fn costs(&self) -> Money {
        self.bookkeeping + self.social_insurance + self.other_costs + self.one_off
    }
}
