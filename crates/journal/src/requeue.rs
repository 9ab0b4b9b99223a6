//! Ways into `pending`: an admitted item, a due revisit, a replay, and an item that turned out to be a known article.
use model::record::Origin;
use model::{Aliases, ArticleId, ArticleState, Domain, FeedId, Hash64, Item, Timestamp};
use rusqlite::params;

use crate::ledger::Ledger;
use crate::pending::{self, PendingItem};
use crate::records::PAGE;
use crate::{Journal, Result};

/// What became of an item whose page is known as another article.
#[derive(Debug)]
pub enum Merged {
    /// The item is pending for the known article now: claim it again.
    Moved(Box<PendingItem>),
    /// An item of the known article is pending already, and will do.
    Absorbed,
    /// Its own article has versions already, or is gone: they stay two articles.
    Refused,
}

impl Journal {
    /// Makes the articles whose revisit is due pending, with origin `revisit`, and hands them out.
    pub async fn revisit_due(&self, now: Timestamp, limit: usize) -> Result<Vec<PendingItem>> {
        let sql = "SELECT id FROM articles WHERE revisit_at <= ?1 ORDER BY revisit_at LIMIT ?2";
        let reader = self.reader();
        let due = reader.read(move |conn| {
            let mut query = conn.prepare_cached(sql)?;
            let ids = query
                .query_map(params![now.millis(), limit.min(PAGE) as i64], |row| row.get::<_, String>(0))?;
            Ok(ids.map(|id| id.map(ArticleId::new)).collect::<std::result::Result<Vec<_>, _>>()?)
        });
        let due = due.await?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        self.inner.writer.write(move |ledger| ledger.revisit(&due, now)).await
    }

    /// Makes a parked or a known article pending again; `false` when the article is unknown.
    pub async fn replay(&self, article: &ArticleId) -> Result<bool> {
        let article = article.clone();
        let known = self.inner.writer.write(move |ledger| ledger.replay(&article)).await?;
        self.inner.shared.holds.notify();
        Ok(known)
    }

    /// The item turned out to be `into`, an article known before: its aliases, feeds and pending row move there.
    pub async fn merge(&self, item: PendingItem, into: &ArticleId) -> Result<Merged> {
        let into = into.clone();
        self.inner.writer.write(move |ledger| ledger.merge(item, &into)).await
    }
}

/// A row of `pending` before it has a place there.
pub(crate) struct Entry<'a> {
    pub(crate) article: &'a ArticleId,
    pub(crate) domain: &'a Domain,
    pub(crate) feed: &'a FeedId,
    pub(crate) origin: &'a Origin,
    pub(crate) item: &'a Item,
    pub(crate) aliases: &'a Aliases,
    pub(crate) item_hash: Hash64,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) fetched_at: Timestamp,
    pub(crate) poll: &'a str,
}

