//! What instruments print, typed apart from the parameters, and whether the two agree.
//!
//! A parameter of a measure that was read in a text has under `printed` a short literal with its article, such as
//! `第一条：10万元以下（含本数）`. The figures of both sides are compared, whatever their notation. What follows from printed
//! figures is written as `= 30000元 × 5%` and computed. Zero is no limit and is printed nowhere.

use super::derived::derived;
use super::figure::{Figure, Unit, of_text};
use crate::Date;
use crate::base::error::At;
use crate::base::message::{Expected, Message};
use crate::base::names::Confidence;
use crate::base::source::{Fault, Section, Shape, Value, text};
use crate::law::problem::LawProblem;
use chrono::Datelike;

/// What an instrument prints of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Printed {
    /// The parameter, such as `month` or `brackets.0`; `valid` is the days it applies on.
    pub of: String,
    /// The article, and the figures as printed there: `第一条：10万元以下（含本数）`; or how they follow from others:
    /// `= 30000元 × 5%`.
    pub says: String,
}

/// The days that are printed: a beginning, an end, or a span.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Days {
    pub(super) from: Option<(Figure, String)>,
    pub(super) to: Option<(Figure, String)>,
    /// One day for both, told apart by whether the measure has an end.
    pub(super) either: Option<(Figure, String)>,
}

/// What was read of `printed`.
#[derive(Clone, Default)]
pub(super) struct Read {
    pub(super) printed: Vec<Printed>,
    /// Where each literal says that it stands, to be looked for in the authority.
    pub(super) places: Vec<(String, At)>,
    pub(super) days: Days,
}

/// Whether somebody read the text that a confidence speaks of.
pub(super) fn was_read(confidence: Confidence) -> bool {
    matches!(confidence, Confidence::Text | Confidence::Secondary)
}

/// The day of issue as printed at a document's foot.
pub(super) fn issued(section: &Section<'_>, issued_on: Option<Date>, confidence: Option<Confidence>) {
    let read = confidence.is_none_or(was_read);
    let Some(printed) = section.optional("printed", text) else {
        if let Some(day) = issued_on.filter(|_| read && !section.has("printed")) {
            let key = "issued_on".to_string();
            section.report_at(LawProblem::Unprinted { found: day.to_string(), key }, section.at("issued_on"));
        }
        return;
    };
    if !read {
        section.report_at(LawProblem::PrintedUnread, section.at("printed"));
    }
    if let Some(day) = issued_on.filter(|day| of_text(&printed) != [Figure::Day(*day)]) {
        section.report_at(LawProblem::PrintedDiffers { found: day.to_string(), printed }, section.at("issued_on"));
    }
}

/// Reads `printed` of a measure and compares it with the parameters.
pub(super) fn read(measure: &Section<'_>, parameters: Option<&Section<'_>>, confidence: Option<Confidence>) -> Read {
    let mut check = Check { measure, found: Read::default() };
    let printed = measure.section("printed");
    if !confidence.is_none_or(was_read) {
        if printed.is_some() {
            measure.report_at(LawProblem::PrintedUnread, measure.at("printed"));
        }
        return check.found;
    }
    if let Some(days) = printed.as_ref().and_then(|printed| printed.any("valid")) {
        check.valid(&days);
    }
    for (key, at) in parameters.into_iter().flat_map(Section::keys) {
        let Some(parameter) = parameters.and_then(|parameters| parameters.any(key)) else { continue };
        match printed.as_ref().and_then(|printed| printed.any(key)) {
            Some(printed) => check.compare(key, &parameter, &printed),
            None => check.unprinted(key, &parameter, at),
        }
    }
    if let Some(printed) = &printed {
        printed.finish();
    }
    check.found
}

struct Check<'s, 'a> {
    measure: &'s Section<'a>,
    found: Read,
}

/// A figure of a parameter, as it is written there.
struct Leaf {
    written: String,
    figures: Vec<Figure>,
    at: At,
}

fn leaves(value: &Value<'_>, into: &mut Vec<Leaf>, read: &impl Fn(&str) -> Vec<Figure>) {
    match value.shape() {
        Shape::Word(written) => {
            let figures = read(&written);
            if !figures.is_empty() {
                into.push(Leaf { written, figures, at: value.at });
            }
        }
        Shape::List(list) => list.iter().for_each(|item| leaves(item, into, read)),
        // Names are words for people.
        Shape::Table(table) => {
            table.iter().filter(|(key, _)| key != "name" && key != "items").for_each(|(_, item)| leaves(item, into, read));
        }
    }
}

