//! Admit: one transaction decides which items of a body are new, puts them into `pending`, and stores the feed's validators.
use std::time::Duration;

use model::record::Origin;
use model::{Aliases, FeedState, Hash64, Item, Timestamp};

use crate::{Journal, PendingItem, Result};

/// One body of one feed, read and parsed.
#[derive(Clone, Debug)]
pub struct Admission {
    /// The feed's next state: validators, body hash, due time. The journal fills `last_body` itself, from `items`.
    pub feed: FeedState,
    /// In the order of the body.
    pub items: Vec<AdmitItem>,
    pub fetched_at: Timestamp,
    /// Names the poll, for provenance.
    pub poll: String,
    pub first_fill: FirstFill,
    /// `Poll` becomes `FirstFill` by itself for the first body of a feed.
    pub origin: Origin,
}

#[derive(Clone, Debug)]
pub struct AdmitItem {
    pub item: Item,
    /// The first alias fixes the id of a new article.
    pub aliases: Aliases,
    pub item_hash: Hash64,
    pub published_at: Option<Timestamp>,
}

/// What the first body of a feed gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstFill {
    All,
    None,
    /// Items not older than this; undated ones up to [`crate::Config::undated_cap`].
    Age(Duration),
}

/// What an admission did, and the items to look at now. Items that are in hand already are not among `pending`;
/// they come from [`Journal::pending_due`] once they are free.
#[derive(Debug, Default)]
pub struct Admitted {
    pub new: u32,
    pub changed: u32,
    pub known: u32,
    pub skipped: u32,
    pub pending: Vec<PendingItem>,
}

impl Journal {
    /// One transaction. Novelty is decided inside it (DELIVERY.md, rule 4); validators are stored last by construction (rule 5).
    pub async fn admit(&self, admission: Admission) -> Result<Admitted> {
        let _ = admission;
        todo!()
    }
}
