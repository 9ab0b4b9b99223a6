//! Sitemaps as a source of articles: what sitemaps.org and Google's news, image and video extensions state, read leniently.
//!
//! The protocol allows four forms, and each is read: a `urlset`, an index of further sitemaps, one URL a line, and a
//! plain RSS or Atom feed. The tokeniser is the feed's own, so what is broken is repaired the same way.
use model::{
    FeedDate, FeedDocument, FeedHints, Warning,
    feed::{Channel, FeedFormat},
};

use crate::{
    charset,
    feed::{self, FeedContext, FeedError},
    sniff::{self, Root},
};

mod lines;
mod markup;
mod robots;

pub use robots::of_robots;

/// sitemaps.org allows as many entries in a file; publishers who have more write more files. Unlike those of a feed, all
/// of them may be short, so the limit does not follow the length of the body.
pub const MOST: usize = 50_000;

/// What a sitemap turned out to be.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one for each body, and a box would be in every caller's way"
)]
pub enum Sitemap {
    /// Pages, as items of a feed: `link` is the page, `published` and `title` only what the news extension states.
    Urls(FeedDocument),
    /// Further sitemaps.
    Index(Vec<Child>),
}

/// One file that an index names.
#[derive(Clone, Debug, PartialEq)]
pub struct Child {
    pub url: String,
    pub modified: Option<FeedDate>,
}

/// Reads a body that was unpacked already. What can be read is, whatever is wrong with the rest; repairs are in the
/// document's `warnings`.
pub fn read(bytes: &[u8], context: &FeedContext<'_>) -> Result<Sitemap, FeedError> {
    let decoded = charset::decode(bytes, context.content_type);
    let text = decoded.text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Err(FeedError::Empty);
    }
    let root = sniff::markup_start(text).and_then(|start| sniff::root(&text[start..]));
    let found = if lines::begin(text) {
        lines::read(text, context).map(Sitemap::Urls)
    } else if sniff::is_json(text) || root == Some(Root::Feed) {
        return feed::read(bytes, context).map(Sitemap::Urls);
    } else {
        markup::Reader::new(text, context).read()
    };
    match found {
        Some(Sitemap::Urls(mut document)) => {
            feed::settle(&mut document, context);
            document.warnings.splice(0..0, decoded.warnings);
            Ok(Sitemap::Urls(document))
        }
        Some(index) => Ok(index),
        None if sniff::is_html(text) => Err(FeedError::Html),
        None => Err(FeedError::NotAFeed),
    }
}

fn empty_document() -> FeedDocument {
    FeedDocument {
        format: FeedFormat::Sitemap,
        channel: Channel::default(),
        items: Vec::new(),
        hints: FeedHints::default(),
        warnings: Vec::new(),
    }
}

fn warn(warnings: &mut Vec<Warning>, code: &'static str, count: usize, what: &str) {
    if count > 0 {
        warnings.push(Warning::with(code, format!("{count} {what}")));
    }
}

#[cfg(test)]
mod tests;
