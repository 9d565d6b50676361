//! Progressive tables (税率表) with quick deductions.

use crate::base::money::{Money, Rate, Ratio};
use crate::base::source::Section;
use crate::law::parameter::{Reader, amount, or_open, parameters, rate, tables_into};
use crate::law::problem::LawProblem;

parameters! {
    /// Its rate and quick deduction apply up to and including `up_to`.
    #[derive(Copy)]
    pub(crate) struct Bracket en "One bracket" zh "一级" {
        up_to: Money = or_open(NO_LIMIT, amount()), en "the income it ends at, itself included" zh "级距上限（含）";
        pub(crate) rate: Rate = rate(), en "the rate" zh "税率";
        pub(crate) quick_deduction: Money = amount(), en "the quick deduction" zh "速算扣除数";
    }
}

/// A table of brackets, the last without a limit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Brackets(Vec<Bracket>);

/// `brackets = [{ up_to, rate, quick_deduction }, …]`, the last without a limit.
pub(crate) fn brackets() -> Reader<Brackets> {
    tables_into(Brackets::of_rows)
}

const NO_LIMIT: Money = Money::from_fen(i64::MAX);

impl Brackets {
    /// Limits and rates rise, the tax is continuous, and only the last bracket is open.
    fn of_rows(rows: Vec<Bracket>, sections: &[Section<'_>]) -> Option<Brackets> {
        let count = rows.len();
        for (i, (bracket, section)) in rows.iter().zip(sections).enumerate() {
            if (bracket.up_to == NO_LIMIT) != (i.saturating_add(1) == count) {
                section.report_at(LawProblem::LastBracketOpen, section.at("up_to"));
            }
            let follows = match i.checked_sub(1).and_then(|before| rows.get(before)) {
                Some(before) => {
                    bracket.up_to > before.up_to && bracket.rate > before.rate && before.tax(before.up_to) == bracket.tax(before.up_to)
                }
                None => bracket.quick_deduction == Money::ZERO,
            };
            if !follows {
                section.report(LawProblem::BracketsBroken { up_to: bracket.up_to });
            }
        }
        Some(Brackets(rows))
    }

    /// The bracket that `taxable` falls in.
    pub(crate) fn of(&self, taxable: Money) -> Bracket {
        // They are counted, not searched: nobody could foretell where a search ends.
        let below = self.0.iter().filter(|bracket| bracket.up_to < taxable).count();
        let found = self.0.get(below).or(self.0.last());
        found.copied().unwrap_or(Bracket { up_to: NO_LIMIT, rate: Rate::ZERO, quick_deduction: Money::ZERO })
    }

    /// The upper limits of all brackets but the open one.
    #[cfg(feature = "strategies")]
    pub(crate) fn limits(&self) -> Vec<Money> {
        self.0.iter().map(|bracket| bracket.up_to).filter(|limit| *limit != NO_LIMIT).collect()
    }

    /// The exact tax on `taxable`.
    pub(crate) fn exactly(&self, taxable: Money) -> Ratio {
        self.of(taxable).ratio(taxable)
    }

    /// The tax on `taxable`, rounded half up to the fen; the quick deduction is whole fen.
    pub(crate) fn tax(&self, taxable: Money) -> Money {
        self.of(taxable).tax(taxable)
    }
}

impl Bracket {
    pub(crate) fn tax(&self, taxable: Money) -> Money {
        taxable.times(self.rate) - self.quick_deduction
    }

    fn ratio(&self, taxable: Money) -> Ratio {
        taxable.exactly_times(self.rate).minus_money(self.quick_deduction)
    }
}

#[cfg(all(test, feature = "strategies"))]
mod tests {
    use super::*;

    #[test]
    fn the_open_bracket_has_no_limit() {
        let up_to = |fen: i64| Bracket { up_to: Money::from_fen(fen), rate: Rate::ZERO, quick_deduction: Money::ZERO };
        let brackets = Brackets(vec![up_to(5), up_to(7), Bracket { up_to: NO_LIMIT, ..up_to(0) }]);
        assert_eq!(brackets.limits(), [Money::from_fen(5), Money::from_fen(7)]);
    }
}
