//! The journal as a log for readers: pages of records after a cursor, versions of an article, figures for the status.
use std::collections::BTreeMap;
use std::time::Duration;

use model::record::Topic;
use model::{ArticleId, ArticleState, FeedState, JournalId, Timestamp, Version};

use crate::{Cursor, CursorError, Reader, Result};

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub seq: u64,
    pub topic: Topic,
    pub key: String,
    pub headers: Vec<(String, String)>,
    pub value: Option<Vec<u8>>,
    pub committed_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub records: Vec<Record>,
    /// Goes on after what was looked at, also when `records` is empty.
    pub next: Cursor,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionHead {
    pub version_id: i64,
    pub version: Version,
    pub committed_at: Timestamp,
    pub feed: String,
    pub fetched_at: Timestamp,
    pub withheld: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PendingCounts {
    pub waiting: u64,
    /// Of those, tried before.
    pub retrying: u64,
    pub suspects: u64,
    pub parked: u64,
}

/// Figures for `status`, the dashboard and the gauges.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub journal: JournalId,
    pub last_seq: u64,
    /// Of the records kept.
    pub oldest_at: Option<Timestamp>,
    pub newest_at: Option<Timestamp>,
    /// Kept rows of each topic.
    pub rows: BTreeMap<String, u64>,
    pub record_bytes: u64,
    pub file_bytes: u64,
    pub articles: u64,
    pub versions: u64,
    pub pending: PendingCounts,
    pub feeds_by_health: BTreeMap<String, u64>,
    /// Cluster id, prefix and position of each sink.
    pub sinks: Vec<(String, String, u64)>,
}

impl Reader {
    pub fn journal_id(&self) -> &JournalId {
        todo!()
    }

    /// At most `limit` (and 1,000) records after the cursor, from the oldest kept without one.
    pub async fn records(
        &self,
        topic: Option<Topic>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> std::result::Result<Page, CursorError> {
        let _ = (topic, after, limit);
        todo!()
    }

    /// The newest records of a topic, oldest of them first.
    pub async fn latest(&self, topic: Topic, limit: usize) -> Result<Page> {
        let _ = (topic, limit);
        todo!()
    }

    /// Returns `true` as soon as a row after `seq` is committed, `false` after `timeout`.
    pub async fn wait(&self, after: u64, timeout: Duration) -> Result<bool> {
        let _ = (after, timeout);
        todo!()
    }

    pub async fn last_seq(&self) -> Result<u64> {
        todo!()
    }

    pub async fn article(&self, id: &ArticleId) -> Result<Option<ArticleState>> {
        let _ = id;
        todo!()
    }

    /// Kept versions of an article, newest first.
    pub async fn versions(&self, id: &ArticleId) -> Result<Vec<VersionHead>> {
        let _ = id;
        todo!()
    }

    /// The records of one version.
    pub async fn version_records(&self, version_id: i64) -> Result<Vec<Record>> {
        let _ = version_id;
        todo!()
    }

    /// Configured feeds, by id; `last_body` is left empty. Up to a second behind [`crate::Journal::feeds`].
    pub async fn feeds(&self) -> Result<Vec<FeedState>> {
        todo!()
    }

    pub async fn summary(&self) -> Result<Summary> {
        todo!()
    }
}
