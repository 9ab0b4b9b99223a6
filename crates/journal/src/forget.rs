//! Forgetting on demand: an article's content leaves the journal, and tombstones take it out of the compacted topics.
use model::record::{Status, Topic};
use model::{ArticleId, ArticleState};
use rusqlite::params;

use crate::ledger::{Ledger, ROW_BYTES};
use crate::{Journal, NewRow, Result};

impl Journal {
    /// Deletes what was kept of an article and writes its tombstones; it is remembered only as forgotten, so that it
    /// does not come back while its feed shows it. `false`: unknown.
    pub async fn forget(&self, article: &ArticleId) -> Result<bool> {
        let article = article.clone();
        self.inner.writer.write(move |ledger| ledger.forget(&article)).await
    }
}

impl Ledger {
    fn forget(&mut self, id: &ArticleId) -> Result<bool> {
        let Some(state) = self.article(id)? else { return Ok(false) };
        self.conn.execute("DELETE FROM pending WHERE article = ?1", [id.as_str()])?;
        self.conn
            .execute("UPDATE versions SET withheld = 1, item = NULL WHERE article = ?1", [id.as_str()])?;
        self.blank_rows(id)?;
        let forgotten = stripped(state);
        self.store_article(&forgotten)?;
        let tombstone =
            NewRow { topic: Topic::Enriched, key: id.to_string(), headers: Vec::new(), value: None };
        self.append(&[tombstone], None, &forgotten.domain)?;
        self.append_article_states(None, &forgotten.domain, &[id])?;
        Ok(true)
    }

    /// Rows are never changed in place but here. They are blanked and not deleted, for the last published one proves
    /// whose journal this is (docs/delivery.md, rule 1). A whole scan: it happens once in a blue moon.
    fn blank_rows(&mut self, id: &ArticleId) -> Result<()> {
        let state_key = format!("a:{id}");
        let blanked = params![id.as_str(), state_key];
        let before = self.bytes_of(id, &state_key, 0)?;
        let before_unpublished = self.bytes_of(id, &state_key, self.tail.position)?;
        self.conn.execute("UPDATE outbox SET value = NULL, headers = '[]' WHERE key IN (?1, ?2)", blanked)?;
        let freed = before.saturating_sub(self.bytes_of(id, &state_key, 0)?);
        let published = self.bytes_of(id, &state_key, self.tail.position)?;
        self.tail.record_bytes = self.tail.record_bytes.saturating_sub(freed);
        self.tail.unpublished =
            self.tail.unpublished.saturating_sub(before_unpublished.saturating_sub(published));
        Ok(())
    }

    fn bytes_of(&self, id: &ArticleId, state_key: &str, after: u64) -> Result<u64> {
        let sql =
            format!("SELECT coalesce(sum({ROW_BYTES}), 0) FROM outbox WHERE key IN (?1, ?2) AND seq > ?3");
        let after = crate::schema::signed(after);
        Ok(self.conn.query_row(&sql, params![id.as_str(), state_key, after], |row| row.get(0))?)
    }
}

/// Names and the feeds' hashes stay, so that the article is known; nothing of its content does.
fn stripped(state: ArticleState) -> ArticleState {
    let seen = state.first_seen_at;
    let mut kept = ArticleState::new(state.id, state.domain, state.aliases, state.url, seen);
    kept.revision = state.revision;
    kept.enrichment = state.enrichment;
    kept.last_seen_at = state.last_seen_at;
    kept.feeds = state.feeds;
    kept.item_hash = state.item_hash;
    kept.feed_hashes = state.feed_hashes;
    kept.last_published_fetch = state.last_published_fetch;
    kept.status = Status::Withdrawn;
    kept.forgotten = true;
    kept
}
