//! Retention: old records, versions, articles and feeds leave in slices, never what is unpublished or still shown.
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use model::{ArticleId, Domain, FeedId, Hash64, Timestamp};
use rusqlite::{OptionalExtension, params};

use crate::articles::alias_hash;
use crate::events::{ClockJumped, RetentionPassed};
use crate::ledger::{Ledger, ROW_BYTES, state_row};
use crate::schema::{self, signed, unsigned};
use crate::{Journal, Result, bodies};

/// Rows of one transaction.
const SLICE: usize = 500;
/// Wall and monotonic time may part by this much between two passes.
const TOLERANCE: Duration = Duration::from_secs(3_600);
const PAUSE: Duration = Duration::from_secs(86_400);

/// What one pass deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retained {
    pub rows: u64,
    pub versions: u64,
    pub articles: u64,
    pub feeds: u64,
    /// The clocks disagreed: nothing is deleted by age until a day has passed (docs/delivery.md, rule 7).
    pub paused: bool,
}

impl Journal {
    /// One pass, in slices of one transaction each. `uptime` is monotonic time since the process started.
    pub async fn retain(&self, now: Timestamp, uptime: Duration) -> Result<Retained> {
        let config = &self.inner.config;
        let mut retained = Retained { paused: self.inner.clocks.paused(now, uptime), ..Retained::default() };
        let oldest = if retained.paused { None } else { Some(now.minus(config.max_age)) };
        loop {
            let slice = self.inner.writer.write(move |ledger| ledger.trim(oldest)).await?;
            retained.rows += slice.rows;
            retained.versions += slice.versions;
            if slice.rows + slice.versions == 0 {
                break;
            }
        }
        if let Some(before) = oldest.map(|_| now.minus(config.remember)) {
            loop {
                let slice =
                    self.inner.writer.write(move |ledger| ledger.forget_old_articles(before, now)).await?;
                retained.articles += slice.gone;
                if slice.looked_at < SLICE {
                    break;
                }
            }
            loop {
                let gone = self.inner.writer.write(move |ledger| ledger.forget_unseen_feeds(before)).await?;
                retained.feeds += gone as u64;
                if gone < SLICE {
                    break;
                }
            }
        }
        let store = move |ledger: &mut Ledger| {
            schema::set_meta(&ledger.conn, "last_wall_at", &now.millis().to_string())
        };
        self.inner.writer.write(store).await?;
        RetentionPassed { retained: &retained }.emit();
        Ok(retained)
    }
}

/// Compares wall and monotonic time from pass to pass.
#[derive(Debug)]
pub(crate) struct Clocks {
    seen: Mutex<Seen>,
}

#[derive(Debug)]
struct Seen {
    wall: Timestamp,
    uptime: Duration,
    paused_until: Option<Duration>,
}

impl Clocks {
    /// `last_wall` is what the clock showed before the start. A long rest and a wrong clock look the same: both pause.
    pub(crate) fn new(last_wall: Option<Timestamp>, now: Timestamp) -> Clocks {
        let wall = last_wall.unwrap_or(now);
        Clocks { seen: Mutex::new(Seen { wall, uptime: Duration::ZERO, paused_until: None }) }
    }

    fn paused(&self, now: Timestamp, uptime: Duration) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let expected = seen.wall.plus(uptime.saturating_sub(seen.uptime));
        let parted = now.since(expected).max(expected.since(now));
        if parted > TOLERANCE {
            ClockJumped { seconds: parted.as_secs() }.emit();
            seen.paused_until = Some(uptime + PAUSE);
        }
        seen.wall = now;
        seen.uptime = uptime;
        seen.paused_until.is_some_and(|until| uptime < until)
    }
}

#[derive(Debug, Default)]
struct Trimmed {
    rows: u64,
    versions: u64,
}

#[derive(Debug, Default)]
struct Forgotten {
    looked_at: usize,
    gone: u64,
}

impl Ledger {
    /// Deletes one slice of the oldest records: what is too old, and what is over the size.
    fn trim(&mut self, oldest: Option<Timestamp>) -> Result<Trimmed> {
        let limit = if self.sink_present() { self.tail.position } else { self.tail.last_seq };
        let slice = self.oldest_rows(limit)?;
        let mut excess = self.tail.record_bytes.saturating_sub(self.config.max_bytes);
        let mut trimmed = Trimmed::default();
        // A version goes whole, so that no publisher is ever given a part of one.
        let mut begun = self.partly_trimmed()?;
        let mut delete = self.conn.prepare_cached("DELETE FROM outbox WHERE seq = ?1")?;
        for row in slice {
            let goes_on = row.version_id.is_some() && row.version_id == begun;
            if !goes_on && excess == 0 && oldest.is_none_or(|oldest| row.committed_at >= oldest) {
                break;
            }
            begun = row.version_id;
            delete.execute([signed(row.seq)])?;
            trimmed.rows += 1;
            excess = excess.saturating_sub(row.bytes);
            self.tail.record_bytes = self.tail.record_bytes.saturating_sub(row.bytes);
            if row.seq > self.tail.position {
                self.tail.unpublished = self.tail.unpublished.saturating_sub(row.bytes);
            }
            self.tail.trimmed_to = self.tail.trimmed_to.max(row.seq);
        }
        drop(delete);
        let sql = "DELETE FROM versions WHERE id IN \
                   (SELECT id FROM (SELECT id, last_seq FROM versions ORDER BY id LIMIT ?2) WHERE last_seq <= ?1)";
        let gone = params![signed(self.tail.trimmed_to), SLICE as i64];
        trimmed.versions = self.conn.prepare_cached(sql)?.execute(gone)? as u64;
        Ok(trimmed)
    }

