//! A page's bytes to text: which encoding it is in, and at most as much of it as we read.
use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A page longer than this is cut: no article is, and the tree costs memory.
pub const MAX_BYTES: usize = 10 << 20;
/// Where browsers look for `<meta charset>`; some templates put it later than the 1,024 bytes of the standard.
const PRESCAN: usize = 8192;

/// The text of a page, and whether it was cut.
pub fn decode<'b>(bytes: &'b [u8], content_type: Option<&str>) -> (Cow<'b, str>, bool) {
    let cut = bytes.len() > MAX_BYTES;
    let bytes = bytes.get(..MAX_BYTES).unwrap_or(bytes);
    (encoding_of(bytes, content_type).decode(bytes).0, cut)
}

/// Formats that servers send under the wrong label.
pub fn is_binary(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 7] =
        [b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"RIFF"];
    marks.iter().any(|mark| bytes.starts_with(mark))
}

/// Whether so much could not be decoded, or came out as control characters, that what is left is no text.
pub fn is_garbled(text: &str) -> bool {
    let (mut all, mut lost, mut control) = (0, 0, 0);
    for c in text.chars().take(20_000) {
        all += 1;
        lost += usize::from(c == '\u{fffd}');
        // NUL bytes are strewn into pages by broken servers; browsers skip them.
        control += usize::from(c.is_control() && !c.is_whitespace() && c != '\0');
    }
    (lost + control) * 5 > all || control * 20 > all
}

/// BOM, then valid UTF-8 whatever the labels say, then HTTP, `<meta>`, and a guess.
fn encoding_of(bytes: &[u8], content_type: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // Real legacy text is practically never valid UTF-8, and proxies re-encode without touching labels.
    let valid = match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if let Some(encoding) = utf16_without_bom(bytes) {
        return encoding;
    }
    if valid {
        return UTF_8;
    }
    let labelled = content_type.and_then(charset_of).or_else(|| meta_charset(bytes));
    match labelled {
        // A label of UTF-8 on bytes that are not: a few broken bytes in UTF-8, or another encoding altogether.
        Some(encoding) if encoding == UTF_8 && mostly_utf8(bytes) => UTF_8,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => guess(bytes),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    let sample = bytes.get(..1 << 16).unwrap_or(bytes);
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    broken * 5 <= wide
}

/// Markup in UTF-16 without its mark: every other byte of its beginning is NUL.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..64).filter(|head| head.contains(&b'<'))?;
    let nul = |skip: usize| head.iter().skip(skip).step_by(2).filter(|b| **b == 0).count();
    match (nul(0), nul(1)) {
        (0, 28..) => Some(encoding_rs::UTF_16LE),
        (28.., 0) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// The `charset` parameter of a content type.
fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let (_, label) = lower.split_once("charset")?;
    let label = label.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        label.find(|c: char| c == '"' || c == '\'' || c == ';' || c.is_whitespace()).unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
}

/// `<meta charset=…>` or `<meta http-equiv content="…charset=…">` near the top.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..PRESCAN).unwrap_or(bytes)).to_ascii_lowercase();
    let found = head.split("<meta").skip(1).find_map(|meta| charset_of(meta.split('>').next()?))?;
    // A `<meta>` that could be read is not in UTF-16 (HTML §13.2.3.2).
    Some(if found == encoding_rs::UTF_16LE || found == encoding_rs::UTF_16BE { WINDOWS_1252 } else { found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide_before_their_labels() {
        let (euc_kr, _, _) = encoding_rs::EUC_KR.encode("<meta charset=euc-kr>한빛일보 기자");
        for (bytes, content_type, expect) in [
            ("<p>한빛</p>".as_bytes(), Some("text/html; charset=iso-8859-1"), "<p>한빛</p>"),
            (euc_kr.as_ref(), None, "<meta charset=euc-kr>한빛일보 기자"),
            (b"caf\xe9 \x96 ol\xe9", Some("text/html; charset=\"ISO-8859-1\""), "café – olé"),
            (b"\xff\xfea\0b\0", None, "ab"),
            (b"", None, ""),
            (
                b"<\0p\0>\0a\0 \0f\0e\0r\0r\0y\0 \0t\0h\0a\0t\0 \0s\0a\0i\0l\0s\0 \0a\0t\0 \0n\0o\0o\0n\0 \0t\0o\0d\0",
                None,
                "<p>a ferry that sails at noon tod",
            ),
        ] {
            assert_eq!(decode(bytes, content_type).0, expect);
        }
    }
}
