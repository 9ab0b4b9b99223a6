//! Items between admission and commit: who has them in hand, when they are tried again, and what is done with poison.
use model::record::Origin;
use model::{Alias, Aliases, ArticleId, ArticleState, Domain, FeedId, Hash64, Item, Timestamp};

use crate::hold::Hold;
use crate::lease::Lease;
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
    pub(crate) hold: Hold,
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
    /// How often it was the only one in hand at an unclean end: parked at three (DELIVERY.md, rule 6).
    pub ends_alone: u32,
}

impl Journal {
    /// Items due at `now`, oldest first, that nobody holds. Suspects and parked items are not among them.
    pub async fn pending_due(&self, now: Timestamp, limit: usize) -> Result<Vec<PendingItem>> {
        let _ = (now, limit);
        todo!()
    }

    /// When the next item that nobody holds is due; `None` when none waits.
    pub async fn next_pending_at(&self) -> Result<Option<Timestamp>> {
        todo!()
    }

    /// Changes whenever an item may have become due or free sooner than `next_pending_at` said.
    pub fn watch_pending(&self) -> tokio::sync::watch::Receiver<u64> {
        todo!()
    }

    /// Waits for the exclusive lease on the item's article, in order of asking. `None`: no longer pending.
    pub async fn claim(&self, item: PendingItem) -> Result<Option<Claim>> {
        let _ = item;
        todo!()
    }

    /// Marks items before CPU work, durably (DELIVERY.md, rule 6). Commit, retry, park and a clean stop clear the mark.
    pub async fn mark_in_hand(&self, items: &[&PendingItem]) -> Result<()> {
        let _ = items;
        todo!()
    }

    /// Items in hand at an unclean end that are due now, oldest first.
    pub async fn suspects(&self, now: Timestamp, limit: usize) -> Result<Vec<Suspect>> {
        let _ = (now, limit);
        todo!()
    }

    /// Puts the item back for later and counts the attempt.
    pub async fn retry(&self, item: &PendingItem, next_try_at: Timestamp, reason: &str) -> Result<()> {
        let _ = (item, next_try_at, reason);
        todo!()
    }

    /// Gives up: the dead letter is written and the item leaves `pending`, in one transaction. [`Journal::replay`]
    /// or a change in the feed brings it back.
    pub async fn park(&self, item: &PendingItem, dead_letter: NewRow) -> Result<()> {
        let _ = (item, dead_letter);
        todo!()
    }

    /// Makes a parked or a known article pending again; `false` when the article is unknown.
    pub async fn replay(&self, article: &ArticleId) -> Result<bool> {
        let _ = article;
        todo!()
    }

    /// Makes the articles whose revisit is due pending, with origin `revisit`, and hands them out.
    pub async fn revisit_due(&self, now: Timestamp, limit: usize) -> Result<Vec<PendingItem>> {
        let _ = (now, limit);
        todo!()
    }

    /// The item turned out to be `into`, an article known before: its aliases, feeds and pending row move there.
    /// `None`: an item of `into` is pending already, and will do. Only for an article without a version.
    pub async fn merge(&self, item: PendingItem, into: &ArticleId) -> Result<Option<PendingItem>> {
        let _ = (item, into);
        todo!()
    }
}

#[allow(unused)]
fn alias_type(_: Alias) {}
