//! What the binary tells the sink: brokers, prefix, delivery, and the librdkafka settings that may be passed through.
use std::collections::BTreeMap;
use std::time::Duration;

use journal::Backlog;
use rdkafka::config::ClientConfig;
use rdkafka::error::KafkaError;

use crate::{Result, SinkError};

/// Plain values; [`Config::new`] gives the defaults of README.md.
#[derive(Clone)]
pub struct Config {
    pub brokers: Vec<String>,
    /// In front of every topic's name.
    pub prefix: String,
    pub delivery: Delivery,
    /// Whether a new sink receives what the journal held before (docs/delivery.md, rule 3).
    pub backlog: Backlog,
    /// Further librdkafka settings. May hold passwords: never logged.
    pub properties: BTreeMap<String, String>,
    /// How long a transaction may stay open; librdkafka is fenced after a longer pause of ours.
    pub transaction_timeout: Duration,
    /// Partitions of the record topics when they are created.
    pub record_partitions: i32,
    /// Replicas of the topics when they are created; `None` leaves it to the cluster.
    pub replication: Option<i32>,
    /// The largest record that is tried: `message.max.bytes` here, `max.message.bytes` of the topics.
    pub max_record_bytes: usize,
    /// A transaction ends at the first version's boundary after either of these.
    pub batch_rows: usize,
    pub batch_bytes: usize,
    /// An idle worker commits its position again so often: offsets of an idle group expire after 7 days.
    pub recommit: Duration,
    /// The first and the longest pause between attempts to reach the brokers.
    pub backoff: (Duration, Duration),
}

impl Config {
    pub fn new(brokers: impl IntoIterator<Item = impl Into<String>>, prefix: impl Into<String>) -> Self {
        Config {
            brokers: brokers.into_iter().map(Into::into).collect(),
            prefix: prefix.into(),
            delivery: Delivery::ExactlyOnce,
            backlog: Backlog::Retained,
            properties: BTreeMap::new(),
            transaction_timeout: Duration::from_secs(15),
            record_partitions: 8,
            replication: None,
            max_record_bytes: 4 << 20,
            batch_rows: 2_000,
            batch_bytes: 8 << 20,
            recommit: Duration::from_secs(24 * 60 * 60),
            backoff: (Duration::from_millis(250), Duration::from_secs(5)),
        }
    }

    /// Every mistake that can be seen without a broker.
    pub fn check(&self) -> Result<()> {
        if self.brokers.is_empty() {
            return Err(SinkError::config("brokers", "is empty; name at least one `host:port`"));
        }
        if let Some(fault) = prefix_fault(&self.prefix) {
            return Err(SinkError::config("prefix", fault));
        }
        for (name, value) in &self.properties {
            check_property(name, value)?;
            accepted(name, value)?;
        }
        Ok(())
    }
}

/// Whether librdkafka, as it was built, knows the setting and takes the value. Its message may repeat the value: ours does not.
fn accepted(name: &str, value: &str) -> Result<()> {
    match ClientConfig::new().set(name, value).create_native_config() {
        Ok(_) => Ok(()),
        Err(KafkaError::ClientConfig(_, why, ..)) if why.contains("OpenSSL") => {
            Err(SinkError::config(name, "needs a binary that was built with `--features tls`"))
        }
        Err(KafkaError::ClientConfig(..)) => {
            Err(SinkError::config(name, "is no librdkafka setting, or its value does not fit"))
        }
        Err(_) => Ok(()),
    }
}

/// Never derived: `properties` may hold passwords.
impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("brokers", &self.brokers)
            .field("prefix", &self.prefix)
            .field("delivery", &self.delivery)
            .field("backlog", &self.backlog)
            .field("properties", &self.properties.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// Records and position in one transaction.
    #[default]
    ExactlyOnce,
    /// Idempotent producer, position after the acknowledgements: for clusters that forbid transactions.
    AtLeastOnce,
}

/// Whether a librdkafka setting may be passed through; the error says why not.
pub fn check_property(name: &str, value: &str) -> Result<()> {
    let reason = match (name, value) {
        ("transactional.id", _) => "is the journal's identity: two workers under one would fence each other",
        ("group.id", _) => "is the journal's identity: the position would be looked for elsewhere",
        ("enable.idempotence", value) if value != "true" => {
            "off would repeat records when a broker's answer is lost"
        }
        ("acks" | "request.required.acks", value) if !matches!(value, "all" | "-1") => {
            "below `all` loses records when a broker fails"
        }
        ("isolation.level", value) if value != "read_committed" => {
            "would read positions of aborted transactions"
        }
        ("max.in.flight.requests.per.connection" | "max.in.flight", value)
            if value.parse::<u32>().is_ok_and(|n| n > 5) || value.parse::<u32>().is_err() =>
        {
            "above 5 loses the order of an article's records"
        }
        ("enable.auto.commit", value) if value != "false" => "would move the position past what is published",
        ("enable.auto.offset.store", value) if value != "false" => {
            "would move the position past what is published"
        }
        ("partitioner" | "partitioner_cb", value) if value != "murmur2_random" => {
            "other than `murmur2_random` would send an article's records where Java readers do not look"
        }
        ("bootstrap.servers" | "metadata.broker.list", _) => "is `brokers`",
        ("transaction.timeout.ms", _) => "is `transaction_timeout`",
        ("message.max.bytes" | "message.copy.max.bytes", _) => "is `max_record_bytes`",
        ("message.timeout.ms" | "delivery.timeout.ms", _) => "must stay below the transaction timeout",
        ("test.mock.num.brokers" | "plugin.library.paths", _) => "is not for production",
        _ => return Ok(()),
    };
    Err(SinkError::config(format!("properties.`{name}`"), reason))
}

/// Kafka's rule for topic names: letters, digits, `.`, `_`, `-`, at most 249; the longest of ours has 12.
fn prefix_fault(prefix: &str) -> Option<&'static str> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if !prefix.chars().all(legal) {
        Some("has a character that topic names cannot have (letters, digits, `.`, `_` and `-` can)")
    } else if prefix.len() > 200 {
        Some("is longer than 200 characters")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_would_break_a_promise() {
        let check = |name: &str, value: &str, allowed: bool| {
            assert_eq!(check_property(name, value).is_ok(), allowed, "{name}={value}");
        };
        check("enable.idempotence", "false", false);
        check("enable.idempotence", "true", true);
        check("acks", "1", false);
        check("acks", "all", true);
        check("request.required.acks", "-1", true);
        check("isolation.level", "read_uncommitted", false);
        check("transactional.id", "mine", false);
        check("max.in.flight", "6", false);
        check("max.in.flight", "5", true);
        check("partitioner", "random", false);
        check("message.timeout.ms", "0", false);
        check("security.protocol", "SASL_SSL", true);
        check("sasl.password", "hunter2", true);
        check("linger.ms", "50", true);
    }

    #[test]
    fn prefixes_are_topic_names() {
        for (prefix, legal) in
            [("news.", true), ("", true), ("desk-1_", true), ("news/", false), ("뉴스.", false)]
        {
            let config = Config::new(["localhost:9092"], prefix);
            assert_eq!(config.check().is_ok(), legal, "{prefix}");
        }
    }

    #[test]
    fn secrets_stay_out_of_debug() {
        let mut config = Config::new(["localhost:9092"], "news.");
        config.properties.insert("sasl.password".into(), "hunter2".into());
        let shown = format!("{config:?}");
        assert!(shown.contains("sasl.password") && !shown.contains("hunter2"), "{shown}");
    }
}
