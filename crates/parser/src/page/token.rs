//! HTML source to tags and runs of text, as spans into the source: one linear pass that never fails.
//!
//! What no reader sees is skipped here, before any tree exists: comments, scripts (JSON-LD excepted), styles, SVG.
use std::ops::Range;

use memchr::{memchr, memmem};

use super::tag::Tag;

/// Attributes kept of one element; a page that writes more has no use for them.
pub const MAX_ATTRIBUTES: usize = 48;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    fn new(range: Range<usize>) -> Span {
        // The source is capped far below 4 GiB (decode::MAX_BYTES).
        Span { start: range.start as u32, end: range.end as u32 }
    }

    pub fn of(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    pub name: Span,
    pub value: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    Text(Span),
    /// Attributes stand in [`Tokens::attributes`] until the next token is read.
    Start {
        tag: Tag,
        name: Span,
        self_closing: bool,
    },
    End {
        tag: Tag,
        name: Span,
    },
    /// The content of a script that holds JSON-LD, or of a title; other raw text is dropped.
    Raw(Span),
}

pub struct Tokens<'s> {
    source: &'s str,
    at: usize,
    /// Of the start tag just returned.
    pub attributes: Vec<Attribute>,
    pending_raw: Option<Tag>,
    /// How often an end tag was looked for and is missing, so that the search is not repeated.
    missing_end: [bool; Tag::COUNT],
}

impl<'s> Tokens<'s> {
    pub fn new(source: &'s str) -> Self {
        Tokens { source, at: 0, attributes: Vec::new(), pending_raw: None, missing_end: [false; Tag::COUNT] }
    }

