//! Decodes character and entity references: XML's, HTML's, the document's own, and `&` that begins none of them.
use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::entity_names::NAMES;
use crate::charset::c1_as_windows;

/// The entities that a DOCTYPE declares with a plain value. A value may use what HTML knows, never another declared
/// entity: nothing expands twice.
#[derive(Default)]
pub struct Doctype<'a> {
    entities: Vec<(&'a str, &'a str)>,
}

/// A document that declares more, or longer ones, is no feed but a bomb.
const DECLARED: usize = 64;
const VALUE: usize = 1024;

impl<'a> Doctype<'a> {
    /// Reads a declaration at the start of `text` and gives its length. `None`: it never ends.
    pub fn read(&mut self, text: &'a str) -> Option<usize> {
        let bytes = text.as_bytes();
        let open = memchr::memchr2(b'[', b'>', bytes)?;
        if bytes[open] == b'>' {
            return Some(open + 1);
        }
        let mut at = open + 1;
        loop {
            let rest = text.get(at..)?;
            if rest.starts_with("<!--") {
                at += memmem::find(rest.as_bytes(), b"-->")? + 3;
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                let end = declaration_end(rest.as_bytes())?;
                self.declare(&rest[..end]);
                at += end + 1;
            } else if rest.starts_with(']') {
                return Some(at + memchr(b'>', rest.as_bytes())? + 1);
            } else if rest.starts_with('<') {
                return Some(at); // the subset was never closed and the document begins
            } else {
                at += memchr::memchr2(b'<', b']', rest.as_bytes().get(1..)?)? + 1;
            }
        }
    }

    fn declare(&mut self, declaration: &'a str) {
        let Some(rest) = declaration.strip_prefix("<!ENTITY") else { return };
        let Some((name, rest)) = rest.trim_start().split_once(|c: char| c.is_ascii_whitespace()) else {
            return;
        };
        let rest = rest.trim();
        for quote in ['"', '\''] {
            if let Some(value) = rest.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote))
                && value.len() <= VALUE
                && self.entities.len() < DECLARED
            {
                self.entities.push((name, value));
            }
        }
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.entities.iter().find(|(declared, _)| *declared == name).map(|(_, value)| *value)
    }
}

/// The `>` that ends a declaration, not one inside its quotes.
fn declaration_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    bytes.iter().position(|b| {
        match (quote, b) {
            (None, b'>') => return true,
            (None, b'"' | b'\'') => quote = Some(*b),
            (Some(open), b) if open == *b => quote = None,
            _ => {}
        }
        false
    })
}

/// `text` with its references decoded, once. Declared entities take from `budget`, so that no document grows out of hand.
pub fn decode<'a>(text: &'a str, doctype: &Doctype<'_>, budget: &mut usize) -> Cow<'a, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        let taken = reference(rest, doctype, budget, &mut out);
        if taken == 0 {
            out.push('&');
        }
        rest = &rest[taken.max(1)..];
        let next = memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(out)
}

/// [`decode`] for text that belongs to no document.
pub fn decode_html(text: &str) -> Cow<'_, str> {
    decode(text, &Doctype::default(), &mut 0)
}

/// Decodes the reference that `text` begins with; gives its length, 0 when it is none.
fn reference(text: &str, doctype: &Doctype<'_>, budget: &mut usize, out: &mut String) -> usize {
    if let Some((number, length)) = numeric(text) {
        if let Some((pair, both)) = surrogates(number, length, text) {
            out.push(pair);
            return both;
        }
        out.extend(character(number));
        return length;
    }
    let name: &str = text.get(1..).unwrap_or("");
    let end =
        name.bytes().take(40).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')));
    let Some(end) = end.filter(|end| *end > 0 && name.as_bytes()[*end] == b';') else { return 0 };
    let name = &name[..end];
    if let Some(text) = named(name) {
        out.push_str(text);
    } else if let Some(value) = doctype.get(name) {
        if *budget >= value.len() {
            *budget -= value.len();
            out.push_str(&decode_html(value));
        }
    } else {
        return 0;
    }
    end + 2
}

/// What a name of HTML stands for. The few of XML, nearly all that feeds have, need no search.
fn named(name: &str) -> Option<&'static str> {
    match name {
        "lt" => Some("<"),
        "gt" => Some(">"),
        "amp" => Some("&"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => {
            let found = NAMES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
            NAMES.get(found).map(|(_, text)| *text)
        }
    }
}

/// The number and length of `&#…` with or without its semicolon.
pub fn numeric(text: &str) -> Option<(u32, usize)> {
    let digits = text.strip_prefix("&#")?;
    let (radix, digits, before) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (16, hex, 3),
        None => (10, digits, 2),
    };
    let length = digits.bytes().position(|b| !(b as char).is_digit(radix)).unwrap_or(digits.len());
    let number = u32::from_str_radix(digits.get(..length)?, radix);
    if length == 0 {
        return None;
    }
    let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    Some((number.unwrap_or(u32::MAX), before + length + semicolon))
}

/// The character that two references give in the halves of UTF-16, as some serialisers write those beyond 16 bits, and the
/// length of both.
fn surrogates(high: u32, length: usize, text: &str) -> Option<(char, usize)> {
    if !(0xD800..0xDC00).contains(&high) {
        return None;
    }
    let (low, more) = numeric(text.get(length..)?).filter(|(low, _)| (0xDC00..0xE000).contains(low))?;
    let character = char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))?;
    Some((character, length + more))
}

/// The character of a numeric reference. 128–159 are what Windows-1252 shows there, as in HTML; controls are none.
pub fn character(number: u32) -> Option<char> {
    match number {
        9 | 10 | 13 => char::from_u32(number),
        0..32 | 127 | 0xFFFE | 0xFFFF => None,
        128..160 => Some(c1_as_windows(number as u8)),
        _ => char::from_u32(number).or(Some('\u{FFFD}')),
    }
}
