//! Slots: what a measure can decide. A slot is the subject of a mechanism and, where it has parts, one of them: the rate of
//! one surcharge, the levy of one kind of sale.
//!
//! Each mechanism declares its subject beside its rule. This file only says what a subject is, so that the checks of a pack
//! and the messages about it can name one without knowing any tax.

use crate::Money;
use crate::base::names::Line;
use crate::base::words::{Field, Lang, Say, Vocabulary};
use std::cmp::Ordering;

/// The subject that a mechanism decides, as its file declares it.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The mechanism's name in policy files.
    pub(crate) mechanism: &'static str,
    en: &'static str,
    zh: &'static str,
    bounds: Bounds,
    /// The parts that some measure must decide on every day the pack covers.
    pub(crate) always: &'static [Part],
    /// Only local law decides it: a place may be without any rule, but one that has some has it on every day.
    pub(crate) local: bool,
    relieves: Relieves,
    commands: Option<&'static str>,
}

/// The days on which a rule may begin and end.
#[derive(Clone, Copy, Debug)]
enum Bounds {
    Years,
    Months,
    /// No monthly computation uses it.
    Days,
    /// With the year for lines that are taxed by the year, with a month for others.
    OfLine(fn(Line) -> bool),
}

/// Which line a rule relieves, if it is a relief.
#[derive(Clone, Copy, Debug)]
enum Relieves {
    Nothing,
    One(Line, Turn),
    /// The line that is the part.
    Part(Turn),
}

/// The order in which reliefs of one line are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Turn {
    /// Before what is left is reduced.
    First,
    /// Of the remaining tax.
    Last,
    /// The order does not matter.
    Any,
}

impl Subject {
    /// A subject whose rules begin and end with a month.
    pub(crate) const fn monthly(mechanism: &'static str, en: &'static str, zh: &'static str) -> Subject {
        Subject { mechanism, en, zh, bounds: Bounds::Months, always: &[], local: false, relieves: Relieves::Nothing, commands: None }
    }

    /// A subject whose rules begin and end with the year.
    pub(crate) const fn annual(mechanism: &'static str, en: &'static str, zh: &'static str) -> Subject {
        Subject { bounds: Bounds::Years, ..Subject::monthly(mechanism, en, zh) }
    }

    /// A subject whose rules may begin on any day.
    pub(crate) const fn by_day(mechanism: &'static str, en: &'static str, zh: &'static str) -> Subject {
        Subject { bounds: Bounds::Days, ..Subject::monthly(mechanism, en, zh) }
    }

    /// Its rules begin and end with the year for the lines for which `is_annual` is true.
    pub(crate) const fn annual_for(self, is_annual: fn(Line) -> bool) -> Subject {
        Subject { bounds: Bounds::OfLine(is_annual), ..self }
    }

    /// What it is called.
    pub(crate) const fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// Some measure must decide it on every day.
    pub(crate) const fn always(self) -> Subject {
        Subject { always: &[Part::Whole], ..self }
    }

    /// Only local law decides it.
    pub(crate) const fn local(self) -> Subject {
        Subject { local: true, ..self }
    }

    /// Some measure must decide these parts on every day.
    pub(crate) const fn always_for(self, parts: &'static [Part]) -> Subject {
        Subject { always: parts, ..self }
    }

    /// It is a relief of one line.
    pub(crate) const fn relieves(self, line: Line, turn: Turn) -> Subject {
        Subject { relieves: Relieves::One(line, turn), ..self }
    }

    /// It is a relief of the line that is its part.
    pub(crate) const fn relieves_part(self, turn: Turn) -> Subject {
        Subject { relieves: Relieves::Part(turn), ..self }
    }

    /// It delegates the subject that this other mechanism decides: both apply to the same thing.
    pub(crate) const fn leaves(self, mechanism: &'static str) -> Subject {
        Subject { commands: Some(mechanism), ..self }
    }
}

/// A part of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// There are no parts.
    Whole,
    /// One line of the result.
    Line(Line),
    /// One name of another vocabulary.
    Word(Word),
    /// The part above an amount.
    Over(Money),
}

