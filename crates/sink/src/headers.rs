//! A record's headers as they go out: CloudEvents 1.0, binary mode (Kafka protocol binding, section 3.2).
use journal::OutboxRow;
use rdkafka::message::{Header, OwnedHeaders};

/// The row's own, and the time of its commit, which was not known when they were composed.
pub(crate) fn headers(row: &OutboxRow) -> OwnedHeaders {
    let time = row.committed_at.to_string();
    let own = row.headers.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    own.chain([("ce_time", time.as_str())])
        .fold(OwnedHeaders::new_with_capacity(row.headers.len() + 1), |headers, (key, value)| {
            headers.insert(Header { key, value: Some(value) })
        })
}

#[cfg(test)]
mod tests {
    use model::Timestamp;
    use model::record::Topic;
    use rdkafka::message::Headers;

    use super::*;

    #[test]
    fn the_commit_is_the_time() {
        let row = OutboxRow {
            seq: 1,
            version_id: None,
            partition: 0,
            tenure: 0,
            committed_at: Timestamp::from_millis(1_574_331_660_000),
            topic: Topic::Enriched,
            key: "wd1x".into(),
            headers: vec![("ce_id".into(), "wd1x.1001".into())],
            value: None,
            nonce: 0,
        };
        let headers = headers(&row);
        let shown: Vec<_> =
            headers.iter().map(|h| (h.key, String::from_utf8_lossy(h.value.unwrap_or_default()))).collect();
        assert_eq!(shown, [("ce_id", "wd1x.1001".into()), ("ce_time", "2019-11-21T10:21:00.000Z".into())]);
    }
}
