//! Splits markup into tags and text whatever state it is in: no input is an error, and every byte is looked at a bounded number of times.
//!
//! Shared by the XML of a feed and by the HTML inside it. What XML forbids is read the way its author most likely meant
//! it: attributes without quotes, quotes that never close, `<` in running text, a tag cut off by the next one.
use memchr::{memchr, memchr2, memmem};

use super::entity::Doctype;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A start tag; its attributes are in [`Tokens::attributes`] until the next call. `closed`: it ended in `/>`.
    Start {
        name: &'a str,
        closed: bool,
    },
    End(&'a str),
    /// Character data with its references still in it.
    Text(&'a str),
    /// The inside of a CDATA section: no references.
    Literal(&'a str),
}

pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    attributes: Vec<(&'a str, &'a str)>,
    doctype: Doctype<'a>,
    cut_at: Option<usize>,
    /// The last start tag: what a CDATA section stands in.
    last: &'a str,
    /// Where the last CDATA section that was looked for ends, so that none is searched twice.
    section_end: usize,
    /// Terminators that were once searched to the end in vain: never searched again, so that the pass stays linear.
    missing: [bool; 3],
}

/// Attributes beyond this many are dropped: none of ours need them.
const ATTRIBUTES: usize = 64;
const ENDS: [&[u8]; 3] = [b"-->", b"]]>", b"?>"];

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Tokens {
            text,
            at: 0,
            attributes: Vec::new(),
            doctype: Doctype::default(),
            cut_at: None,
            last: "",
            section_end: 0,
            missing: [false; 3],
        }
    }

    /// Names and raw values of the last start tag, as written.
    pub fn attributes(&self) -> &[(&'a str, &'a str)] {
        &self.attributes
    }

    pub fn doctype(&self) -> &Doctype<'a> {
        &self.doctype
    }

    /// Where the input broke off inside a tag or section.
    pub fn cut(&self) -> Option<&'a str> {
        self.cut_at.and_then(|at| self.text.get(at..))
    }

    /// How many start tags of these names the whole text has at most, prefixes and case aside.
    pub fn elements(&self, names: &[&str]) -> usize {
        let bytes = self.text.as_bytes();
        let named = |at: &usize| {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            let tag = rest.get(..24).unwrap_or(rest);
            let end = tag.iter().position(|b| matches!(b, b'>' | b'/' | b'<') || b.is_ascii_whitespace());
            let name = &tag[..end.unwrap_or(tag.len())];
            let local = memchr(b':', name).map_or(name, |colon| &name[colon + 1..]);
            names.iter().any(|known| local.eq_ignore_ascii_case(known.as_bytes()))
        };
        memchr::memchr_iter(b'<', bytes).filter(named).count()
    }

    /// Everything up to the end tag `</name`, for elements whose inside is no markup (`script`).
    pub fn raw_until(&mut self, name: &str) -> &'a str {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let mut from = 0;
        while let Some(found) = memmem::find(bytes.get(from..).unwrap_or_default(), b"</") {
            let start = from + found;
            let tag = rest.get(start + 2..start + 2 + name.len());
            if tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name)) {
                self.at += start;
                return &rest[..start];
            }
            from = start + 2;
        }
        self.at = self.text.len();
        rest
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Text up to the next `<` that opens something. `None` when there is none before it.
    fn text_run(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            match memchr(b'<', bytes.get(at..).unwrap_or_default()) {
                None => {
                    at = bytes.len();
                    break;
                }
                Some(found) => {
                    at += found;
                    if opens(&bytes[at + 1..]) {
                        break;
                    }
                    at += 1;
                }
            }
        }
        self.at = at;
        (at > start).then(|| Token::Text(&self.text[start..at]))
    }

    /// `None`: the input ends before `ENDS[which]`, now or at an earlier search.
    fn find_end(&mut self, from: usize, which: usize) -> Option<usize> {
        if self.missing[which] {
            return None;
        }
        let found = memmem::find(self.text.as_bytes().get(from..)?, ENDS[which]);
        self.missing[which] = found.is_none();
        Some(from + found?)
    }

    fn cut_here<T>(&mut self) -> Option<T> {
        self.cut_at = Some(self.at);
        self.at = self.text.len();
        None
    }

    /// A section, declaration or instruction. `Some(None)`: it was passed over.
    fn declaration(&mut self) -> Option<Option<Token<'a>>> {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            return match self.find_end(self.at + 4, 0) {
                Some(end) => self.pass(end + 3),
                // A comment that never ends is more likely a stray `<!--` than the end of the feed.
                None => self.pass_tag(),
            };
        }
        if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<![CDATA[")) {
            return self.section(self.at + 9);
        }
        if rest.starts_with("<?") {
            return match self.find_end(self.at + 2, 2) {
                Some(end) => self.pass(end + 2),
                None => self.pass_tag(),
            };
        }
        if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!DOCTYPE")) {
            return match self.doctype.read(rest) {
                Some(length) => self.pass(self.at + length),
                None => self.cut_here(),
            };
        }
        self.pass_tag()
    }

    /// A CDATA section. One whose end is missing runs into the next, or through the rest of the document; it is taken to
    /// end with the element that it stands in, so that it costs no other.
    fn section(&mut self, start: usize) -> Option<Option<Token<'a>>> {
        let end = Some(self.section_end).filter(|end| *end >= start).or_else(|| self.find_end(start, 1));
        self.section_end = end.unwrap_or(0);
        let inside = self.text.get(start..end.unwrap_or(self.text.len())).unwrap_or("");
        let next = memmem::find(inside.as_bytes(), b"<![CDATA[");
        let lost = if end.is_none() { Some(inside) } else { next.and_then(|next| inside.get(..next)) };
        let closed =
            lost.filter(|_| !self.last.is_empty()).and_then(|lost| lost.find(&format!("</{}", self.last)));
        let (length, after) = match (closed, end) {
            (Some(length), _) => (length, start + length),
            (None, Some(end)) => (inside.len(), end + 3),
            (None, None) => return self.cut_here(),
        };
        self.at = after;
        Some(Some(Token::Literal(&inside[..length])))
    }

    fn pass(&mut self, to: usize) -> Option<Option<Token<'a>>> {
        self.at = to;
        Some(None)
    }

    fn pass_tag(&mut self) -> Option<Option<Token<'a>>> {
        match memchr(b'>', self.rest().as_bytes()) {
            Some(end) => self.pass(self.at + end + 1),
            None => self.cut_here(),
        }
    }

    fn end_tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let Some(end) = memchr2(b'>', b'<', &rest.as_bytes()[2..]).map(|end| end + 2) else {
            return self.cut_here();
        };
        let name = rest[2..end].split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or("");
        self.at += end + usize::from(rest.as_bytes()[end] == b'>');
        Some(Token::End(name))
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        self.attributes.clear();
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        let name = self.word(&mut at, |b| matches!(b, b'>' | b'/' | b'<') || b.is_ascii_whitespace());
        let mut closed = false;
        loop {
            match bytes.get(at) {
                None => return self.cut_here(),
                Some(b'>') => {
                    at += 1;
                    break;
                }
                // The next tag begins: this one lost its `>`.
                Some(b'<') => break,
                Some(b'/') => {
                    closed = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                Some(b) if b.is_ascii_whitespace() => at += 1,
                Some(_) => self.attribute(&mut at)?,
            }
        }
        self.at = at;
        self.last = name;
        Some(Token::Start { name, closed })
    }

    fn attribute(&mut self, at: &mut usize) -> Option<()> {
        let bytes = self.text.as_bytes();
        let name = self.word(at, |b| matches!(b, b'=' | b'>' | b'/' | b'<') || b.is_ascii_whitespace());
        if name.is_empty() {
            *at += 1; // a stray `=`
            return Some(());
        }
        let mut look = *at;
        while bytes.get(look).is_some_and(u8::is_ascii_whitespace) {
            look += 1;
        }
        let mut value = "";
        if bytes.get(look) == Some(&b'=') {
            look += 1;
            while bytes.get(look).is_some_and(u8::is_ascii_whitespace) {
                look += 1;
            }
            value = match bytes.get(look) {
                None => return self.cut_here(),
                Some(&quote @ (b'"' | b'\'')) => {
                    let Some(end) = quoted(bytes, look + 1, quote) else { return self.cut_here() };
                    let value = &self.text[look + 1..end];
                    let closed = bytes.get(end) == Some(&quote);
                    // A value that ends with its tag leaves the tag its own `/`.
                    let own = value.strip_suffix('/').filter(|_| !closed);
                    look = end + usize::from(closed) - usize::from(own.is_some());
                    own.unwrap_or(value)
                }
                Some(_) => {
                    let value = self.word(&mut look, |b| matches!(b, b'>' | b'<') || b.is_ascii_whitespace());
                    // `<link href=http://a.example/>` ends in `/>`, as every reader of feeds takes it.
                    if value.ends_with('/') && bytes.get(look) == Some(&b'>') {
                        look -= 1;
                    }
                    value.strip_suffix('/').unwrap_or(value)
                }
            };
            *at = look;
        }
        if self.attributes.len() < ATTRIBUTES {
            self.attributes.push((name, value));
        }
        Some(())
    }

    fn word(&self, at: &mut usize, ends: impl Fn(u8) -> bool) -> &'a str {
        let start = *at;
        let bytes = self.text.as_bytes();
        while bytes.get(*at).is_some_and(|b| !ends(*b)) {
            *at += 1;
        }
        self.text.get(start..*at).unwrap_or("")
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if let Some(text) = self.text_run() {
                return Some(text);
            }
            match self.rest().as_bytes().get(1)? {
                b'/' => return self.end_tag(),
                b'!' | b'?' => {
                    if let Some(token) = self.declaration()? {
                        return Some(token);
                    }
                }
                _ => return self.start_tag(),
            }
        }
    }
}

