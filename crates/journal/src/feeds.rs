//! Feed states: opened from the configuration, moved by polls, kept while their feed is configured and 30 days longer.
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::state::Validators;
use model::{Domain, FeedId, FeedState, Hash64, Timestamp};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use tokio::sync::Notify;

use crate::ledger::{Ledger, state_row};
use crate::{Journal, Result, Scope};

/// A feed as the configuration names it.
#[derive(Clone, Debug)]
pub struct FeedSpec {
    pub id: FeedId,
    pub url: String,
    pub domain: Domain,
    /// The operator wrote `domain = "…"`: it replaces the domain pinned in the state. Otherwise the pinned one stays,
    /// so that a feed that moves to another host keeps its articles and its partition.
    pub domain_named: bool,
    /// A stored due time is never later than now plus this (docs/delivery.md, rule 7).
    pub max_interval: Duration,
}

impl Journal {
    /// Inserts what is unknown, keeps the state of what is known (another URL clears its validators), and marks the
    /// rest as unseen. Answers in the order of `specs`. `last_body` stays in the journal and is empty here.
    pub async fn open_feeds(&self, specs: Vec<FeedSpec>) -> Result<Vec<FeedState>> {
        self.inner.writer.write(move |ledger| ledger.open_feeds(&specs)).await
    }

    /// A poll that showed no new body (304, equal body, error): due time and health only. Validators, body hash and
    /// last body do not move here. Seen by [`Journal::feeds`] at once, stored with the next commit or within a second.
    pub fn note_poll(&self, state: FeedState) {
        self.inner.shared.overlay.note(state);
    }

    /// All feeds of the configuration, by id; `last_body` is left empty.
    pub async fn feeds(&self) -> Result<Vec<FeedState>> {
        // First what is not stored yet: an entry leaves it only after its commit.
        let noted = self.inner.shared.overlay.all();
        let mut feeds = self.reader().feeds().await?;
        for feed in &mut feeds {
            if let Some(note) = noted.get(&feed.id).filter(|note| note.polls >= feed.polls) {
                let stored = std::mem::replace(feed, FeedState::clone(note));
                feed.validators = stored.validators;
                feed.body_hash = stored.body_hash;
                feed.last_body = Vec::new();
            }
        }
        Ok(feeds)
    }
}

/// A poll without news that waits to be stored.
pub(crate) type Noted = Arc<FeedState>;

/// Polls without news since the last commit: each costs no commit of its own.
#[derive(Debug, Default)]
pub(crate) struct Overlay {
    notes: Mutex<HashMap<FeedId, Noted>>,
    changed: Notify,
}

impl Overlay {
    fn note(&self, state: FeedState) {
        self.lock().insert(state.id.clone(), Arc::new(state));
        self.changed.notify_one();
    }

    fn all(&self) -> HashMap<FeedId, Noted> {
        self.lock().clone()
    }

    /// Resolves `after` a note came.
    pub(crate) async fn due(&self, after: Duration) {
        self.changed.notified().await;
        tokio::time::sleep(after).await;
    }

    /// Drops what is on disk now, unless a newer note took its place.
    pub(crate) fn settle(&self, written: &[Noted]) {
        let mut notes = self.lock();
        for note in written {
            if notes.get(&note.id).is_some_and(|current| Arc::ptr_eq(current, note)) {
                notes.remove(&note.id);
            }
        }
    }

    /// A body follows the notes of its feed: they are out of date.
    pub(crate) fn forget(&self, feed: &FeedId) {
        self.lock().remove(feed);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<FeedId, Noted>> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the journal itself needs of a feed's row.
pub(crate) struct FeedRow {
    /// A whole body was admitted before: the next is no first fill.
    filled: bool,
    /// Something of the feed was read before, if only in parts.
    read: bool,
    last_body: Vec<Hash64>,
    /// What parts showed beyond the last body, newest first.
    parts: Vec<Hash64>,
}

impl FeedRow {
    /// Whether this is the first that is seen of the feed. One that is only ever read in parts is never filled.
    pub(crate) fn awaits_first(&self, scope: Scope) -> bool {
        !self.filled && (scope == Scope::Whole || !self.read)
    }
}

impl Ledger {
    fn open_feeds(&mut self, specs: &[FeedSpec]) -> Result<Vec<FeedState>> {
        let now = self.now();
        self.conn
            .prepare_cached("UPDATE feeds SET unseen_since = ?1 WHERE unseen_since IS NULL")?
            .execute([now.millis()])?;
        specs.iter().map(|spec| self.open_feed(spec, now)).collect()
    }

    fn open_feed(&mut self, spec: &FeedSpec, now: Timestamp) -> Result<FeedState> {
        let sql = format!("SELECT {COLUMNS}, spec_url FROM feeds WHERE id = ?1");
        let mut query = self.conn.prepare_cached(&sql)?;
        let known = query.query_row([spec.id.as_str()], |row| Ok((read(row), row.get::<_, String>(6)?)));
        let known = known.optional()?;
        drop(query);
        let Some((state, spec_url)) = known else {
            let state = FeedState::new(spec.id.clone(), spec.url.clone(), spec.domain.clone(), now);
            self.insert_feed(&state, &spec.url)?;
            return Ok(state);
        };
        let mut state = state?;
        if spec_url != spec.url {
            state.url.clone_from(&spec.url);
            state.validators = Validators::default();
            state.body_hash = None;
            state.moved_to = None;
        }
        if spec.domain_named {
            state.domain = spec.domain.clone();
        }
        let latest = now.plus(spec.max_interval);
        state.next_poll_at = state.next_poll_at.min(latest);
        state.not_before = state.not_before.map(|at| at.min(latest));
        let sql = "UPDATE feeds SET domain = ?2, spec_url = ?3, unseen_since = NULL, etag = ?4, last_modified = ?5, \
                   body_hash = ?6, state = ?7 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![
            state.id.as_str(),
            state.domain.as_str(),
            spec.url,
            state.validators.etag,
            state.validators.last_modified,
            state.body_hash.map(|hash| hash.0 as i64),
            json(&state)?
        ])?;
        Ok(state)
    }

