//! Feed bytes to a document: RSS 0.90–2.x, RSS 1.0, Atom 0.3 and 1.0, CDF and JSON Feed, as they are written in the wild.
//!
//! The clean stream ([`clean`]) is read straight into the model. feed-rs, behind which it was first meant to stand, is
//! kept as an independent reader that the tests compare ours with (`tests/peer.rs`), for these measured reasons:
//! * it holds less than is needed (no `isPermaLink`, `source`, `skipHours`, `sy:*`, `cloud`, no raw date, no `xml:base`
//!   inside HTML, ids made of titles): of feedparser's 512 expectations on well-formed feeds it meets 174, this reader
//!   482 of the 483 that its scorer can express; of 253 entities 0 and 253;
//! * all that makes it safe (depth, charsets, old formats, repair, truncation) is done before it, so a cleaned feed would
//!   be written out and parsed again only to lose fields: 516–592 feeds of 180 KB a second for that second pass alone,
//!   against 924–1,084 for the whole of this one, on the same core;
//! * one entry that it refuses costs the feed, and it overflows the stack on nesting, so every rule of ours would have to
//!   stay ahead of what a dependency does with odd input.
use model::{FeedDocument, Timestamp, Warning};

mod clean;
pub mod date;
mod error;
mod json;
mod markup;
mod person;
mod read;
pub(crate) mod uri;
mod view;

pub use clean::entity::decode_html;
pub(crate) use clean::{entity, token as tokens};
pub use error::{FeedError, FeedErrorKind};
pub(crate) use markup::absolute;
pub(crate) use read::{LIST, fitted, settle};
pub use view::view;

use crate::{charset, sniff};

/// What is known of a body beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct FeedContext<'a> {
    /// Where the body came from, after redirects: relative links are resolved against it.
    pub url: &'a str,
    pub content_type: Option<&'a str>,
    pub content_language: Option<&'a str>,
    /// Dates more than a day later are refused; `None` believes all.
    pub now: Option<Timestamp>,
}

/// Reads a body. What can be read is, whatever is wrong with the rest; repairs are in `warnings`.
pub fn read(bytes: &[u8], context: &FeedContext<'_>) -> Result<FeedDocument, FeedError> {
    let decoded = charset::decode(bytes, context.content_type);
    if decoded.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(FeedError::Empty);
    }
    let mut document = if sniff::is_json(&decoded.text) {
        json::read(&decoded.text, context)?
    } else {
        read_markup(&decoded.text, context)?
    };
    settle(&mut document, context);
    document.warnings.splice(0..0, decoded.warnings);
    Ok(document)
}

fn read_markup(text: &str, context: &FeedContext<'_>) -> Result<FeedDocument, FeedError> {
    let start = sniff::markup_start(text).ok_or(FeedError::NotAFeed)?;
    if sniff::is_html(&text[start..]) {
        return Err(FeedError::Html);
    }
    let (mut document, met) = read::Reader::new(&text[start..], context).read();
    if !met.structure {
        return Err(if met.html_first { FeedError::Html } else { FeedError::NotAFeed });
    }
    if text[..start].chars().any(|c| !c.is_whitespace()) {
        document.warnings.push(Warning::new("leading-garbage"));
    }
    Ok(document)
}

/// `en_US` as `en-US`; `None` for nothing.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    (!tag.is_empty() && tag.len() <= 35).then_some(tag)
}

#[cfg(test)]
mod tests;
