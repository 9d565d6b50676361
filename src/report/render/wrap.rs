//! Lines that fit: by the columns that a terminal gives a letter, two for a Chinese one.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a terminal gives a text.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

fn is_wide(c: char) -> bool {
    UnicodeWidthChar::width(c) == Some(2)
}

/// No line begins with one of these.
const CLOSING: &str = ",.;:!?)]}%’”—…·，。、；：！？）〕］｝】》〉」』％";
/// No line ends with one of these.
const OPENING: &str = "([{‘“（〔［｛【《〈「『";

/// Whether a line may end between two letters: after a blank, and beside a Chinese letter but for punctuation.
fn may_break(before: char, after: char) -> bool {
    if before == ' ' {
        return after != ' ';
    }
    (is_wide(before) || is_wide(after)) && after != ' ' && !CLOSING.contains(after) && !OPENING.contains(before)
}

/// The parts of a text between which a line may end, each with the blanks after it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let letters = rest.char_indices().zip(rest.chars().skip(1));
        let end = letters.map(|((at, before), after)| (at + before.len_utf8(), before, after));
        let end = end.into_iter().find(|(_, before, after)| may_break(*before, *after)).map_or(rest.len(), |(at, _, _)| at);
        let (piece, left) = rest.split_at_checked(end)?;
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The lines of a text in so many columns: the first begins with `first`, the others with `next`.
pub(super) fn lines(text: &str, columns: usize, first: &str, next: &str) -> Vec<String> {
    let mut out = Vec::new();
    let (mut line, mut begun, mut used) = (first.to_string(), false, width(first));
    for piece in pieces(text) {
        if begun && used + width(piece.trim_end()) > columns {
            out.push(line.trim_end().to_string());
            (line, begun, used) = (next.to_string(), false, width(next));
        }
        // A word that is longer than a line is cut wherever the line ends.
        for c in piece.chars() {
            let wide = UnicodeWidthChar::width(c).unwrap_or_default();
            if begun && c != ' ' && used + wide > columns {
                out.push(line.trim_end().to_string());
                (line, used) = (next.to_string(), width(next));
            }
            line.push(c);
            used += wide;
            begun = true;
        }
    }
    out.push(line.trim_end().to_string());
    out
}

/// The columns of the longest word: what stands between blanks.
pub(super) fn longest_word(text: &str) -> usize {
    text.split(' ').map(width).max().unwrap_or_default()
}

/// The lines of a heading over a narrow column: its words, as many a line as there is room for.
pub(super) fn words(text: &str, columns: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match out.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= columns => *line = format!("{line} {word}"),
            _ => out.push(word.to_string()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_punctuation_stays_with_its_word() {
        let text = "按现有销售额，利润达到 1,234.56 元时（第一年）转企开始划算。";
        for columns in 12..70 {
            let found = lines(text, columns, "", "  ");
            assert!(found.iter().all(|line| width(line) <= columns), "{columns}: {found:?}");
            let begins = |line: &String| line.trim_start().chars().next();
            assert!(found.iter().skip(1).filter_map(begins).all(|c| !CLOSING.contains(c)), "{found:?}");
            assert!(found.iter().filter_map(|line| line.chars().last()).all(|c| !OPENING.contains(c)), "{found:?}");
            let joined: String = found.iter().map(|line| line.trim()).collect();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        }
        assert_eq!(lines("issued 2022-01-01 and later", 18, "  ", "    "), ["  issued", "    2022-01-01 and", "    later"]);
        assert_eq!(lines("abcdefgh", 5, "", ""), ["abcde", "fgh"]);
        assert_eq!(lines("", 5, "  ", ""), [""]);
        assert_eq!(words("individual business relief", 10), ["individual", "business", "relief"]);
    }
}
