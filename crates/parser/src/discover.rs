//! Finds the feeds that a page announces, and failing those the links that look like feeds.
use url::Url;

use crate::{
    charset,
    feed::{decode_html, tokens},
};
use tokens::{Token, Tokens};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovered {
    pub url: Url,
    pub title: Option<String>,
    pub media_type: Option<String>,
}

/// More than a site's sections have.
const MOST: usize = 100;

/// The feeds of a page: first what `link rel="alternate"` announces, in order; anchors only when it announces none.
pub fn feeds(html: &[u8], base: &Url) -> Vec<Discovered> {
    let decoded = charset::decode(html, None);
    let mut page = Page { base: base.clone(), announced: Vec::new(), linked: Vec::new() };
    let mut tokens = Tokens::new(&decoded.text);
    while let Some(token) = tokens.next() {
        if let Token::Start { name, .. } = token {
            let attributes = Attributes(tokens.attributes());
            match name.to_ascii_lowercase().as_str() {
                "base" => page.take_base(&attributes),
                "link" => page.take_link(&attributes),
                "a" => page.take_anchor(&attributes),
                name @ ("script" | "style") => {
                    tokens.raw_until(name);
                }
                _ => {}
            }
        }
    }
    if page.announced.is_empty() { page.linked } else { page.announced }
}

struct Page {
    base: Url,
    announced: Vec<Discovered>,
    linked: Vec<Discovered>,
}

struct Attributes<'t>(&'t [(&'t str, &'t str)]);

impl Attributes<'_> {
    fn get(&self, name: &str) -> Option<String> {
        let (_, value) = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let value = decode_html(value.trim()).into_owned();
        (!value.is_empty()).then_some(value)
    }
}

impl Page {
    fn take_base(&mut self, attributes: &Attributes<'_>) {
        if let Some(base) = attributes.get("href").and_then(|href| self.base.join(&href).ok()) {
            self.base = base;
        }
    }

    fn take_link(&mut self, attributes: &Attributes<'_>) {
        let rel = attributes.get("rel").unwrap_or_default().to_ascii_lowercase();
        let media_type = attributes.get("type").map(|kind| kind.to_ascii_lowercase());
        let rels: Vec<&str> = rel.split_ascii_whitespace().collect();
        let is_feed = media_type.as_deref().is_some_and(is_feed_type);
        if (rels.contains(&"alternate") && is_feed) || rels.contains(&"feed") {
            let found = self.discovered(attributes, media_type);
            add(&mut self.announced, found);
        }
    }

    fn take_anchor(&mut self, attributes: &Attributes<'_>) {
        let Some(found) = self.discovered(attributes, None) else { return };
        if looks_like_feed(&found.url) {
            add(&mut self.linked, Some(found));
        }
    }

    fn discovered(&self, attributes: &Attributes<'_>, media_type: Option<String>) -> Option<Discovered> {
        let href = without_feed_scheme(attributes.get("href")?);
        let url = self.base.join(&href).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        Some(Discovered { url, title: attributes.get("title"), media_type })
    }
}

/// `feed://a.example/rss` and `feed:https://a.example/rss`, by which browsers called their readers.
pub(crate) fn without_feed_scheme(url: String) -> String {
    let Some(rest) = url.get(..5).filter(|start| start.eq_ignore_ascii_case("feed:")).and(url.get(5..))
    else {
        return url;
    };
    if rest.starts_with("//") { format!("http:{rest}") } else { rest.to_owned() }
}

fn add(list: &mut Vec<Discovered>, found: Option<Discovered>) {
    if let Some(found) = found
        && list.len() < MOST
        && !list.iter().any(|known| known.url == found.url)
    {
        list.push(found);
    }
}

fn is_feed_type(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or("").trim();
    matches!(
        kind,
        "application/rss+xml"
            | "application/atom+xml"
            | "application/rdf+xml"
            | "application/feed+json"
            | "application/json"
            | "application/xml"
            | "text/xml"
            | "text/rss+xml"
    )
}

/// A path whose last segment, or whose ending, is what content systems call their feeds.
fn looks_like_feed(url: &Url) -> bool {
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or("");
    matches!(last, "rss" | "feed" | "atom" | "feeds" | "index.rdf" | "feed.json")
        || [".rss", ".rdf", ".atom", "rss.xml", "feed.xml", "atom.xml"].iter().any(|end| last.ends_with(end))
        || (path.contains("/rss/") && last.ends_with(".xml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expect: &[&str]) {
        let base = Url::parse("https://www.a.example/news/").expect("a URL");
        let found = feeds(html.as_bytes(), &base);
        assert_eq!(found.iter().map(|found| found.url.as_str()).collect::<Vec<_>>(), expect, "{html}");
    }

    #[test]
    fn announced_before_linked() {
        check(
            "<link rel='alternate' type='application/rss+xml' href='/rss?a=1&amp;b=2'><a href='/feed'>x</a>",
            &["https://www.a.example/rss?a=1&b=2"],
        );
        check(
            "<base href='https://b.example/'><LINK REL='Feed' HREF=atom.xml>",
            &["https://b.example/atom.xml"],
        );
        check(
            "<a href='feed/'>RSS</a><a href='/rss/politics.xml'>x</a><a href='/about'>y</a>",
            &["https://www.a.example/news/feed/", "https://www.a.example/rss/politics.xml"],
        );
        check(
            "<a href='feed://b.example/rss'>1</a><a href='feed:https://b.example/rss'>2</a>",
            &["http://b.example/rss", "https://b.example/rss"],
        );
    }

    #[test]
    fn what_is_no_feed_is_not_found() {
        check("<link rel=stylesheet href=/feed.css><link rel=alternate hreflang=ko href=/ko>", &[]);
        check("<script>'<link rel=alternate type=application/rss+xml href=/no>'</script>", &[]);
        check("<link rel=alternate type=application/rss+xml href='javascript:x'>", &[]);
    }
}
