//! Positions of publishers: one for each Kafka cluster and prefix (docs/delivery.md, rules 2 and 3).
use std::sync::Arc;

use model::{ArticleId, Domain};
use rusqlite::{Connection, OptionalExtension, params};

use crate::ledger::{Ledger, state_row};
use crate::outbox::Outbox;
use crate::schema::{signed, unsigned};
use crate::snapshot::ArticleSnapshot;
use crate::{Result, bodies};

/// States appended in one transaction.
const SLICE: usize = 200;

/// Where records are published to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sink {
    pub cluster_id: String,
    pub prefix: String,
    /// For a sink that is new: whether records from before are published.
    pub backlog: Backlog,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Backlog {
    #[default]
    Retained,
    None,
}

impl Backlog {
    pub const fn as_str(self) -> &'static str {
        match self {
            Backlog::Retained => "retained",
            Backlog::None => "none",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinkOpened {
    pub new: bool,
    /// The last acknowledged `seq`.
    pub position: u64,
    /// At most this many rows after the position were deleted by retention while no sink was present.
    pub gone: u64,
    /// States appended as a snapshot.
    pub states: u64,
}

/// What names a sink.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SinkKey {
    cluster_id: String,
    prefix: String,
}

impl Sink {
    fn key(&self) -> SinkKey {
        SinkKey { cluster_id: self.cluster_id.clone(), prefix: self.prefix.clone() }
    }
}

impl Outbox {
    /// Opens (or creates) the position for this cluster and prefix, makes it the present sink, and appends a snapshot
    /// of all states if Kafka cannot know them (a new sink, or states moved while no sink was present).
    pub fn open_sink(&self, sink: &Sink) -> Result<SinkOpened> {
        self.journal.set_sink_present(true);
        let writer = &self.journal.inner.writer;
        let (key, backlog) = (sink.key(), sink.backlog);
        let mut opened = writer.write_blocking(move |ledger| ledger.open_sink(key, backlog))?;
        loop {
            let key = sink.key();
            match writer.write_blocking(move |ledger| ledger.append_snapshot(&key))? {
                Some(states) => opened.states += states,
                None => return Ok(opened),
            }
        }
    }

    /// The last acknowledged `seq`; `None` for an unknown sink.
    pub fn sink_position(&self, sink: &Sink) -> Result<Option<u64>> {
        self.read(|conn| Ok(position(conn, &sink.key())?.map(|row| row.position)))
    }

    /// Never moves backwards.
    pub fn set_sink_position(&self, sink: &Sink, seq: u64) -> Result<()> {
        let key = sink.key();
        self.journal.inner.writer.write_blocking(move |ledger| ledger.set_position(&key, seq))
    }
}

struct PositionRow {
    position: u64,
    snapshot: Option<String>,
}

fn position(conn: &Connection, key: &SinkKey) -> Result<Option<PositionRow>> {
    let sql = "SELECT position, snapshot FROM sinks WHERE cluster_id = ?1 AND prefix = ?2";
    let mut query = conn.prepare_cached(sql)?;
    let row = query.query_row([&key.cluster_id, &key.prefix], |row| {
        Ok(PositionRow { position: unsigned(row.get(0)?), snapshot: row.get(1)? })
    });
    Ok(row.optional()?)
}

impl Ledger {
    /// At start, before the cluster answers, the sink last used is taken for the present one.
    pub(crate) fn find_last_sink(&mut self) -> Result<()> {
        let sql = "SELECT cluster_id, prefix, position FROM sinks ORDER BY used_at DESC LIMIT 1";
        let last = self.conn.query_row(sql, [], |row| {
            Ok((SinkKey { cluster_id: row.get(0)?, prefix: row.get(1)? }, unsigned(row.get(2)?)))
        });
        match last.optional()? {
            Some((key, position)) => self.follow(key, position),
            None => {
                self.tail.unpublished = self.tail.record_bytes;
                Ok(())
            }
        }
    }

    fn follow(&mut self, key: SinkKey, position: u64) -> Result<()> {
        self.tail.sink = Some(Arc::new(key));
        self.tail.position = position;
        self.tail.unpublished = self.bytes_between(position, self.tail.last_seq)?;
        Ok(())
    }

