//! Items between admission and commit: who has them in hand, when they are tried again, and what is done with poison.
use std::sync::Arc;

use model::record::Origin;
use model::{Aliases, ArticleId, ArticleState, Domain, FeedId, Hash64, Item, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::articles::{self, alias_key, article_key};
use crate::hold::{Hold, Holds};
use crate::lease::Lease;
use crate::ledger::Ledger;
use crate::records::{PAGE, PendingCounts};
use crate::{Journal, NewRow, Result};

/// One item to look at. While any clone of it lives, nobody else is handed the same row; dropping it gives it back.
#[derive(Clone, Debug)]
pub struct PendingItem {
    pub id: i64,
    /// Grows when a newer item of the same article replaces this one while it waits.
    pub generation: u32,
    pub article: ArticleId,
    pub domain: Domain,
    pub feed: FeedId,
    pub origin: Origin,
    pub item: Item,
    pub aliases: Aliases,
    pub item_hash: Hash64,
    pub published_at: Option<Timestamp>,
    pub fetched_at: Timestamp,
    pub poll: String,
    pub attempts: u32,
    pub next_try_at: Timestamp,
    pub(crate) hold: Option<Hold>,
}

/// The exclusive lease on one article, with what is remembered of it. Dropping it lets the next in line go on.
#[derive(Debug)]
pub struct Claim {
    /// As it stands now: newer than what was claimed, if the feed showed a change meanwhile.
    pub item: PendingItem,
    /// Revision 0 before the first version.
    pub state: ArticleState,
    pub(crate) lease: Lease,
}

/// An item that was in hand when the process ended uncleanly; to be run alone.
#[derive(Clone, Debug)]
pub struct Suspect {
    pub item: PendingItem,
    /// How often it was the only one in hand at an unclean end: parked at three (docs/delivery.md, rule 6).
    pub ends_alone: u32,
}

impl Journal {
    /// Items due at `now`, oldest first, that nobody holds; at most 1,000. Suspects and parked items are not among them.
    pub async fn pending_due(&self, now: Timestamp, limit: usize) -> Result<Vec<PendingItem>> {
        let holds = Arc::clone(&self.inner.shared.holds);
        let sql = format!(
            "SELECT {COLUMNS} FROM pending WHERE parked_at IS NULL AND suspect = 0 AND next_try_at <= ?1 \
             ORDER BY next_try_at, id"
        );
        let due = self.reader().read(move |conn| take(conn, &holds, &sql, now, limit)).await?;
        Ok(due.into_iter().map(|(item, _)| item).collect())
    }

    /// When the next item that nobody holds is due; `None` when none waits.
    pub async fn next_pending_at(&self) -> Result<Option<Timestamp>> {
        let holds = Arc::clone(&self.inner.shared.holds);
        self.reader().read(move |conn| next_at(conn, &holds)).await
    }

    /// Changes whenever an item may have become due or free sooner than `next_pending_at` said.
    pub fn watch_pending(&self) -> tokio::sync::watch::Receiver<u64> {
        self.inner.shared.holds.watch()
    }

    /// Waits for the exclusive lease on the item's article, in order of asking. `None`: no longer pending.
    pub async fn claim(&self, item: PendingItem) -> Result<Option<Claim>> {
        let mut item = item;
        loop {
            let mut keys = vec![article_key(&item.article)];
            keys.extend(item.aliases.iter().map(|alias| alias_key(&item.domain, alias)));
            let lease = self.inner.shared.leases.acquire(keys).await;
            let (id, now) = (item.id, self.inner.clock.now());
            let found = self.reader().read(move |conn| load(conn, id, now)).await?;
            let Some((mut row, state)) = found else { return Ok(None) };
            row.hold = item.hold.take();
            if row.article == item.article {
                return Ok(Some(Claim { item: row, state, lease }));
            }
            // Merged into another article while it waited: stand in that queue.
            item = row;
        }
    }

    /// Marks items before CPU work, durably (docs/delivery.md, rule 6). Commit, retry, park and a clean stop clear the mark.
    pub async fn mark_in_hand(&self, items: &[&PendingItem]) -> Result<()> {
        let ids: Vec<i64> = items.iter().map(|item| item.id).collect();
        let mark = move |ledger: &mut Ledger| {
            let mut update = ledger.conn.prepare_cached("UPDATE pending SET in_hand = 1 WHERE id = ?1")?;
            ids.iter().try_for_each(|id| update.execute([id]).map(drop))?;
            Ok(())
        };
        self.inner.writer.write(mark).await
    }

    /// Items in hand at an unclean end that are due now, oldest first.
    pub async fn suspects(&self, now: Timestamp, limit: usize) -> Result<Vec<Suspect>> {
        let holds = Arc::clone(&self.inner.shared.holds);
        let sql = format!(
            "SELECT {COLUMNS} FROM pending WHERE suspect = 1 AND parked_at IS NULL AND next_try_at <= ?1 ORDER BY id"
        );
        let due = self.reader().read(move |conn| take(conn, &holds, &sql, now, limit)).await?;
        Ok(due.into_iter().map(|(item, ends_alone)| Suspect { item, ends_alone }).collect())
    }

    /// Puts the item back for later and counts the attempt.
    pub async fn retry(&self, item: &PendingItem, next_try_at: Timestamp, reason: &str) -> Result<()> {
        let (id, generation, reason) = (item.id, item.generation, reason.to_owned());
        let put_back = move |ledger: &mut Ledger| {
            let latest = ledger.now().plus(ledger.config.longest_retry);
            ledger.conn.prepare_cached("UPDATE pending SET in_hand = 0 WHERE id = ?1")?.execute([id])?;
            // A newer item that came meanwhile starts with a fresh count.
            let sql = "UPDATE pending SET attempts = attempts + 1, next_try_at = ?3, reason = ?4 \
                       WHERE id = ?1 AND generation = ?2";
            let at = next_try_at.min(latest).millis();
            ledger.conn.prepare_cached(sql)?.execute(params![id, generation, at, reason])?;
            Ok(())
        };
        self.inner.writer.write(put_back).await
    }

    /// Puts the item back for later without counting an attempt: another task holds what its page is called.
    pub async fn postpone(&self, item: &PendingItem, next_try_at: Timestamp) -> Result<()> {
        let id = item.id;
        let put_back = move |ledger: &mut Ledger| {
            let at = next_try_at.min(ledger.now().plus(ledger.config.longest_retry)).millis();
            let sql = "UPDATE pending SET in_hand = 0, next_try_at = ?2 WHERE id = ?1";
            ledger.conn.prepare_cached(sql)?.execute(params![id, at])?;
            Ok(())
        };
        self.inner.writer.write(put_back).await
    }

    /// Gives up: the dead letter is written and the item is no longer tried, in one transaction. [`Journal::replay`]
    /// or a change in the feed brings it back.
    pub async fn park(&self, item: &PendingItem, dead_letter: NewRow) -> Result<()> {
        let item = item.clone();
        self.inner.writer.write(move |ledger| ledger.park(&item, &dead_letter)).await
    }
}

impl Ledger {
    /// After an unclean end: what was in hand runs alone from now on. Gives how many; `None` after a clean one.
    pub(crate) fn recover(&mut self) -> Result<Option<u64>> {
        let running = crate::schema::meta(&self.conn, "running")?;
        crate::schema::set_meta(&self.conn, "running", "1")?;
        let latest = self.now().plus(self.config.longest_retry).millis();
        self.conn.execute("UPDATE pending SET next_try_at = ?1 WHERE next_try_at > ?1", [latest])?;
        if running.as_deref() != Some("1") {
            return Ok(None);
        }
        let alone = "UPDATE pending SET ends_alone = ends_alone + 1 \
                     WHERE in_hand = 1 AND (SELECT count(*) FROM pending WHERE in_hand = 1) = 1";
        self.conn.execute(alone, [])?;
        let marked =
            self.conn.execute("UPDATE pending SET suspect = 1, in_hand = 0 WHERE in_hand = 1", [])?;
        Ok(Some(marked as u64))
    }

    fn park(&mut self, item: &PendingItem, dead_letter: &NewRow) -> Result<()> {
        let now = self.now().millis();
        let sql = "UPDATE pending SET in_hand = 0, \
                   parked_at = CASE WHEN generation = ?2 THEN ?3 ELSE parked_at END WHERE id = ?1 AND parked_at IS NULL";
        if self.conn.prepare_cached(sql)?.execute(params![item.id, item.generation, now])? == 0 {
            return Ok(());
        }
        self.append(std::slice::from_ref(dead_letter), None, &item.domain)?;
        self.append_article_states(None, &item.domain, &[&item.article])
    }
}

/// The columns that [`read`] reads, in its order.
pub(crate) const COLUMNS: &str = "id, generation, article, domain, feed, origin, item, aliases, item_hash, \
                                  published_at, fetched_at, poll, attempts, next_try_at, ends_alone";

pub(crate) fn read(row: &Row<'_>) -> Result<PendingItem> {
    let text = |index: usize| Ok::<_, crate::JournalError>(row.get_ref(index)?.as_str()?);
    Ok(PendingItem {
        id: row.get(0)?,
        generation: row.get(1)?,
        article: ArticleId::new(text(2)?),
        domain: Domain::named(text(3)?),
        feed: FeedId::new(text(4)?),
        origin: Origin::from(text(5)?),
        item: serde_json::from_str(text(6)?)?,
        aliases: serde_json::from_str(text(7)?)?,
        item_hash: Hash64(row.get::<_, i64>(8)? as u64),
        published_at: row.get::<_, Option<i64>>(9)?.map(Timestamp::from_millis),
        fetched_at: Timestamp::from_millis(row.get(10)?),
        poll: row.get(11)?,
        attempts: row.get(12)?,
        next_try_at: Timestamp::from_millis(row.get(13)?),
        hold: None,
    })
}

/// Whatever is pending for an article, parked or not.
pub(crate) fn of_article(conn: &Connection, article: &ArticleId) -> Result<Option<PendingItem>> {
    let sql = format!("SELECT {COLUMNS} FROM pending WHERE article = ?1 AND parked_at IS NULL");
    let mut query = conn.prepare_cached(&sql)?;
    let mut rows = query.query([article.as_str()])?;
    rows.next()?.map(read).transpose()
}

pub(crate) fn counts(conn: &Connection) -> Result<PendingCounts> {
    let sql = "SELECT count(*) FILTER (WHERE parked_at IS NULL), \
               count(*) FILTER (WHERE parked_at IS NULL AND attempts > 0), \
               count(*) FILTER (WHERE parked_at IS NULL AND suspect = 1), \
               count(*) FILTER (WHERE parked_at IS NOT NULL) FROM pending";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| {
        Ok(PendingCounts {
            waiting: row.get(0)?,
            retrying: row.get(1)?,
            suspects: row.get(2)?,
            parked: row.get(3)?,
        })
    })?)
}

