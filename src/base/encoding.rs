//! The bytes of a file as text, in the encodings that programs in China write.

/// A file's text: UTF-8; UTF-16 where it begins with a byte order mark; GB 18030 (and so GBK), where nothing else can be meant.
pub(crate) fn decode(bytes: Vec<u8>) -> Option<String> {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(not) => gb18030(not.as_bytes()),
        },
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