    /// The version of which an earlier slice deleted the first rows.
    fn partly_trimmed(&self) -> Result<Option<i64>> {
        let sql = "SELECT id FROM (SELECT id, first_seq, last_seq FROM versions ORDER BY id LIMIT 1) \
                   WHERE first_seq <= ?1 AND last_seq > ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row([signed(self.tail.trimmed_to)], |row| row.get(0)).optional()?)
    }

    /// The last row that a sink has published stays: it proves whose journal this is (docs/delivery.md, rule 1).
    fn oldest_rows(&self, limit: u64) -> Result<Vec<OldRow>> {
        let sql = format!(
            "SELECT seq, committed_at, {ROW_BYTES}, version_id FROM outbox \
             WHERE seq <= ?1 AND seq NOT IN (SELECT position FROM sinks) ORDER BY seq LIMIT ?2"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let rows = query.query_map(params![signed(limit), SLICE as i64], |row| {
            Ok(OldRow {
                seq: unsigned(row.get(0)?),
                committed_at: Timestamp::from_millis(row.get(1)?),
                bytes: row.get(2)?,
                version_id: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// One slice of articles not seen since `before`. Those that stand in a last body are seen now.
    fn forget_old_articles(&mut self, before: Timestamp, now: Timestamp) -> Result<Forgotten> {
        let sql = "DELETE FROM pending WHERE parked_at < ?1";
        self.conn.prepare_cached(sql)?.execute([before.millis()])?;
        let old: Vec<ArticleId> = {
            let sql = "SELECT id FROM articles WHERE last_seen_at < ?1 ORDER BY last_seen_at LIMIT ?2";
            let mut query = self.conn.prepare_cached(sql)?;
            let ids =
                query.query_map(params![before.millis(), SLICE as i64], |row| row.get::<_, String>(0))?;
            ids.map(|id| id.map(ArticleId::new)).collect::<std::result::Result<_, _>>()?
        };
        let mut forgotten = Forgotten { looked_at: old.len(), gone: 0 };
        let mut shown = Shown::default();
        for id in &old {
            let Some(state) = self.article(id)? else { continue };
            let mut stands = self
                .conn
                .prepare_cached("SELECT 1 FROM pending WHERE article = ?1")?
                .exists([id.as_str()])?;
            if !stands {
                shown.look_at(self, &state.domain)?;
                stands = state.aliases.iter().any(|alias| shown.hashes.contains(&alias_hash(alias)));
            }
            if stands {
                let sql = "UPDATE articles SET last_seen_at = ?2 WHERE id = ?1";
                self.conn.prepare_cached(sql)?.execute(params![id.as_str(), now.millis()])?;
            } else {
                self.delete_article(&state)?;
                self.append_article_states(None, &state.domain, &[id])?;
                forgotten.gone += 1;
            }
        }
        Ok(forgotten)
    }

    /// One slice of the feeds that the configuration has not named since `before`.
    fn forget_unseen_feeds(&mut self, before: Timestamp) -> Result<usize> {
        let unseen: Vec<(FeedId, Domain)> = {
            let sql = "SELECT id, domain FROM feeds WHERE unseen_since < ?1 LIMIT ?2";
            let mut query = self.conn.prepare_cached(sql)?;
            let rows = query.query_map(params![before.millis(), SLICE as i64], |row| {
                Ok((FeedId::new(row.get::<_, String>(0)?), Domain::named(row.get_ref(1)?.as_str()?)))
            })?;
            rows.collect::<std::result::Result<_, _>>()?
        };
        for (id, domain) in &unseen {
            self.delete_feed(id)?;
            self.append_states(None, domain, |_| Ok(vec![state_row(format!("f:{id}"), None::<&()>)?]))?;
        }
        Ok(unseen.len())
    }

    /// What the clock showed when the journal was last worked on.
    pub(crate) fn last_wall(&self) -> Result<Option<Timestamp>> {
        let stored = schema::meta_number(&self.conn, "last_wall_at")?;
        let sql = "SELECT committed_at FROM outbox ORDER BY seq DESC LIMIT 1";
        let written: Option<i64> = self.conn.query_row(sql, [], |row| row.get(0)).optional()?;
        Ok(stored.max(written).map(Timestamp::from_millis))
    }
}

struct OldRow {
    seq: u64,
    committed_at: Timestamp,
    bytes: u64,
    version_id: Option<i64>,
}

/// What the feeds of one domain show; old articles come mixed, so the last domain asked is kept.
#[derive(Default)]
struct Shown {
    domain: Option<Domain>,
    hashes: HashSet<Hash64>,
}

impl Shown {
    fn look_at(&mut self, ledger: &Ledger, domain: &Domain) -> Result<()> {
        if self.domain.as_ref() == Some(domain) {
            return Ok(());
        }
        self.hashes = bodies::shown(&ledger.conn, domain)?;
        self.domain = Some(domain.clone());
        Ok(())
    }
}
