//! Text of a register as UTF-8, whatever a spreadsheet saved it in.

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};
use huiqi::TextEncoding;
use std::io::{Error, ErrorKind, Read, Result};

/// How much is looked at, and decoded at a time.
const BLOCK: usize = 1 << 20;

/// A file read as UTF-8. Bytes that its encoding does not have are an error, and never another character.
pub(super) struct Decoded<R> {
    inner: R,
    /// Nothing is decoded where the text is UTF-8 already.
    decoder: Option<Decoder>,
    /// What is to be decoded, and what was and is given from `given` on.
    raw: Vec<u8>,
    decoded: Vec<u8>,
    given: usize,
    /// How many bytes were decoded, for messages.
    before: u64,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Looks at the beginning of a file; the name of its encoding where that is not UTF-8.
    pub(super) fn new(mut inner: R) -> Result<(Decoded<R>, Option<&'static str>)> {
        let mut raw = Vec::new();
        inner.by_ref().take(BLOCK as u64).read_to_end(&mut raw)?;
        let encoding = other_than_utf8(TextEncoding::of(&raw));
        let decoder = encoding.map(Encoding::new_decoder_with_bom_removal);
        let name = encoding.map(Encoding::name);
        let (raw, decoded) = if decoder.is_some() { (raw, Vec::new()) } else { (Vec::new(), raw) };
        Ok((Decoded { inner, decoder, raw, decoded, given: 0, before: 0, ended: false }, name))
    }

    /// Decodes the next block.
    fn advance(&mut self) -> Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        while self.given == self.decoded.len() && !self.ended {
            if self.raw.is_empty() {
                self.ended = self.inner.by_ref().take(BLOCK as u64).read_to_end(&mut self.raw)? == 0;
            }
            let most = decoder.max_utf8_buffer_length_without_replacement(self.raw.len());
            self.decoded.resize(most.ok_or(ErrorKind::OutOfMemory)?, 0);
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(&self.raw, &mut self.decoded, self.ended);
            self.before += read as u64;
            if let DecoderResult::Malformed(..) = result {
                let (name, at) = (decoder.encoding().name(), self.before);
                return Err(Error::new(ErrorKind::InvalidData, format!("byte {at}: not {name}; save the register as UTF-8")));
            }
            self.raw.clear();
            self.decoded.truncate(written);
            self.given = 0;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.decoder.is_none() && self.given == self.decoded.len() {
            return self.inner.read(buffer);
        }
        self.advance()?;
        let count = self.decoded.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += count;
        Ok(count)
    }
}

fn other_than_utf8(encoding: TextEncoding) -> Option<&'static Encoding> {
    match encoding {
        TextEncoding::Utf8 => None,
        TextEncoding::Utf16Le => Some(UTF_16LE),
        TextEncoding::Utf16Be => Some(UTF_16BE),
        TextEncoding::Gb18030 => Some(GB18030),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<&'static str>) {
        let (mut decoded, name) = Decoded::new(bytes).expect("readable");
        let mut text = String::new();
        decoded.read_to_string(&mut text).expect("text");
        (text, name)
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let text = "主体标识,名称\r\n1,麒麟区面馆\r\n".repeat(100_000);
        let (gbk, _, _) = GB18030.encode(&text);
        assert!(gbk.len() > 2 * BLOCK);
        assert_eq!(read(&gbk), (text.clone(), Some("gb18030")));
        let utf16: Vec<u8> = std::iter::once('\u{feff}').chain(text.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
        assert_eq!(read(&utf16), (text.clone(), Some("UTF-16LE")));
        assert_eq!(read(text.as_bytes()), (text, None));
    }

    #[test]
    fn bytes_that_no_encoding_has_are_an_error() {
        let mut gbk = GB18030.encode("主体标识,名称\r\n").0.into_owned();
        gbk.extend(*b"1,\xff\xff\xff\r\n");
        let (mut decoded, name) = Decoded::new(gbk.as_slice()).expect("readable");
        assert_eq!(name, Some("gb18030"));
        assert!(decoded.read_to_end(&mut Vec::new()).is_err_and(|error| error.to_string().contains("gb18030")));
    }
}
