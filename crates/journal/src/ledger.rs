//! The writer's side of the file: its connection, the end of the log, and how rows are appended to it.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use model::record::Topic;
use model::{Clock, Domain, Timestamp};
use rusqlite::Connection;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio::sync::watch;

use crate::hold::Holds;
use crate::lease::Leases;
use crate::notes::Notes;
use crate::schema::{self, signed, unsigned};
use crate::sinks::SinkKey;
use crate::{Config, NewRow, Result, partition_of};

/// What the handles and the writer thread share.
pub(crate) struct Shared {
    pub(crate) seq: watch::Sender<u64>,
    pub(crate) holds: Arc<Holds>,
    pub(crate) leases: Arc<Leases>,
    pub(crate) notes: Notes,
    pub(crate) sink_present: AtomicBool,
    /// Bytes behind the publisher's position, as of the last commit.
    pub(crate) unpublished: AtomicU64,
}

/// Every job runs on this, on the writer thread, inside a savepoint.
pub(crate) struct Ledger {
    pub(crate) conn: Connection,
    pub(crate) config: Config,
    pub(crate) clock: Clock,
    pub(crate) shared: Arc<Shared>,
    pub(crate) tail: Tail,
    /// The error by which SQLite ended the whole transaction, not only a step.
    pub(crate) ended_by: Option<crate::JournalError>,
}

/// What is known of the log without asking; goes back with a transaction that fails.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tail {
    pub(crate) last_seq: u64,
    pub(crate) record_bytes: u64,
    /// The highest `seq` that retention has deleted.
    pub(crate) trimmed_to: u64,
    /// The sink that positions are kept for: the present one, or the one last used.
    pub(crate) sink: Option<Arc<SinkKey>>,
    pub(crate) position: u64,
    pub(crate) unpublished: u64,
    /// States moved without a row in the outbox, and the sinks have been told so.
    pub(crate) states_unwritten: bool,
}

impl Ledger {
    pub(crate) fn open(
        conn: Connection,
        config: Config,
        clock: Clock,
        shared: Arc<Shared>,
    ) -> Result<Ledger> {
        let number =
            |key| Ok::<_, crate::JournalError>(unsigned(schema::meta_number(&conn, key)?.unwrap_or(0)));
        let tail = Tail {
            last_seq: schema::last_seq(&conn)?,
            record_bytes: number("record_bytes")?,
            trimmed_to: number("trimmed_to")?,
            ..Tail::default()
        };
        let mut ledger = Ledger { conn, config, clock, shared, tail, ended_by: None };
        ledger.find_last_sink()?;
        ledger.shared.seq.send_replace(ledger.tail.last_seq);
        ledger.shared.unpublished.store(ledger.tail.unpublished, Ordering::Release);
        Ok(ledger)
    }

    /// Runs one job in a savepoint: all of it or nothing.
    pub(crate) fn step<T>(&mut self, work: impl FnOnce(&mut Ledger) -> Result<T>) -> Result<T> {
        let before = self.tail.clone();
        self.sql("SAVEPOINT step")?;
        match work(self) {
            Ok(value) => {
                self.sql("RELEASE step")?;
                Ok(value)
            }
            Err(error) => {
                self.tail = before;
                if self.conn.is_autocommit() {
                    self.ended_by = Some(error.clone());
                } else {
                    self.sql("ROLLBACK TO step")?;
                    self.sql("RELEASE step")?;
                }
                Err(error)
            }
        }
    }

    pub(crate) fn sql(&self, sql: &str) -> Result<()> {
        self.conn.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn sink_present(&self) -> bool {
        self.shared.sink_present.load(Ordering::Acquire)
    }

    /// Appends rows of one publisher and gives their places.
    pub(crate) fn append(
        &mut self,
        rows: &[NewRow],
        version_id: Option<i64>,
        domain: &Domain,
    ) -> Result<Vec<u64>> {
        let sql = "INSERT INTO outbox (seq, version_id, partition, committed_at, topic, key, headers, value, nonce) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let partition = partition_of(domain);
        let now = self.now().millis();
        let mut insert = self.conn.prepare_cached(sql)?;
        let mut seqs = Vec::with_capacity(rows.len());
        for row in rows {
            let headers = serde_json::to_string(&row.headers)?;
            let nonce = rand::random::<u64>() as i64;
            let seq = self.tail.last_seq + 1;
            insert.execute(rusqlite::params![
                signed(seq),
                version_id,
                partition,
                now,
                row.topic.name(),
                row.key,
                headers,
                value(row.value.as_deref()),
                nonce
            ])?;
            let bytes = row.value.as_ref().map_or(0, Vec::len) + row.key.len() + headers.len();
            self.tail.last_seq = seq;
            self.tail.record_bytes += bytes as u64;
            self.tail.unpublished += bytes as u64;
            seqs.push(seq);
        }
        Ok(seqs)
    }

    /// States are published only while a sink is present; otherwise sinks are told once that they miss some.
    pub(crate) fn append_states(
        &mut self,
        version_id: Option<i64>,
        domain: &Domain,
        rows: impl FnOnce(&Ledger) -> Result<Vec<NewRow>>,
    ) -> Result<()> {
        if self.sink_present() {
            let rows = rows(self)?;
            self.append(&rows, version_id, domain)?;
        } else if !self.tail.states_unwritten {
            self.sql("UPDATE sinks SET snapshot = ''")?;
            self.tail.states_unwritten = true;
        }
        Ok(())
    }
}

/// Bytes as SQL sees them for one row, equal to what [`Ledger::append`] counts.
pub(crate) const ROW_BYTES: &str =
    "coalesce(octet_length(value), 0) + octet_length(key) + octet_length(headers)";

/// JSON goes in as text, so that a person can read it.
fn value(bytes: Option<&[u8]>) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(match bytes {
        None => ValueRef::Null,
        Some(bytes) if std::str::from_utf8(bytes).is_ok() => ValueRef::Text(bytes),
        Some(bytes) => ValueRef::Blob(bytes),
    })
}

/// A state as a row of `feed-state`; `None` is a tombstone.
pub(crate) fn state_row<T: serde::Serialize>(key: String, state: Option<&T>) -> Result<NewRow> {
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    Ok(NewRow { topic: Topic::FeedState, key, headers, value: state.map(serde_json::to_vec).transpose()? })
}