impl Ledger {
    /// Replaces an older item of the same article. Gives the item unless somebody holds its row, or it is a suspect.
    pub(crate) fn put_pending(&mut self, entry: &Entry<'_>) -> Result<Option<PendingItem>> {
        let sql = "INSERT INTO pending (article, domain, feed, origin, item, aliases, item_hash, published_at, \
                     fetched_at, poll, next_try_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
                   ON CONFLICT (article) DO UPDATE SET generation = generation + 1, feed = excluded.feed, \
                     origin = excluded.origin, item = excluded.item, aliases = excluded.aliases, \
                     item_hash = excluded.item_hash, published_at = excluded.published_at, \
                     fetched_at = excluded.fetched_at, poll = excluded.poll, attempts = 0, \
                     next_try_at = excluded.next_try_at, reason = NULL, parked_at = NULL \
                   RETURNING id, generation, suspect";
        let now = self.now();
        let (id, generation, suspect): (i64, u32, bool) = self.conn.prepare_cached(sql)?.query_row(
            params![
                entry.article.as_str(),
                entry.domain.as_str(),
                entry.feed.as_str(),
                entry.origin.as_str(),
                serde_json::to_string(entry.item)?,
                serde_json::to_string(entry.aliases)?,
                entry.item_hash.0 as i64,
                entry.published_at.map(|at| at.millis()),
                entry.fetched_at.millis(),
                entry.poll,
                now.millis()
            ],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        // Taken before the commit: no other task can be handed the row in between.
        let hold = if suspect { None } else { self.shared.holds.take(id) };
        Ok(hold.map(|hold| PendingItem {
            id,
            generation,
            article: entry.article.clone(),
            domain: entry.domain.clone(),
            feed: entry.feed.clone(),
            origin: entry.origin.clone(),
            item: entry.item.clone(),
            aliases: entry.aliases.clone(),
            item_hash: entry.item_hash,
            published_at: entry.published_at,
            fetched_at: entry.fetched_at,
            poll: entry.poll.to_owned(),
            attempts: 0,
            next_try_at: now,
            hold: Some(hold),
        }))
    }

    fn revisit(&mut self, due: &[ArticleId], now: Timestamp) -> Result<Vec<PendingItem>> {
        let mut items = Vec::new();
        for id in due {
            let Some(mut state) = self.article(id)? else { continue };
            let left = state.revisits.iter().position(|at| *at > now).unwrap_or(state.revisits.len());
            if left == 0 {
                continue;
            }
            state.revisits.drain(..left);
            self.store_article(&state)?;
            if !state.forgotten && !self.is_pending(id)? {
                items.extend(self.put_known(&state, Origin::Revisit)?);
                self.append_article_states(None, &state.domain, &[id])?;
            }
        }
        Ok(items)
    }

    fn replay(&mut self, article: &ArticleId) -> Result<bool> {
        let sql = "UPDATE pending SET parked_at = NULL, suspect = 0, ends_alone = 0, attempts = 0, next_try_at = ?2, \
                   reason = NULL WHERE article = ?1";
        let now = self.now().millis();
        if self.conn.prepare_cached(sql)?.execute(params![article.as_str(), now])? > 0 {
            return Ok(true);
        }
        let Some(state) = self.article(article)?.filter(|state| !state.forgotten) else { return Ok(false) };
        // The hold is dropped at once: whoever asks next is handed the item.
        self.put_known(&state, Origin::Replay)?;
        self.append_article_states(None, &state.domain, &[article])?;
        Ok(true)
    }

    /// An article without an item of a feed: only its page can be looked at.
    fn put_known(&mut self, state: &ArticleState, origin: Origin) -> Result<Option<PendingItem>> {
        let Some(feed) = state.last_feed.as_ref().or(state.feeds.first()) else { return Ok(None) };
        let item = Item { link: Some(state.url.clone()), ..Item::default() };
        self.put_pending(&Entry {
            article: &state.id,
            domain: &state.domain,
            feed,
            origin: &origin,
            item: &item,
            aliases: &state.aliases,
            item_hash: state.item_hash,
            published_at: state.published_at,
            fetched_at: self.now(),
            poll: origin.as_str(),
        })
    }

    fn is_pending(&self, article: &ArticleId) -> Result<bool> {
        let mut query = self.conn.prepare_cached("SELECT 1 FROM pending WHERE article = ?1")?;
        Ok(query.exists([article.as_str()])?)
    }

    fn merge(&mut self, item: PendingItem, into: &ArticleId) -> Result<Merged> {
        let from = self.article(&item.article)?.filter(|from| from.version().is_none());
        let (Some(from), Some(mut target)) = (from, self.article(into)?) else { return Ok(Merged::Refused) };
        if from.id == target.id || target.forgotten {
            return Ok(Merged::Refused);
        }
        self.move_aliases(&from, into)?;
        from.aliases.iter().for_each(|alias| target.aliases.add(alias.clone()));
        for (feed, hash) in &from.feed_hashes {
            target.feed_hashes.entry(feed.clone()).or_insert(*hash);
        }
        self.store_article(&target)?;
        self.delete_article(&from)?;
        let merged = if self.is_pending(into)? {
            self.conn.prepare_cached("DELETE FROM pending WHERE id = ?1")?.execute([item.id])?;
            Merged::Absorbed
        } else {
            let sql = "UPDATE pending SET article = ?2, in_hand = 0 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![item.id, into.as_str()])?;
            match pending::of_article(&self.conn, into)? {
                Some(mut moved) => {
                    moved.hold = item.hold;
                    Merged::Moved(Box::new(moved))
                }
                None => Merged::Absorbed,
            }
        };
        self.append_article_states(None, &target.domain, &[&from.id, into])?;
        Ok(merged)
    }
}
