//! Tells what a body is from its bytes first and its media type second: servers name types loosely.
use crate::{
    charset,
    feed::tokens::{Token, Tokens},
};

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
        Some(markup) if root(markup) == Some(Root::Feed) => Sniffed::Feed,
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
    let first = Tokens::new(markup).find_map(|token| match token {
        Token::Start { name, .. } => Some(name),
        _ => None,
    });
    let page = ["html", "head", "body", "meta", "script"];
    first.is_some_and(|first| page.iter().any(|name| first.eq_ignore_ascii_case(name)))
        && root(markup).is_none()
}

/// What the root elements that are known stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    Feed,
    Sitemap,
}

/// The root element of a feed or sitemap near the start, not in a comment or a script.
pub(crate) fn root(markup: &str) -> Option<Root> {
    let mut tokens = Tokens::new(head(markup));
    while let Some(token) = tokens.next() {
        let Token::Start { name, .. } = token else { continue };
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        if ["rss", "feed", "rdf", "channel"].iter().any(|root| local.eq_ignore_ascii_case(root)) {
            return Some(Root::Feed);
        }
        if ["urlset", "sitemapindex"].iter().any(|root| local.eq_ignore_ascii_case(root)) {
            return Some(Root::Sitemap);
        }
        if ["script", "style"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            tokens.raw_until(name);
        }
    }
    None
}

fn head(text: &str) -> &str {
    let end = (0..=HEAD.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
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
