//! The agenda as text, Markdown, CSV, JSON or iCalendar.

use super::Context;
use super::csv::row;
use super::json::{CitationOut, Header, cited, header, pretty};
use super::labels::Label;
use super::markdown::table;
use crate::Date;
use crate::answers::agenda::{Agenda, AgendaNote, Entry, EntryKind, Happening};
use crate::base::words::{Bilingual, Say, Vocabulary, catalogue};
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
    fn day(&self, entry: &Entry) -> String {
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

    fn happens(&self, entry: &Entry) -> String {
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

    fn undated(&self, agenda: &Agenda) -> Vec<String> {
        let item = |index: &crate::taxes::trace::MeasureIx| {
            let how = self.pack.measure(*index).how.as_ref().map(|how| how.say(self.lang)).unwrap_or_default();
            format!("{}: {how}", self.titled(*index))
        };
        agenda.undated.iter().map(item).collect()
    }

    fn agenda_title(&self, agenda: &Agenda) -> String {
        Word::Title { year: self.rules.year, form: agenda.form.say(self.lang) }.say(self.lang)
    }
}

/// Each entry with its day, for other reports.
#[cfg(feature = "cli")]
pub(super) fn agenda_rows(context: &Context<'_>, agenda: &Agenda) -> Vec<(String, String)> {
    agenda.entries.iter().map(|entry| (context.day(entry), context.happens(entry))).collect()
}

/// As text.
#[cfg(feature = "cli")]
pub fn agenda_text(context: &Context<'_>, agenda: &Agenda, style: super::Style) -> String {
    let lang = context.lang;
    let mut out = style.wrapped(&context.subject().say(lang), "", "  ");
    out += &format!("{}\n\n", style.heading(&context.agenda_title(agenda)));
    for entry in &agenda.entries {
        let line = format!("{}  {}  {}", context.day(entry), entry.kind.say(lang), context.happens(entry));
        out += &style.wrapped(&line, "", "    ");
        for ground in context.grounds(entry) {
            out += &style.wrapped(&ground, "    · ", "      ");
        }
    }
    let notes: Vec<String> = agenda.notes.iter().map(|note| note.say(lang)).collect();
    for (title, items) in [(Word::Undated.say(lang), context.undated(agenda)), (Label::Assumptions.say(lang), notes)] {
        if !items.is_empty() {
            out += &format!("\n{}\n", style.heading(&title));
            out += &items.iter().map(|item| style.item(item)).collect::<String>();
        }
    }
    out + "\n" + &style.wrapped(&context.footer().say(lang), "", "")
}

/// As Markdown.
pub fn agenda_markdown(context: &Context<'_>, agenda: &Agenda) -> String {
    let lang = context.lang;
    let head = [Word::Day.say(lang), Label::Step.say(lang), Word::What.say(lang), Label::Basis.say(lang)];
    let cells = |entry: &Entry| vec![context.day(entry), entry.kind.say(lang), context.happens(entry), context.grounds(entry).join("; ")];
    let rows: Vec<Vec<String>> = agenda.entries.iter().map(cells).collect();
    let mut out = format!("# {}\n\n{}\n\n{}", context.agenda_title(agenda), context.subject().say(lang), table(&head, &rows, 4));
    let undated = context.undated(agenda);
    if !undated.is_empty() {
        out += &format!("\n## {}\n\n", Word::Undated.say(lang));
        out += &undated.iter().map(|item| format!("- {item}\n")).collect::<String>();
    }
    out += &format!("\n## {}\n\n", Label::Assumptions.say(lang));
    out += &agenda.notes.iter().map(|note| format!("- {}\n", note.say(lang))).collect::<String>();
    out + &format!("\n{}\n", context.footer().say(lang))
}

/// As CSV: a line an entry.
pub fn agenda_csv(context: &Context<'_>, agenda: &Agenda) -> String {
    let mut out = row(&["from", "to", "may_move", "kind", "id", "what", "measures", "citations"]);
    for entry in &agenda.entries {
        let ids: Vec<String> = entry.measures.iter().map(|index| context.pack.measure(*index).id.clone()).collect();
        let citations: Vec<String> = entry.measures.iter().map(|index| context.citation(*index)).collect();
        out += &row(&[
            entry.from.to_string(),
            entry.to.to_string(),
            entry.may_move.to_string(),
            entry.kind.key().to_string(),
            entry.id.clone(),
            entry.what.say(context.lang),
            ids.join(" "),
            citations.join("; "),
        ]);
    }
    out
}

#[derive(Serialize)]
struct AgendaOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    form: &'static str,
    entries: Vec<EntryOut<'a>>,
    undated: Vec<UndatedOut>,
    notes: &'a [AgendaNote],
}

