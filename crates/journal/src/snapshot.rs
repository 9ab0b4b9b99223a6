//! States as `feed-state` carries them, so that another owner of a publisher goes on where this one was (docs/delivery.md, rule 11).
use model::record::Origin;
use model::{Aliases, ArticleId, ArticleState, FeedId, Hash64, Item, Timestamp};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::{PendingItem, Result, articles, pending};

/// The value under `a:<article>`. What is still to be looked at stands with its article, so that each admission and
/// each commit writes one small record; `f:<feed>` holds a plain `FeedState`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleSnapshot {
    pub state: ArticleState,
    pub pending: Option<PendingSnapshot>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PendingSnapshot {
    pub feed: FeedId,
    pub origin: Origin,
    pub item: Item,
    pub aliases: Aliases,
    pub item_hash: Hash64,
    pub published_at: Option<Timestamp>,
    pub fetched_at: Timestamp,
    pub poll: String,
    pub attempts: u32,
}

impl ArticleSnapshot {
    pub(crate) fn of(conn: &Connection, id: &ArticleId) -> Result<Option<ArticleSnapshot>> {
        let Some(state) = articles::load(conn, id)? else { return Ok(None) };
        let pending = pending::of_article(conn, id)?.map(PendingSnapshot::from);
        Ok(Some(ArticleSnapshot { state, pending }))
    }
}

impl From<PendingItem> for PendingSnapshot {
    fn from(item: PendingItem) -> Self {
        PendingSnapshot {
            feed: item.feed,
            origin: item.origin,
            item: item.item,
            aliases: item.aliases,
            item_hash: item.item_hash,
            published_at: item.published_at,
            fetched_at: item.fetched_at,
            poll: item.poll,
            attempts: item.attempts,
        }
    }
}
