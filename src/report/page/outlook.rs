//! What follows a glance: when converting pays, the curve with its axes, the jumps of the law, the next days.

use super::words::{About, Everyday, Gain, Percent, Word, wan};
use super::{both, page_out, say, source};
use crate::answers::curve::Crossing;
use crate::answers::filing_calendar::Entry;
use crate::answers::page::{Outlook, SalesJump, ShareCurve};
use crate::base::names::Line;
use crate::base::words::Vocabulary;
use crate::report::Context;
use crate::report::picture::curves::ticks;
use crate::{Money, Rate};
use serde_json::{Value, json};

/// What a page shows a little later. See [`crate::Outlook`].
///
/// ```
/// use huiqi::{report, Ask, Pack, Profile, Question};
///
/// let pack = Pack::embedded()?;
/// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let answer = huiqi::ask(&pack, &Question::new(shop, Ask::Outlook { to: None, from: None }))?;
/// let huiqi::Found::Outlook(outlook) = &answer.found else { panic!() };
/// let json: serde_json::Value = serde_json::from_str(&report::outlook_json(&answer.context(huiqi::Lang::Zh), outlook)).unwrap();
/// assert!(json["curve"]["lines"][0]["points"].as_array().unwrap().len() > 1);
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn outlook_json(context: &Context<'_>, outlook: &Outlook) -> String {
    let context = &Context { profile: &outlook.glance.profile, ..*context };
    page_out(
        context,
        "outlook",
        [
            ("to", json!(outlook.glance.after().form.key())),
            ("pays", json!(pays(outlook))),
            ("curve", curve(outlook)),
            ("jumps", json!(outlook.jumps.iter().map(|jump| jump_out(context, jump)).collect::<Vec<_>>())),
            ("days", days(context, outlook)),
        ],
    )
}

/// What is earned at a profit.
fn earned(outlook: &Outlook, profit: i64) -> Money {
    Money::from_fen(profit) + outlook.beyond_profit
}

/// Whether the form looked at leaves more anywhere up to this profit.
fn gains(outlook: &Outlook, profit: i64) -> bool {
    let own = outlook.curves.first().into_iter().flat_map(|curve| &curve.points);
    own.into_iter().any(|(at, gain)| at.fen() <= profit && *gain > Money::ZERO)
}

/// Where it begins or ceases to pay. It does not cease where both forms left the same before, as where there is nothing to tax.
fn turns(outlook: &Outlook) -> impl Iterator<Item = &Crossing> {
    outlook.by_profit.crossings.iter().filter(|crossing| crossing.gains || gains(outlook, crossing.at))
}

/// When converting pays: over what is earned, and over the share drawn.
fn pays(outlook: &Outlook) -> Vec<Value> {
    let sales = About(outlook.glance.comparison.before.amounts.receipts);
    let mut said: Vec<Word> = Vec::new();
    if let Some(by_share) = &outlook.by_share {
        said.extend(by_share.crossings.iter().map(|crossing| match crossing.gains {
            true => Word::PaysFromShare { share: Percent(Rate::from_millionths(crossing.at)) },
            false => Word::PaysUpToShare { share: Percent(Rate::from_millionths(crossing.before)) },
        }));
    }
    let share = outlook.glance.profile.company.share_distributed;
    let after = outlook.glance.after();
    if after.form.is_company() {
        said.push(Word::WithShare { share: Percent(share) });
    }
    let turns: Vec<&Crossing> = turns(outlook).collect();
    match (turns.as_slice(), outlook.by_profit.ahead_at_first) {
        ([], Some(true)) if gains(outlook, i64::MAX) => said.push(Word::PaysAlways { sales }),
        ([], _) if outlook.curves.first().is_some_and(|own| own.points.iter().all(|(_, gain)| *gain == Money::ZERO)) => {
            said.push(Word::PaysSame { sales });
        }
        ([], _) => said.push(Word::PaysNever { sales }),
        (turns, _) => said.extend(turns.iter().map(|crossing| {
            let earned = About(earned(outlook, crossing.at));
            if crossing.gains { Word::PaysFrom { earned } } else { Word::CeasesFrom { earned } }
        })),
    }
    said.iter().map(say).collect()
}

