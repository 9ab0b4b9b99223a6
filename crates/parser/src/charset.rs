//! Bytes to text in whatever encoding they are, rather than in the one they say: feeds and pages alike.
//!
//! Order of belief: byte order mark, UTF-16/32 by their zero bytes, bytes that can only be UTF-8, the HTTP header, the
//! document's own declaration, detection. A declaration that the bytes contradict is not believed.
use std::borrow::Cow;

use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;
use model::Warning;

/// Text and how it was read.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// Without control characters (tab and line ends stay) and without byte order mark.
    pub text: Cow<'a, str>,
    /// The WHATWG name of the encoding, or `UTF-32`.
    pub encoding: &'static str,
    pub warnings: Vec<Warning>,
}

/// As much as tells an encoding.
const HEAD: usize = 64 * 1024;

/// Decodes a body. `content_type` is the HTTP header as it came.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let mut warnings = Vec::new();
    let (text, encoding) = decode_raw(bytes, content_type, &mut warnings);
    let text = match without_controls(&text) {
        Some(clean) => {
            warnings.push(Warning::new("control-characters"));
            Cow::Owned(clean)
        }
        None => text,
    };
    Decoded { text, encoding, warnings }
}

fn decode_raw<'a>(
    bytes: &'a [u8],
    content_type: Option<&str>,
    warnings: &mut Vec<Warning>,
) -> (Cow<'a, str>, &'static str) {
    if let Some(wide) = utf32(bytes) {
        return (Cow::Owned(wide), "UTF-32");
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return lossy(encoding, &bytes[length..], warnings);
    }
    if let Some(encoding) = utf16(bytes) {
        return lossy(encoding, bytes, warnings);
    }
    let header = content_type.and_then(header_charset).and_then(encoding_for);
    let own = declared(bytes).and_then(encoding_for);
    // Multi-byte sequences that are valid UTF-8 by chance are rarer than headers that lie. (Not so for 7-bit ISO-2022-JP.)
    if std::str::from_utf8(bytes).is_ok() && own != Some(encoding_rs::ISO_2022_JP) {
        let wrong = [header, own].into_iter().flatten().find(|encoding| *encoding != UTF_8);
        if let Some(wrong) = wrong.filter(|_| !bytes.is_ascii()) {
            warnings.push(mislabelled(wrong, UTF_8));
        }
        return lossy(UTF_8, bytes, warnings);
    }
    for encoding in [header, own].into_iter().flatten() {
        // Every sequence of bytes is Latin, and servers say so of everything.
        if encoding == WINDOWS_1252
            && let Some(found) = not_latin(bytes, own)
        {
            warnings.push(mislabelled(encoding, found));
            return lossy(found, bytes, warnings);
        }
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return (text, encoding.name());
        }
    }
    fallback(bytes, header.or(own), warnings)
}

/// No declaration fits the bytes. A few broken characters are a broken file in its declared encoding, many a wrong
/// declaration.
fn fallback<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
    warnings: &mut Vec<Warning>,
) -> (Cow<'a, str>, &'static str) {
    let detected = detect(bytes);
    let Some(declared) = declared else {
        if broken(UTF_8, bytes) * 20 < high_bytes(bytes) {
            return lossy(UTF_8, bytes, warnings);
        }
        return lossy(detected, bytes, warnings);
    };
    let candidates = [declared, UTF_8, detected];
    let damage = |encoding: &&'static Encoding| broken(encoding, bytes) * 20 >= high_bytes(bytes);
    let best = candidates.into_iter().find(|encoding| !damage(encoding)).unwrap_or(declared);
    if best != declared {
        warnings.push(mislabelled(declared, best));
    }
    lossy(best, bytes, warnings)
}

/// What a text that is labelled Latin is by its bytes: UTF-8 with broken characters, or a script of its own. Languages of
/// Latin letters hardly ever put two of those beyond ASCII side by side.
fn not_latin(bytes: &[u8], own: Option<&'static Encoding>) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let (text, _) = UTF_8.decode_without_bom_handling(head);
    let lost = text.matches('\u{FFFD}').count();
    let kept = text.chars().filter(|c| !c.is_ascii()).count() - lost;
    if kept > 2 * lost {
        return Some(UTF_8);
    }
    let runs = head.chunk_by(|a, b| (*a >= 0x80) == (*b >= 0x80)).filter(|run| run[0] >= 0x80);
    let (runs, high) = runs.fold((0, 0), |(runs, high), run| (runs + 1, high + run.len()));
    if high < 16 || high < 2 * runs {
        return None;
    }
    let own = own.filter(|own| *own != WINDOWS_1252 && broken(own, head) * 20 < high);
    own.or_else(|| Some(detect(head)).filter(|found| !LATIN.contains(found)))
}

/// Encodings of Latin letters, which no length of a run tells apart.
const LATIN: &[&Encoding] = &[
    WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1257,
    encoding_rs::WINDOWS_1258,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_4,
];

fn lossy<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
    warnings: &mut Vec<Warning>,
) -> (Cow<'a, str>, &'static str) {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        warnings.push(Warning::with("encoding-broken", encoding.name()));
    }
    (text, encoding.name())
}

fn mislabelled(declared: &'static Encoding, found: &'static Encoding) -> Warning {
    Warning::with("encoding-mislabelled", format!("declared {}, is {}", declared.name(), found.name()))
}

fn broken(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors { text.matches('\u{FFFD}').count() } else { 0 }
}

