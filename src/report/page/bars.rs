//! How what is earned is divided, form by form, and the table of taxes beside it.

use super::say;
use super::words::{About, Everyday, Word};
use crate::answers::page::Glance;
use crate::assess::Assessment;
use crate::base::names::Line;
use crate::base::words::{Say, Vocabulary};
use crate::{Amounts, Money};
use serde_json::{Value, json};

/// What a part of a bar is.
const INCOME: [Line; 3] = [Line::IitBusiness, Line::Cit, Line::IitWage];

/// What the form costs beside its taxes that the present one does not.
pub(super) fn converting(now: &Amounts, of: &Amounts) -> Money {
    of.costs + of.deed_tax - now.costs - now.deed_tax
}

/// The bars of both forms: what is the owner's, what stays in the company, each kind of tax, what converting costs.
pub(super) fn bars(glance: &Glance) -> Value {
    let (now, after) = (&glance.comparison.before, glance.after());
    let earned = now.amounts.receipts - now.amounts.costs;
    let title = if earned > Money::ZERO { Word::EarnedBars { earned: About(earned) } } else { Word::NothingEarned };
    let bar = |side: &Assessment, name: Word| {
        let total = Word::TaxesOf { total: About(side.amounts.total()) };
        json!({ "form": side.form.key(), "name": say(&name), "taxes": say(&total), "parts": parts(&now.amounts, &side.amounts) })
    };
    json!({
        "title": say(&title),
        "earned": earned,
        "drawn": earned > Money::ZERO && now.amounts.net_to_owner() > Money::ZERO && after.amounts.net_to_owner() > Money::ZERO,
        "bars": [
            bar(now, Word::Now { form: Everyday(now.form) }),
            bar(after, Word::Then { form: Everyday(after.form) }),
        ],
    })
}

fn parts(now: &Amounts, of: &Amounts) -> Vec<Value> {
    let sum = |lines: &[Line]| -> Money { lines.iter().map(|line| of.lines[*line].payable()).sum() };
    let income = sum(&INCOME);
    let dividend = sum(&[Line::IitDividend]);
    let (own, kept) = (of.net_to_owner() - of.undistributed, of.undistributed);
    let parts = [
        ("yours", Word::Yours, own, Some(Word::YoursOf { amount: About(own) })),
        ("kept", Word::InCompany, kept, Some(Word::InCompanyOf { amount: About(kept) })),
        ("income", Word::IncomeTax, income, None),
        ("dividend", Word::DividendTax, dividend, None),
        ("turnover", Word::Turnover, of.total() - income - dividend, None),
        ("converting", Word::Converting, converting(now, of), None),
    ];
    let part = |(id, name, amount, label): (&str, Word, Money, Option<Word>)| {
        json!({
            "id": id, "name": say(&name), "amount": amount, "about": say(&About(amount)), "label": label.map(|label| say(&label)),
        })
    };
    parts.into_iter().filter(|(_, _, amount, _)| *amount > Money::ZERO).map(part).collect()
}

/// One row: what it is, both amounts, and whether the change is more to pay or less.
fn row(id: &str, name: &impl Say, now: Money, then: Money, to_pay: bool) -> Value {
    let change = then - now;
    let tone = match change {
        Money::ZERO => "same",
        more if (more > Money::ZERO) == to_pay => "worse",
        _ => "better",
    };
    let said = if change == Money::ZERO { say(&Word::SameRow) } else { json!({ "zh": change.signed(), "en": change.signed() }) };
    json!({
        "id": id, "name": say(name), "now": now.to_string(), "then": then.to_string(), "change": said, "tone": tone, "note": null,
    })
}

/// The rows of the table: each tax that any of both forms bears, their sum, what stands beside them, what is left.
pub(super) fn rows(now: &Assessment, after: &Assessment) -> Value {
    let (one, other) = (&now.amounts, &after.amounts);
    let borne = |line: &Line| [one, other].iter().any(|amounts| amounts.lines[*line].due > Money::ZERO);
    let lines: Vec<Value> = Line::ALL
        .iter()
        .filter(|line| borne(line))
        .map(|line| row(line.key(), line, one.lines[*line].payable(), other.lines[*line].payable(), true))
        .collect();
    let total = row("total", &Word::Total, one.total(), other.total(), true);
    let beside = [
        ("converting", Word::ConvertingRow, Money::ZERO, converting(one, other), true),
        ("insurance", Word::Insurance, one.owner_insurance, other.owner_insurance, true),
        ("grants", Word::GrantsRow, one.grants, other.grants, false),
    ];
    let beside: Vec<Value> = beside
        .into_iter()
        .filter(|(_, _, now, then, _)| (*now, *then) != (Money::ZERO, Money::ZERO))
        .map(|(id, name, now, then, to_pay)| row(id, &name, now, then, to_pay))
        .collect();
    let mut left = row("left", &Word::Left, one.net_to_owner(), other.net_to_owner(), false);
    if let (true, Some(left)) = (other.undistributed > Money::ZERO, left.as_object_mut()) {
        left.insert("note".to_string(), say(&Word::OfItKept { kept: other.undistributed }));
    }
    json!({ "lines": lines, "total": total, "beside": beside, "left": left })
}
