//! One cell: text to a whole number, as fast as its usual shape allows.
//!
//! Every cell but the key and the name becomes one `i64`: fen, hundredths of a square metre, millionths, a code, or a
//! place in a closed list.

use super::columns::shown;
use super::trouble::{Right, Wrong};
use crate::base::message::Expected;
use crate::base::names::SaleKind;
use crate::base::typed::half_width;
use crate::base::values::MAX_AREA;
use crate::base::words::{Lang, Say};
use crate::facts::fact::{Kind, Words};
use crate::facts::{Industry, usual_sale_kind};
use crate::law::Pack;
use crate::law::problem::LawProblem;
use crate::{Date, Money, Rate};
use chrono::Datelike;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// An empty cell.
pub(super) const ABSENT: i64 = i64::MIN;

/// A cell that could not be read: its row is bad, so that nobody looks at it again.
pub(super) const UNREADABLE: i64 = i64::MIN + 1;

/// How long a text may be, in bytes: each is returned beside its results, and what repeats in a file may be small there.
pub(super) const MOST_TEXT: usize = 4_096;

/// How many distinct spellings of places, industries and rates are remembered.
const REMEMBERED: usize = 4096;

/// The fen of an amount. Plain digits go the short way; anything else is read by [`Money::parse`], and both agree.
pub(super) fn fen(text: &str) -> Option<i64> {
    plain_fen(text.as_bytes()).or_else(|| Money::parse(text).map(Money::fen))
}

/// `digits` or `digits.d` or `digits.dd`, at most eleven digits before the point and within the limit.
fn plain_fen(bytes: &[u8]) -> Option<i64> {
    let mut whole = 0_i64;
    let mut rest = bytes;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        whole = whole * 10 + i64::from(digit - b'0');
        rest = tail;
        if bytes.len() - rest.len() > 11 {
            return None;
        }
    }
    if rest.len() == bytes.len() {
        return None;
    }
    let fen = match rest {
        [] => whole * 100,
        [b'.', tenth @ b'0'..=b'9'] => whole * 100 + i64::from(tenth - b'0') * 10,
        [b'.', tenth @ b'0'..=b'9', fen @ b'0'..=b'9'] => whole * 100 + i64::from(tenth - b'0') * 10 + i64::from(fen - b'0'),
        _ => return None,
    };
    (fen <= crate::base::money::MAX_AMOUNT.fen()).then_some(fen)
}

fn whole(text: &str, most: u32) -> Option<i64> {
    text.parse::<u32>().or_else(|_| half_width(text).parse()).ok().filter(|number| *number <= most).map(i64::from)
}

/// A day as `2024-05-01`, `2024/5/1` or `2024年5月1日`, with a time behind it or none.
pub(super) fn day(text: &str) -> Option<Date> {
    let day = text.split([' ', 'T']).next()?.trim_end_matches('日');
    let mut parts = day.split(['-', '/', '年', '月', '.']);
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if parts.next().is_some() { None } else { Date::from_ymd_opt(year, month, day) }
}

fn truth(text: &str) -> Option<i64> {
    match text {
        "1" | "yes" | "true" | "是" | "Yes" | "True" | "YES" | "TRUE" | "Y" | "y" => Some(1),
        "0" | "no" | "false" | "否" | "No" | "False" | "NO" | "FALSE" | "N" | "n" => Some(0),
        _ => None,
    }
}

/// What is wrong with a cell: the message of the reader that refused it, or the cell and what would be right.
pub(super) enum Refused {
    Said(String),
    As(Wrong, Right),
}

/// An industry, and what it mostly sells, once that was asked.
pub(super) struct Trade {
    pub(super) industry: Industry,
    sells: OnceCell<Option<SaleKind>>,
}

impl Trade {
    pub(super) fn sells(&self, pack: &Pack) -> Option<SaleKind> {
        *self.sells.get_or_init(|| usual_sale_kind(&self.industry.code, pack))
    }
}

