//! Where the money of a form goes.

use crate::base::names::Line;
use crate::base::words::{Say, Vocabulary};
use crate::report::Context;
use crate::report::labels::Label;
use crate::{Assessment, Money};

/// A part, its name and its amount.
pub(super) type Part = (PartKey, String, Money);

/// The parts that a form's receipts and grants go to: costs, each tax, what the owner keeps.
pub(super) fn parts(context: &Context<'_>, side: &Assessment) -> Vec<Part> {
    let amounts = &side.amounts;
    let say = |label: Label| label.say(context.lang);
    let taxes = Line::ALL.iter().map(|line| (PartKey::Tax(*line), line.say(context.lang), amounts.lines[*line].payable()));
    std::iter::once((PartKey::Costs, say(Label::CostsPaid), amounts.costs))
        .chain(taxes)
        .chain([
            (PartKey::DeedTax, say(Label::DeedTax), amounts.deed_tax),
            (PartKey::Owner, say(Label::NetToOwner), amounts.net_to_owner()),
        ])
        .collect()
}

/// Where a part of the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKey {
    Costs,
    Tax(Line),
    DeedTax,
    Owner,
}
