//! TOML as people type it: with the quotes and punctuation of a Chinese keyboard, words without quotes, keys in Chinese. Only what
//! can mean one thing is mended, and only in a file that is not TOML as it stands.

use std::borrow::Cow;

/// The quotes that end a text begun with one of them.
const DOUBLE: [char; 7] = ['“', '”', '„', '＂', '「', '」', '"'];
const SINGLE: [char; 4] = ['‘', '’', '＇', '\''];

/// A text without full-width digits, letters and signs, as they are without: １２．５％ is 12.5%.
pub(crate) fn half_width(text: &str) -> Cow<'_, str> {
    // Their UTF-8 begins with this byte or, the wide space alone, with another.
    if text.bytes().any(|byte| byte == 0xef || byte == 0xe3) { text.chars().map(half).collect() } else { text.into() }
}

fn half(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => u32::from(char).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(char),
        '\u{3000}' => ' ',
        '【' => '[',
        '】' => ']',
        other => other,
    }
}

/// A mended text, and where its pieces stood.
pub(crate) struct Mended<'t> {
    pub(crate) text: String,
    /// The beginnings of pieces, here and in the text that was typed.
    pieces: Vec<(usize, usize)>,
    typed: &'t str,
}

impl Mended<'_> {
    /// Where a byte of the mended text stood: a whole character of the one that was typed.
    pub(crate) fn typed(&self, byte: usize) -> usize {
        let next = self.pieces.partition_point(|(here, _)| *here <= byte);
        let (here, there) = next.checked_sub(1).and_then(|at| self.pieces.get(at)).copied().unwrap_or_default();
        let end = self.pieces.get(next).map_or(self.typed.len(), |(_, there)| *there);
        let at = there.saturating_add(byte.saturating_sub(here)).min(end);
        (0..=at).rev().find(|at| self.typed.is_char_boundary(*at)).unwrap_or_default()
    }
}

/// What was meant by a text that is not TOML; a text that nothing was mended in comes back as it was.
pub(crate) fn mend(typed: &str) -> Mended<'_> {
    let mut mender = Mender { rest: typed, typed, out: String::new(), pieces: Vec::new(), open: Vec::new(), in_value: false };
    while mender.step() {}
    Mended { text: mender.out, pieces: mender.pieces, typed }
}

struct Mender<'t> {
    typed: &'t str,
    rest: &'t str,
    out: String,
    pieces: Vec<(usize, usize)>,
    /// The brackets of values that are open.
    open: Vec<char>,
    in_value: bool,
}