/// The curve: its lines, its axes with round values, where converting begins or ceases to pay.
fn curve(outlook: &Outlook) -> Value {
    let all = || outlook.curves.iter().flat_map(|curve| &curve.points);
    let ends = |of: fn(&(Money, Money)) -> Money| {
        let fen = || all().map(of).map(Money::fen);
        fen().min().zip(fen().max()).unwrap_or_default()
    };
    let ((from, to), (low, high)) = (ends(|point| point.0), ends(|point| point.1));
    let (from, to) = (earned(outlook, from).fen(), earned(outlook, to).fen());
    let (low, high) = (low.min(0), high.max(0));
    let tick = |fen: i64| {
        let amount = Money::from_fen(fen);
        let whole = amount.to_string();
        json!({ "at": amount, "text": { "zh": wan(amount), "en": whole.split('.').next() } })
    };
    let company = outlook.glance.after().form.is_company();
    let line = |curve: &ShareCurve| {
        let name = match company {
            true => Word::Curve { share: Percent(curve.share) },
            false => Word::CurvePlain { form: Everyday(outlook.glance.after().form) },
        };
        let points = curve.points.iter().map(|(profit, gain)| json!([earned(outlook, profit.fen()), gain]));
        json!({ "share": curve.share, "name": say(&name), "points": points.collect::<Vec<_>>() })
    };
    let mark = |crossing: &Crossing| {
        let at = earned(outlook, crossing.at);
        let word = if crossing.gains { Word::BreakEvenMark { earned: About(at) } } else { Word::CeaseMark { earned: About(at) } };
        json!({ "at": at, "gains": crossing.gains, "text": say(&word) })
    };
    let inside = |crossing: &&Crossing| (from..=to).contains(&earned(outlook, crossing.at).fen());
    let steps = ticks(from, to, 100);
    let step = steps.first().zip(steps.get(1)).map_or(100, |(one, next)| next - one);
    json!({
        "from": Money::from_fen(from), "to": Money::from_fen(to), "step": Money::from_fen(step.max(100)),
        "low": Money::from_fen(low), "high": Money::from_fen(high),
        "x": ticks(from, to, 5).into_iter().map(tick).collect::<Vec<_>>(),
        "y": ticks(low, high, 5).into_iter().map(tick).collect::<Vec<_>>(),
        "axis": say(&Word::Axis), "unit": say(&Word::AxisUnitWan),
        "lines": outlook.curves.iter().map(line).collect::<Vec<_>>(),
        "marks": turns(outlook).filter(inside).map(mark).collect::<Vec<_>>(),
        "table": table(outlook),
    })
}

/// The facts' own curve in words, point by point.
fn table(outlook: &Outlook) -> Vec<Value> {
    let own = outlook.curves.first().into_iter().flat_map(|curve| &curve.points);
    own.map(|(profit, gain)| say(&Word::Point { earned: About(earned(outlook, profit.fen())), gain: Gain(*gain) })).collect()
}

fn jump_out(context: &Context<'_>, jump: &SalesJump) -> Value {
    let line = jump.line.unwrap_or(Line::Vat);
    let word = Word::Passed { sales: About(jump.sales), line, rise: About(jump.rise) };
    json!({
        "passed": jump.passed, "when": say(&if jump.passed { Word::Behind } else { Word::Ahead }), "text": say(&word),
        "sales": jump.sales, "rise": jump.rise, "source": jump.measure.map(|index| source(context, index)),
    })
}

/// The days from the first that is looked at on.
fn days(context: &Context<'_>, outlook: &Outlook) -> Value {
    let entries = outlook.calendar.entries.iter().filter(|entry| outlook.from.is_none_or(|from| entry.to >= from));
    let entry = |entry: &Entry| {
        let [first, rest @ ..] = entry.measures.as_slice() else { return day(context, entry, Vec::new()) };
        day(context, entry, std::iter::once(first).chain(rest).map(|index| source(context, *index)).collect())
    };
    json!(entries.map(entry).collect::<Vec<_>>())
}

fn day(context: &Context<'_>, entry: &Entry, sources: Vec<Value>) -> Value {
    json!({
        "id": entry.id, "kind": entry.kind.key(), "day": both(context, |context| context.day(entry)), "to": entry.to,
        "text": both(context, |context| context.happens(entry)),
        "sources": sources,
    })
}
