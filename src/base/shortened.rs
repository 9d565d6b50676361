//! What a message repeats of a text that somebody else wrote: a long one is not repeated whole.

use crate::base::words::Lang;
use std::borrow::Cow;

/// The longest text that is repeated whole, in bytes.
const WHOLE: usize = 1_000;

/// So much of a longer one, in bytes.
const BEGINNING: usize = 100;

/// The text, or the beginning of a long one and how long it is.
pub(crate) fn shortened(text: &str, lang: Lang) -> Cow<'_, str> {
    if text.len() <= WHOLE {
        return text.into();
    }
    let end = (0..=BEGINNING).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let beginning = text.get(..end).unwrap_or_default();
    let bytes = text.len();
    match lang {
        Lang::En => format!("{beginning}… ({bytes} bytes)").into(),
        Lang::Zh => format!("{beginning}……（共 {bytes} 字节）").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_its_beginning_and_its_length() {
        let edge = "面".repeat(333) + "x";
        assert_eq!(shortened(&edge, Lang::Zh), edge);
        let long = "面".repeat(334);
        assert_eq!(shortened(&long, Lang::Zh), format!("{}……（共 1002 字节）", "面".repeat(33)));
        assert_eq!(shortened(&"k".repeat(3 << 20), Lang::En), format!("{}… (3145728 bytes)", "k".repeat(100)));
    }
}
