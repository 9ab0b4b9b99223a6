//! The outbox as the publisher reads it: whole versions in order of `seq`, and the position behind them.
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use model::record::Topic;
use model::{ArticleId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ledger::{Ledger, ROW_BYTES};
use crate::records::topic_of;
use crate::schema::{self, signed, unsigned};
use crate::{Journal, NewRow, Result};

/// Rows that go into one Kafka transaction together: a version's, or a single row that belongs to none.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxVersion {
    pub version_id: Option<i64>,
    /// Never empty, by `seq`.
    pub rows: Vec<OutboxRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    pub seq: u64,
    pub version_id: Option<i64>,
    pub partition: u32,
    pub tenure: u64,
    pub committed_at: Timestamp,
    pub topic: Topic,
    pub key: String,
    pub headers: Vec<(String, String)>,
    /// `None` is a tombstone.
    pub value: Option<Vec<u8>>,
    pub nonce: u64,
}

/// The outbox for the publisher's own OS thread: every method blocks, none may be called on the async reactor.
#[derive(Clone)]
pub struct Outbox {
    pub(crate) journal: Journal,
    /// Opened at the first read: the publisher does not share the pool of the async readers.
    conn: Arc<Mutex<Option<Connection>>>,
}

impl Journal {
    pub fn outbox(&self) -> Outbox {
        Outbox { journal: self.clone(), conn: Arc::default() }
    }

    /// Says whether records are (or will be) published: states are then written as `feed-state` rows too, and
    /// retention keeps what is not yet published. Call it before the first poll; `false` at start.
    pub fn set_sink_present(&self, present: bool) {
        self.inner.shared.sink_present.store(present, Ordering::Release);
    }

    /// Bytes of records behind the publisher's position; 0 without a sink.
    pub fn unpublished_bytes(&self) -> u64 {
        let shared = &self.inner.shared;
        if shared.sink_present.load(Ordering::Acquire) {
            shared.unpublished.load(Ordering::Acquire)
        } else {
            0
        }
    }
}

impl Outbox {
    /// Whole versions after `after`, until `max_bytes` or `max_rows` is passed (one version always comes whole).
    /// Withheld versions are left out.
    pub fn read_versions(&self, after: u64, max_bytes: usize, max_rows: usize) -> Result<Vec<OutboxVersion>> {
        self.read(|conn| read_versions(conn, after, max_bytes, max_rows))
    }

    /// The nonce of a row, to check that this journal is the one that published (docs/delivery.md, rule 1).
    pub fn row_nonce(&self, seq: u64) -> Result<Option<u64>> {
        self.read(|conn| {
            let mut query = conn.prepare_cached("SELECT nonce FROM outbox WHERE seq = ?1")?;
            Ok(query
                .query_row([signed(seq)], |row| row.get::<_, i64>(0))
                .optional()?
                .map(|nonce| nonce as u64))
        })
    }

    /// The broker refused this version for good: it is marked and a dead letter appended, in one transaction.
    pub fn withhold(&self, version_id: i64, dead_letter: NewRow) -> Result<()> {
        self.journal.inner.writer.write_blocking(move |ledger| ledger.withhold(version_id, &dead_letter))
    }

    /// Which article and version a version's row id stands for, for the dead letter.
    pub fn version_head(&self, version_id: i64) -> Result<Option<(ArticleId, u64)>> {
        self.read(|conn| {
            let mut query = conn.prepare_cached("SELECT article, version FROM versions WHERE id = ?1")?;
            let head =
                query.query_row([version_id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
            Ok(head.optional()?.map(|(article, version)| (ArticleId::new(article), unsigned(version))))
        })
    }

    /// The last committed `seq`; its changes wake the publisher.
    pub fn watch(&self) -> tokio::sync::watch::Receiver<u64> {
        self.journal.watch()
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let open = match conn.take() {
            Some(open) => open,
            None => schema::open_reader(&self.journal.inner.config.dir)?,
        };
        work(conn.insert(open))
    }
}

impl Ledger {
    fn withhold(&mut self, version_id: i64, dead_letter: &NewRow) -> Result<()> {
        let sql = "UPDATE versions SET withheld = 1 WHERE id = ?1 AND withheld = 0 RETURNING article";
        let mut update = self.conn.prepare_cached(sql)?;
        let article: Option<String> = update.query_row([version_id], |row| row.get(0)).optional()?;
        drop(update);
        // Withheld already: a repeat after a lost answer.
        let Some(article) = article else { return Ok(()) };
        let domain = self.article(&ArticleId::new(article))?.map(|state| state.domain);
        let domain = domain.unwrap_or_else(|| model::Domain::named(""));
        self.append(std::slice::from_ref(dead_letter), None, &domain)?;
        Ok(())
    }

    /// Bytes of the rows after `from` and up to `to`.
    pub(crate) fn bytes_between(&self, from: u64, to: u64) -> Result<u64> {
        let sql = format!("SELECT coalesce(sum({ROW_BYTES}), 0) FROM outbox WHERE seq > ?1 AND seq <= ?2");
        let mut query = self.conn.prepare_cached(&sql)?;
        Ok(query.query_row(params![signed(from), signed(to)], |row| row.get(0))?)
    }
}

fn read_versions(
    conn: &Connection,
    after: u64,
    max_bytes: usize,
    max_rows: usize,
) -> Result<Vec<OutboxVersion>> {
    let sql = "SELECT seq, version_id, partition, tenure, committed_at, topic, key, headers, value, nonce FROM outbox \
               WHERE seq > ?1 AND (version_id IS NULL OR version_id NOT IN (SELECT id FROM versions WHERE withheld = 1 \
                 AND last_seq > ?1)) ORDER BY seq";
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query([signed(after)])?;
    let mut versions: Vec<OutboxVersion> = Vec::new();
    let (mut bytes, mut count) = (0, 0);
    while let Some(row) = rows.next()? {
        let row = read_row(row)?;
        let same =
            row.version_id.is_some() && versions.last().is_some_and(|last| last.version_id == row.version_id);
        if !same && (bytes >= max_bytes || count >= max_rows) {
            break;
        }
        bytes += row.key.len() + row.value.as_ref().map_or(0, Vec::len);
        count += 1;
        match versions.last_mut() {
            Some(last) if same => last.rows.push(row),
            _ => versions.push(OutboxVersion { version_id: row.version_id, rows: vec![row] }),
        }
    }
    Ok(versions)
}

fn read_row(row: &Row<'_>) -> Result<OutboxRow> {
    Ok(OutboxRow {
        seq: unsigned(row.get(0)?),
        version_id: row.get(1)?,
        partition: row.get(2)?,
        tenure: unsigned(row.get(3)?),
        committed_at: Timestamp::from_millis(row.get(4)?),
        topic: topic_of(row.get_ref(5)?.as_str()?)?,
        key: row.get(6)?,
        headers: serde_json::from_str(row.get_ref(7)?.as_str()?)?,
        value: row.get_ref(8)?.as_bytes_or_null()?.map(<[u8]>::to_vec),
        nonce: row.get::<_, i64>(9)? as u64,
    })
}
