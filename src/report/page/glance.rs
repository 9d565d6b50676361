//! The first answer: the sentence, the forms, the division, the table, the reliefs, what it rests on.

use super::words::{About, Everyday, Gain, Word, wan, yuan};
use super::{bars, both, facts, page_out, say, source};
use crate::answers::compare::Difference;
use crate::answers::page::Glance;
use crate::assess::Assessment;
use crate::base::names::{Confidence, Form, Line};
use crate::base::words::{Say, Vocabulary};
use crate::report::client_report::{assumption, not_counted};
use crate::report::grounds::{gathered, grants, refusals};
use crate::report::{Context, verdict};
use crate::taxes::trace::MeasureIx;
use crate::{Lang, Money};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// What a page shows at once. See [`crate::Glance`].
///
/// ```
/// use huiqi::{report, Ask, Pack, Profile, Question};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let answer = huiqi::ask(&pack, &Question::new(shop, Ask::Glance { to: None, earned: None }))?;
/// let huiqi::Found::Glance(glance) = &answer.found else { panic!() };
/// let json: serde_json::Value = serde_json::from_str(&report::glance_json(&answer.context(huiqi::Lang::Zh), glance)).unwrap();
/// assert_eq!(json["verdict"]["tone"], "worse");
/// assert!(json["verdict"]["text"]["zh"].as_str().unwrap().starts_with("转成"));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn glance_json(context: &Context<'_>, glance: &Glance) -> String {
    let context = &Context { profile: &glance.profile, ..*context };
    let (now, after) = (&glance.comparison.before, glance.after());
    page_out(
        context,
        "glance",
        [
            ("to", json!(after.form.key())),
            ("verdict", headline(glance)),
            ("lead", lead(now, after)),
            ("kept", kept(now, after)),
            ("forms", forms(context, glance)),
            ("division", bars::bars(glance)),
            ("lever", lever(context, after)),
            ("rows", bars::rows(now, after)),
            ("point", point(glance)),
            ("facts", facts::facts(context, glance)),
            ("open", facts::open(glance)),
            ("reliefs", reliefs(context, now, after)),
            ("rests", rests(context, now, after)),
        ],
    )
}

/// What is best of the forms, in the sentences of a comparison.
///
/// ```
/// use huiqi::{report, Ask, Pack, Profile, Question};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let answer = huiqi::ask(&pack, &Question::new(shop, Ask::Advice {}))?;
/// let huiqi::Found::Advice(glance) = &answer.found else { panic!() };
/// let json: serde_json::Value = serde_json::from_str(&report::advice_json(&answer.context(huiqi::Lang::Zh), glance)).unwrap();
/// assert!(json["best"][0]["text"]["zh"].as_str().unwrap().contains("最好"));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn advice_json(context: &Context<'_>, glance: &Glance) -> String {
    let context = &Context { profile: &glance.profile, ..*context };
    page_out(context, "advice", [("best", json!(verdict::sentences(context, &glance.comparison)))])
}

fn gain(glance: &Glance) -> Money {
    glance.after().amounts.net_to_owner() - glance.comparison.before.amounts.net_to_owner()
}

/// The gain once everything is drawn.
fn gain_when_drawn(now: &Assessment, after: &Assessment) -> Money {
    after.amounts.net_when_drawn() - now.amounts.net_when_drawn()
}

/// Money that stays in a company is no gain where drawing it makes it a loss.
fn tone(now: &Assessment, after: &Assessment) -> &'static str {
    let gain = after.amounts.net_to_owner() - now.amounts.net_to_owner();
    match (gain.cmp(&Money::ZERO), gain_when_drawn(now, after) >= Money::ZERO) {
        (Ordering::Equal, _) => "same",
        (Ordering::Greater, true) => "better",
        (Ordering::Greater, false) => "mixed",
        (Ordering::Less, _) => "worse",
    }
}

fn headline(glance: &Glance) -> Value {
    let (now, after) = (&glance.comparison.before, glance.after());
    let (form, gain) = (Everyday(after.form), gain(glance));
    let text = match (gain, after.amounts.undistributed > Money::ZERO) {
        (Money::ZERO, _) => Word::Same { form },
        (_, true) => Word::ThisYear { form, gain: Gain(gain) },
        (_, false) => Word::EachYear { form, gain: Gain(gain) },
    };
    json!({
        "tone": tone(now, after), "text": say(&text), "gain": gain, "said": say(&Gain(gain)), "form": say(&Word::Dock { form }),
    })
}

