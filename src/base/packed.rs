//! The tree of a TOML file that `build.rs` parsed, in few bytes, so that loading the embedded pack parses nothing.
//!
//! A table is the number of its fields, then of each the place and the string of its key, and its value, the keys in order. A value is
//! a letter for its kind (`s` text, `#` number, `d` date, `o` other, `y` and `n` truth, `l` list, `t` table), its place, and its string,
//! or the number of its items and these. A place is where it begins in the file and its length. A string is where in its place it
//! stands, counted from one, and its length; or, where it stands there otherwise (with escapes), zero, its length and its bytes.
//! Numbers are written seven bits a byte, the lowest first, the eighth bit saying that more follow.

use crate::base::error::At;
use crate::base::tree::{Field, Fields, Node, Placed};
use std::borrow::Cow;

/// The root table of a file; nothing, if these bytes are no tree of this text.
pub(crate) fn fields<'a>(text: &'a str, bytes: &'a [u8]) -> Option<Fields<'a>> {
    let mut packed = Packed { text, bytes };
    packed.fields().filter(|_| packed.bytes.is_empty())
}

struct Packed<'a> {
    text: &'a str,
    /// What is still to be read.
    bytes: &'a [u8],
}

impl<'a> Packed<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        // Most fit into the first byte.
        let first = self.byte()?;
        let mut number = usize::from(first & 0x7f);
        if first < 0x80 {
            return Some(number);
        }
        for shift in (7..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A place, and where it begins.
    fn place(&mut self) -> Option<(At, usize)> {
        let (start, length) = (self.number()?, self.number()?);
        Some(((start..start.checked_add(length)?).into(), start))
    }

    fn string(&mut self, start: usize) -> Option<Cow<'a, str>> {
        let (skipped, length) = (self.number()?, self.number()?);
        if let Some(skipped) = skipped.checked_sub(1) {
            let start = start.checked_add(skipped)?;
            return self.text.get(start..start.checked_add(length)?).map(Cow::Borrowed);
        }
        let (string, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(string).ok().map(Cow::Borrowed)
    }

    fn fields(&mut self) -> Option<Fields<'a>> {
        let field = |packed: &mut Self| {
            let (key_at, start) = packed.place()?;
            Some(Field { key: packed.string(start)?, key_at, value: packed.value()? })
        };
        self.each(field).map(Fields)
    }

    fn each<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Each takes a byte at least: more than there are bytes cannot follow.
        let mut all = Vec::with_capacity(count.min(self.bytes.len()));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }

    fn value(&mut self) -> Option<Placed<'a>> {
        let kind = self.byte()?;
        let (at, start) = self.place()?;
        let node = match kind {
            b's' => Node::Text(self.string(start)?),
            b'#' => Node::Number(self.string(start)?),
            b'd' => Node::Date(self.string(start)?),
            b'o' => Node::Other(self.string(start)?.into_owned()),
            b'y' => Node::Truth(true),
            b'n' => Node::Truth(false),
            b'l' => Node::List(self.each(Self::value)?),
            b't' => Node::Table(self.fields()?),
            _ => return None,
        };
        Some(Placed { node, at })
    }
}