fn high_bytes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b >= 0x80).count()
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    detector.feed(head, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// `charset` of a Content-Type, however it is quoted or spaced.
fn header_charset(content_type: &str) -> Option<&str> {
    let at = content_type.to_ascii_lowercase().find("charset")?;
    let value = content_type.get(at + "charset".len()..)?.trim_start();
    let value = value.strip_prefix(['=', ':'])?.split(';').next()?;
    Some(value.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\''))
}

/// What the document says of itself, in an XML declaration or a `meta`, within its first 4 KiB.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let xml = memmem::find(head, b"<?xml").and_then(|start| {
        let declaration = &head[start..];
        let declaration = &declaration[..memchr::memchr(b'>', declaration).unwrap_or(declaration.len())];
        value_after(declaration, b"encoding")
    });
    xml.or_else(|| {
        let mut from = 0;
        while let Some(found) =
            memmem::find(head.get(from..)?, b"<meta").or_else(|| memmem::find(&head[from..], b"<META"))
        {
            let start = from + found;
            let tag = &head[start..];
            let tag = &tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())];
            if let Some(value) = value_after(tag, b"charset") {
                return Some(value);
            }
            from = start + 5;
        }
        None
    })
}

/// The word behind `name=`, quoted or not.
fn value_after<'a>(bytes: &'a [u8], name: &[u8]) -> Option<&'a str> {
    let at = bytes.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))?;
    let rest = bytes[at + name.len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| b" \t\r\n\"';?/>".contains(b)).unwrap_or(rest.len());
    std::str::from_utf8(&rest[..end]).ok().filter(|value| !value.is_empty())
}

/// WHATWG labels, and the names that Korean, Japanese and Windows software writes. UTF-16 without its marks was no
/// UTF-16: the declaration could not have been read (WHATWG HTML, "determining the character encoding").
fn encoding_for(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let dashed = label.replace('_', "-");
    let known = Encoding::for_label(label.as_bytes()).or_else(|| Encoding::for_label(dashed.as_bytes()));
    let encoding = known.or_else(|| match dashed.as_str() {
        "cp949" | "ms949" | "x-cp949" | "uhc" | "ks-c-5601" | "ksc-5601" | "ksx1001" | "euckr"
        | "x-windows-949" => Some(EUC_KR),
        "cp932" | "ms932" | "sjis" | "x-ms-cp932" => Some(encoding_rs::SHIFT_JIS),
        "eucjp" => Some(encoding_rs::EUC_JP),
        "cp936" | "ms936" | "euc-cn" | "euccn" => Some(encoding_rs::GBK),
        "cp950" => Some(encoding_rs::BIG5),
        "utf" | "utf8mb4" | "unicode" => Some(UTF_8),
        other => {
            let page =
                other.trim_start_matches("cp-").trim_start_matches("win-").trim_start_matches("windows");
            Encoding::for_label(format!("windows-{}", page.trim_start_matches('-')).as_bytes())
        }
    })?;
    match encoding {
        wide if wide == UTF_16LE || wide == UTF_16BE => None,
        user if user == X_USER_DEFINED => Some(WINDOWS_1252),
        other => Some(other),
    }
}

/// UTF-16 without a mark: `<` or a blank with a zero byte on one side.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, b'<' | b'{' | b' ' | b'\n' | b'\r', 0, second, ..] if *second != 0 => Some(UTF_16BE),
        [b'<' | b'{' | b' ' | b'\n' | b'\r', 0, second, 0, ..] if *second != 0 => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        [b'<', 0, next, ..] if *next != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-32, which WHATWG and encoding_rs do not know.
fn utf32(bytes: &[u8]) -> Option<String> {
    let (big, start) = match bytes {
        [0, 0, 0xFE, 0xFF, ..] => (true, 4),
        [0xFF, 0xFE, 0, 0, ..] => (false, 4),
        [0, 0, 0, b'<' | b'{', 0, 0, ..] => (true, 0),
        [b'<' | b'{', 0, 0, 0, _, 0, ..] => (false, 0),
        _ => return None,
    };
    let unit = |unit: &[u8]| {
        let word = <[u8; 4]>::try_from(unit).unwrap_or_default();
        char::from_u32(if big { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) })
    };
    Some(bytes[start..].chunks_exact(4).map(|word| unit(word).unwrap_or('\u{FFFD}')).collect())
}

/// `text` without the characters that XML 1.0 forbids, and with what Windows-1252 means where C1 controls stand; `None`
/// when there are none of either.
fn without_controls(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let has = bytes.iter().any(|b| (*b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || *b == 0x7F)
        || memmem::find(bytes, "\u{FFFE}".as_bytes()).is_some()
        || memmem::find(bytes, "\u{FFFF}".as_bytes()).is_some()
        || memchr::memchr_iter(0xC2, bytes).any(|at| bytes.get(at + 1).is_some_and(|b| *b < 0xA0));
    let clean = |c: char| match c {
        '\t' | '\n' | '\r' => Some(c),
        '\0'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}' => None,
        '\u{80}'..='\u{9F}' => Some(c1_as_windows(c as u8)),
        _ => Some(c),
    };
    has.then(|| text.chars().filter_map(clean).collect())
}

/// What Windows-1252 has where Latin-1 has C1 controls: no text means the controls.
pub fn c1_as_windows(byte: u8) -> char {
    let (decoded, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    decoded.chars().next().unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests;