/// From how much tax to how much, and why.
fn lead(now: &Assessment, after: &Assessment) -> Value {
    let difference = Difference::between(now, after);
    let (one, other) = (About(now.amounts.total()), About(after.amounts.total()));
    let total = difference.total();
    let because = match total.cmp(&Money::ZERO) {
        Ordering::Equal => None,
        way => difference.main_line().map(|line| {
            let by = difference.line(line);
            match (way, line) {
                (Ordering::Greater, Line::IitDividend) => Word::MoreBecauseDrawn { by: About(by) },
                (Ordering::Greater, _) => Word::MoreBecause { line, by: About(by) },
                _ => Word::LessBecause { line, by: About(-by) },
            }
        }),
    };
    let first = if total == Money::ZERO { Word::TaxesSame { now: one } } else { Word::Taxes { now: one, then: other } };
    json!(std::iter::once(first).chain(because).map(|word| say(&word)).collect::<Vec<_>>())
}

/// What stays in the company, and what the answer is once that is drawn.
fn kept(now: &Assessment, after: &Assessment) -> Value {
    let amounts = &after.amounts;
    let word =
        Word::Kept { kept: About(amounts.undistributed), tax: About(amounts.tax_when_drawn), drawn: Gain(gain_when_drawn(now, after)) };
    if amounts.undistributed > Money::ZERO { say(&word) } else { Value::Null }
}

/// Every other form with its figure, or with what it lacks, in the order of the law.
fn forms(context: &Context<'_>, glance: &Glance) -> Value {
    let now = &glance.comparison.before;
    let card = |form: &Form| {
        let side = glance.comparison.after.iter().find(|side| side.form == *form);
        if let Some(side) = side {
            let gain = side.amounts.net_to_owner() - now.amounts.net_to_owner();
            let plus = if gain > Money::ZERO { "+" } else { "" };
            let text = json!({ "zh": format!("{plus}{}", wan(gain)), "en": format!("{plus}{}", yuan(gain)) });
            return Some(json!({
                "form": form.key(), "name": say(&Everyday(*form)), "gain": gain, "text": text, "tone": tone(now, side), "lacks": null,
            }));
        }
        let (_, error) = glance.comparison.skipped.iter().find(|(skipped, _)| skipped == form)?;
        let lacks = both(context, |context| {
            let reasons: Vec<String> = error.problems().iter().map(|problem| problem.text(context.lang)).collect();
            // A reason that names a key is for those who write files.
            match reasons.iter().any(|reason| reason.contains('`')) {
                true => Word::LacksFacts.say(context.lang),
                false => reasons.join(if context.lang == Lang::Zh { "；" } else { "; " }),
            }
        });
        Some(json!({
            "form": form.key(), "name": say(&Everyday(*form)), "gain": null, "text": say(&Word::Lacks), "tone": "none", "lacks": lacks,
        }))
    };
    json!(Form::ALL.iter().filter(|form| **form != now.form).filter_map(card).collect::<Vec<_>>())
}

/// The choices of a company that decide: the share drawn and the owner's wage.
fn lever(context: &Context<'_>, after: &Assessment) -> Value {
    if !after.form.is_company() {
        return Value::Null;
    }
    let (amounts, company) = (&after.amounts, &context.profile.company);
    let note = match amounts.undistributed > Money::ZERO {
        true => Word::LeverKept { kept: About(amounts.undistributed), tax: About(amounts.tax_when_drawn) },
        false => Word::LeverAll,
    };
    json!({
        "share": company.share_distributed.to_string(),
        "percent": company.share_distributed.to_string().trim_end_matches('%'),
        "wage": company.owner_wage,
        "note": say(&note),
    })
}

/// The point on the curve.
fn point(glance: &Glance) -> Value {
    let told = About(glance.earns);
    let earned = glance.comparison.before.amounts.receipts - glance.comparison.before.amounts.costs;
    let trying = glance.tried.map(|_| say(&Word::Trying { tried: About(earned), told }));
    json!({
        "earned": earned, "wan": wan(earned), "gain": gain(glance),
        "text": say(&Word::Point { earned: About(earned), gain: Gain(gain(glance)) }), "trying": trying,
    })
}

