//! What to file and by when (办税日历).

use super::Context;
use super::document::{Block, Document, Event, Records, Row, Table};
use super::json::{Header, header, pretty};
use super::labels::Label;
use crate::Date;
use crate::answers::filing_calendar::{CalendarEvent, Entry, EntryKind, FilingCalendar, FilingCalendarNote};
use crate::base::words::{Bilingual, Say, Vocabulary, catalogue};
use crate::law::Citation;
use chrono::{Datelike, Weekday};
use serde::Serialize;
use sha2::{Digest, Sha256};

catalogue! {
    /// The words around the entries.
    enum Word {
        Title { year: i32, form: String } en "Calendar of {year}: {form}" zh "{year} 年办税日历：{form}";
        Day en "day" zh "日期";
        What en "what" zh "事项";
        Saturday en "a Saturday: it may move later" zh "星期六，可能顺延";
        Sunday en "a Sunday: it may move later" zh "星期日，可能顺延";
        Holidays en "holidays may move it" zh "节假日可能顺延";
        To { from: Date, to: Date } en "{from} to {to}" zh "{from} 至 {to}";
        Undated en "On no fixed day" zh "未定日期";
    }
}

impl Context<'_> {
    pub(super) fn day(&self, entry: &Entry) -> String {
        if entry.from == entry.to { entry.to.to_string() } else { Word::To { from: entry.from, to: entry.to }.say(self.lang) }
    }

    /// Whether the day moves, as far as one can know without a list of holidays.
    fn moves(&self, entry: &Entry) -> Option<String> {
        let word = match (entry.may_move, entry.to.weekday()) {
            (false, _) => return None,
            (true, Weekday::Sat) => Word::Saturday,
            (true, Weekday::Sun) => Word::Sunday,
            (true, _) => Word::Holidays,
        };
        Some(word.say(self.lang))
    }

    pub(super) fn happens(&self, entry: &Entry) -> String {
        let moves = self.moves(entry).map(|words| match self.lang {
            crate::Lang::Zh => format!("（{words}）"),
            crate::Lang::En => format!(" ({words})"),
        });
        let what = entry.what.say(self.lang) + &moves.unwrap_or_default();
        // A return says what it is of; the others are about a measure, which is named first.
        match (entry.kind, entry.measures.first(), self.lang) {
            (EntryKind::Lapse | EntryKind::Due, Some(index), crate::Lang::Zh) => format!("{}：{what}", self.measure_title(*index)),
            (EntryKind::Lapse | EntryKind::Due, Some(index), crate::Lang::En) => format!("{}: {what}", self.measure_title(*index)),
            _ => what,
        }
    }

    fn grounds(&self, entry: &Entry) -> Vec<String> {
        entry.measures.iter().map(|index| self.titled(*index)).collect()
    }

    fn undated(&self, filing_calendar: &FilingCalendar) -> Vec<String> {
        let item = |index: &crate::taxes::trace::MeasureIx| {
            let how = self.pack.measure(*index).how.as_ref().map(|how| how.say(self.lang)).unwrap_or_default();
            format!("{}: {how}", self.titled(*index))
        };
        filing_calendar.undated.iter().map(item).collect()
    }

    fn calendar_title(&self, filing_calendar: &FilingCalendar) -> String {
        Word::Title { year: self.rules.year, form: filing_calendar.form.say(self.lang) }.say(self.lang)
    }
}

/// Each entry with its day, for other documents.
pub(super) fn calendar_rows(context: &Context<'_>, filing_calendar: &FilingCalendar) -> Vec<(String, String)> {
    filing_calendar.entries.iter().map(|entry| (context.day(entry), context.happens(entry))).collect()
}

/// Each day with what is to be done, under which measures.
///
/// ```
/// use huiqi::{report, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::filing_calendar(&pack, &rules, &shop, None, None)?;
/// assert!(report::filing_calendar(&context, &found).ics().unwrap().contains("DTSTART;VALUE=DATE:20220415"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn filing_calendar(context: &Context<'_>, filing_calendar: &FilingCalendar) -> Document {
    let lang = context.lang;
    let mut document = Document { title: context.calendar_title(filing_calendar), ..context.page() };
    document.leads.push(context.subject().say(lang));
    let row = |entry: &Entry| -> Row {
        let day = context.day(entry).into();
        vec![day, entry.kind.say(lang).into(), context.happens(entry).into(), context.grounds(entry).into()].into()
    };
    let head = [Word::Day.say(lang), Label::Step.say(lang), Word::What.say(lang), Label::Basis.say(lang)];
    document.push([Block::Table(Table::entries(head, filing_calendar.entries.iter().map(row).collect()))]);
    document.push(Block::list(Word::Undated.say(lang), context.undated(filing_calendar)));
    document.push(Block::list(Label::Assumptions.say(lang), filing_calendar.notes.iter().map(|note| note.say(lang)).collect()));
    document.records = Some(records(context, filing_calendar));
    let seen = context.pack.documents().iter().map(|document| document.checked_on).max().unwrap_or_default();
    document.events = Some((seen, filing_calendar.entries.iter().map(|entry| event(context, filing_calendar, entry)).collect()));
    document
}

