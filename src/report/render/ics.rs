//! iCalendar (RFC 5545): the same bytes for the same question.

use super::shown::{Medium, Shown};
use crate::Date;
use crate::base::visible::visible;
use crate::base::words::Lang;
use crate::report::document::Event;

/// TEXT of RFC 5545, section 3.3.11.
struct Calendar;

impl Medium for Calendar {
    fn harmless(text: &str) -> String {
        visible(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
    }
}

type Text = Shown<Calendar>;

/// Events. The stamp is the day on which somebody last looked at what they rest on, not the clock's.
pub(in crate::report) fn ics(lang: Lang, seen: Date, events: &[Event]) -> String {
    let day = |day: Date| Text::figure(day).arranged(|day| day.replace('-', ""));
    let program = Text::from(concat!("PRODID:-//huiqi//huiqi ", env!("CARGO_PKG_VERSION"), "//"));
    let program = program + if lang == Lang::Zh { "ZH" } else { "EN" };
    let mut lines = vec![Text::from("BEGIN:VCALENDAR"), Text::from("VERSION:2.0"), program, Text::from("CALSCALE:GREGORIAN")];
    for event in events {
        let (from, to) = event.days;
        let description = event.description.iter().map(|line| Text::of(line));
        lines.extend([
            Text::from("BEGIN:VEVENT"),
            Text::from("UID:") + Text::of(&event.uid),
            Text::from("DTSTAMP:") + day(seen) + "T000000Z",
            Text::from("DTSTART;VALUE=DATE:") + day(from),
            // The end is the day after the last.
            Text::from("DTEND;VALUE=DATE:") + day(to.succ_opt().unwrap_or(to)),
            Text::from("SUMMARY:") + Text::of(&event.summary),
            Text::from("DESCRIPTION:") + Text::joined(description, "\\n"),
            Text::from("CATEGORIES:") + Text::of(&event.category),
            Text::from("TRANSP:TRANSPARENT"),
            Text::from("END:VEVENT"),
        ]);
    }
    lines.push(Text::from("END:VCALENDAR"));
    lines.iter().map(|line| line.arranged(folded)).collect::<Text>().finish()
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
