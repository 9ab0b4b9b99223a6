//! The outbox as the publisher reads it: whole versions in order of `seq`, and the position behind them.
use model::record::Topic;
use model::{ArticleId, Timestamp, Version};

use crate::{Journal, NewRow, Result, Sink, SinkOpened};

/// Rows that go into one Kafka transaction together: a version's, or a single row that belongs to none.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxVersion {
    pub version_id: Option<i64>,
    /// Never empty, by `seq`.
    pub rows: Vec<OutboxRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    pub seq: u64,
    pub version_id: Option<i64>,
    pub partition: u32,
    pub tenure: u64,
    pub committed_at: Timestamp,
    pub topic: Topic,
    pub key: String,
    pub headers: Vec<(String, String)>,
    /// `None` is a tombstone.
    pub value: Option<Vec<u8>>,
    pub nonce: u64,
}

/// The outbox for the publisher's own OS thread: every method blocks, none may be called on the async reactor.
#[derive(Clone)]
pub struct Outbox {
    #[allow(dead_code)]
    journal: Journal,
}

impl Journal {
    pub fn outbox(&self) -> Outbox {
        Outbox { journal: self.clone() }
    }

    /// Says whether records are (or will be) published: states are then written as `feed-state` rows too, and
    /// retention keeps what is not yet published. Call it before the first poll; `false` at start.
    pub fn set_sink_present(&self, present: bool) {
        let _ = present;
        todo!()
    }

    /// Bytes of records behind the publisher's position; 0 without a sink.
    pub fn unpublished_bytes(&self) -> u64 {
        todo!()
    }
}

impl Outbox {
    /// Opens (or creates) the position for this cluster and prefix, makes it the present sink, and appends a snapshot
    /// of all states if Kafka cannot know them (a new sink, or states moved while no sink was present).
    pub fn open_sink(&self, sink: &Sink) -> Result<SinkOpened> {
        let _ = sink;
        todo!()
    }

    /// The last acknowledged `seq`; `None` for an unknown sink.
    pub fn sink_position(&self, sink: &Sink) -> Result<Option<u64>> {
        let _ = sink;
        todo!()
    }

    /// Never moves backwards.
    pub fn set_sink_position(&self, sink: &Sink, seq: u64) -> Result<()> {
        let _ = (sink, seq);
        todo!()
    }

    /// Whole versions after `after`, until `max_bytes` or `max_rows` is passed (one version always comes whole).
    /// Withheld versions are left out.
    pub fn read_versions(&self, after: u64, max_bytes: usize, max_rows: usize) -> Result<Vec<OutboxVersion>> {
        let _ = (after, max_bytes, max_rows);
        todo!()
    }

    /// The nonce of a row, to check that this journal is the one that published (DELIVERY.md, rule 1).
    pub fn row_nonce(&self, seq: u64) -> Result<Option<u64>> {
        let _ = seq;
        todo!()
    }

    /// The broker refused this version for good: it is marked and a dead letter appended, in one transaction.
    pub fn withhold(&self, version_id: i64, dead_letter: NewRow) -> Result<()> {
        let _ = (version_id, dead_letter);
        todo!()
    }

    /// Which article and version a version's row id stands for, for the dead letter.
    pub fn version_head(&self, version_id: i64) -> Result<Option<(ArticleId, Version)>> {
        let _ = version_id;
        todo!()
    }

    /// The last row's `seq`, and its changes: waiting on it wakes the publisher.
    pub fn watch(&self) -> tokio::sync::watch::Receiver<u64> {
        todo!()
    }
}