fn figures_of(value: &Value<'_>) -> Vec<Leaf> {
    let mut found = Vec::new();
    leaves(value, &mut found, &|written| {
        let mut figures = Figure::of_parameter(written);
        figures.retain(|figure| !figure.is_zero());
        figures
    });
    found
}

fn months_of(value: &Value<'_>) -> Vec<Leaf> {
    let mut found = Vec::new();
    leaves(value, &mut found, &|written| Figure::month_of_parameter(written).into_iter().collect());
    found
}

impl Check<'_, '_> {
    fn report(&self, message: impl Into<Fault>, at: At) {
        self.measure.report_at(message, at);
    }

    fn unprinted(&self, key: &str, parameter: &Value<'_>, at: At) {
        if self.measure.is_found_sound() {
            return;
        }
        if let Some(leaf) = figures_of(parameter).first() {
            let at = if figures_of(parameter).len() == 1 { leaf.at } else { at };
            self.report(LawProblem::Unprinted { found: leaf.written.clone(), key: key.to_string() }, at);
        }
    }

    /// Table by table and entry by entry as far as both are so divided, then figure by figure.
    fn compare(&mut self, key: &str, parameter: &Value<'_>, printed: &Value<'_>) {
        match (parameter.shape(), printed.shape()) {
            (Shape::Table(parameters), Shape::Table(printed)) => {
                for (name, value) in &parameters {
                    let of = format!("{key}.{name}");
                    match printed.iter().find(|(known, _)| known == name) {
                        Some((_, printed)) => self.compare(&of, value, printed),
                        None => self.unprinted(&of, value, value.at),
                    }
                }
                for (name, value) in printed.iter().filter(|(name, _)| parameters.iter().all(|(known, _)| known != name)) {
                    let known = names(&parameters);
                    self.report(Message::UnknownKey { found: name.clone(), names: known.clone(), known }, value.at);
                }
            }
            (Shape::List(parameters), Shape::List(entries)) if parameters.len() == entries.len() => {
                for (number, (value, printed)) in parameters.iter().zip(&entries).enumerate() {
                    self.compare(&format!("{key}.{number}"), value, printed);
                }
            }
            (_, Shape::Table(_)) => {
                let expected = Expected::Text;
                self.report(Message::WrongValue { found: "{…}".to_string(), expected }, printed.at);
            }
            (_, shape) => {
                let literals = match shape {
                    Shape::List(list) => list,
                    _ => vec![*printed],
                };
                if self.measure.is_found_sound() {
                    literals.iter().filter_map(|literal| text(literal).ok()).for_each(|says| self.keep(key, says));
                    return;
                }
                let read: Vec<(Vec<Figure>, String)> = literals.iter().filter_map(|literal| self.literal(key, literal)).collect();
                // What is wrong with a literal was said; the comparison would only say it again.
                if read.len() == literals.len() {
                    self.figures(parameter, &read, printed.at);
                }
            }
        }
    }

    /// Each figure of the parameter is printed, and each printed figure is one of the parameter. A figure that several parts of
    /// the parameter share may be printed once.
    fn figures(&self, parameter: &Value<'_>, literals: &[(Vec<Figure>, String)], at: At) {
        let mut leaves = figures_of(parameter);
        let mut printed: Vec<Figure> = literals.iter().flat_map(|(figures, _)| figures.iter().copied()).filter(|f| !f.is_zero()).collect();
        let said = || literals.iter().map(|(_, says)| says.as_str()).collect::<Vec<_>>().join("；");
        if leaves.is_empty() {
            leaves = months_of(parameter);
            printed = spans(&printed);
        }
        // A bound is compared where the parameter is one; elsewhere it only names what the figure limits.
        if leaves.iter().flat_map(|leaf| &leaf.figures).all(|figure| !matches!(figure, Figure::Within(_))) {
            printed.retain(|figure| !matches!(figure, Figure::Within(_)));
        }
        let mut wrong = false;
        for leaf in leaves.iter().filter(|leaf| leaf.figures.iter().any(|figure| !printed.contains(figure))) {
            self.report(LawProblem::PrintedDiffers { found: leaf.written.clone(), printed: said() }, leaf.at);
            wrong = true;
        }
        let mut written: Vec<Figure> = leaves.iter().flat_map(|leaf| leaf.figures.iter().copied()).collect();
        if let Some(extra) = printed.iter().find(|figure| !written.contains(figure)).filter(|_| !wrong) {
            self.report(LawProblem::PrintedOnly { found: extra.to_string(), printed: said() }, at);
            return;
        }
        written.sort_unstable();
        printed.sort_unstable();
        // One limit is often said twice: 2000万元以下（不含2000万元）.
        if written.len() == 1 {
            printed.dedup();
        }
        let as_often = written == printed;
        written.dedup();
        if !wrong && !as_often && written != printed {
            let found = leaves.iter().map(|leaf| leaf.written.as_str()).collect::<Vec<_>>().join("、");
            self.report(LawProblem::PrintedDiffers { found, printed: said() }, parameter.at);
        }
    }

