//! Tables of the journal, and how an older file becomes a newer one.
use std::path::{Path, PathBuf};
use std::time::Duration;

use data_encoding::BASE32_NOPAD;
use model::{JournalId, Timestamp};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::{JournalError, Result};

const FILE: &str = "wiredesk.db";

/// `PRAGMA application_id`: "WDJ1".
const APPLICATION: i64 = 0x57_44_4a_31;

/// Each step takes the file from version n to n + 1; a step that was released never changes.
const STEPS: &[&str] = &[FIRST, SECOND];

/// Times are milliseconds since 1970 (`datetime(committed_at / 1000, 'unixepoch')`), hashes 64-bit integers, lists and
/// states JSON. Columns stand beside a JSON state where a query or a rule needs them; then the column counts.
const FIRST: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- etag to last_body move only in the transaction that puts the body's items into pending (rule 5)
CREATE TABLE feeds (
  id TEXT PRIMARY KEY, domain TEXT NOT NULL, spec_url TEXT NOT NULL, health TEXT NOT NULL, unseen_since INTEGER,
  filled INTEGER NOT NULL DEFAULT 0, etag TEXT, last_modified TEXT, body_hash INTEGER,
  last_body BLOB NOT NULL DEFAULT x'', state TEXT NOT NULL) STRICT;
CREATE INDEX feeds_by_domain ON feeds (domain);

CREATE TABLE aliases (
  hash INTEGER NOT NULL, domain TEXT NOT NULL, alias TEXT NOT NULL, article TEXT NOT NULL,
  PRIMARY KEY (hash, domain, alias)) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
  id TEXT PRIMARY KEY, domain TEXT NOT NULL, version INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
  story_at INTEGER NOT NULL, revisit_at INTEGER, feed_hashes TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0,
  stripped_title TEXT NOT NULL, simhash INTEGER NOT NULL, take_label TEXT, take_number INTEGER,
  state TEXT NOT NULL) STRICT;
CREATE INDEX articles_by_last_seen ON articles (last_seen_at);
CREATE INDEX articles_by_story ON articles (domain, story_at) WHERE version > 0;
CREATE INDEX articles_by_revisit ON articles (revisit_at) WHERE revisit_at IS NOT NULL;

CREATE TABLE pending (
  id INTEGER PRIMARY KEY AUTOINCREMENT, generation INTEGER NOT NULL DEFAULT 1, article TEXT NOT NULL UNIQUE,
  domain TEXT NOT NULL, feed TEXT NOT NULL, origin TEXT NOT NULL, item TEXT NOT NULL, aliases TEXT NOT NULL,
  item_hash INTEGER NOT NULL, published_at INTEGER, fetched_at INTEGER NOT NULL, poll TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_try_at INTEGER NOT NULL, reason TEXT,
  in_hand INTEGER NOT NULL DEFAULT 0, suspect INTEGER NOT NULL DEFAULT 0, ends_alone INTEGER NOT NULL DEFAULT 0,
  parked_at INTEGER) STRICT;
CREATE INDEX pending_by_due ON pending (next_try_at) WHERE parked_at IS NULL AND suspect = 0;
CREATE INDEX pending_by_suspicion ON pending (id) WHERE suspect = 1 OR in_hand = 1;

CREATE TABLE versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, version INTEGER NOT NULL, feed TEXT NOT NULL,
  aliases TEXT NOT NULL, item TEXT, item_hash INTEGER NOT NULL, fetched_at INTEGER NOT NULL,
  committed_at INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
  withheld INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX versions_by_article ON versions (article, version);
CREATE INDEX versions_withheld ON versions (last_seq) WHERE withheld = 1;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER, partition INTEGER NOT NULL,
  tenure INTEGER NOT NULL DEFAULT 0, committed_at INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,
  headers TEXT NOT NULL, value ANY, nonce INTEGER NOT NULL) STRICT;
CREATE INDEX outbox_by_topic ON outbox (topic);

-- snapshot: up to where all states were appended for this sink; null when it knows them all
CREATE TABLE sinks (
  cluster_id TEXT NOT NULL, prefix TEXT NOT NULL, position INTEGER NOT NULL, backlog TEXT NOT NULL,
  opened_at INTEGER NOT NULL, used_at INTEGER NOT NULL, snapshot TEXT,
  PRIMARY KEY (cluster_id, prefix)) STRICT, WITHOUT ROWID;
";

/// What comes beside a feed's own body (parts, pushes that were asked for, files that are imported), and what 100,000
/// feeds need: polls in narrow rows, and a way to the feeds that are configured without reading all rows.
const SECOND: &str = "
-- packed as last_body: what parts (pushes, deltas, older pages) showed since the last whole body, newest first
ALTER TABLE feeds ADD COLUMN parts BLOB NOT NULL DEFAULT x'';

