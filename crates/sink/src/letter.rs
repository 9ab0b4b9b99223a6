//! The dead letter of a version that the brokers refuse.
use journal::OutboxRow;
use model::record::DeadLetter;
use model::{ArticleId, Timestamp};

/// How much of the refused record it carries: a letter must not be refused itself.
const BODY: usize = 64 << 10;

pub(crate) fn refused(
    row: &OutboxRow,
    head: Option<(ArticleId, impl std::fmt::Display)>,
    reason: String,
    now: Timestamp,
) -> DeadLetter {
    let value = row.value.as_deref().unwrap_or_default();
    let kept = value.get(..BODY).unwrap_or(value);
    let version = head.as_ref().map(|(_, version)| format!(", version {version}")).unwrap_or_default();
    DeadLetter {
        schema: "wiredesk.dead-letter.v1".into(),
        stage: "publish".into(),
        kind: "record_refused".into(),
        reason: format!("record of {} bytes for `{}`{version}: {reason}", value.len(), row.topic.name()),
        feed: None,
        article: head.map(|(article, _)| article),
        url: None,
        attempts: 1,
        failed_at: now,
        body: row.value.is_some().then(|| String::from_utf8_lossy(kept).into_owned()),
        body_truncated: kept.len() < value.len(),
    }
}

#[cfg(test)]
mod tests {
    use model::record::Topic;

    use super::*;

    #[test]
    fn carries_what_fits() {
        let row = |bytes| OutboxRow {
            seq: 1,
            version_id: Some(1),
            partition: 0,
            tenure: 0,
            committed_at: Timestamp::default(),
            topic: Topic::Quotes,
            key: String::new(),
            headers: Vec::new(),
            value: Some(vec![b'x'; bytes]),
            nonce: 0,
        };
        for (bytes, kept) in [(10, 10), (BODY, BODY), (BODY + 1, BODY), (0, 0)] {
            let letter =
                refused(&row(bytes), None::<(ArticleId, u64)>, "too large".into(), Timestamp::default());
            assert_eq!(letter.body.map(|body| body.len()), Some(kept));
            assert_eq!(letter.body_truncated, kept < bytes);
            assert_eq!(letter.reason, format!("record of {bytes} bytes for `quotes`: too large"));
        }
    }
}
