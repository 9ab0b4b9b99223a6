//! Character references (`&amp;`, `&#8217;`) in text and attributes, read as browsers read them.
use std::borrow::Cow;

use memchr::memchr;

/// Decodes the references of a text; borrowed when there are none.
pub fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((Reference::Char(c), len)) => {
                out.push(c);
                rest = &rest[len..];
            }
            Some((Reference::Text(text), len)) => {
                out.push_str(text);
                rest = &rest[len..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

enum Reference {
    Char(char),
    Text(&'static str),
}

/// The reference at the start of `text` (which begins with `&`) and its length.
fn reference(text: &str) -> Option<(Reference, usize)> {
    let body = &text[1..];
    if let Some(number) = body.strip_prefix('#') {
        return numeric(number).map(|(c, len)| (Reference::Char(c), len + 2));
    }
    let name_len = body.bytes().take(MAX_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let name = &body[..name_len];
    if body.as_bytes().get(name_len) == Some(&b';') {
        return named(name).map(|value| (Reference::Text(value), name_len + 2));
    }
    // The names of HTML 2–4 count without their semicolon too.
    LEGACY
        .iter()
        .find(|legacy| name.starts_with(**legacy))
        .and_then(|legacy| named(legacy).map(|value| (Reference::Text(value), legacy.len() + 1)))
}

/// The longest name, `CounterClockwiseContourIntegral`.
const MAX_NAME: usize = 31;

const LEGACY: &[&str] = &[
    "nbsp", "amp", "lt", "gt", "quot", "copy", "reg", "laquo", "raquo", "shy", "eacute", "egrave", "agrave",
    "aacute", "ouml", "auml", "uuml", "Ouml", "Auml", "Uuml", "szlig", "ccedil", "ntilde", "deg", "middot",
    "pound", "sect",
];

fn named(name: &str) -> Option<&'static str> {
    quick_xml::escape::resolve_html5_entity(name)
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, prefix) = match text.as_bytes().first()? {
        b'x' | b'X' => (&text[1..], 16, 1),
        _ => (text, 10, 0),
    };
    let len = digits.bytes().take_while(|b| (*b as char).is_digit(radix)).count();
    if len == 0 {
        return None;
    }
    let code = u32::from_str_radix(&digits[..len], radix).unwrap_or(0x11_0000);
    let semicolon = usize::from(digits.as_bytes().get(len) == Some(&b';'));
    Some((scalar(code), prefix + len + semicolon))
}

/// HTML §13.2.5.80: what is no scalar value is U+FFFD, and 0x80–0x9F mean windows-1252.
fn scalar(code: u32) -> char {
    match code {
        0 => '\u{fffd}',
        0x80..=0x9f => WINDOWS_1252[(code - 0x80) as usize],
        code => char::from_u32(code).unwrap_or('\u{fffd}'),
    }
}

#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
    '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}',
    '\u{90}', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}',
    '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_as_browsers_read_them() {
        for (text, expect) in [
            ("plain", "plain"),
            ("R&D &amp; Co", "R&D & Co"),
            ("&ldquo;Ja&rdquo;&#8217;&#x2019;&#146;", "“Ja”’’’"),
            ("a&nbspb&nbsp;c", "a\u{a0}b\u{a0}c"),
            ("&#0;&#xd800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&;&#;&#x;&unknown;&", "&;&#;&#x;&unknown;&"),
            ("&é;", "&é;"),
        ] {
            assert_eq!(decode(text), expect, "{text}");
        }
    }
}
