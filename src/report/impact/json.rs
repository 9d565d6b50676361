//! An impact as JSON.

use super::{drafts, sides};
use crate::answers::impact::{BusinessImpact, FormImpact, Impact, LawVersion, MeasureChange};
use crate::base::names::Line;
use crate::base::words::{FORMAT_VERSION, Vocabulary};
use crate::report::json::pretty;
use crate::{Date, Money};
use serde::Serialize;
use serde_json::{Value, json};

#[derive(Serialize)]
struct ImpactOut<'a> {
    format: u32,
    answer: &'static str,
    program: &'static str,
    version: &'static str,
    before: LawOut<'a>,
    after: LawOut<'a>,
    place: u32,
    measures: Vec<Value>,
    business: Option<Value>,
    register: Option<Value>,
}

#[derive(Serialize)]
struct LawOut<'a> {
    hash: &'a str,
    embedded: bool,
    year: Option<i32>,
    known_on: Option<Date>,
    /// The ids of the documents laid over the pack.
    drafts: Vec<&'a str>,
}

fn law(law: &LawVersion) -> LawOut<'_> {
    LawOut {
        hash: law.pack.hash(),
        embedded: law.pack.is_embedded(),
        year: law.year,
        known_on: law.known_on,
        drafts: drafts(law).map(|document| document.id.as_str()).collect(),
    }
}

/// What a change of the law costs, as JSON; amounts are strings in yuan.
///
/// ```
/// use huiqi::{Impact, LawVersion, Pack, report};
///
/// let law = LawVersion::of(Pack::embedded()?);
/// let place = law.pack.example_place();
/// let impact = Impact::between(law.clone(), law, place)?;
/// let json: serde_json::Value = serde_json::from_str(&report::impact_json(&impact)).unwrap();
/// assert_eq!((&json["answer"], json["measures"].as_array().unwrap().len()), (&"impact".into(), 0));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn impact_json(impact: &Impact) -> String {
    #[cfg(feature = "register")]
    let register = impact.register.as_ref().map(|found| register(impact, found));
    #[cfg(not(feature = "register"))]
    let register = None;
    pretty(&ImpactOut {
        format: FORMAT_VERSION,
        answer: "impact",
        program: "huiqi",
        version: env!("CARGO_PKG_VERSION"),
        before: law(&impact.before),
        after: law(&impact.after),
        place: impact.place,
        measures: impact.measures.iter().map(|change| measure(impact, change)).collect(),
        business: impact.business.as_ref().map(business),
        register,
    })
}

fn measure(impact: &Impact, change: &MeasureChange) -> Value {
    let of = |law: &LawVersion, index: Option<crate::trace::MeasureIx>| {
        index.map(|index| {
            let measure = law.pack.measure(index);
            (json!(measure.title), json!(law.pack.document_of(measure).number), json!(measure.article))
        })
    };
    let found = of(&impact.after, change.after).or_else(|| of(&impact.before, change.before));
    let (title, document, article) = found.unwrap_or_default();
    let days = |found: &[crate::Validity]| -> Vec<Value> { found.iter().map(|days| json!({ "from": days.from, "to": days.to })).collect() };
    let figures = change.figures.iter().map(|of| json!({ "figure": of.key, "before": of.before, "after": of.after }));
    json!({
        "measure": change.id, "change": change.kind.key(), "title": title, "document": document, "article": article, "place": change.place,
        "figures": figures.collect::<Vec<Value>>(),
        "in_force_before": days(&change.in_force_before), "in_force_after": days(&change.in_force_after),
        "superseded_by": change.superseded_by,
    })
}

fn both(before: Money, after: Money) -> Value {
    json!({ "before": before, "after": after })
}

fn business(found: &BusinessImpact) -> Value {
    let skipped = found.skipped.iter().map(|(form, error)| json!({ "form": form.key(), "reasons": error.reasons() }));
    json!({
        "name": found.name, "place": found.place, "year_before": found.years.0, "year_after": found.years.1,
        "forms": found.forms.iter().map(form).collect::<Vec<Value>>(),
        "skipped": skipped.collect::<Vec<Value>>(),
    })
}

fn form(form: &FormImpact) -> Value {
    let [then, now] = sides(form);
    let line = |line: &Line| json!({ "line": line.key(), "before": then.lines[*line].payable(), "after": now.lines[*line].payable() });
    let moved = form
        .moved
        .iter()
        .map(|moved| json!({ "line": moved.line.key(), "measure": moved.measure, "before": moved.before, "after": moved.after }));
    json!({
        "form": form.before.form.key(),
        "lines": Line::ALL.iter().map(line).collect::<Vec<Value>>(),
        "total": both(then.total(), now.total()),
        "net_to_owner": both(then.net_to_owner(), now.net_to_owner()),
        "moved": moved.collect::<Vec<Value>>(),
    })
}

#[cfg(feature = "register")]
fn register(impact: &Impact, found: &crate::RegisterImpact) -> Value {
    use super::register::{divisions, money};
    use crate::base::words::Lang;
    let revenue = |revenue: &crate::Revenue| {
        json!({
            "businesses": revenue.businesses, "before": money(revenue.before), "after": money(revenue.after),
            "gain": revenue.gain, "gained": money(revenue.gained), "lose": revenue.lose, "lost": money(revenue.lost),
        })
    };
    let with = |key: &str, name: &str, of: &crate::Revenue| {
        let mut value = revenue(of);
        if let Some(members) = value.as_object_mut() {
            members.insert(key.to_string(), name.into());
        }
        value
    };
    let mut value = json!({
        "rows": found.all.businesses + found.errors,
        "errors": found.errors,
        "wrong": found.named,
        "noted": found.noted,
        "all": revenue(&found.all),
        "by_line": found.lines.iter().map(|(line, of)| with("line", line.key(), of)).collect::<Vec<Value>>(),
        "by_measure": found.by_measure().iter().map(|of| json!({
            "line": of.line.key(), "measure": of.measure, "before": money(of.before), "after": money(of.after), "businesses": of.businesses,
        })).collect::<Vec<Value>>(),
    });
    // Names are in neither language: a key says which group it is.
    for (of, _, groups) in divisions(impact, found, Lang::En) {
        let groups: Vec<Value> = groups.iter().map(|group| with(of, &group.key, &group.revenue)).collect();
        if let Some(members) = value.as_object_mut() {
            members.insert(format!("by_{of}"), groups.into());
        }
    }
    let tenths = found.deciles();
    if let Some(groups) = value.get_mut("by_decile").and_then(Value::as_array_mut) {
        for (group, decile) in groups.iter_mut().zip(&tenths) {
            if let Some(members) = group.as_object_mut() {
                let (from, to) = (i128::from(decile.receipts.0), i128::from(decile.receipts.1));
                members.extend([("receipts_from".to_string(), json!(money(from))), ("receipts_to".to_string(), json!(money(to)))]);
            }
        }
    }
    value
}