    fn insert_feed(&self, state: &FeedState, spec_url: &str) -> Result<()> {
        let sql = "INSERT INTO feeds (id, domain, spec_url, health, state) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.conn.prepare_cached(sql)?.execute(params![
            state.id.as_str(),
            state.domain.as_str(),
            spec_url,
            state.health.as_str(),
            json(state)?
        ])?;
        Ok(())
    }

    pub(crate) fn feed_domain(&self, id: &str) -> Result<Option<Domain>> {
        let mut query = self.conn.prepare_cached("SELECT domain FROM feeds WHERE id = ?1")?;
        let domain: Option<String> = query.query_row([id], |row| row.get(0)).optional()?;
        Ok(domain.map(|domain| Domain::named(&domain)))
    }

    /// The row of a feed that polls; made if it was never opened.
    pub(crate) fn feed_row(&self, state: &FeedState) -> Result<FeedRow> {
        let sql = "SELECT filled, state ->> '$.last_success_at' IS NOT NULL, last_body, parts FROM feeds WHERE id = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let row = query.query_row([state.id.as_str()], |row| {
            let hashes = |index| Ok::<_, rusqlite::Error>(unpack(row.get_ref(index)?.as_blob()?));
            Ok(FeedRow { filled: row.get(0)?, read: row.get(1)?, last_body: hashes(2)?, parts: hashes(3)? })
        });
        if let Some(row) = row.optional()? {
            return Ok(row);
        }
        self.insert_feed(state, &state.url)?;
        Ok(FeedRow { filled: false, read: false, last_body: Vec::new(), parts: Vec::new() })
    }

    /// Stores the state that belongs to a body whose items are all known now (docs/delivery.md, rule 5).
    pub(crate) fn store_whole(
        &mut self,
        mut feed: FeedState,
        before: FeedRow,
        mut shown: Vec<Hash64>,
    ) -> Result<()> {
        shown.sort_unstable();
        shown.dedup();
        let left = before.last_body.iter().chain(&before.parts);
        self.touch(&feed.domain, left.filter(|hash| shown.binary_search(hash).is_err()).copied())?;
        self.shared.overlay.forget(&feed.id);
        let sql = "UPDATE feeds SET health = ?2, filled = 1, etag = ?3, last_modified = ?4, body_hash = ?5, \
                   last_body = ?6, parts = x'', state = ?7 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![
            feed.id.as_str(),
            feed.health.as_str(),
            feed.validators.etag,
            feed.validators.last_modified,
            feed.body_hash.map(|hash| hash.0 as i64),
            pack(&shown),
            json(&feed)?
        ])?;
        feed.last_body = shown;
        self.append_states(None, &feed.domain, |_| {
            Ok(vec![state_row(format!("f:{}", feed.id), Some(&feed))?])
        })
    }

    /// Adds what a part showed to what stands in the feed. The last whole body stays, whatever parts bring: what it shows
    /// is not forgotten (docs/delivery.md, rule 7).
    pub(crate) fn store_part(
        &mut self,
        feed: &FeedState,
        before: FeedRow,
        mut shown: Vec<Hash64>,
    ) -> Result<()> {
        let FeedRow { last_body, parts, .. } = before;
        let mut known: HashSet<Hash64> = last_body.into_iter().collect();
        shown.retain(|hash| known.insert(*hash));
        let parted: HashSet<&Hash64> = parts.iter().collect();
        if shown.iter().all(|hash| parted.contains(hash)) {
            return Ok(());
        }
        shown.extend(parts.into_iter().filter(|hash| known.insert(*hash)));
        let left = shown.split_off(shown.len().min(MOST_PARTS));
        self.touch(&feed.domain, left.into_iter())?;
        let sql = "UPDATE feeds SET parts = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![feed.id.as_str(), pack(&shown)])?;
        self.append_states(None, &feed.domain, |ledger| {
            let stored = with_bodies(&ledger.conn, "WHERE id = ?1", [feed.id.as_str()])?;
            stored.iter().map(|state| state_row(format!("f:{}", state.id), Some(state))).collect()
        })
    }

    /// Writes the polls without news into the open transaction.
    pub(crate) fn flush_feeds(&mut self) -> Result<Vec<Noted>> {
        let notes: Vec<Noted> = self.shared.overlay.lock().values().cloned().collect();
        let mut update =
            self.conn.prepare_cached("UPDATE feeds SET health = ?2, state = ?3 WHERE id = ?1")?;
        for note in &notes {
            update.execute(params![note.id.as_str(), note.health.as_str(), json(note)?])?;
        }
        drop(update);
        Ok(notes)
    }
}

