//! A feed that begins to be unreadable leaves its bytes as a dead letter, once until it is read again.
use journal::JournalError;
use model::record::DeadLetter;
use model::{FeedState, Timestamp};

use super::super::desk::Desk;
use super::super::records;
use super::body::Failure;

/// Writes the letter, if this failure is one to tell.
pub async fn tell(desk: &Desk, state: &FeedState, failure: &Failure) -> Result<(), JournalError> {
    let Failure::Read { bytes, .. } = failure else { return Ok(()) };
    if state.failures > 0 {
        return Ok(());
    }
    let letter = letter(state, failure, bytes, desk.clock.now());
    match records::dead_letter(&letter, desk.journal.id().as_str()) {
        Ok(row) => desk.journal.record_dead_letters(vec![row]).await,
        Err(error) => {
            tracing::error!(feed = %state.id, %error, "a dead letter could not be written as JSON");
            Ok(())
        }
    }
}

fn letter(state: &FeedState, failure: &Failure, bytes: &[u8], now: Timestamp) -> DeadLetter {
    let kept = &bytes[..bytes.len().min(records::LETTER_BYTES)];
    DeadLetter {
        schema: "wiredesk.dead-letter.v1".into(),
        stage: "poll".into(),
        kind: failure.kind().into(),
        reason: crate::report::chain(failure),
        feed: Some(state.id.clone()),
        article: None,
        url: Some(state.url.clone()),
        attempts: 1,
        failed_at: now,
        body: Some(String::from_utf8_lossy(kept).into_owned()),
        body_truncated: kept.len() < bytes.len(),
    }
}
