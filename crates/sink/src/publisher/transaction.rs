//! One transaction of the producer: records, acknowledgements, position, commit; or none of it.
use std::time::{Duration, Instant};

use journal::OutboxRow;
use model::record::Topic;
use rdkafka::producer::{BaseRecord, Producer, PurgeConfig};
use rdkafka::types::RDKafkaErrorCode as Code;

use super::session::Session;
use super::status::Board;
use crate::client::CALL_TIMEOUT;
use crate::config::Delivery;
use crate::error::{Result, SinkError};
use crate::faults::fault;
use crate::headers::headers;
use crate::listener::Failure;
use crate::patience::Patience;
use crate::position::Position;
use crate::verdict::Verdict;

const SLICE: Duration = Duration::from_millis(500);
/// How long acknowledgements may take before it is worth saying.
const SLOW: Duration = Duration::from_secs(2);
const SETTLE: Duration = Duration::from_secs(2);

/// Why the records were not published.
pub(crate) enum Fault {
    /// The producer may go on: nothing of this was committed (at-least-once: perhaps some).
    Undone { error: SinkError, first_suspect: Option<usize> },
    /// The producer must not be used again.
    Over(SinkError),
}

impl Fault {
    pub(crate) fn into_error(self) -> SinkError {
        match self {
            Fault::Undone { error, .. } | Fault::Over(error) => error,
        }
    }
}

impl Session {
    /// Publishes the rows and moves the position, in one step. Without rows it moves the position alone.
    pub(crate) fn publish(
        &mut self,
        rows: &[&OutboxRow],
        end: Position,
        patience: &Patience,
        board: &Board,
    ) -> std::result::Result<(), Fault> {
        self.producer.context().new_attempt();
        let outcome = match self.delivery {
            Delivery::ExactlyOnce => self.transact(rows, end, patience, board),
            Delivery::AtLeastOnce => self.send_and_keep(rows, end, patience, board),
        };
        match outcome {
            Ok(()) => {
                (self.published, self.nonce) = (end.seq, Some(end.nonce));
                self.position_unknown_to_kafka = false;
                Ok(())
            }
            Err(error) => self.undo(error, patience),
        }
    }

    fn transact(&self, rows: &[&OutboxRow], end: Position, patience: &Patience, board: &Board) -> Result<()> {
        self.producer.begin_transaction().map_err(SinkError::kafka("begin a transaction"))?;
        self.produce(rows, patience)?;
        fault!("sink::produce");
        self.acknowledged(patience, true, board)?;
        // Many workers: the group's metadata goes into the same transaction here (docs/delivery.md, rule 8).
        let offsets = self.keeper.offsets(end)?;
        let group = self.keeper.group().ok_or_else(|| SinkError::Unreachable("no group metadata".into()))?;
        patience
            .persist(self.transaction_timeout, || {
                self.producer.send_offsets_to_transaction(&offsets, &group, CALL_TIMEOUT)
            })
            .map_err(SinkError::kafka("take the position"))?;
        fault!("sink::offsets");
        // A call that timed out goes on with the same commit when it is made again.
        patience
            .persist(self.transaction_timeout * 2, || self.producer.commit_transaction(CALL_TIMEOUT))
            .map_err(SinkError::kafka("commit"))?;
        fault!("sink::kafka-commit");
        Ok(())
    }

    fn send_and_keep(
        &self,
        rows: &[&OutboxRow],
        end: Position,
        patience: &Patience,
        board: &Board,
    ) -> Result<()> {
        self.produce(rows, patience)?;
        fault!("sink::produce");
        self.acknowledged(patience, false, board)?;
        self.keeper.commit(end, patience)?;
        fault!("sink::kafka-commit");
        Ok(())
    }

    /// Hands the rows to librdkafka, which may be full: then it waits for answers.
    fn produce(&self, rows: &[&OutboxRow], patience: &Patience) -> Result<()> {
        for (index, row) in rows.iter().enumerate() {
            let ticket = self.producer.context().expect(index);
            let mut record = BaseRecord::with_opaque_to(self.topic(row.topic), ticket).headers(headers(row));
            if !row.key.is_empty() {
                record = record.key(&row.key);
            }
            if let Some(value) = &row.value {
                record = record.payload(value);
            }
            if matches!(row.topic, Topic::FeedState | Topic::Handover) {
                record = record.partition(i32::try_from(row.partition).unwrap_or(i32::MAX));
            }
            while let Err((error, refused)) = self.producer.send(record) {
                let full = error.rdkafka_error_code() == Some(Code::QueueFull);
                if !full || patience.is_over() {
                    self.producer.context().refused(&refused.delivery_opaque, error.clone());
                    return Err(SinkError::kafka("take a record")(error));
                }
                record = refused;
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        Ok(())
    }

    /// Waits until every record has its answer; says when that takes long. After a failure in a transaction the other
    /// answers do not matter, but its cause does: librdkafka purges what it has not sent before it names the culprit.
    fn acknowledged(&self, patience: &Patience, all_or_nothing: bool, board: &Board) -> Result<()> {
        let began = Instant::now();
        let listener = self.producer.context();
        let mut failed_at = None;
        while listener.wait(SLICE, all_or_nothing && failed_at.is_none()) > 0 {
            if let (true, Some(verdict)) =
                (all_or_nothing, worst(&listener.failures()).map(|it| Verdict::of(&it.error)))
            {
                let since = *failed_at.get_or_insert_with(Instant::now);
                if verdict > Verdict::Repeat || since.elapsed() >= SETTLE {
                    break;
                }
            } else if began.elapsed() >= SLOW {
                board.degraded("records wait for their acknowledgement");
            }
            if patience.is_over() {
                return Err(SinkError::Unreachable("records without an answer at the stop".into()));
            }
        }
        if let Some(worst) = worst(&listener.failures()) {
            return Err(SinkError::kafka("take a record")(worst.error.clone()));
        }
        // The commit's own flush would wait in slices of 100 ms for what is left of the last answer.
        while self.producer.in_flight_count() > 0 && began.elapsed() < self.transaction_timeout {
            std::thread::yield_now();
        }
        Ok(())
    }

    /// After a failure: aborts what can be aborted, and says whether this producer may go on.
    fn undo(&mut self, error: SinkError, patience: &Patience) -> std::result::Result<(), Fault> {
        let verdict = match &error {
            SinkError::Kafka { source, .. } => Verdict::of_attempt(source),
            other => other.verdict(),
        };
        if !matches!(verdict, Verdict::Repeat | Verdict::Suspect) {
            return Err(Fault::Over(error));
        }
        let failures = self.producer.context().failures();
        let suspects = failures.iter().filter(|failure| Verdict::of(&failure.error) == Verdict::Suspect);
        let first_suspect = suspects.map(|failure| failure.row).min();
        let ready = match (self.delivery, verdict) {
            // A refused record leaves a gap in the producer's sequence, and the next transaction would abort too (seen).
            (Delivery::ExactlyOnce, Verdict::Suspect) => self.renew_producer(patience),
            (Delivery::ExactlyOnce, _) => patience
                .persist(self.transaction_timeout, || self.producer.abort_transaction(CALL_TIMEOUT))
                .map_err(SinkError::kafka("abort")),
            (Delivery::AtLeastOnce, _) => {
                self.producer.purge(PurgeConfig::default().queue());
                Ok(())
            }
        };
        Err(match ready {
            Ok(()) => Fault::Undone { error, first_suspect },
            Err(error) => Fault::Over(error),
        })
    }
}

fn worst(failures: &[Failure]) -> Option<&Failure> {
    failures.iter().max_by_key(|failure| Verdict::of(&failure.error))
}
