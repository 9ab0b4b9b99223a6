//! Feed bytes to a document: RSS 0.90–2.x, RSS 1.0, Atom 0.3 and 1.0, CDF and JSON Feed, as they are written in the wild.
//!
//! The clean stream (`clean`) is read straight into the model, not handed to feed-rs: DESIGN §5 has the figures.
use model::{FeedDocument, Timestamp, Warning};

mod clean;
pub mod date;
mod error;
mod json;
mod markup;
mod person;
mod read;
mod uri;
mod view;

pub use clean::entity::decode_html;
pub(crate) use clean::token as tokens;
pub use error::{FeedError, FeedErrorKind};
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
    if decoded.text.trim().is_empty() {
        return Err(FeedError::Empty);
    }
    let mut document = if sniff::is_json(&decoded.text) {
        json::read(&decoded.text, context)?
    } else {
        read_markup(&decoded.text, context)?
    };
    read::settle(&mut document, context);
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
fn language_tag(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    (!tag.is_empty() && tag.len() <= 35).then_some(tag)
}
