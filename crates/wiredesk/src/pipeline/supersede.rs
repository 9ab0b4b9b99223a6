//! Which earlier article a wire's new take replaces (docs/records.md).
use std::time::Duration;

use journal::TakeCandidate;
use model::{Article, ArticleId, Timestamp, comparable};

/// How far apart two takes of one story may be.
const WINDOW: Duration = Duration::from_secs(24 * 3600);
/// Bits in which the simhashes of two takes may differ; unrelated texts of one publisher differ in about 32.
const NEAR: u32 = 8;

/// What the choice needs to know of an earlier article of the same publisher.
#[derive(Clone, Debug)]
pub struct Earlier {
    pub id: ArticleId,
    pub stripped_title: String,
    pub simhash: u64,
    pub labelled: bool,
    pub number: Option<u32>,
    pub seen_at: Timestamp,
}

impl From<TakeCandidate> for Earlier {
    fn from(candidate: TakeCandidate) -> Self {
        Earlier {
            id: candidate.article,
            stripped_title: candidate.stripped_title,
            simhash: candidate.simhash,
            labelled: candidate.take_label.is_some(),
            number: candidate.take_number,
            seen_at: candidate.published_at,
        }
    }
}

/// The latest article of the publisher that this one is a new take of: a take's label on one of the two, and the same
/// stripped title or a similar text. Takes of one minute are ordered by their numbers, so that none supersedes its successor.
pub fn superseded(
    article: &Article,
    own: &ArticleId,
    seen_at: Timestamp,
    earlier: &[Earlier],
) -> Option<ArticleId> {
    let title = comparable(article.title.as_deref().unwrap_or(""));
    let rank = (seen_at, article.take.as_ref().map_or(0, |take| take.number.unwrap_or(1)));
    let rank_of =
        |other: &Earlier| (other.seen_at, if other.labelled { other.number.unwrap_or(1) } else { 0 });
    let same_story = |other: &&Earlier| {
        let labelled = article.take.is_some() || other.labelled;
        let same_title = !title.is_empty() && other.stripped_title == title;
        let near = article.simhash != 0 && (other.simhash ^ article.simhash).count_ones() <= NEAR;
        labelled && other.id != *own && (same_title || near)
    };
    earlier
        .iter()
        .filter(|other| rank_of(other) < rank && seen_at.since(other.seen_at) <= WINDOW)
        .filter(same_story)
        .max_by_key(|other| (rank_of(other), other.id.clone()))
        .map(|other| other.id.clone())
}