    pub fn next(&mut self) -> Option<Token> {
        if let Some(tag) = self.pending_raw.take()
            && let Some(token) = self.raw_text(tag)
        {
            return Some(token);
        }
        let bytes = self.source.as_bytes();
        loop {
            let start = self.at;
            if start >= bytes.len() {
                return None;
            }
            if bytes[start] != b'<' {
                self.at = memchr(b'<', &bytes[start..]).map_or(bytes.len(), |n| start + n);
                return Some(Token::Text(Span::new(start..self.at)));
            }
            match bytes.get(start + 1) {
                Some(b) if b.is_ascii_alphabetic() => {
                    if let Some(token) = self.start_tag() {
                        return Some(token);
                    }
                }
                Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    return self.end_tag();
                }
                Some(b'!' | b'?' | b'/') => self.skip_comment(),
                // A lone `<` is text.
                _ => {
                    self.at = memchr(b'<', &bytes[start + 1..]).map_or(bytes.len(), |n| start + 1 + n);
                    return Some(Token::Text(Span::new(start..self.at)));
                }
            }
        }
    }

    /// Comments, doctypes, processing instructions, CDATA and `</ …>`.
    fn skip_comment(&mut self) {
        let bytes = self.source.as_bytes();
        let rest = &bytes[self.at..];
        let len = if rest.starts_with(b"<!--") {
            match &rest[4..] {
                [b'>', ..] => Some(5),
                [b'-', b'>', ..] => Some(6),
                body => comment_end(body).map(|n| 4 + n),
            }
        } else {
            memchr(b'>', rest).map(|n| n + 1)
        };
        self.at = len.map_or(bytes.len(), |n| self.at + n);
    }

    fn name(&mut self, start: usize) -> (Tag, Span) {
        let bytes = self.source.as_bytes();
        let len = bytes[start..]
            .iter()
            .take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>'))
            .count();
        self.at = start + len;
        let name = &bytes[start..self.at];
        let mut lower = [0; 16];
        let tag = match lower.get_mut(..len) {
            Some(lower) => {
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                Tag::of(lower)
            }
            None => Tag::Other,
        };
        (tag, Span::new(start..self.at))
    }

    /// `None` when the element was skipped whole, or the source ends inside the tag.
    fn start_tag(&mut self) -> Option<Token> {
        let (tag, name) = self.name(self.at + 1);
        self.attributes.clear();
        let self_closing = self.read_attributes()?;
        if matches!(tag, Tag::Svg | Tag::Math) && self.skip_foreign(tag, self_closing) {
            return None;
        }
        if tag.is_raw_text() {
            self.pending_raw = Some(tag);
        }
        Some(Token::Start { tag, name, self_closing })
    }

    fn end_tag(&mut self) -> Option<Token> {
        let (tag, name) = self.name(self.at + 2);
        let bytes = self.source.as_bytes();
        self.at = memchr(b'>', &bytes[self.at..]).map_or(bytes.len(), |n| self.at + n + 1);
        Some(Token::End { tag, name })
    }

    /// Reads up to and past the tag's `>`; whether it closed itself. `None`: the source ended (the tag is dropped).
    fn read_attributes(&mut self) -> Option<bool> {
        let bytes = self.source.as_bytes();
        loop {
            match bytes.get(self.at) {
                None => return None,
                Some(b'>') => {
                    self.at += 1;
                    return Some(false);
                }
                Some(b'/') if bytes.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Some(true);
                }
                Some(b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c) => self.at += 1,
                Some(_) => self.attribute()?,
            }
        }
    }

    fn attribute(&mut self) -> Option<()> {
        let bytes = self.source.as_bytes();
        let start = self.at;
        // A leading `=` is part of the name (HTML §13.2.5.32).
        let len = 1 + bytes[start + 1..].iter().take_while(|b| !ends_attribute_name(**b)).count();
        let name = start..start + len;
        self.at = name.end;
        let after = self.skip_space(self.at);
        let value = if bytes.get(after) == Some(&b'=') {
            let open = self.skip_space(after + 1);
            match bytes.get(open)? {
                quote @ (b'"' | b'\'') => {
                    let end = open + 1 + memchr(*quote, &bytes[open + 1..])?;
                    self.at = end + 1;
                    open + 1..end
                }
                _ => {
                    let len = bytes[open..]
                        .iter()
                        .take_while(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'>'))
                        .count();
                    self.at = open + len;
                    open..open + len
                }
            }
        } else {
            name.end..name.end
        };
        if self.attributes.len() < MAX_ATTRIBUTES {
            self.attributes.push(Attribute { name: Span::new(name), value: Span::new(value) });
        }
        Some(())
    }

    fn skip_space(&self, from: usize) -> usize {
        let rest = self.source.as_bytes().get(from..).unwrap_or(&[]);
        from + rest.iter().take_while(|b| b.is_ascii_whitespace()).count()
    }

    /// Past the matching end tag of an `svg` or `math`; `false` when there is none, and the element stays.
    fn skip_foreign(&mut self, tag: Tag, self_closing: bool) -> bool {
        if self_closing {
            return true;
        }
        match self.find_end(tag, self.at) {
            Some((_, past)) => {
                self.at = past;
                true
            }
            None => false,
        }
    }

    /// The content of a raw text element. Its end tag comes as the next token.
    fn raw_text(&mut self, tag: Tag) -> Option<Token> {
        let start = self.at;
        let end = match self.find_end(tag, start) {
            Some((end, _)) => end,
            // An unclosed script or title would swallow the page; browsers do that, readers are served better otherwise.
            None => return None,
        };
        self.at = end;
        let wanted = match tag {
            Tag::Title => true,
            Tag::Script => self.attributes.iter().any(|a| is_json_ld(a, self.source)),
            _ => false,
        };
        (wanted && end > start).then(|| Token::Raw(Span::new(start..end)))
    }

    /// Where `</tag` starts at or after `from`, and where it ends.
    fn find_end(&mut self, tag: Tag, from: usize) -> Option<(usize, usize)> {
        if self.missing_end[tag as usize] {
            return None;
        }
        let bytes = self.source.as_bytes();
        let name = tag.name().as_bytes();
        let mut at = from;
        while let Some(found) = memmem::find(&bytes[at..], b"</") {
            let start = at + found;
            let after = start + 2 + name.len();
            if bytes.get(start + 2..after).is_some_and(|b| b.eq_ignore_ascii_case(name))
                && bytes.get(after).is_none_or(|b| !b.is_ascii_alphanumeric())
            {
                let past = memchr(b'>', &bytes[start..]).map_or(bytes.len(), |n| start + n + 1);
                return Some((start, past));
            }
            at = start + 2;
        }
        self.missing_end[tag as usize] = true;
        None
    }
}

fn is_json_ld(attribute: &Attribute, source: &str) -> bool {
    attribute.name.of(source).eq_ignore_ascii_case("type")
        && attribute.value.of(source).to_ascii_lowercase().contains("ld+json")
}

fn ends_attribute_name(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'>' | b'=')
}

/// Past `-->` or `--!>` (HTML §13.2.5.51).
fn comment_end(body: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memmem::find(&body[at..], b"--") {
        let after = at + found + 2;
        match body.get(after..) {
            Some([b'>', ..]) => return Some(after + 1),
            Some([b'!', b'>', ..]) => return Some(after + 2),
            _ => at += found + 1,
        }
    }
    None
}
