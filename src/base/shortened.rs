//! What a message repeats of a text that somebody else wrote: a long one is not repeated whole.

/// The longest text that is repeated whole, in bytes.
const WHOLE: usize = 1_000;

/// So much of a longer one, in bytes.
const BEGINNING: usize = 100;

/// The beginning of a text that is too long to be repeated.
pub(crate) fn beginning(text: &str) -> Option<&str> {
    if text.len() <= WHOLE {
        return None;
    }
    let end = (0..=BEGINNING).rev().find(|at| text.is_char_boundary(*at))?;
    text.get(..end)
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn of_a_long_text_the_beginning_is_repeated() {
        assert_eq!(beginning(&("面".repeat(333) + "x")), None);
        assert_eq!(beginning(&"面".repeat(334)), Some("面".repeat(33).as_str()));
        assert_eq!(beginning(&"k".repeat(3 << 20)), Some("k".repeat(100).as_str()));
    }
}
