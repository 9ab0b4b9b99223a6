//! Feed states: opened from the configuration, moved by polls, kept while their feed is configured and 30 days longer.
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use model::state::Validators;
use model::{Domain, FeedId, FeedState, Hash64, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ledger::Ledger;
use crate::{Journal, Result, notes};

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

/// Feeds opened in one transaction: a reload of many must not hold up what is polled and committed meanwhile.
const SLICE: usize = 1_000;

impl Journal {
    /// Inserts what is unknown, keeps the state of what is known (another URL clears its validators), and marks the
    /// rest as unseen. Answers in the order of `specs`. `last_body` stays in the journal and is empty here.
    pub async fn open_feeds(&self, specs: Vec<FeedSpec>) -> Result<Vec<FeedState>> {
        let writer = &self.inner.writer;
        self.inner.shared.notes.hurry();
        let named: HashSet<String> = specs.iter().map(|spec| spec.id.to_string()).collect();
        let mut states = Vec::with_capacity(specs.len());
        let mut specs = specs.into_iter();
        while specs.len() > 0 {
            let slice: Vec<FeedSpec> = specs.by_ref().take(SLICE).collect();
            states.extend(writer.write(move |ledger| ledger.open_feeds(&slice)).await?);
        }
        writer.write(move |ledger| ledger.lose_sight(&named)).await?;
        Ok(states)
    }

    /// A poll that showed no new body (304, equal body, error): due time and health only. Validators, body hash and
    /// last body do not move here. Seen by [`Journal::feeds`] at once, stored within ten seconds.
    pub fn note_poll(&self, state: FeedState) {
        self.inner.shared.notes.note(state);
    }

    /// All feeds of the configuration, by id; `last_body` is left empty.
    pub async fn feeds(&self) -> Result<Vec<FeedState>> {
        // First what is not stored yet: an entry leaves it only after its commit.
        let noted = self.inner.shared.notes.all();
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

impl Ledger {
    fn open_feeds(&mut self, specs: &[FeedSpec]) -> Result<Vec<FeedState>> {
        let now = self.now();
        specs.iter().map(|spec| self.open_feed(spec, now)).collect()
    }

    /// Reads mostly: a start writes only what the configuration changed.
    fn open_feed(&mut self, spec: &FeedSpec, now: Timestamp) -> Result<FeedState> {
        let sql = format!("SELECT {}, spec_url, unseen_since FROM {ROWS} WHERE id = ?1", columns());
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query([spec.id.as_str()])?;
        let Some(row) = rows.next()? else {
            let state = FeedState::new(spec.id.clone(), spec.url.clone(), spec.domain.clone(), now);
            self.insert_feed(&state, &spec.url)?;
            return Ok(state);
        };
        let stored = read(row)?;
        let moved = row.get_ref("spec_url")?.as_str()? != spec.url;
        let unseen = row.get::<_, Option<i64>>("unseen_since")?.is_some();
        drop(rows);
        let mut state = stored.clone();
        if moved {
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
        if moved || unseen || state != stored {
            self.reopen_feed(&state, &spec.url)?;
        }
        Ok(state)
    }

    fn reopen_feed(&self, state: &FeedState, spec_url: &str) -> Result<()> {
        let sql = "UPDATE feeds SET domain = ?2, spec_url = ?3, unseen_since = NULL, etag = ?4, last_modified = ?5, \
                   body_hash = ?6, state = ?7 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![
            state.id.as_str(),
            state.domain.as_str(),
            spec_url,
            state.validators.etag,
            state.validators.last_modified,
            state.body_hash.map(|hash| hash.0 as i64),
            json(state)?
        ])?;
        self.store_poll(state)
    }

    /// Feeds that the configuration names no more: from now on their days count.
    fn lose_sight(&self, named: &HashSet<String>) -> Result<()> {
        let mut query = self.conn.prepare_cached("SELECT id FROM feeds WHERE unseen_since IS NULL")?;
        let mut rows = query.query([])?;
        let mut gone = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get_ref(0)?.as_str()?;
            if !named.contains(id) {
                gone.push(id.to_owned());
            }
        }
        let now = self.now().millis();
        let mut update = self.conn.prepare_cached("UPDATE feeds SET unseen_since = ?2 WHERE id = ?1")?;
        gone.iter().try_for_each(|id| update.execute(params![id, now]).map(drop))?;
        Ok(())
    }

    pub(crate) fn insert_feed(&self, state: &FeedState, spec_url: &str) -> Result<()> {
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

    /// Apart from the rest of the row: SQLite writes an index anew for every column that is set, changed or not.
    pub(crate) fn set_health(&self, state: &FeedState) -> Result<()> {
        let sql = "UPDATE feeds SET health = ?2 WHERE id = ?1 AND health <> ?2";
        self.conn.prepare_cached(sql)?.execute([state.id.as_str(), state.health.as_str()])?;
        Ok(())
    }

    pub(crate) fn delete_feed(&self, id: &FeedId) -> Result<()> {
        self.conn.prepare_cached("DELETE FROM feeds WHERE id = ?1")?.execute([id.as_str()])?;
        self.conn.prepare_cached("DELETE FROM polls WHERE feed = ?1")?.execute([id.as_str()])?;
        self.drop_subscription(id)
    }

    pub(crate) fn feed_domain(&self, id: &str) -> Result<Option<Domain>> {
        let mut query = self.conn.prepare_cached("SELECT domain FROM feeds WHERE id = ?1")?;
        let domain: Option<String> = query.query_row([id], |row| row.get(0)).optional()?;
        Ok(domain.map(|domain| Domain::named(&domain)))
    }
}

/// The tables that [`read`] reads from.
pub(crate) const ROWS: &str = "feeds LEFT JOIN polls ON feed = id";

/// The columns that [`read`] reads, first in the row.
pub(crate) fn columns() -> String {
    format!("state, domain, etag, last_modified, body_hash, {}", notes::COLUMNS)
}

/// Without `last_body`, which nobody outside needs and which is most of the memory of 100,000 feeds.
pub(crate) fn read(row: &Row<'_>) -> Result<FeedState> {
    let mut state: FeedState = serde_json::from_str(row.get_ref(0)?.as_str()?)?;
    state.domain = Domain::named(row.get_ref(1)?.as_str()?);
    state.validators = Validators { etag: row.get(2)?, last_modified: row.get(3)? };
    state.body_hash = row.get::<_, Option<i64>>(4)?.map(|hash| Hash64(hash as u64));
    notes::read(row, 5, &mut state)?;
    Ok(state)
}

/// Up to `limit` configured feeds after an id.
pub(crate) fn page(conn: &Connection, after: &str, limit: usize) -> Result<Vec<FeedState>> {
    let sql = format!(
        "SELECT {} FROM {ROWS} WHERE id > ?1 AND unseen_since IS NULL ORDER BY id LIMIT ?2",
        columns()
    );
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

/// The state without what stands in columns of `feeds`.
pub(crate) fn json(state: &FeedState) -> Result<String> {
    let mut state = state.clone();
    state.validators = Validators::default();
    state.body_hash = None;
    state.last_body = Vec::new();
    Ok(serde_json::to_string(&state)?)
}
