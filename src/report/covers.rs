//! What the pack covers: each rule with its years, documents and confidence, and what nobody computes here.

use super::document::{Block, Document, Records, Row, Table};
use super::json::pretty;
use super::labels::Label;
use crate::Validity;
use crate::base::names::Confidence;
use crate::base::slot::Slot;
use crate::base::words::{Bilingual, Lang, Say, Vocabulary};
use crate::law::{Measure, Pack};
use crate::taxes::not_counted::NotCovered;
use chrono::Datelike;
use serde::Serialize;
use std::collections::BTreeMap;

/// What measures decide, with all the measures that decide it.
struct Rule<'p> {
    slot: Slot,
    measures: Vec<&'p Measure>,
}

impl Rule<'_> {
    /// The years of the pack in which one of them is valid, runs of years as one: `2019–2022, 2024`.
    fn years(&self, pack: &Pack) -> String {
        let in_year = |year: i32| self.measures.iter().any(|measure| touches(&measure.valid, year));
        let mut runs: Vec<(i32, i32)> = Vec::new();
        for year in pack.years().filter(|year| in_year(*year)) {
            match runs.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(year) => *last = year,
                _ => runs.push((year, year)),
            }
        }
        let said = |(first, last): &(i32, i32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
        runs.iter().map(said).collect::<Vec<_>>().join(", ")
    }

    /// The documents, each once, in the order of the pack.
    fn documents<'p>(&self, pack: &'p Pack) -> Vec<&'p str> {
        each_once(self.measures.iter().map(|measure| pack.document_of(measure).number.as_str()))
    }

    fn places(&self) -> Vec<String> {
        each_once(self.measures.iter().map(|measure| measure.jurisdiction.to_string()))
    }

    /// How sure they are, the surest first.
    fn confidence(&self) -> Vec<Confidence> {
        let of = |confidence: &Confidence| self.measures.iter().any(|measure| measure.confidence == *confidence);
        Confidence::ALL.iter().copied().filter(of).collect()
    }
}

/// Whether it is valid on some day of the year.
fn touches(valid: &Validity, year: i32) -> bool {
    valid.from.year() <= year && valid.to.is_none_or(|last| last.year() >= year)
}

fn each_once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.fold(Vec::new(), |mut found, one| {
        if !found.contains(&one) {
            found.push(one);
        }
        found
    })
}

/// The rules of the pack, those that relieve no line first, then the reliefs in the order of their lines.
fn rules(pack: &Pack) -> Vec<Rule<'_>> {
    let mut by_slot: BTreeMap<Slot, Vec<&Measure>> = BTreeMap::new();
    for measure in pack.measures() {
        for slot in measure.slots() {
            by_slot.entry(*slot).or_default().push(measure);
        }
    }
    let mut rules: Vec<Rule<'_>> = by_slot.into_iter().map(|(slot, measures)| Rule { slot, measures }).collect();
    rules.sort_by_key(|rule| rule.slot.relieves().map(|(line, _)| line.index()));
    rules
}

/// What the pack covers and what it does not.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let page = huiqi::report::covers(&pack, huiqi::Lang::En).markdown();
/// assert!(page.contains("财政部 税务总局公告2023年第12号") && page.contains("Not covered"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn covers(pack: &Pack, lang: Lang) -> Document {
    let say = |label: Label| label.say(lang);
    let mut document = Document::new(lang, say(Label::Covered));
    let head = [Label::Rule, Label::Relieves, Label::YearsCovered, Label::Document, Label::Where, Label::Confidence].map(say);
    let rules = rules(pack);
    let row = |rule: &Rule<'_>| -> Row {
        let confidence: Vec<String> = rule.confidence().iter().map(|confidence| confidence.say(lang)).collect();
        let relieves = rule.slot.relieves().map(|(line, _)| line.say(lang)).unwrap_or_default();
        let documents = rule.documents(pack).join("; ");
        vec![
            rule.slot.say(lang).into(),
            relieves.into(),
            rule.years(pack).into(),
            documents.into(),
            rule.places().join(", ").into(),
            confidence.join("; ").into(),
        ]
        .into()
    };
    document.push([Block::Table(Table::entries(head, rules.iter().map(row).collect()))]);
    let not = NotCovered::ALL.iter().map(|what| what.say(lang));
    document.push([Block::section(say(Label::NotCovered), vec![Block::bullets(not)])]);
    document.records = Some(records(pack, &rules, lang));
    document
}

/// A record a rule.
fn records(pack: &Pack, rules: &[Rule<'_>], lang: Lang) -> Records {
    let mut out = Records::new(&["rule", "relieves", "years", "documents", "jurisdictions", "confidence"]);
    for rule in rules {
        let confidence: Vec<&str> = rule.confidence().iter().map(|confidence| confidence.key()).collect();
        out.push(vec![
            rule.slot.say(lang).into(),
            rule.slot.relieves().map_or("", |(line, _)| line.key()).into(),
            rule.years(pack).into(),
            rule.documents(pack).join("; ").into(),
            rule.places().join(" ").into(),
            confidence.join(" ").into(),
        ]);
    }
    out
}

#[derive(Serialize)]
struct CoversOut<'p> {
    rules: Vec<RuleOut<'p>>,
    not_covered: Vec<NotCoveredOut>,
}

#[derive(Serialize)]
struct RuleOut<'p> {
    mechanism: &'static str,
    name: Bilingual,
    relieves: Option<&'static str>,
    years: String,
    measures: Vec<&'p str>,
    documents: Vec<&'p str>,
    jurisdictions: Vec<String>,
    confidence: Vec<&'static str>,
}

#[derive(Serialize)]
struct NotCoveredOut {
    id: &'static str,
    text: Bilingual,
}

fn both(what: &impl Say) -> Bilingual {
    Bilingual { zh: what.say(Lang::Zh), en: what.say(Lang::En) }
}

/// What the pack covers and what it does not, as JSON.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let json: serde_json::Value = serde_json::from_str(&huiqi::report::covers_json(&pack)).unwrap();
/// assert!(json["rules"].as_array().unwrap().iter().any(|rule| rule["mechanism"] == "reduce-business-iit"));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn covers_json(pack: &Pack) -> String {
    let out = |rule: Rule<'_>| RuleOut {
        mechanism: rule.slot.subject.mechanism,
        name: both(&rule.slot),
        relieves: rule.slot.relieves().map(|(line, _)| line.key()),
        years: rule.years(pack),
        measures: Vec::new(),
        documents: rule.documents(pack),
        jurisdictions: rule.places(),
        confidence: rule.confidence().iter().map(|confidence| confidence.key()).collect(),
    };
    let rules = rules(pack).into_iter().map(|rule| {
        let measures = rule.measures.iter().map(|measure| measure.id.as_str()).collect();
        RuleOut { measures, ..out(rule) }
    });
    let not_covered = NotCovered::ALL.iter().map(|what| NotCoveredOut { id: what.key(), text: both(what) });
    pretty(&CoversOut { rules: rules.collect(), not_covered: not_covered.collect() })
}
