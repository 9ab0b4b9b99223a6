//! The librdkafka clients of a sink: how they are set, and what they report on their own threads.
use std::time::Duration;

use rdkafka::ClientConfig;
use rdkafka::admin::AdminClient;
use rdkafka::config::FromClientConfigAndContext;
use rdkafka::consumer::BaseConsumer;
use rdkafka::producer::ThreadedProducer;
use tokio::sync::watch;

use crate::config::{Config, Delivery};
use crate::error::{Result, SinkError};
use crate::listener::Listener;

/// How long a call may wait for a broker before it is made again: a stop has to wait so long.
pub(crate) const CALL_TIMEOUT: Duration = Duration::from_secs(3);
/// How long calls that only need time are made again before a new client is tried.
pub(crate) const GIVE_UP: Duration = Duration::from_secs(60);

/// Its own thread polls it: transaction calls on a producer that nobody polls wait for their timeouts (seen).
pub(crate) type RecordProducer = ThreadedProducer<Listener>;

/// Makes the clients of one configuration; they share what they hear of the brokers.
pub(crate) struct Clients {
    config: Config,
    identity: String,
    away: watch::Sender<bool>,
}

impl Clients {
    /// `identity` becomes transactional id and group: the journal's (docs/delivery.md, rule 1).
    pub(crate) fn new(config: &Config, identity: &str) -> Self {
        Clients { config: config.clone(), identity: identity.to_owned(), away: watch::channel(false).0 }
    }

    /// Turns true when librdkafka has lost every broker; whoever then reaches one again sets it back.
    pub(crate) fn away(&self) -> &watch::Sender<bool> {
        &self.away
    }

    pub(crate) fn admin(&self) -> Result<AdminClient<Listener>> {
        AdminClient::from_config_and_context(&self.common(), self.listener())
            .map_err(SinkError::kafka("create a client"))
    }

    /// `largest_batch`: what every topic takes; a batch beyond a topic's `max.message.bytes` is refused as a whole.
    pub(crate) fn producer(&self, largest_batch: usize) -> Result<RecordProducer> {
        let mut settings = self.common();
        let timeout = self.config.transaction_timeout;
        settings
            .set("enable.idempotence", "true")
            .set("acks", "all")
            // Java's partitioner for records with a key: its readers then look where the record is.
            .set("partitioner", "murmur2_random")
            .set("message.max.bytes", self.config.max_record_bytes.to_string())
            // Below the transaction's, so that a record is given up before its transaction.
            .set("message.timeout.ms", (timeout * 2 / 3).as_millis().to_string());
        if self.config.delivery == Delivery::ExactlyOnce {
            settings
                .set("transactional.id", &self.identity)
                .set("transaction.timeout.ms", timeout.as_millis().to_string());
        }
        let batch = largest_batch.min(1_000_000).to_string();
        for (name, default) in [
            ("compression.type", "zstd"),
            // A transaction is a batch already: waiting for more would only delay its end.
            ("linger.ms", "2"),
            ("batch.size", batch.as_str()),
            ("queue.buffering.max.kbytes", "65536"),
        ] {
            if settings.get(name).is_none() {
                settings.set(name, default);
            }
        }
        settings.create_with_context(self.listener()).map_err(SinkError::kafka("create a producer"))
    }

    /// A member of no group: it only keeps the position under the group's name.
    pub(crate) fn position_keeper(&self) -> Result<BaseConsumer<Listener>> {
        self.consumer(&[])
    }

    pub(crate) fn consumer(&self, further: &[(&str, &str)]) -> Result<BaseConsumer<Listener>> {
        let mut settings = self.common();
        settings
            .set("group.id", &self.identity)
            .set("isolation.level", "read_committed")
            .set("enable.auto.commit", "false")
            .set("enable.auto.offset.store", "false")
            .set("allow.auto.create.topics", "false");
        for (name, value) in further {
            settings.set(*name, *value);
        }
        settings.create_with_context(self.listener()).map_err(SinkError::kafka("create a consumer"))
    }

    fn common(&self) -> ClientConfig {
        let mut settings = ClientConfig::new();
        settings
            .set("bootstrap.servers", self.config.brokers.join(","))
            .set("client.id", "wiredesk")
            // A broker that comes back is found within two seconds, not within librdkafka's ten.
            .set("reconnect.backoff.max.ms", "2000");
        for (name, value) in &self.config.properties {
            settings.set(name, value);
        }
        settings
    }

    fn listener(&self) -> Listener {
        Listener::new(self.away.clone())
    }
}