/// How many names of a block that are not known are held against those that are, which takes about a millisecond each.
const SOUGHT: usize = 50;

/// Reads cells, and remembers what places, industries and rates were called.
pub(super) struct Reader<'p> {
    pub(super) pack: &'p Pack,
    lang: Lang,
    places: HashMap<String, i64>,
    industries: HashMap<String, i64>,
    rates: HashMap<String, i64>,
    /// What is said of the places and industries of this block that are not known.
    unknown: [HashMap<String, String>; 2],
    /// The industries by the number that stands for them.
    pub(super) known: Vec<Trade>,
    /// The closed lists that were asked for, with every way to write each word.
    spellings: Vec<(Words, Vec<Vec<String>>)>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(pack: &'p Pack, lang: Lang) -> Reader<'p> {
        Reader {
            pack,
            lang,
            places: HashMap::new(),
            industries: HashMap::new(),
            rates: HashMap::new(),
            unknown: [HashMap::new(), HashMap::new()],
            known: Vec::new(),
            spellings: Vec::new(),
        }
    }

    /// Forgets what was remembered once it is too much: between batches, since a batch holds numbers of industries.
    /// Returns whether the numbers mean others from now on.
    pub(super) fn rest(&mut self) -> bool {
        let forgotten = self.known.len() > REMEMBERED;
        if forgotten {
            self.known.clear();
            self.industries.clear();
        }
        for memory in [&mut self.places, &mut self.rates] {
            if memory.len() > REMEMBERED {
                memory.clear();
            }
        }
        forgotten
    }

    /// Begins a block of rows: what is said of a name does not depend on the blocks before, which another thread may have read.
    pub(super) fn begin_block(&mut self) {
        self.unknown.iter_mut().for_each(HashMap::clear);
    }

    /// The years that a row may be of.
    pub(super) fn years(&self) -> RangeInclusive<i32> {
        self.pack.years()
    }

    /// One cell that is not empty.
    pub(super) fn read(&mut self, kind: Kind, text: &str) -> Result<i64, Refused> {
        let text = text.trim();
        let found = match kind {
            Kind::Text if text.len() > MOST_TEXT => {
                return Err(Refused::As(Wrong::TooLong { bytes: text.len() }, Right::AtMostBytes { most: MOST_TEXT }));
            }
            Kind::Text => Some(0),
            Kind::SignedAmount => fen(text),
            Kind::Amount | Kind::Area => {
                let bare = if kind == Kind::Area { text.trim_end_matches("平方米").trim_end_matches("m²") } else { text };
                let read = fen(bare);
                if read.is_some_and(|fen| fen < 0) {
                    return Err(Refused::As(Wrong::Negative { found: text.to_string() }, self.right(kind)));
                }
                read.filter(|hundredths| kind == Kind::Amount || *hundredths <= MAX_AREA)
            }
            Kind::TaxYear => {
                whole(text.trim_end_matches('年'), 9999).filter(|year| self.years().contains(&i32::try_from(*year).unwrap_or(0)))
            }
            Kind::Count(most, ..) => whole(text.trim_end_matches('人'), most),
            Kind::Month => whole(text.trim_end_matches('月'), 12).filter(|month| *month >= 1),
            Kind::Date => day(text).map(|day| i64::from(day.num_days_from_ce())),
            Kind::Truth => truth(text),
            Kind::Rate => self.rate(text),
            Kind::Share => {
                let rate = self.rate(text);
                if rate.is_some_and(|rate| rate > Rate::ONE.millionths()) {
                    return Err(Refused::As(Wrong::Cell { found: shortened(text) }, Right::ShareAtMost));
                }
                rate
            }
            Kind::Word(words) => self.word(words, text),
            Kind::Place => match self.places.get(text) {
                Some(code) => Some(*code),
                None => {
                    let (place, former) = self.pack.classes().place(text).map_err(|problem| self.unknown(kind, text, problem))?;
                    // A code that ended stays until the law of its successor is looked up, which notes it.
                    let code = i64::from(former.map_or(place, |former| former.code));
                    self.places.insert(text.to_string(), code);
                    Some(code)
                }
            },
            Kind::Industry => match self.industries.get(text) {
                Some(number) => Some(*number),
                None => {
                    let industry = self.pack.classes().industry(text).map_err(|problem| self.unknown(kind, text, problem))?;
                    let number = i64::try_from(self.known.len()).unwrap_or(ABSENT);
                    self.known.push(Trade { industry, sells: OnceCell::new() });
                    self.industries.insert(text.to_string(), number);
                    Some(number)
                }
            },
            // No column is of these: several values, or a table.
            _ => None,
        };
        found.ok_or_else(|| Refused::As(Wrong::Cell { found: shortened(text) }, self.right(kind)))
    }

    /// What is said of a name that is not known: of the first of a block what it may have meant, too.
    fn unknown(&mut self, kind: Kind, text: &str, problem: LawProblem) -> Refused {
        let [places, industries] = &mut self.unknown;
        let said_before = if kind == Kind::Place { places } else { industries };
        if let Some(said) = said_before.get(text) {
            return Refused::Said(said.clone());
        }
        if said_before.len() == SOUGHT {
            return Refused::Said(problem.say(self.lang));
        }
        let said = self.pack.classes().likely(problem).say(self.lang);
        said_before.insert(text.to_string(), said.clone());
        Refused::Said(said)
    }

    fn rate(&mut self, text: &str) -> Option<i64> {
        remembered(&mut self.rates, text, || Rate::parse(text).map(Rate::millionths))
    }

    fn word(&mut self, words: Words, text: &str) -> Option<i64> {
        let known = |(list, _): &(Words, Vec<Vec<String>>)| std::ptr::fn_addr_eq(*list, words);
        if !self.spellings.iter().any(known) {
            self.spellings.push((words, words()));
        }
        let (_, spellings) = self.spellings.iter().find(|list| known(list))?;
        let found = spellings.iter().position(|word| word.iter().any(|spelling| spelling == text));
        found.and_then(|index| i64::try_from(index).ok())
    }

    /// What a cell of this kind should be.
    pub(super) fn right(&self, kind: Kind) -> Right {
        match kind {
            Kind::TaxYear => Right::As { expected: Expected::Year { first: *self.years().start(), last: *self.years().end() } },
            Kind::Amount | Kind::SignedAmount => Right::Amount,
            Kind::Area => Right::As { expected: Expected::Area },
            Kind::Count(most, ..) => Right::As { expected: Expected::Count { most } },
            Kind::Month => Right::Month,
            Kind::Date => Right::Day,
            Kind::Rate | Kind::Share => Right::Rate,
            Kind::Truth => Right::Truth,
            Kind::Word(words) => Right::OneOf { words: shown(words, self.lang) },
            _ => Right::As { expected: Expected::Text },
        }
    }
}

fn remembered(memory: &mut HashMap<String, i64>, text: &str, read: impl FnOnce() -> Option<i64>) -> Option<i64> {
    if let Some(found) = memory.get(text) {
        return Some(*found);
    }
    let found = read()?;
    memory.insert(text.to_string(), found);
    Some(found)
}

/// The beginning of a cell, enough to recognise it by.
pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_reads_as_the_long_one(text in "[-+]?[0-9０]{0,14}([.,，][0-9]{0,4}){0,2} ?(万|亿|万元|元|e3)?") {
            prop_assert_eq!(fen(&text), Money::parse(&text).map(Money::fen), "{}", text);
        }

        #[test]
        fn any_bytes_read_as_the_long_way(text in "\\PC{0,12}") {
            prop_assert_eq!(fen(&text), Money::parse(&text).map(Money::fen), "{}", text);
        }

        #[test]
        fn every_amount_goes_the_short_way(fen in 0..=crate::base::money::MAX_AMOUNT.fen()) {
            prop_assert_eq!(plain_fen(Money::from_fen(fen).plain().as_bytes()), Some(fen));
        }
    }
}