    fn open_sink(&mut self, key: SinkKey, backlog: Backlog) -> Result<SinkOpened> {
        let now = self.now().millis();
        let known = position(&self.conn, &key)?;
        let new = known.is_none();
        let position = match (&known, backlog) {
            (Some(row), _) => row.position,
            (None, Backlog::Retained) => self.tail.trimmed_to,
            (None, Backlog::None) => self.tail.last_seq,
        };
        let gone = self.tail.trimmed_to.saturating_sub(position);
        let unknown_states = new || gone > 0 || known.is_some_and(|row| row.snapshot.is_some());
        let sql = "INSERT INTO sinks (cluster_id, prefix, position, backlog, opened_at, used_at, snapshot) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6) \
                   ON CONFLICT DO UPDATE SET used_at = excluded.used_at, snapshot = excluded.snapshot";
        let snapshot = unknown_states.then_some("");
        let row = params![key.cluster_id, key.prefix, signed(position), backlog.as_str(), now, snapshot];
        self.conn.execute(sql, row)?;
        self.follow(key, position)?;
        self.tail.states_unwritten = false;
        Ok(SinkOpened { new, position, gone, states: 0 })
    }

    /// One slice of all states; `None` when the sink has them all. What changes meanwhile is appended by whoever
    /// changes it, so that the last row of a key is always its newest.
    fn append_snapshot(&mut self, key: &SinkKey) -> Result<Option<u64>> {
        let Some(after) = position(&self.conn, key)?.and_then(|row| row.snapshot) else { return Ok(None) };
        let (written, next) = match after.strip_prefix("a:") {
            Some(article) => self.snapshot_articles(article)?,
            None => self.snapshot_feeds(after.strip_prefix("f:").unwrap_or(""))?,
        };
        let sql = "UPDATE sinks SET snapshot = ?3 WHERE cluster_id = ?1 AND prefix = ?2";
        self.conn.prepare_cached(sql)?.execute(params![key.cluster_id, key.prefix, next])?;
        Ok(Some(written))
    }

    fn snapshot_feeds(&mut self, after: &str) -> Result<(u64, Option<String>)> {
        let page = params![after, SLICE as i64];
        let slice = bodies::states(&self.conn, "WHERE id > ?1 ORDER BY id LIMIT ?2", page)?;
        let next = slice.last().map_or_else(|| "a:".to_owned(), |last| format!("f:{}", last.id));
        for state in &slice {
            let row = state_row(format!("f:{}", state.id), Some(state))?;
            self.append(&[row], None, &state.domain)?;
        }
        Ok((slice.len() as u64, Some(next)))
    }

    fn snapshot_articles(&mut self, after: &str) -> Result<(u64, Option<String>)> {
        let slice: Vec<(String, String)> = {
            let sql = "SELECT id, domain FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2";
            let mut query = self.conn.prepare_cached(sql)?;
            let rows = query.query_map(params![after, SLICE as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<std::result::Result<_, _>>()?
        };
        let next = slice.last().map(|(last, _)| format!("a:{last}"));
        for (id, domain) in &slice {
            let snapshot = ArticleSnapshot::of(&self.conn, &ArticleId::new(id))?;
            let row = state_row(format!("a:{id}"), snapshot.as_ref())?;
            self.append(&[row], None, &Domain::named(domain))?;
        }
        Ok((slice.len() as u64, next))
    }

    fn set_position(&mut self, key: &SinkKey, seq: u64) -> Result<()> {
        let sql = "UPDATE sinks SET position = ?3, used_at = ?4 WHERE cluster_id = ?1 AND prefix = ?2 AND position < ?3";
        let now = self.now().millis();
        let moved = params![key.cluster_id, key.prefix, signed(seq), now];
        let moved = self.conn.prepare_cached(sql)?.execute(moved)? > 0;
        if moved && self.tail.sink.as_deref() == Some(key) {
            let published = self.bytes_between(self.tail.position, seq)?;
            self.tail.unpublished = self.tail.unpublished.saturating_sub(published);
            self.tail.position = seq;
        }
        Ok(())
    }
}
