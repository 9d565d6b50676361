//! The bytes of a file as text, in the encodings that programs in China write.

/// How a text is written in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16 behind its mark, the low byte first.
    Utf16Le,
    /// UTF-16 behind its mark, the high byte first.
    Utf16Be,
    /// GB 18030, and so GBK.
    Gb18030,
}

impl TextEncoding {
    /// By the mark of a text, or by what its beginning holds: UTF-8, unless more of it is not UTF-8 than there are Chinese characters
    /// that are. A file of UTF-8 with some bytes torn stays one.
    ///
    /// ```
    /// use huiqi::TextEncoding;
    ///
    /// assert_eq!(TextEncoding::of(b"\xff\xfe1\0"), TextEncoding::Utf16Le);
    /// assert_eq!(TextEncoding::of(b"name = \"\xc4\xcc\xb2\xe8\xb5\xea\""), TextEncoding::Gb18030);
    /// assert_eq!(TextEncoding::of("奶茶".as_bytes()), TextEncoding::Utf8);
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> TextEncoding {
        match bytes {
            [0xff, 0xfe, ..] => return TextEncoding::Utf16Le,
            [0xfe, 0xff, ..] => return TextEncoding::Utf16Be,
            _ => {}
        }
        let (mut chinese, mut wrong) = (0, 0_usize);
        for chunk in bytes.utf8_chunks() {
            chinese += chunk.valid().chars().filter(|char| char.len_utf8() == 3).count();
            wrong = wrong.saturating_add(usize::from(!chunk.invalid().is_empty()));
        }
        // A character that the end cuts is no fault.
        if wrong > chinese + 1 { TextEncoding::Gb18030 } else { TextEncoding::Utf8 }
    }
}

/// A file's text, where all of its bytes are text in its encoding.
pub(crate) fn decode(bytes: Vec<u8>) -> Option<String> {
    match TextEncoding::of(&bytes) {
        // The whole of a file may say what its beginning does not.
        TextEncoding::Utf8 => String::from_utf8(bytes).map_or_else(|not| gb18030(not.as_bytes()), Some),
        TextEncoding::Utf16Le => utf16(bytes.get(2..)?, u16::from_le_bytes),
        TextEncoding::Utf16Be => utf16(bytes.get(2..)?, u16::from_be_bytes),
        TextEncoding::Gb18030 => gb18030(&bytes),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit).collect();
    String::from_utf16(&units).ok().filter(|_| bytes.len().is_multiple_of(2))
}

/// Bytes that are text in this encoding throughout, of ASCII, Chinese characters and their punctuation.
#[cfg(feature = "cli")]
fn gb18030(bytes: &[u8]) -> Option<String> {
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let usual = |char: char| {
        let control = char.is_ascii_control() && !matches!(char, '\n' | '\r' | '\t');
        char.is_ascii() && !control || matches!(char, '·' | '—' | '‘'..='”' | '…' | '‰' | '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    };
    text.chars().all(usual).then(|| text.into_owned())
}

/// Without its tables no other encoding is read.
#[cfg(not(feature = "cli"))]
fn gb18030(_: &[u8]) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_known_by_its_bytes() {
        assert_eq!(decode(b"a = 1".to_vec()).as_deref(), Some("a = 1"));
        assert_eq!(decode(b"\xff\xfea\0\x76\x59".to_vec()).as_deref(), Some("a奶"));
        assert_eq!(decode(b"\xfe\xff\0a\x59\x76".to_vec()).as_deref(), Some("a奶"));
        assert_eq!(decode(b"\xff\xfea".to_vec()), None);
        #[cfg(feature = "cli")]
        assert_eq!(decode(b"a = \"\xc4\xcc\xb2\xe8\"".to_vec()).as_deref(), Some("a = \"奶茶\""));
        // Latin-1, and bytes of no text at all.
        assert_eq!(decode(b"caf\xe9".to_vec()), None);
        assert_eq!(decode(vec![0x80, 0x00, 0xff]), None);
    }
}