    /// The figures of one literal: parts with their article, or computed, between `；`.
    fn literal(&mut self, of: &str, value: &Value<'_>) -> Option<(Vec<Figure>, String)> {
        let says = match text(value) {
            Ok(says) => says,
            Err(_) => {
                let expected = Expected::Text;
                self.report(Message::WrongValue { found: value.written(), expected }, value.at);
                return None;
            }
        };
        let mut figures = Vec::new();
        for part in says.split('；').map(str::trim) {
            let found = part.to_string();
            if let Some(formula) = part.strip_prefix('=') {
                match derived(formula) {
                    Some(figure) => figures.push(figure),
                    None => {
                        self.report(LawProblem::NotDerived { found }, value.at);
                        return None;
                    }
                }
                continue;
            }
            let Some((place, words)) = part.split_once('：') else {
                self.report(LawProblem::PrintedWithoutPlace { found }, value.at);
                return None;
            };
            let read = of_text(words);
            if read.is_empty() {
                self.report(LawProblem::PrintedWithoutFigure { found }, value.at);
                return None;
            }
            self.found.places.push((place.to_string(), value.at));
            figures.extend(read);
        }
        self.keep(of, says.clone());
        Some((figures, says))
    }

    fn keep(&mut self, of: &str, says: String) {
        self.found.printed.push(Printed { of: of.to_string(), says });
    }

    fn valid(&mut self, printed: &Value<'_>) {
        if let Shape::Table(table) = printed.shape() {
            for (name, value) in &table {
                let day = self.literal(&format!("valid.{name}"), value).and_then(|(figures, says)| self.one(figures, says, value.at));
                match name.as_str() {
                    "from" => self.found.days.from = day,
                    "to" => self.found.days.to = day,
                    _ => {
                        let known = vec!["from".to_string(), "to".to_string()];
                        self.report(Message::UnknownKey { found: name.clone(), names: known.clone(), known }, value.at);
                    }
                }
            }
            return;
        }
        let Some((figures, says)) = self.literal("valid", printed) else { return };
        match figures.as_slice() {
            [Figure::Year(year)] => {
                self.found.days.from = Some((Figure::Year(*year), says.clone()));
                self.found.days.to = Some((Figure::Year(*year), says));
            }
            [from, to] if is_day(from) && is_day(to) => {
                self.found.days.from = Some((*from, says.clone()));
                self.found.days.to = Some((*to, says));
            }
            _ => self.found.days.either = self.one(figures, says, printed.at),
        }
    }

    fn one(&self, figures: Vec<Figure>, says: String, at: At) -> Option<(Figure, String)> {
        match figures.as_slice() {
            [figure] if is_day(figure) => Some((*figure, says)),
            _ => {
                self.report(LawProblem::PrintedWithoutFigure { found: says }, at);
                None
            }
        }
    }
}

fn names(table: &[(String, Value<'_>)]) -> Vec<String> {
    table.iter().map(|(name, _)| name.clone()).collect()
}

fn is_day(figure: &Figure) -> bool {
    matches!(figure, Figure::Day(_) | Figure::Month(_) | Figure::Year(_))
}

/// `2022年5月` to `2022年12月`, or `5月` to `12月`: each month between, as a list of months has them.
fn spans(printed: &[Figure]) -> Vec<Figure> {
    let month = |figure: &Figure| match figure {
        Figure::Month(first) => Some(i64::from(first.month())),
        Figure::Day(day) => Some(i64::from(day.month())),
        Figure::Count(number, Unit::Months) => Some(*number),
        _ => None,
    };
    match printed {
        [first, last] => match (month(first), month(last)) {
            (Some(first), Some(last)) => (first..=last).map(|number| Figure::Count(number, Unit::Months)).collect(),
            _ => printed.to_vec(),
        },
        _ => printed.to_vec(),
    }
}
