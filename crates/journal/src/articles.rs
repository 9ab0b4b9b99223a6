//! Article states: what was last published, under which aliases, and what a new take may supersede.
use model::{Alias, ArticleId, Timestamp};

use crate::pending::Claim;
use crate::{Journal, Result};

/// What became of an alias found on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extended {
    /// The lease covers it now; put it into the state's aliases, commit stores it.
    Mine,
    /// Another task holds it: drop the claim and queue the item again, without counting an attempt.
    Conflict,
    /// It is known as another article: see [`Journal::merge`].
    Known(ArticleId),
}

/// A recent article of the same publisher, as far as takes are compared by it.
#[derive(Clone, Debug, PartialEq)]
pub struct TakeCandidate {
    pub article: ArticleId,
    pub stripped_title: String,
    pub simhash: u64,
    pub take_label: Option<String>,
    pub take_number: Option<u32>,
    /// When it was published, or first seen where no date is known.
    pub published_at: Timestamp,
}

impl Journal {
    /// Extends the claim to an alias found on the page (a canonical URL).
    pub async fn extend(&self, claim: &mut Claim, alias: &Alias) -> Result<Extended> {
        let _ = (claim, alias);
        todo!()
    }

    /// Articles of the claim's domain published within 24 h of `published_at`, newest first, at most 1,000;
    /// only those with a take's label when `labelled` is set (the article itself has none).
    pub async fn take_candidates(
        &self,
        claim: &Claim,
        published_at: Timestamp,
        labelled: bool,
    ) -> Result<Vec<TakeCandidate>> {
        let _ = (claim, published_at, labelled);
        todo!()
    }

    /// Deletes what was kept of an article and writes its tombstones; it is remembered only as forgotten, so that it
    /// does not come back while its feed shows it. `false`: unknown.
    pub async fn forget(&self, article: &ArticleId) -> Result<bool> {
        let _ = article;
        todo!()
    }
}
