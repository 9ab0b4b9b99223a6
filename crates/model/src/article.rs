//! An article as it was parsed, before it has an id or a revision.
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Offset, Precision, Timestamp, Warning, open::open_enum};

open_enum! {
    /// Where the text came from.
    TextSource { Page = "page", Feed = "feed" }
}
open_enum! {
    ParagraphKind {
        Text = "text", Heading = "heading", List = "list",
        /// An entry of a live page.
        Entry = "entry",
    }
}
open_enum! {
    Access { Free = "free", Metered = "metered", Paywalled = "paywalled" }
}
open_enum! {
    ArticleKind { Article = "article", Live = "live", Opinion = "opinion", Gallery = "gallery", Video = "video" }
}
open_enum! {
    NoticeKind { Correction = "correction", Clarification = "clarification", Retraction = "retraction" }
}
open_enum! {
    /// Where a field's value came from.
    FieldSource { JsonLd = "json-ld", Meta = "meta", Microdata = "microdata", Dom = "dom", Feed = "feed", Text = "text" }
}

/// The article that a page, or a feed's own content, holds. Places in `text` are code points.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// As fetched, after redirects.
    pub url: String,
    pub canonical_url: Option<String>,
    pub publisher: Option<String>,
    pub credit: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub summary: Option<String>,
    /// BCP 47, lower-case primary language.
    pub language: Option<String>,
    /// Paragraphs joined by a blank line.
    pub text: String,
    pub text_source: TextSource,
    pub text_complete: bool,
    pub paragraphs: Vec<Paragraph>,
    pub authors: Vec<Author>,
    pub dateline: Option<Dateline>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub images: Vec<Image>,
    pub published: Option<PublishedTime>,
    pub modified: Option<PublishedTime>,
    pub access: Access,
    pub kind: ArticleKind,
    pub rights: Rights,
    pub take: Option<TakeLabel>,
    pub notices: Vec<Notice>,
    /// Field name → where its value came from.
    pub sources: BTreeMap<String, FieldSource>,
    pub fingerprint: String,
    pub simhash: u64,
    pub warnings: Vec<Warning>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Paragraph {
    pub start: u32,
    pub end: u32,
    pub kind: ParagraphKind,
    pub language: Option<String>,
    /// The time of a live page's entry.
    pub at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    pub name: String,
    pub role: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    pub place: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    pub url: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// A time with the offset of the publisher's clock; `None`: no zone was stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTime {
    pub at: Timestamp,
    pub offset: Option<Offset>,
    pub precision: Precision,
    pub source: FieldSource,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rights {
    pub notice: Option<String>,
    pub holder: Option<String>,
    pub license: Option<String>,
    /// TDMRep `tdm-reservation`.
    pub tdm_reserved: Option<bool>,
    /// The page's robots meta, as written.
    pub robots: Option<String>,
}

/// A wire's label for a new take of a story: "3rd LD", with its ATTN line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeLabel {
    pub label: String,
    pub number: Option<u32>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    pub kind: NoticeKind,
    pub text: String,
}
