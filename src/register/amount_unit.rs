//! The units that amounts of a column are in.

use crate::base::words::vocabulary;
use rust_decimal::Decimal;

vocabulary! {
    /// The unit that a column's amounts are in.
    #[non_exhaustive]
    pub enum AmountUnit {
        Yuan "yuan" en "yuan" zh "元";
        Hundreds "hundred-yuan" en "hundreds of yuan" zh "百元";
        Thousands "thousand-yuan" en "thousands of yuan" zh "千元";
        TenThousands "ten-thousand-yuan" en "tens of thousands of yuan" zh "万元";
        Millions "million-yuan" en "millions of yuan" zh "百万元";
        HundredMillions "hundred-million-yuan" en "hundreds of millions of yuan" zh "亿元";
    }
}

impl AmountUnit {
    /// How many yuan it is.
    pub(super) fn yuan(self) -> Decimal {
        Decimal::from(match self {
            AmountUnit::Yuan => 1,
            AmountUnit::Hundreds => 100,
            AmountUnit::Thousands => 1_000,
            AmountUnit::TenThousands => 10_000,
            AmountUnit::Millions => 1_000_000,
            AmountUnit::HundredMillions => 100_000_000,
        })
    }
}
