//! iCalendar (RFC 5545): the same bytes for the same question.

use super::visible;
use crate::Date;
use crate::base::words::Lang;
use crate::report::document::Event;

/// Events. The stamp is the day on which somebody last looked at what they rest on, not the clock's.
pub(in crate::report) fn ics(lang: Lang, seen: Date, events: &[Event]) -> String {
    let day = |day: Date| day.format("%Y%m%d").to_string();
    let lang = if lang == Lang::Zh { "ZH" } else { "EN" };
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_string(),
        "VERSION:2.0".to_string(),
        format!("PRODID:-//huiqi//huiqi {}//{lang}", env!("CARGO_PKG_VERSION")),
        "CALSCALE:GREGORIAN".to_string(),
    ];
    for event in events {
        let (from, to) = event.days;
        let description: Vec<String> = event.description.iter().map(|line| escaped(line)).collect();
        lines.extend([
            "BEGIN:VEVENT".to_string(),
            format!("UID:{}", escaped(&event.uid)),
            format!("DTSTAMP:{}T000000Z", day(seen)),
            format!("DTSTART;VALUE=DATE:{}", day(from)),
            // The end is the day after the last.
            format!("DTEND;VALUE=DATE:{}", day(to.succ_opt().unwrap_or(to))),
            format!("SUMMARY:{}", escaped(&event.summary)),
            format!("DESCRIPTION:{}", description.join("\\n")),
            format!("CATEGORIES:{}", escaped(&event.category)),
            "TRANSP:TRANSPARENT".to_string(),
            "END:VEVENT".to_string(),
        ]);
    }
    lines.push("END:VCALENDAR".to_string());
    lines.iter().map(|line| folded(line)).collect()
}

/// TEXT of RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
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
