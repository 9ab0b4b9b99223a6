//! The records of the topics: the contract with every consumer (docs/records.md). Keys are always present.
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::annotations::{
    DateMention, EntityLink, EntityType, Mention, PlaceFacts, Quantity, QuoteKind, Span,
};
use crate::article::{Access, ArticleKind, Author, Dateline, Image, Notice, Paragraph, Rights, TextSource};
use crate::feed::Item;
use crate::open::open_enum;
use crate::{ArticleId, FeedId, Offset, Precision, Timestamp, Version};

pub use crate::annotations::Surface;

/// Minor version of the schemas within v1, in `ce_dataschema`: fields are only added.
pub const MINOR: u32 = 0;

open_enum! {
    /// `withdrawn`: gone at its source; the text is null and there are no annotations.
    Status { Usable = "usable", Withdrawn = "withdrawn" }
}
open_enum! {
    /// How an article came in.
    Origin { Poll = "poll", FirstFill = "first_fill", Revisit = "revisit", Import = "import", Replay = "replay" }
}
open_enum! {
    Op { Added = "added", Changed = "changed", Removed = "removed" }
}

/// The topics of a sink, in the order in which a version's records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Enriched,
    Articles,
    Quotes,
    Entities,
    DeadLetters,
    FeedState,
    Progress,
    Handover,
}

impl Topic {
    pub const ALL: [Topic; 8] = [
        Topic::Enriched,
        Topic::Articles,
        Topic::Quotes,
        Topic::Entities,
        Topic::DeadLetters,
        Topic::FeedState,
        Topic::Progress,
        Topic::Handover,
    ];

    /// The name without a prefix.
    pub const fn name(self) -> &'static str {
        match self {
            Topic::Enriched => "enriched",
            Topic::Articles => "articles",
            Topic::Quotes => "quotes",
            Topic::Entities => "entities",
            Topic::DeadLetters => "dead-letters",
            Topic::FeedState => "feed-state",
            Topic::Progress => "progress",
            Topic::Handover => "handover",
        }
    }

    pub fn parse(name: &str) -> Option<Topic> {
        Topic::ALL.into_iter().find(|topic| topic.name() == name)
    }
}

/// One version of an article without annotations: shared by `enriched` and `articles`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleVersion {
    pub id: ArticleId,
    /// revision × 1000 + enrichment: the highest is the one to keep.
    pub version: Version,
    pub revision: u32,
    pub enrichment: u32,
    pub status: Status,
    /// Against the previous revision; null in the first.
    pub change: Option<Change>,
    pub take: Option<Take>,
    pub notices: Vec<Notice>,
    pub origin: Origin,
    pub feeds: Vec<FeedId>,
    pub labels: BTreeMap<String, String>,
    pub url: String,
    pub canonical_url: Option<String>,
    pub publisher: Publisher,
    /// The agency named in the text.
    pub credit: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub summary: Option<String>,
    pub language: Option<String>,
    /// Paragraphs joined by a blank line; null when withdrawn.
    pub text: Option<String>,
    pub text_source: Option<TextSource>,
    pub text_complete: bool,
    pub paragraphs: Vec<Paragraph>,
    pub authors: Vec<Author>,
    pub dateline: Option<Dateline>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub images: Vec<Image>,
    pub published_at: Option<Timestamp>,
    pub published_offset: Option<Offset>,
    pub published_precision: Option<Precision>,
    pub published_source: Option<String>,
    pub modified_at: Option<Timestamp>,
    pub modified_offset: Option<Offset>,
    pub first_seen_at: Timestamp,
    pub fetched_at: Timestamp,
    pub access: Access,
    pub kind: ArticleKind,
    pub rights: Rights,
    /// Equal for equal texts, across publishers.
    pub fingerprint: Option<String>,
    /// 64 bits in hex: near-equal texts differ in few bits.
    pub simhash: Option<String>,
}

/// The main product: one record for each version of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Enriched {
    /// `wiredesk.enriched.v1`
    pub schema: String,
    #[serde(flatten)]
    pub article: ArticleVersion,
    pub entities: Vec<Entity>,
    pub quotes: Vec<Quote>,
    pub dates: Vec<DateMention>,
    pub quantities: Vec<Quantity>,
    pub provenance: Provenance,
}

/// The parsed article without annotations, when enrichment runs elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleRecord {
    /// `wiredesk.article.v1`
    pub schema: String,
    #[serde(flatten)]
    pub article: ArticleVersion,
    pub provenance: Provenance,
}

