//! Finding a trade by what people call it: every candidate, the best first.

use crate::base::names::SaleKind;
use crate::base::source::{Section, list, text, word};
use crate::base::words::Bilingual;
use serde::Serialize;
use std::cmp::Reverse;

/// What is longer than this, in bytes, is no name of a trade or a place, and is held against none.
pub(super) const LONGEST: usize = 500;

/// How many candidates are named at most.
pub(super) const MOST: usize = 12;

/// A class of GB/T 4754 and what people call it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Trade {
    /// The code that `industry` takes, such as `H6239`.
    pub code: String,
    /// The name of the class.
    pub name: Bilingual,
    /// What people call it: 奶茶, milk tea.
    pub words: Vec<String>,
    /// What it mostly sells, where the list says so.
    pub sells: Option<SaleKind>,
}

/// How well a candidate fits, the best first in order. The words of a trade go before the names of the classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A few characters are shared, so many.
    Shares(usize),
    /// What was written is part of it.
    Holds,
    /// It is part of what was written, so long and from there on: 奶茶 of 奶茶店铺, milk tea before tea shop.
    Within(usize, Reverse<usize>),
    Same,
}

impl Trade {
    /// Reads one `[[trade]]`.
    pub(super) fn read(section: &Section<'_>) -> Option<Trade> {
        let code = section.required("code", text);
        let name = section.bilingual("name");
        let words = section.required("words", list(text));
        let sells = section.optional("sells", word);
        section.finish();
        Some(Trade { code: code?, name: name?, words: words?, sells })
    }
}

/// The trades that a text may mean, the best first; of the same fit in the order that they come in.
pub(super) fn find(trades: impl Iterator<Item = Trade>, written: &str) -> Vec<Trade> {
    let written = folded(written);
    let mut found: Vec<(Fit, Trade)> = trades.filter_map(|trade| Some((fit_of(&trade, &written)?, trade))).collect();
    found.sort_by(|(one, _), (other, _)| other.cmp(one));
    // What only shares a few characters says nothing beside what holds the words.
    let best = found.first().map(|(fit, _)| *fit);
    let near = |fit: Fit| !matches!(fit, Fit::Shares(_)) || matches!(best, Some(Fit::Shares(_)));
    found.into_iter().filter(|(fit, _)| near(*fit)).map(|(_, trade)| trade).take(MOST).collect()
}

/// The one trade that people call just so.
pub(super) fn called<'t>(trades: &'t [Trade], written: &str) -> Option<&'t Trade> {
    let written = folded(written);
    let called = |trade: &&Trade| folded(&trade.name.zh) == written || trade.words.iter().any(|word| folded(word) == written);
    let mut found = trades.iter().filter(called);
    found.next().filter(|_| found.next().is_none())
}

/// As it is compared: in lower case, without the spaces around it.
fn folded(written: &str) -> String {
    written.trim().to_lowercase()
}

fn fit_of(trade: &Trade, written: &str) -> Option<Fit> {
    let texts = trade.words.iter().chain([&trade.name.zh, &trade.name.en]).map(|text| folded(text));
    let by_code = (!written.is_empty() && folded(&trade.code) == written).then_some(Fit::Same);
    texts.filter_map(|text| fit(&text, written)).chain(by_code).max()
}

fn fit(text: &str, written: &str) -> Option<Fit> {
    let length = |text: &str| text.chars().count();
    match () {
        () if written.is_empty() => None,
        () if text == written => Some(Fit::Same),
        () if has_words(written, text) => Some(Fit::Within(length(text), Reverse(written.find(text).unwrap_or(written.len())))),
        () if has_words(text, written) => Some(Fit::Holds),
        () => Some(shared(text, written)).filter(|shared| *shared > 1).map(Fit::Shares),
    }
}

/// Whether `part` stands in `whole`; words of letters stand there whole.
fn has_words(whole: &str, part: &str) -> bool {
    if !part.is_ascii() {
        return whole.contains(part);
    }
    let (whole, part): (Vec<&str>, Vec<&str>) = (words(whole).collect(), words(part).collect());
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| word.strip_suffix('s').unwrap_or(word))
}

/// How many characters in a row two Chinese texts share; of letters, how many words of more than three.
fn shared(text: &str, written: &str) -> usize {
    if written.is_ascii() {
        let asked: Vec<&str> = words(written).filter(|word| word.len() > 3).collect();
        // One word weighs as two characters do.
        return words(text).filter(|word| asked.contains(word)).count().saturating_mul(2);
    }
    let (text, written): (Vec<char>, Vec<char>) = (text.chars().collect(), written.chars().collect());
    let mut longest = 0;
    for at in 0..written.len() {
        while written.get(at..=at + longest).is_some_and(|part| text.windows(part.len()).any(|window| window == part)) {
            longest += 1;
        }
    }
    longest
}
