//! Up to which row of the outbox everything is published: kept by Kafka and by the journal (docs/delivery.md, rules 1 and 2).
use std::cmp::Ordering;

use model::JournalId;
use model::record::Topic;
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer, ConsumerGroupMetadata};
use rdkafka::{Offset, TopicPartitionList};

use crate::client::{CALL_TIMEOUT, Clients, GIVE_UP};
use crate::error::{Result, SinkError};
use crate::listener::Listener;
use crate::patience::Patience;
use crate::topics::topic_name;

/// The last published row, and the nonce that proves which journal wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub seq: u64,
    pub nonce: u64,
}

/// The transactional id, and the group that Kafka keeps the position under: the journal's identity, no label of anyone's.
pub fn group_of(journal: &JournalId) -> String {
    format!("wiredesk-{journal}")
}

/// Where publishing goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resume {
    /// After this row, on which both keepers agree, or which Kafka alone saw.
    After(u64),
    /// After the journal's row: Kafka's offsets have expired or are older.
    AfterJournal(u64),
    /// Another journal has published under this id.
    Foreign,
}

/// The greater of the two, unless Kafka's was written by another journal. `row` is the nonce of this journal's row at
/// Kafka's position; below the journal's own position retention may have deleted it.
pub(crate) fn resume(kafka: Option<Position>, journal: u64, row: Option<u64>) -> Resume {
    let Some(kafka) = kafka else {
        return if journal == 0 { Resume::After(0) } else { Resume::AfterJournal(journal) };
    };
    let ours = row.map(|nonce| nonce == kafka.nonce);
    match (kafka.seq.cmp(&journal), ours) {
        (_, Some(false)) => Resume::Foreign,
        (Ordering::Greater | Ordering::Equal, None) => Resume::Foreign,
        (Ordering::Greater | Ordering::Equal, Some(true)) => Resume::After(kafka.seq),
        (Ordering::Less, _) => Resume::AfterJournal(journal),
    }
}

/// Kafka's side: an offset of a group without members, on a topic without records.
pub(crate) struct Keeper {
    consumer: BaseConsumer<Listener>,
    topic: String,
}

impl Keeper {
    pub(crate) fn new(clients: &Clients, prefix: &str) -> Result<Self> {
        Ok(Keeper { consumer: clients.position_keeper()?, topic: topic_name(prefix, Topic::Progress) })
    }

    /// The cluster's id, which with the prefix names a sink (docs/delivery.md, rule 3).
    pub(crate) fn cluster_id(&self, brokers: &[String]) -> Result<String> {
        let id = self.consumer.client().fetch_cluster_id(CALL_TIMEOUT);
        id.ok_or_else(|| SinkError::Unreachable(format!("tried {}", brokers.join(", "))))
    }

    /// Asks for something small; an answer says that the brokers are there.
    pub(crate) fn answers(&self) -> Result<()> {
        let metadata = self.consumer.client().fetch_metadata(Some(&self.topic), CALL_TIMEOUT);
        metadata.map(drop).map_err(|error| SinkError::Unreachable(error.to_string()))
    }

    /// To be read after `init_transactions`, which ends what an earlier producer left open.
    pub(crate) fn read(&self, patience: &Patience) -> Result<Option<Position>> {
        let committed = patience
            .persist(GIVE_UP, || {
                let mut wanted = TopicPartitionList::new();
                wanted.add_partition(&self.topic, 0);
                let found = self.consumer.committed_offsets(wanted, CALL_TIMEOUT)?;
                found.elements().iter().try_for_each(|element| element.error())?;
                Ok(found)
            })
            .map_err(SinkError::kafka("tell its position"))?;
        let element = committed.find_partition(&self.topic, 0);
        Ok(element.and_then(|element| match element.offset() {
            Offset::Offset(next) => {
                let seq = u64::try_from(next).ok()?.checked_sub(1)?;
                // An unreadable nonce equals none of ours, and so is found foreign.
                Some(Position { seq, nonce: u64::from_str_radix(element.metadata(), 16).unwrap_or_default() })
            }
            _ => None,
        }))
    }

    pub(crate) fn offsets(&self, position: Position) -> Result<TopicPartitionList> {
        let mut list = TopicPartitionList::new();
        let next = i64::try_from(position.seq.saturating_add(1)).unwrap_or(i64::MAX);
        let mut element = list.add_partition(&self.topic, 0);
        element.set_offset(Offset::Offset(next)).map_err(SinkError::kafka("take a position"))?;
        element.set_metadata(format!("{:016x}", position.nonce));
        Ok(list)
    }

    pub(crate) fn group(&self) -> Option<ConsumerGroupMetadata> {
        self.consumer.group_metadata()
    }

    /// Without a transaction: for at-least-once.
    pub(crate) fn commit(&self, position: Position, patience: &Patience) -> Result<()> {
        let offsets = self.offsets(position)?;
        patience
            .persist(GIVE_UP, || self.consumer.commit(&offsets, CommitMode::Sync))
            .map_err(SinkError::kafka("keep the position"))
    }

    /// Errors that concern no call wait in the client's queue until it is polled.
    pub(crate) fn drain(&self) {
        while self.consumer.poll(std::time::Duration::ZERO).is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greater_counts_and_the_foreign_stops() {
        let kafka = |seq, nonce| Some(Position { seq, nonce });
        for (kafka, journal, row, expect) in [
            (None, 0, None, Resume::After(0)),
            (kafka(7, 1), 7, Some(1), Resume::After(7)),
            // killed between Kafka's commit and the journal's
            (kafka(9, 1), 7, Some(1), Resume::After(9)),
            // offsets expired
            (None, 7, None, Resume::AfterJournal(7)),
            // offsets restored from before, the row still kept or already gone
            (kafka(5, 1), 7, Some(1), Resume::AfterJournal(7)),
            (kafka(5, 1), 7, None, Resume::AfterJournal(7)),
            // another journal published more than this one holds
            (kafka(400, 1), 100, None, Resume::Foreign),
            (kafka(400, 1), 0, None, Resume::Foreign),
            // or less, but its own rows
            (kafka(5, 1), 7, Some(2), Resume::Foreign),
            (kafka(9, 1), 7, Some(2), Resume::Foreign),
        ] {
            assert_eq!(resume(kafka, journal, row), expect, "{kafka:?} {journal} {row:?}");
        }
    }
}
