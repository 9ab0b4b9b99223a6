//! What a worker remembers: feeds, pending items, articles and the outbox, in one SQLite file that a person can read.
//!
//! Two transactions carry the whole promise of docs/delivery.md: [`Journal::admit`] (new items and the feed's
//! validators together) and [`Journal::commit`] (records, article state and the end of the pending item together).
#![forbid(unsafe_code)]

/// A place where test builds may fail or die (feature `faults`).
macro_rules! failpoint {
    ($($point:tt)*) => {
        #[cfg(feature = "faults")]
        fail::fail_point!($($point)*);
    };
}

mod admission;
mod articles;
mod bodies;
mod commit;
mod cursor;
mod error;
mod events;
mod feeds;
mod forget;
mod hold;
mod imports;
mod lease;
mod ledger;
mod lock;
mod notes;
mod outbox;
mod partition;
mod pending;
mod readers;
mod records;
mod requeue;
mod retention;
mod roster;
mod schema;
mod sinks;
mod snapshot;
mod subscriptions;
mod waiting;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::time::Duration;

use model::{Clock, JournalId};
use tokio::sync::watch;

use events::Opened;
use hold::Holds;
use ledger::{Ledger, Shared};
use lock::DirLock;
use notes::Notes;
use retention::Clocks;
use writer::Writer;

pub use admission::{Admission, AdmitItem, Admitted, FirstFill, Scope};
pub use articles::{Extended, TakeCandidate};
pub use commit::{Commit, Committed, NewRow};
pub use cursor::{Cursor, CursorError};
pub use error::{ErrorKind, JournalError};
pub use feeds::FeedSpec;
pub use imports::ImportMark;
pub use outbox::{Outbox, OutboxRow, OutboxVersion};
pub use partition::{PARTITIONS, partition_of};
pub use pending::{Claim, PendingItem, Suspect};
pub use readers::Reader;
pub use records::{Page, PendingCounts, Record, Summary, VersionHead};
pub use requeue::Merged;
pub use retention::Retained;
pub use roster::Roster;
pub use sinks::{Backlog, Sink, SinkOpened};
pub use snapshot::{ArticleSnapshot, PendingSnapshot};
pub use subscriptions::Subscription;

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
    /// A retry is never further away (the clock may have been wrong when it was set: docs/delivery.md, rule 7).
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
    shared: Arc<Shared>,
    reader: Reader,
    clocks: Clocks,
    writer: Writer,
}

impl Journal {
    /// Takes the OS lock on the data directory, creates or migrates `wiredesk.db` and starts the writer thread.
    pub fn open(config: Config, clock: Clock) -> Result<Journal> {
        let lock = DirLock::take(&config.dir)?;
        let now = clock.now();
        let conn = schema::open_writer(&config.dir, config.max_file_bytes, now)?;
        let id = schema::journal_id(&conn)?;
        let shared = Arc::new(Shared {
            seq: watch::Sender::new(0),
            holds: Holds::new(),
            leases: Arc::default(),
            notes: Notes::default(),
            sink_present: AtomicBool::new(false),
            unpublished: AtomicU64::new(0),
        });
        let mut ledger = Ledger::open(conn, config.clone(), clock, Arc::clone(&shared))?;
        let last_wall = ledger.last_wall()?;
        let in_hand = ledger.step(Ledger::recover)?;
        Opened { id: id.as_str(), last_seq: ledger.tail.last_seq, in_hand }.emit();
        let reader = Reader::new(&config.dir, Some(shared.seq.subscribe()))?;
        let writer = Writer::start(ledger, lock)?;
        let clocks = Clocks::new(last_wall, now);
        Ok(Journal { inner: Arc::new(Inner { id, config, clock, shared, reader, clocks, writer }) })
    }

    /// Gives a stopped journal a new id (docs/delivery.md, rule 1), and returns it.
    pub fn adopt(dir: &Path, clock: Clock) -> Result<JournalId> {
        std::fs::metadata(schema::file(dir)).map_err(|e| JournalError::io("open", schema::file(dir), e))?;
        let _lock = DirLock::take(dir)?;
        let conn = schema::open_writer(dir, None, clock.now())?;
        let id = schema::new_id();
        schema::set_meta(&conn, "journal_id", id.as_str())?;
        Ok(id)
    }

    pub fn id(&self) -> &JournalId {
        &self.inner.id
    }

    /// Four pooled read-only connections; at most 1,000 rows a read.
    pub fn reader(&self) -> Reader {
        self.inner.reader.clone()
    }

    /// The last committed `seq`.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.inner.shared.seq.subscribe()
    }

    /// Resolves when the writer thread has ended, whether asked or not: a supervisor waits on it.
    pub async fn stopped(&self) {
        self.inner.writer.stopped().await;
    }

    /// Ends cleanly: feed states and totals stored, in-hand marks cleared, write-ahead log folded in, lock released.
    /// Every later call answers [`JournalError::Closed`].
    pub async fn checkpoint_and_close(&self) -> Result<()> {
        self.inner.writer.close().await
    }
}
