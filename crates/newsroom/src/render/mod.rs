//! How stories look on the wire: feeds in three formats, sitemaps, and pages in four looks.
mod atom;
mod json;
mod markup;
pub(crate) mod page;
mod rss;
mod sitemap;

use bytes::Bytes;
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, Version};
use crate::channel::Channel;
use crate::desk::Desk;
use crate::documents::{Document, is_packed};
use crate::encoding::Encoding;
use crate::publisher::{Feed, Format, Publisher};

/// A feed's body, kept until the feed changes.
pub(crate) struct Rendered {
    pub content_type: &'static str,
    pub body: Bytes,
    pub etag: String,
}

/// All that a feed's format needs to know of one feed.
struct Edition<'a> {
    publisher: &'a Publisher,
    feed: &'a Feed,
    base: String,
    /// Of this document.
    url: String,
    /// Hub and neighbours, by their relation.
    links: Vec<(&'static str, String)>,
    is_archive: bool,
    /// The last change, in the publisher's ways of writing.
    changed_rfc822: String,
    changed_rfc3339: String,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    article: &'a Article,
    version: &'a Version,
    url: String,
    link: String,
    guid: Option<String>,
}

/// The document that is polled.
pub(crate) fn feed(desk: &Desk, channel: &Channel) -> Rendered {
    match channel.feed.format {
        Format::SitemapIndex => Rendered::of("application/xml; charset=utf-8", index(desk, channel)),
        _ => {
            let articles = channel.articles_of(Document::Current).unwrap_or_default();
            entries(desk, channel, Document::Current, &articles)
        }
    }
}

/// A document of a feed; `None` where there is no such part.
pub(crate) fn document(desk: &Desk, channel: &Channel, document: Document) -> Option<Rendered> {
    let Document::Part(number) = document else { return Some(feed(desk, channel)) };
    let rendered = entries(desk, channel, document, &channel.articles_of(document)?);
    if channel.feed.format == Format::SitemapIndex && is_packed(number) {
        let body = Encoding::Gzip.encode(&rendered.body).ok()?;
        return Some(Rendered::of("application/gzip", body));
    }
    Some(rendered)
}

/// A document of a feed as if these articles stood in it.
pub(crate) fn entries(desk: &Desk, channel: &Channel, document: Document, articles: &[usize]) -> Rendered {
    let edition = Edition::of(desk, channel, document, articles);
    match channel.feed.format {
        Format::Rss => Rendered::of("application/rss+xml; charset=utf-8", rss::render(&edition)),
        Format::Atom => Rendered::of("application/atom+xml; charset=utf-8", atom::render(&edition)),
        Format::Json => Rendered::of("application/feed+json; charset=utf-8", json::render(&edition)),
        Format::Sitemap | Format::SitemapIndex => {
            Rendered::of("application/xml; charset=utf-8", sitemap::render(&edition))
        }
    }
}

fn index(desk: &Desk, channel: &Channel) -> String {
    let zone = desk.publishers[channel.publisher].zone;
    let child = |number: usize| {
        let articles = channel.articles_of(Document::Part(number))?;
        let changed = articles.iter().map(|article| desk.articles[*article].latest().shown_at).max()?;
        let url = desk.url(channel.publisher, &channel.part_path(number));
        Some(sitemap::Child { url, changed: zone.w3c(changed) })
    };
    // The newest first, as news sites list them.
    let children: Vec<_> = (1..=channel.parts()).rev().filter_map(child).collect();
    sitemap::index(&children)
}

fn edition_links(desk: &Desk, channel: &Channel, document: Document) -> Vec<(&'static str, String)> {
    let is_pushed = channel.feed.hub && document == Document::Current;
    let hub = is_pushed.then(|| ("hub", desk.hub_url()));
    let neighbours = channel.links_of(document).into_iter();
    hub.into_iter().chain(neighbours.map(|(rel, to)| (rel, desk.document_url(channel, to)))).collect()
}

impl Rendered {
    fn of(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Rendered { content_type, etag: format!("\"{:016x}\"", xxh3_64(&body)), body }
    }
}

impl<'a> Edition<'a> {
    fn of(desk: &'a Desk, channel: &'a Channel, document: Document, articles: &[usize]) -> Self {
        let publisher = &desk.publishers[channel.publisher];
        let feed = &channel.feed;
        let entry = |place: &usize| {
            let article = &desk.articles[*place];
            let url = desk.url(channel.publisher, &article.path);
            let link = format!("{url}{}", feed.link_suffix);
            let guid = article.guid(publisher, feed.guid, &url);
            Entry { article, version: article.latest(), url, link, guid }
        };
        Edition {
            publisher,
            feed,
            base: desk.base(channel.publisher),
            url: desk.document_url(channel, document),
            links: edition_links(desk, channel, document),
            is_archive: channel.is_archive(document),
            changed_rfc822: publisher.zone.rfc822(channel.changed_at),
            changed_rfc3339: publisher.zone.rfc3339(channel.changed_at),
            entries: articles.iter().map(entry).collect(),
        }
    }
}
