//! Commit: one transaction writes a version's records and its article's state, and ends the pending item.
use model::record::Topic;
use model::{ArticleState, Version};

use crate::pending::Claim;
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
    /// `None`: no new version, the state alone.
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
        let _ = (claim, commit);
        todo!()
    }

    /// Appends dead letters that belong to no pending item (a feed that cannot be read).
    pub async fn record_dead_letters(&self, rows: Vec<NewRow>) -> Result<()> {
        let _ = rows;
        todo!()
    }
}
