//! Reads a topic of the sink as a consumer should: only what was committed.
use std::collections::BTreeSet;
use std::time::Duration;

use model::Timestamp;
use model::record::Topic;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::KafkaError;
use rdkafka::message::{BorrowedMessage, Headers};
use rdkafka::{Message, Offset, TopicPartitionList};

use crate::client::{CALL_TIMEOUT, Clients};
use crate::config::Config;
use crate::error::{Result, SinkError};
use crate::listener::Listener;
use crate::topics::topic_name;
use crate::verdict::Verdict;

/// Where to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    Oldest,
    /// Only what is committed from now on.
    Newest,
    /// What the broker appended at this time or later.
    At(Timestamp),
}

/// One record as it lies in Kafka.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub partition: i32,
    pub offset: i64,
    pub key: Option<Vec<u8>>,
    /// `None` is a tombstone.
    pub value: Option<Vec<u8>>,
    pub headers: Vec<(String, Vec<u8>)>,
    /// When the broker appended it.
    pub appended_at: Option<Timestamp>,
}

impl Record {
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(key, _)| key == name)?;
        std::str::from_utf8(value).ok()
    }
}

/// All partitions of one topic, without a group: it leaves no trace in the cluster. Its calls block.
pub struct Reader {
    consumer: BaseConsumer<Listener>,
    /// Partitions whose end has not been seen since their last record.
    behind: BTreeSet<i32>,
}

impl Reader {
    pub fn open(config: &Config, topic: Topic, start: Start) -> Result<Reader> {
        config.check()?;
        let name = topic_name(&config.prefix, topic);
        // librdkafka wants a group even where none is used; nothing is ever committed under this one.
        let consumer =
            Clients::new(config, "wiredesk-reader").consumer(&[("enable.partition.eof", "true")])?;
        let metadata = consumer
            .fetch_metadata(Some(&name), CALL_TIMEOUT)
            .map_err(|error| SinkError::Unreachable(error.to_string()))?;
        let partitions: BTreeSet<i32> = metadata
            .topics()
            .iter()
            .filter(|topic| topic.name() == name)
            .flat_map(|topic| topic.partitions())
            .map(|partition| partition.id())
            .collect();
        if partitions.is_empty() {
            let help = "a worker with these brokers and this prefix creates it".to_owned();
            return Err(SinkError::Topic { topic: name, reason: "does not exist".into(), help });
        }
        let assignment = assignment(&consumer, &name, &partitions, start)?;
        consumer.assign(&assignment).map_err(SinkError::kafka("assign the partitions"))?;
        Ok(Reader { consumer, behind: partitions })
    }

    /// The next record, in order within its partition; `None` when there was none for so long, or all is read.
    pub fn next(&mut self, wait: Duration) -> Result<Option<Record>> {
        loop {
            match self.consumer.poll(wait) {
                None => return Ok(None),
                Some(Ok(message)) => {
                    self.behind.insert(message.partition());
                    return Ok(Some(record(&message)));
                }
                Some(Err(KafkaError::PartitionEOF(partition))) => {
                    self.behind.remove(&partition);
                    if self.caught_up() {
                        return Ok(None);
                    }
                }
                // librdkafka connects again by itself.
                Some(Err(error)) if Verdict::of(&error) == Verdict::Retry => return Ok(None),
                Some(Err(error)) => return Err(SinkError::kafka("read")(error)),
            }
        }
    }

    /// Whether the end of every partition was reached.
    pub fn caught_up(&self) -> bool {
        self.behind.is_empty()
    }
}

fn assignment(
    consumer: &BaseConsumer<Listener>,
    topic: &str,
    partitions: &BTreeSet<i32>,
    start: Start,
) -> Result<TopicPartitionList> {
    let offset = match start {
        Start::Oldest => Offset::Beginning,
        Start::Newest => Offset::End,
        Start::At(time) => Offset::Offset(time.millis().max(0)),
    };
    let mut list = TopicPartitionList::with_capacity(partitions.len());
    for partition in partitions {
        list.add_partition_offset(topic, *partition, offset)
            .map_err(SinkError::kafka("assign the partitions"))?;
    }
    if matches!(start, Start::At(_)) {
        list =
            consumer.offsets_for_times(list, CALL_TIMEOUT).map_err(SinkError::kafka("look for the time"))?;
    }
    Ok(list)
}

fn record(message: &BorrowedMessage<'_>) -> Record {
    let headers = message.headers().into_iter().flat_map(|headers| headers.iter());
    Record {
        partition: message.partition(),
        offset: message.offset(),
        key: message.key().map(<[u8]>::to_vec),
        value: message.payload().map(<[u8]>::to_vec),
        headers: headers
            .map(|header| (header.key.to_owned(), header.value.unwrap_or_default().to_vec()))
            .collect(),
        appended_at: message.timestamp().to_millis().map(Timestamp::from_millis),
    }
}