/// Whether what follows a `<` makes it the start of markup; else it is a character ("1 < 2").
fn opens(after: &[u8]) -> bool {
    match after {
        [b'/', next, ..] => name_start(*next),
        [b'!', next, ..] => matches!(next, b'-' | b'[') || next.is_ascii_alphabetic(),
        [b'?', ..] => true,
        [next, ..] => name_start(*next),
        [] => false,
    }
}

fn name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80 || matches!(byte, b'_' | b':')
}

/// The end of a quoted value. A quote that opens another attribute, or is missing, does not end this one: then the value
/// was never closed and ends with its tag.
fn quoted(bytes: &[u8], start: usize, quote: u8) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let end = memchr(quote, rest);
    let honest = end.is_some_and(|end| {
        memchr(b'<', &rest[..end]).is_none()
            || matches!(rest.get(end + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>' | b'?'))
    });
    if honest { end.map(|end| start + end) } else { memchr(b'>', rest).map(|end| start + end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens in short: `<name k=v>`, `<name/>`, `</name>`, text as it is, `[literal]`.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let mut tokens = Tokens::new(text);
        let mut found = Vec::new();
        while let Some(token) = tokens.next() {
            found.push(match token {
                Token::Start { name, closed } => {
                    let pairs: String =
                        tokens.attributes().iter().map(|(name, value)| format!(" {name}={value}")).collect();
                    format!("<{name}{pairs}{}", if closed { "/>" } else { ">" })
                }
                Token::End(name) => format!("</{name}>"),
                Token::Text(text) => text.to_owned(),
                Token::Literal(text) => format!("[{text}]"),
            });
        }
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn tags_however_they_are_written() {
        check("<a b=\"c\" d='e' f=g h>x</a >", &["<a b=c d=e f=g h=>", "x", "</a>"]);
        check("<a\nb = \"c\"/><d/>", &["<a b=c/>", "<d/>"]);
        check("<a href=http://x.example/a/b>", &["<a href=http://x.example/a/b>"]);
        check("<a href=http://x.example/>", &["<a href=http://x.example/>"]);
        check("<가 나='다'>", &["<가 나=다>"]);
        check("<a b=\"x > y\" c>", &["<a b=x > y c=>"]);
        check("<a b=\"<i>x</i>\">", &["<a b=<i>x</i>>"]);
    }

    #[test]
    fn tags_that_never_end() {
        check("<a<b>x</b</a>", &["<a>", "<b>", "x", "</b>", "</a>"]);
        check("<a b=\"c>x</a><d e=\"f\">", &["<a b=c>", "x", "</a>", "<d e=f>"]);
        check("<a b=\"c /><d e=\"f\">", &["<a b=c />", "<d e=f>"]);
        check("x<a b=\"c", &["x"]);
        check("x</a", &["x"]);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        check("1 < 2 <3 <", &["1 < 2 <3 <"]);
        check("<!' <a>", &["<!' ", "<a>"]);
        check("a & b", &["a & b"]);
    }

    #[test]
    fn sections_and_declarations() {
        check("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a '>'>]>y", &["y"]);
        check("<!-- <a> -->x", &["x"]);
        check("<![CDATA[<a> ]] >]]>x", &["[<a> ]] >]", "x"]);
        check("x<![CDATA[y", &["x"]);
        check("<![CDATA[a <![CDATA[b]]> c", &["[a <![CDATA[b]", " c"]);
        check("<d><![CDATA[a</d><t><![CDATA[b]]></t>", &["<d>", "[a]", "</d>", "<t>", "[b]", "</t>"]);
        check("<d><![CDATA[a</d>b<d><![CDATA[c</d>", &["<d>", "[a]", "</d>", "b", "<d>", "[c]", "</d>"]);
        check("<!-- x > y", &[" y"]);
    }
}
