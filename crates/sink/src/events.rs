//! What the sink says of itself: each event is one log line and its metric.
use std::collections::BTreeMap;
use std::time::Duration;

use journal::OutboxRow;
use metrics::{counter, gauge, histogram};
use rdkafka::types::RDKafkaErrorCode;
use tracing::{debug, error, info, warn};

use crate::error::SinkError;

pub(crate) struct TopicCreated<'a> {
    pub topic: &'a str,
}

impl TopicCreated<'_> {
    pub(crate) fn emit(self) {
        info!(topic = self.topic, "topic created");
    }
}

/// The cluster does not let us read a topic's settings.
pub(crate) struct TopicUnchecked<'a> {
    pub topic: &'a str,
    pub code: RDKafkaErrorCode,
}

impl TopicUnchecked<'_> {
    pub(crate) fn emit(self) {
        warn!(topic = self.topic, reason = %self.code, "topic's settings cannot be read: taken on trust");
    }
}

pub(crate) struct TopicWeaker<'a> {
    pub topic: &'a str,
    pub setting: &'a str,
    pub found: &'a str,
    pub wanted: &'a str,
}

impl TopicWeaker<'_> {
    pub(crate) fn emit(self) {
        let TopicWeaker { topic, setting, found, wanted } = self;
        warn!(topic, setting, found, wanted, "topic differs from what it would be created with");
    }
}

/// Where publishing goes on, and which of its two keepers says so.
pub(crate) struct PositionFound {
    pub seq: u64,
    pub journal: Option<u64>,
    pub kafka: Option<u64>,
}

impl PositionFound {
    pub(crate) fn emit(self) {
        let PositionFound { seq, journal, kafka } = self;
        if journal > kafka && journal > Some(0) {
            counter!("wiredesk_sink_position_lost_total").increment(1);
            error!(
                seq,
                ?journal,
                ?kafka,
                "Kafka's position is behind the journal's (expired, or another cluster under this id): the journal's counts"
            );
        } else {
            info!(seq, ?journal, ?kafka, "publishing goes on");
        }
    }
}

/// Retention deleted rows while no sink was there to hold it (docs/delivery.md, rule 3).
pub(crate) struct BacklogGone {
    pub rows: u64,
}

impl BacklogGone {
    pub(crate) fn emit(self) {
        counter!("wiredesk_sink_backlog_gone_total").increment(self.rows);
        warn!(rows = self.rows, "rows that this sink never received were deleted by retention");
    }
}

pub(crate) struct Committed {
    /// Records of each topic.
    pub records: BTreeMap<&'static str, u64>,
    pub bytes: u64,
    pub seq: u64,
    pub took: Duration,
}

impl Committed {
    pub(crate) fn of(rows: &[&OutboxRow], seq: u64, took: Duration) -> Self {
        let mut records = BTreeMap::new();
        let mut bytes = 0;
        for row in rows {
            *records.entry(row.topic.name()).or_default() += 1;
            bytes += row.value.as_ref().map(Vec::len).unwrap_or_default() as u64;
        }
        Committed { records, bytes, seq, took }
    }

    pub(crate) fn emit(self) {
        let records: u64 = self.records.values().sum();
        for (topic, count) in self.records {
            counter!("wiredesk_sink_records_total", "topic" => topic).increment(count);
        }
        counter!("wiredesk_sink_bytes_total").increment(self.bytes);
        counter!("wiredesk_sink_transactions_total", "outcome" => "committed").increment(1);
        histogram!("wiredesk_sink_transaction_seconds").record(self.took);
        debug!(records, bytes = self.bytes, seq = self.seq, took = ?self.took, "published");
    }
}

pub(crate) struct Aborted<'a> {
    pub records: usize,
    pub error: &'a SinkError,
}

impl Aborted<'_> {
    pub(crate) fn emit(self) {
        counter!("wiredesk_sink_transactions_total", "outcome" => "aborted").increment(1);
        warn!(
            records = self.records,
            reason = self.error.sentence(),
            "transaction aborted: its records will be sent again"
        );
    }
}

/// A version that the brokers refuse is set aside, so that it costs only itself (docs/delivery.md, rule 6).
pub(crate) struct Withheld<'a> {
    pub seq: u64,
    pub topic: &'a str,
    pub bytes: usize,
    pub reason: &'a str,
}

impl Withheld<'_> {
    pub(crate) fn emit(self) {
        counter!("wiredesk_sink_withheld_total").increment(1);
        let Withheld { seq, topic, bytes, reason } = self;
        error!(seq, topic, bytes, reason, "version withheld: see `wiredesk tail dead-letters`");
    }
}

pub(crate) struct Rebuilding<'a> {
    pub error: &'a SinkError,
    /// Since the last session that published something.
    pub attempts: u32,
}

impl Rebuilding<'_> {
    pub(crate) fn emit(self) {
        counter!("wiredesk_sink_rebuilds_total", "kind" => self.error.kind().as_str()).increment(1);
        let Rebuilding { error, attempts } = self;
        let reason = error.sentence();
        match attempts {
            1 => warn!(reason, "producer dropped, another one follows"),
            _ => debug!(reason, attempts, "producer dropped, another one follows"),
        }
    }
}

pub(crate) struct Connected<'a> {
    pub cluster: &'a str,
}

impl Connected<'_> {
    pub(crate) fn emit(self) {
        gauge!("wiredesk_sink_up").set(1.0);
        info!(cluster = self.cluster, "connected to Kafka");
    }
}

pub(crate) struct Degraded<'a> {
    pub reason: &'a str,
}

impl Degraded<'_> {
    pub(crate) fn emit(self) {
        gauge!("wiredesk_sink_up").set(0.0);
        warn!(reason = self.reason, "Kafka is away: records wait in the journal");
    }
}

pub(crate) struct Recovered;

impl Recovered {
    pub(crate) fn emit(self) {
        gauge!("wiredesk_sink_up").set(1.0);
        info!("Kafka is back");
    }
}

pub(crate) struct Stopped<'a> {
    /// None after a stop that was asked for.
    pub error: Option<&'a SinkError>,
}

impl Stopped<'_> {
    pub(crate) fn emit(self) {
        gauge!("wiredesk_sink_up").set(0.0);
        match self.error {
            None => info!("publishing ended"),
            Some(error) => error!(reason = error.sentence(), "publishing stopped"),
        }
    }
}

/// Rows that wait, as gauges.
pub(crate) fn lag(unpublished: u64, published: u64) {
    gauge!("wiredesk_sink_unpublished_rows").set(unpublished as f64);
    gauge!("wiredesk_sink_published_seq").set(published as f64);
}