/// The reliefs that either form has, and those that it has not, with what is missing: of the form looked at only what the present one
/// does not lack for the same reason.
fn reliefs(context: &Context<'_>, now: &Assessment, after: &Assessment) -> Value {
    let had = |side: &Assessment| -> Vec<Value> {
        let mut sums: Vec<(MeasureIx, Vec<Line>, Money)> = Vec::new();
        for (index, line, _, sum) in grants(side).into_iter().filter(|(_, _, _, sum)| *sum > Money::ZERO) {
            match sums.iter_mut().find(|(known, ..)| *known == index) {
                Some((_, lines, all)) => {
                    lines.push(line);
                    *all += sum;
                }
                None => sums.push((index, vec![line], sum)),
            }
        }
        let grant = |(index, lines, sum): (MeasureIx, Vec<Line>, Money)| {
            let source = source(context, index);
            json!({ "lines": say(&lines), "amount": sum.to_string(), "source": source })
        };
        sums.into_iter().map(grant).collect()
    };
    let of = |side: &Assessment, lang| refusals(&Context { lang, ..*context }, side);
    let known = of(now, Lang::Zh);
    type Refused = (MeasureIx, Vec<Line>, String);
    let missed = |side: &Assessment, known: &[Refused]| -> Vec<Value> {
        let pairs = of(side, Lang::Zh).into_iter().zip(of(side, Lang::En)).filter(|(one, _)| !known.contains(one));
        let item = |((index, lines, zh), (_, _, en)): (Refused, Refused)| {
            let source = source(context, index);
            json!({ "lines": say(&lines), "reasons": { "zh": zh, "en": en }, "source": source })
        };
        pairs.map(item).collect()
    };
    let side = |side: &Assessment, name: Word, known: &[Refused]| {
        let (had, missed) = (had(side), missed(side, known));
        json!({ "name": say(&name), "had": had, "missed": missed })
    };
    json!([side(now, Word::Now { form: Everyday(now.form) }, &[]), side(after, Word::Then { form: Everyday(after.form) }, &known)])
}

/// What the answer rests on: what was assumed, how sure its sources are, what is not counted.
fn rests(context: &Context<'_>, now: &Assessment, after: &Assessment) -> Value {
    let sides = [now, after];
    let said = |of: fn(&Context<'_>, &Assessment) -> Vec<String>| {
        let list = |lang| {
            let context = Context { lang, ..*context };
            gathered(&context, &sides, |side| of(&context, side))
        };
        json!({ "zh": list(Lang::Zh), "en": list(Lang::En) })
    };
    let mut used: Vec<MeasureIx> = sides.iter().flat_map(|side| &side.record.steps).filter_map(|step| step.measure()).collect();
    used.sort();
    used.dedup();
    let count = |confidence: Confidence| used.iter().filter(|index| context.pack.measure(**index).confidence == confidence).count();
    let first = Word::Certain { count: used.len(), read: count(Confidence::Text) };
    let others = Confidence::ALL.iter().filter(|confidence| **confidence != Confidence::Text && count(**confidence) > 0);
    let others = others.map(|confidence| {
        both(context, |context| Word::OtherwiseKnown { count: count(*confidence), how: confidence.say(context.lang) }.say(context.lang))
    });
    json!({
        "assumed": said(|context, side| context.assumptions(side).iter().map(|of| without_keys(&assumption(context, of))).collect()),
        "certain": std::iter::once(say(&first)).chain(others).collect::<Vec<_>>(),
        "not_counted": said(|context, side| side.record.not_counted.iter().map(|what| not_counted(context, what)).collect()),
    })
}

/// A sentence without the keys of a file that stand in brackets behind what they hold.
fn without_keys(text: &str) -> String {
    let mut out = text.to_string();
    for (open, close) in [("（`", "`）"), (" (`", "`)")] {
        while let Some((before, rest)) = out.split_once(open)
            && let Some((_, after)) = rest.split_once(close)
        {
            out = format!("{before}{after}");
        }
    }
    out
}
