//! Progressive tables (税率表) with quick deductions.

use crate::law::problem::LawProblem;
use crate::base::money::{Money, Rate, Ratio};
use crate::base::source::{Section, amount, rate, text};

/// One bracket: its rate and quick deduction apply up to and including `up_to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bracket {
    up_to: Money,
    pub(crate) rate: Rate,
    pub(crate) quick: Money,
}

/// A table of brackets, the last without a limit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Brackets(Vec<Bracket>);

const NO_LIMIT: Money = Money::from_fen(i64::MAX);

impl Brackets {
    /// Reads `brackets = [{ up_to, rate, quick_deduction }, …]` and checks that the tax it makes is continuous.
    pub(crate) fn read(parameters: &Section<'_>) -> Option<Brackets> {
        if !parameters.has("brackets") {
            parameters.required("brackets", text);
            return None;
        }
        let sections = parameters.sections("brackets");
        let count = sections.len();
        if count == 0 {
            parameters.report_at(LawProblem::LastBracketOpen, parameters.at("brackets"));
            return None;
        }
        let mut brackets: Vec<Bracket> = Vec::new();
        let mut whole = true;
        for (i, section) in sections.iter().enumerate() {
            let open = section.optional("up_to", |value| Ok(text(value).is_ok_and(|text| text == "open"))).unwrap_or(false);
            if open != (i.saturating_add(1) == count) {
                section.report_at(LawProblem::LastBracketOpen, section.at("up_to"));
            }
            let up_to = if open { Some(NO_LIMIT) } else { section.required("up_to", amount) };
            let (rate, quick) = (section.required("rate", rate), section.required("quick_deduction", amount));
            section.finish();
            let (Some(up_to), Some(rate), Some(quick)) = (up_to, rate, quick) else {
                whole = false;
                continue;
            };
            let bracket = Bracket { up_to, rate, quick };
            let follows = match brackets.last() {
                Some(before) => up_to > before.up_to && rate > before.rate && before.tax(before.up_to) == bracket.tax(before.up_to),
                None => quick == Money::ZERO,
            };
            if whole && !follows {
                section.report(LawProblem::BracketsBroken { up_to });
            }
            brackets.push(bracket);
        }
        whole.then_some(Brackets(brackets))
    }

    /// The bracket that `taxable` falls in.
    pub(crate) fn of(&self, taxable: Money) -> Bracket {
        // They are counted, not searched: nobody could foretell where a search ends.
        let below = self.0.iter().filter(|bracket| bracket.up_to < taxable).count();
        let found = self.0.get(below).or(self.0.last());
        found.copied().unwrap_or(Bracket { up_to: NO_LIMIT, rate: Rate::ZERO, quick: Money::ZERO })
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
        taxable.times(self.rate) - self.quick
    }

    fn ratio(&self, taxable: Money) -> Ratio {
        taxable.exactly_times(self.rate).minus_money(self.quick)
    }
}

#[cfg(all(test, feature = "strategies"))]
mod tests {
    use super::*;

    #[test]
    fn the_open_bracket_has_no_limit() {
        let up_to = |fen: i64| Bracket { up_to: Money::from_fen(fen), rate: Rate::ZERO, quick: Money::ZERO };
        let brackets = Brackets(vec![up_to(5), up_to(7), Bracket { up_to: NO_LIMIT, ..up_to(0) }]);
        assert_eq!(brackets.limits(), [Money::from_fen(5), Money::from_fen(7)]);
    }
}