/// A record an entry.
fn records(context: &Context<'_>, filing_calendar: &FilingCalendar) -> Records {
    let mut out = Records::new(&["from", "to", "may_move", "kind", "id", "what", "measures", "citations"]);
    for entry in &filing_calendar.entries {
        let ids: Vec<String> = entry.measures.iter().map(|index| context.pack.measure(*index).id.clone()).collect();
        let citations: Vec<String> = entry.measures.iter().map(|index| context.citation(*index)).collect();
        out.push(vec![
            entry.from.into(),
            entry.to.into(),
            entry.may_move.into(),
            entry.kind.key().into(),
            (&entry.id).into(),
            entry.what.say(context.lang).into(),
            ids.join(" ").into(),
            citations.into(),
        ]);
    }
    out
}

fn event(context: &Context<'_>, filing_calendar: &FilingCalendar, entry: &Entry) -> Event {
    // The description says whether the day moves.
    let happens = context.happens(&Entry { may_move: false, ..entry.clone() });
    Event {
        uid: uid(context, filing_calendar, entry),
        days: (entry.from, entry.to),
        summary: format!("{} — {happens}", context.profile.name),
        description: context.grounds(entry).into_iter().chain(context.moves(entry)).collect(),
        category: entry.kind.say(context.lang),
    }
}

/// The same for the same business, year, form and entry.
fn uid(context: &Context<'_>, filing_calendar: &FilingCalendar, entry: &Entry) -> String {
    let named = [
        context.profile.name.as_str(),
        &context.profile.place.to_string(),
        &context.rules.year.to_string(),
        filing_calendar.form.key(),
        &entry.id,
    ]
    .join("\n");
    let digest: String = Sha256::digest(named.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{digest}@huiqi")
}

#[derive(Serialize)]
struct CalendarOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    form: &'static str,
    entries: Vec<EntryOut<'a>>,
    undated: Vec<UndatedOut>,
    notes: &'a [FilingCalendarNote],
}

#[derive(Serialize)]
pub(super) struct EntryOut<'a> {
    id: &'a str,
    kind: &'static str,
    from: Date,
    to: Date,
    may_move: bool,
    what: &'a CalendarEvent,
    citations: Vec<Citation>,
}

#[derive(Serialize)]
struct UndatedOut {
    how: Option<Bilingual>,
    citation: Citation,
}

pub(super) fn entries_out<'a>(context: &Context<'_>, filing_calendar: &'a FilingCalendar) -> Vec<EntryOut<'a>> {
    let entry = |entry: &'a Entry| EntryOut {
        id: &entry.id,
        kind: entry.kind.key(),
        from: entry.from,
        to: entry.to,
        may_move: entry.may_move,
        what: &entry.what,
        citations: entry.measures.iter().map(|index| context.pack.cite(*index)).collect(),
    };
    filing_calendar.entries.iter().map(entry).collect()
}

/// As JSON.
///
/// ```
/// use huiqi::{report, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::filing_calendar(&pack, &rules, &shop, None, None)?;
/// let json: serde_json::Value = serde_json::from_str(&report::filing_calendar_json(&context, &found)).unwrap();
/// assert_eq!(json["entries"].as_array().unwrap().len(), found.entries.len());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn filing_calendar_json(context: &Context<'_>, filing_calendar: &FilingCalendar) -> String {
    let undated = |index: &crate::taxes::trace::MeasureIx| UndatedOut {
        how: context.pack.measure(*index).how.clone(),
        citation: context.pack.cite(*index),
    };
    pretty(&CalendarOut {
        header: header(context, "calendar"),
        form: filing_calendar.form.key(),
        entries: entries_out(context, filing_calendar),
        undated: filing_calendar.undated.iter().map(undated).collect(),
        notes: &filing_calendar.notes,
    })
}