impl Part {
    /// The part that a name of a vocabulary is.
    pub(crate) fn of<V: Vocabulary + Say>(word: V) -> Part {
        Part::Word(Word { place: word.index(), key: word.key(), say: say::<V> })
    }

    fn order(&self) -> (u8, i64) {
        let place = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        match self {
            Part::Whole => (0, 0),
            Part::Line(line) => (1, place(line.index())),
            Part::Word(word) => (2, place(word.place)),
            Part::Over(amount) => (3, amount.fen()),
        }
    }
}

/// A name of some vocabulary.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    place: usize,
    key: &'static str,
    say: fn(usize, Lang) -> String,
}

// The parts of one subject are names of one vocabulary, so that the key tells them apart.
impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        (self.place, self.key) == (other.place, other.key)
    }
}

impl Eq for Word {}

fn say<V: Vocabulary + Say>(place: usize, lang: Lang) -> String {
    V::ALL.get(place).map(|word| word.say(lang)).unwrap_or_default()
}

/// The subject of a measure. At most one measure may decide a slot on one day in one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) subject: &'static Subject,
    pub(crate) part: Part,
}

impl Slot {
    /// Rules on annual income begin and end with the year; all others with a month.
    pub(crate) fn is_annual(&self) -> bool {
        match (self.subject.bounds, self.part) {
            (Bounds::Years, _) => true,
            (Bounds::OfLine(is_annual), Part::Line(line)) => is_annual(line),
            _ => false,
        }
    }

    /// A local programme may begin on any day: nothing is computed by the month from it.
    pub(crate) fn is_by_day(&self) -> bool {
        matches!(self.subject.bounds, Bounds::Days)
    }

    /// The line that it relieves, and in which turn.
    pub(crate) fn relieves(&self) -> Option<(Line, Turn)> {
        match (self.subject.relieves, self.part) {
            (Relieves::One(line, turn), _) | (Relieves::Part(turn), Part::Line(line)) => Some((line, turn)),
            _ => None,
        }
    }

    /// Whether both rule one thing. A delegation and the rule that commands the same do.
    pub(crate) fn rules_the_same(&self, other: &Slot) -> bool {
        let commanded = |slot: &Slot| slot.subject.commands.unwrap_or(slot.subject.mechanism);
        commanded(self) == commanded(other) && self.part == other.part
    }

    fn order(&self) -> (&'static str, (u8, i64)) {
        (self.subject.mechanism, self.part.order())
    }
}

impl PartialEq for Slot {
    fn eq(&self, other: &Slot) -> bool {
        self.subject.mechanism == other.subject.mechanism && self.part == other.part
    }
}

impl Eq for Slot {}

impl PartialOrd for Slot {
    fn partial_cmp(&self, other: &Slot) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Slot {
    fn cmp(&self, other: &Slot) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl Field for Part {
    fn field(&self) -> serde_json::Value {
        match self {
            Part::Whole => serde_json::Value::Null,
            Part::Line(line) => line.field(),
            Part::Word(word) => word.key.into(),
            Part::Over(amount) => amount.field(),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": ["string", "null"] })
    }
}

impl Field for Slot {
    /// The mechanism, and where its subject has parts, which: `{"mechanism": "surcharge-rate", "part": "education-surcharge"}`.
    fn field(&self) -> serde_json::Value {
        match self.part.field() {
            serde_json::Value::Null => serde_json::json!({ "mechanism": self.subject.mechanism }),
            part => serde_json::json!({ "mechanism": self.subject.mechanism, "part": part }),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({
            "type": "object", "required": ["mechanism"], "additionalProperties": false,
            "properties": { "mechanism": { "type": "string" }, "part": { "type": "string" } },
        })
    }
}

impl Say for Slot {
    fn say(&self, lang: Lang) -> String {
        let name = self.subject.name(lang);
        let part = match &self.part {
            Part::Whole => {
                return name.to_string();
            }
            Part::Line(line) => line.say(lang),
            Part::Word(word) => (word.say)(word.place, lang),
            Part::Over(amount) => format!("> {amount}"),
        };
        match lang {
            Lang::En => format!("{name} of {part}"),
            Lang::Zh => format!("{part}的{name}"),
        }
    }
}