impl Mender<'_> {
    /// Takes so many bytes, and writes what they mean.
    fn put(&mut self, bytes: usize, meant: &str) {
        self.pieces.push((self.out.len(), self.typed.len().saturating_sub(self.rest.len())));
        self.out.push_str(meant);
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// Takes so many bytes as they are.
    fn keep(&mut self, bytes: usize) {
        let (kept, _) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.put(bytes, kept);
    }

    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        let sign = half(first);
        match sign {
            '\u{feff}' => self.put(first.len_utf8(), ""),
            '#' => {
                let line = self.rest.find('\n').unwrap_or(self.rest.len());
                let comment = self.rest.get(first.len_utf8()..line).unwrap_or_default();
                self.put(line, &format!("#{comment}"));
            }
            '\n' => {
                self.in_value &= !self.open.is_empty();
                self.keep(1);
            }
            _ if DOUBLE.contains(&first) || SINGLE.contains(&first) => self.quoted(first),
            _ if sign.is_whitespace() => self.put(first.len_utf8(), sign.encode_utf8(&mut [0; 4])),
            '=' | ',' | '[' | ']' | '{' | '}' => {
                self.turn(sign);
                self.put(first.len_utf8(), sign.encode_utf8(&mut [0; 4]));
            }
            ':' if !self.in_value && first == '：' => {
                self.turn('=');
                self.put(first.len_utf8(), "=");
            }
            _ => self.word(),
        }
        true
    }

    /// What a sign says of what follows it: a key or a value.
    fn turn(&mut self, sign: char) {
        match sign {
            '=' => self.in_value = true,
            ',' => self.in_value = self.open.last() != Some(&'{'),
            '{' => {
                self.open.push('{');
                self.in_value = false;
            }
            // The brackets of a header hold keys.
            '[' if self.in_value => self.open.push('['),
            ']' | '}' if !self.open.is_empty() => {
                self.open.pop();
                self.in_value = true;
            }
            _ => {}
        }
    }

    /// A text in quotes, of whatever kind: it ends with the next of its kind on the line.
    fn quoted(&mut self, first: char) {
        for long in ["\"\"\"", "'''"] {
            if let Some(after) = self.rest.strip_prefix(long) {
                return self.keep(after.find(long).map_or(self.rest.len(), |end| end.saturating_add(6)));
            }
        }
        let ascii = first.is_ascii();
        let ends: &[char] = if DOUBLE.contains(&first) { &DOUBLE } else { &SINGLE };
        let line = self.rest.get(first.len_utf8()..).unwrap_or_default().lines().next().unwrap_or_default();
        let same = if ascii { ending(line, first) } else { None };
        if let Some(end) = same {
            return self.keep(end.saturating_add(2));
        }
        // Begun with an ASCII quote it may hold others, and ends with the last.
        let end = if ascii { line.rfind(ends) } else { line.find(ends) };
        let Some(end) = end else { return self.keep(first.len_utf8()) };
        let (text, after) = line.split_at_checked(end).unwrap_or((line, ""));
        let bytes = first.len_utf8().saturating_add(end).saturating_add(after.chars().next().map_or(0, char::len_utf8));
        self.put(bytes, &in_quotes(text));
    }

    /// A word without quotes: numbers, dates and truths stay, keys in Chinese and other words get them.
    fn word(&mut self) {
        let ends = |char: char| {
            matches!(half(char), '=' | ',' | '[' | ']' | '{' | '}' | '#' | '\n') || half(char).is_whitespace() || DOUBLE.contains(&char)
        };
        let colon = |char: char| !self.in_value && char == '：';
        let bytes = self.rest.find(|char| ends(char) || colon(char)).unwrap_or(self.rest.len());
        // What gets quotes stays as it is typed: who reads a value knows full-width digits too.
        let word = self.rest.get(..bytes).unwrap_or_default();
        let plain = half_width(word);
        let meant = if self.in_value {
            if is_plain(&plain) { plain.into_owned() } else { in_quotes(word) }
        } else if plain.is_ascii() {
            plain.into_owned()
        } else {
            let part = |part: &str| if part.is_ascii() { part.to_string() } else { in_quotes(part) };
            word.split(['.', '．']).map(part).collect::<Vec<_>>().join(".")
        };
        self.put(bytes, &meant);
    }
}

/// Where the text that an ASCII quote begins ends on its line.
fn ending(line: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    line.char_indices().find_map(|(at, char)| {
        let ends = char == quote && !escaped;
        escaped = char == '\\' && quote == '"' && !escaped;
        ends.then_some(at)
    })
}

fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a value stands without quotes in TOML.
fn is_plain(word: &str) -> bool {
    let number = || word.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-'));
    matches!(word, "true" | "false") || number() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.+-:".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_certain_is_mended() {
        for (typed, meant) in [
            ("名称 = “奶茶店”", "\"名称\" = \"奶茶店\""),
            ("name＝‘tea’", "name=\"tea\""),
            ("name = \"a”", "name = \"a\""),
            ("name = \"“a”\"", "name = \"“a”\""),
            ("年度：２０２５　# 注：“x”", "\"年度\"=2025 # 注：“x”"),
            ("［［销售］］\n金额＝１２万元，", "[[\"销售\"]]\n\"金额\"=\"１２万元\","),
            ("sales = 【｛period=Q1，amount=3.5万｝】", "sales = [{period=\"Q1\",amount=\"3.5万\"}]"),
            ("rate = 3％", "rate = \"3％\""),
            ("day = 2022-04-01\nok = true", "day = 2022-04-01\nok = true"),
            ("a = 'it''s'\nb = \"\"\"“\n\"\"\"", "a = 'it''s'\nb = \"\"\"“\n\"\"\""),
            ("vat.纳税期限 = 按季", "vat.\"纳税期限\" = \"按季\""),
            ("name = “a\\b”", "name = \"a\\\\b\""),
        ] {
            assert_eq!(mend(typed).text, meant, "{typed}");
        }
    }

    #[test]
    fn every_piece_knows_where_it_was_typed() {
        let typed = "名称 = “奶茶店”\n年度 = ２０２５\n";
        let mended = mend(typed);
        let at = |word: &str| mended.typed(mended.text.find(word).unwrap_or_default());
        assert_eq!((at("\"奶茶店\""), at("\"年度\""), at("2025")), (9, 25, 34));
        assert_eq!(mended.typed(mended.text.len()), typed.len());
        assert!((0..=mended.text.len()).all(|byte| typed.is_char_boundary(mended.typed(byte))));
    }
}
