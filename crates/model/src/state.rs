//! What a worker remembers of feeds and articles, small enough to be handed over (docs/delivery.md, rule 11).
use serde::{Deserialize, Serialize};

use crate::annotations::{EntityType, QuoteKind};
use crate::open::open_enum;
use crate::record::Status;
use crate::{ArticleId, Domain, FeedId, Hash64, Timestamp, Version};

open_enum! {
    Health { Ok = "ok", New = "new", Failing = "failing", Resting = "resting", Refused = "refused" }
}

/// One name of an article within its domain: `u:` + a normalised URL or URI guid, or `g:` + feed + guid, or `h:` + hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Alias(String);

impl Alias {
    /// A link, canonical URL or URI guid, already normalised.
    pub fn uri(normal: &str) -> Self {
        Alias(format!("u:{normal}"))
    }

    /// A guid that only its feed gives a meaning to.
    pub fn guid(feed: &FeedId, guid: &str) -> Self {
        Alias(format!("g:{feed}\n{guid}"))
    }

    /// The last resort: title and text of an item that has nothing else.
    pub fn content(title: &str, text: &str) -> Self {
        let hash = crate::Hash128::of([crate::comparable(title), crate::comparable(text)]);
        Alias(format!("h:{hash}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// All names of one article, the one that fixes its id first. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Aliases(Vec<Alias>);

impl Aliases {
    pub fn new(first: Alias) -> Self {
        Aliases(vec![first])
    }

    pub fn add(&mut self, alias: Alias) {
        if !self.0.contains(&alias) {
            self.0.push(alias);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Alias> {
        self.0.iter()
    }

    /// The alias that fixes the article's id.
    pub fn first(&self) -> &Alias {
        &self.0[0]
    }
}

/// HTTP validators of the last body that is wholly known (docs/delivery.md, rule 5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// All that is known of one feed. Due times are wall-clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedState {
    pub id: FeedId,
    pub url: String,
    pub domain: Domain,
    pub health: Health,
    /// A sentence for a person: why the feed is not `ok`.
    pub reason: Option<String>,
    pub validators: Validators,
    /// Hash of the last body: servers with neither validator.
    pub body_hash: Option<Hash64>,
    /// Hashes of the aliases in the last body, so that what stands in it is never forgotten (docs/delivery.md, rule 7).
    pub last_body: Vec<Hash64>,
    pub first_seen_at: Timestamp,
    pub last_poll_at: Option<Timestamp>,
    /// Last body read without an error.
    pub last_success_at: Option<Timestamp>,
    pub last_new_item_at: Option<Timestamp>,
    pub next_poll_at: Timestamp,
    pub interval_seconds: u64,
    /// Moving average of new items.
    pub items_a_day: f64,
    pub polls: u64,
    /// Errors in a row.
    pub failures: u32,
    pub failing_since: Option<Timestamp>,
    /// Polls in a row that showed nothing new.
    pub unchanged: u32,
    /// A permanent redirect's target and how often it was seen in a row.
    pub moved_to: Option<(String, u32)>,
    /// `Retry-After` or a domain's cool-down: not polled before.
    pub not_before: Option<Timestamp>,
    /// Hints of the last body, kept over 304s.
    pub hints: crate::FeedHints,
    /// The feed's own title, and the page that it is the feed of: where to look for it when it is gone.
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub site: Option<String>,
    /// Older pages that are still to be read; `None` when there are none, or none are wanted.
    #[serde(default)]
    pub history: Option<History>,
}

/// How far a feed's older pages have been read (RFC 5005, sections 3 and 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The page to read next.
    pub next: String,
    /// Pages read so far.
    pub pages: u32,
    /// Pages in a row that brought nothing new.
    #[serde(default)]
    pub barren: u32,
    /// Errors in a row on the page to read next.
    pub failures: u32,
    /// When the feed itself is due, which goes before its older pages.
    pub feed_due_at: Timestamp,
}

impl FeedState {
    pub fn new(id: FeedId, url: String, domain: Domain, now: Timestamp) -> Self {
        FeedState {
            id,
            url,
            domain,
            health: Health::New,
            reason: None,
            validators: Validators::default(),
            body_hash: None,
            last_body: Vec::new(),
            first_seen_at: now,
            last_poll_at: None,
            last_success_at: None,
            last_new_item_at: None,
            next_poll_at: now,
            interval_seconds: 0,
            items_a_day: 0.0,
            polls: 0,
            failures: 0,
            failing_since: None,
            unchanged: 0,
            moved_to: None,
            not_before: None,
            hints: crate::FeedHints::default(),
            title: None,
            site: None,
            history: None,
        }
    }
}

/// Id and hash of a quotation that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteTrace {
    pub id: String,
    pub kind: QuoteKind,
    pub hash: Hash64,
}

/// Id and hash of an entity that was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityTrace {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: EntityType,
    pub hash: Hash64,
}

/// What was last published of an article: enough to tell whether the next look is a new version, and what changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleState {
    pub id: ArticleId,
    pub domain: Domain,
    pub aliases: Aliases,
    pub feeds: Vec<FeedId>,
    pub url: String,
    /// 0 before the first version (skipped by `first_fill`, or not yet committed).
    pub revision: u32,
    pub enrichment: u32,
    pub status: Status,
    /// The feed's title, text and updated time at the last look: decides whether to look again.
    pub item_hash: Hash64,
    /// The same for each feed that shows it: publishers word their feeds differently. Kept by the journal.
    #[serde(default)]
    pub feed_hashes: std::collections::BTreeMap<FeedId, Hash64>,
    /// Taken out by `wiredesk forget`: remembered only so that it does not come back while a feed shows it.
    #[serde(default)]
    pub forgotten: bool,
    /// Newest last, at most [`ArticleState::VERSIONS_KEPT`].
    pub version_hashes: Vec<Hash64>,
    pub fields: std::collections::BTreeMap<String, Hash64>,
    pub paragraphs: Vec<Hash64>,
    pub quotes: Vec<QuoteTrace>,
    pub entities: Vec<EntityTrace>,
    /// Title without take labels, as compared.
    pub stripped_title: String,
    pub take_number: Option<u32>,
    pub take_label: Option<String>,
    pub simhash: u64,
    pub published_at: Option<Timestamp>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// `fetched_at` of the last published version: older bodies make no version.
    pub last_published_fetch: Option<Timestamp>,
    /// Which feed showed the last published version.
    pub last_feed: Option<FeedId>,
    pub page_validators: Validators,
    /// When the page is looked at again, soonest first.
    pub revisits: Vec<Timestamp>,
    /// When the page first answered 404 and how often since.
    pub missing: Option<(Timestamp, u32)>,
    pub text_source: Option<crate::article::TextSource>,
}

impl ArticleState {
    pub const VERSIONS_KEPT: usize = 16;

    pub fn new(id: ArticleId, domain: Domain, aliases: Aliases, url: String, now: Timestamp) -> Self {
        ArticleState {
            id,
            domain,
            aliases,
            feeds: Vec::new(),
            url,
            revision: 0,
            enrichment: 0,
            status: Status::Usable,
            item_hash: Hash64::default(),
            feed_hashes: std::collections::BTreeMap::new(),
            forgotten: false,
            version_hashes: Vec::new(),
            fields: std::collections::BTreeMap::new(),
            paragraphs: Vec::new(),
            quotes: Vec::new(),
            entities: Vec::new(),
            stripped_title: String::new(),
            take_number: None,
            take_label: None,
            simhash: 0,
            published_at: None,
            first_seen_at: now,
            last_seen_at: now,
            last_published_fetch: None,
            last_feed: None,
            page_validators: Validators::default(),
            revisits: Vec::new(),
            missing: None,
            text_source: None,
        }
    }

    /// The version last published; `None` before the first.
    pub fn version(&self) -> Option<Version> {
        (self.revision > 0).then(|| Version::new(self.revision, self.enrichment))
    }
}
