//! How publishing stands, for `/readyz`, the dashboard and whoever waits.
use model::{Clock, Timestamp};
use tokio::sync::watch;

use crate::error::SinkError;
use crate::events::{Connected, Degraded, Recovered, Stopped, lag};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SinkStatus {
    /// Since the start; no broker has answered yet.
    Connecting,
    Ready,
    /// Records wait in the journal; publishing goes on by itself once it can.
    Degraded {
        reason: String,
        since: Timestamp,
    },
    /// For good: as asked (then the reason is empty), or because someone has to change something.
    Stopped {
        reason: String,
    },
}

/// How far publishing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The last published row of the journal.
    pub published: u64,
    /// Rows that wait.
    pub unpublished: u64,
}

/// The publisher's side of both.
pub(crate) struct Board {
    status: watch::Sender<SinkStatus>,
    progress: watch::Sender<Progress>,
    clock: Clock,
}

impl Board {
    pub(crate) fn new(clock: Clock) -> Self {
        Board {
            status: watch::channel(SinkStatus::Connecting).0,
            progress: watch::channel(Progress::default()).0,
            clock,
        }
    }

    pub(crate) fn status(&self) -> watch::Receiver<SinkStatus> {
        self.status.subscribe()
    }

    pub(crate) fn watch_progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn connected(&self, cluster: &str) {
        if !matches!(*self.status.borrow(), SinkStatus::Ready) {
            Connected { cluster }.emit();
        }
        self.status.send_replace(SinkStatus::Ready);
    }

    pub(crate) fn ready(&self) {
        let recovered = self.status.send_if_modified(|status| {
            let other = *status != SinkStatus::Ready;
            *status = SinkStatus::Ready;
            other
        });
        if recovered {
            Recovered.emit();
        }
    }

    /// Keeps the time of the first of several reasons.
    pub(crate) fn degraded(&self, reason: &str) {
        let since = match &*self.status.borrow() {
            SinkStatus::Degraded { since, .. } => Some(*since),
            _ => None,
        };
        if since.is_none() {
            Degraded { reason }.emit();
        }
        let since = since.unwrap_or_else(|| self.clock.now());
        self.status.send_replace(SinkStatus::Degraded { reason: reason.to_owned(), since });
    }

    pub(crate) fn stopped(&self, error: Option<&SinkError>) {
        Stopped { error }.emit();
        let reason = error.map(SinkError::sentence).unwrap_or_default();
        self.status.send_replace(SinkStatus::Stopped { reason });
    }

    pub(crate) fn progress(&self, published: u64, unpublished: u64) {
        lag(unpublished, published);
        self.progress.send_replace(Progress { published, unpublished });
    }
}
