//! The rows of a sheet, counted a second time: by the structure of its bytes as they are unpacked, apart from the library that reads
//! its cells. A row that one of the two does not see is never lost without a word.

use memchr::{memchr, memchr3};

/// Counts the rows that hold something: a value, a text or a formula.
#[derive(Default)]
pub(super) struct SheetRows {
    at: At,
    /// What was read of the present tag's name, without its prefix.
    name: Vec<u8>,
    /// Whether the tag ends something, and its last byte, which ends an element without content.
    closing: bool,
    last: u8,
    /// Whether text that comes now is what a cell holds.
    value: bool,
    /// Whether the present row holds something.
    holds: bool,
    rows: u64,
    /// Cells of the present row, and the most of any.
    cells: usize,
    most_cells: usize,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum At {
    #[default]
    Text,
    /// Behind `<`, in the name of a tag.
    Name,
    /// Behind the name, outside and inside of an attribute's value.
    Tag,
    Attribute(u8),
    /// A comment, and how many dashes were read last.
    Comment(u8),
}

/// The longest name that says anything here.
const LONGEST: usize = 8;

impl SheetRows {
    /// How many rows there are.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// How many cells the widest row has so far, whether they hold something or not.
    pub(super) fn most_cells(&self) -> usize {
        self.most_cells
    }

    /// Takes the next bytes of the sheet.
    pub(super) fn take(&mut self, mut bytes: &[u8]) {
        while let Some((first, rest)) = bytes.split_first() {
            match self.at {
                At::Text => {
                    let end = memchr(b'<', bytes).unwrap_or(bytes.len());
                    self.holds |= self.value && end > 0;
                    if end < bytes.len() {
                        (self.at, self.closing, self.last) = (At::Name, false, b'<');
                        self.name.clear();
                    }
                    bytes = bytes.get(end + 1..).unwrap_or_default();
                    continue;
                }
                At::Tag => {
                    // Attributes say nothing here: only where the tag ends.
                    let end = memchr3(b'>', b'"', b'\'', bytes).unwrap_or(bytes.len());
                    self.last = end.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(self.last);
                    match bytes.get(end) {
                        Some(b'>') => self.end_tag(),
                        Some(quote) => self.at = At::Attribute(*quote),
                        None => {}
                    }
                    bytes = bytes.get(end + 1..).unwrap_or_default();
                    continue;
                }
                At::Attribute(quote) => {
                    let end = memchr(quote, bytes);
                    if end.is_some() {
                        (self.at, self.last) = (At::Tag, quote);
                    }
                    bytes = end.and_then(|end| bytes.get(end + 1..)).unwrap_or_default();
                    continue;
                }
                At::Comment(dashes) => match first {
                    b'-' => self.at = At::Comment((dashes + 1).min(2)),
                    b'>' if dashes == 2 => self.at = At::Text,
                    _ => self.at = At::Comment(0),
                },
                At::Name => match first {
                    b'/' if self.last == b'<' => self.closing = true,
                    b'>' => self.end_tag(),
                    b'/' | b' ' | b'\t' | b'\r' | b'\n' => (self.at, self.last) = (At::Tag, *first),
                    b':' => self.name.clear(),
                    _ => {
                        self.last = 0;
                        if self.name.len() < LONGEST {
                            self.name.push(*first);
                        }
                        if self.name == b"!--" {
                            self.at = At::Comment(0);
                        }
                    }
                },
            }
            bytes = rest;
        }
    }

    /// A tag was read to its end.
    fn end_tag(&mut self) {
        self.at = At::Text;
        let opens = !self.closing && self.last != b'/';
        match self.name.as_slice() {
            b"row" if self.closing => self.rows += u64::from(std::mem::take(&mut self.holds)),
            b"row" => (self.holds, self.cells) = (false, 0),
            b"c" if !self.closing => {
                self.cells += 1;
                self.most_cells = self.most_cells.max(self.cells);
            }
            b"v" | b"t" => self.value = opens,
            b"f" if !self.closing => self.holds = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SheetRows;

    fn rows(text: &str) -> u64 {
        let whole = {
            let mut rows = SheetRows::default();
            rows.take(text.as_bytes());
            rows.rows()
        };
        let mut byte_by_byte = SheetRows::default();
        text.as_bytes().chunks(1).for_each(|byte| byte_by_byte.take(byte));
        assert_eq!(byte_by_byte.rows(), whole, "{text}");
        whole
    }

    #[test]
    fn cells_are_counted_row_by_row() {
        let mut rows = SheetRows::default();
        rows.take(b"<row><c/><c><v>1</v></c></row><row><c/><c/><c/></row><cols/><row><c/>");
        assert_eq!(rows.most_cells(), 3);
    }

    #[test]
    fn rows_that_hold_something_are_counted() {
        for (text, count) in [
            ("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r='2'><c t=\"inlineStr\"><is><t>a</t></is></c></row>", 2),
            ("<x:row r=\"1\"><x:c><x:v>1</x:v></x:c></x:row >", 1),
            ("<row><c><f>A1+1</f></c></row><row><c><f t=\"shared\" si=\"0\"/></c></row>", 2),
            // Cells without a value are none, and text that is no cell's is nothing.
            ("<row r=\"1\"><c r=\"A1\" s=\"1\"/></row><row r=\"2\"/><row><c><v></v></c></row><row><c><v/></c></row>\n<row> a </row>", 0),
            ("<row a=\"</row>\"><c b='>'><v>1</v></c></row>", 1),
            ("<!-- <row><c><v>1</v></c></row> --><row><c><v>1</v></c></row><!--->-->", 1),
            ("<rows><v>1</v></rows><rowBreaks count=\"1\"/>", 0),
        ] {
            assert_eq!(rows(text), count, "{text}");
        }
    }
}
