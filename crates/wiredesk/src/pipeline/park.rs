//! Giving up on an item: its dead letter is written, and it is not tried again until `replay` or a change.
use journal::{Claim, JournalError, PendingItem};
use model::record::DeadLetter;

use super::desk::Desk;
use super::verdict::Verdict;
use super::{events, records};

/// Parks the item where the verdict is a dead letter; else leaves it as it is.
pub async fn failed(
    desk: &Desk,
    claim: &Claim,
    stage: &str,
    verdict: Verdict,
    error: &(dyn std::error::Error + Send + Sync + 'static),
) -> Result<(), JournalError> {
    if verdict != Verdict::DeadLetter {
        return Ok(());
    }
    park(desk, &claim.item, stage, "failed", &crate::report::chain(error)).await
}

/// Writes the item's dead letter; it is not tried again until `replay` or a change.
pub async fn park(
    desk: &Desk,
    item: &PendingItem,
    stage: &str,
    kind: &str,
    reason: &str,
) -> Result<(), JournalError> {
    let body = serde_json::to_string(&item.item).unwrap_or_default();
    let kept: String = body.chars().take(records::LETTER_BYTES).collect();
    let letter = DeadLetter {
        schema: "wiredesk.dead-letter.v1".into(),
        stage: stage.into(),
        kind: kind.into(),
        reason: reason.into(),
        feed: Some(item.feed.clone()),
        article: Some(item.article.clone()),
        url: item.item.link.clone(),
        attempts: item.attempts + 1,
        failed_at: desk.clock.now(),
        body_truncated: kept.len() < body.len(),
        body: Some(kept),
    };
    events::item_parked(item, stage, reason);
    match records::dead_letter(&letter, desk.journal.id().as_str()) {
        Ok(row) => desk.journal.park(item, row).await,
        Err(error) => {
            tracing::error!(article = %item.article, %error, "a dead letter could not be written as JSON");
            Ok(())
        }
    }
}