/// Takes up to `limit` free rows of a query, with how often each was alone in hand at an unclean end.
fn take(
    conn: &Connection,
    holds: &Arc<Holds>,
    sql: &str,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<(PendingItem, u32)>> {
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query([now.millis()])?;
    let mut taken = Vec::new();
    while taken.len() < limit.min(PAGE)
        && let Some(row) = rows.next()?
    {
        if let Some(hold) = holds.take(row.get(0)?) {
            let mut item = read(row)?;
            item.hold = Some(hold);
            taken.push((item, row.get(14)?));
        }
    }
    Ok(taken)
}

fn next_at(conn: &Connection, holds: &Holds) -> Result<Option<Timestamp>> {
    let sql = "SELECT id, next_try_at FROM pending WHERE parked_at IS NULL AND suspect = 0 ORDER BY next_try_at, id";
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if !holds.is_held(row.get(0)?) {
            return Ok(Some(Timestamp::from_millis(row.get(1)?)));
        }
    }
    Ok(None)
}

/// The row as it stands now, and its article.
fn load(conn: &Connection, id: i64, now: Timestamp) -> Result<Option<(PendingItem, ArticleState)>> {
    let sql = format!("SELECT {COLUMNS} FROM pending WHERE id = ?1 AND parked_at IS NULL");
    let mut query = conn.prepare_cached(&sql)?;
    let row = query.query_row([id], |row| Ok(read(row))).optional()?.transpose()?;
    let Some(row) = row else { return Ok(None) };
    let Some(mut state) = articles::load(conn, &row.article)? else { return Ok(None) };
    if state.forgotten {
        return Ok(None);
    }
    // A clock that once ran ahead must not silence the article until that day (docs/delivery.md, rule 7).
    state.last_published_fetch = state.last_published_fetch.map(|at| at.min(now));
    Ok(Some((row, state)))
}
