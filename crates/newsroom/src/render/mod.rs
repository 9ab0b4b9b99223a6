//! How stories look on the wire: feeds in three formats, and pages in four looks.
mod atom;
mod json;
mod markup;
pub(crate) mod page;
mod rss;

use bytes::Bytes;
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, Version};
use crate::channel::Channel;
use crate::desk::Desk;
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
    url: String,
    hub: Option<String>,
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

/// The document of a feed that shows these articles.
pub(crate) fn feed(desk: &Desk, channel: &Channel, articles: &[usize]) -> Rendered {
    let edition = Edition::of(desk, channel, articles);
    let (content_type, body) = match channel.feed.format {
        Format::Rss => ("application/rss+xml; charset=utf-8", rss::render(&edition)),
        Format::Atom => ("application/atom+xml; charset=utf-8", atom::render(&edition)),
        Format::Json => ("application/feed+json; charset=utf-8", json::render(&edition)),
    };
    let etag = format!("\"{:016x}\"", xxh3_64(body.as_bytes()));
    Rendered { content_type, body: Bytes::from(body), etag }
}

impl<'a> Edition<'a> {
    fn of(desk: &'a Desk, channel: &'a Channel, articles: &[usize]) -> Self {
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
            url: desk.feed_url(channel),
            hub: feed.hub.then(|| desk.hub_url()),
            changed_rfc822: publisher.zone.rfc822(channel.changed_at),
            changed_rfc3339: publisher.zone.rfc3339(channel.changed_at),
            entries: articles.iter().map(entry).collect(),
        }
    }
}
