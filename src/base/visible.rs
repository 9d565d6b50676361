//! Text that does what it shows: whatever the reader cannot see is taken out or shown.

use std::borrow::Cow;
use std::fmt::Write;

/// Text on one line, safe for a terminal and for every format that people read: line breaks and tabs are blanks; control
/// characters (which move a cursor, colour or ring) and marks that turn the direction of writing are shown as `�`.
///
/// ```
/// assert_eq!(huiqi::report::visible("\u{1b}[31mred\nshop"), "�[31mred shop");
/// ```
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut broken = false;
    for c in text.chars() {
        let breaks = matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
        match c {
            // Several breaks are one blank.
            _ if breaks && broken => {}
            _ if breaks => out.push(' '),
            c if c.is_control() || misleads(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
        broken = breaks;
    }
    out
}

/// JSON whose text only shows: what [`visible`] takes out is written by its number, as JSON may write any letter, so that nothing is
/// lost for a program and nothing acts on a terminal.
///
/// ```
/// assert_eq!(huiqi::report::visible_json("{\"name\": \"\u{9b}31m \u{202e}\"}"), r#"{"name": "\u009b31m \u202e"}"#);
/// ```
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let acts = |c: char| c.is_control() && c != '\n' || misleads(c);
    // Answers are long and hold none: most bytes begin no such letter, and are passed over without being read as letters.
    let mut bytes = json.bytes().enumerate().filter(|(_, byte)| may_act(*byte));
    if !bytes.any(|(at, _)| json.get(at..).and_then(|rest| rest.chars().next()).is_some_and(acts)) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if acts(c) {
            by_number(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// A cell of data whose text only shows: what [`visible`] takes out is written by its number, as in JSON, so that nothing is lost. A
/// text in which something is, or that looks as if something were, has each of its backslashes twice: reading `\\` as `\` and `\u001b`
/// as that letter gives every text back. Line breaks and tabs stay: the medium quotes them.
///
/// ```
/// use huiqi::report::visible_data;
///
/// assert_eq!(visible_data("k\u{1b}[31m"), r"k\u001b[31m");
/// assert_eq!(visible_data(r"k\u001b[31m"), r"k\\u001b[31m"); // another key
/// assert_eq!(visible_data(r"C:\shop"), r"C:\shop");
/// ```
#[must_use]
pub fn visible_data(text: &str) -> Cow<'_, str> {
    let acts = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || misleads(c) || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.bytes().any(|byte| may_act(byte) || byte == b'\\') || !text.contains(acts) && !text.contains(r"\u") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str(r"\\"),
            c if acts(c) => by_number(c, &mut out),
            c => out.push(c),
        }
    }
    out.into()
}

/// A letter by its number, as JSON may write it.
fn by_number(c: char, out: &mut String) {
    // Writing into memory cannot fail.
    c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| _ = write!(out, "\\u{unit:04x}"));
}

/// Whether a letter that begins with this byte may act: a control character, or one that [`misleads`].
fn may_act(byte: u8) -> bool {
    matches!(byte, 0..=9 | 11..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef | 0xf3)
}

/// Marks without a shape of their own that turn, hide or tag the text around them, and what no XML may hold.
fn misleads(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{may_act, misleads, visible};

    #[test]
    fn whatever_acts_begins_with_a_byte_that_may() {
        for c in ('\0'..=char::MAX).filter(|c| *c != '\n' && (c.is_control() || misleads(*c))) {
            assert!(may_act(c.encode_utf8(&mut [0; 4]).as_bytes()[0]), "{c:?}");
        }
        assert!(!"{\n  \"麒麟区、面馆\": 1\n}".bytes().any(|byte| may_act(byte) && byte != 0xe2 && byte != 0xef));
    }

    #[test]
    fn what_acts_is_shown_and_what_is_text_stays() {
        assert_eq!(visible("老街面馆 (1) — “甲” é 👩‍🍳"), "老街面馆 (1) — “甲” é 👩‍🍳");
        assert_eq!(visible("a\r\n\nb\tc"), "a b c");
        for c in ['\u{0}', '\u{7}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{ffff}'] {
            assert_eq!(visible(&format!("x{c}y")), "x\u{fffd}y", "{:x}", u32::from(c));
        }
    }
}
