//! What librdkafka reports: its logs, its errors without an owner, and the fate of each record.
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rdkafka::client::ClientContext;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::consumer::ConsumerContext;
use rdkafka::error::KafkaError;
use rdkafka::message::DeliveryResult;
use rdkafka::producer::ProducerContext;
use rdkafka::types::RDKafkaErrorCode as Code;
use tokio::sync::watch;
use tracing::{debug, info, warn};

/// A record that was not delivered: which of its attempt, and why.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub row: usize,
    pub error: KafkaError,
}

/// A record's attempt and its place in it, so that late answers to an aborted attempt count for nothing.
#[derive(Debug)]
pub(crate) struct Ticket {
    attempt: u64,
    row: usize,
}

pub(crate) struct Listener {
    away: watch::Sender<bool>,
    tally: Mutex<Tally>,
    settled: Condvar,
}

/// The records of one attempt whose answers are to come, and those that failed.
#[derive(Default)]
struct Tally {
    attempt: u64,
    outstanding: usize,
    failures: Vec<Failure>,
}

impl Listener {
    pub(crate) fn new(away: watch::Sender<bool>) -> Self {
        Listener { away, tally: Mutex::default(), settled: Condvar::new() }
    }

    /// Forgets the attempt before.
    pub(crate) fn new_attempt(&self) {
        let mut tally = self.tally();
        *tally = Tally { attempt: tally.attempt + 1, ..Tally::default() };
    }

    /// Counts a record that is about to be handed over.
    pub(crate) fn expect(&self, row: usize) -> Box<Ticket> {
        let mut tally = self.tally();
        tally.outstanding += 1;
        Box::new(Ticket { attempt: tally.attempt, row })
    }

    /// The record was not even taken.
    pub(crate) fn refused(&self, ticket: &Ticket, error: KafkaError) {
        let mut tally = self.tally();
        if tally.attempt == ticket.attempt {
            tally.outstanding = tally.outstanding.saturating_sub(1);
            tally.failures.push(Failure { row: ticket.row, error });
        }
    }

    /// Waits until every record has its answer, or (if `first_failure` is enough) one has failed; at most so long.
    /// Gives how many answers are still to come.
    pub(crate) fn wait(&self, limit: Duration, first_failure: bool) -> usize {
        let unsettled =
            |tally: &mut Tally| tally.outstanding > 0 && (!first_failure || tally.failures.is_empty());
        let waited = self.settled.wait_timeout_while(self.tally(), limit, unsettled);
        waited.unwrap_or_else(PoisonError::into_inner).0.outstanding
    }

    pub(crate) fn failures(&self) -> Vec<Failure> {
        self.tally().failures.clone()
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ClientContext for Listener {
    fn log(&self, level: RDKafkaLogLevel, facility: &str, message: &str) {
        match level {
            // A broker that is away is said once, by the publisher's status, and not at each attempt.
            _ if matches!(facility, "FAIL" | "ERROR" | "REQTMOUT" | "CLOSE") => {
                debug!(target: "librdkafka", facility, message);
            }
            RDKafkaLogLevel::Emerg
            | RDKafkaLogLevel::Alert
            | RDKafkaLogLevel::Critical
            | RDKafkaLogLevel::Error
            | RDKafkaLogLevel::Warning => warn!(target: "librdkafka", facility, message),
            RDKafkaLogLevel::Notice => info!(target: "librdkafka", facility, message),
            RDKafkaLogLevel::Info | RDKafkaLogLevel::Debug => debug!(target: "librdkafka", facility, message),
        }
    }

    fn error(&self, error: KafkaError, reason: &str) {
        debug!(target: "librdkafka", %error, reason, "client error");
        if error.rdkafka_error_code() == Some(Code::AllBrokersDown) {
            self.away.send_replace(true);
        }
    }
}

impl ConsumerContext for Listener {}

impl ProducerContext for Listener {
    type DeliveryOpaque = Box<Ticket>;

    fn delivery(&self, result: &DeliveryResult<'_>, ticket: Box<Ticket>) {
        let mut tally = self.tally();
        if tally.attempt != ticket.attempt {
            return;
        }
        tally.outstanding = tally.outstanding.saturating_sub(1);
        if let Err((error, _message)) = result {
            tally.failures.push(Failure { row: ticket.row, error: error.clone() });
        }
        if tally.outstanding == 0 || result.is_err() {
            self.settled.notify_all();
        }
    }
}
