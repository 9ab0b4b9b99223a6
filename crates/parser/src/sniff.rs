//! Tells what a body is from its bytes first and its media type second: servers name types loosely.
use memchr::memmem;

use crate::charset;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    Feed,
    Page,
    Other,
}

/// How far a feed's root may stand from the start of the body.
const HEAD: usize = 64 * 1024;

pub fn sniff(bytes: &[u8], content_type: Option<&str>) -> Sniffed {
    let head = charset::decode(bytes.get(..HEAD).unwrap_or(bytes), content_type);
    let text = head.text.trim_start();
    if is_json(text) {
        let is_feed = text.contains("jsonfeed.org/version") || text.contains("\"items\"");
        return if is_feed { Sniffed::Feed } else { Sniffed::Other };
    }
    let kind = content_type.unwrap_or("").to_ascii_lowercase();
    match markup_start(text).map(|start| &text[start..]) {
        Some(markup) if is_html(markup) => Sniffed::Page,
        Some(markup) if root(markup).is_some() => Sniffed::Feed,
        Some(_) if kind.contains("html") => Sniffed::Page,
        _ => Sniffed::Other,
    }
}

pub(crate) fn is_json(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with('{')
}

/// Where markup begins behind whatever a server wrote before it.
pub(crate) fn markup_start(text: &str) -> Option<usize> {
    memchr::memchr(b'<', text.as_bytes())
}

/// Whether this is a page: it begins as one, and no feed follows (as one does behind the error message of a script).
pub(crate) fn is_html(markup: &str) -> bool {
    let Some(first) = first_name(markup) else { return false };
    let html = ["html", "head", "body", "meta", "script"].iter().any(|name| first.eq_ignore_ascii_case(name));
    html && root(markup).is_none()
}

/// The first root element of a feed.
fn root(markup: &str) -> Option<usize> {
    const ROOTS: [&str; 8] =
        ["<rss", "<feed", "<rdf:RDF", "<RDF", "<channel", "<CHANNEL", "<atom:feed", "<RSS"];
    let opened = |at: usize, root: &str| {
        markup.as_bytes().get(at + root.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
    };
    let find = |root: &&str| {
        let mut all = memmem::find_iter(markup.as_bytes(), root.as_bytes());
        all.find(|at| opened(*at, root))
    };
    ROOTS.iter().find_map(find)
}

/// The name of the first element, behind declarations and comments.
fn first_name(markup: &str) -> Option<&str> {
    let mut rest = markup;
    loop {
        rest = &rest[rest.find('<')?..];
        let skip = if rest.starts_with("<!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest.find('>')? + 1
        } else {
            let name = &rest[1..];
            let end = name.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(name.len());
            return Some(&name[..end]);
        };
        rest = &rest[skip..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_pages_and_the_rest() {
        for (body, kind, expect) in [
            ("<?xml version='1.0'?><!-- x --><rss version='2.0'>", "text/html", Sniffed::Feed),
            ("<br />\n<b>Warning</b>: x<rdf:RDF xmlns='y'>", "text/html", Sniffed::Feed),
            ("\u{feff}  <feed>", "", Sniffed::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"", "application/json", Sniffed::Feed),
            ("{\"error\": 1}", "application/feed+json", Sniffed::Other),
            ("<!DOCTYPE html><!-- <rss> --><html lang=ko>", "application/rss+xml", Sniffed::Page),
            ("<html><body>&lt;rss&gt;", "", Sniffed::Page),
            ("<div>part of a page</div>", "text/html; charset=utf-8", Sniffed::Page),
            ("<svg xmlns='x'/>", "image/svg+xml", Sniffed::Other),
            ("plain words", "text/plain", Sniffed::Other),
            ("", "", Sniffed::Other),
        ] {
            assert_eq!(sniff(body.as_bytes(), Some(kind)), expect, "{body}");
        }
    }
}