/// One quotation that a version added, changed or removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteRecord {
    /// `wiredesk.quote.v1`
    pub schema: String,
    pub op: Op,
    pub article: Head,
    pub quote: QuoteOrTrace,
    pub speaker_entity: Option<Entity>,
    /// The sentences around the quotation.
    pub before: Option<String>,
    pub after: Option<String>,
}

/// One entity that a version added, changed or removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRecord {
    /// `wiredesk.entity.v1`
    pub schema: String,
    pub op: Op,
    pub article: Head,
    pub entity: EntityOrTrace,
}

/// A quotation, or what is kept of a removed one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum QuoteOrTrace {
    Quote(Box<Quote>),
    Removed { id: String, kind: QuoteKind },
}

/// An entity, or what is kept of a removed one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum EntityOrTrace {
    Entity(Box<Entity>),
    Removed {
        id: String,
        #[serde(rename = "type")]
        kind: EntityType,
    },
}

/// What a record of `quotes` or `entities` says of its article, so that a consumer may count without joining.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Head {
    pub id: ArticleId,
    pub version: Version,
    pub url: String,
    pub canonical_url: Option<String>,
    pub publisher: Publisher,
    pub title: Option<String>,
    pub language: Option<String>,
    pub published_at: Option<Timestamp>,
    pub feeds: Vec<FeedId>,
    pub labels: BTreeMap<String, String>,
    pub access: Access,
    pub status: Status,
    pub text_sha256: Option<String>,
}

/// What failed, where and why, with the bytes (capped): nothing is lost in silence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeadLetter {
    /// `wiredesk.dead-letter.v1`
    pub schema: String,
    /// The step that failed: poll, page, extract, enrich, compose, publish.
    pub stage: String,
    /// A stable word for the kind of failure.
    pub kind: String,
    /// For a person.
    pub reason: String,
    pub feed: Option<FeedId>,
    pub article: Option<ArticleId>,
    pub url: Option<String>,
    pub attempts: u32,
    pub failed_at: Timestamp,
    /// The bytes that failed, at most 64 KiB, invalid UTF-8 replaced.
    pub body: Option<String>,
    pub body_truncated: bool,
}

/// What a worker could not publish before it lost the feed's partition (docs/delivery.md, rule 10).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handover {
    /// `wiredesk.handover.v1`
    pub schema: String,
    pub feed: FeedId,
    pub article: ArticleId,
    pub item: Item,
    pub fetched_at: Timestamp,
}

/// What changed against the previous revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    pub fields: Vec<String>,
    /// Indices of new paragraphs in this revision.
    pub paragraphs_added: Vec<u32>,
    /// How many of the previous revision's are gone.
    pub paragraphs_removed: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Take {
    pub label: Option<String>,
    pub number: Option<u32>,
    pub supersedes: Option<ArticleId>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Publisher {
    pub name: Option<String>,
    pub domain: String,
    pub country: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: EntityType,
    pub name: String,
    pub role: Option<String>,
    pub links: Vec<EntityLink>,
    pub salience: f64,
    pub place: Option<PlaceFacts>,
    pub mentions: Vec<Mention>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    pub id: String,
    pub kind: QuoteKind,
    pub text: String,
    pub spans: Vec<Span>,
    pub speaker: Option<Speaker>,
    pub cue: Option<Surface>,
    pub addressee: Option<Addressee>,
    pub medium: Option<String>,
    pub confidence: f64,
}

/// Who speaks: the words that say so, and whom they mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    pub text: Option<String>,
    pub start: Option<u32>,
    pub end: Option<u32>,
    pub entity: Option<String>,
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Addressee {
    pub text: String,
    pub start: u32,
    pub end: u32,
    pub entity: Option<String>,
}

/// How this record came to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    pub worker: String,
    /// Identifies the poll whose body showed the item.
    pub poll: Option<String>,
    pub fields: BTreeMap<String, String>,
    pub extractor: String,
    pub models: Vec<ModelStamp>,
    /// Where the page lies in a WARC file, if it was archived or imported.
    pub archive: Option<ArchivePlace>,
}

/// One record of a WARC file (ISO 28500).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArchivePlace {
    /// The file's name, without its folder.
    pub file: String,
    /// Bytes from the start of the file to the record's gzip member.
    pub offset: u64,
    /// `WARC-Payload-Digest`: `sha256:` and 64 hexadecimal digits, of the body as it came over the wire.
    pub digest: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModelStamp {
    pub name: String,
    pub version: String,
}
