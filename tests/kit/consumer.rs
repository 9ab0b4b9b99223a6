//! A `read_committed` consumer of one topic, from its beginning.
use std::time::{Duration, Instant};

use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer as _};
use rdkafka::message::{BorrowedMessage, Headers, Message};
use serde_json::Value;

/// Its own group, so that nothing else moves its place; the topic may come into being later.
pub struct Consumer {
    consumer: BaseConsumer,
}

/// One record with what stands beside its value.
pub struct Read {
    pub key: String,
    pub headers: Vec<(String, String)>,
    pub value: Option<Value>,
}

impl Consumer {
    pub fn of(bootstrap: &str, topic: &str) -> Consumer {
        let consumer: BaseConsumer = ClientConfig::new()
            .set("bootstrap.servers", bootstrap)
            .set("group.id", format!("judge-{topic}"))
            .set("isolation.level", "read_committed")
            .set("auto.offset.reset", "earliest")
            .set("enable.auto.commit", "false")
            .set("topic.metadata.refresh.interval.ms", "500")
            .set("allow.auto.create.topics", "false")
            .create()
            .expect("a consumer");
        consumer.subscribe(&[topic]).expect("a subscription");
        Consumer { consumer }
    }

    /// Values that come within `time`.
    pub fn read(&mut self, time: Duration) -> Vec<Value> {
        self.records(time).into_iter().filter_map(|record| record.value).collect()
    }

    pub fn records(&mut self, time: Duration) -> Vec<Read> {
        let until = Instant::now() + time;
        let mut records = Vec::new();
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            // An error says that the topic is not there yet, or its broker away: both are for the test to judge by what comes.
            if let Some(Ok(message)) = self.consumer.poll(left) {
                records.push(read(&message));
            }
        }
        records
    }
}

fn read(message: &BorrowedMessage<'_>) -> Read {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = message.headers().map(|headers| {
        headers
            .iter()
            .map(|header| (header.key.to_owned(), header.value.map(text).unwrap_or_default()))
            .collect()
    });
    Read {
        key: message.key().map(text).unwrap_or_default(),
        headers: headers.unwrap_or_default(),
        value: message.payload().map(|bytes| serde_json::from_slice(bytes).expect("a value is JSON")),
    }
}
