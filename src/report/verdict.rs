//! The sentences that a reader sees first: what is best of what is compared, what decides it, and each form beside the present one.

use super::Context;
use super::document::Block;
use super::labels::{Label, SideName};
use crate::Money;
use crate::answers::compare::{BreakEven, Comparison, Difference};
use crate::assess::Assessment;
use crate::base::words::Say;

/// What is best of all that is compared, and the choices of a company that this rests on. Money that stays in a company is the
/// owner's only in part: what is left once it is drawn too is said in the same sentence.
pub(super) fn best(context: &Context<'_>, comparison: &Comparison) -> Vec<Block> {
    let (present, net) = (&comparison.before, |side: &Assessment| side.amounts.net_to_owner());
    // Of equals the first, which the table shows first too.
    let Some(other) = comparison.after.iter().rev().max_by_key(|side| net(side)) else { return Vec::new() };
    let form = context.name(other);
    let best = match net(other) - net(present) {
        Money::ZERO => Label::BestEither { form },
        more if more > Money::ZERO => {
            let kept = other.amounts.undistributed;
            let drawn = other.amounts.net_when_drawn() - present.amounts.net_when_drawn();
            match (kept > Money::ZERO, drawn >= Money::ZERO) {
                (false, _) => Label::BestOther { form, more },
                (true, true) => Label::BestOtherKept { form, more, kept, drawn },
                (true, false) => Label::BestOtherUntilDrawn { form, more, kept, less: -drawn },
            }
        }
        less => {
            let kept = present.amounts.undistributed;
            let when_drawn = |side: &Assessment| side.amounts.net_when_drawn();
            let after_drawing = comparison.after.iter().rev().max_by_key(|side| when_drawn(side)).filter(|_| kept > Money::ZERO);
            match after_drawing.map(|side| (side, when_drawn(present) - when_drawn(side))) {
                Some((side, drawn)) if drawn < Money::ZERO => {
                    Label::BestPresentUntilDrawn { form, more: -less, kept, drawn: context.name(side), less: -drawn }
                }
                _ => Label::BestPresent { form, more: -less },
            }
        }
    };
    let company = std::iter::once(present).chain(&comparison.after).any(|side| side.form.is_company());
    let choices = Label::CompanyChoices {
        wage: context.profile.company.owner_wage,
        share: context.profile.company.share_distributed,
        costs: context.profile.conversion.costs(),
    };
    let choices = company.then(|| Block::plain(choices.say(context.lang)));
    std::iter::once(Block::verdict(best.say(context.lang))).chain(choices).collect()
}

/// When converting begins to pay, as a sentence to add; nothing where it does now or was not asked for.
pub(super) fn pays(context: &Context<'_>, comparison: &Comparison, position: usize) -> String {
    match comparison.break_even.get(position) {
        Some(BreakEven::From(profit)) => Label::PaysFrom { profit: *profit }.say(context.lang),
        Some(BreakEven::Never) => Label::PaysNever.say(context.lang),
        Some(BreakEven::Now) | None => String::new(),
    }
}

/// What changes with one form, in a sentence.
pub(super) fn verdict(context: &Context<'_>, difference: &Difference<'_>, form: SideName) -> String {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let (total, net) = (difference.total(), difference.net_to_owner());
    let label = match (total.cmp(&Money::ZERO), net.cmp(&Money::ZERO)) {
        (Equal, Equal) => Label::VerdictSame { form },
        (Equal, Greater) => Label::VerdictOnlyMore { form, net },
        (Equal, Less) => Label::VerdictOnlyLess { form, net: -net },
        (Greater, Less) => match difference.main_line() {
            Some(line) => Label::VerdictMainly { form, more: total, line, net: -net },
            None => Label::Verdict { form, more: total, net: -net },
        },
        (Greater, Equal | Greater) => Label::VerdictMoreAndMore { form, more: total, net },
        (Less, Equal | Greater) => Label::VerdictSaves { form, less: -total, net },
        (Less, Less) => Label::VerdictLessAndLess { form, less: -total, net: -net },
    };
    label.say(context.lang)
}
