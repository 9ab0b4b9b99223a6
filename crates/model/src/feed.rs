//! A feed as it was read: channel, items, hints for the schedule, and what had to be repaired.
use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Offset, Precision, Timestamp, open::open_enum, record::ArchivePlace};

open_enum! {
    /// The format a document was recognised as.
    FeedFormat { Rss = "rss", Rdf = "rdf", Atom = "atom", Json = "json", Cdf = "cdf", Sitemap = "sitemap" }
}

/// What the reader makes of one body; it always makes something, and says in `warnings` what it had to repair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedDocument {
    pub format: FeedFormat,
    pub channel: Channel,
    pub items: Vec<Item>,
    pub hints: FeedHints,
    pub warnings: Vec<Warning>,
}

impl FeedDocument {
    pub fn empty(format: FeedFormat) -> Self {
        FeedDocument {
            format,
            channel: Channel::default(),
            items: Vec::new(),
            hints: FeedHints::default(),
            warnings: Vec::new(),
        }
    }
}

/// The feed's own metadata; texts with entities decoded, URLs absolute.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Channel {
    pub id: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub link: Option<String>,
    pub links: Vec<Link>,
    pub language: Option<String>,
    pub rights: Option<String>,
    pub published: Option<FeedDate>,
    pub updated: Option<FeedDate>,
    pub logo: Option<String>,
    pub icon: Option<String>,
    pub generator: Option<Generator>,
    pub authors: Vec<Person>,
    pub contributors: Vec<Person>,
    pub categories: Vec<Category>,
}

/// One entry of a feed, before anything is decided about it. `id` is the feed's own (`guid`, `atom:id`), never ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    pub id: Option<String>,
    /// RSS `isPermaLink`, as stated or by its default; `None` outside RSS.
    pub id_is_permalink: Option<bool>,
    pub link: Option<String>,
    pub links: Vec<Link>,
    pub title: Option<String>,
    /// HTML or text as the feed gives it.
    pub summary: Option<String>,
    pub content: Vec<Content>,
    pub published: Option<FeedDate>,
    pub updated: Option<FeedDate>,
    pub language: Option<String>,
    pub rights: Option<String>,
    pub authors: Vec<Person>,
    pub contributors: Vec<Person>,
    pub categories: Vec<Category>,
    pub enclosures: Vec<Enclosure>,
    /// RSS `source`: the feed that the item came from.
    pub source: Option<Link>,
    pub comments: Option<String>,
    pub media: Vec<Media>,
    /// Where the page lies, for what is imported: `file` is then the whole path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<ArchivePlace>,
}

/// A time in a feed: the instant, the offset it was written with, and the words it was written in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedDate {
    pub at: Timestamp,
    /// `None`: no zone was stated, and `at` was read in the feed's usual zone (UTC when there is none).
    pub offset: Option<Offset>,
    pub precision: Precision,
    pub raw: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    pub href: String,
    pub rel: Option<String>,
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    pub title: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    pub value: String,
    #[serde(rename = "type")]
    pub media_type: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    pub name: Option<String>,
    pub email: Option<String>,
    pub url: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Category {
    pub term: Option<String>,
    pub scheme: Option<String>,
    pub label: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Enclosure {
    pub url: String,
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// Bytes, as stated.
    pub length: Option<u64>,
}

/// Media RSS: an image or video beside the item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Media {
    pub url: Option<String>,
    pub thumbnail: Option<String>,
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub credit: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Generator {
    pub name: Option<String>,
    pub url: Option<String>,
    pub version: Option<String>,
}

/// What a feed says about polling it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedHints {
    /// RSS `ttl`, minutes.
    pub ttl_minutes: Option<u32>,
    /// RSS `skipHours`, 0–23 in UTC.
    pub skip_hours: Vec<u8>,
    /// RSS `skipDays`, 0 = Monday … 6 = Sunday.
    pub skip_days: Vec<u8>,
    /// `sy:updatePeriod` over `sy:updateFrequency`, seconds.
    pub update_every_seconds: Option<u64>,
    pub hubs: Vec<String>,
    pub self_url: Option<String>,
    /// RSS `cloud`, as `domain:port/path`.
    pub cloud: Option<String>,
    /// RFC 5005 paged and archived feeds.
    pub next_page: Option<String>,
    pub prev_archive: Option<String>,
    pub complete: bool,
}

/// Something that was repaired or left out: `code` is a stable word, `detail` for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    pub code: Cow<'static, str>,
    pub detail: Option<String>,
}

impl Warning {
    pub const fn new(code: &'static str) -> Self {
        Warning { code: Cow::Borrowed(code), detail: None }
    }

    pub fn with(code: &'static str, detail: impl Into<String>) -> Self {
        Warning { code: Cow::Borrowed(code), detail: Some(detail.into()) }
    }
}
