//! What the journal tells an operator: one log line and one metric for each event.
use std::time::Duration;

use metrics::{counter, histogram};
use tracing::{debug, error, info, warn};

use crate::{JournalError, Retained};

/// A group of jobs is on disk.
pub(crate) struct BatchCommitted {
    pub(crate) jobs: usize,
    pub(crate) took: Duration,
}

impl BatchCommitted {
    pub(crate) fn emit(self) {
        histogram!("wiredesk_journal_commit_seconds").record(self.took.as_secs_f64());
        counter!("wiredesk_journal_jobs_total").increment(self.jobs as u64);
        debug!(jobs = self.jobs, took_ms = self.took.as_millis() as u64, "journal committed");
    }
}

/// Nothing of a group of jobs is on disk.
pub(crate) struct BatchFailed<'a> {
    pub(crate) error: &'a JournalError,
}

impl BatchFailed<'_> {
    pub(crate) fn emit(self) {
        let kind = self.error.kind().as_str();
        counter!("wiredesk_journal_errors_total", "kind" => kind).increment(1);
        let cause = std::error::Error::source(self.error).map(ToString::to_string).unwrap_or_default();
        error!(kind, cause, "journal could not commit: {}", self.error);
    }
}

pub(crate) struct Opened<'a> {
    pub(crate) id: &'a str,
    pub(crate) last_seq: u64,
    /// In hand when the process ended without saying so; `None` after a clean end.
    pub(crate) in_hand: Option<u64>,
}

impl Opened<'_> {
    pub(crate) fn emit(self) {
        match self.in_hand {
            None => info!(journal = self.id, last_seq = self.last_seq, "journal opened"),
            Some(in_hand) => {
                counter!("wiredesk_unclean_ends_total").increment(1);
                warn!(
                    journal = self.id,
                    last_seq = self.last_seq,
                    in_hand,
                    "journal opened after an unclean end"
                );
            }
        }
    }
}

/// Wall and monotonic time parted (docs/delivery.md, rule 7).
pub(crate) struct ClockJumped {
    pub(crate) seconds: u64,
}

impl ClockJumped {
    pub(crate) fn emit(self) {
        counter!("wiredesk_clock_jumps_total").increment(1);
        warn!(seconds = self.seconds, "the clock jumped: nothing is deleted by age for a day");
    }
}

pub(crate) struct RetentionPassed<'a> {
    pub(crate) retained: &'a Retained,
}

impl RetentionPassed<'_> {
    pub(crate) fn emit(self) {
        let Retained { rows, versions, articles, feeds, .. } = *self.retained;
        counter!("wiredesk_retention_deleted_total", "what" => "rows").increment(rows);
        counter!("wiredesk_retention_deleted_total", "what" => "articles").increment(articles);
        if rows + versions + articles + feeds > 0 {
            info!(rows, versions, articles, feeds, "retention deleted");
        }
    }
}
