//! One producer's life: from finding the brokers and the position to the error that ends it.
use std::sync::Arc;
use std::time::Duration;

use journal::{Outbox, Sink};
use model::JournalId;
use model::record::Topic;
use rdkafka::producer::Producer;

use crate::client::{CALL_TIMEOUT, Clients, GIVE_UP, RecordProducer};
use crate::config::{Config, Delivery};
use crate::error::{Result, SinkError};
use crate::events::{BacklogGone, PositionFound};
use crate::patience::Patience;
use crate::position::{Keeper, Position, Resume, resume};
use crate::topics;

pub(crate) struct Session {
    pub(super) producer: RecordProducer,
    clients: Arc<Clients>,
    largest_batch: usize,
    pub(crate) keeper: Keeper,
    pub(super) delivery: Delivery,
    pub(super) transaction_timeout: Duration,
    /// What the journal keeps its side of the position under.
    pub(crate) sink: Sink,
    /// Everything up to this row is published, or was never to be.
    pub(super) published: u64,
    /// Proves that row to be ours. `None` where a new sink starts: its first position in Kafka is that of its first records.
    pub(super) nonce: Option<u64>,
    /// Kafka does not know the position that publishing goes on from.
    pub(crate) position_unknown_to_kafka: bool,
    names: [String; Topic::ALL.len()],
}

impl Session {
    pub(crate) fn connect(
        config: &Config,
        clients: &Arc<Clients>,
        journal: &JournalId,
        outbox: &Outbox,
        patience: &Patience,
    ) -> Result<Session> {
        let keeper = Keeper::new(clients, &config.prefix)?;
        let cluster_id = keeper.cluster_id(&config.brokers)?;
        let largest_batch = topics::ensure(config, clients, patience)?;
        let producer = producer(config.delivery, clients, largest_batch, patience)?;
        clients.away().send_replace(false);
        let sink = Sink { cluster_id, prefix: config.prefix.clone(), backlog: config.backlog };
        let mut session = Session {
            producer,
            clients: clients.clone(),
            largest_batch,
            keeper,
            delivery: config.delivery,
            transaction_timeout: config.transaction_timeout,
            sink,
            published: 0,
            nonce: None,
            position_unknown_to_kafka: false,
            names: Topic::ALL.map(|topic| topics::topic_name(&config.prefix, topic)),
        };
        session.find_position(journal, outbox, patience)?;
        Ok(session)
    }

    /// Another producer in place of this one, whose open transaction it ends. It may have fenced someone who had our
    /// identity meanwhile: then the position is not where we left it, and all is to be looked at afresh (rule 1).
    pub(super) fn renew_producer(&mut self, patience: &Patience) -> Result<()> {
        self.producer = producer(self.delivery, &self.clients, self.largest_batch, patience)?;
        let kafka = self.keeper.read(patience)?;
        if kafka == self.position() { Ok(()) } else { Err(SinkError::Displaced) }
    }

    pub(super) fn topic(&self, topic: Topic) -> &str {
        self.names.get(topic as usize).map(String::as_str).unwrap_or_default()
    }

    /// As Kafka may keep it.
    pub(super) fn position(&self) -> Option<Position> {
        self.nonce.map(|nonce| Position { seq: self.published, nonce })
    }

    /// The greater of the two keepers' positions, after a check that Kafka's was written by this journal.
    fn find_position(&mut self, journal: &JournalId, outbox: &Outbox, patience: &Patience) -> Result<()> {
        let kafka = self.keeper.read(patience)?;
        let known = outbox.sink_position(&self.sink)?;
        let row = kafka.map(|kafka| outbox.row_nonce(kafka.seq)).transpose()?.flatten();
        let foreign = |kafka: Option<Position>| SinkError::ForeignJournal {
            journal: journal.to_string(),
            seq: kafka.map(|kafka| kafka.seq).unwrap_or_default(),
        };
        if resume(kafka, known.unwrap_or_default(), row) == Resume::Foreign {
            return Err(foreign(kafka));
        }
        // Only now, because it writes: a new sink gets its row and the snapshot of all states.
        let opened = outbox.open_sink(&self.sink)?;
        if opened.gone > 0 {
            BacklogGone { rows: opened.gone }.emit();
        }
        let (seq, behind) = match resume(kafka, opened.position, row) {
            Resume::After(seq) => (seq, false),
            Resume::AfterJournal(seq) => (seq, true),
            Resume::Foreign => return Err(foreign(kafka)),
        };
        self.published = seq;
        self.nonce = outbox.row_nonce(seq)?;
        self.position_unknown_to_kafka = behind;
        PositionFound { seq, journal: known, kafka: kafka.map(|kafka| kafka.seq) }.emit();
        if seq > opened.position {
            outbox.set_sink_position(&self.sink, seq)?;
        }
        Ok(())
    }
}

fn producer(
    delivery: Delivery,
    clients: &Clients,
    largest_batch: usize,
    patience: &Patience,
) -> Result<RecordProducer> {
    let producer = clients.producer(largest_batch)?;
    if delivery == Delivery::ExactlyOnce {
        // Ends what an earlier producer of this journal left open, and fences it.
        patience
            .persist(GIVE_UP, || producer.init_transactions(CALL_TIMEOUT))
            .map_err(SinkError::kafka("begin transactions"))?;
    }
    Ok(producer)
}
