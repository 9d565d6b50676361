//! The first page: what is best and by how much, what that rests on, how the forms differ, and what to do by when.

use super::pictures;
use super::words::Word;
use crate::answers::calendar_events::CalendarEvent;
use crate::answers::client_report::ClientReport;
use crate::answers::filing_calendar::{Entry, FilingCalendar};
use crate::base::money::Ratio;
use crate::base::names::Line;
use crate::base::words::{Lang, Say};
use crate::report::Context;
use crate::report::document::{Block, Span, Tone, Words};
use crate::report::labels::One;
use crate::report::verdict::{Judged, best};
use crate::{Date, Form, Money};
use chrono::Datelike;
use std::cmp::Ordering;

/// The sentence, the figure, the choices, the chart, the days.
pub(super) fn first_page(context: &Context<'_>, client_report: &ClientReport) -> Vec<Block> {
    let lang = context.lang;
    let mut said = best(context, &client_report.comparison).into_iter();
    let judged = Judged::of(context, &client_report.comparison);
    let figure = judged.as_ref().map(|judged| number(context, judged));
    let mut blocks: Vec<Block> = said.next().into_iter().chain(figure).chain(said).collect();
    if is_free(client_report) {
        blocks.push(Block::plain(Word::NoTax.say(lang)));
    }
    blocks.extend(pictures::difference(context, client_report));
    let advised = judged.map_or(client_report.comparison.before.form, |judged| judged.advised());
    blocks.extend(days(context, client_report, advised));
    let skipped: Vec<Form> = client_report.comparison.skipped.iter().map(|(form, _)| *form).collect();
    if !skipped.is_empty() {
        blocks.push(Block::note(Word::NotComparedWith { forms: skipped }.say(lang)));
    }
    blocks.push(Block::note(format!("{} {}", Word::Unit.say(lang), Word::Disclaimer.say(lang))));
    blocks
}

/// Whether the business has nothing to pay as it is, this year and later.
pub(super) fn is_free(client_report: &ClientReport) -> bool {
    let years = client_report.years.iter().map(|(_, comparison)| comparison);
    years.chain([&client_report.comparison]).all(|of| of.before.amounts.total_with_insurance() == Money::ZERO)
}

/// Whole yuan with separators.
fn yuan(amount: Money) -> String {
    let rounded = Ratio::from(amount).round_half_up_to(Money::from_fen(100)).to_string();
    rounded.split('.').next().unwrap_or_default().to_string()
}

/// The figure of the first sentence.
fn number(context: &Context<'_>, judged: &Judged) -> Block {
    let form = One(judged.other()).say(context.lang);
    let (more, drawn) = (judged.more(), judged.more_when_drawn());
    let (more, drawn, by) = match more.cmp(&Money::ZERO) {
        Ordering::Equal => (more, None, Word::NoDifference),
        Ordering::Greater => (more, drawn, Word::MoreByChanging { form }),
        Ordering::Less => (-more, drawn.map(|drawn| -drawn), Word::MoreByStaying { form }),
    };
    let by = match drawn {
        Some(drawn) => Word::MoreThisYear { by: by.say(context.lang), drawn: yuan(drawn) },
        None => by,
    };
    let figure = Words::strong(Word::WholeYuan { yuan: yuan(more) }.say(context.lang));
    let words = figure.followed_by(Span::Plain(format!(" {}", by.say(context.lang))));
    Block::Paragraph(Tone::Number, words)
}

/// The days for filing in this form, each kind of return with its days.
fn days(context: &Context<'_>, client_report: &ClientReport, form: Form) -> Vec<Block> {
    let calendars = &client_report.calendars;
    let Some(calendar) = calendars.iter().find(|calendar| calendar.form == form).or(calendars.first()) else { return Vec::new() };
    let found = by_return(calendar);
    if found.is_empty() {
        return Vec::new();
    }
    let facts = found.into_iter().map(|(what, days)| (what.say(context.lang), Words::from(together(&days, context.lang))));
    let facts: Vec<(String, Words)> = facts.collect();
    let title = Word::DoBy { form: One(calendar.form).say(context.lang) }.say(context.lang);
    let more = (!is_free(client_report)).then(|| Block::note(Word::DoMore.say(context.lang)));
    vec![Block::section(title, std::iter::once(Block::Facts(facts)).chain(more).collect())]
}

/// Each kind of return with its days, as the calendar comes to them.
fn by_return(calendar: &FilingCalendar) -> Vec<(Word, Vec<Date>)> {
    let mut found: Vec<(Task, Vec<Date>)> = Vec::new();
    for entry in &calendar.entries {
        let Some(task) = task(entry) else { continue };
        match found.iter_mut().find(|(known, _)| *known == task) {
            Some((_, days)) => days.push(entry.to),
            None => found.push((task, vec![entry.to])),
        }
    }
    found.into_iter().map(|(task, days)| (task.word(), days)).collect()
}

/// What is to be done, again and again.
#[derive(Clone, Copy, PartialEq)]
enum Task {
    Vat,
    Holdings(Line),
    Prepay(Line),
    Settle(Line),
    Deferred,
    Convert,
}

impl Task {
    fn word(self) -> Word {
        match self {
            Task::Vat => Word::DoVat,
            Task::Holdings(line) => Word::DoLine { line },
            Task::Prepay(line) => Word::DoPrepay { line },
            Task::Settle(line) => Word::DoSettle { line },
            Task::Deferred => Word::DoDeferred,
            Task::Convert => Word::DoConvert,
        }
    }
}

fn task(entry: &Entry) -> Option<Task> {
    match &entry.what {
        CalendarEvent::FileVat { .. } | CalendarEvent::FileVatPrepaid { .. } => Some(Task::Vat),
        CalendarEvent::FileHoldings { line, .. } => Some(Task::Holdings(*line)),
        CalendarEvent::Prepay { line, .. } | CalendarEvent::PrepayUnknown { line, .. } => Some(Task::Prepay(*line)),
        CalendarEvent::Settle { line, .. } | CalendarEvent::SettleRefund { line, .. } | CalendarEvent::SettleUnknown { line, .. } => {
            Some(Task::Settle(*line))
        }
        CalendarEvent::Deferred { .. } => Some(Task::Deferred),
        CalendarEvent::Converts { .. } => Some(Task::Convert),
        _ => None,
    }
}

/// Days of one year with the year told once: `2022-04-15, 07-15; 2023-01-16`.
fn together(days: &[Date], lang: Lang) -> String {
    let (comma, semicolon) = match lang {
        Lang::Zh => ("、", "；"),
        Lang::En => (", ", "; "),
    };
    let mut out = String::new();
    let mut year = None;
    for day in days {
        let again = year == Some(day.year());
        if year.is_some() {
            out += if again { comma } else { semicolon };
        }
        out += &if again { day.format("%m-%d").to_string() } else { day.to_string() };
        year = Some(day.year());
    }
    out
}
