//! What a worker remembers: feeds, pending items, articles and the outbox, in one SQLite file that a person can read.
//!
//! Two transactions carry the whole promise of docs/delivery.md: [`Journal::admit`] (new items and the feed's
//! validators together) and [`Journal::commit`] (records, article state and the end of the pending item together).
#![forbid(unsafe_code)]
#![allow(dead_code, clippy::todo)] // bodies follow

mod admission;
mod articles;
mod commit;
mod cursor;
mod error;
mod events;
mod feeds;
mod hold;
mod lease;
mod lock;
mod outbox;
mod partition;
mod pending;
mod readers;
mod records;
mod retention;
mod schema;
mod sinks;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use model::{Clock, JournalId};

pub use admission::{Admission, AdmitItem, Admitted, FirstFill};
pub use articles::{Extended, TakeCandidate};
pub use commit::{Commit, Committed, NewRow};
pub use cursor::{Cursor, CursorError};
pub use error::{ErrorKind, JournalError};
pub use feeds::FeedSpec;
pub use outbox::{Outbox, OutboxRow, OutboxVersion};
pub use partition::{PARTITIONS, partition_of};
pub use pending::{Claim, PendingItem, Suspect};
pub use readers::Reader;
pub use records::{Page, PendingCounts, Record, Summary, VersionHead};
pub use retention::Retained;
pub use sinks::{Backlog, Sink, SinkOpened};

pub(crate) type Result<T> = std::result::Result<T, JournalError>;

/// How a journal is kept.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data directory; created if missing.
    pub dir: PathBuf,
    /// Records older than this may be deleted.
    pub max_age: Duration,
    /// Above this many bytes of records the oldest are deleted.
    pub max_bytes: u64,
    /// How long an article that stands in no feed any more is remembered.
    pub remember: Duration,
    /// How many undated items of a feed's first body count as young.
    pub undated_cap: usize,
    /// A retry is never further away (the clock may have been wrong when it was set: DELIVERY.md, rule 7).
    pub longest_retry: Duration,
    /// A hard limit on the database file; reached, it is as a full disk.
    pub max_file_bytes: Option<u64>,
}

impl Config {
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Config {
            dir: dir.into(),
            max_age: Duration::from_secs(7 * 86_400),
            max_bytes: 4 << 30,
            remember: Duration::from_secs(30 * 86_400),
            undated_cap: 20,
            longest_retry: Duration::from_secs(86_400),
            max_file_bytes: None,
        }
    }
}

/// The open journal: a cheap handle, one writer thread behind it. Dropping the last handle without
/// [`Journal::checkpoint_and_close`] counts as an unclean end.
#[derive(Clone)]
pub struct Journal {
    inner: Arc<Inner>,
}

struct Inner {
    id: JournalId,
    config: Config,
    clock: Clock,
}

impl Journal {
    /// Takes the OS lock on the data directory, creates or migrates `wiredesk.db` and starts the writer thread.
    pub fn open(config: Config, clock: Clock) -> Result<Journal> {
        let _ = (config, clock);
        todo!()
    }

    pub fn id(&self) -> &JournalId {
        &self.inner.id
    }

    /// Four pooled read-only connections; at most 1,000 rows a read.
    pub fn reader(&self) -> Reader {
        todo!()
    }

    /// The last committed `seq`.
    pub fn watch(&self) -> tokio::sync::watch::Receiver<u64> {
        todo!()
    }

    /// Resolves when the writer thread has ended, whether asked or not: a supervisor waits on it.
    pub async fn stopped(&self) {
        todo!()
    }

    /// Ends cleanly: feed states and totals stored, in-hand marks cleared, write-ahead log folded in, lock released.
    pub async fn checkpoint_and_close(&self) -> Result<()> {
        todo!()
    }

    /// Gives a stopped journal a new id (DELIVERY.md, rule 1), and returns it.
    pub fn adopt(dir: &std::path::Path) -> Result<JournalId> {
        let _ = dir;
        todo!()
    }
}
