//! Commit: one transaction writes a version's records and its article's state, and ends the pending item.
use model::record::Topic;
use model::{ArticleState, Domain, Version};
use rusqlite::{OptionalExtension, params};

use crate::ledger::Ledger;
use crate::pending::{Claim, PendingItem};
use crate::schema::signed;
use crate::{Journal, Result};

/// What one look at an article led to.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The version that the state was composed against: checked inside the transaction.
    pub expected: Option<Version>,
    /// The next state. Aliases and feeds are merged with what is stored; item hashes are the journal's own.
    pub state: ArticleState,
    /// In the order in which readers shall see them.
    pub rows: Vec<NewRow>,
    /// `None`: no new version, the state alone (and dead letters, if any).
    pub version: Option<Version>,
    /// Kept in the journal, never published (too large for the topic).
    pub withheld: bool,
}

/// A row of the outbox before it has a place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRow {
    pub topic: Topic,
    pub key: String,
    pub headers: Vec<(String, String)>,
    /// `None` is a tombstone.
    pub value: Option<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// The rows' places in the log, in the order of [`Commit::rows`].
    Done { seqs: Vec<u64> },
    /// The article moved meanwhile, or the item is no longer pending: nothing was written. Drop the claim; if the
    /// item is still pending it will be handed out again.
    Stale,
}

impl Journal {
    /// One transaction. If a newer item replaced the claimed one meanwhile, the row stays pending for another look.
    pub async fn commit(&self, claim: &Claim, commit: Commit) -> Result<Committed> {
        let item = claim.item.clone();
        self.inner.writer.write(move |ledger| ledger.commit(&item, commit)).await
    }

    /// Appends dead letters that belong to no pending item: a feed that cannot be read, by its id as key.
    pub async fn record_dead_letters(&self, rows: Vec<NewRow>) -> Result<()> {
        let append = move |ledger: &mut Ledger| {
            rows.iter().try_for_each(|row| {
                let domain = ledger.feed_domain(&row.key)?.unwrap_or_else(|| Domain::named(&row.key));
                ledger.append(std::slice::from_ref(row), None, &domain).map(drop)
            })
        };
        self.inner.writer.write(append).await
    }
}

impl Ledger {
    fn commit(&mut self, item: &PendingItem, commit: Commit) -> Result<Committed> {
        let Some(generation) = self.generation(item)? else { return Ok(Committed::Stale) };
        let Some(stored) = self.article(&item.article)? else { return Ok(Committed::Stale) };
        if stored.version() != commit.expected || stored.forgotten || commit.state.id != stored.id {
            return Ok(Committed::Stale);
        }
        let version_id = match commit.version {
            Some(version) => Some(self.insert_version(item, version, commit.rows.len(), commit.withheld)?),
            None => None,
        };
        let seqs = self.append(&commit.rows, version_id, &stored.domain)?;
        self.store_article(&merge(stored, commit.state, item))?;
        if generation == item.generation {
            self.conn.prepare_cached("DELETE FROM pending WHERE id = ?1")?.execute([item.id])?;
        } else {
            let sql = "UPDATE pending SET in_hand = 0, next_try_at = ?2 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![item.id, self.now().millis()])?;
        }
        self.append_article_states(version_id, &item.domain, &[&item.article])?;
        if let Some(id) = version_id {
            let sql = "UPDATE versions SET last_seq = ?2 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![id, signed(self.tail.last_seq)])?;
        }
        Ok(Committed::Done { seqs })
    }

    /// The generation that waits now; `None` when the row is gone, parked, or another article's.
    fn generation(&self, item: &PendingItem) -> Result<Option<u32>> {
        let sql = "SELECT generation FROM pending WHERE id = ?1 AND article = ?2 AND parked_at IS NULL";
        let mut query = self.conn.prepare_cached(sql)?;
        Ok(query.query_row(params![item.id, item.article.as_str()], |row| row.get(0)).optional()?)
    }

    /// Keeps the item with its version: a worker that loses the partition before publishing hands it over (rule 10).
    fn insert_version(
        &self,
        item: &PendingItem,
        version: Version,
        rows: usize,
        withheld: bool,
    ) -> Result<i64> {
        let sql = "INSERT INTO versions (article, version, feed, aliases, item, item_hash, fetched_at, committed_at, \
                     first_seq, last_seq, withheld) \
                   SELECT article, ?2, ?3, aliases, item, ?4, ?5, ?6, ?7, ?8, ?9 FROM pending WHERE id = ?1";
        let first = self.tail.last_seq + 1;
        self.conn.prepare_cached(sql)?.execute(params![
            item.id,
            signed(version.get()),
            item.feed.as_str(),
            item.item_hash.0 as i64,
            item.fetched_at.millis(),
            self.now().millis(),
            signed(first),
            signed(first + rows as u64 - 1),
            withheld
        ])?;
        Ok(self.conn.last_insert_rowid())
    }
}

/// The composed state, with what admissions stored since it was read.
fn merge(stored: ArticleState, mut next: ArticleState, item: &PendingItem) -> ArticleState {
    for alias in stored.aliases.iter() {
        next.aliases.add(alias.clone());
    }
    for feed in stored.feeds {
        if !next.feeds.contains(&feed) {
            next.feeds.push(feed);
        }
    }
    next.domain = stored.domain;
    next.first_seen_at = stored.first_seen_at;
    next.last_seen_at = stored.last_seen_at;
    next.feed_hashes = stored.feed_hashes;
    next.item_hash = item.item_hash;
    next
}
