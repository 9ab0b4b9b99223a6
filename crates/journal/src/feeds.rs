//! Feed states: opened from the configuration, moved by polls, kept while their feed is configured and 30 days longer.
use std::time::Duration;

use model::{Domain, FeedId, FeedState};

use crate::{Journal, Result};

/// A feed as the configuration names it.
#[derive(Clone, Debug)]
pub struct FeedSpec {
    pub id: FeedId,
    pub url: String,
    pub domain: Domain,
    /// The operator wrote `domain = "…"`: it replaces the domain pinned in the state. Otherwise the pinned one stays,
    /// so that a feed that moves to another host keeps its articles and its partition.
    pub domain_named: bool,
    /// A stored due time is never later than now plus this (DELIVERY.md, rule 7).
    pub max_interval: Duration,
}

impl Journal {
    /// Inserts what is unknown, keeps the state of what is known (another URL clears its validators), and marks the
    /// rest as unseen. Answers in the order of `specs`. `last_body` stays in the journal and is empty here.
    pub async fn open_feeds(&self, specs: Vec<FeedSpec>) -> Result<Vec<FeedState>> {
        let _ = specs;
        todo!()
    }

    /// A poll that showed no new body (304, equal body, error): due time and health only. Validators, body hash and
    /// last body do not move here. Seen by [`Journal::feeds`] at once, stored with the next commit or within a second.
    pub fn note_poll(&self, state: FeedState) {
        let _ = state;
        todo!()
    }

    /// All feeds of the configuration, by id; `last_body` is left empty.
    pub async fn feeds(&self) -> Result<Vec<FeedState>> {
        todo!()
    }
}