#[derive(Serialize)]
pub(super) struct EntryOut<'a> {
    id: &'a str,
    kind: &'static str,
    from: Date,
    to: Date,
    may_move: bool,
    what: &'a Happening,
    citations: Vec<CitationOut>,
}

#[derive(Serialize)]
struct UndatedOut {
    how: Option<Bilingual>,
    citation: CitationOut,
}

pub(super) fn entries_out<'a>(context: &Context<'_>, agenda: &'a Agenda) -> Vec<EntryOut<'a>> {
    let entry = |entry: &'a Entry| EntryOut {
        id: &entry.id,
        kind: entry.kind.key(),
        from: entry.from,
        to: entry.to,
        may_move: entry.may_move,
        what: &entry.what,
        citations: entry.measures.iter().map(|index| cited(context, *index)).collect(),
    };
    agenda.entries.iter().map(entry).collect()
}

/// As JSON.
pub fn agenda_json(context: &Context<'_>, agenda: &Agenda) -> String {
    let undated = |index: &crate::taxes::trace::MeasureIx| UndatedOut {
        how: context.pack.measure(*index).how.clone(),
        citation: cited(context, *index),
    };
    pretty(&AgendaOut {
        header: header(context, "agenda"),
        form: agenda.form.key(),
        entries: entries_out(context, agenda),
        undated: agenda.undated.iter().map(undated).collect(),
        notes: &agenda.notes,
    })
}

/// As iCalendar (RFC 5545): the same bytes for the same question. The stamp is the day on which somebody last looked at
/// the pack's documents, not the clock's.
pub fn agenda_ics(context: &Context<'_>, agenda: &Agenda) -> String {
    let stamp = context.pack.documents().iter().map(|document| document.checked_on).max().unwrap_or_default();
    let day = |day: Date| day.format("%Y%m%d").to_string();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_string(),
        "VERSION:2.0".to_string(),
        format!("PRODID:-//huiqi//huiqi {}//{}", env!("CARGO_PKG_VERSION"), if context.lang == crate::Lang::Zh { "ZH" } else { "EN" }),
        "CALSCALE:GREGORIAN".to_string(),
    ];
    for entry in &agenda.entries {
        let mut description = context.grounds(entry);
        description.extend(context.moves(entry));
        lines.extend([
            "BEGIN:VEVENT".to_string(),
            format!("UID:{}", uid(context, agenda, entry)),
            format!("DTSTAMP:{}T000000Z", day(stamp)),
            format!("DTSTART;VALUE=DATE:{}", day(entry.from)),
            // The end is the day after the last.
            format!("DTEND;VALUE=DATE:{}", day(entry.to.succ_opt().unwrap_or(entry.to))),
            format!("SUMMARY:{}", escaped(&format!("{} — {}", context.profile.name, summary(context, entry)))),
            format!("DESCRIPTION:{}", escaped(&description.join("\n"))),
            format!("CATEGORIES:{}", escaped(&entry.kind.say(context.lang))),
            "TRANSP:TRANSPARENT".to_string(),
            "END:VEVENT".to_string(),
        ]);
    }
    lines.push("END:VCALENDAR".to_string());
    lines.iter().map(|line| folded(line)).collect()
}

/// What happens, in the words of the other formats but for what the description says.
fn summary(context: &Context<'_>, entry: &Entry) -> String {
    context.happens(&Entry { may_move: false, ..entry.clone() })
}

/// The same for the same business, year, form and entry.
fn uid(context: &Context<'_>, agenda: &Agenda, entry: &Entry) -> String {
    let named =
        [context.profile.name.as_str(), &context.profile.place.to_string(), &context.rules.year.to_string(), agenda.form.key(), &entry.id]
            .join("\n");
    let digest: String = Sha256::digest(named.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{digest}@huiqi")
}

/// TEXT of RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace("\r\n", "\\n").replace('\n', "\\n");
    text.chars().filter(|c| !c.is_control()).collect()
}

/// A content line of at most 75 octets, continued on lines that begin with a space; no letter is cut.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            out += "\r\n ";
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out + "\r\n"
}