/// The columns that [`read`] reads, first in the row.
pub(crate) const COLUMNS: &str = "state, domain, etag, last_modified, body_hash, id";

/// Hashes kept of parts: what falls out is remembered as long as what leaves a body.
const MOST_PARTS: usize = 20_000;

/// Without `last_body`, which nobody outside needs and which is most of the memory of 100,000 feeds.
pub(crate) fn read(row: &Row<'_>) -> Result<FeedState> {
    let mut state: FeedState = serde_json::from_str(row.get_ref(0)?.as_str()?)?;
    state.domain = Domain::named(row.get_ref(1)?.as_str()?);
    state.validators = Validators { etag: row.get(2)?, last_modified: row.get(3)? };
    state.body_hash = row.get::<_, Option<i64>>(4)?.map(|hash| Hash64(hash as u64));
    Ok(state)
}

/// States with all that stands in their feeds, as another owner must know them.
pub(crate) fn with_bodies(conn: &Connection, filter: &str, params: impl Params) -> Result<Vec<FeedState>> {
    let mut query =
        conn.prepare_cached(&format!("SELECT {COLUMNS}, last_body, parts FROM feeds {filter}"))?;
    let mut rows = query.query(params)?;
    let mut states = Vec::new();
    while let Some(row) = rows.next()? {
        let mut state = read(row)?;
        state.last_body = unpack(row.get_ref(6)?.as_blob()?);
        state.last_body.extend(unpack(row.get_ref(7)?.as_blob()?));
        states.push(state);
    }
    Ok(states)
}

/// What stands in the feeds of one domain.
pub(crate) fn shown(conn: &Connection, domain: &Domain) -> Result<HashSet<Hash64>> {
    let mut query = conn.prepare_cached("SELECT last_body, parts FROM feeds WHERE domain = ?1")?;
    let mut rows = query.query([domain.as_str()])?;
    let mut hashes = HashSet::new();
    while let Some(row) = rows.next()? {
        hashes.extend(unpack(row.get_ref(0)?.as_blob()?));
        hashes.extend(unpack(row.get_ref(1)?.as_blob()?));
    }
    Ok(hashes)
}

/// Up to `limit` configured feeds after an id.
pub(crate) fn page(conn: &Connection, after: &str, limit: usize) -> Result<Vec<FeedState>> {
    let sql =
        format!("SELECT {COLUMNS} FROM feeds WHERE id > ?1 AND unseen_since IS NULL ORDER BY id LIMIT ?2");
    let mut query = conn.prepare_cached(&sql)?;
    let mut rows = query.query(params![after, limit as i64])?;
    let mut feeds = Vec::new();
    while let Some(row) = rows.next()? {
        feeds.push(read(row)?);
    }
    Ok(feeds)
}

pub(crate) fn by_health(conn: &Connection) -> Result<BTreeMap<String, u64>> {
    let sql = "SELECT health, count(*) FROM feeds WHERE unseen_since IS NULL GROUP BY health";
    let mut query = conn.prepare_cached(sql)?;
    let counts = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.collect::<std::result::Result<_, _>>()?)
}

/// The state without what stands in columns of its own.
fn json(state: &FeedState) -> Result<String> {
    let mut state = state.clone();
    state.validators = Validators::default();
    state.body_hash = None;
    state.last_body = Vec::new();
    Ok(serde_json::to_string(&state)?)
}

fn pack(hashes: &[Hash64]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0.to_le_bytes()).collect()
}

fn unpack(bytes: &[u8]) -> Vec<Hash64> {
    bytes.as_chunks::<8>().0.iter().map(|chunk| Hash64(u64::from_le_bytes(*chunk))).collect()
}
