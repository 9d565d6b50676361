//! The facts of a page: as a sentence, as what each field was read as, and what is still open.

use super::words::{About, Everyday, Gain, Word};
use super::{both, say};
use crate::answers::page::{Glance, Stake};
use crate::base::names::{Locality, SizeClass, VatStatus};
use crate::base::words::{Both, Lang, Say, Vocabulary};
use crate::facts::UnknownFact;
use crate::report::Context;
use crate::{Money, Profile};
use serde_json::{Value, json};

/// The name of the trade, or its code.
fn trade(context: &Context<'_>, lang: Lang) -> String {
    let code = &context.profile.industry.code;
    context.pack.classes().trade_of(code).map_or_else(|| code.clone(), |trade| trade.name.say(lang))
}

/// The place with those that it lies in.
fn place(context: &Context<'_>, lang: Lang) -> String {
    let Some(found) = context.pack.classes().place_found(context.profile.place) else { return context.place_name() };
    let names: Vec<String> = found.within.iter().skip(1).chain([&found.name]).map(|name| name.say(lang)).collect();
    match lang {
        Lang::Zh => names.concat(),
        Lang::En => names.into_iter().rev().collect::<Vec<_>>().join(", "),
    }
}

fn sales(profile: &Profile) -> Money {
    profile.sales.iter().map(|sale| sale.amount).sum()
}

/// The facts, each as it was read.
pub(super) fn facts(context: &Context<'_>, glance: &Glance) -> Value {
    let profile = &glance.profile;
    let (sales, year) = (sales(profile), context.rules.year);
    let costs = glance.comparison.before.amounts.costs;
    let own_name = &profile.name;
    // A profile without a name is called by what was typed for its trade.
    let called = |context: &Context<'_>| if own_name.is_empty() { trade(context, context.lang) } else { own_name.clone() };
    let brief = both(context, |context| {
        let (place, trade) = (place(context, context.lang), called(context));
        let (sales, costs, form) = (About(sales), About(costs), Everyday(profile.form));
        Word::Brief { place, trade, year, sales, costs, form, status: profile.vat_status }.say(context.lang)
    });
    let eyebrow =
        both(context, |context| Word::Eyebrow { place: place(context, context.lang), trade: called(context), year }.say(context.lang));
    let code = &profile.industry.code;
    let spread = profile.sales.iter().all(|sale| sale.spread);
    let sales_echo = if spread { Word::SalesEcho { sales } } else { Word::SalesGiven { sales } };
    json!({
        "brief": brief,
        "eyebrow": eyebrow,
        "trade": both(context, |context| Word::TakenAs { trade: trade(context, context.lang), class: code.clone() }.say(context.lang)),
        "place": both(context, |context| place(context, context.lang)),
        "locality": profile.locality.key(),
        "localities": Locality::ALL.iter().map(|of| json!({ "id": of.key(), "name": say(of) })).collect::<Vec<_>>(),
        "sales": { "amount": sales, "echo": say(&sales_echo), "spread": spread },
        "costs": { "amount": costs, "echo": say(&Word::CostsEcho { costs }) },
        "form": profile.form.key(),
        "vat_status": profile.vat_status.key(),
        "statuses": VatStatus::ALL.iter().map(|status| json!({ "id": status.key(), "name": say(status) })).collect::<Vec<_>>(),
        "years": context.pack.years().rev().collect::<Vec<_>>(),
        "toml": context.profile.to_toml(),
    })
}

/// The open facts that matter, each with its question and what is at stake; then those that do not.
pub(super) fn open(glance: &Glance) -> Value {
    let (now, rest): (Vec<&Stake>, Vec<&Stake>) = glance.open.iter().partition(|stake| stake.matters);
    let form = Everyday(glance.after().form);
    let stake = |stake: &&Stake| {
        let asks = if stake.fact == UnknownFact::ComprehensiveIncome { say(&Word::AsksIncome) } else { say(&stake.asks) };
        let said = Word::Stake { form, least: Gain(stake.gain.least), most: Gain(stake.gain.most) };
        let turns = stake.gain.least != stake.gain.most;
        json!({
            "fact": stake.fact.key(), "asks": asks, "usual": say(&usual(stake.fact)), "stake": turns.then(|| say(&said)),
            "answer": answers(stake.fact),
        })
    };
    json!({ "matter": now.iter().map(stake).collect::<Vec<_>>(), "idle": rest.iter().map(stake).collect::<Vec<_>>() })
}

/// What is taken while a fact is not answered.
fn usual(fact: UnknownFact) -> Word {
    match (fact, SizeClass::ALL) {
        (UnknownFact::SizeClass, [class, ..]) => Word::UsualClass { class: *class },
        (UnknownFact::ComprehensiveIncome, _) => Word::UsualNone,
        _ => Word::UsualNo,
    }
}

/// How a fact is answered: yes or no, one of several words, an amount or a count.
fn answers(fact: UnknownFact) -> Value {
    match fact {
        UnknownFact::SizeClass => {
            let words = SizeClass::ALL.iter().map(|class| json!({ "value": class.key(), "name": Both(class) }));
            json!({ "kind": "words", "words": words.collect::<Vec<_>>() })
        }
        UnknownFact::ComprehensiveIncome | UnknownFact::Assets(_) | UnknownFact::AssetsOfYear => json!({ "kind": "amount" }),
        UnknownFact::Staff(_) | UnknownFact::StaffOfYear => json!({ "kind": "count" }),
        _ => json!({ "kind": "yes-no" }),
    }
}