CREATE INDEX feeds_by_health ON feeds (unseen_since, health, id);

-- what every poll moves; newer than the same numbers in the feed's state, whose other fields have this hash
CREATE TABLE polls (
  feed TEXT PRIMARY KEY, state_hash INTEGER NOT NULL, due_at INTEGER NOT NULL, not_before INTEGER,
  last_poll_at INTEGER, last_success_at INTEGER, interval_seconds INTEGER NOT NULL, items_a_day REAL NOT NULL,
  polls INTEGER NOT NULL, failures INTEGER NOT NULL, unchanged INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- to count what waits without reading it
CREATE INDEX pending_by_origin ON pending (origin) WHERE parked_at IS NULL;

CREATE TABLE subscriptions (
  feed TEXT PRIMARY KEY, hub TEXT NOT NULL, topic TEXT NOT NULL, token TEXT NOT NULL, secret TEXT NOT NULL,
  asked_at INTEGER, lease_until INTEGER, next_try_at INTEGER NOT NULL, failures INTEGER NOT NULL,
  reason TEXT) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  file TEXT PRIMARY KEY, size INTEGER NOT NULL, offset INTEGER NOT NULL,
  updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
";

pub(crate) fn file(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// The writing connection: creates the file or brings it up to date. The caller holds the lock.
pub(crate) fn open_writer(dir: &Path, max_bytes: Option<u64>, now: Timestamp) -> Result<Connection> {
    let mut conn = Connection::open(file(dir))?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "cache_size", -32_000)?;
    conn.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    conn.pragma_update(None, "journal_size_limit", 64 << 20)?;
    migrate(&mut conn, now)?;
    if let Some(bytes) = max_bytes {
        let page: i64 = conn.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let pages = (i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1)).max(1);
        // Answers with the limit that now holds, which is never below the file's size.
        conn.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, i64>(0))?;
    }
    Ok(conn)
}

/// A reading connection, of this or another process.
pub(crate) fn open_reader(dir: &Path) -> Result<Connection> {
    let path = file(dir);
    std::fs::metadata(&path).map_err(|e| JournalError::io("open", &path, e))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(&path, flags)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.set_prepared_statement_cache_capacity(32);
    check_version(&conn)?;
    Ok(conn)
}

fn check_version(conn: &Connection) -> Result<usize> {
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match usize::try_from(found) {
        Ok(steps) if steps <= STEPS.len() => Ok(steps),
        _ => Err(JournalError::NewerSchema { found, known: STEPS.len() as i64 }),
    }
}

fn migrate(conn: &mut Connection, now: Timestamp) -> Result<()> {
    let done = check_version(conn)?;
    if done == STEPS.len() {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for step in STEPS.iter().skip(done) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", STEPS.len() as i64)?;
    tx.pragma_update(None, "application_id", APPLICATION)?;
    if done == 0 {
        set_meta(&tx, "journal_id", new_id().as_str())?;
        set_meta(&tx, "created_at", &now.to_string())?;
        set_meta(&tx, "partitions", &crate::PARTITIONS.to_string())?;
    }
    tx.commit()?;
    Ok(())
}

/// 128 random bits: `transactional.id` and the group of the position come from it.
pub(crate) fn new_id() -> JournalId {
    JournalId::new(format!("j{}", BASE32_NOPAD.encode(&rand::random::<[u8; 16]>()).to_ascii_lowercase()))
}

pub(crate) fn meta(conn: &Connection, key: &str) -> Result<Option<String>> {
    let mut query = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?)
}

pub(crate) fn meta_number(conn: &Connection, key: &str) -> Result<Option<i64>> {
    Ok(meta(conn, key)?.and_then(|text| text.parse().ok()))
}

pub(crate) fn set_meta(conn: &Connection, key: &str, value: &str) -> Result<()> {
    let sql =
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value";
    conn.prepare_cached(sql)?.execute([key, value])?;
    Ok(())
}

pub(crate) fn journal_id(conn: &Connection) -> Result<JournalId> {
    let id = meta(conn, "journal_id")?;
    id.map(JournalId::new)
        .ok_or_else(|| JournalError::Corrupt(std::sync::Arc::new(rusqlite::Error::QueryReturnedNoRows)))
}

/// The last `seq` ever given out, also when retention has emptied the table.
pub(crate) fn last_seq(conn: &Connection) -> Result<u64> {
    let mut query = conn.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")?;
    let seq: Option<i64> = query.query_row([], |row| row.get(0)).optional()?;
    Ok(unsigned(seq.unwrap_or(0)))
}

pub(crate) fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

pub(crate) fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
